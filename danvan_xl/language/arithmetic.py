"""The grammar of + - * / % and brackets, once, for whoever reads arithmetic: a plain formula of a cell, an
expression over indicators. What a number or a name is, and what a sign comes to, the reader says itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Arithmetic(ABC, Generic[T]):
    """Reads tokens (kind, text) from left to right; the kind of a sign is the sign itself."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def kind(self) -> str:
        """The kind of the next token; '' at the end."""
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def take(self) -> str:
        """The text of the next token, moving on; '' at the end."""
        text = self._tokens[self._at][1] if self.kind else ""
        self._at += 1
        return text

    def skip(self, kind: str) -> bool:
        """Move past the next token when it is of this kind."""
        found = self.kind == kind
        self._at += found
        return found

    def sum(self) -> T:
        """Terms with + and - between them."""
        value = self.product()
        while (sign := self.kind) in ("+", "-"):
            self._at += 1
            value = self.combine(sign, value, self.product())
        return value

    def product(self) -> T:
        """Factors with * and / between them."""
        value = self.factor()
        while (sign := self.kind) in ("*", "/"):
            self._at += 1
            value = self.combine(sign, value, self.factor())
        return value

    def factor(self) -> T:
        """What stands between * and /."""
        return self.signed()

    def signed(self) -> T:
        """A number, a name or brackets, with its signs before and % behind."""
        if self.skip("+"):
            return self.signed()
        if self.skip("-"):
            return self.negative(self.signed())
        value = self.bracketed() if self.skip("(") else self.operand()
        while self.skip("%"):
            value = self.percent(value)
        return value

    def bracketed(self) -> T:
        """What stands up to the closing bracket."""
        value = self.sum()
        if not self.skip(")"):
            raise self.unclosed()
        return value

    @abstractmethod
    def operand(self) -> T:
        """The number or name that must stand here; raises where none does."""

    @abstractmethod
    def combine(self, sign: str, left: T, right: T) -> T:
        """What two values come to."""

    @abstractmethod
    def negative(self, value: T) -> T:
        """A value with a minus before it."""

    @abstractmethod
    def percent(self, value: T) -> T:
        """A value with % behind it."""

    @abstractmethod
    def unclosed(self) -> Exception:
        """The fault of a bracket that nothing closes."""
