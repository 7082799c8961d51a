"""Ràng buộc of indicators: ``SL01 = SL02 + SL03``, ``SL04 <= SL01``, and ``SL05 / SL04`` of a Tỷ số."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from danvan_xl.language.folding import fold

Values = Mapping[str, Decimal | None]

_COMPARE = re.compile(r"<=|>=|<>|!=|==|=|<|>|≤|≥|≠")
_MEANING = {"≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>", "==": "="}
_TERM = re.compile(r"\s*(?:(\d+(?:[.,]\d+)?)|([^\W\d_][\w.]*)|([-+*/x×:()]))", re.UNICODE)
_TOLERANCE = Decimal("0.005")
"""Only where something is divided: 1/3 has no exact decimal."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of two expressions. ``codes`` are the indicators it needs."""

    text: str
    left: str
    operator: str
    right: str
    codes: tuple[str, ...]

    def holds(self, values: Values) -> bool | None:
        """Whether it holds; None when a number is missing or something is divided by zero."""
        left, right = evaluate(self.left, values), evaluate(self.right, values)
        if left is None or right is None:
            return None
        if "/" in self.text or ":" in self.text:
            equal = abs(left - right) <= _TOLERANCE
        else:
            equal = left == right
        outcomes = {
            "=": equal,
            "<>": not equal,
            "<=": left < right or equal,
            ">=": left > right or equal,
            "<": left < right and not equal,
            ">": left > right and not equal,
        }
        return outcomes[self.operator]


def checks_of(constraint: str, codes: Collection[str]) -> list[Check]:
    """The comparisons in a Ràng buộc (several parted by ';'); parts that are none, or name no known code, are left out."""
    found = []
    for part in re.split(r"[;\n]", constraint):
        sides = _COMPARE.split(part)
        operators = _COMPARE.findall(part)
        # "SL01 = SL02 + SL03" has one operator; "a <= b <= c" means both.
        for left, operator, right in zip(sides, operators, sides[1:], strict=False):
            used = codes_in(left, codes) + codes_in(right, codes)
            if used and left.strip() and right.strip():
                sign = _MEANING.get(operator, operator)
                text = f"{left.strip()} {operator} {right.strip()}"
                found.append(Check(text, left.strip(), sign, right.strip(), tuple(dict.fromkeys(used))))
    return found


def ratio_of(constraint: str, codes: Collection[str]) -> tuple[str, str] | None:
    """Numerator and denominator of a Tỷ số: the part with a division and no comparison; None when there is none."""
    for part in re.split(r"[;\n]", constraint):
        if not _COMPARE.search(part) and part.count("/") == 1:
            above, below = part.split("/")
            if codes_in(above, codes) and codes_in(below, codes):
                return above.strip(), below.strip()
    return None


def codes_in(expression: str, codes: Collection[str]) -> list[str]:
    """Known codes in an expression, in order."""
    known = {fold(code): code for code in codes}
    return [known[fold(word)] for _, word, _ in _TERM.findall(expression) if word and fold(word) in known]


def evaluate(expression: str, values: Values) -> Decimal | None:
    """The value of + - * / over codes and numbers; None when a number is missing or it is not understood."""
    known = {fold(code): value for code, value in values.items()}
    tokens: list[str | Decimal] = []
    at = 0
    expression = expression.strip()
    while at < len(expression):
        match = _TERM.match(expression, at)
        if match is None:
            return None
        number, word, sign = match.groups()
        if number:
            tokens.append(Decimal(number.replace(",", ".")))
        elif word and word.lower() != "x":
            value = known.get(fold(word))
            if value is None:
                return None
            tokens.append(value)
        else:
            tokens.append({"x": "*", "×": "*", ":": "/"}.get((sign or word).lower(), sign))
        at = match.end()
    try:
        value, rest = _sum(tokens)
    except (DecimalException, IndexError, TypeError, ValueError):
        return None
    return value if not rest else None


_Tokens = list[str | Decimal]


def _sum(tokens: _Tokens) -> tuple[Decimal, _Tokens]:
    value, tokens = _product(tokens)
    while tokens and tokens[0] in ("+", "-"):
        other, rest = _product(tokens[1:])
        value, tokens = (value + other if tokens[0] == "+" else value - other), rest
    return value, tokens


def _product(tokens: _Tokens) -> tuple[Decimal, _Tokens]:
    value, tokens = _single(tokens)
    while tokens and tokens[0] in ("*", "/"):
        other, rest = _single(tokens[1:])
        value, tokens = (value * other if tokens[0] == "*" else value / other), rest
    return value, tokens


def _single(tokens: _Tokens) -> tuple[Decimal, _Tokens]:
    first, rest = tokens[0], tokens[1:]
    if isinstance(first, Decimal):
        return first, rest
    if first == "-":
        value, rest = _single(rest)
        return -value, rest
    if first == "(":
        value, rest = _sum(rest)
        if rest[0] != ")":
            raise ValueError(first)
        return value, rest[1:]
    raise ValueError(first)
