"""How high a row must be for its wrapped texts, reckoned from approximate letter widths.

Excel fits a row by itself only when somebody edits it; LibreOffice, phones and previewers never fit
rows that come without a height. So the heights are estimated here and written as heights that still
grow (``SheetSpec.growing_rows``): typing a long text makes the row higher as usual.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from danvan_xl.workbooks.drawing.spec import SheetSpec, Style

_PIXELS_PER_CHARACTER = 7
"""Excel's column width unit: a digit of the default font (Calibri 11)."""
_LINE_POINTS = 1.34
"""Line height of Times New Roman as a multiple of its size."""
_MAX_HEIGHT = 400
_NARROW = frozenset("iljtfrI.,;:'()[]|/!-")
_ROUND = frozenset("aceszJ")
_WIDE = frozenset("mwMWƯ%@")


@lru_cache(maxsize=4096)
def _word_width(word: str) -> float:
    """Width in pixels at 11 points, upright, of Times New Roman."""
    width = 0.0
    for letter in word:
        if letter in _WIDE:
            width += 11.5
        elif letter in _NARROW:
            width += 4.6
        elif letter.isupper():
            width += 9.9
        elif not unicodedata.combining(letter):
            width += 6.4 if unicodedata.normalize("NFD", letter)[0] in _ROUND else 7.3
    return width


def lines_of(text: str, width: float, *, size: float = 11, bold: bool = False) -> int:
    """Lines that ``text`` needs in a column ``width`` characters wide."""
    room = max(width * _PIXELS_PER_CHARACTER - 1, 10)
    scale = size / 11 * (1.08 if bold else 1.0)
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            long = _word_width(word) * scale
            step = long if used == 0 else long + 3.7 * scale
            if used and used + step > room:
                lines += 1
                step = long
                used = 0
            if step > room:  # a word longer than the line is cut by Excel
                lines += int(step // room)
                step %= room
            used += step
    return lines


def height_of(cells: Iterable[tuple[Any, float, Style | None]]) -> float:
    """Points for a row of (value, column width, style); only wrapped texts make it higher than one line."""
    needed = 0.0
    for value, width, style in cells:
        size = style.size if style else 11
        lines = 1
        if isinstance(value, str) and value and style is not None and style.wrap:
            lines = lines_of(value, width, size=size, bold=style.bold)
        needed = max(needed, lines * size * _LINE_POINTS + 2)
    return min(round(needed * 4) / 4, _MAX_HEIGHT)


def fit_rows(sheet: SheetSpec, *, minimum: float = 0, first: int = 0) -> None:
    """Give each row from ``first`` on that has no height yet an estimated one that still grows.

    Rows that need one line only and no ``minimum`` are left to the program's default.
    """
    rows: dict[int, list[tuple[Any, float, Style | None]]] = {}
    for cell in sheet.cells:
        if cell.row < first or cell.row in sheet.heights or cell.col in sheet.hidden_columns:
            continue
        row = rows.setdefault(cell.row, [])
        if isinstance(cell.value, str) and cell.value:
            row.append((cell.value, sheet.widths.get(cell.col, 8.43), cell.style))
    for number, cells in rows.items():
        height = max(height_of(cells), minimum)
        if height > 18:
            sheet.heights[number] = height
            sheet.growing_rows.add(number)
