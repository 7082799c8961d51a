"""Số lượng: points per item, at most max."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names, Sum
from danvan_xl.rules.scoring.arithmetic import excel_number, excel_round, round_points
from danvan_xl.rules.scoring.kind import Counted, up_to
from danvan_xl.rules.scoring.outcome import Case, Outcome, limited
from danvan_xl.rules.scoring.reading import MOST, Text
from danvan_xl.rules.scoring.row import NOTHING, Row


class CountParameters(Counted, frozen=True):
    """``SL05 x 0,5``, with ``; tối đa 5`` where the limit is lower than Điểm tối đa."""

    amount: Sum
    each: Decimal
    most: Decimal | None = None
    KIND = ScoreKind.COUNT
    EXAMPLES = ("SL05 x 0,5",)

    @classmethod
    def read(cls, text: Text) -> Self:
        amount, each = text.product(text.first("số liệu và số điểm mỗi đơn vị"))
        return cls(amount, each, **text.settings(text.parts[1:], most=MOST))

    def rule(self, criterion: Criterion, names: Names) -> str:
        most = criterion.max_points if self.most is None else min(criterion.max_points, self.most)
        return f"{self.amount.named(names)} × {number_text(self.each)} điểm{up_to(most)}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        value, most = case.amount(self.amount), criterion.max_points
        if isinstance(value, Outcome):
            return value
        text = f"{number_text(value)} × {number_text(self.each)}"
        limit = most if self.most is None else min(most, self.most)
        why, exact = limited(text, value * self.each, limit)
        return Outcome(round_points(exact), why=f"{why} ({self.amount}).", given=value > 0)

    def formula(self, row: Row) -> str:
        amount = row.sum(self.amount)
        limits = [row.refs.max, f"{amount}*{excel_number(self.each)}"]
        if self.most is not None:
            limits.append(excel_number(self.most))
        earned = row.proven(excel_round(f"MIN({','.join(limits)})"))
        return row.numbers(self.codes, f"IF({amount}<0,{NOTHING},{earned})")
