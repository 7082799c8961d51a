"""The total of a unit: scale × Σ points ÷ Σ applicable max + bonus − penalty (contract, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Criterion, ScoreKind
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.kinds import Parameters
from danvan_xl.rules.scoring.kinds.bonus import BonusParameters
from danvan_xl.rules.scoring.kinds.penalty import PenaltyParameters


@dataclass(frozen=True, slots=True)
class TotalLimits:
    """Limits over all bonus criteria and over all penalties together (``tổng tối đa``); None for no limit."""

    bonus: Decimal | None = None
    penalty: Decimal | None = None


def total_limits(parameters: Iterable[Parameters]) -> TotalLimits:
    """The limits that the criteria's Tham số set; the lowest where several do."""
    bonus: list[Decimal] = []
    penalty: list[Decimal] = []
    for given in parameters:
        if isinstance(given, BonusParameters) and given.most_altogether is not None:
            bonus.append(given.most_altogether)
        if isinstance(given, PenaltyParameters) and given.most_altogether is not None:
            penalty.append(given.most_altogether)
    return TotalLimits(min(bonus, default=None), min(penalty, default=None))


@dataclass(frozen=True, slots=True)
class Total:
    """What a total is made of. ``value`` None: no criterion applies, so there is nothing to divide by."""

    points: Decimal
    applicable_max: Decimal
    bonus: Decimal
    penalty: Decimal
    """≤ 0."""
    value: Decimal | None
    why: str


def total_of(
    rows: Iterable[tuple[Criterion, Decimal | None, Decimal | None]],
    *,
    scale: Decimal = Decimal(100),
    limits: TotalLimits = TotalLimits(),
) -> Total:
    """Total of rows (criterion, rounded points or None, applicable max or None), not below 0, rounded half up."""
    points = applicable = bonus = penalty = ZERO
    for criterion, given, most in rows:
        if criterion.kind is ScoreKind.BONUS:
            bonus += given or ZERO
        elif criterion.kind is ScoreKind.PENALTY:
            penalty += given or ZERO
        elif criterion.kind is not ScoreKind.CAP:
            points += given or ZERO
            applicable += most or ZERO
    if limits.bonus is not None:
        bonus = min(bonus, limits.bonus)
    if limits.penalty is not None:
        penalty = max(penalty, -limits.penalty)
    if applicable <= 0:
        return Total(
            points,
            applicable,
            bonus,
            penalty,
            None,
            "Không có tiêu chí nào phải chấm nên không có tổng điểm.",
        )
    value = max(ZERO, round_points(scale * points / applicable + bonus + penalty))
    why = f"{number_text(scale)} × {points_text(points)} ÷ {number_text(applicable)}"
    if bonus:
        why += f" + {points_text(bonus)}"
    if penalty:
        why += f" - {points_text(-penalty)}"
    return Total(points, applicable, bonus, penalty, value, f"{why} = {points_text(value)}.")
