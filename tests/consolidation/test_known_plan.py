"""A master that was read before: never another plan than reading it anew gives, whatever became of file or memory."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.consolidation.known_plan import KnownPlan, _Kept
from danvan_xl.errors import DanvanError
from danvan_xl.model import Master
from danvan_xl.plans.master_reader import load_master
from danvan_xl.terms import form as h
from tests.plans.editing import column, header_row, write_master
from tests.support.doing import split
from tests.support.masters import small_master

BUNDLED = sorted(Path("workbook_templates").glob("*-20*.xlsx"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "nhớ" / "m.sqlite"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A master that was split; a department typed a result into its own sheet."""
    path = write_master(small_master(hamlets=4), tmp_path / "kế hoạch.xlsx")
    split(path, as_of=date(2025, 9, 30))
    type_into(path, "Đã ban hành Quyết định số 12")
    return path


def type_into(path: Path, result: str) -> None:
    """As somebody of the first department does it."""
    book = openpyxl.load_workbook(path)
    sheet = book["Văn phòng HĐND và UBND"]
    top = header_row(sheet, h.CODE, h.RESULT)
    sheet.cell(top + 1, column(sheet, top, h.RESULT)).value = result
    book.save(path)


def read(path: Path, place: Path | None) -> tuple[KnownPlan, str]:
    """The plan, and all that it says."""
    plan = KnownPlan(path, place)
    typed = plan.typed()
    return plan, repr((plan.master, typed, [dict(a.cells) for r in typed.values() for a in r.tasks.values()]))


class DescribeAKnownPlan:
    @pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
    def it_is_the_plan_that_reading_gives(self, path: Path, place: Path) -> None:
        first, said = read(path, place)
        again, same = read(path, place)
        assert (first.recalled, again.recalled) == (False, True)
        assert again.master == load_master(path)
        assert said == same

    def it_keeps_what_departments_typed(self, filled: Path, place: Path) -> None:
        anew, said = read(filled, None)
        results = [read(filled, place) for _ in range(3)]
        assert [plan.recalled for plan, _ in results] == [False, True, True]
        assert {same for _, same in results} == {said}
        assert "Đã ban hành Quyết định số 12" in said
        assert not anew.recalled

    def it_is_read_anew_when_one_cell_changed(self, filled: Path, place: Path) -> None:
        read(filled, place)
        type_into(filled, "Quyết định số 13")
        plan, said = read(filled, place)
        assert not plan.recalled
        assert "Quyết định số 13" in said

    def it_is_read_anew_under_another_name(self, filled: Path, place: Path, tmp_path: Path) -> None:
        """Findings and places name the file."""
        read(filled, place)
        other = tmp_path / "khác.xlsx"
        shutil.copy(filled, other)
        plan, said = read(other, place)
        assert not plan.recalled
        assert "khác.xlsx" in said

    def it_stands_in_another_folder_as_well(self, filled: Path, place: Path, tmp_path: Path) -> None:
        read(filled, place)
        other = tmp_path / "nơi khác" / filled.name
        other.parent.mkdir()
        shutil.copy(filled, other)
        plan, _ = read(other, place)
        assert plan.recalled
        assert plan.master.path == other

    @pytest.mark.parametrize("damage", [b"", b"not a database " * 500])
    def it_is_read_anew_where_the_memory_is_damaged(self, filled: Path, place: Path, damage: bytes) -> None:
        _, said = read(filled, place)
        place.write_bytes(damage)
        plan, same = read(filled, place)
        assert not plan.recalled
        assert same == said

    def it_never_remembers_one_that_cannot_be_used(self, tmp_path: Path, place: Path) -> None:
        path = tmp_path / "hỏng.xlsx"
        openpyxl.Workbook().save(path)
        for _ in range(2):
            with pytest.raises(DanvanError):
                KnownPlan(path, place)

    def it_says_what_reading_says_of_a_file_that_is_not_there(self, tmp_path: Path, place: Path) -> None:
        with pytest.raises(DanvanError, match="Không tìm thấy"):
            KnownPlan(tmp_path / "không có.xlsx", place)

    def it_keeps_every_part_of_a_master(self) -> None:
        parts = {item.name for item in dataclasses.fields(Master) if item.init}
        assert parts - {"path"} == {*_Kept.__struct_fields__} - {"typed"}
