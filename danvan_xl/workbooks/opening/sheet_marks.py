"""What the raw bytes of a worksheet tell before and beside the first reader, by searching, not parsing.

:func:`unusual` is the pre-flight: whether calamine may lay the sheet out. :func:`mark_sheet` adds what
calamine does not give: formulas, errors, merged areas, percent formats. Both rely on the form in which all
common programs write cells, ``<c r="B7" ...>``; any other form is "unusual" and goes to the second reader.
"""

from __future__ import annotations

import re

from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import Position, RawSheet
from danvan_xl.workbooks.opening.styles import Styles, matters

_COLUMNS = re.compile(rb'<c r="([A-Z]+)')
_ROWS = re.compile(rb'<row r="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f(?: [^>]*)?(?:/>|>([^<]*))')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.S)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_PREFIXED = re.compile(rb'xmlns:\w+="[^"]*spreadsheetml/(?:2006/)?main"')
_STYLE = re.compile(rb'\bs="(\d+)"')


def column_index(letters: bytes | str) -> int:
    """'A' → 0, 'AA' → 26."""
    number = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode():
        number = number * 26 + (letter & 31)
    return number - 1


def unusual(data: bytes) -> str:
    """Why the first reader should not lay this sheet out (Vietnamese), '' when it may."""
    # Every scan of the bytes costs, and every clean form pays: hence the columns once, the rows only by their end.
    cells = _COLUMNS.findall(data)
    row_numbers = _ROWS.findall(data)
    if data.count(b"<c ") != len(cells) or data.count(b"<row ") != len(row_numbers) or b't="d"' in data:
        return "cách ghi ô khác thường"
    head = data[:2000]
    if b"='" in head or _PREFIXED.search(head):
        return "cách ghi ô khác thường"
    columns = 1 + max(map(column_index, set(cells)), default=0)
    rows = max(map(int, row_numbers), default=0)
    if rows > limits.ROWS or columns > limits.COLUMNS or rows * columns > limits.CELLS:
        return "có ô ở rất xa bảng"
    return ""


def mark_sheet(sheet: RawSheet, data: bytes, styles: Styles | None) -> None:
    """Add formulas, errors, merged areas, and number formats that matter where ``styles`` has any."""
    sheet.formulas = _formulas(data)
    if b't="e"' in data:
        for letters, row, text in _ERROR.findall(data):
            sheet.errors[int(row) - 1, column_index(letters)] = text.decode("utf-8", "replace")
    sheet.merged = [_area(*found) for found in _MERGED.findall(data, max(data.rfind(b"</sheetData>"), 0))]
    if styles is not None:
        odd = {i for i, code in enumerate(styles.formats) if matters(code)}
        for letters, row, facts in _CELL.findall(data):
            style = _STYLE.search(facts)
            if style and int(style[1]) in odd:
                sheet.formats[int(row) - 1, column_index(letters)] = styles.formats[int(style[1])]


def _formulas(data: bytes) -> dict[Position, str]:
    return {
        (int(row) - 1, column_index(letters)): text.decode("utf-8", "replace")
        for letters, row, text in _FORMULA.findall(data)
    }


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Range:
    return int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)
