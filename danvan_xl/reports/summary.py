"""The summary workbook: drawn from a consolidation, keeping what a person typed into the one before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_xl.errors import InputError
from danvan_xl.results import Consolidation
from danvan_xl.sheets.draw_xlsxwriter import save
from danvan_xl.sheets.summary.book import summary_book
from danvan_xl.sheets.summary.context import Context

if TYPE_CHECKING:
    from danvan_xl.reports.previous import PreviousSummary
    from danvan_xl.reports.review import Review


def write_summary(
    consolidation: Consolidation,
    path: Path,
    *,
    previous: PreviousSummary | None = None,
    review: Review | None = None,
    folder: Path | None = None,
) -> list[str]:
    """Write the summary workbook to ``path`` atomically; give back notes for the user (Vietnamese, may be empty).

    ``review`` is what a person typed into the summary that stood at ``path`` (``read_review``); left out, it is
    read from there when that file is a summary of the same plan and period. ``previous`` adds change
    and trend. ``folder`` is where the returns lie: rows then link to their source file.

    Raises :class:`~danvan_xl.errors.OutputError`; the old file is then whole.
    """
    from danvan_xl.reports.review import Review

    path = Path(path)
    notes: list[str] = []
    if review is None:
        review = _typed_before(consolidation, path) or Review()
    context = Context(consolidation, review, previous, _relative(folder, path), notes)
    save(summary_book(context), path)
    return notes


def _typed_before(consolidation: Consolidation, path: Path) -> Review | None:
    from danvan_xl.reports.review import read_review

    if not path.exists():
        return None
    try:
        review = read_review(path)
    except InputError:
        return None
    same = (review.plan, review.period) == (consolidation.master.plan.code, consolidation.period.code)
    return review if same else None


def _relative(folder: Path | None, path: Path) -> str | None:
    """The returns' folder as seen from the summary, with forward slashes; None when unknown or on another drive."""
    if folder is None:
        return None
    try:
        return Path(os.path.relpath(folder.resolve(), path.resolve().parent)).as_posix()
    except ValueError:
        return None
