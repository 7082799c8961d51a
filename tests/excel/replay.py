"""What a live book looks like after the recorded actions: each is applied, one after the other, to cells in memory.

Written from Excel's behaviour, not from the drawer's: a text that Excel would convert must have come with an apostrophe.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Place = tuple[int, int]
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONVERTED = re.compile(
    r"\s*[-+]?[\d.,]+\s*%?|\d{1,4}\s*[-/.]\s*\d{1,4}(\s*[-/.]\s*\d{1,4})?|\d+:\d+.*|\d+[eE][+-]?\d+|[A-Za-z]{3}[- ]?\d+",
)


@dataclass
class Shown:
    """One sheet."""

    name: str
    values: dict[Place, Any] = field(default_factory=dict)
    formats: dict[Place, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[Place, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    autofitted: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    validations: list[tuple[tuple[int, int, int, int], Any]] = field(default_factory=list)
    conditionals: list[tuple[tuple[int, int, int, int], dict[str, Any]]] = field(default_factory=list)
    print_area: str | None = None
    gridlines: bool = True
    frozen: str | None = None


def replay(before: dict[str, dict[Place, Any]], actions: list[dict[str, Any]]) -> dict[str, Shown]:
    """Sheets by name after ``actions``, in the book's order. ``before``: values of the sheets at the start."""
    book = [Shown(name, dict(values)) for name, values in before.items()]
    for action in actions:
        _apply(book, action)
    return {sheet.name: sheet for sheet in book}


def _apply(book: list[Shown], action: dict[str, Any]) -> None:
    func, args = action["func"], action["args"]
    if func == "addSheet":
        book.insert(args[0], Shown(args[1]))
        return
    sheet = book[action["sheet_position"]]
    if func == "copySheet":
        made = copy.deepcopy(sheet)
        made.name = args[2]
        book.insert(args[1] + (args[0] == "After"), made)
    elif func == "sheetDelete":
        book.remove(sheet)
    elif func == "setSheetName":
        sheet.name = args[0]
    elif func == "setSheetPosition":
        book.remove(sheet)
        book.insert(args[0], sheet)
    elif func == "sheetClear":
        sheet.values.clear()
        sheet.formats.clear()
        sheet.links.clear()
        sheet.validations.clear()
        sheet.conditionals.clear()
    elif func == "setPrintArea":
        sheet.print_area = args[0]
    elif func == "setShowGridlines":
        sheet.gridlines = args[0]
    elif func == "freezePaneAtRange":
        sheet.frozen = args[0]
    elif func in ("activateSheet", "alert", "setScreenUpdating"):
        return
    else:
        _apply_to_range(book, sheet, action)


def _apply_to_range(book: list[Shown], sheet: Shown, action: dict[str, Any]) -> None:
    func, args = action["func"], action["args"]
    top, left = action["start_row"], action["start_column"]
    bottom, right = top + action["row_count"] - 1, left + action["column_count"] - 1
    area = (top, left, bottom, right)
    if func == "setValues":
        assert len(action["values"]) == action["row_count"]
        for r, row in enumerate(action["values"]):
            assert len(row) == action["column_count"]
            for c, value in enumerate(row):
                _put(sheet, (top + r, left + c), value)
        return
    if func == "rangeDelete":
        assert args == ["up"] and left == 0 and right == 16383, "only whole rows are deleted"
        delete_rows(sheet, top, bottom)
        return
    if func in ("copyRange", "copyFromRange"):
        copy_block(sheet, area, *_destination(book, args))
        return
    columns, rows = range(left, right + 1), range(top, bottom + 1)
    if func == "setColumnWidth":
        sheet.widths.update(dict.fromkeys(columns, args[0]))
    elif func == "setRowHeight":
        sheet.heights.update(dict.fromkeys(rows, args[0]))
    elif func == "setAutofit":
        assert args == ["rows"]
        sheet.autofitted.update(rows)
    elif func == "setColumnHidden":
        assert args == [True]
        sheet.hidden_columns.update(columns)
    elif func in ("setDataValidationRule", "setDataValidationList"):
        sheet.validations.append((area, args[0]))
    elif func == "addConditionalFormat":
        sheet.conditionals.insert(0, (area, args[0]))
    elif func == "addHyperlink":
        assert action["row_count"] == action["column_count"] == 1
        assert str(sheet.values.get((top, left))) == args[1], "the link's text is the cell's value"
        sheet.links[top, left] = args[0]
    else:
        for place in ((r, c) for r in rows for c in columns):
            _format(sheet.formats[place], func, args)


def _format(look: dict[str, Any], func: str, args: list[Any]) -> None:
    if func == "setFontProperty":
        look[args[0]] = args[1]
    elif func == "setBorderProperty":
        look[f"border {args[1]}"] = args[2]
    else:
        names = {
            "setRangeColor": "fill",
            "setHorizontalAlignment": "align",
            "setVerticalAlignment": "valign",
            "setWrapText": "wrap",
            "setNumberFormat": "number format",
        }
        look[names[func]] = args[0]


def _put(sheet: Shown, place: Place, value: Any) -> None:
    if value == "" or value is None:
        sheet.values.pop(place, None)
        return
    if isinstance(value, str):
        if value.startswith("'"):
            value = value[1:]
        elif _ISO.fullmatch(value):
            value = date.fromisoformat(value)  # how the engine hands over a day
        else:
            refuse_converted(value)
    sheet.values[place] = value


def refuse_converted(text: str) -> None:
    """Fails for a text that Excel would not keep as it was written."""
    if not text.startswith("="):
        assert not _CONVERTED.fullmatch(text), f"Excel would convert {text!r}"
        assert text[0] not in "+-@", f"Excel would take {text!r} for a formula"


def delete_rows(sheet: Shown, first: int, last: int) -> None:
    """Whole rows taken out; what stands below moves up."""
    height = last - first + 1

    def moved(row: int) -> int | None:
        return row if row < first else None if row <= last else row - height

    def shifted(cells: dict[Place, Any]) -> dict[Place, Any]:
        return {(to, c): v for (r, c), v in cells.items() if (to := moved(r)) is not None}

    def shrunk(area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        rows = [to for r in range(area[0], area[2] + 1) if (to := moved(r)) is not None]
        assert rows, "a rule lost all its rows"
        return rows[0], area[1], rows[-1], area[3]

    sheet.values = shifted(sheet.values)
    sheet.formats = defaultdict(dict, shifted(sheet.formats))
    sheet.links = shifted(sheet.links)
    sheet.heights = {to: h for r, h in sheet.heights.items() if (to := moved(r)) is not None}
    sheet.autofitted = {to for r in sheet.autofitted if (to := moved(r)) is not None}
    sheet.validations = [(shrunk(area), rule) for area, rule in sheet.validations]
    sheet.conditionals = [(shrunk(area), rule) for area, rule in sheet.conditionals]


def copy_block(source: Shown, area: tuple[int, int, int, int], target: Shown, address: Place) -> None:
    """Range.copy(destination): values, formulas and formats; with whole sheets also widths and rules."""
    down, right = address[0] - area[0], address[1] - area[1]

    def inside(place: Place) -> bool:
        return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]

    for cells, into in ((source.values, target.values), (source.links, target.links)):
        for place in [p for p in into if inside((p[0] - down, p[1] - right))]:
            del into[place]
        for place, value in list(cells.items()):
            if inside(place):
                into[place[0] + down, place[1] + right] = value
    for place, look in list(source.formats.items()):
        if inside(place):
            target.formats[place[0] + down, place[1] + right] = dict(look)
    if area[2] > 1_000_000:
        target.widths, target.heights = dict(source.widths), dict(source.heights)
        target.hidden_columns = set(source.hidden_columns)
        target.validations, target.conditionals = list(source.validations), list(source.conditionals)


def _destination(book: list[Shown], args: list[Any]) -> tuple[Shown, Place]:
    match = re.match(r"\$?([A-Z]+)\$?(\d+)", args[1])
    assert match is not None
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return book[args[0]], (int(match[2]) - 1, col - 1)
