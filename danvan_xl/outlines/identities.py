"""What an outline says must add up: numbered columns (1=2+3), numbered rows, and sums that it holds as formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from danvan_xl.outlines.tables import OutlineTable
from danvan_xl.workbooks.editing.references import spans
from danvan_xl.workbooks.opening.seen import Position

_ROW = re.compile(r"\(\s*(\d{1,2})\s*=\s*(\d{1,2}(?:\s*[+\-]\s*\d{1,2})+)\s*\)")
_TERM = re.compile(r"([+\-]?)\s*(\d{1,2})")
_SUM = re.compile(r"(?:\$?[A-Z]{1,2}\$?\d+)(?:[+\-]\$?[A-Z]{1,2}\$?\d+)+")
_OVER = re.compile(r"SUM\((\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)\)", re.IGNORECASE)


class Identity(Struct, frozen=True):
    """``total`` is the sum of ``terms`` (cell, sign). ``said``: how the outline says so."""

    total: Position
    terms: tuple[tuple[Position, int], ...]
    said: str


def identities(table: OutlineTable) -> Iterator[Identity]:
    """Everything that the table's numbers must satisfy, cell by cell."""
    yield from _of_columns(table)
    yield from _of_rows(table)
    yield from _of_formulas(table)


def _of_columns(table: OutlineTable) -> Iterator[Identity]:
    by_number = {column.number: column.index for column in table.columns if column.number}
    for column in table.columns:
        terms = [
            (by_number.get(number), -1 if sign == "-" else 1) for sign, number in _TERM.findall(column.sum_of)
        ]
        if len(terms) < 2:
            continue
        for line in table.lines:
            known = tuple(((line.index, col), sign) for col, sign in terms if col is not None)
            if len(known) == len(terms):
                yield Identity((line.index, column.index), known, f"cột {column.number}={column.sum_of}")


def _of_rows(table: OutlineTable) -> Iterator[Identity]:
    by_number = {line.number.rstrip("."): line.index for line in table.lines if line.number}
    for line in table.lines:
        match = _ROW.search(line.path[-1])
        if match is None:
            continue
        terms = [
            (by_number.get(number), -1 if sign == "-" else 1) for sign, number in _TERM.findall(match[2])
        ]
        for column in table.values():
            known = tuple(((row, column.index), sign) for row, sign in terms if row is not None)
            if len(known) == len(terms) and by_number.get(match[1]) == line.index:
                yield Identity((line.index, column.index), known, match[0])


def _of_formulas(table: OutlineTable) -> Iterator[Identity]:
    columns = {column.index for column in table.columns}
    formulas = table.sheet.xml.formulas
    for line in table.lines:
        for col in columns:
            text = formulas.get((line.index, col), "").replace(" ", "")
            if _SUM.fullmatch(text):
                signs = [-1 if sign == "-" else 1 for sign in "+" + re.sub(r"[^+\-]", "", text)]
                cells = [(span.rows[0], span.columns[0]) for _, span in spans(text)]
                yield Identity((line.index, col), tuple(zip(cells, signs, strict=True)), f"={text}")
            elif (over := _OVER.fullmatch(text)) is not None:
                _, span = spans(over[1])[0]
                cells = [
                    (row, c)
                    for row in range(span.rows[0], min(span.rows[1], span.rows[0] + 300) + 1)
                    for c in range(span.columns[0], span.columns[1] + 1)
                ]
                yield Identity((line.index, col), tuple((cell, 1) for cell in cells), f"={text}")
