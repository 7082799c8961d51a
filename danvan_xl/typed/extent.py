"""Where a table ends: a second one with the same headers below it is another table, such as last year's figures."""

from __future__ import annotations

from typing import Any

from danvan_xl.language.folding import fold
from danvan_xl.typed.locate import Located

_FEWEST_HEADERS = 3
_FEWEST_AGAIN = 2
"""Codes that must stand again below a gap: one alone is a row that stands twice."""


def second_table(table: Located) -> int | None:
    """The first row (0-based) of a second table below, None when there is none.

    It begins with the headers again, or below a row without a code, and lists codes that stood before. Headers that
    only stand again at the top of a page, with further codes below, end nothing. Tables without codes end at headers
    that stand again.
    """
    rows = table.sheet.grid.rows
    headers = {
        rows[table.header_row][col] for col in table.columns.values() if col < len(rows[table.header_row])
    }
    column = table.columns.get(table.kind.keys[0])
    coded = len(table.kind.keys) > 1 and column is not None
    seen: set[str] = set()
    gap: int | None = None
    for index in range(table.header_row + 1, len(rows)):
        values = rows[index]
        if _is_header(values, headers) and (not coded or _lists_again(rows, index + 1, column, seen, 1)):
            return index
        code = _code(values, column) if coded else ""
        if not code or sum(value is not None and value != "" for value in values) == 1:
            gap = index  # blank, or a title
        elif code in seen and gap is not None:
            if _lists_again(rows, index, column, seen, _FEWEST_AGAIN):
                return gap
            gap = None
        seen.add(code)
    return None


def _is_header(values: list[Any], headers: set[Any]) -> bool:
    return not headers.isdisjoint(values) and sum(
        type(value) is str and value in headers for value in values
    ) >= min(_FEWEST_HEADERS, len(headers))


def _code(values: list[Any], column: int | None) -> str:
    value = values[column] if column is not None and column < len(values) else None
    return fold(value) if isinstance(value, str) else "" if value is None else str(value)


def _lists_again(rows: list[list[Any]], start: int, column: int | None, seen: set[str], fewest: int) -> bool:
    """Whether the codes from ``start`` on stood before, all but a few."""
    codes = [code for values in rows[start:] if (code := _code(values, column))]
    again = sum(code in seen for code in codes)
    return again >= fewest and again * 2 > len(codes)
