"""XlsxWriter's worksheet where it is slow, or not quite what the house needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.spec import Cell, Style, column_name
from danvan_xl.workbooks.drawing.values import ERRORS
from danvan_xl.workbooks.xml_text import escape

_ROWS, _COLUMNS = 1_048_576, 16_384
_SURELY_FITS = 16_383
"""Characters that are at most as many UTF-16 units as a cell holds."""
_LONG = 10**15
"""Whole numbers below it have the same digits as a float."""
_LEFT_TO_XLSXWRITER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^<r>")
"""What must be written with an escape of Excel's own, or would be taken for one."""


@lru_cache(maxsize=8192)
def _inline(text: str) -> str:
    """The rest of a cell that holds a text, after its style; '' for one that is left to XlsxWriter."""
    if len(text) > _SURELY_FITS or _LEFT_TO_XLSXWRITER.search(text):
        return ""
    kept = "" if text.strip() == text else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'


def cached(value: Any) -> Any:
    """A formula's cached value as XlsxWriter takes it: dates as serial numbers, None as empty text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    return serial_of(value) if isinstance(value, date) else value


def _worked_out(formula: str, value: Any) -> str:
    """The rest of a cell with an escaped formula and its :func:`cached` value; '' for one that is left to XlsxWriter."""
    kind = type(value)
    if kind is str and value:
        what = "e" if value in ERRORS else "str"
        return f' t="{what}"><f>{formula}</f><v>{escape(value)}</v></c>'
    return f"><f>{formula}</f><v>{value}</v></c>" if kind in (str, int, float) else ""


class _Nothing(dict[tuple[int, int], str]):
    """Where XlsxWriter notes every cell of every table, to find tables that overlap: a gigabyte for a country."""

    def __setitem__(self, place: tuple[int, int], area: str) -> None:
        pass


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet some of whose row heights still grow; rows that stream to the disk are written whole.

    Excel keeps a height that it fitted itself as ``ht`` without ``customHeight``; XlsxWriter always
    writes both, which would freeze the row at that height for whoever types more into it.
    """

    growing_rows: set[int] | frozenset[int] = frozenset()
    constant_memory: bool
    previous_row: int

    def put_row(
        self,
        row: int,
        cells: Iterable[Cell],
        format_of: Callable[[Style], Format],
        put: Callable[[Cell], None],
        looks: dict[int, str],
    ) -> None:
        """Write a row whole, its cells from left to right, to the disk at once; rows come from top to bottom.

        What is not a usual text, number, blank or formula is ``put`` as XlsxWriter does it. ``looks`` remembers the style part
        of cells by the identity of their style.
        """
        number = f"{row + 1}"
        pieces: list[tuple[int, str]] = []
        for cell in cells:
            col, value, style, kind = cell.col, cell.value, cell.style, type(cell.value)
            rest = ""
            if style is None or cell.link is not None:
                pass
            elif cell.formula is not None:
                rest = _worked_out(escape(cell.formula.removeprefix("=")), cached(value))
            elif value is None or value == "":
                rest = "/>"
            elif kind is str:
                rest = _inline(value)
            elif kind is int and -_LONG < value < _LONG:
                rest = f"><v>{value}</v></c>"
            elif kind is float and isfinite(value):
                rest = f"><v>{value:.16G}</v></c>"
            if not rest or style is None or row >= _ROWS or col >= _COLUMNS:
                put(cell)
                continue
            look = looks.get(id(style))
            if look is None:
                look = looks[id(style)] = f'" s="{format_of(style)._get_xf_index()}"'
            pieces.append((col, f'<c r="{column_name(col)}{number}{look}{rest}'))
        if not pieces:
            return
        self._check_dimensions(row, pieces[0][0])
        self._check_dimensions(row, pieces[-1][0])
        if row > self.previous_row:
            self._write_single_row(row)
        self._write_row(row, None, self.row_info.get(row))
        self._write_pieces(row, pieces, self.table.get(row) or {})
        self._xml_end_tag("row")
        self.table.clear()
        self.previous_row = row + 1

    def _write_pieces(self, row: int, pieces: list[tuple[int, str]], others: Mapping[int, Any]) -> None:
        """The cells of a row; ``others`` are XlsxWriter's."""
        if not others:
            self.fh.write("".join([text for _, text in pieces]))
            return
        texts, ready = dict(pieces), []
        for col in sorted({*texts, *others}):
            cell = others.get(col)
            if cell is None:
                ready.append(texts[col])
                continue
            rest = _inline(cell.string) if type(cell) is CellStringTuple and cell.format else ""
            if rest:
                ready.append(f'<c r="{column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"{rest}')
                continue
            self.fh.write("".join(ready))
            ready.clear()
            self._write_cell(row, col, cell)
        self.fh.write("".join(ready))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """As written. XlsxWriter looks for thirty functions newer than Excel 2010, which we never use."""
        return formula.removeprefix("=")

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """XlsxWriter looks for the height of a row that has nothing but a comment, and fails where it has none."""
        if self.previous_row in self.row_info or self.table.get(self.previous_row):
            super()._write_single_row(current_row_num)
        else:
            self.previous_row = current_row_num
            self.table.clear()

    def add_table(self, *place: Any) -> Any:
        """Also on a sheet whose rows are on the disk already: all headers stand in it, nothing is left to write."""
        self.table_cells = _Nothing()
        with self._as_if_held():
            return super().add_table(*place)

    def write_comment(self, *place: Any) -> Any:
        """Also on a row that is on the disk already: a comment stands in a part of its own."""
        with self._as_if_held():
            return super().write_comment(*place)

    @contextmanager
    def _as_if_held(self) -> Iterator[None]:
        """XlsxWriter refuses, without a word, what concerns a row that it has written."""
        streamed, self.constant_memory = self.constant_memory, False
        try:
            yield
        finally:
            self.constant_memory = streamed

    def _write_row(self, row: int, spans: Any, row_info: Any = None, empty_row: bool = False) -> None:
        self._row_grows = row in self.growing_rows
        super()._write_row(row, spans, row_info, empty_row)

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and self._row_grows:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
