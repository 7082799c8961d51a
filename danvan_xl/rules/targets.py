"""Chỉ tiêu of one unit in one task (contract, sections 4 and 5)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from danvan_xl.language.folding import clean
from danvan_xl.model import Deadline, DeadlineKind, Master, Period, Task, Unit, UnitKind

_PER_HAMLET = re.compile(
    r"[/／]\s*(?:thôn|tổ dân phố|tdp|ấp|bản|khu phố|khu dân cư|xóm|buôn|làng|khóm)$", re.IGNORECASE
)


def is_per_hamlet(target_unit: str) -> bool:
    """Whether a Đơn vị tính such as 'cuộc/thôn' counts per thôn (or tổ dân phố, ấp, bản ...)."""
    return bool(_PER_HAMLET.search(clean(target_unit)))


def occurrences_in(deadline: Deadline, period: Period | None = None) -> tuple[date, ...]:
    """The due dates of a periodic task that fall in the period; all of the plan without one."""
    if period is None:
        return deadline.occurrences
    return tuple(day for day in deadline.occurrences if period.start <= day <= period.end)


def target_for(task: Task, unit: Unit, master: Master, period: Period | None = None) -> Decimal | None:
    """What ``unit`` is asked to reach in ``task``; None where nothing countable is asked.

    Per thôn for a thôn. For another unit the number per thôn times its number of thôn: Số thôn when
    given, else the units of kind Thôn in the master; None when there are none, since the number is then
    not known. A periodic task without a number of its own counts its occurrences in the period.
    """
    if task.target is None:
        if task.deadline.kind is DeadlineKind.PERIODIC:
            return Decimal(len(occurrences_in(task.deadline, period)))
        return None
    if not is_per_hamlet(task.target_unit) or unit.kind is UnitKind.HAMLET:
        return task.target
    if unit.hamlets is not None:
        return task.target * unit.hamlets
    hamlets = sum(1 for other in master.units if other.kind is UnitKind.HAMLET)
    return task.target * hamlets if hamlets else None
