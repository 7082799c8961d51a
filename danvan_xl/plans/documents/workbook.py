"""The workbook of an imported plan: the master's sheets, ``Chưa phân công`` and ``Nhập từ văn bản``."""

from __future__ import annotations

from danvan_xl.plans.documents.imported import ImportedPlan
from danvan_xl.sheets.imported import imported_sheet
from danvan_xl.sheets.index import unassigned_sheet
from danvan_xl.sheets.master import master_book
from danvan_xl.sheets.spec import WorkbookSpec


def imported_book(plan: ImportedPlan, source_name: str) -> WorkbookSpec:
    """Everything to be written. ``Chưa phân công`` is there when some task has no lead."""
    book = master_book(plan.master)
    unassigned = [task for task in plan.master.tasks if not task.leads]
    sheets = list(book.sheets)
    if unassigned:
        sheets.append(unassigned_sheet(unassigned, plan.suggestions))
    sheets.append(imported_sheet(plan, source_name))
    book.sheets = sheets
    return book
