"""Numbers of an earlier summary in the units of measure that the plan has now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec.structs import replace

from danvan_xl.earlier import Earlier
from danvan_xl.language.measures import factor
from danvan_xl.model import Indicator, IndicatorAnswer
from danvan_xl.terms.summary import OF_INDICATOR


def in_units_of(earlier: Earlier, indicators: Iterable[Indicator]) -> tuple[Earlier, list[str]]:
    """The same summary, its indicators counted as the plan counts them, and a sentence for each whose unit changed.

    What cannot be converted (another kind of unit) is left out: a number in another unit is no number to compare with.
    """
    times: dict[str, Decimal] = {}
    dropped: set[str] = set()
    told = []
    for item in indicators:
        was = earlier.units.get(item.code, "")
        rate = factor(was, item.unit) if was and item.unit else Decimal(1)
        if rate == 1:
            continue
        if rate is None:
            dropped.add(item.code)
        else:
            times[item.code] = rate
        what = "không so với số kỳ trước" if rate is None else "đã đổi số kỳ trước"
        told.append(f"{item.code}: kỳ trước tính theo “{was}”, nay theo “{item.unit}”; {what}.")
    if not told:
        return earlier, []
    numbers = {
        (unit, code): _recounted(answer, times[code]) if code in times else answer
        for (unit, code), answer in earlier.indicators.items()
        if code not in dropped
    }
    history: dict[tuple[str, str], Mapping[str, Decimal]] = {}
    for (unit, measure), figures in earlier.history.items():
        code = measure.removeprefix(OF_INDICATOR) if measure.startswith(OF_INDICATOR) else ""
        if code in times:
            history[unit, measure] = {period: value * times[code] for period, value in figures.items()}
        elif code not in dropped:
            history[unit, measure] = figures
    return replace(earlier, indicators=numbers, history=history), told


def _recounted(answer: IndicatorAnswer, rate: Decimal) -> IndicatorAnswer:
    in_period, cumulative = (
        None if value is None else value * rate for value in (answer.in_period, answer.cumulative)
    )
    return replace(answer, in_period=in_period, cumulative=cumulative)
