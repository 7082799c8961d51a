"""*Tách theo đơn vị*: the department sheets, ``Mục lục`` and ``Chưa phân công``, for any drawer or into a file.

Nothing that a person put into the workbook is lost: what departments typed comes back by task code, also formulas,
notes and columns of their own; a row whose task left the unit stays, listed in ``Mục lục``; a sheet whose unit is
gone stays as it is. Workbooks with parts that cannot be written back are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_xl.files import check_place, kept_aside, write_atomically
from danvan_xl.findings import Finding, finding
from danvan_xl.language.folding import fold
from danvan_xl.model import Master, Return, TaskAnswer
from danvan_xl.plans.departments import find_sheets, raw_sheets, read_departments, unknown_sheet_hint
from danvan_xl.plans.fields import find_sheet
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.plans.moves import moves, rows_stay
from danvan_xl.plans.worked_out import Filling, filling
from danvan_xl.sheets.master.department import DepartmentSheet, TypedSheet, department_sheets
from danvan_xl.sheets.master.index import KeptRow, index_sheet, unassigned_sheet
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.spec import SheetSpec
from danvan_xl.workbooks.grid import Grid

if TYPE_CHECKING:
    from danvan_xl.workbooks.drawing.draw_openpyxl import Carry
    from danvan_xl.workbooks.editing.standing_cells import Persons


class SplitPlan(Struct):
    """The sheets to draw into the master, for any drawer; ``filling`` is for ``Nhiệm vụ``."""

    master: Master
    departments: list[DepartmentSheet]
    sheets: list[SheetSpec]
    filling: Filling
    replaces: dict[str, str]
    remove: list[str]
    typed: dict[str, TypedSheet]
    returns: dict[str, Return]
    kept: list[KeptRow]
    unassigned: int
    findings: list[Finding]
    grids: Sequence[Grid] = ()

    def lines(self, where: str = "") -> list[str]:
        """What drawing it does, in sentences; ``where`` such as ' trong “a.xlsx”'."""
        said = [
            f"Đã tách {len(self.master.tasks)} nhiệm vụ thành {len(self.departments)} trang tính của đơn vị{where}."
        ]
        if self.unassigned:
            said.append(f"{self.unassigned} nhiệm vụ chưa có chủ trì, nằm ở trang tính “Chưa phân công”.")
        if self.kept:
            said.append(
                f"{len(self.kept)} dòng không còn trong kế hoạch được giữ ở cuối trang tính của đơn vị (xem “Mục lục”)."
            )
        return said


class Drawn(Struct, frozen=True):
    """What drawing did: the copy of what stood there, and whether anything is different now."""

    backup: Path | None = None
    changed: bool = True


def draw_plan(plan: SplitPlan, path: Path, target: Path) -> Drawn:
    """Draw the plan into the workbook ``path`` as ``target``. Sheets that show it already keep their bytes; where all do, so does the file.

    Raises :class:`~danvan_xl.errors.WouldLoseContentError` and :class:`~danvan_xl.errors.OutputError`; nothing was
    changed then.
    """
    from danvan_xl.workbooks.drawing.draw_openpyxl import check_editable, draw_into
    from danvan_xl.workbooks.drawing.left_out import LeftOut
    from danvan_xl.workbooks.editing.standing import leave_out_standing

    drawn = {spec.name for spec in plan.sheets} | set(plan.replaces.values()) | set(plan.remove)
    check_editable(path, replaced=drawn)
    check_place(target)
    left_out = LeftOut(path)
    whole = leave_out_standing(left_out, candidates(plan))
    if {spec.name for spec in plan.sheets} <= whole and not (plan.filling.cells or plan.remove):
        if target.exists() and target.samefile(path):
            return Drawn(changed=False)
        with kept_aside(target) as backup:
            data = path.read_bytes()
            write_atomically(target, lambda temporary: temporary.write_bytes(data), copied=True)
        return Drawn(backup, changed=False)
    with kept_aside(target) as backup:
        draw_into(
            path,
            plan.sheets,
            target,
            plan.filling.cells,
            hide=plan.filling.hidden,
            replaces=plan.replaces,
            remove=plan.remove,
            carry=carries(plan),
            after={n.PROGRESS: n.INDEX},
            left_out=left_out,
        )
    return Drawn(backup)


def candidates(plan: SplitPlan) -> list[tuple[SheetSpec, Persons]]:
    """The sheets that may show already what the plan asks for, each with what is people's in it."""
    from danvan_xl.workbooks.editing.standing_cells import Persons

    grids = {grid.name: grid for grid in plan.grids}
    departments = {made.spec.name: made for made in plan.departments}
    found: list[tuple[SheetSpec, Persons]] = []
    for spec in plan.sheets:
        if plan.replaces.get(spec.name) != spec.name:
            continue
        made = departments.get(spec.name)
        if made is None:
            found.append((spec, Persons()))
            continue
        typed = plan.typed[made.unit.code]
        places = moves(grids[typed.name], typed, made)
        if rows_stay(typed, made) and all(old == new for old, new in places.items()):
            found.append((spec, Persons(places.keys(), set(typed.columns.values()))))
    return found


def plan_split(reading: MasterReading, as_of: date) -> SplitPlan:
    """Everything to draw, from a usable master's reading."""
    master, grids = reading.master, reading.grids
    raws = raw_sheets(master, grids)
    typed, others = find_sheets(grids, master, raws)
    returns = read_departments(grids, master, raws, typed)
    findings: list[Finding] = []
    working = master.work().keys() & {unit.code for unit in master.units}
    remove = [
        sheet.name
        for code, sheet in typed.items()
        if code not in working and not any(row.has_input for row in sheet.rows)
    ]
    for sheet in others:
        findings.append(
            finding(
                "master-department-unclaimed",
                sheet=sheet.name,
                value=sheet.unit,
                note=unknown_sheet_hint(sheet, master),
            )
        )
    drawn_before = {sheet.name for sheet in typed.values()}
    taken = [grid.name for grid in grids if grid.name not in drawn_before]
    answers: dict[str, Mapping[str, TaskAnswer]] = {code: back.tasks for code, back in returns.items()}
    departments = department_sheets(master, typed, as_of, taken=taken, answers=answers)
    kept = [item for made in departments for item in _kept(made, master)]
    loose = [task for task in master.tasks if not task.leads]
    for item in kept:
        findings.append(
            finding(
                "master-row-kept",
                sheet=item.sheet,
                cell=f"B{item.row + 1}",
                value=item.code,
                note=item.why,
                row=item.text,
            )
        )
    sheets = [index_sheet(master, departments, kept, len(loose))]
    if loose or find_sheet(grids, n.UNASSIGNED):
        sheets.append(unassigned_sheet(loose))
    sheets += [made.spec for made in departments]
    replaces = {made.spec.name: typed[made.unit.code].name for made in departments if made.unit.code in typed}
    for spec in sheets[: 2 if len(sheets) > len(departments) + 1 else 1]:
        existing = find_sheet(grids, spec.name)
        if existing is not None:
            replaces[spec.name] = existing.name
    return SplitPlan(
        master=master,
        departments=departments,
        sheets=sheets,
        filling=filling(master, grids),
        replaces=replaces,
        remove=remove,
        typed=typed,
        returns=returns,
        kept=kept,
        unassigned=len(loose),
        findings=findings,
        grids=grids,
    )


def _kept(made: DepartmentSheet, master: Master) -> Iterable[KeptRow]:
    from danvan_xl.language.showing import as_text
    from danvan_xl.terms import form as h

    codes = {fold(task.code): task for task in master.tasks}
    for row in made.kept:
        task = codes.get(fold(row.code))
        if task is None:
            why = "nhiệm vụ không còn trong kế hoạch"
        else:
            leads = ", ".join(task.leads)
            why = (
                f"nhiệm vụ đã chuyển đơn vị khác (chủ trì: {leads})"
                if leads
                else "nhiệm vụ không còn giao cho đơn vị"
            )
        yield KeptRow(made.spec.name, made.moved[row.index], row.code, as_text(row.values.get(h.TEXT)), why)


def carries(plan: SplitPlan) -> dict[str, Carry]:
    """For the openpyxl drawer: how each redrawn department sheet gets back what its users put into it."""
    from danvan_xl.plans.carry import carry_department

    found: dict[str, Carry] = {}
    for made in plan.departments:
        sheet = plan.typed.get(made.unit.code)
        if sheet is not None:
            found[made.spec.name] = carry_department(sheet, made)
    return found
