"""Draw sheet specs into a workbook that a user made, keeping everything else in it. The only module that writes with openpyxl.

Refuses (:class:`~danvan_xl.errors.WouldLoseContentError`) where saving would drop something; see :mod:`.losses`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.errors import InputError
from danvan_xl.files import write_atomically
from danvan_xl.garbage import left_lying
from danvan_xl.workbooks.drawing.finishing import save
from danvan_xl.workbooks.drawing.left_out import LeftOut
from danvan_xl.workbooks.drawing.losses import refuse_losses
from danvan_xl.workbooks.drawing.openpyxl_rules import conditional_of, validation_of
from danvan_xl.workbooks.drawing.spec import (
    Cell,
    Page,
    SheetSpec,
    Style,
    cell_name,
    column_name,
    range_name,
    sheet_ref,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Carry = Callable[["Worksheet", "Worksheet"], Mapping[str, str]]
"""Copies what a user put into the old sheet over to the new one; gives back new cell → old cell of copied formulas."""


def draw_into(
    path: Path,
    sheets: Sequence[SheetSpec],
    target: Path,
    cell_updates: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    hide: Mapping[str, Collection[int]] | None = None,
    replaces: Mapping[str, str] | None = None,
    remove: Collection[str] = (),
    carry: Mapping[str, Carry] | None = None,
    after: Mapping[str, str] | None = None,
    left_out: LeftOut | None = None,
) -> None:
    """Write ``path`` with ``sheets`` put in to ``target`` (may be ``path`` itself), atomically.

    A sheet of the same name (or named in ``replaces[new name]``) is drawn anew in its place; other specs come last.
    ``cell_updates[sheet][cell]`` are single values put into sheets that stay, keeping their look; ``hide[sheet]`` are columns (0-based) to hide there. ``remove`` names sheets to
    drop. ``carry[new name]`` is called with the old and the new openpyxl sheet after drawing. ``after[new name]`` names the
    sheet behind which a sheet that is not there yet comes. ``left_out``: the package in ``path``, without the sheets that show their
    specs already (:mod:`danvan_xl.workbooks.editing.standing`). Sheets to which nothing is done keep their bytes.

    Raises :class:`~danvan_xl.errors.WouldLoseContentError`, :class:`~danvan_xl.errors.InputError` for a file that openpyxl
    cannot open, :class:`~danvan_xl.errors.OutputError`; in each case ``target`` is untouched.
    """
    olds = {spec.name: (replaces or {}).get(spec.name, spec.name) for spec in sheets}
    check_editable(path, replaced={*olds.values(), *remove})
    with left_lying():  # openpyxl makes an object per cell
        _draw_into(
            path,
            sheets,
            target,
            cell_updates or {},
            hide or {},
            olds,
            remove,
            carry or {},
            after or {},
            left_out or LeftOut(path),
        )


def _draw_into(
    path: Path,
    sheets: Sequence[SheetSpec],
    target: Path,
    cell_updates: Mapping[str, Mapping[str, Any]],
    hide: Mapping[str, Collection[int]],
    olds: Mapping[str, str],
    remove: Collection[str],
    carry: Mapping[str, Carry],
    after: Mapping[str, str],
    left_out: LeftOut,
) -> None:
    drawn = {spec.name for spec in sheets} - left_out.sheets.keys()
    touched = {*cell_updates, *hide, *remove, *(olds[name] for name in drawn)}
    book, source = _opened(path, left_out, touched, any(new != old for new, old in olds.items()))
    sheets = [spec for spec in sheets if spec.name not in left_out.sheets]
    results = _Results(source)
    cached = {
        sheet.title: results.of(sheet.title, {c: c for c in cells})
        for sheet in book.worksheets
        if sheet.title not in {*olds.values(), *remove} and (cells := _formula_cells(sheet))
    }
    for name, updates in cell_updates.items():
        for cell, value in updates.items():
            book[name][cell].value = _plain(value)
    for name, hidden in hide.items():
        for col in hidden:
            book[name].column_dimensions[column_name(col)].hidden = True
    for name in remove:
        if name in book.sheetnames:
            del book[name]
    styles: dict[Style, Any] = {}
    for spec in sheets:
        old = book[olds[spec.name]] if olds[spec.name] in book.sheetnames else None
        behind = after.get(spec.name, "")
        end = book.sheetnames.index(behind) + 1 if behind in book.sheetnames else len(book.sheetnames)
        index = book.index(old) if old is not None else end
        if old is not None:
            old.title = f"~{index}~"[:31]
        new = book.create_sheet(spec.name, index)
        Drawer(new, styles).draw(spec)
        own = {cell_name(c.row, c.col): c.value for c in spec.cells if c.formula is not None}
        cached[spec.name] = {k: "" if v is None else v for k, v in own.items()}
        if old is not None:
            if spec.name in carry:
                copied = carry[spec.name](old, new)
                if copied:
                    cached[spec.name] |= results.of(olds[spec.name], copied)
            book.remove(old)
    _follow_renames(book, {old: new for new, old in olds.items() if old != new})
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True

    def write(temporary: Path) -> None:
        save(book, temporary, cached, {spec.name: spec.growing_rows for spec in sheets}, left_out)

    write_atomically(target, write)


def _opened(
    path: Path, left_out: LeftOut, touched: Collection[str], renamed: bool
) -> tuple[Workbook, Path | bytes]:
    """The workbook without the sheets that stay, and what it was read from."""
    for name in left_out.places:
        if name in left_out.sheets or name in touched or (renamed and left_out.looks_elsewhere(name)):
            continue
        if left_out.can_stay(name):
            left_out.sheets[name] = left_out.part_of(name)
    if left_out.sheets:
        rest = left_out.rest()
        book = _load(path, rest)
        if left_out.keeps_styles(book):
            return book, rest
        left_out.sheets.clear()
    return _load(path), path


def check_editable(path: Path, *, replaced: Collection[str] = ()) -> None:
    """Raise when ``path`` is not an .xlsx that can be edited without losing something."""
    import zipfile

    if path.suffix.lower() not in (".xlsx", ".xlsm") or not zipfile.is_zipfile(path):
        raise InputError(
            f"“{path.name}” không phải tệp .xlsx nên không ghi thêm trang tính vào được.",
            remedy="Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chạy với tệp đó.",
            file=path,
        )
    refuse_losses(path, replaced=replaced)


def _load(path: Path, data: bytes | None = None) -> Workbook:
    """The workbook in ``path``, or in ``data`` made of it."""
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what `losses` has already judged
            return openpyxl.load_workbook(path if data is None else BytesIO(data), rich_text=True)
    except Exception as error:  # openpyxl lets anything through: KeyError, IndexError, ParseError, ...
        raise InputError(
            f"Không mở được “{path.name}” để ghi thêm trang tính (tệp lưu theo kiểu lạ, ví dụ Strict Open XML).",
            remedy="Mở bằng Excel, chọn Lưu thành > Sổ làm việc Excel (*.xlsx) rồi chạy lại.",
            file=path,
            code="unreadable",
        ) from error


def _formula_cells(sheet: Worksheet) -> list[str]:
    return [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]


class _Results:
    """What the formulas of a workbook last showed; read only when asked for."""

    def __init__(self, source: Path | bytes) -> None:
        self.source = source
        self.book: Workbook | None = None

    def of(self, sheet: str, cells: Mapping[str, str]) -> dict[str, Any]:
        """Results by the keys of ``cells``, whose values are the cells in ``sheet``."""
        if self.book is None:
            import warnings

            import openpyxl

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                source = BytesIO(self.source) if isinstance(self.source, bytes) else self.source
                self.book = openpyxl.load_workbook(source, data_only=True)
        return {new: self.book[sheet][old].value for new, old in cells.items()}


def _follow_renames(book: Workbook, renamed: Mapping[str, str]) -> None:
    """Formulas that refer to a sheet by its old name refer to the new one, as when a person renames it in Excel."""
    if not renamed:
        return
    pairs = [(f"{sheet_ref(old)}!", f"{sheet_ref(new)}!") for old, new in renamed.items()]
    pairs += [(f"{old}!", f"{sheet_ref(new)}!") for old, new in renamed.items() if old.isalnum()]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    for old, new in pairs:
                        cell.value = cell.value.replace(old, new)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


class Drawer:
    """Draws one spec into one empty worksheet."""

    def __init__(self, sheet: Worksheet, arrays: dict[Style, Any]) -> None:
        from openpyxl.cell import Cell as Made

        self.sheet = sheet
        self.arrays = arrays
        self.made = Made

    def draw(self, spec: SheetSpec) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = spec.gridlines
        sheet.sheet_view.zoomScale = spec.zoom
        if spec.tab_color:
            sheet.sheet_properties.tabColor = "FF" + spec.tab_color
        for col in sorted(set(spec.widths) | spec.hidden_columns):
            dimension = sheet.column_dimensions[column_name(col)]
            # Excel stores whole pixels, seven to a character, and five of padding, as XlsxWriter does.
            dimension.width = round((int(spec.widths.get(col, 8.43) * 7 + 0.5) + 5) / 7, 8)
            dimension.hidden = col in spec.hidden_columns
        for row, height in spec.heights.items():
            sheet.row_dimensions[row + 1].height = height
        for row in spec.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for cell in spec.cells:
            self.cell(cell)
        for area in spec.merges:
            sheet.merge_cells(range_name(area))
        if spec.freeze:
            sheet.freeze_panes = cell_name(*spec.freeze)
        if spec.autofilter:
            sheet.auto_filter.ref = range_name(spec.autofilter)
        for validation in spec.validations:
            sheet.add_data_validation(validation_of(validation))
        for conditional in spec.conditionals:
            sheet.conditional_formatting.add(*conditional_of(conditional))
        self.page(spec)
        if spec.protect:
            self.protect()
        if spec.state == "hidden":
            sheet.sheet_state = "hidden"
        if spec.charts or spec.sparklines or spec.tables or spec.comments:
            raise ValueError("openpyxl draws no charts, sparklines, tables or comments of a spec")

    def cell(self, cell: Cell) -> None:
        made = self.arrays.get(cell.style) if cell.style is not None else None
        place = (cell.row + 1, cell.col + 1)
        target = self.sheet._cells.get(place)
        if target is None:
            # What Worksheet.cell does, without looking each cell up twice; the cell copies the style array.
            target = self.sheet._cells[place] = self.made(self.sheet, *place, style_array=made)
            self.sheet._current_row = max(self.sheet._current_row, place[0])
        elif made is not None:
            target._style = copy(made)
        if cell.formula is not None:
            target.value = cell.formula
        elif cell.value is not None and cell.value != "":
            target.value = _plain(cell.value)
            if isinstance(cell.value, str):
                target.data_type = "s"  # text stays text, also when it begins with '='
        if cell.link is not None:
            self.link(target, cell.link)
        if cell.style is not None and (made is None or target.data_type == "d"):
            # openpyxl gives a date a format of its own: the style's comes after it.
            if made is None:
                for name, part in self.look(cell.style).items():
                    setattr(target, name, part)
                self.arrays[cell.style] = copy(target._style)
            else:
                target._style = copy(made)

    def link(self, target: Any, link: str) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        kind, _, where = link.partition(":")
        if kind == "internal":
            target.hyperlink = Hyperlink(ref=target.coordinate, location=where)
        else:
            target.hyperlink = where if kind == "external" else link

    def look(self, style: Style) -> dict[str, Any]:
        """openpyxl's style parts of a style."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        made: dict[str, Any] = {
            "font": Font(
                name=style.font,
                size=style.size,
                bold=style.bold,
                italic=style.italic,
                underline="single" if style.underline else None,
                color="FF" + style.color,
            ),
            "alignment": Alignment(
                horizontal=style.align or ("left" if style.indent else None),
                vertical={"vcenter": "center", "top": "top", "bottom": "bottom"}[style.valign],
                wrap_text=style.wrap or None,
                indent=style.indent,
                text_rotation=style.rotation % 180 if style.rotation >= 0 else 90 - style.rotation,
            ),
            "number_format": style.num_format,
            "protection": Protection(locked=style.locked, hidden=style.hidden),
        }
        if style.fill:
            made["fill"] = PatternFill("solid", fgColor="FF" + style.fill, bgColor="FF" + style.fill)
        if style.border:
            side = Side("thin", color="FF" + style.border)
            made["border"] = Border(left=side, right=side, top=side, bottom=side)
        return made

    def page(self, spec: SheetSpec) -> None:
        sheet, page = self.sheet, spec.page
        setup = sheet.page_setup
        setup.orientation = "landscape" if page.landscape else "portrait"
        setup.paperSize = page.paper
        setup.fitToWidth, setup.fitToHeight = page.fit_width, page.fit_height
        sheet.sheet_properties.pageSetUpPr = _fit_to_page()
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = (
            page.left,
            page.right,
            page.top,
            page.bottom,
        )
        sheet.print_options.horizontalCentered = page.center_horizontally or None
        if page.repeat_rows:
            sheet.print_title_rows = f"{page.repeat_rows[0] + 1}:{page.repeat_rows[1] + 1}"
        if page.area:
            sheet.print_area = range_name(page.area)
        put_margin_texts(sheet.HeaderFooter, page)

    def protect(self) -> None:
        """Without a password; users may still format, size, sort and filter."""
        protection = self.sheet.protection
        protection.sheet = True
        # In the file format these flags say what is locked.
        protection.formatCells = protection.formatColumns = protection.formatRows = False
        protection.autoFilter = protection.sort = False


def put_margin_texts(found: Any, page: Page) -> None:
    """A page's header and footer into openpyxl's ``HeaderFooter``."""
    if page.header:
        _put_margin_text(found.oddHeader, page.header)
    if page.footer:
        _put_margin_text(found.oddFooter, page.footer)


def _put_margin_text(item: Any, text: str) -> None:
    """A header or footer with Excel's codes into openpyxl's three parts; each part's text keeps its font codes."""
    for mark, name in (("L", "left"), ("C", "center"), ("R", "right")):
        found = re.search(rf"&{mark}(.*?)(?=&[LCR]|$)", text, re.S)
        if not found or not found[1]:
            continue
        part = getattr(item, name)
        codes = re.match(r'(?:&"([^"]*)")?(?:&(\d+) ?)?(.*)', found[1], re.S)
        if codes is not None:
            part.font, part.size, part.text = codes[1], int(codes[2]) if codes[2] else None, codes[3]


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)
