"""What a person typed beside the rows of a summary: columns of their own, typed columns of ours, comments, stray rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.identity import parse_columns, parse_token
from danvan_xl.language.folding import fold
from danvan_xl.language.marks import read_mark
from danvan_xl.review import Note, Notes, RowKey
from danvan_xl.rules.row_keys import BESIDE, KEYS, key_of, numbered
from danvan_xl.sheets.summary.drawn import Drawn, is_ours, print_of
from danvan_xl.summaries.opened import OpenedSummary
from danvan_xl.terms import form
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid, Table, find_table
from danvan_xl.workbooks.opening.seen import settled

_VERIFIED = (n.VERIFIED, n.REASON, n.STATE)
TYPED = {
    n.LOG: (n.SETTLED, n.SETTLED_NOTE),
    n.VERIFY: _VERIFIED,
    n.PROPOSALS: (n.ANSWER, n.ANSWER_STATE),
    n.TASK_VERIFY: (n.VERDICT, n.EXTENDED, n.REASON),
    n.TASKS: (m.SHORT_NAME,),
}
"""Columns of ours that a person types."""
_UNNAMED = form.NOTE
"""The header of a column that a person gave none."""


def notes_of(
    book: OpenedSummary,
    drawn: Mapping[str, Sequence[str]] | None = None,
    *,
    only: Collection[str] | None = None,
) -> Notes:
    """Everything typed beside rows and outside the tables; with ``only``, beside the rows of those sheets.

    A sheet says which headers are the program's; one that was written before it did takes those ``drawn`` now for
    ours, and is passed over without them.
    """
    found = _Reading()
    for sheet in KEYS if only is None else only:
        grid = book.sheet(sheet)
        if grid is None:
            continue
        ours = parse_columns(value for row in grid.rows[1:4] for value in row)
        ours = ours or list((drawn or {}).get(sheet, ()))
        table = find_table(grid, ours, at_least=min(2, len(ours))) if ours else None
        keys = KEYS[sheet]
        if table is not None and table.missing(keys) and sheet in BESIDE:
            # An earlier version drew that table alone: its notes find no row, and are listed.
            keys = (BESIDE[sheet],)
        if table is not None and not table.missing(keys):
            _SheetReading(sheet, table, keys, found, Drawn.in_grid(grid)).read(
                [(cell, text) for name, cell, text in book.comments if fold(name) == fold(sheet)]
            )
        elif ours and _holds_anything(grid):
            found.unread.append(grid.name)
    if only is None:
        for sheet, headers in ((n.OVERVIEW, ()), (n.CHART_DATA, ()), (n.LEFT, n.LEFT_HEADERS)):
            if (grid := book.sheet(sheet)) is not None and (said := Drawn.in_grid(grid)) is not None:
                table = find_table(grid, headers) if headers else None
                last = table.header_row if table is not None else len(grid.rows)
                found.notes += outside(sheet, grid, said, range(last))
    known = {fold(name) for name in KEYS}
    for name, cell, text in book.comments:
        if fold(name) not in known and fold(name) in map(fold, n.OWN_SHEETS):
            found.notes.append(Note(name, (), cell, text, comment=True))
    return Notes(tuple(found.notes), tuple(_left(book)), found.own, found.places, tuple(found.unread))


def settled_of(book: OpenedSummary) -> frozenset[RowKey]:
    """Rows of ``Nhật ký`` that a person marked as ``Đã xử lý``, those that are gone meanwhile too."""
    notes = notes_of(book, only=(n.LOG,))
    return frozenset(
        note.key[:7]
        for note in (*notes.notes, *notes.left)
        if (note.sheet, note.header) == (n.LOG, n.SETTLED) and read_mark(note.value, label=n.SETTLED).value
    )


def left_verification(book: OpenedSummary) -> Iterator[tuple[RowKey, str, Any]]:
    """(row, header, value) of what a reviewer typed for rows of ``Thẩm định`` that were gone."""
    for note in _left(book):
        if note.sheet == n.VERIFY and note.header in _VERIFIED and len(note.key) == 2 and not note.comment:
            yield note.key, note.header, note.value


def _left(book: OpenedSummary) -> Iterator[Note]:
    """The notes of rows that were gone before."""
    table = book.table(n.LEFT, n.LEFT_HEADERS)
    sheet, _, header, typed, key = n.LEFT_HEADERS
    for row in table.rows() if table is not None else ():
        value = row.value(typed)
        if value is None:
            continue
        try:
            told = json.loads(row.text(key))
            yield Note(
                row.text(sheet),
                tuple(told["key"]),
                told["header"],
                value,
                told["format"],
                row=told["row"],
                comment=told["comment"],
            )
        except (ValueError, KeyError, TypeError):  # a row that a person added, or whose hidden cell is gone
            yield Note(row.text(sheet), (), row.text(header), value)


class _Reading(Struct):
    notes: list[Note] = field(default_factory=list)
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def _holds_anything(grid: Grid) -> bool:
    return any(value not in (None, "") and not is_ours(value) for row in grid.rows for value in row)


def outside(sheet: str, grid: Grid, drawn: Drawn, rows: range) -> Iterator[Note]:
    """What a person typed in ``rows``, where no table stands: everything that the program did not write there, wherever its
    own stands now (a person may have put in rows)."""
    facts = grid.facts
    formulas: dict[int, set[int]] = {row: set() for row in rows}  # columns; those of the tables are many
    for row, col in facts.formulas if facts is not None else ():
        if row in formulas:
            formulas[row].add(col)
    there = sum(cell_name(row, col) in drawn.formulas for row, cols in formulas.items() for col in cols)
    in_place = 2 * there > len(drawn.formulas)
    for row, cols in formulas.items():
        values = grid.rows[row] if row < len(grid.rows) else []
        for col in range(max(len(values), max(cols, default=-1) + 1)):
            name, value = cell_name(row, col), grid.value(row, col)
            if is_ours(value):
                continue
            if col in cols:
                if name in drawn.formulas or (drawn.formulas and not in_place):
                    continue
            elif name in drawn.formulas and not in_place:
                continue  # a program kept the value alone
            elif value is None or print_of(value) in drawn.texts:
                continue
            note = note_at(grid, row, col, sheet, (), name)
            if note is not None:
                yield replace(note, col=col)


def note_at(grid: Grid, row: int, col: int, sheet: str, key: RowKey, header: str) -> Note | None:
    """What stands in a cell, as a note; None where it is blank. Of an error, or a formula that nobody calculated, its text."""
    value = grid.value(row, col)
    value = settled(grid.seen(row, col)) if value is None else value
    if value is None:
        return None
    look, formula = "General", ""
    if (facts := grid.facts) is not None:
        look, formula = facts.format_of((row, col)), unescape(facts.formulas.get((row, col), ""))
    return Note(sheet, key, header, value, look, f"={formula}" if formula else "", row)


class _SheetReading(Struct):
    """The notes of one sheet."""

    sheet: str
    table: Table
    key: Sequence[str]
    found: _Reading
    drawn: Drawn | None = None

    @property
    def grid(self) -> Grid:
        """The sheet's values."""
        return self.table.grid

    def read(self, comments: Iterable[tuple[str, str]]) -> None:
        """All of it."""
        first = self.table.header_row + 1
        columns = self.table.columns
        indices = range(first, len(self.grid.rows))
        key_columns = [columns[header] for header in self.key]
        texts = [[self.grid.text(row, col) for col in key_columns] for row in indices]
        raw = [key_of(self.sheet, row) for row in texts]
        raw = [() if self._is_stray(row, key) else key for row, key in zip(indices, raw, strict=True)]
        keys = dict(zip(indices, numbered(raw), strict=True))
        own, beside = self._own(), columns.get(BESIDE.get(self.sheet, ""), -1)
        typed = {h: columns[h] for h in TYPED.get(self.sheet, ()) if h in columns}
        for row, key in keys.items():
            if key:
                self._row(row, key, own | self._typed(row, typed))
            elif beside >= 0 and self._is_beside(row, beside):
                self._row(row, (), own)
            elif self.sheet != n.CORRECTIONS:
                self._row(row, (), columns | own)
            else:
                self._row(row, (), own)
        if self.drawn is not None:
            self.found.notes += outside(self.sheet, self.grid, self.drawn, range(self.table.header_row))
        self._comments(comments, keys, columns | own)
        if own:
            self.found.own[self.sheet] = tuple(own)
        self.found.places[self.sheet] = dict(columns | own)

    def _is_stray(self, row: int, key: RowKey) -> bool:
        """Whether a person typed the row: a line beneath the table fills the key's columns too."""
        if not key or self.drawn is None or self.sheet == n.CORRECTIONS:
            return False
        if self.sheet == n.TASK_VERIFY and all(key):
            return False  # typed into a blank row by its two codes
        of_a_finding = self.sheet == n.LOG and (key[0] or key[1])  # known again though its text was touched
        filled = sum(self.grid.value(row, col) is not None for col in self.table.columns.values())
        return not of_a_finding and not self.drawn.has_row(key, filled)

    def _is_beside(self, row: int, col: int) -> bool:
        """Whether the row is one of the table to the left."""
        code = self.grid.text(row, col)
        return bool(code) and (self.drawn is None or self.drawn.has_row((code,)))

    def _typed(self, row: int, columns: dict[str, int]) -> dict[str, int]:
        """Columns of ours that hold something of a person's: a state alone is written by the program."""
        if self.sheet == n.VERIFY:
            said = (columns.get(header, -1) for header in (n.VERIFIED, n.REASON))
            return columns if any(self.grid.value(row, col) is not None for col in said) else {}
        return columns

    def _own(self) -> dict[str, int]:
        """Header → column of those that a person added, in their order; a header of ours again gets another name."""
        grid, first = self.grid, self.table.header_row
        ours = set(self.table.columns.values())
        taken = {fold(header) for header in self.table.columns}
        width = max(map(len, grid.rows[first:]), default=0)
        found: dict[str, int] = {}
        for col in range(width):
            if col in ours:
                continue
            header = grid.text(first, col)
            if not header and not any(
                self._value(row, col) is not None for row in range(first + 1, len(grid.rows))
            ):
                continue
            if parse_token(grid.value(0, col)) is not None and not header:
                continue
            name, number = header or _UNNAMED, 2
            while fold(name) in taken:
                name, number = f"{header or _UNNAMED} ({number})", number + 1
            taken.add(fold(name))
            found[name] = col
        return found

    def _row(self, row: int, key: RowKey, columns: Mapping[str, int]) -> None:
        for header, col in columns.items():
            if (note := note_at(self.grid, row, col, self.sheet, key, header)) is not None:
                self.found.notes.append(note)

    def _value(self, row: int, col: int) -> Any:
        """What stands there; of an error or of a formula that nobody calculated, its text."""
        value = self.grid.value(row, col)
        return settled(self.grid.seen(row, col)) if value is None else value

    def _comments(
        self, comments: Iterable[tuple[str, str]], keys: Mapping[int, RowKey], columns: Mapping[str, int]
    ) -> None:
        at = (
            {
                cell_name(row, col): (key, header)
                for row, key in keys.items()
                for header, col in columns.items()
                if key
            }
            if comments
            else {}
        )
        for cell, text in comments:
            key, header = at.get(cell, ((), cell))
            self.found.notes.append(Note(self.sheet, key, header, text, comment=True))


def periods_in(table: Table) -> list[tuple[int, str]]:
    """(column, code) of the periods of ``Diễn biến``: the columns besides the fixed ones that the program wrote."""
    ours = parse_columns(value for row in table.grid.rows[1:4] for value in row)
    known = {fold(header) for header in ours}
    return [(col, header) for col, header in table.extra.items() if not ours or fold(header) in known]
