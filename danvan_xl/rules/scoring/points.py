"""Points of one criterion of one unit: what was given, the rule with its numbers put in, the points.

Pure functions over :class:`~.outcome.Case`. The same rules as formulas are in :mod:`.formulas`; a test
recalculates real workbooks and compares the two.
"""

from __future__ import annotations

from danvan_xl.language.folding import clean
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, NotArising, ScoreAnswer, ScoreKind
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.computed import cap, count, penalty, progress, punctuality, ratio, ratio_bands
from danvan_xl.rules.scoring.outcome import OUTSIDE_DENOMINATOR, Case, OnTime, Outcome
from danvan_xl.rules.scoring.parameters import (
    BonusParameters,
    CapParameters,
    ChoiceParameters,
    CountParameters,
    Parameters,
    PenaltyParameters,
    ProgressParameters,
    PunctualityParameters,
    RatioBandParameters,
    RatioParameters,
    SelfParameters,
)
from danvan_xl.rules.scoring.typed import bonus, choice, self_score


def score_criterion(
    criterion: Criterion,
    parameters: Parameters,
    answer: ScoreAnswer | None,
    case: Case,
    on_time: OnTime | None = None,
) -> Outcome:
    """Score one criterion: Không phát sinh first, then the rule of its kind, then evidence."""
    given = answer or ScoreAnswer(criterion.code)
    outcome = _by_kind(criterion, parameters, given, case, on_time or OnTime())
    if isinstance(parameters, CapParameters):
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


def _by_kind(
    criterion: Criterion, parameters: Parameters, answer: ScoreAnswer, case: Case, on_time: OnTime
) -> Outcome:
    most = criterion.max_points
    match parameters:
        case SelfParameters():
            return self_score(most, parameters.step, answer)
        case ChoiceParameters():
            return choice(parameters, answer)
        case RatioParameters():
            return ratio(most, parameters, case)
        case RatioBandParameters():
            return ratio_bands(parameters, case)
        case CountParameters():
            return count(most, parameters, case)
        case ProgressParameters():
            return progress(most, on_time)
        case PunctualityParameters():
            return punctuality(most, parameters, case.days_late)
        case BonusParameters():
            return bonus(criterion, parameters, answer)
        case PenaltyParameters():
            return penalty(criterion, parameters, case)
        case CapParameters():
            return cap(parameters, case)


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
    return bool(clean(criterion.evidence)) and criterion.kind not in (ScoreKind.PENALTY, ScoreKind.CAP)


def _with_evidence(criterion: Criterion, answer: ScoreAnswer, outcome: Outcome) -> Outcome:
    if not needs_evidence(criterion) or clean(answer.evidence) or not outcome.points:
        return outcome
    if "evidence" in answer.unread:
        outcome.uncertain = True
    outcome.issues.append(("evidence-missing", {"value": points_text(outcome.points)}))
    outcome.why = f"{outcome.why.rstrip('.')}; thiếu tài liệu kiểm chứng nên 0 điểm."
    outcome.points = round_points(ZERO)
    return outcome
