"""Rows that say too much: the code of one item with the text of another, and a row that stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from danvan_xl.language.showing import shown
from danvan_xl.model import IndicatorAnswer, ScoreAnswer, TaskAnswer
from danvan_xl.terms.fields import Field, is_blank
from danvan_xl.typed.cells import CellReader

A = TypeVar("A", TaskAnswer, ScoreAnswer, IndicatorAnswer)


def disowned(values: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """Nobody can say whose ``values`` (by attribute) these are: what was given is blank, and counts as unread."""
    given = {f.attribute: f.kind.blank for f in fields if not is_blank(values.get(f.attribute))}
    return {**given, "unread": values["unread"] | given.keys()}


def joined(cells: CellReader, row: int, first: int, known: A, again: A, fields: Iterable[Field]) -> A:
    """The row stood before, in row ``first``: equal or blank fields join, differing and unreadable ones stay blank."""
    changes: dict[str, Any] = {}
    places, unread = dict(known.cells), set(known.unread)
    conflict = False
    for field in fields:
        name = field.attribute
        one, other = getattr(known, name), getattr(again, name)
        readable = name not in known.unread and name not in again.unread
        if readable and (one == other or is_blank(other)):
            continue
        if readable and is_blank(one):
            changes[name] = other
            places[name] = again.cells.get(name, "")
            continue
        conflict = True
        changes[name] = field.kind.blank
        unread.add(name)
        values = "; ".join(shown(value) for value in (one, other) if not is_blank(value))
        cells.add("row-conflict", row, field.header, values, item=known.code)
    if not conflict:
        key = cells.table.kind.keys[0]
        cells.add("row-duplicated", row, key, known.code, f"dòng {first + 1}", item=known.code)
    return replace(known, **changes, unread=frozenset(unread), cells=places)
