"""The summary workbook put together: which sheets a period gets, in which order, with which appendix number."""

from __future__ import annotations

from collections.abc import Callable

from danvan_xl.findings import finding
from danvan_xl.logs import noted
from danvan_xl.sheets.summary.changes import changes_sheet
from danvan_xl.sheets.summary.charts import add_charts
from danvan_xl.sheets.summary.checks import checks_sheet
from danvan_xl.sheets.summary.collected import added_sheet, model_sheet, proposal_sheet
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.detail import detail_indicator_sheet, detail_sheet
from danvan_xl.sheets.summary.evidence import evidence_sheet
from danvan_xl.sheets.summary.facts import criteria_sheet, history_sheet, plan_sheet
from danvan_xl.sheets.summary.indicators import indicators_sheet
from danvan_xl.sheets.summary.log import log_sheet
from danvan_xl.sheets.summary.matrix import matrix_sheet, points_sheet
from danvan_xl.sheets.summary.overview import overview_sheet
from danvan_xl.sheets.summary.several import several_sheet
from danvan_xl.sheets.summary.task_verification import task_verification_sheet
from danvan_xl.sheets.summary.tasks import tasks_sheet
from danvan_xl.sheets.summary.units import units_sheet
from danvan_xl.sheets.summary.verification import corrections_sheet, verify_sheet
from danvan_xl.sheets.tables import identify
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import Cell, SheetSpec, WorkbookSpec


def summary_book(context: Context) -> WorkbookSpec:
    """The whole workbook as a spec. Sheets for parts that the period does not ask are left out."""
    appendices: list[SheetSpec] = []

    def appendix(name: str, make: Callable[[Context, str], SheetSpec | None], wanted: bool = True) -> None:
        if wanted:
            roman = context.appendices.get(name)
            number = f"PHỤ LỤC {roman}" if roman else ""
            made = _drawn(context, name, lambda: make(context, number))
            if made is not None:
                appendices.append(made)

    appendix(n.UNITS, units_sheet)
    appendix(n.TASKS, tasks_sheet, context.has_tasks)
    appendix(n.MATRIX, matrix_sheet, context.has_tasks)
    appendix(n.POINTS, points_sheet, context.has_scores)
    appendix(n.VERIFY, verify_sheet, context.has_scores)
    appendix(n.TASK_VERIFY, task_verification_sheet, context.has_tasks)
    appendix(n.INDICATORS, indicators_sheet, context.has_indicators)
    appendix(n.MODELS, model_sheet)
    appendix(n.PROPOSALS, proposal_sheet)
    appendix(n.ADDED, added_sheet)
    appendix(n.ATTACHED, evidence_sheet, any(unit.evidence for unit in context.units))
    appendix(n.DETAIL, detail_sheet)
    appendix(n.DETAIL_INDICATORS, detail_indicator_sheet, context.has_indicators)
    appendix(n.SEVERAL, several_sheet, bool(context.c.several))
    overview = overview_sheet(context)
    chart_data = add_charts(context, overview)
    checks = _drawn(context, n.CHECKS, lambda: checks_sheet(context, overview.cells))
    sheets = [
        overview.sheet,
        *appendices,
        *([checks] if checks is not None else []),
        *([changes_sheet(context)] if context.c.changes is not None else []),
        log_sheet(context),
        corrections_sheet(context),
        history_sheet(context),
        chart_data,
        *([criteria_sheet(context)] if context.has_scores else []),
        plan_sheet(context),
    ]
    plan, period = context.c.master.plan, context.c.period
    book = WorkbookSpec(sheets, title=f"Tổng hợp {period.name}", subject=plan.name)
    identify(book, context.token)
    return book


def _drawn(context: Context, name: str, make: Callable[[], SheetSpec | None]) -> SheetSpec | None:
    """The sheet; where a fault of ours hits it, a sheet that says so, and a finding: one sheet is lost, not the run.

    Not so where people type: an empty sheet would take the place of what they typed before.
    """
    if name in (n.VERIFY, n.TASK_VERIFY):
        return make()
    try:
        return make()
    except Exception as error:
        told = finding("internal-error", sheet=name, note=f": {noted(error)}")
        context.c.findings.append(told)
        return SheetSpec(name, [Cell(0, 0, told.message), Cell(1, 0, told.advice)])


def sheet_names() -> tuple[str, ...]:
    """Every sheet that the program may make."""
    return n.OWN_SHEETS
