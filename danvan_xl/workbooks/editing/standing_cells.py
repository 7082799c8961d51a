"""The cells of a sheet that stands, compared with those of its spec, and single ones changed in its XML.

For :mod:`.standing`. Most cells of department sheets are the same in many sheets: what was found of one holds for all.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.draw_openpyxl import Drawer
from danvan_xl.workbooks.drawing.finishing import cell_text
from danvan_xl.workbooks.drawing.spec import Cell, SheetSpec, Style, cell_name
from danvan_xl.workbooks.editing.looks import NUMBER_FORMAT, Look, look
from danvan_xl.workbooks.editing.references import copied
from danvan_xl.workbooks.editing.sheet import place_of
from danvan_xl.workbooks.opening.row_plain import characters
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.xml_text import escape, without_controls

_CELL = re.compile(r'<c r="([A-Z]{1,3}[1-9]\d*)"([^<>]*?)(?:/>|>(.*?)</c>)', re.S)
_CONTENT = re.compile(
    r"(<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>|<v\b[^>]*/>|<is><t\b[^>]*?(?:/>|>([^<]*)</t>)</is>)?\Z"
)
_ATTRIBUTE = re.compile(r'\b([a-zA-Z:]+)="([^"]*)"')
_TYPE = re.compile(r'\s+t="[^"]*"')
_ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*>')
_HEIGHT = re.compile(r'\s+(?:ht|customHeight)="[^"]*"')
_TWO_LINES = 24
"""Points above which a row was made for more than one line."""


class Persons(Struct, frozen=True):
    """What in a sheet is people's and stays as it is: ``places`` of cells, and all columns but ``ours`` with their rules."""

    places: Collection[Position] = frozenset()
    ours: Collection[int] | None = None
    """None: every column is ours."""


class DiffersError(Exception):
    """The sheet is to be drawn."""


_Found = tuple[str, str]
"""A cell as it stands: its attributes and what is in it, as XML."""
Change = tuple[str, Cell, str]
"""Attributes of the cell, what it is to be, the element of its formula."""


@dataclasses.dataclass(slots=True)
class Cells:
    """Cells of the sheets of ``book``, openpyxl's workbook with the file's styles. ``texts``: its shared texts."""

    book: Any
    texts: list[str]
    looks: dict[int, Look] = dataclasses.field(init=False, default_factory=dict)
    """Of the file's cell styles."""
    numbers: dict[Style | None, int] = dataclasses.field(init=False, default_factory=dict)
    """Look that a spec asks for → its place in ``asked``."""
    asked: list[Look | None] = dataclasses.field(init=False, default_factory=list)
    numbers_by_object: dict[int, int] = dataclasses.field(init=False, default_factory=dict)
    """The same by the style's identity: the specs live as long."""
    names: dict[Position, str] = dataclasses.field(init=False, default_factory=dict)
    same: dict[Any, str | None] = dataclasses.field(init=False, default_factory=dict)
    """What :meth:`_differs` found of a cell before."""

    def changes(self, spec: SheetSpec, persons: Persons, text: str) -> dict[str, Change]:
        """What is to be changed, by cell. Raises DiffersError."""
        found: dict[str, _Found] = {cell: (facts, content) for cell, facts, content in _CELL.findall(text)}
        changes: dict[str, Change] = {}
        shared: dict[str, tuple[Position, str]] = {}
        same, styles, names = self.same, self.numbers_by_object, self.names
        for place, cell in {(c.row, c.col): c for c in spec.cells}.items():
            name = names.get(place)
            if name is None:
                name = names[place] = cell_name(*place)
            there = found.pop(name, None)
            if there is None:
                if cell.style is not None or cell.formula or cell.value not in (None, ""):
                    raise DiffersError
                continue
            number = styles.get(id(cell.style))
            if number is None:
                number = self._style_number(cell.style)
            theirs = place in persons.places
            key: Any
            if theirs:
                key = (number, there[0], bool(there[1]))
            else:
                key = (number, there, cell.value.__class__, cell.value, cell.formula)
            known = same.get(key, key)
            if known is None:
                continue
            if known is key:
                self._same_look(number, there, persons_own=theirs and bool(there[1]))
                known = None if theirs else self._differs(cell, there, shared)
                if ' t="' not in there[1]:  # else it hangs on another cell
                    same[key] = known
            if known is not None:
                if isinstance(cell.value, str) and without_controls(cell.value) != cell.value:
                    raise DiffersError
                changes[name] = (there[0], cell, known)
        if found:
            self._nothing_else(found, persons)
        return changes

    def _nothing_else(self, found: Mapping[str, _Found], persons: Persons) -> None:
        """See that the cells which no spec asks for are people's."""
        for name, (facts, content) in found.items():
            place = place_of(name)
            ours = persons.ours is None or place[1] in persons.ours
            if place not in persons.places and (content or (ours and _facts(facts)[0])):
                raise DiffersError

    def _style_number(self, style: Style | None) -> int:
        """The number of a look."""
        number = self.numbers.get(style)
        if number is None:
            number = self.numbers[style] = len(self.numbers)
            self.asked.append(None if style is None else _look_of(Drawer(None, {}).look(style)))
        self.numbers_by_object[id(style)] = number
        return number

    def _same_look(self, number: int, there: _Found, *, persons_own: bool) -> None:
        style, asked = _facts(there[0])[0], self.asked[number]
        if asked is None:
            if style:
                raise DiffersError
            return
        shown = self.looks.get(style)
        if shown is None:
            shown = self.looks[style] = self._look(style)
        if shown == asked:
            return
        code = shown[NUMBER_FORMAT]
        if persons_own and (_is_date(code) or "%" in code):  # taken over by the drawer too
            asked = (*asked[:NUMBER_FORMAT], code, *asked[NUMBER_FORMAT + 1 :])
        if shown != asked:
            raise DiffersError

    def _look(self, number: int) -> Look:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        book, xf = self.book, self.book._cell_styles[number]
        code = xf.numFmtId
        custom = code >= BUILTIN_FORMATS_MAX_SIZE
        return look(
            book._fonts[xf.fontId],
            book._fills[xf.fillId],
            book._borders[xf.borderId],
            book._alignments[xf.alignmentId],
            book._number_formats[code - BUILTIN_FORMATS_MAX_SIZE]
            if custom
            else BUILTIN_FORMATS.get(code, "General"),
            book._protections[xf.protectionId],
        )

    def _differs(self, cell: Cell, there: _Found, shared: dict[str, tuple[Position, str]]) -> str | None:
        """None where value and formula are these; else the formula's element to be written."""
        match = _CONTENT.match(there[1])
        if match is None:
            raise DiffersError
        element, stored, inline = match.groups()
        formula = "" if cell.formula is None else cell.formula.lstrip("=")
        wanted = f"<f>{escape(formula)}</f>" if formula else ""
        if element and (formula or 't="' in element):
            said = _formula_said(element, (cell.row, cell.col), shared)
            if said != formula and 't="' in element:
                raise DiffersError  # part of something that is shared
            if said == formula:
                wanted = element
        same_formula = (element or "") == wanted
        value = self._value(_facts(there[0])[1], stored, inline)
        asked = "" if cell.value is None else cell.value
        return None if same_formula and _equal(value, asked) else wanted

    def _value(self, kind: str, stored: str | None, inline: str | None) -> Any:
        if inline:
            return characters(inline)
        if not stored:
            return ""
        if kind == "s":
            return self.texts[int(stored)]
        if kind == "n":
            return float(stored)
        if kind == "b":
            return stored in ("1", "true")
        return characters(stored)


def misfits(spec: SheetSpec, text: str) -> set[int]:
    """Rows whose height is not that of the spec, by more than a pixel, or is fixed where it should grow."""
    found: set[int] = set()
    last = max(cell.row for cell in spec.cells)
    for match in _ROW.finditer(text):
        row, facts = int(match[1]) - 1, dict(_ATTRIBUTE.findall(match[0]))
        height, fixed = float(facts.get("ht", "0")), facts.get("customHeight") in ("1", "true")
        if row in spec.heights:
            fits = abs(height - spec.heights[row]) < 1 and fixed != (row in spec.growing_rows)
        else:
            fits = row > last or (height < _TWO_LINES and not fixed)
        if not fits:
            found.add(row)
    return found


def with_changes(text: str, changes: Mapping[str, Change], spec: SheetSpec, fitted: Collection[int]) -> str:
    """The rows with the changed cells, and the heights of the spec where they are to be fitted."""
    pieces, done = [], 0
    for name in sorted(changes, key=place_of):
        facts, cell, formula = changes[name]
        match = _CELL.match(text, text.index(f'<c r="{name}"', done))
        assert match is not None  # it was found so before
        pieces += [
            text[done : match.start()],
            cell_text(name, _TYPE.sub("", facts), cell.value, formula),
        ]
        done = match.end()
    text = "".join(pieces) + text[done:]

    def fit(match: re.Match[str]) -> str:
        row = int(match[1]) - 1
        if row not in fitted:
            return match[0]
        height = f' ht="{spec.heights[row]:g}"' if row in spec.heights else ""
        if height and row not in spec.growing_rows:
            height += ' customHeight="1"'
        return "<row" + height + _HEIGHT.sub("", match[0].removeprefix("<row"))

    return _ROW.sub(fit, text) if fitted else text


def _equal(value: Any, asked: Any) -> bool:
    if isinstance(asked, str) or isinstance(value, str):
        return bool(value == asked)
    if isinstance(asked, bool) or isinstance(value, bool):
        return value is asked
    if isinstance(asked, date):
        asked = serial_of(asked)
    return float(value) == float(asked)


def _formula_said(element: str, place: Position, shared: dict[str, tuple[Position, str]]) -> str:
    head, _, rest = element.partition(">")
    text = characters(rest.removesuffix("</f>"))
    facts = dict(_ATTRIBUTE.findall(head))
    if facts.get("t") == "shared" and "si" in facts:
        if text:
            shared[facts["si"]] = (place, text)
        elif facts["si"] in shared:
            (row, col), pattern = shared[facts["si"]]
            text = copied(pattern, place[0] - row, place[1] - col)
    elif "t" in facts:
        raise DiffersError
    return text


@lru_cache(maxsize=4096)
def _facts(attributes: str) -> tuple[int, str]:
    found = dict(_ATTRIBUTE.findall(attributes))
    return int(found.get("s", "0")), found.get("t", "n")


def _look_of(made: Mapping[str, Any]) -> Look:
    from openpyxl.styles import Border, PatternFill

    return look(
        made["font"],
        made.get("fill", PatternFill()),
        made.get("border", Border()),
        made["alignment"],
        made["number_format"],
        made["protection"],
    )


@lru_cache(maxsize=256)
def _is_date(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(code))
