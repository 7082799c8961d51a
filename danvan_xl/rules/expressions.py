"""Expressions over indicators, as they are typed in Tham số and Ràng buộc: ``SL01 = SL02 + SL03``, ``SL05 x 0,5``.

One language for both: codes, numbers with a decimal comma, + - x / %, brackets, comparisons. A number with three decimals
after a whole number could be thousands, so it is refused. Faults are told by who asks
(:data:`Fault`), since only that one knows where the text stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, DecimalException
from functools import lru_cache

from msgspec import Struct

from danvan_xl.errors import ParameterError
from danvan_xl.language.arithmetic import Arithmetic
from danvan_xl.language.folding import clean
from danvan_xl.language.showing import number_text

Values = Mapping[str, Decimal | None]
Names = Mapping[str, str]
"""The name of each indicator by its code."""
Fault = Callable[..., ParameterError]
"""``fault(message, remedy, code=None)``: the error to raise."""

COMPARISON = re.compile(r"<=|>=|=>|=<|<>|!=|==|=|<|>|≤|≥|≠")
MEANING = {"≤": "<=", "=<": "<=", "≥": ">=", "=>": ">=", "≠": "<>", "!=": "<>", "==": "="}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"[1-9]\d*[.,]\d{3}")
_SPLIT = re.compile(r"[;\n\r；]")
_WORD = re.compile(r"[^\W\d_]\w*?(?=(?<=\d)x\d|\W|$)")
_TIMES_NUMBER = re.compile(r"x\s*\d")
_SIGNS = {"x": "*", "×": "*", "÷": "/", ":": "/", "–": "-", "−": "-"}
_SPOKEN = {"*": "×", "/": "÷"}
_PART_OF = re.compile(r"^[-–+• ]*trong đó\s*[:,]?\s*", re.IGNORECASE)
"""How a name goes on from the one above it: by itself it says nothing."""
_MOST_TOKENS = 200
_CODE_REMEDY = "Ghi mã như ở trang tính “Số liệu”, ví dụ SL03."
_BASE: dict[str, str] = {}


def name_of(code: str, names: Names) -> str:
    """'số hồ sơ đúng hạn (SL14)', with a small letter unless the first word is written in capitals; the code alone unnamed."""
    name = _PART_OF.sub("", names.get(code, ""))
    if not name:
        return code
    return f"{name if name[1:2].isupper() else name[:1].lower() + name[1:]} ({code})"


def plain(text: str) -> str:
    """Lower case without any mark, letter for letter (the length stays): 'Làm tròn' → 'lam tron'."""
    return "".join(_BASE.get(letter) or _base(letter) for letter in text)


def _base(letter: str) -> str:
    lower = letter.lower()
    base = "d" if lower == "đ" else unicodedata.normalize("NFD", lower)[0]
    _BASE[letter] = base
    return base


def pieces(text: str) -> list[str]:
    """What stands between semicolons or line breaks, cleaned, empty ones left out."""
    return [piece for piece in map(clean, _SPLIT.split(text)) if piece]


def read_number(text: str, fault: Fault, *, positive: bool = False) -> Decimal:
    """A number with a decimal comma or point."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise fault(f"“{text}” không phải là số", "Ghi số với dấu phẩy thập phân, ví dụ 0,25.")
    if _AMBIGUOUS.fullmatch(text):
        raise fault(
            f"“{text}” có thể đọc là hàng nghìn hoặc phần thập phân",
            "Viết số nguyên không có dấu ngăn cách, số thập phân không quá 2 chữ số sau dấu phẩy.",
        )
    value = Decimal(text.replace(",", "."))
    if positive and value == 0:
        raise fault("số này phải lớn hơn 0", "Ghi một số lớn hơn 0.")
    return value


class Expression(Struct, frozen=True):
    """A tree: a ``number``, a ``code``, or ``sign`` (+ - * / %) over ``parts``."""

    sign: str = ""
    parts: tuple[Expression, ...] = ()
    code: str = ""
    number: Decimal = Decimal(0)

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in it, each once, in order."""
        found = [self.code] if self.code else [code for part in self.parts for code in part.codes]
        return tuple(dict.fromkeys(found))

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but a number."""
        return not self.sign and not self.code

    @property
    def divides(self) -> bool:
        """Whether something is divided by anything: 1/3 has no exact decimal."""
        return self.sign == "/" or any(part.divides for part in self.parts)

    @property
    def sum(self) -> Sum | None:
        """The same as a sum of indicators with signs; None when it is more than that."""
        if self.code:
            return Sum(((1, self.code),))
        sums = [part.sum for part in self.parts]
        if self.sign not in ("+", "-") or None in sums:
            return None
        last = 1 if self.sign == "+" else -1
        signs = (1, last) if len(sums) == 2 else (last,)
        return Sum(
            tuple((by * sign, c) for by, s in zip(signs, sums, strict=True) if s for sign, c in s.terms)
        )

    def value(self, values: Values) -> Decimal | None:
        """What it comes to; None when an indicator is blank or something is divided by zero."""
        try:
            return self._value(values)
        except DecimalException:
            return None

    def _value(self, values: Values) -> Decimal | None:
        if not self.sign:
            return values.get(self.code) if self.code else self.number
        amounts = [part._value(values) for part in self.parts]
        left, right = amounts[0], amounts[-1]
        if left is None or right is None:
            return None
        if len(amounts) == 1:
            return left / 100 if self.sign == "%" else -left
        if self.sign == "+":
            return left + right
        if self.sign == "-":
            return left - right
        return left * right if self.sign == "*" else left / right

    def named(self, names: Names) -> str:
        """As a person reads it: 'số đã giải quyết (SL07) + số đang giải quyết (SL08)'."""
        if not self.sign:
            return name_of(self.code, names) if self.code else number_text(self.number)
        said = [
            f"({part.named(names)})" if self._needs_brackets(part, index) else part.named(names)
            for index, part in enumerate(self.parts)
        ]
        if len(said) == 1:
            return f"{said[0]}%" if self.sign == "%" else f"-{said[0]}"
        return f" {_SPOKEN.get(self.sign, self.sign)} ".join(said)

    def excel(self, cells: Mapping[str, str]) -> str | None:
        """As Excel reads it, with brackets only where needed; None when a code has no cell."""
        if not self.sign:
            return cells.get(self.code) if self.code else f"{self.number.normalize() + 0:f}"
        written = [part.excel(cells) for part in self.parts]
        if None in written:
            return None
        shown = [
            f"({text})" if self._needs_brackets(part, index) else f"{text}"
            for index, (part, text) in enumerate(zip(self.parts, written, strict=True))
        ]
        if len(shown) == 1:
            return f"{shown[0]}%" if self.sign == "%" else f"-{shown[0]}"
        return self.sign.join(shown)

    def _needs_brackets(self, part: Expression, index: int) -> bool:
        order = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 3}
        own = 4 if len(self.parts) == 1 else order[self.sign]
        inner = order.get(part.sign, 5)
        return inner < own or (inner == own and index > 0) or (part.sign == "-" and len(part.parts) == 1)


class Sum(Struct, frozen=True):
    """A sum or difference of indicators: (+1, 'SL03'), (-1, 'SL04')."""

    terms: tuple[tuple[int, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in it, each once."""
        return _codes(self)

    def value(self, indicators: Values) -> Decimal | None:
        """The number; None when one of the indicators is blank."""
        total = Decimal(0)
        for sign, code in self.terms:
            amount = indicators.get(code)
            if amount is None:
                return None
            total += sign * amount
        return total

    def __str__(self) -> str:
        return _bare(self)

    def named(self, names: Names) -> str:
        """As a unit reads it: 'hồ sơ đúng hạn (SL14) + hồ sơ quá hạn (SL15)'."""
        text = "".join(f" {'+' if sign > 0 else '-'} {name_of(code, names)}" for sign, code in self.terms)
        return text.removeprefix(" + ").strip()


class Ratio(Struct, frozen=True):
    """A ÷ B. ``below`` None: the upper part is a percentage already, B is 100."""

    above: Sum
    below: Sum | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in it, each once."""
        return _codes(self)

    def __str__(self) -> str:
        return _bare(self)

    def named(self, names: Names, by: str = " ÷ ") -> str:
        """As a unit reads it: 'hồ sơ đúng hạn (SL14) ÷ hồ sơ đã giải quyết (SL13)'."""
        if self.below is None:
            return f"{self.above.named(names)}%"
        sides = (self.above, self.below)
        return by.join(f"({s.named(names)})" if len(s.terms) > 1 else s.named(names) for s in sides)


# Asked for every unit of a country, of the few that a plan has.
@lru_cache(maxsize=1024)
def _codes(of: Sum | Ratio) -> tuple[str, ...]:
    if isinstance(of, Ratio):
        return tuple(dict.fromkeys((*of.above.codes, *(of.below.codes if of.below else ()))))
    return tuple(dict.fromkeys(code for _, code in of.terms))


@lru_cache(maxsize=1024)
def _bare(of: Sum | Ratio) -> str:
    return of.named({}, " / ") if isinstance(of, Ratio) else of.named({})


class Reader(Arithmetic[Expression]):
    """Reads an expression. ``known`` are the master's codes, None when they are not at hand; with ``strict`` an
    unknown one is a fault. Codes are matched whatever their case, and given back as the master writes them.
    """

    def __init__(
        self, text: str, fault: Fault, known: Collection[str] | None, *, strict: bool = True
    ) -> None:
        self.fault = fault
        self.strict = strict and known is not None
        self._known = {plain(clean(code)): code for code in known or ()}
        super().__init__(self._split(text))

    def _split(self, text: str) -> list[tuple[str, str]]:
        low = plain(text)
        longest_first = sorted(self._known, key=len, reverse=True)
        tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(low):
            letter = low[at]
            if letter.isspace():
                at += 1
                continue
            code = next((c for c in longest_first if _stands(c, low, at)), None)
            number = None if code else _NUMBER.match(low, at)
            times = bool(tokens) and _TIMES_NUMBER.match(low, at) is not None  # the x of "SL05 x0,5"
            word = None if code or number or times else _WORD.match(low, at)
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
                tokens.append((_SIGNS.get(letter, letter), text[at]))
                at += 1
        return tokens

    def whole(self) -> Expression:
        """The expression that the whole text is."""
        try:
            if len(self._tokens) > _MOST_TOKENS:
                raise RecursionError
            found = self.sum()
        except RecursionError:
            raise self.fault("biểu thức quá dài hoặc quá nhiều dấu ngoặc", "Viết lại cho gọn.") from None
        if self.kind:
            found_more = self.take()
            raise self.fault(
                f"thiếu phép tính trước “{found_more}”, hoặc thừa “{found_more}”",
                "Ghi phép tính ở giữa, bỏ phần thừa, hoặc ngăn các phần bằng dấu chấm phẩy.",
            )
        return found

    def operand(self) -> Expression:
        if self.kind == "number":
            return Expression(number=read_number(self.take(), self.fault))
        if self.kind != "code":
            found = f"“{self.take()}”" if self.kind else "hết phần này"
            raise self.fault(f"cần một mã số liệu hoặc một số nhưng gặp {found}", _CODE_REMEDY)
        code = self.take()
        if self.strict and code not in self._known.values():
            if not any(letter.isdigit() for letter in code):
                raise self.fault(f"cần một mã số liệu nhưng gặp “{code}”", _CODE_REMEDY)
            raise self.fault(
                f"không có số liệu mã “{code}”",
                "Ghi đúng một mã ở trang tính “Số liệu”, hoặc thêm mã này vào đó.",
                code="unknown-indicator",
            )
        return Expression(code=code)

    def combine(self, sign: str, left: Expression, right: Expression) -> Expression:
        return Expression(sign, (left, right))

    def negative(self, value: Expression) -> Expression:
        return Expression("-", (value,))

    def percent(self, value: Expression) -> Expression:
        return Expression("%", (value,))

    def unclosed(self) -> Exception:
        return self.fault("thiếu dấu “)”", "Đóng ngoặc sau tổng các mã số liệu.")


def _stands(code: str, text: str, at: int) -> bool:
    """Whether a known code stands here as a whole word ('SL05x0,5' holds SL05)."""
    if not text.startswith(code, at):
        return False
    rest = text[at + len(code) :]
    return not rest[:1].isalnum() or _TIMES_NUMBER.match(rest) is not None
