"""Prefilling a form from an earlier summary: what comes back, and what must be given anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.errors import InputError
from danvan_xl.forms.issue import issue
from danvan_xl.forms.previous import usable
from danvan_xl.model import (
    IndicatorAnswer,
    Master,
    ModelEntry,
    Proposal,
    Return,
    ScoreAnswer,
    ScoreKind,
    TaskAnswer,
)
from tests.support import forms
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.records import replace


@pytest.fixture
def before() -> Return:
    """What VP answered in K1 (01/7-31/8)."""
    return Return(
        "KH-2025",
        "VP",
        UNSCORED,
        tasks={
            "NV02": TaskAnswer("NV02", Decimal(100), date(2025, 8, 20)),
            "NV07": TaskAnswer("NV07", quantity=Decimal(2)),
        },
        added=[TaskAnswer("", Decimal(50), text="Việc làm thêm")],
        scores={
            "TC01": ScoreAnswer("TC01", self_score=Decimal(15), evidence="CV 1"),
            "TC02": ScoreAnswer("TC02", self_score=Decimal(5)),
        },
        indicators={"SL01": IndicatorAnswer("SL01", Decimal("12"), Decimal("40.5"))},
        models=[ModelEntry("Tuyến đường tự quản")],
        proposals=[Proposal("Cấp kinh phí")],
    )


def disjoint(master: Master) -> Master:
    """The second period begins after the first has ended."""
    master.periods[1] = replace(master.periods[1], start=date(2025, 9, 1))
    return master


class DescribeUsable:
    def it_gives_everything_back_for_the_same_period(self, before):
        master = small_master()
        again = usable(before, master, master.periods[0])
        assert again.tasks == before.tasks
        assert again.indicators == before.indicators
        assert again.proposals == before.proposals

    def it_never_counts_an_indicator_twice(self, before):
        master = small_master()
        answer = usable(before, master, master.periods[1]).indicators["SL01"]
        assert (answer.in_period, answer.cumulative) == (None, None)
        assert answer.note == "Kỳ trước: trong kỳ 12; lũy kế 40,5"

    def it_asks_anew_for_proposals_but_keeps_models_and_added_tasks(self, before):
        master = small_master()
        again = usable(before, master, master.periods[1])
        assert again.proposals == []
        assert (again.models, again.added) == (before.models, before.added)

    def it_keeps_the_count_of_a_periodic_task_while_the_periods_overlap(self, before):
        master = small_master()
        assert usable(before, master, master.periods[1]).tasks["NV07"].quantity == 2

    def it_lets_a_periodic_task_begin_anew_in_a_period_of_its_own(self, before):
        master = disjoint(small_master())
        assert set(usable(before, master, master.periods[1]).tasks) == {"NV02"}

    def it_turns_the_points_of_a_choice_into_its_option(self, before):
        master = small_master()
        answer = usable(before, master, master.periods[1]).scores["TC02"]
        assert (answer.choice, answer.self_score) == ("Đạt một phần", None)

    def it_ticks_nothing_that_was_worked_out(self, before):
        master = small_master()
        counted = next(c for c in master.criteria if c.kind is ScoreKind.PROGRESS)
        before.scores[counted.code] = ScoreAnswer(counted.code, not_arising=True)
        again = usable(before, master, master.periods[1])
        assert not again.scores[counted.code].not_arising

    def it_lets_the_unit_choose_again_where_two_options_are_worth_the_same(self, before):
        master = small_master()
        master.criteria[1] = replace(master.criteria[1], parameters="Tốt: 5; Khá: 5; Kém: 0")
        answer = usable(before, master, master.periods[1]).scores["TC02"]
        assert (answer.choice, answer.self_score) == ("", None)


class DescribePrefilledForm:
    @pytest.fixture
    def form(self, before, tmp_path) -> Path:
        [issued] = issue(small_master(), UNSCORED, tmp_path, units=["VP"], previous={"VP": before})
        return issued.path

    def it_says_on_the_cover_where_the_answers_come_from(self, form):
        texts = [c.value for row in openpyxl.load_workbook(form)["Bìa"].iter_rows() for c in row if c.value]
        assert any("Đã điền sẵn nội dung của kỳ “Sơ kết đến hết tháng 8/2025”" in str(t) for t in texts)
        assert "Ô màu cam" in texts

    def it_marks_prefilled_cells_by_another_colour_and_leaves_them_unlocked(self, form):
        sheet = openpyxl.load_workbook(form)["Nhiệm vụ"]
        top, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        row = next(
            r for r in range(top, sheet.max_row) if sheet.cell(r, columns["Mã nhiệm vụ"]).value == "NV02"
        )
        filled = sheet.cell(row, columns["Tiến độ (%)"])
        assert (filled.value, filled.fill.start_color.rgb, filled.protection.locked) == (
            100,
            "FFFFDFA3",
            False,
        )
        assert sheet.cell(row, columns["Số lượng đạt"]).fill.start_color.rgb == "FFFFF9DB"

    def it_puts_added_tasks_into_the_rows_beneath(self, form):
        sheet = openpyxl.load_workbook(form)["Nhiệm vụ"]
        _, columns = forms.header_row(sheet, "Mã nhiệm vụ")
        [row] = [
            r
            for r in range(1, sheet.max_row + 1)
            if sheet.cell(r, columns["Nhiệm vụ"]).value == "Việc làm thêm"
        ]
        assert sheet.cell(row, columns["Mã nhiệm vụ"]).value is None
        assert sheet.cell(row, columns["Tiến độ (%)"]).value == 50

    def it_leaves_the_cover_blank(self, form):
        sheet = openpyxl.load_workbook(form)["Bìa"]
        for label in ("Người lập", "Điện thoại", "Ngày báo cáo", "Lần gửi", "Cam đoan số liệu (x)"):
            assert forms.beside(sheet, label).value is None


@pytest.fixture(scope="module")
def summary(tmp_path_factory) -> Path:
    from danvan_xl.consolidation.consolidate import consolidate
    from danvan_xl.summaries.write import write_summary

    folder = tmp_path_factory.mktemp("year")
    master = small_master()
    [form] = issue(master, UNSCORED, folder / "phieu", units=["VHXH"])
    (folder / "ve").mkdir()
    forms.fill(
        form.path,
        folder / "ve" / "gửi.xlsx",
        {"Ngày báo cáo": date(2025, 9, 1), "Lần gửi": 1},
        nhiem_vu={
            "NV01": {
                "Tiến độ (%)": 100,
                "Ngày hoàn thành": date(2025, 8, 20),
                "Kết quả, số văn bản": "15/KH",
            }
        },
        so_lieu={"SL01": {"Trong kỳ": 5, "Lũy kế": 8}},
    )
    write_summary(consolidate(folder / "ve", master, period=master.periods[0]), folder / "tong-hop.xlsx")
    return folder / "tong-hop.xlsx"


class DescribeFromARealSummary:
    """Forms issued, filled, consolidated, and the next period's forms issued from that summary."""

    def it_prefills_what_the_unit_answered(self, summary, tmp_path):
        [form] = issue(small_master(), SCORED, tmp_path, units=["VHXH"], previous=summary)
        assert forms.column(form.path, "Nhiệm vụ", "Tiến độ (%)")["NV01"] == 100
        assert forms.column(form.path, "Nhiệm vụ", "Ngày hoàn thành")["NV01"].date() == date(2025, 8, 20)
        assert forms.column(form.path, "Nhiệm vụ", "Kết quả, số văn bản")["NV01"] == "15/KH"
        assert forms.column(form.path, "Nhiệm vụ", "Tình trạng")["NV01"] == "Hoàn thành đúng hạn"
        assert forms.column(form.path, "Số liệu", "Trong kỳ")["SL01"] is None
        assert forms.column(form.path, "Số liệu", "Ghi chú")["SL01"] == "Kỳ trước: trong kỳ 5; lũy kế 8"

    def it_gives_a_blank_form_to_a_unit_that_had_sent_nothing(self, summary, tmp_path):
        blank, prefilled = tmp_path / "1", tmp_path / "2"
        issue(small_master(), SCORED, blank, units=["KT"])
        issue(small_master(), SCORED, prefilled, units=["KT"], previous=summary)
        [first], [second] = blank.iterdir(), prefilled.iterdir()
        assert first.read_bytes() == second.read_bytes()

    def it_refuses_the_summary_of_another_plan(self, summary, tmp_path):
        master = small_master()
        master.plan = replace(master.plan, code="KH-2026")
        with pytest.raises(InputError) as caught:
            issue(master, SCORED, tmp_path, previous=summary)
        assert caught.value.code == "wrong-plan"

    def it_refuses_a_workbook_that_is_no_summary(self, tmp_path):
        [form] = issue(small_master(), UNSCORED, tmp_path / "f", units=["VP"])
        with pytest.raises(InputError) as caught:
            issue(small_master(), SCORED, tmp_path, previous=form.path)
        assert caught.value.code == "not-a-summary"
