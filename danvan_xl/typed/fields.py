"""Reading the fields of one row of a returned table, by the table of fields (:mod:`danvan_xl.terms.form`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan_xl.model import Where
from danvan_xl.terms.fields import Field, FieldKind, Fields, headers
from danvan_xl.typed.cells import UNREAD, CellReader
from danvan_xl.workbooks.drawing.spec import cell_name

Manners = Mapping[str, Mapping[str, Any]]
"""Attribute → what :meth:`~danvan_xl.typed.cells.CellReader.number` must know of it in this row."""


def read_row(cells: CellReader, row: int, fields: Fields, manners: Manners | None = None) -> dict[str, Any]:
    """The values of ``fields`` by attribute, and under ``unread`` the attributes that were given and could not be read.

    A row where nothing was typed gives blanks only; looking closer would cost most of the time of reading a form.
    """
    if not cells.given(row, headers(fields)) and not cells.sheet.merged and not cells.corrections:
        return {field.attribute: field.kind.blank for field in fields} | {"unread": frozenset()}
    values: dict[str, Any] = {}
    unread = set()
    for field in fields:
        values[field.attribute], failed = _read(cells, row, field, (manners or {}).get(field.attribute, {}))
        if failed:
            unread.add(field.attribute)
    return values | {"unread": frozenset(unread)}


def _read(cells: CellReader, row: int, field: Field, manner: Mapping[str, Any]) -> tuple[Any, bool]:
    if field.kind is FieldKind.CHOICE:
        return (
            ("", True) if cells.raw(row, field.header) is UNREAD else (cells.text(row, field.header), False)
        )
    if field.kind.is_text:
        return cells.text(row, field.header), False
    if field.kind is FieldKind.DATE:
        return cells.day(row, field.header)
    if field.kind is FieldKind.MARK:
        return cells.mark(row, field.header)
    whole, percent = field.kind is FieldKind.COUNT, field.kind is FieldKind.PERCENT
    return cells.number(row, field.header, **{"whole": whole, "percent": percent, **manner})


def standing(cells: CellReader, row: int, fields: Fields, key: str) -> dict[str, Any]:
    """Where a row stands, for its answer: ``where`` (the cell under the header ``key``) and ``cells`` of every field."""
    columns = cells.table.columns
    return {
        "where": Where(cells.sheet.name, row + 1, columns.get(key, 0) + 1, cells.log.file),
        "cells": {
            field.attribute: cell_name(row, columns[field.header])
            for field in fields
            if field.header in columns
        },
    }
