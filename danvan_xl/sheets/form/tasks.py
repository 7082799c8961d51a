"""Sheet ``Nhiệm vụ`` of the form: the unit's tasks with live status, and blank rows for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from danvan_xl.model import (
    DeadlineKind,
    Master,
    Period,
    Plan,
    Role,
    Status,
    Task,
    TaskAnswer,
    Unit,
)
from danvan_xl.results import UnitTask
from danvan_xl.rules.status import CHECK_AGAIN, StatusRefs, evaluate, status_formula
from danvan_xl.rules.targets import target_for
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.sheets.form.cover import AS_OF
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import (
    Conditional,
    Range,
    SheetSpec,
    Style,
    Validation,
    cell_name,
    range_name,
    sheet_ref,
)

Work = Sequence[tuple[Task, Role]]
"""A unit's tasks with its role, lead tasks first (``Master.work_of``)."""
ADDED_ROWS = 10
"""Blank rows for tasks that the unit adds itself; rows typed below them are read as well."""
COLUMN = {header: look.FIRST + offset for offset, header in enumerate(h.TASK_HEADERS)}

_WIDTHS = {
    h.CODE: 9.5, h.GROUP: 14, h.TEXT: 35, h.ROLE: 9.5, h.WHEN: 14, h.KIND: 10.5, h.START: 10.5, h.TASK_DUE: 10.5,
    h.DELIVERABLE: 15, h.TARGET: 9.5, h.QUANTITY: 9, h.PROGRESS: 8.5, h.COMPLETED: 11, h.RESULT: 23,
    h.DIFFICULTY: 20, h.STATUS: 16.5,
}  # fmt: skip
_GUIDANCE = (
    "Điền các ô vàng của từng nhiệm vụ. Tiến độ gõ số từ 0 đến 100; làm xong thì gõ 100 và gõ ngày hoàn thành.",
    "Việc định kỳ, thường xuyên: gõ số lần đã làm ở cột số lượng. Tình trạng do máy tự tính theo ngày lập ghi ở trang Bìa.",
    "Việc đơn vị làm thêm ngoài danh sách: ghi ở các dòng trống cuối bảng, bỏ trống cột mã.",
)
_ROW_HEIGHT = 32
"""Points at least: the longest status takes two lines."""
_BLANK_HEIGHT = 22
_INPUT_STYLES: dict[str, Style] = {
    h.QUANTITY: look.INPUT_NUMBER,
    h.PROGRESS: look.INPUT_NUMBER,
    h.COMPLETED: look.INPUT_DATE,
    h.START: look.INPUT_DATE,
    h.TASK_DUE: look.INPUT_DATE,
    h.TARGET: look.INPUT_NUMBER,
    h.CODE: look.OFF,
    h.STATUS: look.OFF,
}


def task_sheet(
    master: Master,
    unit: Unit,
    period: Period,
    work: Work,
    token: str,
    answers: Mapping[str, TaskAnswer],
    added: Sequence[TaskAnswer],
    as_of: date,
) -> tuple[SheetSpec, list[Check], TaskRows]:
    """The sheet, its lines of the check list, and where its rows stand."""
    widths = [_WIDTHS[header] for header in h.TASK_HEADERS]
    sheet, row = look.start_sheet(h.TASKS, token, "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", _GUIDANCE, widths)
    sheet.zoom = 85
    header = row + 1
    look.put_headers(sheet, header, h.TASK_HEADERS, h.TASK_INPUTS)
    rows = TaskRows(header + 1, len(work))
    for offset, (task, role) in enumerate(work):
        at = rows.first + offset
        answer = answers.get(task.code)
        target = target_for(task, unit, master, period)
        reading = evaluate(task.deadline, answer, as_of=as_of, plan=master.plan, target=target, period=period)
        _facts(sheet, at, task, role, target)
        _inputs(sheet, at, answer)
        formula = status_formula(_refs(at, task, period))
        sheet.put(at, COLUMN[h.STATUS], reading.status.value, look.COMPUTED, formula=formula)
        rows.results.append(
            UnitTask(
                unit.code, task.code, role, reading.status,
                due=task.deadline.due, dated=reading.dated, due_by_as_of=reading.due_by_as_of,
            )
        )  # fmt: skip
    for offset in range(max(ADDED_ROWS, len(added) + 5)):
        _added_row(sheet, rows.last + 1 + offset, added[offset] if offset < len(added) else None)
    fit_rows(sheet, first=rows.first, minimum=_ROW_HEIGHT)
    for at in range(rows.last + 1, rows.last + 1 + ADDED_ROWS):
        if at in sheet.growing_rows and sheet.heights[at] == _ROW_HEIGHT:
            sheet.heights[at] = _BLANK_HEIGHT
    last = max(cell.row for cell in sheet.cells)
    _validate(sheet, master.plan, rows.first, rows.last, last)
    _colour(sheet, rows)
    return sheet, _checks(rows, work, answers), rows


class TaskRows:
    """Where the tasks stand (0-based rows), for formulas elsewhere. ``count`` may be 0."""

    def __init__(self, first: int, count: int) -> None:
        self.first, self.count = first, count
        self.results: list[UnitTask] = []
        """What the cached statuses are, row by row."""

    @property
    def last(self) -> int:
        """Row of the last task; the row above the first one when there is none."""
        return self.first + self.count - 1

    def column(self, header: str) -> str:
        """Absolute reference, with the sheet, of a column's task rows."""
        col = COLUMN[header]
        area = range_name((self.first, col, self.last, col), absolute=True)
        return f"{sheet_ref(h.TASKS)}!{area}"


def _facts(sheet: SheetSpec, at: int, task: Task, role: Role, target: Decimal | None) -> None:
    deadline = task.deadline
    values: dict[str, tuple[Any, Style]] = {
        h.CODE: (task.code, look.CODE),
        h.GROUP: (task.group, look.FACT),
        h.TEXT: (task.text, look.FACT),
        h.ROLE: (role.value, look.FACT_CENTER),
        h.WHEN: (task.when_text, look.FACT),
        h.KIND: (deadline.kind.value, look.FACT_CENTER),
        h.START: (deadline.start, look.FACT_DATE),
        h.TASK_DUE: (deadline.due, look.FACT_DATE),
        h.DELIVERABLE: (task.deliverable, look.FACT),
        h.TARGET: (target, look.FACT_NUMBER.but(num_format=_target_format(task, target))),
    }
    for header, (value, looks) in values.items():
        sheet.put(at, COLUMN[header], value, looks)


def _target_format(task: Task, target: Decimal | None) -> str:
    """The number with its Đơn vị tính, still a number: '14 cuộc'."""
    unit = task.target_unit.split("/")[0].strip() if task.target is not None else "lần"
    unit = "".join(letter for letter in unit if letter not in '"\\')[:30]
    number = "General" if target is not None and target != target.to_integral_value() else "#,##0"
    return f'{number}" {unit}"' if unit else number


def _given(answer: TaskAnswer | None) -> dict[str, Any]:
    """What was answered before, by header."""
    if answer is None:
        return {}
    return {
        h.QUANTITY: answer.quantity,
        h.PROGRESS: answer.progress,
        h.COMPLETED: answer.completed_on,
        h.RESULT: answer.result or None,
        h.DIFFICULTY: answer.difficulty or None,
    }


def _inputs(sheet: SheetSpec, at: int, answer: TaskAnswer | None) -> None:
    given = _given(answer)
    for header in h.TASK_INPUTS:
        value = given.get(header)
        looks = _INPUT_STYLES.get(header, look.INPUT)
        sheet.put(at, COLUMN[header], value, look.given(value, looks))


def _added_row(sheet: SheetSpec, at: int, answer: TaskAnswer | None) -> None:
    given = _given(answer) | ({h.TEXT: answer.text} if answer else {})
    for header in h.TASK_HEADERS:
        value = given.get(header)
        looks = _INPUT_STYLES.get(header, look.INPUT)
        sheet.put(at, COLUMN[header], value, look.given(value, looks))


def _refs(at: int, task: Task, period: Period) -> StatusRefs:
    def ref(header: str) -> str:
        return "$" + cell_name(at, COLUMN[header])

    deadline = task.deadline
    return StatusRefs(
        kind=deadline.kind,
        start=ref(h.START),
        due=ref(h.TASK_DUE),
        progress=ref(h.PROGRESS),
        completed_on=ref(h.COMPLETED),
        quantity=ref(h.QUANTITY),
        result=ref(h.RESULT),
        as_of=AS_OF,
        continuing=deadline.continuing,
        occurrences=tuple(day for day in deadline.occurrences if day >= period.start),
    )


def _validate(sheet: SheetSpec, plan: Plan, first: int, last_task: int, last: int) -> None:
    def areas(header: str) -> list[Range]:
        return [(first, COLUMN[header], last, COLUMN[header])]

    # Wide on purpose: a date a little outside the plan is for the reader to weigh, a typing slip is not.
    earliest, latest = plan.start - timedelta(days=366), plan.end + timedelta(days=366)
    slip = f"Phải là ngày có thật từ {look.day(earliest)} đến {look.day(latest)}, gõ dạng ngày/tháng/năm, ví dụ 05/09/{plan.end.year}."
    sheet.validations += [
        Validation(
            areas(h.QUANTITY), "decimal", ">=", minimum=0,
            error="Số lượng đạt phải là số từ 0 trở lên. Chỉ gõ số, không gõ đơn vị tính.",
        ),
        Validation(
            areas(h.PROGRESS), "decimal", minimum=0, maximum=100,
            error="Tiến độ phải là số từ 0 đến 100, không gõ dấu %. Ví dụ: làm được một nửa thì gõ 50.",
            prompt_title="Tiến độ", prompt="Gõ số từ 0 đến 100, không gõ dấu %. Chưa làm thì gõ 0.",
        ),
        Validation(
            areas(h.COMPLETED), "date", minimum=earliest, maximum=latest, error=slip,
            prompt_title="Ngày hoàn thành", prompt="Chỉ gõ khi đã làm xong; dạng ngày/tháng/năm.",
        ),
    ]  # fmt: skip
    if last > last_task:
        sheet.validations.append(
            Validation(
                [(last_task + 1, COLUMN[h.START], last, COLUMN[h.TASK_DUE])],
                "date", minimum=earliest, maximum=latest, error=slip,
            )
        )  # fmt: skip


def _colour(sheet: SheetSpec, rows: TaskRows) -> None:
    if not rows.count:
        return
    col = COLUMN[h.STATUS]
    area = (rows.first, col, rows.last, col)
    first = "$" + cell_name(rows.first, col)
    sheet.conditionals.append(Conditional([area], formula=f'={first}="{CHECK_AGAIN}"', style=style.ERROR))
    for status, fill in style.STATUS_FILL.items():
        sheet.conditionals.append(
            Conditional([area], formula=f'={first}="{status.value}"', style=Style(fill=fill))
        )


def _checks(
    rows: TaskRows,
    work: Work,
    answers: Mapping[str, TaskAnswer],
) -> list[Check]:
    if not rows.count:
        return []
    column = rows.column
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
            "Nhiệm vụ: việc chủ trì chưa điền tiến độ",
            f'SUMPRODUCT(({column(h.ROLE)}="{Role.LEAD}")*' + "*".join([*blank_parts, *not_waiting]) + ")",
            unanswered,
        ),
        Check(
            "Nhiệm vụ: tiến độ 100 nhưng thiếu ngày hoàn thành",
            f'SUMPRODUCT(({column(h.KIND)}="{DeadlineKind.DATED}")*({column(h.PROGRESS)}=100)*({column(h.COMPLETED)}=""))',
            dateless,
        ),
        Check(
            f"Nhiệm vụ: dòng báo “{CHECK_AGAIN}”",
            f'COUNTIF({column(h.STATUS)},"{CHECK_AGAIN}")',
            0,
        ),
    ]
