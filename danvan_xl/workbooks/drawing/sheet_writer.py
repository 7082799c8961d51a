"""XlsxWriter's worksheet where it is slow, or not quite what the house needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import SEEK_END
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from danvan_xl.workbooks.drawing.body_text import Part
from danvan_xl.workbooks.drawing.cell_text import of_formula, of_text, of_value
from danvan_xl.workbooks.drawing.spec import Cell, Style, column_name, range_name
from danvan_xl.workbooks.xml_text import without_controls

_ROWS, _COLUMNS = 1_048_576, 16_384
_LINKS = 65_530
"""Links that a sheet holds at most."""
_SHORT = 1_000
"""A place in a file is surely not longer than a link may be."""


@lru_cache(maxsize=4096)
def _address(target: str) -> Url | None:
    try:
        return Url(target)
    except (
        ValueError,
        IndexError,
    ):  # too long, of a kind that it does not know; a path of one letter is beyond it
        return None


def _url(target: str, text: str) -> Url | None:
    """XlsxWriter's link, of a file that is taken apart once however many of its cells are linked; None for what is none."""
    file, mark, place = target.partition("#")
    known = _address(file) if mark and file.startswith("external:") and len(place) < _SHORT else None
    whole = known or _address(target)
    if whole is None:
        return None
    made = Url.__new__(Url)
    made.__dict__.update(whole.__dict__)
    if known is not None:
        made._original_url, made._anchor = target, place.replace("/", "\\")
    made._text = without_controls(text)
    return made


Drawn = tuple[tuple[int | None, ...], int, list[tuple[int, int, str, str]]]


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet some of whose row heights still grow; rows that stream to the disk are written whole.

    Excel keeps a height that it fitted itself as ``ht`` without ``customHeight``; XlsxWriter always
    writes both, which would freeze the row at that height for whoever types more into it.
    """

    growing_rows: set[int] | frozenset[int] = frozenset()
    constant_memory: bool
    previous_row: int
    hlink_count: int

    def put_row(
        self,
        row: int,
        cells: Iterable[Cell],
        look_of: Callable[[Style], str],
        put: Callable[[Cell], None],
    ) -> None:
        """Write a row whole, its cells from left to right, to the disk at once; rows come from top to bottom.

        ``look_of`` a style gives the part of a cell between its place and what it holds. What is not a usual text, number,
        blank or formula is ``put`` as XlsxWriter does it.
        """
        number = f"{row + 1}"
        pieces: list[tuple[int, str]] = []
        for cell in cells:
            col, value, style, link = cell.col, cell.value, cell.style, cell.link
            if link is not None:
                value = str(value)
            if style is None or row >= _ROWS or col >= _COLUMNS:
                rest = ""
            elif cell.formula is None:
                rest = of_text(value) if type(value) is str else of_value(value)
            else:
                rest = of_formula(cell.formula, value)
            if not rest or style is None:
                put(cell)
                continue
            if link is not None:
                self.put_link(row, col, link, value)
            pieces.append((col, f'<c r="{column_name(col)}{number}{look_of(style)}{rest}'))
        if not pieces and not self.table.get(row):
            return
        for col, _ in (pieces[0], pieces[-1]) if pieces else ():
            self._check_dimensions(row, col)
        if row > self.previous_row:
            self._write_single_row(row)
        self._write_row(row, None, self.row_info.get(row))
        self._write_pieces(row, pieces, self.table.get(row) or {})
        self._xml_end_tag("row")
        self.table.clear()
        self.previous_row = row + 1

    def put_part(self, part: Part, put: Callable[[int, Sequence[Any]], None]) -> None:
        """Write rows whole, from top to bottom. A row that is to be drawn cell by cell, or of which something was told before,
        is ``put`` by its number and values."""
        if part.columns is not None:
            for col in part.columns:
                self._check_dimensions(part.first, col)
                self._check_dimensions(part.first + len(part.rows) - 1, col)
        if part.first > self.previous_row:
            self._write_single_row(part.first)
        ready: list[str] = []
        for row, (text, height) in enumerate(zip(part.texts, part.heights, strict=True), part.first):
            if text is None or row in self.row_info or row >= _ROWS:
                self.fh.write("".join(ready))
                ready.clear()
                put(row, part.rows[row - part.first])
            elif text:
                tall = f' ht="{int(height * 4 / 3 + 0.5) * 0.75:.16g}"' if height else ""
                ready.append(f'<row r="{row + 1}"{tall}>{text}</row>')
                self.previous_row = row + 1
        self.fh.write("".join(ready))
        for row, col, link in part.links:
            self.put_link(row, col, link.target, str(link.text))

    def put_link(self, row: int, col: int, target: str, text: str) -> None:
        """Note what a cell leads to whose text is written in its row. Beyond the number that Excel holds, and where it leads to
        what is no address, the text alone stands."""
        url = _url(target, text) if self.hlink_count < _LINKS else None
        if url is not None:
            self.hlink_count += 1
            self.hyperlinks[row][col] = url

    def drawn(self) -> Drawn:
        """What this process must know of rows that a copy of it drew."""
        self.row_data_fh.flush()
        size = (self.dim_rowmin, self.dim_rowmax, self.dim_colmin, self.dim_colmax)
        links = [
            (row, col, url._original_url, url._text)
            for row, urls in self.hyperlinks.items()
            for col, url in urls.items()
        ]
        return size, self.previous_row, links

    def take(self, drawn: Drawn) -> None:
        """Go on behind rows that a copy of this process drew into the same file."""
        (self.dim_rowmin, self.dim_rowmax, self.dim_colmin, self.dim_colmax), self.previous_row, links = drawn
        self.row_data_fh.seek(0, SEEK_END)
        for row, col, target, text in links:
            if col not in self.hyperlinks.get(row, ()):
                self.put_link(row, col, target, text)

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

    def _write_optimized_sheet_data(self) -> None:
        """The rows on the disk as they are; XlsxWriter decodes and encodes them once more."""
        held, target = self.row_data_fh, getattr(self.fh, "buffer", None)
        if self.dim_rowmin is None or target is None:
            super()._write_optimized_sheet_data()
            return
        self._xml_start_tag("sheetData")
        self.fh.flush()
        held.seek(0)
        copyfileobj(held.buffer, target, 1 << 20)
        held.close()
        Path(self.row_data_filename).unlink()
        self._xml_end_tag("sheetData")

    def _write_hyperlink_external(self, row: int, col: int, id_num: int, url: Url) -> None:
        if url._is_object_link or url._tip:
            super()._write_hyperlink_external(row, col, id_num, url)
            return
        place = f' location="{self._escape_attributes(url._anchor)}"' if url._anchor else ""
        self.fh.write(f'<hyperlink ref="{column_name(col)}{row + 1}" r:id="rId{id_num}"{place}/>')

    def add_table(self, row: int, first: int, last_row: int, last: int, options: dict[str, Any]) -> int:
        """Also on a sheet whose rows are on the disk already: all headers stand in it, nothing is left to write.

        XlsxWriter looks at every cell, to find tables that overlap; ours never do. So it sees the first rows only.
        """
        with self._as_if_held():
            made: int = super().add_table(row, first, min(last_row, row + 1), last, options)
        if made == 0:
            table = self.tables[-1]
            whole = range_name((row, first, last_row, last))
            table |= {key: whole for key in ("range", "a_range", "autofilter") if table.get(key)}
        return made

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
