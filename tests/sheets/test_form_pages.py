"""What a form takes on paper: at most eight pages, no letter below eight points, every sheet as wide as the page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from danvan_xl.forms.issue import issue
from danvan_xl.plans.master_reader import read_master
from danvan_xl.resources import bundled
from danvan_xl.sheets.form import form_book
from danvan_xl.sheets.form.look import FIRST
from danvan_xl.sheets.paper import SMALLEST, points_of, smallest_letter
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import SheetSpec
from tests.support import office
from tests.support.masters import SCORED, small_master

_PAGE = {True: 791.0, False: 545.0}


def _scale(sheet: SheetSpec) -> float:
    """By how much the page shrinks the sheet, at most."""
    assert sheet.page.area is not None
    columns = [col for col in range(FIRST, sheet.page.area[3] + 1) if col not in sheet.hidden_columns]
    across = _PAGE[sheet.page.landscape] / sum(points_of(sheet.widths.get(col, 9)) for col in columns)
    rows = [row for row in range(sheet.page.area[2] + 1) if row not in sheet.hidden_rows]
    down = 766.0 / sum(sheet.heights.get(row, 15.0) for row in rows) if sheet.page.fit_height else 1.0
    return min(1.0, across, down)


@pytest.mark.parametrize("unit", ["VP", "T01"])
def test_no_letter_comes_below_eight_points_and_no_sheet_is_spread_sideways(unit: str) -> None:
    master = small_master()
    period = master.period(SCORED)
    known = master.unit(unit)
    assert period is not None and known is not None
    for sheet in form_book(master, known, period).sheets:
        assert sheet.page.area is not None
        assert sheet.page.fit_width == 1, sheet.name
        assert smallest_letter(sheet, sheet.page.area) * _scale(sheet) >= SMALLEST, sheet.name


def test_the_forms_of_the_demo_print_on_eight_pages(tmp_path: Path) -> None:
    master = read_master(bundled("workbook_templates") / "dai-son-2025.xlsx").master
    period = master.periods[-1]
    codes = [unit.code for unit in master.owing_units()][:2]
    forms = [form.path for form in issue(master, period, tmp_path / "phiếu", units=codes)]
    for pdf in office.convert(forms, "pdf", tmp_path / "in"):
        told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
        pages = re.search(r"Pages:\s+(\d+)", told)
        assert pages is not None and int(pages[1]) <= 8, pdf.name


def test_no_date_is_wider_than_its_column() -> None:
    """Ten digits of 11 points and the room that Excel keeps beside them: else it shows ####."""
    widths = {field.header: field.width for field in h.TASK_FIELDS}
    for header in (h.START, h.TASK_DUE, h.COMPLETED):
        assert int(widths[header] * 7 + 5) >= 8 * 7.34 + 2 * 4.1 + 6, header
