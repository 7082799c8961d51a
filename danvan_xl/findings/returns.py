"""Catalogue of findings about workbooks that come back from units: their cells.

Facts that the templates use: ``{value}`` what stood in the cell, ``{header}`` the column or label,
``{note}`` a half-sentence with the particulars (may be empty), ``{row}`` the task or criterion code.
Rows, tables and units are in :mod:`danvan_xl.findings.tables`, whole files and the reasons of verdicts in
:mod:`danvan_xl.findings.verdicts`.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity
from danvan_xl.findings import words as w
from danvan_xl.terms.summary import CORRECTIONS

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "value-not-number", _E, "Không phải số",
        "“{header}” ghi “{value}”{note}, để trống.",
        w.MEND, w.NUMBER, blanks=True,
        like={"header": "Số lượng đạt", "value": "xong", "note": ": không phải số"},
    ),
    FindingKind(
        "number-as-text", _I, "Số ghi dạng chữ",
        "“{header}” ghi “{value}” dạng chữ, đã đọc thành số{note}.",
        w.CHECK, w.IF_WRONG,
        like={"header": "Trong kỳ", "value": "1.234", "note": ": 1234"},
    ),
    FindingKind(
        "unit-converted", _W, "Đổi đơn vị tính",
        "“{header}” ghi “{value}” theo đơn vị tính khác, đã đổi{note}.",
        w.CHECK, "Nếu đổi chưa đúng, ghi lại theo đúng cột “Đơn vị tính” của phiếu.",
        like={"header": "Trong kỳ", "value": "35.000.000 đồng", "note": ": 35.000.000 đồng là 35 triệu đồng"},
    ),
    FindingKind(
        "unit-mismatch", _E, "Khác đơn vị tính",
        "“{header}” ghi “{value}” theo đơn vị tính khác, không đổi được nên để trống{note}.",
        w.MEND, "Ghi lại con số theo đúng cột “Đơn vị tính” của phiếu.", blanks=True,
        like={"header": "Trong kỳ", "value": "30 lượt người", "note": ": ghi theo “lượt người”, phiếu hỏi theo “cuộc”"},
    ),
    FindingKind(
        "number-ambiguous", _E, "Số đọc được hai cách",
        "“{header}” ghi “{value}”{note}, để trống.",
        w.MEND, "Ghi lại chữ số liền nhau, không có dấu phân cách hàng nghìn.", blanks=True,
        like={"header": "Trong kỳ", "value": "1.234 567", "note": ": có thể hiểu là hai số khác nhau"},
    ),
    FindingKind(
        "number-not-whole", _E, "Không phải số nguyên",
        "“{header}” ghi “{value}”, ở đây cần số nguyên nên để trống.",
        w.MEND, w.WHOLE, blanks=True,
        like={"header": "Trong kỳ", "value": "2,5"},
    ),
    FindingKind(
        "value-negative", _E, "Số âm",
        "“{header}” ghi “{value}”, ở đây không có số âm nên để trống{note}.",
        w.MEND, w.NUMBER, blanks=True,
        like={"header": "Trong kỳ", "value": "-3"},
    ),
    FindingKind(
        "percent-looks-like-fraction", _W, "Tiến độ nhỏ hơn 1%",
        "“{header}” ghi “{value}”{note}.",
        f"Hỏi lại đơn vị; nếu ý đơn vị là 50% thì nhập 50 ở trang tính “{CORRECTIONS}”.", "Nếu là 50% thì ghi 50.",
        like={"value": "0,5", "note": ": hiểu là 0,5 %; nếu định ghi 50 % thì ghi lại"},
    ),
    FindingKind(
        "percent-out-of-range", _E, "Tiến độ ngoài 0-100",
        "“{header}” ghi “{value}”, không nằm trong khoảng 0-100 nên để trống.",
        w.MEND, w.PERCENT, about="progress", blanks=True,
        like={"value": "120"},
    ),
    FindingKind(
        "percent-as-fraction", _I, "Ô định dạng phần trăm",
        "“{header}” hiện “{value}” do ô có định dạng phần trăm; đã đọc theo số hiện trên màn hình{note}.",
        w.CHECK, w.IF_WRONG,
        like={"value": "50%"},
    ),
    FindingKind(
        "date-not-understood", _E, "Không đọc được ngày",
        "“{header}” ghi “{value}”{note}, để trống.",
        w.MEND, w.DATE, blanks=True,
        like={"header": "Ngày hoàn thành", "value": "31/6/2025", "note": ": không có trong lịch"},
    ),
    FindingKind(
        "date-as-text", _I, "Ngày ghi dạng chữ",
        "“{header}” ghi “{value}” dạng chữ, đã đọc thành ngày{note}.",
        w.CHECK, w.IF_WRONG,
        like={"header": "Ngày hoàn thành", "value": "5-9-2025", "note": ": 05/09/2025"},
    ),
    FindingKind(
        "date-as-number", _I, "Ngày ghi thành số",
        "“{header}” chứa số {value}, đã đọc thành ngày{note}.",
        w.CHECK, w.IF_WRONG,
        like={"header": "Ngày hoàn thành", "value": "45905", "note": ": 05/09/2025"},
    ),
    FindingKind(
        "year-assumed", _W, "Ngày không ghi năm",
        "“{header}” ghi “{value}”{note}.",
        w.CHECK, "Ghi đủ ngày, tháng, năm, dạng 05/9/2025.",
        like={"header": "Ngày hoàn thành", "value": "5/9", "note": ": thiếu năm, hiểu là năm 2025 theo kế hoạch"},
    ),
    FindingKind(
        "date-outside-plan", _W, "Ngày ngoài kế hoạch",
        "“{header}” là {value}, ngoài thời gian của kế hoạch{note}; vẫn tính theo ngày này.",
        f"Kiểm tra lại năm của ngày này với đơn vị; ngày đúng nhập ở trang tính “{CORRECTIONS}”.",
        "Kiểm tra lại năm của ngày này; sai thì ghi lại dạng 05/9/2025.", about="completed_on",
        like={"value": "05/09/2052"},
    ),
    FindingKind(
        "date-in-future", _E, "Ngày hoàn thành ở tương lai",
        "“{header}” là {value}, sau ngày tổng hợp{note}; tính là chưa hoàn thành.",
        w.MEND, "Ghi ngày đã hoàn thành thực tế; chưa hoàn thành thì để trống.", about="completed_on",
        like={"value": "31/12/2025"},
    ),
    FindingKind(
        "dates-month-first", _E, "Ngày và tháng có thể bị đảo",
        "“{header}” lưu là {value} theo kiểu tháng trước ngày, cùng cột có ngày ghi bằng chữ theo kiểu ngày trước tháng{note}; chưa rõ, để trống.",
        w.MEND, "Ghi lại ngày dạng 05/9/2025; máy đang dùng kiểu tháng trước ngày thì ghi cả chữ: 05 tháng 9 năm 2025.",
        about="completed_on", blanks=True, like={"value": "09/05/2025", "note": " (30/8/2025)"},
    ),
    FindingKind(
        "completed-after-report", _W, "Ngày hoàn thành sau ngày báo cáo",
        "“{header}” là {value}{note}; lúc báo cáo chưa thể biết.",
        f"Hỏi đơn vị ngày hoàn thành thực tế, nhập ở trang tính “{CORRECTIONS}”.",
        "Ghi ngày đã hoàn thành thực tế; chưa hoàn thành thì để trống.", about="completed_on", waits=True,
        like={"value": "25/9/2025", "note": ", sau ngày đơn vị báo cáo (03/9/2025)"},
    ),
    FindingKind(
        "done-without-date", _W, "Hoàn thành không ghi ngày",
        "Nhiệm vụ {row} đạt 100% nhưng không ghi ngày hoàn thành{note}.",
        f"Hỏi đơn vị ngày hoàn thành để tính đúng hạn hay quá hạn, nhập ở trang tính “{CORRECTIONS}”.",
        "Ghi ngày hoàn thành, dạng 05/9/2025.", about="completed_on",
    ),
    FindingKind(
        "progress-missing", _I, "Có kết quả nhưng chưa ghi tiến độ",
        "Nhiệm vụ {row} có ghi kết quả hoặc số lượng nhưng chưa ghi tiến độ{note}; tính là chưa hoàn thành.",
        f"Hỏi lại đơn vị tiến độ và ngày hoàn thành, nhập ở trang tính “{CORRECTIONS}”.",
        "Ghi tiến độ; đã xong thì ghi 100 và ngày hoàn thành.", about="progress",
    ),
    FindingKind(
        "occurrences-missing", _W, "Nhiệm vụ định kỳ chưa ghi số lần",
        "Nhiệm vụ {row} làm định kỳ, có ngày hoàn thành nhưng chưa ghi số lần đã làm{note}.",
        f"Hỏi lại đơn vị số lần đã thực hiện trong kỳ, nhập ở trang tính “{CORRECTIONS}” cho cột “Số lượng đạt”.",
        "Ghi số lần đã thực hiện trong kỳ ở cột “Số lượng đạt”.", about="quantity",
    ),
    FindingKind(
        "progress-below-100", _W, "Ngày và tiến độ không khớp",
        "Nhiệm vụ {row} có ngày hoàn thành nhưng tiến độ dưới 100%{note}; tính theo ngày hoàn thành.",
        f"Hỏi lại đơn vị: chưa xong thì xóa ngày hoàn thành, đã xong thì nhập tiến độ 100 ở trang tính “{CORRECTIONS}”.",
        "Đã hoàn thành thì ghi tiến độ 100; chưa hoàn thành thì xóa ngày hoàn thành.", about="progress",
    ),
    FindingKind(
        "mark-not-understood", _W, "Không rõ dấu chọn",
        "“{header}” ghi “{value}”, không rõ có chọn hay không nên coi như không chọn.",
        f"Hỏi lại đơn vị; có chọn thì nhập x ở trang tính “{CORRECTIONS}”.",
        "Chọn thì ghi x; không chọn thì để trống.", blanks=True,
        like={"header": "Không phát sinh (x)", "value": "có thể"},
    ),
    FindingKind(
        "option-unknown", _E, "Lựa chọn không có trong danh sách",
        "“{header}” ghi “{value}”, không phải một trong các mức của tiêu chí{note}.",
        w.MEND, "Chọn lại một mức trong danh sách của ô (bấm mũi tên bên phải ô).", about="choice",
        like={"value": "Khá", "note": " (các mức: Đạt; Không)"},
    ),
    FindingKind(
        "option-by-points", _W, "Ghi điểm thay cho mức lựa chọn",
        "“{header}” ghi “{value}” điểm, là điểm của đúng một mức nên hiểu là mức đó{note}.",
        w.CHECK, "Chọn mức trong danh sách của ô (bấm mũi tên bên phải ô), không ghi điểm.", about="choice",
        like={"value": "1,5", "note": ": “Đạt một phần”"},
    ),
    FindingKind(
        "error-value", _E, "Ô báo lỗi tính toán",
        "“{header}” là ô lỗi (như #N/A, #REF!) nên để trống{note}.",
        w.MEND, "Xóa công thức trong ô, ghi thẳng giá trị.", blanks=True,
        like={"header": "Trong kỳ"},
    ),
    FindingKind(
        "formula-in-input", _W, "Công thức trong ô nhập",
        "“{header}” là công thức, đã đọc kết quả đang lưu trong tệp là “{value}”{note}.",
        w.CHECK, "Kiểm tra lại kết quả; nên ghi thẳng giá trị thay cho công thức.",
        like={"header": "Trong kỳ", "value": "42", "note": ": =40+2"},
    ),
    FindingKind(
        "formula-not-calculated", _E, "Công thức chưa có kết quả",
        "“{header}” là công thức chưa được tính ({value}) nên để trống{note}.",
        w.MEND, "Ghi thẳng giá trị thay cho công thức.", blanks=True,
        like={"header": "Trong kỳ", "value": "=C5+C6"},
    ),
    FindingKind(
        "legacy-encoding", _I, "Phông chữ cũ",
        "“{header}” viết bằng phông chữ cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode: “{value}”{note}.",
        "Đọc lại phần chữ đã chuyển; đề nghị đơn vị dùng phông Unicode.", "Nên dùng phông chữ Unicode, ví dụ Times New Roman.",
        like={"header": "Kết quả, số văn bản", "value": "Quyết định số 12"},
    ),
    FindingKind(
        "unicode-decomposed", _I, "Chữ Unicode tổ hợp",
        "Có chữ viết bằng Unicode tổ hợp (ví dụ “{value}”), đã đưa về dạng dựng sẵn{note}.",
        w.NOTHING,
        like={"value": "hội nghị"},
    ),
    FindingKind(
        "merged-cells", _W, "Ô bị gộp",
        "“{header}” nằm trong ô gộp {value}{note}.",
        w.MEND, "Bỏ gộp ô, ghi giá trị cho từng dòng.", blanks=True,
        like={"header": "Tiến độ (%)", "value": "L5", "note": ": “100” chỉ tính cho dòng đầu"},
    ),
    FindingKind(
        "value-differs", _E, "Giá trị hiện khác giá trị lưu",
        "“{header}” lưu {value} nhưng màn hình hiện khác hoặc không hiện gì, nên để trống{note}.",
        w.MEND, "Ghi lại giá trị đúng; không tự đặt định dạng cho ô.", blanks=True,
        like={"header": "Trong kỳ", "value": "1500", "note": ": định dạng 0,"},
    ),
    FindingKind(
        "value-as-shown", _W, "Lấy giá trị hiện trên màn hình",
        "“{header}” hiện “{value}”, khác giá trị lưu trong ô; đã lấy giá trị hiện trên màn hình{note}.",
        w.CHECK, w.IF_WRONG,
        like={"header": "Trong kỳ", "value": "12 nghìn", "note": ""},
    ),
)  # fmt: skip
