"""What openpyxl leaves undone in a package that it saved, mended in the parts' XML.

- It writes formulas without results, so that a phone, a previewer or a reader that does not calculate would show nothing.
- It fixes the height of every row whose height is given, so that rows would no longer grow with their text.
- It writes the parts of a font in an order that the schema does not know.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from danvan_xl.sheets.losses import worksheet_parts

_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))(?:<v\s*/>|<v>.*?</v>)?</c>', re.S)
_ROW = re.compile(r'<row r="(\d+)"[^>]*>')
_TYPE = re.compile(r'\s+t="[^"]*"')
_FONT = re.compile(r"<font>(.*?)</font>", re.S)
_FONT_PART = re.compile(r"<(\w+)\b[^>]*/>")
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
"""The order of CT_Font's elements in ECMA-376."""
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def finish(
    path: Path,
    results: Mapping[str, Mapping[str, Any]],
    growing: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Rewrite ``path`` with ``results[sheet][cell]`` as results of the formulas there; others keep none.

    ``growing[sheet]``: 0-based rows whose height is only where they start.
    """
    grows = growing or {}
    with zipfile.ZipFile(path) as package:
        sheets = {part: sheet for sheet, part in worksheet_parts(package)}
        entries = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in entries:
            sheet = sheets.get(info.filename)
            if sheet is not None:
                data = _sheet(data, results.get(sheet, {}), grows.get(sheet, ()))
            elif info.filename == "xl/styles.xml":
                data = _FONT.sub(_ordered, data.decode("utf-8")).encode("utf-8")
            package.writestr(info, data)


def _sheet(data: bytes, results: Mapping[str, Any], growing: Collection[int]) -> bytes:
    if not results and not growing:
        return data
    xml = data.decode("utf-8")
    if results:
        xml = _CELL.sub(lambda match: _with_result(match, results), xml)
    if growing:
        rows = {str(row + 1) for row in growing}
        xml = _ROW.sub(lambda match: _grown(match, rows), xml)
    return xml.encode("utf-8")


def _with_result(match: re.Match[str], known: Mapping[str, Any]) -> str:
    cell, attributes, formula = match.groups()
    if known.get(cell) is None:
        return match.group()
    kind, text = _written(known[cell])
    attributes = _TYPE.sub("", attributes) + (f' t="{kind}"' if kind else "")
    return f'<c r="{cell}"{attributes}>{formula}<v>{text}</v></c>'


def _grown(match: re.Match[str], rows: Collection[str]) -> str:
    return match.group().replace(' customHeight="1"', "") if match[1] in rows else match.group()


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
    if isinstance(value, datetime):
        return "", repr((value.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86400)
    if isinstance(value, date):
        return "", str((value - date(1899, 12, 30)).days)
    text = str(value)
    return ("e", text) if text in _ERRORS else ("str", escape(text))
