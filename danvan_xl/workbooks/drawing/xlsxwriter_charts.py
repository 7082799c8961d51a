"""Charts of a spec drawn with XlsxWriter."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from danvan_xl.workbooks.drawing.spec import ChartSpec, Series, WorkbookSpec
from danvan_xl.workbooks.drawing.style import INK, LINE


def charted_ranges(book: WorkbookSpec) -> str:
    """All references of charts: XlsxWriter looks up what they show, so that a previewer shows it too, in rows that are kept."""
    series = (s for spec in book.sheets for chart in spec.charts for s in chart.series)
    return " ".join(f"{s.name} {s.categories} {s.values}" for s in series)


def put_chart(workbook: Workbook, sheet: Worksheet, spec: ChartSpec) -> None:
    """Draw a chart onto ``sheet``."""
    options = {"type": spec.kind} | ({"subtype": spec.subtype} if spec.subtype else {})
    chart = workbook.add_chart(options)
    extra = None
    for series in spec.series:
        target = chart
        if series.kind and series.kind != spec.kind:
            extra = extra or workbook.add_chart({"type": series.kind})
            target = extra
        target.add_series(_series(series, spec.value_format))
    if extra is not None:
        chart.combine(extra)
    font = {"name": "Times New Roman", "size": 11, "color": f"#{INK}"}
    chart.set_title({"name": spec.title, "name_font": font | {"size": 12, "bold": True}, "overlay": False})
    axis_x: dict[str, Any] = {
        "name": spec.x_title,
        "name_font": font,
        "num_font": font | ({"rotation": spec.x_rotation} if spec.x_rotation else {}),
        "reverse": spec.reverse,
        "interval_unit": 1 if spec.every_name else None,
        "line": {"color": f"#{LINE}"},
        "major_tick_mark": "none",
    }
    axis_y: dict[str, Any] = {
        "name": spec.y_title,
        "name_font": font,
        "num_font": font,
        "num_format": spec.value_format,
        "major_gridlines": {"visible": True, "line": {"color": "#E4E7EB", "width": 0.75}},
        "min": spec.value_min,
        "major_unit": spec.value_step,
        "max": spec.value_max,
        "line": {"none": True},
        "major_tick_mark": "none",
    }
    if spec.kind not in ("pie", "doughnut"):
        # XlsxWriter's x axis is the horizontal one: of a bar chart that is the axis of values.
        across, up = (axis_y, axis_x) if spec.kind == "bar" else (axis_x, axis_y)
        chart.set_x_axis(across)
        chart.set_y_axis(up)
    chart.set_legend({"position": spec.legend, "font": font} if spec.legend else {"none": True})
    chart.set_chartarea({"border": {"color": f"#{LINE}"}})
    chart.set_size({"width": spec.width, "height": spec.height})
    sheet.insert_chart(spec.row, spec.col, chart, {"description": spec.alt_text or spec.title})


def _series(series: Series, value_format: str) -> dict[str, Any]:
    options: dict[str, Any] = {"name": series.name, "categories": series.categories, "values": series.values}
    if series.kind == "line":
        options["line"] = {"color": "#" + (series.color or "000000"), "width": 1.5, "dash_type": "dash"}
    elif series.color:
        options["fill"] = {"color": "#" + series.color}
        options["border"] = {"color": "#FFFFFF", "width": 0.5}
        options["gap"] = 45
    if series.pattern:
        options["pattern"] = {
            "pattern": series.pattern,
            "fg_color": "#" + (series.color or "000000"),
            "bg_color": "#FFFFFF",
        }
        options.pop("fill", None)
    if series.labels:
        font = {"name": "Times New Roman", "size": 11}
        options["data_labels"] = {"value": True, "font": font, "num_format": value_format}
    return options
