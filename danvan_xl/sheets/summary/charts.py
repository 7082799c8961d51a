"""Native charts of ``Tổng quan`` and their data in ``Biểu đồ`` (live, so that they follow verified scores)."""

from __future__ import annotations

from typing import Any

from danvan_xl.language.showing import comma, short_task
from danvan_xl.model import Status
from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import stamp
from danvan_xl.sheets.summary.overview import CHART_ROW, COLUMNS, Overview
from danvan_xl.sheets.summary.printing import keep_off_paper
from danvan_xl.sheets.summary.ranking import COLUMNS as RANKING_COLUMNS
from danvan_xl.sheets.summary.ranking import (
    NAME,
    TOP,
    VALUE,
    Ranking,
    cut_formula,
    cut_text,
    draw_ranking,
    ranking_of,
)
from danvan_xl.sheets.summary.tasks import DONE, TARGET, target_and_done, task_area
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import (
    ChartSpec,
    Series,
    SheetSpec,
    cell_name,
    column_name,
    sheet_ref,
)
from danvan_xl.workbooks.drawing.values import safe_text, to_number

MOST_UNITS, MOST_NAMED, MOST_TARGETS = 12, 24, 8
"""Units of the chart of statuses; units of the chart of scores whose names can be read under their columns; tasks."""
LIMIT_COLORS = ("D55E00", "E69F00", "0072B2", "009E73", "CC79A7", "56B4E9")
_SIZE = (436, 380)
"""Pixels: a third of the page."""
_LETTERS, _UPRIGHT = 22, 16
"""Of a name beside a bar, under a column."""


def add_charts(context: Context, overview: Overview) -> SheetSpec:
    """Put the charts that the period allows onto the overview; give back the sheet with their data."""
    data = SheetSpec(n.CHART_DATA, tab_color="B8C2CC")
    data.put(0, 0, "Thứ tự các đơn vị và số liệu của các biểu đồ ở trang tính “Tổng quan”", st.TITLE)
    ranking = ranking_of(context)
    if ranking is not None:
        draw_ranking(context, ranking, data)
    made: list[ChartSpec] = []
    col = RANKING_COLUMNS + 1
    if context.has_tasks and context.units:
        chart, col = _statuses(context, data, col)
        made.append(chart)
    if ranking is not None and ranking.by_score and context.units:
        chart, col = _scores(context, ranking, data, col)
        made.append(chart)
    targets = with_target(context)
    if targets:
        chart, col = _targets(context, data, col, targets)
        made.append(chart)
    if len(made) < 3:
        chart, col = _timeliness(context, overview, data, col)
        made.append(chart)
    share = COLUMNS // len(made)
    for index, chart in enumerate(made):
        chart.row, chart.col = CHART_ROW, index * share
        chart.width, chart.height = _SIZE[0] * 3 // len(made), _SIZE[1]
        overview.sheet.charts.append(chart)
    keep_off_paper(data, col, (2, 2))
    data.freeze = (TOP, 0)
    stamp(data, col, context.token)
    return data


def _block(
    data: SheetSpec, col: int, heads: list[str], rows: list[list[Any]], widths: list[float]
) -> list[str]:
    """A small table; gives each column's absolute data range with the sheet's name."""
    ranges = []
    for offset, head in enumerate(heads):
        data.put(TOP - 1, col + offset, head, st.HEADER)
        data.widths[col + offset] = widths[offset]
        name = column_name(col + offset)
        ranges.append(f"={sheet_ref(data.name)}!${name}${TOP + 1}:${name}${TOP + max(len(rows), 1)}")
    for r, values in enumerate(rows):
        for offset, value in enumerate(values):
            style = st.BODY.but(wrap=False) if offset == 0 else st.NUMBER
            if isinstance(value, tuple):
                shown = safe_text(value[1]) if isinstance(value[1], str) else value[1]
                data.put(TOP + r, col + offset, shown, style, formula=value[0])
            else:
                text = safe_text(value) if isinstance(value, str) else value
                data.put(TOP + r, col + offset, text, style)
    data.widths[col + len(heads)] = 3
    return ranges


def least_complete(context: Context, most: int = MOST_UNITS) -> list[int]:
    """Positions of the units to draw, what completed least first; ``most`` at most."""

    def key(pair: tuple[int, UnitResult]) -> tuple[Any, ...]:
        unit = pair[1]
        rate = unit.completion_rate if unit.completion_rate is not None else 2
        return (rate, -unit.status.get(Status.OVERDUE, 0), pair[0])

    return [index for index, _ in sorted(enumerate(context.units), key=key)][:most]


def _statuses(context: Context, data: SheetSpec, col: int) -> tuple[ChartSpec, int]:
    area = u.unit_area(context)
    positions = least_complete(context)
    rows: list[list[Any]] = []
    for index in positions:
        unit = context.units[index]
        counts = [(f"={area.cell(status.value, index)}", unit.status.get(status, 0)) for status in Status]
        rows.append([short_task("", unit.name, _LETTERS), *counts])
    heads = [h.UNIT, *(status.value for status in Status)]
    ranges = _block(data, col, heads, rows, [26, *[10.0] * len(Status)])
    series = [
        Series(status.value, ranges[0], ranges[1 + i], st.STATUS_STRONG[status])
        for i, status in enumerate(Status)
        if context.c.totals.status.get(status)
    ] or [Series(Status.NOT_STARTED.value, ranges[0], ranges[1], st.STATUS_STRONG[Status.NOT_STARTED])]
    title = "Tình trạng nhiệm vụ theo đơn vị"
    if len(positions) < len(context.units):
        title += f" ({len(positions)} thấp nhất)"
    chart = ChartSpec(
        0, 0, "bar", title, series, subtype="stacked", legend="bottom", reverse=True, every_name=True,
        value_format="0", value_min=0, alt_text="Biểu đồ thanh chồng: số lượt nhiệm vụ theo tình trạng của từng đơn vị",
    )  # fmt: skip
    return chart, col + len(heads) + 1


def _timeliness(context: Context, overview: Overview, data: SheetSpec, col: int) -> tuple[ChartSpec, int]:
    totals = context.c.totals
    expected, received, on_time = (overview.cells[key] for key in ("expected", "received", "on_time"))
    rows: list[list[Any]] = [
        [
            h.UNIT,
            (f"={on_time}", totals.on_time),
            (f"={received}-{on_time}", totals.received - totals.on_time),
            (f"={expected}-{received}", totals.expected - totals.received),
        ]
    ]
    heads = ["Nộp báo cáo", n.ON_TIME, "Muộn", "Chưa báo cáo"]
    ranges = _block(data, col, heads, rows, [14, 9, 9, 9])
    series = [
        Series(head, ranges[0], place, color, labels=True)
        for head, place, color in zip(heads[1:], ranges[1:], ("009E73", "E69F00", "D55E00"), strict=True)
    ]
    chart = ChartSpec(
        0, 0, "bar", "Nộp báo cáo: đúng hạn, muộn, chưa báo cáo", series, subtype="stacked",
        value_format="0", value_min=0, value_max=max(totals.expected, 1), alt_text="Biểu đồ thanh: số đơn vị nộp đúng hạn, nộp muộn, chưa báo cáo",
    )  # fmt: skip
    return chart, col + len(heads) + 1


def _scores(context: Context, ranking: Ranking, data: SheetSpec, col: int) -> tuple[ChartSpec, int]:
    """Units from the highest total down by name, with a line at each band's threshold."""
    bands = sorted(context.c.master.bands, key=lambda b: -b.threshold)
    bands = [band for band in bands if band.threshold > 0][: len(LIMIT_COLORS)]
    named = ranking.count <= MOST_NAMED
    rows: list[list[Any]] = []
    for index in range(ranking.count):
        unit, score = ranking.units[index] if index < len(ranking.units) else (None, None)
        name, value = (cell_name(TOP + index, at) for at in (NAME, VALUE))
        label: Any = index + 1
        if named:
            label = ("=" + cut_formula(name, _UPRIGHT), cut_text(unit.name, _UPRIGHT) if unit else "")
        rows.append(
            [
                label,
                (f"={value}", score if score is not None else ""),
                *(to_number(band.threshold) for band in bands),
            ]
        )
    heads = [h.UNIT, n.POINTS, *(f"{band.name} (từ {comma(band.threshold)})" for band in bands)]
    ranges = _block(data, col, heads, rows, [26, 9, *[12.0] * len(bands)])
    series = [Series(n.POINTS, ranges[0], ranges[1], "56B4E9")]
    series += [
        Series(head, ranges[0], place, color, kind="line")
        for head, place, color in zip(heads[2:], ranges[2:], LIMIT_COLORS, strict=False)
    ]
    scale = context.c.master.plan.scale
    highest = max((score for _, score in ranking.units), default=scale)
    chart = ChartSpec(
        0, 0, "column", "Điểm các đơn vị và mức xếp loại", series, legend="bottom", x_rotation=-90 if named else 0, every_name=named,
        x_title="" if named else "Các đơn vị, từ cao xuống thấp", value_format="0", value_min=0,
        value_max=float(scale) if highest <= scale else None,
        alt_text="Biểu đồ cột: điểm của các đơn vị từ cao xuống thấp, có đường mức xếp loại",
    )  # fmt: skip
    return chart, col + len(heads) + 1


def with_target(context: Context) -> list[int]:
    """Positions of tasks whose plan sets a number, at most ten."""
    if not context.has_tasks:
        return []
    by_task: dict[str, list[Any]] = {}
    for _, item in context.detail:
        if item is not None and item.role.value == "Chủ trì":
            by_task.setdefault(item.task, []).append(item)
    found = [
        index
        for index, task in enumerate(context.tasks)
        if (target_and_done(task, by_task.get(task.code, []))[0] or 0) > 0
    ]
    return found[:MOST_TARGETS]


def _targets(context: Context, data: SheetSpec, col: int, positions: list[int]) -> tuple[ChartSpec, int]:
    area = task_area(context)
    by_task: dict[str, list[Any]] = {}
    for _, item in context.detail:
        if item is not None and item.role.value == "Chủ trì":
            by_task.setdefault(item.task, []).append(item)
    rows: list[list[Any]] = []
    for index in positions:
        task = context.tasks[index]
        target, done = target_and_done(task, by_task.get(task.code, []))
        name = short_task(task.short_name, task.text, _LETTERS + 4)
        rows.append(
            [
                name,
                (f"={area.cell(DONE, index)}", done),
                (f"={area.cell(TARGET, index)}", target),
                (
                    f'=IF(N({cell_name(TOP + len(rows), col + 2)})=0,"",{cell_name(TOP + len(rows), col + 1)}/{cell_name(TOP + len(rows), col + 2)})',
                    done / target if target and done is not None else None,
                ),
            ]
        )
    heads = ["Nhiệm vụ có chỉ tiêu", "Đạt", h.INDICATOR, "Tỷ lệ"]
    ranges = _block(data, col, heads, rows, [40, 10, 10, 9])
    for cell in data.cells:
        if cell.col == col + 3 and cell.row >= TOP:
            cell.style = st.RATE
    chart = ChartSpec(
        0, 0, "bar", "Kết quả so với chỉ tiêu", [Series("Đạt so với chỉ tiêu", ranges[0], ranges[3], "0072B2", labels=True)],
        legend=None, reverse=True, value_format="0%", value_min=0, value_step=0.5, alt_text="Biểu đồ thanh: tỷ lệ đạt so với chỉ tiêu của từng nhiệm vụ",
    )  # fmt: skip
    return chart, col + len(heads) + 1
