"""What a person typed into a summary workbook, read as a :class:`~danvan_xl.review.Review`.

``consolidate`` onto the same file reads this first, so that nothing typed is lost (contract, 2.3).
Everything is found by header text; sorting, filtering or moving columns does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import Finding, finding
from danvan_xl.language.folding import fold
from danvan_xl.language.numbers import read_number
from danvan_xl.language.showing import as_text
from danvan_xl.review import Correction, Key, Review, Seen
from danvan_xl.sheets.summary.drawn import Drawn
from danvan_xl.summaries.notes import left_verification, settled_of
from danvan_xl.summaries.opened import OpenedSummary, as_date, open_summary
from danvan_xl.summaries.task_reviews import read_task_reviews
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Row, Table
from danvan_xl.workbooks.opening.seen import settled

SHEETS = (n.VERIFY, n.TASK_VERIFY, n.CORRECTIONS, n.PLAN, n.OVERVIEW, n.LOG, n.LEFT)
"""What a person types into, and where the identity stands."""


def read_review(path: Path) -> Review:
    """Read what a person typed into the summary at ``path``.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read or is no summary.
    """
    return review_of(open_summary(path, only=SHEETS))


def review_of(book: OpenedSummary) -> Review:
    """What a person typed into an opened summary."""
    table = book.table(n.VERIFY, (*n.VERIFY_HEADERS, *n.VERIFY_MORE, *n.VERIFY_HIDDEN), at_least=5)
    if table is not None and table.missing((h.UNIT_CODE, h.SCORE_CODE, n.VERIFIED)):
        table = None
    rows = _Rows() if table is None else _read_verification(table, book.path.name)
    if table is None and book.sheet(n.POINTS) is not None:
        rows.findings.append(finding("verified-sheet-missing", file=book.path.name, value=book.path.name))
    rows.findings += _not_found(book)
    _read_left(book, rows)
    tasks, unread = read_task_reviews(book)
    return Review(
        book.identity.plan,
        book.identity.period,
        rows.verified,
        rows.reasons,
        rows.states,
        rows.seen,
        rows.unread,
        tuple(_corrections(book.table(n.CORRECTIONS, n.CORRECTION_HEADERS, at_least=4))),
        (*rows.findings, *unread),
        settled_of(book),
        tasks,
    )


_TYPED_INTO = (
    (n.TASK_VERIFY, n.TASKS, n.TASK_VERIFY_HEADERS, (h.UNIT_CODE, h.CODE, n.VERDICT, n.EXTENDED, n.REASON)),
    (n.CORRECTIONS, n.OVERVIEW, n.CORRECTION_HEADERS, (n.PATH, n.SHEET, n.CELL, n.RIGHT_VALUE)),
    (n.LOG, n.OVERVIEW, (n.LEVEL, n.FINDING, n.PATH, n.SETTLED), (n.LEVEL, n.FINDING, n.PATH, n.SETTLED)),
)
"""Sheets that people type into, each with the sheet that stands where it must, its headers and those that it needs."""


def _not_found(book: OpenedSummary) -> Iterator[Finding]:
    """What was typed into cannot be read any more: the sheet is gone, or a header; ``Thẩm định`` has a finding of its own."""
    overview = book.sheet(n.OVERVIEW)
    if overview is None or Drawn.in_grid(overview) is None:
        return  # written before summaries had all of these sheets
    for sheet, beside, headers, needed in _TYPED_INTO:
        grid = book.sheet(sheet)
        if grid is None:
            note = f"không thấy trang tính “{sheet}” (đã xóa?)" if book.sheet(beside) is not None else ""
        else:
            table = book.table(sheet, headers)
            missing = needed if table is None else table.missing(needed)
            columns = ", ".join(f"“{header}”" for header in missing)
            note = f"trang tính “{grid.name}” thiếu cột {columns}" if missing else ""
        if note:
            yield finding(
                "typed-sheet-missing", file=book.path.name, value=book.path.name, note=note, sheet=sheet
            )


class _Rows(Struct):
    """What the rows of ``Thẩm định`` say, by unit and criterion."""

    verified: dict[Key, Decimal] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)
    states: dict[Key, str] = field(default_factory=dict)
    seen: dict[Key, Seen] = field(default_factory=dict)
    unread: dict[Key, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _read_verification(table: Table, file: str) -> _Rows:
    rows = _Rows()
    for row in table.rows():
        key = (row.text(h.UNIT_CODE), row.text(h.SCORE_CODE))
        if not key[0] or not key[1]:
            continue
        if reason := row.multiline(n.REASON):
            rows.reasons[key] = reason
        if state := row.text(n.STATE):
            rows.states[key] = _state(state)
        _read_score(row, key, rows, file)
    return rows


def _read_left(book: OpenedSummary, rows: _Rows) -> None:
    """What was typed for rows that were gone: it counts again where the row is back."""
    for (unit, code), header, value in left_verification(book):
        key = (unit, code)
        if header == n.REASON:
            rows.reasons.setdefault(key, as_text(value))
        elif header == n.STATE:
            rows.states.setdefault(key, _state(as_text(value)))
        elif (number := _number(value)) is not None:
            rows.verified.setdefault(key, number)


def _read_score(row: Row, key: Key, rows: _Rows, file: str) -> None:
    value, state = settled(row.seen(n.VERIFIED)), rows.states.get(key, "")
    if value is None:
        # Approved as it stands, or approved so before and to be looked at again.
        if state == n.DONE or (state == n.VERIFYING and row.value(n.SEEN_SELF) is not None):
            rows.seen[key] = _seen(row, None, state)
        return
    number = _number(value)
    if number is not None:
        rows.verified[key] = number
        rows.seen[key] = _seen(row, number, state)
        return
    rows.unread[key] = str(value)
    rows.findings.append(
        finding(
            "verified-not-number",
            file=file,
            sheet=row.table.grid.name,
            cell=row.cell(n.VERIFIED),
            value=value,
            unit=key[0],
            row=key[1],
        )
    )


def _seen(row: Row, verified: Decimal | None, state: str) -> Seen:
    """Which self score and points the reviewer saw: those recorded before, or those beside the new score.

    A verified score that differs from the one written last, or a row to look at again that was closed
    (``Hoàn thành``), was judged on what the sheet shows now.
    """
    judged_now = (
        row.value(n.SEEN_SELF) is None
        or _number(row.value(n.WRITTEN)) != verified
        or (bool(row.text(n.TO_CHECK)) and state == n.DONE)
    )
    columns = (h.SELF_SCORE, h.POINTS) if judged_now else (n.SEEN_SELF, n.SEEN_POINTS)
    numbers = [_number(row.value(column)) for column in columns]
    return Seen(numbers[0], numbers[1], row.text(n.BASIS if judged_now else n.SEEN_BASIS) or None)


def _state(text: str) -> str:
    return next((state for state in n.STATES if fold(state) == fold(text)), text)


def _number(value: Any) -> Decimal | None:
    """A score as typed or as stored: 8.5, '8,5'; None for a blank, 'trống' or text that is no number."""
    if value is None or isinstance(value, bool | date):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(round(value, 6))).normalize() + 0
    return read_number(value).value


def _corrections(table: Table | None) -> Iterator[Correction]:
    for row in table.rows() if table is not None else ():
        file = row.text(n.PATH)
        if any(row.value(header) is not None for header in n.CORRECTION_HEADERS[:-2]):
            when = row.value(n.CORRECTED_ON)
            yield Correction(
                file=file,
                unit=row.text(h.UNIT_CODE),
                period=row.text(h.PERIOD),
                sheet=row.text(n.SHEET),
                cell=row.text(n.CELL).upper().replace("$", ""),
                value=settled(row.seen(n.RIGHT_VALUE)),
                who=row.text(n.CORRECTED_BY),
                when=as_date(when) or when,
                why=row.multiline(n.CORRECTED_WHY),
                stood=row.text(n.STOOD),
                row=row.index + 1,
            )
