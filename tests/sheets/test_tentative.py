"""A figure that depends on something unread never looks final, wherever it stands."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.reports.narrative import sections
from danvan_xl.reports.word import report_context
from danvan_xl.rules.constraints import checks_of
from danvan_xl.rules.indicators import values_of
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.indicators import indicators_sheet
from danvan_xl.sheets.summary.layout import FIRST
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import Aggregation, NumberKind
from danvan_xl.terms import summary as n
from tests.support.consolidations import consolidation_of
from tests.support.masters import SCORED, small_master
from tests.support.records import replace

_MASTER = small_master()
_PERIOD = _MASTER.period(SCORED)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> tuple[Path, str]:
    """A summary in which one unit's figures depend on something unread, and that unit's name."""
    made = consolidation_of(_MASTER, _PERIOD, date(2025, 12, 1), random.Random(3))
    for unit in made.units:
        unit.uncertain = unit.doubtful = False
    unsure = next(unit for unit in made.units if unit.returned and unit.total is not None)
    unsure.uncertain = unsure.doubtful = True
    path = tmp_path_factory.mktemp("tentative") / "th.xlsx"
    write_summary(made, path)
    return path, unsure.name


def _row(path: Path, name: str) -> dict[str, openpyxl.cell.Cell]:
    sheet = openpyxl.load_workbook(path)[n.UNITS]
    [top] = [row for row in sheet.iter_rows() if any(cell.value == "Mã đơn vị" for cell in row)]
    names = {cell.column: cell.value for cell in top}
    [found] = [row for row in sheet.iter_rows() if any(cell.value == name for cell in row)]
    return {names[cell.column]: cell for cell in found if names.get(cell.column)}


class DescribeTheSheet:
    def it_marks_points_band_and_rank_of_the_unit(self, written):
        row = _row(*written)
        for header in ("Điểm tự chấm", "Điểm xếp loại", "Xếp loại", "Hạng"):
            assert '"*"' in row[header].number_format
        assert row[n.TO_CHECK].value == "tạm tính"

    def it_has_no_star_where_there_is_nothing(self, written):
        """A format whose text part is a star shows it for the '' of a formula too."""
        sheet = openpyxl.load_workbook(written[0])[n.UNITS]
        headers = {cell.value: cell.column for cell in sheet[5]}
        numeric = ("Điểm tự chấm", "Điểm thẩm định", "Điểm xếp loại", "Hạng")
        formats = {
            sheet.cell(row, headers[name]).number_format
            for name in numeric
            for row in range(6, sheet.max_row + 1)
        }
        starred = [form for form in formats if '"*"' in form]
        assert starred and all(form.endswith(";@") for form in starred)
        silent = [
            row for row in range(6, sheet.max_row + 1) if sheet.cell(row, headers["Đã nộp"]).value == "Không"
        ]
        assert all('"*"' not in sheet.cell(row, headers["Xếp loại"]).number_format for row in silent)

    def it_says_what_the_star_means(self, written):
        sheet = openpyxl.load_workbook(written[0])[n.UNITS]
        said = [
            cell.value for row in sheet.iter_rows(max_row=5) for cell in row if isinstance(cell.value, str)
        ]
        assert any("* tạm tính" in text for text in said)


class DescribeTheReport:
    def it_marks_the_unit_and_every_rank(self, written):
        path, name = written
        record = read_summary(path)
        rows = {row["ten"]: row for row in report_context(record)["bang_diem"]}
        uncertain = {unit.name for unit in record.consolidation.units if unit.uncertain}
        assert name in uncertain
        for unit, row in rows.items():
            if row["tu_cham"] != "–":
                assert ("(tạm tính)" in row["tu_cham"]) is (unit in uncertain)
            assert row["hang"] == "–" or "(tạm tính)" in row["hang"]
            assert str(row["hang_so"]) == row["hang"].removesuffix(" (tạm tính)")

    def it_says_so_of_the_ranks_once_in_the_heading(self, written):
        assert report_context(read_summary(written[0]))["hang_tam_tinh"] == " (tạm tính)"

    def it_marks_the_mean(self, written):
        context = Context(read_summary(written[0]).consolidation)
        said = [line.text for section in sections(context) for line in section.lines]
        assert any("điểm bình quân" in text and "(tạm tính)" in text for text in said)

    def it_has_no_mark_where_everything_was_read(self, tmp_path):
        made = consolidation_of(_MASTER, _PERIOD, date(2025, 12, 1), random.Random(3))
        for unit in made.units:
            unit.uncertain, unit.total = False, Decimal(1) if unit.returned else None
        assert not Context(made).ranks_are_tentative


class DescribeAConstraintOnTotals:
    def it_names_the_units_that_break_it(self):
        made = consolidation_of(_MASTER, _PERIOD, date(2025, 12, 1), random.Random(3))
        context = Context(made)
        codes = [item.code for item in context.indicators]
        item, check = next((i, c) for i in context.indicators for c in checks_of(i.constraint, codes))
        unit = next(unit for unit in made.units if all(code in unit.indicators for code in check.codes))
        for number, code in enumerate(check.codes):
            unit.indicators[code].in_period = Decimal((1 + number) * 10_000 if number else 99_999)
            unit.indicators[code].unread = False
        assert check.holds(values_of(unit)) is False
        cells = {(cell.row, cell.col): cell.value for cell in indicators_sheet(context, "").cells}
        [row] = [place[0] for place, value in cells.items() if value == item.code and place[1] == 0]
        assert n.CROSS in str(cells[row, 6])
        assert unit.name in str(cells[row, 6])


class DescribeNoiNhan:
    @pytest.mark.parametrize(
        ("named", "line"), [("Sở Nội vụ", "- Lưu: VT, Sở Nội vụ."), ("SNV", "- Lưu: VT.")]
    )
    def it_prints_the_name_of_a_focal_unit_that_owes_no_return_and_never_its_code(self, written, named, line):
        record = read_summary(written[0])
        record.consolidation.master.plan = replace(record.consolidation.master.plan, focal_unit="SNV")
        record.facts["Đơn vị tổng hợp"] = named
        assert report_context(record)["noi_nhan"][-1] == line


class DescribeTheTotalsOfNumbers:
    def it_shows_as_many_decimals_as_the_number_can_have(self):
        """A mean of 94,1363636 in a narrow column is ###; the total of what is counted whole has no decimals."""
        sheet = indicators_sheet(
            Context(consolidation_of(_MASTER, _PERIOD, date(2025, 12, 1), random.Random(3))), ""
        )
        shown = {
            item.code: next(c.style.num_format for c in sheet.cells if (c.row, c.col) == (FIRST + i, 4))
            for i, item in enumerate(_MASTER.indicators)
        }
        assert shown
        for item in _MASTER.indicators:
            broken = item.kind is not NumberKind.WHOLE or item.aggregation in (
                Aggregation.MEAN,
                Aggregation.RATIO,
            )
            assert ("0.00" in shown[item.code]) is broken, item.code
        assert len(set(shown.values())) == 2
