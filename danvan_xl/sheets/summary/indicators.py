"""``Số liệu``: indicators down, units across, totals by each indicator's Cách tổng hợp, constraints checked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from danvan_xl.model import Aggregation, Indicator, NumberKind
from danvan_xl.sheets import style as st
from danvan_xl.sheets.spec import Conditional, SheetSpec, cell_name
from danvan_xl.sheets.summary import names as n
from danvan_xl.sheets.summary.aggregate import constraint_parts, holds, shown_constraint, total_formula
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import (
    FIRST,
    HEADER,
    Area,
    Column,
    F,
    S,
    finish,
    heading,
    table,
    to_number,
)

_FIXED = len(n.INDICATOR_HEADERS)
_UNITS_PER_PAGE = 18
_UNREAD = st.NUMBER.but(fill="F9D5CC", align="center", italic=True)


def indicator_table_area(context: Context) -> Area:
    """Where the fixed columns of ``Số liệu`` stand."""
    return Area(n.INDICATORS, n.INDICATOR_HEADERS, len(context.indicators))


def indicators_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet. A value that was given but could not be read shows '?' and is in no total."""
    sheet = SheetSpec(n.INDICATORS, tab_color="009E73")
    units = context.units
    vertical = st.HEADER.but(rotation=90, size=10, bold=False)
    columns = [
        Column("Mã", 8, st.CODE),
        Column("Chỉ tiêu", 40),
        Column("Đơn vị tính", 10, st.CENTER),
        Column("Cách tổng hợp", 11, st.CENTER),
        Column("Tổng hợp", 12, st.NUMBER.but(bold=True, fill=st.BAND_FILL)),
        Column("Đơn vị có số", 9, st.CENTER),
        Column("Đối chiếu", 24),
        *(Column(unit.name, 8.5, st.NUMBER, vertical) for unit in units),
    ]
    rows = [_row(context, index, indicator) for index, indicator in enumerate(context.indicators)]
    count = table(sheet, columns, rows)
    heading(
        sheet,
        "Số liệu tổng hợp",
        context.note + " · Số trong kỳ; “?” là ô đơn vị ghi nhưng không đọc được",
        appendix=appendix,
        reference=context.reference,
        columns=len(columns),
    )
    pages = max(1, -(-max(len(units) - 6, 1) // _UNITS_PER_PAGE))
    finish(
        sheet,
        columns=len(columns),
        rows=count,
        token=context.token,
        freeze_columns=2,
        fit_width=pages,
        filtered=False,
    )
    sheet.heights[HEADER] = 120
    last = FIRST + max(count, 1) - 1
    sheet.conditionals.append(
        Conditional(
            [(FIRST, 6, last, 6)],
            formula=f'=LEFT({cell_name(FIRST, 6)},1)="{n.CROSS}"',
            style=st.ERROR,
        )
    )
    return sheet


def _row(context: Context, index: int, indicator: Indicator) -> list[Any]:
    row = FIRST + index
    units = context.units
    total = context.c.totals.indicators.get(indicator.code)
    value = total.value if total else None
    first, last = cell_name(row, _FIXED), cell_name(row, _FIXED + max(len(units), 1) - 1)
    span = f"{first}:{last}"
    positions = {
        item.code: cell_name(FIRST + i, 4, absolute=True) for i, item in enumerate(context.indicators)
    }
    formula = total_formula(indicator, span, positions)
    style = st.RATE if indicator.aggregation is Aggregation.RATIO else st.NUMBER
    shown: Any = F(formula, value) if formula else ""
    values: list[Any] = []
    for unit in units:
        item = unit.indicators.get(indicator.code)
        if item is None:
            values.append(None)
        elif item.unread:
            values.append(S("?", _UNREAD))
        else:
            values.append(to_number(item.in_period))
    reported = sum(isinstance(v, int | float) for v in values)
    return [
        indicator.code,
        indicator.text,
        indicator.unit,
        indicator.aggregation.value,
        _styled(shown, style, indicator),
        F(f'=COUNT({span})&"/{len(units)}"', f"{reported}/{len(units)}"),
        _check(context, indicator, positions),
        *values,
    ]


def _styled(shown: Any, style: Any, indicator: Indicator) -> Any:
    del style, indicator
    return shown


def _check(context: Context, indicator: Indicator, positions: dict[str, str]) -> Any:
    """The constraint on the totals, as a live tick or cross; '' where the indicator has none."""
    parts = constraint_parts(indicator, positions)
    if parts is None:
        return ""
    left, sign, right, codes = parts
    totals = context.c.totals.indicators
    known: dict[str, Decimal | None] = {
        code: total.value if (total := totals.get(code)) else None for code in codes
    }
    text = shown_constraint(indicator)
    passed = holds(indicator, known)
    compare = {"=": f"ABS(({left})-({right}))<0.000001"}.get(sign, f"({left}){sign}({right})")
    needed = "+".join(f"ISNUMBER({positions[code]})" for code in codes)
    formula = f'=IF({needed}<{len(codes)},"",IF({compare},"{n.TICK} ","{n.CROSS} ")&"{text}")'
    value = "" if passed is None else f"{n.TICK if passed else n.CROSS} {text}"
    return F(formula, value)


def number_style(kind: NumberKind) -> Any:
    """How a value of that kind is shown."""
    return st.INTEGER if kind is NumberKind.WHOLE else st.NUMBER
