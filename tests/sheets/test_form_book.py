"""The form as a whole: valid, identifiable whoever saves it, protected, ready to print."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.forms.issue import issue
from danvan_xl.identity import DEFINED_NAME, PROPERTY, parse_token
from danvan_xl.model import Indicator, ModelEntry, NumberKind, Proposal, Return, Unit, UnitKind
from danvan_xl.sheets.form import form_book, form_version
from danvan_xl.workbooks.grid import find_label
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import forms, office, ooxml
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.records import replace

LABELS = ["Đơn vị", "Mã đơn vị", "Kế hoạch", "Kỳ báo cáo", "Hạn nộp", "Gửi về"]
TO_FILL = ["Người lập", "Điện thoại", "Ngày báo cáo", "Lần gửi", "Cam đoan số liệu (x)", "Bản ký, đóng dấu"]
TABLES = {
    "Số liệu": ["Mã", "Chỉ tiêu", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Ghi chú"],
    "Mô hình": ["Tên mô hình", "Lĩnh vực", "Địa bàn", "Hiệu quả", "Khả năng nhân rộng"],
    "Kiến nghị": ["Nội dung", "Gửi cơ quan", "Ghi chú"],
}


@pytest.fixture(scope="module")
def issued(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("phieu")
    return {f.unit.code: f.path for f in issue(small_master(), SCORED, folder)}


def test_every_form_passes_the_open_xml_validator(issued, tmp_path):
    master = small_master(hamlets=2)
    master.units.append(Unit("X", "2 thôn A & B “ghép” <mới>", UnitKind.HAMLET, reports=True))
    before = Return(
        "KH-2025",
        "X",
        UNSCORED,
        models=[ModelEntry("Thắp sáng đường quê & ngõ")],
        proposals=[Proposal("=1+1")],
    )
    more = issue(master, SCORED, tmp_path, units=["X"], previous={"X": before})
    unscored = issue(master, UNSCORED, tmp_path, units=["VHXH"])
    kinds = [issued[code] for code in ("VP", "VHXH", "KT", "T01")]
    assert ooxml.faults([*kinds, *(f.path for f in [*more, *unscored])]) == {}


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    before = Return("KH-2025", "KT", SCORED, proposals=[Proposal("=1+1")])
    [form] = issue(small_master(), SCORED, tmp_path, units=["KT"], previous={"KT": before})
    cells = [c for row in openpyxl.load_workbook(form.path)["Kiến nghị"].iter_rows() for c in row]
    assert [c.data_type for c in cells if c.value == "=1+1"] != []
    with zipfile.ZipFile(form.path) as archive:
        assert not any(b"<f>1+1</f>" in archive.read(n) for n in archive.namelist())


class DescribeCover:
    def it_states_unit_plan_period_and_due_date_beside_their_labels(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Bìa"]
        values = [forms.beside(sheet, label).value for label in LABELS]
        assert values == [
            "Thôn Bình Minh", "T03", "Kế hoạch công tác dân vận chính quyền 6 tháng cuối năm 2025",
            "Tổng kết năm 2025", datetime(2025, 12, 3), "Phòng Văn hóa - Xã hội",
        ]  # fmt: skip
        assert forms.beside(sheet, "Mã kế hoạch").value == "KH-2025"
        assert forms.beside(sheet, "Mã kỳ").value == "NAM"

    def it_has_each_label_once_also_when_folded(self, issued):
        [grid] = [grid for grid in read_grids(issued["T03"]) if grid.name == "Bìa"]
        for label in [*LABELS, *TO_FILL]:
            assert find_label(grid, label) is not None
        folded = [str(v).strip(": ").lower() for row in grid.rows for v in row if isinstance(v, str)]
        for label in [*LABELS, *TO_FILL]:
            assert folded.count(label.lower()) == 1

    def it_leaves_the_cells_to_fill_blank_unlocked_and_coloured(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Bìa"]
        for label in TO_FILL:
            cell = forms.beside(sheet, label)
            assert cell.value is None
            assert not cell.protection.locked
            assert cell.fill.start_color.rgb == "FFFFF9DB"
        for label in LABELS:
            assert forms.beside(sheet, label).protection.locked

    def it_says_where_the_form_goes_and_until_when(self, tmp_path):
        master = small_master()
        [form] = issue(master, SCORED, tmp_path / "focal", units=["T01"])
        sheet = openpyxl.load_workbook(form.path)["Bìa"]
        assert forms.beside(sheet, "Gửi về").value == "Phòng Văn hóa - Xã hội"
        assert "HẠN NỘP: 03/12/2025" in [cell.value for row in sheet.iter_rows() for cell in row]
        master.plan = replace(
            master.plan, receiver="bà Hoa", receiver_phone="0912 000 111", receiver_mail="hoa@anhoa.example",
            receiver_zalo="nhóm Dân vận",
        )  # fmt: skip
        [form] = issue(master, SCORED, tmp_path / "person", units=["T01"])
        lines = forms.beside(openpyxl.load_workbook(form.path)["Bìa"], "Gửi về").value.split("\n")
        assert lines[1:] == [
            "bà Hoa",
            "điện thoại 0912 000 111",
            "thư điện tử hoa@anhoa.example",
            "Zalo nhóm Dân vận",
        ]

    def it_has_a_place_to_sign(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Bìa"]
        texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        assert {"NGƯỜI LẬP PHIẾU", "THỦ TRƯỞNG ĐƠN VỊ"} <= set(texts)

    def it_shows_dates_in_one_way_and_says_which(self, issued):
        book = openpyxl.load_workbook(issued["VP"])
        assert forms.beside(book["Bìa"], "Ngày báo cáo").number_format == "dd/mm/yyyy"
        prompts = [
            rule.prompt or ""
            for name in ("Bìa", "Nhiệm vụ")
            for rule in book[name].data_validations.dataValidation
            if rule.type == "date"
        ]
        assert len(prompts) == 4
        assert all("ngày trước, tháng sau, ví dụ 25/09/2025" in prompt.lower() for prompt in prompts)

    def it_keeps_the_zero_of_a_phone_number(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Bìa"]
        assert forms.beside(sheet, "Điện thoại").number_format == "@"

    def it_says_ready_when_nothing_is_missing(self, tmp_path):
        master = small_master()
        master.periods[0] = replace(master.periods[0], parts=frozenset())
        [form] = issue(master, UNSCORED, tmp_path, units=["T01"])
        cover = {"Người lập": "An", "Điện thoại": "0912", "Ngày báo cáo": date(2025, 9, 1), "Lần gửi": 1}
        nearly = forms.fill(form.path, tmp_path / "nearly.xlsx", cover)
        ready = forms.fill(form.path, tmp_path / "ready.xlsx", {**cover, "Cam đoan số liệu (x)": "x"})
        nearly, ready = office.recalculate([nearly, ready], tmp_path / "out")
        assert forms.label(form.path, "Bìa", "Kết luận") == "Chưa gửi được: còn 2 dòng chưa đạt"
        assert forms.label(nearly, "Bìa", "Kết luận") == "Chưa gửi được: còn 1 dòng chưa đạt"
        assert forms.label(ready, "Bìa", "Kết luận") == "Đạt, có thể gửi"


class DescribeTables:
    @pytest.mark.parametrize("name", TABLES)
    def it_has_the_contracts_headers_and_open_rows_beneath(self, issued, name):
        sheet = openpyxl.load_workbook(issued["T03"])[name]
        top, columns = forms.header_row(sheet, TABLES[name][0])
        assert [cell.value for cell in sheet[top] if cell.value is not None] == TABLES[name]
        assert not sheet.merged_cells.ranges
        to_fill = TABLES[name] if name != "Số liệu" else TABLES[name][3:]
        rows = 11 if name == "Số liệu" else 10
        for row in range(top + 1, top + 1 + rows):
            assert {h for h, c in columns.items() if not sheet.cell(row, c).protection.locked} == set(to_fill)
        assert sheet.protection.sheet

    def it_limits_whole_numbers_decimals_and_rates(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Số liệu"]
        top, columns = forms.header_row(sheet, "Mã")
        kinds = {}
        for rule in sheet.data_validations.dataValidation:
            for row in range(top + 1, top + 12):
                for header in ("Trong kỳ", "Lũy kế"):
                    if sheet.cell(row, columns[header]).coordinate in rule.sqref:
                        kinds[sheet.cell(row, columns["Mã"]).value, header] = (
                            rule.type,
                            rule.formula1,
                            rule.formula2,
                        )
        assert kinds["SL01", "Trong kỳ"] == ("whole", "0", None)
        assert kinds["SL07", "Lũy kế"] == ("decimal", "0", "100")
        assert kinds["SL08", "Trong kỳ"] == ("decimal", "0", None)
        assert len(kinds) == 22

    def it_tells_the_unit_which_numbers_must_agree(self, issued):
        texts = [c.value for row in openpyxl.load_workbook(issued["T03"])["Số liệu"].iter_rows() for c in row]
        said = " ".join(str(text) for text in texts if text)
        assert (
            "Các số phải khớp nhau: ý kiến, kiến nghị tiếp nhận (SL01) bằng ý kiến, kiến nghị đã giải quyết (SL02) + "
            "ý kiến, kiến nghị chưa giải quyết (SL03); hồ sơ giải quyết đúng hạn (SL05) không lớn hơn hồ sơ thủ tục "
            "hành chính tiếp nhận (SL04)." in said
        )

    def it_never_repeats_a_header_above_the_table(self, issued):
        for grid in read_grids(issued["T03"]):
            words = [str(v).strip().lower() for row in grid.rows for v in row if isinstance(v, str)]
            for header in TABLES.get(grid.name, []):
                assert words.count(header.lower()) == 1, (grid.name, header)


class DescribePrinting:
    def it_fits_a4_with_repeated_headers_unit_and_period(self, issued):
        book = openpyxl.load_workbook(issued["T03"])
        for sheet in book:
            assert sheet.page_setup.paperSize == 9
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth in (None, 1)
            assert sheet.print_title_cols is None
            assert "Thôn Bình Minh" in sheet.oddHeader.left.text
            assert "Tổng kết năm 2025" in sheet.oddHeader.right.text
        for sheet in book.worksheets[1:]:
            top, _ = forms.header_row(
                sheet,
                {"Mô hình": "Tên mô hình", "Kiến nghị": "Nội dung"}.get(sheet.title)
                or forms.KEYS[sheet.title],
            )
            assert sheet.print_title_rows == f"${top}:${top}"
            assert sheet.freeze_panes == f"C{top + 1}"
            upright = sheet.title == "Số liệu"
            assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")

    def it_keeps_the_header_within_excels_limit(self, tmp_path):
        master = small_master()
        long = "Ủy ban nhân dân và các tổ chức chính trị - xã hội & đoàn thể " * 4
        master.units.append(Unit("DAI", long.strip(), UnitKind.OTHER, reports=True))
        master.periods[0] = replace(master.periods[0], name="Báo cáo định kỳ và đột xuất " * 9)
        forms_made = issue(master, UNSCORED, tmp_path, units=["DAI", "T01"])
        assert ooxml.faults([form.path for form in forms_made]) == {}
        for form in forms_made:
            with zipfile.ZipFile(form.path) as archive:
                [header] = re.findall(
                    rb"<oddHeader>(.*?)</oddHeader>", archive.read("xl/worksheets/sheet1.xml")
                )
            assert len(header.decode().replace("&amp;", "&").replace("&quot;", '"')) <= 255


class DescribeRowHeights:
    def it_lets_rows_grow_when_somebody_types(self, issued):
        """A height without customHeight is one that Excel fits again."""
        with zipfile.ZipFile(issued["VHXH"]) as archive:
            sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        rows = re.findall(r"<row [^>]*>", sheet)
        data = [row for row in rows if int(re.search(r'r="(\d+)"', row)[1]) > 6]
        assert len(data) > 10
        assert all('ht="' in row and "customHeight" not in row for row in data)


class DescribeIdentity:
    def it_stands_in_property_name_and_a_hidden_cell_of_every_sheet(self, issued):
        book = openpyxl.load_workbook(issued["VHXH"])
        token = next(p.value for p in book.custom_doc_props.props if p.name == PROPERTY)
        assert parse_token(token).unit == "VHXH"
        assert book.defined_names[DEFINED_NAME].hidden
        assert book.defined_names[DEFINED_NAME].attr_text == f'"{token}"'
        for sheet in book:
            assert sheet["A1"].value == token
            assert sheet.column_dimensions["A"].hidden

    def it_survives_openpyxl_together_with_validations_and_protection(self, issued, tmp_path):
        before = openpyxl.load_workbook(issued["VHXH"])
        again = forms.fill(issued["VHXH"], tmp_path / "đổi tên.xlsx")
        after = openpyxl.load_workbook(again)
        for old, new in zip(before, after, strict=True):
            assert parse_token(new["A1"].value).unit == "VHXH"
            assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)
            assert new.protection.sheet

    @pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
    def it_survives_libreoffice_in_every_format(self, issued, tmp_path, suffix):
        [saved] = office.convert([issued["VHXH"]], suffix, tmp_path / suffix)
        found = {parse_token(grid.value(0, 0)) for grid in read_grids(saved)}
        assert len(found) == 1
        [identity] = found
        assert (identity.plan, identity.unit, identity.period) == ("KH-2025", "VHXH", "NAM")

    def it_survives_sheetjs_which_writes_xlsb(self, issued, tmp_path):
        if shutil.which("node") is None or not (ooxml.TOOLS / "node_modules" / "xlsx").is_dir():
            assert os.environ.get("CI") != "true", "the SheetJS package is needed under CI: make tools"
            pytest.skip("the SheetJS package is not installed: make tools")
        target = tmp_path / "phieu.xlsb"
        script = "const X=require('xlsx');X.writeFile(X.readFile(process.argv[1]),process.argv[2])"
        subprocess.run(["node", "-e", script, str(issued["VHXH"]), str(target)], cwd=ooxml.TOOLS, check=True)
        assert {parse_token(grid.value(0, 0)).unit for grid in read_grids(target)} == {"VHXH"}


class DescribeFormVersion:
    def it_is_the_same_for_units_with_the_same_work(self):
        master = small_master()
        versions = {
            form_version(master, u, master.periods[1]) for u in master.units if u.kind is UnitKind.HAMLET
        }
        assert len(versions) == 1

    def it_changes_with_what_is_asked_and_only_then(self):
        master = small_master()
        hamlet, period = master.unit("T01"), master.periods[0]
        before = form_version(master, hamlet, period)
        other = next(
            i for i, t in enumerate(master.tasks) if t.code == "NV01"
        )  # the hamlets have no part in it
        master.tasks[other] = replace(master.tasks[other], text="Việc khác")
        assert form_version(master, hamlet, period) == before
        master.indicators.append(Indicator("SL99", "Số buổi", kind=NumberKind.WHOLE))
        assert form_version(master, hamlet, period) != before

    def it_stands_on_the_cover_and_in_the_identity(self, issued):
        sheet = openpyxl.load_workbook(issued["VHXH"])["Bìa"]
        assert forms.beside(sheet, "Phiên bản phiếu").value == parse_token(sheet["A1"].value).form


def test_a_spec_keeps_the_limits_of_excel():
    master = small_master()
    for unit in master.units:
        book = form_book(master, unit, master.periods[1])
        assert json.dumps(book.custom_properties)
        for sheet in book.sheets:
            for rule in sheet.validations:
                assert len(rule.error) <= 255
                assert len(rule.prompt) <= 255
                assert len(rule.error_title) <= 32
                assert len(rule.prompt_title) <= 32
            for cell in sheet.cells:
                assert cell.formula is None or len(cell.formula) < 8192


class DescribePrintSize:
    def it_prints_nothing_below_eight_points(self, issued, tmp_path):
        """LibreOffice's own pages: what the widths and the fit come to on A4."""
        import pdfplumber

        [pdf] = office.convert([issued["T03"]], "pdf", tmp_path)
        with pdfplumber.open(pdf) as pages:
            sizes = {
                page.page_number: min(c["size"] for c in page.chars if c["text"].strip())
                for page in pages.pages
            }
        assert len(sizes) > 5
        assert min(sizes.values()) >= 8, sizes

    def it_shows_no_hash_on_the_cover(self, issued):
        sheet = openpyxl.load_workbook(issued["T03"])["Bìa"]
        [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "Phiên bản phiếu"]
        assert sheet.row_dimensions[cell.row].hidden
