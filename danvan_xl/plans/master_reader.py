"""The master workbook in: file, or grids of a live Excel book → :class:`~danvan_xl.model.Master` and findings.

Reading never stops at the first fault. What was typed in Loại thời hạn, Bắt đầu, Hạn, Chỉ tiêu and Đơn vị
tính wins; where they are blank they are worked out from the task's own words, so that ``issue``, ``progress``
and ``consolidate`` need no ``split`` before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from danvan_xl import identity
from danvan_xl.errors import MasterError
from danvan_xl.findings import Finding, finding
from danvan_xl.model import Master
from danvan_xl.plans.fields import Faults, find_sheet, near
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.own import as_seen, read_grids

SHOWN_FAULTS = 5
"""How many faults the sentence of a MasterError tells; `check` tells all."""


class MasterReading(Struct):
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

    _refuse_another(grids, path)
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
    master.criteria = rows.read_criteria(grids, plan, units, faults)
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


_NOT_A_MASTER = "Chọn đúng tệp kế hoạch (có các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”), hoặc tạo tệp mới: danvan-xl new -o ke-hoach.xlsx"
_OF_OURS = {
    identity.FORM: (
        "phiếu báo cáo",
        "Phiếu để đơn vị điền và gửi lại; xem điểm của phiếu: danvan-xl score PHIẾU --master TỆP_KẾ_HOẠCH",
    ),
    identity.SUMMARY: (
        "tệp tổng hợp",
        "Mở tệp để xem kết quả và nhập điểm thẩm định; viết báo cáo: danvan-xl report TỆP_TỔNG_HỢP -o bao-cao.docx",
    ),
    identity.DEPARTMENT: (
        "trang tính giao việc của một đơn vị",
        "Để tệp này cùng thư mục với các phiếu gửi về rồi tổng hợp.",
    ),
    identity.RECEIPT: ("phiếu tiếp nhận", "Gửi tệp này cho đơn vị để sửa phiếu."),
    identity.EXPLANATION: ("bản giải trình điểm", "In hoặc gửi tệp này cho đơn vị."),
    identity.MAPPING: ("tệp ánh xạ biểu mẫu", "Dùng tệp này khi điền biểu mẫu của cấp trên."),
}
"""What another workbook of ours is, and what it is for."""


def _refuse_another(grids: Sequence[Grid], path: Path | None) -> None:
    """Raise for a workbook that is no master. Forms and summaries share names of sheets with it, but none lists the units."""
    if find_sheet(grids, n.UNITS) is not None:
        return
    name = f"“{path.name}”" if path else "Sổ tính này"
    said = identity.identity_of(grids)
    if said is not None and said.kind in _OF_OURS:
        what, use = _OF_OURS[said.kind]
        remedy = f"{use}{'' if use.endswith('.') else '.'} Muốn kiểm tra kế hoạch thì chọn tệp kế hoạch."
        raise MasterError(f"{name} là {what}, không phải tệp kế hoạch.", remedy=remedy, file=path)
    if not any(find_sheet(grids, name) for name in (n.PLAN, n.TASKS)):
        sheets = ", ".join(f"“{grid.name}”" for grid in list(grids)[:6]) or "không có trang tính nào"
        raise MasterError(
            f"{name} không phải tệp kế hoạch của chương trình (các trang tính trong tệp: {sheets}).",
            remedy=_NOT_A_MASTER,
            file=path,
        )


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
