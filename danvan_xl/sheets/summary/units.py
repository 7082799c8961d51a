"""``Theo đơn vị``: one row a unit. Totals, bands and ranks follow the verified scores by formula."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from danvan_xl.language.showing import TENTATIVE
from danvan_xl.model import Status
from danvan_xl.results import UnitResult
from danvan_xl.rules.scoring.total_formulas import rank_formula, unit_band_formula
from danvan_xl.rules.status import blank
from danvan_xl.sheets.summary import totals
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, HEADER, ROTATED
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.summary.task_verification import waiting_count
from danvan_xl.sheets.tables import Area, Column
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F, L, S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Sparkline, Style, cell_name, column_name
from danvan_xl.workbooks.drawing.values import quoted, to_number

_TOTAL, _PLACE = st.POINTS.but(bold=True), st.CENTER.but(bold=True)

DATED, COMPLETED, DUE, ON_TIME = "Nhiệm vụ có hạn", "Đã hoàn thành", "Đã đến hạn", "Đến hạn và đúng hạn"
COMPLETION, ON_TIME_RATE = "Tỷ lệ hoàn thành", "Tỷ lệ đúng hạn"
BEFORE, CHANGE, TREND = "Hoàn thành kỳ trước", "Thay đổi", "Xu hướng"
SELF, VERIFIED, FINAL = h.SELF_SCORE, n.VERIFIED, "Điểm xếp loại"
COUNT = st.INTEGER.but(num_format='#,##0;-#,##0;"–"')
"""A count whose zero stands back."""
BAND, REASON, RANK = h.BAND, n.REASON, "Hạng"
LOWERED, FIRST_OPEN = "Hạ bậc", "Bậc cao nhất"
WRITTEN_TOTAL, WRITTEN_REASON = "Điểm khi tổng hợp", "Lý do khi tổng hợp"
RANKED = "Điểm xếp hạng"
WRITTEN_BAND, WRITTEN_RANK = "Xếp loại khi tổng hợp", "Hạng khi tổng hợp"
HIDDEN = (LOWERED, FIRST_OPEN, WRITTEN_TOTAL, WRITTEN_REASON, RANKED, WRITTEN_BAND, WRITTEN_RANK)
"""Hidden columns: what the Khống chế come to, the total for which the reason was written,
the total that ranks (none for a unit that sent nothing), band and rank as they were worked out."""


def unit_columns(context: Context) -> list[Column]:
    """Columns of ``Theo đơn vị`` for what the period asks."""
    columns = [
        Column(m.TASK_NUMBER, 4, st.CODE),
        Column(h.UNIT_CODE, 7.5, st.CODE),
        Column(h.UNIT, 27),
        Column(n.RETURNED, 6, st.CENTER),
        Column(n.RECEIVED_ON, 9.6, st.DATE),
        Column(n.IN_TIME, 6, st.CENTER),
    ]
    if context.has_tasks:
        columns += [
            Column(status.value, 4.2, COUNT, ROTATED.but(fill=st.STATUS_FILL[status], color=st.INK))
            for status in Status
        ]
        columns += [Column(header, 4.2, COUNT, ROTATED) for header in (DATED, COMPLETED, DUE, ON_TIME)]
        columns += [Column(COMPLETION, 7, st.RATE), Column(ON_TIME_RATE, 7, st.RATE)]
    if context.has_scores:
        columns += [
            Column(SELF, 7, st.POINTS),
            Column(VERIFIED, 7, st.POINTS),
            Column(FINAL, 7, _TOTAL),
            Column(BAND, 10.5, _PLACE),
            Column(RANK, 5, _PLACE),
        ]
    columns.append(Column(n.TO_CHECK, 7, st.CENTER))
    if (
        context.has_tasks and context.previous
    ):  # beside the paper, which one page holds; Tổng quan tells what moved
        columns += [
            Column(BEFORE, 11, st.RATE.but(color=st.NOTE_INK)),
            Column(CHANGE, 9, st.RATE.but(num_format="+0.0%;-0.0%;0.0%")),
            Column(TREND, 10),
        ]
    if context.has_scores:
        columns.append(Column(REASON, 80))
    columns += [
        Column(m.UNIT_KIND, 22),
        Column(n.FILE, 48),
        Column("Xem chi tiết", 10),
    ]
    if context.has_scores:
        columns += [Column(header, 8, st.CODE.but(border=None, wrap=False), hidden=True) for header in HIDDEN]
    return columns


def unit_area(context: Context) -> Area:
    """Where the columns of ``Theo đơn vị`` stand."""
    return Area(n.UNITS, [column.header for column in unit_columns(context)], len(context.units), FIRST)


def units_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet."""
    sheet = SheetSpec(n.UNITS, tab_color=st.HEAD_FILL)
    columns = unit_columns(context)
    area = unit_area(context)
    starts = _detail_starts(context)
    rows = [_row(context, area, index, unit, starts) for index, unit in enumerate(context.units)]
    page(
        context,
        sheet,
        columns,
        rows,
        "Kết quả theo đơn vị",
        context.note + _legend(context),
        appendix=appendix,
        centred=area.col(n.TO_CHECK) + 1,
        freeze_columns=3,
        footer=_footer(context),
        print_to=n.TO_CHECK,
    )
    sheet.heights[HEADER] = 118 if context.has_tasks else 48
    if context.has_tasks:
        _tell_waiting(context, sheet)
    _colours(context, sheet, area)
    if context.previous and context.has_tasks:
        for index, unit in enumerate(context.units):
            source = context.history.trend(unit.code, n.OF_COMPLETION)
            sheet.sparklines.append(Sparkline(FIRST + index, area.col(TREND), source))
    return sheet


def _tell_waiting(context: Context, sheet: SheetSpec) -> None:
    """The note says so where a verdict on a task was typed since: statuses follow it with the next consolidation only."""
    note = next(cell for cell in sheet.cells if (cell.row, cell.col) == (HEADER - 1, 2))
    text = str(note.value)
    pieces = "&".join(quoted(text[at : at + 250]) for at in range(0, len(text), 250))
    told = quoted(f"Trang tính “{n.TASK_VERIFY}” có kết luận mới chưa tính vào đây: tổng hợp lại. · ")
    note.formula = f'=IF({waiting_count(context)}=0,"",{told})&{pieces}'


def _legend(context: Context) -> str:
    unsure = context.has_scores and any(unit.uncertain for unit in context.units)
    return f" · * {TENTATIVE}: còn chỗ chưa rõ, điểm, xếp loại và hạng có thể thay đổi" if unsure else ""


def _footer(context: Context) -> str:
    return "Tỷ lệ chỉ tính nhiệm vụ chủ trì có hạn" if context.has_tasks else ""


def _row(context: Context, area: Area, index: int, unit: UnitResult, starts: dict[str, int]) -> list[Any]:
    row = FIRST + index

    def at(header: str) -> str:
        return cell_name(row, area.col(header))

    master_unit = context.c.master.unit(unit.code)
    values: list[Any] = [
        index + 1,
        unit.code,
        unit.name,
        n.YES if unit.returned else n.NO,
        unit.received_on,
        (n.YES if unit.timely else n.NO) if unit.returned else "",
    ]
    if context.has_tasks:
        values += [unit.status.get(status, 0) for status in Status]
        values += [unit.dated, unit.completed, unit.due, unit.on_time]
        for part, whole, rate in (
            (COMPLETED, DATED, unit.completion_rate),
            (ON_TIME, DUE, unit.on_time_rate),
        ):
            values.append(F(f'=IF({at(whole)}=0,"",{at(part)}/{at(whole)})', rate))
    reason: list[Any] = []
    if context.has_scores:
        *scores, why = _score_values(context, area, row, unit, at)
        values += scores
        reason = [why]
    start = starts.get(unit.code)
    trends: list[Any] = []
    if context.has_tasks and context.previous:
        earlier, now = context.history.before(unit.code, n.OF_COMPLETION), unit.completion_rate
        change = now - earlier if now is not None and earlier is not None else None
        pair = f"AND(ISNUMBER({at(COMPLETION)}),ISNUMBER({at(BEFORE)}))"
        trends = [to_number(earlier), F(f'=IF({pair},{at(COMPLETION)}-{at(BEFORE)},"")', change), None]
    values += [
        TENTATIVE if unit.uncertain else "",
        *trends,
        *reason,
        master_unit.kind.value if master_unit else "",
        context.source_link(unit, None),
        L(f"internal:'{n.DETAIL}'!A{start + 1}", n.DETAIL) if start is not None else "",
    ]
    if context.has_scores:
        values += _hidden_values(unit, at)
    return values


def _score_values(
    context: Context, area: Area, row: int, unit: UnitResult, at: Callable[[str], str]
) -> list[Any]:
    """Self score, verified score, the total that counts, band, rank, reason; live but for the self score."""
    bands, scheme = context.c.master.bands, context.scheme
    column = column_name(area.col(RANKED))
    all_totals = f"${column}${FIRST + 1}:${column}${area.last + 1}"
    total, written, reason = at(FINAL), at(WRITTEN_TOTAL), at(WRITTEN_REASON)
    unchanged = f"ISNUMBER({total})=ISNUMBER({written}),ABS(N({total})-N({written}))<0.005"
    band = unit_band_formula(total, bands, lowered=at(LOWERED), first_open=at(FIRST_OPEN))
    if not unit.returned:
        # No report, no band, unless the reviewer closed what was verified.
        closed = totals.closed_expression(context, f"$B{row + 1}")
        band = f'=IF(AND(ISNUMBER({total}),NOT({closed})),"",{band[1:]})'
        unchanged += f',({at(BAND)}="")={"FALSE" if unit.band or unit.check_again else "TRUE"}'
    moved = f'"Theo điểm thẩm định mới: "&SUBSTITUTE(FIXED({total},2,TRUE),".",",")&" điểm."'
    wrong = '"Có điểm thẩm định phải kiểm tra lại."'
    unsure = unit.uncertain
    return [
        S(to_number(unit.self_total), marked(st.POINTS, unsure)),
        F(
            totals.verified_total_formula(context, f"$B{row + 1}", scheme.limits),
            totals.settled(unit, unit.verified_total),
            marked(st.POINTS, unsure),
        ),
        F(
            f'=IF({blank(at(VERIFIED))},IF({blank(at(SELF))},"",{at(SELF)}),{at(VERIFIED)})',
            totals.settled(unit, unit.total),
            marked(_TOTAL, unsure),
        ),
        F(
            band,
            totals.settled(unit, unit.band),
            marked(_PLACE, unsure and unit.returned, text=True),
        ),
        F(
            rank_formula(at(RANKED), all_totals),
            unit.rank,
            marked(_PLACE, context.ranks_are_tentative),
        ),
        F(f'=IF(AND({unchanged}),{reason}&"",IF(ISNUMBER({total}),{moved},{wrong}))', unit.band_reason),
    ]


@lru_cache
def marked(style: Style, tentative: bool, *, text: bool = False) -> Style:
    """With a star behind what stands there: a number stays a number, a formula stays live. ``text``: behind words too;
    elsewhere a text is '' and has no star, or it would stand alone."""
    if not tentative:
        return style
    number = style.num_format if style.num_format not in (None, "", "General") else "0"
    return style.but(num_format=f'{number}"*";-{number}"*";{number}"*";@' + '"*"' * text)


def _hidden_values(unit: UnitResult, at: Callable[[str], str]) -> list[Any]:
    return [
        unit.bands_lowered,
        unit.bands_barred,
        to_number(unit.total),
        unit.band_reason,
        F(
            f'=IF(AND({at(n.RETURNED)}="{n.YES}",ISNUMBER({at(FINAL)})),{at(FINAL)},"")',
            unit.total if unit.returned else None,
        ),
        unit.band,
        unit.rank,
    ]


def _detail_starts(context: Context) -> dict[str, int]:
    starts: dict[str, int] = {}
    if not context.detail_beside:
        for index, (unit, _) in enumerate(context.detail):
            starts.setdefault(unit.code, FIRST + index)
    return starts


def _colours(context: Context, sheet: SheetSpec, area: Area) -> None:
    def rule(header: str, test: str, style: Any) -> None:
        first = cell_name(FIRST, area.col(header))
        sheet.conditionals.append(
            Conditional([area.span(header)], formula="=" + test.replace("@", first), style=style)
        )

    rule(n.RETURNED, f'@="{n.NO}"', st.ERROR)
    rule(n.IN_TIME, f'@="{n.NO}"', st.WARNING)
    rule(n.TO_CHECK, '@<>""', st.WARNING)
    if context.has_tasks:
        rule(Status.OVERDUE.value, "@>0", st.ERROR)
        for header in (COMPLETION, ON_TIME_RATE):
            sheet.conditionals.append(
                Conditional([area.span(header)], kind="data_bar", colors=("BBDDF2",), minimum=0, maximum=1)
            )
