"""Two things that do the nearest same job, in turn, so that the machine's mood hits both alike; judged by processor time.

Processor time (user and system, of all processes) is what a busy machine changes least. Elapsed time is shown where two
processes of ours work at once.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_RUN = """
import json, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
elapsed = time.perf_counter() - began
try:
    import resource
except ImportError:  # Windows tells no time of processes that ended
    print(json.dumps([elapsed, elapsed, 0]))
else:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """Medians in seconds of ours and of the peer; with ``unit`` MB amounts of memory. ``goal``: the ratio that is wanted."""

    name: str
    ours: float
    peer: float
    peer_name: str
    unit: str = "ms"
    goal: float | None = None

    def row(self) -> str:
        """As a row of the table."""
        factor = 1e3 if self.unit == "ms" else 1
        digits = 2 if self.ours * factor < 10 else 1 if self.ours * factor < 100 else 0
        ours, peer = (f"{value * factor:,.{digits}f} {self.unit}" for value in (self.ours, self.peer))
        ratio, goal = self.ours / self.peer, "" if self.goal is None else f"≤ {self.goal:g}"
        return f"| {self.name} | {ours} | {peer} | {ratio:.{2 if ratio >= 0.2 else 3}f} | {goal} | {self.peer_name} |"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time, seconds elapsed, MB of the largest process."""

    processor: float
    elapsed: float
    megabytes: float


def spent(*arguments: object, cache: Path | None = None) -> Spent:
    """What a Python with these arguments costs. ``cache``: the folder where readings are remembered, None for nowhere."""
    command = [sys.executable, "-c", _RUN, sys.executable, *map(str, arguments)]
    environment = os.environ | {"DANVAN_CACHE": str(cache or "")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return Spent(*json.loads(done.stdout))


def middle(runs: Iterable[Spent]) -> Spent:
    """The median of each."""
    several = zip(*((run.processor, run.elapsed, run.megabytes) for run in runs), strict=True)
    return Spent(*map(statistics.median, several))


def rounds(most: int, seconds: float) -> Iterator[int]:
    """1, 2, … up to ``most``, no new one after ``seconds``: a busy machine gets fewer rounds, at least one."""
    began = time.monotonic()
    for number in range(1, most + 1):
        yield number
        if time.monotonic() - began > seconds:
            return


def compare(
    name: str,
    ours: Callable[[], object],
    peer: Callable[[], object],
    peer_name: str,
    *,
    most: int = 5,
    seconds: float = 20,
    goal: float | None = None,
) -> Measure:
    """Run both in turn in this process and take the median of each."""
    times = [(used(ours), used(peer)) for _ in rounds(most, seconds)]
    medians = (statistics.median(side) for side in zip(*times, strict=True))
    return Measure(name, *medians, peer_name, goal=goal)


def commands(
    name: str,
    ours: Iterable[object],
    peer: Iterable[object],
    peer_name: str,
    *,
    most: int = 5,
    seconds: float = 20,
    goal: float | None = None,
) -> Measure:
    """The same of two whole Pythons."""
    ours, peer = list(ours), list(peer)
    spent(*ours)  # compiles what is not compiled yet
    runs = [(spent(*ours), spent(*peer)) for _ in rounds(most, seconds)]
    sides = (middle(side).processor for side in zip(*runs, strict=True))
    return Measure(name, *sides, peer_name, goal=goal)


def used(run: Callable[[], object]) -> float:
    """Processor time of a call in this process."""
    before = time.process_time()
    run()
    return time.process_time() - before
