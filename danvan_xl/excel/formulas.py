"""What the worksheet functions work out, without Excel: one value in, one value out. :mod:`.functions` binds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from danvan_xl.language.folding import clean, fold
from danvan_xl.model import Band, Deadline, DeadlineKind, Plan, TaskAnswer

CHECK_AGAIN = "kiểm tra lại"
"""What stands in place of a result when an argument cannot be read, as in the sheets' own formulas."""


def deadline_of(phrase: Any, start: Any = None, end: Any = None) -> Deadline | None:
    """A phrase of Thời gian thực hiện, read in a plan from ``start`` to ``end`` (default: this calendar year).

    A real date is a due date. None when ``start`` or ``end`` cannot be read.
    """
    from danvan_xl.language.deadlines import DeadlineContext, read_deadline

    first, last = _plan_days(start, end)
    if first is None or last is None or last < first:
        return None
    if isinstance(phrase, date):
        day = phrase.date() if isinstance(phrase, datetime) else phrase
        return Deadline(f"{day:%d/%m/%Y}", DeadlineKind.DATED, start=min(first, day), due=day)
    text = clean(str(phrase)) if phrase is not None else ""
    return read_deadline(text, DeadlineContext(first, last))


def _plan_days(start: Any, end: Any) -> tuple[date | None, date | None]:
    first, last = _day(start), _day(end)
    if first is CHECK_AGAIN or last is CHECK_AGAIN:
        return None, None
    year = (
        first.year if isinstance(first, date) else last.year if isinstance(last, date) else date.today().year
    )
    return (
        first if isinstance(first, date) else date(year, 1, 1),
        last if isinstance(last, date) else date(year, 12, 31),
    )


def _day(value: Any) -> date | str | None:
    """A cell as a date, None when blank, :data:`CHECK_AGAIN` when it is none. Excel hands dates over as dates or numbers."""
    from danvan_xl.language.dates import read_date

    if value is None or value == "":
        return None
    reading = read_date(value)
    if reading.value is None:
        return CHECK_AGAIN if reading.issues else None
    return reading.value


def due_of(phrase: Any, start: Any = None, end: Any = None) -> datetime | str:
    """The due date of a phrase; '' when it has none (on request), 'Chưa rõ' when it is not understood."""
    if phrase in (None, ""):
        return ""
    deadline = deadline_of(phrase, start, end)
    if deadline is None:
        return CHECK_AGAIN
    if deadline.kind is DeadlineKind.UNCLEAR:
        return deadline.kind.value
    day = deadline.due
    return datetime(day.year, day.month, day.day) if day is not None else ""


def kind_of(phrase: Any, start: Any = None, end: Any = None) -> str:
    """Loại thời hạn of a phrase; '' for a blank."""
    if phrase in (None, ""):
        return ""
    deadline = deadline_of(phrase, start, end)
    return CHECK_AGAIN if deadline is None else deadline.kind.value


def status_of(
    kind: Any,
    start: Any,
    due: Any,
    progress: Any,
    completed_on: Any,
    as_of: Any,
    quantity: Any = None,
    result: Any = None,
) -> str:
    """Tình trạng of a task at ``as_of`` by the program's own rule; '' for a row without kind, start and due.

    ``kind`` is a Loại thời hạn or a phrase, which is then read between ``start`` and ``due``.
    """
    from danvan_xl.rules.status import evaluate

    if all(value in (None, "") for value in (kind, start, due)):
        return ""
    first, last, done, day = (_day(value) for value in (start, due, completed_on, as_of))
    amounts = [_number(progress, percent=True), _number(quantity)]
    if CHECK_AGAIN in (first, last, done, *amounts) or not isinstance(day, date):
        return CHECK_AGAIN
    deadline = _deadline(kind, first, last, day)
    if deadline is None or (deadline.kind is DeadlineKind.DATED and deadline.due is None):
        return CHECK_AGAIN
    answer = TaskAnswer(
        "",
        progress=amounts[0],  # type: ignore[arg-type]
        completed_on=done,  # type: ignore[arg-type]
        quantity=amounts[1],  # type: ignore[arg-type]
        result=clean(str(result)) if result is not None else "",
    )
    plan = Plan("", "", date(1900, 1, 1), date(2999, 12, 31))
    return evaluate(deadline, answer, as_of=day, plan=plan).status.value


def _deadline(kind: Any, start: Any, due: Any, as_of: date) -> Deadline | None:
    known = {fold(item.value): item for item in DeadlineKind}
    text = clean(str(kind)) if kind is not None and not isinstance(kind, date) else ""
    named = known.get(fold(text)) if text else (DeadlineKind.DATED if due else None)
    if named is None:
        return deadline_of(kind, start or date(as_of.year, 1, 1), due or date(as_of.year, 12, 31))
    if named is DeadlineKind.PERIODIC and due is None:
        return None
    occurrences = (due,) if named is DeadlineKind.PERIODIC else ()
    return Deadline(text, named, start=start, due=due, occurrences=occurrences)


def _number(value: Any, *, percent: bool = False) -> Decimal | str | None:
    """A number as the sheets' formulas take it: text that looks like a number is :data:`CHECK_AGAIN`, as there."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return CHECK_AGAIN
    number = Decimal(str(value))
    if number < 0 or (percent and number > 100):
        return CHECK_AGAIN
    return number


def band_for(score: Any, table: Sequence[Sequence[Any]] | None = None) -> str:
    """Xếp loại of a total by a table of (band, threshold) rows; without one by the sample scheme. '' for a blank score."""
    from danvan_xl.rules.scoring.arithmetic import round_points
    from danvan_xl.rules.scoring.bands import band_of

    if score in (None, ""):
        return ""
    total = _number(score)
    bands = _bands(table) if table else _sample_bands()
    if not isinstance(total, Decimal) or not bands:
        return CHECK_AGAIN
    name, _ = band_of(round_points(total), bands)
    return name or "Không xếp loại"


def _bands(table: Sequence[Sequence[Any]]) -> list[Band]:
    bands = []
    for row in table:
        name = clean(str(row[0])) if row and row[0] is not None else ""
        threshold = row[1] if len(row) > 1 else None
        try:
            number = None if isinstance(threshold, bool) or threshold is None else Decimal(str(threshold))
        except InvalidOperation:
            number = None  # the header row, or a threshold typed as text
        if name and number is not None:
            bands.append(Band(name, number))
    return bands


def _sample_bands() -> list[Band]:
    from danvan_xl.plans.templates import sample_scheme

    return list(sample_scheme().bands)


def normalised(text: Any, font: Any = None) -> Any:
    """Text in composed Unicode without stray spaces; from TCVN3 or VNI when ``font`` says so ('.VnTime', 'VNI-Times', or
    just 'TCVN3', 'VNI'). Numbers and dates stay what they are."""
    from danvan_xl.language.legacy import decode

    if not isinstance(text, str):
        return text
    name = str(font or "").strip()
    name = {"TCVN3": ".VnTime", "VNI": "VNI-Times"}.get(name.upper(), name)
    decoded = decode(text, name) if name else None
    return clean(decoded if decoded is not None else text)
