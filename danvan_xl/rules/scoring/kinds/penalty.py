"""Trừ điểm: points taken off per case, as a number ≤ 0."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names, Sum
from danvan_xl.rules.scoring.arithmetic import ZERO, excel_number, excel_round, round_points
from danvan_xl.rules.scoring.kind import Counted, Place, up_to
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import ALTOGETHER, MOST, Text
from danvan_xl.rules.scoring.row import NOTHING, Row


class PenaltyParameters(Counted, frozen=True):
    """``SL09 x 2; tối đa 10``, also ``tổng tối đa 20`` for all penalties together."""

    amount: Sum
    each: Decimal
    most: Decimal | None = None
    most_altogether: Decimal | None = None
    KIND = ScoreKind.PENALTY
    EXAMPLES = ("SL09 x 2; tối đa 10",)
    PLACE = Place.PENALTY
    PROVEN = False  # missing evidence must not be a way out of a penalty

    @classmethod
    def read(cls, text: Text) -> Self:
        amount, each = text.product(text.first("số liệu và số điểm trừ mỗi trường hợp"))
        return cls(amount, each, **text.settings(text.parts[1:], most=MOST, most_altogether=ALTOGETHER))

    def limit(self, criterion: Criterion) -> Decimal | None:
        """Its ``tối đa``, else its Điểm tối đa when above 0."""
        if self.most is not None:
            return self.most
        return criterion.max_points if criterion.max_points > 0 else None

    def limit_altogether(self) -> Decimal | None:
        return self.most_altogether

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"trừ {self.amount.named(names)} × {number_text(self.each)} điểm{up_to(self.limit(criterion))}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        value = case.amount(self.amount)
        if isinstance(value, Outcome):
            return value
        if value == 0:
            return Outcome(round_points(ZERO), why=f"{self.amount} = 0: không trừ.")
        limit = self.limit(criterion)
        exact = value * self.each
        why = f"Trừ {number_text(value)} × {number_text(self.each)} = {points_text(exact)}"
        if limit is not None and exact > limit:
            why, exact = f"{why}, trừ tối đa {points_text(limit)}", limit
        return Outcome(round_points(-exact), why=f"{why} ({self.amount}).", given=True)

    def formula(self, row: Row) -> str:
        limit, amount = self.limit(row.criterion), row.sum(self.amount)
        off = f"{amount}*{excel_number(self.each)}"
        if limit is not None:
            off = f"MIN({excel_number(limit)},{off})"
        return row.numbers(self.codes, f"IF({amount}<0,{NOTHING},-{excel_round(off)})")
