"""What the raw bytes of a worksheet tell before and beside the first reader, by searching, not parsing.

:func:`scan` is the pre-flight: whether calamine may lay the sheet out, and the formulas, errors and merged areas
that calamine does not give. :func:`mark_sheet` puts them onto the sheet, with its cells' formats. All rely on the form
in which all common programs write cells, ``<c r="B7" ...><f>``; whatever else is found is "unusual" and goes to the
second reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from danvan_xl.workbooks.drawing.spec import Range, cell_name
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.styles import Styles

_COLUMNS = re.compile(rb'<c r="([A-Z]+)')
_ROWS = re.compile(rb'<row r="(\d+)"')
_STYLED = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?\bs="(\d+)"')
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f(?: [^>]*)?(?:/>|>([^<]*))')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.S)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_PREFIXED = re.compile(rb'xmlns:\w+="[^"]*spreadsheetml/(?:2006/)?main"')
_REFERENCE_IN_VALUE = re.compile(rb"<v[^>]*>[^<]*&#")
_SINGLE_QUOTES = re.compile(rb" [rst]='")
_ASIDE = re.compile(rb"!(?:--|\[CDATA)")
SURROGATE = re.compile(rb"_x[Dd][89A-Fa-f]")
_FEW = 40
_ODD = "cách ghi ô khác thường"


def column_index(letters: bytes | str) -> int:
    """'A' → 0, 'AA' → 26."""
    number = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode():
        number = number * 26 + (letter & 31)
    return number - 1


@dataclass(slots=True)
class SheetScan:
    """What was found. ``why``: why the first reader should not lay this sheet out (Vietnamese), '' when it may."""

    why: str = ""
    formulas: dict[Position, str] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)


def scan(data: bytes, rows: int = limits.ROWS) -> SheetScan:
    """Look through a worksheet's bytes. ``rows``: how many its table may have."""
    # Every scan of the bytes costs, and every clean form pays. In its rows no other element begins with c, r or f, so
    # that a cell which the patterns do not fit shows in the counts; single bytes are found much quicker than two.
    end = max(data.rfind(b"</sheetData>"), 0)
    cells = _COLUMNS.findall(data, 0, end)
    numbers = _ROWS.findall(data, 0, end)
    head = data[:2000]
    if (
        data.count(b"<c", data.find(b"<sheetData"), end) != len(cells)
        or data.count(b"<row", 0, end) != len(numbers)
        or data.find(b't="d"', 0, end) >= 0
        or _ASIDE.search(data, 0, end)
        or (data.find(b"?", 5, end) >= 0 and data.find(b"<?", 5, end) >= 0)
        or (data.find(b"'", 0, end) >= 0 and _SINGLE_QUOTES.search(data, 0, end))
        or (data.find(b"_", 0, end) >= 0 and SURROGATE.search(data, 0, end))
        or _PREFIXED.search(head)
        or (data.find(b"&#", 0, end) >= 0 and _REFERENCE_IN_VALUE.search(data, 0, end))
    ):
        return SheetScan(_ODD)
    last_column = 1 + max(map(column_index, set(cells)), default=0)
    last_row = max(map(int, numbers), default=0)
    if (
        last_row > rows
        or last_column > limits.COLUMNS
        or last_row * last_column > limits.CELLS * rows // limits.ROWS
    ):
        return SheetScan("có ô ở rất xa bảng")
    return _marks(data, end)


def _marks(data: bytes, end: int) -> SheetScan:
    """Formulas, errors, merged areas; any that is written in another form makes the sheet unusual."""
    found = SheetScan()
    formulas = _FORMULA.findall(data, 0, end)
    if len(formulas) != data.count(b"<f", data.find(b"<sheetData"), end):
        return SheetScan(_ODD)
    for letters, row, text in formulas:
        found.formulas[int(row) - 1, column_index(letters)] = text.decode("utf-8", "replace")
    if many := data.count(b't="e"', 0, end):
        errors = _ERROR.findall(data, 0, end)
        if len(errors) != many:
            return SheetScan(_ODD)
        for letters, row, text in errors:
            found.errors[int(row) - 1, column_index(letters)] = text.decode("utf-8", "replace")
    found.merged = [_area(*area) for area in _MERGED.findall(data, end)]
    if len(found.merged) != data.count(b"<mergeCell", end) - (data.count(b"<mergeCells", end)):
        return SheetScan(_ODD)
    return found


def mark_sheet(sheet: RawSheet, data: bytes, found: SheetScan, styles: Styles) -> None:
    """Put what :func:`scan` found onto the sheet, and how its cells look."""
    sheet.formulas, sheet.errors, sheet.merged = found.formulas, found.errors, found.merged
    looks = _Looks(data, styles)
    sheet.format_of, sheet.changes_texts = looks.format_of, styles.changes_texts
    sheet.hides_zeros = hides_zeros(data)
    if any(styles.struck):
        for row, values in enumerate(sheet.grid.rows):
            for col, value in enumerate(values):
                if value != "" and styles.is_struck(looks.style_of((row, col))):
                    sheet.struck[row, col] = ""
    if sheet.merged:
        sheet.hide_covered()


def hides_zeros(data: bytes) -> bool:
    """Whether a worksheet is set not to show zeros: it says so before its rows."""
    return any(data.find(said, 0, 3000) >= 0 for said in (b'showZeros="0"', b'showZeros="false"'))


class _Looks:
    """The style of each cell: searched for cell by cell, because most are never asked about; gathered for many."""

    def __init__(self, data: bytes, styles: Styles) -> None:
        self.data, self.styles, self.asked = data, styles, 0

    @cached_property
    def by_cell(self) -> dict[bytes, bytes]:
        return dict(_STYLED.findall(self.data))

    def style_of(self, place: Position) -> int:
        name = cell_name(*place).encode()
        self.asked += 1
        if self.asked > _FEW:
            return int(self.by_cell.get(name, b"0"))
        found = _STYLED.match(self.data, max(self.data.find(b'<c r="%s"' % name), 0))
        return int(found[2]) if found else 0

    def format_of(self, place: Position) -> str:
        return self.styles.format(self.style_of(place))


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Range:
    return int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)
