"""Recipe: a finding. A row of the catalogue and the place that raises it; log, receipt, letter and page follow."""

from __future__ import annotations

import json

from tests.recipes.house import House

_ROW = """    FindingKind(
        "phone-missing", _W, "Chưa ghi điện thoại",
        "Người lập “{value}” chưa ghi điện thoại ở trang tính “Bìa”{note}.",
        "Tra số điện thoại ở trang tính “Đơn vị” của tệp kế hoạch.", "Ghi số điện thoại của người lập.",
        like={"value": "Trần Thị Mỹ"},
    ),
"""
_BEFORE = """    FindingKind(
        "pledge-missing","""
_RAISE = """        if returned.cover.compiled_by and not returned.cover.phone:
            cell = returned.cover.cells.get("phone")
            self.log.add("phone-missing", sheet="Bìa", cell=cell, value=returned.cover.compiled_by)
"""
_NEXT = """        for name, read in (
            (h.TASKS, self._read_tasks),
"""

_USE = """
import json, sys
from datetime import date, datetime
from pathlib import Path
import openpyxl
from danvan_xl.cli.reference import findings_page
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.mail.remind import needs_of
from danvan_xl.plans.master_reader import load_master
from danvan_xl.summaries.write import write_summary

folder = Path(sys.argv[1])
master = load_master("workbook_templates/dai-son-2025.xlsx")
unit, period = master.owing_units()[0], master.periods[0]
[form] = issue(master, period, folder / "forms", units=[unit.code])
task = next(task for task, _ in master.work_of(unit.code))
filling = Filling(cover={"Người lập": "Trần Thị Mỹ"}, tasks={task.code: {"Tiến độ (%)": 40}})
(folder / "returns").mkdir()
fill(form.path, folder / "returns" / form.path.name, filling, datetime(2025, 8, 1))
outcome = consolidate(folder / "returns", master, period=period.code, as_of=period.end)
write_summary(outcome, folder / "s.xlsx")
receipt = write_receipts(outcome, folder / "receipts")[unit.code]

def cells(path):
    return [str(c.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row if c.value]

need = next(need for need in needs_of(outcome) if need.unit == unit.code)
print(json.dumps([cells(folder / "s.xlsx"), cells(receipt), need.corrections, findings_page()]))
"""


class DescribeAFinding:
    def it_takes_two_files_and_stands_in_log_receipt_letter_and_page(self, house: House) -> None:
        house.edit("danvan_xl/findings/verdicts.py", _BEFORE, _ROW + _BEFORE)
        house.edit("danvan_xl/returns/reading.py", _NEXT, _RAISE + _NEXT)
        assert len(house.touched) <= 2

        summary, receipt, letter, page = json.loads(house.run(_USE, str(house.folder)))
        message = "Người lập “Trần Thị Mỹ” chưa ghi điện thoại ở trang tính “Bìa”."
        to_unit = "Ghi số điện thoại của người lập."
        to_officer = "Tra số điện thoại ở trang tính “Đơn vị” của tệp kế hoạch."

        assert message in summary and to_officer in summary and "phone-missing" in summary
        assert message in receipt and to_unit in receipt and to_officer not in receipt
        [told] = [line for line in letter if message in line]
        assert told.startswith("trang tính “Bìa”, ô ") and told.endswith(to_unit)
        row = f"| Chưa ghi điện thoại | Cảnh báo | {message} | {to_officer} | {to_unit} | `phone-missing` |"
        assert row in page.splitlines()
