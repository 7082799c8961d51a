"""Splitting a large master (171 units, 52 tasks), the first time and again, against openpyxl loading and saving the result."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Measure, compare
from benchmarks.year import run
from danvan_xl.model import Unit, UnitKind
from danvan_xl.plans.master_reader import load_master
from danvan_xl.resources import bundled
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

UNITS, TASKS = 171, 52
PEER = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], rich_text=True).save(sys.argv[2])"


def large_master(folder: Path) -> Path:
    """The bundled commune plan with as many units and tasks; every second task is led by all of them."""
    master = load_master(bundled("workbook_templates") / "dai-son-2025.xlsx")
    others = [u for u in master.units if u.kind is not UnitKind.HAMLET]
    hamlets = UNITS - len(others)
    master.units = others + [Unit(f"T{n:03d}", f"Thôn {n}", UnitKind.HAMLET) for n in range(1, hamlets + 1)]
    first = master.tasks
    for_all = max(first, key=lambda task: len(task.leads)).lead_text
    master.tasks = []
    for number in range(TASKS):
        task = first[number % len(first)]
        master.tasks.append(
            replace(
                task,
                code=f"NV{number + 1:02d}",
                text=f"{task.text} (đợt {number // len(first) + 1})",
                lead_text=for_all if number % 2 == 0 else task.lead_text,
            )
        )
    path = folder / "ke-hoach.xlsx"
    save(master_book(master), path)
    return path


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = large_master(folder)
        once, again, peer = folder / "tach.xlsx", folder / "tach-lai.xlsx", folder / "peer.xlsx"
        run("-m", "danvan_xl", "split", path, "-o", once)
        for what, source, target in (("", path, folder / "lan-dau.xlsx"), (" again", once, again)):
            yield compare(
                f"split {UNITS} units, {TASKS} tasks{what} (command)",
                lambda source=source, target=target: run(  # type: ignore[misc]
                    "-m", "danvan_xl", "split", source, "-o", target
                ),
                lambda: run("-c", PEER, once, peer),
                "openpyxl loads and saves the split workbook",
                rounds=3,
            )
