"""Decimal arithmetic as a reader of the sheet would do it by hand, and the same in Excel.

Points are rounded half up to 2 decimals. A workbook calculates in binary fractions, so 1.005 may lie a
hair below the half; its formulas therefore round twice, first to 10 decimals, which takes that hair away.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)


def round_points(value: Decimal) -> Decimal:
    """Half up (away from zero) to 2 decimals, as Excel's ROUND shows; never a negative zero."""
    return value.quantize(CENT, ROUND_HALF_UP) + ZERO


def round_to_step(value: Decimal, step: Decimal) -> Decimal:
    """Half up to the nearest multiple of ``step`` (> 0), value ≥ 0: 8.65 in steps of 0.25 is 8.75."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def is_on_step(value: Decimal, step: Decimal) -> bool:
    """Whether ``value`` is a whole number of steps."""
    return value % step == 0


def excel_number(value: Decimal) -> str:
    """A number for use inside a formula."""
    return f"{value.normalize() + ZERO:f}"


def excel_round(expression: str) -> str:
    """Half up to 2 decimals in a formula (see above)."""
    return f"ROUND(ROUND({expression},10),2)"


def excel_round_to_step(expression: str, step: Decimal) -> str:
    """To the nearest multiple of ``step`` in a formula."""
    number = excel_number(step)
    return f"(ROUND(ROUND(({expression})/{number},10),0)*{number})"
