"""What the form's ``Nhiệm vụ`` and a department's sheet have in common: the row of a task, its rules and colours.

``columns`` says where each header stands (0-based), since a department may have moved its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from danvan_xl.model import Plan, Role, Task
from danvan_xl.rules.status import CHECK_AGAIN, StatusRefs
from danvan_xl.sheets.fields import OFF, fact_style, input_rule, input_style
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Field
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Conditional, Range, SheetSpec, Style, cell_name

BLANK_ROWS = 10
"""Rows for tasks that the unit adds itself; rows typed below them are read as well."""
STATUS_STYLE = style.COMPUTED.but(align="center")

Columns = Mapping[str, int]
Looks = Callable[[Any, Style], Style]
"""A cell's value and its style → the style it gets."""


def task_facts(task: Task, role: Role, target: Decimal | None) -> dict[str, Any]:
    """What the form says of a task, by attribute of the table of fields."""
    return {
        "code": task.code,
        "group": task.group,
        "text": task.text,
        "role": role.value,
        "when_text": task.when_text,
        "kind": task.deadline.kind.value,
        "start": task.deadline.start,
        "due": task.deadline.due,
        "deliverable": task.deliverable,
        "target": target,
    }


def put_facts(
    sheet: SheetSpec, at: int, columns: Columns, task: Task, role: Role, target: Decimal | None
) -> None:
    """The locked cells of a task's row."""
    facts = task_facts(task, role, target)
    for field in h.TASK_FIELDS:
        if field.attribute in facts:
            looks = fact_style(field)
            if field.header == h.TARGET:
                looks = looks.but(num_format=_target_format(task, target))
            sheet.put(at, columns[field.header], facts[field.attribute], looks)


def _target_format(task: Task, target: Decimal | None) -> str:
    """The number with its Đơn vị tính, still a number: '14 cuộc'."""
    unit = task.target_unit.split("/")[0].strip() if task.target is not None else "lần"
    unit = "".join(letter for letter in unit if letter not in '"\\')[:30]
    number = "General" if target is not None and target != target.to_integral_value() else "#,##0"
    return f'{number}" {unit}"' if unit else number


def added_style(field: Field) -> Style:
    """In the row of a task that the unit adds itself: all to fill but its code and status."""
    return OFF if field.header in (h.CODE, h.STATUS) else input_style(field)


def status_refs(
    at: int, columns: Columns, task: Task, as_of: str, occurrences: tuple[Any, ...]
) -> StatusRefs:
    """The cells of a row that its status is made of. ``as_of`` refers to the date by which it goes."""

    def ref(header: str) -> str:
        return "$" + cell_name(at, columns[header])

    return StatusRefs(
        kind=task.deadline.kind,
        start=ref(h.START),
        due=ref(h.TASK_DUE),
        progress=ref(h.PROGRESS),
        completed_on=ref(h.COMPLETED),
        quantity=ref(h.QUANTITY),
        result=ref(h.RESULT),
        as_of=as_of,
        continuing=task.deadline.continuing,
        occurrences=occurrences,
    )


@dataclass(frozen=True, slots=True)
class Extent:
    """Rows of a table, 0-based: of the tasks (``last_task`` < ``first`` when there is none), then the blank ones."""

    first: int
    last_task: int
    last: int


def put_rules(sheet: SheetSpec, columns: Columns, plan: Plan, rows: Extent) -> None:
    """Limits of every cell to fill."""
    for field in h.TASK_FIELDS:
        col = columns[field.header]
        if field.fill:
            top = rows.first
        elif field.header in (h.START, h.TASK_DUE):
            top = rows.last_task + 1  # only of tasks that the unit adds itself
        else:
            continue
        if top <= rows.last and (rule := input_rule(field, [(top, col, rows.last, col)], plan)):
            sheet.validations.append(rule)


def colour_statuses(sheet: SheetSpec, columns: Columns, rows: Extent) -> None:
    """A fill for each status; nothing where there is no task."""
    if rows.last_task < rows.first:
        return
    col = columns[h.STATUS]
    areas: list[Range] = [(rows.first, col, rows.last_task, col)]
    top = "$" + cell_name(rows.first, col)
    looks = {CHECK_AGAIN: style.ERROR} | {s.value: Style(fill=fill) for s, fill in style.STATUS_FILL.items()}
    for words, look in looks.items():
        sheet.conditionals.append(Conditional(list(areas), formula=f'={top}="{words}"', style=look))
