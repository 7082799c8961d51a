"""``Thẩm định nhiệm vụ`` read back: what a reviewer made of each unit's tasks, and what the units had said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from danvan_xl.findings import Finding, finding
from danvan_xl.language.dates import read_date
from danvan_xl.language.folding import fold
from danvan_xl.model import Status
from danvan_xl.results import Consolidation, Judged
from danvan_xl.review import Key, TaskReview
from danvan_xl.summaries.opened import OpenedSummary, as_date
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import Row
from danvan_xl.workbooks.opening.seen import settled

_OPEN = {fold(text): verdict for verdict, text in n.TASK_VERDICTS_OPEN.items()}
_VERDICTS = {fold(text): text for text in n.TASK_VERDICTS}


def read_task_reviews(book: OpenedSummary) -> tuple[dict[Key, TaskReview], list[Finding]]:
    """The rows in which something is typed, and findings on what cannot be read there (it counts nowhere)."""
    found: dict[Key, TaskReview] = {}
    unread: list[Finding] = []
    for key, row in _rows(book):
        said = fold(row.text(n.VERDICT))
        verdict = _VERDICTS.get(said) or _OPEN.get(said, "")
        day, raw = _day(row)
        for header, value in ((n.VERDICT, "" if verdict else row.text(n.VERDICT)), (n.EXTENDED, raw)):
            if value:
                cell = row.cell(header)
                unread.append(
                    finding(
                        "task-review-unread", unit=key[0], row=key[1], value=value, header=header, note="",
                        cell=cell, file=book.path.name,
                    )
                )  # fmt: skip
        if verdict or day or row.multiline(n.REASON):
            found[key] = TaskReview(verdict, day, row.multiline(n.REASON), _seen(row, said))
    return found, unread


def still_standing(book: OpenedSummary) -> dict[Key, TaskReview]:
    """What an earlier summary leaves behind: tasks sent back, due dates granted. Completions are kept by themselves."""
    found = read_task_reviews(book)[0]
    return {key: said for key, said in found.items() if said.verdict == n.SENT_BACK or said.extended_to}


def put_claims(c: Consolidation, book: OpenedSummary) -> None:
    """Beside the statuses that a summary shows: what the units' own answers came to, and what the plan says."""
    known = {fold(status): status for status in Status}
    rows = dict(_rows(book))
    for unit in c.units:
        for task in unit.tasks:
            row = rows.get((unit.code, task.task))
            claimed = known.get(fold(row.text(n.CLAIMED))) if row else None
            if row is None or claimed is None:
                continue
            planned = as_date(row.value(form.TASK_DUE))
            fell_due = task.due_by_as_of
            if task.dated:
                fell_due = planned is not None and planned <= c.as_of
            task.judged = Judged(TaskReview(), claimed, planned, fell_due)
            if row.text(n.CONTINUING):
                _continue(c, task.task)


def _continue(c: Consolidation, code: str) -> None:
    c.master.tasks = [
        replace(task, deadline=replace(task.deadline, continuing=True)) if task.code == code else task
        for task in c.master.tasks
    ]


def _rows(book: OpenedSummary) -> Iterator[tuple[Key, Row]]:
    table = book.table(n.TASK_VERIFY, (*n.TASK_VERIFY_HEADERS, *n.TASK_VERIFY_HIDDEN), at_least=5)
    if table is None or table.missing((form.UNIT_CODE, form.CODE, n.VERDICT)):
        return
    for row in table.rows():
        key = (row.text(form.UNIT_CODE), row.text(form.CODE))
        if key[0] and key[1]:
            yield key, row


def _day(row: Row) -> tuple[date | None, str]:
    """The due date granted, and what stands there where it is none."""
    value = settled(row.seen(n.EXTENDED))
    if value is None or value == "":
        return None, ""
    day = as_date(value) or read_date(value).value
    return day, "" if day else str(value)


def _seen(row: Row, said: str) -> str | None:
    """What the unit said when the row was judged: recorded before, or shown beside a verdict chosen since."""
    written = fold(row.text(n.WRITTEN_VERDICT))
    if said and said == written:
        return row.text(n.SEEN_CLAIM)
    return row.text(n.CLAIM) if row.text(n.CLAIMED) else None
