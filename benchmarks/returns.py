"""Reading and checking one return in one process, against calamine reading all its sheets and nothing more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure, compare
from danvan_xl.model import Master
from danvan_xl.plans.master_reader import load_master
from danvan_xl.returns.jobs import Job, work
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening.row_plain import rows_under

COUNT = 300


def measures() -> Iterator[Measure]:
    """Returns of one plan, each filled in its own way: as openpyxl saves them, and a third of them as LibreOffice does."""
    from tests.support.office import convert

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_master(folder, COUNT)
        write_returns(folder / "ve", COUNT)
        master = load_master(folder / "ke-hoach.xlsx")
        files = sorted((folder / "ve").iterdir())
        yield _compared("saved by openpyxl", files, master, folder)
        yield _compared(
            "saved by LibreOffice", convert(files[: COUNT // 3], "xlsx", folder / "lo"), master, folder
        )


def _compared(label: str, paths: list[Path], master: Master, folder: Path) -> Measure:
    def ours() -> None:
        rows_under.cache_clear()
        context = ReadingContext(master)  # every round begins without knowing any row
        for path in paths:
            reading = work(Job(path, path.name, folder), context).reading
            assert reading is not None and reading.returned is not None

    def peer() -> None:
        for path in paths:
            with python_calamine.load_workbook(str(path)) as book:
                for sheet in book.sheet_names:
                    book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    ours(), peer()  # warm
    return compare(
        f"read and check {len(paths)} returns, {label}",
        ours,
        peer,
        "calamine, all sheets",
        most=9,
        seconds=15,
    )
