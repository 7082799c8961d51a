"""``Bìa``: the visible facts of a form (whose, of which period) and who filled it, when, for the how-manieth time."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

from msgspec import Struct, field

from danvan_xl.language.dates import read_date
from danvan_xl.language.folding import fold
from danvan_xl.language.marks import read_mark
from danvan_xl.language.numbers import read_number
from danvan_xl.language.showing import as_text, shown
from danvan_xl.model import Cover
from danvan_xl.review import Correction
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Field, FieldKind, to_fill
from danvan_xl.typed.cells import BLANK, standing_text
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.opening.formulas import calculate
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet
from danvan_xl.workbooks.opening.seen import Position, settled

_LABELS = {
    fold(spelling): field.header for field in h.COVER_FIELDS for spelling in (field.header, *field.spellings)
}
_FEWEST = 3
_MOST_ROWS = 120
_REACH = 3
"""How far to the right of its label a value is looked for: an inserted column may stand between."""


class CoverSheet(Struct):
    """Where the labels stand, and the values beside them."""

    sheet: RawSheet | None = None
    values: dict[str, tuple[Any, Position]] = field(default_factory=dict)
    """Label → value (None when blank) and its place."""

    def text(self, label: str) -> str:
        """The value beside a label as clean text, '' when blank or when there is no such label."""
        return as_text(self.values[label][0]) if label in self.values else ""


def find_cover(book: RawBook) -> CoverSheet:
    """The sheet with most of the cover's labels; one named ``Bìa`` is preferred."""
    best = CoverSheet()
    best_rank = (0, False)
    wanted = fold(h.COVER)
    for sheet in sorted(book.sheets, key=lambda s: fold(s.name) != wanted):
        if best_rank[0] >= len(h.COVER_FACTS) - 2 and best_rank[1]:
            break
        places: dict[str, Position] = {}
        for row in range(min(len(sheet.grid.rows), _MOST_ROWS)):
            for col, label in sheet.noted(row, _labels_in):
                places.setdefault(label, (row, col))
        rank = (len(places), fold(sheet.name) == wanted)
        named = rank[1] and len(places) >= 2
        if (len(places) >= _FEWEST or named) and rank > best_rank:
            best_rank = rank
            best = CoverSheet(sheet, {label: _beside(sheet, *place) for label, place in places.items()})
    return best


def _labels_in(values: list[Any]) -> list[tuple[int, str]]:
    """Column and label of each cell of a row that is one."""
    return [
        (col, label)
        for col, value in enumerate(values)
        if type(value) is str and 0 < len(value) < 40 and (label := _LABELS.get(fold(value))) is not None
    ]


def _beside(sheet: RawSheet, row: int, col: int) -> tuple[Any, Position]:
    for at in range(col + 1, col + 1 + _REACH):
        value = settled(sheet.seen(row, at))
        if isinstance(value, str) and (value.isspace() or fold(value) in _LABELS):
            value = None
        if value is not None or sheet.formulas.get((row, at)):
            return value, (row, at)
    return None, (row, col + 1)


def read_cover(
    cover: CoverSheet,
    log: Log,
    *,
    start: date,
    end: date,
    corrections: dict[tuple[str, str], Correction] | None = None,
    used: dict[tuple[str, str], str] | None = None,
) -> Cover:
    """Read what the unit filled in. What cannot be read is blank with a finding.

    ``used`` is told which corrected cells were read, and what stood there.
    """
    if cover.sheet is None:
        return Cover()
    reader = _Reader(cover, cover.sheet, log, corrections or {}, {} if used is None else used)
    values = {field.attribute: reader.read(field, start, end) for field in to_fill(h.COVER_FIELDS)}
    places = {
        field.attribute: cell_name(*cover.values[field.header][1])
        for field in h.COVER_FIELDS
        if field.header in cover.values
    }
    return Cover(**values, cells=places)


class _Reader(Struct):
    cover: CoverSheet
    sheet: RawSheet
    log: Log
    corrections: dict[tuple[str, str], Correction]
    used: dict[tuple[str, str], str]

    def read(self, field: Field, start: date, end: date) -> Any:
        if field.kind is FieldKind.DATE:
            return self.day(field.header, start, end)
        if field.kind is FieldKind.MARK:
            return self.mark(field.header)
        return self.count(field.header) if field.kind is FieldKind.COUNT else self.text(field.header)

    def value(self, label: str) -> Any:
        if label not in self.cover.values:
            return None
        value, place = self.cover.values[label]
        key = (self.sheet.name, cell_name(*place))
        correction, stands = self.corrections.get(key), standing_text(value)
        if correction is not None:
            self.used[key] = stands
            if not correction.fits(stands):
                self.add("correction-outlived", label, stands, f": {correction.stood}")
                correction = None
        if correction is not None:
            self.add("corrected", label, shown(correction.value) or BLANK, correction.note)
            return correction.value if correction.value != "" else None
        if place in self.sheet.errors:
            self.add("error-value", label, self.sheet.errors[place])
            return None
        if value is None and self.sheet.formulas.get(place):
            formula = unescape(self.sheet.formulas[place])
            value = calculate(formula, self.sheet.grid, self.sheet.formulas)
            code = "formula-not-calculated" if value is None else "formula-in-input"
            self.add(code, label, f"={formula}")
        return value

    def add(self, code: str, label: str, value: object, note: str = "") -> None:
        place = self.cover.values[label][1]
        self.log.add(
            code, sheet=self.sheet.name, cell=cell_name(*place), value=value, header=label, note=note
        )

    def text(self, label: str) -> str:
        value = self.value(label)
        return shown(value) if isinstance(value, date) else as_text(value)

    def day(self, label: str, start: date, end: date) -> date | None:
        value = self.value(label)
        reading = read_date(value, start=start, end=end)
        for code in reading.issues:
            self.add(code, label, shown(value), reading.note)
        if reading.value is not None and reading.value < start:
            # A report cannot be older than its plan; by a wrong year it would count as timely in silence.
            self.add("date-outside-plan", label, f"{reading.value:%d/%m/%Y}")
        return reading.value

    def count(self, label: str) -> int | None:
        value = self.value(label)
        if isinstance(value, str):
            numbers = re.findall(r"\d+", value)
            if len(numbers) == 1 and len(numbers[0]) <= 2:  # "Lần 2", "02", "lần thứ 3"
                self.add("number-as-text", label, shown(value), "")
                return int(numbers[0])
        reading = read_number(value, whole=True)
        for code in reading.issues:
            self.add(code, label, shown(value), reading.note)
        return int(reading.value) if reading.value is not None and 0 <= reading.value < 1000 else None

    def mark(self, label: str) -> bool:
        value = self.value(label)
        reading = read_mark(value, label=label)
        for code in reading.issues:
            self.add(code, label, shown(value), reading.note)
        return bool(reading.value)
