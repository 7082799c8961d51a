"""Catalogue of findings about sending and collecting by mail."""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "mail-no-address", _W, "Đơn vị chưa có thư điện tử",
        "{count} đơn vị chưa có thư điện tử: {value}.",
        "Nhắn cho các đơn vị này theo tệp tin nhắn đã ghi; muốn gửi thư thì nhập cột “Thư điện tử” của trang tính “Đơn vị”.",
        like={"count": "2", "value": "Thôn Đồng Tâm; Thôn Nà Mòn"},
    ),
    FindingKind(
        "mail-bad-address", _W, "Địa chỉ thư viết sai",
        "{unit_name}: “{value}” không phải địa chỉ thư điện tử.",
        "Sửa cột “Thư điện tử” của trang tính “Đơn vị” rồi chạy lại; thư đã gửi không bị gửi lần nữa.",
        like={"unit_name": "Thôn Đồng Tâm", "value": "dongtam(a)xaanhoa"},
    ),
    FindingKind(
        "mail-unknown-file", _W, "Tệp không phải phiếu của kế hoạch này",
        "“{value}” không phải phiếu báo cáo của đơn vị nào trong kế hoạch nên không gửi.",
        "Chuyển tệp ra khỏi thư mục, hoặc phát hành lại phiếu.",
        like={"value": "anh.xlsx"},
    ),
    FindingKind(
        "mail-form-missing", _W, "Đơn vị không có phiếu trong thư mục",
        "{count} đơn vị không có phiếu trong thư mục nên không gửi được: {value}.",
        "Phát hành phiếu cho các đơn vị này rồi gửi lại.",
        like={"count": "2", "value": "Thôn Đồng Tâm; Thôn Nà Mòn"},
    ),
    FindingKind(
        "mail-refused", _E, "Máy chủ từ chối địa chỉ",
        "{unit_name}: máy chủ không nhận thư tới {value} ({words}).",
        "Kiểm tra địa chỉ trong trang tính “Đơn vị”, sửa rồi gửi lại; thư đã gửi không bị gửi lần nữa.",
        like={"unit_name": "Thôn Đồng Tâm", "value": "dongtam@xaanhoa.gov.vn", "words": "không có hộp thư này"},
    ),
    FindingKind(
        "mail-uncertain", _E, "Không rõ thư đã đi chưa",
        "{unit_name}: mạng đứt đúng lúc chờ máy chủ trả lời, không rõ thư đã đi hay chưa.",
        "Xem hộp “Đã gửi” hoặc hỏi đơn vị; nếu chưa nhận được thì gửi lại riêng cho đơn vị này (mã {value}).",
        like={"unit_name": "Thôn Đồng Tâm", "value": "T01"},
    ),
    FindingKind(
        "mail-attachment-refused", _E, "Tệp đính kèm không lấy được",
        "Thư của {sender}: không lấy tệp “{value}” ({words}).",
        "Đề nghị đơn vị gửi lại tệp .xlsx, không nén nhiều lớp, dưới {limit} MB.",
        like={"sender": "dongtam@xaanhoa.gov.vn", "value": "phieu.zip", "words": "nén nhiều lớp", "limit": "20"},
    ),
    FindingKind(
        "mail-unreadable", _E, "Thư không đọc được",
        "Không đọc được thư “{value}” ({words}).",
        "Mở thư bằng chương trình thư, lưu tệp đính kèm vào thư mục phiếu.",
        like={"value": "Báo cáo thôn Đồng Tâm", "words": "tệp hỏng"},
    ),
    FindingKind(
        "mail-no-attachment", _I, "Thư không có phiếu",
        "Thư “{value}” của {sender} không có tệp đính kèm nào là phiếu báo cáo.",
        "Nếu đơn vị gửi liên kết tới tệp trên mạng, tải tệp đó về thư mục phiếu.",
        like={"value": "Báo cáo thôn Đồng Tâm", "sender": "dongtam@xaanhoa.gov.vn"},
    ),
)  # fmt: skip
