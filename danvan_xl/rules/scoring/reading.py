"""Reading a Tham số: its parts between semicolons or line breaks, and faults that say which part and what to write.

Words may be typed with or without tone marks, in any case; decimals have a comma or a point.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from msgspec import Struct

from danvan_xl.errors import ParameterError
from danvan_xl.language.folding import fold
from danvan_xl.rules.expressions import Expression, Ratio, Reader, Sum, pieces, plain, read_number

NUMBER = r"(\d+(?:[.,]\d+)?)"
POINTS = r"(?:\s*diem)?"
STEP = re.compile(rf"(?:buoc|moi buoc)\s*:?\s*{NUMBER}{POINTS}")
MOST = re.compile(rf"toi da\s*:?\s*{NUMBER}{POINTS}")
ALTOGETHER = re.compile(rf"(?:tong|ca nhom|tong cong|tat ca)\s*toi da\s*:?\s*{NUMBER}{POINTS}")
_BRACKETS = "Đặt ngoặc quanh tổng của các mã, ví dụ (SL03 + SL04) / SL02."


class Part(Struct, frozen=True):
    """One part of a Tham số, with its number for messages."""

    number: int
    text: str

    @property
    def plain(self) -> str:
        """The text for matching keywords, of the same length."""
        return plain(self.text)

    def error(self, message: str, remedy: str, *, code: str | None = None) -> ParameterError:
        """A fault here."""
        told = f"Tham số, phần {self.number} “{self.text}”: {message}."
        return ParameterError(told, remedy=remedy, part=self.number, code=code)

    def amount(self, text: str, *, positive: bool = False) -> Decimal:
        """A number that stands in this part."""
        return read_number(text, self.error, positive=positive)


class Text(Struct, frozen=True):
    """A Tham số with what it may name. ``indicators`` and ``bands``: the master's, None when not at hand; given
    ``max_points`` no number of points may pass it. ``name`` and ``example`` are the kind's, for messages.
    """

    name: str
    example: str
    parts: tuple[Part, ...]
    indicators: tuple[str, ...] | None = None
    bands: tuple[str, ...] | None = None
    max_points: Decimal | None = None
    strict: bool = True

    @property
    def remedy(self) -> str:
        """What to write, by an example."""
        return f"Ghi như ví dụ: {self.example}."

    def first(self, what: str) -> Part:
        """The first part; a fault when there is none."""
        if not self.parts:
            raise ParameterError(f"Cách chấm {self.name} cần Tham số ghi {what}.", remedy=self.remedy)
        return self.parts[0]

    def not_understood(self, part: Part) -> ParameterError:
        """A part that says nothing known."""
        return part.error(f"không hiểu được đối với cách chấm {self.name}", self.remedy)

    def settings(self, parts: Collection[Part], **patterns: re.Pattern[str]) -> dict[str, Decimal]:
        """Numbers of the parts that must each match one pattern, each pattern once."""
        found: dict[str, Decimal] = {}
        for part in parts:
            for name, pattern in patterns.items():
                match = pattern.fullmatch(part.plain)
                if match:
                    if name in found:
                        raise part.error("đã ghi ở phần trước", "Chỉ ghi một lần.")
                    found[name] = part.amount(match[1], positive=True)
                    break
            else:
                raise self.not_understood(part)
        return found

    def points(self, part: Part, text: str) -> Decimal:
        """Points that an option or a level gives, such as '1,5 điểm'."""
        amount = part.amount(re.sub(r"\s*(điểm|đ)\s*$", "", text, flags=re.IGNORECASE))
        if self.max_points is not None and amount > self.max_points:
            raise part.error(
                "số điểm lớn hơn Điểm tối đa của tiêu chí", "Sửa số điểm này hoặc sửa cột Điểm tối đa."
            )
        return amount

    # --- expressions --------------------------------------------------------------------------

    def expression(self, part: Part, text: str | None = None) -> Expression:
        """The expression over indicators that a part (or a piece of it) is."""
        written = part.text if text is None else text
        return Reader(written, part.error, self.indicators, strict=self.strict).whole()

    def ratio(self, part: Part) -> Ratio:
        """``A / B`` or ``A %``."""
        found = self.expression(part)
        if found.sign not in ("/", "%"):
            raise part.error(
                "thiếu phép chia",
                f"Ghi hai mã với dấu chia, ví dụ SL03 / SL02; số liệu đã là phần trăm thì ghi SL07 %. {_BRACKETS}",
            )
        above, *below = (self.sum(part, side) for side in found.parts)
        return Ratio(above, below[0] if below else None)

    def sum(self, part: Part, expression: Expression) -> Sum:
        """``SL03 + SL04 - SL05``, where nothing else may stand."""
        found = expression.sum
        if found is None:
            raise part.error("thừa phép tính, ở đây chỉ cộng trừ các mã số liệu", _BRACKETS)
        return found

    def product(self, part: Part) -> tuple[Sum, Decimal]:
        """``SL05 x 0,5`` or ``0,5 x SL05`` (``điểm`` behind it is passed over): the sum and the points per item."""
        unit = re.search(r"\s*diem$", part.plain)
        found = self.expression(part, part.text[: unit.start()] if unit else None)
        if found.sign != "*":
            raise part.error(
                "thiếu dấu nhân", f"Ghi mã số liệu nhân với số điểm, ví dụ SL05 x 0,5. {_BRACKETS}"
            )
        left, right = found.parts
        amount, each = (right, left) if left.is_number else (left, right)
        if not each.is_number:
            raise part.error("cần một số để nhân", "Ghi số với dấu phẩy thập phân, ví dụ SL05 x 0,5.")
        if each.number == 0:
            raise part.error("số này phải lớn hơn 0", "Ghi một số lớn hơn 0.")
        return self.sum(part, amount), each.number


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts between semicolons or line breaks, counted from 1."""
    return tuple(Part(number, piece) for number, piece in enumerate(pieces(text), start=1))


def same_name(name: str, names: Collection[str]) -> str | None:
    """The one of ``names`` that is meant, typed with or without marks; None when none or several are."""
    for key in (fold, lambda text: plain(fold(text))):
        same = [known for known in names if key(known) == key(name)]
        if len(same) == 1:
            return same[0]
    return None
