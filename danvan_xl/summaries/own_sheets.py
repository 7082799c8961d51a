"""Sheets that a person added to a summary, as specs: values, formulas, looks, widths, comments, links; and what is lost."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style

_PADDING = 5 / 7
"""What a file adds to a width in characters: without it columns would grow at every run."""
_SIDES = ("left", "right", "top", "bottom")
_VALIGN = {"top": "top", "center": "vcenter", "bottom": "bottom"}


class OwnSheets(Struct):
    """``lost``: for each sheet what could not be taken along, in words of a person."""

    sheets: list[SheetSpec] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=dict)


def own_sheets(path: Path, names: Mapping[str, str]) -> OwnSheets:
    """The sheets ``names`` (as they are called there → as they are to be called) of the workbook at ``path``."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        results = openpyxl.load_workbook(path, data_only=True)
    found = OwnSheets()
    for name, called in names.items():
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        found_lost = list(_lost(sheet))
        if not hasattr(sheet, "iter_rows"):  # a sheet that is one chart
            found.lost[name] = ["biểu đồ"]
            continue
        found.sheets.append(_spec(sheet, results[name], called))
        if found_lost:
            found.lost[name] = found_lost
    return found


def _lost(sheet: Any) -> Iterator[str]:
    """What openpyxl reads and a spec does not hold."""
    for attribute, word in (
        ("_images", "hình"),
        ("_charts", "biểu đồ"),
        ("_pivots", "bảng Pivot"),
        ("tables", "định dạng bảng"),
        ("conditional_formatting", "định dạng có điều kiện"),
        ("data_validations", "danh sách chọn"),
    ):
        held = getattr(sheet, attribute, None)
        held = getattr(held, "dataValidation", held)
        if held is not None and len(list(held)):
            yield word


def _spec(sheet: Any, results: Any, name: str) -> SheetSpec:
    from openpyxl.utils import column_index_from_string, range_boundaries

    spec = SheetSpec(
        name, gridlines=sheet.sheet_view.showGridLines is not False, zoom=sheet.sheet_view.zoomScale or 100
    )
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                _put(spec, cell, results[cell.coordinate].value)
            if cell.comment is not None:
                spec.comments[cell.row - 1, cell.column - 1] = cell.comment.text
    for letter, dimension in sheet.column_dimensions.items():
        first = (dimension.min or column_index_from_string(letter)) - 1
        for col in range(first, min(dimension.max or first + 1, first + 256)):
            if dimension.width:
                spec.widths[col] = max(dimension.width - _PADDING, 0.1)
            if dimension.hidden:
                spec.hidden_columns.add(col)
    for index, dimension in sheet.row_dimensions.items():
        if dimension.height:
            spec.heights[index - 1] = dimension.height
        if dimension.hidden:
            spec.hidden_rows.add(index - 1)
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        spec.merges.append((top - 1, left - 1, bottom - 1, right - 1))
    if sheet.freeze_panes:
        left, top, _, _ = range_boundaries(sheet.freeze_panes)
        spec.freeze = (top - 1, left - 1)
    if sheet.auto_filter.ref:
        left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
        spec.autofilter = (top - 1, left - 1, bottom - 1, right - 1)
    if sheet.sheet_state != "visible":
        spec.state = "hidden"
    spec.tab_color = _rgb(sheet.sheet_properties.tabColor)
    setup = sheet.page_setup
    spec.page = Page(
        landscape=setup.orientation == "landscape",
        paper=setup.paperSize or 9,
        footer="",
        center_horizontally=False,
    )
    return spec


def _put(spec: SheetSpec, cell: Any, shown: Any) -> None:
    where, style = (cell.row - 1, cell.column - 1), _style(cell)
    link = cell.hyperlink
    if cell.data_type == "f" and isinstance(cell.value, str):
        spec.put(*where, _plain(shown), style, formula=cell.value)
    elif link is not None and cell.value is not None and (target := _target(link)):
        spec.put(*where, _plain(cell.value), style, link=target)
    else:
        spec.put(*where, _plain(cell.value), style)


def _target(link: Any) -> str:
    """Where a link leads, as a spec says it; '' where it leads nowhere that is certain."""
    if link.target:
        text = str(link.target) + (f"#{link.location}" if link.location else "")
        return text if "://" in text or text.startswith("mailto:") else f"external:{text}"
    return f"internal:{link.location}" if link.location else ""


def _style(cell: Any) -> Style:
    font, fill, look = cell.font, cell.fill, cell.alignment
    sides = [side for name in _SIDES if (side := getattr(cell.border, name)) is not None and side.style]
    return Style(
        font=font.name or "Times New Roman",
        size=font.sz or 11,
        bold=bool(font.b),
        italic=bool(font.i),
        underline=bool(font.u),
        color=_rgb(font.color) or "000000",
        fill=_rgb(fill.start_color) if fill.fill_type == "solid" else None,
        border=(_rgb(sides[0].color) or "000000") if len(sides) == len(_SIDES) else None,
        align=look.horizontal if look.horizontal in ("left", "center", "right", "justify") else None,
        valign=_VALIGN.get(look.vertical or "bottom", "bottom"),
        wrap=bool(look.wrap_text),
        indent=int(look.indent or 0),
        rotation=look.text_rotation if look.text_rotation and look.text_rotation <= 90 else 0,
        num_format=cell.number_format or "General",
        locked=bool(cell.protection.locked),
    )


def _rgb(color: Any) -> str | None:
    """'RRGGBB' of a colour that says so itself; a theme's is left to the spreadsheet."""
    value = getattr(color, "rgb", None) if getattr(color, "type", "") == "rgb" else None
    return value[-6:] if isinstance(value, str) and len(value) >= 6 else None


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | date | None) else str(value)


def sentence(lost: Mapping[str, Sequence[str]], copy: str) -> list[str]:
    """What was lost, naming the copy that still has it."""
    return [
        f"Trang tính “{name}” của bạn được giữ, trừ {', '.join(dict.fromkeys(words))}; bản còn đủ: “{copy}”."
        for name, words in lost.items()
    ]
