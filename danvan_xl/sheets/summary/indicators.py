"""``Số liệu``: indicators down, units across, totals by each indicator's Cách tổng hợp, constraints checked."""

from __future__ import annotations

from decimal import Decimal
from textwrap import shorten
from typing import Any

from danvan_xl.model import Indicator
from danvan_xl.rules.constraints import checks_of
from danvan_xl.rules.indicators import values_of
from danvan_xl.sheets.summary.aggregate import check_formula, check_text, total_checks, total_formula
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.facts import ALL, before, history_index, trend
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
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Sparkline, cell_name, column_name

TREND_HEADERS = ("Kỳ trước", "Thay đổi", "Xu hướng")
_UNITS_PER_PAGE = 18
_UNREAD = st.NUMBER.but(fill="F9D5CC", align="center", italic=True)


def _fixed(context: Context) -> int:
    """Columns before the units' ones."""
    return len(n.INDICATOR_HEADERS) + len(n.INDICATOR_HIDDEN) + (3 if context.previous else 0)


def indicator_table_area(context: Context) -> Area:
    """Where the fixed columns of ``Số liệu`` stand."""
    return Area(n.INDICATORS, n.INDICATOR_HEADERS, len(context.indicators))


def indicators_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet. A value that was given but could not be read shows '?' and is in no total."""
    sheet = SheetSpec(n.INDICATORS, tab_color="009E73")
    units = context.units
    vertical = st.HEADER.but(rotation=90, size=10, bold=False)
    columns = [
        Column(h.SCORE_CODE, 8, st.CODE),
        Column(h.INDICATOR, 40),
        Column(h.INDICATOR_UNIT, 10, st.CENTER),
        Column(m.AGGREGATION, 11, st.CENTER),
        Column(n.TOTAL, 12, st.NUMBER.but(bold=True, fill=st.BAND_FILL)),
        Column(n.REPORTED, 9, st.CENTER),
        Column(n.CHECKS, 24),
        *_trend_columns(context),
        *(Column(header, 8, st.CODE, hidden=True) for header in n.INDICATOR_HIDDEN),
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
    if context.previous:
        places = history_index(context)
        for index, indicator in enumerate(context.indicators):
            source = trend(context, places[ALL, f"sl:{indicator.code}"])
            sheet.sparklines.append(Sparkline(FIRST + index, len(n.INDICATOR_HEADERS) + 2, source))
    last = FIRST + max(count, 1) - 1
    sheet.conditionals.append(
        Conditional(
            [(FIRST, 6, last, 6)],
            formula=f'=ISNUMBER(FIND("{n.CROSS}",{cell_name(FIRST, 6)}))',
            style=st.ERROR,
        )
    )
    return sheet


def _row(context: Context, index: int, indicator: Indicator) -> list[Any]:
    units = context.units
    total = context.c.totals.indicators.get(indicator.code)
    value = total.value if total else None
    fixed = _fixed(context)
    spans = {
        item.code: f"${column_name(fixed)}${FIRST + i + 1}:${column_name(fixed + max(len(units), 1) - 1)}${FIRST + i + 1}"
        for i, item in enumerate(context.indicators)
    }
    span = spans[indicator.code]
    formula = total_formula(indicator, spans)
    shown: Any = F(formula, to_number(value)) if formula else to_number(value)
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
        shown,
        F(f'=COUNT({span})&"/{len(units)}"', f"{reported}/{len(units)}"),
        _check(context, indicator),
        *_trend_values(context, index, indicator, value),
        indicator.kind.value,
        indicator.constraint,
        *values,
    ]


def _trend_columns(context: Context) -> list[Column]:
    if not context.previous:
        return []
    change = st.NUMBER.but(num_format="+General;-General;0")
    styles = (st.NUMBER.but(color=st.NOTE_INK), change, st.BODY)
    return [Column(header, 10, style) for header, style in zip(TREND_HEADERS, styles, strict=True)]


def _trend_values(context: Context, index: int, indicator: Indicator, now: Decimal | None) -> list[Any]:
    """Last period's total, the change by formula, and room for the sparkline."""
    if not context.previous:
        return []
    earlier = before(context, ALL, f"sl:{indicator.code}")
    total, last = cell_name(FIRST + index, 4), cell_name(FIRST + index, len(n.INDICATOR_HEADERS))
    change = now - earlier if now is not None and earlier is not None else None
    return [
        to_number(earlier),
        F(f'=IF(AND(ISNUMBER({total}),ISNUMBER({last})),{total}-{last},"")', to_number(change)),
        None,
    ]


def _check(context: Context, indicator: Indicator) -> Any:
    """The Ràng buộc on the totals, as a live tick or cross, and the units that break it; '' where the indicator has none."""
    broken = _breaking(context, indicator)
    checks = total_checks(context.indicators, indicator)
    if not checks:
        return broken
    cells = {item.code: cell_name(FIRST + i, 4, absolute=True) for i, item in enumerate(context.indicators)}
    values = {code: total.value for code, total in context.c.totals.indicators.items()}
    text = check_text(checks, values, n.TICK, n.CROSS)
    formula = check_formula(checks, cells, n.TICK, n.CROSS)
    if not broken:
        return F(formula, text) if formula else text
    quoted = broken.replace('"', '""')
    return F(f'{formula}&"; {quoted}"', f"{text}; {broken}") if formula else f"{text}; {broken}"


def _breaking(context: Context, indicator: Indicator) -> str:
    """'✗ 2 đơn vị: A, B': whose own numbers break the Ràng buộc though the totals may hold."""
    codes = [item.code for item in context.indicators]
    checks = checks_of(indicator.constraint, codes)
    names = [
        unit.name for unit in context.units if any(check.holds(values_of(unit)) is False for check in checks)
    ]
    if not names:
        return ""
    named = shorten(", ".join(names), 150, placeholder=" …")
    return f"{n.CROSS} {len(names)} đơn vị: {named}"
