"""The Excel side: what a click costs before any work, and calls across the bridge."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure

ROOT = Path(__file__).resolve().parents[1]


def start(code: str, times: int = 7) -> float:
    """Seconds that a fresh Python takes for ``code``, the best of several."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-B", "-c", code], check=True, cwd=ROOT)
        best = min(best, time.perf_counter() - began)
    return best


def measures() -> Iterator[Measure]:
    """A button's start against xlwings' own; at most 1.5 is wanted."""
    peer = start("import xlwings")
    ours = start("import xlwings; from danvan_xl.excel import button, dialogs, live, ribbon")
    yield Measure("a button's start (imports)", ours, peer, "import xlwings")
    ours = start("import xlwings; import danvan_xl.excel.functions")
    yield Measure("the worksheet functions' start (imports)", ours, peer, "import xlwings")
    yield from _drawing()


def _drawing() -> Iterator[Measure]:
    """Drawing a whole master's department sheets live (recorded) against writing the same file."""
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
    import io
    from datetime import date

    from danvan_xl.plans.master_reader import read_master
    from danvan_xl.plans.split import plan_split
    from danvan_xl.workbooks.drawing import draw_xlsxwriter
    from danvan_xl.workbooks.drawing.spec import WorkbookSpec
    from danvan_xl.workbooks.live.draw_xlwings import draw
    from tests.excel.live import open_book

    template = ROOT / "workbook_templates" / "dai-son-2025.xlsx"
    plan = plan_split(read_master(template), date(2025, 10, 15))
    began = time.perf_counter()
    draw_xlsxwriter.draw(WorkbookSpec(list(plan.sheets)), io.BytesIO())
    peer = time.perf_counter() - began
    book = open_book(template)
    began = time.perf_counter()
    draw(book, plan.sheets, cell_updates=plan.cell_updates, replaces=plan.replaces)
    calls = len(book.json()["actions"])
    sheets = len(plan.sheets)
    name = f"drawing {sheets} sheets live ({calls} calls across the bridge)"
    yield Measure(name, time.perf_counter() - began, peer, "the same sheets into a file by XlsxWriter")
