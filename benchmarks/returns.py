"""Reading and checking one return in one process, against calamine reading all its sheets and nothing more."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import python_calamine

from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure, compare
from danvan_xl.plans.master_reader import load_master
from danvan_xl.returns.jobs import Job, work
from danvan_xl.typed.context import ReadingContext
from tests.returns.filled import fill_form, issued
from tests.support.masters import small_master

COUNT = 300


def measures() -> Iterator[Measure]:
    """Clean returns each way: as openpyxl saves them, and as LibreOffice does."""
    from tests.support.office import convert

    master = small_master()
    context = ReadingContext(master)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_master(folder, COUNT)
        write_returns(folder / "ve", COUNT)
        own = ReadingContext(load_master(folder / "ke-hoach.xlsx"))
        yield _compared(
            "the country's plan, saved by openpyxl", sorted((folder / "ve").iterdir()), own, folder
        )
        forms = issued(folder / "forms", master)
        rng = random.Random(1)
        files = [
            fill_form(master, unit, form, folder / f"{unit}.xlsx", rng).path for unit, form in forms.items()
        ]
        yield _compared("a small plan, saved by openpyxl", files, context, folder)
        yield _compared(
            "a small plan, saved by LibreOffice", convert(files, "xlsx", folder / "lo"), context, folder
        )


def _compared(label: str, paths: list[Path], context: ReadingContext, folder: Path) -> Measure:
    ours, peer = _both(paths, context, folder)
    ours(), peer()  # warm
    return compare(
        f"read and check {len(paths)} returns: {label}",
        ours,
        peer,
        "calamine, all sheets",
        most=9,
        seconds=15,
    )


def _both(
    paths: list[Path], context: ReadingContext, folder: Path
) -> tuple[Callable[[], None], Callable[[], None]]:
    def ours() -> None:
        for path in paths:
            reading = work(Job(path, path.name, folder), context).reading
            assert reading is not None and reading.returned is not None

    def peer() -> None:
        for path in paths:
            with python_calamine.load_workbook(str(path)) as book:
                for sheet in book.sheet_names:
                    book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    return ours, peer
