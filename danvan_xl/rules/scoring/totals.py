"""The total of a unit: scale × Σ points ÷ Σ applicable max + bonus − penalty (contract, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from danvan_xl.model import Criterion
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points
from danvan_xl.rules.scoring.kinds import KINDS, Parameters, Place


class TotalLimits(Struct, frozen=True):
    """Limits over all bonus criteria and over all penalties together (``tổng tối đa``); None for no limit."""

    bonus: Decimal | None = None
    penalty: Decimal | None = None


def total_limits(parameters: Iterable[Parameters]) -> TotalLimits:
    """The limits that the criteria's Tham số set; the lowest where several do."""
    bonus: list[Decimal] = []
    penalty: list[Decimal] = []
    for given in parameters:
        most = given.limit_altogether()
        if most is not None:
            (bonus if given.PLACE is Place.BONUS else penalty).append(most)
    return TotalLimits(min(bonus, default=None), min(penalty, default=None))


NO_LIMITS = TotalLimits()


def total_of(
    rows: Iterable[tuple[Criterion, Decimal | None, Decimal | None]],
    *,
    scale: Decimal = Decimal(100),
    limits: TotalLimits = NO_LIMITS,
) -> Decimal | None:
    """Total of rows (criterion, rounded points or None, applicable max or None), not below 0, rounded half up;
    None where no criterion applies."""
    points = applicable = bonus = penalty = ZERO
    for criterion, given, most in rows:
        place = KINDS[criterion.kind].PLACE
        if place is Place.BONUS:
            bonus += given or ZERO
        elif place is Place.PENALTY:
            penalty += given or ZERO
        elif place is Place.MAIN:
            points += given or ZERO
            applicable += most or ZERO
    if limits.bonus is not None:
        bonus = min(bonus, limits.bonus)
    if limits.penalty is not None:
        penalty = max(penalty, -limits.penalty)
    if applicable <= 0:
        return None
    return max(ZERO, round_points(scale * points / applicable + bonus + penalty))
