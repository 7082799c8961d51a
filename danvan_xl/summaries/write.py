"""The summary workbook: drawn from a consolidation, keeping what a person typed into the one before."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from danvan_xl.earlier import Earlier
from danvan_xl.errors import OutputError
from danvan_xl.files import write_atomically
from danvan_xl.findings import finding
from danvan_xl.garbage import left_lying
from danvan_xl.results import Consolidation
from danvan_xl.review import Review
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.settling import settle
from danvan_xl.sheets.summary.book import summary_book
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.detail import detail_rows
from danvan_xl.sheets.summary.layout import FIRST, MAX_ROWS
from danvan_xl.sheets.summary.notes import headers_of, left_sheet, put_notes
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.keeping import Kept, Standing, look_at
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.drawing.spec import WorkbookSpec


def write_summary(
    consolidation: Consolidation,
    path: Path,
    *,
    previous: Earlier | Path | None = None,
    review: Review | None = None,
    folder: Path | None = None,
    standing: Standing | None = None,
    max_rows: int = MAX_ROWS,
) -> list[str]:
    """Write the summary workbook to ``path`` atomically; give back notes for the user (Vietnamese, may be empty).

    The workbook shows the review that the consolidation counts. Where it was made without one, what a person typed
    into the summary that stands at ``path`` (or ``review``) is applied to ``consolidation`` itself first, so that
    JSON written afterwards says the same. ``previous`` (a summary of an earlier period, or its path; by default the one
    that the consolidation was made with) adds change and trend. ``folder`` is where the returns lie: rows then link
    to their source file. ``standing`` is what stands at ``path``, where it was opened before. Before a summary of this plan and
    period is replaced, a copy goes into the folder ``bản sao lưu`` beside it. Detail beyond ``max_rows`` rows of a sheet goes to a CSV file beside.

    Raises :class:`~danvan_xl.errors.OutputError` (``path`` is then whole): it cannot be written, is a master or form,
    or holds what a person typed and these figures do not count; :class:`~danvan_xl.errors.InputError` when
    ``previous`` cannot be read.
    """
    path = Path(path)
    kept = look_at(path, consolidation, standing)
    for lying in (review, kept.review):
        if lying is not None:
            _count(lying, consolidation, path)
    if isinstance(previous, str | Path):
        previous = read_previous(Path(previous))
    previous = previous or consolidation.earlier
    if previous is not None and previous.period == consolidation.period.code:
        kept.lines.append(
            f"Tệp kỳ trước cũng là kỳ “{previous.period}” nên không so sánh; chọn tệp của kỳ trước đó."
        )
        previous = None
    settle(consolidation)
    if kept.standing is not None and (standing is None or consolidation.changes is None):
        consolidation.changes = kept.standing.changes(consolidation)
    context = Context(consolidation, previous, _relative(folder, path))
    if len(context.detail) > max_rows - FIRST:
        context.detail_beside = True
        beside = path.with_name(f"{path.stem} - {n.DETAIL}.csv")
        _write_detail(context, beside)
        kept.lines.append(f"Bảng “{n.DETAIL}” có {len(context.detail)} dòng, ghi ra “{beside.name}”.")
        context.findings.append(finding("detail-beside", value=n.DETAIL, note=f"“{beside.name}”"))
    with left_lying():
        book = summary_book(context)
        _put_back(book, kept, context.token)
        save(book, path)
    return kept.lines


def _put_back(book: WorkbookSpec, kept: Kept, token: str) -> None:
    """What a person added to the summary before: beside the rows, of rows that are gone, on sheets of their own."""
    put = put_notes(book.sheets, kept.notes(headers_of(book.sheets)))
    if put.left:
        place = 1 + next(i for i, spec in enumerate(book.sheets) if spec.name == n.CORRECTIONS)
        book.sheets.insert(place, left_sheet(put.left, token))
    if put.new:
        kept.lines.append(f"{put.new} ghi chú không còn chỗ cũ được giữ ở trang tính “{n.LEFT}”.")
    kept.copy(list(put.flattened))
    book.sheets += kept.sheets


def _count(lying: Review, c: Consolidation, path: Path) -> None:
    """See that the figures count what a person typed: one review for workbook and JSON, or none is written."""
    if not lying.is_of(c.master.plan.code, c.period.code):
        return
    shown = {(unit.code, code): score.state for unit in c.units for code, score in unit.scores.items()}
    if not lying.says_more_than(c.review, shown):
        return
    by_hand = not c.review.is_blank and not c.review.plan
    if by_hand or lying.corrections != c.review.corrections:
        raise OutputError(
            f"“{path.name}” có điểm thẩm định hoặc dòng hiệu đính mà lần tổng hợp này chưa tính; chưa ghi gì vào tệp.",
            remedy="Tổng hợp lại để tính cả những gì đã nhập vào tệp đó.",
            file=path,
            code="review-not-counted",
        )
    apply_review(c, lying)


def _write_detail(context: Context, path: Path) -> None:
    """``Chi tiết`` as CSV in UTF-8 with a mark, so that Excel reads the letters right."""

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
