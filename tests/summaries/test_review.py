"""What a reviewer types into ``Thẩm định`` and ``Hiệu đính``: followed by formulas, kept over re-runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.errors import InputError, OutputError
from danvan_xl.model import Status
from danvan_xl.review import Correction, Review
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.scoring import band_of, rank, total_of
from danvan_xl.summaries.keeping import Standing
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import office
from tests.support.consolidations import sample
from tests.support.formulas import differences

UNITS, CRITERIA = 6, 11


def _sample(seed: int = 1):
    return sample(UNITS, 4, CRITERIA, 3, seed=seed)


def _rows(path: Path, sheet: str, headers):
    grid = next(g for g in read_grids(path) if g.name == sheet)
    table = find_table(grid, headers)
    assert table is not None
    return list(table.rows())


def _verification(path: Path):
    headers = (*n.VERIFY_HEADERS, *n.VERIFY_MORE)
    return {(r.text("Mã đơn vị"), r.text("Mã")): r for r in _rows(path, n.VERIFY, headers)}


def _type(path: Path, typed: dict[tuple[str, str], dict[str, object]], target: Path | None = None) -> None:
    """Type values by header, as a person would in Excel."""
    rows = _verification(path)
    book = openpyxl.load_workbook(path)
    sheet = book[n.VERIFY]
    for key, values in typed.items():
        for header, value in values.items():
            cell = sheet[rows[key].cell(header)]
            assert not cell.protection.locked, header
            cell.value = value
    book.save(target or path)


class DescribeTypedScores:
    def it_moves_totals_bands_and_ranks_as_the_rules_do(self, tmp_path):
        consolidation = _sample()
        path, typed_path = tmp_path / "s.xlsx", tmp_path / "typed.xlsx"
        write_summary(consolidation, path)
        verified = {
            ("X001", "TC01"): Decimal("0.25"),
            ("X001", "TC10"): Decimal(2),
            ("X002", "TC02"): Decimal(3),
            ("X003", "TC03"): Decimal(4),
            ("X004", "TC05"): Decimal(0),
        }
        _type(path, {k: {"Điểm thẩm định": float(v)} for k, v in verified.items()}, typed_path)
        [shown] = office.recalculate([typed_path], tmp_path / "lo")

        units = {r.text("Mã đơn vị"): r for r in _rows(shown, n.UNITS, _UNIT_HEADERS)}
        totals = {}
        for unit in consolidation.units:
            rows = []
            for criterion in consolidation.master.criteria:
                score = unit.scores[criterion.code]
                given = verified.get((unit.code, criterion.code))
                most = score.applicable_max
                if given is not None and most is not None:
                    most = criterion.max_points
                rows.append((criterion, score.points if given is None else given, most))
            touched = any(key[0] == unit.code for key in verified)
            totals[unit.code] = total_of(rows) if touched else unit.self_total
            row = units[unit.code]
            expected = totals[unit.code]
            if expected is None:
                assert row.value("Điểm xếp loại") is None
                continue
            assert row.value("Điểm xếp loại") == pytest.approx(float(expected), abs=1e-9)
            assert (row.value("Điểm thẩm định") is not None) == touched
            assert row.text("Xếp loại") == band_of(expected, consolidation.master.bands)[0]
        for code, place in rank(totals).items():
            assert units[code].value("Hạng") == place

    def it_is_found_again_and_shows_the_same_after_the_next_run(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        _type(path, {("X001", "TC01"): {"Điểm thẩm định": "1,5", "Lý do": "Thiếu biên bản"}})
        review = read_review(path)
        assert review.verified == {("X001", "TC01"): Decimal("1.5")}
        assert review.reasons == {("X001", "TC01"): "Thiếu biên bản"}
        again = _sample()
        apply_review(again, review)
        write_summary(again, path)
        [shown] = office.recalculate([path], tmp_path / "lo")
        assert differences(path, shown) == []
        row = _verification(path)["X001", "TC01"]
        assert row.value("Điểm thẩm định") == 1.5
        assert row.value("Lệch") == 1.5 - row.value("Điểm đạt")

    def it_shows_text_that_is_no_number_and_counts_it_nowhere(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        _type(path, {("X001", "TC01"): {"Điểm thẩm định": "khá"}})
        review = read_review(path)
        assert review.verified == {}
        assert [f.code for f in review.findings] == ["verified-not-number"]
        write_summary(_sample(), path, review=review)
        assert _verification(path)["X001", "TC01"].text("Điểm thẩm định") == "khá"
        units = {r.text("Mã đơn vị"): r for r in _rows(path, n.UNITS, _UNIT_HEADERS)}
        assert units["X001"].text("Xếp loại") == "kiểm tra lại"
        assert units["X001"].value("Hạng") is None
        [shown] = office.recalculate([path], tmp_path / "lo")
        assert differences(path, shown) == []


_UNIT_HEADERS = ("Mã đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Điểm xếp loại", "Xếp loại", "Lý do", "Hạng")


class DescribeReRuns:
    def it_keeps_what_was_typed_over_three_runs_with_changed_returns(self, tmp_path):
        path = tmp_path / "s.xlsx"
        first = _sample()
        write_summary(first, path)
        _type(
            path,
            {
                ("X001", "TC01"): {"Điểm thẩm định": 1, "Lý do": "Không đủ", "Trạng thái": "Hoàn thành"},
                ("X002", "TC02"): {"Điểm thẩm định": 2.5},
                ("X003", "TC03"): {"Lý do": "Đã hỏi lại", "Trạng thái": "Đang thẩm định"},
            },
        )
        seen = first.units[0].scores["TC01"].self_score
        changed = None
        for run in range(3):
            again = _sample()
            if run:
                again.units[0].scores["TC01"].self_score = changed = seen - Decimal("0.25")
            write_summary(again, path)  # reads the review by itself
        rows = _verification(path)
        assert rows["X001", "TC01"].value("Điểm thẩm định") == 1
        assert rows["X001", "TC01"].text("Lý do") == "Không đủ"
        assert rows["X002", "TC02"].value("Điểm thẩm định") == 2.5
        assert rows["X003", "TC03"].text("Lý do") == "Đã hỏi lại"
        assert rows["X003", "TC03"].text("Trạng thái") == "Đang thẩm định"
        # The self score changed after it was verified: to be looked at again, the approval is gone.
        said = rows["X001", "TC01"].text("Cần xem lại")
        assert said.startswith("Xem lại: điểm tự chấm đổi từ")
        assert str(float(changed)).replace(".", ",") in said
        assert rows["X001", "TC01"].text("Trạng thái") == "Đang thẩm định"
        assert rows["X002", "TC02"].text("Cần xem lại") == ""

    def it_lets_the_reviewer_confirm_a_changed_score(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        _type(path, {("X001", "TC01"): {"Điểm thẩm định": 1}})
        write_summary(_sample(), path)
        changed = _sample()
        changed.units[0].scores["TC01"].self_score += Decimal("0.25")
        write_summary(changed, path)
        assert _verification(path)["X001", "TC01"].text("Cần xem lại") != ""
        _type(path, {("X001", "TC01"): {"Trạng thái": "Hoàn thành"}})
        write_summary(changed, path)
        row = _verification(path)["X001", "TC01"]
        assert row.text("Cần xem lại") == ""
        assert row.text("Trạng thái") == "Hoàn thành"

    def it_keeps_columns_and_sheets_that_a_person_added(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        book = openpyxl.load_workbook(path)
        sheet = book[n.VERIFY]
        last = sheet.max_column + 2
        sheet.cell(5, last, "Người thẩm định")
        sheet.cell(6, last, "Chị Lan")
        own = book.create_sheet("Việc của tôi")
        own["B2"], own["B3"] = "gọi xã Tân Lập", "=1+2"
        book.save(path)
        for _ in range(2):
            notes = write_summary(_sample(), path)
        assert notes == ["Giữ lại trang tính do người dùng thêm: “Việc của tôi”."]
        rows = _rows(path, n.VERIFY, (*n.VERIFY_HEADERS, "Người thẩm định"))
        assert rows[0].text("Người thẩm định") == "Chị Lan"
        kept = openpyxl.load_workbook(path)["Việc của tôi"]
        assert (kept["B2"].value, kept["B3"].value) == ("gọi xã Tân Lập", "=1+2")

    def it_keeps_corrections_with_what_became_of_them(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        book = openpyxl.load_workbook(path)
        for col, value in enumerate(
            ["X002_NAM.xlsx", "X002", "", "Số liệu", "d9", 17, "Lê Thị Hoa", None, "đã hỏi qua điện thoại"], 1
        ):
            book[n.CORRECTIONS].cell(6, col, value)
        book.save(path)
        expected = Correction(
            "X002_NAM.xlsx", "X002", "", "Số liệu", "D9", 17, "Lê Thị Hoa", None, "đã hỏi qua điện thoại", 6
        )
        assert read_review(path).corrections == (expected,)
        again = _sample()
        apply_review(again, read_review(path))
        write_summary(again, path)
        assert read_review(path).corrections == (expected,)

    def it_keeps_a_corrected_date_a_date(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        book = openpyxl.load_workbook(path)
        for col, value in enumerate(["X002_NAM.xlsx", "X002", "", "Bìa", "C25", date(2025, 6, 13)], 1):
            book[n.CORRECTIONS].cell(6, col, value)
        book.save(path)
        again = _sample()
        apply_review(again, read_review(path))
        write_summary(again, path)
        cell = openpyxl.load_workbook(path)[n.CORRECTIONS]["F6"]
        assert cell.is_date and cell.value.date() == date(2025, 6, 13)


class DescribeWhatStoodThere:
    def it_copies_a_summary_of_another_period_aside(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(sample(3, 3, 2, period="K1"), path)
        [note] = write_summary(sample(3, 3, 2, period="K2"), path)
        assert "s (bản sao lưu).xlsx" in note
        assert read_review(tmp_path / "s (bản sao lưu).xlsx").period == "K1"
        assert read_review(path).period == "K2"

    def it_refuses_to_overwrite_another_workbook_of_ours(self, tmp_path):
        from danvan_xl.identity import FORM, Identity

        path = tmp_path / "phieu.xlsx"
        book = openpyxl.Workbook()
        book.active["Z1"] = Identity(FORM, "KH", "X001", "K1").token()
        book.save(path)
        before = path.read_bytes()
        with pytest.raises(OutputError, match="không ghi đè"):
            write_summary(sample(3, 3, 2), path)
        assert path.read_bytes() == before

    def it_says_so_when_a_verified_row_has_no_place_any_more(self, tmp_path):
        path = tmp_path / "s.xlsx"
        write_summary(_sample(), path)
        _type(path, {("X006", "TC11"): {"Điểm thẩm định": 3}})
        [note] = write_summary(sample(UNITS, 4, CRITERIA - 1, 3), path)
        assert note == "2 ghi chú không còn chỗ cũ được giữ ở trang tính “Ghi chú của dòng không còn”."
        log = _rows(path, "Nhật ký", ("Mức độ", "Mã phát hiện", "Mã đơn vị"))
        assert "verified-row-gone" in [row.text("Mã phát hiện") for row in log]
        assert [row.value("Nội dung") for row in _rows(path, n.LEFT, n.LEFT_HEADERS)] == [3, "Chưa bắt đầu"]
        write_summary(_sample(), path)
        assert _verification(path)["X006", "TC11"].value("Điểm thẩm định") == 3
        assert n.LEFT not in openpyxl.load_workbook(path).sheetnames

    def it_is_no_review_when_the_file_is_no_summary(self, tmp_path):
        book = openpyxl.Workbook()
        book.save(tmp_path / "x.xlsx")
        with pytest.raises(InputError, match="không phải tệp tổng hợp"):
            read_review(tmp_path / "x.xlsx")


def test_a_summary_read_back_is_the_consolidation_that_it_shows(tmp_path):
    consolidation = sample(12, 9, 12)
    write_summary(consolidation, tmp_path / "s.xlsx", review=Review())
    back = read_summary(tmp_path / "s.xlsx").consolidation
    assert back.totals == consolidation.totals
    assert back.as_of == consolidation.as_of
    assert (back.period.code, back.period.due) == (consolidation.period.code, consolidation.period.due)
    for mine, theirs in zip(back.units, consolidation.units, strict=True):
        assert (mine.code, mine.returned, mine.timely) == (theirs.code, theirs.returned, theirs.timely)
        assert mine.self_total == theirs.self_total
        assert mine.status == theirs.status
        assert [t.status for t in mine.tasks] == [t.status for t in theirs.tasks]
        assert [m.name for m in mine.models] == [m.name for m in theirs.models]
    assert Status.ON_TIME in back.totals.status


def test_detail_beyond_the_limit_goes_to_a_csv_file_and_says_so(tmp_path):
    import csv

    consolidation = sample(4, 5, 3)
    consolidation.units[0].tasks[0].result = "=cmd|x"
    [note] = write_summary(consolidation, tmp_path / "s.xlsx", max_rows=20)
    assert "s - Chi tiết.csv" in note
    with (tmp_path / "s - Chi tiết.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == sum(len(unit.tasks) for unit in consolidation.units)
    assert rows[0]["Kết quả, số văn bản"] == "'=cmd|x"
    assert rows[0]["Mã đơn vị"] == "X001"


class DescribeASheetThatIsNotFound:
    @pytest.mark.parametrize("gone", ["sheet", "header"])
    def it_verified_scores_that_are_not_found_are_told(self, tmp_path: Path, gone: str) -> None:
        path = tmp_path / "s.xlsx"
        write_summary(sample(3, 3, 2), path)
        book = openpyxl.load_workbook(path)
        sheet = book["Thẩm định"]
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.value == "Điểm thẩm định" and gone == "header":
                cell.value = "Điểm chốt"
        if gone == "sheet":
            del book["Thẩm định"]
        book.save(path)
        standing = Standing.at(path)
        assert standing is not None
        review = standing.review()
        assert review is not None
        assert [found.code for found in review.findings] == ["verified-sheet-missing"]
