"""The XML of cells as any writer may make it: the same values, whatever the dress."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan_xl.workbooks.opening.book import open_bytes
from danvan_xl.workbooks.opening.raw import RawSheet, UnreadableError
from danvan_xl.workbooks.opening.seen import Seen

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="Trang" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r3" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0&quot;000&quot;"/>'
    '<numFmt numFmtId="165" formatCode=";;;"/><numFmt numFmtId="166" formatCode="mmm\\-yy"/></numFmts>'
    '<fonts><font><name val="Arial"/></font><font><strike/><name val="Arial"/></font></fonts><fills><fill/></fills>'
    "<borders><border/></borders><cellXfs>"
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}"/>'
        for number, font in ((0, 0), (164, 0), (165, 0), (9, 0), (166, 0), (0, 1), (1, 0))
    )
    + "</cellXfs></styleSheet>"
)
PLAIN, APPENDED, HIDDEN, PERCENT, MONTH, STRUCK, WHOLE = range(7)


def opened(rows: str, strings: str = "", after: str = "", before: str = "") -> RawSheet:
    """The sheet of a workbook whose rows are written so."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        package.writestr("xl/styles.xml", _STYLES)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
        sheet = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        package.writestr("xl/worksheets/sheet1.xml", sheet)
    return open_bytes(data.getvalue()).sheets[0]


def _numbers(value: str) -> st.SearchStrategy[str]:
    """Ways to write the letters of a number that mean the same to every reader of XML."""
    half = len(value) // 2
    return st.sampled_from(
        [
            value,
            f"&#{ord(value[0])};{value[1:]}",
            f"&#x{ord(value[0]):x};{value[1:]}",
            f"<![CDATA[{value}]]>",
            f"{value[:half]}<!-- giữa -->{value[half:]}",
            f"{value[:half]}<?gi ua?>{value[half:]}",
            f"\n  {value}\t",
        ]
    )


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, float]:
    """(``c`` element for B2, the number in it)."""
    number = draw(st.sampled_from(["345", "12.5", "-7", "1E3", "0.25"]))
    value = draw(_numbers(number))
    gap = draw(st.sampled_from(["", "\n", "\r\n  ", "\t"]))
    quote = draw(st.sampled_from("\"'"))
    attributes = draw(st.permutations([f"r={quote}B2{quote}", f"s={quote}0{quote}"]))
    between = draw(st.sampled_from([" ", "\n", "\t", "  "]))
    formula = draw(st.sampled_from(["", "<f>300+45</f>", "<f>1&lt;2</f>", "<f\n>SUM(A1:A2)</f>"]))
    return f"<c{between}{between.join(attributes)}>{gap}{formula}{gap}<v>{value}</v>{gap}</c>", float(number)


class DescribeNumbers:
    @settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(cells(), st.sampled_from(["", "\n", "<!-- hàng -->"]))
    @example(('<c r="B2"><v>3<!-- -->45</v></c>', 345.0), "")
    @example(('<c r="B2">\n<f>300+45</f>\n<v>345</v></c>', 345.0), "\n")
    def it_they_are_read_whole_or_not_at_all(self, cell, gap):
        xml, number = cell
        sheet = opened(f'<row r="2">{gap}{xml}{gap}</row>')
        assert float(sheet.grid.value(1, 1)) == number
        assert ((1, 1) in sheet.formulas) is ("<f" in xml)

    @pytest.mark.parametrize("text", ["1_000", "0x10", "１２"])
    def it_they_are_no_words_that_only_python_takes_for_numbers(self, text):
        assert not isinstance(opened(f'<row r="1"><c r="A1"><v>{text}</v></c></row>').grid.value(0, 0), float)


class DescribeTexts:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Đạt _xD83D__xDE00_", "Đạt 😀"), ("nửa _xD83D_ cặp", "nửa \ufffd cặp"), ("a_x000D_b", "a\rb"),
            ("a&#10;b", "a\nb"), ("<![CDATA[a<b]]>", "a<b"), ("a<!-- -->b", "ab"), ("_x005F_x000D_", "_x000D_"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("shared", [True, False])
    def it_they_come_in_any_dress(self, written, read, shared):
        row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' if shared else (
            f'<row r="1"><c r="A1" t="inlineStr"><is><t>{written}</t></is></c></row>'
        )  # fmt: skip
        assert opened(row, f"<si><t>{written}</t></si>" if shared else "").grid.value(0, 0) == read

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.lists(st.tuples(st.sampled_from(["12", "20", "5", " "]), st.sampled_from(["", "<strike/>", '<strike val="0"/>',
                                                                                        '<vertAlign val="superscript"/>'])),
                    min_size=1, max_size=4))  # fmt: skip
    def it_they_are_seen_without_what_is_crossed_out_or_raised(self, runs):
        si = (
            "<si>"
            + "".join(f'<r><rPr>{look}</rPr><t xml:space="preserve">{text}</t></r>' for text, look in runs)
            + "</si>"
        )
        sheet = opened('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', si)
        struck = any("<strike/>" in look and not text.isspace() for text, look in runs)
        level = "".join(text for text, look in runs if "<strike/>" not in look and "vertAlign" not in look)
        whole = "".join(text for text, _ in runs)
        seen: Any = sheet.seen(0, 0)
        if struck:
            assert isinstance(seen, Seen)
            assert seen.split() == level.split()
        elif level.strip() and level.strip() != whole.strip():
            assert isinstance(seen, Seen)
            assert seen.strip() == ("" if level.strip() == "10" else level.strip())
        else:
            assert seen == whole


class DescribeLooks:
    @pytest.mark.parametrize(
        ("style", "value", "seen"),
        [(PLAIN, "12", 12.0), (APPENDED, "12", "12000"), (HIDDEN, "12", ""), (PERCENT, "0.85", "85%"), (STRUCK, "12", ""),
         (WHOLE, "12.6", "13"), (WHOLE, "12", 12.0), (MONTH, "45905", "09/2025")],
    )  # fmt: skip
    @pytest.mark.parametrize("gap", ["", "\n"])
    def it_they_decide_what_is_seen(self, style, value, seen, gap):
        sheet = opened(f'<row r="1"><c r="A1" s="{style}">{gap}<v>{value}</v></c></row>')
        assert sheet.seen(0, 0) == seen

    @pytest.mark.parametrize("gap", ["", "\n"])
    def it_they_hide_what_lies_under_a_merged_cell(self, gap):
        rows = f'<row r="1"><c r="A1">{gap}<v>100</v></c></row><row r="2"><c r="A2"><v>40</v></c></row>'
        sheet = opened(rows, after='<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>')
        assert (sheet.seen(0, 0), sheet.seen(1, 0), sheet.covered) == (100.0, None, {(1, 0): 40.0})

    def it_they_hide_zeros_of_a_sheet_that_shows_none(self):
        sheet = opened('<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>5</v></c></row>',
                       before='<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>')  # fmt: skip
        assert (sheet.seen(0, 0), sheet.seen(0, 1)) == ("", 5.0)

    @pytest.mark.parametrize(
        ("text", "day"),
        [("2025-09-05T00:00:00Z", "2025-09-05"), ("2025-09-05T08:30:00", "2025-09-05 08:30:00")],
    )
    def it_they_leave_days_of_another_zone_where_they_are(self, text, day):
        assert str(opened(f'<row r="1"><c r="A1" t="d"><v>{text}</v></c></row>').grid.value(0, 0)) == day

    def it_they_keep_a_moment_that_is_another_day_in_vietnam_as_text(self):
        value = opened('<row r="1"><c r="A1" t="d"><v>2025-09-04T17:00:00Z</v></c></row>').grid.value(0, 0)
        assert value == "2025-09-04T17:00:00Z"


class DescribeDamage:
    @settings(max_examples=80, deadline=None, derandomize=True)
    @given(st.text(alphabet='<>/"= crvfst1A&;!-[]', max_size=30))
    def it_is_told_and_never_a_fault_of_ours(self, noise):
        try:
            opened(f'<row r="1"><c r="A1"><v>1</v></c>{noise}</row>')
        except UnreadableError as error:
            assert error.code in ("corrupt", "structure-lost", "too-large")
