"""Numbers that stand out: against the unit's own earlier period, against its peers, or equal where numbers differ.

Warnings only, with the comparison in the sentence: nothing is changed, a person looks. Thresholds are wide, because a warning
that is mostly wrong is not read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from danvan_xl.findings import Finding, finding_at
from danvan_xl.language.showing import number_text, rounded_text
from danvan_xl.model import Indicator, NumberKind, UnitKind
from danvan_xl.results import Consolidation, UnitIndicator, UnitResult

TIMES = 10
"""A slip of one digit, or thousands read as units."""
SMALL = 20
"""Below that, ten times more is an ordinary change: from 1 to 10."""
PEERS = 5
"""So many units of one kind, besides the unit itself, make a usual value."""
COPIED = 4
"""So many equal numbers in a column, or in two units, are no chance."""


def outliers(c: Consolidation) -> Iterator[Finding]:
    """What stands out, each finding with its unit, at the cell of the number."""
    kinds = {unit.code: unit.kind for unit in c.master.units}
    returned = [unit for unit in c.units if unit.returned]
    for indicator in c.master.indicators:
        if indicator.kind is not NumberKind.RATE:
            yield from _jumps(c, indicator, returned)
            yield from _beyond_peers(indicator, returned, kinds)
    for unit in returned:
        yield from _copied_down(unit)
    yield from _copied_over(returned)


def _given(unit: UnitResult, code: str) -> tuple[UnitIndicator, Decimal] | None:
    item = unit.indicators.get(code)
    return None if item is None or item.in_period is None else (item, item.in_period)


def _jumps(c: Consolidation, indicator: Indicator, units: list[UnitResult]) -> Iterator[Finding]:
    for unit in units:
        given = _given(unit, indicator.code)
        answer = c.earlier.indicators.get((unit.code, indicator.code)) if c.earlier else None
        before = answer.in_period if answer else None
        if given is None or not before or before < 0 or given[1] <= 0:
            continue
        item, now = given
        high, low = max(now, before), min(now, before)
        if high >= SMALL and high >= TIMES * low:
            times = rounded_text(high / low, "0.1")
            how = f"gấp {times} lần" if now > before else f"chỉ bằng 1/{times}"
            yield _told("number-jump", unit, item, f", {how} kỳ trước ({number_text(before)})")


def _beyond_peers(
    indicator: Indicator, units: list[UnitResult], kinds: dict[str, UnitKind]
) -> Iterator[Finding]:
    groups: dict[UnitKind | None, list[tuple[UnitResult, UnitIndicator, Decimal]]] = defaultdict(list)
    for unit in units:
        given = _given(unit, indicator.code)
        if given is not None and given[1] > 0:
            groups[kinds.get(unit.code)].append((unit, *given))
    for kind, group in groups.items():
        numbers = sorted(number for _, _, number in group)
        if len(numbers) <= PEERS:
            continue
        second = numbers[-2]
        for unit, item, value in group:
            # Only the highest can stand out: where another is as high, the group is uneven and it is no slip.
            if value < numbers[-1] or value < SMALL or value < 2 * second:
                continue
            usual = median(numbers[:-1])
            if value < TIMES * usual:
                continue
            note = f", gấp {rounded_text(value / usual, '0.1')} lần mức giữa của {len(numbers) - 1} đơn vị cùng loại"
            yield _told(
                "number-outlier",
                unit,
                item,
                f"{note} ({number_text(usual)}); {kind or 'đơn vị'} cao nhì {number_text(second)}",
            )


def _copied_down(unit: UnitResult) -> Iterator[Finding]:
    """One number in most rows of the column."""
    given = [item for item in unit.indicators.values() if item.in_period]
    counted = Counter(item.in_period for item in given)
    for value, count in counted.most_common(1):
        if value is not None and count >= COPIED and count * 2 > len(given) and value > 1:
            same = [item for item in given if item.in_period == value]
            codes = ", ".join(item.code for item in same)
            yield _told(
                "numbers-equal", unit, same[0], f": {count} chỉ tiêu cùng ghi {number_text(value)} ({codes})"
            )


def _copied_over(units: list[UnitResult]) -> Iterator[Finding]:
    """Two units with the same numbers throughout: one may be a copy of the other's form."""
    seen: dict[tuple[tuple[str, Decimal], ...], UnitResult] = {}
    for unit in units:
        given = tuple((code, item.in_period) for code, item in unit.indicators.items() if item.in_period)
        numbers = tuple((code, value) for code, value in given if value is not None)
        if len(numbers) < COPIED or len({value for _, value in numbers}) < COPIED - 1:
            continue
        first = seen.setdefault(numbers, unit)
        if first is not unit:
            item = unit.indicators[numbers[0][0]]
            yield _told(
                "numbers-equal", unit, item, f": {len(numbers)} chỉ tiêu giống hệt số của {first.name}"
            )


def _told(code: str, unit: UnitResult, item: UnitIndicator, note: str) -> Finding:
    value = number_text(item.in_period) if item.in_period is not None else ""
    return finding_at(code, item, unit=unit.code, value=value, note=note, file=unit.source or None)
