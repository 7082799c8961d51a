"""One unit's figures: statuses, rates, scores, indicators, from its return and the master.

Denominators come from the master. A unit that sent nothing is evaluated as blank; tasks that its form, made
before the master changed, did not have are left out. Rules stand in ``rules``; findings on them get the cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from danvan_xl.findings import Finding, Severity, finding
from danvan_xl.model import Master, Part, Period, Return, Role, Task, TaskAnswer, Unit
from danvan_xl.results import UnitIndicator, UnitResult, UnitTask
from danvan_xl.rules.indicators import failed_checks, values_of
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.scoring import score_return
from danvan_xl.rules.status import evaluate as status_at
from danvan_xl.rules.status import status_finding
from danvan_xl.rules.targets import target_for


@dataclass(slots=True)
class Sent:
    """What a unit sent (or typed into the master): the return that counts, and what was found in it."""

    returned: Return
    findings: list[Finding]
    """Findings of the file; those of the rules are added to it."""
    received_on: date | None = None
    not_in_form: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Evaluator:
    """Evaluates units one by one. ``earlier`` holds completions of earlier periods by (unit, task)."""

    master: Master
    period: Period
    as_of: date
    verified: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], TaskAnswer] = field(default_factory=dict)
    verified_unread: Collection[tuple[str, str]] = ()
    """(unit, criterion) whose Điểm thẩm định was typed and is no number."""
    totals: dict[str, Decimal | None] = field(default_factory=dict)
    """The total that ranks each unit evaluated so far; None for a unit that sent nothing."""

    def unit(self, unit: Unit, sent: Sent | None) -> UnitResult:
        """The unit's result; ``sent`` None when nothing came."""
        result = UnitResult(unit.code, unit.name, returned=sent is not None)
        if sent is not None:
            self._header(result, sent)
        result.tasks = self._tasks(unit, sent)
        put_unit_rates(result)
        if Part.INDICATORS in self.period.parts or Part.SCORES in self.period.parts:
            result.indicators = self._indicators(unit.code, sent)
            if sent is not None:
                sent.findings += failed_checks(self.master, result)
        if Part.SCORES in self.period.parts and self.master.criteria:
            self._score(result, sent)
        if sent is not None:
            left_blank = [f for f in sent.findings if f.kind.blanks and f.severity is not Severity.INFO]
            result.uncertain = result.uncertain or bool(left_blank)
            if result.uncertain:
                cells = [f"{f.sheet} {f.cell}" for f in left_blank if f.sheet and f.cell]
                result.findings.append(
                    finding(
                        "total-uncertain", unit=unit.code, value=unit.name, file=sent.returned.path or None,
                        note=f": {', '.join(cells[:5])}{', …' if len(cells) > 5 else ''}" if cells else "",
                    )
                )  # fmt: skip
        return result

    def _header(self, result: UnitResult, sent: Sent) -> None:
        returned = sent.returned
        result.received_on = sent.received_on
        result.timely = None if sent.received_on is None else sent.received_on <= self.period.due
        result.source = returned.path
        result.added, result.models, result.proposals = returned.added, returned.models, returned.proposals
        result.cover_compiled_by, result.cover_phone = returned.cover.compiled_by, returned.cover.phone

    # --- tasks -------------------------------------------------------------------------------

    def _tasks(self, unit: Unit, sent: Sent | None) -> list[UnitTask]:
        if Part.TASKS not in self.period.parts:
            return []
        left_out = set(sent.not_in_form) if sent else set()
        return [
            self._task(unit, task, role, sent)
            for task, role in self.master.work_of(unit.code)
            if task.code not in left_out
        ]

    def _task(self, unit: Unit, task: Task, role: Role, sent: Sent | None) -> UnitTask:
        answer = sent.returned.tasks.get(task.code) if sent else None
        before = self.earlier.get((unit.code, task.code))
        carried = sent is not None and before is not None and (answer is None or answer.is_blank)
        if carried and before is not None:
            here = answer or TaskAnswer(task.code)
            answer = replace(before, where=here.where, cells=here.cells, unread=frozenset())
        target = target_for(task, unit, self.master, self.period)
        reading = status_at(
            task.deadline, answer, as_of=self.as_of, plan=self.master.plan, target=target, period=self.period
        )
        if sent is not None:
            if carried:
                sent.findings.append(_finding("carried-over", sent, unit, task, answer))
            else:
                sent.findings += [_finding(issue, sent, unit, task, answer) for issue in reading.issues]
        given = answer or TaskAnswer(task.code)
        deadline = task.deadline
        return UnitTask(
            unit.code,
            task.code,
            role,
            reading.status,
            progress=given.progress,
            completed_on=given.completed_on,
            quantity=given.quantity,
            target=target,
            result=given.result,
            difficulty=given.difficulty,
            start=deadline.start,
            due=deadline.due,
            dated=reading.dated,
            due_by_as_of=reading.due_by_as_of,
            where=given.where,
            carried_over=carried,
        )

    # --- indicators and scores ----------------------------------------------------------------

    def _indicators(self, unit: str, sent: Sent | None) -> dict[str, UnitIndicator]:
        found = {}
        for indicator in self.master.indicators:
            answer = sent.returned.indicators.get(indicator.code) if sent else None
            item = UnitIndicator(unit, indicator.code)
            if answer is not None:
                item.in_period, item.cumulative, item.note = answer.in_period, answer.cumulative, answer.note
                item.unread, item.where = "in_period" in answer.unread, answer.where
                item.cells = answer.cells
            found[indicator.code] = item
        return found

    def _score(self, result: UnitResult, sent: Sent | None) -> None:
        unread_tasks = (
            # The inputs that decide the status of a dated task.
            [
                code
                for code, answer in sent.returned.tasks.items()
                if answer.unread & {"progress", "completed_on"}
            ]
            if sent
            else []
        )
        days_late = None
        if result.received_on is not None:
            days_late = max(0, (result.received_on - self.period.due).days)
        sheet = score_return(
            self.master.criteria,
            sent.returned.scores if sent else {},
            indicators=values_of(result),
            unit_tasks=result.tasks,
            tasks=self.master.tasks,
            days_late=days_late,
            verified={code: v for (unit, code), v in self.verified.items() if unit == result.code},
            verified_unread=[code for unit, code in self.verified_unread if unit == result.code],
            bands=self.master.bands,
            scale=self.master.plan.scale,
            unread_indicators=[code for code, item in result.indicators.items() if item.unread],
            uncertain_tasks=unread_tasks,
            known_indicators=[indicator.code for indicator in self.master.indicators],
            unit=result.code,
            returned=sent is not None,
            places=result.indicators,
        )
        result.scores = sheet.scores
        self.totals[result.code] = sheet.final_total if sent is not None else None
        result.self_total, result.verified_total = sheet.self_total, sheet.verified_total
        result.band, result.band_reason = sheet.band, sheet.band_reason
        result.uncertain = result.uncertain or sheet.uncertain
        if sent is None:
            result.findings += sheet.findings
            return
        for found in sheet.findings:
            # What is to mend in the summary or in the master is not looked for in the return.
            file = found.file or (sent.returned.path or None if found.kind.about else None)
            sent.findings.append(replace(found, file=file))


def _finding(code: str, sent: Sent, unit: Unit, task: Task, answer: TaskAnswer | None) -> Finding:
    """An issue of the status rule, at the cell to mend."""
    found = status_finding(code, answer, unit.code, file=sent.returned.path or None, row=task.code)
    undated = found.code == "done-without-date" and task.deadline.due is None
    return replace(found, severity=Severity.INFO) if undated else found
