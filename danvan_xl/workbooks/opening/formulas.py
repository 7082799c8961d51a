"""Working out a formula that nobody ever calculated, where it is plain arithmetic.

A unit types ``=5+7`` or ``=SUM(C4:C8)`` into a cell to fill, and a program that does not calculate saves
the file: a person who opens it sees 12, the file holds nothing. Only numbers, + - * / ^ %, brackets,
cells of the same sheet, SUM and a DATE of three numbers are known; anything else is not worked out (the caller makes a finding).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection
from datetime import datetime
from decimal import Decimal, DecimalException, localcontext

from danvan_xl.language.arithmetic import Arithmetic
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.seen import Position

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<area>\$?[A-Za-z]{1,2}\$?\d{1,5}:\$?[A-Za-z]{1,2}\$?\d{1,5})"
    r"|(?P<cell>\$?[A-Za-z]{1,2}\$?\d{1,5})|(?P<sum>SUM(?=\())|(?P<sign>[-+*/^%(),]))",
    re.IGNORECASE,
)
_CELL = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_DATE = re.compile(r"=?\s*DATE\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)
_LONGEST = 200
_LARGEST_AREA = 5_000


_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


class _NotPlainError(Exception):
    """The formula is more than plain arithmetic, or does not come out."""


def calculate(formula: str, grid: Grid, formulas: Collection[Position] = ()) -> float | datetime | None:
    """The value of a plain formula (without '='), None when it is not plain. A DATE gives a day at midnight.

    Cells it refers to must hold numbers or be blank; cells in ``formulas`` are not calculated either, so a
    formula that refers to one is not worked out. The result is a float, as a spreadsheet would hold.
    """
    if not formula or len(formula) > _LONGEST:
        return None
    if (day := _DATE.fullmatch(formula)) is not None:
        try:
            return datetime(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:  # DATE(2025,13,1) means January 2026 to a spreadsheet: rare, and better asked
            return None
    try:
        with localcontext() as context:
            context.prec = 40
            value = _Parser(formula.lstrip("="), grid, formulas).value()
        return float(value)
    except (_NotPlainError, DecimalException, OverflowError, RecursionError):
        return None


class _Parser(Arithmetic[Decimal]):
    def __init__(self, text: str, grid: Grid, formulas: Collection[Position]) -> None:
        super().__init__(_tokens(text.strip()))
        self.grid, self.formulas = grid, formulas

    def value(self) -> Decimal:
        result = self.sum()
        if self.kind:
            raise _NotPlainError
        return result

    def factor(self) -> Decimal:
        # In a spreadsheet a leading minus binds before ^: =-2^2 is 4.
        result = self.signed()
        while self.skip("^"):
            result = self.combine("^", result, self.signed())
        return result

    def combine(self, sign: str, left: Decimal, right: Decimal) -> Decimal:
        if sign == "^" and abs(right) > 20:
            raise _NotPlainError
        return _SIGNS[sign](left, right)

    def negative(self, value: Decimal) -> Decimal:
        return -value

    def percent(self, value: Decimal) -> Decimal:
        return value / 100

    def unclosed(self) -> Exception:
        return _NotPlainError()

    def operand(self) -> Decimal:
        kind, text = self.kind, self.take()
        if kind == "number":
            return Decimal(text)
        if kind == "cell":
            return self.cell(*_position(text)) or Decimal(0)
        if kind == "sum":
            return self.total()
        raise _NotPlainError

    def total(self) -> Decimal:
        if not self.skip("("):
            raise _NotPlainError
        result = Decimal(0)
        while True:
            result += self.area(self.take()) if self.kind == "area" else self.sum()
            if self.skip(")"):
                return result
            if not self.skip(","):
                raise _NotPlainError

    def area(self, text: str) -> Decimal:
        (top, left), (bottom, right) = (_position(part) for part in text.split(":"))
        if not (top <= bottom and left <= right) or (bottom - top + 1) * (right - left + 1) > _LARGEST_AREA:
            raise _NotPlainError
        return sum(
            (
                self.cell(row, col) or Decimal(0)
                for row in range(top, bottom + 1)
                for col in range(left, right + 1)
            ),
            Decimal(0),
        )

    def cell(self, row: int, col: int) -> Decimal | None:
        if (row, col) in self.formulas:
            raise _NotPlainError
        value = self.grid.value(row, col)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _NotPlainError
        return Decimal(repr(value))


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise _NotPlainError
        found = match[match.lastgroup]
        tokens.append((found if match.lastgroup == "sign" else match.lastgroup, found))
        at = match.end()
    return tokens


def _position(name: str) -> Position:
    match = _CELL.fullmatch(name)
    if match is None:
        raise _NotPlainError
    col = 0
    for letter in match[1].upper():
        col = col * 26 + ord(letter) - 64
    row = int(match[2])
    if row < 1:
        raise _NotPlainError
    return row - 1, col - 1
