"""A workbook as opened: values from A1 on, with the facts about cells that change how a value is read.

Every reader (calamine, the package reader, the OpenDocument reader) gives this shape, so that what
follows does not know which program wrote the file. Rows and columns are 0-based.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any, TypeVar

from msgspec import Struct, field

from danvan_xl.language.number_format import GENERAL
from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.formulas import calculate
from danvan_xl.workbooks.opening.line import Line
from danvan_xl.workbooks.opening.seen import PARTLY_RAISED, STRUCK, Position, Seen, seen_under

T = TypeVar("T")


def _general(place: Position) -> str:
    return GENERAL


class RawSheet(Struct):
    """One sheet's values and what is unusual about its cells."""

    grid: Grid
    visible: bool = True
    merged: list[Range] = field(default_factory=list)
    formulas: dict[Position, str] = field(default_factory=dict)
    """Formula text without '=', as XML escapes it; '' where the file does not tell it (shared formulas, .xls)."""
    errors: dict[Position, str] = field(default_factory=dict)
    """Cells that hold #N/A and the like; their value in the grid is blank."""
    format_of: Callable[[Position], str] = _general
    """The number format of a cell."""
    changes_texts: bool = True
    """Some format of the file hides texts or adds words to them."""
    covered: dict[Position, Any] = field(default_factory=dict)
    """Values that a merged cell hides: they are taken out of the grid."""
    struck: dict[Position, str] = field(default_factory=dict)
    """Cells that are crossed out, or partly: what is left of their text ('' for nothing)."""
    raised: dict[Position, str] = field(default_factory=dict)
    """Texts with small raised or lowered characters, such as the mark of a footnote: the text without them."""
    hides_zeros: bool = False
    """The sheet does not show zeros."""
    legacy: dict[Position, str] = field(default_factory=dict)
    """Cells whose text stood in a legacy font, with the font; the grid holds the Unicode."""
    lines: dict[int, Line] = field(default_factory=dict)
    """The rows that are known by their bytes and stand here as they are."""
    stray: str = ""
    """A cell far away from any table that was left out, such as 'XFD1048576'; '' when none."""

    @property
    def name(self) -> str:
        """The sheet's name as the file has it."""
        return self.grid.name

    def noted(self, row: int, what: Callable[[list[Any]], T]) -> T:
        """What ``what`` finds out from the values of a row alone; asked once of a row that many files have."""
        line = self.lines.get(row)
        if line is None:
            return what(self.grid.rows[row])
        if what not in line.notes:
            line.notes[what] = what(line.values)
        found: T = line.notes[what]
        return found

    def seen(self, row: int, col: int) -> Any:
        """The value where a person sees what is stored; else a :class:`~.seen.Seen` text; None when blank."""
        value = self.grid.value(row, col)
        if value is None:
            return None
        place = (row, col)
        if place in self.struck:
            return Seen(self.struck[place], value, STRUCK)
        if place in self.raised:
            return Seen(self.raised[place], value, PARTLY_RAISED)
        if self.hides_zeros and value == 0 and not isinstance(value, bool):
            return Seen("", value, "trang tính không hiện số 0")
        if isinstance(value, str) and not self.changes_texts:
            return value
        return seen_under(value, self.format_of(place))

    def typed(self, row: int, col: int) -> Any:
        """:meth:`seen`, with errors and what nobody calculated as texts: for readers that know nothing of cells."""
        place = (row, col)
        if place in self.errors:
            return Seen(self.errors[place], None, "ô báo lỗi")
        value = self.seen(row, col)
        if value is None and place in self.formulas:
            formula = unescape(self.formulas[place])
            result = calculate(formula, self.grid, self.formulas) if formula else None
            if result is None:
                return Seen(f"={formula}", None, "công thức chưa được tính")
            return seen_under(result, self.format_of(place))
        return value

    def hide_covered(self) -> None:
        """Take out of the grid what merged cells hide."""
        rows = self.grid.rows
        for top, left, bottom, right in self.merged:
            for r in range(top, min(bottom + 1, len(rows))):
                for c in range(left, min(right + 1, len(rows[r]))):
                    value = rows[r][c]
                    if (r, c) == (top, left):
                        continue
                    if value is not None and value != "":
                        self.covered[r, c] = value
                        self.lines.pop(r, None)
                        rows[r] = rows[r].copy()  # it may be the row of other sheets, too
                        rows[r][c] = ""
                    gone = self.errors.pop((r, c), None), self.formulas.pop((r, c), None)
                    if gone != (None, None):
                        self.lines.pop(r, None)


class RawBook(Struct):
    """A workbook as opened."""

    format: str
    """xlsx, xlsb, xls or ods."""
    sheets: list[RawSheet] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    comments: list[tuple[str, str, str]] = field(default_factory=list)
    """(sheet, cell, text) of the comments; of .xlsx alone."""
    """Custom document properties."""
    names: dict[str, str] = field(default_factory=dict)
    """Defined names and their formulas."""
    modified_at: datetime | None = None
    """Last saved, as the file itself says (UTC, without zone)."""
    date_1904: bool = False
    macros: bool = False
    external_links: bool = False
    recalculates: bool = False
    """The file asks to be calculated when opened: what is cached may never have been calculated."""
    as_issued: bool = False
    """No program saved it since we issued it."""
    second_reader: str = ""
    """Why the second reader was used; '' when the first sufficed."""

    def sheet(self, name: str) -> RawSheet | None:
        """The sheet of exactly that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


class UnreadableError(Exception):
    """A file that gives no workbook. ``code`` is a rejection code, ``note`` a Vietnamese half-sentence.

    Internal to ``returns``: it always ends as a verdict, never as an error that a user sees.
    """

    def __init__(self, code: str, note: str = "") -> None:
        super().__init__(code, note)
        self.code = code
        self.note = note
