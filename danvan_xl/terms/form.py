"""The return form: names of its sheets and labels, and the one table of its fields.

This is the contract by which returns are read. Readers match headers folded, outside scripts exactly: they may be added
to, never renamed. One row of headers per table, data directly beneath it; a label's value is the next cell to its right.
A new column is one line here and an attribute of its answer (docs/CONTRIBUTING.md).
"""

from __future__ import annotations

from danvan_xl.terms.fields import Field, FieldKind, Fields, headers, to_fill

COVER = "Bìa"
TASKS = "Nhiệm vụ"
SCORES = "Chấm điểm"
INDICATORS = "Số liệu"
MODELS = "Mô hình"
PROPOSALS = "Kiến nghị"

# --- Bìa: labels
UNIT, UNIT_CODE = "Đơn vị", "Mã đơn vị"
PLAN, PLAN_CODE = "Kế hoạch", "Mã kế hoạch"
PERIOD, PERIOD_CODE = "Kỳ báo cáo", "Mã kỳ"
DUE, SEND_TO, FORM_VERSION = "Hạn nộp", "Gửi về", "Phiên bản phiếu"
COMPILED_BY, PHONE, REPORTED_ON = "Người lập", "Điện thoại", "Ngày báo cáo"
SUBMISSION, PLEDGE, SIGNED = "Lần gửi", "Cam đoan số liệu (x)", "Bản ký, đóng dấu"

COVER_FIELDS: Fields = (
    Field("unit", UNIT, spellings=("Tên đơn vị",)),
    Field("unit_code", UNIT_CODE),
    Field("plan", PLAN),
    Field("plan_code", PLAN_CODE),
    Field("period", PERIOD),
    Field("period_code", PERIOD_CODE, spellings=("Mã kỳ báo cáo",)),
    Field("due", DUE, FieldKind.DATE),
    Field("send_to", SEND_TO),
    Field("form_version", FORM_VERSION),
    Field("compiled_by", COMPILED_BY, fill=True),
    Field("phone", PHONE, FieldKind.PHONE, fill=True),
    Field(
        "reported_on", REPORTED_ON, FieldKind.DATE, fill=True,
        error="Ngày báo cáo phải là ngày có thật từ {first} đến {last}, ghi dạng ngày/tháng/năm.",
        title=REPORTED_ON,
        prompt="Ngày lập phiếu này: ngày trước, tháng sau, ví dụ 25/09/{year}. Tình trạng các nhiệm vụ tính đến ngày này.",
    ),
    Field(
        "submission", SUBMISSION, FieldKind.COUNT, fill=True, least=1, most=99,
        error="Lần gửi là số nguyên: gửi lần đầu ghi 1, gửi lại ghi 2, 3, ...",
        title=SUBMISSION,
        prompt="Gửi lần đầu ghi 1; mỗi lần sửa và gửi lại tăng thêm 1.",
    ),
    Field(
        "pledged", PLEDGE, FieldKind.MARK, fill=True, spellings=("Cam đoan số liệu",),
        error="Chọn hoặc ghi chữ x (chữ thường) để cam đoan; chưa cam đoan thì để trống.",
        title="Cam đoan số liệu",
        prompt="Ghi x để cam đoan số liệu trong phiếu là đúng.",
    ),
    Field("signed", SIGNED, FieldKind.WORD, fill=True, suggestions=("Có", "Chưa")),
)  # fmt: skip
COVER_FACTS = headers(field for field in COVER_FIELDS if not field.fill)
COVER_INPUTS = headers(to_fill(COVER_FIELDS))

# --- Nhiệm vụ
CODE, GROUP, TEXT, ROLE = "Mã nhiệm vụ", "Nhóm nhiệm vụ", "Nhiệm vụ", "Vai trò"
WHEN, KIND, START, TASK_DUE = "Thời gian thực hiện", "Loại thời hạn", "Bắt đầu", "Hạn"
DELIVERABLE, TARGET = "Sản phẩm", "Chỉ tiêu"
QUANTITY, PROGRESS, COMPLETED = "Số lượng đạt", "Tiến độ (%)", "Ngày hoàn thành"
RESULT, DIFFICULTY, STATUS = "Kết quả, số văn bản", "Khó khăn, vướng mắc", "Tình trạng"

TASK_FIELDS: Fields = (
    Field("code", CODE, FieldKind.CODE, 8),
    Field("group", GROUP, width=12),
    Field("text", TEXT, width=24),
    Field("role", ROLE, FieldKind.WORD, 6.5),
    Field("when_text", WHEN, width=10.5),
    Field("kind", KIND, FieldKind.WORD, 7.5),
    Field("start", START, FieldKind.DATE, 10),
    Field("due", TASK_DUE, FieldKind.DATE, 10),
    Field("deliverable", DELIVERABLE, width=11),
    Field("target", TARGET, FieldKind.NUMBER, 10),
    Field(
        "quantity", QUANTITY, FieldKind.NUMBER, 7.5, fill=True, json=True,
        error="Số lượng đạt phải là số từ 0 trở lên. Chỉ ghi số, không kèm đơn vị tính.",
    ),
    Field(
        "progress", PROGRESS, FieldKind.PERCENT, 7.5, fill=True, json=True, spellings=("Tiến độ",),
        error="Tiến độ phải là số từ 0 đến 100, không kèm dấu %. Ví dụ: làm được một nửa thì ghi 50.",
        title="Tiến độ",
        prompt="Ghi số từ 0 đến 100, không kèm dấu %. Chưa làm thì ghi 0.",
    ),
    Field(
        "completed_on", COMPLETED, FieldKind.DATE, 10, fill=True, json=True,
        title=COMPLETED,
        prompt="Chỉ ghi khi đã làm xong: ngày trước, tháng sau, ví dụ 25/09/{year}.",
    ),
    Field("result", RESULT, width=21, fill=True, json=True),
    Field("difficulty", DIFFICULTY, width=16, fill=True),
    Field("status", STATUS, FieldKind.WORD, 10.5),
)  # fmt: skip
TASK_ANSWERS = to_fill(TASK_FIELDS)
TASK_HEADERS, TASK_INPUTS = headers(TASK_FIELDS), headers(TASK_ANSWERS)

# --- Chấm điểm
SCORE_CODE, CRITERION, MAX_POINTS, SCORE_KIND = "Mã", "Tiêu chí", "Điểm tối đa", "Cách chấm"
REQUIRED_EVIDENCE, NOT_ARISING, SELF_SCORE = "Yêu cầu kiểm chứng", "Không phát sinh (x)", "Điểm tự chấm"
EVIDENCE, EXPLANATION, POINTS = "Tài liệu kiểm chứng", "Giải trình", "Điểm đạt"
TOTAL, BAND = "Tổng điểm", "Xếp loại"
"""Labels above the table of ``Chấm điểm``."""

SCORE_FIELDS: Fields = (
    Field("code", SCORE_CODE, FieldKind.CODE, 11),
    Field("text", CRITERION, width=37),
    Field("form_max", MAX_POINTS, FieldKind.NUMBER, 7.5),
    Field("kind", SCORE_KIND, width=33),
    Field("required_evidence", REQUIRED_EVIDENCE, width=17),
    Field("not_arising", NOT_ARISING, FieldKind.MARK, 8.5, fill=True, spellings=("Không phát sinh",)),
    Field("self_score", SELF_SCORE, FieldKind.NUMBER, 14, fill=True),
    Field("choice", SELF_SCORE, FieldKind.CHOICE, 14, fill=True),
    Field("evidence", EVIDENCE, width=27, fill=True),
    Field("explanation", EXPLANATION, width=23, fill=True, counts=False),
    Field("points", POINTS, FieldKind.NUMBER, 9),
)
"""``self_score`` and ``choice`` share a column: the criterion's Cách chấm says which of them is typed there."""
SCORE_ANSWERS = to_fill(SCORE_FIELDS)
SCORE_HEADERS, SCORE_INPUTS = headers(SCORE_FIELDS), headers(SCORE_ANSWERS)

# --- Số liệu
INDICATOR, INDICATOR_UNIT = "Chỉ tiêu", "Đơn vị tính"
IN_PERIOD, CUMULATIVE, NOTE = "Trong kỳ", "Lũy kế", "Ghi chú"

INDICATOR_FIELDS: Fields = (
    Field("code", SCORE_CODE, FieldKind.CODE, 10),
    Field("text", INDICATOR, width=52),
    Field("unit", INDICATOR_UNIT, FieldKind.WORD, 14),
    Field("in_period", IN_PERIOD, FieldKind.NUMBER, 14, fill=True),
    Field("cumulative", CUMULATIVE, FieldKind.NUMBER, 14, fill=True, spellings=("Luỹ kế",)),
    Field("note", NOTE, width=24, fill=True, counts=False),
)
INDICATOR_ANSWERS = to_fill(INDICATOR_FIELDS)
INDICATOR_HEADERS, INDICATOR_INPUTS = headers(INDICATOR_FIELDS), headers(INDICATOR_ANSWERS)

# --- Mô hình, Kiến nghị
MODEL_NAME, MODEL_FIELD, MODEL_AREA = "Tên mô hình", "Lĩnh vực", "Địa bàn"
MODEL_EFFECT, REPLICABILITY = "Hiệu quả", "Khả năng nhân rộng"
PROPOSAL_TEXT, ADDRESSEE = "Nội dung", "Gửi cơ quan"

_AREAS_OF_WORK = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")
MODEL_FIELDS: Fields = (
    Field("name", MODEL_NAME, width=30, fill=True),
    Field("field", MODEL_FIELD, width=18, fill=True, suggestions=_AREAS_OF_WORK),
    Field("area", MODEL_AREA, width=20, fill=True),
    Field("effect", MODEL_EFFECT, width=38, fill=True),
    Field("replicability", REPLICABILITY, width=20, fill=True, suggestions=("Có", "Không", "Đang xem xét")),
)
PROPOSAL_FIELDS: Fields = (
    Field("text", PROPOSAL_TEXT, width=66, fill=True),
    Field("addressee", ADDRESSEE, width=32, fill=True),
    Field("note", NOTE, width=28, fill=True),
)
MODEL_HEADERS, PROPOSAL_HEADERS = headers(MODEL_FIELDS), headers(PROPOSAL_FIELDS)

TABLES: dict[str, Fields] = {
    TASKS: TASK_FIELDS,
    SCORES: SCORE_FIELDS,
    INDICATORS: INDICATOR_FIELDS,
    MODELS: MODEL_FIELDS,
    PROPOSALS: PROPOSAL_FIELDS,
}
"""Every table of the form by the name of its sheet, in the order of the tabs."""

ANSWER_HEADERS = {
    field.attribute: field.header
    for field in (*TASK_ANSWERS, *SCORE_FIELDS, *INDICATOR_ANSWERS)
    if field.fill or field.attribute == "form_max"
}
"""Attribute of an answer about a task, criterion or indicator → the header under which it stands."""

PREFILLED = "Đã điền sẵn nội dung"
"""How the line begins on ``Bìa`` that says of which period a form's prefilled answers are."""
