"""``Thẩm định nhiệm vụ``: the focal unit confirms or sends back what units say of their tasks, and grants due dates."""

from __future__ import annotations

from itertools import chain
from typing import Any

from danvan_xl.model import Role, Status
from danvan_xl.results import UnitResult, UnitTask
from danvan_xl.rules.judging import claim_of
from danvan_xl.rules.status import serial
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, finish, heading, shown_values, table
from danvan_xl.sheets.tables import TYPED, Area, Column
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, Validation
from danvan_xl.workbooks.drawing.values import quoted

_HIDDEN = st.CODE.but(size=8, border=None, align="left")
_SPARE = 20
"""Blank rows for tasks that stand in no row yet: a due date granted beforehand."""
_ASKING = (Status.OVERDUE, Status.DONE_ROUTINE)


def _columns() -> list[Column]:
    looks = {
        form.UNIT_CODE: (9.0, st.CODE),
        form.UNIT: (20.0, st.BODY),
        form.CODE: (9.0, st.CODE),
        form.TEXT: (34.0, st.BODY),
        form.TASK_DUE: (11.0, st.DATE),
        n.CLAIMED: (16.0, st.CENTER),
        form.RESULT: (24.0, st.BODY),
        form.DIFFICULTY: (18.0, st.BODY),
        n.EXTENDED: (12.0, st.INPUT_DATE),
        n.REASON: (30.0, st.INPUT),
        n.COUNTED: (16.0, st.CENTER),
        n.TO_CHECK: (24.0, st.BODY),
    }
    columns = []
    for header in n.TASK_VERIFY_HEADERS:
        width, style = looks.get(header, (9.0, st.NUMBER))
        if header == n.VERDICT:
            width, style = 13.0, st.INPUT_CENTER
        elif header == form.COMPLETED:
            width, style = 11.0, st.DATE
        typed = header in (n.VERDICT, n.EXTENDED, n.REASON)
        columns.append(Column(header, width, style, TYPED if typed else st.HEADER))
    return columns + [Column(header, 8, _HIDDEN, hidden=True) for header in n.TASK_VERIFY_HIDDEN]


def rows_to_judge(context: Context) -> list[tuple[UnitResult, UnitTask]]:
    """Lead tasks that are said to be done or are overdue, and every task that was judged."""
    return [
        (unit, task)
        for unit, task in context.detail
        if task is not None
        and (
            task.judged is not None
            or (task.role is Role.LEAD and (task.claimed.is_complete or task.claimed in _ASKING))
        )
    ]


def task_verification_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet: one row a unit and task; only what is typed is unlocked."""
    sheet = SheetSpec(n.TASK_VERIFY, tab_color="E69F00", protect=True)
    columns = _columns()
    texts = {task.code: task for task in context.c.master.tasks}
    judged = rows_to_judge(context)
    rows = (_row(unit, task, texts) for unit, task in judged)
    open_ = (form.UNIT_CODE, form.CODE)
    blank = [S(None, st.INPUT_CENTER) if column.header in open_ else None for column in columns]
    table(sheet, columns, chain(rows, [blank] * _SPARE), count=len(judged) + _SPARE)
    heading(
        sheet,
        n.TASK_VERIFY,
        f"Nhập vào các cột vàng: “{n.CONFIRMED}”; “{n.SENT_BACK}” kèm lý do (tính là chưa hoàn thành); “{n.EXTENDED}” cho riêng đơn vị. Nhiệm vụ chưa có dòng: nhập hai mã ở dòng trống cuối bảng. Tổng hợp lại để tính.",
        appendix=appendix,
        reference=context.reference,
        columns=len(n.TASK_VERIFY_HEADERS),
    )
    finish(
        sheet,
        columns=len(columns),
        rows=len(judged),
        token=context.token,
        freeze_columns=3,
    )
    area = _area(context)
    waiting = waiting_count(context)
    sheet.put(
        2,
        0,
        "",
        st.SUBTITLE.but(color=st.ERROR.color),
        formula=f'=IF({waiting}=0,"",{waiting}&{quoted(_WAITING)})',
    )
    _rules(context, sheet, area, len(judged))
    return sheet


_WAITING = " KẾT LUẬN MỚI CHƯA TÍNH VÀO SỐ LIỆU: TỔNG HỢP LẠI ĐỂ TÍNH"


def _area(context: Context) -> Area:
    headers = [column.header for column in _columns()]
    return Area(n.TASK_VERIFY, headers, len(rows_to_judge(context)) + _SPARE, FIRST)


def waiting_count(context: Context) -> str:
    """How many verdicts and due dates stand there that the figures of the summary do not count yet, as a piece of a formula."""
    area = _area(context)
    pairs = ((n.VERDICT, n.WRITTEN_VERDICT), (n.EXTENDED, n.WRITTEN_EXTENDED))
    differ = "+".join(f"({area.range(typed)}<>{area.range(written)})" for typed, written in pairs)
    return f"SUMPRODUCT(--(({differ})>0))"


def _row(unit: UnitResult, task: UnitTask, texts: dict[str, Any]) -> list[Any]:
    judged, plan = task.judged, texts.get(task.task)
    verdict = judged.review.verdict if judged else ""
    if judged and judged.look_again:
        verdict = n.TASK_VERDICTS_OPEN[verdict]
    return [
        unit.code,
        unit.name,
        task.task,
        plan.text if plan else "",
        judged.planned if judged else task.due,
        task.claimed.value,
        *shown_values(task, form.TASK_ANSWERS),
        verdict,
        judged.review.extended_to if judged else None,
        judged.review.reason if judged else "",
        task.status.value,
        f"{n.LOOK_AGAIN}: {judged.look_again}" if judged and judged.look_again else "",
        claim_of(task),
        judged.review.seen if judged else None,
        verdict,
        "x" if plan and plan.deadline.continuing else None,
        judged.review.extended_to if judged else None,
    ]


def _rules(context: Context, sheet: SheetSpec, area: Area, filled: int) -> None:
    """Validation of what is typed, and colours that ask for attention."""
    span, first = area.span, area.top
    plan = context.c.master.plan
    verdict, reason, extended = first(n.VERDICT), first(n.REASON), first(n.EXTENDED)
    sheet.validations += [
        Validation(
            [span(n.VERDICT)],
            "list",
            source=list(n.TASK_VERDICTS),
            error=f"Chọn “{n.CONFIRMED}” hoặc “{n.SENT_BACK}”; chưa xem thì để trống.",
            prompt_title=n.VERDICT,
            prompt="Trả lại thì nhiệm vụ tính là chưa hoàn thành; ghi lý do để đơn vị bổ sung.",
        ),
        Validation(
            [span(n.EXTENDED)],
            "custom",
            source=f"=AND(ISNUMBER({extended}),{extended}>={serial(plan.start)})",
            error="Nhập ngày dạng ngày/tháng/năm, không sớm hơn hạn theo kế hoạch.",
            prompt_title=n.EXTENDED,
            prompt="Hạn mới cho riêng đơn vị này, dạng ngày/tháng/năm. Không lùi hạn thì để trống.",
        ),
    ]
    sheet.conditionals += [
        Conditional(
            [span(n.REASON)],
            formula=f'=AND({verdict}="{n.SENT_BACK}",LEN(TRIM({reason}))=0)',
            style=st.ERROR,
        ),
        Conditional([span(n.TO_CHECK)], formula=f'={first(n.TO_CHECK)}<>""', style=st.WARNING),
        Conditional([span(n.VERDICT)], formula=f'={verdict}="{n.SENT_BACK}"', style=st.WARNING),
        Conditional([span(n.VERDICT)], formula=f'={verdict}="{n.CONFIRMED}"', style=st.GOOD),
        Conditional(
            [span(form.UNIT_CODE, form.TEXT)],
            formula=f"=AND(ROW()>{FIRST + 1},LEN({first(form.UNIT_CODE)})>0,{first(form.UNIT_CODE)}<>$A{FIRST})",
            style=Style(bold=True, fill=st.BAND_FILL),
        ),
    ]
