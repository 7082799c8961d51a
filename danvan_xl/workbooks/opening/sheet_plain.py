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
    ROW,
    SURROGATE,
    NotPlainError,
    characters,
    rows_under,
)
from danvan_xl.workbooks.opening.sheet_xml import column_index, hides_zeros, shared_texts
from danvan_xl.workbooks.opening.styles import Styles
from danvan_xl.workbooks.opening.xlsx_parts import SheetPart

DATA = re.compile(rf"<sheetData>\s*+(?:<row{ROW})*+</sheetData>|<sheetData ?/>")
"""All rows and cells as they are usually written, and nothing between them."""
_TEXTS = re.compile(rf"<sst{FACTS}>(?:<si>(?:<t{FACTS}(?:/>|>[^<]*+</t>))?+</si>)*+</sst>\s*\Z")
_TEXT = re.compile(r"<si>(?:<t(?: [^<>]*+)?/?>(?:([^<]*+)</t>)?+)?+</si>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_OPENED, _CLOSED = b"<sheetData>", b"</sheetData>"
_NO_ROWS = (b"<sheetData/>", b"<sheetData />")


def plain_texts(data: bytes) -> list[str]:
    """The shared texts, without the looks of their letters. Raises :class:`NotPlainError`."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError(FAILED) from error
    if SURROGATE.search(text):
        raise NotPlainError
    if not _TEXTS.match(text, max(text.find("<sst"), 0)):
        return ["".join(run.text for run in item) for item in shared_texts(data)]
    found: list[str] = _TEXT.findall(text)
    if len(found) != text.count("</si>"):
        raise NotPlainError(ODD)
    return [characters(item) if "&" in item or "_x" in item or "\r" in item else item for item in found]


def read_plain(
    part: SheetPart, texts: list[str], styles: Styles, date_1904: bool, rows: int = limits.ROWS
) -> RawSheet:
    """The sheet's values and marks, of ``rows`` rows at most. Raises :class:`NotPlainError`."""
    sheet = RawSheet(Grid(part.name), part.visible, changes_texts=styles.changes_texts)
    data = part.data
    if not data:
        return sheet
    pieces, end = _rows_of(data)
    looks: dict[int, dict[int, int]] = {}
    line_of, grid, lines = rows_under(styles, date_1904).line, sheet.grid.rows, sheet.lines
    for piece in pieces:
        line = line_of(piece, texts)
        number = line.number
        if number < 0:
            continue
        if number >= rows:
            raise NotPlainError(FAR)
        if number >= len(grid):
            while number > len(grid):
                grid.append([])
            grid.append(
                line.values
            )  # the row of other sheets, too: whoever changes a cell of it takes a copy
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


def _rows_of(data: bytes) -> tuple[list[bytes], int]:
    """What stands behind each ``<row`` of a worksheet, and where its rows end."""
    start = data.find(b"<sheetData")
    end = data.find(_CLOSED, max(start, 0))
    if data.startswith(_OPENED, start) and end >= 0:
        before, *pieces = data[start + len(_OPENED) : end].split(b"<row")
        if not before.strip():
            return pieces, end
    elif start >= 0 and data.startswith(_NO_ROWS, start):
        return [], start
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
