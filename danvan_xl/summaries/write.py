"""The summary workbook: drawn from a consolidation, keeping what a person typed into the one before."""

from __future__ import annotations

import csv
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_xl.files import write_atomically
from danvan_xl.findings import finding
from danvan_xl.results import Consolidation
from danvan_xl.sheets.summary.book import summary_book
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, MAX_ROWS
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

if TYPE_CHECKING:
    from danvan_xl.summaries.earlier import PreviousSummary
    from danvan_xl.summaries.review import Review


def write_summary(
    consolidation: Consolidation,
    path: Path,
    *,
    previous: PreviousSummary | Path | None = None,
    review: Review | None = None,
    folder: Path | None = None,
    max_rows: int = MAX_ROWS,
) -> list[str]:
    """Write the summary workbook to ``path`` atomically; give back notes for the user (Vietnamese, may be empty).

    ``review`` is what a person typed into the summary that stood at ``path`` (``read_review``); left out, it is
    read from there when that file is a summary of the same plan and period. ``previous`` (a summary of an earlier
    period, or its path) adds change and trend. ``folder`` is where the returns lie: rows then link to their source
    file. Detail beyond ``max_rows`` rows of a sheet goes to a CSV file beside.

    Raises :class:`~danvan_xl.errors.OutputError` (``path`` is then whole): it cannot be written, or is a
    master or form; :class:`~danvan_xl.errors.InputError` when ``previous`` cannot be read.
    """
    from danvan_xl.summaries.keeping import look_at
    from danvan_xl.summaries.review import Review

    path = Path(path)
    if review is not None and not _is_of(review, consolidation):
        review = None
    kept = look_at(path, consolidation, review)
    review = review or kept.review or Review()
    if isinstance(previous, str | Path):
        from danvan_xl.summaries.earlier import read_previous

        previous = read_previous(Path(previous))
    if previous is not None and previous.period == consolidation.period.code:
        kept.notes.append(
            f"Tệp kỳ trước cũng là kỳ “{previous.period}” nên không so sánh; chọn tệp của kỳ trước đó."
        )
        previous = None
    context = Context(consolidation, review, previous, _relative(folder, path))
    if len(context.detail) > max_rows - FIRST:
        context.detail_beside = True
        beside = path.with_name(f"{path.stem} - {n.DETAIL}.csv")
        _write_detail(context, beside)
        kept.notes.append(f"Bảng “{n.DETAIL}” có {len(context.detail)} dòng, ghi ra “{beside.name}”.")
        context.findings.append(finding("detail-beside", value=n.DETAIL, note=f"“{beside.name}”"))
    with _without_collection():
        book = summary_book(context)
        book.sheets += kept.sheets
        save(book, path)
    return kept.notes


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection meanwhile: a summary is some hundred thousand cells, all of which live to the end,
    and looking through them again and again takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_of(review: Review, c: Consolidation) -> bool:
    """Whether the review was typed for this plan and period (a review made by hand names none)."""
    return (review.plan or c.master.plan.code, review.period or c.period.code) == (
        c.master.plan.code,
        c.period.code,
    )


def _write_detail(context: Context, path: Path) -> None:
    """``Chi tiết`` as CSV in UTF-8 with a mark, so that Excel reads the letters right."""
    from danvan_xl.sheets.summary.detail import detail_rows

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(n.DETAIL_HEADERS)
            writer.writerows(
                ["" if value is None else _guarded(value) for value in row]
                for row in detail_rows(context, links=False)
            )

    write_atomically(path, write)


def _guarded(value: object) -> object:
    """A text that Excel would take for a formula gets a quote in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _relative(folder: Path | None, path: Path) -> str | None:
    """The returns' folder as seen from the summary, with forward slashes; None when unknown or on another drive."""
    if folder is None:
        return None
    try:
        return Path(os.path.relpath(Path(folder).resolve(), path.resolve().parent)).as_posix()
    except ValueError:
        return None
