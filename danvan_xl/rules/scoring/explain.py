"""A score told line by line in Vietnamese: what was given, the rule with its numbers, the points, why less than max."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_xl.model import Criterion, ScoreKind
from danvan_xl.results import UnitScore
from danvan_xl.rules.scoring.arithmetic import number_text, points_text
from danvan_xl.rules.scoring.outcome import OUTSIDE_DENOMINATOR
from danvan_xl.rules.scoring.sheet import ScoreSheet


def explain(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> list[str]:
    """All lines: each criterion, then the totals, then the band with its reason."""
    lines: list[str] = []
    group = None
    for criterion in criteria:
        score = sheet.scores.get(criterion.code)
        if score is None:
            continue
        if criterion.group != group:
            group = criterion.group
            if group:
                lines += ["", group] if lines else [group]
        lines += explain_criterion(score, criterion)
    return [*lines, "", *explain_total(sheet)] if lines else explain_total(sheet)


def explain_criterion(score: UnitScore, criterion: Criterion) -> list[str]:
    """The lines of one criterion: heading with points out of max, the rule, what was lost, verification."""
    lines = [f"{criterion.code}. {criterion.text} [{criterion.kind}]: {_out_of(score, criterion)}"]
    given = list(_given(score))
    if given:
        lines.append(f"   Đơn vị ghi: {'; '.join(given)}.")
    if score.why:
        lines.append(f"   Cách tính: {score.why}")
    lost = _lost(score, criterion)
    if lost:
        lines.append(f"   {lost}")
    if score.verified is not None:
        before = "chưa có điểm" if score.points is None else points_text(score.points)
        lines.append(f"   Thẩm định: {points_text(score.verified)} (trước thẩm định: {before}).")
    return lines


def _out_of(score: UnitScore, criterion: Criterion) -> str:
    final = score.verified if score.verified is not None else score.points
    if criterion.kind is ScoreKind.CAP:
        return "không tính điểm, chỉ khống chế xếp loại"
    if final is None:
        excluded = score.not_arising and criterion.kind not in OUTSIDE_DENOMINATOR
        return "không tính (không phát sinh)" if excluded or score.not_arising else "chưa tính được điểm"
    if criterion.kind in OUTSIDE_DENOMINATOR:
        return f"{points_text(final)} điểm"
    return f"{points_text(final)}/{number_text(criterion.max_points)} điểm"


def _given(score: UnitScore) -> Iterable[str]:
    if score.self_score is not None:
        yield f"điểm tự chấm {points_text(score.self_score)}"
    if score.evidence.strip():
        yield f"tài liệu “{score.evidence.strip()}”"
    if score.explanation.strip():
        yield f"giải trình “{score.explanation.strip()}”"


def _lost(score: UnitScore, criterion: Criterion) -> str:
    """How many points are missing to the max; the why stands in the rule's line."""
    final = score.verified if score.verified is not None else score.points
    if criterion.kind in OUTSIDE_DENOMINATOR or final is None:
        return ""
    lost = criterion.max_points - final
    if lost <= 0:
        return ""
    return f"Thiếu {points_text(lost)} điểm so với điểm tối đa {number_text(criterion.max_points)}."


def explain_total(sheet: ScoreSheet) -> list[str]:
    """Totals with their numbers put in, then the band."""
    lines = []
    if sheet.self_parts is not None:
        lines.append(f"Tổng điểm tự chấm: {sheet.self_parts.why}")
    if sheet.verified_parts is not None:
        lines.append(f"Tổng điểm sau thẩm định: {sheet.verified_parts.why}")
    if sheet.uncertain:
        lines.append("Chưa phải điểm cuối cùng: còn giá trị chưa dùng được, xem các lưu ý kèm theo.")
    if sheet.band is not None:
        lines.append(f"Xếp loại: {sheet.band}. {sheet.band_reason}")
    elif sheet.band_reason:
        lines.append(f"Xếp loại: {sheet.band_reason}")
    return lines
