"""Sheets that openpyxl never sees: nothing of them changes, and nothing of what is gone stays."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into
from danvan_xl.workbooks.drawing.left_out import LeftOut
from danvan_xl.workbooks.drawing.spec import Cell, SheetSpec, Style
from tests.support.as_excel import as_excel_saves
from tests.support.ooxml import faults

NEW = SheetSpec("Mới", [Cell(0, 0, "a", Style(bold=True, fill="FFEE00"))])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Three sheets of a person, with looks, a filter, comments; as Excel saves them."""
    book = openpyxl.Workbook()
    for number, name in enumerate(("Một", "Hai", "Ba & bốn")):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        for row in range(1, 5):
            sheet.append([f"{name} {row}", row, f"=B{row}*2"])
        sheet["A1"].font = openpyxl.styles.Font(italic=True, size=20 + number)
        sheet["A2"].comment = Comment(f"ghi chú {name}", "An")
        sheet.auto_filter.ref = "A1:C4"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.paperSize = 9
    path = tmp_path / "cua-toi.xlsx"
    book.save(path)
    return as_excel_saves(path)


def _entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _shown(path: Path) -> dict[str, Any]:
    return {
        sheet.title: [
            (c.value, c.font.i, c.font.sz, c.comment and c.comment.text) for row in sheet.iter_rows() for c in row
        ]
        for sheet in openpyxl.load_workbook(path).worksheets
    }  # fmt: skip


def test_a_sheet_that_nothing_is_done_to_keeps_its_bytes(workbook: Path, tmp_path: Path) -> None:
    before = _shown(workbook)
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx", {"Hai": {"B2": 99}})
    old, new = LeftOut(workbook), LeftOut(tmp_path / "ra.xlsx")
    for name in ("Một", "Ba & bốn"):
        assert new.part_of(name) == old.part_of(name)
    after = _shown(tmp_path / "ra.xlsx")
    assert after.pop("Mới") == [("a", False, 11, None)]
    assert after["Hai"][4][0] == 99
    after["Hai"][4] = before["Hai"][4]
    assert after == before
    names = openpyxl.load_workbook(tmp_path / "ra.xlsx")["Một"]
    assert (names.print_title_rows, names.auto_filter.ref) == ("$1:$1", "A1:C4")
    assert faults([tmp_path / "ra.xlsx"]) == {}


def test_drawing_again_and_again_adds_no_parts(workbook: Path, tmp_path: Path) -> None:
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx", {"Hai": {"B2": 99}})
    first = _entries(tmp_path / "ra.xlsx")
    for _ in range(3):
        draw_into(tmp_path / "ra.xlsx", [NEW], tmp_path / "ra.xlsx", {"Hai": {"B2": 99}})
    assert _entries(tmp_path / "ra.xlsx").keys() == first.keys()
    assert faults([tmp_path / "ra.xlsx"]) == {}


def test_texts_of_a_sheet_that_is_gone_are_in_no_part(workbook: Path, tmp_path: Path) -> None:
    assert any(b"Hai 3" in data for data in _entries(workbook).values())
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx", remove=["Hai"])
    assert not any(b"Hai 3" in data for data in _entries(tmp_path / "ra.xlsx").values())
    assert list(_shown(tmp_path / "ra.xlsx")) == ["Một", "Ba & bốn", "Mới"]


def test_a_formula_follows_a_sheet_that_is_renamed(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Một"]["D1"] = "='Hai'!B2"
    book.save(workbook)
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx", replaces={"Mới": "Hai"})
    assert openpyxl.load_workbook(tmp_path / "ra.xlsx")["Một"]["D1"].value == "='Mới'!B2"


def test_a_sheet_with_a_damaged_companion_goes_through_openpyxl(workbook: Path, tmp_path: Path) -> None:
    """Its printer settings are lost, as they always were there; its cells are not."""
    entries = _entries(workbook)
    with zipfile.ZipFile(workbook, "w") as package:
        for name, data in entries.items():
            package.writestr(name, data)
    data = bytearray(workbook.read_bytes())
    at = data.index(b"xl/printerSettings/printerSettings1.bin") + len(
        "xl/printerSettings/printerSettings1.bin"
    )
    data[at] ^= 0xFF
    workbook.write_bytes(bytes(data))
    assert not LeftOut(workbook).can_stay("Một") and LeftOut(workbook).can_stay("Hai")
    before = _shown(workbook)
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx")
    after = _shown(tmp_path / "ra.xlsx")
    assert {name: after[name] for name in before} == before


def test_where_openpyxl_counts_styles_another_way_every_sheet_goes_through_it(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _shown(workbook)
    monkeypatch.setattr(LeftOut, "keeps_styles", lambda self, book: False)
    draw_into(workbook, [NEW], tmp_path / "ra.xlsx")
    assert not any("printerSettings" in name for name in _entries(tmp_path / "ra.xlsx"))
    after = _shown(tmp_path / "ra.xlsx")
    assert {name: after[name] for name in before} == before
