"""The one kit for tables: columns, cells that are more than a value, header, rows, identity; and a whole sheet of one table.

Geometry by contract: one unmerged header row per table, data directly beneath it, guidance and titles above it and never
equal to a header. Masters, department sheets, forms, summaries, receipts and mappings are made of it; what only their own
pages share stands with them (``master.parts``, ``form.look``, ``summary.layout``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from danvan_xl.identity import DEFINED_NAME, PROPERTY
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.measure import LINE, fit_rows
from danvan_xl.workbooks.drawing.rows import RowCells
from danvan_xl.workbooks.drawing.spec import (
    Body,
    Lane,
    Page,
    Range,
    SheetSpec,
    Style,
    WorkbookSpec,
    cell_name,
    column_name,
    range_name,
    sheet_ref,
)

COMPUTED_HEADER = st.HEADER.but(fill="5B6770")
"""The head of a column that the program works out."""
TYPED = st.HEADER.but(fill="8A5A00")
"""The head of a column that a person types into."""
GUIDE = Style(size=10, italic=True, color=st.NOTE_INK)
"""Guidance lines: not wrapped, they run over the empty cells to their right."""
HIDDEN_TOKEN = Style(size=8, color=st.NOTE_INK)
HELD_ROWS = 5_000
"""A table of more rows is made while it is drawn."""


class Column(Struct, frozen=True):
    """A column of a table. ``width`` in characters; ``hidden`` columns hold what only the program needs."""

    header: str
    width: float = 14
    style: Style = st.BODY
    head: Style = st.HEADER
    hidden: bool = False
    sparse: bool = False
    """Blank cells are not written (a conditional format may draw their borders)."""
    also: tuple[Style, ...] = ()
    """Looks that single values may have."""


class Area(Struct):
    """Where a table's columns and rows stand (0-based), for formulas elsewhere."""

    sheet: str
    headers: Sequence[str]
    count: int
    first: int
    """First row of data."""
    first_col: int = 0
    _columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = {header: col for col, header in enumerate(self.headers, self.first_col)}

    def col(self, header: str) -> int:
        """0-based column of a header."""
        return self._columns[header]

    def has(self, header: str) -> bool:
        """Whether the table has that column."""
        return header in self._columns

    @property
    def last(self) -> int:
        """Last data row; an empty table keeps one blank row so that ranges stay valid."""
        return self.first + max(self.count, 1) - 1

    def span(self, header: str, to: str | None = None) -> Range:
        """The data of a column, or from it to another one."""
        return (self.first, self.col(header), self.last, self.col(to or header))

    def range(self, header: str) -> str:
        """The whole column of data as an absolute reference with the sheet's name."""
        return f"{sheet_ref(self.sheet)}!{range_name(self.span(header), absolute=True)}"

    def cell(self, header: str, index: int) -> str:
        """One cell of data by its 0-based index, absolute, with the sheet's name."""
        return f"{sheet_ref(self.sheet)}!{cell_name(self.first + index, self.col(header), absolute=True)}"

    def top(self, header: str) -> str:
        """The column's first cell as a conditional format or a validation names it: its column stands, its row moves."""
        return f"${column_name(self.col(header))}{self.first + 1}"

    def link(self, index: int = 0) -> str:
        """An internal link to a row."""
        return f"internal:{sheet_ref(self.sheet)}!{cell_name(self.first + index, 0)}"


def put_title(
    sheet: SheetSpec,
    title: str,
    guidance: Iterable[str],
    col: int = 0,
    looks: Style = st.TITLE,
    guide: Style = GUIDE,
) -> int:
    """The title and the lines of guidance beneath it. Gives the next free row."""
    sheet.put(0, col, title, looks)
    sheet.heights[0] = 24
    row = 1
    for line in guidance:
        sheet.put(row, col, line, guide)
        row += 1
    return row


def put_headers(sheet: SheetSpec, row: int, columns: Sequence[Column], first_col: int = 0) -> None:
    """The header row, widths and hidden columns."""
    for col, column in enumerate(columns, first_col):
        sheet.put(row, col, column.header, column.head)
        sheet.widths[col] = column.width
        if column.hidden:
            sheet.hidden_columns.add(col)


def put_table(
    sheet: SheetSpec,
    row: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    first_col: int = 0,
    *,
    count: int | None = None,
) -> int:
    """The header at ``row`` and the rows beneath it. Gives the number of rows.

    A value may be plain, an :class:`F`, an :class:`L` or an :class:`S`; a row may be shorter than the table. ``count`` is
    the number of rows where they are given one by one: many are made only while they are drawn.
    """
    put_headers(sheet, row, columns, first_col)
    if count is not None and count > HELD_ROWS:
        sheet.body = Body(row + 1, _lanes(columns, first_col), rows, count)
        return count
    made, number = RowCells(_lanes(columns, first_col)), 0
    for number, values in enumerate(rows, 1):
        cells, height = made.of(row + number, values)
        sheet.cells += cells
        if height > max(LINE, sheet.heights.get(row + number, 0)):
            sheet.heights[row + number] = height
            sheet.growing_rows.add(row + number)
    return number


def _lanes(columns: Sequence[Column], first_col: int) -> list[Lane]:
    # Blank cells without a border look like no cell: they are not written. A hidden text asks for no height.
    return [
        Lane(
            col,
            column.style,
            column.style.border is not None and not column.sparse,
            None if column.hidden else column.width,
            column.also,
        )
        for col, column in enumerate(columns, first_col)
    ]


def table_sheet(
    name: str,
    title: str,
    notes: Iterable[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]] = (),
    *,
    first_col: int = 0,
    freeze_columns: int = 1,
    filtered: bool = True,
    token: str = "",
) -> tuple[SheetSpec, int]:
    """A sheet with one table; gives back the spec and the header's row (0-based).

    ``rows`` as :func:`put_table` takes them. ``token`` (see :func:`put_token`) needs ``first_col`` ≥ 1: it goes into hidden
    column A.
    """
    sheet = SheetSpec(name)
    last_col = first_col + len(columns) - 1
    header = put_title(sheet, title, notes, first_col)
    last_row = header + max(put_table(sheet, header, columns, rows, first_col), 1)
    fit_rows(sheet, first=header, last=header)
    sheet.freeze = (header + 1, first_col + freeze_columns)
    if filtered:
        sheet.autofilter = (header, first_col, last_row, last_col)
    sheet.page = Page(repeat_rows=(header, header), area=(0, first_col, last_row, last_col))
    if token:
        put_token(sheet, token)
    return sheet, header


def put_token(sheet: SheetSpec, token: str, col: int = 0, looks: Style = HIDDEN_TOKEN) -> None:
    """The identity token in the first row of a hidden column, where no sort or filter of the table reaches it."""
    sheet.hidden_columns.add(col)
    sheet.widths[col] = 2
    sheet.put(0, col, token, looks)


def identify(book: WorkbookSpec, token: str) -> None:
    """Put the identity token into a custom document property and a hidden defined name."""
    book.custom_properties[PROPERTY] = token
    book.hidden_names[DEFINED_NAME] = f'="{token}"'
