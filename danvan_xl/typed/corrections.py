"""Corrections that the focal officer typed, by file: its unit confirmed, a cell's value fixed, with who and why.

They are applied while reading, so that every rule and finding after them sees the corrected value, and every one that
was used leaves a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from msgspec import Struct

from danvan_xl.language.folding import clean, fold
from danvan_xl.review import Correction
from danvan_xl.terms import summary as n


class FileCorrections(Struct):
    """Those of one file."""

    unit: Correction | None = None
    period: Correction | None = None
    returns: str = ""
    """What becomes of the unit's other returns: ``terms.summary.JOIN`` or ``REPLACE``, '' where nobody said."""
    cells: dict[tuple[str, str], Correction] | None = None
    """(sheet, cell such as 'H7') → correction."""


def key_of(path: str) -> str:
    """How a path is compared: a person copies it from a cell, where NFC and single spaces rule."""
    return clean(path)


def by_file(corrections: Iterable[Correction]) -> dict[str, FileCorrections]:
    """The corrections by :func:`key_of` of the file; later ones win."""
    found: dict[str, FileCorrections] = {}
    for item in corrections:
        if not item.file:
            continue
        file = found.setdefault(key_of(item.file), FileCorrections())
        if item.unit:
            file.unit = item
        if item.period:
            file.period = item
        if not (item.sheet or item.cell) and fold(str(item.value or "")) in (n.JOIN, n.REPLACE):
            file.returns = fold(str(item.value))
        if item.sheet and item.cell:
            file.cells = file.cells or {}
            file.cells[item.sheet, item.cell.replace("$", "").upper()] = item
    return found


def with_what_stood(
    corrections: Iterable[Correction], stood: Mapping[str, Mapping[tuple[str, str], str]]
) -> tuple[Correction, ...]:
    """Each with what it was first applied to: it counts for no other value later. ``stood``: of each file, what stood where
    a correction was looked at, by sheet and cell."""
    known = {key_of(path): cells for path, cells in stood.items()}
    return tuple(
        replace(item, stood=item.stood or known.get(key_of(item.file), {}).get((item.sheet, item.cell), ""))
        for item in corrections
    )
