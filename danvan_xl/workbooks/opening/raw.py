"""A workbook as opened: values from A1 on, with the facts about cells that change how a value is read.

Every reader (calamine, the package reader, the OpenDocument reader) gives this shape, so that what
follows does not know which program wrote the file. Rows and columns are 0-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from danvan_xl.workbooks.drawing.spec import Range
from danvan_xl.workbooks.grid import Grid

Position = tuple[int, int]


@dataclass(slots=True)
class RawSheet:
    """One sheet's values and what is unusual about its cells."""

    grid: Grid
    visible: bool = True
    merged: list[Range] = field(default_factory=list)
    formulas: dict[Position, str] = field(default_factory=dict)
    """Formula text without '=', as XML escapes it; '' where the file does not tell it (shared formulas, .xls)."""
    errors: dict[Position, str] = field(default_factory=dict)
    """Cells that hold #N/A and the like; their value in the grid is blank."""
    formats: dict[Position, str] = field(default_factory=dict)
    """Number formats, only where a person sees another number than the cell holds (``styles.matters``)."""
    legacy: dict[Position, str] = field(default_factory=dict)
    """Cells whose text stood in a legacy font, with the font; the grid holds the Unicode."""
    stray: str = ""
    """A cell far away from any table that was left out, such as 'XFD1048576'; '' when none."""

    @property
    def name(self) -> str:
        """The sheet's name as the file has it."""
        return self.grid.name


@dataclass(slots=True)
class RawBook:
    """A workbook as opened."""

    format: str
    """xlsx, xlsb, xls or ods."""
    sheets: list[RawSheet] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
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
