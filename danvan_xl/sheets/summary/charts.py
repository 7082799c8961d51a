"""Native charts of ``Tổng quan`` and their data in ``Biểu đồ`` (live, so that they follow verified scores)."""

from __future__ import annotations

from typing import Any

from danvan_xl.language.showing import comma
from danvan_xl.model import Status
from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import safe_text, stamp, to_number
from danvan_xl.sheets.summary.overview import _CHART_ROWS, CHART_ROW, Overview
from danvan_xl.sheets.summary.tasks import DONE, TARGET, target_and_done, task_area
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import (
    ChartSpec,
    Page,
    Series,
    SheetSpec,
    cell_name,
    column_name,
    sheet_ref,
)

MOST_UNITS = 20
MOST_TARGETS = 10
LIMIT_COLORS = ("D55E00", "E69F00", "0072B2", "009E73", "CC79A7", "56B4E9")
_SIZE = (650, 292)
_TOP = 3
"""0-based row of the first line of data in ``Biểu đồ``; the header stands above it."""


def add_charts(context: Context, overview: Overview) -> SheetSpec:
    """Put the charts that the period allows onto the overview; give back the sheet with their data."""
    data = SheetSpec(n.CHART_DATA, tab_color="B8C2CC")
    data.put(0, 0, "Số liệu của các biểu đồ ở trang tính “Tổng quan”", st.TITLE)
    made: list[ChartSpec] = []
    col = 0
    if context.has_tasks and context.units:
        chart, col = _statuses(context, data, col)
        made.append(chart)
    chart, col = _timeliness(context, overview, data, col)
    made.append(chart)
    if context.has_scores and context.units:
        chart, col = _scores(context, data, col)
        made.append(chart)
    targets = with_target(context)
    if targets:
        chart, col = _targets(context, data, col, targets)
        made.append(chart)
    for index, chart in enumerate(made):
        chart.row, chart.col = CHART_ROW + (index // 2) * _CHART_ROWS, (index % 2) * 6
        chart.width, chart.height = _SIZE
        if len(made) % 2 and index == len(made) - 1:
            chart.width *= 2
        overview.sheet.charts.append(chart)
    rows = (len(made) + 1) // 2 * _CHART_ROWS
    overview.sheet.page.area = (0, 0, CHART_ROW + rows - 1, 11)
    last = max((cell.row for cell in data.cells), default=0)
    data.page = Page(area=(0, 0, last, max(col - 2, 1)), repeat_rows=(2, 2))
    data.freeze = (3, 0)
    stamp(data, col, context.token)
    return data


def _block(
    data: SheetSpec, col: int, heads: list[str], rows: list[list[Any]], widths: list[float]
) -> list[str]:
    """A small table; gives each column's absolute data range with the sheet's name."""
    ranges = []
    for offset, head in enumerate(heads):
        data.put(_TOP - 1, col + offset, head, st.HEADER)
        data.widths[col + offset] = widths[offset]
        name = column_name(col + offset)
        ranges.append(f"={sheet_ref(data.name)}!${name}${_TOP + 1}:${name}${_TOP + max(len(rows), 1)}")
    for r, values in enumerate(rows):
        for offset, value in enumerate(values):
            style = st.BODY.but(wrap=False) if offset == 0 else st.NUMBER
            if isinstance(value, tuple):
                data.put(_TOP + r, col + offset, value[1], style, formula=value[0])
            else:
                text = safe_text(value) if isinstance(value, str) else value
                data.put(_TOP + r, col + offset, text, style)
    data.widths[col + len(heads)] = 3
    return ranges


def least_complete(context: Context, most: int = MOST_UNITS) -> list[int]:
    """Positions of the units to draw: all, or the ``most`` that completed least (sheet order kept)."""

    def key(pair: tuple[int, UnitResult]) -> tuple[Any, ...]:
        unit = pair[1]
        rate = unit.completion_rate if unit.completion_rate is not None else 2
        return (rate, -unit.status.get(Status.OVERDUE, 0), pair[0])

    positions = [index for index, _ in sorted(enumerate(context.units), key=key)]
    return sorted(positions[:most])


def _statuses(context: Context, data: SheetSpec, col: int) -> tuple[ChartSpec, int]:
    area = u.unit_area(context)
    positions = least_complete(context)
    rows: list[list[Any]] = []
    for index in positions:
        unit = context.units[index]
        counts = [(f"={area.cell(status.value, index)}", unit.status.get(status, 0)) for status in Status]
        # Codes stand upright under their bars; names would lean over and push the bars aside.
        rows.append([unit.code, *counts])
    heads = [h.UNIT_CODE, *(status.value for status in Status)]
    ranges = _block(data, col, heads, rows, [12, *[10.0] * len(Status)])
    series = [
        Series(status.value, ranges[0], ranges[1 + i], st.STATUS_STRONG[status])
        for i, status in enumerate(Status)
        if context.c.totals.status.get(status)
    ] or [Series(Status.NOT_STARTED.value, ranges[0], ranges[1], st.STATUS_STRONG[Status.NOT_STARTED])]
    title = "Tình trạng nhiệm vụ theo đơn vị"
    if len(positions) < len(context.units):
        title += f" ({len(positions)} đơn vị hoàn thành thấp nhất)"
    kind = "column"
    chart = ChartSpec(
        0, 0, kind, title, series, subtype="stacked", legend="right", y_title="Lượt nhiệm vụ",
        value_format="0", value_min=0, alt_text="Biểu đồ cột chồng: số nhiệm vụ theo tình trạng của từng đơn vị",
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


def _scores(context: Context, data: SheetSpec, col: int) -> tuple[ChartSpec, int]:
    """Units from the highest score down, with a line at each band's threshold."""
    final = u.unit_area(context).range(u.FINAL)
    bands = sorted(context.c.master.bands, key=lambda b: -b.threshold)
    bands = [band for band in bands if band.threshold > 0][: len(LIMIT_COLORS)]
    values = sorted(
        context.totals_that_count,
        reverse=True,
    )
    rows: list[list[Any]] = []
    for index in range(len(context.units)):
        score = values[index] if index < len(values) else None
        formula = f'=IF(COUNT({final})>={index + 1},LARGE({final},{index + 1}),"")'
        rows.append([index + 1, (formula, score), *(to_number(band.threshold) for band in bands)])
    heads = ["Thứ tự", n.POINTS, *(f"{band.name} (từ {comma(band.threshold)})" for band in bands)]
    ranges = _block(data, col, heads, rows, [8, 9, *[12.0] * len(bands)])
    series = [Series("Điểm của đơn vị", ranges[0], ranges[1], "56B4E9")]
    series += [
        Series(head, ranges[0], place, color, kind="line")
        for head, place, color in zip(heads[2:], ranges[2:], LIMIT_COLORS, strict=False)
    ]
    chart = ChartSpec(
        0, 0, "column", "Điểm các đơn vị từ cao xuống thấp và mức xếp loại", series, legend="right",
        x_title="Thứ tự", value_format="0", value_min=0, value_max=float(context.c.master.plan.scale) if not values or max(values) <= context.c.master.plan.scale else None,
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
        name = f"{task.code} {task.text}"
        rows.append(
            [
                name if len(name) <= 42 else name[:40].rstrip() + "…",
                (f"={area.cell(DONE, index)}", done),
                (f"={area.cell(TARGET, index)}", target),
                (
                    f'=IF(N({cell_name(_TOP + len(rows), col + 2)})=0,"",{cell_name(_TOP + len(rows), col + 1)}/{cell_name(_TOP + len(rows), col + 2)})',
                    done / target if target and done is not None else None,
                ),
            ]
        )
    heads = ["Nhiệm vụ có chỉ tiêu", "Đạt", h.INDICATOR, "Tỷ lệ"]
    ranges = _block(data, col, heads, rows, [40, 10, 10, 9])
    for cell in data.cells:
        if cell.col == col + 3 and cell.row >= _TOP:
            cell.style = st.RATE
    chart = ChartSpec(
        0, 0, "bar", "Kết quả so với chỉ tiêu", [Series("Đạt so với chỉ tiêu", ranges[0], ranges[3], "0072B2", labels=True)],
        legend=None, reverse=True, value_format="0%", value_min=0, alt_text="Biểu đồ thanh: tỷ lệ đạt so với chỉ tiêu của từng nhiệm vụ",
    )  # fmt: skip
    return chart, col + len(heads) + 1
