"""What the raw bytes of a worksheet tell before and beside the first reader, by searching, not parsing.

:func:`unusual` is the pre-flight: whether calamine may lay the sheet out. :func:`mark_sheet` adds what
calamine does not give: formulas, errors, merged areas, percent formats. Both rely on the form in which all
common programs write cells, ``<c r="B7" ...>``; any other form is "unusual" and goes to the second reader.
"""

from __future__ import annotations

import re

from danvan_xl.returns import limits
from danvan_xl.returns.raw import Position, RawSheet
from danvan_xl.returns.styles import Styles, is_percent
from danvan_xl.sheets.spec import Range

_FAR = re.compile(rb' r="(?:[A-Z]{3,}\d|[A-Z]*(?:[2-9]\d{4}|\d{6}))')
_WIDE = re.compile(rb' r="([A-Z]{2})\d')
_LAST_ROW = re.compile(rb' r="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_FORMULA = re.compile(rb"<f(?: [^>]*)?(?:/>|>([^<]*)</f>)")
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


def far_away(data: bytes) -> bool:
    """Whether the cells span more than a form's size, or so much that a full rectangle would cost too much."""
    if _FAR.search(data):
        return True
    wide = {column_index(letters) for letters in _WIDE.findall(data)}
    if not wide:
        return False
    columns = max(wide) + 1
    at = data.rfind(b"<row ")
    match = _LAST_ROW.search(data, at, at + 200) if at >= 0 else None
    rows = int(match[1]) if match else limits.ROWS
    return columns > limits.COLUMNS or rows * columns > limits.CELLS


def unusual(data: bytes) -> str:
    """Why the first reader should not lay this sheet out (Vietnamese), '' when it may."""
    if far_away(data):
        return "có ô ở rất xa bảng"
    head = data[:2000]
    if (
        data.count(b"<c ") != data.count(b'<c r="')
        or b"<c>" in data
        or _PREFIXED.search(head)
        or b"='" in head
    ):
        return "cách ghi ô khác thường"
    if b't="d"' in data:
        return "cách ghi ô khác thường"
    return ""


def mark_sheet(sheet: RawSheet, data: bytes, styles: Styles | None) -> None:
    """Add formulas, errors, merged areas, and percent formats where ``styles`` has any."""
    if b"<f" in data:
        sheet.formulas = _formulas(data)
    if b't="e"' in data:
        for letters, row, text in _ERROR.findall(data):
            sheet.errors[int(row) - 1, column_index(letters)] = text.decode("utf-8", "replace")
    if b"<mergeCell " in data:
        sheet.merged = [_area(*found) for found in _MERGED.findall(data)]
    if styles is not None:
        percent = {i for i, code in enumerate(styles.formats) if is_percent(code)}
        for letters, row, facts in _CELL.findall(data):
            style = _STYLE.search(facts)
            if style and int(style[1]) in percent:
                sheet.formats[int(row) - 1, column_index(letters)] = styles.formats[int(style[1])]


def _formulas(data: bytes) -> dict[Position, str]:
    found: dict[Position, str] = {}
    at = data.find(b"<f")
    while at >= 0:
        if data[at + 2 : at + 3] in (b">", b" ", b"/"):
            match = _FORMULA.match(data, at)
            cell = data.rfind(b'<c r="', 0, at)
            place = _CELL.match(data, cell) if cell >= 0 else None
            if place:
                text = match[1] if match and match[1] else b""
                found[int(place[2]) - 1, column_index(place[1])] = text.decode("utf-8", "replace")
        at = data.find(b"<f", at + 2)
    return found


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Range:
    return int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)
