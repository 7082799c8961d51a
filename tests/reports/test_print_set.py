"""The print set as one PDF, made by LibreOffice."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from danvan_xl import actions, libreoffice
from danvan_xl.errors import DanvanError, InputError
from danvan_xl.reports.print_set import only_printed, write_print_set
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support import office
from tests.support.consolidations import sample


@pytest.fixture(scope="module")
def summary(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("print") / "tong-hop.xlsx"
    write_summary(sample(4, 6, 5), path)
    return path


def test_the_pdf_holds_the_print_set_with_decimal_commas_and_nothing_else(summary, tmp_path):
    import pdfplumber

    office.soffice()
    done = actions.report(actions.ReportRequest(summary=summary, pdf=tmp_path / "ban-in.pdf"))
    assert done.files == (tmp_path / "ban-in.pdf",)
    with pdfplumber.open(tmp_path / "ban-in.pdf") as pdf:
        texts = [page.extract_text() or "" for page in pdf.pages]
    whole = "\n".join(texts)
    for title in (
        "TỔNG QUAN",
        "KẾT QUẢ THEO ĐƠN VỊ",
        "KẾT QUẢ THEO NHIỆM VỤ",
        "ĐIỂM TỪNG",
        "SỐ LIỆU TỔNG HỢP",
        "ĐỐI CHIẾU",
    ):
        assert title in whole
    assert "THẨM ĐỊNH ĐIỂM" not in whole and "CHI TIẾT TỪNG" not in whole
    assert not [
        word for word in whole.split() if word.rstrip("%*").replace(".", "", 1).isdigit() and "." in word
    ]


def test_sheets_of_a_person_and_those_that_were_hidden_do_not_print(summary):
    book = zipfile.ZipFile(BytesIO(only_printed(summary))).read("xl/workbook.xml").decode()
    shown = [
        part.split('"')[1]
        for part in book.split("<sheet ")[1:]
        if 'state="hidden"' not in part.split("/>")[0]
    ]
    assert set(shown) == set(n.PRINTED)


def test_without_libreoffice_it_says_what_to_do(summary, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: None)
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    with pytest.raises(DanvanError) as told:
        write_print_set(summary, tmp_path / "a.pdf")
    assert told.value.code == "libreoffice-missing"
    assert "LibreOffice" in told.value.remedy and "Excel" in told.value.remedy
    assert not (tmp_path / "a.pdf").exists()


def test_what_is_no_summary_is_told(tmp_path):
    office.soffice()
    (tmp_path / "x.xlsx").write_text("no workbook")
    with pytest.raises(InputError):
        write_print_set(tmp_path / "x.xlsx", tmp_path / "a.pdf")
