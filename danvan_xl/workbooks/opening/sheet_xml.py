"""The second reader of .xlsx: a bounded stream over the cells, for whatever the first reader should not or cannot read.

It follows ECMA-376 part 1, 18.3 (cells without ``r`` follow their neighbour, 18.3.1.4; types of values, 18.18.11),
takes no size on trust, keeps only cells inside :mod:`.limits`, and knows each cell's font and number format.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from danvan_xl.language.dates import VIETNAM
from danvan_xl.language.number_format import is_date_format
from danvan_xl.workbooks.drawing.spec import Range, cell_name
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import RawSheet
from danvan_xl.workbooks.opening.runs import Run, keep_text
from danvan_xl.workbooks.opening.styles import RAISED, STRUCK, is_duration, is_on
from danvan_xl.workbooks.opening.xlsx_parts import Parts, SheetPart
from danvan_xl.workbooks.opening.xml_parts import stream

_REF = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})$")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$")
_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """'A' → 0, 'AA' → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def hides_zeros(data: bytes) -> bool:
    """Whether a worksheet is set not to show zeros: it says so before its rows."""
    return any(data.find(said, 0, 3000) >= 0 for said in (b'showZeros="0"', b'showZeros="false"'))


def read_sheets(parts: Parts, rows: int = limits.ROWS) -> list[RawSheet]:
    """Every sheet of the workbook, ``rows`` of each at most. Raises UnreadableError."""
    strings = shared_texts(parts.strings)
    return [_Sheet(part, strings, parts, rows).sheet for part in parts.sheets]


def shared_texts(data: bytes) -> list[list[Run]]:
    """The texts of ``sharedStrings.xml``, each as its runs. Raises UnreadableError."""
    return _Strings(data).items if data else []


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


class _Rich:
    """Collects the runs of a text from its ``r``, ``t`` and run properties; phonetic hints left out."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.text: list[str] | None = None
        self.font, self.effect = "", ""
        self.phonetic = 0

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name == "t":
            self.text = None if self.phonetic else []
        elif name == "r":
            self.font = self.effect = ""
        elif name == "rFont":
            self.font = facts.get("val", "")
        elif name == "strike" and is_on({name: facts.get("val")}, name):
            self.effect = STRUCK
        elif name == "vertAlign" and facts.get("val") != "baseline":
            self.effect = self.effect or RAISED
        elif name == "rPh":
            self.phonetic += 1

    def end(self, name: str) -> None:
        if name == "t" and self.text is not None:
            self.runs.append(Run(unescaped("".join(self.text)), self.font, self.effect))
            self.text = None
        elif name == "r":
            self.font = self.effect = ""
        elif name == "rPh":
            self.phonetic -= 1


class _Strings:
    """``sharedStrings.xml``: texts, rich ones with the looks of their runs."""

    def __init__(self, data: bytes) -> None:
        self.items: list[list[Run]] = []
        self.rich = _Rich()
        stream(data, self.start, self.end, self.characters)

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            self.rich.runs = []
        self.rich.start(name, facts)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self.rich.end(name)
        if name == "si":
            self.items.append(self.rich.runs)

    def characters(self, text: str) -> None:
        if self.rich.text is not None:
            self.rich.text.append(text)


class _Sheet:
    def __init__(self, part: SheetPart, strings: list[list[Run]], parts: Parts, limit: int) -> None:
        self.strings, self.styles, self.date_1904 = strings, parts.styles, parts.date_1904
        self.limit = limit
        self.rows: list[list[Any]] = []
        self.sheet = RawSheet(Grid(part.name, self.rows), part.visible)
        self.looks: dict[tuple[int, int], int] = {}
        self.row, self.col = -1, -1
        self.type, self.style = "n", 0
        self.collect: list[str] | None = None
        self.value = self.formula = None  # type: str | None
        self.has_formula = False
        self.rich = _Rich()
        if part.data:
            stream(part.data, self.start, self.end, self.characters)
        self.sheet.format_of = lambda place: self.styles.format(self.looks.get(place, 0))
        self.sheet.changes_texts = self.styles.changes_texts
        self.sheet.hides_zeros = hides_zeros(part.data)
        self.sheet.hide_covered()

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(facts)
        elif name in ("v", "f"):
            self.collect = []
            self.has_formula |= name == "f"
        elif name == "row":
            number = facts.get("r", "")
            self.row = int(number) - 1 if number.isdigit() and len(number) < 9 else self.row + 1
            self.col = -1
        elif name == "mergeCell":
            self._merged(facts.get("ref", ""))
        else:
            self.rich.start(name, facts)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self.value, self.collect = "".join(self.collect or ()), None
        elif name == "f":
            self.formula, self.collect = "".join(self.collect or ()), None
        elif name == "c":
            self._finish()
        else:
            self.rich.end(name)

    def characters(self, text: str) -> None:
        if self.collect is not None:
            self.collect.append(text)
        elif self.rich.text is not None:
            self.rich.text.append(text)

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
        self.has_formula = False
        self.rich = _Rich()

    def _finish(self) -> None:
        if self.value is None and not self.has_formula and not self.rich.runs:
            return
        if self.row >= self.limit or self.col >= limits.COLUMNS or self.row < 0:
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
        self.looks[place] = self.style
        if self.styles.is_struck(self.style):
            self.sheet.struck[place] = ""

    def _value(self, place: tuple[int, int]) -> Any:
        text = self.value
        if self.type == "inlineStr":
            return self._text(self.rich.runs, place)
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
            return iso_moment(text)
        if not NUMBER.fullmatch(text.strip()):
            return text
        number, code = float(text), self.styles.format(self.style)
        return from_serial(number, code, self.date_1904) if is_date_format(code) else number

    def _text(self, text: str | list[Run], place: tuple[int, int]) -> str:
        found = [Run(text)] if isinstance(text, str) else text
        return keep_text(self.sheet, place, found, self.styles.font(self.style))

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


def iso_moment(text: str) -> Any:
    """A time as ISO 8601. With a zone (18.18.11 allows none) it is left as text where Vietnam's day is another."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    there = moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment
    moment = moment.replace(tzinfo=None)
    if there.date() != moment.date():
        return text
    return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment


def unescaped(text: str) -> str:
    """Undo ``_x000D_``-style escapes of UTF-16 units that XML cannot hold (22.9.2.19); halves of pairs become U+FFFD."""
    return _ESCAPED.sub(lambda match: _units(match[0]), text) if "_x" in text else text


def _units(escapes: str) -> str:
    units = b"".join(
        int(part, 16).to_bytes(2, "little") for part in re.findall(r"_x([0-9A-Fa-f]{4})_", escapes)
    )
    return units.decode("utf-16-le", "replace")
