"""Numbers of an earlier summary in the units of measure that the plan has now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from danvan_xl.earlier import Earlier
from danvan_xl.language.measures import factor
from danvan_xl.model import Indicator, IndicatorAnswer


def in_units_of(earlier: Earlier, indicators: Iterable[Indicator]) -> tuple[Earlier, list[str]]:
    """The same summary, its indicators counted as the plan counts them, and a sentence for each whose unit changed.

    What cannot be converted (another kind of unit) is left out: a number in another unit is no number to compare with.
    """
    times: dict[str, Decimal | None] = {}
    told = []
    for item in indicators:
        was = earlier.units.get(item.code, "")
        rate = factor(was, item.unit) if was and item.unit else Decimal(1)
        if rate != 1:
            times[item.code] = rate
            what = "đã đổi số kỳ trước" if rate is not None else "không so với số kỳ trước"
            told.append(f"{item.code}: kỳ trước tính theo “{was}”, nay theo “{item.unit}”; {what}.")
    if not times:
        return earlier, []
    numbers = {
        key: _recounted(answer, times[key[1]] or Decimal(0)) if key[1] in times else answer
        for key, answer in earlier.indicators.items()
        if times.get(key[1], Decimal(1)) is not None
    }
    history = {}
    for key, figures in earlier.history.items():
        rate = times.get(key[1].removeprefix("sl:"), Decimal(1)) if key[1].startswith("sl:") else Decimal(1)
        if rate is not None:
            history[key] = (
                {period: value * rate for period, value in figures.items()} if rate != 1 else figures
            )
    return replace(earlier, indicators=numbers, history=history), told


def _recounted(answer: IndicatorAnswer, rate: Decimal) -> IndicatorAnswer:
    in_period, cumulative = (
        None if value is None else value * rate for value in (answer.in_period, answer.cumulative)
    )
    return replace(answer, in_period=in_period, cumulative=cumulative)
