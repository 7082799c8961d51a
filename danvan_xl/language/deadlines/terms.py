"""What the grammar recognises, before any year is decided: stretches of days, rhythms, clauses."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from msgspec import Struct, field


class NotUnderstood(Exception):
    """The phrase is ``Chưa rõ``; the message is the Vietnamese reason."""


class Shape(Enum):
    """What sort of stretch a :class:`When` is."""

    DAY = "day"
    DAY_OF_MONTH = "day of an unsaid month"
    EDGE = "a beginning, a middle or an end"
    START = "a beginning"
    PERIOD = "months, quarters, a part of a month or of a year"
    YEAR = "one or more whole years"


class How(Enum):
    """How a clause points at its time."""

    BEFORE = "trước"
    BY = "chậm nhất, đến, hết"
    IN = "trong"
    PLAIN = ""


def day_in(year: int, month: int, day: int) -> date:
    """That day; a negative day counts from the month's end (-1 is the last). Raises ``ValueError``."""
    if day > 0:
        return date(year, month, day)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following + timedelta(days=day)


class When(Struct):
    """From day ``d1`` of month ``m1`` to day ``d2`` of month ``m2``, in a year that may be unsaid.

    Negative days count from the month's end. ``last_year`` differs from ``year`` only where both are written
    (2021-2025, 11/2025-2/2026). ``text`` is what was typed.
    """

    shape: Shape
    m1: int
    d1: int
    m2: int
    d2: int
    year: int | None = None
    last_year: int | None = None
    text: str = ""
    note: str = ""
    listed: bool = False
    """A bare number in a list of months (tháng 8, 10): it must not be mistaken for a day."""

    def in_year(self, year: int) -> tuple[date, date]:
        """First and last day, were the year this one. Raises ``ValueError`` for an impossible day."""
        last_year = year if self.last_year is None else self.last_year
        return day_in(year, self.m1, self.d1), day_in(last_year, self.m2, self.d2)


class Rule(Struct):
    """One due date in every ``every`` months: day ``day`` of the ``month``-th month of each period.

    ``month`` beyond ``every`` lies in the next period. ``every`` 0: every week on ``weekday`` (0 Monday). With
    ``every`` and ``weekday``: the first such weekday on or after ``day``. ``before``: the before-rule applies.
    """

    every: int
    month: int = 1
    day: int = -1
    weekday: int | None = None
    before: bool = False

    def dates(self, first: date, last: date) -> list[date]:
        """Every due date from ``first`` to ``last``, ascending. Raises :class:`NotUnderstood` (31 hằng tháng)."""
        found = []
        if not self.every:
            assert self.weekday is not None
            day = first + timedelta(days=(self.weekday - first.weekday()) % 7)
            while day <= last:
                found.append(day)
                day += timedelta(days=7)
            return found
        # Periods that begin in or before the window; a period that ended before it belongs to another plan.
        for year in range(first.year - 1, last.year + 1):
            for begin in range(1, 13, self.every):
                month_end = day_in(year, begin + self.every - 1, -1)
                if month_end < first or date(year, begin, 1) > last:
                    continue
                serial = year * 12 + begin - 1 + self.month - 1
                due_year, due_month = serial // 12, serial % 12 + 1
                try:
                    day = day_in(due_year, due_month, self.day)
                except ValueError:
                    raise NotUnderstood(f"Tháng {due_month}/{due_year} không có ngày {self.day}.") from None
                if self.weekday is not None:
                    day += timedelta(days=(self.weekday - day.weekday()) % 7)
                if first <= day <= last:
                    found.append(day)
        return found


class Item(Struct):
    """One unit of a rhythm (hằng quý; 6 tháng; năm) with the due dates written for it, if any."""

    rule: Rule
    rules: list[Rule] = field(default_factory=list)
    """Due rules written beside it (trước ngày 25 tháng cuối quý; trước 30/5)."""
    fixed: list[tuple[When, bool]] = field(default_factory=list)
    """Dates with a year written beside it; True: 'trước'."""
    text: str = ""


class Recurring(Struct):
    """Thường xuyên."""


class OnRequest(Struct):
    """Đột xuất, khi có yêu cầu, theo kế hoạch của tỉnh, sau khi có hướng dẫn."""

    text: str


class ByRule(Struct):
    """Theo quy định: the date stands in another document."""

    text: str


class Continuing(Struct):
    """Và các năm tiếp theo."""


class BarePeriodic(Struct):
    """Định kỳ, with no rhythm said."""


class Window(Struct):
    """Within these stretches."""

    whens: list[When]
    how: How = How.PLAIN
    report: bool = False
    whole: bool = False
    """Cả năm, suốt quý: all through it."""
    done: bool = False
    """Hoàn thành trong ...: its end is a due date whatever began it."""


class Due(Struct):
    """By the end of each of these."""

    whens: list[When]
    before: bool = False
    report: bool = False
    how: How = How.PLAIN


class Span(Struct):
    """From one to another; ``first`` None: from the plan's first day; ``last`` None: no end said."""

    first: When | None
    last: When | None
    before: bool = False
    after: bool = False
    report: bool = False


class Rhythm(Struct):
    """Hằng quý; 2 lần/năm; định kỳ 6 tháng (trước 30/5), năm (trước 15/11); ngày 25 hằng tháng."""

    items: list[Item]
    report: bool = False
    note: str = ""


Clause = Recurring | OnRequest | ByRule | Continuing | BarePeriodic | Window | Due | Span | Rhythm
