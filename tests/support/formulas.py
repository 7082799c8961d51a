"""Formulas of a workbook with the results that it keeps, straight from its XML: quick for large files."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from typing import Any

from danvan_xl.workbooks.opening.own import read_grids

_SHEET = re.compile(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"')
_RELATION = re.compile(r'<Relationship [^>]*?Id="([^"]+)"[^>]*?Target="([^"]+)"')
_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f[^>]*>(.*?)</f>(?:<v>(.*?)</v>|<v/>)?</c>', re.S)


def kept_results(path: Path) -> dict[str, dict[str, tuple[str, Any]]]:
    """sheet → cell → (formula, kept result: number, text, '' for nothing)."""
    found: dict[str, dict[str, tuple[str, Any]]] = {}
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode()
        relations = dict(_RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode()))
        relations |= {
            match[1]: match[0]
            for match in re.findall(
                r'<Relationship [^>]*?Target="([^"]+)"[^>]*?Id="([^"]+)"',
                archive.read("xl/_rels/workbook.xml.rels").decode(),
            )
        }
        for name, relation in _SHEET.findall(book):
            xml = archive.read("xl/" + relations[relation].lstrip("/").removeprefix("xl/")).decode()
            cells = found[html.unescape(name)] = {}
            for cell, attributes, formula, result in _CELL.findall(xml):
                value: Any = html.unescape(result or "")
                if 't="str"' not in attributes and value != "":
                    value = float(value)
                cells[cell] = (html.unescape(formula), value)
    return found


def place(cell: str) -> tuple[int, int]:
    """'C7' → (6, 2)."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert match is not None
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return int(match[2]) - 1, col - 1


def differences(made: Path, recalculated: Path) -> list[str]:
    """Cells whose kept result in ``made`` is not what ``recalculated`` shows."""
    grids = {grid.name: grid for grid in read_grids(recalculated)}
    found = []
    for sheet, cells in kept_results(made).items():
        grid = grids[sheet]
        for cell, (formula, kept) in cells.items():
            shown = grid.value(*place(cell))
            if not same(kept, shown):
                found.append(f"{sheet}!{cell}: kept {kept!r}, recalculated {shown!r}, {formula[:120]}")
    return found


def same(kept: Any, shown: Any) -> bool:
    """Equal as a person sees it; numbers to nine decimals."""
    if shown is None:
        shown = ""
    if isinstance(kept, float) and isinstance(shown, int | float) and not isinstance(shown, bool):
        return abs(kept - shown) < 1e-9
    return kept == shown


def count(made: Path) -> int:
    """How many formulas the workbook has."""
    return sum(map(len, kept_results(made).values()))
