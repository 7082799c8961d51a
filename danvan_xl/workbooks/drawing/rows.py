"""Rows of a table as plain values: what its columns look like, values that are more than a value, a row as cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.measure import Fit
from danvan_xl.workbooks.drawing.spec import Cell, Lane, Style
from danvan_xl.workbooks.drawing.values import safe_text


class F(Struct, frozen=True):
    """A formula with its cached value, in place of a plain value; ``style`` overrides the column's."""

    formula: str
    value: Any = None
    style: Style | None = None


class L(Struct, frozen=True):
    """A linked text: ``internal:'Sheet'!A1`` or ``external:...``."""

    target: str
    text: Any
    style: Style = st.LINK


class S(Struct, frozen=True):
    """A value with a style of its own."""

    value: Any
    style: Style


class RowCells:
    """Makes the cells of a table's rows, values of which may be plain, an :class:`F`, an :class:`L` or an :class:`S`."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self.lanes = [(lane, None if lane.width is None else Fit(lane.width, lane.style)) for lane in lanes]

    def of(self, row: int, values: Sequence[Any]) -> tuple[list[Cell], float]:
        """The cells of a row from left to right, and how high its texts stand in points (0: on one line).

        ``values`` may be fewer than the lanes.
        """
        cells: list[Cell] = []
        height = 0.0
        for (lane, fit), value in zip_longest(self.lanes, values):
            style, kind = lane.style, type(value)
            formula = link = None
            if kind is F:
                formula, value, style = value.formula, value.value, value.style or style
            elif kind is S:
                value, style = value.value, value.style
            elif kind is L:
                link, style, value = value.target, value.style, str(value.text)
            if type(value) is str and value:
                value = safe_text(value)
                if fit is not None:
                    height = max(height, fit.height(value))
            elif formula is None and not lane.blanks and (value is None or value == ""):
                continue
            cells.append(Cell(row, lane.col, value, style, formula, link))
        return cells, height
