"""``Thẩm định nhiệm vụ``: what the focal unit makes of a task counts everywhere, and stands over re-runs and periods."""

from __future__ import annotations

from datetime import date, datetime

import jsonschema
import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.consolidation.json_schema import json_schema
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.forms.issue import issue
from danvan_xl.mail.needs import needs_in_summary
from danvan_xl.mail.remind import needs_of
from danvan_xl.results import Verdict
from danvan_xl.review import Review, TaskReview
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import office
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.returned import AS_OF, unit_of

DONE = {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20), "Kết quả, số văn bản": "QĐ 1"}
LATE = {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 9, 20)}
ON_TIME, OVERDUE, RAN_LATE = "Hoàn thành đúng hạn", "Chưa hoàn thành, quá hạn", "Hoàn thành quá hạn"


def rows_of(path):
    grid = next(grid for grid in read_grids(path) if grid.name == n.TASK_VERIFY)
    table = find_table(grid, (*n.TASK_VERIFY_HEADERS, *n.TASK_VERIFY_HIDDEN))
    assert table is not None
    return {(row.text("Mã đơn vị"), row.text("Mã nhiệm vụ")): row for row in table.rows()}


def judge(path, unit, task, **cells):
    """Type into a row, or into the first blank one where the task has none; every cell must be open to typing."""
    book = openpyxl.load_workbook(path)
    sheet, rows = book[n.TASK_VERIFY], rows_of(path)
    names = {"verdict": n.VERDICT, "reason": n.REASON, "until": n.EXTENDED}
    typed = {names[name]: value for name, value in cells.items()}
    row = rows.get((unit, task))
    if row is None:
        some = next(iter(rows.values()))
        index, typed = (
            max(r.index for r in rows.values()) + 2,
            {"Mã đơn vị": unit, "Mã nhiệm vụ": task} | typed,
        )
        places = {header: f"{''.join(filter(str.isalpha, some.cell(header)))}{index}" for header in typed}
    else:
        places = {header: row.cell(header) for header in typed}
    for header, value in typed.items():
        assert not sheet[places[header]].protection.locked, header
        sheet[places[header]] = value
    book.save(path)


def task_of(data, unit="VP", task="NV02"):
    return next(item for item in unit_of(data, unit)["tasks"] if item["code"] == task)


def codes(data, unit="VP"):
    return [item["code"] for item in unit_of(data, unit)["findings"]]


@pytest.fixture
def run(fill_in, returns, tmp_path):
    """Consolidates onto one summary as the button does; gives the JSON. ``fill`` first sends a return of VP."""
    path = tmp_path / "tong-hop.xlsx"

    def again(fill=None, **more):
        if fill is not None:
            fill_in("VP", tasks={"NV07": {"Số lượng đạt": 5}} | fill)
        review = read_review(path) if path.exists() else None
        more = {"period": SCORED, "as_of": AS_OF, "review": review} | more
        outcome = consolidate(returns, small_master(), **more)
        again.outcome = outcome
        write_summary(outcome, path, folder=returns)
        data = to_json(outcome)
        jsonschema.validate(data, json_schema())
        return data

    again.path = path
    return again


class DescribeTaskSentBack:
    def it_counts_as_not_complete_in_statuses_rates_points_and_totals(self, run):
        before = run({"NV02": DONE})
        assert task_of(before)["status"] == ON_TIME
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Chưa có quyết định kèm theo")
        data = run()
        task, unit = task_of(data), unit_of(data, "VP")
        assert task["status"] == OVERDUE
        assert (task["progress"], task["completed_on"]) == (100, "2025-08-20"), "what the unit said stays"
        assert task["review"] == {
            "verdict": "sent_back", "claimed": ON_TIME, "extended_to": None, "planned_due": "2025-08-31",
            "reason": "Chưa có quyết định kèm theo", "look_again": None,
        }  # fmt: skip
        assert (unit_of(before, "VP")["completion_rate"], unit["completion_rate"]) == (1, 0)
        assert (unit_of(before, "VP")["on_time_rate"], unit["on_time_rate"]) == (1, 0.5)
        assert (unit_of(before, "VP")["scores"]["TC06"]["points"], unit["scores"]["TC06"]["points"]) == (
            25,
            12.5,
        )
        moved = before["totals"]["status"][ON_TIME] - data["totals"]["status"].get(ON_TIME, 0)
        assert moved == 1
        told = next(item for item in unit["findings"] if item["code"] == "task-sent-back")
        assert told["message"] == (
            "Nhiệm vụ NV02: cơ quan tổng hợp trả lại: Chưa có quyết định kèm theo; tính là chưa hoàn thành."
        )

    def it_shows_in_detail_matrix_and_its_own_row(self, run):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
        run()
        row = rows_of(run.path)["VP", "NV02"]
        assert (row.text(n.CLAIMED), row.text(n.COUNTED)) == (ON_TIME, OVERDUE)
        assert (row.text(n.VERDICT), row.text(n.REASON)) == ("Trả lại", "Thiếu")
        grid = next(grid for grid in read_grids(run.path) if grid.name == n.DETAIL)
        table = find_table(grid, n.DETAIL_HEADERS)
        detail = {(r.text("Mã đơn vị"), r.text("Mã nhiệm vụ")): r.text("Tình trạng") for r in table.rows()}
        assert detail["VP", "NV02"] == OVERDUE

    def it_is_in_progress_while_its_time_is_not_over(self, run):
        run({"NV02": DONE}, as_of=date(2025, 8, 25))
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
        assert task_of(run(as_of=date(2025, 8, 25)))["status"] == "Đang thực hiện"

    def it_makes_a_routine_task_not_done_and_a_periodic_one_overdue(self, run):
        run({"NV10": {"Kết quả, số văn bản": "Có"}})
        judge(run.path, "VP", "NV10", verdict="Trả lại", reason="Không rõ")
        judge(run.path, "VP", "NV07", verdict="Trả lại", reason="Sổ tiếp dân chỉ có 2 kỳ")
        data = run()
        assert task_of(data, task="NV10")["status"] == "Chưa thực hiện"
        assert task_of(data, task="NV07")["status"] == OVERDUE

    def it_counts_again_when_the_reviewer_confirms_or_takes_it_back(self, run):
        run({"NV02": DONE})
        for verdict in ("Xác nhận", None):
            judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
            assert task_of(run())["status"] == OVERDUE
            judge(run.path, "VP", "NV02", verdict=verdict, reason=None)
            data = run()
            assert task_of(data)["status"] == ON_TIME
            assert unit_of(data, "VP")["scores"]["TC06"]["points"] == 25

    def it_asks_for_a_reason(self, run):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Trả lại")
        data = run()
        assert "task-reason-missing" in codes(data)
        assert data["needs_person"] is True

    def it_stands_over_ten_runs(self, run):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
        data = [
            {**run(), "changes": None} for _ in range(10)
        ]  # the first run changes the status, the others nothing
        assert all(one == data[0] for one in data)
        assert task_of(data[-1])["review"]["reason"] == "Thiếu"

    def it_is_told_to_the_unit_in_receipt_and_reminder(self, run, tmp_path):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu quyết định")
        typed_only, _ = needs_in_summary(run.path, small_master())
        run()
        written, _ = needs_in_summary(run.path, small_master())
        for needs in (typed_only, written, needs_of(run.outcome)):
            [line] = [
                line for need in needs if need.unit == "VP" for line in need.corrections if "NV02" in line
            ]
            assert "trả lại: Thiếu quyết định" in line
            assert "gửi lại phiếu" in line
        receipt = write_receipts(run.outcome, tmp_path / "phieu")["VP"]
        cells = [value for row in openpyxl.load_workbook(receipt).active.values for value in row]
        assert any("Thiếu quyết định" in str(value) for value in cells)


class DescribeWhatChangedSince:
    def it_keeps_the_verdict_and_tells_that_the_unit_answered_anew(self, run):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
        run()
        data = run({"NV02": DONE | {"Kết quả, số văn bản": "QĐ 1, kèm danh sách"}})
        assert task_of(data)["status"] == OVERDUE
        assert "task-look-again" in codes(data)
        assert rows_of(run.path)["VP", "NV02"].text(n.VERDICT) == "Xem lại (đã trả lại)"
        assert "task-look-again" in codes(run()), "told until a person judges anew"
        judge(run.path, "VP", "NV02", verdict="Trả lại")
        still = run()
        assert (task_of(still)["status"], "task-look-again" in codes(still)) == (OVERDUE, False)
        judge(run.path, "VP", "NV02", verdict="Xác nhận")
        settled = run()
        assert (task_of(settled)["status"], "task-look-again" in codes(settled)) == (ON_TIME, False)

    def it_tells_when_what_was_confirmed_is_another(self, run):
        run({"NV02": DONE})
        judge(run.path, "VP", "NV02", verdict="Xác nhận")
        run()
        data = run({"NV02": DONE | {"Ngày hoàn thành": date(2025, 8, 30)}})
        assert "task-look-again" in codes(data)
        assert rows_of(run.path)["VP", "NV02"].text(n.VERDICT) == "Xem lại (đã xác nhận)"


class DescribeDueDateGranted:
    def it_holds_for_that_unit_alone(self, run):
        assert task_of(run({"NV02": LATE}))["status"] == RAN_LATE
        judge(run.path, "VP", "NV02", until=date(2025, 9, 30), reason="Chờ hướng dẫn")
        data = run()
        assert (task_of(data)["status"], task_of(data)["due"]) == (ON_TIME, "2025-09-30")
        assert task_of(data)["review"]["planned_due"] == "2025-08-31"
        assert "task-extended" in codes(data)

    def it_may_be_granted_before_the_task_stands_in_a_row(self, run):
        run({})
        judge(run.path, "VP", "NV02", until="30/9/2025")
        data = run()
        assert task_of(data)["due"] == "2025-09-30"
        assert task_of(run(as_of=date(2025, 9, 10)))["status"] == "Chưa thực hiện"

    @pytest.mark.parametrize(
        ("task", "until"), [("NV02", "cuối tháng"), ("NV02", date(2025, 8, 1)), ("NV07", date(2025, 12, 1))]
    )
    def it_refuses_what_is_no_later_due_date(self, run, task, until):
        run({"NV02": LATE})
        judge(run.path, "VP", task, until=until)
        data = run()
        assert task_of(data)["due"] == "2025-08-31"
        found = [
            item
            for item in data["findings"] + unit_of(data, "VP")["findings"]
            if item["code"] == "task-review-unread"
        ]
        assert len(found) == 1

    def it_tells_a_row_of_no_unit_or_task(self, run):
        run({})
        judge(run.path, "VP", "NV99", until=date(2025, 9, 30))
        assert "task-review-gone" in [item["code"] for item in run()["findings"]]


class DescribeSummaryReadBack:
    def it_works_out_what_was_typed_since(self, run):
        run({"NV02": DONE, "NV07": {"Số lượng đạt": 5}})
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu")
        fresh = run.outcome
        record = read_summary(run.path).consolidation
        run()
        for unit, then, now in zip(record.units, fresh.units, run.outcome.units, strict=True):
            assert [task.status for task in unit.tasks] == [task.status for task in now.tasks]
            assert (unit.completion_rate, unit.self_total) == (now.completion_rate, now.self_total)
            assert unit.code != "VP" or unit.self_total != then.self_total
        assert record.totals.completion_rate == run.outcome.totals.completion_rate
        back = read_summary(run.path).consolidation
        assert [task.claimed for task in back.unit("VP").tasks] == [task.claimed for task in now_tasks(run)]

    def it_stands_in_the_next_period(self, run, fill_in, unscored_forms, returns, tmp_path):
        fill_in(
            "VP",
            form=unscored_forms["VP"],
            tasks={"NV02": DONE},
            name="ky1.xlsx",
            cover={"Ngày báo cáo": date(2025, 8, 30)},
        )
        run(period=UNSCORED, as_of=date(2025, 8, 31))
        judge(run.path, "VP", "NV02", verdict="Trả lại", reason="Thiếu", until=date(2025, 9, 30))
        run(period=UNSCORED, as_of=date(2025, 8, 31))
        earlier = read_previous(run.path)
        (returns / "ky1.xlsx").unlink()
        run.path.unlink()
        same = run({"NV02": DONE}, previous=earlier, review=None)
        assert (task_of(same)["status"], task_of(same)["due"]) == (OVERDUE, "2025-09-30")
        assert "task-look-again" not in codes(same)
        run.path.unlink()
        anew = run({"NV02": LATE}, previous=earlier, review=None)
        assert "task-look-again" in codes(anew)
        judge(run.path, "VP", "NV02", verdict="Xác nhận")
        settled = run(previous=earlier)
        assert (task_of(settled)["status"], task_of(settled)["due"]) == (ON_TIME, "2025-09-30")


def now_tasks(run):
    return run.outcome.unit("VP").tasks


class DescribeThePrefilledFormOfATaskThatWasSentBack:
    def it_shows_the_verdict_with_its_reason_and_comes_back_as_any_form(
        self, fill_in, returns, tmp_path
    ) -> None:
        done = {"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 1)}}
        fill_in("VP", name="VP.xlsx", tasks=done, scores={"TC01": {"Điểm tự chấm": 18}})
        said = TaskReview(n.SENT_BACK, None, "Chưa có biên bản của cuộc họp")
        granted = TaskReview("", date(2025, 12, 20), "Chờ kinh phí")
        review = Review(tasks={("VP", "NV02"): said, ("VP", "NV01"): granted})
        master = small_master()
        outcome = consolidate(returns, master, period=SCORED, as_of=AS_OF, review=review)
        write_summary(outcome, tmp_path / "s.xlsx")
        [form] = issue(master, SCORED, tmp_path / "phiếu", units=["VP"], previous=tmp_path / "s.xlsx")
        sheet = openpyxl.load_workbook(form.path)["Nhiệm vụ"]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert "NV02: Trả lại, tính là chưa hoàn thành. Lý do: Chưa có biên bản của cuộc họp." in texts
        [code] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "NV02"]
        [other] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "NV07"]
        assert code.fill.fgColor.rgb != other.fill.fgColor.rgb
        if master.task("NV01").role_of("VP") is not None:  # type: ignore[union-attr]
            assert "NV01: Được lùi hạn đến 20/12/2025." in texts
        cover = {"Người lập": "Lan", "Ngày báo cáo": date(2025, 11, 20)}
        fill(form.path, returns / "VP.xlsx", Filling(cover=cover), datetime(2025, 11, 20))
        again = consolidate(returns, master, period=SCORED, as_of=AS_OF)
        [file] = again.files
        assert file.verdict is Verdict.ACCEPTED and not [f for f in file.findings if f.code == "note-left"]
        [task] = [task for task in again.unit("VP").tasks if task.task == "NV02"]  # type: ignore[union-attr]
        assert (task.progress, task.completed_on) == (100, date(2025, 8, 1))


class DescribeAVerdictThatIsNotCountedYet:
    def it_both_sheets_say_so_at_once(self, fill_in, returns, tmp_path):
        fill_in("VP", tasks={"NV02": DONE})
        write_summary(consolidate(returns, small_master(), period=SCORED, as_of=AS_OF), tmp_path / "s.xlsx")
        judge(tmp_path / "s.xlsx", "VP", "NV02", verdict=n.SENT_BACK, reason="Chưa có biên bản")
        judge(tmp_path / "s.xlsx", "VP", "NV07", until=date(2025, 12, 20))
        [live] = office.recalculate([tmp_path / "s.xlsx"], tmp_path / "sống")
        book = openpyxl.load_workbook(live, data_only=True)
        assert str(book[n.TASK_VERIFY]["A3"].value).startswith("2 KẾT LUẬN MỚI CHƯA TÍNH")
        assert "có kết luận mới chưa tính vào đây: tổng hợp lại" in book[n.UNITS]["C4"].value
        again = consolidate(
            returns, small_master(), period=SCORED, as_of=AS_OF, review=read_review(tmp_path / "s.xlsx")
        )
        write_summary(again, tmp_path / "s.xlsx")
        [still] = office.recalculate([tmp_path / "s.xlsx"], tmp_path / "lặng")
        book = openpyxl.load_workbook(still, data_only=True)
        assert not book[n.TASK_VERIFY]["A3"].value and "chưa tính" not in book[n.UNITS]["C4"].value
