"""Masters on disk for tests, edited cell by cell through headers, as a person would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.model import Master
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save


def write_master(master: Master, path: Path, **options: Any) -> Path:
    """The master as a workbook."""
    save(master_book(master, **options), path)
    return path


def header_row(sheet: Worksheet, *headers: str) -> int:
    """The row (1-based) that holds all ``headers``."""
    for row in sheet.iter_rows(max_row=40):
        values = {cell.value for cell in row}
        if set(headers) <= values:
            return row[0].row
    raise AssertionError(f"no header row with {headers} in {sheet.title}")


def column(sheet: Worksheet, row: int, header: str) -> int:
    """The column (1-based) of a header."""
    return next(cell.column for cell in sheet[row] if cell.value == header)


class Editing:
    """Opens a workbook, lets cells be set by (key header, key, header), saves on exit."""

    def __init__(self, path: Path, target: Path | None = None) -> None:
        self.path, self.target = path, target or path

    def __enter__(self) -> Editing:
        self.book = openpyxl.load_workbook(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        if _[0] is None:
            self.book.save(self.target)

    def cell(self, sheet: str, key_header: str, key: Any, header: str) -> Any:
        """The cell in the row whose ``key_header`` is ``key``."""
        ws = self.book[sheet]
        top = header_row(ws, key_header, header)
        keys, col = column(ws, top, key_header), column(ws, top, header)
        for row in range(top + 1, ws.max_row + 1):
            if ws.cell(row, keys).value == key:
                return ws.cell(row, col)
        raise AssertionError(f"no row {key} in {sheet}")

    def set(self, sheet: str, key_header: str, key: Any, header: str, value: Any) -> str:
        """Set a cell and give back its name."""
        cell = self.cell(sheet, key_header, key, header)
        cell.value = value
        return cell.coordinate

    def label(self, label: str, value: Any) -> str:
        """Set a value of ``Kế hoạch``."""
        ws = self.book["Kế hoạch"]
        for row in range(1, ws.max_row + 1):
            if ws.cell(row, 1).value == label:
                ws.cell(row, 2).value = value
                return ws.cell(row, 2).coordinate
        raise AssertionError(label)

    def append(self, sheet: str, key_header: str, **values: Any) -> int:
        """A new row beneath the last one with a key; gives back its number."""
        ws = self.book[sheet]
        top = header_row(ws, key_header)
        keys = column(ws, top, key_header)
        row = top + 1
        while ws.cell(row, keys).value is not None:
            row += 1
        for header, value in values.items():
            ws.cell(row, column(ws, top, header.replace("_", " "))).value = value
        return row
