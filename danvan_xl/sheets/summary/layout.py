"""What the pages of the summary share beside the kit for tables: heading, where the header stands, identity, printing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from danvan_xl.language.showing import short_task
from danvan_xl.sheets.paper import characters_for, points_of
from danvan_xl.sheets.summary.printing import NOT_PRINTED, ROOM, keep_off_paper, print_page, write_commas
from danvan_xl.sheets.tables import Column, put_table, put_token
from danvan_xl.terms.fields import Fields, values_of
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Range, SheetSpec, Style
from danvan_xl.workbooks.drawing.values import print_text, to_number

HEADER = 4
"""0-based header row of every table sheet: appendix number, title, reference and note stand above."""
FIRST = HEADER + 1

MAX_ROWS = 200_000
"""So many rows of ``Chi tiết`` Excel still filters and sorts with ease; more go into a file beside."""

_APPENDIX = Style(size=14, bold=True, color=st.INK, align="center_across")
_TITLE = Style(size=14, bold=True, color=st.HEAD_FILL, align="center_across")
_REFERENCE = Style(size=11, italic=True, color=st.INK, align="center_across")
_NOTE = Style(italic=True, color=st.NOTE_INK)
_BACK = Style(color=st.LINK_INK, underline=True)
_BACK_TEXT, _BACK_SHORT = "← Tổng quan", "← Về"
_STAMP = Style(color="FFFFFF", size=8)
TURNED = Style(rotation=90, color=st.INK, border=st.LINE, wrap=True, align="center", valign="bottom")
NAMES_HEIGHT, _LETTERS = 132, 23
"""Points for the turned names, and how many letters of one line they hold."""
_CODE_ACROSS = 5.0
"""Characters of a column in which a code stands upright, or two lines of a turned name."""
ROTATED = st.HEADER.but(rotation=90)

_HEADING_WIDTH = 200.0
"""A heading is centred over at most so many characters: on a screen it stays in sight."""


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
    """The table (:func:`danvan_xl.sheets.tables.put_table`) with its header at :data:`HEADER`. Gives the number of rows."""
    return put_table(sheet, HEADER, columns, rows, first_col, count=count)


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
        sheet.page.footer = f'&L&"Times New Roman,Italic"&11{print_text(footer)}{sheet.page.footer}'
    stamp(sheet, columns, token)


def stamp(sheet: SheetSpec, columns: int, token: str) -> None:
    """The identity in a hidden column to the right of everything (identity.py tells who reads it)."""
    put_token(sheet, token, columns + 1, _STAMP)


def shown_values(item: object, fields: Fields) -> list[Any]:
    """The values of an answer's fields as cells hold them; a mark is 'x'."""
    return [
        "x" if v is True else None if v is False else to_number(v) for v in values_of(item, fields).values()
    ]
