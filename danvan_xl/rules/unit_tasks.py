"""From what a unit answered on a task to its :class:`~danvan_xl.results.UnitTask`, and the findings of the status rule.

Returned forms and department sheets of the master go the same way, so that one answer means the same in both.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from danvan_xl.findings import Finding, Severity, catalogue, finding_at
from danvan_xl.language.showing import shown
from danvan_xl.model import Master, Period, Role, Task, TaskAnswer, Unit
from danvan_xl.results import UnitTask
from danvan_xl.rules.status import evaluate
from danvan_xl.rules.targets import target_for
from danvan_xl.terms import form
from danvan_xl.terms.fields import values_of


def unit_task(
    unit: Unit,
    task: Task,
    role: Role,
    answer: TaskAnswer | None,
    master: Master,
    *,
    as_of: date,
    period: Period | None = None,
) -> tuple[UnitTask, tuple[str, ...]]:
    """The unit's task at ``as_of``, and the issues of the status rule (finding codes). ``answer`` None: nothing said."""
    target = target_for(task, unit, master, period)
    reading = evaluate(task.deadline, answer, as_of=as_of, plan=master.plan, target=target, period=period)
    made = UnitTask(
        unit.code,
        task.code,
        role,
        reading.status,
        **values_of(answer, form.TASK_ANSWERS),
        target=target,
        start=task.deadline.start,
        due=task.deadline.due,
        dated=reading.dated,
        due_by_as_of=reading.due_by_as_of,
        where=answer.where if answer else None,
    )
    return made, reading.issues


def task_finding(
    code: str, unit: str, task: Task, answer: TaskAnswer | None, *, file: str = "", note: str = ""
) -> Finding:
    """A finding about a unit's answer on a task, at the cell to mend."""
    value = getattr(answer, catalogue()[code].about, None)
    found = finding_at(
        code, answer, unit=unit, row=task.code, note=note, value=shown(task.code if value is None else value),
        **({"file": file} if file else {}),
    )  # fmt: skip
    if code == "done-without-date" and task.deadline.due is None:
        return replace(found, severity=Severity.INFO)
    return found
