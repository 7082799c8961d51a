"""What a deadline phrase is read against: the plan's days and its two rules."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from danvan_xl.model import BeforeRule, HolidayRule


class DeadlineContext(Struct, frozen=True):
    """The plan's first and last day, and how it counts (sheet ``Kế hoạch``).

    ``before_rule`` says whether "trước 05/9" still allows the 5th; ``holiday_rule`` whether a due date on a
    day off moves to the next working day. Raises ``ValueError`` when the plan ends before it starts.
    """

    start: date
    end: date
    before_rule: BeforeRule = BeforeRule.INCLUSIVE
    holiday_rule: HolidayRule = HolidayRule.KEEP

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the plan ends before it starts")
