"""Catalogue of findings about a whole returned file: identity, dates, and the reason of every verdict.

Facts as in :mod:`danvan_xl.findings.returns`.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Headline, Severity
from danvan_xl.findings import words as w
from danvan_xl.terms import summary as n

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_GUESSED = Headline("{count} tệp phải đoán đơn vị hoặc kỳ, cần xác nhận: {who}.", n.LOG)

_FILES: tuple[FindingKind, ...] = (
    FindingKind(
        "unit-guessed", _W, "Đoán đơn vị theo tên",
        "Phiếu không còn mã đơn vị; tên “{value}” được hiểu là{note}.",
        f"Xác nhận đúng đơn vị; nếu sai, nhập mã đơn vị đúng ở trang tính “{n.CORRECTIONS}” của tệp tổng hợp.",
        decides=True, headline=_GUESSED,
        like={"value": "Thôn Đồng Tâmm", "note": ": Thôn Đồng Tâm (T01)"},
    ),
    FindingKind(
        "period-guessed", _W, "Đoán kỳ báo cáo",
        "Phiếu không còn ghi kỳ báo cáo; được tính cho kỳ đang tổng hợp{note}.",
        "Xác nhận đây là phiếu của kỳ này.",
        decides=True, headline=_GUESSED,
        like={"note": " (Báo cáo năm 2025)"},
    ),
    FindingKind(
        "identity-conflict", _E, "Thông tin nhận dạng trái nhau",
        "Trong tệp có hai thông tin khác nhau về {header}: {value}{note}.",
        f"Hỏi lại người gửi phiếu này là của ai, kỳ nào; nhập vào trang tính “{n.CORRECTIONS}” của tệp tổng hợp.",
        w.SEND_FORM, decides=True,
        like={"header": "đơn vị", "value": "Thôn Đồng Tâm (T01) ở tên tệp; Thôn Nà Mòn (T02) ở trang tính “Bìa”"},
    ),
    FindingKind(
        "cover-differs", _W, "Bìa ghi khác thông tin của phiếu",
        "“{header}” trên Bìa ghi “{value}”, còn phiếu này phát hành cho {note}; vẫn tính cho nơi và kỳ được phát hành.",
        f"Hỏi lại người gửi phiếu này là của ai, kỳ nào; nhập vào trang tính “{n.CORRECTIONS}” của tệp tổng hợp nếu cần.",
        w.SEND_FORM,
        like={"header": "Đơn vị", "value": "Thôn Nà Mòn", "note": "Thôn Đồng Tâm (T01)"},
    ),
    FindingKind(
        "cover-blank", _W, "Bìa chưa ghi gì",
        "Bìa chưa ghi người lập, ngày báo cáo và cam đoan{note}; có thể phiếu còn nguyên nội dung điền sẵn.",
        "Hỏi lại đơn vị đã điền phiếu chưa.",
        "Xem lại từng ô điền sẵn, ghi Bìa rồi gửi lại phiếu.",
    ),
    FindingKind(
        "form-outdated", _I, "Phiếu của bản kế hoạch trước",
        "Phiếu phát hành từ bản kế hoạch trước khi sửa{note}; đã đọc theo mã.",
        "Không phải làm gì, trừ khi cần đơn vị báo cáo phần mới thêm.",
    ),
    FindingKind(
        "duplicate-return", _I, "Phiếu gửi trùng",
        "Cùng nội dung với “{value}”{note}; tính một lần.",
        w.NOTHING,
        like={"value": "thon-dong-tam (1).xlsx"},
    ),
    FindingKind(
        "newer-return", _I, "Đã có bản mới hơn",
        "Đã có bản mới hơn: {value}{note}.",
        w.NOTHING,
        like={"value": "thon-dong-tam lan 2.xlsx"},
    ),
    FindingKind(
        "units-apart", _I, "Tệp gồm phiếu của nhiều đơn vị",
        "Tệp gồm phiếu của nhiều đơn vị chép chung{note}; đã đọc riêng từng đơn vị.",
        "Không phải làm gì; nếu đơn vị còn gửi riêng thì bản gửi riêng được đối chiếu như bản gửi lại.",
        like={"note": ": 3 đơn vị"},
    ),
    FindingKind(
        "several-units", _E, "Tệp chứa phiếu của nhiều đơn vị",
        "Trong tệp có phiếu của nhiều đơn vị{note}; chưa nhận.",
        "Tách mỗi đơn vị một tệp: chép các trang tính của đơn vị đó sang một sổ tính mới; hoặc lấy lại các tệp đơn vị gửi lúc đầu.",
        "Gửi riêng phiếu của mình, không ghép với phiếu của nơi khác.",
        decides=True, like={"note": ": Thôn Đông Tâm, Thôn Tây Giao"},
    ),
    FindingKind(
        "table-of-units", _E, "Bảng mỗi dòng một đơn vị",
        "Tệp là một bảng, mỗi dòng một đơn vị{note}, không phải phiếu; chưa nhận.",
        "Nhập số của mỗi đơn vị vào phiếu của đơn vị đó, mỗi đơn vị một tệp, rồi tổng hợp lại; hoặc đề nghị từng đơn vị gửi phiếu.",
        "Gửi phiếu của riêng mình, điền trên phiếu đã phát hành.",
        decides=True, like={"note": ": Thôn Đồng Tâm, Thôn Nà Mòn"},
    ),
    FindingKind(
        "untouched-return", _E, "Phiếu điền sẵn chưa ai điền",
        "Phiếu chỉ có nội dung điền sẵn của kỳ trước, Bìa chưa ghi gì{note}; chưa phải báo cáo.",
        "Đề nghị đơn vị xem lại từng ô, ghi Bìa rồi gửi lại.", "Xem lại từng ô điền sẵn, ghi Bìa rồi gửi lại phiếu.",
    ),
    FindingKind(
        "newer-return-emptier", _E, "Bản mới thiếu nội dung bản gửi trước có",
        "Bản mới hơn bỏ trống những gì “{value}” đã ghi{note}; tạm tính theo bản mới, con số của đơn vị chưa chắc chắn.",
        f"Hỏi đơn vị: gộp hai bản hay chỉ lấy bản mới. Ở trang tính “{n.CORRECTIONS}” nhập tên tệp mới và ghi “{n.JOIN}” hoặc “{n.REPLACE}” ở cột “{n.RIGHT_VALUE}”; nếu mọi đơn vị đều gộp được thì chọn “gộp” khi tổng hợp lại.",
        "Nếu bản mới thay hẳn bản gửi trước, gửi lại bản đầy đủ; nếu chỉ sửa vài ô, báo lại để ghép hai bản.",
        blanks=True, decides=True,
        headline=Headline("{count} đơn vị gửi bản mới thiếu nội dung bản gửi trước, chọn gộp hay thay: {who}.", n.SEVERAL),
        like={"value": "thon-dong-tam.xlsx", "note": ": Nhiệm vụ NV01, NV02; Số liệu SL01"},
    ),
    FindingKind(
        "returns-joined", _I, "Đã gộp các phiếu của đơn vị",
        "Gộp với “{value}”{note}.",
        w.NOTHING,
        like={"value": "thon-dong-tam.xlsx", "note": ": lấy thêm Nhiệm vụ NV01, NV02"},
    ),
    FindingKind(
        "join-refused", _W, "Không gộp được",
        "Không gộp với “{value}” vì hai phiếu ghi khác nhau{note}.",
        "Hỏi đơn vị số đúng; bỏ phiếu sai khỏi thư mục, hoặc hiệu đính từng ô rồi tổng hợp lại.",
        like={"value": "thon-dong-tam.xlsx", "note": ": Số liệu SL01"},
    ),
    FindingKind(
        "conflicting-returns", _E, "Hai phiếu khác nhau, không rõ bản nào mới",
        "Có nhiều phiếu của cùng đơn vị, cùng lần gửi và thời điểm nhưng khác nội dung: {value}{note}; chưa lấy phiếu nào.",
        "Hỏi đơn vị bản nào đúng, bỏ bản kia khỏi thư mục (hoặc tăng “Lần gửi”) rồi tổng hợp lại; mỗi bản một phần thì gộp: nhập tên tệp ở trang tính “Hiệu đính”, ghi “gộp” ở cột “Giá trị đúng”.",
        "Gửi lại bản đúng, tăng “Lần gửi” thêm 1.",
        decides=True, headline=Headline("{count} trường hợp hai phiếu trái nhau, chọn bản đúng: {who}.", n.LOG),
        like={"value": "thon-dong-tam.xlsx, dong-tam-sua.xlsx"},
    ),
    FindingKind(
        "macro-in-file", _W, "Tệp có macro",
        "Tệp có macro{note}; chỉ đọc số liệu, không chạy macro.",
        "", "Lưu lại dạng .xlsx, không có macro.",
    ),
    FindingKind(
        "external-link", _W, "Tệp liên kết ra ngoài",
        "Tệp có liên kết tới tệp khác{note}; không mở liên kết, chỉ đọc giá trị đang lưu.",
        "Kiểm tra lại các ô lấy số từ tệp khác.", "Ghi thẳng giá trị thay cho công thức lấy số từ tệp khác.",
    ),
    FindingKind(
        "stray-cells", _I, "Ô lạc rất xa bảng",
        "Trang tính có ô ở rất xa bảng ({value}){note}; không đọc các ô đó.",
        "Không phải làm gì; nếu đơn vị ghi gì ở đó thì đề nghị ghi vào bảng.",
        like={"value": "XFD1048576"},
    ),
    FindingKind(
        "read-by-second-reader", _I, "Đọc bằng cách dự phòng",
        "Tệp khác thường nên được đọc bằng cách dự phòng{note}.",
        "Kiểm tra lại với đơn vị nếu thấy chưa đúng.",
    ),
    FindingKind(
        "late", _W, "Nộp muộn",
        "Nhận ngày {value}, nộp muộn{note}.",
        "Nhắc đơn vị nộp đúng hạn kỳ sau.",
        like={"value": "05/12/2025", "note": " 5 ngày (hạn nộp 30/11/2025)"},
    ),
    FindingKind(
        "sent-before", _I, "Bản sửa của phiếu đã gửi",
        "Bản này nhận ngày {value}; đơn vị gửi lần đầu ngày{note}, thời hạn tính theo lần đầu.",
        w.NOTHING,
        like={"value": "05/12/2025", "note": " 28/11/2025 (hạn nộp 30/11/2025)"},
    ),
    FindingKind(
        "locked-period", _W, "Nộp sau khóa sổ",
        "Nhận ngày {value}, sau ngày khóa sổ{note}; vẫn đưa vào tổng hợp.",
        "Quyết định có tính phiếu này không; nếu không, bỏ tệp khỏi thư mục.",
        like={"value": "15/12/2025", "note": " (10/12/2025)"},
    ),
    FindingKind(
        "received-unknown", _I, "Ngày nhận lấy theo tệp",
        "Không có ngày của thư và “Ngày báo cáo”{note}; lấy ngày của tệp {value} làm ngày nhận.",
        f"Nếu biết ngày đúng, nhập “Ngày báo cáo” ở trang tính “{n.CORRECTIONS}”.", "Ghi “Ngày báo cáo” ở trang tính “Bìa”.",
        like={"value": "28/11/2025"},
    ),
    FindingKind(
        "pledge-missing", _I, "Chưa cam đoan số liệu",
        "Chưa đánh dấu “Cam đoan số liệu” ở trang tính “Bìa”{note}.",
        "", "Ghi x ở ô “Cam đoan số liệu” của trang tính “Bìa”.",
    ),
    FindingKind(
        "deadline-unclear", _W, "Thời hạn chưa rõ",
        "Nhiệm vụ {row}: không hiểu thời hạn “{value}”{note}; không tính vào tỷ lệ đúng hạn.",
        "Nhập “Loại thời hạn” và “Hạn” cho nhiệm vụ này trong tệp kế hoạch.",
        like={"value": "sau khi có hướng dẫn"},
    ),
)  # fmt: skip

REJECTIONS: tuple[FindingKind, ...] = (
    FindingKind(
        "not-a-workbook", _E, "Không phải sổ tính",
        "Tệp không phải sổ tính Excel hay LibreOffice{note}.",
        "", "Gửi lại phiếu đã phát hành, dạng .xlsx.",
    ),
    FindingKind(
        "encrypted", _E, "Tệp có mật khẩu",
        "Tệp có mật khẩu nên không đọc được{note}.",
        "", "Bỏ mật khẩu của tệp rồi gửi lại.",
    ),
    FindingKind(
        "corrupt", _E, "Tệp hỏng",
        "Tệp bị hỏng hoặc tải về thiếu{note}.",
        "Tải lại tệp từ thư; nếu vẫn hỏng, đề nghị đơn vị gửi lại.", "Mở lại tệp xem có đọc được không, lưu lại rồi gửi lại.",
    ),
    FindingKind(
        "too-large", _E, "Tệp quá lớn",
        "Tệp quá lớn so với một phiếu báo cáo{note}; không mở để giữ an toàn.",
        "", "Điền trên phiếu đã phát hành, không dán thêm dữ liệu khác, rồi gửi lại.",
    ),
    FindingKind(
        "read-limit", _E, "Đọc quá lâu hoặc tốn quá nhiều bộ nhớ",
        "Đọc tệp vượt quá giới hạn thời gian hoặc bộ nhớ{note}.",
        "", w.SEND_FORM,
    ),
    FindingKind(
        "unreadable", _E, "Không mở được tệp",
        "Máy không cho đọc tệp{note}.",
        "Đóng tệp nếu đang mở, kiểm tra quyền đọc rồi tổng hợp lại.",
    ),
    FindingKind(
        "archive-unsupported", _E, "Kiểu nén chưa đọc được",
        "Tệp nén kiểu này không mở được{note}.",
        "Giải nén vào thư mục rồi tổng hợp lại, hoặc đề nghị đơn vị nén dạng .zip.", "Gửi thẳng phiếu .xlsx, hoặc nén dạng .zip.",
    ),
    FindingKind(
        "unknown-unit", _E, "Không rõ của đơn vị nào",
        "Không xác định được phiếu của đơn vị nào{note}.",
        f"Nhập tên tệp và mã đơn vị vào trang tính “{n.CORRECTIONS}” của tệp tổng hợp rồi tổng hợp lại.", w.SEND_FORM, decides=True,
    ),
    FindingKind(
        "wrong-plan", _E, "Phiếu của kế hoạch khác",
        "Phiếu thuộc kế hoạch khác{note}.",
        "Kiểm tra lại: có thể đơn vị gửi nhầm phiếu năm trước.", "Gửi phiếu của kế hoạch này; có thể đã gửi nhầm phiếu năm trước.",
    ),
    FindingKind(
        "wrong-period", _E, "Phiếu của kỳ khác",
        "Phiếu thuộc kỳ báo cáo khác{note}.",
        "Đề nghị đơn vị gửi phiếu đúng kỳ, hoặc chọn kỳ của phiếu này rồi tổng hợp lại.", "Gửi phiếu của đúng kỳ báo cáo.",
    ),
    FindingKind(
        "structure-lost", _E, "Không còn đúng mẫu",
        "Không tìm thấy bảng nào của phiếu trong tệp{note}.",
        "", w.SEND_FORM,
    ),
    FindingKind(
        "empty-return", _E, "Phiếu trống",
        "Phiếu chưa điền nội dung nào{note}.",
        "", "Điền phiếu rồi gửi lại.",
    ),
    FindingKind(
        "carrier-unsupported", _E, "Phiếu có thể nằm bên trong, chưa lấy ra được",
        "Chương trình không lấy được tệp bên trong mục này{note}.",
        "Mở bằng chương trình gốc (ví dụ Outlook), lưu riêng phiếu vào thư mục rồi tổng hợp lại; hoặc đề nghị đơn vị gửi lại.",
        "Đính kèm thẳng phiếu .xlsx vào thư thường rồi gửi lại.",
    ),
    FindingKind(
        "folder-unreadable", _E, "Thư mục không mở được",
        "Không mở được thư mục con này{note}; các tệp bên trong chưa được đọc.",
        "Kiểm tra quyền mở, rút ngắn đường dẫn, hoặc chép tệp bên trong ra ngoài rồi tổng hợp lại.",
    ),
    FindingKind(
        "folder-linked", _E, "Lối tắt đến thư mục khác",
        "Đây là lối tắt đến một thư mục ở nơi khác{note}; các tệp bên trong chưa được đọc.",
        "Chép các phiếu ở đó vào thư mục này rồi tổng hợp lại.",
    ),
    FindingKind(
        "internal-error", _E, "Lỗi của chương trình",
        "Chương trình gặp lỗi ngoài dự kiến{note}; chỉ phần này chưa được tính.",
        f"Gửi nhật ký lỗi cho người hỗ trợ kỹ thuật; trong khi chờ, nhập giá trị đúng ở trang tính “{n.CORRECTIONS}” của tệp tổng hợp rồi tổng hợp lại.",
        blanks=True,
    ),
)  # fmt: skip

SKIPS: tuple[FindingKind, ...] = (
    FindingKind("lock-file", _I, "Tệp khóa", "Tệp khóa tạm của Excel hoặc LibreOffice{note}.", w.NOTHING),
    FindingKind("system-file", _I, "Tệp hệ thống", "Tệp của hệ điều hành hoặc của chương trình{note}.", w.NOTHING),
    FindingKind("picture", _I, "Ảnh", "Tệp ảnh, âm thanh hoặc phim{note}.", "Xem riêng nếu là tài liệu kiểm chứng."),
    FindingKind("other-document", _I, "Tài liệu khác", "Tài liệu không phải sổ tính{note}.", "Xem riêng; nếu đơn vị báo cáo bằng văn bản này thì đề nghị gửi phiếu .xlsx."),
    FindingKind("evidence", _I, "Tài liệu kiểm chứng", "Tài liệu gửi kèm phiếu{note}; không mở.", f"Xem ở trang tính “{n.ATTACHED}” hoặc từ “{n.VERIFY}”.", like={"note": " của Thôn Đồng Tâm"}),
    FindingKind("own-master", _I, "Tệp kế hoạch", "Đây là tệp kế hoạch gốc{note}.", w.NOTHING),
    FindingKind("own-summary", _I, "Tệp tổng hợp", "Đây là tệp tổng hợp do chương trình tạo{note}.", w.NOTHING),
    FindingKind("own-receipt", _I, "Phiếu tiếp nhận", "Đây là phiếu tiếp nhận do chương trình tạo{note}.", w.NOTHING),
    FindingKind("own-other", _I, "Tệp của chương trình", "Đây là tệp do chương trình tạo, không phải phiếu báo cáo{note}.", w.NOTHING),
    FindingKind("mail-unpacked", _I, "Thư đã bóc phiếu", "Phiếu trong thư này đã được tách ra thư mục{note}.", w.NOTHING),
    FindingKind("empty-container", _I, "Không có tệp bên trong", "Thư hoặc tệp nén không có tệp nào đọc được bên trong{note}.", "Mở xem; nếu đơn vị quên đính kèm phiếu thì nhắc gửi lại."),
    FindingKind("not-a-file", _I, "Không phải tệp thường", "Mục này không phải tệp thường{note}.", w.NOTHING),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_FILES, *REJECTIONS, *SKIPS)
