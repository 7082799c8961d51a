"""Tỷ lệ: max × A ÷ B, at most max."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names, Ratio
from danvan_xl.rules.scoring.arithmetic import excel_round, excel_round_to_step, round_points, round_to_step
from danvan_xl.rules.scoring.kind import Divided, in_steps, up_to
from danvan_xl.rules.scoring.outcome import Case, Outcome, limited
from danvan_xl.rules.scoring.reading import NUMBER, POINTS, Text
from danvan_xl.rules.scoring.row import Row

_ROUNDING = re.compile(rf"lam tron\s*(?:den|toi|theo)?\s*:?\s*{NUMBER}{POINTS}")


class RatioParameters(Divided, frozen=True):
    """``SL03 / SL02; làm tròn 0,25``."""

    ratio: Ratio
    step: Decimal | None = None
    KIND = ScoreKind.RATIO
    EXAMPLES = ("SL03 / SL02; làm tròn 0,25",)

    @classmethod
    def read(cls, text: Text) -> Self:
        ratio = text.ratio(text.first("hai số liệu để chia"))
        return cls(ratio, **text.settings(text.parts[1:], step=_ROUNDING))

    def rule(self, criterion: Criterion, names: Names) -> str:
        most = number_text(criterion.max_points)
        step = in_steps(self.step, "làm tròn")
        return f"{self.ratio.named(names)} × {most} điểm{up_to(criterion.max_points)}{step}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        sides, most = case.sides(self.ratio), criterion.max_points
        if isinstance(sides, Outcome):
            return sides
        above, below = sides
        text = f"{number_text(most)} × {number_text(above)} ÷ {number_text(below)}"
        why, exact = limited(text, most * above / below, most)
        if self.step is not None:
            stepped = min(round_to_step(exact, self.step), most)
            if stepped != exact:
                why += f", làm tròn {number_text(self.step)} thành {points_text(stepped)}"
            exact = stepped
        return Outcome(round_points(exact), why=f"{why} ({self.ratio}).", given=True)

    def formula(self, row: Row) -> str:
        above, below = row.sides(self.ratio)
        most = row.refs.max
        share = f"MIN({most},{most}*{above}/{below})"
        if self.step is not None:
            share = f"MIN({most},{excel_round_to_step(share, self.step)})"
        return row.ratio(self.ratio, row.proven(excel_round(share)))
