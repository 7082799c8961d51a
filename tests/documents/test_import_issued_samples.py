"""Whole plans with invented names, in the formats in which plans arrive: how many facts are right, and none made up.

The floors are what a person who checks the import can live with. Word, PDF and Markdown keep the table; text with a
cell a line has lost the columns, text in reading order the cells too, and there a wrong cell is one to look for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from danvan_xl.documents import import_plan
from danvan_xl.language.folding import fold
from tests.documents.issued_facts import Comparison, compare
from tests.documents.issued_plans import IssuedPlan, cells_text, load

PLANS = load()
FILES = {
    "docx": "table/{}.docx",
    "docx-tabs": "tabs/{}.docx",
    "pdf": "{}.pdf",
    "md": "{}.md",
    "cells": "{}.cells.txt",
    "spaced": "{}.spaced.txt",
}
WITH_TABLES = ("docx", "docx-tabs", "pdf", "md")

FLOORS = dict.fromkeys(WITH_TABLES, 0.98) | {"cells": 0.97, "spaced": 0.93}
"""The share of right facts, by format."""

LOWER_FLOORS = {
    # Times that say more than a time ("Bàn giao mặt bằng trước ngày ...", "Tháng Công nhân (tháng 5/2025)") are left
    # open, with three facts each; in reading order its eight columns under a header of two levels run together too.
    **{("phu-luc-tinh-tieu-de-hai-tang", kind): 0.97 for kind in WITH_TABLES},
    ("phu-luc-tinh-tieu-de-hai-tang", "spaced"): 0.85,
    # Quantities in the column of times ("Tối thiểu 01 gương/tuần") are left open; "UBND 14 phường" is a group that
    # looks like a name. With a cell a line, the lead "UBND phường Đông Các" is taken for the end of its task.
    **{("bang-quan-chia-bon", kind): 0.97 for kind in WITH_TABLES},
    ("bang-quan-chia-bon", "cells"): 0.95,
    ("bang-quan-chia-bon", "spaced"): 0.91,
    # Cells merged downwards leave nothing in the text of the rows below; in reading order, names cut by the narrow
    # column of the leads are found only in pieces too.
    ("phu-luc-so-khong-cot-phoi-hop", "cells"): 0.94,
    ("phu-luc-so-khong-cot-phoi-hop", "spaced"): 0.65,
    # "nt" for "as above" between the names of a row, in reading order.
    ("phu-luc-phuong-ghi-nhu-tren", "spaced"): 0.80,
    # A row of column numbers, and rows that run over to the next page, in reading order.
    ("phu-luc-huyen-hang-so-cot", "spaced"): 0.83,
    # Group rows without a number, in reading order: they stay with the row above, which ends in a unit's name.
    ("bang-thi-xa-kem-lich-bao-cao", "spaced"): 0.83,
}

each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)


@cache
def imported(plan: IssuedPlan, path: Path) -> Comparison:
    """The import of one file compared with the plan's facts, once for all tests."""
    return compare(plan.facts, import_plan(path))


@pytest.mark.parametrize("kind", FILES)
@each_plan
def test_nearly_every_fact_of_an_issued_plan_is_right(issued: Path, plan: IssuedPlan, kind: str) -> None:
    result = imported(plan, issued / FILES[kind].format(plan.name))
    floor = LOWER_FLOORS.get((plan.name, kind), FLOORS[kind])
    assert result.right >= floor, "\n".join(result.differences)


@pytest.mark.parametrize("kind", WITH_TABLES)
@each_plan
def test_no_task_unit_or_report_date_is_made_up(issued: Path, plan: IssuedPlan, kind: str) -> None:
    result = imported(plan, issued / FILES[kind].format(plan.name))
    assert set(result.made_up) == set()


def test_every_wanted_task_stands_in_the_text_of_its_plan() -> None:
    for plan in PLANS:
        text = fold(cells_text(plan))
        for fact in plan.facts["tasks"]:
            assert any(fold(words) in text for words in (fact["Nhiệm vụ"], *fact.get("alt", [])))
