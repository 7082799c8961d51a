"""``consolidate --previous``: what Lũy kế says against the period before stands in every output, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.consolidation.receipts import write_receipts
from danvan_xl.earlier import Earlier
from danvan_xl.errors import InputError
from danvan_xl.model import IndicatorAnswer
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.returned import AS_OF, unit_of

CODE = "cumulative-mismatch"


def earlier(master, *, plan: str = "", period: str = UNSCORED, end: date = date(2025, 8, 31)) -> Earlier:
    """VP said 20 opinions and 4 meetings up to August."""
    said = {
        ("VP", "SL01"): IndicatorAnswer("SL01", Decimal(20), Decimal(20)),
        ("VP", "SL06"): IndicatorAnswer("SL06", Decimal(4), Decimal(4)),
    }
    return Earlier(Path("ky-1.xlsx"), plan or master.plan.code, period, end=end, indicators=said)


@pytest.fixture
def outcome(fill_in, returns):
    """VP says 19 opinions in all (one fewer than before) and 6 meetings (two more)."""

    def run(previous: Earlier | None):
        numbers = {
            "SL01": {"Trong kỳ": 5, "Lũy kế": 19},
            "SL06": {"Trong kỳ": 2, "Lũy kế": 6},
        }
        fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}}, indicators=numbers)
        return consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, previous=previous)

    return run


def test_a_shrunken_number_is_in_the_json_with_its_unit_once(outcome, master):
    data = to_json(outcome(earlier(master)))
    [found] = [item for item in unit_of(data, "VP")["findings"] if item["code"] == CODE]
    assert found["message"] == "Lũy kế của SL01 là 19, nhỏ hơn lũy kế kỳ trước (20)."
    assert (found["severity"], found["value"]) == ("warning", "19")
    elsewhere = [item for file in data["files"] for item in file["findings"]] + data["findings"]
    assert not [item for item in elsewhere if item["code"] == CODE]


def test_it_names_the_cell_of_the_cumulative_number(outcome, master, tmp_path):
    [unit] = [u for u in outcome(earlier(master)).units if u.code == "VP"]
    [found] = [f for f in unit.findings if f.code == CODE]
    assert (found.file, found.sheet) == ("VP.xlsx", "Số liệu")
    [path] = tmp_path.rglob("VP.xlsx")
    assert openpyxl.load_workbook(path)[found.sheet][found.cell].value == Decimal(found.value)


def test_the_log_and_the_receipt_have_it_once(outcome, master, tmp_path):
    previous = earlier(master)
    made = outcome(previous)
    write_summary(made, tmp_path / "th.xlsx", previous=previous)
    log = next(grid for grid in read_grids(tmp_path / "th.xlsx") if grid.name == n.LOG)
    table = find_table(log, ("Mã phát hiện", "Mã đơn vị", "Nội dung"))
    rows = [row for row in table.rows() if row.text("Mã phát hiện") == CODE]
    assert [row.text("Mã đơn vị") for row in rows] == ["VP"]
    receipt = write_receipts(made, tmp_path / "tn")["VP"]
    texts = [str(value) for grid in read_grids(receipt) for row in grid.rows for value in row]
    assert sum("nhỏ hơn lũy kế kỳ trước (20)" in text for text in texts) == 1


def test_the_same_period_is_no_measure(outcome, master):
    for previous in (None, earlier(master, period=SCORED)):
        assert not [f for unit in outcome(previous).units for f in unit.findings if f.code == CODE]


def test_a_summary_of_a_later_period_is_refused(outcome, master):
    with pytest.raises(InputError, match="sau kỳ") as caught:
        outcome(earlier(master, period="K9", end=date(2026, 3, 31)))
    assert caught.value.code == "later-period"


def test_a_summary_of_another_plan_is_refused(outcome, master):
    with pytest.raises(InputError, match="không phải") as caught:
        outcome(earlier(master, plan="KH-KHAC"))
    assert caught.value.code == "wrong-plan"
