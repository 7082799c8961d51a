"""What a criterion is scored from, and what it came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points

OUTSIDE_DENOMINATOR = frozenset({ScoreKind.BONUS, ScoreKind.PENALTY, ScoreKind.CAP})
"""Kinds whose Điểm tối đa is in no denominator."""

Issue = tuple[str, dict[str, object]]
"""A finding code and the facts for its texts."""


@dataclass(frozen=True, slots=True)
class Case:
    """What all of a unit's criteria are scored from. An indicator is what stands in Trong kỳ, None when blank.

    ``unread_indicators`` were given but could not be read. ``days_late`` counts from Hạn nộp, at least 0;
    None when it is not known when the return came.
    """

    indicators: Mapping[str, Decimal | None] = field(default_factory=dict)
    unread_indicators: Collection[str] = ()
    days_late: int | None = None


@dataclass(frozen=True, slots=True)
class OnTime:
    """Lead tasks of a criterion's groups: due by the date of the figures, and completed on time among them."""

    on_time: int = 0
    due: int = 0
    uncertain: bool = False


@dataclass(slots=True)
class Outcome:
    """What a criterion came to. ``points`` None: no points (excluded, an error, or a kind without points)."""

    points: Decimal | None = None
    self_score: Decimal | None = None
    why: str = ""
    missing: bool = False
    not_arising: bool = False
    """Does not arise, by the unit's tick or by its numbers (0 ÷ 0, no task due)."""
    uncertain: bool = False
    given: bool = False
    """There is something to score, which a tick Không phát sinh contradicts."""
    issues: list[Issue] = field(default_factory=list)


def missing(why: str, value: str = "") -> Outcome:
    """Left blank: 0 points and a finding."""
    return Outcome(
        points=round_points(ZERO),
        missing=True,
        why=f"{why}: 0 điểm.",
        issues=[("score-missing", {"note": f": {why[0].lower()}{why[1:]}", "value": value})],
    )


def unread(what: str) -> Outcome:
    """Given, but not readable; its own finding was made by the reader."""
    return Outcome(why=f"{what} không đọc được, chưa tính điểm.", uncertain=True)


def negative(what: str, value: Decimal) -> Outcome:
    """A count below 0 cannot be scored."""
    return Outcome(
        why=f"{what} = {number_text(value)}, số âm: không tính điểm.",
        uncertain=True,
        given=True,
        issues=[("indicator-negative", {"value": number_text(value), "what": what})],
    )


def limited(text: str, exact: Decimal, most: Decimal) -> tuple[str, Decimal]:
    """``text = points``, cut at ``most``."""
    if exact > most:
        return f"{text} = {points_text(exact)}, lấy mức tối đa {points_text(most)}", most
    return f"{text} = {points_text(exact)}", exact
