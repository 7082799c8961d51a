"""A large master split (171 units, 52 tasks), the first time, again and after three tasks changed, and one of 1,000 tasks checked,
against openpyxl."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from benchmarks.measure import Measure, commands, spent
from danvan_xl.model import Unit, UnitKind
from danvan_xl.plans.fields import find_sheet
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.resources import bundled
from danvan_xl.sheets.master.book import master_book
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.editing.book import EditedBook
from danvan_xl.workbooks.grid import find_table

UNITS, TASKS, MANY_TASKS = 171, 52, 1000
SAVE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], rich_text=True).save(sys.argv[2])"
LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"


def large_master(path: Path, tasks: int = TASKS) -> Path:
    """The bundled commune plan with as many units and tasks; every second task is led by all of them."""
    master = load_master(bundled("workbook_templates") / "dai-son-2025.xlsx")
    others = [u for u in master.units if u.kind is not UnitKind.HAMLET]
    hamlets = UNITS - len(others)
    master.units = others + [Unit(f"T{n:03d}", f"Thôn {n}", UnitKind.HAMLET) for n in range(1, hamlets + 1)]
    first = master.tasks
    for_all = max(first, key=lambda task: len(task.leads)).lead_text
    master.tasks = []
    for number in range(tasks):
        task = first[number % len(first)]
        master.tasks.append(
            replace(
                task,
                code=f"NV{number + 1:0{len(str(tasks))}d}",
                text=f"{task.text} (đợt {number // len(first) + 1})",
                lead_text=for_all if number % 2 == 0 else task.lead_text,
            )
        )
    save(master_book(master), path)
    return path


def three_changed(path: Path, target: Path) -> None:
    """Three tasks changed as a person does it in Excel, which leaves all else as it was: the words of one that every unit has, the lead
    of a second, the deadline of a third."""
    reading = read_master(path)
    tasks, grid = reading.master.tasks, find_sheet(reading.grids, n.TASKS)
    table = find_table(grid, n.TASK_HEADERS) if grid else None
    assert grid is not None and table is not None
    book = EditedBook(path.read_bytes())
    changes = (
        (tasks[0], n.TASK_TEXT, "Quán triệt lại các văn bản mới ban hành"),
        (tasks[1], n.LEAD, tasks[3].lead_text),
        (tasks[5], n.WHEN, "Tháng 11/2025"),
    )
    for task, header, value in changes:
        assert task.where is not None
        book.put(grid.name, (task.where.row - 1, table.columns[header]), value)
    book.finish(lambda name: None)
    book.save(target)


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = large_master(folder / "ke-hoach.xlsx")
        once, again, peer = folder / "tach.xlsx", folder / "tach-lai.xlsx", folder / "peer.xlsx"
        spent("-m", "danvan_xl", "split", path, "-o", once)
        three_changed(once, folder / "sua.xlsx")
        for what, source, target in (
            ("", path, folder / "lan-dau.xlsx"),
            (" again", once, again),
            (" again, three tasks changed", folder / "sua.xlsx", folder / "tach-sua.xlsx"),
        ):
            yield commands(
                f"split {UNITS} units, {TASKS} tasks{what} (command)",
                ("-m", "danvan_xl", "split", source, "-o", target),
                ("-c", SAVE, once, peer),
                "openpyxl loads and saves the split workbook",
                most=3,
            )
        large = large_master(folder / "nhieu-viec.xlsx", MANY_TASKS)
        yield commands(
            f"check {MANY_TASKS} tasks (command)",
            ("-m", "danvan_xl", "check", large),
            ("-c", LOAD, large),
            "openpyxl loads the same file",
        )
