"""What the units of the demo answer: careful ones, slow ones, careless ones. No chance is involved.

The figures are invented, but hang together: an office that holds fewer dialogues has fewer people
in them, petitions received equal those settled plus those pending, and so on where a constraint of
the master can be met by the simple patterns used here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from danvan_xl.demo.filling import Filling
from danvan_xl.model import (
    Aggregation,
    Criterion,
    DeadlineKind,
    Master,
    NumberKind,
    Part,
    Period,
    Role,
    Task,
    Unit,
    UnitKind,
)
from danvan_xl.rules.constraints import Check, checks_of
from danvan_xl.rules.scoring.kinds import KINDS, Place, parse_parameters
from danvan_xl.rules.targets import target_for
from danvan_xl.terms import form as h


class Care(Enum):
    """How well a unit works and reports."""

    DILIGENT = 0
    ORDINARY = 1
    SLOW = 2


_NAMES = (
    "Nguyễn Thị Hoa",
    "Trần Văn Bình",
    "Lê Thị Thu",
    "Phạm Văn Đức",
    "Vũ Thị Mai",
    "Đỗ Văn Hùng",
    "Bùi Thị Lan",
)
_DIFFICULTIES = (
    "Thiếu kinh phí tổ chức; cán bộ kiêm nhiệm nhiều việc",
    "Người dân đi làm xa, khó tập hợp vào ban ngày",
    "Chưa có hướng dẫn cụ thể của cấp trên",
)
_MODELS = (
    ("Tuyến đường hoa tự quản", "Môi trường", "Hội viên nhận chăm sóc 1,2 km đường thôn", "Nhân rộng được"),
    ("Tổ công nghệ số đến từng nhà", "Chuyển đổi số", "85 hộ biết nộp hồ sơ trực tuyến", "Nhân rộng được"),
    (
        "Camera an ninh do dân đóng góp",
        "An ninh trật tự",
        "Lắp 12 mắt camera, giảm mất trộm",
        "Cần thêm kinh phí",
    ),
    ("Hàng cây nông thôn mới", "Xây dựng nông thôn mới", "Trồng 300 cây dọc trục chính", "Nhân rộng được"),
)


def filling_for(
    master: Master,
    unit: Unit,
    period: Period,
    care: Care,
    index: int,
    reported_on: date,
    submission: int = 1,
    before: Mapping[str, Decimal] | None = None,
) -> Filling:
    """Everything that ``unit`` types into its form, worked out from its place ``index`` in the list.

    ``before``: its counts of the earlier periods. Before the last period work that is not due yet is still under way.
    """
    last = period.code == master.periods[-1].code
    filling = Filling(
        cover={
            h.COMPILED_BY: _NAMES[index % len(_NAMES)],
            h.PHONE: f"0912 345 {index:03d}",
            h.REPORTED_ON: reported_on,
            h.SUBMISSION: submission,
            h.PLEDGE: "x",
        }
    )
    if Part.TASKS in period.parts:
        for position, (task, role) in enumerate(master.work_of(unit.code)):
            row = _task_row(master, unit, task, role, care, index + position, period, last)
            if row:
                filling.tasks[task.code] = row
    if Part.SCORES in period.parts:
        for position, criterion in enumerate(master.criteria):
            row = _score_row(criterion, care, index + position)
            if row:
                filling.scores[criterion.code] = row
    if Part.INDICATORS in period.parts:
        filling.indicators = _indicator_rows(master, counts(master, unit, care, index), before or {})
    if last and unit.kind is UnitKind.HAMLET and care is not Care.SLOW:
        name, area, effect, spread = _MODELS[index % len(_MODELS)]
        filling.models = [
            {
                h.MODEL_NAME: name,
                h.MODEL_FIELD: area,
                h.MODEL_AREA: unit.name,
                h.MODEL_EFFECT: effect,
                h.REPLICABILITY: spread,
            }
        ]
    if index % 4 == 0:
        filling.proposals = [
            {
                h.PROPOSAL_TEXT: "Bố trí kinh phí cho công tác dân vận ở thôn",
                h.ADDRESSEE: "UBND xã",
                h.NOTE: "",
            }
        ]
    return filling


def _task_row(
    master: Master, unit: Unit, task: Task, role: Role, care: Care, turn: int, period: Period, last: bool
) -> dict[str, Any]:
    if role is Role.CONCERNED and turn % 3:
        return {}
    deadline, period_end = task.deadline, period.end
    if last and deadline.due is not None and deadline.due < period.start:
        return {}  # answered in the first period; what stands in the form already is left
    row: dict[str, Any] = {}
    target = target_for(task, unit, master)
    if deadline.kind is DeadlineKind.DATED and deadline.due is not None:
        done_on = min(deadline.due, period_end) - timedelta(days=3 + turn % 9)
        if not last and deadline.due > period_end:
            row |= {h.PROGRESS: 30 + 10 * (turn % 4)}
        elif care is Care.SLOW and turn % 2:
            row |= {h.PROGRESS: 40 + 10 * (turn % 4), h.DIFFICULTY: _DIFFICULTIES[turn % 3]}
        elif care is Care.ORDINARY and turn % 5 == 2 and deadline.due < period_end:
            late = min(deadline.due + timedelta(days=6), period_end)
            row |= {
                h.PROGRESS: 100,
                h.COMPLETED: late,
                h.RESULT: "Hoàn thành muộn, đã báo cáo",
            }
        elif care is Care.ORDINARY and turn % 5 == 4 and deadline.due < period_end:
            row |= {h.PROGRESS: 60, h.DIFFICULTY: _DIFFICULTIES[turn % 3]}
        elif deadline.continuing and turn % 2:
            row |= {h.PROGRESS: 80, h.RESULT: "Đang duy trì, chuyển tiếp năm sau"}
        else:
            row |= {
                h.PROGRESS: 100,
                h.COMPLETED: done_on,
                h.RESULT: f"Báo cáo số {11 + turn}/BC ngày {done_on:%d/%m/%Y}",
            }
    elif care is not Care.SLOW or turn % 2:
        row |= {
            h.PROGRESS: 100 if care is Care.DILIGENT else 70,
            h.RESULT: f"Đã thực hiện {2 + turn % 5} đợt",
        }
    if target is not None and row.get(h.PROGRESS, 0):
        row[h.QUANTITY] = int(target) if row[h.PROGRESS] == 100 else int(target * row[h.PROGRESS] / 100)
    return row


def _score_row(criterion: Criterion, care: Care, turn: int) -> dict[str, Any]:
    allowed = parse_parameters(criterion.kind, criterion.parameters).allowed(criterion)
    owed = KINDS[criterion.kind].OWED
    if criterion.not_arising is not None and owed and turn % 6 == 5:
        return {h.NOT_ARISING: "x", h.EXPLANATION: "Trong kỳ không phát sinh"}
    if allowed is None:
        return {h.EVIDENCE: "Biểu số liệu kèm theo"} if criterion.evidence else {}
    row: dict[str, Any] = {}
    if allowed.options:
        row[h.SELF_SCORE] = allowed.options[min(care.value, len(allowed.options) - 1)]
    elif owed:
        share = {Care.DILIGENT: Decimal(1), Care.ORDINARY: Decimal("0.75"), Care.SLOW: Decimal("0.5")}[care]
        row[h.SELF_SCORE] = float((criterion.max_points * share * 2).to_integral_value() / 2)
    elif care is Care.DILIGENT:
        row[h.SELF_SCORE] = 1
        row[h.EXPLANATION] = "Có 01 mô hình được cấp trên công nhận"
    if criterion.evidence and not (care is Care.SLOW and turn % 3 == 0):
        row[h.EVIDENCE] = f"Báo cáo số {20 + turn}/BC; hình ảnh kèm theo"
    return row


_USUAL = {"lượt người": 60, "hồ sơ": 24, "triệu đồng": 8, "ý kiến": 5, "cuộc": 3, "đơn": 2, "mô hình": 1}
"""What one unit of a commune comes to in a period, by unit of measure."""
_FILES = {UnitKind.HAMLET: 0, UnitKind.SCHOOL: 0, UnitKind.SERVICE: 6}
"""How many times the usual number of administrative files a kind of unit handles; the others: once."""


def counts(master: Master, unit: Unit, care: Care, index: int) -> dict[str, Decimal]:
    """Counts of a period that keep every constraint of the forms 'A + B = C + D' and 'A <= B'; violations are rare."""
    punished = {
        code
        for criterion in master.criteria
        if KINDS[criterion.kind].PLACE in (Place.PENALTY, Place.LIMIT)
        for code in parse_parameters(criterion.kind, criterion.parameters).codes
    }
    values: dict[str, Decimal] = {}
    for position, indicator in enumerate(master.indicators):
        usual = _USUAL.get(indicator.unit, 2)
        base = usual + (2 * index + 3 * position) % (usual // 2 + 2)
        base = max(1, base * 2 // 3) if care is Care.SLOW else base
        if indicator.unit == "hồ sơ":
            base *= _FILES.get(unit.kind, 1)
        if indicator.code in punished:
            base = 1 if index % 9 == 4 and position % 2 else 0
        rate = indicator.kind is NumberKind.RATE
        values[indicator.code] = Decimal(90 + index % 10) if rate else Decimal(base)
    codes = list(values)
    for _ in codes:  # constraints may hang on one another; as many rounds as indicators settle them
        for indicator in master.indicators:
            for check in checks_of(indicator.constraint, codes):
                _satisfy(check, values)
    return values


def _indicator_rows(
    master: Master, values: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> dict[str, dict[str, Any]]:
    """Trong kỳ and Lũy kế; what is no flow (a rate, a stock at the period's end) does not add over periods."""
    flows = {i.code for i in master.indicators if i.aggregation is Aggregation.SUM}
    return {
        code: {
            h.IN_PERIOD: _typed(value),
            h.CUMULATIVE: _typed(value + (before.get(code, Decimal(0)) if code in flows else 0)),
        }
        for code, value in values.items()
    }


def _typed(value: Decimal) -> float | int:
    return float(value) if value % 1 else int(value)


def _satisfy(check: Check, values: dict[str, Decimal]) -> None:
    """Change the last term on the right (or the first on the left) of plain sums by what is missing."""
    here, there, sign = check.left.codes, check.right.codes, check.operator
    if sign not in ("<=", ">=", "=") or set(here + there) != set(check.codes):
        return
    missing = sum(values[t] for t in here) - sum(values[t] for t in there)
    if missing == 0 or (sign == "<=" and missing < 0) or (sign == ">=" and missing > 0):
        return
    if values[there[-1]] + missing >= 0:
        values[there[-1]] += missing
    else:
        values[here[0]] -= missing
