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
from danvan_xl.language.showing import shown
from danvan_xl.model import Master, Part, Period, Return, Role, Task, TaskAnswer, Unit, Where
from danvan_xl.results import UnitIndicator, UnitResult, UnitTask
from danvan_xl.rules.indicators import failed_checks, values_of
from danvan_xl.rules.rates import put_unit_rates
from danvan_xl.rules.scoring import score_return
from danvan_xl.rules.status import evaluate as status_at
from danvan_xl.rules.targets import target_for
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import cell_name

LEFT_BLANK = frozenset(
    [
        "value-not-number",
        "number-ambiguous",
        "number-not-whole",
        "value-negative",
        "percent-out-of-range",
        "date-not-understood",
        "error-value",
        "formula-not-calculated",
        "row-conflict",
        "row-mismatch",
        "column-missing",
        "column-duplicated",
        "sheet-missing",
        "sheet-duplicated",
        "mark-not-understood",
        "value-differs",
    ]
)
"""Findings after which something that a person may see in the file is not in the figures."""
_ISSUE_HEADER = {
    "date-in-future": h.COMPLETED,
    "date-outside-plan": h.COMPLETED,
    "progress-below-100": h.PROGRESS,
    "percent-out-of-range": h.PROGRESS,
    "occurrences-missing": h.QUANTITY,
}


@dataclass(slots=True)
class Sent:
    """What a unit sent (or typed into the master): the return that counts, and what was found in it."""

    returned: Return
    findings: list[Finding]
    """Findings of the file; those of the rules are added to it."""
    received_on: date | None = None
    not_in_form: list[str] = field(default_factory=list)
    columns: Mapping[str, int] = field(default_factory=dict)
    """Where the columns of its ``Nhiệm vụ`` stand (0-based), so that a finding names the cell."""


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
            left_blank = [
                f for f in sent.findings if f.code in LEFT_BLANK and f.severity is not Severity.INFO
            ]
            result.uncertain = result.uncertain or bool(left_blank)
            if result.uncertain:
                cells = [f"{f.sheet} {f.cell}" for f in left_blank if f.sheet and f.cell]
                result.findings.append(
                    finding(
                        "total-uncertain", unit=unit.code, value=unit.name, file=sent.returned.path or None,
                        note=f" ({', '.join(cells[:5])}{', ...' if len(cells) > 5 else ''})" if cells else "",
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
            where = answer.where if answer else None
            answer = replace(before, where=where, unread=frozenset())
        target = target_for(task, unit, self.master, self.period)
        reading = status_at(
            task.deadline, answer, as_of=self.as_of, plan=self.master.plan, target=target, period=self.period
        )
        if sent is not None:
            if carried:
                self._finding(sent, unit, "carried-over", task, answer, h.COMPLETED)
            else:
                for issue in reading.issues:
                    self._finding(sent, unit, issue, task, answer, _ISSUE_HEADER.get(issue, h.PROGRESS))
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

    def _finding(
        self, sent: Sent, unit: Unit, code: str, task: Task, answer: TaskAnswer | None, header: str
    ) -> None:
        where = answer.where if answer else None
        value: object = task.code
        if answer is not None and header == h.COMPLETED and answer.completed_on:
            value = answer.completed_on
        elif answer is not None and header == h.PROGRESS and answer.progress is not None:
            value = answer.progress
        found = finding(
            code,
            file=sent.returned.path or None,
            sheet=where.sheet if where else None,
            cell=_cell(where, sent.columns.get(header)),
            value=shown(value),
            unit=unit.code,
            header=header,
            row=task.code,
            note="",
        )
        severity = Severity.INFO if found.code == "done-without-date" and not _dated(task) else found.severity
        sent.findings.append(replace(found, severity=severity))

    # --- indicators and scores ----------------------------------------------------------------

    def _indicators(self, unit: str, sent: Sent | None) -> dict[str, UnitIndicator]:
        found = {}
        for indicator in self.master.indicators:
            answer = sent.returned.indicators.get(indicator.code) if sent else None
            item = UnitIndicator(unit, indicator.code)
            if answer is not None:
                item.in_period, item.cumulative, item.note = answer.in_period, answer.cumulative, answer.note
                item.unread, item.where = "in_period" in answer.unread, answer.where
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
        )
        result.scores = sheet.scores
        self.totals[result.code] = sheet.final_total if sent is not None else None
        result.self_total, result.verified_total = sheet.self_total, sheet.verified_total
        result.band, result.band_reason = sheet.band, sheet.band_reason
        result.uncertain = result.uncertain or sheet.uncertain
        found = [replace(f, unit=result.code) for f in sheet.findings]
        if sent is not None:
            sent.findings += [replace(f, file=sent.returned.path or f.file) for f in found]
        else:
            result.findings += found


def _dated(task: Task) -> bool:
    return task.deadline.due is not None


def _cell(where: Where | None, column: int | None) -> str | None:
    if where is None:
        return None
    return cell_name(where.row - 1, where.column - 1 if column is None else column)
