"""Catalogue of findings about a whole returned file: identity, dates, and the reason of every verdict.

Facts as in :mod:`danvan_xl.findings.returns`.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_CHECK = "Kiểm tra lại với đơn vị nếu thấy chưa đúng."
_ASK_AGAIN = "Đề nghị đơn vị gửi lại phiếu đã phát hành, điền trực tiếp trên phiếu đó."

_FILES: tuple[FindingKind, ...] = (
    FindingKind(
        "unit-guessed",
        _W,
        "Đoán đơn vị theo tên",
        "Phiếu không còn mã đơn vị; tên “{value}” được hiểu là{note}.",
        "Xác nhận đúng đơn vị; nếu sai, ghi đơn vị đúng ở trang “Hiệu đính” của tệp tổng hợp.",
    ),
    FindingKind(
        "period-guessed",
        _W,
        "Đoán kỳ báo cáo",
        "Phiếu không còn ghi kỳ báo cáo; được tính cho kỳ đang tổng hợp{note}.",
        "Xác nhận đây là phiếu của kỳ này.",
    ),
    FindingKind(
        "identity-conflict",
        _E,
        "Thông tin nhận dạng trái nhau",
        "Trong tệp có hai thông tin khác nhau về {header}: {value}{note}.",
        "Hỏi lại người gửi phiếu này là của ai, kỳ nào; ghi vào trang “Hiệu đính” của tệp tổng hợp.",
    ),
    FindingKind(
        "form-outdated",
        _I,
        "Phiếu của bản kế hoạch trước",
        "Phiếu phát hành từ bản kế hoạch trước khi sửa{note}; đã đọc theo mã.",
        "Không phải làm gì, trừ khi cần đơn vị báo cáo phần mới thêm.",
    ),
    FindingKind(
        "duplicate-return",
        _I,
        "Phiếu gửi trùng",
        "Cùng nội dung với “{value}”{note}; tính một lần.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "conflicting-returns",
        _E,
        "Hai phiếu khác nhau, không rõ bản nào mới",
        "Có nhiều phiếu của cùng đơn vị, cùng lần gửi và thời điểm nhưng khác nội dung: {value}{note}; chưa lấy phiếu nào.",
        "Hỏi đơn vị bản nào đúng, bỏ bản kia khỏi thư mục (hoặc tăng “Lần gửi”) rồi tổng hợp lại.",
    ),
    FindingKind(
        "macro-in-file",
        _W,
        "Tệp có macro",
        "Tệp có macro{note}; chỉ đọc số liệu, không chạy macro.",
        "Đề nghị đơn vị gửi tệp .xlsx không có macro.",
    ),
    FindingKind(
        "external-link",
        _W,
        "Tệp liên kết ra ngoài",
        "Tệp có liên kết tới tệp khác{note}; không mở liên kết, chỉ đọc giá trị đang lưu.",
        "Kiểm tra lại các ô lấy số từ tệp khác.",
    ),
    FindingKind(
        "stray-cells",
        _I,
        "Ô lạc rất xa bảng",
        "Trang tính có ô ở rất xa bảng ({value}){note}; không đọc các ô đó.",
        "Không phải làm gì; nếu đơn vị ghi gì ở đó thì đề nghị ghi vào bảng.",
    ),
    FindingKind(
        "read-by-second-reader",
        _I,
        "Đọc bằng cách dự phòng",
        "Tệp khác thường nên được đọc bằng cách dự phòng{note}.",
        _CHECK,
    ),
    FindingKind(
        "late",
        _W,
        "Nộp chậm",
        "Nhận ngày {value}, sau hạn nộp{note}.",
        "Nhắc đơn vị nộp đúng hạn kỳ sau.",
    ),
    FindingKind(
        "locked-period",
        _W,
        "Nộp sau khóa sổ",
        "Nhận ngày {value}, sau ngày khóa sổ{note}; vẫn đưa vào tổng hợp.",
        "Quyết định có tính phiếu này không; nếu không, bỏ tệp khỏi thư mục.",
    ),
    FindingKind(
        "received-unknown",
        _I,
        "Ngày nhận lấy theo tệp",
        "Không có ngày của thư và “Ngày báo cáo”{note}; lấy ngày của tệp {value} làm ngày nhận.",
        "Sửa ngày nhận nếu biết ngày đúng.",
    ),
    FindingKind(
        "pledge-missing",
        _I,
        "Chưa cam đoan số liệu",
        "Chưa đánh dấu “Cam đoan số liệu” ở trang “Bìa”{note}.",
        "Đề nghị đơn vị xác nhận số liệu.",
    ),
    FindingKind(
        "deadline-unclear",
        _W,
        "Thời hạn chưa rõ",
        "Nhiệm vụ {row}: không hiểu thời hạn “{value}”{note}; không tính vào tỷ lệ đúng hạn.",
        "Ghi “Loại thời hạn” và “Hạn” cho nhiệm vụ này trong tệp kế hoạch.",
    ),
)

REJECTIONS: tuple[FindingKind, ...] = (
    FindingKind(
        "not-a-workbook",
        _E,
        "Không phải sổ tính",
        "Tệp không phải sổ tính Excel hay LibreOffice{note}.",
        "Đề nghị đơn vị gửi lại phiếu dạng .xlsx.",
    ),
    FindingKind(
        "encrypted",
        _E,
        "Tệp có mật khẩu",
        "Tệp có mật khẩu nên không đọc được{note}.",
        "Đề nghị đơn vị bỏ mật khẩu rồi gửi lại.",
    ),
    FindingKind(
        "corrupt",
        _E,
        "Tệp hỏng",
        "Tệp bị hỏng hoặc tải về thiếu{note}.",
        "Tải lại tệp từ thư; nếu vẫn hỏng, đề nghị đơn vị gửi lại.",
    ),
    FindingKind(
        "too-large",
        _E,
        "Tệp quá lớn",
        "Tệp quá lớn so với một phiếu báo cáo{note}; không mở để giữ an toàn.",
        "Đề nghị đơn vị điền lại trên phiếu đã phát hành, không dán thêm dữ liệu khác.",
    ),
    FindingKind(
        "read-limit",
        _E,
        "Đọc quá lâu hoặc tốn quá nhiều bộ nhớ",
        "Đọc tệp vượt quá giới hạn thời gian hoặc bộ nhớ{note}.",
        "Đề nghị đơn vị điền lại trên phiếu đã phát hành.",
    ),
    FindingKind(
        "unreadable",
        _E,
        "Không mở được tệp",
        "Máy không cho đọc tệp{note}.",
        "Đóng tệp nếu đang mở, kiểm tra quyền đọc rồi tổng hợp lại.",
    ),
    FindingKind(
        "archive-unsupported",
        _E,
        "Kiểu nén chưa đọc được",
        "Tệp nén kiểu này không mở được{note}.",
        "Giải nén vào thư mục rồi tổng hợp lại, hoặc đề nghị đơn vị nén dạng .zip.",
    ),
    FindingKind(
        "unknown-unit",
        _E,
        "Không rõ của đơn vị nào",
        "Không xác định được phiếu của đơn vị nào{note}.",
        "Ghi tên tệp và mã đơn vị vào trang “Hiệu đính” của tệp tổng hợp rồi chạy lại.",
    ),
    FindingKind(
        "wrong-plan",
        _E,
        "Phiếu của kế hoạch khác",
        "Phiếu thuộc kế hoạch khác{note}.",
        "Kiểm tra lại: có thể đơn vị gửi nhầm phiếu năm trước.",
    ),
    FindingKind(
        "wrong-period",
        _E,
        "Phiếu của kỳ khác",
        "Phiếu thuộc kỳ báo cáo khác{note}.",
        "Đề nghị đơn vị gửi phiếu đúng kỳ, hoặc chạy lại với --period.",
    ),
    FindingKind(
        "structure-lost",
        _E,
        "Không còn đúng mẫu",
        "Không tìm thấy bảng nào của phiếu trong tệp{note}.",
        _ASK_AGAIN,
    ),
    FindingKind(
        "empty-return",
        _E,
        "Phiếu trống",
        "Phiếu chưa điền nội dung nào{note}.",
        "Đề nghị đơn vị điền và gửi lại.",
    ),
    FindingKind(
        "reading-failed",
        _E,
        "Chương trình chưa đọc được",
        "Chương trình chưa đọc được tệp này{note}.",
        "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi tổng hợp lại; gửi tệp cho người hỗ trợ kỹ thuật.",
    ),
)

SKIPS: tuple[FindingKind, ...] = (
    FindingKind("lock-file", _I, "Tệp khóa", "Tệp khóa tạm của Excel hoặc LibreOffice{note}.", "Không phải làm gì."),
    FindingKind("system-file", _I, "Tệp hệ thống", "Tệp của hệ điều hành hoặc của chương trình{note}.", "Không phải làm gì."),
    FindingKind("picture", _I, "Ảnh", "Tệp ảnh, âm thanh hoặc phim{note}.", "Xem riêng nếu là tài liệu kiểm chứng."),
    FindingKind("other-document", _I, "Tài liệu khác", "Tài liệu không phải sổ tính{note}.", "Xem riêng; nếu đơn vị báo cáo bằng văn bản này thì đề nghị gửi phiếu .xlsx."),
    FindingKind("own-master", _I, "Tệp kế hoạch", "Đây là tệp kế hoạch gốc{note}.", "Không phải làm gì."),
    FindingKind("own-summary", _I, "Tệp tổng hợp", "Đây là tệp tổng hợp do chương trình tạo{note}.", "Không phải làm gì."),
    FindingKind("own-receipt", _I, "Phiếu tiếp nhận", "Đây là phiếu tiếp nhận do chương trình tạo{note}.", "Không phải làm gì."),
    FindingKind("own-other", _I, "Tệp của chương trình", "Đây là tệp do chương trình tạo, không phải phiếu báo cáo{note}.", "Không phải làm gì."),
    FindingKind("mail-unpacked", _I, "Thư đã bóc phiếu", "Phiếu trong thư này đã được tách ra thư mục{note}.", "Không phải làm gì."),
    FindingKind("empty-container", _I, "Không có tệp bên trong", "Thư hoặc tệp nén không có tệp nào đọc được bên trong{note}.", "Mở xem; nếu đơn vị quên đính kèm phiếu thì nhắc gửi lại."),
    FindingKind("not-a-file", _I, "Không phải tệp thường", "Mục này không phải tệp thường{note}.", "Không phải làm gì."),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_FILES, *REJECTIONS, *SKIPS)
