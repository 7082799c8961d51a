"""Khống chế: no points; limits the band when its indicator is above 0 (:mod:`..bands` applies it)."""

from __future__ import annotations

import re
from typing import Self

from danvan_xl.language.folding import clean
from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import COMPARISON, Names, Sum
from danvan_xl.rules.scoring.kind import Counted, Place
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import Part, Text, same_name
from danvan_xl.rules.scoring.row import NOTHING, Row


class CapParameters(Counted, frozen=True):
    """``SL10; không xếp Xuất sắc`` (nor better), or ``SL10; hạ một bậc``."""

    amount: Sum
    barred: str = ""
    lowered: int = 0
    KIND = ScoreKind.CAP
    EXAMPLES = ("SL10; không xếp Xuất sắc", "SL10; hạ một bậc")
    PLACE = Place.LIMIT
    PROVEN = False

    @classmethod
    def read(cls, text: Text) -> Self:
        first = text.first("số liệu và mức khống chế")
        amount = _amount(text, first)
        barred, lowered = "", 0
        for part in text.parts[1:]:
            bar = re.match(r"khong (?:duoc )?xep(?: loai)?(?: tu)?\s+(?=\S)", part.plain)
            down = re.fullmatch(r"ha\s+(\d+|mot|hai|ba)\s+(?:bac|muc)(?: xep loai)?", part.plain)
            if bar and not barred:
                end = re.search(r"\s+tro len$", part.plain)
                barred = _band(text, part, part.text[bar.end() : end.start() if end else None])
            elif down and not lowered:
                lowered = {"mot": 1, "hai": 2, "ba": 3}.get(down[1]) or int(down[1])
            else:
                raise text.not_understood(part)
        if not barred and not lowered:
            raise first.error(
                "chưa ghi mức khống chế", "Thêm “; không xếp Xuất sắc” hoặc “; hạ một bậc” sau mã số liệu."
            )
        return cls(amount, barred, lowered)

    @property
    def effects(self) -> str:
        """'không xếp Xuất sắc, hạ 1 bậc'."""
        effects = [f"không xếp {self.barred}"] if self.barred else []
        if self.lowered:
            effects.append(f"hạ {self.lowered} bậc")
        return ", ".join(effects)

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"không tính điểm; {self.amount.named(names)} lớn hơn 0 thì {self.effects}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        value = case.amount(self.amount, signed=True)
        if isinstance(value, Outcome):
            value.points = None
            value.why = value.why.replace(": 0 điểm", ": chưa xét khống chế").replace(
                "tính điểm", "xét khống chế"
            )
            return value
        if value > 0:
            return Outcome(why=f"{self.amount} = {number_text(value)} > 0: {self.effects}.", given=True)
        return Outcome(why=f"{self.amount} = {number_text(value)}: không bị khống chế.")

    def formula(self, row: Row) -> str:
        return NOTHING


def _amount(text: Text, part: Part) -> Sum:
    """``SL10``, or ``SL10 > 0``, which says the same."""
    sides, signs = COMPARISON.split(part.text), COMPARISON.findall(part.text)
    amount = text.sum(part, text.expression(part, sides[0]))
    if signs and (signs != [">"] or part.amount(sides[1]) != 0):
        raise part.error("chỉ so được với 0", "Chỉ ghi mã số liệu, ví dụ SL10.")
    return amount


def _band(text: Text, part: Part, name: str) -> str:
    if text.bands is None:
        return clean(name)
    found = same_name(name, text.bands)
    if found is None:
        raise part.error(
            f"không có xếp loại “{name}”",
            f"Ghi đúng một xếp loại ở trang tính “Xếp loại”: {', '.join(text.bands)}.",
            code="unknown-band",
        )
    return found
