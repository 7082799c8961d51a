"""A finding that a person marked as settled waits for nobody, until what it says changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import as_bytes, to_json
from danvan_xl.consolidation.json_schema import json_schema
from danvan_xl.consolidation.printed import receipt_lines
from danvan_xl.mail.needs import needs_in_summary
from danvan_xl.results import Consolidation
from danvan_xl.summaries.review import read_review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF

Fill = Callable[..., Path]
WRONG = {"indicators": {"SL01": {"Trong kỳ": "khoảng 20"}}, "scores": {"TC01": {"Điểm tự chấm": 18}}}


@pytest.fixture
def run(returns: Path, tmp_path: Path) -> Callable[[], Consolidation]:
    path = tmp_path / "s.xlsx"

    def go() -> Consolidation:
        review = read_review(path) if path.exists() else None
        made = consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, review=review)
        write_summary(made, path, folder=returns)
        return made

    return go


def log(path: Path) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(path)[n.LOG].iter_rows(min_row=5, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def mark(path: Path, code: str, value: str = "x", note: str = "đã gọi điện") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[n.LOG]
    columns = {cell.value: cell.column for cell in sheet[5]}
    for row in range(6, sheet.max_row + 1):
        if sheet.cell(row, columns["Mã phát hiện"]).value == code:
            sheet.cell(row, columns[n.SETTLED], value)
            sheet.cell(row, columns[n.SETTLED_NOTE], note)
    book.save(path)


def entry(path: Path, code: str) -> dict[str, Any]:
    [found] = [row for row in log(path) if row["Mã phát hiện"] == code]
    return found


class DescribeSettledFindings:
    def it_waits_for_nobody_and_is_counted_apart(self, fill_in: Fill, run: Any, tmp_path: Path) -> None:
        fill_in("VP", **WRONG)
        first = run()
        [wrong] = [f for f in first.told() if f.code == "value-not-number"]
        assert wrong.needs_person
        mark(tmp_path / "s.xlsx", "value-not-number")
        for _ in range(3):
            made = run()
            [same] = [f for f in made.told() if f.code == "value-not-number"]
            assert same.settled and not same.needs_person
            row = entry(tmp_path / "s.xlsx", "value-not-number")
            assert (row[n.SETTLED], row[n.SETTLED_NOTE], row[n.TO_CHECK]) == ("x", "đã gọi điện", None)
        assert "Đã xử lý, không nhắc lại: 1 mục." in list(receipt_lines(made))
        data = json.loads(as_bytes(made))
        jsonschema.validate(data, json_schema())
        assert [item["code"] for item in data["settled"]] == ["value-not-number"]
        texts = [
            c.value for r in openpyxl.load_workbook(tmp_path / "s.xlsx")[n.OVERVIEW].iter_rows() for c in r
        ]
        assert any("đã xử lý: 1 mục" in str(text) for text in texts)
        # The value is still left out of the figures: being settled mends nothing.
        unit = made.unit("VP")
        assert unit is not None and unit.uncertain

    def it_is_open_again_and_says_so_when_the_cell_says_something_else(
        self, fill_in: Fill, run: Any, tmp_path: Path
    ) -> None:
        fill_in("VP", **WRONG)
        run()
        mark(tmp_path / "s.xlsx", "value-not-number")
        run()
        fill_in("VP", **(WRONG | {"indicators": {"SL01": {"Trong kỳ": "chừng 30"}}}))
        made = run()
        [again] = [f for f in made.told() if f.code == "value-not-number"]
        assert again.needs_person and not again.settled
        row = entry(tmp_path / "s.xlsx", "value-not-number")
        assert row[n.SETTLED] is None and row[n.SETTLED_NOTE] == "đã gọi điện"
        assert (
            row[n.TO_CHECK].startswith("Xem lại: đã xử lý khi nội dung là “")
            and "khoảng 20" in row[n.TO_CHECK]
        )
        assert to_json(made)["settled"] == []

    def it_a_rejected_file_is_settled_on_its_own_row(
        self, fill_in: Fill, run: Any, returns: Path, tmp_path: Path
    ) -> None:
        for unit in [unit.code for unit in small_master().owing_units()]:
            fill_in(unit, scores={"TC01": {"Điểm tự chấm": 18}})
        (returns / "ghi chú.xlsx").write_bytes(b"PK\x03\x04 half a file")
        [code] = [f.reason for f in run().files if f.path == "ghi chú.xlsx"]
        mark(tmp_path / "s.xlsx", code)
        made = run()
        [receipt] = [f for f in made.files if f.path == "ghi chú.xlsx"]
        assert receipt.settled and all(f.settled for f in receipt.findings if f.code == code)
        (returns / "ghi chú.xlsx").write_bytes(b"")
        [receipt] = [f for f in run().files if f.path == "ghi chú.xlsx"]
        assert not receipt.settled and receipt.reopened

    def it_the_unit_is_reminded_of_it_no_more(self, fill_in: Fill, run: Any, tmp_path: Path) -> None:
        fill_in("VP", **WRONG)
        run()

        def told() -> set[str]:
            needs, _ = needs_in_summary(tmp_path / "s.xlsx", small_master())
            return {str(item) for need in needs if need.unit == "VP" for item in need.corrections}

        before = told()
        mark(tmp_path / "s.xlsx", "value-not-number")
        after = told()
        assert len(before) == len(after) + 1

    def it_only_a_mark_settles_and_another_word_stays_as_typed(
        self, fill_in: Fill, run: Any, tmp_path: Path
    ) -> None:
        fill_in("VP", **WRONG)
        run()
        mark(tmp_path / "s.xlsx", "value-not-number", "chưa")
        made = run()
        assert not [f for f in made.told() if f.settled]
        assert entry(tmp_path / "s.xlsx", "value-not-number")[n.SETTLED] == "chưa"
