"""A summary of an earlier period, read back by its headers as an :class:`~danvan_xl.earlier.Earlier`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from danvan_xl.earlier import Earlier, Followed, Key
from danvan_xl.language.folding import clean, fold
from danvan_xl.model import IndicatorAnswer, ModelEntry, Proposal, ScoreAnswer, Status, TaskAnswer, Where
from danvan_xl.summaries.notes import periods_in
from danvan_xl.summaries.opened import OpenedSummary, answers_in, as_date, as_decimal, open_summary
from danvan_xl.summaries.task_reviews import still_standing
from danvan_xl.terms import form
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Row, Table, find_label

T = TypeVar("T")
_OPEN = {fold(n.UNANSWERED), fold(n.CONSIDERED)}


def read_previous(path: Path) -> Earlier:
    """Read an earlier summary workbook.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read or is no summary.
    """
    return earlier_of(open_summary(path, what="tệp tổng hợp kỳ trước"))


def earlier_of(book: OpenedSummary) -> Earlier:
    """What an opened summary says of its period and of those before."""
    tasks = book.table(n.DETAIL, n.DETAIL_HEADERS)
    history = book.table(n.HISTORY, (*n.HISTORY_HEADERS, n.REMARK), at_least=3)
    return Earlier(
        book.path,
        book.identity.plan,
        book.identity.period,
        str(_label(book, m.PERIOD_NAME) or ""),
        as_date(_label(book, "Số liệu đến ngày")),
        as_date(_label(book, "Kỳ đến ngày")),
        _by_key(tasks, form.CODE, _task),
        _statuses(tasks),
        _by_key(book.table(n.DETAIL_INDICATORS, n.DETAIL_INDICATOR_HEADERS), form.SCORE_CODE, _indicator),
        _by_key(book.table(n.VERIFY, (*n.VERIFY_HEADERS, *n.VERIFY_MORE)), form.SCORE_CODE, _score),
        _by_unit(book.table(n.ADDED, n.ADDED_HEADERS), _added),
        _by_unit(book.table(n.MODELS, n.MODEL_HEADERS), _model),
        _by_unit(book.table(n.PROPOSALS, n.PROPOSAL_HEADERS), _proposal),
        _followed(book),
        () if history is None else tuple(code for _, code in periods_in(history)),
        {} if history is None else _history(history),
        still_standing(book),
        _received(book.table(n.UNITS, (form.UNIT_CODE, form.UNIT, n.RETURNED, n.RECEIVED_ON))),
        _units_of_measure(book.table(n.INDICATORS, n.INDICATOR_HEADERS)),
    )


def _units_of_measure(table: Table | None) -> dict[str, str]:
    rows = table.rows() if table is not None else ()
    return {
        row.text(form.SCORE_CODE): row.text(form.INDICATOR_UNIT) for row in rows if row.text(form.SCORE_CODE)
    }


def _label(book: OpenedSummary, label: str) -> object:
    """The value beside a label of ``Kế hoạch``; None without the sheet or the label."""
    grid = book.sheet(n.PLAN)
    place = None if grid is None else find_label(grid, label)
    return None if grid is None or place is None else grid.value(place[0], place[1] + 1)


def _by_key(table: Table | None, code: str, read: Callable[[Row], T]) -> dict[Key, T]:
    """The rows of a table by (unit, code); rows without both are passed over."""
    rows = table.rows() if table is not None else ()
    found = (((row.text(form.UNIT_CODE), row.text(code)), row) for row in rows)
    return {key: read(row) for key, row in found if key[0] and key[1]}


def _by_unit(table: Table | None, read: Callable[[Row], T | None]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in table.rows() if table is not None else ():
        if (item := read(row)) is not None:
            found.setdefault(row.text(form.UNIT_CODE), []).append(item)
    return found


def _where(row: Row, sheet: str) -> Where:
    return Where(sheet, row.index + 1)


def _task(row: Row) -> TaskAnswer:
    return TaskAnswer(
        row.text(form.CODE),
        **answers_in(row, form.TASK_ANSWERS),
        text=row.text(form.TEXT),
        where=_where(row, n.DETAIL),
    )


def _added(row: Row) -> TaskAnswer:
    return TaskAnswer("", **answers_in(row, form.TASK_ANSWERS), text=row.multiline(form.TEXT))


def _statuses(table: Table | None) -> dict[Key, Status]:
    known = {fold(status): status for status in Status}
    said = _by_key(table, form.CODE, lambda row: known.get(fold(row.text(form.STATUS))))
    return {key: status for key, status in said.items() if status is not None}


def _received(table: Table | None) -> dict[str, date]:
    days = {
        row.text(form.UNIT_CODE): as_date(row.value(n.RECEIVED_ON)) for row in (table.rows() if table else ())
    }
    return {code: day for code, day in days.items() if day is not None}


def _indicator(row: Row) -> IndicatorAnswer:
    given = answers_in(row, form.INDICATOR_ANSWERS)
    return IndicatorAnswer(row.text(form.SCORE_CODE), **given, where=_where(row, n.DETAIL_INDICATORS))


def _score(row: Row) -> ScoreAnswer:
    return ScoreAnswer(
        row.text(form.SCORE_CODE),
        not_arising=bool(row.text(m.NOT_ARISING)),
        self_score=as_decimal(row.value(form.SELF_SCORE)),
        evidence=row.multiline(form.EVIDENCE),
        explanation=row.multiline(form.EXPLANATION),
        form_max=as_decimal(row.value(form.MAX_POINTS)),
        where=_where(row, n.VERIFY),
    )


def _model(row: Row) -> ModelEntry | None:
    given = answers_in(row, form.MODEL_FIELDS)
    return ModelEntry(**given) if given["name"] else None


def _proposal(row: Row) -> Proposal | None:
    if row.text(n.RAISED):  # of a period before that one
        return None
    given = answers_in(row, form.PROPOSAL_FIELDS)
    return Proposal(**given) if given["text"] else None


def _followed(book: OpenedSummary) -> dict[Key, Followed]:
    """What became of each recommendation, those of periods before among them."""
    table, found = book.table(n.PROPOSALS, n.PROPOSAL_HEADERS), {}
    period = str(_label(book, m.PERIOD_NAME) or book.identity.period)
    for row in table.rows() if table is not None else ():
        given = answers_in(row, form.PROPOSAL_FIELDS)
        said, state = row.multiline(n.ANSWER), row.text(n.ANSWER_STATE)
        if not given["text"]:
            continue
        shown = state or (n.ANSWERED if said else n.UNANSWERED)
        told = f"{period}: {shown}" + (f" “{said}”" if said else "")
        if not said and not state:  # nothing new: what was told before still holds
            told = row.multiline(n.EARLIER) or told
        found[row.text(form.UNIT_CODE), clean(given["text"])] = Followed(
            Proposal(**given), row.text(n.RAISED) or period, told, fold(shown) in _OPEN
        )
    return found


def _history(table: Table) -> dict[Key, dict[str, Decimal]]:
    found = {}
    for row in table.rows():
        cells = {period: table.grid.value(row.index, col) for col, period in periods_in(table)}
        figures = {
            period: number for period, cell in cells.items() if (number := as_decimal(cell)) is not None
        }
        if figures:
            found[row.text(form.UNIT_CODE), row.text(n.MEASURE)] = figures
    return found
