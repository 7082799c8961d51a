"""One cell's value as a person sees it: the stored value, or the text that the screen shows instead of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from danvan_xl.language import number_format as nf
from danvan_xl.language.dates import read_date
from danvan_xl.language.number_shown import (
    Appearance,
    UnknownFormatError,
    date_shown,
    number_shown,
    text_shown,
)
from danvan_xl.language.numbers import exact, read_number
from danvan_xl.language.showing import shown

Position = tuple[int, int]

STRUCK = "ô có phần gạch ngang, chỉ đọc phần không gạch"
PARTLY_RAISED = "ô có chữ số nhỏ đặt cao hoặc thấp, coi là chú thích"


class Seen(str):
    """What the screen shows where it is not what the cell holds. As a text it is what is seen, '' when nothing is.

    ``stored`` is the value of the cell, ``why`` a Vietnamese half-sentence. ``number``: the number that is seen alone,
    rounded or scaled by its format. ``typed``: the same text in a form that nobody can read in two ways.
    """

    stored: Any
    why: str
    number: Decimal | None
    typed: str
    percent: bool

    def __new__(cls, text: str, stored: Any, why: str, look: Appearance | None = None) -> Self:
        made = super().__new__(cls, text)
        made.stored, made.why = stored, why
        made.number = look.number if look is not None and look.alone else None
        made.typed = look.typed if look is not None else text
        made.percent = look is not None and look.number is not None and not look.before and look.after == "%"
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """What leaves this process is a plain text."""
        return str, (str(self),)


def settled(value: Any) -> Any:
    """One value for readers that know nothing of looks: what is stored where it is seen as that, else a text that tells.

    A number rounded by its format is the rounded one, 85% a text; what is seen as quite another value is a text
    that no reader takes for a number or a date: '12000 (lưu 12)'.
    """
    if not isinstance(value, Seen):
        return value
    stored = value.stored
    if stored is None or isinstance(stored, str) or value.percent:
        return str(value)
    if isinstance(stored, date):
        day = stored.date() if isinstance(stored, datetime) else stored
        if read_date(str(value)).value == day:
            return stored
    elif is_rounded(exact(float(stored)), value.number):
        return float(value.number or 0)
    elif read_number(value.typed).value == exact(float(stored)):
        return stored
    return f"{value or '…'} (lưu {shown(stored)})"


def is_rounded(stored: Decimal, number: Decimal | None) -> bool:
    """Whether ``number`` is ``stored`` to as many decimals as it shows."""
    exponent = number.as_tuple().exponent if number is not None else None
    return isinstance(exponent, int) and abs(stored - (number or 0)) * 2 <= Decimal(1).scaleb(exponent)


def seen_under(value: Any, code: str) -> Any:
    """``value`` itself where ``code`` shows it as it is, else a :class:`Seen`."""
    if code in ("", nf.GENERAL) or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if nf.shows_text_as_it_is(code) else Seen(text_shown(value, code), value, _why(code))
    try:
        if isinstance(value, int | float):
            return _number(value, code)
        if isinstance(value, date) and not nf.shows_whole_dates(code):
            return Seen(date_shown(value, code), value, _why(code))
    except UnknownFormatError:
        return Seen("", value, _why(code))
    return value


@lru_cache(maxsize=4096, typed=True)
def _number(value: float, code: str) -> Any:
    if not abs(value) < 1e30:  # no number of an office; not to be laid out digit by digit
        return value
    if value > 0 and value == int(value) and nf.shows_whole_numbers_as_they_are(code):
        return value
    number = exact(float(value))
    look = number_shown(number, code)
    return value if look.alone and look.number == number else Seen(look.text, value, _why(code), look)


def _why(code: str) -> str:
    return f"định dạng ô {code}"
