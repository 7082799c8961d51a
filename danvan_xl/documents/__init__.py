"""Issued plans (Word, PDF, text) → a master, with the source of every row."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness

__all__ = ["ImportedPlan", "Passage", "Sureness", "import_plan"]


def import_plan(path: Path, *, table: int | None = None) -> ImportedPlan:
    """Read an issued plan: .docx, .pdf with text, .txt, .md (.doc, .odt and .rtf through LibreOffice).

    ``table``: which of several plan tables counts, from 1; 0 for all of them. Raises
    :class:`~danvan_xl.errors.InputError`: ``missing``, ``encrypted``, ``scanned``, ``old-word``,
    ``not-supported``, ``unreadable``, ``empty``, ``not-a-plan``, ``two-tables``, ``no-year``.
    """
    from danvan_xl.documents.build import build
    from danvan_xl.documents.opening.sources import open_document

    return build(open_document(Path(path)), Path(path), table=table)
