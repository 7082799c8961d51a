"""One return's score: every criterion by the rule of its kind, then what verification makes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from danvan_xl.errors import ParameterError
from danvan_xl.findings import Finding, Placed, Severity, catalogue, finding_at
from danvan_xl.model import Band, Criterion, ScoreAnswer, Task
from danvan_xl.results import UnitScore, UnitTask
from danvan_xl.rules.scoring.arithmetic import ZERO
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Place
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.points import score_criterion
from danvan_xl.rules.scoring.scheme import Scheme, make_scheme
from danvan_xl.rules.scoring.verification import ScoreSheet, limits_of, put_self_total, verify


def score_return(
    criteria: Sequence[Criterion],
    answers: Mapping[str, ScoreAnswer],
    *,
    indicators: Mapping[str, Decimal | None],
    unit_tasks: Sequence[UnitTask] = (),
    tasks: Sequence[Task] = (),
    days_late: int | None = None,
    verified: Mapping[str, Decimal | str] | None = None,
    bands: Sequence[Band] = (),
    scale: Decimal = Decimal(100),
    unread_indicators: Collection[str] = (),
    uncertain_tasks: Collection[str] = (),
    known_indicators: Collection[str] | None = None,
    unit: str = "",
    returned: bool = True,
    scheme: Scheme | None = None,
    places: Mapping[str, Placed] | None = None,
    unasked: Collection[str] = (),
    unasked_indicators: Collection[str] = (),
) -> ScoreSheet:
    """Score one unit's return.

    ``indicators`` maps codes to what stands in Trong kỳ (None when blank); ``unread_indicators`` were given but
    could not be read. ``known_indicators`` are all codes of the master: pass them, so that a wrong code in a Tham
    số is noticed. ``unit_tasks`` are the unit's own; ``tasks`` give their Nhóm nhiệm vụ; ``uncertain_tasks`` had
    an input that could not be read. ``verified`` maps criteria to Điểm thẩm định (a text where it is no number).
    ``scheme``: the criteria with their Tham số read already, where many returns are scored.

    ``unasked`` criteria, and those worked out from ``unasked_indicators``, did not stand in the unit's form: they are
    not held against it. ``places`` says where the indicators stand, by code, so that a finding about one names its cell.

    ``returned`` False (nothing came): every criterion is missing, without findings or self total.
    """
    if scheme is None:
        known = indicators if known_indicators is None else known_indicators
        strict = known_indicators is not None
        scheme = make_scheme(criteria, bands, scale, indicators=known, strict=strict)
    groups = {task.code: task.group for task in tasks}
    case = Case(indicators, unread_indicators, days_late, unit_tasks, groups, uncertain_tasks)
    sheet = score_rows(
        scheme.criteria, scheme, answers, case,
        unit=unit, returned=returned, places=places or {}, unasked=unasked, unasked_indicators=unasked_indicators,
    )  # fmt: skip
    if returned:
        sheet.limits = limits_of(scheme, case)
        put_self_total(sheet, scheme)
    verify(sheet, scheme, verified or {}, unit=unit, returned=returned)
    return sheet


def score_rows(
    criteria: Iterable[Criterion],
    scheme: Scheme,
    answers: Mapping[str, ScoreAnswer],
    case: Case,
    *,
    unit: str,
    returned: bool,
    places: Mapping[str, Placed],
    unasked: Collection[str] = (),
    unasked_indicators: Collection[str] = (),
) -> ScoreSheet:
    """The points of each of ``criteria`` with what was found, without total and band, which wait for a review."""
    sheet = ScoreSheet()
    for criterion in criteria:
        answer = answers.get(criterion.code)
        parameters = scheme.parameters.get(criterion.code)
        if not returned:
            outcome = Outcome(missing=True, why="Chưa báo cáo.")
        elif parameters is None:
            outcome = _unusable(scheme.faults[criterion.code])
        elif criterion.code in unasked or (
            unasked_indicators and not set(unasked_indicators).isdisjoint(parameters.codes)
        ):
            outcome = Outcome(unasked=True, why="Phiếu phát hành trước khi có nội dung này: không tính.")
        else:
            outcome = score_criterion(criterion, parameters, answer, case)
        sheet.scores[criterion.code] = _unit_score(unit, criterion, answer, outcome)
        for code, facts in outcome.issues:
            sheet.findings.append(_finding(code, criterion, answer, unit, facts, places))
    return sheet


def _unusable(error: ParameterError) -> Outcome:
    code = "unknown-indicator" if error.code == "unknown-indicator" else "bad-parameters"
    note = f"{error.message} {error.remedy}"
    return Outcome(why=f"{error.message} Chưa tính điểm.", uncertain=True, issues=[(code, {"note": note})])


def _unit_score(unit: str, criterion: Criterion, answer: ScoreAnswer | None, outcome: Outcome) -> UnitScore:
    given = answer or ScoreAnswer(criterion.code)
    if criterion.kind in OUTSIDE_DENOMINATOR:
        applicable = None
    else:
        applicable = (
            ZERO
            if (outcome.not_arising or outcome.unasked) and outcome.points is None
            else criterion.max_points
        )
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
        waits=outcome.uncertain,
    )


def _finding(
    code: str,
    criterion: Criterion,
    answer: ScoreAnswer | None,
    unit: str,
    facts: Mapping[str, object],
    places: Mapping[str, Placed],
) -> Finding:
    """A finding at the cell to mend: of the criterion's row, or of the indicator that the points come from."""
    capped = (
        code == "score-above-max" and KINDS[criterion.kind].PLACE is Place.BONUS
    )  # still counts, up to its limit
    severity = {"severity": Severity.WARNING} if capped else {}
    about: Placed | None = answer
    if catalogue()[code].about == "in_period":
        named = [word for word in re.findall(r"[\w.-]+", str(facts.get("what", ""))) if word in places]
        below = [known for known in named if (getattr(places[known], "in_period", None) or 0) < 0]
        about = places[(below or named)[-1]] if named else None
    elif not catalogue()[code].about:
        about = None
    return finding_at(code, about, **{"row": criterion.code, "unit": unit or None, **severity, **facts})
