"""A score told line by line in Vietnamese: what was given, the rule with its numbers, the points, why less than max."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from danvan_xl.errors import ParameterError
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, Master, ScoreKind
from danvan_xl.results import UnitResult, UnitScore
from danvan_xl.rules.scoring.outcome import OUTSIDE_DENOMINATOR
from danvan_xl.rules.scoring.parsing import parse_parameters
from danvan_xl.rules.scoring.totals import total_limits, total_of
from danvan_xl.rules.scoring.verification import ScoreSheet


def explain(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> list[str]:
    """All lines of a score: each criterion, then the totals, then the band with its reason."""
    return _all(sheet.scores, criteria, explain_total(sheet))


def explain_result(unit: UnitResult, master: Master) -> list[str]:
    """The same for a unit's consolidated result; empty when the period does not score."""
    if not unit.scores:
        return []
    parsed = []
    for criterion in master.criteria:
        with suppress(ParameterError):
            parsed.append(parse_parameters(criterion.kind, criterion.parameters))
    sheet = ScoreSheet(
        scores=unit.scores,
        self_total=unit.self_total,
        verified_total=unit.verified_total,
        band=unit.band,
        band_reason=unit.band_reason,
        uncertain=unit.uncertain,
    )
    own = [(c, unit.scores[c.code]) for c in master.criteria if c.code in unit.scores]
    more: dict[str, Any] = {"scale": master.plan.scale, "limits": total_limits(parsed)}
    if unit.self_total is not None:
        sheet.self_parts = total_of([(c, s.points, s.applicable_max) for c, s in own], **more)
    if unit.verified_total is not None:
        sheet.verified_parts = total_of([(c, final_points(s), final_max(s, c)) for c, s in own], **more)
    return _all(unit.scores, master.criteria, explain_total(sheet))


def final_points(score: UnitScore) -> Decimal | None:
    """The points that count after verification."""
    return score.points if score.verified is None else score.verified


def final_max(score: UnitScore, criterion: Criterion) -> Decimal | None:
    """What the criterion adds to the denominator after verification."""
    if score.verified is None or criterion.kind in OUTSIDE_DENOMINATOR:
        return score.applicable_max
    return criterion.max_points


def _all(scores: Mapping[str, UnitScore], criteria: Sequence[Criterion], end: list[str]) -> list[str]:
    lines: list[str] = []
    group = None
    for criterion in criteria:
        score = scores.get(criterion.code)
        if score is None:
            continue
        if criterion.group != group:
            group = criterion.group
            if group:
                lines += ["", group] if lines else [group]
        lines += explain_criterion(score, criterion)
    return [*lines, "", *end] if lines else end


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
    final = final_points(score)
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
    final = final_points(score)
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
