"""Catalogue of findings about faults of a master workbook.

Facts that the templates use: ``{value}`` what stood in the cell, ``{header}`` the column or label, ``{row}``
which row it is in words ("nhiệm vụ NV03", "dòng 7"), ``{note}`` a half-sentence with the particulars.
Which occurrences make a master unusable is the reader's decision (``plans.fields.Faults``).
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity, master_scoring

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_STRUCTURE: tuple[FindingKind, ...] = (
    FindingKind(
        "master-sheet-missing", _E, "Thiếu trang tính",
        "Thiếu trang tính “{value}”{note}.",
        "Thêm trang tính mang đúng tên này (có thể chép từ tệp kế hoạch mẫu của chương trình).",
        like={"value": "Đơn vị", "note": "; trang tính “Don vi” có phải là trang tính này?"},
    ),
    FindingKind(
        "master-sheet-absent", _W, "Không có trang tính",
        "Không có trang tính “{value}”{note}.",
        "Nếu cần, chép trang tính này từ tệp kế hoạch mẫu của chương trình.",
        like={"value": "Tiêu chí"},
    ),
    FindingKind(
        "master-header-missing", _E, "Thiếu cột bắt buộc",
        "Thiếu cột “{value}”{note}.",
        "Ghi lại đúng tên cột ở dòng tiêu đề của bảng; thứ tự các cột không quan trọng.",
        like={"value": "Mã đơn vị", "note": " ở dòng tiêu đề (dòng 4)"},
    ),
    FindingKind(
        "master-header-absent", _W, "Thiếu cột",
        "Không thấy cột “{value}”{note}; coi như để trống.",
        "Thêm cột này vào dòng tiêu đề nếu cần dùng.",
        like={"value": "Thư điện tử", "note": " ở dòng tiêu đề (dòng 4)"},
    ),
    FindingKind(
        "master-header-twice", _W, "Trùng tên cột",
        "Có hai cột cùng tên “{value}”; chỉ đọc cột đầu tiên.",
        "Đổi tên hoặc bỏ cột thừa.",
        like={"value": "Mã đơn vị"},
    ),
    FindingKind(
        "master-empty", _W, "Bảng chưa có dữ liệu",
        "Bảng chưa có dòng nào: chưa có {value}.",
        "Nhập dữ liệu ngay dưới dòng tiêu đề.",
        like={"value": "đơn vị nào"},
    ),
    FindingKind(
        "master-label-missing", _E, "Thiếu mục bắt buộc",
        "Mục “{value}” chưa có nội dung{note}.",
        "Ghi nội dung vào ô bên phải của mục này.",
        like={"value": "Từ ngày", "note": " (không thấy dòng có mục này)"},
    ),
    FindingKind(
        "master-label-twice", _W, "Trùng mục",
        "Mục “{value}” xuất hiện nhiều lần; chỉ đọc lần đầu{note}.",
        "Xóa dòng thừa (chỉ “Căn cứ” được lặp lại).",
        like={"value": "Mã kế hoạch", "note": ": “KH-2025”"},
    ),
    FindingKind(
        "master-sheet-is-not-table", _E, "Không tìm thấy bảng",
        "Không tìm thấy dòng tiêu đề của bảng{note}.",
        "Dòng tiêu đề phải có các cột: {value}.",
        like={"value": "Mã đơn vị, Tên đơn vị"},
    ),
)  # fmt: skip

_CELLS: tuple[FindingKind, ...] = (
    FindingKind(
        "master-value-missing", _E, "Chưa ghi",
        "“{header}” của {row} còn để trống.",
        "Ghi “{header}” vào ô này.",
        like={"row": "đơn vị VHXH", "header": "Tên đơn vị"},
    ),
    FindingKind(
        "master-code-missing", _E, "Chưa có mã",
        "“{header}” của {row} còn để trống nên dòng này không dùng được.",
        "Ghi một mã chưa dùng{note}. Mã đã dùng thì không dùng lại cho việc khác.",
        like={"row": "dòng 7", "header": "Mã nhiệm vụ", "note": ", ví dụ NV14"},
    ),
    FindingKind(
        "master-code-twice", _E, "Trùng mã",
        "Mã “{value}” đã dùng ở {note}.",
        "Mỗi dòng một mã riêng: đổi mã của một trong hai dòng.",
        like={"value": "NV03", "note": "ô A6"},
    ),
    FindingKind(
        "master-codes-alike", _W, "Mã gần giống nhau",
        "Mã “{value}” chỉ khác {note} ở chữ hoa, chữ thường, dấu hoặc dấu cách.",
        "Đổi một trong hai mã cho dễ phân biệt.",
        like={"value": "nv03", "note": "mã “NV03”"},
    ),
    FindingKind(
        "master-code-characters", _E, "Mã có ký tự không dùng được",
        "Mã “{value}” có ký tự không dùng được: {note}.",
        "Chỉ dùng chữ, số, dấu chấm, gạch ngang, gạch dưới; ví dụ NV01, VHXH, KH-2025.",
        like={"value": "NV/03", "note": "“/”"},
    ),
    FindingKind(
        "master-code-too-long", _E, "Mã quá dài",
        "Mã “{value}” dài {note} ký tự.",
        "Rút ngắn còn tối đa 30 ký tự.",
        like={"value": "NHIEM-VU-CONG-KHAI-THU-TUC-HANH-CHINH", "note": "37"},
    ),
    FindingKind(
        "master-number-unreadable", _E, "Không phải số",
        "“{header}” của {row} ghi “{value}”, không đọc được thành số{note}.",
        "Ghi lại bằng chữ số, ví dụ 8,5 hoặc 100.",
        like={"row": "tiêu chí TC01", "header": "Điểm tối đa", "value": "năm", "note": ": không phải số"},
    ),
    FindingKind(
        "master-number-negative", _E, "Số âm",
        "“{header}” của {row} ghi “{value}”, phải từ 0 trở lên.",
        "Ghi lại số đúng.",
        like={"row": "tiêu chí TC01", "header": "Điểm tối đa", "value": "-5"},
    ),
    FindingKind(
        "master-date-unreadable", _E, "Không đọc được ngày",
        "“{header}” của {row} ghi “{value}”, không đọc được thành ngày{note}.",
        "Ghi lại theo dạng ngày/tháng/năm, ví dụ 05/09/2025.",
        like={"row": "nhiệm vụ NV03", "header": "Hạn", "value": "31/6/2025", "note": ": không có trong lịch"},
    ),
    FindingKind(
        "master-date-as-text", _W, "Ngày ghi dạng chữ",
        "“{header}” của {row} ghi “{value}” dạng chữ, đọc là ngày {note}.",
        "Nếu đúng thì nhập lại thành ngày thật (dạng 05/09/2025) để Excel tính được.",
        like={"row": "nhiệm vụ NV03", "header": "Hạn", "value": "5-9-2025", "note": "05/09/2025"},
    ),
    FindingKind(
        "master-choice-unknown", _E, "Ngoài danh sách",
        "“{header}” của {row} ghi “{value}”, không có trong danh sách{note}.",
        "Chọn một trong các giá trị: {allowed}.",
        like={"row": "đơn vị VHXH", "header": "Loại đơn vị", "value": "Phòng ban", "note": "; có phải ý là “Phòng chuyên môn”?", "allowed": "Phòng chuyên môn; Thôn; Xã"},
    ),
    FindingKind(
        "master-email-bad", _W, "Địa chỉ thư điện tử chưa đúng",
        "“{value}” của {row} không phải địa chỉ thư điện tử{note}.",
        "Nhập lại địa chỉ, ví dụ vhxh@xaanhoa.gov.vn; nhiều địa chỉ cách nhau bằng dấu chấm phẩy.",
        like={"row": "đơn vị VHXH", "value": "vhxh(a)xaanhoa"},
    ),
)  # fmt: skip

_PLAN: tuple[FindingKind, ...] = (
    FindingKind(
        "master-plan-reversed", _E, "Kế hoạch kết thúc trước khi bắt đầu",
        "“Đến ngày” ({value}) đứng trước “Từ ngày” ({note}).",
        "Sửa lại ngày đầu và ngày cuối của kế hoạch.",
        like={"value": "01/07/2025", "note": "31/12/2025"},
    ),
    FindingKind(
        "master-focal-unknown", _E, "Không có đơn vị tổng hợp",
        "“Đơn vị tổng hợp” ghi “{value}”, không có trong trang tính “Đơn vị”{note}.",
        "Ghi đúng mã hoặc tên một đơn vị trong trang tính “Đơn vị”.",
        like={"value": "VHX", "note": "; có phải ý là “VHXH”?"},
    ),
    FindingKind(
        "master-focal-missing", _W, "Chưa ghi đơn vị tổng hợp",
        "Chưa ghi “Đơn vị tổng hợp”.",
        "Ghi mã đơn vị làm đầu mối tổng hợp, ví dụ VHXH.",
    ),
    FindingKind(
        "master-parent-unknown", _W, "Không có đơn vị cấp trên",
        "“Đơn vị cấp trên” của {row} ghi “{value}”, không có trong trang tính “Đơn vị”{note}.",
        "Ghi mã hoặc tên một đơn vị có trong danh sách, hoặc để trống.",
        like={"row": "đơn vị VHXH", "value": "UBND huyen", "note": ""},
    ),
    FindingKind(
        "master-parent-loop", _W, "Đơn vị cấp trên vòng tròn",
        "{row} là cấp trên của chính mình ({note}).",
        "Sửa lại cột “Đơn vị cấp trên”.",
        like={"row": "Đơn vị VHXH", "note": "VHXH → KT → VHXH"},
    ),
    FindingKind(
        "master-name-twice", _W, "Trùng tên",
        "Tên “{value}” của {row} trùng với {note}.",
        "Ghi tên phân biệt được, để việc không giao nhầm đơn vị.",
        like={"row": "đơn vị VHXH", "value": "Phòng Kinh tế", "note": "đơn vị KT (ô B6)"},
    ),
    FindingKind(
        "master-kind-assumed", _I, "Loại đơn vị suy từ tên",
        "Chưa ghi “Loại đơn vị” của {row}; hiểu là “{note}”.",
        "Ghi rõ loại đơn vị nếu hiểu chưa đúng.",
        like={"row": "đơn vị VHXH", "note": "Phòng chuyên môn"},
    ),
    FindingKind(
        "master-unit-idle", _I, "Đơn vị không có việc",
        "{row} không chủ trì, không phối hợp việc nào nên không phải báo cáo.",
        "Nếu đơn vị phải báo cáo, ghi “Có” ở cột “Báo cáo”.",
        like={"row": "Đơn vị Hội Nông dân xã"},
    ),
)  # fmt: skip

_TASKS: tuple[FindingKind, ...] = (
    FindingKind(
        "master-lead-missing", _E, "Chưa có cơ quan chủ trì",
        "{row} chưa có cơ quan chủ trì{note}.",
        "Ghi tên đơn vị chủ trì; trong khi chờ, nhiệm vụ nằm ở trang tính “Chưa phân công”.",
        like={"row": "Nhiệm vụ NV03", "note": ""},
    ),
    FindingKind(
        "master-unit-unknown", _E, "Không có đơn vị này",
        "“{header}” của {row} ghi “{value}”, không có trong trang tính “Đơn vị”{note}.",
        "Sửa tên cho khớp, thêm đơn vị vào trang tính “Đơn vị”, hoặc ghi tên này vào cột “Tên gọi khác”.",
        like={"row": "nhiệm vụ NV03", "header": "Cơ quan chủ trì", "value": "Phòng Kinh tê", "note": "; có phải ý là “Phòng Kinh tế” (mã KT)?"},
    ),
    FindingKind(
        "master-group-empty", _E, "Nhóm chưa có đơn vị nào",
        "“{header}” của {row} giao cho “{value}”, nhưng trang tính “Đơn vị” chưa có đơn vị nào thuộc nhóm này (Loại đơn vị: {note}).",
        "Ghi từng đơn vị của nhóm vào trang tính “Đơn vị”, đúng “Loại đơn vị”; không cần sửa ô này.",
        like={"row": "nhiệm vụ NV03", "header": "Cơ quan chủ trì", "value": "Các trường học", "note": "Trường học"},
    ),
    FindingKind(
        "master-unit-guessed", _W, "Tên đơn vị gần đúng",
        "“{header}” của {row} ghi “{value}”; đã hiểu là {note}.",
        "Nếu đúng, ghi cách viết này vào cột “Tên gọi khác” của đơn vị; nếu sai, sửa lại tên.",
        like={"row": "nhiệm vụ NV03", "header": "Cơ quan chủ trì", "value": "Phòng Kinh tê", "note": "“Phòng Kinh tế” (giống 96%)"},
    ),
    FindingKind(
        "master-deadline-outside", _W, "Hạn ngoài kế hoạch",
        "{row}: hạn {value} nằm ngoài thời gian của kế hoạch ({note}).",
        "Kiểm tra lại năm, hoặc kéo dài thời gian ở trang tính “Kế hoạch”.",
        like={"row": "Nhiệm vụ NV03", "value": "05/09/2026", "note": "01/07/2025 - 31/12/2025"},
    ),
    FindingKind(
        "master-deadline-reversed", _E, "Hạn trước ngày bắt đầu",
        "{row}: hạn {value} đứng trước ngày bắt đầu {note}.",
        "Sửa lại “Bắt đầu” hoặc “Hạn”.",
        like={"row": "Nhiệm vụ NV03", "value": "05/09/2025", "note": "01/10/2025"},
    ),
    FindingKind(
        "master-follows-words", _I, "Tính lại theo nội dung đã sửa",
        "“{header}” của {row} trước đó chương trình tính là “{value}”; nội dung đã sửa nên tính lại: {note}.",
        "Muốn dùng giá trị khác thì nhập vào ô này.",
        like={"header": "Hạn", "row": "nhiệm vụ NV03", "value": "05/09/2025", "note": "“30/09/2025”"},
    ),
    FindingKind(
        "master-deadline-differs", _W, "Hạn ghi khác thời gian thực hiện",
        "{row}: “{header}” ghi {value}, còn “Thời gian thực hiện” đọc ra {note}; đang dùng giá trị đã ghi.",
        "Nếu đã sửa “Thời gian thực hiện”, xóa ô “{header}” để chương trình tính lại.",
        like={"row": "Nhiệm vụ NV03", "header": "Hạn", "value": "05/09/2025", "note": "30/09/2025"},
    ),
    FindingKind(
        "master-deadline-inferred", _I, "Không ghi thời gian, hiểu là thường xuyên",
        "{row} không ghi thời gian thực hiện; hiểu là thường xuyên trong thời gian của kế hoạch.",
        "Ghi “Thời gian thực hiện” nếu nhiệm vụ có hạn.",
        like={"row": "Nhiệm vụ NV03"},
    ),
    FindingKind(
        "master-deadline-two", _I, "Có nhiều mốc thời gian",
        "{row}: “{value}” có nhiều mốc ({note}); hạn là mốc sau cùng.",
        "Nếu chỉ theo dõi một mốc, ghi ngày đó vào cột “Hạn”.",
        like={"row": "Nhiệm vụ NV03", "value": "Quý III, IV/2025", "note": "30/09/2025, 31/12/2025"},
    ),
    FindingKind(
        "master-due-missing", _E, "Có hạn nhưng không rõ ngày",
        "{row} ghi loại “{value}” nhưng chưa có ngày hạn; tính là chưa rõ thời hạn.",
        "Ghi ngày vào cột “Hạn”.",
        like={"row": "Nhiệm vụ NV03", "value": "Có hạn"},
    ),
    FindingKind(
        "master-periodic-one", _W, "Định kỳ chỉ biết một mốc",
        "{row} ghi “Định kỳ” nhưng “Thời gian thực hiện” (“{value}”) không cho biết các mốc; chỉ tính một mốc.",
        "Ghi rõ, ví dụ: Định kỳ hằng quý; Định kỳ 6 tháng (trước 10/6), năm (trước 10/12).",
        like={"row": "Nhiệm vụ NV03", "value": "Theo kế hoạch"},
    ),
    FindingKind(
        "master-target-unclear", _I, "Nhiều số lượng trong nhiệm vụ",
        "{row} nêu nhiều số lượng ({note}); chưa ghi “Chỉ tiêu” nên không so được số lượng đạt.",
        "Ghi “Chỉ tiêu” và “Đơn vị tính” cần theo dõi.",
        like={"row": "Nhiệm vụ NV03", "note": "2 mô hình, 3 hội nghị"},
    ),
    FindingKind(
        "master-task-twice", _W, "Nhiệm vụ giống nhau",
        "{row} giống hệt {note}.",
        "Nếu là một việc, bỏ một dòng; nếu là hai việc, ghi rõ khác nhau ở đâu.",
        like={"row": "Nhiệm vụ NV03", "note": "nhiệm vụ NV07 (ô D11)"},
    ),
)  # fmt: skip

_DEPARTMENTS: tuple[FindingKind, ...] = (
    FindingKind(
        "master-row-kept", _W, "Giữ lại nội dung đã ghi",
        "Đơn vị đã ghi nội dung cho {value} nhưng {note}; dòng này được giữ lại, không tính vào tiến độ.",
        "Xem nội dung; chuyển cho đơn vị mới nếu cần, rồi xóa dòng.",
        like={"value": "NV03", "note": "nhiệm vụ đã giao cho đơn vị khác"},
    ),
    FindingKind(
        "master-department-unclaimed", _W, "Trang tính không của đơn vị nào",
        "Trang tính này giao việc cho “{value}”, không có trong trang tính “Đơn vị” (hoặc có hai trang tính){note}; giữ nguyên, không tính.",
        "Sửa mã đơn vị ở trang tính “Đơn vị”, hoặc xóa trang tính này nếu không cần.",
        like={"value": "Phòng Nội vụ"},
    ),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_STRUCTURE, *_CELLS, *_PLAN, *_TASKS, *_DEPARTMENTS, *master_scoring.KINDS)
