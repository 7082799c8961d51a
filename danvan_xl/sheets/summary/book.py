"""The summary workbook put together: which sheets a period gets, in which order, with which appendix number."""

from __future__ import annotations

from collections.abc import Callable

from danvan_xl.identity import DEFINED_NAME, PROPERTY
from danvan_xl.sheets.summary.charts import add_charts
from danvan_xl.sheets.summary.checks import checks_sheet
from danvan_xl.sheets.summary.collected import added_sheet, model_sheet, proposal_sheet
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.detail import detail_indicator_sheet, detail_sheet
from danvan_xl.sheets.summary.facts import criteria_sheet, history_sheet, plan_sheet
from danvan_xl.sheets.summary.indicators import indicators_sheet
from danvan_xl.sheets.summary.log import log_sheet
from danvan_xl.sheets.summary.matrix import matrix_sheet, points_sheet
from danvan_xl.sheets.summary.overview import overview_sheet
from danvan_xl.sheets.summary.several import several_sheet
from danvan_xl.sheets.summary.tasks import tasks_sheet
from danvan_xl.sheets.summary.units import units_sheet
from danvan_xl.sheets.summary.verification import corrections_sheet, verify_sheet
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.spec import SheetSpec, WorkbookSpec

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")


def summary_book(context: Context) -> WorkbookSpec:
    """The whole workbook as a spec. Sheets for parts that the period does not ask are left out."""
    overview = overview_sheet(context)
    chart_data = add_charts(context, overview)
    sheets: list[SheetSpec] = [overview.sheet]

    def appendix(make: Callable[[Context, str], SheetSpec | None], wanted: bool = True) -> None:
        if wanted:
            number = sum(1 for sheet in sheets if sheet is not overview.sheet)
            made = make(context, f"PHỤ LỤC {_ROMAN[number]}")
            if made is not None:
                sheets.append(made)

    appendix(units_sheet)
    appendix(tasks_sheet, context.has_tasks)
    appendix(matrix_sheet, context.has_tasks)
    appendix(points_sheet, context.has_scores)
    appendix(verify_sheet, context.has_scores)
    appendix(indicators_sheet, context.has_indicators)
    appendix(model_sheet)
    appendix(proposal_sheet)
    appendix(added_sheet)
    appendix(detail_sheet)
    appendix(detail_indicator_sheet, context.has_indicators)
    appendix(several_sheet, bool(context.c.several))
    sheets += [
        checks_sheet(context, overview.cells),
        log_sheet(context),
        corrections_sheet(context),
        history_sheet(context),
        chart_data,
        *([criteria_sheet(context)] if context.has_scores else []),
        plan_sheet(context),
    ]
    plan, period = context.c.master.plan, context.c.period
    return WorkbookSpec(
        sheets=sheets,
        hidden_names={DEFINED_NAME: f'="{context.token}"'},
        title=f"Tổng hợp {period.name}",
        subject=plan.name,
        custom_properties={PROPERTY: context.token},
    )


def sheet_names() -> tuple[str, ...]:
    """Every sheet that the program may make."""
    return n.OWN_SHEETS
