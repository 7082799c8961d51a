"""An outline opened: what its cells show, which of them wait for a value, and how they may be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.outlines.sheet import OutlineSheet
from danvan_xl.outlines.tables import OutlineTable, find_tables
from danvan_xl.workbooks.editing.book import EditedBook
from danvan_xl.workbooks.editing.sheet import SheetXml, place_of
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.own import read_grids
from danvan_xl.workbooks.opening.raw import RawSheet, UnreadableError
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree

WHAT = "biểu mẫu"
_SAVE_AS = "Mở biểu mẫu bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chạy lại."


class Outline(Struct):
    """A workbook of the level above. ``edited`` is what is written when it is filled."""

    path: Path
    edited: EditedBook
    sheets: list[OutlineSheet]
    hidden: list[str]
    """Sheets that are hidden: they are left alone."""
    tables: list[OutlineTable]
    """Those of all sheets."""

    def sheet(self, name: str) -> OutlineSheet | None:
        """The sheet of that name, however it is spelled."""
        return next((sheet for sheet in self.sheets if fold(sheet.name) == fold(name)), None)


def open_outline(path: Path) -> Outline:
    """Open an outline. Raises :class:`~danvan_xl.errors.InputError`: not there, a password, not .xlsx or .xlsm, damaged."""
    path = Path(path)
    grids = read_grids(path, what=WHAT)
    data = path.read_bytes()
    try:
        if data[:2] != b"PK":
            raise UnreadableError("not-a-workbook")
        edited = EditedBook(data)
        for name in edited.package.entries:
            edited.package.read(name)  # a damaged part is told now, not when half is written
        styles = tree(edited.package.read_if("xl/styles.xml") or b"<styleSheet/>")
        bordered, locked = _styles(styles)
        sheets, hidden = [], []
        for grid in grids:
            raw = grid.facts
            assert isinstance(raw, RawSheet)
            if not raw.visible:
                hidden.append(grid.name)
            elif grid.name in edited.places:
                sheets.append(_sheet(grid, raw, edited.sheet(grid.name), bordered, locked))
    except UnreadableError as error:
        raise InputError(
            f"Chưa điền được vào biểu mẫu “{path.name}”: tệp không phải dạng .xlsx, .xlsm thông thường, hoặc đã hỏng.",
            remedy=_SAVE_AS,
            file=path,
            code="outline-format",
        ) from error
    return Outline(path, edited, sheets, hidden, [table for sheet in sheets for table in find_tables(sheet)])


def _sheet(
    grid: Grid, raw: RawSheet, xml: SheetXml, bordered: frozenset[int], locked: frozenset[int]
) -> OutlineSheet:
    rows = frozenset(number for number, row in xml.rows.items() if row.get("hidden") in ("1", "true"))
    columns = frozenset(
        col
        for item in xml.all("col")
        if item.get("hidden") in ("1", "true")
        for col in range(int(item.get("min")) - 1, min(int(item.get("max")), 400))
    )
    return OutlineSheet(grid.name, raw, xml, bordered, locked, rows, columns, dict(_lists(xml)))


def _lists(xml: SheetXml) -> Iterator[tuple[Position, tuple[str, ...]]]:
    """Cells with a list that is written out in their validation."""
    for item in xml.all("dataValidation"):
        said = item.findtext(xml.tag("formula1")) or ""
        if item.get("type") != "list" or not said.startswith('"'):
            continue
        words = tuple(word.strip() for word in said.strip('"').split(","))
        for area in (item.get("sqref") or "").split():
            first, _, last = area.partition(":")
            (top, left), (bottom, right) = place_of(first), place_of(last or first)
            for row in range(top, min(bottom, top + 2000) + 1):
                for col in range(left, min(right, left + 50) + 1):
                    yield (row, col), words


def _styles(root: Any) -> tuple[frozenset[int], frozenset[int]]:
    """Indexes of the styles with lines around, and of those that protection locks (all but the unlocked)."""
    lines: list[bool] = []
    bordered, locked = set(), set()
    for part in root:
        if local(part.tag) == "borders":
            lines = [
                sum(attributes(side).get("style", "none") != "none" for side in item) >= 2 for item in part
            ]
        elif local(part.tag) == "cellXfs":
            for index, item in enumerate(part):
                border = int(attributes(item).get("borderId", "0"))
                if border < len(lines) and lines[border]:
                    bordered.add(index)
                said = [attributes(p).get("locked", "1") for p in item if local(p.tag) == "protection"]
                if not said or said[0] in ("1", "true"):
                    locked.add(index)
    return frozenset(bordered), frozenset(locked)
