"""Giving formulas their values in a saved workbook.

openpyxl writes formulas without results, so that a phone, a previewer or a reader without a calculator would show
nothing. The results are put into the sheets' XML afterwards, cell by cell; the formulas stay as they are.
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


def put_cached_values(
    path: Path,
    values: Mapping[str, Mapping[str, Any]],
    growing: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Rewrite ``path`` with ``values[sheet][cell]`` as results of the formulas there; others keep none.

    ``growing[sheet]``: 0-based rows whose height is only where they start; openpyxl fixes every height it writes.
    """
    grows = growing or {}
    with zipfile.ZipFile(path) as package:
        parts = {
            part: (values.get(sheet, {}), grows.get(sheet, ()))
            for sheet, part in worksheet_parts(package)
            if values.get(sheet) or grows.get(sheet)
        }
        if not parts:
            return
        entries = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in entries:
            known = parts.get(info.filename)
            if known is not None:
                xml = _patched(data.decode("utf-8"), known[0])
                rows = {str(row + 1) for row in known[1]}
                data = _ROW.sub(lambda m, rows=rows: _grown(m, rows), xml).encode("utf-8")
            package.writestr(info, data)


def _patched(xml: str, known: Mapping[str, Any]) -> str:
    def patch(match: re.Match[str]) -> str:
        cell, attributes, formula = match.groups()
        if cell not in known or known[cell] is None:
            return match.group()
        kind, text = _written(known[cell])
        attributes = _TYPE.sub("", attributes) + (f' t="{kind}"' if kind else "")
        return f'<c r="{cell}"{attributes}>{formula}<v>{text}</v></c>'

    return _CELL.sub(patch, xml)


def _grown(match: re.Match[str], rows: Collection[str]) -> str:
    return match.group().replace(' customHeight="1"', "") if match[1] in rows else match.group()


def _written(value: Any) -> tuple[str, str]:
    """(cell type, text) of a value as it stands in the XML."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float | Decimal):
        return "", repr(float(value)) if isinstance(value, float | Decimal) else str(value)
    if isinstance(value, datetime):
        return "", repr((value.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86400)
    if isinstance(value, date):
        return "", str((value - date(1899, 12, 30)).days)
    text = str(value)
    return ("e", text) if text in _ERRORS else ("str", escape(text))


_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
