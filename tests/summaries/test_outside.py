"""What a person types outside the tables of a summary, in a sheet under another name, or in rows that have no finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.results import Consolidation, Verdict
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.row_keys import KEYS
from danvan_xl.sheets.summary.drawn import print_of
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from tests.support import office
from tests.support.consolidations import sample


def _sample(units: int = 5) -> Consolidation:
    return sample(units, 4, 3, 3)


def _write(path: Path, made: Consolidation | None = None) -> list[str]:
    """Consolidate again onto the file: what it holds counts first."""
    made = made or _sample()
    if path.exists():
        apply_review(made, read_review(path))
    return write_summary(made, path)


def _type(path: Path, sheet: str, cells: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book[sheet][name] = value
    book.save(path)


def _left(path: Path) -> dict[str, Any]:
    """Text → (sheet, row, column) of the notes without a place."""
    book = openpyxl.load_workbook(path)
    if n.LEFT not in book.sheetnames:
        return {}
    return {row[3]: row[:3] for row in book[n.LEFT].iter_rows(min_row=6, values_only=True) if row[3]}


def _bottom(path: Path, sheet: str) -> int:
    return openpyxl.load_workbook(path)[sheet].max_row


class DescribeTextOutsideTheTables:
    @pytest.mark.parametrize("sheet", [n.OVERVIEW, n.UNITS, n.LOG, n.VERIFY, n.CORRECTIONS, n.INDICATORS])
    def it_stays_where_it_stood_over_re_runs(self, tmp_path: Path, sheet: str) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        typed = {"E3": "Anh Minh xem trước khi in", "F3": 12.5}
        _type(path, sheet, typed)
        for _ in range(3):
            assert not any("ghi chú" in line for line in _write(path, _sample(7)))
            found = openpyxl.load_workbook(path)[sheet]
            assert {name: found[name].value for name in typed} == typed
        assert _left(path) == {}

    def it_a_text_over_a_text_of_ours_is_listed_and_said(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        _type(path, n.OVERVIEW, {"A2": "TỔNG QUAN của xã"})
        said = _write(path)
        assert any("1 ghi chú không còn chỗ cũ" in line for line in said)
        assert _left(path) == {"TỔNG QUAN của xã": (n.OVERVIEW, None, "Ô A2")}
        assert not any("ghi chú" in line for line in _write(path))

    def it_a_number_over_a_figure_of_ours_is_listed_too(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        cell = next(
            cell for row in book[n.OVERVIEW].iter_rows() for cell in row if cell.data_type == "f"
        ).coordinate
        book.close()
        _type(path, n.OVERVIEW, {cell: 99})
        _write(path)
        assert _left(path) == {99: (n.OVERVIEW, None, f"Ô {cell}")}

    @pytest.mark.parametrize(
        "sheet", [name for name in KEYS if name not in (n.SEVERAL, n.ATTACHED, n.CHANGES, n.CORRECTIONS)]
    )
    def it_a_line_beneath_a_table_is_listed_even_in_the_columns_that_name_a_row(
        self, tmp_path: Path, sheet: str
    ) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        row = _bottom(path, sheet) + 2
        _type(path, sheet, {f"A{row}": "Người lập: Lan", f"B{row}": "đã soát"})
        for _ in range(2):
            _write(path)
            assert _left(path).keys() == {"Người lập: Lan", "đã soát"}

    def it_rows_that_a_person_put_in_make_nothing_of_ours_a_persons(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        book[n.OVERVIEW].insert_rows(1, 2)
        book[n.OVERVIEW]["A1"] = "Bản của anh Minh"
        book.save(path)
        _write(path)
        assert openpyxl.load_workbook(path)[n.OVERVIEW]["A1"].value != "Bản của anh Minh"
        assert list(_left(path)) == ["Bản của anh Minh"]

    def it_a_file_saved_by_libreoffice_holds_nothing_new(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        [saved] = office.convert([path], "xlsx", tmp_path / "lo")
        path.write_bytes(saved.read_bytes())
        assert not any("ghi chú" in line for line in _write(path))
        assert _left(path) == {}

    def it_a_table_without_its_header_row_is_said_with_the_copy_that_has_it(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        for cell in book[n.PROPOSALS][5]:
            cell.value = None
        book.save(path)
        said = _write(path)
        assert any(f"“{n.PROPOSALS}” mất dòng tiêu đề" in line and "bản sao lưu" in line for line in said)


class DescribeATaskTypedByItsCodes:
    def it_is_a_row_of_its_own_and_no_stray_line(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path, sample(12, 8, 3, 3, as_of=date(2025, 2, 1)))
        sheet = openpyxl.load_workbook(path)[n.TASK_VERIFY]
        columns = {cell.value: cell.column_letter for cell in sheet[5]}
        rows = range(6, sheet.max_row + 1)
        known = {
            (sheet[f"{columns[h.UNIT_CODE]}{r}"].value, sheet[f"{columns[h.CODE]}{r}"].value) for r in rows
        }
        blank = next(r for r in rows if sheet[f"{columns[h.UNIT_CODE]}{r}"].value is None)
        unit, code = next(
            (unit.code, task.task)
            for unit in sample(12, 8, 3, 3, as_of=date(2025, 2, 1)).units
            for task in unit.tasks
            if (unit.code, task.task) not in known
        )
        typed = {h.UNIT_CODE: unit, h.CODE: code, n.VERDICT: n.SENT_BACK, n.REASON: "Thiếu văn bản"}
        _type(path, n.TASK_VERIFY, {f"{columns[header]}{blank}": value for header, value in typed.items()})
        assert not any(
            "ghi chú" in line for line in _write(path, sample(12, 8, 3, 3, as_of=date(2025, 2, 1)))
        )
        assert _left(path) == {} and read_review(path).tasks[unit, code].reason == "Thiếu văn bản"


class DescribeASheetThatAPersonRenamed:
    @pytest.mark.parametrize("marked", [True, False])
    def it_what_was_typed_there_counts_and_the_run_says_so(self, tmp_path: Path, marked: bool) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        sheet = book[n.VERIFY]
        columns = {cell.value: cell.column for cell in sheet[5]}
        sheet.cell(6, columns[n.VERIFIED], 1.5)
        sheet.cell(6, columns[n.REASON], "Thiếu văn bản")
        sheet.title = "Kết luận"
        if not marked:  # by its headers alone
            for row in sheet.iter_rows():
                for cell in row:
                    if str(cell.value).startswith("danvan-xl-"):
                        cell.value = None
        unit, code = sheet.cell(6, columns[h.UNIT_CODE]).value, sheet.cell(6, columns[h.SCORE_CODE]).value
        book.save(path)
        review = read_review(path)
        assert review.reasons == {(unit, code): "Thiếu văn bản"}
        assert [item.code for item in review.findings] == []
        said = _write(path)
        assert (
            "Trang tính “Kết luận” là “Thẩm định” được đổi tên: đã đọc đủ và ghi lại với tên “Thẩm định”."
            in said
        )
        names = openpyxl.load_workbook(path).sheetnames
        assert "Kết luận" not in names and n.VERIFY in names

    @pytest.mark.parametrize("sheet", [n.LOG, n.PROPOSALS, n.UNITS, n.TASK_VERIFY])
    def it_columns_of_a_persons_own_come_back_on_every_sheet(self, tmp_path: Path, sheet: str) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        last = max(cell.column for cell in book[sheet][5] if cell.value) + 1
        book[sheet].cell(5, last, "Người theo dõi")
        book[sheet].cell(6, last, "Lan")
        book[sheet].title = "Của Lan"
        book.save(path)
        _write(path)
        found = openpyxl.load_workbook(path)
        assert any(cell.value == "Lan" for row in found[sheet].iter_rows() for cell in row)
        assert "Của Lan" not in found.sheetnames

    def it_a_copy_beside_ours_is_a_persons_own(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        book.copy_worksheet(book[n.UNITS]).title = "Theo đơn vị (2)"
        book.save(path)
        _write(path)
        assert {"Theo đơn vị", "Theo đơn vị (2)"} <= set(openpyxl.load_workbook(path).sheetnames)

    @pytest.mark.parametrize(
        ("sheet", "header"), [(n.TASK_VERIFY, n.VERDICT), (n.CORRECTIONS, n.RIGHT_VALUE), (n.LOG, n.SETTLED)]
    )
    def it_a_header_or_sheet_that_is_gone_where_people_type_is_told(
        self, tmp_path: Path, sheet: str, header: str
    ) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        cell = next(c for row in book[sheet].iter_rows() for c in row if c.value == header)
        cell.value = "Tên khác"
        book.save(path)
        told = read_review(path).findings
        assert [item.code for item in told] == ["typed-sheet-missing"]
        assert sheet in told[0].message and header in told[0].message
        del book[sheet]
        book.save(path)
        assert [item.code for item in read_review(path).findings] == ["typed-sheet-missing"]


class DescribeAnXInARowWithoutAFinding:
    def _mark(self, path: Path, verdict: str) -> str:
        book = openpyxl.load_workbook(path)
        sheet = book[n.LOG]
        columns = {cell.value: cell.column for cell in sheet[5]}
        row = next(r for r in range(6, sheet.max_row) if sheet.cell(r, columns[n.VERDICT]).value == verdict)
        sheet.cell(row, columns[n.SETTLED], "x")
        book.save(path)
        return str(sheet.cell(row, columns[n.PATH]).value)

    def _marked(self, path: Path) -> list[tuple[str, Any]]:
        sheet = openpyxl.load_workbook(path)[n.LOG]
        columns = {cell.value: cell.column for cell in sheet[5]}
        rows = range(6, sheet.max_row + 1)
        return [
            (sheet.cell(r, columns[n.PATH]).value, sheet.cell(r, columns[n.TO_CHECK]).value)
            for r in rows
            if sheet.cell(r, columns[n.SETTLED]).value or sheet.cell(r, columns[n.TO_CHECK]).value
        ]

    def it_it_stays_over_re_runs(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        name = self._mark(path, Verdict.ACCEPTED.label)
        for _ in range(2):
            _write(path)
            assert self._marked(path) == [(name, None)]
        assert _left(path) == {}

    def it_another_verdict_on_the_file_opens_it_again_with_a_word(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        name = self._mark(path, Verdict.ACCEPTED.label)
        made = _sample()
        next(file for file in made.files if file.path == name).verdict = Verdict.SUPERSEDED
        _write(path, made)
        assert self._marked(path) == [
            (name, "Xem lại: đã xử lý khi nội dung là “Đã đọc và đưa vào tổng hợp.”")
        ]


class DescribePrints:
    def it_is_the_same_whatever_program_saved_the_value(self) -> None:
        assert print_of(5) == print_of(5.0)
        assert print_of("a  b\n") == print_of("a b")
        assert print_of(0.1 + 0.2) == print_of(0.3)
        assert print_of("5") != print_of("6")
