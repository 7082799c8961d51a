"""Sheet ``Nhiệm vụ`` of a master: tasks with their deadline, target and units worked out.

What a person typed in Loại thời hạn, Bắt đầu, Hạn, Chỉ tiêu and Đơn vị tính wins over the reading of the words
(contract, section 2.1). "Chưa rõ" is never filled in, so where it stands without dates a person wants it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from danvan_xl.language.folding import fold
from danvan_xl.language.showing import as_text
from danvan_xl.model import Deadline, DeadlineKind, Plan, Role, Task, Unit
from danvan_xl.plans.fields import Cells, Faults, open_table
from danvan_xl.sheets.master.remembered import deadline_reader, own_words, untouched
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid

if TYPE_CHECKING:
    from danvan_xl.language.units import UnitReading


def settle_deadline(
    read: Deadline, kind: DeadlineKind | None, start: date | None, due: date | None, plan: Plan
) -> Deadline:
    """The deadline with what was typed put in: ``kind``, ``start``, ``due`` are None where nothing was.

    A typed date alone makes an unreadable or unwritten deadline a dated one. A dated deadline without any due
    date, and a periodic one without any occurrence, cannot be and become ``Chưa rõ`` with the reason.
    """
    if kind is DeadlineKind.UNCLEAR:
        if start is None and due is None:
            reason = (
                read.reason
                if read.kind is kind
                else "cột “Loại thời hạn” ghi “Chưa rõ”; xóa ô đó thì tính lại"
            )
            return Deadline(read.text, kind, reason=reason)
        kind = None
    if kind in (None, read.kind) and start in (None, read.start) and due in (None, read.due):
        return read  # nothing typed, or what `split` once filled in
    if kind is None:
        undated = read.inferred or read.kind in (DeadlineKind.UNCLEAR, DeadlineKind.ON_REQUEST)
        kind = DeadlineKind.DATED if due is not None and undated else read.kind
    same = kind is read.kind and not read.inferred
    start = start or (read.start if same else None)
    if kind is DeadlineKind.DATED:
        due = due or (read.due if same else None)
        if due is None:
            return Deadline(read.text, DeadlineKind.UNCLEAR, reason="ghi “Có hạn” nhưng chưa có ngày hạn")
        kept = tuple(day for day in read.occurrences if day <= due) if same else ()
        days = tuple(sorted({*kept, due}))
        return replace(
            read,
            kind=kind,
            start=start or min(plan.start, due),
            due=due,
            occurrences=days if len(days) > 1 else (),
            continuing=read.continuing,
            inferred=False,
            reason=read.reason if same else "",
        )
    if kind is DeadlineKind.PERIODIC:
        days = tuple(
            day
            for day in (read.occurrences if same else ())
            if (due is None or day <= due) and (start is None or day >= start)
        )
        if due is not None and due not in days:
            days = tuple(sorted({*days, due}))
        if not days:
            return Deadline(read.text, DeadlineKind.UNCLEAR, reason="ghi “Định kỳ” nhưng không rõ các mốc")
        return replace(
            read,
            kind=kind,
            start=start or plan.start,
            due=days[-1],
            occurrences=days,
            inferred=False,
            reason=read.reason if same else "",
        )
    if kind is DeadlineKind.RECURRING:
        due = due or (read.due if same else None)
        return replace(
            read,
            kind=kind,
            start=start or plan.start,
            due=due or plan.end,
            occurrences=read.occurrences if same else (),
            inferred=False,
            reason=read.reason if same else "",
        )
    if kind is DeadlineKind.ON_REQUEST:
        return replace(
            read,
            kind=kind,
            start=start,
            due=due,
            occurrences=(),
            inferred=False,
            reason=read.reason if same else "",
        )
    return replace(read, start=start or read.start, due=due or read.due)


def read_tasks(grids: Sequence[Grid], plan: Plan, units: Sequence[Unit], faults: Faults) -> list[Task]:
    """The tasks in the sheet's order."""
    from danvan_xl.language.units import UnitReader
    from danvan_xl.plans.master_rows import coded_rows, plan_span

    table = open_table(grids, n.TASKS, n.TASK_HEADERS, n.TASK_REQUIRED, faults)
    if table is None or n.TASK_CODE not in table.columns:
        return []
    read = deadline_reader(plan)
    reader = UnitReader(units, focal=plan.focal_unit)
    names = {unit.code: unit.name for unit in units}
    tasks = []
    for code, cells in coded_rows(table, n.TASK_CODE, "nhiệm vụ", faults, plan_span(plan)):
        text = cells.required(n.TASK_TEXT)
        lead, coordinating = cells.row.multiline(n.LEAD), cells.row.multiline(n.COORDINATING)
        found = reader.read(lead, coordinating)
        _note_units(cells, found, names, units)
        ours = untouched(cells.row)
        target, target_unit = _target(cells, text, ours)
        tasks.append(
            Task(
                code=code,
                text=text or code,
                number=cells.text(n.TASK_NUMBER),
                group=cells.text(n.TASK_GROUP),
                lead_text=lead,
                coordinating_text=coordinating,
                when_text=cells.text(n.WHEN),
                deliverable=cells.text(n.DELIVERABLE),
                target=target,
                target_unit=target_unit,
                deadline=_deadline(cells, read(cells.text(n.WHEN), text), plan, ours),
                assignments=found.assignments,
                where=cells.where(n.TASK_CODE),
                short_name=cells.text(n.SHORT_NAME),
            )
        )
        if ours:
            _note_followed(cells, own_words(tasks[-1], plan), ours)
    return tasks


def _note_followed(cells: Cells, words: Mapping[str, Any], ours: Collection[str]) -> None:
    """Tells which cells that nobody touched hold something else than the words say now."""
    for header in sorted(ours):
        was, now = as_text(cells.row.value(header)), as_text(words[header])
        if was != now:
            note = f"“{now}”" if now else "để trống"
            cells.note("master-follows-words", header, value=was, note=note)


def _note_units(cells: Cells, found: UnitReading, names: dict[str, str], units: Sequence[Unit]) -> None:
    from danvan_xl.language.units.groups import read_group_part

    for unknown in found.unknown:
        header = n.LEAD if unknown.role is Role.LEAD else n.COORDINATING
        group = read_group_part(unknown.text)
        if group is not None and group.kinds:
            kinds = ", ".join(sorted(kind.value for kind in group.kinds))
            cells.note("master-group-empty", header, value=unknown.text, note=kinds)
            continue
        best = unknown.suggestions[:2]
        hint = " hoặc ".join(f"“{names[code]}” (mã {code})" for code, _ in best if code in names)
        cells.note(
            "master-unit-unknown", header, value=unknown.text, note=f"; có phải ý là {hint}?" if hint else ""
        )
    for guess in found.guessed:
        cells.note(
            "master-unit-guessed",
            n.LEAD if guess.role is Role.LEAD else n.COORDINATING,
            value=guess.text,
            note=f"“{names.get(guess.unit, guess.unit)}” (giống {guess.score}%)",
        )
    told = any(unknown.role is Role.LEAD for unknown in found.unknown)
    if not found.leads and units and not told:
        cells.note(
            "master-lead-missing", n.LEAD, note=" mà chương trình nhận ra" if cells.text(n.LEAD) else ""
        )


def _target(cells: Cells, text: str, ours: Collection[str]) -> tuple[Decimal | None, str]:
    """Chỉ tiêu and Đơn vị tính: typed (``ours`` was not), else the one quantity that the task's words name."""
    from danvan_xl.language.quantities import asked_of, stated

    typed_unit = "" if n.TARGET_UNIT in ours else cells.text(n.TARGET_UNIT)
    typed = None if n.TARGET in ours else cells.row.value(n.TARGET)
    if typed is not None:
        said = stated(typed, typed_unit) if isinstance(typed, str) else None
        return said or (cells.number(n.TARGET), typed_unit)
    found = set(asked_of(text))
    if typed_unit:
        found = {q for q in found if fold(q[1]) == fold(typed_unit)}
    if len(found) == 1:
        amount, unit = found.pop()
        return amount, typed_unit or unit
    if len(found) > 1:
        shown = "; ".join(sorted(f"{amount} {unit}" for amount, unit in found))
        cells.note("master-target-unclear", n.TARGET, note=shown)
    return None, typed_unit


def _deadline(cells: Cells, read: Deadline, plan: Plan, ours: Collection[str]) -> Deadline:
    kind = None if n.DEADLINE_KIND in ours else cells.choice(n.DEADLINE_KIND, DeadlineKind)
    start, due = (None if header in ours else cells.day(header) for header in (n.START, n.DUE))
    deadline = settle_deadline(read, kind, start, due, plan)
    when = cells.text(n.WHEN)
    if deadline.kind is DeadlineKind.UNCLEAR:
        if kind in (DeadlineKind.DATED, DeadlineKind.PERIODIC):
            cells.note("master-due-missing", n.DUE, value=kind.value)
        else:
            cells.note(
                "deadline-unclear",
                n.WHEN,
                value=when or deadline.text,
                row=cells.title.removeprefix("nhiệm vụ "),
                note=_reason(deadline.reason),
            )
        return deadline
    if deadline.inferred:
        cells.note("master-deadline-inferred", n.WHEN)
    if deadline.kind is DeadlineKind.PERIODIC and read.kind is not DeadlineKind.PERIODIC and when:
        cells.note("master-periodic-one", n.WHEN)
    if deadline.kind is DeadlineKind.DATED and len(deadline.occurrences) > 1 and due is None:
        days = ", ".join(f"{day:%d/%m/%Y}" for day in deadline.occurrences)
        cells.note("master-deadline-two", n.WHEN, note=days)
    clear = read.kind is not DeadlineKind.UNCLEAR and not read.inferred
    if clear and kind not in (None, DeadlineKind.UNCLEAR, read.kind):
        cells.note("master-deadline-differs", n.DEADLINE_KIND, value=f"“{kind}”", note=f"“{read.kind}”")
    for header, typed, own in ((n.START, start, read.start), (n.DUE, due, read.due)):
        if clear and typed is not None and own is not None and typed != own:
            cells.note("master-deadline-differs", header, value=f"{typed:%d/%m/%Y}", note=f"{own:%d/%m/%Y}")
    return deadline


def _reason(reason: str) -> str:
    text = reason.strip().rstrip(".")
    return f" ({text[:1].lower()}{text[1:]})" if text else ""
