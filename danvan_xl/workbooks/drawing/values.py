"""What a cell can hold, and how a formula writes it: texts within Excel's limit, numbers, constants, criteria, rates."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

MAX_TEXT = 32_767
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
"""What a cell shows in place of a result."""
_CUT = " … [đã cắt bớt, xem tệp nguồn]"


def safe_text(text: str) -> str:
    """Text that a cell can hold: at most 32,767 UTF-16 units (cut with a mark), no lone surrogate."""
    if len(text) <= MAX_TEXT // 2 and text.isprintable():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
        return text
    room = MAX_TEXT - len(_CUT)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def to_number(value: Any) -> Any:
    """A decimal as the number that a cell holds; text and None stay."""
    return _number(value) if isinstance(value, Decimal) else value


@lru_cache(maxsize=4096)
def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def quoted(text: str) -> str:
    """A text constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def exactly(text: str) -> str:
    """A COUNTIFS/SUMIFS criterion that matches this text and no pattern, as a text constant."""
    for mark in "~*?":
        text = text.replace(mark, "~" + mark)
    return quoted("=" + text)


def rate_text(expression: str) -> str:
    """A formula fragment that writes a fraction as '80,0%' in whatever language the spreadsheet runs."""
    return f'SUBSTITUTE(FIXED(({expression})*100,1,TRUE),".",",")&"%"'


def print_text(text: str) -> str:
    """Text in the header or footer of a page: '&' begins a code there, a digit after a font's size would join it."""
    return (" " if text[:1].isdigit() else "") + text.replace("&", "&&")
