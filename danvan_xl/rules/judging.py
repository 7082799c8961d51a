"""Tasks verified: what a reviewer makes of what a unit says of its task, and what that does to status, rates and points.

A task that is sent back counts as not complete; another due date granted to one unit replaces the plan's for that unit.
A verdict stands until a person judges anew: what the unit changes meanwhile is told (``look_again``), not decided.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from danvan_xl.findings import Finding, finding
from danvan_xl.language.showing import shown
from danvan_xl.model import Deadline, DeadlineKind, Master, Part, ScoreAnswer, Status, Task, TaskAnswer
from danvan_xl.results import Judged, UnitResult, UnitTask
from danvan_xl.review import TaskReview
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.scoring.kinds import OUTSIDE_DENOMINATOR
from danvan_xl.rules.scoring.outcome import Case
from danvan_xl.rules.scoring.points import score_criterion
from danvan_xl.rules.scoring.scheme import Scheme
from danvan_xl.rules.status import evaluate
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import is_blank, values_of

_BEGUN = Decimal(99)
"""A completion that is sent back leaves the task begun: a progress below 100."""

_LONGEST = 1000


def judge_tasks(
    unit: UnitResult, said: Mapping[str, TaskReview], master: Master, as_of: date, scheme: Scheme | None
) -> list[Finding]:
    """Put what reviewers said of the unit's tasks (by task code) on record; give back what is to be told.

    Statuses, rates and the points made of them (Tiến độ) follow. Called again, it begins from the unit's own answers.
    ``scheme`` None: the period asks for no scores.
    """
    if not said and not any(task.judged for task in unit.tasks):
        return []
    stood = [replace(task) for task in unit.tasks]
    for task in unit.tasks:
        _restore(task)
    found: list[Finding] = []
    for task in unit.tasks:
        if task.task in said:
            planned = master.task(task.task)
            found += _judge(task, said[task.task], planned, master, as_of, unit.returned)
    put_unit_rates(unit)
    if scheme is not None and unit.returned:
        _score_again(unit, stood, master, scheme)
    return found


def _restore(task: UnitTask) -> None:
    if task.judged is not None:
        task.status, task.due, task.due_by_as_of = (
            task.judged.claimed,
            task.judged.planned,
            task.judged.fell_due,
        )
        task.judged = None


def claim_of(task: UnitTask) -> str:
    """What the unit says of its task, in one line: '100%; 30/08/2025; Báo cáo số 12'; '' for nothing."""
    given = {
        name: value for name, value in values_of(task, form.TASK_ANSWERS).items() if name != "difficulty"
    }
    texts = (
        f"{shown(value)}%" if name == "progress" else shown(value, _LONGEST)
        for name, value in given.items()
        if not is_blank(value)
    )
    return "; ".join(" ".join(text.split()) for text in texts)


def _judge(
    task: UnitTask, review: TaskReview, planned: Task | None, master: Master, as_of: date, returned: bool
) -> list[Finding]:
    claim = claim_of(task)
    seen = claim if review.seen is None else review.seen
    changed = bool(review.verdict) and seen != claim and (bool(claim) or review.verdict == n.CONFIRMED)
    again = ""
    if changed and not returned:
        again = f"nay không có phiếu của đơn vị (lúc thẩm định ghi “{seen or n.SEEN_BLANK}”)"
    elif changed:
        again = f"đơn vị đổi “{seen or n.SEEN_BLANK}” thành “{claim or n.SEEN_BLANK}” sau khi thẩm định"
    deadline = planned.deadline if planned else Deadline("", DeadlineKind.UNCLEAR)
    due, fault = _new_due(task, review)
    task.judged = Judged(
        dataclasses.replace(review, seen=seen), task.status, task.due, task.due_by_as_of, again
    )
    sent_back = review.verdict == n.SENT_BACK
    if task.dated:
        deadline = Deadline("", DeadlineKind.DATED, task.start, due, continuing=deadline.continuing)
        answer = TaskAnswer(task.task, **values_of(task, form.TASK_ANSWERS))
        if sent_back and (answer.completed_on is not None or answer.progress is not None):
            progress = _BEGUN if answer.progress is None else min(answer.progress, _BEGUN)
            answer = replace(answer, completed_on=None, progress=progress)
        reading = evaluate(deadline, answer, as_of=as_of, plan=master.plan)
        task.status, task.due, task.due_by_as_of = reading.status, due, reading.due_by_as_of
    elif sent_back:
        overdue = deadline.kind is DeadlineKind.PERIODIC and task.due_by_as_of
        task.status = Status.OVERDUE if overdue else Status.NOT_STARTED
    return [*fault, *_told(task, review, again)]


def _new_due(task: UnitTask, review: TaskReview) -> tuple[date | None, list[Finding]]:
    """The due date that counts, and why the one that was typed cannot be used."""
    day = review.extended_to
    if day is None:
        return task.due, []
    if not task.dated:
        note = ": nhiệm vụ này không có một hạn cố định"
    elif task.due is not None and day < task.due:
        note = f": sớm hơn hạn theo kế hoạch {shown(task.due)}"
    else:
        return day, []
    return task.due, [_finding("task-review-unread", task, shown(day), note, header=n.EXTENDED)]


def _told(task: UnitTask, review: TaskReview, again: str) -> list[Finding]:
    found = []
    if review.verdict == n.SENT_BACK:
        found.append(_finding("task-sent-back", task, "", f": {review.reason}" if review.reason else ""))
        if not review.reason:
            found.append(_finding("task-reason-missing", task))
    if again:
        found.append(_finding("task-look-again", task, again))
    assert task.judged is not None
    if task.due != task.judged.planned:
        note = f" (hạn theo kế hoạch {shown(task.judged.planned)})"
        found.append(_finding("task-extended", task, shown(task.due), note))
    return found


def _finding(code: str, task: UnitTask, value: str = "", note: str = "", **facts: str) -> Finding:
    return finding(code, unit=task.unit, row=task.task, value=value or None, note=note, **facts)  # type: ignore[arg-type]


def _score_again(unit: UnitResult, stood: list[UnitTask], master: Master, scheme: Scheme) -> None:
    """Points that are worked out from tasks, by what the tasks come to now; ``stood`` are those that they were made of."""
    groups = {task.code: task.group for task in master.tasks}
    for criterion in scheme.criteria:
        score, parameters = unit.scores.get(criterion.code), scheme.parameters.get(criterion.code)
        if score is None or parameters is None or parameters.NEEDS is not Part.TASKS:
            continue
        if score.applicable_max == 0 and not score.not_arising:  # its form did not ask for it
            continue
        own = parameters.outcome(criterion, ScoreAnswer(criterion.code), Case(tasks=stood, groups=groups))
        ticked = score.not_arising and not own.not_arising
        answer = ScoreAnswer(criterion.code, not_arising=ticked, evidence=score.evidence)
        now = score_criterion(criterion, parameters, answer, Case(tasks=unit.tasks, groups=groups))
        score.points, score.why, score.not_arising = now.points, now.why, now.not_arising
        if criterion.kind not in OUTSIDE_DENOMINATOR:
            excluded = now.not_arising and now.points is None
            score.applicable_max = Decimal(0) if excluded else criterion.max_points
