"""Ranges of the typed Excel and what hangs on them: fonts, fills, borders, validations, conditional formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from xlwings import constants

from danvan_xl.workbooks.drawing.spec import Range as Area
from danvan_xl.workbooks.drawing.spec import cell_name
from tests.excel.replay import copy_block, delete_rows, refuse_converted
from tests.excel.typed.core import Thing, refused

if TYPE_CHECKING:
    from tests.excel.typed.sheet import Worksheet

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_MANY = 200_000
_ADDRESS = re.compile(r"\$?([A-Z]{0,3})\$?(\d*)(?::\$?([A-Z]{0,3})\$?(\d*))?")
_ALIGN = {v: k.removeprefix("xlHAlign") for k, v in vars(constants.HAlign).items() if k.startswith("xl")}
_VALIGN = {v: k.removeprefix("xlVAlign") for k, v in vars(constants.VAlign).items() if k.startswith("xl")}


def area_of(address: str) -> Area:
    """'B2:C3', '5:7', 'A:C' → first row, first column, last row, last column, from 0."""
    match = _ADDRESS.fullmatch(address)
    assert match is not None and any(match.groups()), f"no address: {address!r}"
    left, top, right, bottom = match.groups()
    if ":" not in address:
        right, bottom = left, top
    return (
        int(top) - 1 if top else 0,
        _column(left) if left else 0,
        int(bottom) - 1 if bottom else LAST_ROW,
        _column(right) if right else LAST_COLUMN,
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def web(color: int) -> str:
    """Excel's number for a colour as '#RRGGBB'."""
    return f"#{color & 255:02X}{color >> 8 & 255:02X}{color >> 16 & 255:02X}"


class Range(Thing):
    """Cells of a sheet; ``unit`` tells what is counted and gone through: cells, rows, columns."""

    interface = "Range"

    def __init__(self, sheet: Worksheet, areas: list[Area], unit: str = "cells") -> None:
        super().__init__(sheet.bridge)
        self.sheet, self.areas, self.unit = sheet, areas, unit

    @property
    def area(self) -> Area:
        return self.areas[0]

    @property
    def whole(self) -> bool:
        top, left, bottom, right = self.area
        return (bottom - top + 1) * (right - left + 1) > _MANY

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell; of a whole sheet those that there is something about."""
        shown = self.sheet.shown
        for top, left, bottom, right in self.areas:
            if (bottom - top + 1) * (right - left + 1) > _MANY:
                yield from {
                    p
                    for p in [*shown.values, *shown.formats]
                    if top <= p[0] <= bottom and left <= p[1] <= right
                }
            else:
                yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))

    def format(self, name: str, value: Any) -> None:
        """Put a property of the look on every cell."""
        self.sheet.refuse_if_protected("format")
        for place in list(self.cells()):
            self.sheet.shown.formats[place][name] = value

    def looked(self, name: str, default: Any) -> Any:
        """The property of the first cell."""
        return self.sheet.shown.formats.get(self.area[:2], {}).get(name, default)

    def part(self, area: Area, unit: str = "cells") -> Range:
        return Range(self.sheet, [area], unit)

    def get__Default(self, RowIndex: Any = None, ColumnIndex: Any = None) -> Any:
        top, left, bottom, right = self.area
        if self.unit == "rows":
            return self.part((top + RowIndex - 1, left, top + RowIndex - 1, right))
        if self.unit == "columns":
            return self.part((top, left + RowIndex - 1, bottom, left + RowIndex - 1))
        row, col = top + int(RowIndex) - 1, left + int(ColumnIndex) - 1
        return self.part((row, col, row, col))

    def get_Application(self) -> Thing:
        return self.sheet.book.application

    def get_Worksheet(self) -> Thing:
        return self.sheet

    def get_Address(self, **_: Any) -> str:
        return ",".join(_address(area) for area in self.areas)

    def get_Row(self) -> int:
        return self.area[0] + 1

    def get_Column(self) -> int:
        return self.area[1] + 1

    def get_Rows(self) -> Range:
        return Range(self.sheet, self.areas, "rows")

    def get_Columns(self) -> Range:
        return Range(self.sheet, self.areas, "columns")

    def get_Cells(self) -> Range:
        return Range(self.sheet, self.areas)

    def get_Count(self) -> int:
        top, left, bottom, right = self.area
        return {"rows": bottom - top + 1, "columns": right - left + 1}.get(
            self.unit, (bottom - top + 1) * (right - left + 1)
        )

    def get_Range(self, Cell1: Any, Cell2: Any = None) -> Range:
        return self.sheet.get_Range(Cell1, Cell2)

    def get_EntireRow(self) -> Range:
        return Range(self.sheet, [(top, 0, bottom, LAST_COLUMN) for top, _, bottom, _ in self.areas], "rows")

    def get_EntireColumn(self) -> Range:
        return Range(self.sheet, [(0, left, LAST_ROW, right) for _, left, _, right in self.areas], "columns")

    def get_Value(self, **_: Any) -> Any:
        top, left, bottom, right = self.area
        values = self.sheet.shown.values
        rows = tuple(
            tuple(_read(values.get((r, c))) for c in range(left, right + 1)) for r in range(top, bottom + 1)
        )
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    def put_Value(self, value: Any) -> None:
        self.sheet.refuse_if_protected("change cells of")
        self.sheet.book.kept["Saved"] = False
        top, left, bottom, right = self.area
        rows = (
            value if isinstance(value, list | tuple) else [[value] * (right - left + 1)] * (bottom - top + 1)
        )
        assert len(rows) == bottom - top + 1 and {len(row) for row in rows} == {right - left + 1}, (
            "another shape"
        )
        for r, row in enumerate(rows, start=top):
            for c, one in enumerate(row, start=left):
                self.sheet.put_value((r, c), _typed(one))

    def call_Clear(self) -> None:
        self.sheet.refuse_if_protected("clear")
        assert self.whole, "only whole sheets are cleared"
        shown = self.sheet.shown
        for part in (shown.values, shown.formats, shown.links, shown.validations, shown.conditionals):
            part.clear()  # type: ignore[attr-defined]

    def call_Copy(self, Destination: Range | None = None) -> bool:
        assert Destination is not None, "nothing is copied through the clipboard"
        Destination.sheet.refuse_if_protected("paste into")
        copy_block(self.sheet.shown, self.area, Destination.sheet.shown, Destination.area[:2])
        return True

    def call_Delete(self, Shift: int | None = None) -> bool:
        self.sheet.refuse_if_protected("delete rows of")
        top, left, bottom, right = self.area
        assert (left, right) == (0, LAST_COLUMN), "only whole rows are deleted"
        delete_rows(self.sheet.shown, top, bottom)
        return True

    def call_Merge(self, Across: bool = False) -> None:
        self.sheet.shown.merges.append(self.area)

    def call_AutoFit(self) -> bool:
        assert self.unit == "rows"
        self.sheet.shown.autofitted.update(range(self.area[0], self.area[2] + 1))
        return True

    def call_AutoFilter(self, **_: Any) -> bool:
        self.sheet.shown.filtered = self.area
        return True

    def call_Select(self) -> bool:
        if self.sheet.book.active is not self.sheet:
            raise refused("Select method of Range class failed")
        self.sheet.selected = self.area
        return True

    def get_Font(self) -> Thing:
        return Font(self)

    def get_Interior(self) -> Thing:
        return Interior(self)

    def get_Borders(self) -> Thing:
        return Borders(self)

    def get_Validation(self) -> Thing:
        from tests.excel.typed.rules import Validation

        return Validation(self)

    def get_FormatConditions(self) -> Thing:
        from tests.excel.typed.rules import FormatConditions

        return FormatConditions(self)

    def put_HorizontalAlignment(self, value: int) -> None:
        self.format("align", _ALIGN[value])

    def put_VerticalAlignment(self, value: int) -> None:
        self.format("valign", _VALIGN[value])

    def put_WrapText(self, value: bool) -> None:
        self.format("wrap", value)

    def put_NumberFormat(self, value: str) -> None:
        self.format("number format", value)

    def put_IndentLevel(self, value: int) -> None:
        self.format("indent", value)

    def put_Orientation(self, value: int) -> None:
        self.format("rotation", value)

    def put_Locked(self, value: bool) -> None:
        self.format("locked", value)

    def put_FormulaHidden(self, value: bool) -> None:
        self.format("formula hidden", value)

    def put_ColumnWidth(self, value: float) -> None:
        self.sheet.refuse_if_protected("format")
        self.sheet.shown.widths.update(dict.fromkeys(range(self.area[1], self.area[3] + 1), value))

    def put_RowHeight(self, value: float) -> None:
        self.sheet.refuse_if_protected("format")
        self.sheet.shown.heights.update(dict.fromkeys(range(self.area[0], self.area[2] + 1), value))

    def put_UseStandardHeight(self, value: bool) -> None:
        assert self.whole and value is True
        self.sheet.shown.heights.clear()

    def put_Hidden(self, value: bool) -> None:
        self.sheet.refuse_if_protected("format")
        top, left, bottom, right = self.area
        shown = self.sheet.shown
        if self.unit == "columns" and (top, bottom) == (0, LAST_ROW):
            hidden, touched = shown.hidden_columns, range(left, right + 1)
        else:
            assert (left, right) == (0, LAST_COLUMN), "only whole rows and columns can be hidden"
            hidden, touched = shown.hidden_rows, range(top, bottom + 1)
        if not value:
            hidden.difference_update([index for index in hidden if index in touched])
        else:
            hidden.update(touched)


def _address(area: Area) -> str:
    first, last = cell_name(*area[:2]), cell_name(*area[2:])
    absolute = [re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", name) for name in (first, last)]
    return absolute[0] if first == last else ":".join(absolute)


def _read(value: Any) -> Any:
    """A day as pywin32 gives it: a time with a zone."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _typed(value: Any) -> Any:
    """What stands in a cell after a program wrote ``value`` into it."""
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        return plain.date() if plain.time() == time() else plain
    if isinstance(value, str) and value:
        if value.startswith("'"):
            return value[1:]
        refuse_converted(value)
    return value


class Font(Thing):
    """The font of a range's cells."""

    interface = "Font"

    def __init__(self, cells: Range) -> None:
        super().__init__(cells.bridge)
        self.cells = cells

    def put_Bold(self, value: bool) -> None:
        self.cells.format("bold", value)

    def put_Italic(self, value: bool) -> None:
        self.cells.format("italic", value)

    def put_Underline(self, value: int) -> None:
        self.cells.format("underline", value != constants.UnderlineStyle.xlUnderlineStyleNone)

    def put_Color(self, value: int) -> None:
        self.cells.format("color", web(value))

    def put_Name(self, value: str) -> None:
        self.cells.format("name", value)

    def put_Size(self, value: float) -> None:
        self.cells.format("size", value)


class Interior(Thing):
    """The fill of a range's cells."""

    interface = "Interior"

    def __init__(self, cells: Range) -> None:
        super().__init__(cells.bridge)
        self.cells = cells

    def put_Color(self, value: int) -> None:
        self.cells.format("fill", web(value))

    def put_ColorIndex(self, value: int) -> None:
        assert value == constants.ColorIndex.xlColorIndexNone
        self.cells.format("fill", None)


class Borders(Thing):
    """The lines around a range's cells, all of them at once."""

    interface = "Borders"

    def __init__(self, cells: Range) -> None:
        super().__init__(cells.bridge)
        self.cells = cells

    def put_LineStyle(self, value: int) -> None:
        self.cells.format(
            "border line_style", "continuous" if value == constants.LineStyle.xlContinuous else None
        )

    def put_Weight(self, value: int) -> None:
        self.cells.format("border weight", value)

    def put_Color(self, value: int) -> None:
        self.cells.format("border color", web(value))
