"""Recipe: a form column. A line of the table of fields and an attribute of the answer and of the result; the rest walks."""

from __future__ import annotations

import json

from tests.recipes.house import House

_LINE = '    Field("funds", "Kinh phí (triệu đồng)", FieldKind.NUMBER, 11, fill=True, json=True),\n'
_BEFORE = '    Field("result", RESULT, width=21, fill=True, json=True),\n'
_ANSWER = """    difficulty: str = ""
    where: Where | None = None
    unread: frozenset[str] = frozenset()
    text: str = ""
"""
_RESULT = """    difficulty: str = ""
    start: date | None = None
"""
_ATTRIBUTE = "    funds: Decimal | None = None\n"

_USE = """
import json, sys
from datetime import datetime
from pathlib import Path
import openpyxl
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.plans.master_reader import load_master
from danvan_xl.sheets.master.department import department_sheets
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.write import write_summary

NEW = "Kinh phí (triệu đồng)"
folder = Path(sys.argv[1])
master = load_master("workbook_templates/dai-son-2025.xlsx")
unit, period = master.owing_units()[0], master.periods[0]
task = next(task for task, _ in master.work_of(unit.code))
[form] = issue(master, period, folder / "forms", units=[unit.code])
(folder / "returns").mkdir()
typed = Filling(tasks={task.code: {NEW: "12,5", "Tiến độ (%)": 40}})
fill(form.path, folder / "returns" / form.path.name, typed, datetime(2025, 8, 1))
outcome = consolidate(folder / "returns", master, period=period.code, as_of=period.end)
write_summary(outcome, folder / "s.xlsx")

def column(sheet):
    header = next(c for row in sheet.iter_rows() for c in row if c.value == NEW)
    below = [sheet.cell(r, header.column) for r in range(header.row + 1, sheet.max_row + 1)]
    return header.coordinate, [c.value for c in below if c.value is not None], below[0].protection.locked

form_sheet = openpyxl.load_workbook(form.path)["Nhiệm vụ"]
result = next(u for u in outcome.units if u.code == unit.code)
[receipt] = outcome.files
answered = next(t for u in to_json(outcome)["units"] if u["code"] == unit.code
                for t in u["tasks"] if t["code"] == task.code)
print(json.dumps({
    "form": column(form_sheet),
    "limits": [v.error for v in form_sheet.data_validations.dataValidation if v.error and NEW in v.error],
    "department": [c.value for c in department_sheets(master)[0].spec.cells].count(NEW),
    "read": str(next(t for t in result.tasks if t.task == task.code).funds),
    "found": [(f.code, f.cell) for f in receipt.findings if f.value == "12,5"],
    "detail": column(openpyxl.load_workbook(folder / "s.xlsx")["Chi tiết"]),
    "json": answered["funds"],
    "again": str(read_previous(folder / "s.xlsx").tasks[unit.code, task.code].funds),
}))
"""


class DescribeAFormColumn:
    def it_takes_three_files_and_stands_wherever_a_form_is_drawn_read_or_shown(self, house: House) -> None:
        house.edit("danvan_xl/terms/form.py", _BEFORE, _LINE + _BEFORE)
        house.edit("danvan_xl/model.py", _ANSWER, _ANSWER + _ATTRIBUTE)
        house.edit("danvan_xl/results.py", _RESULT, _ATTRIBUTE + _RESULT)
        assert len(house.touched) <= 3

        shown = json.loads(house.run(_USE, str(house.folder)))
        header, before, locked = shown["form"]
        assert before == [] and not locked, "in the form: a blank cell to fill"
        assert shown["limits"] == [
            "Kinh phí (triệu đồng) phải là số từ 0 trở lên. Chỉ ghi số, không kèm đơn vị tính hay chữ."
        ]
        assert shown["department"] == 1
        assert shown["read"] == "12.5"
        [(code, cell)] = shown["found"]
        assert code == "number-as-text" and cell[0] == header[0], "the finding names the new column's cell"
        assert shown["detail"][1] == [12.5]
        assert shown["json"] == 12.5
        assert shown["again"] == "12.5"
