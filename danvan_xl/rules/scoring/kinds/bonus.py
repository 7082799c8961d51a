"""Thưởng: the self score, added to the total, capped."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.scoring.arithmetic import ZERO, excel_number, excel_round, round_points
from danvan_xl.rules.scoring.kind import Allowed, Entry, Parameters, Place, in_steps, up_to
from danvan_xl.rules.scoring.outcome import Case, Outcome, above_max, below_zero, note_step, unread
from danvan_xl.rules.scoring.reading import ALTOGETHER, MOST, STEP, Text
from danvan_xl.rules.scoring.row import NOTHING, Row
from danvan_xl.terms import form


class BonusParameters(Parameters, frozen=True):
    """``tối đa 5``, also ``bước 0,5`` and ``tổng tối đa 10`` for all bonus criteria together."""

    most: Decimal | None = None
    step: Decimal | None = None
    most_altogether: Decimal | None = None
    KIND = ScoreKind.BONUS
    EXAMPLES = ("tối đa 5",)
    ENTRY = Entry.NUMBER
    PLACE = Place.BONUS

    @classmethod
    def read(cls, text: Text) -> Self:
        return cls(**text.settings(text.parts, most=MOST, step=STEP, most_altogether=ALTOGETHER))

    def limit(self, criterion: Criterion) -> Decimal | None:
        """Its ``tối đa`` and its Điểm tối đa, whichever is lower."""
        limits = [self.most] if self.most is not None else []
        if criterion.max_points > 0:
            limits.append(criterion.max_points)
        return min(limits, default=None)

    def limit_altogether(self) -> Decimal | None:
        return self.most_altogether

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"đơn vị đề nghị số điểm cộng thêm{up_to(self.limit(criterion))}{in_steps(self.step)}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        """Blank means that none is asked for, which is no fault."""
        given = answer.self_score
        if given is None:
            if "self_score" in answer.unread:
                return unread(form.SELF_SCORE)
            return Outcome(round_points(ZERO), why="Không đề nghị thưởng.")
        if given < 0:
            return below_zero(given)
        limit = self.limit(criterion)
        if limit is not None and given > limit:
            why = f"Đề nghị thưởng {number_text(given)}, lấy mức tối đa {points_text(limit)}."
            outcome = Outcome(round_points(limit), given, why, given=True)
            outcome.issues.append(above_max(given, limit, f"chỉ tính {points_text(limit)}"))
            return outcome
        outcome = Outcome(round_points(given), given, f"Thưởng {points_text(given)} điểm.", given=given > 0)
        note_step(outcome, given, self.step)
        return outcome

    def formula(self, row: Row) -> str:
        score, limit = row.refs.self_score, self.limit(row.criterion)
        capped = score if limit is None else f"MIN({score},{excel_number(limit)})"
        return row.typed(score, f"IF({score}<0,{NOTHING},{row.proven(excel_round(capped))})")

    def allowed(self, criterion: Criterion) -> Allowed:
        return Allowed(most=self.limit(criterion), step=self.step)
