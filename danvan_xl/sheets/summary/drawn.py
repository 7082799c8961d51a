"""What the program itself wrote on a sheet of the summary, as one hidden text: whatever else stands there is a person's.

Kept as short prints, not as values: of every text outside the tables, of the key of every row, and the places of formulas.
With it a sheet is known again under another name, a line typed beneath a table is told from a row of the table, and a
remark beside a heading from the heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, unquote

from msgspec import Struct, field

from danvan_xl.identity import PREFIX
from danvan_xl.language.folding import clean
from danvan_xl.review import RowKey
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style, cell_name
from danvan_xl.workbooks.grid import Grid

DRAWN_PREFIX = "danvan-xl-drawn|"
_ROOM = 8
"""Rows above which it is said."""
_MOST_ROWS = 4_000
"""Keys of so many rows find room in one cell."""
_LETTERS = 6
_LEAST = 3
_STAMPED = re.compile(r"danvan-xl[-|]")
_STYLE = Style(color="FFFFFF", size=8)


class Drawn(Struct):
    """``sheet``: what we call it. ``texts``: prints of what stood outside the table; ``formulas``: cells such as 'C7' that held
    one there. ``rows``: prints of the keys of its rows, None where there were too many to tell."""

    sheet: str
    texts: set[str] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)
    rows: set[str] | None = None

    def has_row(self, key: RowKey, filled: int = _LEAST) -> bool:
        """Whether the program drew a row of that key. Where it does not tell, a row with fewer than :data:`_LEAST` cells
        ``filled`` is a person's."""
        return filled >= _LEAST if self.rows is None else print_of("\n".join(key)) in self.rows

    @classmethod
    def in_grid(cls, grid: Grid) -> Drawn | None:
        """What the sheet says of itself; None where it was written before sheets did."""
        for row in grid.rows[:_ROOM]:
            for value in row:
                if isinstance(value, str) and value.startswith(DRAWN_PREFIX):
                    sheet, texts, formulas, rows = (value.removeprefix(DRAWN_PREFIX).split("|") + [""] * 3)[
                        :4
                    ]
                    known = None if rows == "*" else _prints(rows)
                    return cls(unquote(sheet), _prints(texts), set(formulas.split()), known)
        return None


def print_of(value: Any) -> str:
    """A short print of a value, the same whatever program saved it in between."""
    if isinstance(value, datetime | date):
        text = (value.date() if isinstance(value, datetime) else value).isoformat()
    elif isinstance(value, bool) or not hasattr(value, "__float__"):
        text = clean(str(value))
    else:
        text = f"{float(value):.6g}"
    return hashlib.blake2s(text.encode("utf-8", "replace")).hexdigest()[:_LETTERS]


def _prints(text: str) -> set[str]:
    return {text[at : at + _LETTERS] for at in range(0, len(text), _LETTERS)}


def is_ours(value: Any) -> bool:
    """Whether the cell holds what only the program reads."""
    return isinstance(value, str) and _STAMPED.match(value) is not None


def stamp_drawn(spec: SheetSpec, header_row: int, keys: Iterable[RowKey] | None) -> None:
    """Say in a hidden cell of ``spec`` what was drawn: above ``header_row`` (-1: no table, everywhere), and which rows.

    ``keys`` is None where the rows are too many, or made while they are drawn."""
    cells = spec.cells if header_row < 0 else [c for c in spec.cells if c.row < max(header_row, _ROOM)]
    stamp = max(cell.col for cell in cells if cell.row == 0 and str(cell.value).startswith(PREFIX))
    texts: dict[str, None] = {}
    formulas = []
    for cell in cells:
        if (header_row >= 0 and cell.row >= header_row) or cell.col == stamp:
            continue
        if cell.formula:
            formulas.append(cell_name(cell.row, cell.col))
        elif cell.value not in (None, ""):
            texts[print_of(cell.value)] = None
    known = None if keys is None else [print_of("\n".join(key)) for key in keys]
    rows = "*" if known is None or len(known) > _MOST_ROWS else "".join(dict.fromkeys(known))
    told = "|".join((quote(spec.name, safe=" "), "".join(texts), " ".join(formulas), rows))
    taken = {header_row, *(cell.row for cell in cells if cell.col == stamp)}
    row = next(row for row in range(1, _ROOM) if row not in taken)
    spec.put(row, stamp, DRAWN_PREFIX + told, _STYLE)
