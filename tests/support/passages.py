"""What a person says of a passage in the sheet ``Nhập từ văn bản`` of a master on the disk."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from danvan_xl.sheets.master import imported


def decide(master: Path, item: str, said: str) -> None:
    """Say in ``Đoạn này là`` what the passage is that became ``item`` ("NV02")."""
    workbook = openpyxl.load_workbook(master)
    page = workbook[imported.NAME]
    header = next(row for row in page.iter_rows() if row[0].value == imported.SHEET)
    decided = next(cell.column for cell in header if cell.value == imported.DECIDED)
    row = next(r for r in range(header[0].row + 1, page.max_row) if page.cell(r, 2).value == item)
    page.cell(row, decided, said)
    workbook.save(master)
