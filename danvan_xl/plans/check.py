"""Every fault of a master at once, each with sheet, cell, what is wrong and what to do.

Reading (``master_reader``) already noticed cells that cannot be read; here is what only shows when the tables
are seen together. Scoring tables are in :mod:`.check_scores`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from danvan_xl.findings import Finding
from danvan_xl.language.folding import fold
from danvan_xl.model import DeadlineKind, Master, Part, Period, Task, Unit, Where
from danvan_xl.plans.check_scores import check_scores
from danvan_xl.plans.fields import Faults, find_sheet, meant
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.plans.master_rows import unit_named
from danvan_xl.plans.places import Places
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid

MAX_CODE = 30
"""With plan, unit, period and form each this long the identity token stays within 255 characters."""
_CODE_MARKS = re.compile(r"[^\w.\-/]")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def check(reading: MasterReading) -> list[Finding]:
    """All findings about a master, ordered by sheet, row and column. Empty: nothing to say."""
    faults = Faults(list(reading.findings))
    places = Places(reading.grids, faults)
    master = reading.master
    known_plan = bool(master.plan.code) and find_sheet(reading.grids, n.PLAN) is not None
    _codes(master, places)
    _units(master, places)
    if known_plan:
        _plan(master, places, reading.grids)
        _tasks(master, places)
        _periods(master, places)
    _empty_tables(master, places, reading.grids)
    check_scores(master, places)
    return ordered(faults.findings)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By sheet in the master's order, then row, then column."""
    sheets = {fold(name): index for index, name in enumerate(n.INPUT_SHEETS)}

    def key(found: Finding) -> tuple[int, str, int, int, str]:
        match = re.fullmatch(r"([A-Z]+)(\d+)", found.cell or "")
        row, col = (int(match[2]), match[1]) if match else (0, "")
        sheet = fold(found.sheet or "")
        return sheets.get(sheet, -1 if not sheet else 99), sheet, row, len(col), col

    return sorted(findings, key=key)


def day(value: date) -> str:
    """05/09/2025."""
    return f"{value:%d/%m/%Y}"


# --- codes and tables -------------------------------------------------------------------------


def _codes(master: Master, places: Places) -> None:
    coded: list[tuple[str, str, Sequence[tuple[str, Where | None]]]] = [
        (n.UNITS, n.UNIT_CODE, [(u.code, u.where) for u in master.units]),
        (n.TASKS, n.TASK_CODE, [(t.code, t.where) for t in master.tasks]),
        (n.PERIODS, n.PERIOD_CODE, [(p.code, p.where) for p in master.periods]),
        (n.CRITERIA, n.CODE, [(c.code, c.where) for c in master.criteria]),
        (n.INDICATORS, n.CODE, [(i.code, i.where) for i in master.indicators]),
    ]
    for sheet, header, entries in coded:
        for code, where in entries:
            bad = sorted(set(_CODE_MARKS.findall(code)))
            if bad:
                shown = ", ".join("dấu cách" if mark.isspace() else f"“{mark}”" for mark in bad)
                places.note("master-code-characters", sheet, header, where, value=code, note=shown)
            if len(code) > MAX_CODE:
                places.note("master-code-too-long", sheet, header, where, value=code, note=str(len(code)))


def _empty_tables(master: Master, places: Places, grids: Sequence[Grid]) -> None:
    for sheet, header, entries, what in (
        (n.UNITS, n.UNIT_CODE, master.units, "đơn vị"),
        (n.TASKS, n.TASK_CODE, master.tasks, "nhiệm vụ"),
        (n.PERIODS, n.PERIOD_CODE, master.periods, "kỳ báo cáo"),
    ):
        silent = not any(fold(f.sheet or "") == fold(sheet) for f in places.faults.findings)
        if not entries and silent and find_sheet(grids, sheet) is not None:
            places.note("master-empty", sheet, header, None, value=what)


def _plan(master: Master, places: Places, grids: Sequence[Grid]) -> None:
    plan = master.plan
    bad = sorted(set(_CODE_MARKS.findall(plan.code)))
    if bad:
        shown = ", ".join("dấu cách" if mark.isspace() else f"“{mark}”" for mark in bad)
        places.label("master-code-characters", n.PLAN_CODE, grids, value=plan.code, note=shown)
    if len(plan.code) > MAX_CODE:
        places.label("master-code-too-long", n.PLAN_CODE, grids, value=plan.code, note=str(len(plan.code)))
    if not plan.focal_unit:
        places.label("master-focal-missing", n.FOCAL_UNIT, grids)
    elif master.unit(plan.focal_unit) is None and master.units:
        places.label(
            "master-focal-unknown",
            n.FOCAL_UNIT,
            grids,
            value=plan.focal_unit,
            note=meant(plan.focal_unit, _names(master.units)),
        )


def _names(units: Iterable[Unit]) -> list[str]:
    return [name for unit in units for name in (unit.name, unit.code)]


# --- Đơn vị -----------------------------------------------------------------------------------


def _units(master: Master, places: Places) -> None:
    seen: dict[str, Unit] = {}
    parents = {unit.code: unit.parent for unit in master.units}
    working = {a.unit for task in master.tasks for a in task.assignments}
    for unit in master.units:
        title = f"đơn vị {unit.code}"

        def note(code: str, header: str, row: str, where: Where | None = unit.where, **facts: str) -> None:
            places.note(code, n.UNITS, header, where, row=row, **facts)

        for header, name in ((n.UNIT_NAME, unit.name), *((n.ALIASES, alias) for alias in unit.aliases)):
            other = seen.setdefault(fold(name), unit)
            if other is not unit:
                place = places.cell(n.UNITS, n.UNIT_NAME, other.where)
                note("master-name-twice", header, title, value=name, note=f"đơn vị {other.code} ({place})")
        if unit.parent and unit_named(unit.parent, master.units) is None:
            hint = meant(unit.parent, _names(u for u in master.units if u is not unit))
            note("master-parent-unknown", n.PARENT, title, value=unit.parent, note=hint)
        if loop := _loop(unit.code, parents):
            way = " → ".join(loop)
            note("master-parent-loop", n.PARENT, f"Đơn vị {unit.code}", value=unit.parent, note=way)
        for address in filter(None, (part.strip() for part in re.split(r"[;,\s]+", unit.email))):
            if not _EMAIL.fullmatch(address):
                note("master-email-bad", n.EMAIL, title, value=address)
        if master.tasks and unit.code not in working and unit.reports is None:
            note("master-unit-idle", n.REPORTS, f"Đơn vị {unit.name}")


def _loop(code: str, parents: dict[str, str]) -> list[str]:
    """The way from a unit up to itself; [] when there is none."""
    way, current = [code], parents.get(code, "")
    while current and current in parents and len(way) <= len(parents):
        way.append(current)
        if current == code:
            return way
        if current in way[:-1]:
            return []  # a loop above this unit: reported at its own members
        current = parents[current]
    return []


# --- Nhiệm vụ ---------------------------------------------------------------------------------


def _tasks(master: Master, places: Places) -> None:
    plan = master.plan
    span = f"{day(plan.start)} - {day(plan.end)}"
    seen: dict[tuple[str, str, str], Task] = {}
    for task in master.tasks:
        deadline = task.deadline

        def note(code: str, header: str, task: Task = task, **facts: str) -> None:
            places.note(code, n.TASKS, header, task.where, row=f"Nhiệm vụ {task.code}", **facts)

        if deadline.start and deadline.due and deadline.due < deadline.start:
            note("master-deadline-reversed", n.DUE, value=day(deadline.due), note=day(deadline.start))
        known = deadline.due if deadline.kind in (DeadlineKind.DATED, DeadlineKind.PERIODIC) else None
        if known and not plan.start <= known <= plan.end:
            note("master-deadline-outside", n.WHEN if task.when_text else n.DUE, value=day(known), note=span)
        key = (fold(task.text), fold(task.lead_text), fold(task.when_text))
        other = seen.setdefault(key, task)
        if other is not task:
            place = places.cell(n.TASKS, n.TASK_TEXT, other.where)
            note("master-task-twice", n.TASK_TEXT, note=f"nhiệm vụ {other.code} ({place})")


# --- Kỳ báo cáo -------------------------------------------------------------------------------


def _periods(master: Master, places: Places) -> None:
    plan = master.plan
    span = f"{day(plan.start)} - {day(plan.end)}"

    def note(code: str, period: Period, header: str, value: date, against: str) -> None:
        places.note(
            code, n.PERIODS, header, period.where, value=day(value), row=f"Kỳ {period.code}", note=against
        )

    for index, period in enumerate(master.periods):
        for header, value in ((n.FROM, period.start), (n.TO, period.end)):
            if not plan.start <= value <= plan.end:
                note("master-period-outside", period, header, value, span)
        if period.due < period.start:
            note("master-period-due-first", period, n.PERIOD_DUE, period.due, day(period.start))
        elif period.due < period.end:
            note("master-period-due-early", period, n.PERIOD_DUE, period.due, day(period.end))
        if period.locked_on and period.locked_on < period.due:
            note("master-period-locked-early", period, n.LOCKED_ON, period.locked_on, day(period.due))
        for earlier in master.periods[:index]:
            if earlier.start <= period.end and period.start <= earlier.end:
                places.note(
                    "master-periods-overlap",
                    n.PERIODS,
                    n.FROM,
                    period.where,
                    row=f"Kỳ {period.code}",
                    note=f"kỳ {earlier.code}",
                )
    if any(Part.SCORES in period.parts for period in master.periods):
        for entries, sheet, header in (
            (master.criteria, n.CRITERIA, n.CODE),
            (master.bands, n.BANDS, n.BAND),
        ):
            if not entries:
                places.note(
                    "master-score-missing", sheet, header, None, value=f"dữ liệu ở trang tính “{sheet}”"
                )
