"""Issuing 100 forms and consolidating 100 returns, start-up included, against the usual ways of doing it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.measure import Measure, commands
from danvan_xl.demo.filling import fill
from danvan_xl.demo.scenario import Care, filling_for
from danvan_xl.forms.issue import issue
from danvan_xl.model import Unit, UnitKind
from danvan_xl.plans.master_reader import load_master
from danvan_xl.resources import bundled
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

OPENPYXL = """
import sys, openpyxl
from pathlib import Path
form, out = Path(sys.argv[1]), Path(sys.argv[2])
for number in range(100):
    book = openpyxl.load_workbook(form)
    book["Bìa"]["B5"] = f"Thôn {number}"
    book.save(out / f"{number}.xlsx")
"""
PANDAS = """
import sys, pandas
from pathlib import Path
frames = {}
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for name, frame in pandas.read_excel(path, sheet_name=None, engine=sys.argv[3], header=None).items():
        frames.setdefault(name, []).append(frame)
with pandas.ExcelWriter(sys.argv[2], engine="xlsxwriter") as writer:
    for name, parts in frames.items():
        pandas.concat(parts).to_excel(writer, sheet_name=name)
"""


def hundred_units(folder: Path) -> Path:
    """The bundled commune plan with 100 thôn instead of 14."""
    master = load_master(bundled("workbook_templates") / "dai-son-2025.xlsx")
    others = [u for u in master.units if u.kind is not UnitKind.HAMLET]
    hamlets = [Unit(f"T{n:03d}", f"Thôn {n}", UnitKind.HAMLET) for n in range(1, 101 - len(others))]
    master.units = others + hamlets
    path = folder / "ke-hoach.xlsx"
    save(master_book(master), path)
    return path


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = hundred_units(folder)
        master = load_master(path)
        period = master.periods[-1]
        for child in ("phieu", "peer", "ve"):
            (folder / child).mkdir()
        forms = issue(master, period, folder / "ve")
        for index, form in enumerate(forms):
            filling = filling_for(master, form.unit, period, Care(index % 3), index, period.due)
            fill(form.path, form.path, filling, datetime(2025, 12, 1))
        one = forms[0].path
        yield commands(
            f"issue {len(forms)} forms (command)",
            ("-m", "danvan_xl", "issue", path, "--period", period.code, "-o", folder / "phieu"),
            ("-c", OPENPYXL, one, folder / "peer"),
            "openpyxl loads and saves one form 100 times",
            most=3,
        )
        for engine in ("calamine", "openpyxl"):
            yield commands(
                f"consolidate {len(forms)} returns (command, with summary)",
                (
                    *("-m", "danvan_xl", "consolidate", folder / "ve", "--master", path),
                    *("--period", period.code, "-o", folder / "tong-hop.xlsx"),
                ),
                ("-c", PANDAS, folder / "ve", folder / "peer.xlsx", engine),
                f"pandas.read_excel ({engine}), concat, to_excel",
                most=3,
            )
