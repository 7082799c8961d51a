"""``Đối chiếu``: every headline figure recomputed by formula from the two detail sheets, with a tick or a cross."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct

from danvan_xl.model import DeadlineKind, Role, Status
from danvan_xl.sheets.summary.aggregate import detail_total_formula
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.detail import detail_area, indicator_area
from danvan_xl.sheets.summary.indicators import indicator_table_area
from danvan_xl.sheets.summary.layout import FIRST, HEADER, finish, heading, table
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F, S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec
from danvan_xl.workbooks.drawing.values import exactly, to_number

HEADERS = (
    m.TASK_NUMBER,
    "Con số",
    "Chương trình tính",
    "Trên tệp tổng hợp",
    "Tính lại từ chi tiết",
    "Kết quả",
    "Cách tính lại",
)


class Check(Struct, frozen=True):
    """One figure: Python's ``value``, the cell where the summary ``shown`` it, the formula that recomputes it."""

    name: str
    value: Decimal | int | None
    shown: str | None
    formula: str
    how: str
    rate: bool = False


def checks_sheet(context: Context, shown: dict[str, str]) -> SheetSpec:
    """The sheet. ``shown`` maps a figure's key to its cell in ``Tổng quan``."""
    sheet = SheetSpec(n.CHECKS, tab_color="009E73")
    columns = [
        Column(m.TASK_NUMBER, 5, st.CODE),
        Column("Con số", 60),
        Column("Chương trình tính", 14, st.NUMBER),
        Column("Trên tệp tổng hợp", 14, st.NUMBER),
        Column("Tính lại từ chi tiết", 14, st.NUMBER),
        Column("Kết quả", 9, st.CENTER.but(bold=True)),
        Column("Cách tính lại", 68, st.BODY.but(color=st.NOTE_INK)),
    ]
    rows: list[list[Any]] = []
    for index, check in enumerate(_all(context, shown)):
        row = FIRST + index + 1
        style = st.RATE.but(num_format="0.00%") if check.rate else st.NUMBER
        value = to_number(Decimal(check.value)) if check.value is not None else None
        rows.append(
            [
                index + 1,
                check.name,
                S(value, style) if value is not None else None,
                F(f"={check.shown}", value, style) if check.shown else None,
                F(check.formula, value, style),
                F(_tick(row, check.shown is not None), n.TICK),
                check.how,
            ]
        )
    count = table(sheet, columns, rows)
    crosses = f'COUNTIF($F${FIRST + 1}:$F${FIRST + max(count, 1)},"{n.CROSS}")'
    heading(
        sheet,
        "Đối chiếu: tính lại từ bảng chi tiết",
        "Có dấu ✗ là có sai sót của chương trình hoặc bảng chi tiết đã bị sửa: không dùng số liệu, báo người hỗ trợ.",
        columns=len(columns),
    )
    sheet.put(
        2,
        0,
        f"Tất cả {count} con số khớp",
        st.SUBTITLE,
        formula=f'=IF({crosses}=0,"Tất cả {count} con số khớp","CÓ "&{crosses}&" CON SỐ KHÔNG KHỚP")',
    )
    finish(
        sheet, columns=len(columns), rows=count, token=context.token, freeze_columns=2, filtered=False, print_to=HEADERS[-1],
    )  # fmt: skip
    sheet.heights[HEADER] = 34
    area = (FIRST, 5, FIRST + max(count, 1) - 1, 5)
    sheet.conditionals += [
        Conditional([area], formula=f'=F{FIRST + 1}="{n.CROSS}"', style=st.ERROR),
        Conditional([area], formula=f'=F{FIRST + 1}="{n.TICK}"', style=st.GOOD),
    ]
    return sheet


def _tick(row: int, three: bool) -> str:
    def same(a: str, b: str) -> str:
        return f"IF(AND(ISNUMBER({a}),ISNUMBER({b})),ABS({a}-{b})<0.000001,AND(NOT(ISNUMBER({a})),NOT(ISNUMBER({b}))))"

    tests = same(f"C{row}", f"E{row}") + ("," + same(f"C{row}", f"D{row}") if three else "")
    return f'=IF(AND({tests}),"{n.TICK}","{n.CROSS}")'


def _all(context: Context, shown: dict[str, str]) -> Iterator[Check]:
    if not context.detail_beside:
        yield from _reporting(context, shown)
    if context.has_tasks and not context.detail_beside:
        yield from _tasks(context, shown)
    if context.has_indicators:
        yield from _indicators(context)


def _reporting(context: Context, shown: dict[str, str]) -> Iterator[Check]:
    area, totals = detail_area(context), context.c.totals
    first = area.range(n.UNIT_COUNT)
    expected = f"SUM({first})"
    received = f"SUMIFS({area.range(n.RETURNED)},{first},1)"
    on_time = f"SUMIFS({area.range(n.TIMELY)},{first},1)"
    for key, name, value, formula, rate in (
        ("expected", "Đơn vị phải báo cáo", totals.expected, expected, False),
        ("received", "Đơn vị đã báo cáo", totals.received, received, False),
        ("on_time", "Đơn vị báo cáo đúng hạn", totals.on_time, on_time, False),
        ("reporting_rate", "Tỷ lệ báo cáo", totals.reporting_rate, _ratio(received, expected), True),
        ("timely_rate", "Tỷ lệ báo cáo đúng hạn", totals.timely_rate, _ratio(on_time, expected), True),
    ):
        how = "Chi tiết: mỗi đơn vị tính một lần (cột Tính đơn vị)"
        yield Check(name, value, shown.get(key), _begin(formula), how, rate)


def _ratio(part: str, whole: str) -> str:
    return f'IF({whole}=0,"",{part}/{whole})'


def _begin(formula: str) -> str:
    return formula if formula.startswith("=") else "=" + formula


def _tasks(context: Context, shown: dict[str, str]) -> Iterator[Check]:
    area, totals = detail_area(context), context.c.totals
    role = f"{area.range(h.ROLE)},{exactly(Role.LEAD)}"
    state = area.range(h.STATUS)
    for status in Status:
        yield Check(
            f"Lượt nhiệm vụ chủ trì: {status}",
            totals.status.get(status, 0),
            shown.get(f"status:{status}"),
            f"=COUNTIFS({role},{state},{exactly(status)})",
            f"Chi tiết: Vai trò = {Role.LEAD}, Tình trạng = {status}",
        )
    kind = f"{area.range(h.KIND)},{exactly(DeadlineKind.DATED)}"
    day = context.as_of
    due_by = f'{area.range(h.TASK_DUE)},"<="&DATE({day.year},{day.month},{day.day})'
    dated = f"COUNTIFS({role},{kind})"
    completed = "+".join(
        f"COUNTIFS({role},{kind},{state},{exactly(status)})" for status in (Status.ON_TIME, Status.LATE)
    )
    again = f"{area.range(h.KIND)},{exactly(DeadlineKind.PERIODIC)},{area.range(n.FELL_DUE)},1"
    due = f"(COUNTIFS({role},{kind},{due_by})+COUNTIFS({role},{again}))"
    in_time = (
        f"(COUNTIFS({role},{kind},{due_by},{state},{exactly(Status.ON_TIME)})"
        f"+COUNTIFS({role},{again},{state},{exactly(Status.DONE_ROUTINE)}))"
    )
    for key, name, value, formula, how, rate in (
        ("dated", "Nhiệm vụ chủ trì có hạn", totals.dated, dated, "Vai trò, Loại thời hạn", False),
        ("completed", "Đã hoàn thành", totals.completed, completed, "… và Tình trạng hoàn thành", False),
        (
            "due",
            "Đã đến hạn",
            totals.due,
            due,
            "Vai trò, Loại thời hạn, Hạn đến ngày chốt; định kỳ: cột Đến hạn",
            False,
        ),
        (
            "completed_on_time",
            "Đúng hạn trong số đến hạn",
            totals.completed_on_time,
            in_time,
            "… và Hoàn thành đúng hạn; định kỳ: Đã thực hiện",
            False,
        ),
        (
            "completion_rate",
            "Tỷ lệ hoàn thành",
            totals.completion_rate,
            _ratio(f"({completed})", dated),
            "Đã hoàn thành ÷ có hạn",
            True,
        ),
        (
            "on_time_rate",
            "Tỷ lệ đúng hạn",
            totals.on_time_rate,
            _ratio(in_time, due),
            "Đúng hạn ÷ đã đến hạn",
            True,
        ),
    ):
        yield Check(name, value, shown.get(key), _begin(formula), f"Chi tiết: {how}", rate)
    for header, value in (
        (n.DATED, totals.dated),
        (n.FELL_DUE, totals.due),
        (n.DONE, totals.completed),
        (n.ON_TIME, totals.completed_on_time),
    ):
        yield Check(
            f"Cột đánh dấu “{header}”", value, None, f"=SUM({area.range(header)})", "Chi tiết: tổng cột"
        )


def _indicators(context: Context) -> Iterator[Check]:
    area, place = indicator_area(context), indicator_table_area(context)
    codes, values = area.range(h.SCORE_CODE), area.range(h.IN_PERIOD)
    units = area.range(h.UNIT_CODE)
    known = [item.code for item in context.indicators]
    for index, indicator in enumerate(context.indicators):
        formula = detail_total_formula(indicator, units, codes, values, known)
        total = context.c.totals.indicators.get(indicator.code)
        if formula is None:
            continue
        yield Check(
            f"{indicator.code}: {indicator.text}",
            total.value if total else None,
            place.cell(n.TOTAL, index),
            formula,
            f"Chi tiết số liệu: Mã = {indicator.code}, {indicator.aggregation.value.lower()} cột Trong kỳ",
        )
