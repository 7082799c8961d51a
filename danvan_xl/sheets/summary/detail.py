"""``Chi tiết`` and ``Chi tiết số liệu``: flat tables, ready for a pivot, every row with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvan_xl.model import Role
from danvan_xl.rules.rates import is_on_time
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, HEADER, shown_values
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import Area, Column
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import FieldKind, Fields
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style, TableSpec
from danvan_xl.workbooks.drawing.values import to_number

_TEXT = st.BODY.but(border=None, size=10)
_CODE = st.CODE.but(border=None, size=10)
_DATE = st.DATE.but(border=None, size=10)
_NUMBER = st.NUMBER.but(border=None, size=10)
_INT = st.INTEGER.but(border=None, size=10)
_FLAG = _CODE
_OF_KIND = {
    FieldKind.NUMBER: _NUMBER,
    FieldKind.PERCENT: _NUMBER,
    FieldKind.COUNT: _INT,
    FieldKind.DATE: _DATE,
    FieldKind.MARK: _FLAG,
}


def _asked(fields: Fields, *widths: float) -> list[Column]:
    """Columns of fields that units fill in; ``widths`` of the first ones in place of the form's."""
    chosen = dict(enumerate(widths))
    return [
        Column(field.header, chosen.get(i, field.width), _OF_KIND.get(field.kind, _TEXT))
        for i, field in enumerate(fields)
    ]


def _headed(headers: tuple[str, ...], *given: tuple[float, Style] | list[Column]) -> list[Column]:
    """Columns in the order of ``headers``: pairs of width and style, or columns made by :func:`_asked`."""
    columns: list[Column] = []
    for item in given:
        if isinstance(item, list):
            columns += item
        else:
            columns.append(Column(headers[len(columns)], *item))
    assert tuple(column.header for column in columns) == headers
    return columns


_DETAIL_COLUMNS = _headed(
    n.DETAIL_HEADERS,
    *((9, _CODE), (20, _TEXT), (9, _CODE), (34, _TEXT), (18, _TEXT), (10, _TEXT), (11, _TEXT), (11, _DATE), (11, _DATE)),
    (8, _NUMBER), _asked(n.MEASURED, 8, 8, 11), (16, _TEXT), _asked(n.TOLD, 24, 22),
    *((22, _TEXT), (11, _TEXT), (6, _INT)), *((6, _FLAG),) * 7,
)  # fmt: skip
_INDICATOR_COLUMNS = _headed(
    n.DETAIL_INDICATOR_HEADERS,
    *((9, _CODE), (24, _TEXT), (9, _CODE), (40, _TEXT), (10, _TEXT), (12, _TEXT)),
    _asked(form.INDICATOR_ANSWERS, 12, 12, 24),
    *((9, _FLAG), (26, _TEXT), (12, _TEXT), (6, _INT)),
)


_SOURCE = n.DETAIL_HEADERS.index(n.FILE)


def detail_area(context: Context) -> Area:
    """Where the columns of ``Chi tiết`` stand."""
    return Area(n.DETAIL, n.DETAIL_HEADERS, 0 if context.detail_beside else len(context.detail), FIRST)


def indicator_area(context: Context) -> Area:
    """Where the columns of ``Chi tiết số liệu`` stand."""
    return Area(n.DETAIL_INDICATORS, n.DETAIL_INDICATOR_HEADERS, len(context.detail_indicators), FIRST)


def detail_rows(context: Context, *, links: bool = True) -> Iterator[list[Any]]:
    """Rows of ``Chi tiết``: every unit × task; a unit without a task keeps one row, so that it is counted."""
    texts = {task.code: task for task in context.c.master.tasks}
    seen: set[str] = set()
    for unit, item in context.detail:
        first = int(unit.code not in seen)
        seen.add(unit.code)
        tail = [first, int(unit.returned), int(bool(unit.returned and unit.timely))]
        if item is None:
            source = context.source_link(unit, None) if links else unit.source
            yield [unit.code, unit.name, *[None] * (_SOURCE - 2), source, None, None, 0, 0, 0, 0, *tail]
            continue
        task = texts.get(item.task)
        lead = item.role is Role.LEAD
        due = lead and item.due_by_as_of
        where = item.where
        source = context.source_link(unit, where) if links else (where.file if where else None) or unit.source
        yield [
            unit.code,
            unit.name,
            item.task,
            task.text if task else "",
            task.group if task else "",
            item.role.value,
            task.deadline.kind.value if task else "",
            item.start,
            item.due,
            to_number(item.target),
            *shown_values(item, n.MEASURED),
            item.status.value,
            *shown_values(item, n.TOLD),
            source if where is not None or not links else None,
            where.sheet if where else None,
            where.row if where else None,
            int(lead and item.dated),
            int(due),
            int(lead and item.dated and item.status.is_complete),
            int(due and is_on_time(item)),
            *tail,
        ]


def indicator_rows(context: Context, *, links: bool = True) -> Iterator[list[Any]]:
    """Rows of ``Chi tiết số liệu``: every unit × indicator."""
    for unit, indicator, item in context.detail_indicators:
        where = item.where if item else None
        source = context.source_link(unit, where) if links else (where.file if where else None) or unit.source
        yield [
            unit.code,
            unit.name,
            indicator.code,
            indicator.text,
            indicator.unit,
            indicator.aggregation.value,
            *shown_values(item, form.INDICATOR_ANSWERS),
            "x" if item and item.unread else None,
            source if where is not None or not links else None,
            where.sheet if where else None,
            where.row if where else None,
        ]


def detail_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Chi tiết``."""
    rows, count = (iter(()), 0) if context.detail_beside else (detail_rows(context), len(context.detail))
    title = "Chi tiết từng đơn vị, từng nhiệm vụ"
    if context.detail_beside:
        title = f"Bảng chi tiết {len(context.detail)} dòng, xem tệp CSV bên cạnh"
    return _flat(context, n.DETAIL, title, _DETAIL_COLUMNS, rows, count, "ChiTiet", appendix)


def detail_indicator_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Chi tiết số liệu``."""
    return _flat(
        context,
        n.DETAIL_INDICATORS,
        "Chi tiết số liệu từng đơn vị",
        _INDICATOR_COLUMNS,
        indicator_rows(context),
        len(context.detail_indicators),
        "ChiTietSoLieu",
        appendix,
    )


def _flat(
    context: Context,
    name: str,
    title: str,
    columns: list[Column],
    rows: Iterator[list[Any]],
    count: int,
    table_name: str,
    appendix: str,
) -> SheetSpec:
    sheet = SheetSpec(name, tab_color="B8C2CC", zoom=90)
    page(
        context, sheet, columns, rows, title, context.note,
        appendix=appendix, count=count, freeze_columns=2, filtered=False,
    )  # fmt: skip
    if count:
        area = (HEADER, 0, FIRST + count - 1, len(columns) - 1)
        sheet.tables.append(TableSpec(area, table_name, "Table Style Light 15"))
    return sheet
