"""Opening an .xlsb: a bounded stream over its binary records ([MS-XLSB] 2.3).

calamine reads Excel's own .xlsb, but drops the short cell records that other programs write, and a column that
silently vanishes is the worst that can happen. The records are few and plain, so they are all read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from danvan_xl.language.number_format import GENERAL, is_date_format
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet, UnreadableError
from danvan_xl.workbooks.opening.runs import Run, cut, keep_text
from danvan_xl.workbooks.opening.sheet_xml import from_serial
from danvan_xl.workbooks.opening.styles import BUILT_IN, RAISED, STRUCK, Font, Styles
from danvan_xl.workbooks.opening.xlsx_parts import (
    read_custom_properties,
    read_modified,
    relation_targets,
    resolve,
)

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
# Cell records: 1-7 name their column, 8-11 are formulas with a cached result, 12-18 follow the cell before.
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_RICH = 62
"""A text with its runs in the cell itself."""
_RESULT = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}


def open_xlsb(package: Package) -> RawBook:
    """Open the workbook. Raises :class:`~danvan_xl.workbooks.opening.raw.UnreadableError`."""
    place = package.find("xl/workbook.bin")
    listed = _Book(package.read(place))
    targets = relation_targets(package, place)
    try:
        styles, fonts = _styles(package.read_if("xl/styles.bin"))
        strings = [
            _runs(body, fonts)
            for kind, body in records(package.read_if("xl/sharedStrings.bin"))
            if kind == 19
        ]
        book = RawBook("xlsb", date_1904=listed.date_1904)
        for name, visible, relation in listed.sheets:
            kind, target = targets.get(relation, ("", ""))
            if not kind.endswith("/worksheet"):
                continue
            entry = package.find(resolve("xl", target))
            if not entry:
                raise UnreadableError("corrupt", f"thiếu nội dung trang tính “{name}”")
            sheet = RawSheet(Grid(name), visible)
            _Sheet(sheet, styles, fonts, strings, listed.date_1904).read(package.read(entry))
            book.sheets.append(sheet)
    except (struct.error, IndexError) as error:
        raise UnreadableError("corrupt") from error
    if not book.sheets:
        raise UnreadableError("structure-lost", "không có trang tính nào")
    book.properties, book.modified_at = read_custom_properties(package), read_modified(package)
    book.macros = bool(package.find("xl/vbaProject.bin"))
    book.external_links = any(name.startswith("xl/externalLinks/") for name in package.entries)
    return book


class _Sheet(Struct):
    sheet: RawSheet
    styles: Styles
    fonts: list[Font]
    strings: list[list[Run]]
    date_1904: bool
    row: int = 0
    col: int = -1
    looks: dict[tuple[int, int], int] = field(default_factory=dict)

    def read(self, data: bytes) -> None:
        looks, styles = self.looks, self.styles
        self.sheet.format_of = lambda place: styles.format(looks.get(place, 0))
        self.sheet.changes_texts = styles.changes_texts
        for kind, body in records(data):
            if kind == 0:
                self.row, self.col = struct.unpack_from("<I", body)[0], -1
            elif 1 <= kind <= 11 or kind == _RICH:
                self.col = struct.unpack_from("<I", body)[0]
                self._cell(kind, int.from_bytes(body[4:7], "little"), body[8:])
            elif 12 <= kind <= 18:
                self.col += 1
                self._cell(kind - 11, int.from_bytes(body[:3], "little"), body[4:])
            elif kind == 176 and len(self.sheet.merged) < 5_000:
                top, bottom, left, right = struct.unpack_from("<4I", body)
                self.sheet.merged.append((top, left, min(bottom, limits.ROWS), min(right, limits.COLUMNS)))
            elif kind == 137 and body:
                self.sheet.hides_zeros = not body[0] & 0x10
        self.sheet.hide_covered()

    def _cell(self, kind: int, style: int, body: bytes) -> None:
        formula = kind in _RESULT
        kind = _RESULT.get(kind, kind)
        if kind == _BLANK:
            return
        place = (self.row, self.col)
        if self.row >= limits.ROWS or self.col >= limits.COLUMNS:
            self.sheet.stray = self.sheet.stray or cell_name(*place)
            return
        if formula:
            self.sheet.formulas[place] = ""
        value = self._value(kind, style, body, place)
        if value is None or value == "":
            return
        rows = self.sheet.grid.rows
        while len(rows) <= self.row:
            rows.append([])
        row = rows[self.row]
        row.extend([""] * (self.col + 1 - len(row)))
        row[self.col] = value
        looks = self.looks
        looks[place] = style
        if self.styles.is_struck(style):
            self.sheet.struck[place] = ""

    def _value(self, kind: int, style: int, body: bytes, place: tuple[int, int]) -> Any:
        if kind == _ERROR:
            self.sheet.errors[place] = _ERRORS.get(body[0], "#")
            return None
        if kind == _BOOL:
            return body[0] != 0
        if kind in (_TEXT, _SHARED, _RICH):
            if kind == _SHARED:
                index = struct.unpack_from("<I", body)[0]
                found = self.strings[index] if index < len(self.strings) else []
            else:
                found = _runs(body, self.fonts) if kind == _RICH else [Run(wide(body, 0))]
            return keep_text(self.sheet, place, found, self.styles.font(style)) if found else ""
        number = rk(body) if kind == _RK else struct.unpack_from("<d", body)[0]
        code = self.styles.format(style)
        return from_serial(number, code, self.date_1904) if is_date_format(code) else number


def rk(body: bytes) -> float:
    """A number in four bytes: an integer or the upper half of a double, perhaps a hundredth (2.5.122)."""
    bits = struct.unpack_from("<I", body)[0]
    if bits & 2:
        number = float(struct.unpack("<i", struct.pack("<I", bits & 0xFFFFFFFC))[0] >> 2)
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0]
    return number / 100 if bits & 1 else number


class _Book(Struct):
    data: bytes
    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    date_1904: bool = False

    def __post_init__(self) -> None:
        try:
            for kind, body in records(self.data):
                if kind == 153:
                    self.date_1904 = bool(body[0] & 1)
                elif kind == 156:
                    relation = wide(body, 8)
                    name = wide(body, 12 + 2 * len(relation))
                    self.sheets.append((name, struct.unpack_from("<I", body)[0] == 0, relation))
        except (struct.error, IndexError) as error:
            raise UnreadableError("corrupt") from error


def _styles(data: bytes) -> tuple[Styles, list[Font]]:
    styles, formats = Styles(), dict(BUILT_IN)
    fonts: list[Font] = []
    in_cells = False
    for kind, body in records(data):
        if kind == 44:
            formats[struct.unpack_from("<H", body)[0]] = wide(body, 2)
        elif kind == 43:
            raised = struct.unpack_from("<H", body, 6)[0] in (1, 2)
            fonts.append(Font(wide(body, 21), STRUCK if body[2] & 8 else RAISED if raised else ""))
        elif kind in (617, 618):
            in_cells = kind == 617
        elif kind == 47 and in_cells:
            _, number, font = struct.unpack_from("<HHH", body)
            styles.add(formats.get(number, GENERAL), fonts[font] if font < len(fonts) else Font())
    return styles, fonts


def _runs(body: bytes, fonts: list[Font]) -> list[Run]:
    """A text with the places where its font changes (2.5.121)."""
    text = wide(body, 1)
    if not body[0] & 1:
        return [Run(text)]
    at = 5 + 2 * struct.unpack_from("<I", body, 1)[0]
    count = struct.unpack_from("<I", body, at)[0]
    places = [
        struct.unpack_from("<HH", body, at + 4 + 4 * i) for i in range(min(count, (len(body) - at - 4) // 4))
    ]
    return cut(text, [(start, fonts[font] if font < len(fonts) else Font()) for start, font in places])


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(record type, body); stops quietly at a torn end."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            if at >= end:
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def wide(body: bytes, at: int) -> str:
    """A counted UTF-16 text; '' for the null string."""
    count = struct.unpack_from("<I", body, at)[0]
    if count == 0xFFFFFFFF:
        return ""
    return body[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")
