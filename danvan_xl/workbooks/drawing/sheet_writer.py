"""XlsxWriter's worksheet where it is slow, or not quite what the house needs."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from danvan_xl.workbooks.drawing.spec import column_name

_ROWS, _COLUMNS = 1_048_576, 16_384
_SURELY_FITS = 16_383
"""Characters that are at most as many UTF-16 units as a cell holds."""


def _special(text: str) -> bool:
    """Whether a text holds what may not stand in a cell as it is."""
    return "&" in text or "<" in text or ">" in text or "_x" in text


class _Nothing(dict[tuple[int, int], str]):
    """Where XlsxWriter notes every cell of every table, to find tables that overlap: a gigabyte for a country."""

    def __setitem__(self, place: tuple[int, int], area: str) -> None:
        pass


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet some of whose row heights still grow; faster with formulas.

    Excel keeps a height that it fitted itself as ``ht`` without ``customHeight``; XlsxWriter always
    writes both, which would freeze the row at that height for whoever types more into it.
    """

    growing_rows: set[int] | frozenset[int] = frozenset()
    _put_in = -1
    """The row of the cell that was put last."""

    def put(self, row: int, col: int, value: object, form: Format | None) -> bool:
        """A usual text, number or formatted blank, without all that XlsxWriter asks of each; False: left to it."""
        kind = type(value)
        if form is None or row >= _ROWS or col >= _COLUMNS:
            return False
        made: object
        if kind is str and value:
            text: str = value  # type: ignore[assignment]
            if len(text) > _SURELY_FITS:
                return False
            made = CellStringTuple(
                text if self.constant_memory else self.str_table._get_shared_string_index(text), form
            )
        elif value is None or kind is str:
            made = CellBlankTuple(form)
        elif kind is int or (kind is float and isfinite(value)):  # type: ignore[arg-type]
            made = CellNumberTuple(value, form)
        else:
            return False
        if row != self._put_in:
            self._put_in = row
            self._check_dimensions(row, col)
            if self.constant_memory and row > self.previous_row:
                self._write_single_row(row)
        elif col > self.dim_colmax:
            self.dim_colmax = col
        elif col < self.dim_colmin:
            self.dim_colmin = col
        self.table[row][col] = made
        return True

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """As written. XlsxWriter looks for thirty functions newer than Excel 2010, which we never use."""
        return formula.removeprefix("=")

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0
    ) -> int:
        """Without XlsxWriter's search for functions that spill, which we never use."""
        self._check_dimensions(row, col)
        if self.constant_memory and row > self.previous_row:
            self._write_single_row(row)
        self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, value)
        return 0

    def _write_rows(self) -> None:
        """All rows, where they are kept until the end."""
        self._calculate_spans()
        for row in sorted(
            {*self.row_info, *self.comments, *(row for row, cells in self.table.items() if cells)}
        ):
            cells = self.table.get(row)
            if not self.dim_rowmin <= row <= self.dim_rowmax:
                continue
            self._write_row(row, self.row_spans.get(row // 16), self.row_info.get(row), empty_row=not cells)
            if cells:
                self._write_cells(row, cells)
                self._xml_end_tag("row")

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """The row that is whole now, as XlsxWriter does it where its rows are not kept."""
        cells = self.table.get(self.previous_row)
        if not cells:
            super()._write_single_row(current_row_num)
            return
        row, self.previous_row = self.previous_row, current_row_num
        self._write_row(row, None, self.row_info.get(row))
        self._write_cells(row, cells)
        self._xml_end_tag("row")
        self.table.clear()

    def _write_cells(self, row: int, cells: Mapping[int, Any]) -> None:
        """All cells of a row in one go: the three commonest kinds, whose attributes need no escaping, as a text of our own."""
        pieces: list[str] = []
        for col in sorted(cells):
            cell = cells[col]
            text = "" if cell.format is None else self._text_of(row, col, cell)
            if text:
                pieces.append(text)
                continue
            self.fh.write("".join(pieces))
            pieces.clear()
            super()._write_cell(row, col, cell)
        self.fh.write("".join(pieces))

    def _text_of(self, row: int, col: int, cell: Any) -> str:
        """The XML of a text, number or blank; '' for any other."""
        kind = type(cell)
        head = f'<c r="{column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind is CellBlankTuple:
            return head + "/>"
        if kind is CellNumberTuple or kind is CellDatetimeTuple:
            return f"{head}><v>{cell.number:.16G}</v></c>"
        if kind is not CellStringTuple:
            return ""
        text = cell.string
        if not self.constant_memory:
            return f'{head} t="s"><v>{text}</v></c>'
        if not text.isprintable() or text[0] == " " or text[-1] == " " or _special(text):
            return ""
        return f'{head} t="inlineStr"><is><t>{text}</t></is></c>'

    constant_memory: bool
    previous_row: int
    dim_colmin: int
    dim_colmax: int

    def add_table(self, *place: Any) -> Any:
        """Also on a sheet whose rows are on the disk already: all headers stand in it, nothing is left to write."""
        streamed: bool = self.constant_memory
        self.constant_memory = False
        self.table_cells = _Nothing()
        try:
            return super().add_table(*place)
        finally:
            self.constant_memory = streamed

    def _write_row(self, row: int, spans: Any, row_info: Any = None, empty_row: bool = False) -> None:
        self._row_grows = row in self.growing_rows
        super()._write_row(row, spans, row_info, empty_row)

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and self._row_grows:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
