"""What a reviewer typed counts once: JSON, console and workbook of one consolidation say the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.errors import OutputError
from danvan_xl.review import Correction, Review
from danvan_xl.summaries.keeping import Standing
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.masters import SCORED, small_master
from tests.support.records import replace
from tests.support.returned import AS_OF, unit_of

_UNITS = ("Mã đơn vị", "Điểm thẩm định", "Điểm xếp loại", "Xếp loại", "Lý do", "Hạng")


@pytest.fixture
def run(fill_in, returns):
    """Two units send their self scores; gives the function that consolidates them."""
    for code, self_score in (("VP", 18), ("KT", 12)):
        fill_in(code, tasks={"NV07": {"Số lượng đạt": 2}}, scores={"TC01": {"Điểm tự chấm": self_score}})
    return lambda **more: consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, **more)


def typed_into(path, **cells):
    """Type into the row of VP and TC01 of ``Thẩm định``; ``{header: value}``."""
    book = openpyxl.load_workbook(path)
    rows = table_of(path, n.VERIFY, (*n.VERIFY_HEADERS, *n.VERIFY_MORE))
    [row] = [r for r in rows.rows() if (r.text("Mã đơn vị"), r.text("Mã")) == ("VP", "TC01")]
    for header, value in cells["cells"].items():
        book[n.VERIFY][row.cell(header)] = value
    book.save(path)


def table_of(path, sheet, headers):
    table = find_table(next(g for g in read_grids(path) if g.name == sheet), headers)
    assert table is not None
    return table


def shown(path, unit="VP"):
    [row] = [r for r in table_of(path, n.UNITS, _UNITS).rows() if r.text("Mã đơn vị") == unit]
    return row


def assert_workbook_says_what_json_says(path, data):
    for unit in data["units"]:
        row = shown(path, unit["code"])
        verified = unit["verified_total"]
        if row.text("Điểm thẩm định") != "kiểm tra lại":
            assert row.value("Điểm thẩm định") == (None if verified is None else pytest.approx(verified))
            assert (row.text("Xếp loại") or None) == unit["band"]
        else:
            assert (verified, unit["band"]) == (None, None)
        assert (row.text("Lý do") or None) == unit["band_reason"]
        assert row.value("Hạng") == unit["rank"]


class DescribeAReviewThatLiesThere:
    def it_counts_in_the_json_written_after_the_workbook(self, run, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Điểm thẩm định": 2, "Lý do": "Thiếu biên bản"})
        outcome = run()  # made without looking at the summary
        before = unit_of(to_json(outcome), "VP")
        write_summary(outcome, path)
        data = to_json(outcome)
        assert before["verified_total"] is None
        assert unit_of(data, "VP")["verified_total"] is not None
        assert unit_of(data, "VP")["rank"] == 2
        assert_workbook_says_what_json_says(path, data)

    def it_counts_alike_whether_read_before_or_found_there(self, run, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Điểm thẩm định": 2})
        read_before = run(review=read_review(path))
        read_before.changes = Standing.at(path).changes(read_before)
        found_there = run()
        write_summary(found_there, path)
        assert to_json(read_before) == to_json(found_there)

    def it_is_followed_again_when_typed_on(self, run, tmp_path):
        path = tmp_path / "th.xlsx"
        outcome = run()
        for score in (2, 5, None):
            write_summary(outcome, path)
            assert_workbook_says_what_json_says(path, to_json(outcome))
            typed_into(path, cells={"Điểm thẩm định": score, "Lý do": "xem lại"})
        write_summary(outcome, path)
        assert_workbook_says_what_json_says(path, to_json(outcome))

    def it_is_never_replaced_by_one_made_by_hand(self, run, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Điểm thẩm định": 2})
        before = path.read_bytes()
        with pytest.raises(OutputError, match="chưa tính"):
            write_summary(run(review=Review(verified={("VP", "TC01"): Decimal(9)})), path)
        assert path.read_bytes() == before

    def it_is_refused_where_returns_must_be_read_again_for_a_correction(self, run, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        book = openpyxl.load_workbook(path)
        for col, value in enumerate(["VP.xlsx", None, None, "Chấm điểm", "G9", 5], 1):
            book[n.CORRECTIONS].cell(6, col, value)
        book.save(path)
        assert read_review(path).corrections == (
            Correction("VP.xlsx", sheet="Chấm điểm", cell="G9", value=5),
        )
        with pytest.raises(OutputError, match="hiệu đính"):
            write_summary(run(), path)
        write_summary(run(review=read_review(path)), path)

    def it_counts_as_blank_when_typed_for_another_round(self, run, tmp_path):
        review = Review("KH-KHAC", SCORED, verified={("VP", "TC01"): Decimal(2)})
        outcome = run(review=review)
        assert to_json(outcome) == to_json(run())
        assert outcome.review == Review()


class DescribeWhatCannotBeUsed:
    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            (999, "Có điểm thẩm định ngoài giới hạn, chưa xếp loại."),
            ("khá", "Có điểm thẩm định không đọc được, chưa xếp loại."),
        ],
    )
    def it_has_one_reason_everywhere(self, run, tmp_path, typed, reason):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Điểm thẩm định": typed})
        outcome = run(review=read_review(path))
        write_summary(outcome, path)
        data = to_json(outcome)
        assert unit_of(data, "VP")["band_reason"] == shown(path).text("Lý do") == reason
        assert (unit_of(data, "VP")["band"], unit_of(data, "VP")["rank"]) == (None, None)
        assert_workbook_says_what_json_says(path, data)


class DescribeWhatIsLeftToDo:
    def it_is_the_same_on_the_console_in_the_json_and_in_the_workbook(self, run, fill_in, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Điểm thẩm định": 2})
        write_summary(run(review=read_review(path)), path)
        fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}}, scores={"TC01": {"Điểm tự chấm": 15}})
        outcome = run(review=read_review(path))
        write_summary(outcome, path)
        log = table_of(path, n.LOG, ("Mức độ", "Mã phát hiện", "Mã đơn vị", "Nội dung"))
        for code in ("verified-look-again", "verified-reason-missing"):
            [told] = [f for f in outcome.told() if f.code == code]
            [in_json] = [f for f in unit_of(to_json(outcome), "VP")["findings"] if f["code"] == code]
            [in_log] = [row for row in log.rows() if row.text("Mã phát hiện") == code]
            assert told.message == in_json["message"] == in_log.text("Nội dung")
            assert (told.sheet, told.unit) == (n.VERIFY, "VP")


class DescribeAnApproval:
    def it_is_revoked_by_a_changed_score_though_no_number_was_typed(self, run, fill_in, tmp_path):
        path = tmp_path / "th.xlsx"
        write_summary(run(), path)
        typed_into(path, cells={"Trạng thái": n.DONE})
        write_summary(run(review=read_review(path)), path)
        fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}}, scores={"TC01": {"Điểm tự chấm": 20}})
        for _ in range(2):  # it stays to be looked at until a person closes it
            outcome = run(review=read_review(path))
            write_summary(outcome, path)
            score = next(u for u in outcome.units if u.code == "VP").scores["TC01"]
            assert (score.state, score.look_again) == (
                n.VERIFYING,
                "điểm tự chấm đổi từ 18 thành 20 sau khi đã thẩm định",
            )
        typed_into(path, cells={"Trạng thái": n.DONE})
        closed = next(u for u in run(review=read_review(path)).units if u.code == "VP").scores["TC01"]
        assert (closed.state, closed.look_again) == (n.DONE, "")

    @pytest.mark.parametrize(
        ("criterion", "changed", "told"),
        [
            (
                "TC01",
                {"scores": {"TC01": {"Điểm tự chấm": 18, "Tài liệu kiểm chứng": "BC 9"}}},
                "tài liệu kiểm chứng",
            ),
            ("TC03", {"indicators": {"SL01": {"Trong kỳ": 20}, "SL02": {"Trong kỳ": 10}}}, "số liệu"),
        ],
    )
    def it_is_revoked_by_what_the_same_points_rest_on(self, run, fill_in, tmp_path, criterion, changed, told):
        path, key = tmp_path / "th.xlsx", ("VP", criterion)
        sent = {
            "tasks": {"NV07": {"Số lượng đạt": 2}},
            "scores": {"TC01": {"Điểm tự chấm": 18}},
            "indicators": {"SL01": {"Trong kỳ": 10}, "SL02": {"Trong kỳ": 5}},
        }
        fill_in("VP", **sent)
        first = run(review=Review(states={key: n.DONE}))
        write_summary(first, path)
        same = run(review=read_review(path)).unit("VP").scores[criterion]
        assert (same.state, same.look_again) == (n.DONE, "")
        fill_in("VP", **(sent | changed))
        outcome = run(review=read_review(path))
        score = outcome.unit("VP").scores[criterion]
        assert score.points == first.unit("VP").scores[criterion].points
        assert score.state == n.VERIFYING
        assert score.look_again.startswith(f"{told} đổi từ")
        assert outcome.needs_person and to_json(outcome)["needs_person"]


class DescribeAUnitThatSentNothing:
    def it_has_no_band_before_the_reviewer_closed_what_was_verified(self, run):
        verified = {("T01", "TC01"): Decimal(20)}
        open_ = unit_of(to_json(run(review=Review(verified=verified))), "T01")
        assert open_["verified_total"] is not None
        assert (open_["band"], open_["rank"]) == (None, None)
        assert "Hoàn thành" in open_["band_reason"]
        closed = Review(verified=verified, states={("T01", "TC01"): "Hoàn thành"})
        done = unit_of(to_json(run(review=closed)), "T01")
        assert done["band"] is not None
        assert done["rank"] is None


class DescribeAnEarlierCompletion:
    @pytest.mark.parametrize(
        ("now", "said", "severity"),
        [
            ({}, "để trống", "info"),
            ({"Tiến độ (%)": 100}, "tiến độ 100%", "info"),
            ({"Tiến độ (%)": 60}, "tiến độ 60%", "warning"),
            ({"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 11, 3)}, "03/11/2025", "warning"),
        ],
    )
    def it_stands_whatever_the_unit_says_now(self, run, fill_in, earlier_done, now, said, severity):
        fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}, "NV02": now})
        data = to_json(run(previous=earlier_done))
        [task] = [t for t in unit_of(data, "VP")["tasks"] if t["code"] == "NV02"]
        assert (task["status"], task["completed_on"]) == ("Hoàn thành đúng hạn", "2025-08-20")
        found = [f for file in data["files"] for f in file["findings"] if f["code"] == "carried-over"]
        assert [(said in f["message"], f["severity"]) for f in found] == [(True, severity)]

    def it_stands_for_a_unit_that_sends_nothing_now(self, run, returns, earlier_done):
        (returns / "VP.xlsx").unlink()
        unit = unit_of(to_json(run(previous=earlier_done)), "VP")
        assert unit["returned"] is False
        [task] = [t for t in unit["tasks"] if t["code"] == "NV02"]
        assert task["status"] == "Hoàn thành đúng hạn"

    def it_takes_the_day_of_its_return_where_it_had_no_date(self, run, earlier_done):
        key = ("VP", "NV02")
        done = replace(earlier_done.tasks[key], completed_on=None)
        undated = replace(earlier_done, tasks={key: done}, received={"VP": date(2025, 8, 25)})
        unit = unit_of(to_json(run(previous=undated)), "VP")
        [task] = [t for t in unit["tasks"] if t["code"] == "NV02"]
        assert (task["status"], task["completed_on"]) == ("Hoàn thành đúng hạn", "2025-08-25")


@pytest.fixture
def earlier_done():
    """The summary of an earlier period, in which VP had completed NV02 on 20/8."""
    from pathlib import Path

    from danvan_xl.earlier import Earlier
    from danvan_xl.model import Status, TaskAnswer

    key = ("VP", "NV02")
    done = TaskAnswer("NV02", progress=Decimal(100), completed_on=date(2025, 8, 20))
    return Earlier(
        Path("ky-1.xlsx"), small_master().plan.code, "K0", tasks={key: done}, statuses={key: Status.ON_TIME}
    )
