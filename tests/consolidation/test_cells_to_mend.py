"""Findings of the rules name the cell to mend, receipts and letters say what the unit can do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.findings import Finding, catalogue
from danvan_xl.mail.needs import needs_in_summary
from danvan_xl.mail.remind import needs_of
from danvan_xl.results import Consolidation
from danvan_xl.review import Review
from danvan_xl.summaries.write import write_summary
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF


@pytest.fixture
def faulty(fill_in: Callable[..., Path], returns: Path) -> tuple[Path, Consolidation]:
    """A return with a fault of every rule: dates, progress, occurrences, scores, evidence, constraints, a ratio."""
    path = fill_in(
        "VP",
        tasks={
            "NV02": {"Tiến độ (%)": 60, "Ngày hoàn thành": date(2025, 12, 20), "Kết quả, số văn bản": "QĐ 1"},
            "NV07": {"Ngày hoàn thành": date(2025, 9, 1)},
            "NV10": {"Tiến độ (%)": "quá nửa"},
        },
        indicators={
            "SL01": {"Trong kỳ": 10},
            "SL02": {"Trong kỳ": 7},
            "SL03": {"Trong kỳ": 2},
            "SL04": {"Trong kỳ": 0},
            "SL05": {"Trong kỳ": 3},
        },
        scores={"TC01": {"Điểm tự chấm": 99}, "TC02": {"Điểm tự chấm": "Khá"}},
    )
    return path, consolidate(returns, small_master(), period=SCORED, as_of=AS_OF)


def of_the_file(outcome: Consolidation) -> list[Finding]:
    [file] = outcome.files
    return file.findings


def headers_above(path: Path, sheet: str, cell: str) -> list[Any]:
    book = openpyxl.load_workbook(path)
    column = book[sheet][cell].column
    return [book[sheet].cell(row, column).value for row in range(1, book[sheet][cell].row)]


class DescribePlaces:
    def it_names_a_cell_under_the_header_of_its_kind(self, faulty: tuple[Path, Consolidation]) -> None:
        path, outcome = faulty
        placed = [item for item in of_the_file(outcome) if item.kind.about]
        assert {item.code for item in placed} >= {
            "date-in-future", "occurrences-missing", "score-above-max", "option-unknown", "score-indicator-missing",
            "cross-check-failed", "ratio-divide-by-zero",
        }  # fmt: skip
        for item in placed:
            assert item.sheet and item.cell, item
            above = headers_above(path, item.sheet, item.cell)
            assert item.kind.header in above, (item, above)

    def it_names_the_row_of_the_task_or_criterion(self, faulty: tuple[Path, Consolidation]) -> None:
        path, outcome = faulty
        [found] = [item for item in of_the_file(outcome) if item.code == "score-above-max"]
        assert openpyxl.load_workbook(path)[found.sheet][found.cell].value == 99

    def it_asks_for_the_indicator_and_not_for_a_score_that_the_program_works_out(
        self, faulty: tuple[Path, Consolidation]
    ) -> None:
        path, outcome = faulty
        [found] = [
            item
            for item in of_the_file(outcome)
            if item.code == "score-indicator-missing" and "TC05" in item.message
        ]
        assert found.sheet == "Số liệu" and found.cell is not None
        row = openpyxl.load_workbook(path)[found.sheet][found.cell].row
        assert "SL06" in [cell.value for cell in openpyxl.load_workbook(path)[found.sheet][row]]

    def it_sends_nobody_into_the_return_for_what_stands_elsewhere(
        self, fill_in: Callable[..., Path], returns: Path
    ) -> None:
        fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 60}}, scores={"TC01": {"Điểm tự chấm": 3}})
        review = Review(verified={("VP", "TC01"): Decimal(999)})
        outcome = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, review=review)
        unit = outcome.unit("VP")
        assert unit is not None
        items = [item for file in outcome.files for item in file.findings] + unit.findings
        [found] = [item for item in items if item.code == "verified-out-of-range"]
        assert (found.file, found.sheet, found.cell) == (None, "Thẩm định", None)


class DescribeWordsToTheUnit:
    def it_is_told_in_the_receipt_what_it_can_do_itself(
        self, faulty: tuple[Path, Consolidation], tmp_path: Path
    ) -> None:
        _, outcome = faulty
        receipt = write_receipts(outcome, tmp_path / "receipts")["VP"]
        texts = [str(value) for grid in read_grids(receipt) for row in grid.rows for value in row]
        kinds = catalogue()
        assert kinds["value-not-number"].unit_advice in texts
        assert kinds["score-above-max"].unit_advice in texts
        assert not [text for text in texts if "Hiệu đính" in text or "Điểm thẩm định" in text]
        assert not [text for text in texts if "còn tạm tính" in text], "its cells are listed already"

    def it_is_told_the_same_in_the_letter_from_folder_and_from_summary(
        self, faulty: tuple[Path, Consolidation], tmp_path: Path
    ) -> None:
        _, outcome = faulty
        write_summary(outcome, tmp_path / "tong-hop.xlsx")
        needs, _ = needs_in_summary(tmp_path / "tong-hop.xlsx", small_master())
        [read_back] = [need for need in needs if need.unit == "VP"]
        [straight] = [need for need in needs_of(outcome) if need.unit == "VP"]
        assert sorted(read_back.corrections) == sorted(straight.corrections)
        assert len(straight.corrections) >= 6
        [unread] = [line for line in straight.corrections if "quá nửa" in line]
        assert unread.startswith("trang tính “Nhiệm vụ”, ô ")
        assert unread.endswith(catalogue()["value-not-number"].unit_advice)
        assert not [line for line in straight.corrections if "đơn vị" in line.lower().replace("“", "")]

    def it_is_told_how_to_mend_a_file_that_was_not_accepted(
        self, returns: Path, fill_in: Callable[..., Path], tmp_path: Path
    ) -> None:
        fill_in("VP")
        outcome = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF)
        write_summary(outcome, tmp_path / "tong-hop.xlsx")
        needs, _ = needs_in_summary(tmp_path / "tong-hop.xlsx", small_master())
        [read_back] = [need for need in needs if need.unit == "VP"]
        [straight] = [need for need in needs_of(outcome) if need.unit == "VP"]
        assert read_back.rejected == straight.rejected
        assert straight.rejected[0].endswith("Điền phiếu rồi gửi lại.")


class DescribeWhatIsLeftBlank:
    def it_makes_the_unit_uncertain_when_merged_cells_hide_whose_value_it_is(
        self, fill_in: Callable[..., Path], returns: Path
    ) -> None:
        path = fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 60}})
        book = openpyxl.load_workbook(path)
        [cell] = [c for row in book["Nhiệm vụ"].iter_rows() for c in row if c.value == 60]
        book["Nhiệm vụ"].merge_cells(None, cell.row, cell.column, cell.row + 1, cell.column)
        book.save(path)
        outcome = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF)
        unit = outcome.unit("VP")
        assert unit is not None and unit.uncertain
        [told] = [item for item in unit.findings if item.code == "total-uncertain"]
        assert f"Nhiệm vụ {cell.column_letter}{cell.row + 1}" in told.message

    def it_names_the_criterion_that_waits_though_every_cell_was_read(
        self, fill_in: Callable[..., Path], returns: Path
    ) -> None:
        master = small_master()
        [code, most] = next([c.code, c.max_points] for c in master.criteria if c.kind.value == "Tự chấm")
        fill_in("VP", scores={code: {"Điểm tự chấm": float(most) + 5}})
        outcome = consolidate(returns, master, period=SCORED, as_of=AS_OF)
        unit = outcome.unit("VP")
        assert unit is not None and not unit.blanks
        [told] = [item for item in unit.findings if item.code == "total-uncertain"]
        assert f"chưa rõ: tiêu chí {code};" in told.message
