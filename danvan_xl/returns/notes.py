"""What people leave in a return beside its tables: comments, texts at the right of a table, sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_xl.language.folding import clean, fold
from danvan_xl.returns.identify import tokens_in
from danvan_xl.terms import ScoreKind
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import tidy
from danvan_xl.typed.locate import Located
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet

_LONGEST = 200
_MOST = 20
_KINDS = frozenset(ScoreKind)
"""So many notes of a file are told one by one."""
_OURS = frozenset(map(fold, (h.COVER, h.TASKS, h.SCORES, h.INDICATORS, h.MODELS, h.PROPOSALS)))


def tell_notes(book: RawBook, tables: Mapping[str, Located], log: Log) -> None:
    """A ``note-left`` for each: nothing of it counts, and nothing of it is passed over in silence."""
    found = [*book.comments, *_beside(tables), *_own_sheets(book, tables)]
    for sheet, cell, text in found[:_MOST]:
        log.add("note-left", sheet=sheet, cell=cell, value=_short(text))
    if len(found) > _MOST:
        log.add("note-left", value=f"… và {len(found) - _MOST} ghi chú nữa")


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _beside(tables: Mapping[str, Located]) -> Iterator[tuple[str, str, str]]:
    """Texts to the right of a table, where no header stands."""
    for table in tables.values():
        grid, last = table.sheet.grid, max(table.columns.values(), default=0)
        headers = grid.rows[table.header_row]
        for row in range(table.header_row, len(grid.rows)):
            for col in range(last + 1, len(grid.rows[row])):
                value = grid.rows[row][col]
                named = col < len(headers) and headers[col] not in (None, "") and row > table.header_row
                if type(value) is str and value.strip() and not named and _is_typed(table.sheet, row, col):
                    yield table.sheet.name, cell_name(row, col), value


def _is_typed(sheet: RawSheet, row: int, col: int) -> bool:
    """No formula, and no criterion's kind: the form keeps that in a hidden column for its own formulas."""
    return (row, col) not in sheet.formulas and sheet.grid.value(row, col) not in _KINDS


def _own_sheets(book: RawBook, tables: Mapping[str, Located]) -> Iterator[tuple[str, str, str]]:
    """The beginning of what stands on a sheet that is none of the form's."""
    known = {table.sheet.name for table in tables.values()}
    for sheet in book.sheets:
        if sheet.name in known or fold(sheet.name) in _OURS or not sheet.visible or tokens_in(sheet):
            continue
        texts = [tidy(value) for row in sheet.grid.rows[:50] for value in row if value not in (None, "")]
        if texts:
            yield sheet.name, "A1", " · ".join(texts[:30])
