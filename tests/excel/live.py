"""A live book for tests: xlwings' remote engine, which records what is done to it.

The licence key is set here and only here: the engine is free for noncommercial use, and the product never needs it.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")

import xlwings as xw

from danvan_xl.workbooks.opening.own import read_grids


def payload(
    path: Path | None = None, sheets: dict[str, list[list[Any]]] | None = None, name: str = ""
) -> dict[str, Any]:
    """What Excel's side sends: every sheet's values from A1 on, dates as Excel's JavaScript sends them."""
    grids = {grid.name: grid.rows for grid in read_grids(path)} if path else {}
    grids |= sheets or {}
    return {
        "client": "Office.js",
        "version": xw.__version__,
        "book": {
            "name": name or (path.name if path else "Sổ1.xlsx"),
            "active_sheet_index": 0,
            "selection": "A1",
        },
        "names": [],
        "sheets": [
            {
                "name": sheet,
                "visibility": "Visible",
                "values": [[_sent(value) for value in row] for row in _square(rows)],
                "pictures": [],
                "shapes": [],
                "charts": [],
                "notes": [],
                "tables": [],
                "pivot_tables": [],
                "print_area": None,
                "show_gridlines": True,
            }
            for sheet, rows in grids.items()
        ],
    }


def _square(rows: list[list[Any]]) -> list[list[Any]]:
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows] or [[]]


def _sent(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00Z"
    return value


def open_book(
    path: Path | None = None, sheets: dict[str, list[list[Any]]] | None = None, name: str = ""
) -> xw.Book:
    """A live book with the sheets of a file, or with made-up ones."""
    return xw.Book(json=payload(path, sheets, name))


def actions(book: xw.Book) -> list[dict[str, Any]]:
    """What was done, in order: each is one call across the bridge."""
    return book.json()["actions"]


def counts(book: xw.Book) -> Counter[str]:
    """How often each thing was done."""
    return Counter(action["func"] for action in actions(book))
