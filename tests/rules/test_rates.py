"""Rates: who counts, 0/0, and nothing above 1."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.model import Role, Status
from danvan_xl.results import UnitResult, UnitTask
from danvan_xl.rules.rates import (
    TaskRanges,
    due_count_expression,
    on_time_count_expression,
    put_unit_rates,
    rate,
    reporting_rates,
    task_rates,
)
from tests.support.office import recalculate


def task(status, *, role=Role.LEAD, dated=True, due=True) -> UnitTask:
    return UnitTask("U", "NV", role, status, dated=dated, due_by_as_of=due)


TASKS = [
    task(Status.ON_TIME),
    task(Status.ON_TIME, due=False),
    task(Status.LATE),
    task(Status.OVERDUE),
    task(Status.NOT_DUE, due=False),
    task(Status.DONE_ROUTINE, dated=False, due=False),
    task(Status.ON_TIME, role=Role.COORDINATE),
    task(Status.OVERDUE, role=Role.CONCERNED),
]


class DescribeTaskRates:
    def it_counts_lead_tasks_only(self):
        rates = task_rates(TASKS)
        assert (rates.dated, rates.completed, rates.due, rates.on_time) == (5, 3, 3, 1)

    def it_a_periodic_task_is_due_when_an_occurrence_is(self):
        periodic = {"dated": False, "due": True}
        tasks = [
            task(Status.OVERDUE, **periodic),
            task(Status.DONE_ROUTINE, **periodic),
            task(Status.DONE_ROUTINE, dated=False, due=False),
        ]
        rates = task_rates(tasks)
        assert (rates.dated, rates.due, rates.on_time, rates.status[Status.OVERDUE]) == (0, 2, 1, 1)
        assert rates.on_time_rate == D("0.5")

    def it_counts_each_dated_task_by_its_status(self):
        rates = task_rates(TASKS)
        assert rates.completion_rate == D("0.6")
        assert rates.on_time_rate == D(1) / D(3)
        assert rates.status == {
            Status.ON_TIME: 2,
            Status.LATE: 1,
            Status.OVERDUE: 1,
            Status.NOT_DUE: 1,
            Status.DONE_ROUTINE: 1,
        }

    def it_has_no_rate_of_nothing(self):
        rates = task_rates([])
        assert (rates.completion_rate, rates.on_time_rate) == (None, None)

    def it_fills_a_unit(self):
        unit = UnitResult("U", "Đơn vị", tasks=TASKS)
        put_unit_rates(unit)
        assert (unit.completed, unit.dated, unit.completion_rate) == (3, 5, D("0.6"))
        assert unit.on_time_rate == D(1) / D(3)


class DescribeReportingRates:
    def it_divides_by_all_that_owe(self):
        units = [
            UnitResult("a", "A", returned=True, timely=True),
            UnitResult("b", "B", returned=True, timely=False),
            UnitResult("c", "C", returned=False, timely=None),
            UnitResult("d", "D", returned=True, timely=None),
        ]
        rates = reporting_rates(units)
        assert (rates.expected, rates.received, rates.on_time) == (4, 3, 1)
        assert (rates.reporting_rate, rates.timely_rate) == (D("0.75"), D("0.25"))

    def it_has_no_rate_of_nobody(self):
        assert reporting_rates([]).reporting_rate is None


def test_a_rate_above_one_is_a_bug_that_shows():
    with pytest.raises(ValueError, match="5 is no part of 4"):
        rate(5, 4)


@settings(max_examples=100)
@given(
    st.lists(
        st.builds(
            task, st.sampled_from(Status), role=st.sampled_from(Role), dated=st.booleans(), due=st.booleans()
        )
    )
)
def test_no_rate_passes_one(tasks):
    rates = task_rates(tasks)
    for value in (rates.completion_rate, rates.on_time_rate):
        assert value is None or 0 <= value <= 1


def as_day(number: int) -> date:
    """The day that Excel counts as ``number``."""
    return date(1899, 12, 30) + timedelta(days=number)


def test_counting_in_a_workbook(tmp_path: Path):
    """On-time counts by group, as a form needs them for Tiến độ, recalculated by LibreOffice."""
    rows = [
        ("Chủ trì", "Có hạn", 100, "Hoàn thành đúng hạn", "3. Phong trào"),
        ("Chủ trì", "Có hạn", 100, "Chưa hoàn thành, quá hạn", '3. "Phong trào"'),
        ("Chủ trì", "Có hạn", 101, "Hoàn thành đúng hạn", "3. Phong trào"),
        ("Chủ trì", "Có hạn", 100, "Hoàn thành đúng hạn", "30. Khác"),
        ("Phối hợp", "Có hạn", 100, "Hoàn thành đúng hạn", "3. Phong trào"),
        ("Chủ trì", "Thường xuyên", 100, "Đã thực hiện", "3. Phong trào"),
        ("Chủ trì", "Có hạn", "chưa rõ", "kiểm tra lại", "30. Khác"),
        ("", "", "", "", ""),
    ]
    book = xlsxwriter.Workbook(str(tmp_path / "rates.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    role, kind, due, status, group = (f"${c}$1:${c}$8" for c in "ABCDE")
    ranges = TaskRanges(kind, due, status, role=role, group=group)
    groups = ["3. Phong trào", '3. "Phong trào"']
    cells = [
        due_count_expression(ranges, "100"),
        on_time_count_expression(ranges, "100"),
        due_count_expression(ranges, "100", groups),
        on_time_count_expression(ranges, "100", groups),
        on_time_count_expression(ranges, "101", groups),
        due_count_expression(ranges, "100", []),
        due_count_expression(TaskRanges(kind, due, status), "100"),
    ]
    # Two periodic tasks, due from 100 and 101 on: the first is done, the second as often as it must be by 101.
    periodic = {"NV6": as_day(100), "NV9": as_day(101)}
    with_codes = TaskRanges(kind, due, status, role=role, group=group, code="$F$1:$F$8")
    for number in range(8):
        sheet.write(number, 5, f"NV{number + 1}")
    cells += [due_count_expression(with_codes, as_of, groups, periodic) for as_of in ("99", "100", "101")] + [
        on_time_count_expression(with_codes, as_of, groups, periodic) for as_of in ("99", "100", "101")
    ]
    for number, expression in enumerate(cells):
        sheet.write_formula(number, 9, "=" + expression)
    book.close()
    [result] = recalculate([tmp_path / "rates.xlsx"], tmp_path / "out")
    shown = openpyxl.load_workbook(result, data_only=True).active
    assert [shown.cell(n, 10).value for n in range(1, 8)] == [3, 2, 2, 1, 2, 0, 4]
    assert [shown.cell(n, 10).value for n in range(8, 14)] == [0, 3, 5, 0, 2, 3]
