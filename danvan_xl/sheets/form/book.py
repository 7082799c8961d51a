"""The whole return form of one unit for one period."""

from __future__ import annotations

import hashlib

from danvan_xl.contact import receiver_of
from danvan_xl.identity import FORM, Identity, rows_text
from danvan_xl.model import Master, Part, Period, Return, Task, Unit
from danvan_xl.rules.targets import target_for
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.sheets.form.cover import CoverFacts, as_of, cover_sheet
from danvan_xl.sheets.form.indicators import indicator_sheet
from danvan_xl.sheets.form.lists import model_sheet, proposal_sheet
from danvan_xl.sheets.form.scores import score_sheet
from danvan_xl.sheets.form.tasks import TaskRows, Work, task_sheet
from danvan_xl.sheets.tables import Area, identify
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import SheetSpec, WorkbookSpec

_TAB = {
    h.COVER: "1F4E79",
    h.TASKS: "8A5A00",
    h.SCORES: "8A5A00",
    h.INDICATORS: "8A5A00",
    h.MODELS: "B8C2CC",
    h.PROPOSALS: "B8C2CC",
}
_ROW_HEIGHT = {h.SCORES: 32, h.INDICATORS: 20, h.MODELS: 22, h.PROPOSALS: 22}
"""Points at least: room for a finger on a phone."""


def form_version(master: Master, unit: Unit, period: Period, *, work: Work | None = None) -> str:
    """Eight hex digits over everything that the form asks, the unit's name and code left out.

    Two forms with the same version ask the same; a form whose version differs from the one that the
    master gives today was made before the master changed.
    """
    work = master.work_of(unit.code) if work is None else work
    master = master.as_for(unit)
    asked: list[object] = [_plan_facts(master), _period_facts(period)]
    if Part.TASKS in period.parts:
        for task, role in work:
            target = target_for(task, unit, master, period)
            asked.append((task.code, role.value, target, *_task_facts(task)))
    if Part.SCORES in period.parts:
        asked += [
            (c.code, c.text, c.max_points, c.kind.value, c.group, c.parameters, c.not_arising, c.evidence)
            for c in master.criteria
        ]
        asked += [(b.name, b.threshold) for b in master.bands]
    if Part.INDICATORS in period.parts or Part.SCORES in period.parts:
        asked += [
            (i.code, i.text, i.unit, i.kind.value, i.aggregation.value, i.constraint)
            for i in master.indicators
        ]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]


def _plan_facts(master: Master) -> tuple[object, ...]:
    plan = master.plan
    return (plan.code, plan.name, plan.issuer, plan.start, plan.end, plan.scale)


def _period_facts(period: Period) -> tuple[object, ...]:
    parts = sorted(part.value for part in period.parts)
    return (period.code, period.name, period.start, period.end, period.due, parts)


def _task_facts(task: Task) -> tuple[object, ...]:
    deadline = task.deadline
    return (
        task.text,
        task.group,
        task.when_text,
        task.deliverable,
        task.target_unit,
        deadline.kind.value,
        deadline.start,
        deadline.due,
        deadline.occurrences,
        deadline.continuing,
    )


def form_book(
    master: Master,
    unit: Unit,
    period: Period,
    *,
    previous: Return | None = None,
    work: Work | None = None,
    version: str | None = None,
) -> WorkbookSpec:
    """The form as a spec. ``previous`` is what the unit answered before: it stands in the cells to fill.

    ``work`` and ``version`` save reckoning where the caller knows them already. The cover stays blank
    but for the form's facts, since who fills it and when is new each time.
    """
    work = master.work_of(unit.code) if work is None else work
    master = master.as_for(unit)
    version = version or form_version(master, unit, period, work=work)
    token = Identity(FORM, master.plan.code, unit.code, period.code, version).token()
    before = previous or Return(master.plan.code, unit.code, "")
    sheets: list[SheetSpec] = []
    checks: list[Check] = []
    task_rows: TaskRows | None = None
    indicator_rows: Area | None = None
    indicators: SheetSpec | None = None
    if Part.TASKS in period.parts:
        sheet, more, task_rows = task_sheet(master, unit, period, work, token, before, as_of(period))
        sheets.append(sheet)
        checks += more
    if Part.INDICATORS in period.parts and master.indicators:
        indicators, more, indicator_rows = indicator_sheet(master.indicators, token, before.indicators)
    if Part.SCORES in period.parts and master.criteria:
        scores, score_checks = score_sheet(master, period, work, token, before, task_rows, indicator_rows)
        sheets.append(scores)
        checks += score_checks
    if indicators is not None:
        sheets.append(indicators)
        checks += more
    sheets.append(model_sheet(token, master.plan, before.models))
    sheets.append(proposal_sheet(token, master.plan, before.proposals))
    for sheet in sheets:
        assert sheet.freeze is not None
        fit_rows(sheet, first=sheet.freeze[0] - 1, minimum=_ROW_HEIGHT.get(sheet.name, 0))
        last_row = max(cell.row for cell in sheet.cells)
        last_col = max(cell.col for cell in sheet.cells if cell.row == sheet.freeze[0] - 1)
        look.set_page(
            sheet,
            unit.name,
            period.name,
            repeat=sheet.freeze[0] - 1,
            last=(last_row, last_col),
            landscape=sheet.name != h.INDICATORS,
        )
    codes = {
        h.TASKS: [task.code for task, _ in work],
        h.SCORES: [item.code for item in master.criteria],
        h.INDICATORS: [item.code for item in master.indicators],
    }
    for sheet in sheets:
        if sheet.name in codes:
            sheet.put(look.GUIDE_ROW, 0, rows_text(codes[sheet.name]), look.HELPER)
    prefilled = _period_name(master, previous) if previous is not None else ""
    contact = receiver_of(master)
    send_to = "\n".join([contact.office, *contact.ways])
    cover = cover_sheet(CoverFacts(master.plan, unit, period, version, send_to, prefilled), token, checks)
    sheets.insert(0, cover)
    for sheet in sheets:
        sheet.tab_color = _TAB[sheet.name]
    title = f"Phiếu báo cáo - {unit.name} - {period.name}"
    book = WorkbookSpec(sheets, title=title, subject=master.plan.name)
    identify(book, token)
    return book


def _period_name(master: Master, previous: Return) -> str:
    period = master.period(previous.period)
    return period.name if period else (previous.period or "trước")
