"""Consolidation of a folder: verdicts, choices, dates, denominators, corrections."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.tables import frames
from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.model import Assignment, Deadline, DeadlineKind, Role, Status, Task, TaskAnswer
from danvan_xl.review import Correction, Review
from tests.support.masters import SCORED, small_master
from tests.support.records import replace
from tests.support.returned import AS_OF, codes_of, file_of, task_of, unit_of

DONE = {"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20), "Kết quả, số văn bản": "QĐ 1"}}


class DescribeAcceptedReturn:
    def it_reads_exactly_what_was_typed(self, fill_in, result_of):
        fill_in(
            "VP",
            tasks=DONE | {"NV07": {"Số lượng đạt": 4, "Tiến độ (%)": 80}},
            indicators={"SL01": {"Trong kỳ": 12}, "SL08": {"Trong kỳ": 8.5}},
            scores={"TC01": {"Điểm tự chấm": 18.25}},
        )
        result = result_of()
        unit = unit_of(result, "VP")
        assert file_of(result, "VP.xlsx")["verdict"] == "accepted"
        assert task_of(unit, "NV02") == {
            "code": "NV02", "role": "Chủ trì", "status": "Hoàn thành đúng hạn", "progress": 100,
            "completed_on": "2025-08-20", "quantity": None, "result": "QĐ 1", "due": "2025-08-31", "review": None,
        }  # fmt: skip
        assert task_of(unit, "NV07")["quantity"] == 4
        assert unit["indicators"]["SL08"] == 8.5
        assert unit["scores"]["TC01"] == {"self": 18.25, "verified": None, "points": 18.25}
        assert unit["received_on"] == "2025-11-28"
        assert unit["timely"] is True

    def it_counts_only_lead_tasks_and_denominators_come_from_the_master(self, fill_in, result_of):
        fill_in("VP", tasks=DONE)
        result = result_of()
        # VP leads NV02 (dated), NV07 (periodic), NV10 (unclear).
        assert sum(unit_of(result, "VP")["status"].values()) == 3
        assert result["totals"]["expected"] == 17
        assert result["totals"]["received"] == 1
        assert result["totals"]["reporting_rate"] == pytest.approx(1 / 17)
        assert unit_of(result, "T01")["rank"] is None
        assert unit_of(result, "T01")["self_total"] is None
        # Dated lead tasks: NV01 VHXH, NV02 VP, NV04 x14, NV05 KT, NV06 VHXH, NV12 x2, NV13 VHXH = 21; one complete.
        assert result["totals"]["completion_rate"] == pytest.approx(1 / 21)

    def it_collects_what_the_unit_added(self, fill_in, returns):
        fill_in("T01", tasks={"NV04": {"Tiến độ (%)": 50}}, added=[{"Nhiệm vụ": "Hiến đất làm đường", "Tiến độ (%)": 100}],
                models=[{"Tên mô hình": "Ngõ sạch", "Lĩnh vực": "Môi trường"}], proposals=[{"Nội dung": "Cấp kinh phí"}])  # fmt: skip
        outcome = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF)
        unit = outcome.unit("T01")
        assert [(a.text, a.progress) for a in unit.added] == [("Hiến đất làm đường", 100)]
        assert [m.name for m in unit.models] == ["Ngõ sạch"]
        assert [p.text for p in unit.proposals] == ["Cấp kinh phí"]
        assert codes_of({"findings": [{"code": f.code} for f in outcome.files[0].findings]}) >= {"row-added"}

    def it_gives_tables_with_the_source_of_every_row(self, fill_in, returns):
        fill_in("VP", tasks=DONE)
        tables = frames(consolidate(returns, small_master(), period=SCORED, as_of=AS_OF))
        row = tables["tasks"].query("unit == 'VP' and task == 'NV02'").iloc[0]
        assert (row["file"], row["sheet"], row["status"]) == ("VP.xlsx", "Nhiệm vụ", "Hoàn thành đúng hạn")
        assert row["row"] > 1
        assert len(tables["units"]) == 17


class DescribeSeveralReturnsOfOneUnit:
    def it_takes_the_highest_submission(self, fill_in, result_of):
        fill_in("VP", name="a.xlsx", tasks=DONE, cover={"Lần gửi": 1}, modified=datetime(2025, 11, 29))
        fill_in(
            "VP",
            name="b.xlsx",
            tasks={"NV02": {"Tiến độ (%)": 40}},
            cover={"Lần gửi": 2},
            modified=datetime(2025, 11, 1),
        )
        result = result_of()
        assert file_of(result, "a.xlsx")["verdict"] == "superseded"
        assert task_of(unit_of(result, "VP"), "NV02")["progress"] == 40

    def it_takes_the_later_saved_of_one_submission(self, fill_in, result_of):
        fill_in("VP", name="a.xlsx", tasks=DONE, modified=datetime(2025, 11, 20))
        fill_in("VP", name="b.xlsx", tasks={"NV02": {"Tiến độ (%)": 40}}, modified=datetime(2025, 11, 21))
        assert task_of(unit_of(result_of(), "VP"), "NV02")["progress"] == 40

    def it_counts_copies_once(self, fill_in, result_of, returns):
        path = fill_in("VP", tasks=DONE)
        shutil.copy(path, returns / "VP (1).xlsx")
        result = result_of()
        assert file_of(result, "VP (1).xlsx")["verdict"] == "accepted"
        assert file_of(result, "VP.xlsx")["reason"] == "duplicate-return"
        assert result["totals"]["received"] == 1

    def it_leaves_a_tie_with_different_contents_to_a_person(self, fill_in, result_of):
        fill_in("VP", name="a.xlsx", tasks=DONE)
        fill_in("VP", name="b.xlsx", tasks={"NV02": {"Tiến độ (%)": 40}})
        result = result_of()
        assert {f["verdict"] for f in result["files"]} == {"rejected"}
        assert all("conflicting-returns" in codes_of(f) for f in result["files"])
        unit = unit_of(result, "VP")
        assert unit["returned"] is False
        assert task_of(unit, "NV02")["progress"] is None


class DescribeDates:
    def it_marks_a_late_return(self, fill_in, result_of):
        fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": date(2025, 12, 5)})
        result = result_of()
        assert "late" in codes_of(file_of(result, "VP.xlsx"))
        assert unit_of(result, "VP")["timely"] is False
        # Đúng hạn báo cáo: 10 points, less 1 for each of 2 days.
        assert unit_of(result, "VP")["scores"]["TC07"]["points"] == 8

    def it_still_accepts_after_the_lock(self, fill_in, result_of):
        fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": date(2025, 12, 20)})
        file = file_of(result_of(), "VP.xlsx")
        assert file["verdict"] == "accepted"
        assert "locked-period" in codes_of(file)

    def it_reads_dates_that_are_formulas_nobody_calculated(self, fill_in, result_of):
        fill_in(
            "VP",
            tasks={"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": "=DATE(2025,8,25)"}},
            cover={"Ngày báo cáo": "=DATE(2025,12,5)"},
        )
        result = result_of()
        assert task_of(unit_of(result, "VP"), "NV02")["completed_on"] == "2025-08-25"
        assert unit_of(result, "VP")["received_on"] == "2025-12-05"
        assert "formula-in-input" in codes_of(file_of(result, "VP.xlsx"))

    def it_tells_a_report_date_that_nobody_calculated(self, fill_in, result_of):
        fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": "=TODAY()"})
        [finding] = [
            f
            for f in file_of(result_of(), "VP.xlsx")["findings"]
            if f["code"] == "formula-not-calculated" and f["sheet"] == "Bìa"
        ]
        assert (finding["cell"], finding["value"]) == ("C25", "=TODAY()")

    def it_does_not_take_a_report_date_before_the_plan_in_silence(self, fill_in, result_of):
        fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": date(2021, 11, 28)})
        file = file_of(result_of(), "VP.xlsx")
        [doubt] = [f for f in file["findings"] if f["code"] == "date-outside-plan"]
        assert (doubt["severity"], doubt["sheet"], doubt["value"]) == ("warning", "Bìa", "28/11/2021")

    def it_takes_the_files_time_with_a_finding_when_nothing_else_says(self, fill_in, result_of, returns):
        import os

        path = fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": None})
        moment = datetime(2025, 12, 1, 12).timestamp()
        os.utime(path, (moment, moment))
        result = result_of()
        assert file_of(result, "VP.xlsx")["received_on"] == "2025-12-01"
        assert "received-unknown" in codes_of(file_of(result, "VP.xlsx"))

    def it_evaluates_a_date_after_as_of_as_not_complete(self, fill_in, result_of):
        fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 11, 29)}})
        result = result_of(as_of=date(2025, 8, 20))
        assert task_of(unit_of(result, "VP"), "NV02")["status"] == "Đang thực hiện"
        assert "date-in-future" in codes_of(file_of(result, "VP.xlsx"))

    def it_defaults_as_of_to_the_earlier_of_today_and_the_periods_end(self, fill_in, returns):
        fill_in("VP", tasks=DONE)
        early = consolidate(returns, small_master(), period=SCORED, today=date(2025, 10, 1))
        late = consolidate(returns, small_master(), period=SCORED, today=date(2026, 3, 1))
        assert (early.as_of, late.as_of) == (date(2025, 10, 1), date(2025, 11, 30))


class DescribeRejection:
    def it_does_not_say_that_a_rejected_form_is_late(self, fill_in, result_of):
        fill_in("VP", cover={"Ngày báo cáo": date(2025, 12, 20)})
        file = file_of(result_of(), "VP.xlsx")
        assert (file["reason"], codes_of(file)) == ("empty-return", {"empty-return"})

    def it_rejects_an_empty_form(self, fill_in, result_of):
        fill_in("VP")
        file = file_of(result_of(), "VP.xlsx")
        assert (file["verdict"], file["reason"], file["unit"]) == ("rejected", "empty-return", "VP")

    def it_rejects_another_period(self, fill_in, result_of, unscored_forms):
        fill_in("VP", form=unscored_forms["VP"], tasks=DONE)
        assert file_of(result_of(), "VP.xlsx")["reason"] == "wrong-period"

    def it_rejects_another_plan(self, fill_in, result_of):
        fill_in("VP", tasks=DONE)
        master = small_master()
        other = replace(master.plan, code="KH-2026")
        master.plan = other
        assert file_of(result_of(master), "VP.xlsx")["reason"] == "wrong-plan"

    def it_rejects_a_unit_that_the_master_does_not_know(self, fill_in, result_of):
        fill_in("T14", tasks={"NV04": {"Tiến độ (%)": 50}})
        file = file_of(result_of(small_master(hamlets=13)), "T14.xlsx")
        assert file["reason"] == "unknown-unit"

    def it_rejects_a_workbook_that_is_no_form(self, returns, result_of):
        book = openpyxl.Workbook()
        book.active.append(["Họ tên", "Tuổi"])
        book.save(returns / "danh sách.xlsx")
        assert file_of(result_of(), "danh sách.xlsx")["reason"] == "structure-lost"

    def it_rejects_contradictory_identities(self, fill_in, result_of):
        path = fill_in("T01", tasks={"NV04": {"Tiến độ (%)": 50}})
        book = openpyxl.load_workbook(path)
        for row in book["Bìa"].iter_rows():
            for cell in row:
                if cell.value == "T01":
                    cell.value = "T02"
        book.save(path)
        file = file_of(result_of(), "T01.xlsx")
        assert file["reason"] == "unknown-unit"
        assert "identity-conflict" in codes_of(file)


class DescribePeriods:
    def it_takes_the_one_that_all_returns_name(self, fill_in, returns):
        fill_in("VP", tasks=DONE)
        assert consolidate(returns, small_master(), as_of=AS_OF).period.code == SCORED

    def it_asks_when_returns_name_several(self, fill_in, returns, unscored_forms):
        fill_in("VP", tasks=DONE)
        fill_in("KT", form=unscored_forms["KT"], tasks={"NV05": {"Tiến độ (%)": 5}})
        with pytest.raises(InputError, match="nhiều kỳ"):
            consolidate(returns, small_master(), today=date(2026, 5, 1))

    def it_refuses_an_unknown_one(self, fill_in, returns):
        fill_in("VP", tasks=DONE)
        with pytest.raises(InputError, match="K9"):
            consolidate(returns, small_master(), period="K9")

    def it_refuses_a_folder_without_returns(self, returns):
        with pytest.raises(InputError, match="không có phiếu"):
            consolidate(returns, small_master(), period=SCORED)


class DescribeChangesOfTheMaster:
    def it_does_not_hold_new_tasks_against_old_forms(self, fill_in, result_of):
        fill_in("VP", tasks=DONE)
        master = small_master()
        due = date(2025, 10, 1)
        master.tasks.append(
            Task("NV99", "Việc mới giao thêm", deadline=Deadline("x", DeadlineKind.DATED, date(2025, 9, 1), due, (due,)),
                 assignments=(Assignment("VP", Role.LEAD),))
        )  # fmt: skip
        result = result_of(master)
        unit = unit_of(result, "VP")
        assert all(task["code"] != "NV99" for task in unit["tasks"])
        assert {"form-outdated", "row-not-in-form"} <= codes_of(file_of(result, "VP.xlsx"))

    def it_tells_what_a_dropped_task_said(self, fill_in, result_of):
        fill_in("VP", tasks=DONE)
        master = small_master()
        master.tasks = [task for task in master.tasks if task.code != "NV02"]
        result = result_of(master)
        [found] = [f for f in file_of(result, "VP.xlsx")["findings"] if f["code"] == "row-dropped"]
        assert "QĐ 1" in found["message"]

    def it_tells_a_deleted_row_of_a_current_form(self, fill_in, result_of):
        path = fill_in("VP", tasks=DONE | {"NV07": {"Tiến độ (%)": 10}})
        book = openpyxl.load_workbook(path)
        sheet = book["Nhiệm vụ"]
        [row] = [cell.row for column in sheet.iter_cols() for cell in column if cell.value == "NV02"]
        sheet.delete_rows(row)
        book.save(path)
        result = result_of()
        assert "row-missing" in codes_of(file_of(result, "VP.xlsx"))
        assert task_of(unit_of(result, "VP"), "NV02")["status"] == "Chưa hoàn thành, quá hạn"


class DescribePersonsSay:
    def it_keeps_an_earlier_completion_that_is_blank_now(self, fill_in, result_of):
        fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}})
        done = TaskAnswer("NV02", progress=Decimal(100), completed_on=date(2025, 8, 20))
        key, plan = ("VP", "NV02"), small_master().plan.code
        previous = Earlier(Path("ky-1.xlsx"), plan, "K0", tasks={key: done}, statuses={key: Status.ON_TIME})
        result = result_of(previous=previous)
        assert task_of(unit_of(result, "VP"), "NV02")["status"] == "Hoàn thành đúng hạn"
        assert "carried-over" in codes_of(file_of(result, "VP.xlsx"))

    @pytest.mark.parametrize(
        ("now", "progress", "status"),
        [
            ({}, 90, "Đang thực hiện"),
            ({"Kết quả, số văn bản": "KH 5"}, 90, "Đang thực hiện"),
            ({"Tiến độ (%)": 0}, 0, "Chưa thực hiện"),
            ({"Tiến độ (%)": "chín mươi"}, None, "Chưa thực hiện"),
        ],
    )
    def it_carries_an_earlier_percentage_where_nothing_is_said_now(
        self, fill_in, result_of, now, progress, status
    ):
        fill_in("KT", tasks={"NV11": {"Kết quả, số văn bản": "Đã niêm yết"}, "NV05": now})
        key, plan = ("KT", "NV05"), small_master().plan.code
        said = {
            key: TaskAnswer("NV05", progress=Decimal(90)),
            ("VHXH", "NV06"): TaskAnswer("NV06", Decimal(40)),
        }
        previous = Earlier(Path("ky-1.xlsx"), plan, "K0", tasks=said, statuses={key: Status.DOING})
        result = result_of(previous=previous, as_of=date(2025, 9, 30))
        task = task_of(unit_of(result, "KT"), "NV05")
        assert (task["progress"], task["status"]) == (progress, status)
        assert ("progress-carried" in codes_of(file_of(result, "KT.xlsx"))) == (progress == 90)
        silent = task_of(unit_of(result, "VHXH"), "NV06")
        assert (silent["progress"], silent["status"]) == (40, "Đang thực hiện")
        same = Earlier(Path("ky-1.xlsx"), plan, SCORED, tasks=said)
        assert task_of(unit_of(result_of(previous=same), "VHXH"), "NV06")["progress"] is None

    def it_ranks_by_the_verified_score(self, fill_in, result_of):
        for unit in ("VP", "KT"):
            fill_in(unit, tasks={"NV07": {"Số lượng đạt": 1}} if unit == "VP" else {"NV05": {"Tiến độ (%)": 10}},
                    scores={"TC01": {"Điểm tự chấm": 10 if unit == "VP" else 5}})  # fmt: skip
        review = Review(verified={("KT", "TC01"): Decimal(20)})
        before, after = result_of(), result_of(review=review)
        assert unit_of(before, "VP")["rank"] == 1
        assert unit_of(after, "KT")["scores"]["TC01"]["verified"] == 20
        assert unit_of(after, "KT")["rank"] == 1
        assert unit_of(after, "KT")["verified_total"] is not None

    def it_honours_corrections_of_unit_and_cell(self, fill_in, result_of):
        path = fill_in("T01", name="thôn nào.xlsx", tasks={"NV04": {"Tiến độ (%)": "chín mươi"}})
        book = openpyxl.load_workbook(path)
        [cell] = [c for row in book["Nhiệm vụ"].iter_rows() for c in row if c.value == "chín mươi"]
        for row in book["Bìa"].iter_rows():
            for c in row:
                if c.value == "T01":
                    c.value = "T02"
        book.save(path)
        corrections = [
            Correction("thôn nào.xlsx", unit="T01", who="Lan", why="đã gọi điện"),
            Correction("thôn nào.xlsx", sheet="Nhiệm vụ", cell=cell.coordinate, value=90.0, who="Lan"),
            Correction("không có.xlsx", unit="T03"),
        ]
        result = result_of(review=Review(corrections=tuple(corrections)))
        file = file_of(result, "thôn nào.xlsx")
        assert (file["verdict"], file["unit"]) == ("accepted", "T01")
        assert task_of(unit_of(result, "T01"), "NV04")["progress"] == 90
        assert any("Lan: đã gọi điện" in f["message"] for f in file["findings"])
        assert any("lấy “90” theo trang tính “Hiệu đính”" in f["message"] for f in file["findings"])
        assert any(f["code"] == "correction-unused" for f in result["findings"])


class DescribeTotals:
    def it_says_when_a_total_waits_for_an_unread_value(self, fill_in, result_of):
        fill_in("VP", tasks=DONE, indicators={"SL01": {"Trong kỳ": "chưa rõ"}, "SL06": {"Trong kỳ": 3}})
        fill_in(
            "KT",
            tasks={"NV05": {"Tiến độ (%)": 10}},
            indicators={"SL01": {"Trong kỳ": 5}, "SL06": {"Trong kỳ": 4}},
        )
        result = result_of()
        assert unit_of(result, "VP")["uncertain"] is True
        assert unit_of(result, "VP")["indicators"]["SL01"] is None
        assert result["totals"]["indicators"]["SL06"] == 7
        assert any(
            f["code"] == "indicator-not-totalled" and "SL01" in f["message"] for f in result["findings"]
        )
        assert any(f["code"] == "total-uncertain" for f in unit_of(result, "VP")["findings"])

    def it_adds_means_and_ratios_as_the_plan_says(self, fill_in, result_of):
        fill_in(
            "VP",
            tasks=DONE,
            indicators={"SL04": {"Trong kỳ": 10}, "SL05": {"Trong kỳ": 9}, "SL07": {"Trong kỳ": 90}},
        )
        fill_in("KT", tasks={"NV05": {"Tiến độ (%)": 10}},
                indicators={"SL04": {"Trong kỳ": 30}, "SL05": {"Trong kỳ": 11}, "SL07": {"Trong kỳ": 80}})  # fmt: skip
        totals = result_of()["totals"]["indicators"]
        assert totals["SL07"] == 85
        assert totals["SL11"] == 50  # (9 + 11) / (10 + 30) in percent, not the mean of 90 % and 36,67 %

    def it_checks_constraints_per_unit(self, fill_in, result_of):
        fill_in(
            "VP",
            tasks=DONE,
            indicators={"SL01": {"Trong kỳ": 10}, "SL02": {"Trong kỳ": 7}, "SL03": {"Trong kỳ": 2}},
        )
        [found] = [
            f for f in file_of(result_of(), "VP.xlsx")["findings"] if f["code"] == "cross-check-failed"
        ]
        names = {indicator.code: indicator.text for indicator in small_master().indicators}
        assert found["message"] == (
            f"“{names['SL01']}” (10) khác SL02 + SL03 = 9 (“{names['SL02']}” = 7; “{names['SL03']}” = 2)."
        )
