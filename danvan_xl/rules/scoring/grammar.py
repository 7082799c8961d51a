"""The small language of Tham số: numbers with a comma, sums and ratios of indicators, words typed with or without marks.

``SL03 / SL02``, ``(SL03 + SL04) / SL02``, ``SL07 %`` (an indicator that is a percentage already), ``SL05 x 0,5``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from danvan_xl.errors import ParameterError
from danvan_xl.language.folding import clean

TIMES = "x*×"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"[1-9]\d*[.,]\d{3}")
_SPLIT = re.compile(r"[;\n\r；]")


def plain(text: str) -> str:
    """Lower case without any mark, letter for letter (the length stays): 'Làm tròn' → 'lam tron'."""
    return "".join(_BASE.get(letter) or _base(letter) for letter in text)


_BASE: dict[str, str] = {}


def _base(letter: str) -> str:
    lower = letter.lower()
    base = "d" if lower == "đ" else unicodedata.normalize("NFD", lower)[0]
    _BASE[letter] = base
    return base


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a Tham số between semicolons, with its number for messages."""

    number: int
    text: str

    @property
    def plain(self) -> str:
        """The text for matching keywords, of the same length."""
        return plain(self.text)

    def error(self, message: str, remedy: str, *, code: str | None = None) -> ParameterError:
        """A fault here."""
        return ParameterError(
            f"Tham số, phần {self.number} “{self.text}”: {message}.",
            remedy=remedy,
            part=self.number,
            code=code,
        )


def parts_of(text: str) -> list[Part]:
    """The parts between semicolons or line breaks, empty ones left out."""
    cleaned = (clean(piece) for piece in _SPLIT.split(text))
    return [Part(number, piece) for number, piece in enumerate((c for c in cleaned if c), start=1)]


def number_in(part: Part, text: str, *, positive: bool = False) -> Decimal:
    """A number with a decimal comma or point. Three decimals after a whole number could be thousands: refused."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise part.error(f"“{text}” không phải là số", "Ghi số với dấu phẩy thập phân, ví dụ 0,25.")
    if _AMBIGUOUS.fullmatch(text):
        raise part.error(
            f"“{text}” có thể đọc là hàng nghìn hoặc phần thập phân",
            "Viết số nguyên không có dấu ngăn cách, số thập phân không quá 2 chữ số sau dấu phẩy.",
        )
    value = Decimal(text.replace(",", "."))
    if positive and value == 0:
        raise part.error("số này phải lớn hơn 0", "Ghi một số lớn hơn 0.")
    return value


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum or difference of indicators: (+1, 'SL03'), (-1, 'SL04')."""

    terms: tuple[tuple[int, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in it, each once."""
        return tuple(dict.fromkeys(code for _, code in self.terms))

    def value(self, indicators: Mapping[str, Decimal | None]) -> Decimal | None:
        """The number; None when one of the indicators is blank."""
        total = Decimal(0)
        for sign, code in self.terms:
            amount = indicators.get(code)
            if amount is None:
                return None
            total += sign * amount
        return total

    def __str__(self) -> str:
        text = "".join(f" {'+' if sign > 0 else '-'} {code}" for sign, code in self.terms)
        return text.removeprefix(" + ").strip()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ÷ B. ``below`` None: the upper part is a percentage already, B is 100."""

    above: Sum
    below: Sum | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in it, each once."""
        return tuple(dict.fromkeys((*self.above.codes, *(self.below.codes if self.below else ()))))

    def __str__(self) -> str:
        if self.below is None:
            return f"{self.above}%"
        return " / ".join(
            f"({side})" if len(side.terms) > 1 else str(side) for side in (self.above, self.below)
        )


_CODE_REMEDY = "Ghi mã như ở trang Số liệu, ví dụ SL03."
_Token = tuple[str, str]  # ("code" | "number" | the sign itself, text)
_GENERIC = re.compile(r"[^\W\d_]\w*?(?=(?<=\d)x\d|\W|$)")
_TIMES_NUMBER = re.compile(r"x\s*\d")


class Tokens:
    """The tokens of a part, read from left to right.

    ``known`` are the indicator codes of the master, None when they are not at hand. With ``strict``
    an unknown code is an error. Codes are matched whatever their case, and given back as the master writes them.
    """

    def __init__(
        self, part: Part, text: str, *, known: Collection[str] | None = None, strict: bool = True
    ) -> None:
        self.part = part
        self.strict = strict and known is not None
        self._known = {plain(clean(code)): code for code in known or ()}
        self._tokens = list(self._split(text))
        self._at = 0

    def _split(self, text: str) -> list[_Token]:
        low = plain(text)
        longest_first = sorted(self._known, key=len, reverse=True)
        tokens: list[_Token] = []
        at = 0
        while at < len(low):
            letter = low[at]
            if letter.isspace():
                at += 1
                continue
            code = next((c for c in longest_first if _stands(c, low, at)), None)
            number = None if code else _NUMBER.match(low, at)
            times = bool(tokens) and _TIMES_NUMBER.match(low, at) is not None  # the x of "SL05 x0,5"
            word = None if code or number or times else _GENERIC.match(low, at)
            if code:
                tokens.append(("code", self._known[code]))
                at += len(code)
            elif number:
                tokens.append(("number", text[at : number.end()]))
                at = number.end()
            elif word and word.group() != "x":
                tokens.append(("code", text[at : word.end()]))
                at = word.end()
            else:
                sign = "x" if letter in TIMES else {"÷": "/", "–": "-", "−": "-"}.get(letter, letter)
                tokens.append((sign, text[at]))
                at += 1
        return tokens

    @property
    def kind(self) -> str:
        """The kind of the next token; '' at the end."""
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def take(self) -> str:
        """The text of the next token, moving on."""
        text = self._tokens[self._at][1]
        self._at += 1
        return text

    def skip(self, kind: str) -> bool:
        """Move past the next token when it is of this kind."""
        if self.kind == kind:
            self._at += 1
            return True
        return False

    def end(self) -> None:
        """Nothing may follow."""
        if self.kind:
            raise self.part.error(
                f"thừa “{self.take()}”", "Bỏ phần thừa, hoặc ngăn các phần bằng dấu chấm phẩy."
            )

    def code(self) -> str:
        """An indicator's code."""
        if self.kind != "code":
            found = f"“{self.take()}”" if self.kind else "hết phần này"
            raise self.part.error(f"cần một mã số liệu nhưng gặp {found}", _CODE_REMEDY)
        code = self.take()
        if self.strict and code not in self._known.values():
            if not any(letter.isdigit() for letter in code):
                raise self.part.error(f"cần một mã số liệu nhưng gặp “{code}”", _CODE_REMEDY)
            raise self.part.error(
                f"không có số liệu mã “{code}”",
                "Ghi đúng một mã ở trang Số liệu, hoặc thêm mã này vào trang đó.",
                code="unknown-indicator",
            )
        return code

    def sum(self) -> Sum:
        """``SL03 + SL04 - SL05``, in brackets or not."""
        if self.skip("("):
            inner = self.sum()
            if not self.skip(")"):
                raise self.part.error("thiếu dấu “)”", "Đóng ngoặc sau tổng các mã số liệu.")
            return inner
        terms = [(1, self.code())]
        while self.kind in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            terms.append((sign, self.code()))
        return Sum(tuple(terms))

    def ratio(self) -> Ratio:
        """``A / B`` or ``A %``."""
        above = self.sum()
        if self.skip("%"):
            return Ratio(above, None)
        if not self.skip("/"):
            raise self.part.error(
                "thiếu phép chia",
                "Ghi hai mã với dấu chia, ví dụ SL03 / SL02; số liệu đã là phần trăm thì ghi SL07 %.",
            )
        return Ratio(above, self.sum())

    def number(self, *, positive: bool = False) -> Decimal:
        """A number."""
        if self.kind != "number":
            found = f"“{self.take()}”" if self.kind else "hết phần này"
            raise self.part.error(
                f"cần một số nhưng gặp {found}", "Ghi số với dấu phẩy thập phân, ví dụ 0,5."
            )
        return number_in(self.part, self.take(), positive=positive)

    def product(self) -> tuple[Sum, Decimal]:
        """``SL05 x 0,5`` or ``0,5 x SL05``: the sum and the points per item."""
        remedy = "Ghi mã số liệu nhân với số điểm, ví dụ SL05 x 0,5."
        if self.kind == "number":
            factor = self.number(positive=True)
            if not self.skip("x"):
                raise self.part.error("thiếu dấu nhân", remedy)
            return self.sum(), factor
        amount = self.sum()
        if not self.skip("x"):
            raise self.part.error("thiếu dấu nhân", remedy)
        return amount, self.number(positive=True)


def _stands(code: str, text: str, at: int) -> bool:
    """Whether a known code stands here as a whole word ('SL05x0,5' holds SL05)."""
    if not text.startswith(code, at):
        return False
    rest = text[at + len(code) :]
    return not rest[:1].isalnum() or _TIMES_NUMBER.match(rest) is not None
