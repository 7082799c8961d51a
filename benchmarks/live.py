"""Drawing into Excel itself: the department sheets of a master live (recorded), against the same sheets into a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks.measure import Measure, rounds, used

TEMPLATE = Path(__file__).resolve().parents[1] / "workbook_templates" / "dai-son-2025.xlsx"


def measures() -> Iterator[Measure]:
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
    from danvan_xl.plans.master_reader import read_master
    from danvan_xl.plans.split import plan_split
    from danvan_xl.workbooks.drawing import draw_xlsxwriter
    from danvan_xl.workbooks.drawing.spec import WorkbookSpec
    from danvan_xl.workbooks.live.draw_xlwings import draw
    from tests.excel.live import open_book

    plan = plan_split(read_master(TEMPLATE), date(2025, 10, 15))
    books = []

    def ours() -> None:
        draw(books[-1], plan.sheets, cell_updates=plan.filling.cells, replaces=plan.replaces)

    def peer() -> None:
        draw_xlsxwriter.draw(WorkbookSpec(list(plan.sheets)), BytesIO())

    times = []
    for _ in rounds(3, 15):
        books.append(open_book(TEMPLATE))
        times.append((used(ours), used(peer)))
    calls = len(books[-1].json()["actions"])
    medians = (median(side) for side in zip(*times, strict=True))
    name = f"drawing {len(plan.sheets)} sheets live ({calls} calls across the bridge)"
    yield Measure(name, *medians, "the same sheets into a file by XlsxWriter")
