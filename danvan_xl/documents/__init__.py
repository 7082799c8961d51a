"""Issued plans (Word, PDF, text) → a master, with the source of every row."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness

__all__ = ["ImportedPlan", "Passage", "Sureness", "import_plan"]


def import_plan(path: Path, *more: Path, table: int | None = None) -> ImportedPlan:
    """Read an issued plan: .docx, .pdf with text, .html, .txt, .md (.doc, .odt and .rtf through LibreOffice).

    ``more``: further files of the same plan, such as its appendix.

    ``table``: which of several plan tables counts, from 1; 0 for all of them. Raises
    :class:`~danvan_xl.errors.InputError`: ``missing``, ``encrypted``, ``scanned``, ``old-word``,
    ``not-supported``, ``unreadable``, ``empty``, ``not-a-plan``, ``two-tables``, ``no-year``.
    """
    from danvan_xl.documents.build import build
    from danvan_xl.documents.opening.sources import open_documents

    return build(open_documents([Path(path), *map(Path, more)]), Path(path), table=table)
