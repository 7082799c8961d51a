"""Sheet ``Nhiệm vụ`` of the form: the unit's tasks with live status, and blank rows for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from msgspec import field

from danvan_xl.model import DeadlineKind, Master, Period, Return, Role, Status, Task, TaskAnswer, Unit
from danvan_xl.results import UnitTask
from danvan_xl.rules.status import CHECK_AGAIN, evaluate
from danvan_xl.rules.targets import target_for
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.sheets.form.cover import AS_OF
from danvan_xl.sheets.tables import Area
from danvan_xl.sheets.task_table import BLANK_ROWS, TaskTable
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, by_header, is_blank
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style

Work = Sequence[tuple[Task, Role]]
"""A unit's tasks with its role, lead tasks first (``Master.work``)."""
COLUMN = look.columns_of(h.TASK_FIELDS)

_GUIDANCE = (
    "Điền các ô vàng của từng nhiệm vụ. Tiến độ ghi số từ 0 đến 100; làm xong thì ghi 100 và ghi ngày hoàn thành.",
    "Việc định kỳ, thường xuyên: ghi số lần đã làm ở cột “Số lượng đạt”. Tình trạng do máy tự tính theo ngày báo cáo ghi ở trang tính “Bìa”.",
    "Việc đơn vị làm thêm ngoài danh sách: ghi ở các dòng trống cuối bảng, bỏ trống cột mã.",
)
_ROW_HEIGHT = 32
"""Points at least: the longest status takes two lines."""
_BLANK_HEIGHT = 22
_REMARK = Style(size=11, bold=True, color=style.ERROR.color)
_REMARK_WIDTH = 150
"""Characters of a line above the table."""


def task_sheet(
    master: Master,
    unit: Unit,
    period: Period,
    work: Work,
    token: str,
    before: Return,
    as_of: date,
) -> tuple[SheetSpec, list[Check], TaskRows]:
    """The sheet, its lines of the check list, and where its rows stand. ``before``: what the unit answered, to stand in it."""
    answers, added = before.tasks, before.added
    sheet, row = look.start_sheet(h.TASKS, token, "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", _GUIDANCE)
    sheet.zoom = 85
    remarks = {task.code: before.remarks[task.code] for task, _ in work if task.code in before.remarks}
    for code, said in remarks.items():
        for line in wrap(f"{code}: {said}.", _REMARK_WIDTH):
            sheet.put(row, look.FIRST, line, _REMARK)
            row += 1
    header = row + 1
    look.put_headers(sheet, header, h.TASK_FIELDS)
    rows = TaskRows(h.TASKS, h.TASK_HEADERS, len(work), header + 1, look.FIRST)
    below = rows.first + rows.count
    table = TaskTable(sheet, COLUMN, AS_OF, master.plan, look.given)
    for offset, (task, role) in enumerate(work):
        at = rows.first + offset
        answer = answers.get(task.code)
        target = target_for(task, unit, master, period)
        reading = evaluate(task.deadline, answer, as_of=as_of, plan=master.plan, target=target, period=period)
        occurrences = tuple(day for day in task.deadline.occurrences if day >= period.start)
        if task.deadline.kind is DeadlineKind.PERIODIC and occurrences:
            rows.first_due[task.code] = min(occurrences)
        given = _typed(answer, h.TASK_ANSWERS)
        table.put_task(at, task, role, target, given, reading.status.value, occurrences)
        if task.code in remarks:
            _point_out(sheet, at)
        rows.results.append(
            UnitTask(
                unit.code, task.code, role, reading.status,
                due=task.deadline.due, dated=reading.dated, due_by_as_of=reading.due_by_as_of,
            )
        )  # fmt: skip
    for offset in range(max(BLANK_ROWS, len(added) + 5)):
        own = added[offset] if offset < len(added) else None
        table.put_added(below + offset, _typed(own, _OF_OWN))
    fit_rows(sheet, first=rows.first, minimum=_ROW_HEIGHT)
    for at in range(below, below + BLANK_ROWS):
        if at in sheet.growing_rows and sheet.heights[at] == _ROW_HEIGHT:
            sheet.heights[at] = _BLANK_HEIGHT
    last = max(cell.row for cell in sheet.cells)
    table.close(rows.first, below - 1, last)
    return sheet, _checks(rows, work, answers), rows


class TaskRows(Area):
    """Where the tasks stand, for formulas elsewhere; ``count`` may be 0."""

    results: list[UnitTask] = field(default_factory=list)
    """What the cached statuses are, row by row."""
    first_due: dict[str, date] = field(default_factory=dict)
    """When the first occurrence of a periodic task falls due, by code."""


_OF_OWN = tuple(asked for asked in h.TASK_FIELDS if asked.header in (h.TEXT, *h.TASK_INPUTS))
"""What a unit says of a task of its own."""


def _typed(answer: TaskAnswer | None, fields: Fields) -> dict[str, Any]:
    """Header → what was answered before."""
    if answer is None:
        return {}
    return {header: None if is_blank(value) else value for header, value in by_header(answer, fields).items()}


def _point_out(sheet: SheetSpec, at: int) -> None:
    """The code of a task of which something is said above the table."""
    for cell in sheet.cells:
        if (cell.row, cell.col) == (at, COLUMN[h.CODE]) and cell.style is not None:
            cell.style = cell.style.but(fill=style.ERROR.fill, color=style.ERROR.color, bold=True)


def _checks(
    rows: TaskRows,
    work: Work,
    answers: Mapping[str, TaskAnswer],
) -> list[Check]:
    if not rows.count:
        return []
    column = rows.range
    waiting = (Status.NOT_DUE, Status.NOT_ARISEN)
    blank_parts = [f'({column(name)}="")' for name in (h.PROGRESS, h.COMPLETED, h.QUANTITY, h.RESULT)]
    not_waiting = [f'({column(h.STATUS)}<>"{status.value}")' for status in waiting]
    unanswered = dateless = 0
    for (task, role), result in zip(work, rows.results, strict=True):
        answer = answers.get(task.code)
        nothing = answer is None or (
            answer.progress is None
            and answer.completed_on is None
            and answer.quantity is None
            and not answer.result
        )
        unanswered += role is Role.LEAD and nothing and result.status not in waiting
        dateless += (
            task.deadline.kind is DeadlineKind.DATED
            and answer is not None
            and answer.progress == 100
            and answer.completed_on is None
        )
    return [
        Check(
            "Nhiệm vụ: việc chủ trì đã điền tiến độ",
            f'SUMPRODUCT(({column(h.ROLE)}="{Role.LEAD}")*' + "*".join([*blank_parts, *not_waiting]) + ")",
            unanswered,
        ),
        Check(
            "Nhiệm vụ: việc đạt 100% đã ghi ngày hoàn thành",
            f'SUMPRODUCT(({column(h.KIND)}="{DeadlineKind.DATED}")*({column(h.PROGRESS)}=100)*({column(h.COMPLETED)}=""))',
            dateless,
        ),
        Check(
            f"Nhiệm vụ: không còn dòng báo “{CHECK_AGAIN}”",
            f'COUNTIF({column(h.STATUS)},"{CHECK_AGAIN}")',
            0,
        ),
    ]
