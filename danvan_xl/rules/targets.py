"""Chỉ tiêu of one unit in one task (contract, sections 4 and 5)."""

from __future__ import annotations

import re
from collections import Counter
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

    Per thôn for a thôn. For another unit the number per thôn times its number of thôn (:func:`hamlets_of`); None when
    that is not known. A periodic task without a number of its own counts its occurrences in the period.
    """
    if task.target is None:
        if task.deadline.kind is DeadlineKind.PERIODIC:
            return Decimal(len(occurrences_in(task.deadline, period)))
        return None
    if not is_per_hamlet(task.target_unit) or unit.kind is UnitKind.HAMLET:
        return task.target
    hamlets = hamlets_of(unit, master)
    return None if hamlets is None else task.target * hamlets


def hamlets_of(unit: Unit, master: Master) -> int | None:
    """Số thôn when given, else the thôn below the unit (Đơn vị cấp trên) or beside it under the same body.

    Where no unit of the master stands there, all its thôn; but a commune of a master that puts thôn under
    others has none that is known. None when there are none at all.
    """
    return Hamlets(master).of(unit)


class Hamlets:
    """The thôn of a master counted once, for whoever asks for many units (:func:`hamlets_of`)."""

    def __init__(self, master: Master) -> None:
        parents = {other.code: other.parent for other in master.units}
        hamlets = [other for other in master.units if other.kind is UnitKind.HAMLET]
        self._all = len(hamlets)
        self._below = Counter(above for hamlet in hamlets for above in _above(hamlet.code, parents))

    def of(self, unit: Unit) -> int | None:
        """Số thôn of one unit; None when there are none."""
        if unit.hamlets is not None:
            return unit.hamlets
        below = self._below[unit.code]
        if below or (unit.kind in (UnitKind.COMMUNE, UnitKind.DISTRICT) and self._below):
            return below or None
        beside = self._below[unit.parent] if unit.parent else 0
        return beside or self._all or None


def _above(code: str, parents: dict[str, str]) -> frozenset[str]:
    """The units above one, however a faulty master closes the circle."""
    found: set[str] = set()
    while (code := parents.get(code, "")) and code not in found:
        found.add(code)
    return frozenset(found)
