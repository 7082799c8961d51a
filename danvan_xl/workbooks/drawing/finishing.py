"""Saving an openpyxl workbook with what openpyxl's own save leaves undone, part by part of the saved package.

- Formulas come without results, so that a phone, a previewer or a reader that does not calculate would show nothing.
- The height of every row whose height is given is fixed, so that rows would no longer grow with their text.
- The parts of a font stand in an order that the schema does not know.
- The clock stands in the bytes: the time of saving and of each entry. The same content gives the same bytes here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.language.serial_days import serial_of
from danvan_xl.workbooks.drawing.values import ERRORS
from danvan_xl.workbooks.xml_text import escape, without_controls
from danvan_xl.zipped import write_zip

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from danvan_xl.workbooks.drawing.left_out import LeftOut

_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))(?:<v\s*/>|<v>.*?</v>)?</c>', re.S)
_TYPE = re.compile(r'\s+t="[^"]*"')
_ROW = re.compile(r'<row [^>]*?\br="(\d+)"[^>]*>')
_FIXED = re.compile(r'\s+customHeight="[^"]*"')
_FONT = re.compile(r"<font>(.*?)</font>", re.S)
_FONT_PART = re.compile(r"<(\w+)\b[^>]*/>")
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
"""The order of CT_Font's elements in ECMA-376."""
_STYLES, _CORE = "xl/styles.xml", "docProps/core.xml"


def save(
    book: Workbook,
    path: Path,
    results: Mapping[str, Mapping[str, Any]],
    growing: Mapping[str, Collection[int]] | None = None,
    left_out: LeftOut | None = None,
) -> None:
    """Write ``book`` to ``path`` with ``results[sheet][cell]`` as results of the formulas there; others keep none.

    ``growing[sheet]``: 0-based rows whose height is only where they start. ``left_out``: sheets that come back. The time of the last change stays as
    ``book.properties.modified`` has it.
    """
    from openpyxl.xml.functions import tostring

    modified = book.properties.modified
    saved = BytesIO()
    book.save(saved)
    book.properties.modified = modified
    titles = {sheet.path[1:]: sheet.title for sheet in book.worksheets}
    entries: dict[str, bytes] = {}
    with zipfile.ZipFile(saved) as made:
        for name in made.namelist():
            if left_out is not None and titles.get(name) in left_out.sheets:
                continue
            data = made.read(name)
            if name in titles:
                title = titles[name]
                data = _sheet(data, results.get(title, {}), (growing or {}).get(title, ()))
            elif name == _STYLES:
                data = _FONT.sub(_ordered, data.decode("utf-8")).encode("utf-8")
            elif name == _CORE:
                data = tostring(book.properties.to_tree())
            entries[name] = data
    if left_out is not None:
        left_out.put_back(entries, titles)
    write_zip(path, entries.items())


def _sheet(data: bytes, known: Mapping[str, Any], growing: Collection[int]) -> bytes:
    text = data.decode("utf-8")
    if growing:
        text = _ROW.sub(lambda row: _FIXED.sub("", row[0]) if int(row[1]) - 1 in growing else row[0], text)
    if known:
        text = _CELL.sub(lambda cell: _with_result(cell, known), text)
    return text.encode("utf-8")


def _with_result(match: re.Match[str], known: Mapping[str, Any]) -> str:
    cell, attributes, formula = match.groups()
    if known.get(cell) is None:
        return match.group()
    kind, text = _written(known[cell])
    attributes = _TYPE.sub("", attributes) + (f' t="{kind}"' if kind else "")
    return f'<c r="{cell}"{attributes}>{formula}<v>{text}</v></c>'


def cell_text(cell: str, attributes: str, value: Any, formula: str = "") -> str:
    """A cell's XML: its ``attributes`` without type, its formula element, its value or the formula's result."""
    if not formula and isinstance(value, str) and value:
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f'<c r="{cell}"{attributes} t="inlineStr"><is><t{space}>{escape(without_controls(value))}</t></is></c>'
    if value is None or (value == "" and not formula):
        return f'<c r="{cell}"{attributes}>{formula}</c>' if formula else f'<c r="{cell}"{attributes}/>'
    kind, text = _written(value)
    return f'<c r="{cell}"{attributes}' + (f' t="{kind}"' if kind else "") + f">{formula}<v>{text}</v></c>"


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
    text = without_controls(str(value))
    return ("e", text) if text in ERRORS else ("str", escape(text))
