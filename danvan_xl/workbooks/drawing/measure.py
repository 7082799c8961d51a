"""How high a row must be for its wrapped texts, reckoned from approximate letter widths.

Excel fits a row by itself only when somebody edits it; LibreOffice, phones and previewers never fit
rows that come without a height. So the heights are estimated here and written as heights that still
grow (``SheetSpec.growing_rows``): typing a long text makes the row higher as usual.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from danvan_xl.workbooks.drawing.spec import SheetSpec, Style

_PIXELS_PER_CHARACTER = 7
"""Excel's column width unit: a digit of the default font (Calibri 11)."""
_LINE_POINTS = 1.34
"""Line height of Times New Roman as a multiple of its size."""
_MAX_HEIGHT = 400
LINE = 18
"""Points: a row that needs no more keeps the height that it has by itself."""
_NARROW = frozenset("iljtfrI.,;:'()[]|/!-")
_ROUND = frozenset("aceszJ")
_WIDE = frozenset("mwMWƯ%@")
_WIDEST = 11.5


@lru_cache(maxsize=4096)
def _word_width(word: str) -> float:
    """Width in pixels at 11 points, upright, of Times New Roman."""
    width = 0.0
    for letter in word:
        if letter in _WIDE:
            width += _WIDEST
        elif letter in _NARROW:
            width += 4.6
        elif letter.isupper():
            width += 9.9
        elif not unicodedata.combining(letter):
            width += 6.4 if unicodedata.normalize("NFD", letter)[0] in _ROUND else 7.3
    return width


@lru_cache(maxsize=8192)
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


def text_height(text: str, width: float, style: Style) -> float:
    """Points for a row with this text in a column ``width`` characters wide."""
    lines = lines_of(text, width, size=style.size, bold=style.bold) if style.wrap else 1
    return min(round((lines * style.size * _LINE_POINTS + 2) * 4) / 4, _MAX_HEIGHT)


class Fit:
    """How high the wrapped texts of one column stand; most are told to be short at a glance."""

    def __init__(self, width: float, style: Style) -> None:
        self.width, self.style = width, style
        scale = style.size / 11 * (1.08 if style.bold else 1.0)
        self.short = max(width * _PIXELS_PER_CHARACTER - 1, 10) / (_WIDEST * scale)
        self.known: dict[str, float] = {}

    def height(self, text: str) -> float:
        """Points, 0 for one line."""
        if not self.style.wrap or (len(text) <= self.short and "\n" not in text):
            return 0.0
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = text_height(text, self.width, self.style)
        return found


def fit_rows(sheet: SheetSpec, *, minimum: float = 0, first: int = 0, last: int = 10**7) -> None:
    """Give each row from ``first`` to ``last`` that has no height yet an estimated one that still grows.

    Rows that need one line only and no ``minimum`` are left to the program's default.
    """
    heights: dict[int, float] = {}
    for cell in sheet.cells:
        if not first <= cell.row <= last or cell.row in sheet.heights or cell.col in sheet.hidden_columns:
            continue
        needed = heights.get(cell.row, minimum)
        if isinstance(cell.value, str) and cell.value and cell.style is not None:
            width = sheet.widths.get(cell.col, 8.43)
            needed = max(needed, text_height(cell.value, width, cell.style))
        heights[cell.row] = needed
    for row, height in heights.items():
        if height > LINE:
            sheet.heights[row] = height
            sheet.growing_rows.add(row)
