"""XlsxWriter's worksheet where it is slow, or not quite what the house needs."""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_SPECIAL = re.compile(r"[&<>]|_x[0-9A-Fa-f]{4}_|^\s|\s$")
"""What a text in a cell may not hold as it is."""


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

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """As written. XlsxWriter looks for thirty functions newer than Excel 2010, which we never use."""
        return formula.removeprefix("=")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """The same XML for the three commonest kinds of cells, in a third of the time: most of a form or a
        summary is texts, numbers and formatted blanks, whose attributes need no escaping."""
        kind = cell.__class__.__name__
        inline = kind == "String" and self.constant_memory
        plain = not inline or (cell.string.isprintable() and _SPECIAL.search(cell.string) is None)
        if cell.format is None or not plain or kind not in ("Blank", "String", "Number", "Datetime"):
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(head + "/>")
        elif inline:
            self.fh.write(f'{head} t="inlineStr"><is><t>{cell.string}</t></is></c>')
        elif kind == "String":
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")

    constant_memory: bool

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
