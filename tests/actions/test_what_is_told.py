"""What an officer must know before the forms go out is said where she looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from danvan_xl import actions
from danvan_xl.plans.master_reader import MasterReading
from tests.support import doing
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.records import replace


class DescribeTasksWithoutALead:
    def it_they_are_counted_and_named_when_forms_are_issued(self, tmp_path: Path) -> None:
        master = small_master()
        whole = doing.issue(MasterReading(master), SCORED, tmp_path / "a")
        assert not whole.needs_person
        for index in (0, 6):
            master.tasks[index] = replace(master.tasks[index], assignments=())
        result = doing.issue(MasterReading(master), SCORED, tmp_path / "b")
        assert result.needs_person
        said = "\n".join(result.lines)
        assert f"2/{len(master.tasks)} nhiệm vụ chưa có đơn vị chủ trì" in said
        assert "NV01, NV07" in said


class DescribeADraftWithoutASender:
    def it_says_that_the_address_is_missing(self, tmp_path: Path) -> None:
        master = small_master()
        master.units = [
            replace(unit, email="a@xa.vn" if unit.code != master.plan.focal_unit else "")
            for unit in master.units
        ]
        doing.issue(MasterReading(master), SCORED, tmp_path / "phieu")
        post = actions.Post(eml_dir=tmp_path / "thu")
        result = actions.send(
            actions.SendRequest(place=tmp_path / "phieu", master=MasterReading(master), post=post)
        )
        assert any("chưa có địa chỉ người gửi" in line for line in result.lines)


class DescribeUnitsWithoutMail:
    def it_speaks_of_messages_where_there_is_no_letter_to_open(self, tmp_path: Path) -> None:
        master = small_master()
        master.units = [replace(unit, email="") for unit in master.units]
        doing.issue(MasterReading(master), SCORED, tmp_path / "phieu")
        request = actions.SendRequest(place=tmp_path / "phieu", master=MasterReading(master))
        result = actions.send(request)
        assert not any("địa chỉ người gửi" in line for line in result.lines)
        assert result.next_step.for_button() == (
            "Bước tiếp theo: chép tin nhắn vào Zalo rồi gửi kèm phiếu; đợi đơn vị gửi phiếu về, rồi bấm nút “Thu thư”."
        )


class DescribeTheStepAfterConsolidating:
    def it_is_to_remind_where_units_are_silent_and_nothing_else_is_to_do(
        self, fill_in: Callable[..., Path], returns: Path, unscored_forms: dict[str, Path], tmp_path: Path
    ) -> None:
        fill_in("VP", form=unscored_forms["VP"], tasks={"NV07": {"Số lượng đạt": 2}})
        request = actions.ConsolidateRequest(
            folder=returns,
            master=small_master(),
            period=UNSCORED,
            as_of=date(2025, 8, 31),
            output=tmp_path / "k1.xlsx",
        )
        done = actions.consolidate(request)
        missing = done.value.totals.expected - 1
        assert not done.needs_person
        assert done.next_step.for_button() == (
            f"Bước tiếp theo: nhắc {missing} đơn vị chưa báo cáo, rồi bấm nút “Nhắc việc”."
        )


class DescribeTheStepAfterSplitting:
    def it_names_the_period_that_is_still_to_come(self) -> None:
        master = small_master()
        first, last = master.periods

        def named(today: date) -> object:
            done = actions.split(actions.SplitRequest(master=MasterReading(master), today=today))
            words = done.next_step.arguments
            return words[words.index("--period") + 1]

        assert named(first.start) == first.code
        assert named(date(first.due.year, first.due.month + 1, 1)) == last.code
        assert named(date(last.due.year + 1, 12, 1)) == last.code
