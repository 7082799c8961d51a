"""Số liệu over all units: totals by Cách tổng hợp, and the cross-checks that the plan demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from danvan_xl.findings import Finding, finding, finding_at
from danvan_xl.language.showing import shown
from danvan_xl.model import Aggregation, Indicator, Master, NumberKind
from danvan_xl.results import IndicatorTotal, UnitResult
from danvan_xl.rules.constraints import Check, checks_of, ratio_of
from danvan_xl.rules.expressions import COMPARISON, Expression

_HUNDRED = Decimal(100)


def indicator_totals(master: Master, units: Sequence[UnitResult]) -> dict[str, IndicatorTotal]:
    """Every indicator over the units that owe a return. A blank is no zero: it is only not counted."""
    totals = {}
    for indicator in master.indicators:
        given = [unit.indicators[indicator.code] for unit in units if indicator.code in unit.indicators]
        values = [item.in_period for item in given if item.in_period is not None]
        total = IndicatorTotal(indicator.code, None, len(values), len(units))
        total.uncertain = any(item.unread and item.in_period is None for item in given)
        if indicator.aggregation is Aggregation.RATIO:
            _ratio(master, indicator, units, total)
        elif values:
            total.value = _aggregate(indicator.aggregation, values)
        totals[indicator.code] = total
    return totals


def _aggregate(how: Aggregation, values: list[Decimal]) -> Decimal | None:
    if how is Aggregation.MEAN:
        return sum(values, Decimal(0)) / len(values)
    if how is Aggregation.MAX:
        return max(values)
    if how is Aggregation.NONE:
        return None
    # Cộng; and Cuối kỳ, a stock at the period's end, adds up over units (over periods the last one counts).
    return sum(values, Decimal(0))


def _ratio(master: Master, indicator: Indicator, units: Sequence[UnitResult], total: IndicatorTotal) -> None:
    """Σ numerators ÷ Σ denominators of the units that gave both; in percent for a Tỷ lệ."""
    parts = ratio_of(indicator.constraint, [i.code for i in master.indicators])
    if parts is None:
        return
    above = below = Decimal(0)
    pairs = 0
    total.uncertain = False
    needed = parts[0].codes + parts[1].codes
    for unit in units:
        values = values_of(unit)
        numerator, denominator = parts[0].value(values), parts[1].value(values)
        if numerator is None or denominator is None:
            unread = any(unit.indicators[code].unread for code in needed if code in unit.indicators)
            total.uncertain |= unread or numerator is not None or denominator is not None
            continue
        above, below, pairs = above + numerator, below + denominator, pairs + 1
    total.reported = pairs
    if below:
        total.value = above / below * (_HUNDRED if indicator.kind is NumberKind.RATE else 1)


def values_of(unit: UnitResult) -> dict[str, Decimal | None]:
    """What stood in Trong kỳ, by code."""
    return {code: item.in_period for code, item in unit.indicators.items()}


def failed_checks(master: Master, unit: UnitResult) -> list[Finding]:
    """Cross-checks that the unit's own numbers fail. Missing numbers fail nothing."""
    values = values_of(unit)
    found = []
    for indicator, check in _checks(master):
        if check.holds(values) is False:
            found.append(
                finding_at(
                    "cross-check-failed", unit.indicators.get(indicator.code), value=_broken(master, check, values),
                    header=check.text, unit=unit.code, row=indicator.code, file=unit.source or None,
                )
            )  # fmt: skip
    return found


def failed_totals(master: Master, totals: dict[str, IndicatorTotal]) -> list[Finding]:
    """Cross-checks that the totals fail although no unit's numbers do, such as when a unit left one blank."""
    summed = {
        i.code
        for i in master.indicators
        if i.aggregation in (Aggregation.SUM, Aggregation.LAST, Aggregation.RATIO)
    }
    values = {code: total.value for code, total in totals.items()}
    found = []
    for indicator, check in _checks(master):
        if set(check.codes) <= summed and check.holds(values) is False:
            found.append(
                finding(
                    "cross-check-failed", value=_broken(master, check, values), header=check.text, row=indicator.code,
                    note=" (số tổng hợp của tất cả đơn vị)",
                )
            )  # fmt: skip
    return found


def _checks(master: Master) -> Iterator[tuple[Indicator, Check]]:
    codes = [indicator.code for indicator in master.indicators]
    for indicator in master.indicators:
        for check in checks_of(indicator.constraint, codes):
            yield indicator, check


def _broken(master: Master, check: Check, values: Mapping[str, Decimal | None]) -> str:
    """What a failed check says of the numbers, by their names: '“Đúng hạn” (90) lớn hơn “Đã giải quyết” (88)'."""
    names = {indicator.code: indicator.text for indicator in master.indicators}
    texts = [side.strip() for side in COMPARISON.split(check.text)]

    def named(side: Expression, text: str) -> str:
        if side.code:
            return f"“{names.get(side.code, side.code)}” ({shown(values[side.code])})"
        parts = "; ".join(f"“{names.get(code, code)}” = {shown(values[code])}" for code in side.codes)
        return f"{text} = {shown(side.value(values))} ({parts})" if parts else text

    return f"{named(check.left, texts[0])} {_INSTEAD[check.operator]} {named(check.right, texts[1])}"


_INSTEAD = {
    "=": "khác",
    "<>": "bằng",
    "<=": "lớn hơn",
    ">=": "nhỏ hơn",
    "<": "không nhỏ hơn",
    ">": "không lớn hơn",
}
"""What holds where the comparison does not."""
