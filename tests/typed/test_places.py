"""Every answer knows the cell of each of its fields, whatever the columns' order."""

from __future__ import annotations

import pytest

from danvan_xl.terms import form as h
from danvan_xl.typed.cells import CellReader
from danvan_xl.typed.code_rows import read_indicators, read_scores
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.free_rows import read_proposals
from danvan_xl.typed.locate import locate
from danvan_xl.typed.log import Log
from danvan_xl.typed.task_rows import read_tasks
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet
from tests.support.masters import small_master

MASTER = small_master()
UNIT = "VHXH"


def cells_of(sheet: str, headers: list[str], *rows: dict[str, object]) -> CellReader:
    """A sheet with a title above its header row in row 3."""
    lines = [["tiêu đề"], [], headers, *([row.get(header) for header in headers] for row in rows)]
    table = locate(RawBook("xlsx", [RawSheet(Grid(sheet, lines))]))[sheet]
    return CellReader(table, Log("a.xlsx"), MASTER.plan.start, MASTER.plan.end)


@pytest.fixture(params=[False, True], ids=["as issued", "columns reversed"])
def order(request):
    """The headers in the form's order, or from right to left."""
    return lambda headers: list(reversed(headers)) if request.param else list(headers)


def letter(headers: list[str], header: str) -> str:
    return chr(ord("A") + headers.index(header))


class DescribePlaces:
    def it_names_each_cell_of_a_task(self, order):
        task = next(task for task, _ in MASTER.work_of(UNIT))
        headers = order(h.TASK_HEADERS)
        cells = cells_of(h.TASKS, headers, {h.CODE: task.code, h.PROGRESS: 40})
        answer = read_tasks(cells, UNIT, ReadingContext(MASTER)).answers[task.code]
        assert answer.cells["progress"] == f"{letter(headers, h.PROGRESS)}4"
        assert answer.cells["completed_on"] == f"{letter(headers, h.COMPLETED)}4"
        assert answer.cells["quantity"] == f"{letter(headers, h.QUANTITY)}4"

    def it_follows_a_value_taken_from_a_repeated_row(self):
        task = next(task for task, _ in MASTER.work_of(UNIT))
        headers = list(h.TASK_HEADERS)
        rows = {h.CODE: task.code, h.PROGRESS: 40}, {h.CODE: task.code, h.RESULT: "Báo cáo số 7"}
        answer = read_tasks(cells_of(h.TASKS, headers, *rows), UNIT, ReadingContext(MASTER)).answers[
            task.code
        ]
        assert answer.result == "Báo cáo số 7"
        assert answer.cells["result"] == f"{letter(headers, h.RESULT)}5"
        assert answer.cells["progress"] == f"{letter(headers, h.PROGRESS)}4"

    def it_names_each_cell_of_a_criterion(self, order):
        code = MASTER.criteria[0].code
        headers = order(h.SCORE_HEADERS)
        cells = cells_of(h.SCORES, headers, {h.SCORE_CODE: code, h.SELF_SCORE: 2})
        answer = read_scores(cells, ReadingContext(MASTER))[code]
        assert answer.cells["self_score"] == f"{letter(headers, h.SELF_SCORE)}4"
        assert answer.cells["evidence"] == f"{letter(headers, h.EVIDENCE)}4"

    def it_names_each_cell_of_an_indicator(self, order):
        code = MASTER.indicators[0].code
        headers = order(h.INDICATOR_HEADERS)
        cells = cells_of(h.INDICATORS, headers, {"Mã": code, h.IN_PERIOD: 5})
        answer = read_indicators(cells, ReadingContext(MASTER))[code]
        assert answer.cells["in_period"] == f"{letter(headers, h.IN_PERIOD)}4"
        assert answer.cells["cumulative"] == f"{letter(headers, h.CUMULATIVE)}4"

    def it_names_each_cell_of_a_proposal(self, order):
        headers = order(h.PROPOSAL_HEADERS)
        [proposal] = read_proposals(cells_of(h.PROPOSALS, headers, {"Nội dung": "Bố trí kinh phí"}))
        assert proposal.cells["addressee"] == f"{letter(headers, 'Gửi cơ quan')}4"

    def it_leaves_out_a_column_that_is_not_there(self):
        task = next(task for task, _ in MASTER.work_of(UNIT))
        headers = [header for header in h.TASK_HEADERS if header != h.QUANTITY]
        cells = cells_of(h.TASKS, headers, {h.CODE: task.code, h.PROGRESS: 40})
        answer = read_tasks(cells, UNIT, ReadingContext(MASTER)).answers[task.code]
        assert "quantity" not in answer.cells


class DescribeARepeatedRow:
    def it_takes_a_zero_for_a_number_that_somebody_typed(self):
        code = MASTER.indicators[0].code
        rows = ({h.SCORE_CODE: code, h.IN_PERIOD: value} for value in (0, 5))
        cells = cells_of(h.INDICATORS, list(h.INDICATOR_HEADERS), *rows)
        answer = read_indicators(cells, ReadingContext(MASTER))[code]
        assert answer.in_period is None and answer.unread == {"in_period"}
        assert [f.code for f in cells.log.findings if f.cell] == ["row-conflict"]

    def it_leaves_blank_what_one_of_the_rows_says_illegibly(self):
        code = MASTER.indicators[0].code
        rows = ({h.SCORE_CODE: code, h.IN_PERIOD: value} for value in (5, "năm mươi mấy"))
        cells = cells_of(h.INDICATORS, list(h.INDICATOR_HEADERS), *rows)
        answer = read_indicators(cells, ReadingContext(MASTER))[code]
        assert answer.in_period is None and answer.unread == {"in_period"}
        assert "row-conflict" in [f.code for f in cells.log.findings]

    def it_says_which_row_said_the_same_before(self):
        code = MASTER.indicators[0].code
        rows = ({h.SCORE_CODE: code, h.IN_PERIOD: 5} for _ in range(2))
        cells = cells_of(h.INDICATORS, list(h.INDICATOR_HEADERS), *rows)
        assert read_indicators(cells, ReadingContext(MASTER))[code].in_period == 5
        [found] = cells.log.findings
        assert found.code == "row-duplicated" and "dòng 4" in found.message
