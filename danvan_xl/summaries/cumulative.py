"""Lũy kế against earlier periods: it never shrinks, and grows by what the period brought."""

from __future__ import annotations

from danvan_xl.earlier import Earlier
from danvan_xl.findings import Finding, finding_at
from danvan_xl.language.showing import show_number
from danvan_xl.model import Aggregation
from danvan_xl.results import Consolidation


def check_cumulative(c: Consolidation, previous: Earlier) -> list[Finding]:
    """Warnings about Lũy kế of added-up indicators (Cộng).

    It must be at least Trong kỳ and at least the Lũy kế of the period before; where the two periods do not
    overlap it must be the sum of that Lũy kế and Trong kỳ. What is blank is not judged, and nothing is where
    ``previous`` is of another plan, of the same period, or of a later one.
    """
    if previous.plan != c.master.plan.code or previous.period == c.period.code:
        return []
    if previous.end is not None and previous.end > c.period.end:
        return []
    added = {i.code for i in c.master.indicators if i.aggregation is Aggregation.SUM}
    apart = previous.end is not None and c.period.start > previous.end
    found = []
    for unit in c.units:
        for code, item in unit.indicators.items():
            now = item.cumulative
            if code not in added or now is None:
                continue
            before = previous.indicators.get((unit.code, code))
            earlier = before.cumulative if before else None
            note = ""
            if item.in_period is not None and now < item.in_period:
                note = f"nhỏ hơn số trong kỳ ({show_number(item.in_period)})"
            elif earlier is not None and now < earlier:
                note = f"nhỏ hơn lũy kế kỳ trước ({show_number(earlier)})"
            elif apart and None not in (earlier, item.in_period) and now != earlier + item.in_period:  # type: ignore[operator]
                note = f"khác lũy kế kỳ trước cộng trong kỳ ({show_number(earlier)} + {show_number(item.in_period)})"
            if note:
                value = show_number(now)
                found.append(finding_at("cumulative-mismatch", item, value=value, note=note, unit=unit.code))
    return found
