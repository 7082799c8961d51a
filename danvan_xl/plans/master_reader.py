"""The master workbook in: file, or grids of a live Excel book → :class:`~danvan_xl.model.Master` and findings.

Reading never stops at the first fault. What was typed in Loại thời hạn, Bắt đầu, Hạn, Chỉ tiêu and Đơn vị
tính wins; where they are blank they are worked out from the task's own words, so that ``issue``, ``progress``
and ``consolidate`` need no ``split`` before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_xl.errors import MasterError
from danvan_xl.findings import Finding, finding
from danvan_xl.model import Master
from danvan_xl.plans.fields import Faults, find_sheet, near
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.own import as_seen, read_grids

SHOWN_FAULTS = 5
"""How many faults the sentence of a MasterError tells; `check` tells all."""


@dataclass(slots=True)
class MasterReading:
    """A master as read. ``findings`` are what was noticed while reading (``plans.check`` adds the rest);
    ``blocking`` those of them with which the master cannot be used. ``master`` is always there, partial when
    something blocks."""

    master: Master
    findings: list[Finding] = field(default_factory=list)
    blocking: list[Finding] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """Nothing blocks."""
        return not self.blocking


def read_master(path: Path | str) -> MasterReading:
    """Read a master workbook from a file.

    Raises :class:`~danvan_xl.errors.InputError` when the file cannot be opened at all, and
    :class:`~danvan_xl.errors.MasterError` when it is a workbook of ours of another kind or holds none of a master's sheets.
    """
    path = Path(path)
    grids = read_grids(path)
    reading = read_master_grids(as_seen(grids, n.INPUT_SHEETS), path)
    for grid in grids:
        if grid.facts is not None and (stray := grid.facts.stray):
            reading.findings.append(
                finding("stray-cells", file=path.name, sheet=grid.name, cell=stray, value=stray, note="")
            )
    return reading


def read_master_grids(grids: Sequence[Grid], path: Path | None = None) -> MasterReading:
    """Read a master from grids, such as those of a live Excel book."""
    from danvan_xl.plans import master_rows as rows
    from danvan_xl.plans.task_rows import read_tasks

    if not any(find_sheet(grids, name) for name in (n.PLAN, n.UNITS, n.TASKS)):
        raise MasterError(_what_it_is(grids, path), remedy=_NOT_A_MASTER_REMEDY, file=path)
    faults = Faults()
    for name in (n.PLAN, n.UNITS, n.TASKS):
        _need(grids, name, faults, must=True)
    for name in (n.PERIODS, n.CRITERIA, n.BANDS, n.INDICATORS):
        _need(grids, name, faults, must=False)
    plan = rows.read_plan(grids, faults)
    units = rows.read_units(grids, faults)
    plan = rows.with_focal_code(plan, units)
    master = Master(plan=plan, units=units, path=path)
    master.tasks = read_tasks(grids, plan, units, faults)
    master.periods = rows.read_periods(grids, plan, faults)
    master.criteria = rows.read_criteria(grids, plan, faults)
    master.bands = rows.read_bands(grids, plan, faults)
    master.indicators = rows.read_indicators(grids, plan, faults)
    return MasterReading(master, faults.findings, faults.blocking, list(grids))


def load_master(path: Path | str) -> Master:
    """A master that can be used. Raises :class:`~danvan_xl.errors.MasterError` that tells the worst faults."""
    reading = read_master(path)
    require_usable(reading)
    return reading.master


def require_usable(reading: MasterReading) -> None:
    """Raise :class:`~danvan_xl.errors.MasterError` when something blocks."""
    if reading.usable:
        return
    path = reading.master.path
    lines = [f"- {place(f)}: {f.message}" for f in reading.blocking[:SHOWN_FAULTS]]
    more = len(reading.blocking) - len(lines)
    if more > 0:
        lines.append(f"- và {more} lỗi khác.")
    name = f"“{path.name}”" if path else "này"
    raise MasterError(
        f"Tệp kế hoạch {name} có lỗi phải sửa trước:\n" + "\n".join(lines),
        remedy=f"Sửa các ô trên; xem tất cả lỗi bằng lệnh: danvan-xl check {path.name if path else 'TỆP'}",
        file=path,
    )


def place(found: Finding) -> str:
    """'trang tính “Đơn vị”, ô B5', as far as it is known."""
    parts = []
    if found.sheet:
        parts.append(f"trang tính “{found.sheet}”")
    if found.cell:
        parts.append(f"ô {found.cell}")
    return ", ".join(parts) or "cả tệp"


_NOT_A_MASTER_REMEDY = "Chọn đúng tệp kế hoạch (có các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”), hoặc tạo tệp mới: danvan-xl new -o ke-hoach.xlsx"


def _what_it_is(grids: Sequence[Grid], path: Path | None) -> str:
    from danvan_xl import identity

    name = f"“{path.name}”" if path else "Sổ tính này"
    kinds = {
        identity.FORM: "phiếu báo cáo",
        identity.SUMMARY: "tệp tổng hợp",
        identity.DEPARTMENT: "trang tính giao việc của một đơn vị",
        identity.RECEIPT: "phiếu tiếp nhận",
        identity.EXPLANATION: "bản giải trình điểm",
        identity.MAPPING: "tệp ánh xạ biểu mẫu",
    }
    for grid in grids:
        for row in grid.rows[:3]:
            for value in row[:3]:
                said = identity.parse_token(value)
                if said is not None and said.kind in kinds:
                    return f"{name} là {kinds[said.kind]}, không phải tệp kế hoạch."
    sheets = ", ".join(f"“{grid.name}”" for grid in list(grids)[:6]) or "không có trang tính nào"
    return f"{name} không phải tệp kế hoạch của chương trình (các trang tính trong tệp: {sheets})."


def _need(grids: Sequence[Grid], name: str, faults: Faults, *, must: bool) -> None:
    if find_sheet(grids, name) is not None:
        return
    hint = near(name, [grid.name for grid in grids if grid.name not in n.INPUT_SHEETS])
    faults.add(
        "master-sheet-missing" if must or name == n.PERIODS else "master-sheet-absent",
        blocking=must,
        sheet=name,
        value=name,
        note=f"; trang tính “{hint}” có phải là trang tính này?" if hint else "",
    )
