"""Catalogue of findings about rows, columns and sheets of a return, and about what became of a unit's figures.

Facts as in :mod:`danvan_xl.findings.returns`.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Headline, Severity
from danvan_xl.findings import words as w
from danvan_xl.terms import summary as n

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_ROWS: tuple[FindingKind, ...] = (
    FindingKind(
        "table-again", _W, "Có bảng thứ hai cùng tiêu đề",
        "Trang tính “{header}” còn một bảng khác cùng tiêu đề ({value}); chỉ đọc bảng thứ nhất{note}.",
        "Xem bảng kia có phải số liệu của kỳ này không; nếu phải thì đề nghị đơn vị ghi vào bảng của phiếu.",
        "Ghi số liệu của kỳ này vào bảng của phiếu; bảng so sánh để ở trang tính khác.",
        like={"header": "Số liệu", "value": "Mã; Chỉ tiêu; Trong kỳ"},
    ),
    FindingKind(
        "row-missing", _W, "Thiếu dòng",
        "Phiếu không còn dòng {row}{note}; coi như để trống.",
        "", "Điền lại dòng này trên phiếu đã phát hành.",
    ),
    FindingKind(
        "row-not-in-form", _I, "Phiếu trước chưa có nhiệm vụ này",
        "Phiếu phát hành trước khi có {row}{note}; không tính là đơn vị bỏ sót.",
        "Phát hành lại phiếu nếu cần đơn vị báo cáo cả nhiệm vụ này.",
    ),
    FindingKind(
        "row-dropped", _I, "Dòng không còn trong kế hoạch",
        "Dòng {row} không còn trong kế hoạch của đơn vị{note}; nội dung đã điền không đưa vào tổng hợp.",
        "Xem lại trong phiếu nếu cần dùng.",
        like={"note": ": tiến độ 40%"},
    ),
    FindingKind(
        "row-unknown", _W, "Mã không có trong kế hoạch",
        "Dòng có mã “{value}” không có trong kế hoạch{note}; nội dung đã điền không đưa vào tổng hợp.",
        "Hỏi lại đơn vị nội dung này thuộc nhiệm vụ nào.",
        "Ghi lại đúng mã như trên phiếu đã phát hành; việc tự thêm thì để trống cột mã.",
        like={"value": "NV99"},
    ),
    FindingKind(
        "row-added", _I, "Đơn vị tự thêm dòng",
        "Đơn vị tự thêm nội dung “{value}”{note}; đã ghi nhận, không tính vào tỷ lệ.",
        "Xem và quyết định có đưa vào kế hoạch hay không.",
        like={"value": "Vận động làm đường ngõ xóm"},
    ),
    FindingKind(
        "row-duplicated", _I, "Dòng lặp lại",
        "Dòng {row} có hai lần với cùng nội dung{note}; tính một lần.",
        w.NOTHING,
    ),
    FindingKind(
        "row-conflict", _E, "Dòng lặp, số liệu khác nhau",
        "Dòng {row} có nhiều lần với giá trị khác nhau ở “{header}” ({value}) nên để trống{note}.",
        w.MEND, "Giữ lại một dòng đúng, xóa nội dung của dòng lặp.", blanks=True,
        like={"value": "40; 100"},
    ),
    FindingKind(
        "row-matched-by-text", _W, "Ghép dòng theo nội dung",
        "Dòng mất mã nhưng nội dung đúng là {row}{note}; đã ghép vào đó.",
        w.CHECK, "Ghi lại mã của dòng như trên phiếu đã phát hành.",
    ),
    FindingKind(
        "row-mismatch", _E, "Mã và nội dung của hai dòng khác nhau",
        "Dòng ghi mã {row} nhưng nội dung là của dòng khác{note}; không rõ số liệu của dòng nào nên để trống.",
        "Hỏi lại đơn vị (thường do sắp xếp chỉ một phần bảng) và đề nghị gửi lại phiếu.",
        "Điền lại các dòng này trên phiếu đã phát hành, không sắp xếp bảng.", blanks=True,
        like={"note": ": NV05"},
    ),
    FindingKind(
        "task-text-changed", _W, "Nội dung nhiệm vụ bị sửa",
        "Nội dung của {row} trong phiếu khác kế hoạch{note}; vẫn đọc theo mã.",
        "Xem lại xem đơn vị có báo cáo đúng nhiệm vụ này không.",
        "Ghi lại nội dung như trên phiếu đã phát hành; việc tự thêm thì ghi ở dòng trống phía dưới.",
    ),
    FindingKind(
        "max-changed", _W, "Điểm tối đa bị sửa",
        "Điểm tối đa của {row} trong phiếu là {value}{note}; chấm theo kế hoạch.",
        "", "Chấm theo điểm tối đa của phiếu đã phát hành.", about="form_max",
        like={"row": "TC01", "value": "10", "note": ": kế hoạch là 5"},
    ),
)  # fmt: skip

_TABLES: tuple[FindingKind, ...] = (
    FindingKind(
        "column-moved", _I, "Cột bị chuyển chỗ",
        "Cột “{header}” không còn ở chỗ cũ{note}; đã tìm theo tên cột.",
        w.NOTHING,
    ),
    FindingKind(
        "column-missing", _E, "Thiếu cột",
        "Không tìm thấy cột “{header}”{note}; coi như để trống.",
        "", w.SEND_FORM, blanks=True,
    ),
    FindingKind(
        "column-duplicated", _E, "Hai cột cùng tên",
        "Có hai cột “{header}” với giá trị khác nhau ({value}){note}; để trống các ô khác nhau.",
        w.MEND, "Giữ lại một cột đúng, xóa cột kia.", blanks=True,
        like={"value": "40; 100"},
    ),
    FindingKind(
        "header-guessed", _W, "Tên cột bị sửa",
        "Cột “{value}” được hiểu là “{header}”{note}.",
        "Kiểm tra lại với đơn vị nếu thấy chưa đúng; sai thì đề nghị đơn vị gửi lại phiếu.",
        "Ghi lại đúng tên cột như trên phiếu đã phát hành.",
        like={"value": "Tiến độ"},
    ),
    FindingKind(
        "sheet-renamed", _I, "Trang tính bị đổi tên",
        "Trang tính “{header}” được tìm thấy dưới tên “{value}”{note}.",
        w.NOTHING,
        like={"header": "Nhiệm vụ", "value": "Trang 2"},
    ),
    FindingKind(
        "sheet-missing", _E, "Thiếu trang tính",
        "Phiếu không còn trang tính “{header}”{note}; coi như để trống.",
        "", w.SEND_FORM, blanks=True,
        like={"header": "Số liệu"},
    ),
    FindingKind(
        "sheet-duplicated", _E, "Hai trang tính cùng loại, số liệu khác nhau",
        "Có nhiều trang tính “{header}” ({value}) với nội dung khác nhau{note}; chỉ đọc trang tính đúng tên.",
        "Hỏi lại đơn vị trang tính nào đúng và đề nghị gửi lại phiếu.",
        "Giữ lại trang tính đúng, xóa trang tính kia rồi gửi lại.", blanks=True,
        like={"header": "Số liệu", "value": "“Số liệu”, “Số liệu (2)”"},
    ),
    FindingKind(
        "cross-check-failed", _W, "Số liệu không khớp nhau",
        "{value}{note}.",
        f"Hỏi lại đơn vị các con số này; số đúng nhập ở trang tính “{n.CORRECTIONS}”.",
        "Kiểm tra lại các con số này và sửa cho khớp.", about="in_period",
        like={"value": "“Hồ sơ đúng hạn” (90) lớn hơn “Hồ sơ đã giải quyết” (88)"},
    ),
    FindingKind(
        "indicator-not-totalled", _W, "Tổng còn thiếu số",
        "Tổng của {row} chưa đủ: {note}.",
        "Bổ sung số còn thiếu rồi tổng hợp lại.",
        like={"row": "SL05", "note": "chưa đọc được số của Thôn Đồng Tâm"},
    ),
    FindingKind(
        "number-jump", _W, "Số liệu khác hẳn kỳ trước",
        "{row} trong kỳ là {value}{note}; vẫn tính.",
        w.CHECK, "Kiểm tra lại số này, có thể thừa hoặc thiếu một chữ số; nếu đúng thì giữ nguyên.", about="in_period",
        like={"row": "SL01", "value": "120", "note": ", gấp 10 lần kỳ trước (12)"},
    ),
    FindingKind(
        "number-outlier", _W, "Số liệu khác hẳn các đơn vị cùng loại",
        "{row} trong kỳ là {value}{note}; vẫn tính.",
        w.CHECK, "Kiểm tra lại số này, có thể thừa một chữ số; nếu đúng thì giữ nguyên.", about="in_period",
        like={"row": "SL01", "value": "1.200", "note": ", gấp 100 lần mức giữa của 12 đơn vị cùng loại (12)"},
    ),
    FindingKind(
        "numbers-equal", _W, "Số liệu giống nhau, có thể chép",
        "Số liệu trong kỳ giống nhau khác thường{note}; vẫn tính.",
        w.CHECK, "Kiểm tra lại các số này, có thể kéo công thức hoặc chép nhầm; nếu đúng thì giữ nguyên.", about="in_period",
        like={"note": ": 6 chỉ tiêu cùng ghi 12 (SL01, SL02, SL03, SL04, SL05, SL06)"},
    ),
    FindingKind(
        "cumulative-mismatch", _W, "Lũy kế không khớp kỳ trước",
        "Lũy kế của {row} là {value}, {note}.",
        f"Hỏi lại đơn vị con số lũy kế; số đúng nhập ở trang tính “{n.CORRECTIONS}”.",
        "Kiểm tra lại số lũy kế từ đầu năm.", about="cumulative",
        like={"row": "SL05", "value": "10", "note": "nhỏ hơn lũy kế kỳ trước (12)"},
    ),
)  # fmt: skip

_UNITS: tuple[FindingKind, ...] = (
    FindingKind(
        "unit-missing", _W, "Chưa báo cáo",
        "{value} chưa báo cáo{note}.",
        "Nhắc đơn vị nộp phiếu.",
        headline=Headline("{count} đơn vị chưa báo cáo: {who}.", n.UNITS),
        like={"value": "Thôn Đồng Tâm"},
    ),
    FindingKind(
        "total-uncertain", _E, "Con số còn tạm tính",
        "{note}; các con số liên quan còn tạm tính.",
        "Xử lý các chỗ đã nêu rồi tổng hợp lại.", decides=True,
        like={"value": "Thôn Đồng Tâm", "note": "Phiếu của Thôn Đồng Tâm còn chỗ chưa rõ: Nhiệm vụ L7, Số liệu D6"},
    ),
    FindingKind(
        "unit-not-owing", _I, "Đơn vị không phải báo cáo",
        "{value} không thuộc diện phải báo cáo nhưng có gửi phiếu{note}; không tính vào tỷ lệ.",
        "Nếu đơn vị phải báo cáo, chọn “Có” ở cột “Báo cáo” của trang tính “Đơn vị”.",
        like={"value": "Hội Nông dân xã"},
    ),
    FindingKind(
        "typed-in-master", _I, "Lấy từ trang tính của đơn vị trong tệp kế hoạch",
        "{value} không gửi phiếu; lấy nội dung đã ghi ở trang tính của đơn vị trong tệp kế hoạch{note}.",
        w.NOTHING,
        like={"value": "Thôn Đồng Tâm"},
    ),
    FindingKind(
        "form-over-master", _I, "Có cả phiếu và nội dung trong tệp kế hoạch",
        "{value} vừa gửi phiếu vừa ghi trong tệp kế hoạch{note}; lấy theo phiếu.",
        "Kiểm tra lại với đơn vị nếu thấy chưa đúng.",
        like={"value": "Thôn Đồng Tâm"},
    ),
    FindingKind(
        "carried-over", _I, "Giữ kết quả kỳ trước",
        "Nhiệm vụ {row} đã hoàn thành ở kỳ trước{note}; giữ là đã hoàn thành.",
        "Kiểm tra lại với đơn vị nếu thấy chưa đúng.",
        "Nếu kết quả kỳ trước chưa đúng, ghi rõ ở cột “Kết quả, số văn bản”.", about="completed_on",
        like={"note": ", kỳ này để trống"},
    ),
    FindingKind(
        "progress-carried", _I, "Giữ tiến độ kỳ trước",
        "Nhiệm vụ {row} kỳ này không ghi tiến độ; giữ tiến độ {value}% của kỳ trước{note}.",
        "Hỏi lại đơn vị tiến độ đến nay nếu thấy chưa đúng.",
        "Ghi tiến độ đến nay; đã xong thì ghi 100 và ngày hoàn thành.", about="progress",
        like={"value": "90"},
    ),
    FindingKind(
        "corrected", _I, "Đã hiệu đính",
        f"{{header}}: lấy “{{value}}” theo trang tính “{n.CORRECTIONS}”{{note}}.",
        w.NOTHING,
        like={"value": "100", "note": ": đơn vị xác nhận qua điện thoại"},
    ),
    FindingKind(
        "note-left", _W, "Ghi chú ngoài bảng",
        "Đơn vị ghi ngoài ô của phiếu: “{value}”{note}; không đưa vào con số nào.",
        f"Đọc ghi chú; nếu phải sửa con số thì nhập ở trang tính “{n.CORRECTIONS}” hoặc ghi Điểm thẩm định.",
        "Ghi nội dung vào đúng ô của phiếu, không để ở ghi chú, bên cạnh bảng hay trang tính khác.",
        like={"value": "Sửa thành 15"},
    ),
    FindingKind(
        "correction-outlived", _W, "Dòng hiệu đính của giá trị cũ",
        f"{{header}}: dòng hiệu đính ở trang tính “{n.CORRECTIONS}” làm cho giá trị khác{{note}}, nay phiếu ghi “{{value}}”; không áp dụng.",
        "Nếu vẫn phải sửa, xóa ô “Giá trị lúc sửa” của dòng đó rồi tổng hợp lại; nếu không, xóa cả dòng.",
        like={"value": "44", "note": ": bốn mươi"},
    ),
    FindingKind(
        "correction-unused", _W, "Dòng hiệu đính không áp dụng được",
        f"Dòng “{{value}}” của trang tính “{n.CORRECTIONS}” không áp dụng được{{note}}.",
        "Xem lại tệp, trang tính, ô ghi trong dòng này.",
        like={"value": "Nhiệm vụ!L7", "note": ": không có tệp này trong thư mục"},
    ),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_ROWS, *_TABLES, *_UNITS)
