"""Rows that many files share are read once: never another result than reading each file as if it were the first."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.findings import Finding
from danvan_xl.model import IndicatorAnswer
from danvan_xl.returns.jobs import Job, Reply, work
from danvan_xl.returns.plain import packed, unpacked
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening.row_plain import rows_under
from tests.returns.filled import fill_form, issued
from tests.returns.mutations import mutate
from tests.support.masters import small_master
from tests.support.office import convert

ROUNDS = 2
MISHAPS = 3


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Filled forms of all units as saved by openpyxl (texts in their cells) and LibreOffice (texts by number), some with
    mishaps, and blank ones."""
    folder, master = tmp_path_factory.mktemp("phiếu"), small_master()
    forms = issued(folder / "trống", master)
    made = list(forms.values())
    for number in range(ROUNDS):
        rng = random.Random(number)
        for unit, form in forms.items():
            target = folder / f"{number}-{unit}.xlsx"
            filled = fill_form(master, unit, form, target, rng)
            if number % 2:
                book = openpyxl.load_workbook(target)
                mutate(book, filled, rng, MISHAPS)
                book.save(target)
            made.append(target)
    return [*made, *convert(made, "xlsx", folder / "LibreOffice")]


def read(path: Path, context: ReadingContext) -> Reply:
    return work(Job(path, f"{path.parent.name}/{path.name}", path.parent), context)


def afresh(path: Path) -> Reply:
    """As if no other file had been read."""
    rows_under.cache_clear()
    return read(path, ReadingContext(small_master()))


def told(path: Path, context: ReadingContext) -> list[Finding]:
    reading = read(path, context).reading
    assert reading is not None
    return reading.findings


def changed(path: Path, target: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(target)
    return target


def indicator(path: Path, context: ReadingContext) -> IndicatorAnswer:
    """What the file says of SL01."""
    reading = read(path, context).reading
    assert reading is not None and reading.returned is not None
    return reading.returned.indicators["SL01"]


class DescribeKnownRows:
    @pytest.mark.parametrize("order", range(2))
    def it_they_are_read_as_in_the_first_file(self, files, order):
        expected = {path: packed(afresh(path)) for path in files}
        shuffled = random.Random(order).sample(files, len(files))
        rows_under.cache_clear()
        context = ReadingContext(small_master())
        for path in (*shuffled, *shuffled):
            assert packed(read(path, context)) == expected[path], path

    def it_they_are_told_of_in_each_file_that_has_them(self, fill_in, tmp_path):
        """The same odd row in two files: one finding each, at its own cell of its own file."""
        one = fill_in("VP", tasks={"NV02": {"Kết quả, số văn bản": "Quyê\u0301t định"}})
        other = tmp_path / "bản hai.xlsx"
        other.write_bytes(one.read_bytes())
        context = ReadingContext(small_master())
        first, second = told(one, context), told(other, context)
        assert [(f.code, f.sheet, f.cell) for f in first] == [(f.code, f.sheet, f.cell) for f in second]
        assert "unicode-decomposed" in {f.code for f in first}
        assert {f.file for f in second} == {f"{tmp_path.name}/bản hai.xlsx"}

    def it_they_are_read_anew_under_other_headers(self, fill_in, tmp_path):
        """The same row to the byte below headers that changed places."""
        one = fill_in("VP", indicators={"SL01": {"Trong kỳ": 3, "Lũy kế": 5}})

        def change(book: openpyxl.Workbook) -> None:
            sheet = book["Số liệu"]
            heads = {
                c.value: c for row in sheet.iter_rows() for c in row if c.value in ("Trong kỳ", "Lũy kế")
            }
            heads["Trong kỳ"].value, heads["Lũy kế"].value = "Lũy kế", "Trong kỳ"

        other = changed(one, tmp_path / "đổi cột.xlsx", change)
        context = ReadingContext(small_master())
        assert [indicator(path, context).in_period for path in (one, other, one)] == [3, 5, 3]

    def it_they_are_read_anew_where_their_sheet_shows_no_zeros(self, fill_in, tmp_path):
        one = fill_in("VP", indicators={"SL01": {"Trong kỳ": 0, "Lũy kế": 5}})

        def change(book: openpyxl.Workbook) -> None:
            book["Số liệu"].sheet_view.showZeros = False

        other = changed(one, tmp_path / "ẩn số 0.xlsx", change)
        context = ReadingContext(small_master())
        assert [indicator(path, context).unread for path in (one, other)] == [frozenset(), {"in_period"}]
        assert packed(read(other, context)) == packed(afresh(other))

    def it_they_are_read_anew_where_cells_are_merged(self, fill_in, tmp_path):
        """A blank cell under another one shows that one's value: whose is it?"""
        one = fill_in(
            "VP", indicators={"SL01": {"Trong kỳ": 3, "Lũy kế": 5}, "SL02": {"Trong kỳ": None, "Lũy kế": 6}}
        )

        sheet = openpyxl.load_workbook(one)["Số liệu"]
        [head] = [c for row in sheet.iter_rows() for c in row if c.value == "Trong kỳ"]
        [first] = [c.row for row in sheet.iter_rows() for c in row if c.value == "SL01"]
        area = f"{head.column_letter}{first}:{head.column_letter}{first + 1}"
        other = tmp_path / "gộp ô.xlsx"
        with zipfile.ZipFile(one) as old, zipfile.ZipFile(other, "w") as new:
            for info in old.infolist():
                data = old.read(info)
                if b"SL02" in data and b"</sheetData>" in data and b"TC01" not in data:
                    data = data.replace(
                        b"</sheetData>",
                        b'</sheetData><mergeCells><mergeCell ref="%b"/></mergeCells>' % area.encode(),
                    )
                new.writestr(info, data)
        context = ReadingContext(small_master())
        assert "merged-cells" not in {f.code for f in told(one, context)}
        assert "merged-cells" in {f.code for f in told(other, context)}
        assert packed(read(other, context)) == packed(afresh(other))

    def it_what_is_told_once_a_sheet_is_told_in_each_file(self, fill_in, tmp_path):
        """The second row with the same oddity is not told of in the first file; alone in another file it is."""
        odd = {"Tài liệu kiểm chứng": "Quyê\u0301t định"}
        both = fill_in("VP", scores={"TC01": odd, "TC02": odd})

        def change(book: openpyxl.Workbook) -> None:
            sheet = book["Chấm điểm"]
            [head] = [c for row in sheet.iter_rows() for c in row if c.value == "Tài liệu kiểm chứng"]
            [first] = [c.row for row in sheet.iter_rows() for c in row if c.value == "TC01"]
            sheet.cell(first, head.column).value = None

        alone = changed(both, tmp_path / "một dòng.xlsx", change)
        context = ReadingContext(small_master())
        assert [f.code for f in told(both, context)].count("unicode-decomposed") == 1
        assert [f.code for f in told(alone, context)].count("unicode-decomposed") == 1

    def it_they_are_forgotten_where_too_many_are_known(self, files, monkeypatch):
        monkeypatch.setattr("danvan_xl.workbooks.opening.row_plain._MOST_ROWS", 7)
        monkeypatch.setattr("danvan_xl.typed.context._MOST_ROWS", 7)
        some = files[::5]
        expected = [packed(afresh(path)) for path in some]
        rows_under.cache_clear()
        context = ReadingContext(small_master())
        assert [packed(read(path, context)) for path in some] == expected


class DescribePacking:
    def it_gives_every_answer_its_cells_again(self, files):
        for path in files:
            reply = afresh(path)
            again = unpacked(packed(reply))
            for before, after in zip(reply.readings, again.readings, strict=True):
                if before.returned is None or after.returned is None:
                    assert before.returned is after.returned
                    continue
                for group in ("tasks", "scores", "indicators"):
                    one, other = getattr(before.returned, group), getattr(after.returned, group)
                    assert one == other
                    assert {c: dict(a.cells) for c, a in one.items()} == {
                        c: dict(a.cells) for c, a in other.items()
                    }
                    assert all(answer.cells for answer in one.values())  # packing took nothing away
                assert [dict(a.cells) for a in before.returned.added] == [
                    dict(a.cells) for a in after.returned.added
                ]
