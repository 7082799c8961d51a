"""Cells whose screen says another thing than their file, and tables that are not ours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from danvan_xl.model import NumberKind
from danvan_xl.terms import form as h
from danvan_xl.typed.cells import CellReader
from danvan_xl.typed.code_rows import read_indicators
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.extent import second_table
from danvan_xl.typed.locate import locate
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet
from tests.support.masters import small_master
from tests.support.records import replace

MASTER = small_master()
CODES = [item.code for item in MASTER.indicators[:4]]
TEXTS = {item.code: item.text for item in MASTER.indicators}
HEADERS = list(h.INDICATOR_HEADERS)


def row(code: str, value: Any = None, headers: list[str] = HEADERS) -> list[Any]:
    return [{"Mã": code, "Chỉ tiêu": TEXTS.get(code), h.IN_PERIOD: value}.get(header) for header in headers]


def sheet_of(*lines: list[Any]) -> RawSheet:
    return RawSheet(Grid(h.INDICATORS, [["tiêu đề"], *(list(line) for line in lines)]))


def reader(sheet: RawSheet) -> CellReader:
    table = locate(RawBook("xlsx", [sheet]))[h.INDICATORS]
    return CellReader(table, Log("a.xlsx"), MASTER.plan.start, MASTER.plan.end)


def number(value: Any, code: str = "General", **asked: Any) -> tuple[Decimal | None, bool, list[str]]:
    """A value under a number format, read from Trong kỳ: (number, unread, findings)."""
    sheet = sheet_of(HEADERS, row(CODES[0], value))
    sheet.format_of = lambda place: code
    cells = reader(sheet)
    return *cells.number(2, h.IN_PERIOD, **asked), [f.code for f in cells.log.findings]


class DescribeNumbersUnderFormats:
    @pytest.mark.parametrize(
        ("value", "code", "asked", "read", "findings"),
        [
            (12.0, "0", {}, 12, []),
            (12.6, "0", {}, 13, ["value-as-shown"]),
            (12.6, "0.0", {}, Decimal("12.6"), []),
            (345.0, '0" lượt"', {}, 345, []),
            (150.5, '0.0" triệu đồng"', {"unit": "triệu đồng"}, Decimal("150.5"), []),
            (1.5e8, '#,##0" đồng"', {"unit": "triệu đồng"}, 150, ["unit-converted"]),
            (12.0, '0" nghìn"', {}, None, ["value-differs"]),
            (12.0, '0"000"', {}, None, ["value-differs"]),
            (345000.0, "#,##0,", {}, None, ["value-differs"]),
            (1200.0, "[<1000]0;0,", {}, None, ["value-differs"]),
            (800.0, "[<1000]0;0,", {}, 800, []),
            (12.0, ";;;", {}, None, ["value-differs"]),
            (0.0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', {}, 0, []),
            (0.0, "#,###", {}, None, ["value-differs"]),
            (0.85, "0%", {"percent": True}, 85, ["percent-as-fraction"]),
            (0.85, "0%", {}, None, ["value-not-number"]),
            (12.0, '0"%"', {"percent": True}, 12, []),
            (8.0, '0"/10"', {"out_of": Decimal(10)}, 8, []),
            (12.0, '0"/15"', {}, None, ["value-differs"]),
            (0.5, "# ?/?", {}, None, ["value-differs"]),
            (1e308, "General", {}, None, ["value-not-number"]),
        ],
    )
    def it_they_are_taken_as_seen_or_left_blank(self, value, code, asked, read, findings):
        assert number(value, code, **asked) == (read, read is None, findings)

    @pytest.mark.parametrize(("unit", "read"), [("triệu đồng", Decimal("150.5")), ("nghìn đồng", 150_500)])
    @pytest.mark.parametrize("text", ["150.500.000 đồng", "150.500.000 đ", "150.500.000 VNĐ"])
    def it_they_are_converted_into_the_unit_that_was_asked_for(self, text, unit, read):
        assert number(text, unit=unit) == (read, False, ["unit-converted"])
        assert number(text, unit="đồng") == (150_500_000, False, ["number-as-text"])

    def it_they_are_no_figures_of_another_measure(self):
        assert number("2 km", unit="m")[:2] == (2000, False)
        assert number("2 km", unit="km")[0] == 2
        assert number("2 km", unit="ha") == (None, True, ["unit-mismatch"])
        assert number("30 lượt người", unit="cuộc") == (None, True, ["unit-mismatch"])


class DescribeARetypedUnit:
    """The column Đơn vị tính of a form is the unit in which its numbers were counted."""

    def read(self, unit: str, value: Any) -> tuple[Decimal | None, list[str]]:
        item = replace(MASTER.indicators[0], unit="triệu đồng", kind=NumberKind.DECIMAL)
        sheet = sheet_of(HEADERS, row(item.code, value))
        sheet.grid.rows[2][HEADERS.index(h.INDICATOR_UNIT)] = unit
        cells = reader(sheet)
        master = replace(MASTER, indicators=[item])
        [answer] = read_indicators(cells, ReadingContext(master)).values()
        return answer.in_period, [f.code for f in cells.log.findings if f.code.startswith("unit-")]

    @pytest.mark.parametrize(
        ("unit", "value", "read", "codes"),
        [
            ("triệu đồng", 35, 35, []),
            ("Triệu đồng.", 35, 35, []),
            ("", 35, 35, []),
            ("đồng", 35_000_000, 35, ["unit-converted"]),
            ("tỷ đồng", Decimal("1.5"), 1500, ["unit-converted"]),
            ("đồng", "35 triệu", 35, ["unit-converted", "unit-converted"]),
            ("hộ", 12, None, ["unit-mismatch"]),
            ("hộ", None, None, []),
        ],
    )
    def it_converts_the_same_kind_and_leaves_another_blank(self, unit, value, read, codes):
        assert self.read(unit, value) == (read, codes)


class DescribeHiddenValues:
    def it_they_are_told_under_a_merged_cell(self):
        sheet = sheet_of(HEADERS, row(CODES[0], 100.0), row(CODES[1], 40.0))
        column = HEADERS.index(h.IN_PERIOD)
        sheet.merged = [(2, column, 3, column)]
        sheet.hide_covered()
        cells = reader(sheet)
        assert [cells.number(r, h.IN_PERIOD) for r in (2, 3)] == [(100, False), (None, True)]
        [found] = cells.log.findings
        assert (found.code, "40" in found.message) == ("merged-cells", True)

    def it_they_are_what_is_left_of_a_crossed_out_text(self):
        sheet = sheet_of(HEADERS, row(CODES[0], "2025"), row(CODES[1], "30"))
        column = HEADERS.index(h.IN_PERIOD)
        sheet.struck = {(2, column): "25", (3, column): ""}
        cells = reader(sheet)
        assert [cells.number(r, h.IN_PERIOD) for r in (2, 3)] == [(25, False), (None, True)]
        assert [f.code for f in cells.log.findings] == ["value-as-shown", "value-differs"]

    def it_they_leave_a_footnote_mark_in_texts_and_out_of_numbers(self):
        sheet = sheet_of(HEADERS, row(CODES[0], "121"))
        sheet.raised = {(2, HEADERS.index(h.IN_PERIOD)): "12"}
        cells = reader(sheet)
        assert cells.number(2, h.IN_PERIOD) == (12, False)
        assert cells.text(2, h.IN_PERIOD) == "121"


class DescribeOtherTables:
    def it_they_are_not_read_beside_ours(self):
        beside = ["Mã", "Chỉ tiêu", h.IN_PERIOD]
        lines = [
            [*HEADERS, None, *beside],
            *(
                [*row(c, v), None, *row(c, 999.0, beside)]
                for c, v in zip(CODES, (12.0, None, 5.0, 6.0), strict=True)
            ),
        ]
        cells = reader(sheet_of(*lines))
        assert cells.table.beside == "Mã; Chỉ tiêu; Trong kỳ"
        assert [cells.number(r, h.IN_PERIOD)[0] for r in range(2, 6)] == [12, None, 5, 6]

    @pytest.mark.parametrize("title", [["NĂM 2024"], []])
    @pytest.mark.parametrize("headers", [True, False])
    def it_they_are_not_read_below_ours(self, title, headers):
        old = [row(code, 999.0) for code in CODES]
        sheet = sheet_of(HEADERS, *(row(c, 1.0) for c in CODES), title, *([HEADERS] if headers else []), *old)
        cells = reader(sheet)
        answers = read_indicators(cells, ReadingContext(MASTER))
        assert {answers[code].in_period for code in CODES} == {1}
        assert [f.code for f in cells.log.findings if f.code != "row-missing"] == ["table-again"]

    def it_they_do_not_begin_where_a_page_repeats_its_headers(self):
        sheet = sheet_of(
            HEADERS, *(row(c, 1.0) for c in CODES[:2]), HEADERS, *(row(c, 2.0) for c in CODES[2:])
        )
        cells = reader(sheet)
        assert second_table(cells.table) is None
        assert [a.in_period for a in read_indicators(cells, ReadingContext(MASTER)).values()][:4] == [
            1,
            1,
            2,
            2,
        ]

    def it_they_do_not_begin_at_one_row_that_stands_twice(self):
        sheet = sheet_of(HEADERS, *(row(c, 1.0) for c in CODES), [], row(CODES[0], 1.0))
        assert second_table(reader(sheet).table) is None

    def it_a_column_that_stands_twice_gives_nothing_alone(self):
        headers = [*HEADERS, h.IN_PERIOD]
        cells = reader(sheet_of(headers, [*row(CODES[0]), 999.0], [*row(CODES[1], 5.0), None]))
        assert [cells.number(r, h.IN_PERIOD) for r in (2, 3)] == [(None, True), (5, False)]
        assert [f.code for f in cells.log.findings] == ["column-duplicated"]


class DescribeTextsOfOtherRows:
    def it_they_make_a_code_doubtful_though_a_word_was_added(self):
        first, second = CODES[:2]
        lines = [row(first, 345.0), row(second, 12.0)]
        for line, code in zip(lines, (second, first), strict=True):
            line[HEADERS.index("Chỉ tiêu")] = f"{TEXTS[code]} kỳ này"
        cells = reader(sheet_of(HEADERS, *lines))
        answers = read_indicators(cells, ReadingContext(MASTER))
        assert (answers[first].in_period, answers[second].in_period) == (None, None)

    def it_they_may_be_mended_by_a_word(self):
        line = row(CODES[0], 345.0)
        line[HEADERS.index("Chỉ tiêu")] = f"{TEXTS[CODES[0]]} kỳ này"
        assert (
            read_indicators(reader(sheet_of(HEADERS, line)), ReadingContext(MASTER))[CODES[0]].in_period
            == 345
        )
