"""A computed cell that nobody touched follows its words; what a person typed wins (``sheets.master.remembered``)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.model import Master, Task
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.terms import master as n
from tests.plans.editing import Editing, write_master
from tests.support.masters import small_master
from tests.support.records import replace

KEY = ("Nhiệm vụ", "Mã nhiệm vụ", "NV01")


def master(text: str = "Ban hành kế hoạch") -> Master:
    """NV01 is due by its words alone."""
    made = small_master()
    made.tasks = [replace(made.tasks[0], text=text), *made.tasks[1:]]
    return made


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A master whose blank cells ``split`` filled in."""
    path = write_master(master("Mỗi thôn tổ chức 01 cuộc đối thoại"), tmp_path / "kh.xlsx", worked_out=False)
    with Editing(path, path) as edit:
        edit.set(*KEY, n.TARGET, None)
        edit.set(*KEY, n.TARGET_UNIT, None)
    split(path)
    return path


def split(path: Path) -> None:
    actions.split(actions.SplitRequest(master=path))


def change(path: Path, **cells: object) -> Path:
    with Editing(path, path) as edit:
        for header, value in cells.items():
            edit.set(*KEY, header.replace("_", " "), value)
    return path


def first(path: Path) -> Task:
    task = load_master(path).task("NV01")
    assert task is not None
    return task


def cells_of(path: Path) -> dict[str, object]:
    with Editing(path, path) as edit:
        return {h: edit.cell(*KEY, h).value for h in (n.DEADLINE_KIND, n.START, n.DUE, n.TARGET)}


def codes(path: Path) -> list[str]:
    return [
        f"{f.code} {f.cell}"
        for f in read_master(path).findings
        if f.code.startswith(("master-follows", "master-deadline-differs"))
    ]


class DescribeCellsThatNobodyTouched:
    def it_follows_a_phrase_that_is_put_right_and_says_so(self, filled: Path):
        assert (first(filled).deadline.due, codes(filled)) == (date(2025, 9, 5), [])
        change(filled, Thời_gian_thực_hiện="Xong trước 30/10/2025")
        assert first(filled).deadline.due == date(2025, 10, 30)
        assert [code.split()[0] for code in codes(filled)] == ["master-follows-words"]
        split(filled)
        assert cells_of(filled)[n.DUE] == datetime(2025, 10, 30)
        assert codes(filled) == []

    def it_is_emptied_where_the_new_phrase_has_no_date(self, filled: Path):
        change(filled, Thời_gian_thực_hiện="sau Đại hội chi bộ thôn")
        split(filled)
        found = cells_of(filled)
        assert (found[n.DEADLINE_KIND], found[n.START], found[n.DUE]) == (None, None, None)

    def it_follows_the_words_that_name_an_amount(self, filled: Path):
        assert first(filled).target == 1
        change(filled, Nhiệm_vụ="Mỗi thôn tổ chức 03 cuộc đối thoại")
        assert first(filled).target == 3

    def it_follows_the_days_of_next_years_plan(self, filled: Path):
        """Last year's master is copied, and its days are changed."""
        with Editing(filled, filled) as edit:
            edit.set(*KEY, n.WHEN, "Thường xuyên")
        split(filled)
        assert cells_of(filled)[n.DUE] == datetime(2025, 12, 31)
        book = openpyxl.load_workbook(filled)
        for row in book[n.PLAN].iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime) and cell.value.year == 2025:
                    cell.value = cell.value.replace(year=2026)
        book.save(filled)
        assert first(filled).deadline.due == date(2026, 12, 31)

    def it_is_the_same_in_a_master_made_of_a_document(self, tmp_path: Path):
        path = change(
            write_master(master(), tmp_path / "kh.xlsx", worked_out=True), Thời_gian_thực_hiện="Quý IV/2025"
        )
        assert (first(path).deadline.start, first(path).deadline.due) == (
            date(2025, 10, 1),
            date(2025, 12, 31),
        )


class DescribeCellsThatAPersonTyped:
    def it_wins_over_the_phrase_now_and_later(self, filled: Path):
        change(filled, Hạn=date(2025, 9, 20))
        split(filled)
        change(filled, Thời_gian_thực_hiện="Xong trước 30/10/2025")
        assert first(filled).deadline.due == date(2025, 9, 20)
        assert [code.split()[0] for code in codes(filled)] == ["master-deadline-differs"]

    def it_lets_the_other_cells_of_its_row_follow(self, filled: Path):
        change(filled, Hạn=date(2025, 12, 20), Thời_gian_thực_hiện="Quý IV/2025")
        assert (first(filled).deadline.start, first(filled).deadline.due) == (
            date(2025, 10, 1),
            date(2025, 12, 20),
        )

    def it_keeps_an_amount_whose_unit_was_typed(self, filled: Path):
        change(filled, Đơn_vị_tính="buổi", Nhiệm_vụ="Mỗi thôn tổ chức 03 cuộc đối thoại")
        assert (first(filled).target, first(filled).target_unit) == (1, "buổi")

    def it_is_taken_for_typed_where_rows_were_sorted_without_the_memory(self, filled: Path):
        change(filled, Mã_nhiệm_vụ="NV77")
        with Editing(filled, filled) as edit:
            edit.set("Nhiệm vụ", "Mã nhiệm vụ", "NV77", n.WHEN, "Xong trước 30/10/2025")
        task = load_master(filled).task("NV77")
        assert task is not None and task.deadline.due == date(2025, 9, 5)


class DescribeTheMemory:
    def it_is_hidden_beside_the_table_and_not_written_twice(self, filled: Path):
        def column() -> tuple[list[object], bool]:
            sheet = openpyxl.load_workbook(filled)[n.TASKS]
            [head] = [c for row in sheet.iter_rows() for c in row if c.value == n.REMEMBERED]
            values = [cell.value for cell in sheet[head.column_letter] if cell.value]
            return values, bool(sheet.column_dimensions[head.column_letter].hidden)

        before = column()
        assert before[1] and before[0][1] == "NV01|Có hạn|2025-07-01|2025-09-05|1|cuộc/thôn"
        split(filled)
        assert column() == before
