"""Reading the fields of one row of a returned table, by the table of fields (:mod:`danvan_xl.terms.form`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from danvan_xl.model import Columns, Where
from danvan_xl.terms.fields import Field, FieldKind, Fields
from danvan_xl.typed.cells import UNREAD, CellReader

Manners = Mapping[str, Mapping[str, Any]]
"""Attribute → what :meth:`~danvan_xl.typed.cells.CellReader.number` must know of it in this row."""


@lru_cache(maxsize=16_384)
def places(columns: Columns, row: int) -> Mapping[str, str]:
    """Attribute → name of its cell in ``row`` (0-based).

    Rows of all returns stand in the same few places: each is kept once. Nobody changes what this gives.
    """
    return {attribute: f"{letters}{row + 1}" for attribute, letters in columns}


def read_row(cells: CellReader, row: int, fields: Fields, manners: Manners | None = None) -> dict[str, Any]:
    """The values of ``fields`` by attribute, and under ``unread`` the attributes that were given and could not be read.

    Most cells of a form are blank: they are passed over at once.
    """
    values: dict[str, Any] = {}
    unread = set()
    blank = cells.blanks_in(row)
    for field in fields:
        name = field.attribute
        if blank(field.header):
            values[name] = field.kind.blank
            continue
        values[name], failed = _read(cells, row, field, (manners or {}).get(name, {}))
        if failed:
            unread.add(name)
    values["unread"] = frozenset(unread)
    return values


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


def standing(cells: CellReader, row: int, key: str) -> dict[str, Any]:
    """Where a row stands, for its answer: ``where`` (the cell under the header ``key``) and ``cells`` of every field."""
    where = Where(cells.sheet.name, row + 1, cells.table.columns.get(key, 0) + 1, cells.log.file)
    return {"where": where, "cells": places(cells.columns_of_fields, row)}
