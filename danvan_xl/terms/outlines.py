"""The mapping of an outline (biểu mẫu) of the level above: names of its sheets, headers, and words in its cells."""

from __future__ import annotations

from enum import StrEnum

from danvan_xl.terms import form, master

MAP, FACTS, LISTS = "Ánh xạ", "Biểu mẫu", "Danh mục"

USE, SHEET, CELL, PATH, MEASURE = "Điền (x)", "Trang tính", "Ô", "Nhãn của ô", "Đơn vị tính"
SUBJECT, FIELD, SCOPE, PER_ROW = "Mục", "Lấy gì", "Của đơn vị", "Theo dòng"
CERTAINTY, WHY = "Độ chắc chắn", "Vì sao"
HEADERS = (USE, SHEET, CELL, PATH, MEASURE, SUBJECT, FIELD, SCOPE, PER_ROW, CERTAINTY, WHY)

FILE, PLAN_CODE, COUNT = "Tệp biểu mẫu", form.PLAN_CODE, "Số ô"
MARK = "x"


class Certainty(StrEnum):
    """How sure a proposal is."""

    CERTAIN = "Chắc chắn"
    REVIEW = "Cần xem lại"
    OPEN = "Chưa rõ"


class PerRow(StrEnum):
    """What each row of a stretch of blank rows is about."""

    UNIT = "Mỗi đơn vị"
    TASK = "Mỗi nhiệm vụ"
    MODEL = "Mỗi mô hình"
    PROPOSAL = "Mỗi kiến nghị"


# --- Lấy gì
VALUE, CUMULATIVE = form.IN_PERIOD, form.CUMULATIVE
NUMBER, NAME = "Số thứ tự", "Tên"
LEAD = master.LEAD
UNIT_OF_ROW = form.UNIT
TASK_FIELDS = (
    form.STATUS, form.PROGRESS, form.QUANTITY, form.COMPLETED, form.RESULT, form.DIFFICULTY, LEAD, form.WHEN, form.DELIVERABLE,
    form.TARGET,
)  # fmt: skip
SCORE_FIELDS = (form.MAX_POINTS, form.SELF_SCORE, form.POINTS, form.EVIDENCE, form.EXPLANATION)
FIELDS = tuple(
    dict.fromkeys(
        (
            VALUE, CUMULATIVE, NUMBER, NAME, *TASK_FIELDS, *SCORE_FIELDS, UNIT_OF_ROW, *form.MODEL_HEADERS, *form.PROPOSAL_HEADERS,
        )
    )
)  # fmt: skip
