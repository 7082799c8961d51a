"""Between the returns of one unit, between forms and a changed master: nothing is lost or held against a unit in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.findings import Finding
from danvan_xl.model import Criterion, Master, ScoreKind, Status
from danvan_xl.results import Consolidation, UnitResult
from danvan_xl.review import Correction, Review
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.masters import SCORED, small_master
from tests.support.records import replace
from tests.support.returned import AS_OF

Run = Callable[..., Consolidation]
FULL: dict[str, Any] = {
    "tasks": {"NV02": {"Tiến độ (%)": 60, "Kết quả, số văn bản": "QĐ 1"}, "NV07": {"Số lượng đạt": 2}},
    "indicators": {"SL01": {"Trong kỳ": 10}, "SL02": {"Trong kỳ": 7}},
    "scores": {"TC01": {"Điểm tự chấm": 18}},
}


@pytest.fixture
def run(returns: Path) -> Run:
    def go(master: Master | None = None, **more: Any) -> Consolidation:
        return consolidate(returns, master or small_master(), period=SCORED, as_of=AS_OF, **more)

    return go


def unit(outcome: Consolidation, code: str = "VP") -> UnitResult:
    found = outcome.unit(code)
    assert found is not None
    return found


def told(outcome: Consolidation, code: str) -> list[Finding]:
    return [item for item in outcome.told() if item.code == code]


def delete_row(path: Path, sheet: str, code: str) -> None:
    book = openpyxl.load_workbook(path)
    [row] = [cell.row for cells in book[sheet].iter_rows() for cell in cells if cell.value == code]
    book[sheet].delete_rows(row)
    book.save(path)


class DescribeFormsOfAnEarlierMaster:
    def it_counts_a_row_that_the_unit_took_out(self, fill_in: Callable[..., Path], run: Run) -> None:
        path = fill_in("VP", **FULL)
        delete_row(path, "Nhiệm vụ", "NV02")
        master = small_master()
        master.tasks[0] = replace(master.tasks[0], deliverable="Báo cáo khác")
        outcome = run(master)
        assert told(outcome, "row-missing") and not told(outcome, "row-not-in-form")
        assert "NV02" in [task.task for task in unit(outcome).tasks]

    def it_holds_no_criterion_against_a_unit_that_its_form_did_not_ask(
        self, fill_in: Callable[..., Path], run: Run
    ) -> None:
        fill_in("VP", **FULL)
        before = unit(run()).self_total
        master = small_master()
        master.criteria.append(Criterion("TC99", "Tiêu chí thêm sau", Decimal(20), ScoreKind.SELF))
        outcome = run(master)
        score = unit(outcome).scores["TC99"]
        assert (score.points, score.applicable_max, score.missing) == (None, 0, False)
        assert unit(outcome).self_total == before
        assert [f for f in told(outcome, "row-not-in-form") if "TC99" in f.message]


class DescribeSeveralReturns:
    def it_tells_what_a_newer_one_lacks(self, fill_in: Callable[..., Path], run: Run) -> None:
        fill_in("VP", name="lan1.xlsx", **FULL)
        fill_in("VP", name="lan2.xlsx", cover={"Lần gửi": 2}, indicators={"SL01": {"Trong kỳ": 12}})
        outcome = run()
        [found] = told(outcome, "newer-return-emptier")
        assert "NV02" in found.message and "TC01" in found.message and "SL02" in found.message
        assert unit(outcome).uncertain and outcome.needs_person

    def it_joins_them_when_the_user_says_so(self, fill_in: Callable[..., Path], run: Run) -> None:
        fill_in("VP", name="lan1.xlsx", **FULL)
        fill_in("VP", name="lan2.xlsx", cover={"Lần gửi": 2}, indicators={"SL01": {"Trong kỳ": 12}})
        outcome = run(join=True)
        numbers = {code: item.in_period for code, item in unit(outcome).indicators.items()}
        assert (numbers["SL01"], numbers["SL02"]) == (12, 7)
        assert unit(outcome).scores["TC01"].self_score == 18
        [task] = [task for task in unit(outcome).tasks if task.task == "NV02"]
        assert task.progress == 60 and task.where is not None and task.where.file == "lan1.xlsx"
        assert not told(outcome, "newer-return-emptier")

    @pytest.mark.parametrize("word", ["Gộp", "Thay"])
    def it_follows_a_row_of_corrections(self, word: str, fill_in: Callable[..., Path], run: Run) -> None:
        fill_in("VP", name="lan1.xlsx", **FULL)
        fill_in("VP", name="lan2.xlsx", cover={"Lần gửi": 2}, indicators={"SL01": {"Trong kỳ": 12}})
        outcome = run(review=Review(corrections=(Correction("lan2.xlsx", value=word),)))
        assert unit(outcome).indicators["SL02"].in_period == (7 if word == "Gộp" else None)
        assert not told(outcome, "newer-return-emptier")

    def it_joins_parts_of_equal_rank_only_where_they_contradict_nothing(
        self, fill_in: Callable[..., Path], run: Run
    ) -> None:
        fill_in("VP", name="a.xlsx", tasks=FULL["tasks"])
        fill_in("VP", name="b.xlsx", indicators=FULL["indicators"])
        assert not unit(run()).returned
        assert unit(run(join=True)).indicators["SL01"].in_period == 10
        fill_in("VP", name="b.xlsx", tasks={"NV02": {"Tiến độ (%)": 70}})
        refused = run(join=True)
        assert told(refused, "join-refused") and not unit(refused).returned

    def it_shows_them_side_by_side(self, fill_in: Callable[..., Path], run: Run, tmp_path: Path) -> None:
        fill_in("VP", name="lan1.xlsx", **FULL)
        fill_in("VP", name="lan2.xlsx", cover={"Lần gửi": 2}, indicators={"SL01": {"Trong kỳ": 12}})
        write_summary(run(), tmp_path / "s.xlsx")
        [grid] = [grid for grid in read_grids(tmp_path / "s.xlsx") if grid.name == n.SEVERAL]
        table = find_table(grid, (*n.SEVERAL_HEADERS, "Phiếu 1", "Phiếu 2"))
        assert table is not None
        rows = {
            (row.text("Mã"), row.text("Mục")): tuple(row.text(h) for h in ("Phiếu 1", "Phiếu 2", "Đối chiếu"))
            for row in table.rows()
        }
        assert rows["SL01", "Trong kỳ"] == ("12", "10", "Khác nhau")
        assert rows["SL02", "Trong kỳ"] == ("", "7", "Chỉ một bản ghi")

    def it_is_timely_by_the_first(self, fill_in: Callable[..., Path], run: Run) -> None:
        due = next(p.due for p in small_master().periods if p.code == SCORED)
        late = date(due.year + 1, 1, 15)
        fill_in("VP", name="lan1.xlsx", cover={"Ngày báo cáo": due}, **FULL)
        fill_in("VP", name="lan2.xlsx", cover={"Ngày báo cáo": late, "Lần gửi": 2}, **FULL)
        outcome = run()
        assert (unit(outcome).timely, unit(outcome).received_on) == (True, late)
        assert not told(outcome, "late") and told(outcome, "sent-before")


class DescribeCorrections:
    def it_counts_for_the_value_for_which_it_was_made(
        self, fill_in: Callable[..., Path], run: Run, tmp_path: Path
    ) -> None:
        fill_in("VP", name="VP.xlsx", indicators={"SL01": {"Trong kỳ": "mười"}})
        [found] = told(run(), "value-not-number")
        row = Correction("VP.xlsx", sheet=found.sheet or "", cell=found.cell or "", value=10)
        outcome = run(review=Review(corrections=(row,)))
        assert unit(outcome).indicators["SL01"].in_period == 10
        write_summary(outcome, tmp_path / "s.xlsx")
        kept = read_review(tmp_path / "s.xlsx")
        assert [item.stood for item in kept.corrections] == ["mười"]
        fill_in("VP", name="VP.xlsx", indicators={"SL01": {"Trong kỳ": 13}})
        again = run(review=kept)
        assert unit(again).indicators["SL01"].in_period == 13
        assert told(again, "correction-outlived")


class DescribeDoubts:
    def it_tells_a_completion_after_the_report(self, fill_in: Callable[..., Path], run: Run) -> None:
        path = fill_in(
            "VP",
            cover={"Ngày báo cáo": date(2025, 11, 1)},
            tasks={"NV02": {"Ngày hoàn thành": date(2025, 11, 20)}},
        )
        [found] = told(run(), "completed-after-report")
        assert found.needs_person and found.file == path.name

    def it_leaves_a_date_blank_that_the_column_shows_to_be_month_first(
        self, fill_in: Callable[..., Path], run: Run
    ) -> None:
        path = fill_in(
            "VP",
            tasks={"NV02": {"Ngày hoàn thành": date(2025, 9, 5)}, "NV07": {"Ngày hoàn thành": "30/8/2025"}},
        )
        book = openpyxl.load_workbook(path)
        cells = [cell for row in book["Nhiệm vụ"] for cell in row]
        [head] = [cell for cell in cells if cell.value == "Ngày hoàn thành"]
        [cell] = [c for c in cells if c.column == head.column and str(c.value).startswith("2025-09-05")]
        cell.number_format = "mm/dd/yyyy"
        book.save(path)
        outcome = run()
        assert [f.cell for f in told(outcome, "dates-month-first")] == [cell.coordinate]
        [task] = [task for task in unit(outcome).tasks if task.task == "NV02"]
        assert task.completed_on is None and task.status is not Status.ON_TIME

    def it_leaves_a_text_blank_that_could_be_either_beside_one_that_is_month_first(
        self, fill_in: Callable[..., Path], run: Run
    ) -> None:
        fill_in(
            "VP",
            cover={"Ngày báo cáo": "05/11/2025"},
            tasks={"NV02": {"Ngày hoàn thành": "09/05/2025"}, "NV07": {"Ngày hoàn thành": "8/30/2025"}},
        )
        outcome = run()
        doubted = {f.value: f.message for f in told(outcome, "date-not-understood")}
        assert set(doubted) == {"09/05/2025", "8/30/2025"}
        assert "cùng cột có “8/30/2025” ghi tháng trước ngày" in doubted["09/05/2025"]
        [task] = [task for task in unit(outcome).tasks if task.task == "NV02"]
        assert task.completed_on is None
        assert unit(outcome).received_on == date(2025, 11, 5)

    def it_tells_comments_texts_beside_a_table_and_sheets_of_their_own(
        self, fill_in: Callable[..., Path], run: Run
    ) -> None:
        path = fill_in("VP", **FULL)
        assert not told(run(), "note-left")
        book = openpyxl.load_workbook(path)
        sheet = book["Số liệu"]
        [cell] = [c for row in sheet for c in row if c.value == 10]
        cell.comment = Comment("Số đúng là 15", "Văn phòng")
        sheet.cell(cell.row, sheet.max_column + 2).value = "Sửa thành 16"
        book.create_sheet("Phụ lục")["B2"] = "Danh sách đối thoại"
        book.save(path)
        assert {f.value for f in told(run(), "note-left")} == {
            "Số đúng là 15", "Sửa thành 16", "Danh sách đối thoại",
        }  # fmt: skip

    def it_reads_forms_of_several_units_copied_into_one_workbook_unit_by_unit(
        self, fill_in: Callable[..., Path], returns: Path, run: Run
    ) -> None:
        together(fill_in, returns)
        outcome = run()
        assert {file.path: file.verdict.value for file in outcome.files} == {
            "hai phòng.xlsx!VP": "accepted", "hai phòng.xlsx!KT": "accepted",
        }  # fmt: skip
        assert [f.code for f in outcome.files[0].findings].count("units-apart") == 1
        assert told(outcome, "note-left") == []
        joined = {unit.code: unit for unit in outcome.units if unit.returned}
        for path in returns.iterdir():
            path.unlink()
        for code in ("VP", "KT"):
            fill_in(code, name=f"{code}.xlsx", **FULL)
        for unit in run().units:
            if unit.returned:
                same = joined[unit.code]
                assert [(t.task, t.status, t.progress) for t in unit.tasks] == [
                    (t.task, t.status, t.progress) for t in same.tasks
                ]
                assert {c: s.points for c, s in unit.scores.items()} == {
                    c: s.points for c, s in same.scores.items()
                }
                assert {c: i.in_period for c, i in unit.indicators.items()} == {
                    c: i.in_period for c, i in same.indicators.items()
                }

    @pytest.mark.parametrize("lacks", ["cover", "token"])
    def it_refuses_them_where_it_is_not_clear_whose_a_sheet_is(
        self, fill_in: Callable[..., Path], returns: Path, run: Run, lacks: str
    ) -> None:
        path = together(fill_in, returns)
        book = openpyxl.load_workbook(path)
        if lacks == "cover":
            del book["Bìa KT"]
        else:
            book["Số liệu KT"]["A1"] = None
        book.save(path)
        outcome = run()
        [file] = outcome.files
        assert file.reason == "several-units"
        assert "Tách mỗi đơn vị một tệp" in file.findings[-1].advice
        assert not any(unit.returned for unit in outcome.units)


def test_a_table_with_a_row_a_unit_is_refused_with_what_to_do(returns: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Số liệu các thôn"],
        ["TT", "Đơn vị", "SL01"],
        [1, "Thôn Đồng Tâm", 5],
        [2, "thôn Nà Mòn", 3],
    ):
        sheet.append(row)
    book.save(returns / "các thôn.xlsx")
    [file] = run().files
    assert (file.reason, file.unit) == ("table-of-units", None)
    assert "Thôn Đồng Tâm, Thôn Nà Mòn" in file.reason_text
    assert "mỗi đơn vị một tệp" in file.findings[-1].advice


def together(fill_in: Callable[..., Path], returns: Path) -> Path:
    """The forms of VP and KT, filled in, as sheets of one workbook."""
    paths = [fill_in(code, name=f"{code}.xlsx", **FULL) for code in ("VP", "KT")]
    one, other = (openpyxl.load_workbook(path) for path in paths)
    for sheet in other:
        copy = one.create_sheet(f"{sheet.title} KT")
        for row in sheet.iter_rows():
            for cell in row:
                copy.cell(cell.row, cell.column).value = cell.value
                copy.cell(cell.row, cell.column).number_format = cell.number_format
    for path in paths:
        path.unlink()
    one.save(returns / "hai phòng.xlsx")
    return returns / "hai phòng.xlsx"
