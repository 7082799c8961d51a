"""The status formula, recalculated by LibreOffice, equals the Python rule over the whole grid of conditions."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from danvan_xl.model import Deadline, DeadlineKind, Plan, TaskAnswer
from danvan_xl.rules.status import CHECK_AGAIN, StatusRefs, as_of_expression, evaluate, serial, status_formula
from tests.support.office import recalculate

PLAN = Plan("KH", "Kế hoạch", date(2025, 7, 1), date(2025, 12, 31))
START, DUE = date(2025, 9, 1), date(2025, 9, 30)
MONTHS = (date(2025, 7, 31), date(2025, 8, 31), date(2025, 9, 30))
DEADLINES = (
    Deadline("", DeadlineKind.DATED, START, DUE, (DUE,)),
    Deadline("", DeadlineKind.DATED, START, DUE, (DUE,), continuing=True),
    Deadline("", DeadlineKind.DATED, None, DUE, (DUE,)),
    Deadline("", DeadlineKind.RECURRING, PLAN.start, PLAN.end),
    Deadline("", DeadlineKind.PERIODIC, PLAN.start, MONTHS[-1], MONTHS),
    Deadline("", DeadlineKind.PERIODIC, PLAN.start, MONTHS[0], MONTHS[:1]),
    Deadline("", DeadlineKind.PERIODIC, PLAN.start, PLAN.end),
    Deadline("", DeadlineKind.ON_REQUEST),
    Deadline("", DeadlineKind.UNCLEAR),
)
PROGRESS = (None, D(0), D("0.5"), D(60), D(100))
DONE = (None, date(2025, 6, 30), date(2025, 9, 30), date(2025, 10, 1), date(2025, 11, 30))
QUANTITY = (None, D(0), D(1), D(3))
RESULT = ("", "KH số 5", " \u00a0")
AS_OF = (date(2025, 8, 31), date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 1))
GRID = list(itertools.product(DEADLINES, PROGRESS, DONE, QUANTITY, RESULT, AS_OF))

Bad = tuple[dict[int, Any], str]
# Cells that no program can count with, by column: C start, D due, E progress, F done, G quantity, H result.
BAD: list[Bad] = [
    ({4: "60"}, "a progress typed as text"),
    ({4: "60%"}, "a progress with a sign"),
    ({4: 120}, "a progress above 100"),
    ({4: -1}, "a progress below 0"),
    ({5: "05/9/2025"}, "a date typed as text"),
    ({5: 5}, "a number that is no date of our time"),
    ({6: "3 cuộc"}, "a quantity with its unit"),
    ({6: -2}, "a quantity below 0"),
    ({3: "tháng 9"}, "a due date that is text"),
]
# The three ways in which a sheet may give what the formula needs.
WAYS = ("known", "cells", "range")


def _refs(way: str, row: int, deadline: Deadline) -> StatusRefs:
    n = row + 1
    common = {
        "start": f"$C{n}",
        "due": f"$D{n}",
        "progress": f"$E{n}",
        "completed_on": f"$F{n}",
        "quantity": f"$G{n}",
        "result": f"$H{n}",
    }
    if way == "known":
        return StatusRefs(
            deadline.kind,
            **common,
            as_of=f"$A{n}",
            continuing=deadline.continuing,
            occurrences=deadline.occurrences,
        )
    as_of = as_of_expression(f"$A{n}", f"$J{n}")
    occurrences = f"$K{n}:$M{n}" if way == "range" else deadline.occurrences
    return StatusRefs(f"$B{n}", **common, as_of=as_of, continuing=f"$I{n}", occurrences=occurrences)


def _write(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    for way in WAYS:
        sheet = book.add_worksheet(way)
        # The two ways through cells need only a part of the grid: every seventh row meets every condition.
        for row, (deadline, progress, done, quantity, result, as_of) in enumerate(_rows(way)):
            # A report date that is missing or text falls back on Hạn nộp (column J).
            reported = serial(as_of) if way == "known" or row % 3 else (None, "hôm nay")[row % 2]
            values = {
                0: reported,
                1: str(deadline.kind),
                2: serial(deadline.start) if deadline.start else None,
                3: serial(deadline.due) if deadline.due else None,
                4: progress,
                5: serial(done) + (0.6 if row % 5 == 0 else 0) if done else None,
                6: quantity,
                7: result or None,
                8: deadline.continuing,
                9: serial(as_of),
            }
            for i, day in enumerate(deadline.occurrences):
                values[10 + i] = serial(day)
            _write_row(sheet, row, values, status_formula(_refs(way, row, deadline)))
    sheet = book.add_worksheet("bad")
    for row, (cells, _) in enumerate(BAD):
        good = {0: serial(AS_OF[1]), 1: "Có hạn", 2: serial(START), 3: serial(DUE), 4: 50, 6: 1}
        _write_row(sheet, row, good | cells, status_formula(_refs("cells", row, DEADLINES[0])))
    book.close()


def _rows(way: str) -> list[tuple[Any, ...]]:
    return GRID if way == "known" else GRID[:: 7 if way == "cells" else 11]


def _write_row(sheet: Any, row: int, values: dict[int, Any], formula: str) -> None:
    for col, value in values.items():
        if isinstance(value, bool):
            sheet.write_boolean(row, col, value)
        elif isinstance(value, str):
            sheet.write_string(row, col, value)
        elif value is not None:
            sheet.write_number(row, col, float(value))
    sheet.write_formula(row, 14, formula)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("status")
    _write(folder / "status.xlsx")
    [result] = recalculate([folder / "status.xlsx"], folder / "out")
    return openpyxl.load_workbook(result, data_only=True, read_only=True)


@pytest.mark.parametrize("way", WAYS)
def test_the_formula_equals_the_rule(way: str, recalculated: Any) -> None:
    wanted = _rows(way)
    shown = [row[0] for row in recalculated[way].iter_rows(min_col=15, max_col=15, values_only=True)]
    assert len(shown) == len(wanted)
    seen = set()
    for formula_says, (deadline, progress, done, quantity, result, as_of) in zip(shown, wanted, strict=True):
        answer = TaskAnswer("NV", progress, done, quantity, result)
        rule_says = evaluate(deadline, answer, as_of=as_of, plan=PLAN).status
        assert formula_says == rule_says, (deadline, answer, as_of)
        seen.add(rule_says)
    assert len(seen) == 8


def test_the_formula_asks_to_check_what_it_cannot_count_with(recalculated: Any) -> None:
    shown = [row[0] for row in recalculated["bad"].iter_rows(min_col=15, max_col=15, values_only=True)]
    assert dict(zip((why for _, why in BAD), shown, strict=True)) == {why: CHECK_AGAIN for _, why in BAD}


@pytest.mark.parametrize("deadline", DEADLINES)
def test_the_formula_stays_within_the_limits_of_excel_2010(deadline: Deadline) -> None:
    days = tuple(date(2025, 1, 1).replace(month=1 + i % 12, day=1 + i % 28) for i in range(120))
    for way in WAYS:
        refs = _refs(way, 9999, deadline)
        if way == "known" and deadline.kind is DeadlineKind.PERIODIC:
            refs = StatusRefs(**{n: getattr(refs, n) for n in refs.__slots__} | {"occurrences": days})
        formula = status_formula(refs)
        assert len(formula) < 8192
        assert _deepest(formula) <= 64
        assert not any(name in formula for name in ("LET(", "TODAY(", "IFS(", "LOOKUP(", "SWITCH("))


def _deepest(formula: str) -> int:
    depth = most = 0
    for letter in formula:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        most = max(most, depth)
    assert depth == 0
    return most
