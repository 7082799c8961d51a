"""Every way in which a return comes: programs, formats, zips, mails, department sheets, old fonts."""

from __future__ import annotations

import email.message
import email.policy
import json
import random
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.workbooks.opening.book import open_book
from tests.returns.filled import Comparison, compare, fill_form
from tests.returns.harness import TOOLS, sheetjs
from tests.support.legacy_writer import encode_tcvn3, encode_vni
from tests.support.masters import SCORED
from tests.support.office import convert
from tests.support.returned import AS_OF, codes_of, file_of, task_of, unit_of

DONE = {"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 20), "Kết quả, số văn bản": "QĐ 1"}}
UNITS = ("VP", "VHXH", "KT", "T01", "T02", "T03", "T04", "T05")


def test_forms_saved_by_other_programs_read_the_same(master, forms, tmp_path: Path):
    """XlsxWriter made the form, openpyxl filled it; LibreOffice and SheetJS save it in every format they write."""
    filled = {}
    returns = tmp_path / "returns"
    returns.mkdir()
    saved = ["xlsx", "xls", "ods", "js:xlsx", "js:xls", "js:xlsb", "js:ods", "openpyxl"]
    for unit, how in zip(UNITS, saved, strict=True):
        filled[unit] = fill_form(master, unit, forms[unit], tmp_path / f"{unit}.xlsx", random.Random(unit))
        source = filled[unit].path
        if how == "openpyxl":
            made = source
        elif how.startswith("js:"):
            if not (TOOLS / "node_modules" / "xlsx").is_dir():
                pytest.fail("SheetJS is missing: make tools")
            [made] = sheetjs([source], how[3:], tmp_path / how[3:])
        else:
            [made] = convert([source], how, tmp_path / f"lo-{how}")
        shutil.copy(made, returns / made.name)
    outcome = consolidate(returns, master, period=SCORED, as_of=AS_OF)
    from danvan_xl.consolidation.json_out import to_json

    result = to_json(outcome)
    comparison = Comparison()
    for unit, item in filled.items():
        file = next(f for f in result["files"] if f["unit"] == unit)
        assert file["verdict"] == "accepted", file
        compare(item, unit_of(result, unit), codes_of(file), comparison)
    assert comparison.wrong == []
    assert comparison.blank == 0
    assert comparison.right > 150


class DescribeContainers:
    def it_reads_a_zip_with_folders_and_names_of_old_windows(self, fill_in, result_of, returns):
        path = fill_in("VP", tasks=DONE)
        with zipfile.ZipFile(returns / "gửi.zip", "w") as archive:
            info = zipfile.ZipInfo("nộp/Phòng.xlsx", (2025, 11, 27, 8, 0, 0))
            archive.writestr(info, path.read_bytes())
            archive.writestr("ảnh.jpg", b"\xff\xd8\xff")
        path.unlink()
        result = result_of()
        assert {f["path"]: f["verdict"] for f in result["files"]} == {
            "gửi.zip!nộp/Phòng.xlsx": "accepted",
            "gửi.zip!ảnh.jpg": "skipped",
        }

    def it_takes_the_mails_date_and_names_in_every_dress(self, fill_in, result_of, returns):
        data = fill_in("VP", tasks=DONE, cover={"Ngày báo cáo": date(2025, 12, 9)}).read_bytes()
        (returns / "VP.xlsx").unlink()
        encoded = "=?utf-8?B?UGhp4bq/dSBiw6FvIGPDoW8ueGxzeA==?="
        body = email.message.EmailMessage(policy=email.policy.SMTP)
        body["Date"], body["From"] = "Tue, 02 Dec 2025 20:00:00 +0000", "a@b.vn"
        body.set_content("Kính gửi")
        body.add_attachment(data, maintype="application", subtype="octet-stream", filename="x.xlsx")
        raw = bytes(body).replace(b'filename="x.xlsx"', f'filename="{encoded}"'.encode())
        (returns / "thư.eml").write_bytes(raw)
        result = result_of()
        file = file_of(result, "thư.eml!Phiếu báo cáo.xlsx")
        assert file["verdict"] == "accepted"
        assert file["received_on"] == "2025-12-03"  # 20:00 in London is the next day in Vietnam
        assert unit_of(result, "VP")["timely"] is True

    def it_says_that_a_mail_without_attachment_holds_nothing(self, fill_in, result_of, returns):
        fill_in("KT", tasks={"NV05": {"Tiến độ (%)": 10}})
        (returns / "trống.eml").write_bytes(
            b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\n\r\nQuen dinh kem\r\n"
        )
        file = file_of(result_of(), "trống.eml")
        assert (file["verdict"], file["reason"]) == ("skipped", "empty-container")

    def it_reads_the_sidecar_of_collect(self, fill_in, result_of, returns):
        fill_in("VP", tasks=DONE)
        sidecar = {"VP.xlsx": {"received": "2025-12-04T08:00:00+07:00", "sender": "x", "message_id": "y"}}
        (returns / ".danvan-received.json").write_text(json.dumps(sidecar), encoding="utf-8")
        result = result_of()
        assert unit_of(result, "VP")["received_on"] == "2025-12-04"
        assert file_of(result, ".danvan-received.json")["verdict"] == "skipped"

    def it_accepts_a_single_file_instead_of_a_folder(self, fill_in, master):
        path = fill_in("VP", tasks=DONE)
        assert consolidate(path, master, period=SCORED, as_of=AS_OF).totals.received == 1


class DescribeOwnWorkbooks:
    def it_skips_masters_summaries_and_receipts(self, fill_in, result_of, returns, master):
        from danvan_xl.sheets.master.book import master_book
        from danvan_xl.summaries.write import write_summary
        from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

        fill_in("VP", tasks=DONE)
        save(master_book(master), returns / "kế hoạch.xlsx")
        outcome = consolidate(returns, master, period=SCORED, as_of=AS_OF)
        write_summary(outcome, returns / "tổng hợp.xlsx")
        write_receipts(outcome, returns / "tiếp nhận")
        result = result_of()
        reasons = {f["path"]: f["reason"] for f in result["files"] if f["verdict"] == "skipped"}
        assert reasons["kế hoạch.xlsx"] == "own-master"
        assert reasons["tổng hợp.xlsx"] == "own-summary"
        assert [r for path, r in reasons.items() if path.startswith("tiếp nhận/")] == ["own-receipt"]
        assert result["totals"]["received"] == 1

    def it_recognises_them_after_another_program_saved_them(
        self, fill_in, result_of, returns, master, tmp_path
    ):
        from danvan_xl.sheets.master.book import master_book
        from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

        fill_in("VP", tasks=DONE)
        save(master_book(master), tmp_path / "m.xlsx")
        book = openpyxl.load_workbook(tmp_path / "m.xlsx")
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        for sheet in book.worksheets:
            sheet["A1"].value = None
        book.save(returns / "m.xlsx")
        assert file_of(result_of(), "m.xlsx")["reason"] == "own-master"


class DescribeDepartmentSheets:
    @pytest.fixture
    def split_master(self, master, tmp_path):
        from danvan_xl.plans.master_reader import load_master
        from danvan_xl.sheets.master.book import master_book
        from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
        from tests.support.doing import split

        save(master_book(master), tmp_path / "m.xlsx")
        split(tmp_path / "m.xlsx", tmp_path / "split.xlsx")
        return load_master(tmp_path / "split.xlsx")

    @staticmethod
    def _type(sheet) -> None:
        [header] = [row for row in sheet.iter_rows() if "Tiến độ (%)" in [c.value for c in row]]
        columns = {c.value: c.column for c in header}
        for row in range(header[0].row + 1, sheet.max_row + 1):
            if sheet.cell(row, columns["Mã nhiệm vụ"]).value == "NV02":
                sheet.cell(row, columns["Tiến độ (%)"]).value = 100
                sheet.cell(row, columns["Ngày hoàn thành"]).value = datetime(2025, 8, 30)

    def it_reads_what_was_typed_into_the_master_when_no_form_came(self, split_master, fill_in, result_of):
        from danvan_xl.plans.master_reader import load_master

        book = openpyxl.load_workbook(split_master.path)
        self._type(book["Văn phòng HĐND và UBND"])
        book.save(split_master.path)
        fill_in("KT", tasks={"NV05": {"Tiến độ (%)": 10}})
        result = result_of(load_master(split_master.path))
        unit = unit_of(result, "VP")
        assert task_of(unit, "NV02")["status"] == "Hoàn thành đúng hạn"
        assert unit["returned"] is True
        assert unit["source"] == "split.xlsx"

    def it_prefers_the_form(self, split_master, fill_in, result_of):
        from danvan_xl.plans.master_reader import load_master

        book = openpyxl.load_workbook(split_master.path)
        self._type(book["Văn phòng HĐND và UBND"])
        book.save(split_master.path)
        fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 40}})
        unit = unit_of(result_of(load_master(split_master.path)), "VP")
        assert task_of(unit, "NV02")["progress"] == 40
        assert {f["code"] for f in unit["findings"]} >= {"form-over-master"}

    def it_reads_a_department_sheet_saved_as_its_own_workbook(self, split_master, returns, result_of):
        book = openpyxl.load_workbook(split_master.path)
        for name in book.sheetnames:
            if name != "Văn phòng HĐND và UBND":
                del book[name]
        self._type(book["Văn phòng HĐND và UBND"])
        book.save(returns / "vp gửi.xlsx")
        result = result_of()
        file = file_of(result, "vp gửi.xlsx")
        assert (file["verdict"], file["unit"]) == ("accepted", "VP")
        assert task_of(unit_of(result, "VP"), "NV02")["completed_on"] == "2025-08-30"


class DescribeText:
    @pytest.mark.parametrize(
        ("font", "encode"), [(".VnTime", encode_tcvn3), ("VNI-Times", encode_vni)], ids=["tcvn3", "vni"]
    )
    def it_turns_legacy_fonts_into_unicode(self, fill_in, result_of, font, encode):
        said = "Đã tổ chức hội nghị đối thoại"
        path = fill_in("T01", tasks={"NV04": {"Tiến độ (%)": 50, "Kết quả, số văn bản": "CHỖ NÀY"}})
        book = openpyxl.load_workbook(path)
        [cell] = [c for row in book["Nhiệm vụ"].iter_rows() for c in row if c.value == "CHỖ NÀY"]
        cell.value, cell.font = encode(said), Font(name=font)
        book.save(path)
        result = result_of()
        assert task_of(unit_of(result, "T01"), "NV04")["result"] == said
        [found] = [f for f in file_of(result, "T01.xlsx")["findings"] if f["code"] == "legacy-encoding"]
        assert found["cell"] == cell.coordinate

    def it_reads_legacy_fonts_of_old_xls_too(self, fill_in, result_of, returns, tmp_path):
        path = fill_in("T01", tasks={"NV04": {"Tiến độ (%)": 50, "Kết quả, số văn bản": "CHỖ NÀY"}})
        book = openpyxl.load_workbook(path)
        [cell] = [c for row in book["Nhiệm vụ"].iter_rows() for c in row if c.value == "CHỖ NÀY"]
        cell.value, cell.font = encode_tcvn3("Biên bản số 7"), Font(name=".VnTime")
        book.save(path)
        for made in (*convert([path], "xls", tmp_path / "xls"), *convert([path], "ods", tmp_path / "ods")):
            opened = open_book(made)
            sheet = opened.sheet("Nhiệm vụ")
            assert sheet.grid.value(cell.row - 1, cell.column - 1) == "Biên bản số 7", made.suffix
            assert sheet.legacy[cell.row - 1, cell.column - 1] == ".VnTime"

    def it_keeps_text_as_text(self, fill_in, result_of):
        fill_in("T01", tasks={"NV04": {"Tiến độ (%)": 50, "Kết quả, số văn bản": "'=cmd|' /C calc'!A0"}})
        assert task_of(unit_of(result_of(), "T01"), "NV04")["result"].startswith("'=cmd")


class DescribeShapes:
    def it_reads_the_filled_one_of_two_copies_of_a_sheet(self, fill_in, result_of):
        path = fill_in("VP", tasks=DONE)
        book = openpyxl.load_workbook(path)
        blank = book["Nhiệm vụ"]
        copy = book.copy_worksheet(blank)
        copy.title = "Nhiệm vụ (2)"
        for row in blank.iter_rows():
            for cell in row:
                if cell.value in (100, "QĐ 1") or (isinstance(cell.value, datetime) and cell.value.day == 20):
                    cell.value = None
        book.save(path)
        assert task_of(unit_of(result_of(), "VP"), "NV02")["completed_on"] == "2025-08-20"

    def it_never_takes_values_of_a_half_sorted_table(self, fill_in, result_of):
        path = fill_in("VP", tasks=DONE | {"NV10": {"Tiến độ (%)": 30}})
        book = openpyxl.load_workbook(path)
        sheet = book["Nhiệm vụ"]
        cells = {c.value: c for row in sheet.iter_rows() for c in row if c.value in ("NV02", "NV10")}
        cells["NV02"].value, cells["NV10"].value = "NV10", "NV02"  # the code column alone was sorted
        book.save(path)
        result = result_of()
        assert "row-mismatch" in codes_of(file_of(result, "VP.xlsx"))
        assert task_of(unit_of(result, "VP"), "NV02")["progress"] is None
        assert unit_of(result, "VP")["uncertain"] is True

    def it_finds_a_unit_by_its_name_alone_and_says_so(self, fill_in, result_of):
        path = fill_in("T05", name="báo cáo.xlsx", tasks={"NV04": {"Tiến độ (%)": 50}})
        book = openpyxl.load_workbook(path)
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        for name in list(book.defined_names):
            del book.defined_names[name]
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and (
                        cell.value.startswith("danvan-xl|") or cell.value == "T05"
                    ):
                        cell.value = None
                    elif cell.value == "Thôn Phú Hòa":
                        cell.value = "thôn Phú Hoà"
        book.save(path)
        file = file_of(result_of(), "báo cáo.xlsx")
        assert (file["verdict"], file["unit"]) == ("accepted", "T05")
        [guess] = [f["message"] for f in file["findings"] if f["code"] == "unit-guessed"]
        assert guess.endswith("được hiểu là: Thôn Phú Hòa (T05).")


def test_a_mail_whose_attachments_lie_beside_it_is_not_read_twice(fill_in, result_of, returns):
    data = fill_in("VP", tasks=DONE).read_bytes()
    body = email.message.EmailMessage(policy=email.policy.SMTP)
    body["Message-ID"], body["Date"] = "<abc@x>", "Tue, 02 Dec 2025 08:00:00 +0700"
    body.set_content("Kính gửi")
    body.add_attachment(data, maintype="application", subtype="octet-stream", filename="VP.xlsx")
    (returns / "thư.eml").write_bytes(bytes(body))
    sidecar = {"VP.xlsx": {"received": "2025-12-02T08:00:00+07:00", "sender": "", "message_id": "<abc@x>"}}
    (returns / ".danvan-received.json").write_text(json.dumps(sidecar), encoding="utf-8")
    result = result_of()
    assert file_of(result, "VP.xlsx")["verdict"] == "accepted"
    assert file_of(result, "thư.eml")["reason"] == "mail-unpacked"


@pytest.mark.parametrize("number_format", ["#,##0,", ";;;", '"đủ"'])
def test_a_number_that_people_see_as_another_is_left_blank(fill_in, result_of, number_format):
    path = fill_in("VP", tasks=DONE, indicators={"SL06": {"Trong kỳ": 12500}, "SL09": {"Trong kỳ": 3}})
    book = openpyxl.load_workbook(path)
    [cell] = [c for row in book["Số liệu"].iter_rows() for c in row if c.value == 12500]
    cell.number_format = number_format
    book.save(path)
    result = result_of()
    unit = unit_of(result, "VP")
    assert unit["indicators"]["SL06"] is None
    assert unit["indicators"]["SL09"] == 3
    assert unit["uncertain"] is True
    [found] = [f for f in file_of(result, "VP.xlsx")["findings"] if f["code"] == "value-differs"]
    assert found["cell"] == cell.coordinate


def test_percent_formats_read_alike_in_every_format(fill_in, result_of, returns, tmp_path):
    """100 % is stored as the whole number 1, which .xls keeps as an integer."""
    path = fill_in("VP", tasks=DONE | {"NV10": {"Tiến độ (%)": 35}})
    book = openpyxl.load_workbook(path)
    for row in book["Nhiệm vụ"].iter_rows():
        for cell in row:
            if cell.value in (100, 35):
                cell.value, cell.number_format = cell.value / 100, "0%"
    source = tmp_path / "VP.xlsx"
    book.save(source)
    for ending in ("xlsx", "xls", "ods"):
        [made] = convert([source], ending, tmp_path / ending)
        for old in returns.iterdir():
            old.unlink()
        shutil.copy(made, returns / made.name)
        unit = unit_of(result_of(), "VP")
        assert (task_of(unit, "NV02")["progress"], task_of(unit, "NV10")["progress"]) == (100, 35), ending
