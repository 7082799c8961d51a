"""What was answered to a recommendation stays, and follows it into the next period."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from danvan_xl.model import Proposal, Where
from danvan_xl.results import Consolidation
from danvan_xl.summaries.earlier import read_previous
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.consolidations import sample
from tests.support.records import replace

ROAD, MONEY, HALL = "Làm đường ngõ", "Bố trí kinh phí", "Sửa nhà văn hóa thôn"


def _sample(period: str, asked: dict[str, list[str]]) -> Consolidation:
    made = sample(4, 3, 2, period=period)
    for unit in made.units:
        unit.proposals = [
            Proposal(text, "UBND tỉnh", "", Where("Kiến nghị", 6 + i, 1, f"{unit.code}.xlsx"))
            for i, text in enumerate(asked.get(unit.code, []))
        ]
    made.period = replace(made.period, name=f"Kỳ {period}")
    return made


def _rows(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    rows = list(openpyxl.load_workbook(path)[n.PROPOSALS].iter_rows(min_row=5, values_only=True))
    found = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    return {(row["Mã đơn vị"], row["Nội dung"]): row for row in found if row["Mã đơn vị"]}


def _answer(path: Path, unit: str, text: str, state: str, said: str = "") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[n.PROPOSALS]
    columns = {cell.value: cell.column for cell in sheet[5]}
    for row in range(6, sheet.max_row + 1):
        if (sheet.cell(row, 1).value, sheet.cell(row, 3).value) == (unit, text):
            sheet.cell(row, columns[n.ANSWER_STATE], state or None)
            sheet.cell(row, columns[n.ANSWER], said or None)
    book.save(path)


class DescribeAnswers:
    def it_they_stay_over_runs_though_units_come_in_another_order(self, tmp_path: Path) -> None:
        path, asked = tmp_path / "k1.xlsx", {"X001": [ROAD], "X002": [MONEY, ROAD]}
        write_summary(_sample("K1", asked), path)
        _answer(path, "X002", ROAD, n.ANSWERED, "Đã giao phòng Kinh tế")
        turned = _sample("K1", asked)
        turned.units.reverse()
        for _ in range(3):
            write_summary(turned, path)
        row = _rows(path)["X002", ROAD]
        assert (row[n.ANSWER], row[n.ANSWER_STATE]) == ("Đã giao phòng Kinh tế", n.ANSWERED)
        assert _rows(path)["X001", ROAD][n.ANSWER] is None

    def it_an_answer_is_told_beside_the_recommendation_of_the_next_period(self, tmp_path: Path) -> None:
        first, second, third = (tmp_path / f"{name}.xlsx" for name in ("k1", "k2", "k3"))
        write_summary(_sample("K1", {"X001": [ROAD, HALL], "X002": [MONEY]}), first)
        _answer(first, "X001", ROAD, n.ANSWERED, "Đã giao phòng Kinh tế")
        _answer(first, "X001", HALL, n.CONSIDERED)
        write_summary(_sample("K2", {"X001": [ROAD]}), second, previous=first)
        rows = _rows(second)
        assert rows["X001", ROAD][n.EARLIER] == "Kỳ K1: Đã trả lời “Đã giao phòng Kinh tế”"
        # Nobody answered these, and the units do not ask again: they wait all the same.
        assert (
            rows["X001", HALL][n.EARLIER] == "Kỳ K1: Đang xem xét" and rows["X001", HALL][n.RAISED] == "Kỳ K1"
        )
        assert rows["X002", MONEY][n.EARLIER] == "Kỳ K1: Chưa trả lời"
        _answer(second, "X001", HALL, "", "Sửa trong quý I")
        write_summary(_sample("K2", {"X001": [ROAD]}), second, previous=first)
        assert _rows(second)["X001", HALL][n.ANSWER] == "Sửa trong quý I"
        write_summary(_sample("K3", {"X001": [HALL]}), third, previous=second)
        rows = _rows(third)
        assert rows["X001", HALL][n.EARLIER] == "Kỳ K2: Đã trả lời “Sửa trong quý I”"
        assert (
            rows["X002", MONEY][n.EARLIER] == "Kỳ K1: Chưa trả lời"
            and rows["X002", MONEY][n.RAISED] == "Kỳ K1"
        )

    def it_those_of_earlier_periods_are_no_recommendations_of_this_one(self, tmp_path: Path) -> None:
        first, second = tmp_path / "k1.xlsx", tmp_path / "k2.xlsx"
        write_summary(_sample("K1", {"X002": [MONEY]}), first)
        write_summary(_sample("K2", {"X001": [ROAD]}), second, previous=first)
        assert ("X002", MONEY) in _rows(second)
        assert {unit: len(found) for unit, found in read_previous(second).proposals.items()} == {"X001": 1}
        back = {unit.code: len(unit.proposals) for unit in read_summary(second).consolidation.units}
        assert back == {"X001": 1, "X002": 0, "X003": 0, "X004": 0}
