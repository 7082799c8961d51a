"""Points of what the unit typed itself: Tự chấm, Lựa chọn, Thưởng."""

from __future__ import annotations

from decimal import Decimal

from danvan_xl.language.folding import clean
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreAnswer
from danvan_xl.rules.scoring.arithmetic import ZERO, is_on_step, round_points
from danvan_xl.rules.scoring.outcome import Outcome, missing, unread
from danvan_xl.rules.scoring.parameters import BonusParameters, ChoiceParameters


def self_score(most: Decimal, step: Decimal | None, answer: ScoreAnswer) -> Outcome:
    """The self score; outside 0 .. max no points, off its step counted with a warning."""
    given = answer.self_score
    if given is None:
        return unread("Điểm tự chấm") if "self_score" in answer.unread else missing("Chưa tự chấm")
    outcome = Outcome(self_score=given, given=True)
    if given < 0:
        outcome.why = f"Tự chấm {number_text(given)}, nhỏ hơn 0: không tính điểm."
        outcome.issues.append(("score-negative", {"value": number_text(given)}))
    elif given > most:
        outcome.why = (
            f"Tự chấm {number_text(given)}, lớn hơn điểm tối đa {number_text(most)}: không tính điểm."
        )
        facts: dict[str, object] = {
            "value": number_text(given),
            "most": number_text(most),
            "effect": "không tính điểm",
        }
        outcome.issues.append(("score-above-max", facts))
    else:
        outcome.points = round_points(given)
        outcome.why = f"Tự chấm {points_text(given)} trên {number_text(most)}."
        _note_step(outcome, given, step)
    outcome.uncertain = outcome.points is None
    return outcome


def _note_step(outcome: Outcome, given: Decimal, step: Decimal | None) -> None:
    if step is not None and not is_on_step(given, step):
        outcome.issues.append(("score-off-step", {"value": number_text(given), "step": number_text(step)}))
        outcome.why = f"{outcome.why.rstrip('.')}, không theo bước {number_text(step)}."


def choice(parameters: ChoiceParameters, answer: ScoreAnswer) -> Outcome:
    """The points of the chosen option."""
    text = clean(answer.choice)
    if not text:
        if answer.unread & {"choice", "self_score"}:
            return unread("Mức đã chọn")
        return missing("Chưa chọn mức")
    option = parameters.find(text)
    if option is None:
        outcome = unread(f"Mức “{text}” không có trong danh sách,")
        outcome.given = True
        outcome.why = f"Mức “{text}” không có trong danh sách, chưa tính điểm."
        listed = "; ".join(o.text for o in parameters.options)
        outcome.issues.append(
            ("option-unknown", {"value": text, "header": "Điểm tự chấm", "note": f" (các mức: {listed})"})
        )
        return outcome
    points = round_points(option.points)
    return Outcome(points, points, f"Chọn “{option.text}” = {points_text(points)} điểm.", given=True)


def bonus_limit(criterion: Criterion, parameters: BonusParameters) -> Decimal | None:
    """The most that a Thưởng adds: its ``tối đa`` and its Điểm tối đa, whichever is lower; None for no limit."""
    limits = [parameters.most] if parameters.most is not None else []
    if criterion.max_points > 0:
        limits.append(criterion.max_points)
    return min(limits) if limits else None


def bonus(criterion: Criterion, parameters: BonusParameters, answer: ScoreAnswer) -> Outcome:
    """The self score, capped; blank means that none is asked for, which is no fault."""
    given = answer.self_score
    if given is None:
        if "self_score" in answer.unread:
            return unread("Điểm tự chấm")
        return Outcome(round_points(ZERO), why="Không đề nghị thưởng.")
    outcome = Outcome(self_score=given, given=given > 0)
    if given < 0:
        outcome.why = f"Tự chấm {number_text(given)}, nhỏ hơn 0: không tính điểm."
        outcome.issues.append(("score-negative", {"value": number_text(given)}))
        outcome.uncertain = True
        return outcome
    limit = bonus_limit(criterion, parameters)
    if limit is not None and given > limit:
        outcome.points = round_points(limit)
        outcome.why = f"Đề nghị thưởng {number_text(given)}, lấy mức tối đa {points_text(limit)}."
        facts: dict[str, object] = {
            "value": number_text(given),
            "most": number_text(limit),
            "effect": f"chỉ tính {points_text(limit)}",
        }
        outcome.issues.append(("score-above-max", facts))
    else:
        outcome.points = round_points(given)
        outcome.why = f"Thưởng {points_text(given)} điểm."
        _note_step(outcome, given, parameters.step)
    return outcome
