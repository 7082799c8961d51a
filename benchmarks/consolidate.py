"""Consolidating: reading and checking, with the summary, and again after one new return; processes whole, start-up included.

The peers read all sheets of the same files and throw the values away. Processor time (user and system, of all processes) is what
a busy machine does not change much; elapsed time is shown beside it, because two processes of ours read at once.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure

RETURNS = 300
ROUNDS = 3
CALAMINE = """
import sys, python_calamine
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    with python_calamine.load_workbook(str(path)) as book:
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
"""
PANDAS = """
import sys, pandas
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    pandas.read_excel(path, sheet_name=None, engine="openpyxl", header=None)
"""
UNZIP = """
import sys, zipfile
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)
"""
_RUN = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024]))
"""


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


def consolidating(folder: Path, *more: object) -> list[object]:
    """The command's arguments for the returns and master of ``folder``."""
    command = ["-m", "danvan_xl", "consolidate", folder / "ve", "--master", folder / "ke-hoach.xlsx"]
    return [*command, *(more or ("--dry-run",))]


def middle(runs: list[Spent]) -> Spent:
    """The median of each."""
    return Spent(
        *(
            statistics.median(values)
            for values in zip(*((r.processor, r.elapsed, r.megabytes) for r in runs), strict=True)
        )
    )


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_master(folder, RETURNS + 1)
        write_returns(folder / "ve", RETURNS + 1)
        new = max((folder / "ve").iterdir())
        held = new.rename(folder / new.name)
        files = folder / "ve"
        summary, data = folder / "tong-hop.xlsx", folder / "tong-hop.json"

        def with_summary(cache: Path | None = None) -> Spent:
            summary.unlink(missing_ok=True)
            return spent(*consolidating(folder, "-o", summary, "--json", data), cache=cache)

        with_summary()  # compiles what is not compiled yet
        runs: dict[str, list[Spent]] = {}
        for _ in range(ROUNDS):
            for what, run in (
                ("read", lambda: spent(*consolidating(folder))),
                ("calamine", lambda: spent("-c", CALAMINE, files)),
                ("summary", with_summary),
                ("pandas", lambda: spent("-c", PANDAS, files)),
                ("unzip", lambda: spent("-c", UNZIP, files)),
                ("start", lambda: spent("-m", "danvan_xl", "--version")),
            ):
                runs.setdefault(what, []).append(run())
            cache = folder / f"nho-{len(runs['read'])}"
            runs.setdefault("first", []).append(spent(*consolidating(folder), cache=cache))
            held.rename(files / held.name)
            runs.setdefault("again", []).append(spent(*consolidating(folder), cache=cache))
            (files / held.name).rename(held)
        found = {what: middle(several) for what, several in runs.items()}
        for ours, peer, told in (
            ("read", "calamine", "calamine, all sheets, one process"),
            ("read", "pandas", "pandas.read_excel (openpyxl), all sheets"),
            ("summary", "pandas", "pandas.read_excel (openpyxl), all sheets"),
            ("unzip", "calamine", "calamine, all sheets, one process"),
            ("again", "first", "the first time, which fills the memory"),
            ("start", "first", "the first time"),
        ):
            label = {
                "read": f"read and check {RETURNS} returns",
                "summary": f"{RETURNS} returns with summary and JSON",
                "unzip": f"floor: unzip {RETURNS} returns",
                "again": f"again with 1 new of {RETURNS + 1}",
                "start": "of it, starting the command",
            }[ours]
            a, b = found[ours], found[peer]
            yield Measure(f"{label}, processor", a.processor, b.processor, told)
            yield Measure(f"{label}, elapsed", a.elapsed, b.elapsed, told)
