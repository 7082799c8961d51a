"""The first reader of a worksheet: what it takes is what the stream over the same bytes gives, and it takes nothing else."""

from __future__ import annotations

import random
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawSheet, UnreadableError
from danvan_xl.workbooks.opening.row_plain import NotPlainError
from danvan_xl.workbooks.opening.sheet_plain import plain_texts, read_plain
from danvan_xl.workbooks.opening.sheet_xml import read_sheets
from danvan_xl.workbooks.opening.xlsx_parts import Parts, SheetPart, read_custom_properties, read_parts
from tests.returns.filled import fill_form, issued
from tests.support.masters import small_master
from tests.support.office import convert

STYLES = (
    b'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0&quot; kg&quot;"/></numFmts>'
    b'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="170"/><xf numFmtId="46"/></cellXfs>'
    b"</styleSheet>"
)
STRINGS = "<sst count='3'>".replace("'", '"') + (
    '<si><t>Thôn &amp; bản</t></si><si><t xml:space="preserve"> 12 </t></si><si><t/></si><si><t xml:space="preserve"/></si><si></si><si><t>cuối</t></si></sst>'
)


def parts(rows: str, tail: str = "", strings: str = STRINGS) -> Parts:
    """A workbook of one sheet with these rows."""
    data = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    return Parts([SheetPart("Trang", True, data.encode())], strings.encode(), STYLES)


def plainly(given: Parts) -> list[RawSheet]:
    """By the first reader."""
    texts = plain_texts(given.strings)
    return [read_plain(part, texts, given.styles, given.date_1904) for part in given.sheets]


def facts(sheet: RawSheet) -> dict[str, Any]:
    """Everything that is known of a sheet, blank cells at a row's end aside."""
    values = {
        (r, c): (type(v), v, sheet.format_of((r, c)))
        for r, row in enumerate(sheet.grid.rows)
        for c, v in enumerate(row)
        if v != ""
    }
    shown = {place: sheet.typed(*place) for place in values}
    formulas = {place: unescape(text) for place, text in sheet.formulas.items()}
    marks = (formulas, sheet.errors, sheet.merged, sheet.covered, sheet.struck, sheet.hides_zeros)
    return {"values": values, "shown": repr(shown), "marks": repr(marks)}


def row(cells: str) -> str:
    return f'<row r="2" ht="15">{cells}</row>'


USUAL = {
    "numbers": '<c r="A2"><v>12</v></c><c r="B2" s="3"><v>-0.5</v></c><c r="C2" s="2"><v>1E-2</v></c>',
    "dates": '<c r="A2" s="1"><v>45900</v></c><c r="B2" s="1"><v>45900.75</v></c><c r="C2" s="4"><v>1.5</v></c>',
    "shared texts": '<c r="A2" t="s"><v>0</v></c><c r="C2" s="1" t="s"><v>1</v></c><c r="D2" t="s"><v>3</v></c><c r="E2" t="s"><v>5</v></c>',
    "texts in the cell": '<c r="A2" t="inlineStr"><is><t>Th&#244;n &#x111; &lt;x&gt; _x0041_</t></is></c>',
    "formulas": '<c r="A2" t="str"><f>B2&amp;"x"</f><v>a &amp; b</v></c><c r="B2"><f>SUM(C2:D2)</f></c>',
    "shared formulas": '<c r="A2"><f t="shared" ref="A2:A3" si="0">B2+1</f><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c>',
    "marks and errors": '<c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="b"><v>0</v></c>',
    "blank ones": '<c r="A2" s="1"/><c r="B2" s="1"></c><c r="C2" t="n"><v></v></c><c r="D2"><v>1</v></c>',
    "other orders": '<c r="A2" t="s" s="1" cm="1"><v>0</v></c><c r="B2" ><v xml:space="preserve">7</v></c>',
    "texts left blank": '<c r="A2" t="inlineStr"><is><t/></is></c><c r="B2" t="inlineStr"><is><t xml:space="preserve"/></is></c>'
    '<c r="C2" t="str"><v xml:space="preserve"/></c><c r="D2"><f/><v>3</v></c><c r="E2"><v>1</v></c>',
    "lines": '<c r="A2" t="inlineStr"><is><t>một\r\nhai</t></is></c>',
}


class DescribeTheFirstReader:
    @pytest.mark.parametrize("what", USUAL)
    def it_reads_as_the_stream_does(self, what: str) -> None:
        given = parts(row(USUAL[what]))
        assert list(map(facts, plainly(given))) == list(map(facts, read_sheets(given)))

    def it_reads_merged_areas_and_hidden_zeros(self) -> None:
        given = parts(
            row('<c r="A2"><v>0</v></c><c r="B2"><v>5</v></c>'),
            '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>',
        )
        given.sheets[0].data = given.sheets[0].data.replace(
            b"<sheetData>", b'<sheetViews><sheetView showZeros="0"/></sheetViews><sheetData>'
        )
        assert list(map(facts, plainly(given))) == list(map(facts, read_sheets(given)))

    def it_reads_whole_forms_of_several_programs_as_the_stream_does(self, tmp_path: Path) -> None:
        master = small_master()
        form = issued(tmp_path / "forms", master)["VP"]
        filled = fill_form(master, "VP", form, tmp_path / "VP.xlsx", random.Random(5)).path
        for path in (form, filled, *convert([filled], "xlsx", tmp_path / "lo")):
            given = read_parts(Package(read_bytes(path)))
            assert list(map(facts, plainly(given))) == list(map(facts, read_sheets(given))), path

    @pytest.mark.parametrize(
        "cells",
        [
            "<c><v>1</v></c>",
            '<c s="1" r="A2"><v>1</v></c>',
            "<c r='A2'><v>1</v></c>",
            '<x:c r="A2"><x:v>1</x:v></x:c>',
            '<c r="A2" t="d"><v>2025-01-01</v></c>',
            '<c r="A2" t="inlineStr"><is><r><t>a</t></r></is></c>',
            '<c r="A2" t="str"><v>_xD83D__xDE00_</v></c>',
            '<c r="A2"><v>1</v><extLst/></c>',
            '<c r="A2"><v>mười</v></c>',
            '<c r="A2" t="s"><v>9</v></c>',
            '<c r="A2" t="str"><v>a & b</v></c>',
            '<c r="A2" t="str"><v>&eacute;</v></c>',
            '<c r="A2"><v>1</v></c><!-- <c r="B2"><v>2</v></c> -->',
            '<c r="XFD2"><v>1</v></c>',
            '<c r="A2" s="1" s"2"><v>1</v></c>',
            '<c r="A2"><v>1</v></c>text',
        ],
    )
    def it_leaves_the_rest_to_the_stream(self, cells: str) -> None:
        with pytest.raises(NotPlainError):
            plainly(parts(row(cells)))

    @pytest.mark.parametrize("cut", ["</row>", "</sheetData>", '<row r="2" ht="15">', "</v>"])
    def it_takes_no_damaged_sheet(self, cut: str) -> None:
        given = parts(row('<c r="A2"><v>1</v></c>'))
        given.sheets[0].data = given.sheets[0].data.replace(cut.encode(), b"")
        with pytest.raises(NotPlainError):
            plainly(given)
        with pytest.raises(UnreadableError):
            read_sheets(given)

    def it_reads_shared_texts_with_looks(self) -> None:
        strings = (
            "<sst><si><r><rPr><b/></rPr><t>một </t></r><r><t>hai</t></r></si><si/><si><t>ba</t></si></sst>"
        )
        given = parts(row('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>2</v></c>'), strings=strings)
        assert list(map(facts, plainly(given))) == list(map(facts, read_sheets(given)))

    def it_counts_no_shared_text_of_a_damaged_table(self) -> None:
        given = parts(
            row('<c r="A2" t="s"><v>0</v></c>'), strings=STRINGS.replace("<si><t x", "<si><t><t x", 1)
        )
        with pytest.raises(UnreadableError):
            plainly(given)


def sheet_of(rows: str, tail: str = "", strings: str = STRINGS, styles: bytes = STYLES) -> RawSheet:
    given = parts(rows, tail, strings)
    given.styles_xml = styles
    return plainly(given)[0]


class DescribeRowsOfSeveralFiles:
    """One row, the same to the byte, in files that differ in what it refers to."""

    TEXTS = row('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>')

    def it_has_the_texts_of_its_own_file(self):
        other = "<sst><si><t>Khác</t></si><si><t/></si></sst>"
        for _ in range(2):
            assert sheet_of(self.TEXTS).grid.rows[1] == ["Thôn & bản", " 12 "]
            assert sheet_of(self.TEXTS, strings=other).grid.rows[1] == ["Khác"]

    def it_is_known_by_its_bytes_without_the_numbers_of_its_texts(self):
        """A text that one file has more gives every later one another number."""
        one, other = (
            "<sst>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"
            for texts in ("ab", "xab")
        )
        first = sheet_of(row('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'), strings=one)
        second = sheet_of(row('<c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c>'), strings=other)
        assert first.grid.rows[1] == second.grid.rows[1] == ["a", "b"]
        assert first.lines[1] is second.lines[1]

    def it_is_refused_where_it_looks_as_if_a_number_had_been_taken_out(self):
        with pytest.raises(NotPlainError):
            sheet_of(row('<c r="A2" t="s"><v>?</v></c><c r="B2" t="s"><v>1</v></c>'))

    def it_is_refused_where_its_file_has_no_such_text(self):
        assert sheet_of(self.TEXTS).grid.rows[1]
        with pytest.raises(NotPlainError):
            sheet_of(self.TEXTS, strings="<sst><si><t>một</t></si></sst>")

    def it_is_a_date_by_the_styles_of_its_own_file(self):
        day, plain = row('<c r="A2" s="1"><v>45900</v></c>'), b"<styleSheet/>"
        for _ in range(2):
            assert str(sheet_of(day).grid.value(1, 0)) == "2025-08-31"
            assert sheet_of(day, styles=plain).grid.value(1, 0) == 45900.0

    def it_stays_whole_where_merged_cells_hide_it_in_another(self):
        two = row('<c r="A2"><v>1</v></c><c r="B2"><v>2</v></c>')
        hidden = sheet_of(two, tail='<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>')
        assert (hidden.grid.rows[1], hidden.covered) == ([1.0, ""], {(1, 1): 2.0})
        assert sheet_of(two).grid.rows[1] == [1.0, 2.0]
        assert 1 in sheet_of(two).lines and 1 not in hidden.lines

    def it_is_asked_once_what_follows_from_its_values(self):
        asked: list[list[Any]] = []

        def count(values: list[Any]) -> int:
            asked.append(values)
            return len(values)

        once = row('<c r="A2"><v>417</v></c><c r="C2"><v>418</v></c>')
        assert [sheet_of(once).noted(1, count) for _ in range(3)] == [3, 3, 3]
        assert len(asked) == 1


class DescribeRowsInAnyOrder:
    @pytest.mark.parametrize(
        "rows",
        [
            '<row r="3"><c r="A3"><v>3</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="C2" s="3"><v>5</v></c></row>',
            '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="2"><c r="B2" s="3"><v>3</v></c></row>',
            '<row r="2"></row><row r="5"/><row r="9"><c r="B9"><f>1/0</f><v>7</v></c></row>',
        ],
        ids=["backwards", "the same one twice", "with gaps"],
    )
    def it_reads_them_as_the_stream_does(self, rows):
        given = parts(rows)
        assert [facts(sheet) for sheet in plainly(given)] == [facts(sheet) for sheet in read_sheets(given)]

    def it_leaves_cells_of_another_row_to_the_stream(self):
        with pytest.raises(NotPlainError):
            plainly(parts('<row r="2"><c r="A2"><v>1</v></c><c r="B3"><v>2</v></c></row>'))


_WORDS = st.sampled_from(["a", "Thôn", " 12 ", "", "x &amp; y", "0"])
_STYLE = st.sampled_from(["", ' s="1"', ' s="2"', ' s="3"', ' s="4"'])


@st.composite
def _cells(draw: st.DrawFn, number: int, texts: int) -> str:
    """The cells of one row, in the ways of several programs."""
    made = ""
    for column in draw(st.lists(st.sampled_from("ABCDF"), unique=True).map(sorted)):
        style, kind = (
            draw(_STYLE),
            draw(st.sampled_from(["n", "s", "s first", "text", "blank", "formula", "error", "mark"])),
        )
        at, word = draw(st.integers(0, texts - 1)), draw(_WORDS)
        head = f'<c r="{column}{number}"{style}'
        made += {
            "n": f"{head}><v>{draw(st.sampled_from(['0', '5', '45900.5', '-1', '1E2']))}</v></c>",
            "s": f'{head} t="s"><v>{at}</v></c>',
            "s first": f'<c r="{column}{number}" t="s"{style}><v>{at}</v></c>',
            "text": f'{head} t="inlineStr"><is><t>{word}</t></is></c>',
            "blank": f"{head}/>",
            "formula": f"{head}><f>A1+1</f><v>7</v></c>",
            "error": f'{head} t="e"><v>#N/A</v></c>',
            "mark": f'{head} t="b"><v>1</v></c>',
        }[kind]  # fmt: skip
    return made


@st.composite
def _books(draw: st.DrawFn) -> Parts:
    words = draw(st.lists(_WORDS, min_size=1, max_size=4))
    numbers = draw(st.lists(st.integers(1, 6), unique=True).map(sorted))
    rows = "".join(f'<row r="{number}">{draw(_cells(number, len(words)))}</row>' for number in numbers)
    merged = draw(st.sampled_from(["", '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>']))
    return parts(rows, merged, "<sst>" + "".join(f"<si><t>{word}</t></si>" for word in words) + "</sst>")


class DescribeFilesOneAfterAnother:
    @given(_books())
    @settings(max_examples=400, deadline=None)
    def it_reads_each_as_the_stream_does(self, given_book):
        """Rows that earlier examples had are known: none of them may be seen in this one."""
        assert [facts(sheet) for sheet in plainly(given_book)] == [
            facts(sheet) for sheet in read_sheets(given_book)
        ]


class DescribeProperties:
    """Read by one search where they are written as usual, else by a parser."""

    USUAL = b'<Properties xmlns="u"><property fmtid="{D}" pid="2" name="%b"><vt:lpwstr xmlns:vt="v">%b</vt:lpwstr></property></Properties>'

    @pytest.mark.parametrize(
        ("name", "text", "read"),
        [
            (b"danvan_xl", b"danvan-xl|phieu", {"danvan_xl": "danvan-xl|phieu"}),
            ("Tên".encode(), b"a &amp; b", {"Tên": "a & b"}),
            (b"\xff\xfe", b"a", {}),
            (b"a", b"\xff", {}),
        ],
        ids=["usual", "other letters", "a name that is no text", "a text that is none"],
    )
    def it_they_are_texts_or_left_out(self, name, text, read):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("docProps/custom.xml", self.USUAL % (name, text))
        assert read_custom_properties(Package(stream.getvalue())) == read
