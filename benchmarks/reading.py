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
    with ReaderPool(len(found), memory=usual_place()) as pool:
        plan = KnownPlan(folder / "ke-hoach.xlsx", usual_place())
        pool.begin(ReadingContext(plan.master))
        read = len(gather(found, settled, pool, None))
    plan.typed()
    return read


if __name__ == "__main__":
    print(read(Path(sys.argv[1])))
