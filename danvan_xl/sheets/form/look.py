"""What the form's sheets have in common: hidden identity cell, title, guidance, header row, print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from danvan_xl.sheets import tables
from danvan_xl.sheets.fields import OFF, header_style, input_style
from danvan_xl.sheets.paper import SAFETY, SMALLEST, smallest_letter, width_of
from danvan_xl.sheets.tables import GUIDE as SMALL_GUIDE
from danvan_xl.sheets.tables import HIDDEN_TOKEN, Column, put_title, put_token
from danvan_xl.terms.fields import Field, Fields, headers, is_blank
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style
from danvan_xl.workbooks.drawing.values import print_text

FIRST = 1
"""First visible column. Column A is hidden and holds the identity in A1, where no sort or filter reaches it."""
GUIDE_ROW = 1

TITLE = style.TITLE.but(size=14)
PREFILLED = Style(size=11, bold=True, color="7A4B00")
GUIDE = SMALL_GUIDE.but(size=11)
"""Nothing on the form is smaller than 11 points, so that it may be printed small: eight points on paper."""
COMPUTED_POINTS = style.COMPUTED.but(align="right", wrap=False, num_format="0.00", bold=True)
NOT_FILLED = OFF.but(locked=False)
"""A cell that takes nothing by a rule of the sheet which says why; a locked cell could not explain itself."""
PREFILLED_FILL = "FFDFA3"
KEY = Style(bold=True, size=12, color=style.INK, fill=style.BAND_FILL, border=style.LINE)
HELPER = HIDDEN_TOKEN


def start_sheet(name: str, token: str, title: str, guidance: Iterable[str]) -> tuple[SheetSpec, int]:
    """A protected sheet with its identity, title and guidance lines; and the next free row."""
    sheet = SheetSpec(name, protect=True)
    put_token(sheet, token)
    return sheet, put_title(sheet, title, guidance, FIRST, TITLE, GUIDE)


def columns_of(fields: Fields) -> dict[str, int]:
    """Header → 0-based column, in the table's order."""
    return {header: FIRST + offset for offset, header in enumerate(headers(fields))}


def put_headers(sheet: SheetSpec, row: int, fields: Fields) -> None:
    """The header row and the widths."""
    by_header = {field.header: field for field in fields}  # what is chosen and what is counted share a column
    columns = [Column(name, field.width, head=header_style(field)) for name, field in by_header.items()]
    tables.put_headers(sheet, row, columns, FIRST)
    sheet.freeze = (row + 1, FIRST + 1)


def put_given(
    sheet: SheetSpec,
    at: int,
    columns: Mapping[str, int],
    field: Field,
    value: Any,
    looks: Style | None = None,
) -> None:
    """A cell to fill, with what was answered before; ``looks`` in place of those of its kind."""
    value = "x" if value is True else None if is_blank(value) else value
    sheet.put(at, columns[field.header], value, given(value, looks or input_style(field)))


_ROOM = {True: (791.0, 490.0), False: (545.0, 766.0)}
"""Points between the margins of A4, across and down, in landscape and upright; a little is left for programs that draw wider."""


def set_page(
    sheet: SheetSpec,
    unit: str,
    period: str,
    *,
    repeat: int | None,
    last: tuple[int, int],
    landscape: bool = True,
    whole: bool = False,
) -> None:
    """A4, as wide as print of 8 points takes; the unit and the period in the header, the page number below. ``whole``: on one
    page, where that leaves every letter so large."""
    across, down = _ROOM[landscape]
    least = SMALLEST / smallest_letter(sheet, (0, FIRST, *last)) / SAFETY
    wide = sum(width_of(sheet, col) for col in range(FIRST, last[1] + 1))
    pages = max(1, -int(-wide * least // across))
    rows = (row for row in range(last[0] + 1) if row not in sheet.hidden_rows)
    one = whole and sum(sheet.heights.get(row, 15.0) for row in rows) * least <= down
    sheet.page = Page(
        landscape=landscape,
        fit_width=pages,
        fit_height=1 if one else 0,
        top=0.45,
        bottom=0.5,
        repeat_columns=(FIRST, FIRST) if pages > 1 else None,
        left=0.4,
        right=0.3,
        repeat_rows=None if repeat is None else (repeat, repeat),
        area=(0, FIRST, *last),
        header=header(unit, period),
        footer=f'&L&"Times New Roman,Italic"&11{print_text(sheet.name)}&R&"Times New Roman,Regular"&11Trang &P/&N',  # LibreOffice shrinks it with the sheet
    )


def header(unit: str, period: str) -> str:
    """At most 255 characters, Excel's limit; a long period name gives way first."""
    start, middle = '&L&"Times New Roman,Bold"&11', '&R&"Times New Roman,Italic"&11'
    left, right = print_text(unit), print_text(period)
    room = 248 - len(start) - len(middle)
    if len(left) + len(right) > room:
        right = _cut(period, max(0, room - len(left)))
        left = left if len(left) <= room else _cut(unit, room)
    return f"{start}{left}{middle}{right}"


def _cut(text: str, room: int) -> str:
    while text and len(print_text(text)) > room:
        text = text[:-1]
    return print_text(text)


def given(value: Any, looks: Style) -> Style:
    """``looks``, or its other colour when the cell is filled already with what was answered before."""
    return looks if value is None or value == "" else looks.but(fill=PREFILLED_FILL)
