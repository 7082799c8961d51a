"""Bringing over what departments put into their sheets when those are drawn anew in a live book.

The live counterpart of :mod:`danvan_xl.plans.carry`: blocks of cells are copied by Excel itself, so that formulas, notes,
looks and links come along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from danvan_xl.identity import parse_token
from danvan_xl.language.folding import fold
from danvan_xl.sheets.master.department import DepartmentSheet, TypedSheet, column_shift
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.rectangles import cover
from danvan_xl.workbooks.grid import Grid

if TYPE_CHECKING:
    from danvan_xl.plans.split import SplitPlan


def live_carries(plan: SplitPlan, grids: Iterable[Grid]) -> dict[str, Callable[[Any, Any], None]]:
    """For ``draw_xlwings.draw(carry=...)``: how each redrawn department sheet gets back what its users put there."""
    by_name = {grid.name: grid for grid in grids}
    found = {}
    for made in plan.departments:
        typed = plan.typed.get(made.unit.code)
        if typed is not None:
            pairs = copies(by_name[typed.name], typed, made)
            if pairs:
                found[made.spec.name] = _copier(pairs)
    return found


Pair = tuple[tuple[int, int, int, int], tuple[int, int]]
"""A block of the old sheet (0-based, inclusive) and where its first cell goes in the new one."""


def _copier(pairs: list[Pair]) -> Callable[[Any, Any], None]:
    def carry(old: Any, new: Any) -> None:
        for (top, left, bottom, right), (row, col) in pairs:
            source = old.range((top + 1, left + 1), (bottom + 1, right + 1))
            source.copy(new.range((row + 1, col + 1)))

    return carry


def copies(grid: Grid, typed: TypedSheet, made: DepartmentSheet) -> list[Pair]:
    """The blocks to copy: input columns and users' own columns of every row that is still there, and what users wrote
    above, beside and beneath the table. Blank cells of input columns go along, since they may hold notes."""
    shift = column_shift(typed, made)
    ours = set(typed.columns.values())
    inputs = {typed.columns[header] for header in h.TASK_INPUTS if header in typed.columns}
    own = set(typed.extra)
    moves: dict[tuple[int, int], tuple[int, int]] = {}
    for old_row, new_row in made.moved.items():
        width = max(len(grid.rows[old_row]), max(inputs | own, default=0) + 1)
        for col in range(width):
            if col in inputs or (col not in ours and (col in own or grid.value(old_row, col) is not None)):
                moves[old_row, col] = (new_row, col + shift)
    drawn = {
        fold(str(cell.value))
        for cell in made.spec.cells
        if cell.row < made.header_row and cell.value is not None
    }
    end = max(cell.row for cell in made.spec.cells)
    taken = {(cell.row, cell.col) for cell in made.spec.cells if cell.row < made.header_row}
    for row, values in enumerate(grid.rows):
        for col, value in enumerate(values):
            if value in (None, "") or (row, col) in moves:
                continue
            if row < typed.header_row:
                place = _above(grid, row, col, drawn, taken, shift)
                if place is not None:
                    moves[row, col] = place
                    taken.add(place)
            elif row == typed.header_row:
                if col not in ours:
                    moves[row, col] = (made.header_row, col + shift)
            elif col not in ours and row not in made.moved:
                # In no row of the table: it keeps its distance below the new one.
                moves[row, col] = (max(row, end + row - typed.header_row), col + shift)
    return _blocks(moves)


def _above(
    grid: Grid, row: int, col: int, drawn: set[str], taken: set[tuple[int, int]], shift: int
) -> tuple[int, int] | None:
    """Where a cell above the header goes: None when it is one of ours, which are drawn again."""
    from danvan_xl.sheets.master.department import AS_OF

    value = grid.value(row, col)
    if parse_token(value) is not None:
        return None
    text = str(value)
    if fold(text) in drawn or text.startswith(
        ("NHIỆM VỤ CỦA ", "Điền các ô vàng", "Tình trạng do máy tự tính")
    ):
        return None
    labels = {fold(label) for label in (h.UNIT, h.UNIT_CODE, AS_OF)}
    if col and fold(grid.text(row, col - 1)) in labels:
        return None
    place = (row, col + shift)
    while place in taken:
        place = (row, place[1] + 1)
    return place


def _blocks(moves: Mapping[tuple[int, int], tuple[int, int]]) -> list[Pair]:
    """Cells that move by the same way, as blocks."""
    ways: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (row, col), (new_row, new_col) in moves.items():
        ways.setdefault((new_row - row, new_col - col), []).append((row, col))
    return [
        (area, (area[0] + down, area[1] + right))
        for (down, right), cells in sorted(ways.items())
        for area in cover(cells)
    ]
