"""Rows of ``Chấm điểm`` and ``Số liệu``: one row a code, matched as in ``Nhiệm vụ``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

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


def read_scores(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, ScoreAnswer]:
    """Read ``Chấm điểm``; every criterion of the form that the plan knows, blank ones too."""
    return _read(
        cells,
        context.master.criteria,
        h.SCORE_FIELDS,
        lambda row, item: score_in(cells, row, item),
        outdated,
    )


def read_indicators(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, IndicatorAnswer]:
    """Read ``Số liệu``."""
    return _read(
        cells,
        context.master.indicators,
        h.INDICATOR_FIELDS,
        lambda row, item: _indicator(cells, row, item),
        outdated,
    )


def _read(
    cells: CellReader,
    items: Sequence[I],
    table: Fields,
    read: Callable[[int, I], A],
    outdated: bool,
) -> dict[str, A]:
    keys, fields = headers(table[:2]), to_fill(table)
    inputs = headers(fields)
    by_code = {fold(item.code): item for item in items}
    texts = by_text(items)
    columns, grid = cells.table.columns, cells.sheet.grid
    found: dict[str, A] = {}
    rows_of: dict[str, int] = {}
    later: list[tuple[int, str, str]] = []

    def take(row: int, item: I, text: str) -> None:
        answer = read(row, item)
        if text and fold(text) != fold(item.text):
            other = of_another(text, item, texts)
            if other is not None:
                cells.add("row-mismatch", row, keys[1], shown(text), other.code, item=item.code)
                answer = disowned(answer, fields)
            elif not outdated:
                cells.add("task-text-changed", row, keys[1], shown(text), item=item.code)
        known, first = found.get(item.code), rows_of.setdefault(item.code, row)
        found[item.code] = answer if known is None else joined(cells, row, first, known, answer, fields)

    for row in cells.rows():
        code = tidy(grid.value(row, columns[keys[0]])) if keys[0] in columns else ""
        text = tidy(grid.value(row, columns[keys[1]])) if keys[1] in columns else ""
        if fold(code) == fold(keys[0]):
            continue  # a header repeated further down
        known = by_code.get(fold(code)) if code else None
        if known is not None:
            take(row, known, text)
        elif cells.given(row, inputs):
            later.append((row, code, text))
    for row, code, text in later:
        same = texts.get(fold(text)) if text else None
        if same is not None and (not code or fold(code) not in by_code):
            cells.add("row-matched-by-text", row, keys[0], code, item=same.code)
            take(row, same, text)
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
    fields = _BY_OPTION if KINDS[item.kind].ENTRY is Entry.OPTION else _BY_NUMBER
    form_max = _printed_maximum(cells, row, item)
    manners = {"self_score": {"unit": "điểm", "out_of": item.max_points, "negative": True}}
    values = read_row(cells, row, fields, manners)
    place = standing(cells, row, h.SCORE_CODE)
    return ScoreAnswer(item.code, form_max=form_max, **values, **place)


def _printed_maximum(cells: CellReader, row: int, item: Criterion) -> Decimal | None:
    printed = cells.sheet.grid.value(row, cells.table.columns.get(h.MAX_POINTS, -1))
    if printed is None:
        return None
    form_max = read_number(printed).value
    if form_max is not None and form_max != item.max_points:
        note = f"kế hoạch là {shown(item.max_points)}"
        cells.add("max-changed", row, h.MAX_POINTS, shown(printed), note, item=item.code)
    return form_max


def _indicator(cells: CellReader, row: int, item: Indicator) -> IndicatorAnswer:
    printed = tidy(cells.sheet.grid.value(row, cells.table.columns.get(h.INDICATOR_UNIT, -1)))
    return indicator_in(cells, row, item, printed)


def indicator_in(cells: CellReader, row: int, item: Indicator, printed: str) -> IndicatorAnswer:
    """What one row says of an indicator; ``printed``: in which unit of measure it asks."""
    times = factor(printed, item.unit) if printed and item.unit else Decimal(1)
    manner = {
        "percent": item.kind is NumberKind.RATE,
        "whole": item.kind is NumberKind.WHOLE and times == 1,
        "unit": item.unit if times == 1 else printed,
    }
    manners = {field.attribute: manner for field in h.INDICATOR_ANSWERS}
    values = read_row(cells, row, h.INDICATOR_ANSWERS, manners)
    answer = IndicatorAnswer(item.code, **values, **standing(cells, row, h.IN_PERIOD))
    return answer if times == 1 else _recounted(cells, row, item, answer, printed, times)


def _recounted(
    cells: CellReader, row: int, item: Indicator, answer: IndicatorAnswer, printed: str, times: Decimal | None
) -> IndicatorAnswer:
    """Numbers of a row whose Đơn vị tính was retyped: counted in the plan's unit, blank where that cannot be."""
    changes: dict[str, Any] = {}
    unread = answer.unread
    for field in h.INDICATOR_ANSWERS:
        number = getattr(answer, field.attribute)
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
    return replace(answer, **changes, unread=unread)
