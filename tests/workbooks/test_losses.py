"""What a user's workbook may hold that must not be lost: files made with it, refused by name; files without it, kept whole."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from danvan_xl.errors import InputError, WouldLoseContentError
from danvan_xl.plans.templates import templates
from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into
from danvan_xl.workbooks.drawing.losses import losses
from danvan_xl.workbooks.drawing.spec import Cell, SheetSpec
from tests.support.doing import split
from tests.support.office import convert

DAI_SON = next(t.path for t in templates() if t.name == "dai-son-2025")


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def _chart(book: Workbook, sheet: Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Riêng!$A$1:$A$3"})
    sheet.insert_chart("D2", chart)


def _image(book: Workbook, sheet: Worksheet) -> None:
    from io import BytesIO

    sheet.insert_image("D2", "a.png", {"image_data": BytesIO(_png())})


def _background(book: Workbook, sheet: Worksheet) -> None:
    from io import BytesIO

    sheet.set_background(BytesIO(_png()), is_byte_stream=True)


MAKERS: list[tuple[str, Callable[[Workbook, Worksheet], object]]] = [
    ("biểu đồ", _chart),
    ("hình ảnh", _image),
    ("hình vẽ, hộp chữ", lambda b, s: s.insert_textbox("D2", "Ghi chú")),
    ("Sparkline", lambda b, s: s.add_sparkline("C1", {"range": "Riêng!A1:B1"})),
    ("định dạng có điều kiện kiểu mới", lambda b, s: s.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})),
    ("nút điều khiển", lambda b, s: s.insert_button("D2", {"caption": "Bấm"})),
    ("ảnh nền", _background),
    ("mảng động", lambda b, s: s.write_dynamic_array_formula("C1:C1", "=SORT(A1:A3)")),
]  # fmt: skip


def _workbook(path: Path, make: Callable[[Workbook, Worksheet], object]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Riêng")
    for row in range(3):
        sheet.write_row(row, 0, [row + 1, row + 2])
    make(book, sheet)
    book.close()
    return path


def _with_part(path: Path, name: str, data: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, data)
    return path


class DescribeWhatWouldBeLost:
    @pytest.mark.parametrize(("what", "make"), MAKERS, ids=[what for what, _ in MAKERS])
    def it_is_named_and_refused(
        self, what: str, make: Callable[[Workbook, Worksheet], object], tmp_path: Path
    ) -> None:
        path = _workbook(tmp_path / "cua-toi.xlsx", make)
        before = path.read_bytes()
        with pytest.raises(WouldLoseContentError) as caught:
            draw_into(path, [SheetSpec("Mới", [Cell(0, 0, "a")])], path)
        assert what in caught.value.message
        assert "Excel" in caught.value.remedy and "-o" in caught.value.remedy
        assert path.read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == ["cua-toi.xlsx"]

    @pytest.mark.parametrize(
        ("part", "what"),
        [
            ("xl/vbaProject.bin", "macro"),
            ("xl/slicers/slicer1.xml", "Slicer"),
            ("xl/pivotTables/pivotTable1.xml", "PivotTable"),
            ("xl/threadedComments/threadedComment1.xml", "bình luận"),
            ("customUI/customUI14.xml", "ribbon"),
            ("xl/connections.xml", "truy vấn"),
            ("xl/embeddings/oleObject1.bin", "nhúng"),
            ("_xmlsignatures/sig1.xml", "chữ ký số"),
        ],
    )
    def it_is_known_by_its_part(self, part: str, what: str, tmp_path: Path) -> None:
        path = _with_part(_workbook(tmp_path / "a.xlsx", lambda b, s: None), part)
        assert any(what in str(loss) for loss in losses(path))

    def it_names_the_sheet(self, tmp_path: Path) -> None:
        path = _workbook(tmp_path / "a.xlsx", _chart)
        assert [str(loss) for loss in losses(path)] == ["biểu đồ (trang tính “Riêng”)"]

    def it_does_not_count_what_stands_on_a_sheet_drawn_anew(self, tmp_path: Path) -> None:
        path = _workbook(tmp_path / "a.xlsx", lambda b, s: s.add_sparkline("C1", {"range": "Riêng!A1:B1"}))
        assert losses(path, replaced=["Riêng"]) == []

    def it_stops_split_before_a_backup_is_made(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.xlsx"
        path.write_bytes(DAI_SON.read_bytes())
        _with_part(path, "xl/vbaProject.bin")
        with pytest.raises(WouldLoseContentError, match="macro"):
            split(path)
        with pytest.raises(WouldLoseContentError):
            split(path, tmp_path / "ra.xlsx")
        assert [p.name for p in tmp_path.iterdir()] == ["kh.xlsx"]


class DescribeWhatIsKept:
    def it_keeps_ordinary_content_of_sheets_it_does_not_draw(self, tmp_path: Path) -> None:
        def fill(book: Workbook, sheet: Worksheet) -> None:
            bold = book.add_format({"bold": True, "font_color": "#C00000", "num_format": "0.0%"})
            sheet.write("C1", 0.5, bold)
            sheet.write_formula("C2", "=SUM(A1:A3)", None, 6)
            sheet.write_formula("C3", '=A1&" lượt"', None, "1 lượt")
            sheet.write_rich_string("C4", "thường ", book.add_format({"bold": True}), "đậm")
            sheet.write_comment("A1", "xem lại")
            sheet.write_url("A2", "https://example.org/", string="liên kết")
            sheet.data_validation(
                "A1:A3", {"validate": "list", "source": ["x", "y"], "error_message": "Chọn x hoặc y"}
            )
            sheet.conditional_format("A1:A3", {"type": "cell", "criteria": ">", "value": 2, "format": bold})
            sheet.merge_range("E1:F2", "gộp")
            sheet.set_column("B:B", 33)
            sheet.freeze_panes(1, 1)
            sheet.repeat_rows(0)
            sheet.protect("", {"sort": True})
            book.define_name("ten_rieng", "=Riêng!$A$1:$A$3")
            book.set_custom_property("so_hieu", "12/KH")

        path = _workbook(tmp_path / "a.xlsx", fill)
        draw_into(path, [SheetSpec("Mới", [Cell(0, 0, "a")])], tmp_path / "b.xlsx", {"Riêng": {"B3": "thêm"}})
        book = openpyxl.load_workbook(tmp_path / "b.xlsx", rich_text=True)
        sheet = book["Riêng"]
        assert book.sheetnames == ["Riêng", "Mới"]
        assert sheet["B3"].value == "thêm"
        assert sheet["C1"].font.b and sheet["C1"].number_format == "0.0%"
        assert [type(part).__name__ for part in sheet["C4"].value] == ["str", "TextBlock"]
        assert sheet["A1"].comment.text == "xem lại"
        assert sheet["A2"].hyperlink.target == "https://example.org/"
        assert sheet.data_validations.dataValidation[0].error == "Chọn x hoặc y"
        assert len(sheet.conditional_formatting) == 1
        assert [str(r) for r in sheet.merged_cells.ranges] == ["E1:F2"]
        assert sheet.freeze_panes == "B2" and sheet.print_title_rows == "$1:$1"
        assert sheet.protection.sheet and not sheet.protection.sort
        assert book.defined_names["ten_rieng"].attr_text == "Riêng!$A$1:$A$3"
        assert book.custom_doc_props["so_hieu"].value == "12/KH"
        shown = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)["Riêng"]
        assert (shown["C2"].value, shown["C3"].value) == (6, "1 lượt")  # results are still in the file

    def it_writes_text_as_text_and_formulas_with_their_results(self, tmp_path: Path) -> None:
        path = _workbook(tmp_path / "a.xlsx", lambda b, s: None)
        cells = [
            Cell(0, 0, "=1+1"),
            Cell(1, 0, 3, formula="=1+2"),
            Cell(2, 0, 'a<b & "c"', formula='="a<b & ""c"""'),
        ]
        draw_into(path, [SheetSpec("Mới", cells)], path)
        sheet = openpyxl.load_workbook(path)["Mới"]
        shown = openpyxl.load_workbook(path, data_only=True)["Mới"]
        assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
        assert (sheet["A2"].value, shown["A2"].value, shown["A3"].value) == ("=1+2", 3, 'a<b & "c"')

    def it_splits_a_master_that_libreoffice_saved(self, tmp_path: Path) -> None:
        [saved] = convert([DAI_SON], "xlsx", tmp_path / "lo")
        outcome = split(saved, tmp_path / "ra.xlsx")
        assert len(outcome.value.plan.departments) == 24

    def it_refuses_a_file_that_is_no_xlsx(self, tmp_path: Path) -> None:
        [old] = convert([DAI_SON], "xls:MS Excel 97", tmp_path / "lo")
        with pytest.raises(InputError, match=r"không phải tệp \.xlsx"):
            split(old)
