"""Prefilling: which of a unit's earlier answers may stand in its next form.

A number of an earlier period that nobody looked at again must not be counted twice. So for another
period the indicators stay blank (what they were stands in ``Ghi chú``), as do proposals; and tasks
without a due date begin anew unless the two periods overlap. A form issued again for the same period
gets everything back.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from danvan_xl.earlier import Earlier
from danvan_xl.errors import DanvanError, InputError
from danvan_xl.language.showing import comma, vn_date
from danvan_xl.model import DeadlineKind, IndicatorAnswer, Master, Period, Return, ScoreAnswer
from danvan_xl.rules.scoring.kinds import KINDS, Entry, parse_parameters
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.terms import form
from danvan_xl.terms import summary as n


def read_answers(path: Path, master: Master, period: Period) -> dict[str, Return]:
    """What each unit answered in the summary workbook ``path``, ready for a form of ``period``, by unit code.

    Raises :class:`~danvan_xl.errors.InputError`: no summary, or one of another plan.
    """
    found = of_plan(read_previous(path), master)
    return answers_for(found, master, period) if found else {}


def of_plan(previous: Earlier | None, master: Master) -> Earlier | None:
    """``previous``, where it is of this plan. Raises :class:`~danvan_xl.errors.InputError` where it is of another."""
    if previous is not None and previous.plan != master.plan.code:
        raise InputError(
            f"“{previous.path.name}” là tệp tổng hợp của kế hoạch “{previous.plan}”, không phải “{master.plan.code}”.",
            remedy="Chọn tệp tổng hợp kỳ trước của chính kế hoạch này, hoặc bỏ --previous.",
            file=previous.path,
            code="wrong-plan",
        )
    return previous


def answers_for(previous: Earlier, master: Master, period: Period) -> dict[str, Return]:
    """The answers to prefill, by unit code; units that answered nothing are left out."""
    answers: dict[str, Return] = {}
    remarks = _remarks(previous)
    for unit in master.units:
        before = usable(previous.return_of(unit.code), master, period)
        before.remarks = remarks.get(unit.code, {})
        if not before.is_empty or before.remarks or any(i.note for i in before.indicators.values()):
            answers[unit.code] = before
    return answers


def _remarks(previous: Earlier) -> dict[str, dict[str, str]]:
    """Unit → task → what was made of it and still stands, in words to the unit."""
    found: dict[str, dict[str, str]] = {}
    for (unit, code), said in previous.judged.items():
        parts = []
        if said.verdict == n.SENT_BACK:
            reason = said.reason.rstrip(" .;") or "hỏi cơ quan tổng hợp"
            parts.append(f"{n.SENT_BACK}, tính là chưa hoàn thành. {n.REASON}: {reason}")
        if said.extended_to is not None:
            parts.append(f"Được lùi hạn đến {vn_date(said.extended_to)}")
        if parts:
            found.setdefault(unit, {})[code] = ". ".join(parts)
    return found


def usable(before: Return, master: Master, period: Period) -> Return:
    """``before`` without what must be given anew in ``period``."""
    scores = {code: _with_choice(answer, master) for code, answer in before.scores.items()}
    if before.period == period.code:
        return replace(before, scores=scores)
    earlier = master.period(before.period)
    overlapping = earlier is not None and period.start <= earlier.end and earlier.start <= period.end
    tasks = {
        code: answer
        for code, answer in before.tasks.items()
        if overlapping
        or ((task := master.task(code)) is not None and task.deadline.kind is DeadlineKind.DATED)
    }
    return replace(
        before,
        tasks=tasks,
        scores=scores,
        indicators={code: _as_note(answer) for code, answer in before.indicators.items()},
        proposals=[],
    )


def _as_note(answer: IndicatorAnswer) -> IndicatorAnswer:
    """The earlier numbers as words: 'Kỳ trước: trong kỳ 12; lũy kế 40'."""
    numbers = [field for field in form.INDICATOR_ANSWERS if field.kind.is_measure]
    parts = [
        f"{field.header.lower()} {comma(value)}"
        for field in numbers
        if (value := getattr(answer, field.attribute)) is not None
    ]
    return IndicatorAnswer(answer.code, note="Kỳ trước: " + "; ".join(parts) if parts else "")


def _with_choice(answer: ScoreAnswer, master: Master) -> ScoreAnswer:
    """A summary keeps the points of a Lựa chọn; the form wants the option's text.

    Where two options give the same points the unit has to choose again.
    """
    criterion = next((c for c in master.criteria if c.code == answer.code), None)
    entry = None if criterion is None else KINDS[criterion.kind].ENTRY
    if entry is Entry.NOTHING:
        # Whether it arose was worked out from that period's numbers and tasks; nobody ticked it.
        return replace(answer, not_arising=False)
    if criterion is None or entry is not Entry.OPTION or answer.choice:
        return answer
    if answer.self_score is None:
        return answer
    try:
        parameters = parse_parameters(criterion.kind, criterion.parameters)
    except DanvanError:
        return replace(answer, self_score=None)
    return replace(answer, self_score=None, choice=parameters.option_worth(answer.self_score))
