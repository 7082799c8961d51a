"""What several units did, as one row of the return to the level above; and which rows mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from danvan_xl.earlier import Earlier
from danvan_xl.language.folding import fold
from danvan_xl.model import Aggregation, Indicator, Period, Status, Task
from danvan_xl.results import UnitResult, UnitTask
from danvan_xl.rules.scoring.arithmetic import round_points
from danvan_xl.sheets.summary.history import ALL
from danvan_xl.terms import form as h
from danvan_xl.terms.summary import OF_INDICATOR, SENT_BACK
from danvan_xl.workbooks.drawing.values import safe_text, to_number

ALIKE = 80
"""Likeness (0-100) from which two texts under one code are taken for the same task or criterion."""
_SMALLEST = Decimal("0.0001")


def rounded(value: Decimal) -> Decimal:
    """A figure with as many decimals as anybody reports."""
    return value if value == value.to_integral_value() else value.quantize(_SMALLEST, ROUND_HALF_UP)


def cumulative_total(units: Sequence[UnitResult], code: str, how: Aggregation) -> Decimal | None:
    """Sum of the units' Lũy kế where every unit that gave the period's number gave that too."""
    if how not in (Aggregation.SUM, Aggregation.LAST):
        return None
    items = [u.indicators[code] for u in units if code in u.indicators]
    given = [i for i in items if i.in_period is not None or i.cumulative is not None]
    if not given or any(i.cumulative is None for i in given):
        return None
    return sum((i.cumulative for i in given if i.cumulative is not None), Decimal(0))


def before_this(earlier: Earlier | None, indicator: Indicator, period: Period) -> Decimal | None:
    """The whole body's figure up to the period before, to which this one's adds; None where they may overlap, or where periods
    before that one are known, whose days nobody told."""
    if earlier is None or indicator.aggregation is not Aggregation.SUM or len(earlier.periods) != 1:
        return None
    if earlier.end is None or earlier.end >= period.start:
        return None
    return earlier.history.get((ALL, OF_INDICATOR + indicator.code), {}).get(earlier.period)


def mean_points(units: Sequence[UnitResult], code: str) -> tuple[Decimal | None, int]:
    """The mean of the units' points for a criterion, and of how many units; None where none has any."""
    scores = [unit.scores[code].final_points for unit in units if code in unit.scores]
    points = [value for value in scores if value is not None]
    return (round_points(sum(points, Decimal(0)) / len(points)) if points else None), len(points)


def typed(value: Any) -> Any:
    """A value for a cell; a text never becomes a formula."""
    if isinstance(value, str):
        text = safe_text(value)
        return " " + text if text[:1] in "=+-@" else text
    return to_number(value)


def short(text: str) -> str:
    """At most fifty characters, for messages."""
    return text if len(text) <= 50 else text[:47].rstrip() + "..."


def alike(mine: str, theirs: str) -> bool:
    """Two wordings of one thing: equal when folded, or alike enough under one code."""
    if fold(mine) == fold(theirs):
        return True
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(fold(mine), fold(theirs)) >= ALIKE


def same_task(tasks: list[Task], code: str, text: str) -> Task | str:
    """This level's task that the upper plan's row means, or why there is none."""
    by_text = [task for task in tasks if fold(task.text) == fold(text)]
    by_code = next((task for task in tasks if fold(task.code) == fold(code)), None)
    if by_code is not None and (by_code in by_text or (not by_text and alike(by_code.text, text))):
        return by_code
    if len(by_text) == 1:
        return by_text[0]
    if len(by_text) > 1:
        return "có nhiều nhiệm vụ cùng nội dung ở cấp mình, tự điền."
    if by_code is not None:
        return f"mã trùng nhưng nội dung ở cấp mình là “{short(by_code.text)}”, tự điền."
    return "kế hoạch của cơ quan không có nhiệm vụ này, tự điền."


def together(led: list[tuple[str, UnitTask]], *, periodic: bool = False) -> dict[str, Any]:
    """What several lead units did of one task, as one row of a return.

    Occurrences of a ``periodic`` task do not add over units: this body has made those that all of them made.

    Progress is the mean of the units (complete counts 100, nothing reported 0), rounded down so that 100
    means that all are done; then the last of their completion dates is the task's. While one that says 100 was
    sent back by the reviewer, nobody knows how far it is: progress stays blank.
    """
    items = [item for _, item in led]
    disputed = sent_back(led)
    done = [i for i in items if (i.status.is_complete or i.progress == 100) and i.unit not in disputed]
    routine = [i for i in items if i.status is Status.DONE_ROUTINE]
    reported = [i for i in items if i.where is not None]
    values: dict[str, Any] = {}
    quantities = [i.quantity for i in items if i.quantity is not None]
    if periodic:
        values[h.QUANTITY] = min(map(_occurrences, items)) if quantities else None
    elif quantities:
        values[h.QUANTITY] = sum(quantities, Decimal(0))
    given = [i for i in items if i.progress is not None or i.status.is_complete]
    if given and not disputed:
        total = sum((Decimal(100) if i in done else i.progress or Decimal(0) for i in items), Decimal(0))
        values[h.PROGRESS] = (total / len(items)).quantize(Decimal(1), ROUND_DOWN)
        dates = [i.completed_on for i in items if i.completed_on is not None]
        if len(done) == len(items) and len(dates) == len(items):
            values[h.COMPLETED] = max(dates)
    if len(items) == 1:
        values[h.RESULT] = items[0].result
    elif reported:
        parts = [f"{len(done)}/{len(items)} đơn vị hoàn thành"] if done or not routine else []
        if routine:
            parts.append(f"{len(routine)}/{len(items)} đơn vị đã thực hiện")
        if len(reported) < len(items):
            parts.append(f"{len(items) - len(reported)} đơn vị chưa báo cáo")
        values[h.RESULT] = "; ".join(parts)
    difficulties = list(dict.fromkeys(" ".join(i.difficulty.split()) for i in items if i.difficulty.strip()))
    if difficulties:
        more = f"; và {len(difficulties) - 5} nội dung khác" if len(difficulties) > 5 else ""
        values[h.DIFFICULTY] = "; ".join(difficulties[:5]) + more
    return values


def sent_back(led: list[tuple[str, UnitTask]]) -> dict[str, str]:
    """Units (code → name) that say 100 % of what the reviewer sent back."""
    return {
        item.unit: name
        for name, item in led
        if item.judged and item.judged.review.verdict == SENT_BACK and item.progress == 100
    }


def _occurrences(item: UnitTask) -> Decimal:
    """How often a periodic task was done: 100 % without a number means all that its period asks for."""
    if item.quantity is None and item.progress == 100:
        return item.target or Decimal(0)
    return item.quantity or Decimal(0)
