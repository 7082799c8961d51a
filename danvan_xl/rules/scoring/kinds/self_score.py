"""Tự chấm: the self score, 0 .. max."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.scoring.arithmetic import excel_round, round_points
from danvan_xl.rules.scoring.kind import Allowed, Entry, Parameters, in_steps
from danvan_xl.rules.scoring.outcome import Case, Outcome, above_max, below_zero, missing, note_step, unread
from danvan_xl.rules.scoring.reading import STEP, Text
from danvan_xl.rules.scoring.row import NOTHING, Row
from danvan_xl.terms import form


class SelfParameters(Parameters, frozen=True):
    """Nothing, or ``bước 0,25``."""

    step: Decimal | None = None
    KIND = ScoreKind.SELF
    EXAMPLES = ("bước 0,25",)
    ENTRY = Entry.NUMBER
    OWED = True

    @classmethod
    def read(cls, text: Text) -> Self:
        return cls(**text.settings(text.parts, step=STEP))

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"từ 0 đến {number_text(criterion.max_points)} điểm{in_steps(self.step)}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        """Outside 0 .. max no points, off its step counted with a warning."""
        given, most = answer.self_score, criterion.max_points
        if given is None:
            return unread(form.SELF_SCORE) if "self_score" in answer.unread else missing("Chưa tự chấm")
        if given < 0:
            outcome = below_zero(given)
        elif given > most:
            why = f"Tự chấm {number_text(given)}, lớn hơn điểm tối đa {number_text(most)}: không tính điểm."
            outcome = Outcome(self_score=given, why=why, uncertain=True)
            outcome.issues.append(above_max(given, most, "không tính điểm"))
        else:
            why = f"Tự chấm {points_text(given)} trên {number_text(most)}."
            outcome = Outcome(round_points(given), given, why)
            note_step(outcome, given, self.step)
        outcome.given = True
        return outcome

    def formula(self, row: Row) -> str:
        score = row.refs.self_score
        earned = row.proven(excel_round(score))
        return row.typed(score, f"IF(OR({score}<0,{score}>{row.refs.max}),{NOTHING},{earned})")

    def allowed(self, criterion: Criterion) -> Allowed:
        return Allowed(most=criterion.max_points, step=self.step)
