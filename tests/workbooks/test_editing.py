"""Single parts of a workbook edited: references, cells in their places, rows put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan_xl.workbooks.editing.growing import grow, hindrance
from danvan_xl.workbooks.editing.references import Growth, copied, spans
from danvan_xl.workbooks.editing.sheet import SheetXml
from danvan_xl.workbooks.opening.raw import UnreadableError

HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def sheet(rows: bytes, more: bytes = b"") -> SheetXml:
    return SheetXml(HEAD + b"<sheetData>" + rows + b"</sheetData>" + more + b"</worksheet>")


class DescribeReferences:
    @pytest.mark.parametrize(
        ("formula", "moved"),
        [
            ("C7+D7", "D9+E9"),
            ("$C7+D$7+$E$7", "$C9+E$7+$E$7"),
            ('IF(A1="B2",LOG10(C3),0)', 'IF(B3="B2",LOG10(D5),0)'),
            ("SUM(C7:D7)", "SUM(D9:E9)"),
            ("'Biểu ''A'' 1'!C7", "'Biểu ''A'' 1'!D9"),
            ("Thuế_2025+1", "Thuế_2025+1"),
        ],
    )
    def it_moves_with_a_copied_formula(self, formula: str, moved: str) -> None:
        assert copied(formula, 2, 1) == moved

    def it_is_no_reference_beyond_the_sheet(self) -> None:
        assert copied("A1", -1, 0) == "#REF!"

    def it_is_found_with_its_sheet(self) -> None:
        found = [(name, span.rows, span.columns) for name, span in spans("Tổng!B2+SUM(C3:D5)")]
        assert found == [("Tổng", (1, 1), (1, 1)), ("", (2, 4), (2, 3))]

    @pytest.mark.parametrize(
        ("formula", "own", "after"),
        [
            ("SUM(C7:C9)", "Biểu", "SUM(C7:C14)"),  # over the rows: grows
            ("SUM(C7:C20)", "Biểu", "SUM(C7:C25)"),  # beyond them: its end moves
            ("C10*2", "Biểu", "C15*2"),
            ("C6", "Biểu", "C6"),
            ("'Biểu'!C10+C10", "Khác", "'Biểu'!C15+C10"),
        ],
    )
    def it_follows_rows_that_were_put_in(self, formula: str, own: str, after: str) -> None:
        assert Growth("Biểu", 6, 8, 5).formula(formula, own) == after

    @pytest.mark.parametrize(
        ("formula", "single"),
        [("C7+C8+C9", True), ("SUM(C7:C9)", False), ("SUM(C7:C8)", True), ("C10", False), ("SUM(7:9)", True)],
    )
    def it_tells_a_sum_that_takes_rows_one_by_one(self, formula: str, single: bool) -> None:
        assert Growth("Biểu", 6, 8, 5).counts_single_rows(formula, "Biểu") is single


class DescribeCells:
    def it_is_put_into_its_place_among_its_neighbours(self) -> None:
        xml = sheet(b'<row r="2" spans="1:4"><c r="A2"><v>1</v></c><c r="D2" s="3"/></row><row r="5"/>')
        for place, value in (
            ((1, 1), 7),
            ((1, 3), "=1+1"),
            ((3, 0), Decimal("8.5")),
            ((0, 2), date(2025, 9, 5)),
        ):
            xml.put(place, value)
        text = xml.bytes().decode()
        assert [text.index(f'r="{name}"') for name in ("C1", "A2", "B2", "D2", "A4")] == sorted(
            text.index(f'r="{name}"') for name in ("C1", "A2", "B2", "D2", "A4")
        )
        assert '<c r="D2" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>' in text
        assert "<v>8.5</v>" in text and "<v>45905</v>" in text and "spans=" not in text and "<f>" not in text

    def it_takes_the_style_of_its_row_or_column(self) -> None:
        xml = sheet(b'<row r="2" s="4" customFormat="1"/>')
        xml.put((1, 2), 5)
        assert xml.style_of((1, 2)) == 4 and xml.style_of((2, 2)) == 0

    def it_keeps_a_height_that_a_person_set(self) -> None:
        xml = sheet(b'<row r="1" ht="15"/><row r="2" ht="30" customHeight="1"/>')
        xml.put((0, 0), "dài")
        xml.put((1, 0), "dài")
        assert b'<row r="1"><c' in xml.bytes() and b'ht="30"' in xml.bytes()

    @pytest.mark.parametrize(
        "data",
        [
            b"<worksheet/>",
            HEAD + b"</worksheet>",
            HEAD + b"<sheetData><row><c/></row></sheetData></worksheet>",
            HEAD + b"<sheetData>",
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD + b"<sheetData/></worksheet>",
        ],
    )
    def it_refuses_what_no_common_program_writes(self, data: bytes) -> None:
        with pytest.raises(UnreadableError):
            SheetXml(data)


class DescribeGrowing:
    def it_moves_all_that_stands_below(self) -> None:
        xml = sheet(
            b'<row r="7"><c r="C7" s="2"/><c r="D7"><f>C7*2</f><v>0</v></c></row><row r="8"><c r="C8"><f>SUM(C7:C7)</f></c></row>',
            b'<autoFilter ref="A6:D7"/><mergeCells count="2"><mergeCell ref="A7:B7"/><mergeCell ref="A9:B9"/></mergeCells>'
            b'<dataValidations count="1"><dataValidation sqref="C7 E9"><formula1>$C$8</formula1></dataValidation></dataValidations>',
        )
        growth = Growth("Biểu", 6, 6, 2)
        assert hindrance(xml, growth) == ""
        grow(xml, growth)
        text = xml.bytes().decode()
        assert '<c r="D9"><f>C9*2</f></c>' in text and "<f>SUM(C7:C9)</f>" in text and 'r="C10"' in text
        assert 'autoFilter ref="A6:D9"' in text and 'sqref="C7:C9 E11"' in text
        assert [part in text for part in ('"A7:B7"', '"A8:B8"', '"A9:B9"', '"A11:B11"')] == [True] * 4
        assert 'count="4"' in text and "<formula1>$C$10</formula1>" in text

    @pytest.mark.parametrize(
        ("rows", "more", "why"),
        [
            (b'<row r="7"><c r="C7"/></row><row r="8"><c r="C8"><f>C7</f></c></row>', b"", "cộng từng dòng"),
            (
                b'<row r="7"><c r="C7"/></row><row r="9"><c r="C9"><f t="array" ref="C9">A1:A2</f></c></row>',
                b"",
                "công thức mảng",
            ),
            (b'<row r="7"/>', b'<tableParts count="1"/>', "bảng Excel"),
            (b'<row r="7"/>', b'<mergeCells><mergeCell ref="A7:A8"/></mergeCells>', "chạy qua nhiều dòng"),
        ],
    )
    def it_tells_why_it_cannot(self, rows: bytes, more: bytes, why: str) -> None:
        assert why in hindrance(sheet(rows, more), Growth("Biểu", 6, 6, 2))
