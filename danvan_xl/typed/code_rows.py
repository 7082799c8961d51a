"""Rows of ``Chấm điểm`` and ``Số liệu``: one row a code, matched as in ``Nhiệm vụ``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.language.measures import UNIT_CONVERTED, UNIT_MISMATCH, factor
from danvan_xl.language.numbers import NUMBER_NOT_WHOLE, plain, read_number
from danvan_xl.language.showing import shown
from danvan_xl.model import Criterion, Indicator, IndicatorAnswer, NumberKind, ScoreAnswer
from danvan_xl.rules.scoring.kinds import KINDS, Entry
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, headers, to_fill
from danvan_xl.typed.cells import CellReader, tidy
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.fields import read_row, standing
from danvan_xl.typed.joining import disowned, joined
from danvan_xl.typed.row_text import by_text, of_another

A = TypeVar("A", ScoreAnswer, IndicatorAnswer)
I = TypeVar("I", Criterion, Indicator)  # noqa: E741
_BY_OPTION = tuple(field for field in h.SCORE_ANSWERS if field.attribute != "self_score")
_BY_NUMBER = tuple(field for field in h.SCORE_ANSWERS if field.attribute != "choice")


_NOTHING: Final[tuple[str, dict[str, Any]]] = ("", {})
"""Of a row that says nothing of any item."""


def read_scores(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, ScoreAnswer]:
    """Read ``Chấm điểm``; every criterion of the form that the plan knows, blank ones too."""
    way = _Way(h.SCORE_FIELDS, h.SCORE_CODE, _score_values, ScoreAnswer)
    return _read(cells, context, context.master.criteria, way, outdated)


def read_indicators(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, IndicatorAnswer]:
    """Read ``Số liệu``."""
    way = _Way(h.INDICATOR_FIELDS, h.IN_PERIOD, _indicator_values, IndicatorAnswer)
    return _read(cells, context, context.master.indicators, way, outdated)


class _Way(Struct, Generic[A, I], frozen=True):
    """How the rows of one of the tables are read."""

    table: Fields
    key: str
    """The header under whose cell a row's answer stands."""
    values: Callable[[CellReader, int, I], dict[str, Any]]
    """The answer's fields from one row, but for its code and where it stands."""
    make: Callable[..., A]


def _read(
    cells: CellReader, context: ReadingContext, items: Sequence[I], way: _Way[A, I], outdated: bool
) -> dict[str, A]:
    keys, fields = headers(way.table[:2]), to_fill(way.table)
    inputs = headers(fields)
    by_code = {fold(item.code): item for item in items}
    texts = by_text(items)
    columns, grid = cells.table.columns, cells.sheet.grid
    found: dict[str, A] = {}
    rows_of: dict[str, int] = {}
    later: list[tuple[int, str, str]] = []

    def values_of(row: int, item: I, text: str) -> dict[str, Any]:
        values = way.values(cells, row, item)
        if text and fold(text) != fold(item.text):
            other = of_another(text, item, texts)
            if other is not None:
                cells.add("row-mismatch", row, keys[1], shown(text), other.code, item=item.code)
                values |= disowned(values, fields)
            elif not outdated:
                cells.add("task-text-changed", row, keys[1], shown(text), item=item.code)
        return values

    def take(row: int, code: str, values: dict[str, Any]) -> None:
        answer = way.make(code, **values, **standing(cells, row, way.key))
        known, first = found.get(code), rows_of.setdefault(code, row)
        found[code] = answer if known is None else joined(cells, row, first, known, answer, fields)

    layout = cells.layout
    lines = {} if layout is None else cells.sheet.lines
    known_rows = {} if layout is None else context.rows_read((layout, outdated))
    for row in cells.rows():
        line = lines.get(row)
        if line is not None and (past := known_rows.get(line)) is not None:
            if past is not _NOTHING:
                take(row, *past)
            continue
        code = tidy(grid.value(row, columns[keys[0]])) if keys[0] in columns else ""
        text = tidy(grid.value(row, columns[keys[1]])) if keys[1] in columns else ""
        if fold(code) == fold(keys[0]):
            continue  # a header repeated further down
        item = by_code.get(fold(code)) if code else None
        if item is not None:
            told = cells.told
            values = values_of(row, item, text)
            if line is not None and cells.told == told:
                known_rows[line] = item.code, values
            take(row, item.code, values)
        elif cells.given(row, inputs):
            later.append((row, code, text))
        elif line is not None:
            known_rows[line] = _NOTHING
    for row, code, text in later:
        same = texts.get(fold(text)) if text else None
        if same is not None and (not code or fold(code) not in by_code):
            cells.add("row-matched-by-text", row, keys[0], code, item=same.code)
            take(row, same.code, values_of(row, same, text))
        elif code or text:
            kind = "row-dropped" if outdated and code else "row-unknown"
            said = "; ".join(
                f"{header}: {shown(value)}"
                for header in inputs
                if (value := grid.value(row, columns.get(header, -1))) is not None
            )
            cells.add(kind, row, keys[0], code or shown(text), said)
    return found


def score_in(cells: CellReader, row: int, item: Criterion) -> ScoreAnswer:
    """What one row says of a criterion."""
    return ScoreAnswer(item.code, **_score_values(cells, row, item), **standing(cells, row, h.SCORE_CODE))


def _score_values(cells: CellReader, row: int, item: Criterion) -> dict[str, Any]:
    fields = _BY_OPTION if KINDS[item.kind].ENTRY is Entry.OPTION else _BY_NUMBER
    form_max = _printed_maximum(cells, row, item)
    manners = {"self_score": {"unit": "điểm", "out_of": item.max_points, "negative": True}}
    return {"form_max": form_max, **read_row(cells, row, fields, manners)}


def _printed_maximum(cells: CellReader, row: int, item: Criterion) -> Decimal | None:
    printed = cells.sheet.grid.value(row, cells.table.columns.get(h.MAX_POINTS, -1))
    if printed is None:
        return None
    form_max = read_number(printed).value
    if form_max is not None and form_max != item.max_points:
        note = f"kế hoạch là {shown(item.max_points)}"
        cells.add("max-changed", row, h.MAX_POINTS, shown(printed), note, item=item.code)
    return form_max


def indicator_in(cells: CellReader, row: int, item: Indicator, printed: str) -> IndicatorAnswer:
    """What one row says of an indicator; ``printed``: in which unit of measure it asks."""
    values = _measured(cells, row, item, printed)
    return IndicatorAnswer(item.code, **values, **standing(cells, row, h.IN_PERIOD))


def _indicator_values(cells: CellReader, row: int, item: Indicator) -> dict[str, Any]:
    printed = tidy(cells.sheet.grid.value(row, cells.table.columns.get(h.INDICATOR_UNIT, -1)))
    return _measured(cells, row, item, printed)


def _measured(cells: CellReader, row: int, item: Indicator, printed: str) -> dict[str, Any]:
    times = factor(printed, item.unit) if printed and item.unit else Decimal(1)
    manner = {
        "percent": item.kind is NumberKind.RATE,
        "whole": item.kind is NumberKind.WHOLE and times == 1,
        "unit": item.unit if times == 1 else printed,
    }
    manners = {field.attribute: manner for field in h.INDICATOR_ANSWERS}
    values = read_row(cells, row, h.INDICATOR_ANSWERS, manners)
    return values if times == 1 else _recounted(cells, row, item, values, printed, times)


def _recounted(
    cells: CellReader, row: int, item: Indicator, values: dict[str, Any], printed: str, times: Decimal | None
) -> dict[str, Any]:
    """Numbers of a row whose Đơn vị tính was retyped: counted in the plan's unit, blank where that cannot be."""
    changes: dict[str, Any] = {}
    unread = values["unread"]
    for field in h.INDICATOR_ANSWERS:
        number = values[field.attribute]
        if not isinstance(number, Decimal):
            continue
        new = None if times is None else plain(number * times)
        note = f"cột “{h.INDICATOR_UNIT}” của phiếu ghi “{printed}”, kế hoạch là “{item.unit}”"
        if new is None:
            code = UNIT_MISMATCH
        elif item.kind is NumberKind.WHOLE and new != new.to_integral_value():
            code, note, new = NUMBER_NOT_WHOLE, "", None
        else:
            code, note = UNIT_CONVERTED, f"{note}; lấy {shown(new)}"
        if new is None:
            unread |= {field.attribute}
        changes[field.attribute] = new
        cells.add(code, row, field.header, shown(number), note)
    return {**values, **changes, "unread": unread}
