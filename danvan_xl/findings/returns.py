"""Catalogue of findings about workbooks that come back from units.

Facts that the templates use: ``{value}`` what stood in the cell, ``{header}`` the column or label,
``{note}`` a half-sentence with the particulars (may be empty), ``{row}`` the task or criterion code.
Findings about a whole file, and the reasons of verdicts, are in :mod:`danvan_xl.findings.verdicts`.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity, verdicts

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_FIX_CELL = "Hỏi lại đơn vị, hoặc sửa ô này trong phiếu rồi tổng hợp lại."
_CHECK = "Kiểm tra lại với đơn vị nếu thấy chưa đúng."
_ASK_AGAIN = "Đề nghị đơn vị gửi lại phiếu đã phát hành, điền trực tiếp trên phiếu đó."

_VALUES: tuple[FindingKind, ...] = (
    FindingKind(
        "value-not-number",
        _E,
        "Không phải số",
        "“{header}” ghi “{value}”, không đọc được thành một số nên để trống{note}.",
        "Hỏi lại đơn vị con số đúng, ghi lại bằng chữ số.",
    ),
    FindingKind(
        "number-as-text",
        _I,
        "Số gõ dạng chữ",
        "“{header}” ghi “{value}” dạng chữ, đã đọc thành số{note}.",
        _CHECK,
    ),
    FindingKind(
        "number-ambiguous",
        _E,
        "Số đọc được hai cách",
        "“{header}” ghi “{value}”, có thể hiểu là hai số khác nhau nên để trống{note}.",
        "Hỏi lại đơn vị; gõ lại thành số, không gõ dấu phân cách.",
    ),
    FindingKind(
        "number-not-whole",
        _E,
        "Không phải số nguyên",
        "“{header}” ghi “{value}”, ở đây cần số nguyên nên để trống{note}.",
        "Hỏi lại đơn vị con số đúng.",
    ),
    FindingKind(
        "value-negative",
        _E,
        "Số âm",
        "“{header}” ghi “{value}”, ở đây không có số âm nên để trống{note}.",
        "Hỏi lại đơn vị con số đúng.",
    ),
    FindingKind(
        "percent-looks-like-fraction",
        _W,
        "Tiến độ nhỏ hơn 1%",
        "“{header}” ghi “{value}”{note}.",
        "Hỏi lại đơn vị: 50 nghĩa là 50%, 0,5 nghĩa là nửa phần trăm.",
    ),
    FindingKind(
        "percent-out-of-range",
        _E,
        "Tiến độ ngoài 0-100",
        "“{header}” ghi “{value}”, không nằm trong khoảng 0-100 nên để trống{note}.",
        "Hỏi lại đơn vị tỷ lệ phần trăm đúng.",
    ),
    FindingKind(
        "percent-as-fraction",
        _I,
        "Ô định dạng phần trăm",
        "“{header}” hiện “{value}” do ô có định dạng phần trăm; đã đọc theo số hiện trên màn hình{note}.",
        _CHECK,
    ),
    FindingKind(
        "date-not-understood",
        _E,
        "Không đọc được ngày",
        "“{header}” ghi “{value}”, không đọc được thành ngày nên để trống{note}.",
        "Hỏi lại đơn vị, ghi ngày dạng ngày/tháng/năm, ví dụ 05/9/2025.",
    ),
    FindingKind(
        "date-as-text",
        _I,
        "Ngày gõ dạng chữ",
        "“{header}” ghi “{value}” dạng chữ, đã đọc thành ngày{note}.",
        _CHECK,
    ),
    FindingKind(
        "date-as-number",
        _I,
        "Ngày ghi thành số",
        "“{header}” chứa số {value}, đã đọc thành ngày{note}.",
        _CHECK,
    ),
    FindingKind(
        "year-assumed",
        _W,
        "Ngày không ghi năm",
        "“{header}” ghi “{value}” không có năm, đã hiểu theo năm của kế hoạch{note}.",
        _CHECK,
    ),
    FindingKind(
        "date-outside-plan",
        _W,
        "Ngày ngoài kế hoạch",
        "“{header}” là {value}, ngoài thời gian của kế hoạch{note}; vẫn tính theo ngày này.",
        "Kiểm tra lại năm của ngày này với đơn vị.",
    ),
    FindingKind(
        "date-in-future",
        _E,
        "Ngày hoàn thành ở tương lai",
        "“{header}” là {value}, sau ngày tổng hợp{note}; tính là chưa hoàn thành.",
        "Hỏi lại đơn vị ngày hoàn thành thực tế.",
    ),
    FindingKind(
        "done-without-date",
        _W,
        "Hoàn thành không ghi ngày",
        "Nhiệm vụ {row} đạt 100% nhưng không ghi ngày hoàn thành{note}.",
        "Đề nghị đơn vị bổ sung ngày hoàn thành để tính đúng hạn hay quá hạn.",
    ),
    FindingKind(
        "progress-missing",
        _I,
        "Có kết quả nhưng chưa ghi tiến độ",
        "Nhiệm vụ {row} có ghi kết quả hoặc số lượng nhưng chưa ghi tiến độ{note}; tính là chưa hoàn thành.",
        "Hỏi lại đơn vị tiến độ và ngày hoàn thành.",
    ),
    FindingKind(
        "occurrences-missing",
        _W,
        "Nhiệm vụ định kỳ chưa ghi số lần",
        "Nhiệm vụ {row} làm định kỳ, có ngày hoàn thành nhưng chưa ghi số lần đã làm{note}.",
        "Hỏi lại đơn vị số lần đã thực hiện trong kỳ (cột Số lượng đạt).",
    ),
    FindingKind(
        "progress-below-100",
        _W,
        "Ngày và tiến độ không khớp",
        "Nhiệm vụ {row} có ngày hoàn thành nhưng tiến độ dưới 100%{note}; tính theo ngày hoàn thành.",
        "Hỏi lại đơn vị: đã hoàn thành thì tiến độ là 100.",
    ),
    FindingKind(
        "mark-not-understood",
        _W,
        "Không rõ dấu chọn",
        "“{header}” ghi “{value}”, không rõ có chọn hay không nên coi như không chọn{note}.",
        "Hỏi lại đơn vị; muốn chọn thì ghi x.",
    ),
    FindingKind(
        "option-unknown",
        _E,
        "Lựa chọn không có trong danh sách",
        "“{header}” ghi “{value}”, không phải một trong các mức của tiêu chí{note}.",
        "Hỏi lại đơn vị mức đã chọn, ghi đúng chữ trong danh sách.",
    ),
    FindingKind(
        "error-value",
        _E,
        "Ô báo lỗi tính toán",
        "“{header}” là ô lỗi (như #N/A, #REF!) nên để trống{note}.",
        _FIX_CELL,
    ),
    FindingKind(
        "formula-in-input",
        _W,
        "Công thức trong ô nhập",
        "“{header}” là công thức, đã đọc kết quả đang lưu trong tệp là “{value}”{note}.",
        "Kiểm tra lại con số với đơn vị; nên dán thành giá trị.",
    ),
    FindingKind(
        "formula-not-calculated",
        _E,
        "Công thức chưa có kết quả",
        "“{header}” là công thức chưa được tính ({value}) nên để trống{note}.",
        "Mở phiếu bằng Excel, lưu lại rồi tổng hợp lại; hoặc gõ thẳng con số.",
    ),
    FindingKind(
        "legacy-encoding",
        _I,
        "Phông chữ cũ",
        "“{header}” viết bằng phông chữ cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode: “{value}”{note}.",
        "Đọc lại phần chữ đã chuyển; đề nghị đơn vị dùng phông Unicode.",
    ),
    FindingKind(
        "unicode-decomposed",
        _I,
        "Chữ Unicode tổ hợp",
        "Có chữ viết bằng Unicode tổ hợp (ví dụ “{value}”), đã đưa về dạng dựng sẵn{note}.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "merged-cells",
        _W,
        "Ô bị gộp",
        "“{header}” nằm trong ô gộp {value}{note}.",
        "Hỏi lại đơn vị giá trị của từng dòng; đề nghị không gộp ô trong phiếu.",
    ),
    FindingKind(
        "value-differs",
        _E,
        "Giá trị hiện khác giá trị lưu",
        "“{header}” lưu {value} nhưng màn hình hiện khác hoặc không hiện gì, nên để trống{note}.",
        "Hỏi lại đơn vị con số đúng.",
    ),
    FindingKind(
        "value-as-shown",
        _W,
        "Lấy giá trị hiện trên màn hình",
        "“{header}” hiện “{value}”, khác giá trị lưu trong ô; đã lấy giá trị hiện trên màn hình{note}.",
        _CHECK,
    ),
)

_ROWS: tuple[FindingKind, ...] = (
    FindingKind(
        "table-again",
        _W,
        "Có bảng thứ hai cùng tiêu đề",
        "Trang “{header}” còn một bảng khác cùng tiêu đề ({value}); chỉ đọc bảng thứ nhất{note}.",
        "Nếu số liệu kỳ này nằm ở bảng kia thì đề nghị đơn vị ghi vào bảng của phiếu.",
    ),
    FindingKind(
        "row-missing",
        _W,
        "Thiếu dòng",
        "Phiếu không còn dòng {row}{note}; coi như để trống.",
        "Đề nghị đơn vị bổ sung dòng này, hoặc dùng lại phiếu đã phát hành.",
    ),
    FindingKind(
        "row-not-in-form",
        _I,
        "Phiếu cũ chưa có nhiệm vụ này",
        "Phiếu phát hành trước khi có {row}{note}; không tính là đơn vị bỏ sót.",
        "Phát hành lại phiếu nếu cần đơn vị báo cáo cả nhiệm vụ này.",
    ),
    FindingKind(
        "row-dropped",
        _I,
        "Dòng không còn trong kế hoạch",
        "Dòng {row} không còn trong kế hoạch của đơn vị{note}; nội dung đã điền không đưa vào tổng hợp.",
        "Xem lại trong phiếu nếu cần dùng.",
    ),
    FindingKind(
        "row-unknown",
        _W,
        "Mã không có trong kế hoạch",
        "Dòng có mã “{value}” không có trong kế hoạch{note}; nội dung đã điền không đưa vào tổng hợp.",
        "Kiểm tra mã; nếu là việc đơn vị tự thêm thì để trống cột mã.",
    ),
    FindingKind(
        "row-added",
        _I,
        "Đơn vị tự thêm dòng",
        "Đơn vị tự thêm nội dung “{value}”{note}; đã ghi nhận, không tính vào tỷ lệ.",
        "Xem và quyết định có đưa vào kế hoạch hay không.",
    ),
    FindingKind(
        "row-duplicated",
        _I,
        "Dòng lặp lại",
        "Dòng {row} có hai lần với cùng nội dung{note}; tính một lần.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "row-conflict",
        _E,
        "Dòng lặp, số liệu khác nhau",
        "Dòng {row} có nhiều lần với giá trị khác nhau ở “{header}” ({value}) nên để trống{note}.",
        "Hỏi lại đơn vị dòng nào đúng.",
    ),
    FindingKind(
        "row-matched-by-text",
        _W,
        "Ghép dòng theo nội dung",
        "Dòng mất mã nhưng nội dung đúng là {row}{note}; đã ghép vào đó.",
        _CHECK,
    ),
    FindingKind(
        "row-mismatch",
        _E,
        "Mã và nội dung của hai dòng khác nhau",
        "Dòng ghi mã {row} nhưng nội dung là của dòng khác{note}; không rõ số liệu của dòng nào nên để trống.",
        "Hỏi lại đơn vị; thường do sắp xếp chỉ một phần bảng.",
    ),
    FindingKind(
        "task-text-changed",
        _W,
        "Nội dung nhiệm vụ bị sửa",
        "Nội dung của {row} trong phiếu khác kế hoạch{note}; vẫn đọc theo mã.",
        "Xem lại xem đơn vị có báo cáo đúng nhiệm vụ này không.",
    ),
    FindingKind(
        "max-changed",
        _W,
        "Điểm tối đa bị sửa",
        "Điểm tối đa của {row} trong phiếu là {value}{note}; chấm theo kế hoạch.",
        "Báo đơn vị điểm tối đa đúng.",
    ),
)

_TABLES: tuple[FindingKind, ...] = (
    FindingKind(
        "column-moved",
        _I,
        "Cột bị chuyển chỗ",
        "Cột “{header}” không còn ở chỗ cũ{note}; đã tìm theo tên cột.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "column-missing",
        _E,
        "Thiếu cột",
        "Không tìm thấy cột “{header}”{note}; coi như để trống.",
        "Đề nghị đơn vị điền lại trên phiếu đã phát hành.",
    ),
    FindingKind(
        "column-duplicated",
        _E,
        "Hai cột cùng tên",
        "Có hai cột “{header}” với giá trị khác nhau ({value}){note}; để trống các ô khác nhau.",
        "Hỏi lại đơn vị cột nào đúng.",
    ),
    FindingKind(
        "header-guessed",
        _W,
        "Tên cột bị sửa",
        "Cột “{value}” được hiểu là “{header}”{note}.",
        _CHECK,
    ),
    FindingKind(
        "sheet-renamed",
        _I,
        "Trang tính bị đổi tên",
        "Trang “{header}” được tìm thấy dưới tên “{value}”{note}.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "sheet-missing",
        _E,
        "Thiếu trang tính",
        "Phiếu không còn trang “{header}”{note}; coi như để trống.",
        _ASK_AGAIN,
    ),
    FindingKind(
        "sheet-duplicated",
        _E,
        "Hai trang cùng loại, số liệu khác nhau",
        "Có nhiều trang “{header}” ({value}) với nội dung khác nhau{note}; chỉ đọc trang đúng tên.",
        "Hỏi lại đơn vị trang nào đúng.",
    ),
    FindingKind(
        "cross-check-failed",
        _W,
        "Số liệu không khớp nhau",
        "Không đúng ràng buộc {header}: {value}{note}.",
        "Hỏi lại đơn vị các con số liên quan.",
    ),
    FindingKind(
        "indicator-not-totalled",
        _W,
        "Tổng còn thiếu số",
        "Tổng của {row} chưa đủ: {note}.",
        "Bổ sung số còn thiếu rồi tổng hợp lại.",
    ),
)

_UNITS: tuple[FindingKind, ...] = (
    FindingKind(
        "unit-missing",
        _W,
        "Chưa có báo cáo",
        "{value} chưa có báo cáo được nhận{note}.",
        "Nhắc đơn vị nộp phiếu.",
    ),
    FindingKind(
        "total-uncertain",
        _E,
        "Con số chưa chắc chắn",
        "Số liệu của {value} còn ô không đọc được{note}; các con số liên quan chưa phải là cuối cùng.",
        "Xử lý các ô đã nêu rồi tổng hợp lại.",
    ),
    FindingKind(
        "unit-not-owing",
        _I,
        "Đơn vị không phải báo cáo",
        "{value} không thuộc diện phải báo cáo nhưng có gửi phiếu{note}; không tính vào tỷ lệ.",
        "Nếu đơn vị phải báo cáo, ghi “Có” ở cột Báo cáo của trang Đơn vị.",
    ),
    FindingKind(
        "typed-in-master",
        _I,
        "Lấy từ trang của đơn vị trong tệp kế hoạch",
        "{value} không gửi phiếu; lấy nội dung đã ghi ở trang của đơn vị trong tệp kế hoạch{note}.",
        "Không phải làm gì.",
    ),
    FindingKind(
        "form-over-master",
        _I,
        "Có cả phiếu và nội dung trong tệp kế hoạch",
        "{value} vừa gửi phiếu vừa ghi trong tệp kế hoạch{note}; lấy theo phiếu.",
        _CHECK,
    ),
    FindingKind(
        "carried-over",
        _I,
        "Giữ kết quả kỳ trước",
        "Nhiệm vụ {row} đã hoàn thành ở kỳ trước{note}; giữ là đã hoàn thành.",
        _CHECK,
    ),
    FindingKind(
        "corrected",
        _I,
        "Đã điều chỉnh",
        "{header}: lấy “{value}” theo điều chỉnh{note}.",
        "Xem trang “Hiệu đính” của tệp tổng hợp.",
    ),
    FindingKind(
        "correction-unused",
        _W,
        "Điều chỉnh không áp dụng được",
        "Điều chỉnh “{value}” không áp dụng được{note}.",
        "Xem lại tệp, trang, ô ghi trong điều chỉnh.",
    ),
)

KINDS: tuple[FindingKind, ...] = (*_VALUES, *_ROWS, *_TABLES, *_UNITS, *verdicts.KINDS)
