"""A summary workbook opened: known by its identity, its sheets as grids. One opening serves every view of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.identity import SUMMARY, Identity, identity_of
from danvan_xl.language.folding import fold
from danvan_xl.sheets.summary.drawn import Drawn
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import Field, FieldKind, Fields
from danvan_xl.workbooks.grid import Grid, Row, Table, find_table
from danvan_xl.workbooks.opening.comments import Comment
from danvan_xl.workbooks.opening.own import read_grids


class OpenedSummary(Struct, frozen=True):
    """The workbook's sheets by folded name, and what it says it is."""

    path: Path
    identity: Identity
    grids: dict[str, Grid]
    """By what we call a sheet, whatever a person made of its name (:func:`our_sheets`)."""
    comments: tuple[Comment, ...] = ()
    """Read only where they are asked for."""

    @property
    def renamed(self) -> dict[str, str]:
        """Sheets of ours that a person gave another name: what we call them → what they are called there."""
        known = {fold(name): name for name in n.OWN_SHEETS}
        return {
            known[key]: grid.name
            for key, grid in self.grids.items()
            if key in known and fold(grid.name) != key
        }

    def sheet(self, name: str) -> Grid | None:
        """The sheet of that name, however it is spelled; None when there is none."""
        return self.grids.get(fold(name))

    def table(self, name: str, headers: Sequence[str], *, at_least: int = 2) -> Table | None:
        """The table of a sheet by its headers; None when the sheet or the table is not there."""
        grid = self.sheet(name)
        return None if grid is None else find_table(grid, headers, at_least=at_least)


_BY_HEADERS = {
    n.VERIFY: n.VERIFY_HEADERS,
    n.TASK_VERIFY: n.TASK_VERIFY_HEADERS,
    n.CORRECTIONS: n.CORRECTION_HEADERS,
    n.PROPOSALS: n.PROPOSAL_HEADERS,
    n.LEFT: n.LEFT_HEADERS,
}
"""Sheets that people type into, told by their headers where a sheet says nothing of itself."""


def our_sheets(grids: Sequence[Grid]) -> dict[str, Grid]:
    """The sheets by folded name. One of ours that a person renamed stands under what we call it: it says so itself, or its
    headers do; where a sheet of that name is there too, the other is a copy, and a person's own."""
    found = {fold(grid.name): grid for grid in grids}
    ours = {fold(name) for name in n.OWN_SHEETS}
    unknown = [grid for grid in grids if fold(grid.name) not in ours]
    for grid in unknown:
        name = _called(grid)
        if name and fold(name) in ours and fold(name) not in found:
            found[fold(name)] = grid
            del found[fold(grid.name)]
    return found


def _called(grid: Grid) -> str:
    if (drawn := Drawn.in_grid(grid)) is not None:
        return drawn.sheet
    for name, headers in _BY_HEADERS.items():
        table = find_table(grid, headers, at_least=len(headers))
        if table is not None:
            return name
    return ""


def open_summary(
    path: Path, *, what: str = "tệp tổng hợp", only: Collection[str] | None = None
) -> OpenedSummary:
    """Open a summary; with ``only``, the other sheets come without their values.

    Raises :class:`~danvan_xl.errors.InputError` when it cannot be read or is no summary.
    """
    path = Path(path)
    grids = read_grids(path, what=what, only=only)
    if only is not None and (others := _perhaps_renamed(grids, only)):
        grids = read_grids(path, what=what, only=(*only, *others))
    identity = identity_of(grids)
    if identity is None or identity.kind != SUMMARY:
        raise InputError(
            f"“{path.name}” không phải tệp tổng hợp do chương trình tạo.",
            remedy=f"Chọn đúng {what} (tệp do chương trình tổng hợp ra).",
            file=path,
            code="not-a-summary",
        )
    return OpenedSummary(path, identity, our_sheets(grids))


def _perhaps_renamed(grids: Sequence[Grid], only: Collection[str]) -> list[str]:
    """Names that we give no sheet, where one that is looked for is not there."""
    there, ours = {fold(grid.name) for grid in grids}, {fold(name) for name in n.OWN_SHEETS}
    if all(fold(name) in there for name in only):
        return []
    return [grid.name for grid in grids if fold(grid.name) not in ours]


def as_date(value: object) -> date | None:
    """A date cell as a date; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def as_decimal(value: object) -> Decimal | None:
    """A number cell as a decimal, free of binary noise; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(round(value, 9))).normalize() + 0
    return None


def answers_in(row: Row, fields: Fields) -> dict[str, Any]:
    """What a row of the summary says of these fields, by attribute, with the kind of value that an answer has."""
    return {field.attribute: _answer(row, field) for field in fields}


def _answer(row: Row, field: Field) -> Any:
    if field.kind is FieldKind.DATE:
        return as_date(row.value(field.header))
    if field.kind is FieldKind.MARK:
        return bool(row.text(field.header))
    return as_decimal(row.value(field.header)) if field.kind.is_measure else row.multiline(field.header)
