"""What several units did of one task, as one row of the return to the level above."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from danvan_xl.model import Role, Status
from danvan_xl.reports.rollup_values import together
from danvan_xl.results import UnitTask


def item(quantity: int | None, progress: int | None = None, target: int = 4) -> tuple[str, UnitTask]:
    given = (None if value is None else D(value) for value in (progress, quantity))
    made = dict(zip(("progress", "quantity"), given, strict=True))
    return "Thôn", UnitTask("T", "NV", Role.LEAD, Status.DONE_ROUTINE, target=D(target), **made)


class DescribeOccurrences:
    @pytest.mark.parametrize(
        ("units", "least"),
        [
            ([item(2), item(2), item(2)], 2),
            ([item(4), item(None)], 0),
            ([item(4), item(3, 100)], 3),
            ([item(3), item(None, 100)], 3),
            ([item(None, 100), item(5)], 4),
        ],
    )
    def it_takes_the_least_of_the_units(self, units, least):
        assert together(units, periodic=True)["Số lượng đạt"] == least

    def it_says_nothing_where_nobody_counted(self):
        assert together([item(None), item(None)], periodic=True)["Số lượng đạt"] is None

    def it_adds_what_is_counted_of_other_tasks(self):
        assert together([item(2), item(3)])["Số lượng đạt"] == 5
