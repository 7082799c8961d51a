"""The first reader of .xlsx: the cells of a worksheet by searches over its text, where it is written as usual.

All common programs write a cell as ``<c r="B7" s="3" t="s"><f>..</f><v>..</v></c>``. Row by row, one regular expression proves
that form and another takes every cell that holds something, with its style, formula and error, in a tenth of a parser's time
(:mod:`.row_plain`), and lays out nothing that is not there. The whole of the rows must be of that form: a sheet that is
written in another way, or damaged, is left to the stream of :mod:`.sheet_xml`, whole.
"""

from __future__ import annotations

import re
from typing import Any

from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.line import Line
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.row_plain import (
    FACTS,
    FAILED,
    FAR,
    ODD,
    SURROGATE,
    NotPlainError,
    Texts,
    characters,
    rows_under,
    taken_out,
)
from danvan_xl.workbooks.opening.sheet_xml import column_index, hides_zeros, shared_texts
from danvan_xl.workbooks.opening.styles import Styles
from danvan_xl.workbooks.opening.xlsx_parts import SheetPart

_LIST = re.compile(rb'<sst(?: [a-zA-Z0-9:]++="[^"<]*+")*+ ?+>\Z')
_TEXT = re.compile(rf"(?:<t{FACTS}(?:/>|>([^<]*+)</t>))?+</si>")
_MOST_TEXTS, _LONGEST_TEXT = 16_384, 2_000
_known_texts: dict[bytes, str] = {}
"""Texts by their bytes in a file's list of them: forms of one round share most of theirs."""
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_OPENED, _CLOSED = b"<sheetData>", b"</sheetData>"
_NO_ROWS = (b"<sheetData/>", b"<sheetData />")


def plain_texts(data: bytes) -> list[str]:
    """The shared texts, without the looks of their letters. Raises :class:`NotPlainError`."""
    start = data.find(b"<sst")
    body = data[start:].rstrip() if start >= 0 else b""
    before, *items = body.removesuffix(b"</sst>").split(b"<si>")
    if not items or not body.endswith(b"</sst>") or _LIST.fullmatch(before) is None:
        return _of_stream(data)
    known = _known_texts
    texts = [known.get(item) for item in items]
    for at, text in enumerate(texts):
        if text is None:
            item = items[at]
            found = _TEXT.fullmatch(_decoded(item))
            if found is None:
                return _of_stream(data)
            if SURROGATE.search(found[0]):
                raise NotPlainError
            texts[at] = text = characters(found[1] or "")
            if len(known) >= _MOST_TEXTS:
                known.clear()
            if len(item) <= _LONGEST_TEXT:
                known[item] = text
    return texts  # type: ignore[return-value]  # none is None any more


def _of_stream(data: bytes) -> list[str]:
    """Texts that are written in another way."""
    if SURROGATE.search(_decoded(data)):
        raise NotPlainError
    return ["".join(run.text for run in item) for item in shared_texts(data)]


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError(FAILED) from error


def read_plain(
    part: SheetPart, texts: list[str], styles: Styles, date_1904: bool, rows: int = limits.ROWS
) -> RawSheet:
    """The sheet's values and marks, of ``rows`` rows at most. Raises :class:`NotPlainError`."""
    sheet = RawSheet(Grid(part.name), part.visible, changes_texts=styles.changes_texts)
    data = part.data
    if not data:
        return sheet
    pieces, numbers, end = _rows_of(data)
    shared = Texts(texts, numbers)
    looks: dict[int, dict[int, int]] = {}
    line_of, grid, lines = rows_under(styles, date_1904).line, sheet.grid.rows, sheet.lines
    for piece in pieces:
        line = line_of(piece, shared)
        number = line.number
        if number < 0:
            continue
        if number >= rows:
            raise NotPlainError(FAR)
        if number >= len(grid):
            while number > len(grid):
                grid.append([])
            # It is the row of other sheets, too: whoever changes a cell of it takes a copy.
            grid.append(line.values)
            looks[number] = line.looks
            lines[number] = line
        else:
            # Rows in another order than their numbers, or the same one twice: the later cell counts.
            grid[number] = _laid_over(grid[number], line.values)
            looks[number] = looks.get(number, {}) | line.looks
            lines.pop(number, None)
        if line.marked:
            _mark(sheet, line)
    nothing: dict[int, int] = {}
    sheet.format_of = lambda place: styles.format(looks.get(place[0], nothing).get(place[1], 0))
    sheet.hides_zeros = hides_zeros(data)
    if data.find(b"<mergeCell", end) >= 0:
        found = _MERGED.findall(data, end)
        if len(found) != data.count(b"<mergeCell ", end):
            raise NotPlainError(ODD)
        sheet.merged = [_area(*area) for area in found]
        sheet.hide_covered()
    return sheet


def _rows_of(data: bytes) -> tuple[list[bytes], list[int], int]:
    """What stands behind each ``<row`` of a worksheet, the numbers of shared texts that were taken out of that, and where the
    rows end."""
    start = data.find(b"<sheetData")
    end = data.find(_CLOSED, max(start, 0))
    if data.startswith(_OPENED, start) and end >= 0:
        rows, numbers = taken_out(data[start + len(_OPENED) : end])
        before, *pieces = rows.split(b"<row")
        if not before.strip():
            return pieces, numbers, end
    elif start >= 0 and data.startswith(_NO_ROWS, start):
        return [], [], start
    raise NotPlainError("" if b"<is><r" in data else ODD)


def _mark(sheet: RawSheet, line: Line) -> None:
    """What is unusual about the cells of a row."""
    sheet.formulas.update(line.formulas)
    sheet.errors.update(line.errors)
    for col in line.struck:
        if col < len(line.values) and line.values[col] != "":
            sheet.struck[line.number, col] = ""


def _laid_over(standing: list[Any], values: list[Any]) -> list[Any]:
    blank = [""] * (len(values) - len(standing))
    laid = [*standing, *blank]
    for col, value in enumerate(values):
        if value != "":
            laid[col] = value
    return laid


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Range:
    return int(top) - 1, column_index(left.decode()), int(bottom) - 1, column_index(right.decode())
