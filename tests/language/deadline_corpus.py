"""The corpus of deadline phrases as data (``corpus/deadlines.txt`` says how it is written)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_xl.language.deadlines import DeadlineContext
from danvan_xl.model import BeforeRule, DeadlineKind, HolidayRule

CORPUS = Path(__file__).parent / "corpus" / "deadlines.txt"

KINDS = {
    "D": DeadlineKind.DATED,
    "T": DeadlineKind.RECURRING,
    "P": DeadlineKind.PERIODIC,
    "Q": DeadlineKind.ON_REQUEST,
    "?": DeadlineKind.UNCLEAR,
}
_SECTION = re.compile(r"\[(\S+) - ([^;\]]+)(?:; (.+))?\]")


@dataclass(frozen=True, slots=True)
class Example:
    """One phrase, its plan, and what a person reads in it."""

    phrase: str
    context: DeadlineContext
    kind: DeadlineKind
    start: date | None
    due: date | None
    occurrences: tuple[date, ...]
    continuing: bool
    assumed: bool
    reason: str


def _day(text: str, context: DeadlineContext) -> date | None:
    if text in "^$-":
        return {"^": context.start, "$": context.end, "-": None}[text]
    day, month, *year = (int(part) for part in text.split("/"))
    return date(year[0] if year else context.start.year, month, day)


def examples() -> list[Example]:
    """Every line of the corpus."""
    found: list[Example] = []
    context: DeadlineContext | None = None
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if section := _SECTION.fullmatch(line.strip()):
            first, last = (date(*reversed([int(n) for n in text.split("/")])) for text in section.group(1, 2))
            rules = section[3] or ""
            context = DeadlineContext(
                first,
                last,
                BeforeRule.EXCLUSIVE if "không kể" in rules else BeforeRule.INCLUSIVE,
                HolidayRule.NEXT_WORKING_DAY if "ngày làm việc" in rules else HolidayRule.KEEP,
            )
            continue
        assert context is not None
        phrase, expected = line.rsplit(" = ", 1) if " = " in line else (line.removesuffix(" ="), "")
        found.append(_example(phrase.replace("\\n", "\n"), expected, context))
    return found


def _example(phrase: str, expected: str, context: DeadlineContext) -> Example:
    kind = KINDS[expected[0]]
    if kind is DeadlineKind.UNCLEAR:
        return Example(phrase, context, kind, None, None, (), False, False, expected[1:].strip())
    window, _, rest = expected[1:].partition("|")
    dates, _, flags = rest.partition("|")
    start, _, due = window.strip().partition("..")
    occurrences = tuple(_day(text.strip(), context) for text in dates.split(",") if text.strip())
    assert None not in occurrences
    return Example(
        phrase,
        context,
        kind,
        _day(start, context) if start else None,
        _day(due, context) if due else None,
        occurrences,  # type: ignore[arg-type]
        "tiếp" in flags,
        "ghi" in flags,
        "",
    )
