"""Time and memory per return as their number grows; with ``--whole`` up to all rural thôn of the country, which takes hours."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.consolidate import CALAMINE, consolidating
from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure, Spent, spent

COUNTS = (100, 1000, 3321)
WHOLE = (*COUNTS, 10_000, 63_619)


def measures() -> Iterator[Measure]:
    """Of each number: the first reading, a reading again, the largest process."""
    least: Spent | None = None
    for count in WHOLE if "--whole" in sys.argv else COUNTS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_master(folder, count)
            write_returns(folder / "ve", count)
            if least is None:
                spent(*consolidating(folder))  # compiles what is not compiled yet
            peer = spent("-c", CALAMINE, folder / "ve")
            first, again = (spent(*consolidating(folder), cache=folder / "nho") for _ in range(2))
        least = least or first
        what, told = f"of {count:,} returns, each", "calamine, all sheets, one process"
        yield Measure(f"reading {what}, elapsed", first.elapsed / count, peer.elapsed / count, told, goal=1.5)
        yield Measure(f"reading {what}, processor", first.processor / count, peer.processor / count, told)
        yield Measure(
            f"reading again {what}, processor",
            again.processor / count,
            first.processor / count,
            "first",
            goal=0.1,
        )
        yield Measure(f"largest process of {count:,}", first.megabytes, least.megabytes, "100 returns", "MB")
