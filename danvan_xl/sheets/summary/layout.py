"""What the sheets of the summary share: heading, header row, columns, identity, printing, safe text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from danvan_xl.language.showing import short_task
from danvan_xl.sheets.summary.printing import (
    NOT_PRINTED,
    ROOM,
    characters_for,
    keep_off_paper,
    points_of,
    print_page,
    write_commas,
)
from danvan_xl.terms.fields import Fields, values_of
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.measure import lines_of
from danvan_xl.workbooks.drawing.spec import Cell, Range, SheetSpec, Style, cell_name, column_name, sheet_ref

HEADER = 4
"""0-based header row of every table sheet: appendix number, title, reference and note stand above."""
FIRST = HEADER + 1

MAX_ROWS = 200_000
"""So many rows of ``Chi tiết`` Excel still filters and sorts with ease; more go into a file beside."""
HELD_ROWS = 5_000
"""A table of more rows is made while it is drawn."""
MAX_TEXT = 32_767
_CUT = " … [đã cắt bớt, xem tệp nguồn]"

_APPENDIX = Style(size=14, bold=True, color=st.INK, align="center_across")
_TITLE = Style(size=14, bold=True, color=st.HEAD_FILL, align="center_across")
_REFERENCE = Style(size=11, italic=True, color=st.INK, align="center_across")
_NOTE = Style(italic=True, color=st.NOTE_INK)
_BACK = Style(color=st.LINK_INK, underline=True)
_BACK_TEXT, _BACK_SHORT = "← Tổng quan", "← Về"
_STAMP = Style(color="FFFFFF", size=8)
TYPED = st.HEADER.but(fill="8A5A00")
"""The header of a column that a person types into."""
TURNED = Style(rotation=90, color=st.INK, border=st.LINE, wrap=True, align="center", valign="bottom")
NAMES_HEIGHT, _LETTERS = 132, 23
"""Points for the turned names, and how many letters of one line they hold."""
_CODE_ACROSS = 5.0
"""Characters of a column in which a code stands upright, or two lines of a turned name."""
ROTATED = st.HEADER.but(rotation=90)

_HEADING_WIDTH = 200.0
"""A heading is centred over at most so many characters: on a screen it stays in sight."""


def safe_text(text: str) -> str:
    """Text that a cell can hold: at most 32,767 UTF-16 units (cut with a mark), no lone surrogate."""
    if len(text) <= MAX_TEXT // 2 and text.isprintable():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
        return text
    room = MAX_TEXT - len(_CUT)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def quoted(text: str) -> str:
    """A text constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def exactly(text: str) -> str:
    """A COUNTIFS/SUMIFS criterion that matches this text and no pattern, as a text constant."""
    for mark in "~*?":
        text = text.replace(mark, "~" + mark)
    return quoted("=" + text)


@dataclass(frozen=True, slots=True)
class F:
    """A formula with its cached value, in place of a plain value; ``style`` overrides the column's."""

    formula: str
    value: Any = None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class L:
    """A linked text: ``internal:'Sheet'!A1`` or ``external:...``."""

    target: str
    text: Any


@dataclass(frozen=True, slots=True)
class S:
    """A value with a style of its own."""

    value: Any
    style: Style


@dataclass(slots=True)
class Column:
    """A column of a table sheet. ``hidden`` columns hold what only the program needs."""

    header: str
    width: float
    style: Style = st.BODY
    head: Style = st.HEADER
    hidden: bool = False
    sparse: bool = False
    """Blank cells are not written (a conditional format may draw their borders)."""


def across(others: Sequence[Column], codes: Sequence[str], style: Style, least: float) -> list[Column]:
    """A column for each code, so wide that all fit on a printed page beside the others where they can."""
    room = ROOM - 1 - sum(points_of(column.width) for column in others)
    width = max(least, min(9.0, characters_for(room / max(len(codes), 1))))
    head = st.HEADER.but(wrap=False, rotation=0 if width >= _CODE_ACROSS else 90)
    return [Column(code, width, style, head) for code in codes]


def turned_names(
    sheet: SheetSpec, first_col: int, names: Iterable[tuple[str, str]], note_col: int = 1
) -> None:
    """Names (each with what stands behind it) over the codes of a header, upwards, as long as they find room; the note
    stands beside them."""
    for cell in sheet.cells:
        if cell.row == HEADER - 1 and cell.style is not None:
            cell.col, cell.style = min(cell.col, note_col), cell.style.but(wrap=True, valign="bottom")
            if cell.link:  # over a narrow column of codes, and beside the note
                cell.value = _BACK_SHORT
    for col, (name, behind) in enumerate(names, first_col):
        lines = 2 if sheet.widths[col] >= _CODE_ACROSS else 1
        sheet.put(HEADER - 1, col, short_task("", name, _LETTERS * lines - len(behind)) + behind, TURNED)
    sheet.heights |= {HEADER - 1: NAMES_HEIGHT, HEADER: 34}


@dataclass(slots=True)
class Area:
    """Where a table's columns stand, for formulas in other sheets."""

    sheet: str
    headers: Sequence[str]
    count: int
    first: int = FIRST
    _columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = {header: col for col, header in enumerate(self.headers)}

    def col(self, header: str) -> int:
        """0-based column of a header."""
        return self._columns[header]

    def has(self, header: str) -> bool:
        """Whether the table has that column."""
        return header in self._columns

    @property
    def last(self) -> int:
        """Last data row, 0-based; an empty table keeps one blank row so that ranges stay valid."""
        return self.first + max(self.count, 1) - 1

    def range(self, header: str) -> str:
        """The whole column of data as an absolute reference with the sheet's name."""
        name = column_name(self.col(header))
        return f"{sheet_ref(self.sheet)}!${name}${self.first + 1}:${name}${self.last + 1}"

    def cell(self, header: str, index: int) -> str:
        """One cell of data by its 0-based index, absolute, with the sheet's name."""
        return f"{sheet_ref(self.sheet)}!{cell_name(self.first + index, self.col(header), absolute=True)}"

    def link(self, index: int = 0) -> str:
        """An internal link to a row."""
        return f"internal:{sheet_ref(self.sheet)}!{cell_name(self.first + index, 0)}"


def heading(
    sheet: SheetSpec,
    title: str,
    note: str,
    *,
    appendix: str = "",
    reference: str = "",
    columns: int,
    back: bool = True,
) -> None:
    """Rows 0-3 above the header: of an appendix its number, title, '(Kèm theo ...)', note with a link back.

    ``columns``: over so many the heading is centred.
    """
    across, width = 0, 0.0
    while across < columns and (width := width + sheet.widths.get(across, 8.43)) <= _HEADING_WIDTH:
        across += across not in sheet.hidden_columns
        if across in sheet.hidden_columns:
            break
    across = max(across, 1)
    for row, (text, style) in enumerate(
        ((appendix, _APPENDIX), (title.upper(), _TITLE), (reference if appendix else "", _REFERENCE))
    ):
        sheet.put(row, 0, text, style)
        for col in range(1, across):
            sheet.put(row, col, None, style)
    if not appendix:
        sheet.heights[0] = 3
    if back:
        sheet.put(3, 0, _BACK_TEXT, _BACK, link="internal:'Tổng quan'!A1")
        sheet.put(3, 2, note, _NOTE)
    else:
        sheet.put(3, 0, note, _NOTE)


def table(
    sheet: SheetSpec,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    first_col: int = 0,
    *,
    count: int | None = None,
) -> int:
    """Header at :data:`HEADER` and the rows beneath it; widths and hidden columns set. Gives the number of rows.

    A value may be plain, an :class:`F`, an :class:`L` or an :class:`S`. ``count`` is the number of rows where they are
    given one by one: many are made only while they are drawn.
    """
    for col, column in enumerate(columns, first_col):
        sheet.put(HEADER, col, column.header, column.head)
        sheet.widths[col] = column.width
        if column.hidden:
            sheet.hidden_columns.add(col)
    if count is not None and count > HELD_ROWS:
        sheet.body = _body(sheet, columns, rows, first_col)
        return count
    rows = list(rows)
    sheet.cells += _body(sheet, columns, rows, first_col)
    return len(rows)


def _body(
    sheet: SheetSpec, columns: Sequence[Column], rows: Iterable[Sequence[Any]], first_col: int
) -> Iterator[Cell]:
    """The cells of a table's rows; the height of each row is put into ``sheet`` before them."""
    styles = [column.style for column in columns]
    # Blank cells without a border look like no cell: they are not written.
    written = [column.style.border is not None and not column.sparse for column in columns]
    fits = [Fit(column) for column in columns]
    for row, values in enumerate(rows, FIRST):
        cells: list[Cell] = []
        append = cells.append
        height = 0.0
        for col, value in enumerate(values):
            kind = type(value)
            style = styles[col]
            formula = link = None
            if kind is F:
                formula, value, style = value.formula, value.value, value.style or style
            elif kind is S:
                value, style = value.value, value.style
            elif kind is L:
                link, value, style = value.target, str(value.text), st.LINK
            if type(value) is str and value:
                value = safe_text(value)
                height = max(height, fits[col].height(value))
            elif formula is None and (value is None or value == "") and not written[col]:
                continue
            append(Cell(row, first_col + col, value, style, formula, link))
        if height > max(18, sheet.heights.get(row, 0)):
            sheet.heights[row] = height
            sheet.growing_rows.add(row)
        yield from cells


class Fit:
    """Estimates how high a wrapped text of one column stands; most texts are told to be short at a glance."""

    def __init__(self, column: Column) -> None:
        style = column.style
        self.width, self.size, self.bold = column.width, style.size, style.bold
        self.wraps = style.wrap and not column.hidden
        self.short = (column.width * 7 - 6) / 7.5
        self.known: dict[str, float] = {}

    def height(self, text: str) -> float:
        """Points, 0 for one line."""
        if not self.wraps or (len(text) <= self.short and "\n" not in text):
            return 0.0
        found = self.known.get(text)
        if found is None:
            lines = lines_of(text, self.width, size=self.size, bold=self.bold)
            found = self.known[text] = min(round((lines * self.size * 1.34 + 2) * 4) / 4, 400.0)
        return found


def finish(
    sheet: SheetSpec,
    *,
    columns: int,
    rows: int,
    token: str,
    freeze_columns: int = 0,
    filtered: bool = True,
    footer: str = "",
    print_to: str = "",
    print_rows: int | None = None,
    areas: Sequence[Range] = (),
    standing: int | None = None,
    repeat_from: int = HEADER,
) -> None:
    """Frozen panes, filter, identity in a hidden column, print set-up.

    A sheet of the print set names the last column that prints (``print_to``; ``print_rows`` are its first rows, all where
    left out) or the ``areas`` that do. Columns that find no room on one page are spread over several, behind so many
    ``standing`` ones: the frozen ones where left out.
    """
    last_row = FIRST + max(rows, 1) - 1
    sheet.freeze = (FIRST, freeze_columns)
    if filtered and rows:
        sheet.autofilter = (HEADER, 0, last_row, columns - 1)
    sheet.heights.setdefault(HEADER, 48)
    if print_to:
        last_col = next(c.col for c in sheet.cells if c.row == HEADER and c.value == print_to)
        bottom = last_row if print_rows is None else FIRST + max(min(rows, print_rows), 1) - 1
        areas = [(0, 0, bottom, last_col)]
    if areas:
        frozen = freeze_columns if standing is None else standing
        print_page(sheet, areas, (repeat_from, HEADER), standing=frozen)
        write_commas(sheet)
    else:
        keep_off_paper(sheet, columns, (HEADER, HEADER))
        note = next((c for c in sheet.cells if c.row == 3 and c.style is _NOTE), None)
        if note is not None:
            note.value = f"{note.value} · {NOT_PRINTED}"
    if footer:
        sheet.page.footer = f'&L&"Times New Roman,Italic"&11{footer.replace("&", "&&")}{sheet.page.footer}'
    stamp(sheet, columns, token)


def stamp(sheet: SheetSpec, columns: int, token: str) -> None:
    """The identity in a hidden column to the right of everything (identity.py tells who reads it)."""
    sheet.hidden_columns.add(columns + 1)
    sheet.widths[columns + 1] = 2
    sheet.put(0, columns + 1, token, _STAMP)


def to_number(value: Any) -> Any:
    """A decimal as the number that a cell holds; text and None stay."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def shown_values(item: object, fields: Fields) -> list[Any]:
    """The values of an answer's fields as cells hold them; a mark is 'x'."""
    return [
        "x" if v is True else None if v is False else to_number(v) for v in values_of(item, fields).values()
    ]


def rate_text(expression: str) -> str:
    """A formula fragment that writes a fraction as '80,0%' in whatever language the spreadsheet runs."""
    return f'SUBSTITUTE(FIXED(({expression})*100,1,TRUE),".",",")&"%"'
