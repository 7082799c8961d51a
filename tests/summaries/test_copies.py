"""Copies of a summary before it is replaced, and bringing one back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.errors import InputError
from danvan_xl.files import backup_of
from danvan_xl.summaries.copies import copies_of
from danvan_xl.summaries.keeping import Standing
from danvan_xl.summaries.write import write_summary
from tests.support.consolidations import sample


def _edited(path: Path, text: str) -> bytes:
    book = openpyxl.load_workbook(path)
    sheet = book["Việc của tôi"] if "Việc của tôi" in book.sheetnames else book.create_sheet("Việc của tôi")
    sheet["A1"] = text
    book.save(path)
    return path.read_bytes()


def _write(path: Path) -> None:
    write_summary(sample(3, 3, 2), path)


class DescribeCopies:
    def it_what_stood_there_is_kept_before_it_is_replaced_the_last_five_of_each_summary(
        self, tmp_path: Path
    ) -> None:
        path, other = tmp_path / "th.xlsx", tmp_path / "th - lần 2.xlsx"
        _write(path)
        _write(other)
        stood = []
        for run in range(8):
            stood.append(_edited(path, f"lần {run}"))
            _write(path)
        _write(other)
        copies = copies_of(path)
        assert list(copies) == [8, 7, 6, 5, 4]
        assert [copy.read_bytes() for copy in copies.values()] == stood[:2:-1]
        assert [copy.name for copy in copies_of(other).values()] == ["th - lần 2 - lần 1.xlsx"]
        assert {copy.parent.name for copy in copies.values()} == {"bản sao lưu"}

    def it_the_same_content_is_kept_once(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        for _ in range(6):
            _write(path)
        assert len(copies_of(path)) <= 2


class DescribeRestoring:
    def it_brings_one_back_and_keeps_what_it_replaces(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        first = _edited(path, "một")
        _write(path)
        second = _edited(path, "hai")
        _write(path)
        now = path.read_bytes()
        done = actions.restore(actions.RestoreRequest(summary=path, number=1))
        assert path.read_bytes() == first
        assert (
            "Đã đưa “th.xlsx” về bản sao lưu lần 1" in done.lines[0]
            and "bản sao lưu/th - lần 3.xlsx" in done.lines[1]
        )
        assert [copy.read_bytes() for copy in copies_of(path).values()] == [now, second, first]
        actions.restore(actions.RestoreRequest(summary=path))  # the newest: as it was before
        assert path.read_bytes() == now

    def it_says_so_where_a_copy_is_damaged_and_changes_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        _edited(path, "một")
        _write(path)
        [copy] = copies_of(path).values()
        copy.write_bytes(copy.read_bytes()[:3000])
        before = path.read_bytes()
        with pytest.raises(InputError, match=r"đã hỏng hoặc không đọc được; “th\.xlsx” vẫn như cũ"):
            actions.restore(actions.RestoreRequest(summary=path))
        assert path.read_bytes() == before
        assert list(copies_of(path)) == [1]

    def it_refuses_a_copy_that_is_no_summary(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        (tmp_path / "bản sao lưu").mkdir()
        openpyxl.Workbook().save(tmp_path / "bản sao lưu" / "th - lần 4.xlsx")
        with pytest.raises(InputError, match="đã hỏng hoặc không đọc được"):
            actions.restore(actions.RestoreRequest(summary=path, number=4))

    def it_says_which_there_are(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        with pytest.raises(InputError, match=r"Chưa có bản sao lưu nào của “th\.xlsx”"):
            actions.restore(actions.RestoreRequest(summary=path))
        _edited(path, "một")
        _write(path)
        with pytest.raises(InputError, match="Không có bản sao lưu lần 9") as error:
            actions.restore(actions.RestoreRequest(summary=path, number=9))
        assert "lần 1, ghi lúc" in str(error.value)

    def it_names_the_copy_beside_a_file_that_has_its_copies_there(self, tmp_path: Path) -> None:
        path = tmp_path / "kế hoạch.xlsx"
        openpyxl.Workbook().save(path)
        backup_of(path)
        with pytest.raises(InputError, match=r"ngay bên cạnh có “kế hoạch \(bản sao lưu\)\.xlsx”") as error:
            actions.restore(actions.RestoreRequest(summary=path))
        assert "“Khôi phục bản sao lưu”" in str(error.value)

    def it_brings_back_a_summary_that_was_deleted(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        first = _edited(path, "một")
        _write(path)
        path.unlink()
        actions.restore(actions.RestoreRequest(summary=path))
        assert path.read_bytes() == first


class DescribeADamagedSummary:
    def it_is_not_replaced_while_copies_of_it_lie_there(self, tmp_path: Path) -> None:
        path = tmp_path / "th.xlsx"
        _write(path)
        _write(path)
        _edited(path, "điểm của tôi")
        _write(path)
        path.write_bytes(path.read_bytes()[:9000])
        standing = Standing.at(path)
        assert standing is not None
        with pytest.raises(InputError, match="đã hỏng") as caught:
            standing.review()
        assert caught.value.code == "summary-damaged" and "restore" in caught.value.remedy
        assert path.stat().st_size == 9000
