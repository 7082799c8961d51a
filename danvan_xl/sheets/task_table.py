"""What the form's ``Nhiệm vụ`` and a department's sheet have in common: the row of a task, its rules and colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from danvan_xl.language.showing import number_text
from danvan_xl.model import Plan, Role, Task
from danvan_xl.rules.status import CHECK_AGAIN, StatusRefs, status_formula
from danvan_xl.sheets.fields import OFF, fact_style, input_rule, input_style
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name

BLANK_ROWS = 10
"""Rows for tasks that the unit adds itself; rows typed below them are read as well."""
_STATUS = style.COMPUTED.but(align="center")


def _as_it_is(value: Any, looks: Style) -> Style:
    return looks


class TaskTable(Struct, frozen=True):
    """The table of a unit's tasks on a sheet: what the plan says, what the unit fills in, the status live; then its own tasks."""

    sheet: SheetSpec
    columns: Mapping[str, int]
    """Where each header stands (0-based): a department may have moved its columns."""
    as_of: str
    """Reference to the date by which the statuses go."""
    plan: Plan
    looks: Callable[[Any, Style], Style] = _as_it_is
    """The value of a cell to fill and the style of its kind → the style it gets."""

    def put_task(
        self,
        at: int,
        task: Task,
        role: Role,
        target: Decimal | None,
        answers: Mapping[str, Any],
        status: str,
        occurrences: tuple[date, ...],
    ) -> None:
        """One row: locked cells, ``answers`` by header in the cells to fill, the status as formula that comes to ``status``."""
        facts = _facts(task, role, target)
        for field in h.TASK_FIELDS:
            if field.attribute in facts:
                looks = fact_style(field)
                if field.header == h.TARGET:
                    looks = looks.but(num_format=_target_format(task, target, field.width))
                self.sheet.put(at, self.columns[field.header], facts[field.attribute], looks)
        for field in h.TASK_ANSWERS:
            value = answers.get(field.header)
            self.sheet.put(at, self.columns[field.header], value, self.looks(value, input_style(field)))
        formula = status_formula(self._status_refs(at, task, occurrences))
        self.sheet.put(at, self.columns[h.STATUS], status, _STATUS, formula=formula)

    def put_added(self, at: int, values: Mapping[str, Any]) -> None:
        """The row of a task that the unit adds itself: all to fill but its code and status."""
        for field in h.TASK_FIELDS:
            value = values.get(field.header)
            looks = OFF if field.header in (h.CODE, h.STATUS) else input_style(field)
            self.sheet.put(at, self.columns[field.header], value, self.looks(value, looks))

    def close(self, first: int, last_task: int, last: int) -> None:
        """Limits of every cell to fill; a fill for each status, nothing where there is no task (``last_task`` < ``first``)."""
        for field in h.TASK_FIELDS:
            col = self.columns[field.header]
            if field.fill:
                top = first
            elif field.header in (h.START, h.TASK_DUE):
                top = last_task + 1  # only of tasks that the unit adds itself
            else:
                continue
            if top <= last and (rule := input_rule(field, [(top, col, last, col)], self.plan)):
                self.sheet.validations.append(rule)
        if last_task < first:
            return
        col = self.columns[h.STATUS]
        cell = "$" + cell_name(first, col)
        looks = {CHECK_AGAIN: style.ERROR} | {
            s.value: Style(fill=fill) for s, fill in style.STATUS_FILL.items()
        }
        self.sheet.conditionals += [
            Conditional([(first, col, last_task, col)], formula=f'={cell}="{words}"', style=look)
            for words, look in looks.items()
        ]

    def _status_refs(self, at: int, task: Task, occurrences: tuple[date, ...]) -> StatusRefs:
        """The cells of a row that its status is made of."""

        def ref(header: str) -> str:
            return "$" + cell_name(at, self.columns[header])

        return StatusRefs(
            kind=task.deadline.kind,
            start=ref(h.START),
            due=ref(h.TASK_DUE),
            progress=ref(h.PROGRESS),
            completed_on=ref(h.COMPLETED),
            quantity=ref(h.QUANTITY),
            result=ref(h.RESULT),
            as_of=self.as_of,
            continuing=task.deadline.continuing,
            occurrences=occurrences,
        )


def _facts(task: Task, role: Role, target: Decimal | None) -> dict[str, Any]:
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


def _target_format(task: Task, target: Decimal | None, width: float) -> str:
    """The number with its Đơn vị tính, still a number: '14 cuộc'. Alone where a column of ``width`` has no room for
    both: a number does not wrap, it would stand there as '###'."""
    unit = task.target_unit.split("/")[0].strip() if task.target is not None else "lần"
    unit = "".join(letter for letter in unit if letter not in '"\\')[:30]
    number = "General" if target is not None and target != target.to_integral_value() else "#,##0"
    figure = "" if target is None else number_text(target)
    return f'{number}" {unit}"' if unit and len(f"{figure} {unit}") <= width else number
