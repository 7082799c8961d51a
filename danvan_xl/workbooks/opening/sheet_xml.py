"""The second reader of .xlsx: a bounded stream over the cells, for whatever the first reader should not or cannot read.

It follows ECMA-376 part 1, 18.3 (cells without ``r`` follow their neighbour, 18.3.1.4; types of values, 18.18.11),
takes no size on trust, keeps only cells inside :mod:`.limits`, and knows each cell's font and number format.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from danvan_xl.language.legacy import decode
from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.sheet_marks import column_index
from danvan_xl.workbooks.opening.styles import LEGACY_FONT, Styles, is_date, is_duration, matters
from danvan_xl.workbooks.opening.xml_parts import stream

if TYPE_CHECKING:
    from danvan_xl.workbooks.opening.xlsx import Parts, SheetPart

_REF = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})$")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Runs = str | list[tuple[str, str]]
"""A text, or its runs with their fonts ('' where the run names none)."""


def read_sheets(parts: Parts) -> list[RawSheet]:
    """Every sheet of the workbook. Raises UnreadableError."""
    strings = _Strings(parts.strings).items if parts.strings else []
    return [_Sheet(part, strings, parts.styles, parts.date_1904).sheet for part in parts.sheets]


def from_serial(serial: float, code: str, date_1904: bool) -> Any:
    """A number shown as a date: date, datetime, time or timedelta, as the first reader gives it."""
    if is_duration(code):
        return timedelta(days=serial)
    if not 0 <= serial < 2_958_466:
        return serial
    if serial < 1 and not date_1904:
        seconds = round(serial * 86_400)
        return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    # Excel counts a 29 February 1900 that never was; serials before it are one day off.
    origin = datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    moment = origin + timedelta(seconds=round(serial * 86_400))
    return moment.date() if moment.time() == time() else moment


class _Strings:
    """``sharedStrings.xml``: texts, rich ones with the fonts of their runs; phonetic hints left out."""

    def __init__(self, data: bytes) -> None:
        self.items: list[Runs] = []
        self.runs: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.font = ""
        self.inside = False
        self.phonetic = 0
        stream(data, self.start, self.end, self.characters)

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            self.runs = []
        elif name == "r":
            self.font = ""
        elif name == "rFont":
            self.font = facts.get("val", "")
        elif name == "rPh":
            self.phonetic += 1
        elif name == "t" and not self.phonetic:
            self.inside, self.text = True, []

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "t" and self.inside:
            self.inside = False
            self.runs.append((unescaped("".join(self.text)), self.font))
        elif name == "r":
            self.font = ""
        elif name == "rPh":
            self.phonetic -= 1
        elif name == "si":
            plain = not any(font for _, font in self.runs)
            self.items.append("".join(text for text, _ in self.runs) if plain else self.runs)

    def characters(self, text: str) -> None:
        if self.inside:
            self.text.append(text)


class _Sheet:
    def __init__(self, part: SheetPart, strings: list[Runs], styles: Styles, date_1904: bool) -> None:
        self.strings, self.styles, self.date_1904 = strings, styles, date_1904
        self.rows: list[list[Any]] = []
        self.sheet = RawSheet(Grid(part.name, self.rows), part.visible)
        self.row, self.col = -1, -1
        self.type, self.style = "n", 0
        self.collect: list[str] | None = None
        self.value = self.formula = self.inline = None  # type: str | None
        self.has_formula = False
        self.inline_runs: list[tuple[str, str]] = []
        self.font = ""
        self.phonetic = 0
        stream(part.data, self.start, self.end, self.characters)

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(facts)
        elif name in ("v", "f"):
            self.collect = []
            self.has_formula |= name == "f"
        elif name == "t" and not self.phonetic:
            self.collect = []
        elif name == "row":
            number = facts.get("r", "")
            self.row = int(number) - 1 if number.isdigit() and len(number) < 9 else self.row + 1
            self.col = -1
        elif name == "rFont":
            self.font = facts.get("val", "")
        elif name == "r":
            self.font = ""
        elif name == "rPh":
            self.phonetic += 1
        elif name == "mergeCell":
            self._merged(facts.get("ref", ""))

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self.value, self.collect = "".join(self.collect or ()), None
        elif name == "f":
            self.formula, self.collect = "".join(self.collect or ()), None
        elif name == "t" and self.collect is not None:
            self.inline_runs.append((unescaped("".join(self.collect)), self.font))
            self.collect = None
        elif name == "r":
            self.font = ""
        elif name == "rPh":
            self.phonetic -= 1
        elif name == "c":
            self._finish()

    def characters(self, text: str) -> None:
        if self.collect is not None:
            self.collect.append(text)

    def _cell(self, facts: dict[str, str]) -> None:
        match = _REF.match(facts.get("r", ""))
        if match:
            self.row, self.col = int(match[2]) - 1, column_index(match[1].upper())
        else:
            self.col += 1
            self.row = max(self.row, 0)
        self.type = facts.get("t", "n")
        style = facts.get("s", "0")
        self.style = int(style) if style.isdigit() else 0
        self.value = self.formula = None
        self.has_formula, self.inline_runs, self.font = False, [], ""

    def _finish(self) -> None:
        if self.value is None and not self.has_formula and not self.inline_runs:
            return
        if self.row >= limits.ROWS or self.col >= limits.COLUMNS or self.row < 0:
            from danvan_xl.workbooks.drawing.spec import cell_name

            self.sheet.stray = self.sheet.stray or cell_name(self.row, self.col)
            return
        place = (self.row, self.col)
        if self.has_formula:
            self.sheet.formulas[place] = self.formula or ""
        value = self._value(place)
        if value is None or value == "":
            return
        while len(self.rows) <= self.row:
            self.rows.append([])
        row = self.rows[self.row]
        if len(row) <= self.col:
            row.extend([""] * (self.col + 1 - len(row)))
        row[self.col] = value
        code = self.styles.format(self.style)
        if matters(code) and isinstance(value, float):
            self.sheet.formats[place] = code

    def _value(self, place: tuple[int, int]) -> Any:
        text = self.value
        if self.type == "inlineStr":
            return self._text(self.inline_runs, place)
        if text is None:
            return None
        if self.type == "s":
            index = int(text) if text.strip().isdigit() else -1
            return self._text(self.strings[index], place) if 0 <= index < len(self.strings) else None
        if self.type == "str":
            return self._text(unescaped(text), place)
        if self.type == "b":
            return text.strip() in ("1", "true")
        if self.type == "e":
            self.sheet.errors[place] = text
            return None
        if self.type == "d":
            return _iso(text)
        try:
            number = float(text)
        except ValueError:
            return text
        code = self.styles.format(self.style)
        return from_serial(number, code, self.date_1904) if is_date(code) else number

    def _text(self, runs: Runs, place: tuple[int, int]) -> str:
        own = self.styles.font(self.style)
        if isinstance(runs, str):
            runs = [(runs, "")]
        if not any(LEGACY_FONT.match(font or own) for _, font in runs):
            return "".join(text for text, _ in runs)
        parts = []
        for text, font in runs:
            decoded = decode(text, font or own)
            if decoded is not None and decoded != text:
                self.sheet.legacy[place] = font or own
            parts.append(text if decoded is None else decoded)
        return "".join(parts)

    def _merged(self, ref: str) -> None:
        match = _AREA.match(ref)
        if match and len(self.sheet.merged) < 5_000:
            area: Range = (
                int(match[2]) - 1,
                column_index(match[1]),
                min(int(match[4]) - 1, limits.ROWS),
                min(column_index(match[3]), limits.COLUMNS),
            )
            self.sheet.merged.append(area)


def _iso(text: str) -> Any:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    moment = moment.replace(tzinfo=None)
    return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment


def unescaped(text: str) -> str:
    """Undo ``_x000D_``-style escapes of characters that XML cannot hold (22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
