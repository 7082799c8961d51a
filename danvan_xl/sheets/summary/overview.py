"""``Tổng quan``: one page for the chairman. Figures are formulas over the sheets behind; charts are native."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from danvan_xl.language.showing import TENTATIVE, points_text, show_rate, vn_date
from danvan_xl.model import Status
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.attention import MOST, matters
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.facts import ALL, before
from danvan_xl.sheets.summary.layout import rate_text, safe_text, stamp, to_number
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style, cell_name, sheet_ref

COLUMNS = 12
_WIDTH = 15.0
CARD_ROW = 5
TABLE_ROW = 10
CHART_ROW = 26
_CHART_ROWS = 15
_CARD_LABEL = Style(size=11, color=st.NOTE_INK, fill=st.BAND_FILL, align="center_across", bold=True)
_CARD_VALUE = Style(size=22, bold=True, color=st.HEAD_FILL, fill=st.BAND_FILL, align="center_across")
_CARD_SUB = Style(size=11, color=st.INK, fill=st.BAND_FILL, align="center_across")
_ACROSS = Style(size=12, align="center_across", color=st.INK)
_TITLE = Style(size=18, bold=True, color=st.HEAD_FILL, align="center_across")
_SECTION = Style(size=12, bold=True, color=st.HEAD_INK, fill=st.HEAD_FILL, indent=1)
_LINE = st.BODY.but(valign="vcenter", size=11, indent=1)
_LINK = st.LINK.but(valign="vcenter", size=11, indent=1)


@dataclass(slots=True)
class Overview:
    """The sheet and where each headline figure stands, with the sheet's name: for ``Đối chiếu`` and the charts."""

    sheet: SheetSpec
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rate:
    key: str
    label: str
    part: str
    whole: str
    part_key: str
    whole_key: str
    value: Decimal | None
    numbers: tuple[int, int]
    noun: str
    before: Decimal | None = None


def overview_sheet(context: Context) -> Overview:
    """Draw everything but the charts, which need the other sheets' places (:mod:`.charts`)."""
    sheet = SheetSpec(n.OVERVIEW, tab_color="D55E00", widths=dict.fromkeys(range(COLUMNS), _WIDTH))
    result = Overview(sheet)
    _head(context, sheet)
    rates = _rates(context)
    _table(context, result, rates)
    _cards(context, result, rates)
    _lists(context, sheet)
    stamp(sheet, COLUMNS, context.token)
    sheet.page = Page(
        fit_width=1,
        fit_height=1,
        left=0.4,
        right=0.4,
        top=0.4,
        bottom=0.5,
        area=(0, 0, CHART_ROW + 2 * _CHART_ROWS - 1, COLUMNS - 1),
    )
    return result


def _across(sheet: SheetSpec, row: int, text: str, style: Style) -> None:
    sheet.put(row, 0, text, style)
    for col in range(1, COLUMNS):
        sheet.put(row, col, None, style)


def _head(context: Context, sheet: SheetSpec) -> None:
    plan = context.c.master.plan
    _across(sheet, 0, (plan.issuer or "").upper(), _ACROSS.but(bold=True))
    _across(sheet, 1, "TỔNG QUAN KẾT QUẢ CÔNG TÁC DÂN VẬN CHÍNH QUYỀN", _TITLE)
    _across(sheet, 2, safe_text(plan.name), _ACROSS)
    period = context.c.period
    _across(
        sheet,
        3,
        f"{period.name} · Hạn nộp {vn_date(period.due)} · Số liệu đến ngày {vn_date(context.as_of)}",
        _ACROSS.but(italic=True),
    )
    sheet.heights[1] = 28


def _rates(context: Context) -> list[_Rate]:
    totals = context.c.totals
    area = u.unit_area(context)
    code = area.range(h.UNIT_CODE)
    expected = f"COUNTA({code})" if context.units else "0"
    rates = [
        _Rate(
            "reporting_rate",
            "Đơn vị đã báo cáo",
            f'COUNTIF({area.range(n.RETURNED)},"{n.YES}")',
            expected,
            "received",
            "expected",
            totals.reporting_rate,
            (totals.received, totals.expected),
            "đơn vị",
        ),
        _Rate(
            "timely_rate",
            "Báo cáo đúng hạn",
            f'COUNTIF({area.range(n.IN_TIME)},"{n.YES}")',
            expected,
            "on_time",
            "expected",
            totals.timely_rate,
            (totals.on_time, totals.expected),
            "đơn vị",
        ),
    ]
    if context.has_tasks:
        rates += [
            _Rate(
                "completion_rate",
                "Nhiệm vụ đã hoàn thành",
                f"SUM({area.range(u.COMPLETED)})",
                f"SUM({area.range(u.DATED)})",
                "completed",
                "dated",
                totals.completion_rate,
                (totals.completed, totals.dated),
                "lượt có hạn",
                before(context, ALL, "tl-hoan-thanh"),
            ),
            _Rate(
                "on_time_rate",
                "Hoàn thành đúng hạn",
                f"SUM({area.range(u.ON_TIME)})",
                f"SUM({area.range(u.DUE)})",
                "completed_on_time",
                "due",
                totals.on_time_rate,
                (totals.completed_on_time, totals.due),
                "lượt đến hạn",
                before(context, ALL, "tl-dung-han"),
            ),
        ]
    return rates


def _table(context: Context, result: Overview, rates: list[_Rate]) -> None:
    """Left half: the headline figures as numbers, then the statuses."""
    sheet, row = result.sheet, TABLE_ROW
    prefix = sheet_ref(n.OVERVIEW) + "!"
    previous = context.previous is not None
    _label(sheet, row, "Con số chính", st.HEADER, 1 if previous else 2)
    if previous:
        sheet.put(row, 2, "Kỳ trước", st.HEADER)
    for col, text in enumerate(("Đạt", "Tổng số", "Tỷ lệ"), 3):
        sheet.put(row, col, text, st.HEADER)
    for item in rates:
        row += 1
        _label(sheet, row, item.label, st.LABEL.but(wrap=False), 1 if previous else 2, n.UNITS)
        if previous:
            sheet.put(row, 2, to_number(item.before), st.RATE.but(color=st.NOTE_INK))
        sheet.put(row, 3, item.numbers[0], st.INTEGER, formula=f"={item.part}")
        sheet.put(row, 4, item.numbers[1], st.INTEGER, formula=f"={item.whole}")
        part, whole = cell_name(row, 3, absolute=True), cell_name(row, 4, absolute=True)
        sheet.put(row, 5, item.value, st.RATE.but(bold=True), formula=f'=IF({whole}=0,"",{part}/{whole})')
        result.cells.setdefault(item.part_key, prefix + part)
        result.cells.setdefault(item.whole_key, prefix + whole)
        result.cells[item.key] = prefix + cell_name(row, 5, absolute=True)
    if not context.has_tasks:
        return
    row += 1
    area = u.unit_area(context)
    _label(sheet, row, "Tình trạng (lượt nhiệm vụ chủ trì)", st.HEADER, 2)
    for col, text in enumerate(("Số lượt", "Tỷ trọng", "Ký hiệu"), 3):
        sheet.put(row, col, text, st.HEADER)
    start = row + 1
    total = (
        f"SUM({cell_name(start, 3, absolute=True)}:{cell_name(start + len(Status) - 1, 3, absolute=True)})"
    )
    all_lead = sum(context.c.totals.status.values())
    for status in Status:
        row += 1
        fill = st.LABEL.but(fill=st.STATUS_FILL[status], bold=False, wrap=False)
        count = context.c.totals.status.get(status, 0)
        _label(sheet, row, status.value, fill, 2, n.MATRIX)
        cell = cell_name(row, 3, absolute=True)
        sheet.put(row, 3, count, st.INTEGER, formula=f"=SUM({area.range(status.value)})")
        share = Decimal(count) / all_lead if all_lead else None
        sheet.put(row, 4, share, st.RATE, formula=f'=IF({total}=0,"",{cell}/{total})')
        sheet.put(row, 5, st.STATUS_ABBREVIATION[status], st.CENTER.but(color=st.NOTE_INK))
        result.cells[f"status:{status}"] = prefix + cell


def _label(sheet: SheetSpec, row: int, text: str, style: Style, last: int, to: str = "") -> None:
    """A label over columns 0 to ``last`` (this sheet is no table, so its labels may be joined), linked to a sheet."""
    sheet.put(row, 0, text, style, link=f"internal:{sheet_ref(to)}!A1" if to else None)
    for col in range(1, last + 1):
        sheet.put(row, col, None, style)
    sheet.merges.append((row, 0, row, last))


def _cards(context: Context, result: Overview, rates: list[_Rate]) -> None:
    """Six cards: a large figure with its denominator beneath."""
    sheet = result.sheet
    cards: list[tuple[str, str, Any, str, Any]] = []
    for item in rates:
        part, whole = result.cells[item.part_key], result.cells[item.whole_key]
        rate = result.cells[item.key]
        cards.append(
            (
                item.label,
                f'=IF(ISNUMBER({rate}),{rate_text(rate)},"–")',
                show_rate(item.value),
                f'={part}&"/"&{whole}&" {item.noun}"',
                f"{item.numbers[0]}/{item.numbers[1]} {item.noun}",
            )
        )
    if context.has_tasks:
        overdue = result.cells[f"status:{Status.OVERDUE}"]
        count = context.c.totals.status.get(Status.OVERDUE, 0)
        cards.append(("Quá hạn chưa hoàn thành", f'=TEXT({overdue},"0")', str(count), "", "lượt nhiệm vụ"))
    if context.has_scores:
        cards.append(_score_card(context))
    for index, (label, formula, value, sub_formula, sub) in enumerate(cards[:6]):
        col = index * 2
        edge = index % 2
        fill = st.BAND_FILL if not edge else "F6F9FC"
        for offset in range(2):
            head = offset == 0
            sheet.put(CARD_ROW, col + offset, label if head else None, _CARD_LABEL.but(fill=fill))
            sheet.put(
                CARD_ROW + 1,
                col + offset,
                value if head else None,
                _CARD_VALUE.but(fill=fill),
                formula=formula if head else None,
            )
            sheet.put(
                CARD_ROW + 2,
                col + offset,
                sub if head else None,
                _CARD_SUB.but(fill=fill),
                formula=(sub_formula or None) if head else None,
            )
    sheet.heights |= {CARD_ROW: 20, CARD_ROW + 1: 34, CARD_ROW + 2: 20}


def _score_card(context: Context) -> tuple[str, str, str, str, str]:

    final = u.unit_area(context).range(u.FINAL)
    values = context.totals_that_count
    mean = "–"
    if values:
        exact = sum(values, Decimal(0)) / len(values)
        mean = points_text(exact)
    unsure = context.ranks_are_tentative
    return (
        f"Điểm bình quân ({TENTATIVE})" if unsure else "Điểm bình quân",
        f'=IF(COUNT({final})=0,"–",SUBSTITUTE(FIXED(ROUND(AVERAGE({final}),10),2,TRUE),".",","))',
        mean,
        f'=COUNT({final})&" đơn vị có điểm"',
        f"{len(values)} đơn vị có điểm",
    )


def _lists(context: Context, sheet: SheetSpec) -> None:
    """Right half: who has not reported, what needs a person."""
    row, first, last = TABLE_ROW, 6, COLUMNS - 1

    def block(top: int, rows: int, text: str, style: Style, link: str | None = None) -> None:
        for r in range(top, top + rows):
            for col in range(first, last + 1):
                if (r, col) != (top, first):
                    sheet.put(r, col, None, style)
        sheet.put(top, first, safe_text(text), style, link=link)
        if rows > 1 or last > first:
            sheet.merges.append((top, first, top + rows - 1, last))

    missing = [unit.name for unit in context.units if not unit.returned]
    block(row, 1, f"Chưa báo cáo: {len(missing)}/{len(context.units)} đơn vị", _SECTION)
    shown, more = missing[:14], len(missing) - 14
    text = "; ".join(shown) + (f" và {more} đơn vị khác (xem “{n.UNITS}”)" if more > 0 else "")
    block(
        row + 1,
        3,
        text + "." if text else "Tất cả đơn vị đã báo cáo.",
        _LINE,
    )
    todo = matters(context)
    block(
        row + 4,
        1,
        _to_do([matter.needs_person for matter in todo], len(context.c.settled)),
        _SECTION,
    )
    for index in range(MOST):
        top = row + 5 + index * 2
        if index < len(todo):
            matter = todo[index]
            sheet_name = matter.sheet if matter.sheet != n.MATRIX or context.has_tasks else n.UNITS
            block(top, 2, f"{index + 1}. {matter.text}", _LINK, f"internal:{sheet_ref(sheet_name)}!A1")
        else:
            block(top, 2, "", _LINE)


def _to_do(waiting: list[bool], settled: int) -> str:
    """The heading over what is to be done: what must be settled, and what should be looked at besides."""
    must, more = sum(waiting), len(waiting) - sum(waiting)
    first = f"Việc cần người xử lý: {must} loại" if must else "Không có việc cần người xử lý"
    rest = (f"nên xem thêm: {more} loại" if more else "", f"đã xử lý: {settled} mục" if settled else "")
    return "; ".join(filter(None, (first, *rest)))
