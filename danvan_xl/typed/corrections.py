"""Corrections that the focal officer made: a file's unit confirmed, a cell's value fixed, with who and why.

They are typed into the summary workbook and come as ``review.corrections`` (``summaries.review``), any
objects with the attributes of :class:`Correction`. They are applied while reading, so that every rule
and finding after them sees the corrected value, and every one that was used leaves a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from danvan_xl.language.folding import clean


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. ``unit`` (and ``period``) say whose file it is; ``sheet``, ``cell``, ``value`` fix a cell."""

    file: str
    """Path as `Nhật ký` shows it, relative to the folder; 'a.zip!b.xlsx' inside."""
    unit: str = ""
    period: str = ""
    sheet: str = ""
    cell: str = ""
    value: Any = None
    """What should have stood there; None or '' blanks the cell."""
    who: str = ""
    why: str = ""

    @property
    def note(self) -> str:
        """Who and why, for the finding."""
        parts = [part for part in (self.who, self.why) if part]
        return f" ({': '.join(parts)})" if parts else ""


@dataclass(slots=True)
class FileCorrections:
    """Those of one file."""

    unit: Correction | None = None
    period: Correction | None = None
    cells: dict[tuple[str, str], Correction] | None = None
    """(sheet, cell such as 'H7') → correction."""


def key_of(path: str) -> str:
    """How a path is compared: a person copies it from a cell, where NFC and single spaces rule."""
    return clean(path)


def by_file(review: Any) -> dict[str, FileCorrections]:
    """The corrections of a review (anything with ``corrections``, or None) by :func:`key_of` of the file; later ones win."""
    found: dict[str, FileCorrections] = {}
    for item in _corrections(review):
        file = found.setdefault(key_of(item.file), FileCorrections())
        if item.unit:
            file.unit = item
        if item.period:
            file.period = item
        if item.sheet and item.cell:
            file.cells = file.cells or {}
            file.cells[item.sheet, item.cell.replace("$", "").upper()] = item
    return found


def _corrections(review: Any) -> Iterable[Correction]:
    for item in getattr(review, "corrections", None) or ():
        yield Correction(
            **{
                name: getattr(item, name, "") or ""
                for name in ("file", "unit", "period", "sheet", "cell", "who", "why")
            },
            value=getattr(item, "value", None),
        )
