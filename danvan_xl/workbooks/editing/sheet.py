"""One worksheet's XML: looked at cell by cell, and changed in single cells. Rows and columns are 0-based."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.editing.references import copied
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.seen import Position
from danvan_xl.workbooks.opening.sheet_xml import column_index
from danvan_xl.workbooks.opening.xml_parts import utf8
from danvan_xl.workbooks.xml_text import without_controls

_REF = re.compile(r"([A-Z]+)(\d+)$")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parsed(data: bytes) -> Any:
    """A part as an lxml tree that is written back as it was. Raises UnreadableError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=False, huge_tree=False
    )
    try:
        return etree.fromstring(utf8(data), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("corrupt", "nội dung XML bị hỏng") from error


def written(root: Any) -> bytes:
    """The tree as a part."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def place_of(name: str) -> Position:
    """'B7' → (6, 1)."""
    match = _REF.match(name)
    if match is None:
        raise UnreadableError("corrupt", "ô không ghi vị trí")
    return int(match[2]) - 1, column_index(match[1])


class SheetXml:
    """The cells of a worksheet part. Raises UnreadableError where it is not as every common program writes it."""

    def __init__(self, data: bytes) -> None:
        self.root = parsed(data)
        if self.root.tag != f"{{{MAIN}}}worksheet":  # Strict OOXML has another namespace
            raise UnreadableError("corrupt", "cách ghi trang tính khác thường")
        self.data = self.root.find(self.tag("sheetData"))
        if self.data is None:
            raise UnreadableError("corrupt", "trang tính không có phần ô")
        self.rows: dict[int, Any] = {}
        self.cells: dict[Position, Any] = {}
        for row in self.data.iterchildren(self.tag("row")):
            if not (row.get("r") or "").isdigit():
                raise UnreadableError("corrupt", "dòng không ghi số")
            self.rows[int(row.get("r")) - 1] = row
            for cell in row.iterchildren(self.tag("c")):
                self.cells[place_of(cell.get("r") or "")] = cell

    @staticmethod
    def tag(name: str) -> str:
        """An element's full name."""
        return f"{{{MAIN}}}{name}"

    def bytes(self) -> bytes:
        """The part as it is now."""
        return written(self.root)

    def all(self, name: str) -> Iterator[Any]:
        """Every element of a name, wherever it stands."""
        yield from self.root.iter(self.tag(name))

    def style_of(self, place: Position) -> int:
        """Index of the cell's style; that of its row or column where the cell is not there."""
        cell = self.cells.get(place)
        if cell is not None:
            return int(cell.get("s") or 0)
        row = self.rows.get(place[0])
        if row is not None and row.get("customFormat") == "1":
            return int(row.get("s") or 0)
        for col in self.all("col"):
            if int(col.get("min")) - 1 <= place[1] <= int(col.get("max")) - 1:
                return int(col.get("style") or 0)
        return 0

    @property
    def formulas(self) -> dict[Position, str]:
        """Formulas without '=', those that share another's worked out."""
        found: dict[Position, str] = {}
        shared: dict[str, tuple[Position, str]] = {}
        for place, cell in self.cells.items():
            formula = cell.find(self.tag("f"))
            if formula is None:
                continue
            text, key = formula.text or "", formula.get("si")
            if formula.get("t") == "shared" and key is not None:
                if text:
                    shared[key] = (place, text)
                elif key in shared:
                    (row, col), pattern = shared[key]
                    text = copied(pattern, place[0] - row, place[1] - col)
            found[place] = text
        return found

    def unshare(self) -> None:
        """Write every shared formula out in its own cell."""
        for place, text in self.formulas.items():
            formula = self.cells[place].find(self.tag("f"))
            if formula.get("t") == "shared":
                for name in ("t", "si", "ref"):
                    formula.attrib.pop(name, None)
                formula.text = text

    def put(self, place: Position, value: Any) -> None:
        """Write a value into a cell that holds no formula; its look stays. A text is never a formula."""
        cell = self.cells.get(place)
        if cell is None:
            cell = self._made(place)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, bool) or value is None:
            raise TypeError(f"no value for a cell of an outline: {value!r}")
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = self._child(self._child(cell, "is"), "t")
            text.text = without_controls(value)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            row = self.rows[place[0]]
            if row.get("customHeight") not in ("1", "true"):
                row.attrib.pop(
                    "ht", None
                )  # a height that a program fitted to what stood there: it is fitted anew
            return
        if isinstance(value, datetime):
            value = value.date()
        number = serial_of(value) if isinstance(value, date) else value
        self._child(cell, "v").text = f"{number:f}" if isinstance(number, Decimal) else repr(number)

    def result(self, place: Position, value: float | None) -> None:
        """The kept result of a formula; None takes it away, so that every program works it out."""
        cell = self.cells[place]
        for child in cell.findall(self.tag("v")):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if value is not None:
            self._child(cell, "v").text = repr(value)

    def _child(self, parent: Any, name: str) -> Any:
        from lxml import etree

        return etree.SubElement(parent, self.tag(name))

    def _made(self, place: Position) -> Any:
        """A blank cell in its place among its neighbours."""
        from lxml import etree

        style = self.style_of(place)
        row = self.rows.get(place[0])
        if row is None:
            row = etree.Element(self.tag("row"), {"r": str(place[0] + 1)})
            above = [number for number in self.rows if number < place[0]]
            self.data.insert(self.data.index(self.rows[max(above)]) + 1 if above else 0, row)
            self.rows[place[0]] = row
        cell = etree.Element(self.tag("c"), {"r": cell_name(*place)} | ({"s": str(style)} if style else {}))
        before = [c for c in row.iterchildren(self.tag("c")) if place_of(c.get("r"))[1] < place[1]]
        row.insert(row.index(before[-1]) + 1 if before else 0, cell)
        self.cells[place] = cell
        if row.get("spans"):
            del row.attrib["spans"]  # an optimisation that would no longer be true
        return cell

    def row_copy(self, source: int, target: int) -> None:
        """A row like ``source`` at ``target``, which is free: looks and formulas, no values."""
        row = deepcopy(self.rows[source])
        formulas = self.formulas
        row.set("r", str(target + 1))
        for cell in row.iterchildren(self.tag("c")):
            col = place_of(cell.get("r"))[1]
            for child in list(cell):
                cell.remove(child)
            cell.attrib.pop("t", None)
            cell.set("r", cell_name(target, col))
            if (source, col) in formulas:
                self._child(cell, "f").text = copied(formulas[source, col], target - source, 0)
            self.cells[target, col] = cell
        above = max(number for number in self.rows if number < target)
        self.data.insert(self.data.index(self.rows[above]) + 1, row)
        self.rows[target] = row
