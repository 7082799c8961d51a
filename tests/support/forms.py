"""Filling and reading return forms as an outside script would: by sheet names, headers and labels only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

KEYS = {"Nhiệm vụ": "Mã nhiệm vụ", "Chấm điểm": "Mã", "Số liệu": "Mã"}
"""Sheet → the header whose value tells the rows apart."""
Values = Mapping[str, Mapping[str, Any]]


def header_row(sheet: Any, header: str) -> tuple[int, dict[str, int]]:
    """Number of the header row and its columns by header text."""
    for row in sheet.iter_rows():
        columns = {cell.value: cell.column for cell in row if isinstance(cell.value, str)}
        if header in columns:
            return row[0].row, columns
    raise LookupError(f"{sheet.title}: no header {header}")


def beside(sheet: Any, label: str) -> Any:
    """The cell to the right of a label."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == label]
    assert len(found) == 1, f"{sheet.title}: label {label} stands {len(found)} times"
    return sheet.cell(found[0].row, found[0].column + 1)


def fill(form: Path, target: Path, cover: Mapping[str, Any] = {}, **tables: Values) -> Path:
    """Type values into a copy of ``form``. ``tables``: nhiem_vu, cham_diem, so_lieu → code → header → value."""
    book = openpyxl.load_workbook(form)
    for label, value in cover.items():
        beside(book["Bìa"], label).value = value
    names = {"nhiem_vu": "Nhiệm vụ", "cham_diem": "Chấm điểm", "so_lieu": "Số liệu"}
    for name, rows in tables.items():
        sheet = book[names[name]]
        top, columns = header_row(sheet, KEYS[sheet.title])
        places = {
            sheet.cell(r, columns[KEYS[sheet.title]]).value: r for r in range(top + 1, sheet.max_row + 1)
        }
        for code, values in rows.items():
            for header, value in values.items():
                sheet.cell(places[code], columns[header]).value = value
    book.save(target)
    return target


def column(path: Path, sheet_name: str, header: str) -> dict[str, Any]:
    """Cached values of a column by the row's code."""
    sheet = openpyxl.load_workbook(path, data_only=True)[sheet_name]
    key = KEYS[sheet_name]
    top, columns = header_row(sheet, key)
    return {
        code: sheet.cell(row, columns[header]).value
        for row in range(top + 1, sheet.max_row + 1)
        if (code := sheet.cell(row, columns[key]).value)
    }


def label(path: Path, sheet_name: str, text: str) -> Any:
    """Cached value beside a label."""
    return beside(openpyxl.load_workbook(path, data_only=True)[sheet_name], text).value


def checks(path: Path) -> dict[str, int]:
    """The check list on ``Bìa``: text → cells still missing."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Bìa"]
    top, columns = header_row(sheet, "Nội dung kiểm tra")
    found: dict[str, int] = {}
    for row in range(top + 1, sheet.max_row + 1):
        text = sheet.cell(row, columns["Nội dung kiểm tra"]).value
        if text and text != "Kết luận":
            found[text] = sheet.cell(row, columns["Số ô phải sửa"]).value
    return found


def formulas_and_values(path: Path) -> dict[tuple[str, str], tuple[str, Any]]:
    """(sheet, cell) → (formula, cached value) of every formula cell."""
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): (cell.value, values[sheet.title][cell.coordinate].value)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
