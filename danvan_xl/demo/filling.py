"""Filling a return form as a person would: find the cells by their headers, type values, save.

Uses openpyxl, a program of its own, and knows nothing of how the form was made. The saved file gets
fixed times, so that the demo makes the same bytes every time.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from danvan_xl.language.folding import fold
from danvan_xl.terms import form as h
from danvan_xl.zipped import write_zip

Row = Mapping[str, Any]
"""header → value to type."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class Filling(Struct):
    """What a unit types: labels of ``Bìa``, rows by code, and rows of its own beneath."""

    cover: dict[str, Any] = field(default_factory=dict)
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    scores: dict[str, dict[str, Any]] = field(default_factory=dict)
    indicators: dict[str, dict[str, Any]] = field(default_factory=dict)
    models: list[Row] = field(default_factory=list)
    proposals: list[Row] = field(default_factory=list)


def fill(form: Path, target: Path, filling: Filling, modified: datetime) -> None:
    """Type ``filling`` into a copy of ``form`` saved as ``target`` with ``modified`` as its time inside."""
    import openpyxl

    book = openpyxl.load_workbook(form)
    for label, value in filling.cover.items():
        _label_cell(book[h.COVER], label).value = value
    _type_rows(book, h.TASKS, h.CODE, filling.tasks)
    _append_rows(book, h.TASKS, h.TEXT, filling.added)
    _type_rows(book, h.SCORES, h.SCORE_CODE, filling.scores)
    _type_rows(book, h.INDICATORS, h.SCORE_CODE, filling.indicators)
    _append_rows(book, h.MODELS, h.MODEL_NAME, filling.models)
    _append_rows(book, h.PROPOSALS, h.PROPOSAL_TEXT, filling.proposals)
    book.save(target)
    fix_times(target, modified)


def type_into(path: Path, sheet_name: str, key: Row, values: Row) -> None:
    """Type ``values`` into the row of a table whose cells under the headers of ``key`` hold what it says."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says what it drops; the program draws all of it anew
        book = openpyxl.load_workbook(path)
    sheet = book[sheet_name]
    header, columns = _columns(sheet, next(iter(key)))
    for number in range(header + 1, sheet.max_row + 1):
        if all(sheet.cell(number, columns[fold(name)]).value == value for name, value in key.items()):
            for name, value in values.items():
                sheet.cell(number, columns[fold(name)]).value = value
    book.save(path)


def _label_cell(sheet: Any, label: str) -> Any:
    wanted = fold(label)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and fold(cell.value) == wanted:
                return sheet.cell(cell.row, cell.column + 1)
    raise LookupError(f"no label {label!r} on {sheet.title}")


def _columns(sheet: Any, key: str) -> tuple[int, dict[str, int]]:
    """The header row that holds ``key``, and its columns by folded header."""
    for row in sheet.iter_rows():
        columns = {fold(c.value): c.column for c in row if isinstance(c.value, str)}
        if fold(key) in columns and len(columns) > 2:
            return row[0].row, columns
    raise LookupError(f"no header {key!r} on {sheet.title}")


def _type_rows(book: Any, sheet_name: str, key: str, rows: Mapping[str, Row]) -> None:
    if not rows or sheet_name not in book.sheetnames:
        return
    sheet = book[sheet_name]
    header, columns = _columns(sheet, key)
    for number in range(header + 1, sheet.max_row + 1):
        values = rows.get(str(sheet.cell(number, columns[fold(key)]).value or ""))
        for name, value in (values or {}).items():
            sheet.cell(number, columns[fold(name)]).value = value


def _append_rows(book: Any, sheet_name: str, key: str, rows: list[Row]) -> None:
    if not rows or sheet_name not in book.sheetnames:
        return
    sheet = book[sheet_name]
    header, columns = _columns(sheet, key)
    number = header + 1
    for values in rows:
        while sheet.cell(number, columns[fold(key)]).value not in (None, ""):
            number += 1
        for name, value in values.items():
            sheet.cell(number, columns[fold(name)]).value = value


def fix_times(path: Path, modified: datetime) -> None:
    """Write the zip anew with one date on every entry and ``modified`` as the document's own time."""
    stamp = modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    entries[core] = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", entries[core])
    write_zip(path, entries.items())
