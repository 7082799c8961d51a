"""A workbook as plain grids of values, and finding tables in them by header text.

Everything that reads a workbook (masters, returns, a live Excel book through xlwings) first turns it
into :class:`Grid` objects, then asks :func:`find_table` for the columns it knows. Positions are never
assumed: users insert, move and hide columns.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.showing import as_text
from danvan_xl.workbooks.drawing.spec import cell_name


class Facts(Protocol):
    """What a file tells of a sheet's cells beside their values (:class:`~danvan_xl.workbooks.opening.raw.RawSheet`)."""

    stray: str
    formulas: dict[tuple[int, int], str]
    errors: dict[tuple[int, int], str]

    @property
    def format_of(self) -> Callable[[tuple[int, int]], str]:
        """The number format of a cell."""

    def typed(self, row: int, col: int) -> Any:
        """The value as a person sees it."""


@dataclasses.dataclass(slots=True)
class Grid:
    """One sheet's values from A1 on. ``rows[r][c]`` is 0-based; short rows mean blank cells."""

    name: str
    rows: list[list[Any]] = dataclasses.field(default_factory=list)
    facts: Facts | None = dataclasses.field(default=None, repr=False, compare=False)
    """How its cells look, where they come from a file."""

    def seen(self, row: int, col: int) -> Any:
        """The value as a person sees it: a text where the screen shows another than the cell holds; None when blank."""
        return self.value(row, col) if self.facts is None else self.facts.typed(row, col)

    def value(self, row: int, col: int) -> Any:
        """The value there, None when blank or outside."""
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            value = self.rows[row][col]
            return None if value == "" else value
        return None

    def text(self, row: int, col: int) -> str:
        """The value as clean text, '' when blank."""
        return as_text(self.value(row, col))


class Row(Struct):
    """One data row of a table."""

    table: Table
    index: int
    """0-based row in the grid."""

    def value(self, header: str) -> Any:
        """The raw value under ``header``, None when blank or when there is no such column."""
        col = self.table.columns.get(header)
        return None if col is None else self.table.grid.value(self.index, col)

    def seen(self, header: str) -> Any:
        """The value under ``header`` as a person sees it (:meth:`Grid.seen`)."""
        col = self.table.columns.get(header)
        return None if col is None else self.table.grid.seen(self.index, col)

    def text(self, header: str) -> str:
        """The value as clean text."""
        return as_text(self.value(header))

    def multiline(self, header: str) -> str:
        """The value as text with its line breaks kept, each line cleaned; blank lines dropped."""
        value = self.value(header)
        if not isinstance(value, str):
            return as_text(value)
        return "\n".join(filter(None, (clean(line) for line in value.splitlines())))

    def cell(self, header: str) -> str:
        """The cell's name such as 'C7'; the row's first cell when there is no such column."""
        return cell_name(self.index, self.table.columns.get(header, 0))

    @property
    def is_blank(self) -> bool:
        """No known column has a value."""
        return all(self.value(header) is None for header in self.table.columns)


class Table(Struct):
    """A table found in a grid: its header row and where each known header stands."""

    grid: Grid
    header_row: int
    columns: dict[str, int]
    """Known header (canonical spelling) → 0-based column."""
    extra: dict[int, str]
    """Columns that the user added: 0-based column → header as typed."""
    duplicated: tuple[str, ...] = ()
    """Known headers that stand more than once; the first counts."""

    def rows(self) -> Iterator[Row]:
        """Data rows from beneath the header to the grid's end, blank ones left out."""
        for index in range(self.header_row + 1, len(self.grid.rows)):
            row = Row(self, index)
            if not row.is_blank:
                yield row

    def missing(self, headers: Iterable[str]) -> list[str]:
        """Those of ``headers`` that the table lacks."""
        return [header for header in headers if header not in self.columns]


def find_table(
    grid: Grid,
    headers: Sequence[str],
    *,
    aliases: Mapping[str, str] | None = None,
    at_least: int = 2,
    search_rows: int = 60,
) -> Table | None:
    """The table whose header row holds most of ``headers`` (folded match), or None below ``at_least``.

    ``aliases`` maps other spellings to a canonical header. Guidance rows above never equal a header,
    so the best row is the header; of equal rows the first wins.
    """
    known = {fold(header): header for header in headers}
    for spelling, meant in (aliases or {}).items():
        known.setdefault(fold(spelling), meant)
    best: Table | None = None
    for index, row in enumerate(grid.rows[:search_rows]):
        columns: dict[str, int] = {}
        extra: dict[int, str] = {}
        duplicated: list[str] = []
        for col, value in enumerate(row):
            if not isinstance(value, str) or not value:
                continue
            header = known.get(fold(value))
            if header is None:
                extra[col] = clean(value)
            elif header in columns:
                duplicated.append(header)
            else:
                columns[header] = col
        if len(columns) >= at_least and (best is None or len(columns) > len(best.columns)):
            best = Table(grid, index, columns, extra, tuple(duplicated))
    return best


def find_label(grid: Grid, label: str) -> tuple[int, int] | None:
    """Where a label stands (with or without ':'), 0-based; its value is the next cell to the right."""
    wanted = fold(label)
    for r, row in enumerate(grid.rows):
        for c, value in enumerate(row):
            if isinstance(value, str) and value and fold(value) == wanted:
                return r, c
    return None
