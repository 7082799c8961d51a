"""Points of one criterion of one unit: what was given, the rule with its numbers put in, the points.

Pure functions over :class:`~.outcome.Case`. The same rules as formulas are in :mod:`.formulas`; a test
recalculates real workbooks and compares the two.
"""

from __future__ import annotations

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, NotArising, ScoreAnswer
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.evidence import asks_evidence, says_none
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Parameters, Place
from danvan_xl.rules.scoring.outcome import Case, Outcome


def score_criterion(
    criterion: Criterion, parameters: Parameters, answer: ScoreAnswer | None, case: Case
) -> Outcome:
    """Score one criterion: Không phát sinh first, then the rule of its kind, then evidence."""
    given = answer or ScoreAnswer(criterion.code)
    outcome = parameters.outcome(criterion, given, case)
    if parameters.PLACE is Place.LIMIT:
        return outcome
    policy = criterion.not_arising
    if given.not_arising and policy is None:
        outcome.issues.append(("not-arising-not-allowed", {}))
    elif given.not_arising:
        return _not_arising(criterion, outcome, "Đơn vị ghi không phát sinh", ticked=True)
    elif policy is not None and "not_arising" in given.unread:
        return Outcome(why="Chưa rõ có ghi không phát sinh hay không.", uncertain=True)
    if outcome.not_arising:
        return _not_arising(criterion, outcome, outcome.why.rstrip("."), ticked=False)
    return _with_evidence(criterion, given, outcome)


def _not_arising(criterion: Criterion, outcome: Outcome, reason: str, *, ticked: bool) -> Outcome:
    """By policy. By its own numbers a criterion without a policy leaves the denominator: it can be worth nothing."""
    made = Outcome(not_arising=True, self_score=outcome.self_score if ticked else None)
    if ticked and outcome.given:
        made.issues.append(("not-arising-contradicted", {"note": outcome.why.rstrip(".")}))
    if criterion.kind in OUTSIDE_DENOMINATOR:
        made.why = f"{reason}: không cộng, không trừ."
    elif criterion.not_arising is NotArising.FULL:
        made.points = round_points(criterion.max_points)
        made.why = f"{reason}: được đủ {points_text(made.points)} điểm."
    else:
        made.why = (
            f"{reason}: không tính, bớt {number_text(criterion.max_points)} điểm khỏi tổng điểm tối đa."
        )
    return made


def needs_evidence(criterion: Criterion) -> bool:
    """Whether points are given only with evidence. Never for what takes points off or limits the band."""
    return KINDS[criterion.kind].PROVEN and asks_evidence(criterion.evidence)


def _with_evidence(criterion: Criterion, answer: ScoreAnswer, outcome: Outcome) -> Outcome:
    if not outcome.points or not needs_evidence(criterion) or not says_none(answer.evidence):
        return outcome
    if "evidence" in answer.unread:
        outcome.uncertain = True
    outcome.issues.append(("evidence-missing", {"value": points_text(outcome.points)}))
    outcome.why = f"{outcome.why.rstrip('.')}; thiếu tài liệu kiểm chứng nên 0 điểm."
    outcome.points = round_points(ZERO)
    return outcome
