"""Xếp loại: the highest threshold that the rounded total reaches, then limits, always with the reason; ranks, quotas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from danvan_xl.findings import Finding, finding
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import number_text, points_text
from danvan_xl.model import Band
from danvan_xl.rules.expressions import plain
from danvan_xl.rules.scoring.kinds.cap import CapParameters


def ordered(bands: Iterable[Band]) -> list[Band]:
    """Bands from the highest threshold down."""
    return sorted(bands, key=lambda band: band.threshold, reverse=True)


class Limit(Struct, frozen=True):
    """A Khống chế that applies. ``reason`` such as 'số người bị kỷ luật (SL10) là 1 (tiêu chí TC10)'."""

    reason: str
    barred: str = ""
    lowered: int = 0


class BandLimits(Struct, frozen=True):
    """What all limits come to: the best band still open (0 is the highest) and how many steps down."""

    first_open: int = 0
    lowered: int = 0


def limit_of(parameters: CapParameters, reason: str) -> Limit:
    """The limit that a Khống chế sets once its indicator is above 0."""
    return Limit(reason, parameters.barred, parameters.lowered)


def combine(limits: Iterable[Limit], bands: Iterable[Band]) -> BandLimits:
    """A barred band bars the better ones too. Steps down of several limits add up."""
    names = [fold(band.name) for band in ordered(bands)]
    first_open = lowered = 0
    for limit in limits:
        lowered += limit.lowered
        if fold(limit.barred) in names:
            first_open = max(first_open, names.index(fold(limit.barred)) + 1)
    return BandLimits(first_open, lowered)


def band_of(
    total: Decimal | None, bands: Sequence[Band], limits: Sequence[Limit] = ()
) -> tuple[str | None, str]:
    """The band's name and the Vietnamese reason; None where the total is None or below every threshold.

    Steps down are taken from the band that the total reaches; what comes out then stays below every barred
    band. Nothing goes below the lowest band. (So the order of the limits does not matter.)
    """
    steps = ordered(bands)
    if not steps:
        return None, ""
    if total is None:
        return None, "Chưa có tổng điểm nên chưa xếp loại."
    reached = next((i for i, band in enumerate(steps) if total >= band.threshold), None)
    if reached is None:
        lowest = steps[-1]
        return None, (
            f"{points_text(total)} điểm, dưới ngưỡng thấp nhất "
            f"({lowest.name}: từ {number_text(lowest.threshold)}) nên không xếp loại."
        )
    name, above = steps[reached].name, steps[reached - 1] if reached else None
    step = f"từ {number_text(steps[reached].threshold)} điểm"
    if above is not None and reached == len(steps) - 1:
        step = f"dưới {number_text(above.threshold)} điểm"
    reason = f"{points_text(total)} điểm, {step}: " + (f"đủ mức {name}" if limits else f"xếp {name}")
    both = combine(limits, steps)
    final = min(len(steps) - 1, max(reached + both.lowered, both.first_open))
    for limit in limits:
        effects = [f"không xếp {limit.barred}"] if limit.barred else []
        if limit.lowered:
            effects.append(f"hạ {limit.lowered} bậc")
        reason += f"; {limit.reason} nên {', '.join(effects)}"
    if final != reached:
        reason += f"; xếp {steps[final].name}"
    elif limits:
        reason += f"; vẫn xếp {steps[final].name}"
    return steps[final].name, reason + "."


def rank(totals: Mapping[str, Decimal | None]) -> dict[str, int | None]:
    """Ranks from the highest total: equal totals share a rank (1, 2, 2, 4); None stays without one."""
    known = [total for total in totals.values() if total is not None]
    above = Counter(known)
    place: dict[Decimal, int] = {}
    taken = 0
    for total in sorted(above, reverse=True):
        place[total] = taken + 1
        taken += above[total]
    return {unit: None if total is None else place[total] for unit, total in totals.items()}


_PERCENT = re.compile(r"(?:toi da|khong qua|<=|≤)\s*(\d+(?:[.,]\d+)?)\s*%.*")
_NUMBER = re.compile(r"(?:toi da|khong qua|<=|≤)\s*(\d+)\s*(?:don vi)?")


def parse_quota(condition: str) -> tuple[Decimal | None, int | None] | None:
    """``tối đa 25%`` as (25, None), ``tối đa 2 đơn vị`` as (None, 2), blank as (None, None); None if not understood."""
    text = plain(condition).strip()
    if not text:
        return None, None
    percent = _PERCENT.fullmatch(text)
    if percent:
        return Decimal(percent[1].replace(",", ".")), None
    number = _NUMBER.fullmatch(text)
    return (None, int(number[1])) if number else None


def quota_warnings(results: Mapping[str, str | None], bands: Sequence[Band]) -> list[Finding]:
    """Warnings for bands given to more units than their Điều kiện allows, of those that have a band.

    ``results`` maps each unit's code to its band. Nothing is lowered: who goes down is a person's decision.
    """
    counts = Counter(band for band in results.values() if band is not None)
    total = sum(counts.values())
    warnings = []
    for band in ordered(bands):
        quota = parse_quota(band.condition)
        if quota is None:
            continue
        percent, number = quota
        count = counts[band.name]
        too_many = (percent is not None and count * 100 > percent * total) or (
            number is not None and count > number
        )
        if too_many:
            warnings.append(
                finding(
                    "quota-exceeded",
                    value=f"{count}/{total}",
                    band=band.name,
                    condition=band.condition,
                    total=total,
                )
            )
    return warnings
