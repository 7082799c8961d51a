"""What a user can wish for: the name of the command, the label of the button, one line of help. One table for all."""

from __future__ import annotations


class Wish:
    """``label`` is that of the button, '' where there is none; ``help`` is one Vietnamese line."""

    __slots__ = ("help", "label")

    def __init__(self, label: str, help: str) -> None:
        self.label, self.help = label, help


WISHES: dict[str, Wish] = {
    "demo": Wish("", "Chạy thử cả năm trên một kế hoạch mẫu"),
    "new": Wish("Tạo mới", "Tạo tệp kế hoạch từ mẫu có sẵn, hoặc từ kế hoạch năm trước"),
    "import-plan": Wish("Nhập từ văn bản", "Đọc kế hoạch đã ban hành (.docx, .pdf, .txt, .md)"),
    "check": Wish("Kiểm tra", "Kiểm tra tệp kế hoạch, chỉ rõ từng lỗi"),
    "split": Wish("Tách theo đơn vị", "Tách theo đơn vị: mỗi đơn vị một trang tính"),
    "progress": Wish("Cập nhật tiến độ", "Cập nhật tiến độ từ trang tính của các đơn vị"),
    "issue": Wish("Phát hành phiếu", "Phát hành phiếu báo cáo cho từng đơn vị"),
    "score": Wish("Tính điểm", "Chấm điểm một phiếu, theo từng tiêu chí"),
    "consolidate": Wish("Tổng hợp thư mục", "Tổng hợp thư mục phiếu gửi về"),
    "restore": Wish("Khôi phục bản sao lưu", "Đưa tệp tổng hợp về một bản sao lưu trước đó"),
    "schema": Wish("", "In lược đồ của kết quả JSON, cho người viết chương trình"),
    "rollup": Wish("", "Điền phiếu của cơ quan mình gửi cấp trên"),
    "map": Wish("Ánh xạ biểu mẫu", "Đề xuất số liệu nào vào ô nào của biểu mẫu cấp trên"),
    "fill": Wish("Điền biểu mẫu", "Điền biểu mẫu của cấp trên theo ánh xạ"),
    "report": Wish("Báo cáo Word", "Viết dự thảo báo cáo Word"),
    "brief": Wish("Tóm tắt cho lãnh đạo", "Viết bản tóm tắt hai trang, xem được trên điện thoại"),
    "send": Wish("Gửi thư", "Gửi phiếu cho đơn vị, hoặc gửi tệp lên cấp trên"),
    "collect": Wish("Thu thư", "Thu phiếu từ hộp thư hoặc tệp thư"),
    "remind": Wish("Nhắc việc", "Nhắc đơn vị nộp muộn hoặc phải sửa"),
    "addin": Wish("", "Cài, gỡ, dựng phần bổ trợ Excel"),
    "doctor": Wish("Chẩn đoán", "Kiểm tra máy: Python, Excel, phần bổ trợ"),
    "help": Wish("Hướng dẫn", "Hướng dẫn sử dụng, theo mục"),
}
"""By command, in the order in which the help lists them."""
