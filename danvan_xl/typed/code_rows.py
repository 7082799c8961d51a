"""Rows of ``Chấm điểm`` and ``Số liệu``: one row a code, matched as in ``Nhiệm vụ``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from danvan_xl.language.folding import fold
from danvan_xl.language.showing import shown
from danvan_xl.model import Criterion, Indicator, IndicatorAnswer, NumberKind, ScoreAnswer, Where
from danvan_xl.rules.scoring.kinds import KINDS, Entry
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import UNREAD, CellReader, tidy
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.row_text import by_text, of_another
from danvan_xl.workbooks.drawing.spec import cell_name

A = TypeVar("A", ScoreAnswer, IndicatorAnswer)
I = TypeVar("I", Criterion, Indicator)  # noqa: E741

_SCORE_PLACES = {"code": h.SCORE_CODE, "form_max": h.MAX_POINTS, **h.SCORE_FIELDS}


def read_scores(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, ScoreAnswer]:
    """Read ``Chấm điểm``; every criterion of the form that the plan knows, blank ones too."""
    return _read(
        cells,
        context.master.criteria,
        (h.SCORE_CODE, h.CRITERION),
        h.SCORE_INPUTS,
        lambda row, item: _score(cells, row, item),
        h.SCORE_FIELDS,
        outdated,
    )


def read_indicators(
    cells: CellReader, context: ReadingContext, *, outdated: bool = False
) -> dict[str, IndicatorAnswer]:
    """Read ``Số liệu``."""
    return _read(
        cells,
        context.master.indicators,
        (h.INDICATOR_HEADERS[0], h.INDICATOR_HEADERS[1]),
        h.INDICATOR_INPUTS,
        lambda row, item: _indicator(cells, row, item),
        h.INDICATOR_FIELDS,
        outdated,
    )


def _read(
    cells: CellReader,
    items: Sequence[I],
    keys: tuple[str, str],
    inputs: Sequence[str],
    read: Callable[[int, I], A],
    fields: Mapping[str, str],
    outdated: bool,
) -> dict[str, A]:
    by_code = {fold(item.code): item for item in items}
    texts = by_text(items)
    columns, grid = cells.table.columns, cells.sheet.grid
    found: dict[str, A] = {}
    later: list[tuple[int, str, str]] = []

    def take(row: int, item: I, text: str) -> None:
        answer = read(row, item)
        if text and fold(text) != fold(item.text):
            other = of_another(text, item, texts)
            if other is not None:
                _note(cells, "row-mismatch", row, keys[1], shown(text), item.code, note=other.code)
                answer = _blanked(answer, fields)
            elif not outdated:
                _note(cells, "task-text-changed", row, keys[1], shown(text), item.code)
        known = found.get(item.code)
        found[item.code] = answer if known is None else _joined(cells, row, known, answer, fields, item.code)

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
            _note(cells, "row-matched-by-text", row, keys[0], code, same.code)
            take(row, same, text)
        elif code or text:
            kind = "row-dropped" if outdated and code else "row-unknown"
            said = "; ".join(
                f"{header}: {shown(value)}"
                for header in inputs
                if (value := grid.value(row, columns.get(header, -1))) is not None
            )
            _note(cells, kind, row, keys[0], code or shown(text), code or shown(text), note=said)
    if not outdated:
        for item in items:
            if item.code not in found:
                cells.log.add("row-missing", sheet=cells.sheet.name, row=item.code, value=item.code)
    return found


def _score(cells: CellReader, row: int, item: Criterion) -> ScoreAnswer:
    where = Where(cells.sheet.name, row + 1, cells.table.columns.get(h.SCORE_CODE, 0) + 1, cells.log.file)
    answer = ScoreAnswer(item.code, where=where, cells=cells.places(row, _SCORE_PLACES))
    printed = cells.sheet.grid.value(row, cells.table.columns.get(h.MAX_POINTS, -1))
    if printed is not None:
        from danvan_xl.language.numbers import read_number

        answer.form_max = read_number(printed).value
        if answer.form_max is not None and answer.form_max != item.max_points:
            _note(
                cells, "max-changed", row, h.MAX_POINTS, shown(printed), item.code,
                note=f"kế hoạch là {shown(item.max_points)}",
            )  # fmt: skip
    if not cells.given(row, h.SCORE_INPUTS) and not cells.sheet.merged and not cells.corrections:
        return answer
    unread: set[str] = set()
    answer.not_arising, failed = cells.mark(row, h.NOT_ARISING)
    if failed:
        unread.add("not_arising")
    if KINDS[item.kind].ENTRY is Entry.OPTION:
        if cells.raw(row, h.SELF_SCORE) is UNREAD:
            unread.add("choice")
        else:
            answer.choice = cells.text(row, h.SELF_SCORE)
    else:
        answer.self_score, failed = cells.number(
            row, h.SELF_SCORE, unit="điểm", out_of=item.max_points, negative=True
        )
        if failed:
            unread.add("self_score")
    answer.evidence = cells.text(row, h.EVIDENCE)
    answer.explanation = cells.text(row, h.EXPLANATION)
    answer.unread = frozenset(unread)
    return answer


def _indicator(cells: CellReader, row: int, item: Indicator) -> IndicatorAnswer:
    where = Where(cells.sheet.name, row + 1, cells.table.columns.get(h.IN_PERIOD, 0) + 1, cells.log.file)
    places = cells.places(row, h.INDICATOR_FIELDS)
    if not cells.given(row, h.INDICATOR_INPUTS) and not cells.sheet.merged and not cells.corrections:
        return IndicatorAnswer(item.code, where=where, cells=places)
    percent, whole = item.kind is NumberKind.RATE, item.kind is NumberKind.WHOLE
    in_period, failed = cells.number(row, h.IN_PERIOD, percent=percent, whole=whole, unit=item.unit)
    cumulative, failed_too = cells.number(row, h.CUMULATIVE, percent=percent, whole=whole, unit=item.unit)
    unread = {name for name, bad in (("in_period", failed), ("cumulative", failed_too)) if bad}
    return IndicatorAnswer(
        item.code, in_period, cumulative, cells.text(row, h.NOTE), where, frozenset(unread), places
    )


def _blank_of(value: Any) -> Any:
    return False if isinstance(value, bool) else "" if isinstance(value, str) else None


def _blanked(answer: A, fields: Iterable[str]) -> A:
    given = {name for name in fields if getattr(answer, name) not in (None, "", False)}
    blanks: dict[str, Any] = {name: _blank_of(getattr(answer, name)) for name in given}
    return replace(answer, **blanks, unread=answer.unread | given)


def _joined(cells: CellReader, row: int, known: A, again: A, headers: Mapping[str, str], code: str) -> A:
    """The row stood before: equal or blank fields join, differing ones stay blank."""
    changes: dict[str, Any] = {}
    places = dict(known.cells)
    unread = known.unread | again.unread
    for name, header in headers.items():
        first, second = getattr(known, name), getattr(again, name)
        if first == second or second in (None, "", False):
            continue
        if first in (None, "", False) and name not in known.unread:
            changes[name] = second
            places[name] = again.cells.get(name, "")
            continue
        changes[name] = _blank_of(first)
        unread |= {name}
        _note(cells, "row-conflict", row, header, f"{shown(first)}; {shown(second)}", code)
    if unread == known.unread | again.unread:
        _note(cells, "row-duplicated", row, cells.table.kind.keys[0], code, code)
    return replace(known, **changes, unread=unread, cells=places)


def _note(
    cells: CellReader, code: str, row: int, header: str, value: object, item: str, note: str = ""
) -> None:
    cells.log.add(
        code,
        sheet=cells.sheet.name,
        cell=cell_name(row, cells.table.columns.get(header, 0)),
        value=value,
        header=header,
        row=item,
        note=note,
    )
