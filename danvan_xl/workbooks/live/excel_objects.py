"""What only Excel's own object model can set on a live sheet: print set-up, protection, window, messages of validations.

``api`` is always the native worksheet (``xlwings.Sheet.api`` on Windows). The numbers are Excel's constants, named in the
comments as in its documentation. Nothing here runs with xlwings' remote engine, which has no object model.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_xl.workbooks.drawing.spec import (
    Conditional,
    Page,
    Range,
    SheetSpec,
    Validation,
    cell_name,
    column_name,
    range_name,
)
from danvan_xl.workbooks.live.live_values import localised

_POINTS_PER_INCH = 72
_VALIDATION_KINDS = {  # XlDVType
    "whole": 1,
    "decimal": 2,
    "list": 3,
    "date": 4,
    "length": 6,
    "custom": 7,
}
_OPERATORS = {  # XlFormatConditionOperator
    "between": 1,
    "not between": 2,
    "==": 3,
    "!=": 4,
    ">": 5,
    "<": 6,
    ">=": 7,
    "<=": 8,
}
_SEVERITIES = {"stop": 1, "warning": 2, "information": 3}  # XlDVAlertStyle
_LIST_SEPARATOR, _DECIMAL_SEPARATOR = 5, 3  # XlApplicationInternational
VISIBLE = -1  # XlSheetVisibility.xlSheetVisible
_EXPRESSION = 2  # XlFormatConditionType.xlExpression


def is_excel(book: Any) -> bool:
    """Whether Excel's own object model is behind the ``xlwings.Book``: not with xlwings' remote engine, not on a Mac."""
    return bool(sys.platform != "darwin" and book.app.engine.type == "desktop")


def show(sheet: Any) -> None:
    """Bring an ``xlwings.Sheet`` to the front. xlwings' own activate also looks through every running Excel, and is an error
    when another one of them lies in front."""
    if is_excel(sheet.book):
        sheet.api.Activate()
    else:
        sheet.activate()


def color(text: str) -> int:
    """'RRGGBB' as Excel counts colours: red in the lowest byte."""
    return int(text[4:6] + text[2:4] + text[0:2], 16)


def translator(application: Any) -> Callable[[str], str]:
    """Formulas of validations and conditional formats are read with the marks of the regional settings."""
    # International's only argument may be left out, so pywin32 gives all settings for the name and takes it with Get…
    separator = str(application.GetInternational(_LIST_SEPARATOR))
    decimal = str(application.GetInternational(_DECIMAL_SEPARATOR))
    return lambda formula: localised(formula, separator, decimal)


def empty(api: Any) -> None:
    """Everything that an earlier drawing left on the sheet, beyond what clearing the cells takes away."""
    api.AutoFilterMode = False
    api.Cells.Validation.Delete()
    api.Cells.EntireRow.Hidden = False
    api.Cells.EntireColumn.Hidden = False
    api.Cells.UseStandardHeight = True
    api.ResetAllPageBreaks()


def borders(api: Any, area: Range, line: str) -> None:
    """A thin line around every cell of the area."""
    lines = api.Range(range_name(area)).Borders
    lines.LineStyle = 1  # xlContinuous
    lines.Weight = 2  # xlThin
    lines.Color = color(line)


def underline(api: Any, area: Range, value: bool) -> None:
    """Single underline, or none."""
    api.Range(range_name(area)).Font.Underline = 2 if value else -4142  # xlUnderlineStyleSingle, ...None


def indent(api: Any, area: Range, value: int) -> None:
    """Indent from the left, in characters."""
    api.Range(range_name(area)).IndentLevel = value


def rotation(api: Any, area: Range, value: int) -> None:
    """Degrees counter-clockwise."""
    api.Range(range_name(area)).Orientation = value


def locked(api: Any, area: Range, value: bool) -> None:
    """Whether the cells are locked while the sheet is protected."""
    api.Range(range_name(area)).Locked = value


def formula_hidden(api: Any, area: Range, value: bool) -> None:
    """Whether formulas are hidden while the sheet is protected."""
    api.Range(range_name(area)).FormulaHidden = value


def link(api: Any, row: int, col: int, address: str) -> None:
    """A link on a cell whose text stands already. ``address`` as in :class:`~danvan_xl.workbooks.drawing.spec.Cell`."""
    kind, _, where = address.partition(":")
    anchor = api.Range(cell_name(row, col))
    if kind == "internal":
        api.Hyperlinks.Add(Anchor=anchor, Address="", SubAddress=where)
    else:
        api.Hyperlinks.Add(Anchor=anchor, Address=where if kind == "external" else address)


def frame(api: Any, spec: SheetSpec) -> None:
    """Frozen panes, zoom, tab colour, filter, hidden rows. The sheet is activated, since panes belong to the window."""
    api.Activate()
    window = api.Application.ActiveWindow
    window.FreezePanes = False
    window.DisplayGridlines = spec.gridlines
    window.Zoom = spec.zoom
    if spec.freeze:
        window.ScrollRow = window.ScrollColumn = 1
        window.SplitRow, window.SplitColumn = spec.freeze
        window.FreezePanes = True
    if spec.tab_color:
        api.Tab.Color = color(spec.tab_color)
    if spec.autofilter:
        api.Range(range_name(spec.autofilter)).AutoFilter()


def page(api: Any, page: Page) -> None:
    """Print set-up. Raises what Excel raises when the machine has no printer at all."""
    setup = api.PageSetup
    setup.Orientation = 2 if page.landscape else 1  # xlLandscape, xlPortrait
    setup.PaperSize = page.paper
    setup.LeftMargin = page.left * _POINTS_PER_INCH
    setup.RightMargin = page.right * _POINTS_PER_INCH
    setup.TopMargin = page.top * _POINTS_PER_INCH
    setup.BottomMargin = page.bottom * _POINTS_PER_INCH
    setup.Zoom = False
    setup.FitToPagesWide = page.fit_width
    setup.FitToPagesTall = page.fit_height or False
    setup.CenterHorizontally = page.center_horizontally
    if page.repeat_rows:
        setup.PrintTitleRows = f"${page.repeat_rows[0] + 1}:${page.repeat_rows[1] + 1}"
    if page.repeat_columns:
        first, last = map(column_name, page.repeat_columns)
        setup.PrintTitleColumns = f"${first}:${last}"
    for side, text in (("Header", page.header), ("Footer", page.footer)):
        for place, part in header_parts(text).items():
            setattr(setup, place + side, part)
    for row in page.row_breaks:
        api.HPageBreaks.Add(api.Range(cell_name(row, 0)))


def header_parts(text: str) -> dict[str, str]:
    """'&LTrái&CGiữa' → {'Left': 'Trái', 'Center': 'Giữa', 'Right': ''}; text before any mark stands in the middle."""
    import re

    parts = {"Left": "", "Center": "", "Right": ""}
    names = {"L": "Left", "C": "Center", "R": "Right"}
    place = "Center"
    for piece in re.split(r"(&[LCR])", text):
        if re.fullmatch(r"&[LCR]", piece):
            place = names[piece[1]]
        else:
            parts[place] += piece
    return parts


def validation(api: Any, rule: Validation, translate: Callable[[str], str]) -> None:
    """A data validation with all its messages on all its ranges."""
    for area in rule.ranges:
        target = api.Range(range_name(area)).Validation
        target.Delete()
        arguments: dict[str, Any] = {
            "Type": _VALIDATION_KINDS[rule.kind],
            "AlertStyle": _SEVERITIES[rule.severity],
        }
        if rule.kind == "list":
            source = rule.source
            arguments["Formula1"] = (
                translate(source) if isinstance(source, str) else translate(",").join(source or [])
            )
        elif rule.kind == "custom":
            arguments["Formula1"] = translate(str(rule.source))
        else:
            arguments["Operator"] = _OPERATORS[rule.operator]
            arguments["Formula1"] = _limit(rule.minimum, translate)
            if rule.operator in ("between", "not between"):
                arguments["Formula2"] = _limit(rule.maximum, translate)
        target.Add(**arguments)
        target.IgnoreBlank = rule.ignore_blank
        if rule.kind == "list":
            target.InCellDropdown = rule.dropdown
        target.ShowError = rule.show_error
        target.ErrorTitle, target.ErrorMessage = rule.error_title, rule.error
        target.ShowInput = bool(rule.prompt)
        target.InputTitle, target.InputMessage = rule.prompt_title, rule.prompt


def _limit(value: Any, translate: Callable[[str], str]) -> str:
    """A limit as a formula's text, in the marks of the regional settings."""
    if isinstance(value, date):
        return f"=DATE({value.year},{value.month},{value.day})".replace(",", translate(","))
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return translate(text if text.startswith("=") else f"={text}")


def conditional(api: Any, rule: Conditional, translate: Callable[[str], str]) -> None:
    """A conditional format by formula. Excel reads relative references from the active cell, so that is put right first."""
    areas = ",".join(range_name(area) for area in rule.ranges)
    api.Activate()
    api.Range(cell_name(*rule.ranges[0][:2])).Select()
    made = api.Range(areas).FormatConditions.Add(Type=_EXPRESSION, Formula1=translate(rule.formula))
    style = rule.style
    if style is not None:
        if style.bold:
            made.Font.Bold = True
        if style.italic:
            made.Font.Italic = True
        if style.color != "000000":
            made.Font.Color = color(style.color)
        if style.fill:
            made.Interior.Color = color(style.fill)
        if style.border:
            made.Borders.LineStyle = 1  # xlContinuous
            made.Borders.Color = color(style.border)
    made.StopIfTrue = rule.stop


def protect(api: Any) -> None:
    """Without a password; users may still format, size, sort and filter."""
    api.Protect(
        DrawingObjects=False,
        Contents=True,
        AllowFormattingCells=True,
        AllowFormattingColumns=True,
        AllowFormattingRows=True,
        AllowSorting=True,
        AllowFiltering=True,
    )


def keep_names(book: Any, values: Mapping[str, str]) -> None:
    """Texts as hidden defined names of a native workbook; of 255 characters at most, as Excel keeps them."""
    for name, text in values.items():
        quoted = text[:255].replace('"', '""')
        book.Names.Add(Name=name, RefersTo=f'="{quoted}"', Visible=False)


def kept_names(book: Any, names: Iterable[str]) -> dict[str, str]:
    """Those of :func:`keep_names` that the native workbook has."""
    wanted = {name.casefold(): name for name in names}
    return {
        wanted[name.Name.casefold()]: str(name.RefersTo)[2:-1].replace('""', '"')
        for name in book.Names
        if name.Name.casefold() in wanted
    }
