"""What several units did of one task, as one row of the return to the level above."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from danvan_xl.model import Role, Status, Where
from danvan_xl.reports.rollup_values import sent_back, together
from danvan_xl.results import Judged, UnitTask
from danvan_xl.review import TaskReview
from danvan_xl.terms.summary import CONFIRMED, SENT_BACK


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


class DescribeWhatWasSentBack:
    def it_is_not_done_and_leaves_the_progress_to_a_person(self):
        def done(unit: str, verdict: str = "") -> tuple[str, UnitTask]:
            judged = Judged(TaskReview(verdict), Status.ON_TIME, None, False) if verdict else None
            status = Status.DOING if verdict == SENT_BACK else Status.ON_TIME
            where = Where(f"{unit}.xlsx", "Nhiệm vụ", "M7")
            made = UnitTask(unit, "NV", Role.LEAD, status, progress=D(100), where=where, judged=judged)
            return f"Thôn {unit}", made

        led = [done("T1"), done("T2", CONFIRMED), done("T3", SENT_BACK)]
        values = together(led)
        assert values["Kết quả, số văn bản"] == "2/3 đơn vị hoàn thành"
        assert "Tiến độ (%)" not in values and "Ngày hoàn thành" not in values
        assert sent_back(led) == {"T3": "Thôn T3"}
        assert together(led[:2])["Tiến độ (%)"] == 100
