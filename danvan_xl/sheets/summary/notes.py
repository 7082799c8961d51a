"""What a person typed beside rows, put back: their columns, typed columns of ours, comments; what is left, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import catalogue
from danvan_xl.identity import PREFIX, columns_texts
from danvan_xl.language.folding import fold
from danvan_xl.language.marks import read_mark
from danvan_xl.language.showing import as_text
from danvan_xl.review import Note, Notes, RowKey
from danvan_xl.rules.row_keys import BESIDE, KEYS, follow, key_of, numbered
from danvan_xl.sheets.summary.drawn import stamp_drawn
from danvan_xl.sheets.summary.layout import FIRST, HEADER, finish, heading, table
from danvan_xl.sheets.tables import TYPED, Column
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.measure import LINE, Fit
from danvan_xl.workbooks.drawing.spec import Cell, SheetSpec, Style
from danvan_xl.workbooks.drawing.values import safe_text

_WIDTH = 18.0
_DATE = "dd/mm/yyyy"
_OURS = frozenset({n.SETTLED_NOTE})
"""Typed columns of ours that nobody but this module fills in."""


class Put(Struct):
    """What became of the notes. ``left``: those without a place, ``new``: how many of them had one before.

    ``flattened``: columns whose formulas were put back as values, because the cells that they reckon with moved.
    """

    left: list[Note] = field(default_factory=list)
    new: int = 0
    flattened: dict[tuple[str, str], None] = field(default_factory=dict)


def headers_of(sheets: Iterable[SheetSpec]) -> dict[str, list[str]]:
    """The headers of every drawn sheet whose rows have a key."""
    return {spec.name: list(head.columns) for spec in sheets if (head := _Head.of(spec)) is not None}


def put_notes(sheets: Iterable[SheetSpec], notes: Notes) -> Put:
    """Put ``notes`` into the drawn sheets, and say in each which columns are the program's."""
    put, sheets = Put(), list(sheets)
    places = {spec.name: head for spec in sheets if (head := _Head.of(spec)) is not None}
    for name, head in places.items():
        mine = [note for note in notes.notes if note.sheet == name and note.col < 0]
        before = [note for note in notes.left if note.sheet == name]
        _Sheet(head, notes.places.get(name, {}), put).put(mine, before, notes.own.get(name, ()))
    for spec in sheets:
        if spec.name not in places and spec.cells:
            stamp_drawn(spec, -1, ())
    put.left += [note for note in notes.left if note.sheet not in places]
    gone = [note for note in notes.notes if note.sheet not in places and note.col < 0]
    free = {spec.name: _Free(spec) for spec in sheets}
    gone += [
        note
        for note in notes.notes
        if note.col >= 0 and not (note.sheet in free and free[note.sheet].take(note))
    ]
    put.left += gone
    put.new += len(gone)
    put.left = list(dict.fromkeys(put.left))
    return put


class _Free(Struct):
    """The cells of a drawn sheet in which nothing stands."""

    spec: SheetSpec
    cells: dict[tuple[int, int], Cell] | None = None

    def take(self, note: Note) -> bool:
        """Put what a person typed outside the tables back where it stood, if that place is still free."""
        spec, at = self.spec, (note.row, note.col)
        if self.cells is None:
            self.cells = {(cell.row, cell.col): cell for cell in spec.cells}
        cell = self.cells.get(at)
        taken = cell is not None and (cell.value not in (None, "") or cell.formula)
        joined = any(top <= at[0] <= low and left <= at[1] <= right for top, left, low, right in spec.merges)
        if taken or joined or note.col in spec.hidden_columns:
            return False
        fill = cell.style.fill if cell is not None and cell.style is not None else None
        if cell is None:
            cell = self.cells[at] = spec.put(*at)
        cell.style, cell.value = look_of(note).but(fill=fill, border=None, wrap=False), plain(note.value)
        if note.formula:
            cell.formula = note.formula
            cell.value = None if cell.value == note.formula else cell.value  # nobody calculated it yet
        return True


class _Head(Struct):
    """The header row of a drawn sheet: header → column."""

    spec: SheetSpec
    row: int
    columns: dict[str, int]

    @classmethod
    def of(cls, spec: SheetSpec) -> _Head | None:
        """It; None where the sheet has none, as when a fault of ours hit it."""
        key = KEYS.get(spec.name)
        row = min((cell.row for cell in spec.cells if key and cell.value == key[0]), default=-1)
        columns = {str(cell.value): cell.col for cell in spec.cells if cell.row == row and cell.value}
        return cls(spec, row, columns) if key and all(header in columns for header in key) else None


class _Sheet(Struct):
    """One drawn sheet to put notes into."""

    head: _Head
    before: Mapping[str, int]
    result: Put
    rows: dict[RowKey, int] = field(default_factory=dict)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    filled: set[tuple[int, int]] = field(default_factory=set)

    @property
    def spec(self) -> SheetSpec:
        """The sheet."""
        return self.head.spec

    def put(self, mine: list[Note], left: list[Note], own: tuple[str, ...]) -> None:
        """Columns first, then the notes of rows that are there, then those that come back."""
        ours = list(self.head.columns)
        drawn = self._drawn()
        if mine or left:
            self.cells = {(cell.row, cell.col): cell for cell in self.spec.cells}
            self.rows = self._rows()
        moved = follow(self.spec.name, [note.key for note in (*mine, *left)], list(self.rows))
        returning = [note.header for note in left if note.key in moved and not note.comment]
        self._columns(own, returning)
        for note in mine:
            if not self._place(note, moved):
                self.result.left.append(note)
                self.result.new += 1
        self.result.left += [note for note in left if not self._place(note, moved)]
        stamp = max(cell.col for cell in self.spec.cells if cell.row == 0)
        for row, text in enumerate(columns_texts(ours), 1):
            self.spec.put(row, stamp, text, Style(color="FFFFFF", size=8))
        stamp_drawn(self.spec, self.head.row, drawn)

    def _drawn(self) -> list[RowKey] | None:
        """The keys of the rows, as they are read again; None where rows are made while they are drawn."""
        if self.spec.body:
            return None
        name, head = self.spec.name, self.head.row
        tables = [[self.head.columns[header] for header in KEYS[name]]]
        if name in BESIDE:
            tables.append([self.head.columns[BESIDE[name]]])
        wanted = {col for columns in tables for col in columns}
        rows: dict[int, dict[int, Any]] = {}
        for cell in self.spec.cells:
            if cell.col in wanted and cell.row > head:
                rows.setdefault(cell.row, {})[cell.col] = cell.value
        found: dict[RowKey, None] = {}
        for columns in tables:
            for values in rows.values():
                texts = (values.get(col) for col in columns)
                key = key_of(name, [text if type(text) is str else as_text(text) for text in texts])
                if key:
                    found[key] = None
        return list(found)

    def _rows(self) -> dict[RowKey, int]:
        """Key → row of the drawn table."""
        wanted = [self.head.columns[header] for header in KEYS[self.spec.name]]
        last = max(row for row, _ in self.cells)
        rows = range(self.head.row + 1, last + 1)
        texts = ([as_text(self._value(row, col)) for col in wanted] for row in rows)
        keys = numbered(key_of(self.spec.name, row) for row in texts)
        return {key: row for row, key in zip(rows, keys, strict=True) if key}

    def _value(self, row: int, col: int) -> Any:
        cell = self.cells.get((row, col))
        return None if cell is None else cell.value

    def _columns(self, own: tuple[str, ...], returning: list[str]) -> None:
        """A person's columns stand behind ours; the identity's hidden column moves on."""
        known = {fold(header) for header in self.head.columns}
        names = [name for name in dict.fromkeys((*own, *returning)) if fold(name) not in known]
        if not names:
            return
        spec, first = self.spec, max(self.head.columns.values()) + 1
        stamp = next(c for c in spec.cells if c.row == 0 and str(c.value).startswith(PREFIX))
        spec.hidden_columns.discard(stamp.col)
        spec.widths.pop(stamp.col, None)
        stamp.col = first + len(names) + 1
        spec.hidden_columns.add(stamp.col)
        spec.widths[stamp.col] = 2
        for col, name in enumerate(names, first):
            self.head.columns[name] = col
            spec.put(self.head.row, col, name, TYPED)
            spec.widths[col] = _WIDTH
        last = first + len(names) - 1
        if spec.autofilter and spec.autofilter[3] == first - 1:
            spec.autofilter = (*spec.autofilter[:3], last)
        for item in spec.tables:
            if item.range[3] == first - 1:
                item.range = (*item.range[:3], last)

    def _place(self, note: Note, moved: Mapping[RowKey, RowKey]) -> bool:
        """Whether the note found its place."""
        row = self.rows.get(moved.get(note.key, ()))
        col = self.head.columns.get(note.header)
        if row is None or col is None:
            return False
        if note.comment:
            said = self.spec.comments.get((row, col))
            self.spec.comments[row, col] = (
                note.value if said in (None, note.value) else f"{said}\n{note.value}"
            )
            return True
        if note.header in KEYS[self.spec.name] or self._is_drawn(note, row, col):
            return True
        if note.header == n.SETTLED and note.key not in self.rows:
            return False  # a mark of what another row said
        if (row, col) in self.filled:
            return False
        self.filled.add((row, col))
        self._write(row, col, note)
        return True

    def _is_drawn(self, note: Note, row: int, col: int) -> bool:
        """Whether the sheet itself shows what was typed there: a tick of ``Đã xử lý``, what a reviewer typed."""
        if note.header == n.SETTLED:
            again = self._value(row, self.head.columns.get(n.TO_CHECK, -1))
            read = read_mark(note.value, label=n.SETTLED).value is not None
            return read and (self._value(row, col) not in (None, "") or bool(again))
        return self.spec.name in (n.VERIFY, n.TASK_VERIFY, n.TASKS) and self._value(row, col) not in (
            None,
            "",
        )

    def _write(self, row: int, col: int, note: Note) -> None:
        style, value = look_of(note), plain(note.value)
        cell = self.cells.get((row, col))
        if cell is None:
            cell = self.cells[row, col] = self.spec.put(row, col, None, style)
        cell.value = value
        if note.formula:
            if note.row == row and self.before == {
                h: c for h, c in self.head.columns.items() if h in self.before
            }:
                cell.formula = note.formula
                cell.value = None if value == note.formula else value  # nobody calculated it yet
            else:
                self.result.flattened[self.spec.name, note.header] = None
        if isinstance(value, str):
            height = Fit(self.spec.widths.get(col, _WIDTH), style).height(value)
            if height > max(LINE, self.spec.heights.get(row, 0)):
                self.spec.heights[row] = height
                self.spec.growing_rows.add(row)


def look_of(note: Note) -> Style:
    """How a typed value stands: as input, in its own number format."""
    shown = note.format if note.format not in ("", "General") else None
    if isinstance(note.value, date):
        return st.INPUT_DATE.but(num_format=shown or _DATE)
    number = isinstance(note.value, int | float) and not isinstance(note.value, bool)
    return st.INPUT_NUMBER.but(num_format=shown or "General") if number else st.INPUT


def plain(value: Any) -> Any:
    """A value that a cell can hold."""
    if isinstance(value, str):
        return safe_text(value)
    return value if isinstance(value, int | float | date) else str(value)


def left_sheet(left: list[Note], token: str) -> SheetSpec:
    """``Ghi chú của dòng không còn``: kept until the row comes back, or until a person deletes the line."""
    sheet = SheetSpec(n.LEFT, tab_color="8A5A00")
    widths = (24, 46, 26, 70, 8)
    columns = [
        Column(
            header,
            width,
            st.INPUT if header == n.LEFT_HEADERS[3] else st.BODY,
            hidden=header == n.LEFT_HEADERS[-1],
        )
        for header, width in zip(n.LEFT_HEADERS, widths, strict=True)
    ]
    rows = [[note.sheet, _row_name(note), _header_name(note), plain(note.value), _key(note)] for note in left]
    count = table(sheet, columns, rows)
    for note, cell in zip(left, [c for c in sheet.cells if c.col == 3 and c.row >= FIRST], strict=True):
        cell.style = look_of(note)
    heading(
        sheet,
        n.LEFT,
        "Ghi chú bạn đã ghi cạnh những dòng nay không còn. Dòng có lại thì ghi chú tự về chỗ cũ; không cần nữa thì xóa dòng ở đây.",
        columns=len(columns) - 1,
    )
    finish(sheet, columns=len(columns), rows=count, token=token, freeze_columns=0)
    stamp_drawn(sheet, HEADER, None)
    return sheet


def _row_name(note: Note) -> str:
    """The row as a person calls it: what its key says, or where it stood."""
    if note.col >= 0:
        return ""
    parts = [
        part for part in note.key if part not in catalogue()
    ]  # a finding's code says nothing to a person
    said = " · ".join(dict.fromkeys(filter(None, parts)))
    return safe_text(said) or (f"dòng {note.row + 1}" if note.row >= 0 else "")


def _header_name(note: Note) -> str:
    if note.col >= 0:
        return f"Ô {note.header}"
    return f"Chú thích ở {note.header}" if note.comment else note.header


def _key(note: Note) -> str:
    told = {
        "key": note.key,
        "header": note.header,
        "format": note.format,
        "comment": note.comment,
        "row": note.row,
    }
    return json.dumps(told, ensure_ascii=False)
