"""Rates: completion, on-time, reporting, timely (contract, section 5).

Denominators come from the master (who owes what), never from what was returned. A rate is a fraction
0-1 as Decimal, or None for 0/0. Only tasks that a unit leads count.

Due (đến hạn) is a dated task whose Hạn has come, and a periodic one of which an occurrence has: so every task that is
overdue (quá hạn) is due. A periodic task is on time where as many occurrences are done as fell due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from msgspec import Struct, field

from danvan_xl.model import DeadlineKind, Role, Status
from danvan_xl.results import UnitResult, UnitTask
from danvan_xl.rules.status import CHECK_AGAIN, serial


def rate(part: int, whole: int) -> Decimal | None:
    """``part ÷ whole``; None for 0/0. Raises ValueError for a part that is no part of the whole (a bug of ours)."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    return Decimal(part) / Decimal(whole) if whole else None


class TaskRates(Struct):
    """Counts over lead tasks, and the two rates made of them."""

    status: dict[Status, int] = field(default_factory=dict)
    dated: int = 0
    completed: int = 0
    due: int = 0
    on_time: int = 0

    @property
    def completion_rate(self) -> Decimal | None:
        """Complete ÷ dated lead tasks."""
        return rate(self.completed, self.dated)

    @property
    def on_time_rate(self) -> Decimal | None:
        """On time ÷ due lead tasks, both counting only those due by the date of the figures."""
        return rate(self.on_time, self.due)


def task_rates(tasks: Iterable[UnitTask]) -> TaskRates:
    """Rates of a unit, of a task, or of all units together: pass the unit × task records that belong to it.

    Records in which the unit does not lead are passed over.
    """
    rates = TaskRates()
    for task in tasks:
        if task.role is not Role.LEAD:
            continue
        rates.status[task.status] = rates.status.get(task.status, 0) + 1
        if task.dated:
            rates.dated += 1
            rates.completed += task.status.is_complete
        rates.due += task.due_by_as_of
        rates.on_time += is_on_time(task)
    return rates


def is_on_time(task: UnitTask) -> bool:
    """Due by the date of the figures and done by then: a periodic one as often as it fell due."""
    return task.due_by_as_of and task.status in (Status.ON_TIME, Status.DONE_ROUTINE)


class _Returned(Protocol):
    @property
    def returned(self) -> bool: ...

    @property
    def timely(self) -> bool | None: ...


class ReportingRates(Struct):
    """Who owes a return, who sent one, who sent it in time."""

    expected: int = 0
    received: int = 0
    on_time: int = 0

    @property
    def reporting_rate(self) -> Decimal | None:
        """Units with an accepted, non-empty return ÷ units that owe one."""
        return rate(self.received, self.expected)

    @property
    def timely_rate(self) -> Decimal | None:
        """Of the units that owe, those whose return came by Hạn nộp."""
        return rate(self.on_time, self.expected)


def reporting_rates(units: Iterable[_Returned]) -> ReportingRates:
    """Reporting and timely rate of the units that owe a return."""
    rates = ReportingRates()
    for unit in units:
        rates.expected += 1
        rates.received += bool(unit.returned)
        rates.on_time += bool(unit.returned and unit.timely)
    return rates


def put_unit_rates(unit: UnitResult) -> TaskRates:
    """Fill a unit's counts and rates from its own tasks."""
    rates = task_rates(unit.tasks)
    unit.status, unit.dated, unit.completed = rates.status, rates.dated, rates.completed
    unit.due, unit.on_time = rates.due, rates.on_time
    unit.completion_rate, unit.on_time_rate = rates.completion_rate, rates.on_time_rate
    return rates


class TaskRanges(Struct, frozen=True):
    """Columns of a sheet of tasks, as absolute ranges of equal height, for counting in a workbook.

    ``role`` None: all rows are the unit's own lead tasks. ``code`` is needed where periodic tasks are counted.
    """

    kind: str
    due: str
    status: str
    role: str | None = None
    group: str | None = None
    code: str | None = None


Periodic = Mapping[str, date]
"""Periodic tasks that the unit leads, by code: when the first occurrence of the period falls due."""


def due_count_expression(
    ranges: TaskRanges, as_of: str, groups: Iterable[str] | None = None, periodic: Periodic | None = None
) -> str:
    """Number of lead tasks due by ``as_of``, without '='.

    ``groups`` are the exact Nhóm nhiệm vụ that count; ``periodic`` are those of these groups.
    """
    dated = f"SUMPRODUCT({_due_tests(ranges, as_of, groups)})"
    return f"({dated}+SUMPRODUCT(--({_days(periodic)}<={as_of})))" if periodic else dated


def on_time_count_expression(
    ranges: TaskRanges, as_of: str, groups: Iterable[str] | None = None, periodic: Periodic | None = None
) -> str:
    """How many of :func:`due_count_expression` are on time, without '='.

    Shows :data:`~danvan_xl.rules.status.CHECK_AGAIN` while one of these tasks does.
    """
    tests = _due_tests(ranges, as_of, groups)

    def count(dated: Status | str, again: Status | str) -> str:
        found = f'SUMPRODUCT({tests}*({ranges.status}="{dated}"))'
        if not periodic:
            return found
        if ranges.code is None:
            raise ValueError("counting periodic tasks needs the range of the codes")
        codes = "{" + ",".join(f'"{_quoted(code)}"' for code in periodic) + "}"
        done = f'COUNTIFS({ranges.code},{codes},{ranges.status},"{again}")'
        return f"({found}+SUMPRODUCT({done}*({_days(periodic)}<={as_of})))"

    return f'IF({count(CHECK_AGAIN, CHECK_AGAIN)}>0,"{CHECK_AGAIN}",{count(Status.ON_TIME, Status.DONE_ROUTINE)})'


def _days(periodic: Periodic) -> str:
    return "{" + ",".join(str(serial(day)) for day in periodic.values()) + "}"


def _due_tests(ranges: TaskRanges, as_of: str, groups: Iterable[str] | None) -> str:
    tests = [f'({ranges.kind}="{DeadlineKind.DATED}")', f"ISNUMBER({ranges.due})", f"({ranges.due}<={as_of})"]
    if ranges.role is not None:
        tests.insert(0, f'({ranges.role}="{Role.LEAD}")')
    if groups is not None:
        if ranges.group is None:
            raise ValueError("counting by groups needs the range of the groups")
        # A text in a formula may have 255 characters; group headings differ long before that.
        same = [f'(LEFT({ranges.group},200)="{_quoted(name[:200])}")' for name in dict.fromkeys(groups)]
        tests.append(f"(({'+'.join(same)})>0)" if same else "0")
    return "*".join(tests)


def _quoted(text: str) -> str:
    return text.replace('"', '""')
