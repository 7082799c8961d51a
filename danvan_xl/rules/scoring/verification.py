"""What counts after verification: the verified score beside the self score, totals, band and reason. Composed here only.

A verified score replaces the points. On a criterion that was excluded it says that the criterion does arise: its max
is in the denominator again. Outside its bounds, or no number, it is not used: no verified total, no band, until it
is put right. On a Khống chế it is passed over. The formulas of :mod:`.total_formulas` repeat this in the summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import Finding, finding
from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion
from danvan_xl.results import UnitResult, UnitScore
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.bands import Limit, band_of, combine, limit_of
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Parameters, Place
from danvan_xl.rules.scoring.kinds.cap import CapParameters
from danvan_xl.rules.scoring.outcome import Case
from danvan_xl.rules.scoring.points import score_criterion
from danvan_xl.rules.scoring.scheme import Scheme
from danvan_xl.rules.scoring.totals import total_of
from danvan_xl.terms import summary as n

NOT_REPORTED = "Chưa báo cáo."


class ScoreSheet(Struct):
    """The score of one unit. ``scores`` follows the criteria's order.

    ``verified_total`` is None until something was verified. ``total`` ranks and bands: the verified one where
    anything was verified, else the self total. ``uncertain``: some points wait for a value that could not be used, and
    nobody verified them yet; the total must not look final.
    """

    scores: dict[str, UnitScore] = field(default_factory=dict)
    self_total: Decimal | None = None
    verified_total: Decimal | None = None
    total: Decimal | None = None
    band: str | None = None
    band_reason: str = ""
    findings: list[Finding] = field(default_factory=list)
    uncertain: bool = False
    limits: Sequence[Limit] = ()
    check_again: bool = False
    """A verified score was typed that cannot be used."""


def verification_of(unit: UnitResult) -> bool | None:
    """Whether a unit's scores are verified: True for the whole, every criterion being scored or closed; False for a part;
    None where nobody began. The one definition, wherever verified units are counted."""
    asked = [score for score in unit.scores.values() if KINDS[score.kind].PLACE is not Place.LIMIT]
    done = [score.verified is not None or score.state == n.DONE for score in asked]
    if all(done) and done:
        return True
    return False if any(done) or unit.check_again else None


def verified_bounds(
    criterion: Criterion, parameters: Parameters | None
) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest Điểm thẩm định; None for no bound on that side. A Trừ điểm is verified as a number ≤ 0."""
    place = KINDS[criterion.kind].PLACE
    limit = parameters.limit(criterion) if parameters is not None else None
    if place is Place.PENALTY:
        return (None if limit is None else -limit), ZERO
    if place is Place.BONUS:
        return ZERO, limit
    return ZERO, criterion.max_points


def limits_of(scheme: Scheme, case: Case) -> list[Limit]:
    """The Khống chế that apply by a unit's numbers."""
    found = []
    for criterion in scheme.criteria:
        parameters = scheme.parameters.get(criterion.code)
        if isinstance(parameters, CapParameters):
            outcome = score_criterion(criterion, parameters, None, case)
            if outcome.given and not outcome.uncertain:
                amount = case.amount(parameters.amount, signed=True)
                assert isinstance(amount, Decimal)
                said = f"{parameters.amount.named(scheme.names)} là {number_text(amount)}"
                found.append(limit_of(parameters, f"{said} (tiêu chí {criterion.code})"))
    return found


def put_self_total(sheet: ScoreSheet, scheme: Scheme) -> None:
    """The total of the points that the unit's own return gives."""
    rows = [(c, s.points, s.applicable_max) for c in scheme.criteria if (s := sheet.scores.get(c.code))]
    sheet.self_total = total_of(rows, scale=scheme.scale, limits=scheme.limits)


def verify(
    sheet: ScoreSheet,
    scheme: Scheme,
    typed: Mapping[str, Decimal | str],
    *,
    unit: str = "",
    returned: bool = True,
    closed: bool = False,
) -> None:
    """Put what was typed as Điểm thẩm định beside the self side of ``sheet``: what counts, totals, band, reason.

    ``typed`` maps criteria to a number, or to a text that is none (whose finding the reader made). A unit that
    sent nothing (``returned`` False) has no band, unless the reviewer ``closed`` its verification.
    """
    verified = False
    rows = []
    for criterion in scheme.criteria:
        score = sheet.scores.get(criterion.code)
        if score is None:
            continue
        fault = _verify(score, criterion, scheme.parameters.get(criterion.code), typed.get(criterion.code))
        if fault is not None:
            code, facts = fault
            sheet.findings.append(
                finding(code, unit=unit or None, row=criterion.code, sheet=n.VERIFY, **facts)
            )
        sheet.check_again |= score.unusable
        verified |= score.unusable or score.verified is not None
        sheet.uncertain |= score.unusable or (score.waits and score.verified is None)
        rows.append((criterion, score.final_points, score.final_max))
    if verified and not sheet.check_again:
        sheet.verified_total = total_of(rows, scale=scheme.scale, limits=scheme.limits)
    sheet.total = sheet.verified_total if verified else sheet.self_total
    sheet.band, sheet.band_reason = _band(sheet, scheme, returned, verified, closed)


def _verify(
    score: UnitScore, criterion: Criterion, parameters: Parameters | None, typed: Decimal | str | None
) -> tuple[str, dict[str, Any]] | None:
    """Put the verified score on record, and what counts now; give back why it cannot be used, or None."""
    score.typed, score.verified = typed, None
    score.final_points, score.final_max = score.points, score.applicable_max
    if typed is None:
        return None
    if KINDS[criterion.kind].PLACE is Place.LIMIT:
        return "verified-not-used", {"value": number_text(typed) if isinstance(typed, Decimal) else typed}
    score.final_points = None
    if isinstance(typed, str):
        return None
    if criterion.kind not in OUTSIDE_DENOMINATOR:
        score.final_max = criterion.max_points
    low, high = verified_bounds(criterion, parameters)
    if (low is not None and typed < low) or (high is not None and typed > high):
        ends = {
            name: "…" if end is None else number_text(end) for name, end in (("low", low), ("high", high))
        }
        return "verified-out-of-range", {"value": number_text(typed), **ends}
    score.verified = score.final_points = round_points(typed)
    return None


def _band(
    sheet: ScoreSheet, scheme: Scheme, returned: bool, verified: bool, closed: bool
) -> tuple[str | None, str]:
    if any(isinstance(score.typed, str) and score.unusable for score in sheet.scores.values()):
        return None, "Có điểm thẩm định không đọc được, chưa xếp loại."
    if sheet.check_again:
        return None, "Có điểm thẩm định ngoài giới hạn, chưa xếp loại."
    if not returned and not verified:
        return None, NOT_REPORTED
    if not returned and not closed:
        return None, (
            f"Chưa báo cáo, chưa xếp loại; muốn xếp theo điểm thẩm định thì chọn trạng thái “{n.DONE}” cho các dòng đã chấm."
        )
    return band_of(sheet.total, scheme.bands, sheet.limits)


def put_scores(unit: UnitResult, sheet: ScoreSheet, scheme: Scheme) -> None:
    """Put a unit's score on its record."""
    unit.scores, unit.self_total, unit.verified_total = sheet.scores, sheet.self_total, sheet.verified_total
    unit.total, unit.check_again = sheet.total, sheet.check_again
    unit.band, unit.band_reason = sheet.band, sheet.band_reason
    both = combine(sheet.limits, scheme.bands)
    unit.bands_barred, unit.bands_lowered = both.first_open, both.lowered
