"""The summary of an earlier period: named by the user, declined, or found beside the target or the master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.findings import finding
from danvan_xl.forms.package import identity_in
from danvan_xl.identity import SUMMARY
from danvan_xl.model import Master, Part, Period, Role
from danvan_xl.results import Consolidation, UnitTask
from danvan_xl.rules.recounted import in_units_of
from danvan_xl.summaries.earlier import read_previous

NONE = Path("none")
"""``--previous none``: there is none, and none is to be looked for."""
_MOST_FILES = 500
"""So many workbooks of a folder are looked at: a summary stands beside the master, not in an archive."""


class Previous(Struct):
    """Finds the earlier summary of a consolidation or of an issue, once.

    ``named`` is what the user gave (:data:`NONE` declines); ``beside`` are paths in whose folders one may lie.
    ``lines`` tell what was found, in one sentence each. ``by_end``: the master is that of a summary and knows no period but its
    own; then an earlier one is told by its last day.
    """

    named: Path | None
    beside: Iterable[Path | None]
    lines: list[str] = field(default_factory=list)
    by_end: bool = False

    def of(self, master: Master, period: Period) -> Earlier | None:
        """The earlier summary for ``period``. Raises :class:`~danvan_xl.errors.InputError` where a named one is none."""
        if self.named is not None:
            return None if self.named == NONE else self._counted(read_previous(Path(self.named)), master)
        for path in self._candidates(master, period):
            try:
                found = read_previous(path)
            except InputError as error:
                self.lines.append(f"Bỏ qua tệp tổng hợp kỳ trước “{path.name}”: {error.message}")
                continue
            name = found.period_name or found.period
            self.lines.append(
                f"Dùng tệp tổng hợp kỳ trước “{path.name}” ({name}); không dùng thì thêm --previous none."
            )
            return self._counted(found, master)
        return None

    def _counted(self, found: Earlier, master: Master) -> Earlier:
        found, told = in_units_of(found, master.indicators)
        self.lines += told
        return found

    def _candidates(self, master: Master, period: Period) -> Iterator[Path]:
        """Summaries of earlier periods of the plan: the latest period first, of one period the file saved last."""
        rank = {known.code: place for place, known in enumerate(earlier_periods(master, period))}
        folders = dict.fromkeys(Path(path).resolve().parent for path in self.beside if path is not None)
        found: list[tuple[int, float, str, Path]] = []
        for folder in folders:
            for path in sorted(folder.glob("*.xlsx"))[:_MOST_FILES]:
                known = None if path.name.startswith("~$") else identity_in(path)
                if known is None or (known.kind, known.plan) != (SUMMARY, master.plan.code):
                    continue
                if self.by_end and known.period != period.code and (days := _days_before(path, period)):
                    found.append((days, -path.stat().st_mtime, path.name, path))
                elif known.period in rank:
                    found.append((rank[known.period], -path.stat().st_mtime, path.name, path))
        for _, _, _, path in sorted(found):
            yield path

    def tell_missing(self, outcome: Consolidation) -> None:
        """``previous-missing`` where an earlier period was due, its summary is not known, and units pay for that."""
        if self.named is not None or outcome.earlier is not None:
            return
        before = [
            known
            for known in earlier_periods(outcome.master, outcome.period)
            if Part.TASKS in known.parts and min(known.end, known.due) < outcome.as_of
        ]
        held = [
            task
            for unit in outcome.units
            for task in unit.tasks
            if before and _held_against(task, before[0].end)
        ]
        if held:
            units = len({task.unit for task in held})
            note = f": {len(held)} nhiệm vụ của {units} đơn vị để trống kỳ này đang tính là chưa hoàn thành"
            name = f"{before[0].name} ({before[0].code})"
            outcome.findings.append(finding("previous-missing", value=name, note=note))


def _days_before(path: Path, period: Period) -> int:
    """How long before ``period`` ends that of the summary at ``path`` did; 0 where it did not, or cannot be read."""
    try:
        end = read_previous(path).end
    except InputError:
        return 0
    return max((period.end - end).days, 0) if end is not None else 0


def earlier_periods(master: Master, period: Period) -> list[Period]:
    """The plan's periods that end before ``period`` does, the latest first."""
    earlier = [known for known in master.periods if known.code != period.code and known.end < period.end]
    return sorted(earlier, key=lambda known: (known.end, known.start), reverse=True)


def _held_against(task: UnitTask, end: date) -> bool:
    """A dated lead task that may have been completed by ``end``, of which the unit says nothing now."""
    silent = task.progress is None and task.completed_on is None
    begun = task.start is None or task.start <= end
    return task.dated and task.role is Role.LEAD and silent and begun and not task.status.is_complete
