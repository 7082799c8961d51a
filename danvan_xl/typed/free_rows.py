"""Rows that a unit writes freely: ``Mô hình`` and ``Kiến nghị``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from danvan_xl.model import ModelEntry, Proposal, Where
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import CellReader

_MODEL = dict(zip(("name", "field", "area", "effect", "replicability"), h.MODEL_HEADERS, strict=True))
_PROPOSAL = dict(zip(("text", "addressee", "note"), h.PROPOSAL_HEADERS, strict=True))


def _filled_rows(cells: CellReader, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What every row gives where something stands: texts by attribute, ``where`` and ``cells``; no repeated header."""
    headers = tuple(fields.values())
    for row in cells.rows():
        if not cells.given(row, headers):
            continue
        texts = [cells.text(row, header) for header in headers]
        if texts[0] == headers[0] or not any(texts):
            continue
        column = cells.table.columns.get(headers[0], 0) + 1
        where = Where(cells.sheet.name, row + 1, column, cells.log.file)
        yield dict(zip(fields, texts, strict=True)) | {"where": where, "cells": cells.places(row, fields)}


def read_models(cells: CellReader) -> list[ModelEntry]:
    """Read ``Mô hình``."""
    return [ModelEntry(**given) for given in _filled_rows(cells, _MODEL)]


def read_proposals(cells: CellReader) -> list[Proposal]:
    """Read ``Kiến nghị``."""
    return [Proposal(**given) for given in _filled_rows(cells, _PROPOSAL)]
