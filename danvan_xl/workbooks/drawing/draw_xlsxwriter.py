"""Draw sheet specs into a new file with XlsxWriter. Only this module, :mod:`.sheet_writer`, :mod:`.xlsxwriter_charts` and :mod:`.xlsxwriter_words` know XlsxWriter.

Strings are written as strings (never turned into formulas, numbers or links), and every formula
carries its cached value, so that a phone or a previewer shows the right figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import workbook as packing
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from danvan_xl.files import write_atomically
from danvan_xl.workbooks.drawing.beside import drawn_beside, large_bodies
from danvan_xl.workbooks.drawing.body_text import parts
from danvan_xl.workbooks.drawing.cell_text import cached
from danvan_xl.workbooks.drawing.measure import LINE
from danvan_xl.workbooks.drawing.rows import RowCells
from danvan_xl.workbooks.drawing.sheet_writer import Sheet
from danvan_xl.workbooks.drawing.spec import (
    Cell,
    Conditional,
    SheetSpec,
    Style,
    WorkbookSpec,
    range_name,
    sheet_ref,
)
from danvan_xl.workbooks.drawing.style import LINK
from danvan_xl.workbooks.drawing.xlsxwriter_charts import charted_ranges, put_chart
from danvan_xl.workbooks.drawing.xlsxwriter_words import bounds_of, format_properties, validate
from danvan_xl.zipped import Zip

CREATED = datetime(2025, 1, 1, tzinfo=UTC)
"""A fixed creation date: the same sources make the same bytes."""

_PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "objects": True,
}


def save(book: WorkbookSpec, path: Path, *, created: datetime = CREATED) -> None:
    """Write ``book`` to ``path`` atomically. Raises :class:`~danvan_xl.errors.OutputError`."""
    if any(_streams(spec) for spec in book.sheets):
        write_atomically(path, lambda temporary: _draw_to_disk(book, temporary, created))
        return
    stream = BytesIO()  # a zip that meets a full disk would complain once more when it is thrown away
    draw(book, stream, created=created)
    write_atomically(path, lambda temporary: temporary.write_bytes(stream.getbuffer()))


def _draw_to_disk(book: WorkbookSpec, path: Path, created: datetime) -> None:
    """For large workbooks: their parts stand on the disk before they are packed."""
    try:
        draw(book, path, created=created)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def draw(book: WorkbookSpec, target: Path | BinaryIO, *, created: datetime = CREATED) -> None:
    """Write ``book`` to ``target`` as it is, in one go; into a binary stream nothing touches the disk."""
    workbook = _Packed(
        str(target) if isinstance(target, Path) else target,
        {
            "in_memory": not isinstance(target, Path),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": False,
            # Columns are measured in digits of this font: a machine without Calibri would make them a fifth wider.
            "default_format_properties": {"font_name": Style().font, "font_size": Style().size},
        },
    )
    drawer = _Drawer(workbook)
    workbook.set_properties(
        {
            "title": book.title,
            "subject": book.subject,
            "author": "danvan-xl",
            "created": created.replace(tzinfo=None),
        }
    )
    for name, value in book.custom_properties.items():
        workbook.set_custom_property(name, value, "text")
    sheets = []
    charted = charted_ranges(book)
    for spec in book.sheets:
        workbook.constant_memory = _streams(spec) and sheet_ref(spec.name) not in charted
        sheets.append((spec, workbook.add_worksheet(spec.name, Sheet)))
    workbook.constant_memory = (
        False  # else it would close the rows of every sheet, also of those that keep theirs
    )
    drawer.sheets(sheets)
    for name, formula in book.names.items():
        workbook.define_name(name, formula)
    for name, formula in book.hidden_names.items():
        workbook.define_name(name, formula)
        _hide_last_name(workbook)
    if sheets:
        sheets[book.active][1].activate()
        if book.active:
            sheets[book.active][1].set_first_sheet()
            sheets[0][1].set_first_sheet()
    workbook.close()


class _Packed(Workbook):  # type: ignore[misc]
    """A workbook whose parts zlib-ng deflates: a tenth of a large summary's time."""

    def _store_workbook(self) -> None:
        usual, packing.ZipFile = packing.ZipFile, Zip
        try:
            super()._store_workbook()
        finally:
            packing.ZipFile = usual


_STREAMED = 5_000
"""A sheet of so many cells is written row by row."""


def _streams(spec: SheetSpec) -> bool:
    """Whether its rows go to the disk while it is drawn, each in one go."""
    return spec.body is not None or (len(spec.cells) >= _STREAMED and not spec.merges)


def _hide_last_name(workbook: Workbook) -> None:
    """XlsxWriter has no public way to hide a defined name; its entry is [name, sheet, formula, hidden]."""
    workbook.defined_names[-1][3] = 1


class _Drawer:
    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.formats: dict[Style, Format] = {}
        self.formats_by_id: dict[int, Format] = {}
        """The same by identity: hashing a style costs as much as writing a cell."""
        self.kept: list[Style] = []
        """So that no other style gets the identity of one that was known."""
        self.partial_formats: dict[Style, Format] = {}
        self.looks: dict[int, str] = {}
        """What a cell says of its style, by the style's identity."""

    def format(self, style: Style | None) -> Format | None:
        return None if style is None else self.made(style)

    def made(self, style: Style) -> Format:
        """The format of a style."""
        made = self.formats_by_id.get(id(style))
        if made is None:
            made = self.formats.get(style)
            if made is None:
                made = self.formats[style] = self.workbook.add_format(format_properties(style))
            self.formats_by_id[id(style)] = made
            self.kept.append(style)
        return made

    def look(self, style: Style) -> str:
        """The part of a cell between its place and what it holds."""
        look = self.looks.get(id(style))
        if look is None:
            look = self.looks[id(style)] = f'" s="{self.made(style)._get_xf_index()}"'
        return look

    def partial_format(self, style: Style) -> Format:
        """For conditional formats, which override only what they name."""
        made = self.partial_formats.get(style)
        if made is None:
            properties: dict[str, Any] = {}
            if style.bold:
                properties["bold"] = True
            if style.italic:
                properties["italic"] = True
            if style.color != "000000":
                properties["font_color"] = "#" + style.color
            if style.fill:
                properties["bg_color"] = "#" + style.fill
            if style.border:
                properties |= {"border": 1, "border_color": "#" + style.border}
            made = self.partial_formats[style] = self.workbook.add_format(properties)
        return made

    def sheets(self, sheets: Sequence[tuple[SheetSpec, Sheet]]) -> None:
        """All sheets. Where many rows are made while they are drawn, a copy of this process draws some of them meanwhile."""
        others = large_bodies([spec for spec, _ in sheets])
        for spec, _ in sheets if others else ():
            self.know(spec)
        mine = [pair for pair in sheets if pair[0].name not in others]
        theirs = [pair for pair in sheets if pair[0].name in others]
        for pair in theirs:
            self.top(*pair)
        with drawn_beside(self, theirs):
            for spec, sheet in mine:
                self.top(spec, sheet)
                self.body(spec, sheet)
                self.rest(spec, sheet)
        for pair in theirs:
            self.rest(*pair)

    def know(self, spec: SheetSpec) -> None:
        """Give every style of a sheet its number: the same whoever draws which sheet when."""
        for cell in spec.cells:
            if cell.style is not None:
                self.look(cell.style)
        if spec.body is not None:
            for lane in spec.body.lanes:
                for style in (lane.style, *lane.also, LINK):
                    self.look(style)

    def top(self, spec: SheetSpec, sheet: Sheet) -> None:
        """What stands before the rows that are made while they are drawn."""
        sheet.hide_gridlines(0 if spec.gridlines else 2)
        if spec.tab_color:
            sheet.set_tab_color("#" + spec.tab_color)
        if spec.zoom != 100:
            sheet.set_zoom(spec.zoom)
        default = self.format(spec.default_style)
        for col in sorted(set(spec.widths) | spec.hidden_columns):
            options = {"hidden": True} if col in spec.hidden_columns else {}
            sheet.set_column(col, col, spec.widths.get(col), default, options)
        sheet.growing_rows = spec.growing_rows
        for row in sorted(set(spec.heights) | spec.hidden_rows):
            options = {"hidden": True} if row in spec.hidden_rows else {}
            sheet.set_row(row, spec.heights.get(row), None, options)
        for area in spec.merges:
            corner = next((c for c in spec.cells if (c.row, c.col) == area[:2]), None)
            sheet.merge_range(*area, "", self.format(corner.style if corner else None))
        if sheet.constant_memory:
            self.rows(spec, sheet)
        else:
            for cell in spec.cells:
                self.cell(sheet, cell)

    def rest(self, spec: SheetSpec, sheet: Sheet) -> None:
        """What does not hang on rows."""
        self.frame(spec, sheet)
        self.page(spec, sheet)
        for validation in spec.validations:
            validate(sheet, validation)
        for conditional in spec.conditionals:
            self.conditional(sheet, conditional)
        for sparkline in spec.sparklines:
            sheet.add_sparkline(
                sparkline.row,
                sparkline.col,
                {"range": sparkline.source, "type": sparkline.kind, "markers": True},
            )
        for chart in spec.charts:
            put_chart(self.workbook, sheet, chart)
        for place, text in spec.comments.items():
            sheet.write_comment(
                *place, text, {"author": "", "x_scale": 2, "y_scale": 1 + text.count("\n") / 4}
            )

    def rows(self, spec: SheetSpec, sheet: Sheet) -> None:
        """All cells row by row, from top to bottom."""

        def put(cell: Cell) -> None:
            self.cell(sheet, cell)

        above: dict[int, dict[int, Cell]] = {}
        for cell in spec.cells:
            above.setdefault(cell.row, {})[cell.col] = cell
        for row in sorted(above):
            cells = above[row]
            sheet.put_row(row, [cells[col] for col in sorted(cells)], self.look, put)

    def body(self, spec: SheetSpec, sheet: Sheet) -> None:
        """The rows that are made while they are drawn."""
        if spec.body is None:
            return

        def put(cell: Cell) -> None:
            self.cell(sheet, cell)

        alone = RowCells(spec.body.lanes)

        def put_alone(row: int, values: Sequence[Any]) -> None:
            cells, height = alone.of(row, values)
            if height > max(LINE, spec.heights.get(row, 0)):
                spec.heights[row] = height
                spec.growing_rows.add(row)
                sheet.set_row(row, height)
            sheet.put_row(row, cells, self.look, put)

        for part in parts(spec.body, self.look):
            sheet.put_part(part, put_alone)

    def frame(self, spec: SheetSpec, sheet: Worksheet) -> None:
        if spec.freeze:
            sheet.freeze_panes(*spec.freeze)
        if spec.autofilter:
            sheet.autofilter(*spec.autofilter)
        headers = {(c.row, c.col): str(c.value) for c in spec.cells} if spec.tables else {}
        styles = {(c.row, c.col): c.style for c in spec.cells} if spec.tables else {}
        for table in spec.tables:
            row, first, _, last = table.range
            columns = [
                {"header": headers[row, col], "header_format": self.format(styles[row, col])}
                for col in range(first, last + 1)
            ]
            sheet.add_table(*table.range, {"name": table.name, "style": table.style, "columns": columns})
        if spec.protect:
            sheet.protect("", _PROTECTION)
        if spec.state == "hidden":
            sheet.hide()

    def page(self, spec: SheetSpec, sheet: Worksheet) -> None:
        page = spec.page
        if page.landscape:
            sheet.set_landscape()
        sheet.set_paper(page.paper)
        sheet.set_margins(page.left, page.right, page.top, page.bottom)
        if page.scale:
            sheet.set_print_scale(page.scale)
        else:
            sheet.fit_to_pages(page.fit_width, page.fit_height)
        if page.center_horizontally:
            sheet.center_horizontally()
        if page.repeat_rows:
            sheet.repeat_rows(*page.repeat_rows)
        if page.repeat_columns:
            sheet.repeat_columns(*page.repeat_columns)
        if page.row_breaks:
            sheet.set_h_pagebreaks(list(page.row_breaks))
        if page.column_breaks:
            sheet.set_v_pagebreaks(list(page.column_breaks))
        if page.area and page.more_areas:  # XlsxWriter itself knows one
            name = sheet_ref(spec.name)
            areas = (f"{name}!{range_name(area, absolute=True)}" for area in (page.area, *page.more_areas))
            self.workbook.define_name(f"{name}!_xlnm.Print_Area", "=" + ",".join(areas))
        elif page.area:
            sheet.print_area(*page.area)
        if page.header:
            sheet.set_header(page.header)
        if page.footer:
            sheet.set_footer(page.footer, {"scale_with_doc": False})

    def cell(self, sheet: Sheet, cell: Cell) -> None:
        form = self.format(cell.style)
        row, col, value = cell.row, cell.col, cell.value
        if cell.formula is not None:
            sheet.write_formula(row, col, cell.formula, form, cached(value))
        elif cell.link is not None:
            sheet.put_link(row, col, cell.link, str(value))
            sheet.write_string(row, col, str(value), form)
        elif value is None or value == "":
            sheet.write_blank(row, col, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, col, value, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, col, value, form)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, col, value, form)
        elif isinstance(value, date):  # datetime is a date
            sheet.write_datetime(row, col, value, form)
        else:
            raise TypeError(f"cannot write {type(value).__name__} at row {row}, column {col}")

    def conditional(self, sheet: Worksheet, rule: Conditional) -> None:
        options: dict[str, Any] = {"stop_if_true": rule.stop}
        if rule.kind == "formula":
            options |= {"type": "formula", "criteria": rule.formula}
            if rule.style:
                options["format"] = self.partial_format(rule.style)
        elif rule.kind == "data_bar":
            options = {"type": "data_bar", "bar_color": "#" + rule.colors[0], "bar_solid": True}
            options |= bounds_of(rule) | {"bar_only": rule.bar_only}
        else:
            three = len(rule.colors) == 3
            options = {"type": "3_color_scale" if three else "2_color_scale"}
            keys = ("min_color", "mid_color", "max_color") if three else ("min_color", "max_color")
            if three and rule.middle is not None:
                options |= {"mid_type": "num", "mid_value": rule.middle}
            options |= {key: "#" + color for key, color in zip(keys, rule.colors, strict=True)} | bounds_of(
                rule
            )
        first = rule.ranges[0]
        if len(rule.ranges) > 1:
            options["multi_range"] = " ".join(range_name(area) for area in rule.ranges)
        sheet.conditional_format(*first, options)
