"""Values to Vietnamese text: numbers with a decimal comma, rates, days. Every sentence and sheet shows them so.

Rounding is half up (away from zero), as a person does it and as Excel's ROUND and FIXED show it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from danvan_xl.language.folding import clean

CENT = Decimal("0.01")
NONE = "–"
"""What stands for a figure that does not exist."""
TENTATIVE = "tạm tính"
"""What stands beside a figure that is not final: something that it depends on could not be read."""
LONGEST_SHOWN = 120
_SWAPPED = str.maketrans(",.", ".,")
SHORT_TASK = 30


_remembered = lru_cache(maxsize=4096, typed=True)
"""Most numbers of a round are a few hundred small ones, each shown many times."""


@_remembered
def comma(value: Decimal | float | int) -> str:
    """A number as short as it can be, with a comma and no thousands: 1234,5."""
    if isinstance(value, float):
        return format(value, ".15g").replace(".", ",")
    return f"{Decimal(value).normalize() + 0:f}".replace(".", ",")


@_remembered
def number_text(value: Decimal | int) -> str:
    """A number as short as it can be, thousands with points: 1.234,5."""
    return _vietnamese(f"{Decimal(value).normalize() + 0:,f}")


@_remembered
def points_text(value: Decimal) -> str:
    """Points with two decimals and a comma: 7,20."""
    return _vietnamese(f"{value.quantize(CENT, ROUND_HALF_UP) + 0:,.2f}")


def percent_text(part: Decimal, whole: Decimal) -> str:
    """``part ÷ whole`` in percent, cut (not rounded) to 2 decimals: 89,99% must not look like 90%."""
    return number_text((part * 100 / whole).quantize(CENT, ROUND_DOWN)) + "%"


def rounded_text(value: Decimal, step: str = "0.01") -> str:
    """A number rounded half up to ``step``, as short as it can be: 12,25 to tenths is 12,3."""
    return number_text(value.quantize(Decimal(step), ROUND_HALF_UP))


def show_rate(value: Decimal | None) -> str:
    """A fraction as '80,0%'; '–' for none."""
    if value is None:
        return NONE
    return f"{(value * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%".replace(".", ",")


def tentative(text: str, uncertain: bool) -> str:
    """A figure that depends on something unread, marked as such; '–' needs no mark."""
    return f"{text} ({TENTATIVE})" if uncertain and text and text != NONE else text


def show_number(value: Decimal | int | None) -> str:
    """:func:`number_text`; '–' for none."""
    return NONE if value is None else number_text(value)


def vn_date(day: date | None) -> str:
    """31/12/2025; '' for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def short_task(short_name: str, text: str, most: int = SHORT_TASK) -> str:
    """The short name that a task was given, else its beginning: both at most so long, cut behind a word."""
    said = clean(short_name or text).rstrip(" .;,:")
    if len(said) <= most:
        return said
    kept = said[: most - 1].rsplit(" ", 1)[0] if " " in said[: most - 1] else said[: most - 1]
    return kept.rstrip(" .;,:(-–") + "…"


def as_text(value: object) -> str:
    """A cell's value as a person would read it: 3.0 → '3', NFC, trimmed; '' for blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A raw value as a person would see it, cut to a line."""
    if isinstance(value, datetime):
        text = f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    elif isinstance(value, date):
        text = vn_date(value)
    elif isinstance(value, float):
        text = comma(value)
    elif isinstance(value, Decimal):
        text = format(value, "f").replace(".", ",")
    else:
        text = as_text(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _vietnamese(text: str) -> str:
    return text.translate(_SWAPPED)
