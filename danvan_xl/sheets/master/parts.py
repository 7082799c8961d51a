"""Pieces that the sheets of a master share: looks, rows for typing on, lists and unique codes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from danvan_xl.sheets.tables import Column
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import (
    Conditional,
    Range,
    SheetSpec,
    Style,
    Validation,
    cell_name,
    column_name,
    range_name,
)

BODY = style.BODY
TEXT = BODY.but(num_format="@")
"""Codes and phone numbers: Excel would make numbers of 01 and 0912..."""
CODE = style.CODE.but(num_format="@", color=style.INK)

PLAIN_NUMBER = style.NUMBER.but(num_format="General")
"""1 and 8,5 as they are: '#,##0.##' would show '1,'."""

UNIT_ROWS, TASK_ROWS, FEW_ROWS, SOME_ROWS = 250, 250, 20, 80
"""Rows formatted and validated for typing, beyond what is there."""

UNIT_NAMES = "ten_don_vi"
"""A name for the column of unit names: lists that refer to another sheet directly are kept by Excel only in
an extension that other programs drop."""

TAB_PLAN, TAB_SCORE = "1F4E79", "8A5A00"


def finish(sheet: SheetSpec, header: int, columns: Sequence[Column], blank: int, tab: str) -> Range:
    """Formatted rows beneath the data; borders only where something stands. Gives back the body."""
    last_used = max(cell.row for cell in sheet.cells)
    last = last_used + blank
    for row in range(last_used + 1, last + 1):
        for col, column in enumerate(columns):
            sheet.put(row, col, None, column.style.but(border=None))
    body = (header + 1, 0, last, len(columns) - 1)
    first = header + 2
    sheet.conditionals.append(
        Conditional(
            [body],
            formula=f"=COUNTA($A{first}:${column_name(len(columns) - 1)}{first})>0",
            style=Style(border=style.LINE),
        )
    )
    sheet.autofilter = (header, 0, last, len(columns) - 1)
    sheet.page.area = None  # rows typed later must print too
    sheet.tab_color = tab
    return body


def column_of(body: Range, columns: Sequence[Column], header: str) -> list[Range]:
    """The body's cells of one column."""
    col = next(i for i, column in enumerate(columns) if column.header == header)
    return [(body[0], col, body[2], col)]


def once(body: Range, columns: Sequence[Column], header: str, what: str) -> Validation:
    """A code stands once in its column."""
    [area] = column_of(body, columns, header)
    first = cell_name(area[0], area[1]).replace(column_name(area[1]), "$" + column_name(area[1]))
    whole = range_name(area, absolute=True)
    return Validation(
        [area],
        "custom",
        source=f"=COUNTIF({whole},{first})=1",
        error_title="Mã bị trùng",
        error=f"{what} này đã có ở dòng khác. Mỗi dòng phải có một mã riêng; mã đã dùng thì không dùng lại.",
    )


def suggest(area: list[Range], source: str) -> Validation:
    """A list to pick from that also lets anything be typed."""
    return Validation(area, "list", source=source, show_error=False)


def texts(kind: type[StrEnum]) -> list[str]:
    """The values of an enum, for a drop-down list."""
    return [member.value for member in kind]
