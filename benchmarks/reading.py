"""Reading a folder of returns and nothing else: opened, read, checked cell by cell, remembered; no evaluation, no summary.

python -m benchmarks.reading FOLDER: ``FOLDER/ke-hoach.xlsx`` is the master, ``FOLDER/ve`` holds the returns.
"""

from __future__ import annotations

import sys
from pathlib import Path

from danvan_xl.consolidation.known_plan import KnownPlan
from danvan_xl.garbage import left_lying
from danvan_xl.returns.gather import gather, list_files
from danvan_xl.returns.pool import ReaderPool
from danvan_xl.returns.store import usual_place
from danvan_xl.typed.context import ReadingContext


@left_lying()
def read(folder: Path) -> int:
    """How many files were read."""
    found, settled = list_files(folder / "ve")
    place = usual_place()
    with ReaderPool(len(found), memory=place) as pool:
        plan = KnownPlan(folder / "ke-hoach.xlsx", place)
        pool.begin(ReadingContext(plan.master))
        read = len(gather(found, settled, pool, None))
    if place is not None:
        plan.typed()  # with it the plan is remembered
    return read


if __name__ == "__main__":
    print(read(Path(sys.argv[1])))
