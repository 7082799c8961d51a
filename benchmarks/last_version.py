"""Consolidating a folder of returns, against the version before, as whole processes: processor time and memory.

The version before is taken out of git's history into a temporary folder and run with the same Python and libraries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure
from danvan_xl.demo.year import MASTER, PERIOD, RETURNS, run

LAST = "6156562"
"""The last commit of 0.1.0."""
_ROOT = Path(__file__).resolve().parents[1]
_ROUNDS = 3
_COPIES = 12


def measures() -> Iterator[Measure]:
    """Time of all processes, and the largest process; nothing where the history is not there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = folder / "before"
        if not _export(before):
            return
        run(folder / "demo")
        returns = folder / "returns"
        returns.mkdir()
        for path in sorted((folder / "demo" / RETURNS).glob("*.xlsx")):
            for copy in range(_COPIES):
                shutil.copyfile(path, returns / f"{copy} {path.name}")
        master = folder / "demo" / MASTER
        runs = [(_run(_ROOT, master, returns), _run(before, master, returns)) for _ in range(_ROUNDS)]
        count = len(list(returns.iterdir()))
        for index, (what, unit_of) in enumerate((("processor time", "ms"), ("largest process", "MB"))):
            ours, peer = (min(run[side][index] for run in runs) for side in (0, 1))
            yield Measure(f"consolidate {count} returns, {what}", ours, peer, f"0.1.0 ({LAST})", unit_of)


def _export(target: Path) -> bool:
    target.mkdir()
    archive = subprocess.run(["git", "archive", LAST], cwd=_ROOT, capture_output=True)
    if archive.returncode:
        return False
    subprocess.run(["tar", "-x", "-C", str(target)], input=archive.stdout, check=True)
    return True


def _run(version: Path, master: Path, returns: Path) -> tuple[float, float]:
    """Seconds of processor time and MB of the largest process of one ``consolidate --dry-run``."""
    code = (
        "import json, resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))"
    )
    command = [sys.executable, "-m", "danvan_xl", "consolidate", str(returns), "--master", str(master)]
    command += ["--period", PERIOD, "--dry-run"]
    environment = os.environ | {"PYTHONPATH": str(version)}
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=version,
    )
    seconds, megabytes = (float(part) for part in done.stdout.strip(" []\n").split(","))
    return seconds, megabytes
