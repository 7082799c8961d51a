"""Which year: stretches of time, placed in the plan.

A year that is written is kept as written, inside the plan or not. A year that is not written is shared by the list
it stands in ("Quý III, IV/2025", "10/5, 10/11/2025"), else it is the only year in which the stretch meets the plan;
where none or several do, the phrase is ``Chưa rõ``. Impossible days are never bent into possible ones.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct, field

from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.deadlines.terms import NotUnderstood, Shape, When
from danvan_xl.language.working_days import next_working_day
from danvan_xl.model import BeforeRule, HolidayRule

NEAR_YEARS = 5
"""A month or day further than this from the plan is more likely a typing error (2052 for 2025)."""
STAGE_YEARS = 10
"""Whole years (giai đoạn 2021-2030) may lie further away."""

MARKS = frozenset({"timed", "twelve"})
"""Notes on a stretch that are for the grammar, not for people: an hour was said; it was 12 tháng."""

Stretch = tuple[date, date]


def shown(day: date) -> str:
    """As an office writes it: 05/9/2025 with a leading zero below 10 and in months 1 and 2 (Nghị định 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


class Resolver(Struct):
    """Places stretches in the plan of ``context``; collects in ``notes`` what was assumed (Vietnamese)."""

    context: DeadlineContext
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Remember an assumption, once."""
        if text and text not in self.notes:
            self.notes.append(text)

    # --- one year ------------------------------------------------------------------------------

    def in_year(self, when: When, year: int) -> Stretch:
        """The stretch in a year; an impossible day is :class:`NotUnderstood`."""
        try:
            return when.in_year(year)
        except ValueError:
            raise NotUnderstood(f"Năm {year} không có ngày {when.d1}/{when.m1}.") from None

    def _written(self, when: When) -> Stretch:
        assert when.year is not None
        first, last = when.year, when.last_year or when.year
        plan = self.context
        reach = STAGE_YEARS if when.shape is Shape.YEAR else NEAR_YEARS
        if (
            last < plan.start.year - reach
            or first > plan.end.year + reach
            or last > plan.end.year + STAGE_YEARS
        ):
            raise NotUnderstood(
                f"Năm trong “{when.text}” cách xa thời gian của kế hoạch, có thể gõ nhầm; hãy kiểm tra lại năm."
            )
        return self.in_year(when, first)

    def _fitting(self, when: When) -> Stretch:
        """The only year of the plan in which the stretch meets it."""
        plan = self.context
        if when.shape is Shape.YEAR:
            if plan.start.year != plan.end.year:
                raise NotUnderstood(
                    f"Kế hoạch kéo dài qua nhiều năm, chưa rõ “{when.text}” là năm nào; hãy ghi rõ năm."
                )
            first, last = self.in_year(when, plan.start.year)
            if when.note == "twelve" and plan.start > first:
                raise NotUnderstood("“12 tháng” dài hơn thời gian của kế hoạch; hãy ghi rõ từ ngày nào.")
            return max(first, plan.start), last
        found: list[Stretch] = []
        impossible: NotUnderstood | None = None
        for year in range(plan.start.year, plan.end.year + 1):
            try:
                first, last = self.in_year(when, year)
            except NotUnderstood as error:
                impossible = error
                continue
            if first <= plan.end and last >= plan.start:
                found.append((first, last))
        if len(found) == 1:
            return found[0]
        if found:
            years = " hoặc ".join(str(first.year) for first, _ in found)
            raise NotUnderstood(f"“{when.text}” có thể thuộc năm {years}; hãy ghi rõ năm.")
        raise impossible or NotUnderstood(
            f"“{when.text}” không ghi năm và không nằm trong thời gian của kế hoạch"
            f" ({shown(plan.start)} - {shown(plan.end)}); hãy ghi rõ năm."
        )

    def one(self, when: When) -> Stretch:
        """First and last day of one stretch."""
        self.check(when)
        found = self._fitting(when) if when.year is None else self._written(when)
        self.note(when.note if when.note not in MARKS else "")
        return found

    def check(self, when: When) -> None:
        """Refuse what only other words could complete."""
        if when.shape is Shape.DAY_OF_MONTH:
            raise NotUnderstood(f"“{when.text}” không nói tháng nào; hãy ghi ngày/tháng/năm.")

    # --- lists and ranges ----------------------------------------------------------------------

    def many(self, whens: list[When]) -> list[Stretch]:
        """All of a list, in its order, which must ascend."""
        for when in whens:
            self.check(when)
        found: list[Stretch] = []
        later: Stretch | None = None
        written = False  # a year stands further right in the list
        for when in reversed(whens):
            written = written or when.year is not None
            if when.year is not None or later is None or not written:
                stretch = self.one(when)
            else:
                self.note(when.note if when.note not in MARKS else "")
                stretch = self._sharing(when, later)
            if later is not None and stretch[0] >= later[0]:
                raise NotUnderstood(
                    "Các mốc không theo thứ tự thời gian, chưa rõ thuộc năm nào; hãy ghi rõ năm cho từng mốc."
                )
            found.append(stretch)
            later = stretch
        found.reverse()
        return found

    def _sharing(self, when: When, later: Stretch) -> Stretch:
        """The year of the next one in the list, where that keeps the order; else the plan decides."""
        if when.shape is not Shape.YEAR:
            try:
                stretch = when.in_year(later[0].year)
            except ValueError:
                raise NotUnderstood(f"Năm {later[0].year} không có ngày {when.d1}/{when.m1}.") from None
            if stretch[0] < later[0]:
                return stretch
        return self._fitting(when)

    def span(self, first: When | None, last: When | None) -> tuple[date, date | None]:
        """From the first day of one to the last day of another; ``first`` None is the plan's first day.

        An end without a year follows the beginning's; a beginning without one precedes the end, in the same
        year or, where it would come after the end (tháng 11 - tháng 2/2026), in the year before.
        """
        if first is None:
            return self.context.start, None if last is None else self.one(last)[1]
        if first.shape is Shape.DAY_OF_MONTH and last is not None and last.shape is Shape.DAY:
            first = When(
                Shape.DAY, last.m1, first.d1, last.m1, first.d1, last.year, text=f"{first.d1}/{last.m1}"
            )
        if last is None:
            return self.one(first)[0], None
        self.check(first)
        self.check(last)
        if last.year is None and first.year is not None:
            start = self.one(first)[0]
            for year in (start.year, start.year + 1):
                ending = self.in_year(last, year)
                if ending[1] >= start and (year == start.year or ending[1] <= self.context.end):
                    return start, ending[1]
            raise NotUnderstood(f"Chưa rõ “{last.text}” thuộc năm nào; hãy ghi rõ năm.")
        end = self.one(last)[1]
        if first.year is not None:
            return self.one(first)[0], end
        if first.shape is Shape.YEAR:
            return self._fitting(first)[0], end
        start = self.in_year(first, end.year)[0]
        if start > end:
            start = self.in_year(first, end.year - 1)[0]
            if not self.context.start <= start:
                raise NotUnderstood(f"Chưa rõ “{first.text}” thuộc năm nào; hãy ghi rõ năm.")
        plan = self.context
        if last.year is None and start < plan.start and plan.start.year != plan.end.year:
            raise NotUnderstood(f"Chưa rõ “{first.text}” thuộc năm nào; hãy ghi rõ năm.")
        self.note(first.note if first.note not in MARKS else "")
        return start, end

    # --- the plan's two rules ------------------------------------------------------------------

    def before(self, day: date, before: bool) -> date:
        """The last day allowed: "trước 05/9" is the 5th, or the 4th where the plan says ``Không kể``."""
        if before and self.context.before_rule is BeforeRule.EXCLUSIVE:
            return day - timedelta(days=1)
        return day

    def working(self, day: date) -> date:
        """The due date after the plan's rule for days off (điều 148 khoản 5 Bộ luật Dân sự)."""
        if self.context.holiday_rule is not HolidayRule.NEXT_WORKING_DAY:
            return day
        moved = next_working_day(day)
        if moved != day:
            self.note(f"Hạn {shown(day)} là ngày nghỉ, chuyển sang {shown(moved)}.")
        return moved
