"""Rows of a table in columns of spaces whose numbers stand in the middle of their rows: where one row ends and the next begins.

A row's number stands level with the middle of its tallest cell, and its cells begin with capitals. The borders are
those that fit both best.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from msgspec import Struct

_OPEN_END = re.compile(
    r"(?:,|\b(?:của|và|các|về|tại|với|cho|trong|theo|đến|từ|số|ngày|trên|do|để|những|năm|thuộc|giữa|bằng|qua))$"
)
_OFF_CENTRE, _SMALL_TEXT, _SMALL_CELL, _OPEN = 1.5, 6.0, 2.0, 3.0
_REACH = 40
"""Lines that one row may have."""


class BodyLine(Struct):
    """A printed line cut into cells; ``number``: a running number stands in the first."""

    cells: list[str]
    page: int | None
    number: bool


def rows_of(lines: Sequence[BodyLine], text: int) -> list[tuple[int, int]] | None:
    """(first, behind the last) line of each row, one row a number; None without any number. ``text``: the task's column."""
    numbers = [at for at, line in enumerate(lines) if line.number]
    if not numbers:
        return None
    # best[b]: the least cost of the rows so far when the last of them ends in front of line b, and their borders
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for order, number in enumerate(numbers):
        following = numbers[order + 1] if order + 1 < len(numbers) else None
        ends = [len(lines)] if following is None else range(number + 1, following + 1)
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, borders) in best.items():
            if start > number or number - start > _REACH:
                continue
            for end in ends:
                total = cost + _cost(lines, start, end, number, text)
                if total < reached.get(end, (float("inf"), []))[0]:
                    reached[end] = (total, [*borders, end])
        best = reached
    if len(lines) not in best:
        return None
    borders = best[len(lines)][1]
    return list(itertools.pairwise(borders))


def _cost(lines: Sequence[BodyLine], start: int, end: int, number: int, text: int) -> float:
    page = lines[number].page
    own = [at for at in range(start, end) if lines[at].page == page]
    off = abs((own[0] + own[-1]) / 2 - number)
    cost = _OFF_CENTRE * max(0.0, off - 0.5)
    for column in range(1, len(lines[start].cells)):
        filled = [lines[at].cells[column] for at in range(start, end) if lines[at].cells[column]]
        if not filled:
            cost += 4.0 if column == text else 0.0
            continue
        if filled[0][:1].islower() and not filled[0].startswith("các "):
            cost += _SMALL_TEXT if column == text else _SMALL_CELL
        if _OPEN_END.search(filled[-1]):
            cost += _OPEN
    return cost
