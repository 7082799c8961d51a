"""From period to period: what an earlier summary gives, and what the next one shows of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan_xl.errors import InputError
from danvan_xl.model import Status
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import office, ooxml
from tests.support.consolidations import sample
from tests.support.formulas import differences
from tests.support.records import replace


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """Summaries of three periods, each with the one before."""
    folder = tmp_path_factory.mktemp("chain")
    made = []
    for index, (period, day) in enumerate((("Q1", (3, 31)), ("Q2", (6, 30)), ("Q3", (9, 30)))):
        consolidation = sample(6, 9, 7, 6, seed=index + 20, period=period, as_of=date(2025, *day))
        path = folder / f"{period}.xlsx"
        notes = write_summary(consolidation, path, previous=made[-1][1] if made else None)
        assert notes == []
        made.append((consolidation, path))
    return made


def test_it_reads_what_units_answered(chain):
    consolidation, path = chain[0]
    previous = read_previous(path)
    assert (previous.plan, previous.period, previous.as_of) == ("KH-2025", "Q1", date(2025, 3, 31))
    for unit in consolidation.units:
        for task in unit.tasks:
            answer = previous.tasks[unit.code, task.task]
            assert answer.progress == task.progress
            assert answer.completed_on == task.completed_on
            assert answer.result == task.result
            assert previous.statuses[unit.code, task.task] is task.status
        for code, item in unit.indicators.items():
            assert previous.indicators[unit.code, code].in_period == item.in_period
        back = previous.return_of(unit.code)
        assert back.is_empty == (not unit.returned)
        assert [m.name for m in back.models] == [m.name for m in unit.models]
        for code, score in unit.scores.items():
            assert back.scores[code].self_score == score.self_score
            assert back.scores[code].evidence == score.evidence


def test_completions_are_those_that_were_complete(chain):
    consolidation, path = chain[1]
    expected = {
        (task.unit, task.task)
        for unit in consolidation.units
        for task in unit.tasks
        if task.status in (Status.ON_TIME, Status.LATE)
    }
    assert expected
    assert set(read_previous(path).completions()) == expected


def test_figures_of_all_periods_stand_in_the_history(chain):
    previous = read_previous(chain[2][1])
    assert previous.periods == ("Q1", "Q2", "Q3")
    for (consolidation, _), period in zip(chain, previous.periods, strict=True):
        for unit in consolidation.units:
            rate = previous.history[unit.code, "tl-hoan-thanh"][period]
            assert rate == pytest.approx(unit.completion_rate, abs=Decimal("1e-8"))
        total = consolidation.totals.indicators["SL01"].value
        assert previous.history["*", "sl:SL01"][period] == total


def test_change_and_trend_are_shown(chain, tmp_path):
    (before, _), (now, path) = chain[1], chain[2]
    grid = next(g for g in read_grids(path) if g.name == n.UNITS)
    table = find_table(grid, ("Mã đơn vị", "Tỷ lệ hoàn thành", "Hoàn thành kỳ trước", "Thay đổi"))
    for row, earlier, unit in zip(table.rows(), before.units, now.units, strict=True):
        assert row.value("Hoàn thành kỳ trước") == pytest.approx(float(earlier.completion_rate))
        change = float(unit.completion_rate - earlier.completion_rate)
        assert row.value("Thay đổi") == pytest.approx(change)
    [shown] = office.recalculate([path], tmp_path)
    assert differences(path, shown) == []
    assert ooxml.faults([path]) == {}


def test_the_same_period_is_no_earlier_one(chain, tmp_path):
    consolidation, path = chain[0]
    [note] = write_summary(consolidation, tmp_path / "s.xlsx", previous=path)
    assert "cũng là kỳ “Q1”" in note


def test_a_workbook_that_is_no_summary_is_told(tmp_path):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="không phải tệp tổng hợp"):
        read_previous(tmp_path / "x.xlsx")


def test_cumulative_numbers_are_held_against_the_period_before(chain, tmp_path):
    _, first = chain[0]
    now = sample(6, 9, 7, 6, seed=20, period="Q2", as_of=date(2025, 6, 30))
    previous = read_previous(first)
    items = [(u, u.indicators["SL01"]) for u in now.units if previous.indicators[u.code, "SL01"].cumulative]
    for unit, item in items:
        before = previous.indicators[unit.code, "SL01"].cumulative
        item.in_period, item.cumulative = Decimal(5), before + 5
    now.units[1].indicators = {}
    (low, low_item), (part, part_item) = items[0], items[2]
    low_item.cumulative = previous.indicators[low.code, "SL01"].cumulative - 1
    part_item.in_period, part_item.cumulative = Decimal(10_000), Decimal(9_999)
    for unit in now.units:
        for code in list(unit.indicators):
            if code != "SL01":
                unit.indicators[code].cumulative = None
    from danvan_xl.summaries.cumulative import check_cumulative

    found = {f.unit: f.message for f in check_cumulative(now, previous)}
    assert set(found) == {low.code, part.code}
    assert "nhỏ hơn lũy kế kỳ trước" in found[low.code]
    assert "nhỏ hơn số trong kỳ (10.000)" in found[part.code]
    # Periods that do not overlap: the sum must be exact.
    now.period = replace(now.period, start=date(2025, 4, 1))
    items[3][1].cumulative += 1
    found = {f.unit: f.message for f in check_cumulative(now, previous)}
    assert "khác lũy kế kỳ trước cộng trong kỳ" in found[items[3][0].code]
