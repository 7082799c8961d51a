"""Consolidating: reading and checking, with the summary, and again after one new return; processes whole, start-up included.

The peers read all sheets of the same files and throw the values away. Processor time (user and system, of all processes) is what
a busy machine does not change much; elapsed time is shown beside it, because two processes of ours read at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.many import write_master, write_returns
from benchmarks.measure import Measure, Spent, middle, rounds, spent

RETURNS = 600
ROUNDS, SECONDS = 5, 200
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


def consolidating(folder: Path, *more: object) -> list[object]:
    """The command's arguments for the returns and master of ``folder``."""
    command = ["-m", "danvan_xl", "consolidate", folder / "ve", "--master", folder / "ke-hoach.xlsx"]
    return [*command, *(more or ("--dry-run",))]


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
        for _ in rounds(ROUNDS, SECONDS):
            for what, run in (
                ("read", lambda: spent("-m", "benchmarks.reading", folder)),
                ("checked", lambda: spent(*consolidating(folder))),
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
        calamine, openpyxl = "calamine, all sheets, one process", "pandas.read_excel (openpyxl), all sheets"
        first = "the first time, which fills the memory"
        for ours, peer, what, told, goal in (
            ("read", "calamine", f"read and check {RETURNS} returns", calamine, 1.5),
            ("read", "pandas", f"read and check {RETURNS} returns", openpyxl, 0.06),
            ("checked", "calamine", f"the same with all figures ({RETURNS}, --dry-run)", calamine, None),
            ("checked", "pandas", f"the same with all figures ({RETURNS}, --dry-run)", openpyxl, None),
            ("summary", "pandas", f"{RETURNS} returns with summary and JSON", openpyxl, 0.15),
            ("again", "first", f"again with 1 new of {RETURNS + 1}", first, None),
            ("start", "first", "of it, starting the command", first, None),
            ("unzip", "calamine", f"floor: unzip {RETURNS} returns", calamine, None),
        ):
            a, b = found[ours], found[peer]
            yield Measure(f"{what}, elapsed", a.elapsed, b.elapsed, told, goal=goal)
            yield Measure(f"{what}, processor", a.processor, b.processor, told)
