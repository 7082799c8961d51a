"""The words of deadline phrases: each known phrase and the kind of token that it is.

Collected from issued plans and from the way offices write (both spellings of a word are kept: hằng/hàng,
kỳ/kì, quý/quí). A word that is not here is never skipped: it makes the phrase ``Chưa rõ``.
"""

from __future__ import annotations

# kind of token -> phrases. Kinds are explained where the parsers use them.
PHRASES: dict[str, str] = {
    # units of the calendar
    "day": "ngày | các ngày | mùng | mồng | ngày mùng | ngày mồng",
    "week": "tuần | tuần lễ",
    "month": "tháng",
    "quarter": "quý",
    "year": "năm",
    "stage": "giai đoạn | thời kỳ | trong giai đoạn | trong thời kỳ",
    "hour": "giờ | h",
    "nth": "thứ",
    "sunday": "chủ nhật",
    # parts of them
    "first": "đầu | đầu tiên",
    "mid": "giữa",
    "last": "cuối | cuối cùng",
    "half": "nửa",
    # where in time
    "in": "trong | vào | trong thời gian | vào thời gian | trong khoảng thời gian | ngay trong",
    "whole": "cả | suốt | trong suốt | trong cả | toàn | nguyên cả",
    "from": "từ | kể từ | bắt đầu từ | tính từ | bắt đầu | thực hiện từ | triển khai từ",
    "after": "sau",
    "to": "đến | tới | cho đến | cho tới",
    "until": "hết | đến hết | tới hết | cho đến hết | cho tới hết",
    "before": "trước",
    "by": "chậm nhất | chậm nhất là | muộn nhất | muộn nhất là | không quá | không muộn hơn | không chậm hơn"
    " | hạn cuối | hạn chót | hạn cuối cùng | hạn cuối là | hạn chót là",
    "done": "xong | hoàn thành | hoàn tất | kết thúc | phải xong | phải hoàn thành | hoàn thành xong | thực hiện xong"
    " | làm xong",
    "onward": "trở đi | trở về sau",
    "now": "nay | hiện nay | bây giờ",
    "issued": "ngày ban hành | ngày ban hành kế hoạch | ngày ban hành kế hoạch này | ngày ký ban hành"
    " | ngày ký | khi ban hành kế hoạch | khi ban hành kế hoạch này | ngày kế hoạch được ban hành",
    "next": "sau | tiếp theo | kế tiếp | liền kề | liền sau | tiếp sau",
    "thisyear": "năm nay | năm kế hoạch",
    # rhythm
    "recur": "thường xuyên | liên tục | quanh năm | hằng ngày | mỗi ngày | thường xuyên liên tục | suốt quá trình"
    " thực hiện | các ngày làm việc | các ngày làm việc trong tuần | hằng ngày làm việc | trong quá trình thực hiện | trong suốt quá trình thực hiện",
    "period": "định kỳ | theo định kỳ",
    "every": "hằng | mỗi | từng | theo từng | vào mỗi | trong mỗi",
    "all": "các | những",
    "per": "theo",
    "annual": "thường niên",
    "times": "lần | cuộc | buổi | kỳ | lượt | đợt | bước | phiên | hội nghị",
    "atleast": "ít nhất | tối thiểu | không ít hơn",
    # no date
    "request": "đột xuất | theo yêu cầu | theo yêu cầu nhiệm vụ | khi | khi có | khi cần | khi cần thiết | khi phát sinh"
    " | khi có phát sinh | ngay khi | ngay khi có | sau khi | sau khi có | ngay sau khi | ngay sau khi có | nếu có"
    " | nếu phát sinh | có yêu cầu | theo kế hoạch | theo chỉ đạo | theo sự chỉ đạo | theo hướng dẫn | theo đề nghị"
    " | theo lịch | theo chương trình | theo tình hình | theo tình hình thực tế | theo thực tế | theo văn bản | theo nhu cầu"
    " | theo vụ việc | theo từng vụ việc | theo phân công | theo thông báo | theo chuyên đề | chuyên đề | phát sinh | tùy tình hình"
    " | tùy theo tình hình | tùy theo yêu cầu | yêu cầu",
    "rule": "theo quy định | đúng quy định | theo luật định | theo quy chế | theo đúng quy định",
    "cont": "các năm tiếp theo | những năm tiếp theo | các năm sau | những năm sau | các năm kế tiếp | những năm kế tiếp"
    " | các năm tiếp | các năm tới | những năm tới | các năm về sau | những năm về sau | các giai đoạn tiếp theo"
    " | duy trì các năm tiếp theo | tiếp tục các năm tiếp theo | tiếp tục thực hiện các năm tiếp theo"
    " | tiếp tục trong các năm tiếp theo | trong các năm tiếp theo | cho các năm tiếp theo | cả các năm tiếp theo",
    "ditto": "nt | như trên | như mục trên | như dòng trên",
    # binding
    "of": "của | thuộc",
    "and": "và | cùng | cùng với | đồng thời",
    "or": "hoặc | hay | hoặc là",
    # what is done then: says nothing about when
    "report": "báo cáo | sơ kết | tổng kết | gửi báo cáo | nộp báo cáo | báo cáo kết quả | báo cáo kết quả thực hiện"
    " | báo cáo sơ kết | báo cáo tổng kết | tổng hợp báo cáo | tổng hợp | kết quả | gửi kết quả | kỳ báo cáo"
    " | chế độ báo cáo | số liệu",
    "act": "kế hoạch | văn bản | thực hiện | triển khai | triển khai thực hiện | tổ chức | tổ chức thực hiện | ban hành | ban hành kế hoạch"
    " | xây dựng | xây dựng kế hoạch | ban hành văn bản | gửi | nộp | trình | ký | ký cam kết | đăng ký | kiểm tra"
    " | rà soát | công khai | đánh giá | tự đánh giá | chấm điểm | tự chấm điểm | tham mưu | phê duyệt | tiến hành"
    " | duy trì | cập nhật | niêm yết | ra mắt | phát động | tiếp tục | tiếp tục thực hiện | tiếp tục duy trì"
    " | khởi công | bàn giao | khánh thành | nhận bài | chấm | chấm và công bố kết quả | công bố | công bố kết quả"
    " | công nhận | thẩm định | nghiệm thu | ra quân | khai mạc | bế mạc | bình chọn | biểu dương | trao giải | xét chọn | khảo sát | tập huấn",
    "fill": "là | thời gian | thời hạn | hạn | hạn nộp | hạn hoàn thành | thời gian thực hiện | thời gian hoàn thành"
    " | thời hạn hoàn thành | dự kiến | phải | lúc | thời điểm | thời điểm báo cáo | mốc | sáng | chiều | riêng"
    " | cụ thể | cụ thể là | trong đó | đảm bảo | bảo đảm | yêu cầu xong"
    " | giờ hành chính | trong giờ hành chính",
}

NUMBERS: dict[str, int] = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "nhất": 1,
}  # fmt: skip
"""Number words. "năm" is a year here: as five it is too easily mistaken (tháng năm), so that stays Chưa rõ."""

_ROMANS = "i ii iii iv v vi vii viii ix x xi xii"
ROMANS = {roman: number for number, roman in enumerate(_ROMANS.split(), start=1)}

VARIANTS: dict[str, str] = {
    "hàng": "hằng", "hăng": "hằng", "qúy": "quý", "quí": "quý", "qúi": "quý", "q": "quý",
    "kì": "kỳ", "tuỳ": "tùy", "thuờng": "thường", "truớc": "trước", "bẩy": "bảy", "đên": "đến", "dến": "đến",
    "mổi": "mỗi", "cuôi": "cuối", "cúôi": "cuối", "cuói": "cuối", "xuyen": "xuyên",
}  # fmt: skip
"""Misspellings and second spellings → the one used above."""

# Syllables that may also be recognised with wrong or missing marks (thang, thuong xuyen, trươc): no other word
# that offices write in a deadline looks the same without its marks. Those that do are in REAL_OTHERS.
_FORGIVEN = (
    "tháng quý ngày thường xuyên định kỳ cuối đầu giai đoạn hoàn thành tuần hằng chậm nhất xong trong yêu cầu"
    " đột xuất các tiếp theo trước đến lần mỗi năm hết báo cáo"
)
FORGIVEN = _FORGIVEN.split()
_REAL_OTHERS = (
    "ngay ngáy thắng thăng quy quỹ quỳ quỵ thương thượng đình đính dinh ký kỷ kỹ cuội dầu dấu dâu đâu đấu doạn hoán hoan"
    " hoạn thanh thánh thạnh tuân hang hạng hãng chăm chấm chàm chạm nhật nhặt song sống sông trọng trông trống cau cậu"
    " cấu câu cầu đốt dột xuân cạc cấc tiệp thẹo thèo đền đèn đen đén lân lẫn lăn lặn lấn lan mới mọi môi mối mời"
    " nam nấm nằm nặm bão bao bảo bạo cao cạo cào trược đau đạu"
)
REAL_OTHERS = frozenset(_REAL_OTHERS.split())
