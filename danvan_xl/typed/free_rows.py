"""Rows that a unit writes freely: ``Mô hình`` and ``Kiến nghị``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from danvan_xl.model import ModelEntry, Proposal
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, headers, is_blank
from danvan_xl.typed.cells import CellReader
from danvan_xl.typed.fields import read_row, standing


def _filled_rows(cells: CellReader, fields: Fields) -> Iterator[dict[str, Any]]:
    """What every row gives where something stands: values by attribute, ``where``, ``cells``; no repeated header."""
    first, inputs = fields[0], headers(fields)
    for row in cells.rows():
        if not cells.given(row, inputs):
            continue
        values = read_row(cells, row, fields)
        del values["unread"]  # a cell left blank here changes no figure: its finding is enough
        if values[first.attribute] == first.header or all(map(is_blank, values.values())):
            continue
        yield values | standing(cells, row, first.header)


def read_models(cells: CellReader) -> list[ModelEntry]:
    """Read ``Mô hình``."""
    return [ModelEntry(**given) for given in _filled_rows(cells, h.MODEL_FIELDS)]


def read_proposals(cells: CellReader) -> list[Proposal]:
    """Read ``Kiến nghị``."""
    return [Proposal(**given) for given in _filled_rows(cells, h.PROPOSAL_FIELDS)]
