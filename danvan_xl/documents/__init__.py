"""Issued plans (Word, PDF, text, copied text) → a master, with the source of every row."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness
from danvan_xl.documents.opening.copied import Copied, without_file
from danvan_xl.errors import InputError

__all__ = ["Copied", "ImportedPlan", "Passage", "Sureness", "import_plan"]


def import_plan(source: Path | Copied, *more: Path | Copied, table: int | None = None) -> ImportedPlan:
    """Read an issued plan: .docx, .pdf with text, .html, .txt, .md (.doc, .odt and .rtf through LibreOffice), or text that
    lies in no file.

    ``more``: further files of the same plan, such as its appendix.

    ``table``: which of several plan tables counts, from 1; 0 for all of them. Raises
    :class:`~danvan_xl.errors.InputError`: ``missing``, ``encrypted``, ``scanned``, ``old-word``,
    ``not-supported``, ``unreadable``, ``empty``, ``not-a-plan``, ``two-tables``, ``no-year``.
    """
    from danvan_xl.documents.build import build
    from danvan_xl.documents.opening.sources import open_documents

    first, *rest = [one if isinstance(one, Copied) else Path(one) for one in (source, *more)]
    place = Path(first.name) if isinstance(first, Copied) else first
    try:
        return build(open_documents([first, *rest]), place, table=table)
    except InputError as error:
        if isinstance(first, Copied):
            without_file(error, first)
        raise
