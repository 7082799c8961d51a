"""Timing two things that do the nearest same job, in turn, so that the machine's mood hits both alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """Best times in seconds of ours and of the peer; with ``unit`` MB amounts of memory."""

    name: str
    ours: float
    peer: float
    peer_name: str
    unit: str = "ms"


def best(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def compare(
    name: str, ours: Callable[[], object], peer: Callable[[], object], peer_name: str, rounds: int = 5
) -> Measure:
    """Run both in turn ``rounds`` times and keep the best of each."""
    times = [(best(ours), best(peer)) for _ in range(rounds)]
    return Measure(name, min(t[0] for t in times), min(t[1] for t in times), peer_name)
