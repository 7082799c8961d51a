"""A day in prose that no calendar has: "trước ngày 31/02". It is a slip of the pen in a deadline, never no deadline at all."""

from __future__ import annotations

import re
from calendar import monthrange

from msgspec.structs import replace

from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.deadlines.reader import read_deadline
from danvan_xl.model import Deadline, DeadlineKind

_DAY = re.compile(
    r"""(?:(?P<word>(?<!\w)(?:ngày|trước|đến|hết|từ|hạn))\s+)?
    (?<![\w/.,-])(?P<day>\d{1,2})\s?(?:[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:\s?[/.-]\s?|\s+năm\s+|/\s?)(?P<year>\d{4}))?(?![\w/]|[.,-]\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_LAST = 31
_MONTHS = 12


def impossible_day(text: str, context: DeadlineContext) -> str:
    """The first day in ``text`` that is written as one and is none, with the word before it ("trước 31/6"); '' where all are.

    Numbers that may be something else (15/30 households, 3.5) are passed over: a day is told by "ngày", by a year behind it, or,
    after "trước", "đến", "hết", "từ", "hạn", by a month that there is.
    """
    for found in _DAY.finditer(text):
        word, day, month = (found["word"] or "").lower(), int(found["day"]), int(found["month"])
        year = int(found["year"]) if found["year"] else None
        named = word == "ngày" or (year is not None and 1 <= month <= _LAST)
        if not named and not (word and 1 <= month <= _MONTHS and day <= _LAST):
            continue
        years = range(context.start.year, context.end.year + 1) if year is None else (year,)
        if not any(_is_day(day, month, each) for each in years):
            return " ".join(found.group().split())
    return ""


def deadline_of(phrase: str, words: str, context: DeadlineContext) -> Deadline:
    """A task's deadline by its ``phrase``; where that is blank and its own ``words`` name a day that there is none of, by
    that day: ``Chưa rõ``."""
    deadline = read_deadline(phrase, context)
    if not deadline.inferred or not (named := impossible_day(words, context)):
        return deadline
    read = read_deadline(named, context)
    return replace(read, kind=DeadlineKind.UNCLEAR, start=None, due=None, occurrences=())


def _is_day(day: int, month: int, year: int) -> bool:
    return 1 <= month <= _MONTHS and year >= 1 and 1 <= day <= monthrange(year, month)[1]
