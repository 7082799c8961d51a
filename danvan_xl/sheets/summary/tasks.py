"""``Theo nhiệm vụ``: one row a task; a task with several leads counts each lead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from danvan_xl.model import Role, Status, Task
from danvan_xl.results import UnitTask
from danvan_xl.rules.rates import task_rates
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, HEADER, ROTATED
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.summary.units import (
    COMPLETED,
    COMPLETION,
    COUNT,
    DATED,
    DUE,
    ON_TIME,
    ON_TIME_RATE,
)
from danvan_xl.sheets.tables import Area, Column
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, cell_name
from danvan_xl.workbooks.drawing.values import to_number

LEADS = "Số đơn vị chủ trì"
TARGET, DONE, REACHED = h.INDICATOR, h.QUANTITY, "Tỷ lệ so với chỉ tiêu"


def task_columns() -> list[Column]:
    """Columns of ``Theo nhiệm vụ``."""
    return [
        Column(m.TASK_NUMBER, 4, st.CODE),
        Column(h.CODE, 8, st.CODE),
        Column(h.TEXT, 52),
        Column(h.TASK_DUE, 10.5, st.DATE),
        Column(LEADS, 4.2, COUNT, ROTATED),
        *(
            Column(status.value, 4.2, COUNT, ROTATED.but(fill=st.STATUS_FILL[status], color=st.INK))
            for status in Status
        ),
        *(Column(header, 4.2, COUNT, ROTATED) for header in (DATED, COMPLETED, DUE, ON_TIME)),
        Column(COMPLETION, 7.5, st.RATE),
        Column(ON_TIME_RATE, 7.5, st.RATE),
        Column(TARGET, 6.5, st.NUMBER),
        Column(DONE, 6.5, st.NUMBER),
        Column(h.INDICATOR_UNIT, 8, st.CENTER),
        Column(REACHED, 7.5, st.RATE),
        Column(m.SHORT_NAME, 30),
        Column(h.GROUP, 30),
        Column(m.LEAD, 30),
        Column(h.WHEN, 20),
        Column(h.KIND, 12, st.CENTER),
    ]


def task_area(context: Context) -> Area:
    """Where the columns of ``Theo nhiệm vụ`` stand."""
    return Area(n.TASKS, [column.header for column in task_columns()], len(context.tasks), FIRST)


def tasks_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet."""
    sheet = SheetSpec(n.TASKS, tab_color=st.HEAD_FILL)
    columns, area = task_columns(), task_area(context)
    by_task: dict[str, list[UnitTask]] = {}
    for _, item in context.detail:
        if item is not None and item.role is Role.LEAD:
            by_task.setdefault(item.task, []).append(item)
    rows = [_row(area, i, task, by_task.get(task.code, [])) for i, task in enumerate(context.tasks)]
    page(
        context,
        sheet,
        columns,
        rows,
        "Kết quả theo nhiệm vụ",
        context.note + " · Mỗi đơn vị chủ trì được tính một lần",
        appendix=appendix,
        centred=area.col(REACHED) + 1,
        freeze_columns=3,
        print_to=REACHED,
    )
    sheet.heights[HEADER] = 118
    overdue = Status.OVERDUE.value
    first = cell_name(FIRST, area.col(overdue))
    sheet.conditionals.append(Conditional([area.span(overdue)], formula=f"={first}>0", style=st.ERROR))
    sheet.conditionals += [
        Conditional([area.span(header)], kind="data_bar", colors=("BBDDF2",), minimum=0, maximum=1)
        for header in (COMPLETION, ON_TIME_RATE)
    ]
    return sheet


def target_and_done(task: Task, items: list[UnitTask]) -> tuple[Decimal | None, Decimal | None]:
    """Chỉ tiêu of all leads together and what they did of it; None where the plan sets no number."""
    targets = [item.target for item in items if item.target is not None]
    if task.target is None or not targets:
        return None, None
    done = [item.quantity for item in items if item.quantity is not None]
    return sum(targets, Decimal(0)), sum(done, Decimal(0))


def _row(area: Area, index: int, task: Task, items: list[UnitTask]) -> list[Any]:
    row = FIRST + index
    rates = task_rates(items)

    def at(header: str) -> str:
        return cell_name(row, area.col(header))

    def ratio(part: str, whole: str, value: Decimal | None) -> F:
        return F(f'=IF(N({at(whole)})=0,"",{at(part)}/{at(whole)})', value)

    target, done = target_and_done(task, items)
    reached = done / target if target and done is not None else None
    return [
        index + 1,
        task.code,
        task.text,
        task.deadline.due,
        len(items),
        *(rates.status.get(status, 0) for status in Status),
        rates.dated,
        rates.completed,
        rates.due,
        rates.on_time,
        ratio(COMPLETED, DATED, rates.completion_rate),
        ratio(ON_TIME, DUE, rates.on_time_rate),
        to_number(target),
        to_number(done),
        task.target_unit.split("/")[0] if target is not None else "",
        ratio(DONE, TARGET, reached) if target is not None else "",
        task.short_name,
        task.group,
        task.lead_text,
        task.when_text,
        task.deadline.kind.value,
    ]
