"""``make bench``: each measure as a ratio to a named peer that does the nearest thing, both in this one run.

python -m benchmarks [part ...] [--minutes 20] [--whole] [--write]

A change is judged by the ratios; absolute times depend on the machine. Each part runs in a process of its own and within its
share of the time, so that one that fails or hangs costs its own rows only: what was measured is printed as it comes.
``--whole``: the growth up to all rural thôn of the country (hours). ``--write``: the tables of the parts that ran
into docs/benchmarks.md.

Each module that is a part has ``measures() -> Iterator[Measure]``, or ``lines() -> Iterator[str]`` where it counts what is
right instead.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

PARTS = {
    "start": 60,
    "returns": 90,
    "consolidate": 270,
    "growth": 210,
    "master": 120,
    "summary": 60,
    "language": 30,
    "year": 120,
    "live": 30,
    "last_version": 90,
    "imports": 60,
}
"""In the order of their importance, with the seconds that each may take."""
PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEAD = "| measure | ours | peer | ratio | goal | the peer |\n| --- | ---: | ---: | ---: | ---: | --- |"
_ALL = 86_400


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--minutes", type=float, default=20, help="for all parts together (20)")
    parser.add_argument("--whole", action="store_true", help="growth: 10,000 and 63,619 returns too")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    if asked.here:
        for name in asked.parts:
            measure(name)
        return
    end = time.monotonic() + asked.minutes * 60
    print(machine(), flush=True)
    for name in asked.parts or PARTS:
        rest = end - time.monotonic()
        seconds = _ALL if asked.whole else min(PARTS[name] if not asked.parts else rest, rest)
        print(f"\n### {name}\n\n{HEAD}", flush=True)
        rows = run(name, seconds, ["--whole"] if asked.whole else [])
        if asked.write:
            write(name, rows)


def measure(name: str) -> None:
    """Measure one part in this process."""
    module = importlib.import_module(f"benchmarks.{name}")
    if hasattr(module, "measures"):
        for found in module.measures():
            print(found.row(), flush=True)
    else:
        print(*module.lines(), sep="\n", flush=True)


def run(name: str, seconds: float, options: list[str]) -> list[str]:
    """One part in a process of its own, printed as it comes; gives its lines, the last one telling where it stopped."""
    if seconds < 1:
        print("(no time left)", flush=True)
        return []
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks", "--here", name, *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    late = threading.Event()

    def stop() -> None:
        late.set()
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    rows: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        rows.append(line.rstrip())
    failed = process.wait() != 0
    timer.cancel()
    if late.is_set():
        print(f"(stopped after {seconds:.0f} seconds)", flush=True)
    elif failed:
        print("(failed)", flush=True)
    return [row for row in rows if row.startswith("| ")] or ([] if failed else rows)


def machine() -> str:
    """On what this was measured."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{date.today()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores{load}"


def write(name: str, rows: list[str]) -> None:
    """Put a part's table into the page, in the place that is marked for it; one that gave nothing stays as it was."""
    marks = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = PAGE.read_text(encoding="utf-8")
    place = re.compile(f"{marks[0]}.*?{marks[1]}", re.S)
    if not rows or not place.search(text):
        return
    table = "\n".join([HEAD, *rows]) if rows[0].startswith("| ") else "\n".join(["```", *rows, "```"])
    text = place.sub(lambda _: f"{marks[0]}\n{machine()}\n\n{table}\n{marks[1]}", text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
