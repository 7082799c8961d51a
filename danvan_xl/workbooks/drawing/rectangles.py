"""Covering cells that share a property with few rectangles, so that a live book is formatted in few calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from danvan_xl.workbooks.drawing.spec import Range

V = TypeVar("V", bound=Hashable)


def cover(cells: Iterable[tuple[int, int]]) -> list[Range]:
    """Disjoint rectangles that hold exactly ``cells``: runs of a row, equal runs of following rows joined."""
    rows: dict[int, list[int]] = {}
    for row, col in cells:
        rows.setdefault(row, []).append(col)
    done: list[Range] = []
    open_runs: dict[tuple[int, int], int] = {}  # (first column, last column) → first row
    previous = -2
    for row in sorted(rows):
        runs = set(_runs(sorted(rows[row])))
        if row != previous + 1:
            done += [(first, a, previous, b) for (a, b), first in open_runs.items()]
            open_runs = {}
        done += [(first, a, previous, b) for (a, b), first in open_runs.items() if (a, b) not in runs]
        open_runs = {run: open_runs.get(run, row) for run in sorted(runs)}
        previous = row
    done += [(first, a, previous, b) for (a, b), first in open_runs.items()]
    return sorted(done)


def _runs(columns: Sequence[int]) -> Iterable[tuple[int, int]]:
    first = last = columns[0]
    for col in columns[1:]:
        if col > last + 1:
            yield first, last
            first = col
        last = col
    yield first, last


def paint(grid: Sequence[Sequence[V]], blank: V) -> list[tuple[Range, V]]:
    """Areas and values which, set one after the other on cells that all hold ``blank``, give ``grid``.

    The commonest value goes first over the whole grid where that makes fewer areas in all.
    """
    if not grid or not grid[0]:
        return []
    counts = Counter(value for row in grid for value in row)
    plain = _areas(grid, without=blank)
    commonest = counts.most_common(1)[0][0]
    if commonest == blank:
        return plain
    whole = (0, 0, len(grid) - 1, len(grid[0]) - 1)
    based = [(whole, commonest), *_areas(grid, without=commonest)]
    return based if len(based) < len(plain) else plain


def _areas(grid: Sequence[Sequence[V]], *, without: V) -> list[tuple[Range, V]]:
    places: dict[V, list[tuple[int, int]]] = {}
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if value != without:
                places.setdefault(value, []).append((r, c))
    return [(area, value) for value, cells in places.items() for area in cover(cells)]
