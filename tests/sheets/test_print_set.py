"""What of a summary comes onto paper: eight sheets, nothing below eight points, few pages; measured by LibreOffice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_xl.earlier import Earlier
from danvan_xl.model import Status
from danvan_xl.results import Change, ChangeKind
from danvan_xl.sheets.paper import SMALLEST, smallest_letter, width_of
from danvan_xl.sheets.summary.book import summary_book
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import HEADER
from danvan_xl.sheets.summary.printing import NOT_PRINTED, PAGE_WIDTH
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec
from tests.support import office
from tests.support.consolidations import sample
from tests.support.records import replace

PRINTED = set(n.PRINTED)


def _texts(sheet: SheetSpec) -> list[str]:
    return [str(cell.value) for cell in sheet.cells if cell.value not in (None, "")]


def _prints(sheet: SheetSpec) -> bool:
    assert sheet.page.area is not None, f"{sheet.name} prints whole"
    top, left, bottom, right = sheet.page.area
    return any(
        top <= c.row <= bottom and left <= c.col <= right and c.value not in (None, "") for c in sheet.cells
    )


@pytest.fixture(scope="module")
def books() -> dict[int, dict[str, SheetSpec]]:
    return {
        units: {sheet.name: sheet for sheet in summary_book(Context(sample(units, tasks, criteria))).sheets}
        for units, tasks, criteria in ((5, 12, 12), (100, 30, 30), (40, 60, 45))
    }


def _scale(sheet):
    """The share of its size in which a printed sheet comes onto paper."""
    if sheet.page.scale:
        return sheet.page.scale / 100
    return min(
        1.0,
        PAGE_WIDTH / sum(width_of(sheet, col) for col in range(sheet.page.area[1], sheet.page.area[3] + 1)),
    )


@pytest.mark.parametrize("units", [5, 100, 40])
class DescribeThePrintSet:
    def it_is_eight_sheets_and_the_others_say_that_they_do_not_print(self, books, units):
        sheets = books[units]
        assert {name for name, sheet in sheets.items() if _prints(sheet)} == PRINTED
        for name in (n.VERIFY, n.DETAIL, n.DETAIL_INDICATORS, n.MODELS, n.CORRECTIONS):
            assert any(NOT_PRINTED in text for text in _texts(sheets[name])), name

    def it_has_no_letter_below_eight_points(self, books, units):
        for name in PRINTED:
            sheet = books[units][name]
            least = min(smallest_letter(sheet, a) for a in (sheet.page.area, *sheet.page.more_areas) if a)
            assert least * _scale(sheet) >= SMALLEST, name

    def it_repeats_the_header_on_every_page(self, books, units):
        for name in PRINTED - {n.OVERVIEW}:
            first, last = books[units][name].page.repeat_rows
            assert first <= HEADER == last

    def it_puts_nothing_printed_behind_a_hidden_column_in_the_middle(self, books, units):
        for name in PRINTED:
            sheet = books[units][name]
            _, left, _, right = sheet.page.area
            assert not sheet.hidden_columns & set(range(left, right + 1)), name


def test_a_matrix_that_is_too_wide_is_spread_with_names_and_a_heading_on_each_part(books):
    sheet = books[40][n.MATRIX]
    assert sheet.page.repeat_columns == (0, 1)
    assert sheet.page.scale and sheet.page.column_breaks
    heads = {c.col: c.value for c in sheet.cells if c.row == 0 and c.value and c.col <= sheet.page.area[3]}
    assert list(heads) == [2, *sheet.page.column_breaks]
    assert [text.endswith("(tiếp theo)") for text in heads.values()] == [False, *([True] * (len(heads) - 1))]


def _pdf_facts(path: Path) -> tuple[int, float]:
    import pdfplumber

    sizes: Counter[float] = Counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for char in page.chars:
                if char["text"].strip():
                    sizes[char["size"] if char["upright"] else char["x1"] - char["x0"]] += 1
        return len(document.pages), min(sizes)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, tuple[int, float]]:
    """(pages, points of the smallest letter) of the whole workbook printed."""
    folder = tmp_path_factory.mktemp("printed")
    shapes = {"commune": (22, 13, 16, 18), "province": (100, 30, 30, 12)}
    files = []
    for name, shape in shapes.items():
        files.append(folder / f"{name}.xlsx")
        write_summary(sample(*shape), files[-1])
    made = office.convert(files, "pdf", folder / "pdf")
    return {path.stem: _pdf_facts(path) for path in made}


@pytest.mark.parametrize(("name", "most"), [("commune", 11), ("province", 25)])
def test_the_workbook_prints_on_few_pages_in_readable_letters(printed, name, most):
    pages, smallest = printed[name]
    assert pages <= most
    assert smallest >= SMALLEST - 0.1, f"{smallest:.2f} points"


class DescribeAppendices:
    def it_numbers_them_in_one_way_for_word_and_workbook(self, books):
        context = Context(sample(5, 12, 12))
        for name, roman in context.appendices.items():
            assert f"PHỤ LỤC {roman}" in _texts(books[5][name])
        assert list(context.appendices) == [n.UNITS, n.TASKS, n.POINTS, n.INDICATORS, n.MATRIX]
        assert not any(text.startswith("PHỤ LỤC") for text in _texts(books[5][n.DETAIL]))


class DescribeMarks:
    def it_gives_each_status_a_mark_that_no_other_has(self):
        assert len({*st.STATUS_MARK.values()}) == len(Status)

    def it_explains_all_of_them_on_every_page(self, books):
        sheet = books[100][n.MATRIX]
        legend = next(c for c in sheet.cells if c.row == HEADER - 1 and c.col == 1)
        assert sheet.page.repeat_rows == (HEADER - 1, HEADER)
        for status in Status:
            assert f"{st.STATUS_MARK[status]} {status.lower()}" in legend.value


class DescribeAConstraintThatAUnitBreaks:
    """The totals hold (10 <= 12), one unit does not (6 <= 4): its cross stood behind a tick."""

    def _text(self, in_one: int) -> str:
        c = sample(2, 3, 2, 3)
        first, second = c.master.indicators[:2]
        c.master.indicators[1] = replace(second, constraint=f"{second.code} <= {first.code}")
        for unit, (a, b) in zip(c.units, ((8, 4), (4, in_one)), strict=True):
            for indicator, value in ((first, a), (second, b)):
                unit.indicators[indicator.code].in_period = Decimal(value)
                unit.indicators[indicator.code].unread = False
        c.totals.indicators[first.code].value = Decimal(12)
        c.totals.indicators[second.code].value = Decimal(4 + in_one)
        sheet = next(s for s in summary_book(Context(c)).sheets if s.name == n.INDICATORS)
        row = next(x.row for x in sheet.cells if x.value == second.code and x.col == 0)
        return next(str(x.value) for x in sheet.cells if (x.row, x.col) == (row, 6))

    def it_has_a_cross_with_the_unit(self):
        text = self._text(6)
        assert n.TICK not in text
        assert text.startswith(n.CROSS) and "1 đơn vị không khớp" in text

    def it_has_a_tick_where_all_units_keep_it(self):
        assert self._text(4).startswith(n.TICK)


class DescribeHistory:
    def it_hides_as_long_as_there_is_nothing_to_compare(self, books):
        assert books[5][n.HISTORY].state == "hidden"

    @pytest.fixture
    def second(self, tmp_path) -> tuple[Earlier, dict[str, SheetSpec]]:
        write_summary(sample(4, 6, 4, as_of=date(2025, 6, 30), period="K1", seed=3), tmp_path / "k1.xlsx")
        earlier = read_previous(tmp_path / "k1.xlsx")
        context = Context(sample(4, 6, 4, seed=3), earlier)
        return earlier, {sheet.name: sheet for sheet in summary_book(context).sheets}

    def it_says_in_words_what_changed_and_is_read_back_without_them(self, second, tmp_path):
        earlier, sheets = second
        sheet = sheets[n.HISTORY]
        assert sheet.state == "visible"
        said = [text for text in _texts(sheet) if text.startswith(("tăng ", "giảm ", "không đổi"))]
        assert any(text.endswith("điểm phần trăm") for text in said)
        assert earlier.periods == ("K1",)
        write_summary(sample(4, 6, 4, seed=3), tmp_path / "nam.xlsx", previous=earlier)
        assert read_previous(tmp_path / "nam.xlsx").periods == ("K1", "NAM")

    def it_tells_the_changes_since_the_last_run_on_the_overview(self):
        c = sample(4, 6, 4)
        c.changes = [
            Change(
                ChangeKind.TOTAL, "", "", "Tỷ lệ hoàn thành", Decimal("0.4"), Decimal("0.5"), "", rate=True
            ),
            Change(ChangeKind.FILE, "X001", "", "Tệp mới", None, "X001.xlsx", ""),
        ]
        sheet = next(s for s in summary_book(Context(c)).sheets if s.name == n.OVERVIEW)
        assert "• Tỷ lệ hoàn thành: 40,0% → 50,0%" in _texts(sheet)
        assert "• 2 thay đổi từ lần tổng hợp trước" in _texts(sheet)

    def it_stands_on_the_overview_too(self, second, books):
        now, alone = (_texts(s[n.OVERVIEW]) for s in (second[1], books[5]))
        assert any(text.startswith("So với kỳ trước") for text in now)
        assert not any(text.startswith("So với kỳ trước") for text in alone)
