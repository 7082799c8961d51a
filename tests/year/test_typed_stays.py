"""A year of three periods, with people typing into the summaries between the runs: nothing that they typed is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from danvan_xl import actions
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.model import Master
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.results import Consolidation
from danvan_xl.rules.row_keys import KEYS
from danvan_xl.summaries.copies import copies_of
from danvan_xl.terms import summary as n
from tests.returns.filled import issued
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.records import replace

MIDDLE = "K2"
UNITS = ("VP", "KT")
ASKED = "Bố trí kinh phí tập huấn cho thôn"
_OF_OUR_OWN = (n.CORRECTIONS, n.CHANGES)
"""Sheets whose rows are typed, or made anew at every run."""


def _master() -> Master:
    master = small_master()
    first, last = master.periods
    middle = replace(
        first, code=MIDDLE, name="9 tháng", end=date(2025, 9, 30), due=date(2025, 10, 3), locked_on=None
    )
    master.periods = [first, middle, last]
    return master


@dataclass
class Year:
    """One plan's folder. ``typed`` are the texts that people typed, by summary."""

    folder: Path
    dice: random.Random
    master: Master = field(default_factory=_master)
    typed: dict[str, list[str]] = field(default_factory=dict)
    done: dict[str, Consolidation] = field(default_factory=dict)

    def summary(self, period: str) -> Path:
        return self.folder / f"tong-hop-{period}.xlsx"

    def send(self, period: str, unit: str, version: int, note: str = "") -> None:
        """The unit's return comes, or comes anew with other contents."""
        folder = self.folder / period
        forms = self.folder / f"phieu-{period}"
        if not forms.is_dir():
            issued(forms, self.master, period)
            folder.mkdir()
        form = next(path for path in sorted(forms.glob("*.xlsx")) if path.name.startswith(unit))
        filling = Filling(
            cover={"Ngày báo cáo": self.master.period(period).due, "Lần gửi": version},  # type: ignore[union-attr]
            tasks={"NV07": {"Số lượng đạt": version}, "NV02": {"Tiến độ (%)": 20 * version}},
            indicators={"SL01": {"Trong kỳ": note or "khoảng 20"}, "SL02": {"Trong kỳ": 5}},
            scores={"TC01": {"Điểm tự chấm": 10 + version}} if period == SCORED else {},
            proposals=[{"Nội dung": ASKED, "Gửi cơ quan": "UBND xã"}],
        )
        fill(form, folder / f"{unit}.xlsx", filling, datetime(2025, 12, 1, 9, version))

    def run(self, period: str) -> actions.Result[Consolidation]:
        of = self.master.period(period)
        assert of is not None
        request = actions.ConsolidateRequest(
            folder=self.folder / period, master=MasterReading(self.master), output=self.summary(period), period=period, as_of=of.end,
        )  # fmt: skip
        result = actions.consolidate(request)
        self.done[period] = result.value
        return result

    # --- people ------------------------------------------------------------------------------

    def type_something(self, period: str) -> None:
        """One edit of every kind, each at a place of its own."""
        path, texts = self.summary(period), self.typed.setdefault(period, [])
        book = openpyxl.load_workbook(path)

        def new(what: str) -> str:
            texts.append(f"{what} thứ {len(texts) + 1} của {period}")
            return texts[-1]

        sheets = [sheet for sheet in book if sheet.title in KEYS and sheet.title not in _OF_OUR_OWN]
        for sheet in self.dice.sample(sheets, 3):
            head, columns, rows = _table(sheet)
            if rows:
                col = columns.get("Sổ tay") or max(columns.values()) + 1
                sheet.cell(head, col, "Sổ tay")
                cell = sheet.cell(self.dice.choice(rows), col)
                if cell.value is None:
                    cell.value = new("ghi chú")
        sheet = self.dice.choice(sheets)
        _, columns, rows = _table(sheet)
        if rows and (cell := sheet.cell(self.dice.choice(rows), min(columns.values()))).comment is None:
            cell.comment = Comment(new("chú thích"), "Lan")
        own = book["Của tôi"] if "Của tôi" in book.sheetnames else book.create_sheet("Của tôi")
        own.append([new("việc riêng")])
        self._settle(book[n.LOG], new)
        _, columns, rows = _table(book[n.PROPOSALS])
        answer = book[n.PROPOSALS].cell(self.dice.choice(rows), columns[n.ANSWER])
        if answer.value is None:
            answer.value = new("trả lời")
        blank = next(row for row in range(6, 60) if book[n.CORRECTIONS].cell(row, 1).value is None)
        for col, value in enumerate(("VP.xlsx", None, None, "Số liệu", "H9", 7, new("người sửa")), 1):
            book[n.CORRECTIONS].cell(blank, col, value)
        if n.VERIFY in book.sheetnames:
            _, columns, rows = _table(book[n.VERIFY])
            row = self.dice.choice(rows)
            if book[n.VERIFY].cell(row, columns[n.REASON]).value is None:
                book[n.VERIFY].cell(row, columns[n.VERIFIED], 1)
                book[n.VERIFY].cell(row, columns[n.REASON], new("lý do"))
        book.save(path)

    def _settle(self, sheet: Any, new: Any) -> None:
        _, columns, rows = _table(sheet)
        free = [row for row in rows if sheet.cell(row, columns[n.SETTLED_NOTE]).value is None]
        row = self.dice.choice(
            [row for row in free if sheet.cell(row, columns["Mức độ"]).value == "Lỗi"] or free
        )
        sheet.cell(row, columns[n.SETTLED], "x")
        sheet.cell(row, columns[n.SETTLED_NOTE], new("đã gọi"))

    def lost(self, period: str) -> list[str]:
        """What was typed into a summary and stands nowhere in it any more."""
        there = "\n".join(_texts(self.summary(period)))
        return [text for text in self.typed[period] if text not in there]


def _table(sheet: Any) -> tuple[int, dict[str, int], list[int]]:
    """Header row, columns, and the rows that have a key."""
    key = KEYS[sheet.title]
    for row in sheet.iter_rows():
        columns = {cell.value: cell.column for cell in reversed(row) if cell.value}
        if all(header in columns for header in key):
            head = row[0].row
            filled = [
                r
                for r in range(head + 1, sheet.max_row + 1)
                if all(sheet.cell(r, columns[k]).value for k in key[:1])
            ]
            return head, columns, filled
    raise AssertionError(sheet.title)


def _texts(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield str(cell.value)
                if cell.comment is not None:
                    yield cell.comment.text


def test_nothing_typed_is_lost_over_a_year_of_three_periods(tmp_path: Path) -> None:
    year = Year(tmp_path, random.Random(7))
    for period, runs in ((UNSCORED, 2), (MIDDLE, 2), (SCORED, 10)):
        for unit in UNITS:
            year.send(period, unit, 1)
        year.run(period)
        for run in range(runs):
            year.type_something(period)
            if (
                run % 3 == 1
            ):  # a return comes anew, with another wrong value: settled findings of it are open again
                year.send(period, year.dice.choice(UNITS), run + 2, f"chừng {run}")
            if run == 5:  # a unit's return is taken out of the folder, and comes back
                (tmp_path / period / "KT.xlsx").unlink()
            if run == 7:
                year.send(period, "KT", 9)
            year.run(period)
            assert year.lost(period) == [], run
        assert len(copies_of(year.summary(period))) == min(runs, 5)
    for period in year.typed:
        year.run(period)
        assert year.lost(period) == []
    # What was answered in the period before stands beside the recommendation that comes again.
    texts = list(_texts(year.summary(SCORED)))
    assert any(text.startswith("9 tháng: Đã trả lời “trả lời thứ") for text in texts)
    assert all(item.settled for item in year.done[SCORED].settled)
