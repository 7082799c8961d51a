"""An outsider's script: fills masters and forms with openpyxl by headers alone, and reckons for itself.

Nothing of danvan_xl is imported here. What it expects is worked out from what it typed, by the rules
of the contract, in a few plain lines, so that it can disagree with the program.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl


def fold(text: object) -> str:
    return unicodedata.normalize("NFC", str(text)).strip().rstrip(":").lower()


def label_value_cell(sheet: Any, label: str) -> Any:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and fold(cell.value) == fold(label):
                return sheet.cell(cell.row, cell.column + 1)
    raise AssertionError(f"{sheet.title}: no label {label}")


def table(sheet: Any, *headers: str) -> tuple[int, dict[str, int]]:
    """Row number of the header that holds all ``headers``, and every header's column."""
    for row in sheet.iter_rows():
        found = {fold(c.value): c.column for c in row if isinstance(c.value, str)}
        if all(fold(h) in found for h in headers):
            return row[0].row, found
    raise AssertionError(f"{sheet.title}: no header row with {headers}")


def write_rows(sheet: Any, key: str, rows: list[dict[str, Any]]) -> None:
    """Write rows directly beneath the header, from its first data row on."""
    header, columns = table(sheet, key, *rows[0])
    for offset, values in enumerate(rows, start=1):
        for name, value in values.items():
            sheet.cell(header + offset, columns[fold(name)]).value = value


def fill_by_code(sheet: Any, key: str, rows: dict[str, dict[str, Any]]) -> None:
    header, columns = table(sheet, key)
    seen = set()
    for number in range(header + 1, sheet.max_row + 1):
        code = sheet.cell(number, columns[fold(key)]).value
        if code in rows:
            seen.add(code)
            for name, value in rows[code].items():
                cell = sheet.cell(number, columns[fold(name)])
                assert not cell.protection.locked, f"{sheet.title}!{cell.coordinate} ({name}) is locked"
                cell.value = value
    assert seen == set(rows), f"{sheet.title}: codes not found: {set(rows) - seen}"


def column_values(path: Path, sheet_name: str, key: str) -> dict[str, dict[str, Any]]:
    """A sheet of a result as {value under ``key``: {folded header: cached value}}."""
    sheet = openpyxl.load_workbook(path, data_only=True)[sheet_name]
    header, columns = table(sheet, key)
    rows = {}
    for number in range(header + 1, sheet.max_row + 1):
        code = sheet.cell(number, columns[fold(key)]).value
        if code is not None:
            rows[str(code)] = {name: sheet.cell(number, col).value for name, col in columns.items()}
    return rows


def status_of(start: date, due: date, answer: dict[str, Any], as_of: date) -> str:
    """The dated rows of the contract's status table, in its order."""
    done, progress = answer.get("Ngày hoàn thành"), answer.get("Tiến độ (%)") or 0
    if done is not None and done <= as_of:
        return "Hoàn thành đúng hạn" if done <= due else "Hoàn thành quá hạn"
    if done is None and progress == 100:
        return "Hoàn thành đúng hạn" if as_of <= due else "Hoàn thành quá hạn"
    if as_of > due:
        return "Chưa hoàn thành, quá hạn"
    if progress > 0:
        return "Đang thực hiện"
    return "Chưa đến thời gian thực hiện" if as_of < start else "Chưa thực hiện"


def routine_status(answer: dict[str, Any]) -> str:
    given = any(
        answer.get(h) for h in ("Tiến độ (%)", "Ngày hoàn thành", "Số lượng đạt", "Kết quả, số văn bản")
    )
    return "Đã thực hiện" if given else "Chưa thực hiện"


def count(statuses: list[str]) -> dict[str, int]:
    return dict(Counter(statuses))
