"""The first reader of .xlsx: the cells of a worksheet by one search over its text, where it is written as usual.

All common programs write a cell as ``<c r="B7" s="3" t="s"><f>..</f><v>..</v></c>``. One regular expression takes every cell
that holds something, with its style, formula and error, in a tenth of a parser's time, and lays out nothing that is not
there. The whole of the rows must be of that form, and every cell with an end tag must be found: a sheet that is written in
another way, or damaged, is left to the stream of :mod:`.sheet_xml`, whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from danvan_xl.language.number_format import is_date_format
from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.sheet_xml import (
    NUMBER,
    column_index,
    from_serial,
    hides_zeros,
    shared_texts,
    unescaped,
)
from danvan_xl.workbooks.opening.styles import Styles
from danvan_xl.workbooks.opening.xlsx_parts import SheetPart

_FACTS = r'(?: [a-zA-Z0-9:]++="[^"<]*+")*+ ?+'
DATA = re.compile(
    rf"<sheetData>\s*+(?:<row{_FACTS}(?:/>|>\s*+(?:<c{_FACTS}(?:/>|>"
    rf"(?:<f{_FACTS}(?:/>|>[^<]*+</f>))?+(?:<v{_FACTS}(?:/>|>[^<]*+</v>)|<is><t{_FACTS}(?:/>|>[^<]*+</t>)</is>)?+"
    r"</c>)\s*+)*+</row>)\s*+)*+</sheetData>|<sheetData ?/>"
)
"""All rows and cells as they are usually written, and nothing between them."""
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9]\d{0,6})"([^<>]*+)>(?!</c>)'
    r"(?:(<f(?: [^<>]*+)?/?>(?:[^<]*+</f>)?+)?+(?:<v(?: [^<>]*+)?/?>(?:([^<]*+)</v>)?+)?+"
    r"|<is><t(?: [^<>]*+)?/?>(?:([^<]*+)</t>)?+</is>)</c>"
)
_EMPTY, _END = '"></c>', "</c>"
_ATTRIBUTE = re.compile(r' ([a-zA-Z0-9:]+)="([^"]*)"')
_TEXTS = re.compile(rf"<sst{_FACTS}>(?:<si>(?:<t{_FACTS}(?:/>|>[^<]*+</t>))?+</si>)*+</sst>\s*\Z")
_TEXT = re.compile(r"<si>(?:<t(?: [^<>]*+)?/?>(?:([^<]*+)</t>)?+)?+</si>")
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_REFERENCE = re.compile("&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SURROGATE = re.compile("_x[Dd][89A-Fa-f]")
_ODD = "cách ghi ô khác thường"
_FAR = "có ô ở rất xa bảng"
FAILED = "cách đọc thứ nhất không đọc được"
_Cell = tuple[str, str, str, str, str, str]
"""Column, row, attributes, formula element, value, text within."""


class NotPlainError(Exception):
    """A sheet for the stream. ``why``: a Vietnamese half-sentence; '' where nothing about it need be told."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


def plain_texts(data: bytes) -> list[str]:
    """The shared texts, without the looks of their letters. Raises :class:`NotPlainError`."""
    text = _decoded(data)
    if _SURROGATE.search(text):
        raise NotPlainError
    if not _TEXTS.match(text, max(text.find("<sst"), 0)):
        return ["".join(run.text for run in item) for item in shared_texts(data)]
    found: list[str] = _TEXT.findall(text)
    if len(found) != text.count("</si>"):
        raise NotPlainError(_ODD)
    return [characters(item) if "&" in item or "_x" in item or "\r" in item else item for item in found]


def read_plain(
    part: SheetPart, texts: list[str], styles: Styles, date_1904: bool, rows: int = limits.ROWS
) -> RawSheet:
    """The sheet's values and marks, of ``rows`` rows at most. Raises :class:`NotPlainError`."""
    sheet = RawSheet(Grid(part.name), part.visible, changes_texts=styles.changes_texts)
    if not part.data:
        return sheet
    text = _decoded(part.data)
    data = DATA.match(text, max(text.find("<sheetData"), 0))
    if data is None:
        raise NotPlainError("" if "<is><r" in text else _ODD)
    start, end = data.span()
    cells: list[_Cell] = _CELL.findall(text, start, end)
    if len(cells) + text.count(_EMPTY, start, end) != text.count(_END, start, end):
        raise NotPlainError(_ODD)
    looks = _Taken(sheet, texts, styles, date_1904, rows).take(cells)
    sheet.format_of = lambda place: styles.format(looks.get(place, 0))
    sheet.hides_zeros = hides_zeros(part.data)
    if text.find("<mergeCell", end) >= 0:
        found = _MERGED.findall(text, end)
        if len(found) != text.count("<mergeCell ", end):
            raise NotPlainError(_ODD)
        sheet.merged = [_area(*area) for area in found]
        sheet.hide_covered()
    return sheet


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError(FAILED) from error


class _Taken:
    """Cells that were found, put onto a sheet."""

    def __init__(
        self, sheet: RawSheet, texts: list[str], styles: Styles, date_1904: bool, limit: int
    ) -> None:
        self.sheet, self.texts, self.styles = sheet, texts, styles
        self.date_1904, self.limit = date_1904, limit

    def take(self, cells: list[_Cell]) -> dict[tuple[int, int], int]:
        """Lay them out; the style of each."""
        looks: dict[tuple[int, int], int] = {}
        rows, texts, struck = self.sheet.grid.rows, self.texts, any(self.styles.struck)
        row, line, last, known = -1, [], "", len(texts)
        for letters, number, attributes, formula, stored, inline in cells:
            col = column_index(letters)
            if number != last:
                last, row = number, int(number) - 1
                if row >= self.limit:
                    raise NotPlainError(_FAR)
                rows.extend([] for _ in range(row + 1 - len(rows)))
                line = rows[row]
            if col >= limits.COLUMNS:
                raise NotPlainError(_FAR)
            style, kind = _facts(attributes)
            value: Any = inline
            if formula:
                self.sheet.formulas[row, col] = formula[formula.index(">") + 1 : -4]
            if stored and kind == "s":
                if not stored.isdecimal() or (index := int(stored)) >= known:
                    raise NotPlainError(FAILED)
                value = texts[index]
            elif stored:
                value = self._value(kind, stored, style, (row, col))
            elif inline:
                value = characters(inline)
            if style:
                looks[row, col] = style
            if value == "":
                continue
            width = len(line)
            if width == col:
                line.append(value)
            elif width < col:
                line += [""] * (col - width)
                line.append(value)
            else:
                line[col] = value
            if struck and self.styles.is_struck(style):
                self.sheet.struck[row, col] = ""
        return looks

    def _value(self, kind: str, stored: str, style: int, place: tuple[int, int]) -> Any:
        if kind == "n":
            if NUMBER.fullmatch(stored) is None:
                raise NotPlainError(FAILED)
            number, code = float(stored), self.styles.format(style)
            return from_serial(number, code, self.date_1904) if is_date_format(code) else number
        if kind == "str":
            return characters(stored)
        if kind == "b" and stored in ("0", "1", "true", "false"):
            return stored in ("1", "true")
        if kind == "e":
            self.sheet.errors[place] = characters(stored)
            return ""
        raise NotPlainError(_ODD)


@lru_cache(maxsize=4096)
def _facts(attributes: str) -> tuple[int, str]:
    """A cell's style and type from what stands behind its place."""
    found = dict(_ATTRIBUTE.findall(attributes))
    style = found.get("s", "0")
    if not style.isdecimal() or "r" in found:
        raise NotPlainError(_ODD)
    return int(style), found.get("t", "n")


@lru_cache(maxsize=8192)
def characters(text: str) -> str:
    """Text as XML and then Excel write it, in its characters; forms of one round share most of theirs."""
    if "&" in text:
        if len(_REFERENCE.findall(text)) != text.count("&"):
            raise NotPlainError(FAILED)
        text = _REFERENCE.sub(_character, text)
    if _SURROGATE.search(text):
        raise NotPlainError(_ODD)
    return unescaped(text.replace("\r\n", "\n").replace("\r", "\n"))


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not (
        0x20 <= code < 0xD800 or code in (9, 10, 13) or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    ):
        raise NotPlainError(FAILED)
    return chr(code)


def _area(left: str, top: str, right: str, bottom: str) -> Range:
    return int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)
