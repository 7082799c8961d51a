"""``Phiếu của đơn vị``: of every unit that sent more than one return, what each said, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvan_xl.model import Return, Where
from danvan_xl.rules.several import Cell, Said, said
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, cell_name
from danvan_xl.workbooks.drawing.values import safe_text

_WIDTHS = (11, 24, 13, 12, 26, 14)
_DIFFERS, _LACKS = "Khác nhau", "Chỉ một bản ghi"
_MOST = 6
"""So many returns of a unit stand side by side; more are seldom, and would not fit a page."""


def several_sheet(context: Context, appendix: str) -> SheetSpec | None:
    """The sheet; None where no unit sent more than one."""
    several = context.c.several
    if not several:
        return None
    count = min(max(map(len, several.values())), _MOST)
    headers = [*n.SEVERAL_HEADERS, *(f"{n.RETURN} {place}" for place in range(1, count + 1))]
    columns = [
        Column(header, width) for header, width in zip(headers, [*_WIDTHS, *[26] * count], strict=True)
    ]
    rows = [row for unit, returns in several.items() for row in _rows(context, unit, returns[:_MOST], count)]
    sheet = SheetSpec(n.SEVERAL, tab_color="8A5A00")
    page(
        context,
        sheet,
        columns,
        rows,
        "Các phiếu của một đơn vị",
        f"“{n.RETURN} 1” là bản mới nhất. Muốn gộp: ở trang tính “{n.CORRECTIONS}” nhập tên tệp và ghi “{n.JOIN}” ở cột “{n.RIGHT_VALUE}”; chỉ lấy bản mới thì ghi “{n.REPLACE}”.",
        appendix=appendix,
        freeze_columns=2,
    )
    last, mark = FIRST + len(rows) - 1, f"${cell_name(FIRST, 5)}"
    area = [(FIRST, 5, last, len(columns) - 1)]
    sheet.conditionals += [
        Conditional(area, formula=f'={mark}="{_DIFFERS}"', style=st.ERROR),
        Conditional(area, formula=f'={mark}="{_LACKS}"', style=st.WARNING),
    ]
    return sheet


def _rows(context: Context, unit: str, returns: list[Return], count: int) -> Iterator[list[Any]]:
    head = [unit, context.names.get(unit, unit)]
    result = context.c.unit(unit)
    names = [
        context.source_link(result, Where("", 1, file=r.path)) if result else safe_text(r.path)
        for r in returns
    ]
    yield [*head, n.PATH, "", "", "", *names, *[""] * (count - len(returns))]
    each = [said(returned) for returned in returns]
    cells: dict[Cell, None] = {}
    for one in each:
        cells.update(dict.fromkeys(one))
    for sheet, code, header in cells:
        told = [one.get((sheet, code, header)) for one in each]
        texts = [safe_text(value.text) if value else "" for value in told]
        yield [*head, sheet, safe_text(code), header, _mark(told), *texts, *[""] * (count - len(texts))]


def _mark(told: list[Said | None]) -> str:
    if len({value.text for value in told if value is not None}) > 1:
        return _DIFFERS
    return _LACKS if None in told else ""
