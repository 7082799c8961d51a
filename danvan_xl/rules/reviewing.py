"""A review put to a consolidation: scores, totals, bands, ranks, and what the reviewer still has to do.

:func:`apply_review` is the only way in which what a reviewer typed comes to count, so that JSON, console and workbook
say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from msgspec.structs import replace

from danvan_xl.findings import Finding, finding
from danvan_xl.language.folding import clean
from danvan_xl.language.showing import comma, show_number
from danvan_xl.model import Part
from danvan_xl.results import Consolidation, UnitResult, UnitScore
from danvan_xl.review import Review, Seen, TaskReview
from danvan_xl.rules.headline import headline
from danvan_xl.rules.indicators import values_of
from danvan_xl.rules.judging import judge_tasks
from danvan_xl.rules.officers_own import Place, corrected_cells, doubts
from danvan_xl.rules.scoring.bands import quota_warnings, rank
from danvan_xl.rules.scoring.outcome import Case
from danvan_xl.rules.scoring.scheme import Scheme, scheme_of
from danvan_xl.rules.scoring.verification import ScoreSheet, limits_of, put_scores, put_self_total, verify
from danvan_xl.terms import summary as n


def apply_review(c: Consolidation, review: Review, *, scheme: Scheme | None = None) -> None:
    """Make ``review`` the one that the consolidation counts; a review of another round counts as blank.

    Points of the self side stay; all that verification makes of them is worked out anew, so it may be called again
    with a newer review. Units must stand in ``c`` with their scores, tasks and numbers. Corrections are no matter
    of this: they are applied while returns are read.
    """
    c.review = review if review.is_of(c.master.plan.code, c.period.code) else Review()
    for unit in c.units:
        unit.findings, unit.of_review = unit.findings[len(unit.of_review) :], ()
        unit.uncertain = unit.doubtful
    c.findings = c.findings[len(c.of_review) :]
    found = list(c.review.findings)
    scored = Part.SCORES in c.period.parts and bool(c.master.criteria)
    scheme = (scheme or scheme_of(c.master)) if scored else None
    _review_tasks(c, scheme)
    found += _tasks_gone(c)
    if scheme is not None:
        used = {code: parameters.codes for code, parameters in scheme.parameters.items()}
        for unit in c.units:
            _review_unit(unit, c.review, scheme, used)
        places = rank({unit.code: unit.total if unit.returned else None for unit in c.units})
        for unit in c.units:
            unit.rank = places[unit.code]
        found += quota_warnings({unit.code: unit.band for unit in c.units}, c.master.bands)
        found += [
            finding(
                "verified-row-gone",
                unit=unit,
                row=code,
                value=comma(c.review.verified[unit, code]),
                note="",
                sheet=n.VERIFY,
            )
            for unit, code in rows_gone(c.review, c)
        ]
    corrected = corrected_cells(c)
    for unit in c.units:
        _tell_doubts(unit, corrected)
        unit.findings[:0] = unit.of_review
    c.totals = headline(c.master, c.period, c.units)
    c.of_review = tuple(found)
    c.findings[:0] = c.of_review


def _review_tasks(c: Consolidation, scheme: Scheme | None) -> None:
    """Verdicts on tasks, of this round or still standing from an earlier one; before scores, some of which follow tasks."""
    by_unit: dict[str, dict[str, TaskReview]] = {}
    for (unit, code), said in {**(c.earlier.judged if c.earlier else {}), **c.review.tasks}.items():
        by_unit.setdefault(unit, {})[code] = said
    for result in c.units:
        result.of_review = tuple(judge_tasks(result, by_unit.get(result.code, {}), c.master, c.as_of, scheme))


def _tasks_gone(c: Consolidation) -> list[Finding]:
    """Tasks that were judged and that the unit has no more."""
    known = {(unit.code, task.task) for unit in c.units for task in unit.tasks}
    return [
        finding("task-review-gone", unit=unit, row=code, value=said.verdict or n.EXTENDED)
        for (unit, code), said in c.review.tasks.items()
        if (unit, code) not in known
    ]


def _review_unit(unit: UnitResult, review: Review, scheme: Scheme, used: Mapping[str, Sequence[str]]) -> None:
    """``used``: the indicators that each criterion is worked out from."""
    scheme = replace(scheme, criteria=[item for item in scheme.criteria if item.code in unit.scores])
    typed: dict[str, Decimal | str] = {}
    numbers = values_of(unit)
    for code, score in unit.scores.items():
        key = (unit.code, code)
        said = review.typed_score(key)
        if said is not None:
            typed[code] = said
        score.reason = review.reasons.get(key, "")
        basis = {number: numbers.get(number) for number in used.get(code, ())}
        score.basis = _basis_of(basis, score.evidence)
        score.seen = review.seen.get(key)
        score.look_again = _look_again(score, unit.returned)
        score.state = _state(review.states.get(key, ""), score, said is not None, unit.returned)
        if score.seen is None and (isinstance(said, Decimal) or score.state == n.DONE):
            score.seen = Seen(score.self_score, score.points, score.basis)
    sheet = ScoreSheet(unit.scores)
    if unit.returned:
        unread = [code for code, item in unit.indicators.items() if item.unread]
        sheet.limits = limits_of(scheme, Case(numbers, unread))
        put_self_total(sheet, scheme)
    closed = all(unit.scores[code].state == n.DONE for code in typed)
    verify(sheet, scheme, typed, unit=unit.code, returned=unit.returned, closed=closed)
    put_scores(unit, sheet, scheme)
    unit.uncertain |= sheet.uncertain
    unit.of_review = (
        *unit.of_review,
        *sheet.findings,
        *chain.from_iterable(_left_to_do(score) for score in unit.scores.values()),
    )


def _basis_of(numbers: Mapping[str, Decimal | None], evidence: str) -> str:
    """One line over the indicators and the evidence of a criterion: 'SL01 = 5; SL02 = 4 | Báo cáo số 1'."""
    shown = "; ".join(f"{code} = {'-' if value is None else comma(value)}" for code, value in numbers.items())
    return f"{shown} | {' '.join(evidence.split())}".strip()


def _look_again(score: UnitScore, returned: bool) -> str:
    """What changed since the reviewer judged the row; '' where nothing did or nothing was judged."""
    if score.seen is None:
        return ""
    if not returned and (score.seen.self_score, score.seen.points) != (None, None):
        then = f"điểm tự chấm {_shown(score.seen.self_score)}, điểm đạt {_shown(score.seen.points)}"
        return f"nay không có phiếu của đơn vị (lúc thẩm định: {then})"
    for what, before, now in (
        ("điểm tự chấm", score.seen.self_score, score.self_score),
        ("điểm đạt", score.seen.points, score.points),
    ):
        if before != now:
            return f"{what} đổi từ {_shown(before)} thành {_shown(now)} sau khi đã thẩm định"
    return _other_basis(score.seen.basis, score.basis)


def _other_basis(before: str | None, now: str) -> str:
    """Whether the same points rest on other numbers or other evidence now."""
    if before is None or clean(before) == clean(now):
        return ""
    for what, old, new in zip(
        ("số liệu", "tài liệu kiểm chứng"), before.partition("|")[::2], now.partition("|")[::2], strict=True
    ):
        if clean(old) != clean(new):
            return f"{what} đổi từ “{clean(old) or n.SEEN_BLANK}” thành “{clean(new) or n.SEEN_BLANK}” sau khi đã thẩm định"
    return ""


def _shown(value: Decimal | None) -> str:
    return n.SEEN_BLANK if value is None else show_number(value)


def _state(said: str, score: UnitScore, verified: bool, returned: bool) -> str:
    """Trạng thái as it stands now: a change of what was approved revokes the approval."""
    state = said or (n.SENT if returned else n.NOT_BEGUN)
    revoked = bool(score.look_again) and state == n.DONE
    return n.VERIFYING if revoked or (verified and state in (n.NOT_BEGUN, n.SENT)) else state


def _left_to_do(score: UnitScore) -> list[Finding]:
    """What the verification leaves to do: a score to look at again, a difference without a reason."""
    found = []
    if score.look_again:
        text = score.look_again[:1].upper() + score.look_again[1:]
        found.append(_finding("verified-look-again", score, text))
    points = score.points or Decimal(0)
    if isinstance(score.typed, Decimal) and score.typed != points and not score.reason:
        found.append(_finding("verified-reason-missing", score, f"{comma(points)} → {comma(score.typed)}"))
    return found


def _finding(code: str, score: UnitScore, value: str) -> Finding:
    return finding(code, sheet=n.VERIFY, unit=score.unit, row=score.criterion, value=value)


def rows_gone(review: Review, c: Consolidation) -> list[tuple[str, str]]:
    """Verified scores (unit, criterion) that have no place any more in the plan."""
    known = {unit.code: unit.scores for unit in c.units}
    return [(unit, code) for unit, code in review.verified if code not in known.get(unit, {})]


def _tell_doubts(unit: UnitResult, corrected: frozenset[Place]) -> None:
    if unit.returned and unit.uncertain:
        note = doubts(unit, corrected)
        told = finding(
            "total-uncertain", unit=unit.code, value=unit.name, file=unit.source or None, note=note
        )
        unit.of_review = (told, *unit.of_review)
