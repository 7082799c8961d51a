"""Whether a form of the level above asks for what a summary says: the same body, the same stretch of time, the same unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.language.folding import fold
from danvan_xl.language.measures import factor
from danvan_xl.language.numbers import plain
from danvan_xl.model import Master, Period
from danvan_xl.summaries.opened import as_date
from danvan_xl.terms import form as h
from danvan_xl.workbooks.grid import Grid

_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân|hđnd và ubnd) ")
_LEVEL = re.compile(r"^(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh) ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE_END, _AFTER_END = timedelta(days=31), timedelta(days=62)
"""How long before and after the last day of a period its return falls due, at the most."""
_LATE_START = timedelta(days=62)
"""A plan of a year is issued in its first weeks, and its period may begin with it."""


def cover_of(grids: Mapping[str, Grid]) -> dict[str, object]:
    """Label → value of a form's ``Bìa``; grids by folded name."""
    grid = grids.get(fold(h.COVER))
    labels = {fold(label): label for label in h.COVER_FACTS}
    found: dict[str, object] = {}
    for row in grid.rows if grid is not None else ():
        for value, beside in pairwise(row):
            if isinstance(value, str) and (label := labels.get(fold(value))) is not None:
                found.setdefault(label, beside)
    return found


def mismatches(master: Master, period: Period, cover: Mapping[str, object]) -> Iterator[str]:
    """Vietnamese sentences: the form is another body's (or another level's), or of another time."""
    body, issuer = str(cover.get(h.UNIT) or ""), master.plan.issuer
    focal = master.unit(master.plan.focal_unit)
    ours = [name for name in (issuer, focal.name if focal else "") if name]
    if body and issuer and not any(same_body(body, name) for name in ours):
        yield f"Phiếu của “{body}”, tệp tổng hợp của “{issuer}”."
    name = str(cover.get(h.PERIOD) or "")
    due = as_date(cover.get(h.DUE))
    if not _same_time(master, period, name, due):
        asked = f" (hạn nộp {due:%d/%m/%Y})" if due else ""
        yield (
            f"Phiếu hỏi kỳ “{name}”{asked}, tệp tổng hợp là kỳ “{period.name}” "
            f"(từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y})."
        )


def other_days(master: Master, period: Period, cover: Mapping[str, object]) -> str:
    """A Vietnamese sentence where the period is called like the form's and yet begins much later or earlier than that name says:
    what it counts ``Trong kỳ`` is of another stretch of time; '' where nothing speaks for that."""
    name = str(cover.get(h.PERIOD) or "")
    asked = _span(master, name)
    if asked is None or asked[0] is None or abs(asked[0] - period.start) <= _LATE_START:
        return ""
    return (
        f"Phiếu hỏi kỳ “{name}” (từ {asked[0]:%d/%m/%Y}), tệp tổng hợp tính từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y}: "
        f"số ở cột “{h.IN_PERIOD}” là của khoảng này; đối chiếu với cột “{h.CUMULATIVE}” và kỳ trước rồi sửa nếu phiếu hỏi cả khoảng dài hơn."
    )


def same_body(one: str, other: str) -> bool:
    """Names of one body: with or without UBND; its level ("xã", "huyện") may be missing, never differ."""
    first, second = (_COMMITTEE.sub("", fold(name)) for name in (one, other))
    if first == second:
        return True
    return bool(_LEVEL.match(first)) != bool(_LEVEL.match(second)) and _LEVEL.sub("", first) == _LEVEL.sub(
        "", second
    )


def _same_time(master: Master, period: Period, name: str, due: date | None) -> bool:
    years = {int(year) for year in _YEAR.findall(name)}
    if years and period.end.year not in years:
        return False
    asked, told = (_span(master, text) for text in (name, period.name))
    if asked and told:
        return asked == told
    if asked:
        days = zip(asked, (period.start, period.end), strict=True)
        return all(one is None or abs(one - other) <= _BEFORE_END for one, other in days)
    return due is None or period.end - _BEFORE_END <= due <= period.end + _AFTER_END


def _span(master: Master, name: str) -> tuple[date | None, date | None] | None:
    """The days that a period's name means ("Báo cáo 6 tháng đầu năm 2025"); None where it names none."""
    said = re.sub(r"^\s*(?:kỳ )?(?:báo cáo)?(?: kết quả)?(?: công tác)?", "", name, flags=re.IGNORECASE)
    read = read_deadline(said.strip(" :-"), DeadlineContext(master.plan.start, master.plan.end))
    return (read.start, read.due) if read.due is not None and said.strip() else None


def in_their_unit(value: Decimal, ours: str, theirs: str) -> tuple[Decimal | None, str]:
    """A total in the unit of the form, and a note where it was converted; None where the units are of two kinds."""
    if not ours or not theirs or fold(ours) == fold(theirs):
        return value, ""
    times = factor(ours, theirs)
    if times is None:
        return None, f"cấp mình tính theo “{ours}”, phiếu hỏi theo “{theirs}”"
    return plain(value * times), "" if times == 1 else f"Đã đổi từ {ours} sang {theirs}"
