"""``Số liệu``: indicators down, units across, totals by each indicator's Cách tổng hợp, constraints checked."""

from __future__ import annotations

from decimal import Decimal
from textwrap import shorten
from typing import Any

from danvan_xl.model import Indicator
from danvan_xl.results import UnitResult
from danvan_xl.rules.constraints import checks_of
from danvan_xl.rules.indicators import values_of
from danvan_xl.sheets.summary.aggregate import check_formula, check_text, total_checks, total_formula
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.history import ALL
from danvan_xl.sheets.summary.layout import FIRST, HEADER, across, finish, heading, table, turned_names
from danvan_xl.sheets.tables import Area, Column
from danvan_xl.terms import Aggregation, NumberKind
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F, S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Sparkline, Style, cell_name, column_name
from danvan_xl.workbooks.drawing.values import to_number

TREND_HEADERS = ("Kỳ trước", "Thay đổi", "Xu hướng")
_UNREAD = st.NUMBER.but(fill="F9D5CC", align="center", italic=True)
_TOTAL = st.NUMBER.but(bold=True, fill=st.BAND_FILL)
_EARLIER, _CHANGE = st.NUMBER.but(color=st.NOTE_INK), st.NUMBER.but(num_format="+General;-General;0")
_MOST_NAMED = 90
"""Letters of the names of units that break a Ràng buộc."""


def _fixed(context: Context) -> int:
    """First column of the units' table: behind the indicators', its hidden columns and a narrow gap."""
    return len(n.INDICATOR_HEADERS) + len(n.INDICATOR_HIDDEN) + (3 if context.previous else 0) + 1


def indicator_table_area(context: Context) -> Area:
    """Where the fixed columns of ``Số liệu`` stand."""
    return Area(n.INDICATORS, n.INDICATOR_HEADERS, len(context.indicators), FIRST)


def indicators_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet: the indicators with their totals, and beside them units down and indicators across.

    A value that was given but could not be read shows '?' and is in no total.
    """
    sheet = SheetSpec(n.INDICATORS, tab_color="009E73")
    units, start = context.units, _fixed(context)
    columns = [
        Column(h.SCORE_CODE, 8, st.CODE),
        Column(h.INDICATOR, 60),
        Column(h.INDICATOR_UNIT, 11, st.CENTER),
        Column(m.AGGREGATION, 11, st.CENTER),
        Column(n.TOTAL, 11, _TOTAL),
        Column(n.REPORTED, 9, st.CENTER),
        Column(n.CHECKS, 38),
        *_trend_columns(context),
        *(Column(header, 8, st.BODY, hidden=True) for header in n.INDICATOR_HIDDEN),
    ]
    # Sums stand on the units' table: it is drawn of the same rows.
    count = table(sheet, columns, (_row(context, i, item) for i, item in enumerate(context.indicators)))
    unit_columns = [Column(h.UNIT_CODE, 8, st.CODE), Column(h.UNIT, 32)]
    codes = [item.code for item in context.indicators]
    by_unit = [*unit_columns, *across(unit_columns, codes, st.NUMBER, 6.5)]
    table(sheet, by_unit, (_unit_row(context, unit) for unit in units), start)
    visible = len(columns) - len(n.INDICATOR_HIDDEN)
    heading(
        sheet,
        "Số liệu tổng hợp",
        context.note + " · Số trong kỳ; “?” là ô đơn vị ghi nhưng không đọc được",
        appendix=appendix,
        reference=context.reference,
        columns=visible,
    )
    sheet.widths[start - 1] = 3
    turned_names(sheet, start + 2, ((item.text, "") for item in context.indicators))
    whole = start + len(by_unit)
    last = FIRST + max(count, 1) - 1
    finish(
        sheet,
        columns=whole,
        rows=count,
        token=context.token,
        filtered=False,
        areas=[(0, 0, last, visible - 1), (0, start, FIRST + max(len(units), 1) - 1, whole - 1)],
        standing=2,
        repeat_from=HEADER - 1,
    )
    if context.previous:
        for index, indicator in enumerate(context.indicators):
            source = context.history.trend(ALL, n.OF_INDICATOR + indicator.code)
            sheet.sparklines.append(Sparkline(FIRST + index, len(n.INDICATOR_HEADERS) + 2, source))
    sheet.conditionals.append(
        Conditional(
            [(FIRST, 6, last, 6)],
            formula=f'=ISNUMBER(FIND("{n.CROSS}",{cell_name(FIRST, 6)}))',
            style=st.ERROR,
        )
    )
    return sheet


def _unit_row(context: Context, unit: UnitResult) -> list[Any]:
    values: list[Any] = []
    for indicator in context.indicators:
        item = unit.indicators.get(indicator.code)
        if item is None:
            values.append(None)
        else:
            values.append(S("?", _UNREAD) if item.unread else to_number(item.in_period))
    return [unit.code, unit.name, *values]


def _row(context: Context, index: int, indicator: Indicator) -> list[Any]:
    units = context.units
    total = context.c.totals.indicators.get(indicator.code)
    value = total.value if total else None
    first, last = FIRST + 1, FIRST + max(len(units), 1)
    names = (column_name(_fixed(context) + 2 + i) for i in range(len(context.indicators)))
    spans = {
        item.code: f"${name}${first}:${name}${last}"
        for item, name in zip(context.indicators, names, strict=True)
    }
    formula = total_formula(indicator, spans)
    given = [item for unit in units if (item := unit.indicators.get(indicator.code)) is not None]
    total_style = _shown(_TOTAL, indicator)
    reported = sum(item.in_period is not None and not item.unread for item in given)
    return [
        indicator.code,
        indicator.text,
        indicator.unit,
        indicator.aggregation.value,
        F(formula, to_number(value), total_style) if formula else S(to_number(value), total_style),
        F(f'=COUNT({spans[indicator.code]})&"/{len(units)}"', f"{reported}/{len(units)}"),
        _check(context, indicator),
        *_trend_values(context, index, indicator, value),
        indicator.kind.value,
        indicator.constraint,
    ]


def _trend_columns(context: Context) -> list[Column]:
    if not context.previous:
        return []
    styles = (_EARLIER, _CHANGE, st.BODY)
    return [Column(header, 10, style) for header, style in zip(TREND_HEADERS, styles, strict=True)]


def _shown(style: Style, indicator: Indicator) -> Style:
    """Of what is counted whole without decimals, of the rest (a mean of 94,1363636 too) with two."""
    broken = indicator.aggregation in (Aggregation.MEAN, Aggregation.RATIO)
    whole = indicator.kind is NumberKind.WHOLE and not broken
    number = "0" if whole else "0.00"
    return style.but(num_format=f"+{number};-{number};0" if style is _CHANGE else number)


def _trend_values(context: Context, index: int, indicator: Indicator, now: Decimal | None) -> list[Any]:
    """Last period's total, the change by formula, and room for the sparkline."""
    if not context.previous:
        return []
    earlier = context.history.before(ALL, n.OF_INDICATOR + indicator.code)
    total, last = cell_name(FIRST + index, 4), cell_name(FIRST + index, len(n.INDICATOR_HEADERS))
    change = now - earlier if now is not None and earlier is not None else None
    return [
        S(to_number(earlier), _shown(_EARLIER, indicator)),
        F(
            f'=IF(AND(ISNUMBER({total}),ISNUMBER({last})),{total}-{last},"")',
            to_number(change),
            _shown(_CHANGE, indicator),
        ),
        None,
    ]


def _check(context: Context, indicator: Indicator) -> Any:
    """The Ràng buộc as live ticks and crosses; '' where the indicator has none. What a unit breaks has a cross, with
    the units' names, though the totals may hold."""
    codes = [item.code for item in context.indicators]
    on_totals = total_checks(context.indicators, indicator)
    broken: dict[str, str] = {}
    checks = []
    for check in checks_of(indicator.constraint, codes):
        names = [unit.name for unit in context.units if check.holds(values_of(unit)) is False]
        if names:
            named = shorten(", ".join(names), _MOST_NAMED, placeholder=" …")
            broken[check.text] = f" ({len(names)} đơn vị không khớp: {named})"
        if names or check in on_totals:
            checks.append(check)
    cells = {item.code: cell_name(FIRST + i, 4, absolute=True) for i, item in enumerate(context.indicators)}
    values = {code: total.value for code, total in context.c.totals.indicators.items()}
    text = check_text(checks, values, n.TICK, n.CROSS, broken)
    formula = check_formula(checks, cells, n.TICK, n.CROSS, broken)
    return F(formula, text) if formula else text
