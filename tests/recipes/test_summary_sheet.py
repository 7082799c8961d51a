"""Recipe: a sheet of the summary. Its name, its module, its place in the book; heading, print, identity come with the kit."""

from __future__ import annotations

import json

from tests.recipes.house import House

_MODULE = '''"""``Người lập``: who filled each return, to be rung up."""

from __future__ import annotations

from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec


def people_sheet(context: Context, appendix: str) -> SheetSpec:
    """One row a unit."""
    sheet = SheetSpec(n.PEOPLE)
    columns = [Column("Mã đơn vị", 9, st.CODE), Column("Người lập", 30), Column("Điện thoại", 16)]
    rows = [[unit.code, unit.cover_compiled_by, unit.cover_phone] for unit in context.units]
    page(context, sheet, columns, rows, "Người lập", context.note, appendix=appendix)
    return sheet
'''
_USE = """
import json, sys
from datetime import datetime
from pathlib import Path
import openpyxl
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.plans.master_reader import load_master
from danvan_xl.summaries.write import write_summary

folder = Path(sys.argv[1])
master = load_master("workbook_templates/dai-son-2025.xlsx")
unit, period = master.owing_units()[0], master.periods[0]
task = next(task for task, _ in master.work_of(unit.code))
[form] = issue(master, period, folder / "forms", units=[unit.code])
(folder / "returns").mkdir()
typed = Filling(cover={"Người lập": "Lò Văn Bản", "Điện thoại": "0900000001"}, tasks={task.code: {"Tiến độ (%)": 40}})
fill(form.path, folder / "returns" / form.path.name, typed, datetime(2025, 8, 1))
outcome = consolidate(folder / "returns", master, period=period.code, as_of=period.end)
for _ in range(2):  # a second time onto the same file: our own sheet is drawn again, not kept beside it
    write_summary(outcome, folder / "s.xlsx")
book = openpyxl.load_workbook(folder / "s.xlsx")
sheet = book["Người lập"]
print(json.dumps([book.sheetnames, [[c.value for c in row] for row in sheet.iter_rows()], sheet.print_title_rows]))
"""


class DescribeASheetOfTheSummary:
    def it_takes_three_files_and_stands_once_with_heading_and_repeated_header(self, house: House) -> None:
        house.edit(
            "danvan_xl/terms/summary.py", 'MODELS = "Mô hình"\n', 'MODELS = "Mô hình"\nPEOPLE = "Người lập"\n'
        )
        house.edit("danvan_xl/terms/summary.py", "    MODELS,\n", "    PEOPLE,\n    MODELS,\n")
        house.add("danvan_xl/sheets/summary/people.py", _MODULE)
        book = "danvan_xl/sheets/summary/book.py"
        anchor = "from danvan_xl.sheets.summary.tasks import tasks_sheet\n"
        house.edit(book, anchor, "from danvan_xl.sheets.summary.people import people_sheet\n" + anchor)
        house.edit(
            book,
            "    appendix(n.MODELS, model_sheet)\n",
            "    appendix(n.PEOPLE, people_sheet)\n    appendix(n.MODELS, model_sheet)\n",
        )
        assert len(house.touched) <= 3

        names, rows, repeated = json.loads(house.run(_USE, str(house.folder)))
        assert [name for name in names if name.startswith("Người lập")] == ["Người lập"]
        assert names.index("Người lập") == names.index("Mô hình") - 1
        assert ["Lò Văn Bản", "0900000001"] in [row[1:3] for row in rows]
        assert repeated == "$5:$5"
