"""The summary workbook against LibreOffice, the Open XML validator, and sums made by pandas."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_xl.model import Part, ScoreKind, Status
from danvan_xl.review import Review
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import formulas, office, ooxml
from tests.support.consolidations import consolidation_of, finish, sample
from tests.support.masters import SCORED, small_master


def _all_kinds():
    """Ten kinds of criteria, two thirds of the scores verified, some of them outside their bounds."""
    dice = random.Random(11)
    master = small_master()
    consolidation = consolidation_of(master, master.period(SCORED), date(2025, 11, 30), dice)
    verified = {}
    for unit in consolidation.units:
        for criterion in master.criteria:
            if dice.random() < 0.6:
                most = int(criterion.max_points * 4)
                amount = Decimal(dice.randint(0, most)) / 4
                if criterion.kind is ScoreKind.PENALTY:
                    amount = -amount
                verified[unit.code, criterion.code] = amount
    verified["T03", "TC01"] = Decimal(999)
    for indicator in master.indicators:
        item = consolidation.units[4].indicators[indicator.code]
        item.in_period, item.unread = Decimal(0), False
    finish(consolidation)
    apply_review(consolidation, Review(verified=verified))
    return consolidation, verified


VERIFIED = {("X001", "TC01"): Decimal("1.25"), ("X002", "TC03"): Decimal(4), ("X003", "TC10"): Decimal(2)}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    """Summaries of several shapes by name."""
    folder = tmp_path_factory.mktemp("summaries")
    shapes = {
        "plain": sample(15, 13, 12),
        "large": sample(100, 30, 30, seed=2),
        "unscored": sample(6, 7, 12, parts=frozenset({Part.TASKS, Part.INDICATORS}), seed=3),
        "tasks-only": sample(4, 5, 0, parts=frozenset({Part.TASKS}), seed=4),
        "nothing-came": sample(3, 4, 5, seed=5),
        "one": sample(1, 1, 1, 1, seed=6),
    }
    for unit in shapes["nothing-came"].units:
        assert unit.returned
    shapes["all-kinds"], _ = _all_kinds()
    paths = {}
    for name, consolidation in shapes.items():
        if name == "plain":
            apply_review(consolidation, Review(verified=VERIFIED))
        paths[name] = folder / f"{name}.xlsx"
        write_summary(consolidation, paths[name], folder=folder / "phiếu")
    return paths


@pytest.fixture(scope="module")
def recalculated(made, tmp_path_factory) -> dict[str, Path]:
    results = office.recalculate(list(made.values()), tmp_path_factory.mktemp("recalculated"))
    return dict(zip(made, results, strict=True))


@pytest.mark.parametrize(
    "name", ["plain", "large", "unscored", "tasks-only", "nothing-came", "one", "all-kinds"]
)
class DescribeEverySummary:
    def it_shows_what_a_spreadsheet_calculates(self, made, recalculated, name):
        assert formulas.count(made[name]) > 20
        assert formulas.differences(made[name], recalculated[name]) == []

    def it_has_a_tick_at_every_figure(self, recalculated, name):
        table = _table(recalculated[name], n.CHECKS, ("TT", "Con số", "Kết quả"))
        marks = [row.text("Kết quả") for row in table.rows()]
        assert len(marks) >= 5
        assert set(marks) == {n.TICK}


def test_scores_of_all_kinds_follow_the_python_rules(recalculated):
    consolidation, _ = _all_kinds()
    headers = ("Mã đơn vị", "Điểm tự chấm", "Điểm thẩm định", "Điểm xếp loại", "Xếp loại", "Hạng", "Lý do")
    units = {row.text("Mã đơn vị"): row for row in _table(recalculated["all-kinds"], n.UNITS, headers).rows()}
    assert {unit.code for unit in consolidation.units} == set(units)
    limited = 0
    for unit in consolidation.units:
        row = units[unit.code]
        if unit.code == "T03":  # a verified score above its maximum
            assert row.text("Điểm thẩm định") == row.text("Xếp loại") == "kiểm tra lại"
            assert row.value("Hạng") is None
            continue
        shown, total = row.value("Điểm thẩm định"), unit.verified_total
        assert shown == (None if total is None else pytest.approx(float(total), abs=1e-9))
        assert (row.text("Xếp loại") or None) == unit.band
        assert row.text("Lý do") == unit.band_reason
        limited += "không xếp" in unit.band_reason or "hạ " in unit.band_reason
        if unit.returned:
            assert row.value("Hạng") == unit.rank
    assert limited, "no unit's band was limited, so the limits are not shown"


def test_every_summary_passes_the_open_xml_sdk(made):
    assert ooxml.faults(list(made.values())) == {}


def test_sheets_of_parts_that_the_period_does_not_ask_are_absent(made):
    def sheets(name: str) -> set[str]:
        return {grid.name for grid in read_grids(made[name])}

    assert {n.POINTS, n.VERIFY, n.INDICATORS, n.DETAIL_INDICATORS} <= sheets("plain")
    assert not {n.POINTS, n.VERIFY, n.CRITERIA} & sheets("unscored")
    assert not {n.POINTS, n.VERIFY, n.INDICATORS, n.DETAIL_INDICATORS} & sheets("tasks-only")
    units = _table(made["unscored"], n.UNITS, ("Mã đơn vị", "Xếp loại", "Hạng", "Điểm thẩm định"))
    assert set(units.columns) == {"Mã đơn vị"}


def test_headers_of_the_contract_stand_exactly(made):
    table = _table(made["plain"], n.VERIFY, n.VERIFY_HEADERS)
    header = [table.grid.value(table.header_row, col) for col in range(11)]
    assert header == [
        "Mã đơn vị", "Đơn vị", "Mã", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm đạt",
        "Điểm thẩm định", "Lệch", "Lý do", "Trạng thái",
    ]  # fmt: skip
    detail = _table(made["plain"], n.DETAIL, n.DETAIL_HEADERS)
    assert detail.missing(n.DETAIL_HEADERS) == []


class DescribeTotals:
    """Equal to what pandas makes of the flat tables, which know nothing of how the totals were made."""

    def it_adds_up_the_statuses(self, made):
        frame = _frame(made["large"], n.DETAIL, n.DETAIL_HEADERS)
        lead = frame[frame["Vai trò"] == "Chủ trì"]
        counts = lead.groupby("Tình trạng").size().to_dict()
        units = _frame(made["large"], n.UNITS, ("Mã đơn vị", "Đơn vị", *(s.value for s in Status)))
        for status in Status:
            assert units[status.value].astype(float).sum() == counts.get(status.value, 0)

    def it_adds_up_the_rates(self, recalculated):
        frame = _frame(recalculated["large"], n.DETAIL, n.DETAIL_HEADERS)
        dated = frame[(frame["Vai trò"] == "Chủ trì") & (frame["Loại thời hạn"] == "Có hạn")]
        complete = dated["Tình trạng"].isin(["Hoàn thành đúng hạn", "Hoàn thành quá hạn"])
        due = dated[dated["Hạn"] <= date(2025, 11, 30)]
        on_time = (due["Tình trạng"] == "Hoàn thành đúng hạn").sum()
        grid = _grid(recalculated["large"], n.OVERVIEW)
        top = _find(grid, "Con số chính")[0]
        shown = {grid.text(r, 0): [grid.value(r, c) for c in (3, 4, 5)] for r in range(top, top + 5)}
        assert shown["Nhiệm vụ đã hoàn thành"] == [
            complete.sum(), len(dated), pytest.approx(complete.sum() / len(dated)),
        ]  # fmt: skip
        assert shown["Hoàn thành đúng hạn"] == [on_time, len(due), pytest.approx(on_time / len(due))]
        assert _find(grid, f"{on_time}/{len(due)} lượt đến hạn")

    def it_totals_the_indicators_by_their_own_way(self, made, recalculated):
        frame = _frame(made["large"], n.DETAIL_INDICATORS, n.DETAIL_INDICATOR_HEADERS)
        frame["Trong kỳ"] = frame["Trong kỳ"].astype(float)
        table = _table(recalculated["large"], n.INDICATORS, n.INDICATOR_HEADERS)
        seen = set()
        for row in table.rows():
            values = frame[frame["Mã"] == row.text("Mã")]["Trong kỳ"]
            how = row.text("Cách tổng hợp")
            seen.add(how)
            if how == "Tỷ số":
                pairs = frame.pivot(index="Mã đơn vị", columns="Mã", values="Trong kỳ")[
                    ["SL02", "SL03"]
                ].dropna()
                expected = pairs["SL03"].sum() / pairs["SL02"].sum() * 100
            elif how == "Không cộng":
                assert row.value("Tổng hợp") is None
                continue
            else:
                expected = {"Trung bình": values.mean, "Lớn nhất": values.max}.get(how, values.sum)()
            assert row.value("Tổng hợp") == pytest.approx(expected, abs=1e-9), row.text("Mã")
            if how != "Tỷ số":
                assert row.text("Đơn vị có số") == f"{values.count()}/100"
        assert seen == {"Cộng", "Trung bình", "Lớn nhất", "Cuối kỳ", "Tỷ số", "Không cộng"}


def test_text_from_returns_stays_text(tmp_path):
    consolidation = sample(3, 3, 2)
    unit = consolidation.units[0]
    unit.tasks[0].result = "=1+1"
    unit.tasks[0].difficulty = "http://example.com"
    unit.tasks[1].result = "x" * 40_000
    unit.proposals[:] = []
    write_summary(consolidation, tmp_path / "s.xlsx")
    rows = list(_table(tmp_path / "s.xlsx", n.DETAIL, n.DETAIL_HEADERS).rows())
    assert rows[0].value("Kết quả, số văn bản") == "=1+1"
    assert rows[0].value("Khó khăn, vướng mắc") == "http://example.com"
    long = rows[1].value("Kết quả, số văn bản")
    assert len(long) == 32_767
    assert long.endswith("[đã cắt bớt, xem tệp nguồn]")


def test_the_same_consolidation_makes_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_summary(sample(5, 5, 4), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def _grid(path: Path, sheet: str):
    return next(grid for grid in read_grids(path) if grid.name == sheet)


def _find(grid, text: str) -> tuple[int, int]:
    return next((r, c) for r, row in enumerate(grid.rows) for c, value in enumerate(row) if value == text)


def _table(path: Path, sheet: str, headers):
    table = find_table(_grid(path, sheet), headers, at_least=1)
    assert table is not None
    return table


def _frame(path: Path, sheet: str, headers):
    import pandas

    return pandas.DataFrame(
        [{h: row.value(h) for h in headers} for row in _table(path, sheet, headers).rows()]
    )
