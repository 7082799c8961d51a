"""What a column asks for where every row is a unit: an indicator, a headline figure, or the points of a criterion."""

from __future__ import annotations

import re

from danvan_xl.language.folding import fold
from danvan_xl.outlines import headings
from danvan_xl.outlines.matching import Kind, Match, Subject, Subjects
from danvan_xl.outlines.tables import Column, measure_in
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o

Asked = tuple[Subject, str, list[str]]
"""Subject, field, doubts."""
_CODE = re.compile(r"[\w.\-]*\d[\w.\-]*")
_POINTS_UNSAID = f"cột không ghi loại điểm: đề xuất “{form.POINTS}”, cần điểm khác thì chọn lại"


def column_subject(subjects: Subjects, column: Column) -> Asked | str:
    """Subject and field that a column asks for, with doubts; or why none is known."""
    if not column.path:
        return "Cột không có tiêu đề"
    criterion = _criterion(subjects, column.path)
    exact = criterion is not None and criterion[0].exact
    if criterion is not None and exact and _names_points(criterion[0].subject, column.path):
        return _points(*criterion)
    if foreign := headings.is_foreign(column.path):
        if criterion is not None and exact and not headings.is_foreign(criterion[1]):
            return _points(*criterion)
        return f"Cột hỏi “{foreign}”: tệp tổng hợp không có"
    asked = headings.asked_for(column.path, Kind.INDICATOR)
    texts = asked.rest or column.path
    leaf, joined = texts[-1], " ".join(texts)
    match = subjects.find(
        [leaf, joined, *(f"{t} {leaf}" for t in texts[:-1])], (Kind.INDICATOR, Kind.HEADLINE)
    )
    if match is None:
        if criterion is not None:
            return _points(*criterion)
        return "Chưa thấy số liệu, tiêu chí nào của kế hoạch khớp với tiêu đề cột"
    doubts = [] if match.exact else [_like(match)]
    if match.exact and len(texts) > 1 and headings.SCOPES.search(fold(" ".join(texts[:-1]))):
        doubts.append("tiêu đề cha có chữ chỉ phạm vi, xem lại")
    if not asked.sure:
        doubts.append("tiêu đề cột ghi mốc thời gian, xem lại có đúng kỳ không")
    name = asked.field if asked.rest else ""
    return match.subject, name or o.VALUE, doubts


def _criterion(subjects: Subjects, path: tuple[str, ...]) -> tuple[Match, tuple[str, ...]] | None:
    """The criterion that one of the headings names, by its code or its words, and the other headings."""
    for at in reversed(range(len(path))):
        rest = (*path[:at], *path[at + 1 :])
        by_code = {
            found
            for word in _CODE.findall(path[at])
            if (found := subjects.by_code.get(fold(word))) is not None and found.kind is Kind.CRITERION
        }
        if len(by_code) == 1:
            return Match(by_code.pop(), True), rest
        match = subjects.find([path[at]], (Kind.CRITERION,))
        if match is not None:
            return match, rest
    return None


def _names_points(subject: Subject, path: tuple[str, ...]) -> bool:
    """Whether the headings say that a criterion is meant: an indicator may have the same words."""
    words = fold(" ".join(path)).split()
    return "điểm" in words or fold(subject.code) in words


def _points(match: Match, rest: tuple[str, ...]) -> Asked | str:
    """Which points of the criterion the headings beside its name ask for."""
    asked = headings.asked_for(rest, Kind.CRITERION)
    if asked.why_not:
        return asked.why_not[:1].upper() + asked.why_not[1:]
    doubts = [] if match.exact else [_like(match)]
    if not asked.field:
        doubts.append(_POINTS_UNSAID)
    if asked.rest:
        doubts.append(f"chưa rõ “{' › '.join(asked.rest)}” hỏi gì")
    if not asked.sure:
        doubts.append("tiêu đề cột ghi mốc thời gian, xem lại có đúng kỳ không")
    return match.subject, asked.field or form.POINTS, doubts


def _like(match: Match) -> str:
    return f"tiêu đề giống {match.likeness}% với “{match.subject.text}”"


def bracketed(column: Column) -> str:
    """The unit of measure that the lowest heading that tells one names in brackets."""
    return next((said for text in reversed(column.path) if (said := measure_in(text))), "")
