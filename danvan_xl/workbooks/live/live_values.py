"""What is written into a cell of a live Excel so that it shows exactly what the spec says.

Excel reads what a program writes as if somebody had typed it: '05/9' becomes a date, '=…' a formula, '1.234' a number. A
text that it might convert gets an apostrophe in front, which Excel takes as "this is text" and does not show.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from danvan_xl.workbooks.drawing.spec import Cell

MAX_TEXT = 32_767
"""Characters that a cell holds."""

_WORD = re.compile(r"[^\W\d_]+")
_FIRST = frozenset("=+-@'")
_WORDS = """
    true false am pm a p e vnd usd eur đ d
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
    september october november december mon tue wed thu fri sat sun
    monday tuesday wednesday thursday friday saturday sunday
    tháng thg th ngày năm giờ phút quý thứ tư hai ba bốn sáu bảy tám chín mười một giêng chạp cn
"""
_CONVERTED = frozenset(_WORDS.split())
"""Words that occur in what Excel takes for a date, a time, a sum of money or a truth value, in English and Vietnamese."""


def needs_apostrophe(text: str) -> bool:
    """Whether Excel might take ``text`` for something else than text. Rather once too often than once too few."""
    if not text:
        return False
    if text[0] in _FIRST or text.lstrip(" \u00a0\t") != text or text[0] == "#":
        return True
    words = [word.casefold() for word in _WORD.findall(text)]
    if any(letter.isdigit() for letter in text):
        return all(word in _CONVERTED for word in words)
    return len(words) == 1 and words[0] in ("true", "false", "đúng", "sai")


def as_typed(text: str) -> str:
    """``text`` as it has to be written for Excel to keep it as text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if needs_apostrophe(text) else text


def live_value(cell: Cell) -> Any:
    """What to write for a cell of a spec: a formula, a number, a date, or text that stays text; None for a blank."""
    if cell.formula is not None:
        return cell.formula
    return plain_value(cell.value)


def plain_value(value: Any) -> Any:
    """As :func:`live_value`, for a value alone."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return as_typed(value)
    if isinstance(value, bool | datetime):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


def localised(formula: str, separator: str, decimal: str) -> str:
    """A formula with English commas and points in the marks that Excel's object model wants for conditional formats and
    validations: those of the machine's regional settings. Function names stay (Vietnamese Excel has English ones)."""
    if separator == "," and decimal == ".":
        return formula
    parts = re.split(r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*')", formula)
    for index in range(0, len(parts), 2):
        text = re.sub(r"(?<=\d)\.(?=\d)", "\0", parts[index])
        parts[index] = text.replace(",", separator).replace("\0", decimal)
    return "".join(parts)


def place_of(cell: str) -> tuple[int, int]:
    """'B3' → (2, 1)."""
    match = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", cell)
    if match is None:
        raise ValueError(f"not a cell: {cell!r}")
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return int(match[2]) - 1, col - 1
