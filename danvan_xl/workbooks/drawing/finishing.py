"""Saving an openpyxl workbook: quicker than openpyxl's own save, and with what that leaves undone.

- It writes formulas without results, so that a phone, a previewer or a reader that does not calculate would show nothing.
- It fixes the height of every row whose height is given, so that rows would no longer grow with their text.
- It writes the parts of a font in an order that the schema does not know.
- It writes each sheet to a file on disk first and each cell as a tree; most cells are a text, a number or a formula,
  which are written here as text, and any other cell as openpyxl does it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.spec import column_name

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))(?:<v\s*/>|<v>.*?</v>)?</c>', re.S)
_TYPE = re.compile(r'\s+t="[^"]*"')
_FONT = re.compile(r"<font>(.*?)</font>", re.S)
_FONT_PART = re.compile(r"<(\w+)\b[^>]*/>")
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, or only as a number (a carriage return): left to openpyxl, which refuses it or knows how."""
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
"""The order of CT_Font's elements in ECMA-376."""
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def save(
    book: Workbook,
    path: Path,
    results: Mapping[str, Mapping[str, Any]],
    growing: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Write ``book`` to ``path`` with ``results[sheet][cell]`` as results of the formulas there; others keep none.

    ``growing[sheet]``: 0-based rows whose height is only where they start.
    """
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    grows = growing or {}
    styles: dict[bytes, tuple[bool, int]] = {}

    class Sheet(WorksheetWriter):  # type: ignore[misc]
        """Leaves the rows out; they are put into their place as text."""

        rows_text: str

        def write_rows(self) -> None:
            title = self.ws.title
            rows = _Rows(self.ws, results.get(title, {}), grows.get(title, ()), styles)
            self.rows_text = "".join(rows.write(self.rows()))
            with self.xf.send(True).element("sheetData"):
                pass
            self.xf.send(None)

        def whole(self) -> bytes:
            start, empty, end = re.split(
                rb"(<sheetData\s*/>|<sheetData></sheetData>)", self.read(), maxsplit=1
            )
            del empty
            return b"".join([start, b"<sheetData>", self.rows_text.encode("utf-8"), b"</sheetData>", end])

    class Writer(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, ws: Worksheet) -> None:
            from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts = ws._charts
            ws._drawing.images = ws._images
            writer = Sheet(ws, BytesIO())
            writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], writer.whole())
            self.manifest.append(ws)

    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with _Package(path, "w", zipfile.ZIP_DEFLATED) as package:
        Writer(book, package).write_data()


class _Package(zipfile.ZipFile):
    """Mends the order in fonts on the way."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *more: Any, **options: Any) -> None:
        if zinfo_or_arcname == "xl/styles.xml":
            text = data if isinstance(data, str) else data.decode("utf-8")
            data = _FONT.sub(_ordered, text).encode("utf-8")
        super().writestr(zinfo_or_arcname, data, *more, **options)


class _Rows:
    """The rows of a sheet as XML text; meets comments and links on the way, as openpyxl's writer does."""

    def __init__(
        self,
        sheet: Worksheet,
        results: Mapping[str, Any],
        growing: Collection[int],
        styles: dict[bytes, tuple[bool, int]],
    ) -> None:
        self.sheet = sheet
        self.results = results
        self.growing = growing
        self.styles = styles

    def write(self, rows: Iterable[tuple[int, list[Any]]]) -> Iterator[str]:
        from openpyxl.comments.comment_sheet import CommentRecord

        dimensions = self.sheet.row_dimensions
        for number, cells in rows:
            attributes = {"r": str(number)} | dict(dimensions.get(number, {}))
            if number - 1 in self.growing:
                attributes.pop("customHeight", None)
            yield "<row" + "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items()) + ">"
            for cell in cells:
                if cell._comment is not None:
                    self.sheet._comments.append(CommentRecord.from_cell(cell))
                styled, style = self.style(cell)
                if cell._value is None and not styled and not cell._comment:
                    continue
                if cell.hyperlink:
                    self.sheet._hyperlinks.append(cell.hyperlink)
                yield self.cell(cell, f' s="{style}"' if styled else "")
            yield "</row>"

    def style(self, cell: Any) -> tuple[bool, int]:
        """Whether a cell has a look, and its number in the book."""
        if cell._style is None:
            return False, 0
        key = cell._style.tobytes()
        found = self.styles.get(key)
        if found is None:
            found = self.styles[key] = (cell.has_style, cell.style_id if cell.has_style else 0)
        return found

    def cell(self, cell: Any, style: str) -> str:
        value, kind = cell._value, cell.data_type
        where = f"{column_name(cell.column - 1)}{cell.row}"
        if value is None or value == "":
            t = "" if kind == "f" else f' t="{"inlineStr" if kind == "s" else "n" if kind == "d" else kind}"'
            return f'<c r="{where}"{style}{t}/>'
        exact = type(value)
        if exact is str and not _UNUSUAL.search(value):
            if kind == "s":
                space = ' xml:space="preserve"' if value != value.strip() else ""
                return f'<c r="{where}"{style} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
            if kind == "f":
                known = self.results.get(where)
                if known is None:
                    return f'<c r="{where}"{style}><f>{escape(value[1:])}</f><v/></c>'
                t, text = _written(known)
                t = f' t="{t}"' if t else ""
                return f'<c r="{where}"{style}{t}><f>{escape(value[1:])}</f><v>{text}</v></c>'
        elif kind == "n" and (exact is int or exact is float) and isfinite(value):
            return f'<c r="{where}"{style} t="n"><v>{value:.16g}</v></c>'
        return self.as_openpyxl(cell, bool(style))

    def as_openpyxl(self, cell: Any, styled: bool) -> str:
        from openpyxl.cell._writer import etree_write_cell

        links = len(self.sheet._hyperlinks)
        trees = _Trees()
        etree_write_cell(trees, self.sheet, cell, styled)
        del self.sheet._hyperlinks[links:]  # it is noted already
        return _CELL.sub(lambda match: _with_result(match, self.results), trees.text)


class _Trees:
    """Takes the trees of openpyxl's cell writer as text."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, tree: Any) -> None:
        from openpyxl.xml.functions import tostring

        self.text += tostring(tree).decode("utf-8")


def _with_result(match: re.Match[str], known: Mapping[str, Any]) -> str:
    cell, attributes, formula = match.groups()
    if known.get(cell) is None:
        return match.group()
    kind, text = _written(known[cell])
    attributes = _TYPE.sub("", attributes) + (f' t="{kind}"' if kind else "")
    return f'<c r="{cell}"{attributes}>{formula}<v>{text}</v></c>'


def _ordered(match: re.Match[str]) -> str:
    parts = list(_FONT_PART.finditer(match[1]))
    if "".join(part.group() for part in parts) != match[1] or any(p[1] not in _FONT_ORDER for p in parts):
        return match.group()  # something unknown: better in a wrong order than lost
    parts.sort(key=lambda part: _FONT_ORDER.index(part[1]))
    return "<font>" + "".join(part.group() for part in parts) + "</font>"


def _written(value: Any) -> tuple[str, str]:
    """(cell type, text) of a value as it stands in the XML."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, float | Decimal):
        return "", repr(float(value))
    if isinstance(value, int):
        return "", str(value)
    if isinstance(value, date):
        return "", repr(serial_of(value))
    text = str(value)
    return ("e", text) if text in _ERRORS else ("str", escape(text))
