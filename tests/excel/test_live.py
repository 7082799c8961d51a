"""A live book read as grids."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from danvan_xl.errors import InputError
from danvan_xl.excel import live as module
from danvan_xl.excel.live import grids_of, local_path, read_book, saved_path
from danvan_xl.plans.master_reader import read_master
from danvan_xl.workbooks.opening.own import read_grids
from tests.excel import live

TEMPLATE = Path(__file__).resolve().parents[2] / "workbook_templates" / "dai-son-2025.xlsx"


class DescribeGrids:
    def it_reads_a_whole_master_as_its_file_is_read(self) -> None:
        wanted = {
            (grid.name, r, c): value
            for grid in read_grids(TEMPLATE)
            for r, row in enumerate(grid.rows)
            for c, value in enumerate(row)
            if value not in (None, "")
        }
        found = {
            (grid.name, r, c): value
            for grid in grids_of(live.open_book(TEMPLATE))
            for r, row in enumerate(grid.rows)
            for c, value in enumerate(row)
            if value not in (None, "")
        }
        assert found == wanted

    def it_gives_the_same_master_as_the_file(self) -> None:
        by_file = read_master(TEMPLATE).master
        by_book = read_book(live.open_book(TEMPLATE)).master
        assert (by_book.plan, by_book.units, by_book.periods) == (
            by_file.plan,
            by_file.units,
            by_file.periods,
        )
        assert [(t.code, t.deadline, t.assignments) for t in by_book.tasks] == [
            (t.code, t.deadline, t.assignments) for t in by_file.tasks
        ]

    def it_counts_from_a1_where_the_used_range_begins_later(self) -> None:
        data = live.payload(sheets={"A": [[None, None, None], [None, None, None], [None, None, "x"]]})
        data["sheets"][0]["used_range_address"] = "C3"
        import xlwings

        [grid] = grids_of(xlwings.Book(json=data))
        assert grid.value(2, 2) == "x" and grid.value(0, 0) is None

    def it_keeps_a_time_of_day_and_drops_midnight(self) -> None:
        book = live.open_book(sheets={"A": [[datetime(2025, 9, 5), datetime(2025, 9, 5, 8, 30)]]})
        assert grids_of(book)[0].rows[0] == [date(2025, 9, 5), datetime(2025, 9, 5, 8, 30)]

    def it_reads_only_the_first_part_of_a_sheet_with_a_stray_cell(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "MAX_CELLS", 50)
        monkeypatch.setattr(module, "PART", (10, 3))
        book = live.open_book(sheets={"A": [["x"] * 6 for _ in range(20)]})
        [grid] = grids_of(book)
        assert (len(grid.rows), len(grid.rows[0])) == (10, 3)


class DescribePaths:
    def it_knows_where_a_saved_book_lies(self, tmp_path: Path) -> None:
        path = tmp_path / "kế hoạch.xlsx"
        assert local_path(live.open_book(sheets={"A": [[1]]}, name=str(path))) == path

    def it_asks_to_save_a_book_that_has_no_file(self) -> None:
        with pytest.raises(InputError, match="chưa được lưu"):
            saved_path(live.open_book(sheets={"A": [[1]]}, name="Sổ1"), lambda text: True)

    def it_finds_the_synchronised_copy_of_a_book_in_onedrive(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy = tmp_path / "OneDrive" / "Dân vận" / "kế hoạch.xlsx"
        copy.parent.mkdir(parents=True)
        copy.touch()
        monkeypatch.setenv("OneDriveConsumer", str(tmp_path / "OneDrive"))
        monkeypatch.setenv("APPDATA", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        name = "https://d.docs.live.net/a1b2c3/Dân vận/kế hoạch.xlsx"
        assert local_path(live.open_book(sheets={"A": [[1]]}, name=name)) == copy

    def it_says_what_to_do_where_there_is_no_copy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("APPDATA", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        name = "https://d.docs.live.net/a1b2c3/mất/kế hoạch.xlsx"
        with pytest.raises(InputError, match="OneDrive"):
            local_path(live.open_book(sheets={"A": [[1]]}, name=name))
