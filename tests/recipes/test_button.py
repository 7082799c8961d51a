"""Recipe: a ribbon button. A row of the table and the function; VBA callback, ribbon XML and add-in are generated."""

from __future__ import annotations

import json

from tests.recipes.house import House

_BEFORE = """        Button("check", "ErrorChecking", "K","""
_ROW = """        Button("count_tasks", "AutoSum", "U", "Đếm nhiệm vụ", "Cho biết tệp kế hoạch có bao nhiêu nhiệm vụ.",
               label="Đếm nhiệm vụ", on_master=True),
"""
_FUNCTION = '''

@button
def count_tasks(book: Any, talk: Dialogs) -> None:
    """Đếm nhiệm vụ: how many tasks the master has."""
    from danvan_xl.excel.live import usable_book

    talk.message(f"Có {len(usable_book(book).master.tasks)} nhiệm vụ.")


__all__ = [
    "count_tasks",'''
_USE = """
import json, os, sys, zipfile
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
from pathlib import Path
from danvan_xl.excel import tab_sources
from danvan_xl.excel.build import build
from danvan_xl.excel.tab import buttons
import danvan_xl.excel.ribbon as ribbon
written = tab_sources.write()
addin = build(Path(sys.argv[1]) / "danvan_xl.xlam")
xml = zipfile.ZipFile(addin).read("customUI/customUI14.xml").decode("utf-8")
print(json.dumps({
    "listed": "count_tasks" in [b.name for b in buttons()],
    "callable": callable(ribbon.count_tasks),
    "vba": "count_tasks" in written[0].read_text(encoding="ascii"),
    "ribbon": "Đếm nhiệm vụ" in xml,
}))
"""


def test_a_button_takes_a_row_of_the_table_and_its_function(house: House) -> None:
    house.edit("danvan_xl/excel/tab.py", _BEFORE, _ROW + _BEFORE)
    house.edit("danvan_xl/excel/ribbon.py", "\n\n__all__ = [", _FUNCTION)
    assert len(house.touched) <= 3
    shown = json.loads(house.run(_USE, str(house.folder)))
    assert shown == {"listed": True, "callable": True, "vba": True, "ribbon": True}
