"""``make bench``: each measure as a ratio to a named peer that does the nearest thing, both in this one run.

Absolute times depend on the machine and are shown only for orientation; the ratios are what a change
is judged by. Each module of this package has ``measures() -> Iterator[Measure]``, or ``lines() -> Iterator[str]`` where it counts what is right instead.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.measure import Measure


def main() -> None:
    wanted = sys.argv[1:]
    names = [
        m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in ("__main__", "measure")
    ]
    print(f"{'measure':<58} {'ours':>10} {'peer':>10} {'ratio':>7}  peer")
    for name in names:
        if wanted and name not in wanted:
            continue
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "lines"):
            print(*module.lines(), sep="\n", flush=True)
        if not hasattr(module, "measures"):
            continue
        for measure in module.measures():
            show(measure)


def show(m: Measure) -> None:
    factor = 1e3 if m.unit == "ms" else 1
    print(
        f"{m.name:<58} {m.ours * factor:8.1f}{m.unit} {m.peer * factor:8.1f}{m.unit} {m.ours / m.peer:7.2f}  {m.peer_name}",
        flush=True,
    )


if __name__ == "__main__":
    main()
