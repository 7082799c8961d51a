"""One unit's figures: statuses, rates, scores, indicators, from its return and the master.

Denominators come from the master. A unit that sent nothing is evaluated as blank; tasks that its form, made
before the master changed, did not have are left out. Rules stand in ``rules``; findings on them get the cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec.structs import replace

from danvan_xl.earlier import Earlier
from danvan_xl.findings import Finding, Severity, finding_at
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import shown
from danvan_xl.model import DeadlineKind, Master, Part, Period, Return, Role, Task, TaskAnswer, Unit
from danvan_xl.results import UnitIndicator, UnitResult, UnitTask
from danvan_xl.rules.indicators import failed_checks, values_of
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.scoring import Scheme, scheme_of
from danvan_xl.rules.scoring.outcome import Case
from danvan_xl.rules.scoring.sheet import score_rows
from danvan_xl.rules.unit_tasks import task_finding, unit_task
from danvan_xl.terms import fields, form

_YES = frozenset({"có", "co", "x", "đã ký", "đã có"})
"""What says in ``Bản ký, đóng dấu`` that there is one."""
_DECIDE = {"progress", "completed_on"}
"""The inputs that decide the status of a dated task."""


@dataclass(slots=True)
class Evaluator:
    """Evaluates units one by one, from their own returns alone: what verification makes of it comes after.

    ``earlier`` is the summary of an earlier period, whose completions are kept, and its percentages where nothing is said now.
    """

    master: Master
    period: Period
    as_of: date
    earlier: Earlier | None = None
    scheme: Scheme = field(init=False)
    work: Mapping[str, Sequence[tuple[Task, Role]]] = field(init=False)
    groups: Mapping[str, str] = field(init=False)
    complete: Mapping[tuple[str, str], TaskAnswer] = field(init=False)

    def __post_init__(self) -> None:
        self.scheme = scheme_of(self.master)
        self.work = self.master.work()
        self.groups = {task.code: task.group for task in self.master.tasks}
        self.complete = self.earlier.completions() if self.earlier is not None else {}

    def unit(self, unit: Unit, sent: Return | None) -> UnitResult:
        """The unit's result; ``sent`` None when nothing came. Findings of the rules on a return go to the return."""
        result = UnitResult(unit.code, unit.name, returned=sent is not None)
        if sent is not None:
            self._header(result, sent)
        found = sent.findings if sent is not None else result.findings
        if Part.TASKS in self.period.parts:
            left_out = set(sent.not_in_form) if sent else set()
            work = self.work.get(unit.code, ())
            result.tasks = [
                self._task(unit, task, role, sent, found) for task, role in work if task.code not in left_out
            ]
        put_unit_rates(result)
        if Part.INDICATORS in self.period.parts or Part.SCORES in self.period.parts:
            result.indicators = self._indicators(unit.code, sent)
            if sent is not None:
                sent.findings += failed_checks(self.master, result)
        if Part.SCORES in self.period.parts and self.master.criteria:
            self._score(unit, result, sent, found)
        if sent is not None:
            blanks = [f for f in sent.findings if f.kind.blanks and f.severity is not Severity.INFO]
            result.doubtful = bool(blanks)
            result.blanks = tuple(f"{f.sheet} {f.cell}" for f in blanks if f.sheet and f.cell)
        return result

    def _header(self, result: UnitResult, sent: Return) -> None:
        result.received_on = sent.received_on
        first = result.first_received_on = sent.first_received_on or sent.received_on
        timely = None if first is None else first <= self.period.due
        # The master was saved after the due date, by anyone: that says nothing of when this unit typed.
        result.timely = None if sent.in_master and not timely else timely
        result.source = sent.path
        result.added, result.models, result.proposals = sent.added, sent.models, sent.proposals
        said = fold(sent.cover.signed)
        result.signed = True if said in _YES else False if said else None
        result.cover_compiled_by, result.cover_phone = sent.cover.compiled_by, sent.cover.phone

    # --- tasks -------------------------------------------------------------------------------

    def _task(
        self, unit: Unit, task: Task, role: Role, sent: Return | None, found: list[Finding]
    ) -> UnitTask:
        answer = sent.tasks.get(task.code) if sent is not None else None
        kept = self._kept(unit, task, answer)
        begun = None if kept else self._begun(unit, task, answer)
        made, issues = unit_task(
            unit, task, role, kept or begun or answer, self.master, as_of=self.as_of, period=self.period
        )
        made.carried_over = kept is not None
        file = sent.path if sent is not None else ""
        if begun is not None:
            found.append(task_finding("progress-carried", unit.code, task, begun, file=file))
        if kept is not None:
            found.append(_kept_finding(unit, task, answer, kept, file, sent is not None))
        elif sent is not None:
            found += [task_finding(issue, unit.code, task, answer, file=file) for issue in issues]
        if sent is not None and answer is not None and _after_report(answer, sent, self.as_of):
            reported = sent.cover.reported_on or sent.received_on
            note = f", sau ngày đơn vị báo cáo ({shown(reported)})"
            found.append(
                task_finding("completed-after-report", unit.code, task, answer, file=file, note=note)
            )
        return made

    def _kept(self, unit: Unit, task: Task, now: TaskAnswer | None) -> TaskAnswer | None:
        """The completion that an earlier return told, with what is new; None where there is none, or the same told again."""
        key = (unit.code, task.code)
        before = self.complete.get(key)
        if before is None or self.earlier is None:
            return None
        day = self.earlier.completed_on(key, task.deadline.due)
        if now is None:
            return replace(before, completed_on=day, where=None, cells={})
        if now.completed_on is not None and now.completed_on == day:
            return None
        new: dict[str, Any] = {
            name: v for name, v in fields.values_of(now, form.TASK_ANSWERS).items() if not fields.is_blank(v)
        }
        new |= {"progress": before.progress, "completed_on": day}
        return replace(before, **new, where=now.where, cells=now.cells)

    def _begun(self, unit: Unit, task: Task, now: TaskAnswer | None) -> TaskAnswer | None:
        """With the percentage that an earlier period told of a dated task, where the unit does not say how far it is now."""
        if self.earlier is None or self.earlier.period == self.period.code or not task.deadline.due:
            return None
        before = self.earlier.tasks.get((unit.code, task.code))
        said = now is not None and (
            now.progress is not None or now.completed_on is not None or bool(now.unread & _DECIDE)
        )
        if said or task.deadline.kind is not DeadlineKind.DATED:
            return None
        if before is None or before.progress is None or not 0 < before.progress < 100:
            return None
        return replace(now or TaskAnswer(task.code), progress=before.progress)

    # --- indicators and scores ----------------------------------------------------------------

    def _indicators(self, unit: str, sent: Return | None) -> dict[str, UnitIndicator]:
        found = {}
        for indicator in self.master.indicators:
            answer = sent.indicators.get(indicator.code) if sent else None
            item = UnitIndicator(unit, indicator.code)
            if answer is not None:
                item = UnitIndicator(
                    unit, indicator.code, **fields.values_of(answer, form.INDICATOR_ANSWERS),
                    unread="in_period" in answer.unread, where=answer.where, cells=answer.cells,
                )  # fmt: skip
            found[indicator.code] = item
        return found

    def _score(self, unit: Unit, result: UnitResult, sent: Return | None, found: list[Finding]) -> None:
        carried = {task.task for task in result.tasks if task.carried_over}
        answers = sent.tasks.values() if sent is not None else ()
        unread_tasks = [a.code for a in answers if a.unread & _DECIDE and a.code not in carried]
        days_late = None
        if result.first_received_on is not None and result.timely is not None:
            days_late = max(0, (result.first_received_on - self.period.due).days)
        unread = [code for code, item in result.indicators.items() if item.unread]
        sheet = score_rows(
            self.master.criteria_of(unit),
            self.scheme,
            sent.scores if sent else {},
            Case(values_of(result), unread, days_late, result.tasks, self.groups, unread_tasks),
            unit=result.code,
            returned=sent is not None,
            places=result.indicators,
            unasked=sent.unasked_criteria if sent else (),
            unasked_indicators=sent.unasked_indicators if sent else (),
        )
        result.scores = sheet.scores
        for code, answer in (sent.scores if sent else {}).items():
            said = fields.values_of(answer, form.SCORE_ANSWERS).values()
            if code not in sheet.scores and not all(map(fields.is_blank, said)):
                found.append(finding_at("score-not-for-unit", answer, unit=unit.code))
        file = sent.path if sent is not None else ""
        # What is to mend in the master is not looked for in the return.
        found += [replace(f, file=f.file or (file or None if f.kind.about else None)) for f in sheet.findings]


def _after_report(answer: TaskAnswer, sent: Return, as_of: date) -> bool:
    """A completion that the unit could not yet know of; one after ``as_of`` has its own finding."""
    reported = sent.cover.reported_on or (None if sent.in_master else sent.received_on)
    day = answer.completed_on
    return day is not None and reported is not None and reported < day <= as_of


def _kept_finding(
    unit: Unit, task: Task, now: TaskAnswer | None, kept: TaskAnswer, file: str, returned: bool
) -> Finding:
    """Tells that an earlier completion was kept; a warning where the unit says something else now."""
    note, differs = ", kỳ này để trống", False
    if not returned:
        note = ", kỳ này đơn vị chưa báo cáo"
    elif now is not None and now.completed_on is not None:
        note, differs = f", kỳ này ghi ngày {shown(now.completed_on)}", True
    elif now is not None and now.progress is not None:
        note, differs = f", kỳ này ghi tiến độ {shown(now.progress)}%", now.progress < 100
    elif now is not None and not now.is_blank:
        note = ", kỳ này không ghi ngày"
    found = task_finding("carried-over", unit.code, task, kept, file=file, note=note)
    return replace(found, severity=Severity.WARNING) if differs else found
