"""Bringing over what departments put into their sheets when those are drawn anew in a live book.

Blocks of cells are copied by Excel itself, so that formulas, notes,
looks and links come along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from danvan_xl.plans.moves import Place, moves
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
            pairs = _blocks(moves(by_name[typed.name], typed, made))
            if pairs:
                found[made.spec.name] = _copier(pairs)
    return found


Pair = tuple[tuple[int, int, int, int], Place]
"""A block of the old sheet (0-based, inclusive) and where its first cell goes in the new one."""


def _copier(pairs: list[Pair]) -> Callable[[Any, Any], None]:
    def carry(old: Any, new: Any) -> None:
        for (top, left, bottom, right), (row, col) in pairs:
            source = old.range((top + 1, left + 1), (bottom + 1, right + 1))
            source.copy(new.range((row + 1, col + 1)))

    return carry


def _blocks(places: Mapping[Place, Place]) -> list[Pair]:
    """Cells that move by the same way, as blocks."""
    ways: dict[Place, list[Place]] = {}
    for (row, col), (new_row, new_col) in places.items():
        ways.setdefault((new_row - row, new_col - col), []).append((row, col))
    return [
        (area, (area[0] + down, area[1] + right))
        for (down, right), cells in sorted(ways.items())
        for area in cover(cells)
    ]
