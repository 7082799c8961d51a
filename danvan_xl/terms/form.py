"""Names of the return form's sheets, headers and labels: the contract by which returns are read.

Source: the contract of the return form (docs). Readers match them folded, outside scripts exactly:
they may be added to, never renamed. One row of headers per table, data directly beneath it; a label's
value is the next cell to its right.
"""

from __future__ import annotations

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
DUE, FORM_VERSION = "Hạn nộp", "Phiên bản phiếu"
COMPILED_BY, PHONE, REPORTED_ON = "Người lập", "Điện thoại", "Ngày báo cáo"
SUBMISSION, PLEDGE = "Lần gửi", "Cam đoan số liệu (x)"

COVER_FACTS = (UNIT, UNIT_CODE, PLAN, PLAN_CODE, PERIOD, PERIOD_CODE, DUE, FORM_VERSION)
COVER_INPUTS = (COMPILED_BY, PHONE, REPORTED_ON, SUBMISSION, PLEDGE)

# --- Nhiệm vụ
CODE, GROUP, TEXT, ROLE, WHEN = (
    "Mã nhiệm vụ",
    "Nhóm nhiệm vụ",
    "Nhiệm vụ",
    "Vai trò",
    "Thời gian thực hiện",
)
KIND, START, TASK_DUE, DELIVERABLE, TARGET = "Loại thời hạn", "Bắt đầu", "Hạn", "Sản phẩm", "Chỉ tiêu"
QUANTITY, PROGRESS, COMPLETED = "Số lượng đạt", "Tiến độ (%)", "Ngày hoàn thành"
RESULT, DIFFICULTY, STATUS = "Kết quả, số văn bản", "Khó khăn, vướng mắc", "Tình trạng"

TASK_FACTS = (CODE, GROUP, TEXT, ROLE, WHEN, KIND, START, TASK_DUE, DELIVERABLE, TARGET)
TASK_INPUTS = (QUANTITY, PROGRESS, COMPLETED, RESULT, DIFFICULTY)
TASK_HEADERS = (*TASK_FACTS, *TASK_INPUTS, STATUS)

# --- Chấm điểm
SCORE_CODE, CRITERION, MAX_POINTS, SCORE_KIND, REQUIRED_EVIDENCE = (
    "Mã",
    "Tiêu chí",
    "Điểm tối đa",
    "Cách chấm",
    "Yêu cầu kiểm chứng",
)
NOT_ARISING, SELF_SCORE, EVIDENCE, EXPLANATION, POINTS = (
    "Không phát sinh (x)",
    "Điểm tự chấm",
    "Tài liệu kiểm chứng",
    "Giải trình",
    "Điểm đạt",
)
SCORE_FACTS = (SCORE_CODE, CRITERION, MAX_POINTS, SCORE_KIND, REQUIRED_EVIDENCE)
SCORE_INPUTS = (NOT_ARISING, SELF_SCORE, EVIDENCE, EXPLANATION)
SCORE_HEADERS = (*SCORE_FACTS, *SCORE_INPUTS, POINTS)
TOTAL, BAND = "Tổng điểm", "Xếp loại"
"""Labels above the table of ``Chấm điểm``."""

# --- Số liệu
INDICATOR_HEADERS = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Ghi chú")
IN_PERIOD, CUMULATIVE, NOTE = "Trong kỳ", "Lũy kế", "Ghi chú"
INDICATOR_INPUTS = (IN_PERIOD, CUMULATIVE, NOTE)

# --- the fields of an answer (model.TaskAnswer, ScoreAnswer, IndicatorAnswer) that a unit fills in
TASK_FIELDS = dict(
    zip(("quantity", "progress", "completed_on", "result", "difficulty"), TASK_INPUTS, strict=True)
)
SCORE_FIELDS = {
    "not_arising": NOT_ARISING,
    "self_score": SELF_SCORE,
    "choice": SELF_SCORE,
    "evidence": EVIDENCE,
    "explanation": EXPLANATION,
}
INDICATOR_FIELDS = dict(zip(("in_period", "cumulative", "note"), INDICATOR_INPUTS, strict=True))
ANSWER_HEADERS = {"form_max": MAX_POINTS, **TASK_FIELDS, **SCORE_FIELDS, **INDICATOR_FIELDS}

# --- Mô hình, Kiến nghị
MODEL_HEADERS = ("Tên mô hình", "Lĩnh vực", "Địa bàn", "Hiệu quả", "Khả năng nhân rộng")
PROPOSAL_HEADERS = ("Nội dung", "Gửi cơ quan", "Ghi chú")

PREFILLED = "Đã điền sẵn nội dung"
"""How the line begins on ``Bìa`` that says of which period a form's prefilled answers are."""
