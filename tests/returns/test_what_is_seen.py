"""Whole files: what stands visibly in a return against what is hidden in it."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from danvan_xl.errors import InputError
from danvan_xl.plans.master_reader import read_master
from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.returned import codes_of, file_of, unit_of

DONE = {"NV02": {"Tiến độ (%)": 100}}


class DescribeTheCover:
    @pytest.mark.parametrize(
        ("label", "text"),
        [
            ("Đơn vị", "UBND xã Nơi Khác"),
            ("Kế hoạch", "Kế hoạch dân vận năm 1999"),
            ("Kỳ báo cáo", "Cả năm 1999"),
        ],
    )
    def it_is_told_where_it_names_another_than_the_hidden_identity(self, fill_in, result_of, label, text):
        fill_in("VP", tasks=DONE, cover={label: text})
        file = file_of(result_of(), "VP.xlsx")
        [found] = [f for f in file["findings"] if f["code"] == "cover-differs"]
        assert (file["verdict"], found["value"]) == ("accepted", text)

    def it_is_silent_as_issued(self, fill_in, result_of):
        fill_in("VP", tasks=DONE)
        assert "cover-differs" not in codes_of(file_of(result_of(), "VP.xlsx"))


class DescribeFormsSentBackAsIssued:
    def it_they_are_no_reports(self, forms, returns, result_of):
        shutil.copy(forms["VP"], returns / "VP.xlsx")
        result = result_of()
        assert file_of(result, "VP.xlsx")["reason"] == "empty-return"
        assert unit_of(result, "VP")["returned"] is False


class DescribeMasters:
    @pytest.fixture
    def path(self, master, tmp_path):
        save(master_book(master), tmp_path / "m.xlsx")
        return tmp_path / "m.xlsx"

    def change(self, path, edit):
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)

    def points(self, book):
        """The cell of the first criterion's Điểm tối đa."""
        sheet = book["Tiêu chí"]
        [head] = [row for row in sheet.iter_rows() if "Điểm tối đa" in [c.value for c in row]]
        column = next(c.column for c in head if c.value == "Điểm tối đa")
        return sheet.cell(head[0].row + 1, column)

    @pytest.mark.parametrize(
        ("value", "code"), [(12, '0"000"'), (0.5, "0%"), ("=1/0", "General"), (12, ";;;")]
    )
    def it_they_are_told_where_a_cell_shows_no_such_number(self, path, value, code):
        def edit(book):
            cell = self.points(book)
            cell.value, cell.number_format = value, code

        self.change(path, edit)
        reading = read_master(path)
        assert reading.master.criteria[0].max_points != 12
        assert any(f.sheet == "Tiêu chí" for f in reading.findings)

    def it_they_are_read_with_sums_that_nobody_calculated(self, path):
        def edit(book):
            self.points(book).value = "=5+7"

        self.change(path, edit)
        assert read_master(path).master.criteria[0].max_points == 12

    @pytest.mark.parametrize("place", ["XFD1048576", "A1048576"])
    def it_they_do_without_cells_that_are_far_away(self, path, place):
        def edit(book):
            book["Đơn vị"][place] = 1

        self.change(path, edit)
        reading = read_master(path)
        assert len(reading.master.units) > 1
        assert [f.cell for f in reading.findings if f.code == "stray-cells"] == [place]

    def it_they_are_refused_in_a_sentence_when_they_are_none(self, tmp_path):
        for name, data in (
            ("a.xlsx", b""),
            ("b.xlsx", b"PK\x03\x04xx"),
            ("c.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(InputError, match="không phải sổ tính"):
                read_grids(tmp_path / name)
