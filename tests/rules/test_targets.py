"""Chỉ tiêu: per thôn, times the number of thôn, occurrences of a periodic task."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from danvan_xl.model import Deadline, DeadlineKind, Period, Task, Unit, UnitKind
from danvan_xl.rules.targets import is_per_hamlet, target_for
from tests.support.masters import small_master
from tests.support.records import replace

DIALOGUE = Task("NV1", "Đối thoại", target=D(2), target_unit="cuộc/thôn")


class DescribeTargetFor:
    def it_is_the_number_itself_for_a_hamlet(self):
        master = small_master()
        assert target_for(DIALOGUE, Unit("T01", "Thôn Một", UnitKind.HAMLET), master) == 2

    def it_is_multiplied_by_the_number_of_hamlets_that_the_unit_states(self):
        office = Unit("A", "UBND xã A", UnitKind.COMMUNE, hamlets=9)
        assert target_for(DIALOGUE, office, small_master()) == 18

    def it_counts_the_hamlets_of_the_master_when_the_unit_states_none(self):
        assert target_for(DIALOGUE, Unit("P", "Phòng P", UnitKind.OFFICE), small_master(hamlets=14)) == 28

    def it_is_not_known_where_nobody_says_how_many_hamlets_there_are(self):
        assert target_for(DIALOGUE, Unit("P", "Phòng P"), small_master(hamlets=0)) is None

    @pytest.mark.parametrize(
        ("code", "expected"),
        [("XA", 4), ("XB", 2), ("XC", None), ("PA", 4), ("PH", 6), ("HUYEN", 6)],
    )
    def it_counts_a_units_own_hamlets_where_they_stand_under_somebody(self, code, expected):
        master = small_master(hamlets=0)
        kinds = {"X": UnitKind.COMMUNE, "T": UnitKind.HAMLET, "P": UnitKind.OFFICE, "H": UnitKind.DISTRICT}
        above = {
            "HUYEN": "", "XA": "HUYEN", "XB": "HUYEN", "XC": "HUYEN", "PA": "XA", "PH": "HUYEN",
            "T1": "XA", "T2": "XA", "T3": "XB",
        }  # fmt: skip
        master.units = [Unit(unit, unit, kinds[unit[0]], parent=parent) for unit, parent in above.items()]
        unit = next(unit for unit in master.units if unit.code == code)
        assert target_for(DIALOGUE, unit, master) == expected

    def it_comes_to_an_end_where_units_stand_above_each_other(self):
        master = small_master(hamlets=0)
        master.units = [
            Unit("A", "A", UnitKind.COMMUNE, parent="T"),
            Unit("T", "T", UnitKind.HAMLET, parent="A"),
        ]
        assert target_for(DIALOGUE, master.units[0], master) == 2

    def it_respects_a_unit_that_has_no_hamlets(self):
        assert target_for(DIALOGUE, Unit("P", "Phòng P", hamlets=0), small_master()) == 0

    def it_leaves_other_targets_alone(self):
        task = replace(DIALOGUE, target=D(200), target_unit="lượt người")
        assert target_for(task, Unit("P", "Phòng P", hamlets=9), small_master()) == 200

    def it_is_none_where_the_plan_asks_for_no_number(self):
        assert target_for(Task("NV2", "Tuyên truyền"), Unit("P", "P"), small_master()) is None

    def it_counts_the_occurrences_of_a_periodic_task_in_the_period(self):
        months = tuple(date(2025, month, 25) for month in range(7, 13))
        deadline = Deadline("Hằng tháng", DeadlineKind.PERIODIC, months[0], months[-1], months)
        task = Task("NV3", "Giao ban", deadline=deadline)
        quarter = Period("Q3", "Quý III", date(2025, 7, 1), date(2025, 9, 30), date(2025, 10, 5))
        unit = Unit("P", "P")
        assert target_for(task, unit, small_master()) == 6
        assert target_for(task, unit, small_master(), quarter) == 3

    def it_prefers_a_number_in_the_plan_to_the_occurrences(self):
        deadline = Deadline(
            "Hằng quý", DeadlineKind.PERIODIC, occurrences=(date(2025, 9, 30), date(2025, 12, 31))
        )
        task = Task("NV4", "Kiểm tra", target=D(5), target_unit="cuộc", deadline=deadline)
        assert target_for(task, Unit("P", "P"), small_master()) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cuộc/thôn", True),
        ("mô hình / Thôn", True),
        ("cuộc/tổ dân phố", True),
        ("cuộc/ấp", True),
        ("cuộc/bản", True),
        ("cuộc/xã", False),
        ("thôn", False),
        ("văn bản", False),
        ("", False),
    ],
)
def test_units_of_counting_per_hamlet(text: str, expected: bool):
    assert is_per_hamlet(text) is expected
