"""The headline figures of a consolidation: who reported, how far the work is, what the numbers add up to."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.model import Master, Part, Period
from danvan_xl.results import Totals, UnitResult
from danvan_xl.rules.indicators import indicator_totals
from danvan_xl.rules.rates import reporting_rates, task_rates


def headline(master: Master, period: Period, units: Sequence[UnitResult]) -> Totals:
    """The totals over the units that owe a return, from their own figures."""
    reporting = reporting_rates(units)
    tasks = task_rates(task for unit in units for task in unit.tasks)
    asked = Part.INDICATORS in period.parts
    return Totals(
        expected=reporting.expected,
        received=reporting.received,
        on_time=reporting.on_time,
        dated=tasks.dated,
        completed=tasks.completed,
        due=tasks.due,
        completed_on_time=tasks.on_time,
        reporting_rate=reporting.reporting_rate,
        timely_rate=reporting.timely_rate,
        completion_rate=tasks.completion_rate,
        on_time_rate=tasks.on_time_rate,
        status=tasks.status,
        indicators=indicator_totals(master, units) if asked else {},
    )
