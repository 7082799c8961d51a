"""Thousands of filled returns in a minute: some hundred forms filled through openpyxl, then stamped with each unit's code,
which is in its name too.

The stamped files differ only in whose they are; :func:`danvan_xl.forms.package.Pattern` copies the other parts as they
are packed, so that a return is what openpyxl saved and its seal is broken as a filled form's is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from danvan_xl.demo.filling import fill
from danvan_xl.demo.scenario import Care, filling_for
from danvan_xl.forms.issue import issue
from danvan_xl.forms.package import Pattern
from danvan_xl.model import Master, Unit, UnitKind
from danvan_xl.plans.master_reader import load_master
from danvan_xl.resources import bundled
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

PATTERNS = 300
"""So many are filled, each in its own way: a reader that knows rows it has seen gains by the rows that all forms share."""
_FIRST = 1_000_001
"""Stand-ins are numbered from here: no other text of a workbook holds such a code."""


def _hamlet(number: int) -> Unit:
    return Unit(f"T{number}", f"Thôn T{number}", UnitKind.HAMLET)


def write_master(folder: Path, count: int) -> Path:
    """The bundled commune plan with ``count`` thôn beside its offices."""
    path = folder / "ke-hoach.xlsx"
    save(master_book(_with(_plan(), [_hamlet(_FIRST + number) for number in range(count)])), path)
    return path


def write_returns(folder: Path, count: int) -> None:
    """One filled return each of the last period for the thôn of :func:`write_master`, into ``folder``."""
    folder.mkdir(exist_ok=True)
    patterns = list(_patterns(folder, min(count, PATTERNS)))
    for number in range(count):
        unit = _hamlet(_FIRST + number)
        stand_in, pattern = patterns[number % len(patterns)]
        (folder / f"{unit.code}.xlsx").write_bytes(pattern.stamp({stand_in.code: unit.code}))


def period_of(master: Master) -> str:
    """The code of the period that the returns are of."""
    return master.periods[-1].code


def _plan() -> Master:
    return load_master(bundled("workbook_templates") / "dai-son-2025.xlsx")


def _with(master: Master, hamlets: list[Unit]) -> Master:
    return replace(master, units=[u for u in master.units if u.kind is not UnitKind.HAMLET] + hamlets)


def _patterns(folder: Path, count: int) -> Iterator[tuple[Unit, Pattern]]:
    master = _with(_plan(), [_hamlet(_FIRST + 8_000_000 + number) for number in range(count)])
    period = master.periods[-1]
    stand_ins = [unit for unit in master.units if unit.kind is UnitKind.HAMLET]
    for index, form in enumerate(
        issue(master, period, folder / "mau", units=[unit.code for unit in stand_ins])
    ):
        filling = filling_for(master, form.unit, period, Care(index % 3), index, period.due)
        fill(form.path, form.path, filling, datetime(2025, 12, 1, 8 + index // 60, index % 60))
        yield form.unit, Pattern(form.path.read_bytes(), (form.unit.code,))
        form.path.unlink()
    (folder / "mau").rmdir()
