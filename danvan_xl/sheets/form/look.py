"""What the form's sheets have in common: hidden identity cell, title, guidance, header row, print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style, Validation

FIRST = 1
"""First visible column. Column A is hidden and holds the identity in A1, where no sort or filter reaches it."""
TITLE_ROW, GUIDE_ROW = 0, 1

TITLE = style.TITLE.but(size=14)
GUIDE = Style(size=10, italic=True, color=style.NOTE_INK)
PREFILLED = Style(size=10, bold=True, color="7A4B00")
FACT = style.BODY
FACT_CENTER = style.CENTER
FACT_DATE = style.DATE
FACT_NUMBER = style.NUMBER.but(num_format="General")
CODE = style.CODE
INPUT = style.INPUT
INPUT_CENTER = style.INPUT_CENTER
INPUT_DATE = style.INPUT_DATE
INPUT_NUMBER = style.INPUT_NUMBER.but(num_format="General")
"""General, because '#,##0.##' shows a whole number as '5,' with its decimal mark."""
INPUT_INTEGER = style.INPUT_NUMBER.but(num_format="#,##0")
COMPUTED = style.COMPUTED.but(align="center")
COMPUTED_POINTS = style.COMPUTED.but(align="right", wrap=False, num_format="0.00", bold=True)
OFF = style.BODY.but(fill="E4E7EB", align="center")
"""A cell in an input column that is not to be filled in this row."""
NOT_FILLED = OFF.but(locked=False)
"""The same, where the sheet's own rule takes nothing and says why; a locked cell could not explain itself."""
PREFILLED_FILL = "FFDFA3"
KEY = Style(bold=True, size=12, color=style.INK, fill=style.BAND_FILL, border=style.LINE)
HELPER = Style(size=8, color=style.NOTE_INK)


def start_sheet(
    name: str, token: str, title: str, guidance: Iterable[str], widths: Sequence[float]
) -> tuple[SheetSpec, int]:
    """A protected sheet with its identity, title and guidance lines; and the next free row."""
    sheet = SheetSpec(name, protect=True)
    sheet.hidden_columns.add(0)
    sheet.widths[0] = 2
    for offset, width in enumerate(widths):
        sheet.widths[FIRST + offset] = width
    sheet.put(0, 0, token, HELPER)
    sheet.put(TITLE_ROW, FIRST, title, TITLE)
    sheet.heights[TITLE_ROW] = 24
    row = GUIDE_ROW
    for line in guidance:
        sheet.put(row, FIRST, line, GUIDE)
        row += 1
    return sheet, row


def put_headers(sheet: SheetSpec, row: int, headers: Sequence[str], inputs: Sequence[str]) -> None:
    """The header row; columns to fill have a lighter head, so that the eye finds them."""
    for offset, header in enumerate(headers):
        sheet.put(row, FIRST + offset, header, INPUT_HEADER if header in inputs else style.HEADER)
    sheet.freeze = (row + 1, FIRST + 1)


INPUT_HEADER = style.HEADER.but(fill="8A5A00")


def set_page(
    sheet: SheetSpec,
    unit: str,
    period: str,
    *,
    repeat: int | None,
    last: tuple[int, int],
    landscape: bool = True,
) -> None:
    """A4, one page wide; the unit and the period in the header, the page number below."""
    sheet.page = Page(
        landscape=landscape,
        left=0.4,
        right=0.3,
        repeat_rows=None if repeat is None else (repeat, repeat),
        area=(0, FIRST, *last),
        header=header(unit, period),
        footer=f'&L&"Times New Roman,Italic"&9{header_text(sheet.name)}&R&"Times New Roman,Regular"&9Trang &P/&N',
    )


def header(unit: str, period: str) -> str:
    """At most 255 characters, Excel's limit; a long period name gives way first."""
    start, middle = '&L&"Times New Roman,Bold"&9', '&R&"Times New Roman,Italic"&9'
    left, right = header_text(unit), header_text(period)
    room = 250 - len(start) - len(middle)
    if len(left) + len(right) > room:
        right = _cut(period, max(0, room - len(left)))
        left = left if len(left) <= room else _cut(unit, room)
    return f"{start}{left}{middle}{right}"


def header_text(text: str) -> str:
    """Text as it stands in a header: '&' begins a code there."""
    # A digit right after the font size would be read as part of it, hence the space.
    return (" " if text[:1].isdigit() else "") + text.replace("&", "&&")


def _cut(text: str, room: int) -> str:
    while text and len(header_text(text)) > room:
        text = text[:-1]
    return header_text(text)


def given(value: Any, looks: Style) -> Style:
    """``looks``, or its other colour when the cell is filled already with what was answered before."""
    return looks if value is None or value == "" else looks.but(fill=PREFILLED_FILL)


def shown(value: Decimal | None) -> str:
    """A number as a Vietnamese reader writes it: '8,5', '1.234', ''."""
    if value is None:
        return ""
    whole, _, rest = f"{value.normalize():,f}".partition(".")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def day(value: date | None) -> str:
    """'05/09/2025', or ''."""
    return "" if value is None else f"{value:%d/%m/%Y}"


def at_least_zero(
    ranges: list[Any], what: str, *, whole: bool = False, maximum: Decimal | None = None
) -> Validation:
    """A number ≥ 0, ≤ ``maximum`` when given. ``what`` begins the sentence the user sees."""
    limits = "từ 0 trở lên" if maximum is None else f"từ 0 đến {shown(maximum)}"
    kind = "số nguyên" if whole else "số"
    return Validation(
        ranges,
        "whole" if whole else "decimal",
        ">=" if maximum is None else "between",
        minimum=0,
        maximum=maximum,
        error=f"{what} phải là {kind} {limits}. Chỉ gõ số, không gõ đơn vị tính hay chữ.",
        prompt_title=what[:32],
        prompt=f"Gõ {kind} {limits}. Không phát sinh thì gõ 0; chưa có số liệu thì để trống.",
    )
