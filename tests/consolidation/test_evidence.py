"""Files that come along with returns: listed by unit, at their criterion, linked; never opened."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage

import jsonschema
import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.consolidation.json_schema import json_schema
from danvan_xl.mail.collect import collect_mail
from danvan_xl.mail.sources import MailFiles
from danvan_xl.model import Unit
from danvan_xl.returns.belongs import Owners, leading_code
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF, unit_of

PDF, PICTURE = b"%PDF-1.4 \x00 not really", b"\xff\xd8\xff\xe0 not really"
FILLED = {"tasks": {"NV07": {"Số lượng đạt": 2}}, "scores": {"TC01": {"Điểm tự chấm": 18}}}


def put(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


@pytest.fixture
def run(returns):
    def consolidated():
        run_ = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF)
        data = to_json(run_)
        jsonschema.validate(data, json_schema())
        return run_, data

    return consolidated


def listed(data):
    return {(item["unit"], item["path"]): (item["criterion"], item["signed"]) for item in data["evidence"]}


class DescribeEvidence:
    def it_belongs_to_the_unit_of_its_folder_zip_or_name(self, fill_in, returns, run):
        fill_in("VP", name="Văn phòng HĐND và UBND/phieu.xlsx", **FILLED)
        put(
            returns / "Văn phòng HĐND và UBND",
            **{"TC01 - biên bản.pdf": PDF, "anh hoi nghi.jpg": PICTURE, "VP.pdf": PDF},
        )
        form = fill_in("KT", name="kt.xlsx", **FILLED)
        with zipfile.ZipFile(returns / "gui.zip", "w") as archive:
            archive.write(form, "kt.xlsx")
            archive.writestr("TC02_danh sach.pdf", PDF)
        form.unlink()
        fill_in("T01", name="t01.xlsx", **FILLED)
        put(returns, **{"T01 - bản ký.pdf": PDF, "TC05 không rõ của ai.pdf": PDF})
        _, data = run()
        home = "Văn phòng HĐND và UBND"
        assert listed(data) == {
            ("VP", f"{home}/TC01 - biên bản.pdf"): ("TC01", False),
            ("VP", f"{home}/anh hoi nghi.jpg"): (None, False),
            ("VP", f"{home}/VP.pdf"): (None, True),
            ("T01", "T01 - bản ký.pdf"): (None, True),
            ("KT", "gui.zip!TC02_danh sach.pdf"): ("TC02", False),
        }
        assert [unit_of(data, code)["signed"] for code in ("VP", "KT", "T01")] == [True, None, True]
        files = {file["path"]: file["reason"] for file in data["files"]}
        assert files["TC05 không rõ của ai.pdf"] == "other-document"
        assert files["T01 - bản ký.pdf"] == "evidence"

    def it_lists_a_workbook_named_by_a_criterion_that_is_no_form(self, fill_in, returns, run):
        fill_in("VP", name="VP/phieu.xlsx", **FILLED)
        book = openpyxl.Workbook()
        book.active.append(["Danh sách", "Số"])
        book.save(returns / "VP" / "TC03 danh sách.xlsx")
        _, data = run()
        assert listed(data) == {("VP", "VP/TC03 danh sách.xlsx"): ("TC03", False)}
        [file] = [file for file in data["files"] if "TC03" in file["path"]]
        assert (file["verdict"], file["reason"], file["findings"]) == ("skipped", "evidence", [])

    def it_leaves_a_document_alone_where_the_unit_sent_no_form(self, fill_in, returns, run):
        fill_in("KT", name="kt.xlsx", **FILLED)
        put(returns / "VP", **{"bao cao.docx.pdf": PDF})
        _, data = run()
        assert [file["reason"] for file in data["files"] if file["path"].startswith("VP")] == [
            "other-document"
        ]

    def it_is_linked_from_the_sheets(self, fill_in, returns, run, tmp_path):
        fill_in("VP", name="VP/phieu.xlsx", **FILLED)
        put(
            returns / "VP",
            **{"TC01 biên bản.pdf": PDF, "TC02 a.pdf": PDF, "TC02 b.pdf": PDF, "chung.jpg": PICTURE},
        )
        outcome, _ = run()
        path = tmp_path / "s.xlsx"
        write_summary(outcome, path, folder=returns)
        grids = {grid.name: grid for grid in read_grids(path)}
        rows = list(find_table(grids[n.ATTACHED], n.ATTACHED_HEADERS).rows())
        assert [(row.text("Mã"), row.text("Tệp")) for row in rows] == [
            ("TC01", "VP/TC01 biên bản.pdf"), ("TC02", "VP/TC02 a.pdf"), ("TC02", "VP/TC02 b.pdf"), ("", "VP/chung.jpg"),
        ]  # fmt: skip
        table = find_table(grids[n.VERIFY], (*n.VERIFY_HEADERS, *n.VERIFY_MORE))
        cells = {row.text("Mã"): row for row in table.rows() if row.text("Mã đơn vị") == "VP"}
        assert cells["TC01"].text(n.ATTACHED_FILE) == "VP/TC01 biên bản.pdf"
        assert cells["TC02"].text(n.ATTACHED_FILE) == "2 tệp"
        assert cells["TC03"].text(n.ATTACHED_FILE) == "1 tệp chung của đơn vị"
        book = openpyxl.load_workbook(path)
        link = book[n.VERIFY][cells["TC01"].cell(n.ATTACHED_FILE)].hyperlink
        assert link.target.replace("\\", "/") == "returns/VP/TC01%20biên%20bản.pdf"
        for code, row in (("TC02", rows[1]), ("TC03", rows[3])):  # the first of the several
            link = book[n.VERIFY][cells[code].cell(n.ATTACHED_FILE)].hyperlink
            assert link.location == f"'{n.ATTACHED}'!{row.cell('Mã đơn vị')}"

    def it_keeps_what_a_person_typed_beside_a_file(self, fill_in, returns, run, tmp_path):
        fill_in("VP", name="VP/phieu.xlsx", **FILLED)
        put(returns / "VP", **{"TC01 biên bản.pdf": PDF})
        path = tmp_path / "s.xlsx"
        write_summary(run()[0], path, folder=returns)
        book = openpyxl.load_workbook(path)
        sheet = book[n.ATTACHED]
        head = next(cell for row in sheet for cell in row if cell.value == "Tệp")
        sheet.cell(head.row, 9).value, sheet.cell(head.row + 1, 9).value = "Đã xem", "đủ chữ ký"
        book.save(path)
        put(returns / "VP", **{"TC00 mới.pdf": PDF})
        write_summary(run()[0], path, folder=returns)
        [grid] = [grid for grid in read_grids(path) if grid.name == n.ATTACHED]
        rows = find_table(grid, (*n.ATTACHED_HEADERS, "Đã xem")).rows()
        assert {row.text("Tệp"): row.text("Đã xem") for row in rows} == {
            "VP/TC00 mới.pdf": "", "VP/TC01 biên bản.pdf": "đủ chữ ký",
        }  # fmt: skip

    def it_takes_three_hundred_files(self, fill_in, returns, run):
        fill_in("VP", name="VP/phieu.xlsx", **FILLED)
        put(returns / "VP", **{f"TC0{i % 9 + 1} tệp {i}.pdf": PDF for i in range(300)})
        _, data = run()
        assert len(data["evidence"]) == 300
        assert unit_of(data, "VP")["returned"] is True

    def it_comes_out_of_the_mail_with_its_form(self, fill_in, returns, run, tmp_path):
        form = fill_in("VP", name="bao cao thang 11.xlsx", **FILLED)
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["Date"] = (
            "Báo cáo",
            "vp@anhoa.example",
            "Fri, 28 Nov 2025 09:00:00 +0700",
        )
        mail.set_content("Kính gửi")
        for name, data in (
            (form.name, form.read_bytes()),
            ("TC01 biên bản.pdf", PDF),
            ("image001.png", b"\x89PNG logo"),
        ):
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        form.unlink()
        (tmp_path / "thu").mkdir()
        (tmp_path / "thu" / "1.eml").write_bytes(mail.as_bytes())
        collect_mail(MailFiles(tmp_path / "thu"), returns)
        _, data = run()
        assert listed(data) == {("VP", "bao cao thang 11/TC01 biên bản.pdf"): ("TC01", False)}


def test_what_fits_two_units_belongs_to_none():
    owners = Owners(small_master().units, {"chung/a.xlsx": "VP", "chung/b.xlsx": "KT"})
    assert owners.of("chung/anh.jpg") == ""
    assert owners.of("chung/KT anh.jpg") == "KT"
    assert owners.of("Thôn Đồng Tâm và Thôn Nà Mòn.pdf") == ""
    assert owners.of("phieu Thôn Đồng Tâm.zip!x/anh.jpg") == "T01"
    assert leading_code("TC05_biên bản.pdf") == "tc05"


def test_a_numbered_file_belongs_to_its_folder_not_to_the_unit_of_that_number():
    units = [Unit("1", "Thôn Một"), Unit("2", "Thôn Hai")]
    owners = Owners(units, {"thon 2/phieu.xlsx": "2"})
    assert owners.of("thon 2/1. biên bản.pdf") == "2"
    assert owners.of("Thôn Một.pdf") == "1"
