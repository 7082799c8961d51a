"""Sheet ``Tiến độ`` of a master: per unit and per task, how many of each status, and the rates with what they are of.

Only leads count (contract, section 5). Rates are formulas over the counts beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_xl.language.showing import show_rate
from danvan_xl.model import Master, Role, Status
from danvan_xl.results import UnitTask
from danvan_xl.rules.rates import TaskRates, task_rates
from danvan_xl.sheets.master.index import REPLACED
from danvan_xl.sheets.tables import GUIDE, Column, put_table
from danvan_xl.terms import master as n
from danvan_xl.terms import summary as s
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.rows import F, L, S
from danvan_xl.workbooks.drawing.spec import (
    Conditional,
    Page,
    SheetSpec,
    Style,
    cell_name,
    range_name,
    sheet_ref,
)

LEADS, DATED, COMPLETED, COMPLETION = "Chủ trì", s.DATED, s.DONE, "Tỷ lệ hoàn thành"
DUE, ON_TIME, ON_TIME_RATE = "Đã đến hạn", s.ON_TIME, "Tỷ lệ đúng hạn"
TYPED = "Đã ghi"
TAB = "0B5CAD"

_FIRST_COUNT = 3
"""Column of the number of leads; statuses follow."""
_COUNT = style.INTEGER.but(num_format='#,##0;-#,##0;"-"')
"""Zeros as a dash, so that the eye finds the rest."""
_RATE = style.RATE
_TOTAL = {"bold": True, "fill": style.BAND_FILL}


def progress_sheet(
    master: Master,
    as_of: date,
    work: Mapping[str, Sequence[UnitTask]],
    typed: Collection[str],
    sheets: Mapping[str, str],
) -> SheetSpec:
    """The sheet. ``work``: unit × task by unit code; ``typed``: units that wrote something; ``sheets``: unit code → sheet."""
    leads = [item for items in work.values() for item in items if item.role is Role.LEAD]
    totals = task_rates(leads)
    sheet = SheetSpec(n.PROGRESS, tab_color=TAB)
    sheet.put(0, 0, f"TIẾN ĐỘ THỰC HIỆN ĐẾN NGÀY {as_of:%d/%m/%Y}", style.TITLE)
    sheet.heights[0] = 24
    lines = [
        f"{len(typed)}/{len(work)} đơn vị đã điền trang tính của mình. "
        + _said(s.DONE, totals.completed, totals.dated, "lượt nhiệm vụ có hạn")
        + _said(s.ON_TIME, totals.on_time, totals.due, "lượt đã đến hạn"),
        "Chỉ tính việc chủ trì; nhiệm vụ có nhiều đơn vị chủ trì thì tính từng đơn vị. Tỷ lệ để trống khi mẫu số bằng 0.",
        REPLACED,
    ]
    for row, line in enumerate(lines, start=1):
        sheet.put(row, 0, line, GUIDE if row > 1 else Style(bold=True, color=style.INK))
    statuses = list(Status)
    names = {unit.code: unit.name for unit in master.units}
    rows: list[list[Any]] = []
    for code, items in work.items():
        name: L | str = names.get(code, code)
        if code in sheets:
            name = L(f"internal:{sheet_ref(sheets[code])}!A1", name)
        rows.append([code, name, n.YES if code in typed else n.NO, *_counts(task_rates(items), statuses)])
    header = 5
    columns = _columns(n.UNIT_CODE, n.UNIT_NAME, TYPED, LEADS, statuses)
    last = _table(sheet, header, columns, rows, totals, statuses)
    sheet.autofilter = (header, 0, last, len(columns) - 1)
    sheet.freeze = (header + 1, 2)

    heading = last + 3
    sheet.put(heading, 0, "THEO TỪNG NHIỆM VỤ", style.SUBTITLE)
    by_task: dict[str, list[UnitTask]] = {task.code: [] for task in master.tasks}
    for item in leads:
        by_task[item.task].append(item)
    task_rows: list[list[Any]] = [
        [
            task.code,
            task.text,
            task.deadline.due if task.deadline.due else task.deadline.kind.value,
            *_counts(task_rates(by_task[task.code]), statuses),
        ]
        for task in master.tasks
    ]
    columns = _columns(n.TASK_CODE, n.TASK_TEXT, n.DUE, "Số đơn vị chủ trì", statuses)
    end = _table(sheet, heading + 1, columns, task_rows, totals, statuses)
    fit_rows(sheet, first=header)
    sheet.page = Page(repeat_rows=(header, header), area=(0, 0, end + 1, len(columns) - 1))
    return sheet


def _said(what: str, part: int, whole: int, of: str) -> str:
    if not whole:
        return f"{what}: chưa có {of}. "
    return f"{what}: {part}/{whole} {of} ({show_rate(Decimal(part) / whole)}). "


def _columns(code: str, name: str, third: str, leads: str, statuses: Sequence[Status]) -> list[Column]:
    return [
        Column(code, 12, style.CODE.but(num_format="@")),
        Column(name, 44, style.BODY),
        Column(third, 13, style.CENTER.but(num_format="dd/mm/yyyy")),
        Column(leads, 9, _COUNT),
        *(Column(status.value, 11.5, _COUNT) for status in statuses),
        Column(DATED, 8, _COUNT),
        Column(COMPLETED, 8, _COUNT),
        Column(COMPLETION, 9, _RATE),
        Column(DUE, 8, _COUNT),
        Column(ON_TIME, 8, _COUNT),
        Column(ON_TIME_RATE, 9, _RATE),
    ]


def _counts(rates: TaskRates, statuses: Sequence[Status]) -> list[int]:
    """Leads, each status, dated, completed, due, on time."""
    by_status = [rates.status.get(status, 0) for status in statuses]
    return [sum(by_status), *by_status, rates.dated, rates.completed, rates.due, rates.on_time]


def _table(
    sheet: SheetSpec,
    header: int,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    totals: TaskRates,
    statuses: Sequence[Status],
) -> int:
    """Header, rows, and a row of totals by formula. Gives back the last row of the body."""
    dated = _FIRST_COUNT + 1 + len(statuses)
    last = header + max(len(rows), 1)
    body: list[list[Any]] = [
        [*values[:_FIRST_COUNT], *_with_rates(at, values[_FIRST_COUNT:], dated)]
        for at, values in enumerate(rows, header + 1)
    ]
    total: list[Any] = [None, "Tổng cộng", None, *_with_rates(last + 1, _counts(totals, statuses), dated)]
    for col, value in enumerate(total):
        look = columns[col].style.but(**_TOTAL)
        if isinstance(value, F):
            total[col] = F(value.formula, value.value, look)
        elif col < _FIRST_COUNT:
            total[col] = S(value, look)
        else:
            total[col] = F(f"=SUM({range_name((header + 1, col, last, col))})", value, look)
    put_table(sheet, header, columns, [*(body or [[]]), total])
    for offset, status in enumerate(statuses):
        col = _FIRST_COUNT + 1 + offset
        look = Style(fill=style.STATUS_FILL[status], bold=status is Status.OVERDUE)
        first = cell_name(header + 1, col)
        sheet.conditionals.append(
            Conditional([(header + 1, col, last, col)], formula=f"=N({first})>0", style=look)
        )
    return last


def _with_rates(row: int, counts: Sequence[Any], dated: int) -> list[Any]:
    """The counts with the two rates put in, each a formula of the two cells before it."""

    def rate(col: int, part: int, whole: int) -> F:
        top, bottom = cell_name(row, col + 1), cell_name(row, col)
        return F(f'=IF({bottom}=0,"",{top}/{bottom})', part / whole if whole else "")

    *before, all_dated, completed, due, on_time = counts
    return [
        *before,
        all_dated,
        completed,
        rate(dated, completed, all_dated),
        due,
        on_time,
        rate(dated + 3, on_time, due),
    ]
