"""A cell as XML, without its place and its style, where it is a usual one. What is not usual is left to XlsxWriter."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.values import ERRORS
from danvan_xl.workbooks.xml_text import escape, without_controls

_SURELY_FITS = 16_383
"""Characters that are at most as many UTF-16 units as a cell holds."""
_LONG = 10**15
"""Whole numbers below it have the same digits as a float."""
_LEAP_DAY = 1900
"""Excel counts a day of this year that never was."""
_LEFT_TO_XLSXWRITER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^<r>")
"""What must be written with an escape of Excel's own, or would be taken for one."""


def of_value(value: Any) -> str:
    """The rest of a cell that holds ``value``, after its style; '' for one that is left to XlsxWriter."""
    kind = type(value)
    if kind is str:
        return of_text(value)
    if value is None:
        return "/>"
    if kind is int and -_LONG < value < _LONG:
        return f"><v>{value}</v></c>"
    if kind is float and isfinite(value):
        return f"><v>{value:.16G}</v></c>"
    if kind is date and value.year > _LEAP_DAY:
        return f"><v>{serial_of(value)}</v></c>"
    return ""


@lru_cache(maxsize=8192)
def of_text(text: str) -> str:
    """The same of a text."""
    if not text:
        return "/>"
    if len(text) > _SURELY_FITS or _LEFT_TO_XLSXWRITER.search(text):
        return ""
    kept = "" if text.strip() == text else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'


def cached(value: Any) -> Any:
    """A formula's cached value as XlsxWriter takes it: dates as serial numbers, None as empty text, none that XML cannot hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, Decimal):
        return float(value)
    return serial_of(value) if isinstance(value, date) else value


def of_formula(formula: str, value: Any) -> str:
    """The rest of a cell with a formula and its value, after its style; '' for one that is left to XlsxWriter."""
    formula, value = escape(formula.removeprefix("=")), cached(value)
    kind = type(value)
    if kind is str and value:
        what = "e" if value in ERRORS else "str"
        return f' t="{what}"><f>{formula}</f><v>{escape(value)}</v></c>'
    return f"><f>{formula}</f><v>{value}</v></c>" if kind in (str, int, float) else ""
