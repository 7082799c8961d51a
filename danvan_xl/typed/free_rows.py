"""Rows that a unit writes freely: ``Mô hình`` and ``Kiến nghị``."""

from __future__ import annotations

from danvan_xl.model import ModelEntry, Proposal, Where
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import CellReader


def _filled_rows(cells: CellReader, headers: tuple[str, ...]) -> list[tuple[list[str], Where]]:
    """Texts under ``headers`` of every row where something stands, header repeats and bare numbers left out."""
    found = []
    for row in cells.rows():
        if not cells.given(row, headers):
            continue
        texts = [cells.text(row, header) for header in headers]
        if texts[0] == headers[0] or not any(texts):
            continue
        column = cells.table.columns.get(headers[0], 0) + 1
        found.append((texts, Where(cells.sheet.name, row + 1, column, cells.log.file)))
    return found


def read_models(cells: CellReader) -> list[ModelEntry]:
    """Read ``Mô hình``."""
    return [
        ModelEntry(texts[0], texts[1], texts[2], texts[3], texts[4], where)
        for texts, where in _filled_rows(cells, h.MODEL_HEADERS)
    ]


def read_proposals(cells: CellReader) -> list[Proposal]:
    """Read ``Kiến nghị``."""
    return [
        Proposal(texts[0], texts[1], texts[2], where)
        for texts, where in _filled_rows(cells, h.PROPOSAL_HEADERS)
    ]
