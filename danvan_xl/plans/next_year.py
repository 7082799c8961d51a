"""A master for another year: units, periods, criteria, bands, indicators and, on request, tasks; dates moved, nothing else.

Facts of the office stay (who issues, who collects, who signs); those of the issued paper (number, day, bases) are new
each year and stay blank. Codes of units, criteria and indicators stay; the plan's own code is another one.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from msgspec.structs import replace

from danvan_xl.errors import InputError
from danvan_xl.model import Deadline, Master, Period, Plan, Task
from danvan_xl.sheets.master.remembered import deadline_reader

LAST_YEAR = 2099
_YEAR = re.compile(r"(?<![\d-])20\d\d(?!\d|\s*-\s*20\d\d)")
"""A year that stands alone: 'giai đoạn 2021-2025' names a programme, and stays."""
_CODED_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NAMED_YEAR = re.compile(r"(?<=năm )20\d\d(?!\d)", re.IGNORECASE)


def next_year(master: Master, year: int | None = None, *, with_tasks: bool = False) -> Master:
    """The master of ``year`` (None: the year after the plan's).

    Raises :class:`~danvan_xl.errors.InputError` for a year that is not after the plan's.
    """
    begins = master.plan.start.year
    year = begins + 1 if year is None else year
    if not begins < year <= LAST_YEAR:
        raise InputError(
            f"Năm {year} không sau năm {begins} của kế hoạch cũ.",
            remedy=f"Chọn một năm từ {begins + 1} trở đi.",
            code="wrong-year",
        )
    move = _Move(master.plan, year - begins)
    plan = move.plan()
    return Master(
        plan,
        units=list(master.units),
        tasks=[move.task(task, plan) for task in master.tasks] if with_tasks else [],
        periods=[move.period(period) for period in master.periods],
        criteria=list(master.criteria),
        bands=list(master.bands),
        indicators=list(master.indicators),
    )


class _Move:
    """Moves dates, and years in texts, by whole years."""

    def __init__(self, plan: Plan, years: int) -> None:
        self.old, self.years = plan, years
        self.reads = deadline_reader(plan)

    def plan(self) -> Plan:
        old = self.old
        code = _CODED_YEAR.sub(self._year, old.code)
        return replace(
            old,
            code=code if code != old.code else f"{old.code}-{old.start.year + self.years}",
            name=self.text(old.name),
            start=self.day(old.start),
            end=self.day(old.end),
            number="",
            issued_on=None,
            bases=(),
        )

    def period(self, period: Period) -> Period:
        return replace(
            period,
            name=self.text(period.name),
            start=self.day(period.start),
            end=self.day(period.end),
            due=self.day(period.due),
            locked_on=self.day(period.locked_on) if period.locked_on else None,
        )

    def task(self, task: Task, plan: Plan) -> Task:
        """Its deadline is read anew from its phrase; dates that a person typed beside the phrase are moved."""
        when = self.text(task.when_text)
        if task.deadline == self.reads(task.when_text, task.text):
            deadline = deadline_reader(plan)(when, task.text)
        else:
            deadline = self.deadline(task.deadline, when)
        text = _NAMED_YEAR.sub(self._year, task.text)
        return replace(task, text=text, when_text=when, deadline=deadline, where=None)

    def deadline(self, deadline: Deadline, text: str) -> Deadline:
        return replace(
            deadline,
            text=text,
            start=self.day(deadline.start) if deadline.start else None,
            due=self.day(deadline.due) if deadline.due else None,
            occurrences=tuple(map(self.day, deadline.occurrences)),
        )

    def day(self, day: date) -> date:
        """The same day of the other year; the last day of a month stays the last."""
        year = day.year + self.years
        last = calendar.monthrange(year, day.month)[1]
        is_last = day.day == calendar.monthrange(day.year, day.month)[1]
        return date(year, day.month, last if is_last else min(day.day, last))

    def text(self, text: str) -> str:
        """Years of the plan, of the one before and of the one after, in a text."""
        return _YEAR.sub(self._year, text)

    def _year(self, match: re.Match[str]) -> str:
        year = int(match[0])
        near = self.old.start.year - 1 <= year <= self.old.end.year + 1
        return str(year + self.years) if near else match[0]
