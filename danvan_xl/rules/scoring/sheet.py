"""One return's score: every criterion, totals before and after verification, band, reason, findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from danvan_xl.errors import ParameterError
from danvan_xl.findings import Finding, Severity, finding
from danvan_xl.language.showing import number_text
from danvan_xl.model import Band, Criterion, ScoreAnswer, ScoreKind, Task, Where
from danvan_xl.results import UnitScore, UnitTask
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.bands import Limit, band_of, limit_of
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Parameters, Place, parse_parameters
from danvan_xl.rules.scoring.kinds.cap import CapParameters
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.points import score_criterion
from danvan_xl.rules.scoring.totals import Total, total_limits, total_of


@dataclass(slots=True)
class ScoreSheet:
    """The score of one unit. ``scores`` follows the criteria's order.

    ``verified_total`` is None until something was verified. ``band`` goes by :attr:`final_total`.
    ``uncertain``: some points wait for a value that could not be used, and nobody verified them yet; the total
    must not look final.
    """

    scores: dict[str, UnitScore] = field(default_factory=dict)
    self_total: Decimal | None = None
    verified_total: Decimal | None = None
    band: str | None = None
    band_reason: str = ""
    findings: list[Finding] = field(default_factory=list)
    uncertain: bool = False
    self_parts: Total | None = None
    verified_parts: Total | None = None
    limits: tuple[Limit, ...] = ()
    verified_any: bool = False
    """The reviewer gave at least one score."""

    @property
    def final_total(self) -> Decimal | None:
        """The total that ranks and bands: verified where anything was verified, else self."""
        return self.verified_total if self.verified_any else self.self_total


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


def score_return(
    criteria: Sequence[Criterion],
    answers: Mapping[str, ScoreAnswer],
    *,
    indicators: Mapping[str, Decimal | None],
    unit_tasks: Sequence[UnitTask] = (),
    tasks: Sequence[Task] = (),
    days_late: int | None = None,
    verified: Mapping[str, Decimal] | None = None,
    bands: Sequence[Band] = (),
    scale: Decimal = Decimal(100),
    unread_indicators: Collection[str] = (),
    uncertain_tasks: Collection[str] = (),
    known_indicators: Collection[str] | None = None,
    verified_unread: Collection[str] = (),
    unit: str = "",
    returned: bool = True,
) -> ScoreSheet:
    """Score one unit's return.

    ``indicators`` maps codes to what stands in Trong kỳ (None when blank); ``unread_indicators`` were given but
    could not be read. ``known_indicators`` are all codes of the master: pass them, so that a wrong code in a Tham
    số is noticed. ``unit_tasks`` are the unit's own; ``tasks`` give their Nhóm nhiệm vụ; ``uncertain_tasks`` had
    an input that could not be read. ``verified`` maps criteria to Điểm thẩm định.

    Verification: a verified score replaces the points. On a criterion that was excluded it says that the
    criterion does arise: its max is in the denominator again. Outside its bounds it is not used: error
    finding, no verified total, no band. On a Khống chế it is passed over. ``verified_unread`` are criteria whose
    Điểm thẩm định was typed and is no number (the reader made the finding): likewise no verified total, no band.

    ``returned`` False (nothing came): every criterion is missing, without findings, totals or band.
    """
    known = list(indicators) if known_indicators is None else list(known_indicators)
    sheet = ScoreSheet()
    groups = {task.code: task.group for task in tasks}
    case = Case(indicators, unread_indicators, days_late, unit_tasks, groups, uncertain_tasks)
    given_verified = verified or {}
    limits: list[Limit] = []
    parsed: list[Parameters] = []
    used: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    verified_wrong = verified_illegible = False
    for criterion in criteria:
        answer = answers.get(criterion.code)
        parameters: Parameters | None = None
        try:
            parameters = parse_parameters(
                criterion.kind,
                criterion.parameters,
                indicators=known,
                bands=[band.name for band in bands] or None,
                strict=known_indicators is not None,
            )
        except ParameterError as error:
            outcome = _unusable(error)
        if parameters is not None:
            parsed.append(parameters)
            outcome = score_criterion(criterion, parameters, answer, case)
            if isinstance(parameters, CapParameters) and outcome.given and not outcome.uncertain:
                limits.append(limit_of(parameters, f"{criterion.code}: {_cause(outcome.why)}"))
        if not returned:
            outcome = Outcome(missing=True, why="Chưa có báo cáo.")
        score = _unit_score(unit, criterion, answer, outcome)
        sheet.scores[criterion.code] = score
        for code, facts in outcome.issues:
            sheet.findings.append(_finding(code, criterion, answer, unit, facts))
        used[criterion.code] = score.points, score.applicable_max
        waits = outcome.uncertain
        if criterion.code in given_verified:
            amount = given_verified[criterion.code]
            wrong = _verify(score, criterion, parameters, amount)
            if wrong is None:
                sheet.verified_any, waits = True, False
                in_denominator = criterion.kind not in OUTSIDE_DENOMINATOR
                used[criterion.code] = score.verified, criterion.max_points if in_denominator else None
            else:
                sheet.findings.append(_finding(*wrong[:1], criterion, answer, unit, wrong[1]))
                if wrong[0] == "verified-out-of-range":
                    sheet.verified_any = verified_wrong = waits = True
        elif criterion.code in verified_unread and criterion.kind is not ScoreKind.CAP:
            sheet.verified_any = verified_wrong = waits = verified_illegible = True
        sheet.uncertain |= waits
    if not returned and not sheet.verified_any:
        return sheet
    altogether = total_limits(parsed)
    rows = [(c, sheet.scores[c.code].points, sheet.scores[c.code].applicable_max) for c in criteria]
    if returned:
        sheet.self_parts = total_of(rows, scale=scale, limits=altogether)
        sheet.self_total = sheet.self_parts.value
    if sheet.verified_any and not verified_wrong:
        rows = [(c, *used[c.code]) for c in criteria]
        sheet.verified_parts = total_of(rows, scale=scale, limits=altogether)
        sheet.verified_total = sheet.verified_parts.value
    sheet.limits = tuple(limits)
    if verified_illegible:
        sheet.band_reason = "Có điểm thẩm định không đọc được, chưa xếp loại."
    elif verified_wrong:
        sheet.band_reason = "Có điểm thẩm định ngoài giới hạn, chưa xếp loại."
    else:
        sheet.band, sheet.band_reason = band_of(sheet.final_total, bands, limits)
    return sheet


def _unusable(error: ParameterError) -> Outcome:
    code = "unknown-indicator" if error.code == "unknown-indicator" else "bad-parameters"
    note = f"{error.message} {error.remedy}"
    return Outcome(why=f"{error.message} Chưa tính điểm.", uncertain=True, issues=[(code, {"note": note})])


def _cause(why: str) -> str:
    """'SL10 = 1 > 0' of 'SL10 = 1 > 0: không xếp Xuất sắc.'"""
    return why.partition(":")[0]


def _unit_score(unit: str, criterion: Criterion, answer: ScoreAnswer | None, outcome: Outcome) -> UnitScore:
    given = answer or ScoreAnswer(criterion.code)
    if criterion.kind in OUTSIDE_DENOMINATOR:
        applicable = None
    else:
        applicable = ZERO if outcome.not_arising and outcome.points is None else criterion.max_points
    return UnitScore(
        unit=unit,
        criterion=criterion.code,
        kind=criterion.kind,
        self_score=outcome.self_score if outcome.self_score is not None else given.self_score,
        points=outcome.points,
        applicable_max=applicable,
        not_arising=outcome.not_arising,
        missing=outcome.missing,
        why=outcome.why,
        evidence=given.evidence,
        explanation=given.explanation,
        where=given.where,
    )


def _verify(
    score: UnitScore, criterion: Criterion, parameters: Parameters | None, amount: Decimal
) -> tuple[str, dict[str, object]] | None:
    """Put the verified score on record; give back why it cannot be used, or None."""
    value = number_text(amount)
    if criterion.kind is ScoreKind.CAP:
        return "verified-not-used", {"value": value}
    low, high = verified_bounds(criterion, parameters)
    if (low is not None and amount < low) or (high is not None and amount > high):
        bounds = {
            "low": "…" if low is None else number_text(low),
            "high": "…" if high is None else number_text(high),
        }
        return "verified-out-of-range", {"value": value, **bounds}
    score.verified = round_points(amount)
    return None


def _finding(
    code: str, criterion: Criterion, answer: ScoreAnswer | None, unit: str, facts: Mapping[str, object]
) -> Finding:
    where = (answer.where if answer else None) or Where("", 0)
    extra: dict[str, Any] = dict(facts)
    value = extra.pop("value", None)
    capped = (
        code == "score-above-max" and criterion.kind is ScoreKind.BONUS
    )  # it still counts, up to its limit
    return finding(
        code,
        severity=Severity.WARNING if capped else None,
        file=where.file,
        sheet=where.sheet or None,
        cell=f"{_letters(where.column)}{where.row}" if where.sheet else None,
        unit=unit or None,
        row=criterion.code,
        value=value or None,
        **extra,
    )


def _letters(column: int) -> str:
    """1 → 'A', 28 → 'AB'."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
