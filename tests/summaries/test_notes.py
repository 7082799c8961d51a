"""What a person types beside the rows of a summary stays with its row, on every sheet, over re-runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_xl.results import Consolidation
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.row_keys import KEYS
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from tests.support import office
from tests.support.consolidations import sample
from tests.support.formulas import differences

OWN = "Người theo dõi"
_NOT_DRAWN = (n.SEVERAL, n.ATTACHED, n.CHANGES)
"""Sheets that these made-up summaries do not have."""


def _sample(units: int = 6, tasks: int = 4, criteria: int = 5, indicators: int = 3) -> Consolidation:
    return sample(units, tasks, criteria, indicators)


def _write(path: Path, made: Consolidation | None = None) -> list[str]:
    """Consolidate again onto the file: what it holds counts first."""
    made = made or _sample()
    if path.exists():
        apply_review(made, read_review(path))
    return write_summary(made, path)


def _header(sheet: Any) -> tuple[int, dict[str, int]]:
    """Row and columns of the header, 1-based."""
    key = KEYS[sheet.title]
    for row in sheet.iter_rows():
        columns = {cell.value: cell.column for cell in reversed(row) if cell.value}
        if all(header in columns for header in key):
            return row[0].row, columns
    raise AssertionError(sheet.title)


def _next_column(sheet: Any) -> int:
    """The first column that a person sees blank behind the table."""
    _row, columns = _header(sheet)
    return max(columns.values()) + 1


def _rows(sheet: Any) -> dict[tuple[Any, ...], int]:
    head, columns = _header(sheet)
    keys = {}
    for row in range(head + 1, sheet.max_row + 1):
        key = tuple(sheet.cell(row, columns[header]).value for header in KEYS[sheet.title])
        if any(key):
            keys.setdefault(key, row)
    return keys


def _type(path: Path, sheet: str, typed: dict[tuple[Any, ...], Any], header: str = OWN) -> None:
    book = openpyxl.load_workbook(path)
    head, columns = _header(book[sheet])
    col = columns.get(header) or _next_column(book[sheet])
    book[sheet].cell(head, col, header)
    rows = _rows(book[sheet])
    for key, value in typed.items():
        book[sheet].cell(rows[key], col, value)
    book.save(path)


def _typed(path: Path, sheet: str, header: str = OWN) -> dict[tuple[Any, ...], Any]:
    found = openpyxl.load_workbook(path)[sheet]
    _, columns = _header(found)
    if header not in columns:
        return {}
    rows = _rows(found).items()
    return {key: value for key, row in rows if (value := found.cell(row, columns[header]).value) is not None}


def _left(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    if n.LEFT not in book.sheetnames:
        return []
    return [row[:4] for row in book[n.LEFT].iter_rows(min_row=6, values_only=True) if row[3] is not None]


class DescribeColumnsOfAPersonsOwn:
    @pytest.mark.parametrize("sheet", [name for name in KEYS if name not in _NOT_DRAWN])
    def it_they_follow_their_row_on_every_sheet_whose_rows_have_a_key(
        self, tmp_path: Path, sheet: str
    ) -> None:
        path = tmp_path / "s.xlsx"
        made = _sample()
        _write(path, made)
        if sheet == n.CORRECTIONS:
            _type(path, sheet, {}, OWN)
            book = openpyxl.load_workbook(path)
            book[sheet].cell(6, 1, "a.xlsx")
            book.save(path)
        keys = list(_rows(openpyxl.load_workbook(path)[sheet]))
        wanted = {key: f"chị Lan {index}" for index, key in enumerate(keys) if index % 2 == 0}
        _type(path, sheet, wanted)
        _write(path, made)
        assert _typed(path, sheet) == wanted
        if sheet in (n.UNITS, n.MATRIX, n.POINTS, n.DETAIL):
            # Units come in another order, one more comes first: the note stays with its unit.
            turned = _sample()
            turned.units.reverse()
            _write(path, turned)
            assert _typed(path, sheet) == wanted
        assert _left(path) == []

    def it_keeps_dates_numbers_with_their_format_and_long_texts(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        long = "Đã gọi điện, hẹn gửi lại sau khi họp giao ban. " * 6
        values = {
            ("X001",): date(2025, 9, 5),
            ("X002",): 0.85,
            ("X003",): 12,
            ("X004",): long,
            ("X005",): True,
        }
        _type(path, n.UNITS, values)
        book = openpyxl.load_workbook(path)
        _, columns = _header(book[n.UNITS])
        book[n.UNITS].cell(7, columns[OWN]).number_format = "0%"
        book.save(path)
        for _ in range(3):
            _write(path)
        found = _typed(path, n.UNITS)
        assert found[("X001",)].date() == date(2025, 9, 5)
        assert {key: value for key, value in found.items() if key != ("X001",)} == {
            ("X002",): 0.85,
            ("X003",): 12,
            ("X004",): long,
            ("X005",): True,
        }
        sheet = openpyxl.load_workbook(path)[n.UNITS]
        assert sheet.cell(7, columns[OWN]).number_format == "0%"
        assert sheet.row_dimensions[9].height > 60

    def it_a_column_without_a_header_and_one_called_like_ours_are_kept_too(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        sheet = book[n.PROPOSALS]
        head, _ = _header(sheet)
        col = _next_column(sheet)
        sheet.cell(head, col, "Ghi chú")  # a header of the sheet's own
        sheet.cell(head + 1, col, "đã chuyển Sở")
        sheet.cell(head + 1, col + 3, "không tiêu đề")
        book.save(path)
        for _ in range(3):
            _write(path)
        sheet = openpyxl.load_workbook(path)[n.PROPOSALS]
        head, columns = _header(sheet)
        assert sheet.cell(head + 1, columns["Ghi chú (2)"]).value == "đã chuyển Sở"
        assert sheet.cell(head + 1, columns["Ghi chú (3)"]).value == "không tiêu đề"
        assert sheet.cell(head + 1, columns["Ghi chú"]).value is None

    def it_a_column_of_ours_that_is_drawn_no_more_is_nobodys(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path, _sample(tasks=5))
        _write(path, _sample(tasks=4))
        book = openpyxl.load_workbook(path)
        assert "NV05" not in [cell.value for cell in book[n.MATRIX][5]]
        assert _left(path) == []

    def it_a_summary_of_a_version_that_did_not_name_its_columns_keeps_them(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        _type(path, n.UNITS, {("X002",): "anh Bình"})
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows(max_row=4):
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("danvan-xl-columns"):
                        cell.value = None
        book.save(path)
        _write(path)
        assert _typed(path, n.UNITS) == {("X002",): "anh Bình"}

    def it_notes_beside_indicators_of_an_earlier_layout_are_listed(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        sheet = book[n.INDICATORS]
        head, columns = _header(sheet)
        for row in sheet.iter_rows(min_col=columns[h.UNIT_CODE]):  # that table was not there
            for cell in row:
                cell.value = None
        for row in sheet.iter_rows(max_row=4):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("danvan-xl-columns"):
                    cell.value = None
        sheet.cell(head, columns[h.UNIT_CODE], OWN)
        sheet.cell(head + 1, columns[h.UNIT_CODE], "hỏi lại kế toán")
        book.save(path)
        _write(path)
        assert [(where, value) for where, _, _, value in _left(path)] == [(n.INDICATORS, "hỏi lại kế toán")]

    def it_the_figures_stay_those_of_the_rules(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        for sheet in (n.UNITS, n.VERIFY, n.DETAIL, n.INDICATORS, n.HISTORY):
            _type(path, sheet, {next(iter(_rows(openpyxl.load_workbook(path)[sheet]))): 7})
        _write(path)
        [shown] = office.recalculate([path], tmp_path / "lo")
        assert differences(path, shown) == []
        assert read_previous(path).periods == ("NAM",)

    def it_a_formula_stays_live_while_its_rows_stand_still_and_else_leaves_its_value_and_a_word(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        _type(path, n.UNITS, {("X002",): "=A7+1"})
        assert _write(path) == []
        assert _typed(path, n.UNITS) == {("X002",): "=A7+1"}
        fewer = _sample()
        fewer.units.pop(0)
        [line] = _write(path, fewer)
        assert (
            f"Công thức ở cột “{OWN}” của trang tính “{n.UNITS}”" in line
            and "“bản sao lưu/s - lần 2.xlsx”" in line
        )
        assert _typed(path, n.UNITS) == {("X002",): 3}


class DescribeRowsThatAreGone:
    def it_their_notes_are_listed_and_come_back_with_the_row(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        _type(path, n.UNITS, {("X002",): "anh Bình", ("X006",): "chị Hoa"})
        fewer = _sample()
        fewer.units.pop()
        said = _write(path, fewer)
        assert said == ["1 ghi chú không còn chỗ cũ được giữ ở trang tính “Ghi chú của dòng không còn”."]
        for _ in range(3):
            assert _write(path, fewer) == []
        assert _left(path) == [(n.UNITS, "X006", OWN, "chị Hoa")]
        assert _typed(path, n.UNITS) == {("X002",): "anh Bình"}
        _write(path)
        assert _typed(path, n.UNITS) == {("X002",): "anh Bình", ("X006",): "chị Hoa"}
        assert _left(path) == []

    def it_a_line_below_a_table_is_listed_with_its_cells(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        _, columns = _header(book[n.UNITS])
        row = book[n.UNITS].max_row + 2
        book[n.UNITS].cell(row, columns["Đơn vị"], "Nhắc: họp ngày 5/12")
        book.save(path)
        for _ in range(2):
            _write(path)
        assert _left(path) == [(n.UNITS, f"dòng {row}", "Đơn vị", "Nhắc: họp ngày 5/12")]

    def it_a_note_that_a_person_deletes_there_is_gone(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        _type(path, n.UNITS, {("X006",): "chị Hoa"})
        fewer = _sample()
        fewer.units.pop()
        _write(path, fewer)
        book = openpyxl.load_workbook(path)
        book[n.LEFT].delete_rows(6)
        book.save(path)
        _write(path, fewer)
        assert _left(path) == []


class DescribeTheShortNameOfATask:
    def it_one_typed_in_the_summary_stays_and_is_listed_where_its_task_is_gone(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        code = _sample().master.tasks[-1].code
        _type(path, n.TASKS, {(code,): "Đối thoại quý III"}, "Tên ngắn")
        _write(path)
        assert _typed(path, n.TASKS, "Tên ngắn") == {(code,): "Đối thoại quý III"}
        _write(path, _sample(tasks=3))
        assert _left(path) == [(n.TASKS, code, "Tên ngắn", "Đối thoại quý III")]
        _write(path)
        assert _typed(path, n.TASKS, "Tên ngắn") == {(code,): "Đối thoại quý III"}


class DescribeComments:
    def it_a_comment_stays_on_its_cell_wherever_its_row_goes(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        _, columns = _header(book[n.UNITS])
        book[n.UNITS].cell(7, columns["Đơn vị"]).comment = Comment("Hỏi lại số thôn\ntrước 5/12", "Lan")
        book[n.OVERVIEW]["A1"].comment = Comment("In 3 bản", "Lan")
        book.save(path)
        turned = _sample()
        turned.units.reverse()
        for _ in range(2):
            _write(path, turned)
        sheet = openpyxl.load_workbook(path)[n.UNITS]
        cell = sheet.cell(_rows(sheet)[("X002",)], columns["Đơn vị"])
        assert "Hỏi lại số thôn" in cell.comment.text and "trước 5/12" in cell.comment.text
        assert _left(path) == [(n.OVERVIEW, None, "Chú thích ở A1", "In 3 bản")]


class DescribeCorrectionsWithoutAFile:
    def it_the_row_stays_where_it_was_typed(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        _write(path)
        book = openpyxl.load_workbook(path)
        for col, value in enumerate((None, None, None, "Nhiệm vụ", "H9", 40, "Lan"), 1):
            book[n.CORRECTIONS].cell(6, col, value)
        book.save(path)
        for _ in range(2):
            _write(path)
        row = [cell.value for cell in openpyxl.load_workbook(path)[n.CORRECTIONS][6]]
        assert row[3:7] == ["Nhiệm vụ", "H9", 40, "Lan"]
        assert _left(path) == []
