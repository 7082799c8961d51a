"""*Cập nhật tiến độ*: statuses from the department sheets, and the sheet ``Tiến độ`` per unit and per task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_xl.errors import InputError
from danvan_xl.files import backup_of
from danvan_xl.findings import Finding, Severity
from danvan_xl.model import Master, Return, Role, Status
from danvan_xl.plans.fields import find_sheet
from danvan_xl.plans.master_reader import MasterReading, read_master, require_usable
from danvan_xl.plans.split import SplitPlan, carries, check_target, default_day, plan_split
from danvan_xl.results import UnitTask
from danvan_xl.rules.rates import TaskRates, task_rates
from danvan_xl.rules.unit_tasks import task_finding, unit_task
from danvan_xl.sheets.master.progress import progress_sheet
from danvan_xl.terms import master as n


@dataclass(slots=True)
class Progress:
    """Where the work stands at ``as_of``. ``work``: every unit × task of every role, by unit code."""

    master: Master
    as_of: date
    work: dict[str, list[UnitTask]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    """Units whose department sheet holds something."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def leads(self) -> list[UnitTask]:
        """Unit × task of all leads: what counts in rates."""
        return [item for items in self.work.values() for item in items if item.role is Role.LEAD]

    @property
    def totals(self) -> TaskRates:
        """Rates over all leads."""
        return task_rates(self.leads)


@dataclass(slots=True)
class ProgressOutcome:
    """What ``update_progress`` did."""

    path: Path
    progress: Progress
    backup: Path | None = None

    @property
    def findings(self) -> list[Finding]:
        """What was noticed while the sheets were read."""
        return self.progress.findings

    @property
    def needs_a_person(self) -> bool:
        """Something is more than information."""
        return any(found.severity is not Severity.INFO for found in self.findings)

    @property
    def sentence(self) -> str:
        """One Vietnamese line for a person."""
        p, rates = self.progress, self.progress.totals
        overdue = sum(1 for item in p.leads if item.status is Status.OVERDUE)
        return (
            f"Tiến độ đến ngày {p.as_of:%d/%m/%Y} trong “{self.path.name}”: {len(p.typed)}/{len(p.work)} đơn vị đã ghi; "
            f"hoàn thành {rates.completed}/{rates.dated} lượt nhiệm vụ có hạn; đúng hạn {rates.on_time}/{rates.due} lượt đã đến hạn; "
            f"{overdue} lượt quá hạn chưa xong."
        )


def update_progress(
    path: Path | str, as_of: date | None = None, out: Path | str | None = None
) -> ProgressOutcome:
    """Evaluate what the departments typed at ``as_of`` and write ``Tiến độ`` and the sheets' statuses.

    ``as_of`` defaults to the earlier of today and the plan's last day. In place with a backup, or into ``out``. Raises
    :class:`~danvan_xl.errors.InputError` when the master was never split, else as ``split`` does.
    """
    from danvan_xl.workbooks.drawing.draw_openpyxl import check_editable, draw_into

    path = Path(path)
    target = Path(out) if out is not None else path
    reading = read_master(path)
    require_usable(reading)
    day = as_of or default_day(reading.master)
    plan, progress = plan_progress(reading, day)
    drawn = {spec.name for spec in plan.sheets} | set(plan.replaces.values()) | set(plan.remove)
    check_editable(path, replaced=drawn)
    check_target(target, path)
    backup = backup_of(path) if target == path else None
    try:
        draw_into(
            path,
            plan.sheets,
            target,
            plan.cell_updates,
            replaces=plan.replaces,
            remove=plan.remove,
            carry=carries(plan),
            after={n.PROGRESS: n.INDEX},
        )
    except BaseException:
        if backup is not None:
            backup.unlink(missing_ok=True)
        raise
    return ProgressOutcome(target, progress, backup)


def plan_progress(reading: MasterReading, as_of: date) -> tuple[SplitPlan, Progress]:
    """The sheets to draw, ``Tiến độ`` among them, and the figures. Raises when there are no department sheets."""
    plan = plan_split(reading, as_of)
    if not plan.typed:
        name = reading.master.path.name if reading.master.path else "TỆP"
        raise InputError(
            f"“{name}” chưa tách theo đơn vị nên chưa có trang nào để cập nhật tiến độ.",
            remedy=f"Chạy trước: danvan-xl split {name}",
            file=reading.master.path,
        )
    progress = reckon(plan.master, as_of, plan.returns)
    progress.findings += plan.findings
    links = {made.unit.code: made.spec.name for made in plan.departments}
    spec = progress_sheet(plan.master, as_of, progress.work, progress.typed, links)
    existing = find_sheet(reading.grids, n.PROGRESS)
    if existing is not None:
        plan.replaces[spec.name] = existing.name
    plan.sheets.insert(1, spec)
    return plan, progress


def reckon(master: Master, as_of: date, returns: Mapping[str, Return]) -> Progress:
    """Status of every unit × task at ``as_of``; a unit without a sheet is evaluated as blank."""
    progress = Progress(master, as_of)
    for unit in master.units:
        back = returns.get(unit.code)
        answers = back.tasks if back else {}
        if back is not None:
            progress.findings += back.findings
            if not back.is_empty:
                progress.typed.add(unit.code)
        items: list[UnitTask] = []
        for task, role in master.work_of(unit.code):
            answer = answers.get(task.code)
            made, issues = unit_task(unit, task, role, answer, master, as_of=as_of)
            items.append(made)
            if answer is not None:
                progress.findings += [task_finding(issue, unit.code, task, answer) for issue in issues]
        if items:
            progress.work[unit.code] = items
    return progress
