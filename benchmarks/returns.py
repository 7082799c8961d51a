"""Reading and checking one return in one process, against calamine reading all its sheets and nothing more."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import python_calamine

from benchmarks.measure import Measure, compare
from danvan_xl.returns.jobs import Job, work
from danvan_xl.typed.context import ReadingContext
from tests.returns.filled import fill_form, issued
from tests.support.masters import small_master


def measures() -> Iterator[Measure]:
    """Fifty clean returns each way: as openpyxl saves them, and as LibreOffice does."""
    from tests.support.office import convert

    master = small_master()
    context = ReadingContext(master)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms = issued(folder / "forms", master)
        rng = random.Random(1)
        files = [
            fill_form(master, unit, form, folder / f"{unit}.xlsx", rng).path for unit, form in forms.items()
        ]
        for label, paths in (("openpyxl", files), ("LibreOffice", convert(files, "xlsx", folder / "lo"))):
            ours, peer = _both(paths, context, folder)
            yield compare(
                f"read and check {len(paths)} returns saved by {label}", ours, peer, "calamine, all sheets", 9
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
