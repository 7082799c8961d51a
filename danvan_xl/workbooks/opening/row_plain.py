"""One row of a worksheet as all common programs write it, taken by one search; rows that were seen before are not searched again.

Forms of one round share most of their rows to the byte: headings, guidance, texts of tasks, lines left blank. What such a
row holds follows from its bytes and the stylesheet alone, so that it is known. The numbers of shared texts, which differ from file to
file, are taken out of the bytes before (:func:`taken_out`), and the texts put in afterwards.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from danvan_xl.language.number_format import is_date_format
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.line import COMES, Line
from danvan_xl.workbooks.opening.sheet_xml import NUMBER, column_index, from_serial, unescaped
from danvan_xl.workbooks.opening.styles import Styles

FACTS = r'(?: [a-zA-Z0-9:]++="[^"<]*+")*+ ?+'
ROW = (
    rf"{FACTS}(?:/>|>\s*+(?:<c{FACTS}(?:/>|>"
    rf"(?:<f{FACTS}(?:/>|>[^<]*+</f>))?+(?:<v{FACTS}(?:/>|>[^<]*+</v>)|<is><t{FACTS}(?:/>|>[^<]*+</t>)</is>)?+"
    r"</c>)\s*+)*+</row>)\s*+"
)
"""What stands behind ``<row``: all cells as they are usually written, and nothing between them."""
_ROW = re.compile(ROW)
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9]\d{0,6})"([^<>]*+)>(?!</c>)'
    r"(?:(<f(?: [^<>]*+)?/?>(?:[^<]*+</f>)?+)?+(?:<v(?: [^<>]*+)?/?>(?:([^<]*+)</v>)?+)?+"
    r"|<is><t(?: [^<>]*+)?/?>(?:([^<]*+)</t>)?+</is>)</c>"
)
_EMPTY, _END = '"></c>', "</c>"
_ATTRIBUTE = re.compile(r' ([a-zA-Z0-9:]+)="([^"]*)"')
_REFERENCE = re.compile("&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
SURROGATE = re.compile("_x[Dd][89A-Fa-f]")
ODD = "cách ghi ô khác thường"
FAR = "có ô ở rất xa bảng"
FAILED = "cách đọc thứ nhất không đọc được"
_MOST_ROWS, _LONGEST_ROW = 4096, 20_000
_Cell = tuple[str, str, str, str, str, str]
"""Column, row, attributes, formula element, value, text within."""


class NotPlainError(Exception):
    """A sheet for the stream. ``why``: a Vietnamese half-sentence; '' where nothing about it need be told."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


_SHARED = re.compile(rb' t="s"><v>([0-9]{1,9})</v>')
_PLACE, _TAKEN = rb' t="s"><v>?</v>', "?"


def taken_out(data: bytes) -> tuple[bytes, list[int]]:
    """The rows without the numbers of shared texts as most programs write them, and those numbers."""
    if b' t="s"><v>' not in data:
        return data, []
    if _PLACE in data:
        raise NotPlainError(FAILED)
    pieces = _SHARED.split(data)
    return _PLACE.join(pieces[::2]), list(map(int, pieces[1::2]))


class Texts:
    """The shared texts of a file, and which of them the cells of a sheet have, from its first to its last."""

    def __init__(self, texts: list[str], numbers: list[int]) -> None:
        self.texts = texts
        if numbers and max(numbers) >= len(texts):
            raise NotPlainError(FAILED)
        self._next = iter([texts[number] for number in numbers])

    def of(self, shared: list[tuple[int, int]]) -> tuple[str, ...]:
        """Those of the next row. Raises :class:`NotPlainError` for a number that no text has."""
        try:
            return tuple([next(self._next) if at == COMES else self.texts[at] for _, at in shared])
        except (IndexError, StopIteration) as error:
            raise NotPlainError(FAILED) from error


class Rows:
    """Reads rows under one stylesheet."""

    def __init__(self, styles: Styles, date_1904: bool) -> None:
        self.styles, self.date_1904 = styles, date_1904
        self.crosses_out = any(styles.struck)
        self._known: dict[bytes, Line] = {}
        self._filled: dict[tuple[Line, tuple[str, ...]], Line] = {}

    def line(self, data: bytes, texts: Texts) -> Line:
        """The row whose bytes behind ``<row`` are ``data``, the next of its sheet. Raises :class:`NotPlainError`."""
        line = self._known.get(data)
        if line is None:
            line = self._kept(data)
        return self._with_texts(line, texts.of(line.shared)) if line.shared else line

    def _with_texts(self, line: Line, own: tuple[str, ...]) -> Line:
        """The same row with its texts in it."""
        filled = self._filled.get((line, own))
        if filled is None:
            values = line.values.copy()
            for (col, _), text in zip(line.shared, own, strict=True):
                values[col] = text
            while values and values[-1] == "":
                values.pop()
            filled = replace(line, values=values, shared=[], notes={})
            if len(self._filled) >= _MOST_ROWS:
                self._filled.clear()
            self._filled[line, own] = filled
        return filled

    def _kept(self, data: bytes) -> Line:
        line = self._read(data)
        if len(data) <= _LONGEST_ROW:
            if len(self._known) >= _MOST_ROWS:
                self._known.clear()
            self._known[data] = line
        return line

    def _read(self, data: bytes) -> Line:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise NotPlainError(FAILED) from error
        if _ROW.fullmatch(text) is None:
            raise NotPlainError(ODD)
        cells: list[_Cell] = _CELL.findall(text)
        if len(cells) + text.count(_EMPTY) != text.count(_END):
            raise NotPlainError(ODD)
        line = Line()
        if cells:
            line.number = int(cells[0][1]) - 1
            self._take(cells, line)
            line.marked = bool(line.formulas or line.errors or line.struck)
        return line

    def _take(self, cells: list[_Cell], line: Line) -> None:
        values, row, here = line.values, line.number, cells[0][1]
        for letters, number, attributes, formula, stored, inline in cells:
            col = column_index(letters)
            if number != here:
                raise NotPlainError(ODD)
            if col >= limits.COLUMNS:
                raise NotPlainError(FAR)
            style, kind = _facts(attributes)
            value: Any = characters(inline) if inline else ""
            if formula:
                line.formulas[row, col] = formula[formula.index(">") + 1 : -4]
            if stored and kind == "s":
                if stored != _TAKEN and not stored.isdecimal():
                    raise NotPlainError(FAILED)
                line.shared.append((col, COMES if stored == _TAKEN else int(stored)))
            elif stored and kind == "e":
                line.errors[row, col] = characters(stored)
            elif stored:
                value = self._value(kind, stored, style)
            if style:
                line.looks[col] = style
                if self.crosses_out and self.styles.is_struck(style):
                    line.struck.append(col)
            if value == "" and not (stored and kind == "s"):
                continue
            width = len(values)
            if width <= col:
                values += [""] * (col + 1 - width)
            values[col] = value

    def _value(self, kind: str, stored: str, style: int) -> Any:
        if kind == "n":
            if NUMBER.fullmatch(stored) is None:
                raise NotPlainError(FAILED)
            number, code = float(stored), self.styles.format(style)
            return from_serial(number, code, self.date_1904) if is_date_format(code) else number
        if kind == "str":
            return characters(stored)
        if kind == "b" and stored in ("0", "1", "true", "false"):
            return stored in ("1", "true")
        raise NotPlainError(ODD)


@lru_cache(maxsize=8)
def rows_under(styles: Styles, date_1904: bool) -> Rows:
    """The reader of rows for files with this stylesheet, which :func:`.styles.read_styles` keeps by its bytes."""
    return Rows(styles, date_1904)


@lru_cache(maxsize=4096)
def _facts(attributes: str) -> tuple[int, str]:
    """A cell's style and type from what stands behind its place."""
    found = dict(_ATTRIBUTE.findall(attributes))
    style = found.get("s", "0")
    if not style.isdecimal() or "r" in found:
        raise NotPlainError(ODD)
    return int(style), found.get("t", "n")


@lru_cache(maxsize=8192)
def characters(text: str) -> str:
    """Text as XML and then Excel write it, in its characters; forms of one round share most of theirs."""
    if "&" in text:
        if len(_REFERENCE.findall(text)) != text.count("&"):
            raise NotPlainError(FAILED)
        text = _REFERENCE.sub(_character, text)
    if SURROGATE.search(text):
        raise NotPlainError(ODD)
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
