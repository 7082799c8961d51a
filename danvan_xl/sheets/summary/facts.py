"""``Kế hoạch`` (facts of plan and period, for the report and the next level) and ``Diễn biến`` (figures by period)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from danvan_xl.language.showing import comma, number_text, points_text, show_rate
from danvan_xl.model import Band, Part
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import stamp
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.summary.printing import keep_off_paper
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import S
from danvan_xl.workbooks.drawing.spec import SheetSpec
from danvan_xl.workbooks.drawing.values import safe_text, to_number


def plan_sheet(context: Context) -> SheetSpec:
    """``Kế hoạch``: labels and values; what the Word report and the roll-up need to know."""
    plan, period = context.c.master.plan, context.c.period
    focal = context.names.get(plan.focal_unit, plan.focal_unit)
    facts: list[tuple[str, Any]] = [
        (h.PLAN_CODE, plan.code),
        (m.PLAN_NAME, plan.name),
        (m.NUMBER, plan.number),
        (m.ISSUED_ON, plan.issued_on),
        (m.SUPERIOR, plan.superior),
        (m.ISSUER, plan.issuer),
        (m.PLACE, plan.place),
        (m.FROM, plan.start),
        (m.TO, plan.end),
        (m.FOCAL_UNIT, focal),
        ("Mã đơn vị tổng hợp", plan.focal_unit),
        (m.SIGNING_FORM, plan.signing_form),
        (m.SIGNER, plan.signer),
        *((m.BASIS, basis) for basis in plan.bases),
        (m.SCALE, to_number(plan.scale)),
        (h.PERIOD_CODE, period.code),
        (m.PERIOD_NAME, period.name),
        ("Kỳ từ ngày", period.start),
        ("Kỳ đến ngày", period.end),
        (h.DUE, period.due),
        (m.LOCKED_ON, period.locked_on),
        ("Nội dung kỳ", "; ".join(part.value for part in Part if part in period.parts)),
        ("Số liệu đến ngày", context.as_of),
        *(("Mức xếp loại", _band(band)) for band in context.c.master.bands),
    ]
    sheet = SheetSpec(n.PLAN, widths={0: 26, 1: 90}, tab_color="B8C2CC")
    sheet.put(0, 0, "Kế hoạch và kỳ báo cáo", st.TITLE)
    sheet.put(2, 0, m.ITEM, st.HEADER)
    sheet.put(2, 1, m.CONTENT, st.HEADER)
    day = st.VALUE.but(num_format="dd/mm/yyyy", align="left")
    for row, (label, value) in enumerate(facts, 3):
        sheet.put(row, 0, label, st.LABEL)
        text = safe_text(value) if isinstance(value, str) else value
        sheet.put(
            row,
            1,
            text,
            st.VALUE
            if isinstance(value, str)
            else day
            if value and not isinstance(value, int | float)
            else st.VALUE.but(align="left"),
        )
    sheet.freeze = (3, 0)
    keep_off_paper(sheet, 2, (2, 2))
    stamp(sheet, 2, context.token)
    return sheet


def _band(band: Band) -> str:
    """'Xuất sắc: từ 90; tối đa 25%'"""
    threshold = comma(band.threshold)
    return f"{band.name}: từ {threshold}" + (f"; {band.condition}" if band.condition else "")


def criteria_sheet(context: Context) -> SheetSpec:
    """``Tiêu chí``: the scheme as the master has it, so that the summary explains itself."""
    sheet = SheetSpec(n.CRITERIA, tab_color="B8C2CC")
    widths = (8, 22, 50, 9, 16, 40, 14, 36, 20)
    styles = {h.SCORE_CODE: st.CODE, h.MAX_POINTS: st.POINTS, h.SCORE_KIND: st.CENTER}
    columns = [
        Column(header, width, styles.get(header, st.BODY))
        for header, width in zip(n.CRITERION_HEADERS, widths, strict=True)
    ]
    rows = [
        [
            item.code,
            item.group,
            item.text,
            to_number(item.max_points),
            item.kind.value,
            item.parameters,
            item.not_arising.value if item.not_arising else "",
            item.evidence,
            "; ".join(item.applies_to),
        ]
        for item in context.criteria
    ]
    page(context, sheet, columns, rows, "Tiêu chí chấm điểm", context.note, freeze_columns=1)
    return sheet


def history_sheet(context: Context) -> SheetSpec:
    """``Diễn biến``: one row a unit and measure, one column a period and in words what changed since the one before.

    The source of trends and of the next period; hidden as long as there is nothing to compare.
    """
    history = context.history
    periods = history.periods
    sheet = SheetSpec(n.HISTORY, tab_color="B8C2CC", state="visible" if len(periods) > 1 else "hidden")
    columns = [
        Column(h.UNIT_CODE, 9, st.CODE, hidden=True),
        Column(h.UNIT, 34),
        Column(n.MEASURE, 14, st.CODE, hidden=True),
        Column(n.MEASURE_NAME, 60),
        *(Column(code, 12, st.NUMBER, also=tuple(_FIGURE.values())) for code in periods),
        Column(n.REMARK, 40),
    ]
    earlier = context.previous.history if context.previous else {}

    def rows() -> Iterator[list[Any]]:
        for code, name, measure, text, value in history.rows:
            known = earlier.get((code, measure), {})
            figures = [*(known.get(period) for period in periods[:-1]), value]
            style = _FIGURE.get(measure, st.NUMBER)
            shown = [S(to_number(figure), style) if figure is not None else None for figure in figures]
            change = change_in_words(measure, history.before(code, measure), value)
            yield [code, name, measure, text, *shown, change]

    named = {period.code: period.name for period in context.c.master.periods}
    told = "; ".join(f"{code}: {named[code]}" for code in periods if named.get(code))
    title, note = "Diễn biến qua các kỳ", told or context.note
    page(context, sheet, columns, rows(), title, note, count=len(history.rows), freeze_columns=4)
    return sheet


_FIGURE = {n.OF_COMPLETION: st.RATE, n.OF_ON_TIME: st.RATE, n.OF_SCORE: st.POINTS}


def change_in_words(measure: str, before: Decimal | None, now: Decimal | None) -> str:
    """'tăng 5,2 điểm phần trăm', 'giảm 1,50 điểm', 'không đổi'; '' where one of the figures is missing."""
    if before is None or now is None:
        return ""
    change = now - before
    if measure in (n.OF_COMPLETION, n.OF_ON_TIME):
        said = show_rate(abs(change)).rstrip("%")
        unit = " điểm phần trăm"
    elif measure == n.OF_SCORE:
        said, unit = points_text(abs(change)), " điểm"
    else:
        said, unit = number_text(abs(change)), ""
    if not said.strip("0,"):
        return "không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {said}{unit}"
