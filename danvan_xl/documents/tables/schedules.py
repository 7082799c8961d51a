"""Calendars of a plan: a table of days whose rows are sittings or inspections, without a column called "Nội dung công việc"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_xl.documents.text.content import TableBlock
from danvan_xl.documents.text.headers import Column, column_of
from danvan_xl.documents.text.roles import REPORTED, begins_with_action
from danvan_xl.language.folding import clean, fold

_DAYS = re.compile(r"^(?:ngày|thời gian|thời điểm|thời hạn|tháng)\b")
_LEADS = re.compile(r"^(?:đoàn|tổ) (?:kiểm tra|giám sát|công tác|khảo sát)\b|^(?:người |đồng chí )?chủ trì\b")
_NO_WORK = re.compile(
    r"ghi chú|địa điểm|thành phần|báo cáo|mô hình|kinh phí|số lượng|dự toán|họ và tên|chức vụ|khẩu hiệu"
)
"""Headers of what stands beside a piece of work, or of a table about something else."""
_OF_ITSELF = (Column.NUMBER, Column.LEAD, Column.COORDINATING, Column.WHEN, Column.DELIVERABLE, Column.PERSON)


def schedule_header(block: TableBlock) -> tuple[list[Column], int] | None:
    """Columns and the first row beneath the header of a calendar, None when the table is none.

    The column of work is the one most of whose cells begin with what is done; without days, or with a header about
    reports, models or money, it is no calendar of tasks.
    """
    header, body = block.rows[0], block.rows[1:]
    if (
        len(body) < 2
        or len(header) < 2
        or any(re.search(r"báo cáo|mô hình|kinh phí|dự toán", fold(h)) for h in header)
    ):
        return None
    columns = [_column(cell) for cell in header]
    if Column.WHEN not in columns:
        return None
    days = columns.index(Column.WHEN)
    told = [row[days] for row in body if clean(row[days])]
    if len(told) < 2 or sum(bool(re.search(r"\d|[IVX]+", day)) for day in told) < 0.7 * len(told):
        return None
    work = [
        at
        for at in range(len(header))
        if columns[at] not in _OF_ITSELF and _is_work(header[at], [row[at] for row in body])
    ]
    if not work:
        return None
    found = [column if column in _OF_ITSELF else Column.OTHER for column in columns]
    found[work[0]] = Column.TEXT
    for at, column in enumerate(found):
        if column in found[:at] and column is not Column.OTHER:
            found[at] = Column.OTHER
    return [column or Column.OTHER for column in found], 1


def _column(header: str) -> Column | None:
    key = fold(header)
    if _DAYS.search(key):
        return Column.WHEN
    return Column.LEAD if _LEADS.search(key) else column_of(header)


def _is_work(header: str, cells: Sequence[str]) -> bool:
    """Most cells say what is done, in more than a word or two, and none is a round of reports."""
    if _NO_WORK.search(fold(header)):
        return False
    told = [
        clean(cell) for cell in cells if clean(cell) and not clean(cell)[:1].islower()
    ]  # not cut by a page
    acts = sum(begins_with_action(cell) and len(cell.split()) >= 4 for cell in told)
    return acts >= max(2, 0.6 * len(told)) and not any(REPORTED.match(fold(cell)) for cell in told)
