"""Looks of cells, widths and heights in a live sheet, each property in as few rectangles as there are."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from danvan_xl.workbooks.drawing.rectangles import paint
from danvan_xl.workbooks.drawing.spec import Range, SheetSpec, Style, range_name
from danvan_xl.workbooks.live import excel_objects as native

_VALIGN = {"top": "top", "vcenter": "center", "bottom": "bottom"}


def points(width: float) -> float:
    """A width in characters as points, which xlwings' remote engine wants: 7 pixels a digit and 5 of padding."""
    return (int(width * 7 + 0.5) + 5) * 0.75


def format_cells(sheet: Any, spec: SheetSpec, on_excel: bool) -> None:
    """Every property of every style. The cells hold Excel's defaults before."""
    if not spec.cells:
        return
    last_row = max(cell.row for cell in spec.cells)
    last_col = max(cell.col for cell in spec.cells)
    styles: dict[tuple[int, int], Style] = {
        (c.row, c.col): c.style for c in spec.cells if c.style is not None
    }
    api = sheet.api if on_excel else None

    def put(of: Callable[[Style], Hashable], blank: Hashable, write: Callable[[Any, Any], object]) -> None:
        grid = [
            [of(style) if (style := styles.get((r, c))) else blank for c in range(last_col + 1)]
            for r in range(last_row + 1)
        ]
        for area, value in paint(grid, blank):
            write(area, value)

    def cells(area: Range) -> Any:
        return sheet.range(range_name(area))

    def font(name: str) -> Callable[[Range, Any], None]:
        return lambda area, value: setattr(cells(area).font, name, value)

    def direct(name: str) -> Callable[[Range, Any], None]:
        return lambda area, value: setattr(cells(area), name, value)

    # Font and size of cells without a style do not show: whatever is commonest may stand there.
    named = [style.font for style in styles.values()]
    if named:
        whole = (0, 0, last_row, last_col)
        common = max(set(named), key=named.count)
        font("name")(whole, common)
        put(lambda s: s.font, common, font("name"))
        sizes = [style.size for style in styles.values()]
        usual = max(sorted(set(sizes)), key=sizes.count)
        font("size")(whole, usual)
        put(lambda s: s.size, usual, font("size"))
    put(lambda s: s.bold, False, font("bold"))
    put(lambda s: s.italic, False, font("italic"))
    put(lambda s: "#" + s.color, "#000000", font("color"))
    put(lambda s: s.fill and "#" + s.fill, None, direct("color"))
    put(lambda s: s.align or ("left" if s.indent else "general"), "general", direct("horizontal_alignment"))
    put(lambda s: _VALIGN[s.valign], "bottom", direct("vertical_alignment"))
    put(lambda s: s.wrap, False, direct("wrap_text"))
    put(lambda s: s.num_format, "General", direct("number_format"))
    _borders(sheet, styles, last_row, last_col, api)
    if api is not None:
        put(lambda s: s.underline, False, lambda area, value: native.underline(api, area, value))
        put(lambda s: s.indent, 0, lambda area, value: native.indent(api, area, value))
        put(lambda s: s.rotation, 0, lambda area, value: native.rotation(api, area, value))
        put(lambda s: s.locked, True, lambda area, value: native.locked(api, area, value))
        put(lambda s: s.hidden, False, lambda area, value: native.formula_hidden(api, area, value))


def _borders(
    sheet: Any, styles: dict[tuple[int, int], Style], last_row: int, last_col: int, api: Any
) -> None:
    """Thin lines around cells. Never "over all, then taken away": neighbours share a line."""
    from danvan_xl.workbooks.drawing.rectangles import cover

    lines: dict[str, list[tuple[int, int]]] = {}
    for place, style in styles.items():
        if style.border:
            lines.setdefault(style.border, []).append(place)
    for line, places in lines.items():
        for area in cover(places):
            if api is not None:
                native.borders(api, area, line)
            else:
                sheet.range(range_name(area)).borders.set("all", line_style="continuous", color="#" + line)


def widths_and_heights(sheet: Any, spec: SheetSpec, on_excel: bool) -> None:
    """Column widths, fixed row heights, hidden columns and rows; neighbours that are alike together."""
    columns = sorted(spec.widths)
    for first, last in _alike(columns, spec.widths.__getitem__):
        width = spec.widths[first]
        wide = sheet.range((1, first + 1), (1, last + 1))
        wide.column_width = width if on_excel else points(width)
    fixed = {row: height for row, height in spec.heights.items() if row not in spec.growing_rows}
    for first, last in _alike(sorted(fixed), fixed.__getitem__):
        sheet.range((first + 1, 1), (last + 1, 1)).row_height = fixed[first]
    for first, last in _alike(sorted(spec.hidden_columns), lambda _: True):
        sheet.range((1, first + 1), (1, last + 1)).columns.hidden = True
    for first, last in _alike(sorted(spec.hidden_rows), lambda _: True):
        sheet.range((first + 1, 1), (last + 1, 1)).rows.hidden = True


def _alike(indexes: list[int], of: Callable[[int], Any]) -> list[tuple[int, int]]:
    """Runs of following indexes with the same value."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index - 1 and of(runs[-1][0]) == of(index):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
