"""The small parts: formulas, constraints, headers, names of mail attachments, limits of a package."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.language.number_format import is_date_format, is_percent_format
from danvan_xl.returns.received import Receipt, read_sidecar, vietnam_date, write_sidecar
from danvan_xl.rules.constraints import checks_of, ratio_of
from danvan_xl.terms import form as h
from danvan_xl.typed.locate import locate
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.formulas import calculate
from danvan_xl.workbooks.opening.letters import read_eml
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet, UnreadableError
from danvan_xl.workbooks.opening.sheet_xml import from_serial
from danvan_xl.workbooks.opening.sniff import Kind, by_content, by_name
from danvan_xl.workbooks.opening.xlsb import rk
from danvan_xl.workbooks.opening.xml_parts import tree, utf8

CODES = ["SL01", "SL02", "SL03", "SL1"]


class DescribeFormulas:
    @pytest.mark.parametrize(
        ("formula", "value"),
        [
            ("5+7", 12), ("SUM(A1:A3)", 6), ("SUM(A1:A2,10)", 13), ("-2^2", 4), ("2^3^2", 64), ("50%", 0.5),
            ("12/15*100", 80), ("(1+2)*3", 9), ("$A$1+a2", 3), ("B9+1", 1), ("1/3", 1 / 3),
        ],
    )  # fmt: skip
    def it_works_out_plain_arithmetic(self, formula, value):
        assert calculate(formula, Grid("x", [[1.0], [2.0], [3.0]])) == value

    def it_works_out_a_date_of_three_numbers(self):
        assert calculate("=date(2025, 9, 5)", Grid("x", [])) == datetime(2025, 9, 5)
        assert calculate("DATE(2025,13,1)", Grid("x", [])) is None
        assert calculate("DATE(2025,9,5)+1", Grid("x", [])) is None

    @pytest.mark.parametrize(
        "formula",
        [
            "VLOOKUP(1,A1:B2,2)",
            "IF(A1>0,1,2)",
            "Sheet2!A1",
            "A4",
            "1/0",
            "A1&A2",
            "5+",
            "(1",
            "",
            "9^99",
            "A5",
        ],
    )
    def it_leaves_everything_else(self, formula):
        grid = Grid("x", [[1.0], [2.0], [3.0], ["chữ"], [4.0]])
        assert calculate(formula, grid, {(4, 0)}) is None

    @given(st.text(max_size=60))
    @settings(max_examples=200, deadline=None)
    def it_never_raises(self, text):
        calculate(text, Grid("x", [[1.0]]))


class DescribeConstraints:
    VALUES: ClassVar = {"SL01": Decimal(10), "SL02": Decimal(7), "SL03": Decimal(3), "SL1": None}

    @pytest.mark.parametrize(
        ("text", "holds"),
        [
            ("SL01 = SL02 + SL03", [True]),
            ("SL01 = SL02 + SL03 + 1", [False]),
            ("SL02 <= SL01; SL03 > SL02", [True, False]),
            ("SL03 ≤ SL02 ≤ SL01", [True, True]),
            ("SL02 / SL01 >= 0,7", [True]),
            ("SL01 = 2 x (SL02 - 2)", [True]),
            ("SL1 = SL02", [None]),
            ("không có gì", []),
        ],
    )
    def it_compares(self, text, holds):
        assert [check.holds(self.VALUES) for check in checks_of(text, CODES)] == holds

    def it_finds_the_two_sides_of_a_ratio(self):
        above, below = ratio_of("SL02 <= SL01; SL02 / SL01", CODES)
        assert (above.codes, below.codes) == (("SL02",), ("SL01",))
        assert ratio_of("SL02 <= SL01", CODES) is None

    def it_is_silent_where_a_number_is_missing_or_divides_by_zero(self):
        for text in ("SL01 / 0 = SL01", "SL01 + SL1 = SL01"):
            assert [check.holds(self.VALUES) for check in checks_of(text, CODES)] == [None]


class DescribeLocate:
    @staticmethod
    def table(rows: list[list[object]], name: str = "Nhiệm vụ"):
        return locate(RawBook("xlsx", [RawSheet(Grid(name, rows))])).get("Nhiệm vụ")

    def it_finds_a_table_under_another_name_with_columns_moved(self):
        headers = list(reversed(h.TASK_HEADERS))
        table = self.table([["tiêu đề"], [None], headers], "Sheet1")
        assert table.renamed
        assert table.columns[h.CODE] == len(headers) - 1
        assert table.moved

    def it_finds_headers_that_slipped_into_a_merged_cell_above(self):
        headers = list(h.TASK_HEADERS)
        above = [None] * len(headers)
        at = headers.index(h.PROGRESS)
        above[at], headers[at] = headers[at], None
        assert self.table([above, headers]).columns[h.PROGRESS] == at

    def it_guesses_a_misspelt_header_and_says_so(self):
        headers = ["Ngày hoàn thanhh" if name == h.COMPLETED else name for name in h.TASK_HEADERS]
        table = self.table([headers])
        assert table.guessed == {h.COMPLETED: "Ngày hoàn thanhh"}

    def it_does_not_take_another_column_for_a_missing_one(self):
        headers = ["Ngày bắt đầu họp" if name == h.COMPLETED else name for name in h.TASK_HEADERS]
        assert h.COMPLETED in self.table([headers]).missing


class DescribeLetters:
    @pytest.mark.parametrize(
        "header",
        [
            'attachment; filename="=?utf-8?Q?B=C3=A1o_c=C3=A1o.xlsx?="',
            "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.xlsx",
            "attachment; filename*0*=utf-8''B%C3%A1o%20; filename*1*=c%C3%A1o.xlsx",
            'attachment; filename="Báo cáo.xlsx"',
        ],
    )
    def it_reads_vietnamese_names_in_every_dress(self, header):
        raw = (
            f"From: a@b.vn\r\nDate: Mon, 1 Dec 2025 08:00:00 +0700\r\nContent-Type: application/octet-stream\r\nContent-Disposition: {header}\r\n\r\nPK"
        ).encode()
        letter = read_eml(raw)
        assert [name for name, _ in letter.attachments] == ["Báo cáo.xlsx"]
        assert vietnam_date(letter.sent) == date(2025, 12, 1)

    def it_walks_into_forwarded_mails(self):
        inner = b"Content-Type: application/x; name=a.xlsx\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\nPK"
        raw = (
            b"From: x@y\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: message/rfc822\r\n\r\nFrom: q@r\r\n"
            + inner
            + b"\r\n--B--\r\n"
        )
        assert [name for name, _ in read_eml(raw).attachments] == ["a.xlsx"]

    @given(st.binary(max_size=300))
    @settings(max_examples=100, deadline=None)
    def it_gives_a_letter_or_refuses(self, data):
        with contextlib.suppress(UnreadableError):
            read_eml(data)


class DescribePackage:
    def it_refuses_an_entry_that_holds_more_than_it_says(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.xml", b"0" * 10_000)
        data = bytearray(out.getvalue())
        at = data.rfind(b"PK\x01\x02")
        struct.pack_into("<I", data, at + 24, 10)
        with pytest.raises(UnreadableError) as caught:
            Package(bytes(data)).read("a.xml")
        assert caught.value.code == "corrupt"

    @given(st.binary(max_size=400))
    @settings(max_examples=100, deadline=None)
    def it_never_raises_anything_else(self, data):
        with pytest.raises(UnreadableError):
            Package(b"PK\x03\x04" + data)


class DescribeXml:
    @pytest.mark.parametrize(
        "data",
        [
            b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
            b'<?xml version="1.0" encoding="cp037"?><x/>',
            b"<x>",
            b"",
        ],
    )
    def it_refuses_document_types_and_odd_encodings(self, data):
        with pytest.raises(UnreadableError):
            tree(data)

    def it_reads_utf_16(self):
        assert tree('<?xml version="1.0" encoding="UTF-16"?><x>ấ</x>'.encode("utf-16")).text == "ấ"
        assert utf8(b"\xef\xbb\xbf<x/>") == b"<x/>"


class DescribeNumbers:
    @pytest.mark.parametrize(
        ("serial", "code", "old", "value"),
        [
            (45905, "dd/mm/yyyy", False, date(2025, 9, 5)),
            (44443, "dd/mm/yyyy", True, date(2025, 9, 5)),
            (45905.5, "dd/mm/yyyy", False, datetime(2025, 9, 5, 12)),
            (0.5, "hh:mm", False, time(12)),
            (61, "d/m/yyyy", False, date(1900, 3, 1)),
            (59, "d/m/yyyy", False, date(1900, 2, 28)),
        ],
    )
    def it_turns_serials_into_dates(self, serial, code, old, value):
        assert from_serial(serial, code, old) == value

    @pytest.mark.parametrize(
        ("code", "percent", "dated"),
        [("0%", True, False), ('0"%"', False, False), ("dd/mm/yyyy", False, True), ("[Red]0.0", False, False), ("[h]:mm", False, True),
         ("General", False, False), ('#,##0 "đồng"', False, False)],
    )  # fmt: skip
    def it_knows_what_a_format_shows(self, code, percent, dated):
        assert (is_percent_format(code), is_date_format(code)) == (percent, dated)

    def it_reads_short_binary_numbers(self):
        assert rk(struct.pack("<I", (1234 << 2) | 2)) == 1234
        assert rk(struct.pack("<i", (-5 << 2) | 2)) == -5
        assert rk(struct.pack("<I", (1250 << 2) | 3)) == 12.5
        assert rk(struct.pack("<d", 8.5)[4:]) == 8.5


class DescribeSniff:
    @pytest.mark.parametrize(
        ("name", "start", "kind"),
        [
            ("a.xlsx", b"PK\x03\x04", Kind.ZIP), ("a.pdf", b"PK\x03\x04", Kind.ZIP), ("a.xlsx", b"%PDF", Kind.NOTHING),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE), ("a.jpg", b"\xff\xd8", Kind.PICTURE),
            ("thu", b"From: a\r\nTo: b\r\nSubject: c\r\n", Kind.MAIL), ("a.eml", b"x", Kind.MAIL), ("a.rar", b"Rar!\x1a\x07\x00", Kind.ARCHIVE),
            ("a.docx", b"x", Kind.DOCUMENT),
        ],
    )  # fmt: skip
    def it_goes_by_the_bytes(self, name, start, kind):
        assert by_content(name, start) is kind

    @pytest.mark.parametrize(
        "name", ["~$a.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "__MACOSX/._a.xlsx", "a.zip!~$b.xlsx"]
    )
    def it_knows_files_that_nobody_sent(self, name):
        assert by_name(name) in (Kind.LOCK, Kind.SYSTEM)


def test_the_sidecar_keeps_what_stood_there(tmp_path):
    first = {"a.xlsx": Receipt(datetime(2025, 12, 1, 8), "x@y", "<1>")}
    write_sidecar(tmp_path, first)
    write_sidecar(tmp_path, {"b.xlsx": Receipt(datetime(2025, 12, 2, 8))})
    found = read_sidecar(tmp_path)
    assert set(found) == {"a.xlsx", "b.xlsx"}
    assert found["a.xlsx"].sender == "x@y"
    (tmp_path / ".danvan-received.json").write_text("{hỏng", encoding="utf-8")
    assert read_sidecar(tmp_path) == {}
