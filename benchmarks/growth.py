"""Time and memory per return as their number grows; with ``--whole`` up to all rural thôn of the country."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.consolidate import CALAMINE, consolidating
from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure, Spent, middle, spent

COUNTS = (100, 1000, 3321)
MANY = 10_000
"""From there on each is measured once."""
WHOLE = (*COUNTS, MANY, 63_619)


def measures() -> Iterator[Measure]:
    """Of each number: the first reading, a reading again, the same of the whole command (without a summary), the largest process."""
    least: Spent | None = None
    for count in WHOLE if "--whole" in sys.argv else COUNTS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_master(folder, count)
            write_returns(folder / "ve", count)
            if least is None:
                spent(*consolidating(folder))  # compiles what is not compiled yet
            reading, calamine = ["-m", "benchmarks.reading", folder], ["-c", CALAMINE, folder / "ve"]
            pairs = [(spent(*reading), spent(*calamine)) for _ in range(3 if count < MANY else 1)]
            read, peer = (middle(side) for side in zip(*pairs, strict=True))
            filled, reread = (spent(*reading, cache=folder / "doc") for _ in range(2))
            first, again = (spent(*consolidating(folder), cache=folder / "nho") for _ in range(2))
        least = least or first
        what, told = f"of {count:,} returns, each", "calamine, all sheets, one process"
        yield Measure(f"reading {what}, elapsed", read.elapsed / count, peer.elapsed / count, told, goal=1.5)
        yield Measure(f"reading {what}, processor", read.processor / count, peer.processor / count, told)
        yield _part(
            f"reading again {what}, processor", reread, filled, count, "reading for the first time", 0.1
        )
        yield _part(f"whole command again {what}, processor", again, first, count, "the first time")
        yield _part(
            f"whole command again {what}, elapsed", again, first, count, "the first time", elapsed=True
        )
        yield Measure(f"largest process of {count:,}", first.megabytes, least.megabytes, "100 returns", "MB")


def _part(
    what: str,
    ours: Spent,
    peer: Spent,
    count: int,
    told: str,
    goal: float | None = None,
    *,
    elapsed: bool = False,
) -> Measure:
    a, b = (run.elapsed if elapsed else run.processor for run in (ours, peer))
    return Measure(what, a / count, b / count, told, goal=goal)
