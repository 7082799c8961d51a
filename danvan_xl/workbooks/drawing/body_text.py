"""Rows of a table as XML, column by column: of half a million cells, only what a text is for the first time is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, repeat, zip_longest
from typing import Any

from msgspec import Struct

from danvan_xl.workbooks.drawing.cell_text import of_formula, of_value
from danvan_xl.workbooks.drawing.measure import LINE, Fit
from danvan_xl.workbooks.drawing.rows import F, L, S
from danvan_xl.workbooks.drawing.spec import Body, Lane, Style, column_name
from danvan_xl.workbooks.drawing.values import safe_text

_AT_ONCE = 256
"""Rows made together."""
_KNOWN = 4096
"""Values that a column remembers."""
_PLAIN = frozenset({str, int, float, type(None)})


class Part(Struct):
    """Some rows. ``texts``: the cells of each, None for one that must be drawn cell by cell; ``heights`` in points, 0 for one
    line; ``links``: row, column and what is linked there; ``columns``: the first and the last in which something stands."""

    first: int
    rows: list[Sequence[Any]]
    texts: list[str | None]
    heights: list[float]
    links: list[tuple[int, int, L]]
    columns: tuple[int, int] | None


def parts(body: Body, look_of: Callable[[Style], str]) -> Iterator[Part]:
    """All rows. ``look_of`` a style gives the part of a cell between its place and what it holds: ``" s="7"``."""
    lanes = [_Lane(lane, look_of) for lane in body.lanes]
    rows, first = iter(body.rows), body.first
    while some := list(islice(rows, _AT_ONCE)):
        yield _part(lanes, first, some)
        first += len(some)


def _part(lanes: list[_Lane], first: int, rows: list[Sequence[Any]]) -> Part:
    numbers = [str(number) for number in range(first + 1, first + 1 + len(rows))]
    part = Part(first, rows, [], [0.0] * len(rows), [], None)
    given = chain(zip_longest(*rows), repeat((None,) * len(rows)))
    columns: list[list[str]] = []
    left: set[int] = set()
    filled: list[int] = []
    for lane, values in zip(lanes, given, strict=False):
        lane.begin()
        rests = [lane[v] if type(v) in _PLAIN else lane.of(v) for v in values]
        start = lane.start
        columns.append(
            [f"{start}{number}{rest}" if rest else "" for number, rest in zip(numbers, rests, strict=True)]
        )
        if None in rests:
            left.update(i for i, rest in enumerate(rests) if rest is None)
        if any(rests):
            filled.append(lane.col)
        if lane.tall:
            tall = [lane.tall.get(v if type(v) is str else _shown(v), 0.0) for v in values]
            part.heights = list(map(max, part.heights, tall))
        if lane.linked:
            part.links += [(first + i, lane.col, v) for i, v in enumerate(values) if type(v) is L]
    part.texts = ["".join(cells) for cells in zip(*columns, strict=True)]
    for i in left:
        part.texts[i] = None
    if left:
        part.links = [link for link in part.links if link[0] - first not in left]
    if filled:
        part.columns = filled[0], filled[-1]
    return part


def _shown(value: Any) -> Any:
    """The text that stands in a cell of more than a value."""
    if type(value) is L:
        return str(value.text)
    return value.value if type(value) in (F, S) else None


class _Lane(dict[Any, str | None]):
    """One column: plain value → the cell without its place, '' where nothing is written, None for one that is left to
    XlsxWriter. Values that are equal (1 and 1.0) are written alike."""

    def __init__(self, lane: Lane, look_of: Callable[[Style], str]) -> None:
        super().__init__()
        self.col, self.blanks = lane.col, lane.blanks
        self.start = f'<c r="{column_name(lane.col)}'
        self.look_of, self.look = look_of, look_of(lane.style)
        self.fit = None if lane.width is None else Fit(lane.width, lane.style)
        self.tall: dict[str, float] = {}
        """Texts that need more than a line, in points."""
        self.linked = False
        """Whether there are links among the rows at hand."""

    def begin(self) -> None:
        """Before rows that come together."""
        if len(self) > _KNOWN:
            self.clear()
            self.tall.clear()
        self.linked = False

    def __missing__(self, value: str | int | float | None) -> str | None:
        rest = self[value] = self.holding(value, self.look)
        return rest

    def holding(self, value: Any, look: str) -> str | None:
        """The cell of a plain value."""
        if type(value) is str and value:
            value = self.measured(value)
        elif not self.blanks and (value is None or value == ""):
            return ""
        rest = of_value(value)
        return look + rest if rest else None

    def measured(self, text: str) -> str:
        """The text as a cell can hold it; how high it stands is noted."""
        safe = safe_text(text)
        if self.fit is not None and (height := self.fit.height(safe)) > LINE:
            self.tall[text] = height
        return safe

    def of(self, value: Any) -> str | None:
        """The cell of what is no plain value."""
        kind = type(value)
        if kind is F:
            shown = value.value
            rest = of_formula(value.formula, self.measured(shown) if type(shown) is str else shown)
            look = self.look if value.style is None else self.look_of(value.style)
            return look + rest if rest else None
        if kind is L:
            self.linked = True
            rest = of_value(self.measured(str(value.text)))
            return self.look_of(value.style) + rest if rest else None
        if kind is S:
            return self.holding(value.value, self.look_of(value.style))
        return self.holding(value, self.look)
