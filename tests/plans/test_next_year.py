"""Next year's master: what is carried, what is moved, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_xl import actions
from danvan_xl.errors import InputError
from danvan_xl.model import Deadline, DeadlineKind, Period
from danvan_xl.plans.check import check
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.plans.next_year import next_year
from danvan_xl.resources import bundled
from tests.support.masters import small_master
from tests.support.records import replace


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A real plan of 2025 as a master workbook."""
    return bundled("workbook_templates") / "dai-son-2025.xlsx"


def carried(old: Path, folder: Path, **more) -> Path:
    done = actions.new(actions.NewRequest(output=folder / "moi.xlsx", source=old, **more))
    return done.value


class DescribeCarrying:
    def it_carries_units_criteria_and_numbers_and_moves_every_date(self, old, tmp_path):
        before, after = load_master(old), load_master(carried(old, tmp_path, year=2026))
        for name in ("units", "criteria", "bands", "indicators"):
            mine, theirs = ([replace_where(item) for item in getattr(m, name)] for m in (before, after))
            assert mine == theirs, name
        assert after.tasks == []
        assert [
            (p.start.year - q.start.year, p.due.year - q.due.year)
            for p, q in zip(after.periods, before.periods, strict=True)
        ] == [(1, 1)] * len(before.periods)
        assert (after.plan.start, after.plan.end) == (
            before.plan.start.replace(year=2026),
            before.plan.end.replace(year=2026),
        )
        assert (before.plan.code, after.plan.code) == ("DVCQ-2025", "DVCQ-2026")
        assert (after.plan.number, after.plan.issued_on, after.plan.bases) == ("", None, ())
        assert (after.plan.issuer, after.plan.focal_unit) == (before.plan.issuer, before.plan.focal_unit)
        assert "2025" not in after.plan.name + "".join(period.name for period in after.periods)

    def it_carries_tasks_on_request_with_deadlines_of_the_new_year(self, old, tmp_path):
        made = carried(old, tmp_path, with_tasks=True)
        before, after = load_master(old), load_master(made)
        assert [task.code for task in after.tasks] == [task.code for task in before.tasks]
        for mine, theirs in zip(after.tasks, before.tasks, strict=True):
            assert mine.assignments == theirs.assignments
            assert mine.deadline.kind == theirs.deadline.kind, mine.when_text
            if theirs.deadline.due is not None:
                assert mine.deadline.due.year == theirs.deadline.due.year + 1, mine.when_text
                assert mine.deadline.due.month == theirs.deadline.due.month
        assert not [found for found in check(read_master(made)) if found.severity == "error"]

    def it_keeps_addresses_and_the_receiver(self):
        master = small_master()
        master.plan = replace(master.plan, receiver="bà Hoa", receiver_zalo="nhóm xã")
        after = next_year(master)
        assert after.units == master.units
        assert (after.plan.receiver, after.plan.receiver_zalo) == ("bà Hoa", "nhóm xã")

    def it_moves_what_a_person_typed_beside_a_phrase(self):
        master = small_master()
        typed = Deadline("sau khi có hướng dẫn", DeadlineKind.DATED, date(2025, 8, 1), date(2025, 8, 29))
        master.tasks[9] = replace(master.tasks[9], when_text="sau khi có hướng dẫn", deadline=typed)
        moved = next_year(master, 2027, with_tasks=True).tasks[9].deadline
        assert (moved.start, moved.due) == (date(2027, 8, 1), date(2027, 8, 29))

    def it_keeps_the_last_day_of_february(self):
        master = small_master()
        master.periods = [Period("K1", "Hai tháng", date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 3))]
        master.plan = replace(master.plan, start=date(2027, 1, 1), end=date(2027, 12, 31))
        assert next_year(master).periods[0].end == date(2028, 2, 29)

    def it_leaves_a_programme_s_years_and_other_papers_alone(self):
        master = small_master()
        master.plan = replace(master.plan, name="Kế hoạch năm 2025 thực hiện Đề án giai đoạn 2021-2025")
        text = "Thực hiện Kế hoạch số 12 ngày 05/3/2025 và tổng kết năm 2025"
        master.tasks[0] = replace(master.tasks[0], text=text)
        after = next_year(master, with_tasks=True)
        assert after.plan.name == "Kế hoạch năm 2026 thực hiện Đề án giai đoạn 2021-2025"
        assert after.tasks[0].text == "Thực hiện Kế hoạch số 12 ngày 05/3/2025 và tổng kết năm 2026"


class DescribeRefusing:
    @pytest.mark.parametrize("year", [2025, 2024, 3000])
    def it_wants_a_later_year(self, old, tmp_path, year):
        with pytest.raises(InputError) as caught:
            carried(old, tmp_path, year=year)
        assert "2026" in caught.value.remedy
        assert not (tmp_path / "moi.xlsx").exists()

    def it_never_replaces_a_plan(self, old, tmp_path):
        (tmp_path / "moi.xlsx").write_bytes(b"something")
        with pytest.raises(InputError):
            carried(old, tmp_path)
        assert (tmp_path / "moi.xlsx").read_bytes() == b"something"


def replace_where(item):
    return replace(item, where=None) if hasattr(item, "where") else item
