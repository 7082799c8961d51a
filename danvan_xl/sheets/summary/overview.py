"""``Tổng quan``: one page for the chairman. Figures are formulas over the sheets behind; charts are native."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from danvan_xl.language.showing import TENTATIVE, points_text, show_rate, vn_date
from danvan_xl.model import Status
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.attention import MOST
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.facts import change_in_words
from danvan_xl.sheets.summary.glance import (
    LINES,
    Block,
    best_and_worst,
    changes,
    draw_changes,
    progress,
    silent,
    to_do,
)
from danvan_xl.sheets.summary.history import ALL
from danvan_xl.sheets.summary.layout import stamp
from danvan_xl.sheets.summary.printing import FOOTER
from danvan_xl.sheets.summary.ranking import ranking_of
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, Page, SheetSpec, Style, cell_name, sheet_ref
from danvan_xl.workbooks.drawing.values import rate_text, to_number

COLUMNS = 12
_WIDTH = 15.0
CARD_ROW, BLOCK_ROW, CHART_ROW, CHART_ROWS = 4, 8, 19, 18
LAST_ROW = CHART_ROW + CHART_ROWS + 1 + MOST
"""The last row of the page: charts, a gap, what is to be done."""
TABLE_ROW = LAST_ROW + 4
"""The figures as numbers stand beneath the page."""
GOOD_RATE, FAIR_RATE = 0.9, 0.7
"""From here on a card is green, yellow; below it is red."""
_LEGEND = "Thẻ xanh: từ 90%; vàng: từ 70%; đỏ: dưới 70% hoặc còn quá hạn"
_CARD_SUB = Style(color=st.INK, fill=st.BAND_FILL, align="center", border="FFFFFF")
_CARD_LABEL = _CARD_SUB.but(color=st.NOTE_INK, bold=True)
_CARD_VALUE = _CARD_LABEL.but(size=22, color=st.HEAD_FILL)
_ACROSS = Style(align="center_across", color=st.INK)
_TITLE = Style(size=18, bold=True, color=st.HEAD_FILL, align="center_across")


class Overview(Struct):
    """The sheet and where each headline figure stands, with the sheet's name: for ``Đối chiếu`` and the charts."""

    sheet: SheetSpec
    cells: dict[str, str] = field(default_factory=dict)


class _Rate(Struct, frozen=True):
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
    _blocks(context, sheet)
    stamp(sheet, COLUMNS, context.token)
    sheet.page = Page(
        fit_width=1,
        fit_height=1,
        left=0.4,
        right=0.4,
        top=0.4,
        bottom=0.5,
        area=(0, 0, LAST_ROW, COLUMNS - 1),
        footer=f'&L&"Times New Roman,Italic"&11{_LEGEND}{FOOTER}',
    )
    return result


def _blocks(context: Context, sheet: SheetSpec) -> None:
    """Three blocks side by side; under the charts what is to be done, beside it what changed, where anything did."""
    third = COLUMNS // 3
    places = [Block(sheet, BLOCK_ROW, third * at, third * at + third - 1) for at in range(3)]
    if context.has_tasks:
        progress(context, places.pop(0))
    if (ranking := ranking_of(context)) is not None:
        best_and_worst(context, ranking, places.pop(0))
    silent(context, Block(sheet, BLOCK_ROW, places[0].first, COLUMNS - 1))
    found = changes(context)
    bottom = CHART_ROW + CHART_ROWS + 1
    to_do(context, Block(sheet, bottom, 0, 2 * third - 1 if found[1] else COLUMNS - 1))
    if found[1]:
        draw_changes(found, Block(sheet, bottom, 2 * third, COLUMNS - 1))
    for row in range(BLOCK_ROW, BLOCK_ROW + LINES + 1):
        sheet.heights[row] = 16.5
    for row in range(CHART_ROW, CHART_ROW + CHART_ROWS):
        sheet.heights[row] = 16
    for row in range(bottom, LAST_ROW + 1):
        sheet.heights[row] = 17
    for row in (CARD_ROW - 1, CARD_ROW + 3, CHART_ROW - 1, bottom - 1):
        sheet.heights[row] = 6


def _across(sheet: SheetSpec, row: int, text: str, style: Style) -> None:
    sheet.put(row, 0, text, style)
    for col in range(1, COLUMNS):
        sheet.put(row, col, None, style)


def _head(context: Context, sheet: SheetSpec) -> None:
    plan, period = context.c.master.plan, context.c.period
    _across(sheet, 0, (plan.issuer or "").upper(), _ACROSS.but(bold=True))
    _across(sheet, 1, "TỔNG QUAN KẾT QUẢ CÔNG TÁC DÂN VẬN CHÍNH QUYỀN", _TITLE)
    facts = f"{period.name} · Hạn nộp {vn_date(period.due)} · Số liệu đến ngày {vn_date(context.as_of)}"
    _across(sheet, 2, facts, _ACROSS.but(italic=True))
    sheet.heights[1] = 26


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
                context.history.before(ALL, n.OF_COMPLETION),
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
                context.history.before(ALL, n.OF_ON_TIME),
            ),
        ]
    return rates


def _table(context: Context, result: Overview, rates: list[_Rate]) -> None:
    """Left half: the headline figures as numbers, then the statuses."""
    sheet, row = result.sheet, TABLE_ROW
    prefix = sheet_ref(n.OVERVIEW) + "!"
    previous = context.previous is not None
    sheet.put(row - 1, 0, "Các con số của trang này, dạng số (không in)", st.NOTE.but(wrap=False))
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
    for col, text in enumerate(("Số lượt", "Tỷ trọng", "Ký hiệu ở ma trận"), 3):
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
        sheet.put(row, 5, st.STATUS_MARK[status], st.CENTER.but(color=st.NOTE_INK))
        result.cells[f"status:{status}"] = prefix + cell


def _label(sheet: SheetSpec, row: int, text: str, style: Style, last: int, to: str = "") -> None:
    """A label over columns 0 to ``last`` (this sheet is no table, so its labels may be joined), linked to a sheet."""
    sheet.put(row, 0, text, style, link=f"internal:{sheet_ref(to)}!A1" if to else None)
    for col in range(1, last + 1):
        sheet.put(row, col, None, style)
    sheet.merges.append((row, 0, row, last))


def _cards(context: Context, result: Overview, rates: list[_Rate]) -> None:
    """Six cards: a large figure with its denominator beneath, in the colour of what it means."""
    sheet = result.sheet
    cards: list[tuple[str, str, Any, str, Any]] = []
    for item in rates:
        part, whole = result.cells[item.part_key], result.cells[item.whole_key]
        rate = result.cells[item.key]
        moved = change_in_words(n.OF_COMPLETION, item.before, item.value).replace(" điểm phần trăm", "")
        since = f"; {moved}" if moved else ""
        cards.append(
            (
                item.label,
                f'=IF(ISNUMBER({rate}),{rate_text(rate)},"–")',
                show_rate(item.value),
                f'={part}&"/"&{whole}&" {item.noun}{since}"',
                f"{item.numbers[0]}/{item.numbers[1]} {item.noun}{since}",
            )
        )
        if item.key != "completion_rate":  # what is not yet due says nothing good or bad
            _mean(sheet, len(cards) - 1, rate, f">={GOOD_RATE}", f">={FAIR_RATE}")
    if context.has_tasks:
        overdue = result.cells[f"status:{Status.OVERDUE}"]
        count = context.c.totals.status.get(Status.OVERDUE, 0)
        cards.append(("Quá hạn chưa hoàn thành", f'=TEXT({overdue},"0")', str(count), "", "lượt nhiệm vụ"))
        _mean(sheet, len(cards) - 1, overdue, "=0", "<0")
    if context.has_scores:
        cards.append(_score_card(context))
    for index, (label, formula, value, sub_formula, sub) in enumerate(cards[:6]):
        block = Block(sheet, CARD_ROW, index * 2, index * 2 + 1)
        block.line(0, label, _CARD_LABEL)
        block.line(1, value, _CARD_VALUE, formula=formula)
        block.line(2, sub, _CARD_SUB, formula=sub_formula or None)
    sheet.heights |= {CARD_ROW: 18, CARD_ROW + 1: 32, CARD_ROW + 2: 18}


def _mean(sheet: SheetSpec, card: int, figure: str, good: str, fair: str) -> None:
    """The colour of a card by its figure: good, else fair, else bad; none where there is no figure."""
    area = (CARD_ROW, card * 2, CARD_ROW + 2, card * 2 + 1)
    own = figure.split("!")[1]
    for test, style in ((good, st.GOOD), (fair, st.WARNING), ("", st.ERROR)):
        formula = f"=AND(ISNUMBER({own}){f',{own}{test}' if test else ''})"
        sheet.conditionals.append(
            Conditional([area], formula=formula, style=Style(fill=style.fill), stop=True)
        )


def _score_card(context: Context) -> tuple[str, str, str, str, str]:

    final = u.unit_area(context).range(u.FINAL)
    mean = context.c.mean_total
    unsure = context.ranks_are_tentative
    return (
        f"Điểm bình quân ({TENTATIVE})" if unsure else "Điểm bình quân",
        f'=IF(COUNT({final})=0,"–",SUBSTITUTE(FIXED(ROUND(AVERAGE({final}),10),2,TRUE),".",","))',
        "–" if mean is None else points_text(mean),
        f'=COUNT({final})&" đơn vị có điểm"',
        f"{len(context.totals_that_count)} đơn vị có điểm",
    )
