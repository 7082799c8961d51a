"""*Cập nhật tiến độ*: statuses from the department sheets, and the sheet ``Tiến độ`` per unit and per task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from danvan_xl.errors import InputError
from danvan_xl.findings import Finding
from danvan_xl.model import Master, Return, Role, Status
from danvan_xl.plans.fields import find_sheet
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.plans.split import SplitPlan, plan_split
from danvan_xl.results import UnitTask
from danvan_xl.rules.rates import TaskRates, task_rates
from danvan_xl.rules.unit_tasks import task_finding, unit_task
from danvan_xl.sheets.master.progress import progress_sheet
from danvan_xl.terms import master as n


class Progress(Struct):
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

    def sentence(self, where: str = "") -> str:
        """One Vietnamese line for a person; ``where`` such as ' trong “a.xlsx”'."""
        rates = self.totals
        overdue = sum(1 for item in self.leads if item.status is Status.OVERDUE)
        return (
            f"Tiến độ đến ngày {self.as_of:%d/%m/%Y}{where}: {len(self.typed)}/{len(self.work)} đơn vị đã điền trang tính của mình; "
            f"hoàn thành {rates.completed}/{rates.dated} lượt nhiệm vụ có hạn; đúng hạn {rates.on_time}/{rates.due} lượt đã đến hạn; "
            f"{overdue} lượt quá hạn chưa hoàn thành."
        )


def plan_progress(reading: MasterReading, as_of: date) -> tuple[SplitPlan, Progress]:
    """The sheets to draw, ``Tiến độ`` among them, and the figures.

    Raises :class:`~danvan_xl.errors.InputError` when there are no department sheets.
    """
    plan = plan_split(reading, as_of)
    if not plan.typed:
        name = reading.master.path.name if reading.master.path else "TỆP"
        raise InputError(
            f"“{name}” chưa tách theo đơn vị nên chưa có trang tính nào để cập nhật tiến độ.",
            remedy=f"Chạy trước: danvan-xl split {name}",
            file=reading.master.path,
        )
    progress = reckon(plan.master, as_of, plan.returns)
    plan.findings = progress.findings + plan.findings
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
    work = master.work()
    for unit in master.units:
        back = returns.get(unit.code)
        answers = back.tasks if back else {}
        if back is not None:
            # Who runs this has the sheets before them: advice is what the one who typed can do.
            progress.findings += [found.to_unit() for found in back.findings]
            if not back.is_empty:
                progress.typed.add(unit.code)
        items: list[UnitTask] = []
        for task, role in work.get(unit.code, ()):
            answer = answers.get(task.code)
            made, issues = unit_task(unit, task, role, answer, master, as_of=as_of)
            items.append(made)
            if answer is not None:
                told = [task_finding(issue, unit.code, task, answer) for issue in issues]
                progress.findings += [found.to_unit() for found in told]
        if items:
            progress.work[unit.code] = items
    return progress
