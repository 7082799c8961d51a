"""Ràng buộc of indicators: ``SL01 = SL02 + SL03``, ``SL04 <= SL01``, and ``SL05 / SL04`` of a Tỷ số."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from danvan_xl.errors import ParameterError
from danvan_xl.rules.expressions import COMPARISON, MEANING, Expression, Names, Reader, Values, pieces

_TOLERANCE = Decimal("0.005")
"""Only where something is divided: 1/3 has no exact decimal."""
_SPOKEN = {
    "=": "bằng",
    "<>": "khác",
    "<=": "không lớn hơn",
    ">=": "không nhỏ hơn",
    "<": "nhỏ hơn",
    ">": "lớn hơn",
}


class Check(Struct, frozen=True):
    """One comparison of two expressions. ``codes`` are the known indicators that it needs."""

    text: str
    left: Expression
    operator: str
    right: Expression
    codes: tuple[str, ...]

    @property
    def divides(self) -> bool:
        """Whether it holds only up to a tolerance."""
        return self.left.divides or self.right.divides

    def named(self, names: Names) -> str:
        """As a person reads it: 'số đúng hạn (SL14) không lớn hơn số đã giải quyết (SL13)'."""
        return f"{self.left.named(names)} {_SPOKEN[self.operator]} {self.right.named(names)}"

    def holds(self, values: Values) -> bool | None:
        """Whether it holds; None when a number is missing or something is divided by zero."""
        left, right = self.left.value(values), self.right.value(values)
        if left is None or right is None:
            return None
        equal = abs(left - right) <= _TOLERANCE if self.divides else left == right
        outcomes = {
            "=": equal,
            "<>": not equal,
            "<=": left < right or equal,
            ">=": left > right or equal,
            "<": left < right and not equal,
            ">": left > right and not equal,
        }
        return outcomes[self.operator]


class Clause(Struct, frozen=True):
    """One part of a Ràng buộc: its comparisons, or the two sides of a Tỷ số. ``codes``: all that it names."""

    checks: tuple[Check, ...]
    ratio: tuple[Expression, Expression] | None
    codes: tuple[str, ...]


def read_clause(text: str, known: Collection[str]) -> Clause:
    """Read one part of a Ràng buộc. Raises ParameterError with a message that goes on after a colon.

    "a <= b <= c" means both comparisons. A code that is not known is kept: who asks says so.
    """

    def fault(message: str, remedy: str, *, code: str | None = None) -> ParameterError:
        return ParameterError(message, remedy=remedy, code=code)

    texts = [side.strip() for side in COMPARISON.split(text)]
    if not all(texts):
        raise fault("một vế còn trống", "Ghi đủ hai vế.")
    sides = [Reader(side, fault, known, strict=False).whole() for side in texts]
    codes = tuple(dict.fromkeys(code for side in sides for code in side.codes))
    if not codes:
        raise fault("không nhắc đến số liệu nào", "Ghi mã số liệu, ví dụ SL01 = SL02 + SL03.")
    if len(sides) == 1:
        if sides[0].sign != "/":
            raise fault("thiếu dấu so sánh (=, <=, >=)", "Ghi dấu so sánh giữa hai vế.")
        above, below = sides[0].parts
        return Clause((), (above, below), codes)
    checks = []
    for i, sign in enumerate(COMPARISON.findall(text)):
        named = dict.fromkeys(sides[i].codes + sides[i + 1].codes)
        used = tuple(code for code in named if code in known)
        if used:
            shown = f"{texts[i]} {sign} {texts[i + 1]}"
            checks.append(Check(shown, sides[i], MEANING.get(sign, sign), sides[i + 1], used))
    return Clause(tuple(checks), None, codes)


def clauses_of(constraint: str, codes: Collection[str]) -> tuple[Clause, ...]:
    """The parts that can be read; the others are left out, ``check`` tells them."""
    return _clauses(constraint, tuple(codes))


@lru_cache(maxsize=1024)
def _clauses(constraint: str, codes: tuple[str, ...]) -> tuple[Clause, ...]:
    found = []
    for piece in pieces(constraint):
        try:
            found.append(read_clause(piece, codes))
        except ParameterError:
            continue
    return tuple(found)


def checks_of(constraint: str, codes: Collection[str]) -> list[Check]:
    """The comparisons in a Ràng buộc that name a known code."""
    return [check for clause in clauses_of(constraint, codes) for check in clause.checks]


def ratio_of(constraint: str, codes: Collection[str]) -> tuple[Expression, Expression] | None:
    """Numerator and denominator of a Tỷ số: the part with a division and no comparison; None when there is none."""
    for clause in clauses_of(constraint, codes):
        if clause.ratio and all(set(side.codes) & set(codes) for side in clause.ratio):
            return clause.ratio
    return None
