"""Stamping one drawn form for many units, and telling an untouched form from one that was saved."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.forms.package import SEAL_BLANK, SEAL_PROPERTY, Pattern, is_untouched
from danvan_xl.workbooks.drawing.draw_xlsxwriter import draw
from danvan_xl.workbooks.drawing.spec import SheetSpec, WorkbookSpec


def drawn(text: str) -> bytes:
    sheet = SheetSpec("Trang")
    sheet.put(0, 0, text)
    sheet.put(1, 0, 5)
    target = BytesIO()
    draw(WorkbookSpec([sheet], custom_properties={SEAL_PROPERTY: SEAL_BLANK}), target)
    return target.getvalue()


@pytest.fixture
def stamped(tmp_path) -> Path:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(Pattern(drawn("zzTENzz"), ["zzTENzz"]).stamp({"zzTENzz": 'Phòng "A" & <B>'}))
    return path


class DescribePattern:
    def it_puts_the_text_in_and_escapes_it(self, stamped):
        assert openpyxl.load_workbook(stamped)["Trang"]["A1"].value == 'Phòng "A" & <B>'

    def it_writes_a_sound_archive(self, stamped):
        with zipfile.ZipFile(stamped) as archive:
            assert archive.testzip() is None
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def it_gives_the_same_bytes_each_time(self, stamped):
        again = Pattern(drawn("zzTENzz"), ["zzTENzz"]).stamp({"zzTENzz": 'Phòng "A" & <B>'})
        assert again == stamped.read_bytes()


class DescribeSeal:
    def it_fits_a_form_as_it_was_issued(self, stamped):
        assert is_untouched(stamped)

    def it_fits_after_renaming(self, stamped):
        assert is_untouched(stamped.rename(stamped.with_name("tên khác.xlsx")))

    def it_does_not_fit_once_a_program_saved_the_form(self, stamped):
        book = openpyxl.load_workbook(stamped)
        book.save(stamped)  # nothing typed, yet somebody had it open
        assert not is_untouched(stamped)

    def it_does_not_fit_when_a_single_value_was_changed_in_the_package(self, stamped, tmp_path):
        changed = tmp_path / "changed.xlsx"
        with zipfile.ZipFile(stamped) as old, zipfile.ZipFile(changed, "w") as new:
            for info in old.infolist():
                data = old.read(info)
                if info.filename == "xl/worksheets/sheet1.xml":
                    assert b"<v>5</v>" in data
                    data = data.replace(b"<v>5</v>", b"<v>6</v>")
                new.writestr(info.filename, data)
        assert not is_untouched(changed)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"text"])
    def it_does_not_fit_other_files(self, tmp_path, content):
        path = tmp_path / "x.xlsx"
        path.write_bytes(content)
        assert not is_untouched(path)

    def it_does_not_fit_a_missing_file(self, tmp_path):
        assert not is_untouched(tmp_path / "none.xlsx")
