"""``So với lần trước``: what a run changed against the one before it, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.consolidation.json_schema import json_schema
from danvan_xl.plans.master_reader import MasterReading
from danvan_xl.results import Change, ChangeKind, Consolidation
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.consolidations import sample
from tests.support.masters import SCORED, small_master
from tests.support.records import replace
from tests.support.returned import AS_OF

Fill = Callable[..., Path]
Run = Callable[..., actions.Result[Consolidation]]


@pytest.fixture
def run(returns: Path, tmp_path: Path) -> Run:
    def go(as_of: date = AS_OF) -> actions.Result[Consolidation]:
        request = actions.ConsolidateRequest(
            folder=returns, master=MasterReading(small_master()), output=tmp_path / "s.xlsx", period=SCORED, as_of=as_of,
            previous=Path("none"), json=tmp_path / "s.json",
        )  # fmt: skip
        return actions.consolidate(request)

    return go


def moved(result: actions.Result[Consolidation], kind: ChangeKind) -> list[Change]:
    return [change for change in result.value.changes or [] if change.kind is kind]


def typed(path: Path, sheet: str, key: tuple[str, str], values: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][5]}
    for row in range(6, book[sheet].max_row + 1):
        if (book[sheet].cell(row, 1).value, book[sheet].cell(row, 3).value) == key:
            for header, value in values.items():
                book[sheet].cell(row, columns[header], value)
    book.save(path)


def compared(result: actions.Result[Consolidation]) -> list[str]:
    return [line for line in result.lines if line.startswith("So với lần trước")]


class DescribeChanges:
    def it_the_first_run_has_none_and_the_same_again_says_so(
        self, fill_in: Fill, run: Run, tmp_path: Path
    ) -> None:
        fill_in("VP", scores={"TC01": {"Điểm tự chấm": 18}})
        first = run()
        assert first.value.changes is None and compared(first) == []
        assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["changes"] is None
        assert n.CHANGES not in openpyxl.load_workbook(tmp_path / "s.xlsx").sheetnames
        again = run()
        assert again.value.changes == [] and compared(again) == ["So với lần trước: không có gì thay đổi."]
        sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")[n.CHANGES]
        assert "Không có gì thay đổi" in sheet["C4"].value

    def it_tells_new_returns_what_they_moved_and_why(self, fill_in: Fill, run: Run, tmp_path: Path) -> None:
        fill_in("VP", scores={"TC01": {"Điểm tự chấm": 18}})
        run()
        path = fill_in("KT", tasks={"NV07": {"Số lượng đạt": 2}}, scores={"TC01": {"Điểm tự chấm": 12}})
        result = run()
        [file] = moved(result, ChangeKind.FILE)
        assert (file.unit, file.what, file.before, file.after) == ("KT", path.name, None, "Đã nhận")
        assert ("Đơn vị đã báo cáo", Decimal(1), Decimal(2)) in [
            (change.what, change.before, change.after) for change in moved(result, ChangeKind.TOTAL)
        ]
        [score] = moved(result, ChangeKind.SCORE)
        assert score.unit == "KT" and score.before is None and score.why == f"phiếu mới “{path.name}”"
        assert 1 <= len(compared(result)) <= 3 and "1 tệp mới" in compared(result)[0]
        data = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
        jsonschema.validate(data, json_schema())
        assert {"kind": "file", "unit": "KT", "before": None, "after": "Đã nhận"}.items() <= data["changes"][
            0
        ].items()
        path.unlink()
        result = run()
        [file] = moved(result, ChangeKind.FILE)
        assert file.after is None and "1 tệp không còn" in compared(result)[0]
        assert [change.why for change in moved(result, ChangeKind.SCORE)] == ["không còn phiếu của đơn vị"]

    def it_tells_a_verified_score_against_what_the_last_run_wrote(
        self, fill_in: Fill, run: Run, tmp_path: Path
    ) -> None:
        for code in ("VP", "KT"):
            fill_in(code, scores={"TC01": {"Điểm tự chấm": 18 if code == "VP" else 17}})
        before = run().value.unit("VP")
        typed(tmp_path / "s.xlsx", n.VERIFY, ("VP", "TC01"), {n.VERIFIED: 1, n.REASON: "thiếu minh chứng"})
        result = run()
        [score] = moved(result, ChangeKind.SCORE)
        now = result.value.unit("VP")
        assert before is not None and now is not None
        assert (score.unit, score.before, score.after) == ("VP", before.total, now.total)
        assert score.why == "thẩm định TC01"
        ranks = {change.unit: change.why for change in moved(result, ChangeKind.RANK)}
        assert ranks == {"VP": "thẩm định TC01", "KT": "điểm của đơn vị khác thay đổi"}
        assert run().value.changes == []

    def it_tells_a_day_that_passed_and_another_answer(self, fill_in: Fill, run: Run) -> None:
        fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 60}})
        run(date(2025, 1, 5))
        result = run(AS_OF)
        passed = moved(result, ChangeKind.STATUS)
        assert passed and {change.why for change in passed} == {f"tính đến ngày {AS_OF:%d/%m/%Y}"}
        fill_in("VP", tasks={"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 3, 1)}})
        [change] = moved(run(AS_OF), ChangeKind.STATUS)
        assert (change.unit, change.code, change.why) == ("VP", "NV02", "nội dung phiếu thay đổi")

    def it_a_summary_of_another_plan_or_period_is_compared_with_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "s.xlsx"
        write_summary(sample(3, 3, 2, period="K1"), path)
        made = sample(3, 3, 2, period="K2")
        said = write_summary(made, path)
        assert made.changes is None and "cũ là của kỳ “K1”" in said[0]
        made = sample(3, 3, 2, period="K2")
        made.master.plan = replace(made.master.plan, code="KH-KHAC")
        said = write_summary(made, path)
        assert made.changes is None and "cũ là của kế hoạch “KH-2025”" in said[0]


class DescribeAReturnThatIsMissingNow:
    def it_the_unit_is_not_said_to_have_changed_anything(
        self, fill_in: Fill, run: Run, tmp_path: Path
    ) -> None:
        path = fill_in(
            "VP", tasks={"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 1)}},
            scores={"TC01": {"Điểm tự chấm": 18}}, indicators={"SL01": {"Trong kỳ": 3}},
        )  # fmt: skip
        fill_in("KT", scores={"TC01": {"Điểm tự chấm": 12}}, indicators={"SL01": {"Trong kỳ": 3}})
        run()
        summary = tmp_path / "s.xlsx"
        typed(summary, n.VERIFY, ("VP", "TC01"), {n.VERIFIED: 17, n.REASON: "Thiếu văn bản", n.STATE: n.DONE})
        typed(summary, n.TASK_VERIFY, ("VP", "NV02"), {n.VERDICT: n.CONFIRMED})
        run()
        path.unlink()
        result = run()
        said = compared(result)
        name = next(unit.name for unit in small_master().units if unit.code == "VP")
        assert f"1 đơn vị không còn phiếu ({name})" in said[0]
        assert "vì không còn phiếu" in said[1]
        assert not any("1 đơn vị đổi điểm" in line for line in said)
        [file] = [change for change in moved(result, ChangeKind.FILE) if change.after is None]
        assert file.unit == "VP"
        again = [item.message for item in result.value.told() if item.code.endswith("look-again")]
        assert len(again) == 2 and all("ay không có phiếu của đơn vị" in text for text in again)
        assert not any("đổi" in text for text in again)
