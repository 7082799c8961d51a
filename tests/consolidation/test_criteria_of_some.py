"""``Áp dụng cho``: criteria for some units only, from the master to form, score, summary and back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.errors import MasterError
from danvan_xl.forms.issue import issue
from danvan_xl.model import Criterion, Master, ScoreKind
from danvan_xl.plans.check import check
from danvan_xl.plans.master_reader import load_master, read_master
from danvan_xl.sheets.summary.units import SELF
from danvan_xl.summaries.record import read_summary
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import master as m
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.plans.editing import Editing, write_master
from tests.support import forms as seen
from tests.support import formulas, office
from tests.support.masters import SCORED, small_master
from tests.support.records import replace
from tests.support.returned import AS_OF, codes_of, file_of, unit_of

VP_ONLY, HAMLETS = "TC02", "TC05"


def master(**applies: tuple[str, ...]) -> Master:
    """TC02 is for VP, TC05 for every thôn; the rest for all."""
    to = {VP_ONLY: ("VP",), HAMLETS: ("Thôn",)} | applies
    made = small_master()
    made.criteria = [replace(c, applies_to=to.get(c.code, ())) for c in made.criteria]
    return made


def criteria_in(form: Path) -> list[str]:
    return [code for code in seen.column(form, "Chấm điểm", "Mã") if code]


def by_unit(path: Path, sheet: str, header: str) -> dict[str, Any]:
    """A column of a recalculated summary by the unit's code."""
    [grid] = [grid for grid in read_grids(path) if grid.name == sheet]
    table = find_table(grid, ("Mã đơn vị", header))
    assert table is not None
    return {row.text("Mã đơn vị"): row.value(header) for row in table.rows()}


@pytest.fixture
def outcome(tmp_path: Path) -> Any:
    """VP, KT and T01 give 20 points of 20 for TC01; T01 three meetings of TC05."""
    made, folder = master(), tmp_path / "ve"
    folder.mkdir()
    for form in issue(made, SCORED, tmp_path / "phat", units=["VP", "KT", "T01"]):
        filling = Filling(
            cover={"Ngày báo cáo": date(2025, 11, 28), "Lần gửi": 1},
            scores={"TC01": {"Điểm tự chấm": 20}},
            indicators={"SL06": {"Trong kỳ": 3}},
        )
        fill(form.path, folder / form.path.name, filling, datetime(2025, 11, 28, 9))
    return consolidate(folder, made, period=SCORED, as_of=AS_OF)


class DescribeTheMaster:
    def it_reads_kinds_codes_and_names_as_they_are_called(self, tmp_path: Path):
        path = write_master(master(), tmp_path / "kh.xlsx")
        for typed, wanted in (
            ("Thôn", ("Thôn",)),
            ("tổ dân phố; vp", ("Thôn", "VP")),
            ("Thôn, Trường học", ("Thôn", "Trường học")),
            ("Phòng Kinh tế\nThôn", ("KT", "Thôn")),
            (None, ()),
        ):
            with Editing(path, path) as edit:
                edit.set(m.CRITERIA, m.CODE, "TC03", m.APPLIES, typed)
            found = {c.code: c.applies_to for c in load_master(path).criteria}
            assert (found["TC03"], found[VP_ONLY], found["TC01"]) == (wanted, ("VP",), ())

    def it_refuses_what_is_neither(self, tmp_path: Path):
        path = write_master(master(), tmp_path / "kh.xlsx")
        with Editing(path, path) as edit:
            edit.set(m.CRITERIA, m.CODE, "TC03", m.APPLIES, "Thôm")
        with pytest.raises(MasterError, match="có phải ý là “Thôn”"):
            load_master(path)

    def it_misses_the_column_in_no_master_of_before(self, tmp_path: Path):
        path = write_master(small_master(), tmp_path / "kh.xlsx")
        book = openpyxl.load_workbook(path)
        sheet = book[m.CRITERIA]
        [head] = [c for row in sheet.iter_rows() for c in row if c.value == m.APPLIES]
        sheet.delete_cols(head.column)
        book.save(path)
        reading = read_master(path)
        assert not [f for f in reading.findings if f.sheet == m.CRITERIA]
        assert len(reading.master.criteria) == 10

    def it_tells_units_with_another_maximum_and_criteria_for_nobody(self, tmp_path: Path):
        path = write_master(master(TC07=("Trường học",)), tmp_path / "kh.xlsx")
        found = {f.code: f.message for f in check(read_master(path))}
        assert "TC07" in found["master-applies-nobody"]
        assert "80" in found["master-criteria-of-some"] or "70" in found["master-criteria-of-some"]
        assert "master-criteria-sum" not in found

    def it_says_nothing_of_criteria_while_nobody_has_work(self, tmp_path: Path):
        bare = master()
        path = write_master(replace(bare, tasks=[]), tmp_path / "kh.xlsx")
        assert "master-applies-nobody" not in {f.code for f in check(read_master(path))}


class DescribeTheForm:
    def it_has_the_units_own_criteria_only(self, tmp_path: Path):
        made = {
            f.unit.code: f.path for f in issue(master(), SCORED, tmp_path, units=["VP", "KT", "T01", "T02"])
        }
        assert VP_ONLY in criteria_in(made["VP"]) and HAMLETS not in criteria_in(made["VP"])
        assert HAMLETS in criteria_in(made["T02"]) and VP_ONLY not in criteria_in(made["T02"])
        assert not {VP_ONLY, HAMLETS} & set(criteria_in(made["KT"]))

    def it_leaves_the_scores_out_where_none_is_for_the_unit(self, tmp_path: Path):
        made = master()
        made.criteria = [c for c in made.criteria if c.code == VP_ONLY]
        [form] = issue(made, SCORED, tmp_path, units=["KT"])
        assert "Chấm điểm" not in openpyxl.load_workbook(form.path, read_only=True).sheetnames


class DescribeTheScore:
    def it_is_scaled_from_the_maximum_of_what_applies(self, outcome: Any):
        """T01: 20 + TC05 3 × 0,5 + TC07 10 of 20 + 10 + 10, TC03 and TC04 do not arise or lack numbers."""
        data = to_json(outcome)
        for unit in ("VP", "KT", "T01"):
            result = next(u for u in outcome.units if u.code == unit)
            points = sum((s.points or Decimal(0) for s in result.scores.values()), Decimal(0))
            most = sum((s.applicable_max or Decimal(0) for s in result.scores.values()), Decimal(0))
            assert result.self_total == round(100 * points / most + Decimal("0.0000001"), 2)
            assert (HAMLETS in result.scores, VP_ONLY in result.scores) == (unit == "T01", unit == "VP")
            assert set(unit_of(data, unit)["scores"]) == set(result.scores)

    def it_holds_no_form_of_before_against_the_unit_and_says_what_is_not_counted(self, tmp_path: Path):
        folder = tmp_path / "ve"
        folder.mkdir()
        [form] = issue(small_master(), SCORED, tmp_path / "phat", units=["KT"])
        scores = {"TC01": {"Điểm tự chấm": 20}, VP_ONLY: {"Điểm tự chấm": "Đạt"}}
        cover = {"Ngày báo cáo": date(2025, 11, 28)}
        fill(form.path, folder / "KT.xlsx", Filling(cover=cover, scores=scores), datetime(2025, 11, 28, 9))
        data = to_json(consolidate(folder, master(), period=SCORED, as_of=AS_OF))
        assert VP_ONLY not in unit_of(data, "KT")["scores"]
        assert "score-not-for-unit" in codes_of(file_of(data, "KT.xlsx"))

    def it_limits_no_unit_by_a_criterion_of_others(self, tmp_path: Path):
        made = master(TC10=("Thôn",))
        made.criteria = [c for c in made.criteria if c.code in ("TC01", "TC10")]
        made.criteria[0] = Criterion("TC01", "Chỉ đạo", Decimal(100), ScoreKind.SELF)
        folder = tmp_path / "ve"
        folder.mkdir()
        for form in issue(made, SCORED, tmp_path / "phat", units=["KT", "T01"]):
            given = Filling(scores={"TC01": {"Điểm tự chấm": 95}}, indicators={"SL10": {"Trong kỳ": 1}})
            fill(form.path, folder / form.path.name, given, datetime(2025, 11, 28, 9))
        data = to_json(consolidate(folder, made, period=SCORED, as_of=AS_OF))
        assert (unit_of(data, "KT")["band"], unit_of(data, "T01")["band"]) == ("Xuất sắc", "Tốt")


class DescribeTheSummary:
    def it_has_rows_and_points_of_what_applies_and_a_dash_elsewhere(self, outcome: Any, tmp_path: Path):
        path = tmp_path / "th.xlsx"
        write_summary(outcome, path)
        [again] = office.recalculate([path], tmp_path / "out")
        assert formulas.differences(path, again) == []
        sheet = openpyxl.load_workbook(again, data_only=True)
        rows = [[c.value for c in row] for row in sheet["Thẩm định"].iter_rows()]
        pairs = {(row[0], row[2]) for row in rows}
        assert ("VP", VP_ONLY) in pairs and ("KT", VP_ONLY) not in pairs and ("T05", HAMLETS) in pairs
        shown = by_unit(again, "Điểm", VP_ONLY)
        assert (shown["KT"], shown["T05"]) == ("–", "–") and shown["VP"] != "–"
        total = by_unit(again, "Theo đơn vị", SELF)
        for unit in outcome.units:
            if unit.returned:
                assert total[unit.code] == pytest.approx(float(unit.self_total))

    def it_is_read_back_the_same(self, outcome: Any, tmp_path: Path):
        path = tmp_path / "th.xlsx"
        write_summary(outcome, path)
        record = read_summary(path)
        applies = {c.code: c.applies_to for c in record.consolidation.master.criteria}
        assert (applies[VP_ONLY], applies[HAMLETS], applies["TC01"]) == (("VP",), ("Thôn",), ())
        totals = {u.code: u.total for u in record.consolidation.units}
        assert totals == {u.code: u.total for u in outcome.units}
