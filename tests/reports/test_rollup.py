"""``rollup``: three levels, each with its own plan, adding up to the last thôn; and nothing overwritten."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.errors import InputError
from danvan_xl.findings import finding
from danvan_xl.forms.issue import issue
from danvan_xl.model import (
    Aggregation,
    Assignment,
    Criterion,
    Deadline,
    DeadlineKind,
    Indicator,
    Master,
    Period,
    Plan,
    Role,
    ScoreKind,
    Task,
    Unit,
    UnitKind,
)
from danvan_xl.reports.rollup import roll_up
from danvan_xl.results import Consolidation
from danvan_xl.rules.headline import headline
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import form as h
from danvan_xl.workbooks.grid import find_table
from danvan_xl.workbooks.opening.own import read_grids
from tests.support import ooxml
from tests.support.consolidations import consolidation_of, finish
from tests.support.records import replace

AS_OF = date(2025, 11, 30)
COMMUNES, HAMLETS = 3, 4
DIALOGUE = "Tổ chức đối thoại trực tiếp giữa người đứng đầu với Nhân dân"
OPEN = "Công khai thủ tục hành chính tại nơi tiếp dân"


def _plan(level: str, units: list[Unit]) -> Master:
    """A level's own plan: it shares two tasks, the indicators and one criterion with the others."""
    codes = [unit.code for unit in units]
    due = date(2025, 11, 15)

    def task(code: str, text: str, target: Decimal | None = None) -> Task:
        deadline = Deadline("Trước 15/11/2025", DeadlineKind.DATED, date(2025, 1, 1), due, (due,))
        leads = tuple(Assignment(unit, Role.LEAD) for unit in codes)
        return Task(code, text, group="1. Chung", target=target, deadline=deadline, assignments=leads)

    other = {"hamlets": "Họp thôn", "communes": "Giao ban cụm xã", "districts": "Hội nghị toàn tỉnh"}[level]
    shift = {"hamlets": 0, "communes": 1, "districts": 2}[level]
    texts = [DIALOGUE, OPEN, other]
    # The codes turn with the level: NV01 means another task one level up.
    tasks = [
        task(f"NV{1 + (i + shift) % 3:02d}", text, Decimal(1) if text is DIALOGUE else None)
        for i, text in enumerate(texts)
    ]
    return Master(
        Plan(f"KH-{level}", f"Kế hoạch {level}", date(2025, 1, 1), date(2025, 12, 31), focal_unit=codes[0]),
        units,
        tasks,
        [Period("NAM", "Báo cáo năm", date(2025, 1, 1), AS_OF, AS_OF + timedelta(days=3))],
        [
            Criterion("TC01", "Chất lượng đối thoại với Nhân dân", Decimal(10), ScoreKind.SELF),
            Criterion("TC02", f"Tiêu chí riêng của {level}", Decimal(5), ScoreKind.SELF),
        ],
        [],
        [
            Indicator("SL01", "Số cuộc đối thoại", "cuộc"),
            Indicator("SL02", "Số người dự", "người", constraint="SL02 >= SL01"),
            Indicator("SL03", "Số người dự đông nhất một cuộc", "người", aggregation=Aggregation.MAX),
            Indicator("SL04", f"Chỉ tiêu riêng của {level}", "lượt"),
        ],
    )


@pytest.fixture(scope="module")
def levels(tmp_path_factory):
    """Hamlets of three communes → communes of one district → the province. Real forms, real consolidation."""
    folder = tmp_path_factory.mktemp("levels")
    communes = [Unit(f"XA{i}", f"Xã số {i}", UnitKind.COMMUNE) for i in range(1, COMMUNES + 1)]
    upper = _plan("communes", communes)
    forms = {f.unit.code: f.path for f in issue(upper, upper.periods[0], folder / "forms-xa")}
    bottom: list[Consolidation] = []
    (folder / "phieu-xa").mkdir()
    outcomes = {}
    for index, commune in enumerate(communes, 1):
        hamlets = [
            Unit(f"T{index}{j}", f"Thôn {j} xã {index}", UnitKind.HAMLET) for j in range(1, HAMLETS + 1)
        ]
        master = _plan("hamlets", hamlets)
        master.plan = replace(master.plan, code=f"KH-hamlets-{index}")
        made = consolidation_of(
            master, master.periods[0], AS_OF, random.Random(index), silent=frozenset({f"T{index}4"})
        )
        for unit in made.units:
            for item in unit.indicators.values():
                item.unread = False
        bottom.append(made)
        write_summary(made, folder / f"th-{commune.code}.xlsx")
        outcomes[commune.code] = roll_up(
            folder / f"th-{commune.code}.xlsx",
            forms[commune.code],
            folder / "phieu-xa" / f"{commune.code}.xlsx",
        )
    middle = consolidate(folder / "phieu-xa", upper, as_of=AS_OF, today=AS_OF)
    write_summary(middle, folder / "th-huyen.xlsx", folder=folder / "phieu-xa")
    top = _plan("districts", [Unit("H1", "Khu vực 1", UnitKind.DISTRICT)])
    [form] = issue(top, top.periods[0], folder / "forms-tinh")
    (folder / "phieu-tinh").mkdir()
    outcomes["H1"] = roll_up(folder / "th-huyen.xlsx", form.path, folder / "phieu-tinh" / "h1.xlsx")
    province = consolidate(folder / "phieu-tinh", top, as_of=AS_OF, today=AS_OF)
    return folder, bottom, middle, province, outcomes


class DescribeThreeLevels:
    def it_adds_up_to_the_last_hamlet(self, levels):
        _, bottom, middle, province, _ = levels
        for code in ("SL01", "SL02"):
            values = [
                item.in_period
                for c in bottom
                for unit in c.units
                if (item := unit.indicators[code]).in_period is not None
            ]
            assert len(values) > 6
            assert middle.totals.indicators[code].value == sum(values)
            assert province.totals.indicators[code].value == sum(values)
        most = max(
            item.in_period
            for c in bottom
            for unit in c.units
            if (item := unit.indicators["SL03"]).in_period is not None
        )
        assert province.totals.indicators["SL03"].value == most

    def it_takes_over_tasks_by_text_though_the_codes_differ(self, levels):
        _, bottom, middle, _, _ = levels
        code = next(t.code for t in middle.master.tasks if t.text == DIALOGUE)
        for c, unit in zip(bottom, middle.units, strict=True):
            below = next(t.code for t in c.master.tasks if t.text == DIALOGUE)
            assert below != code
            items = [t for u in c.units for t in u.tasks if t.task == below]
            quantities = [t.quantity for t in items if t.quantity is not None]
            [mine] = [t for t in unit.tasks if t.task == code]
            assert mine.quantity == (sum(quantities) if quantities else None)
            done = sum(t.status.is_complete for t in items)
            assert f"{done}/{HAMLETS} đơn vị hoàn thành" in mine.result
            assert "1 đơn vị chưa báo cáo" in mine.result
            assert mine.progress is not None
            assert mine.progress < 100

    def it_takes_the_mean_of_shared_scores(self, levels):
        _, bottom, middle, _, _ = levels
        for c, unit in zip(bottom, middle.units, strict=True):
            points = [u.scores["TC01"].points for u in c.units if u.scores["TC01"].points is not None]
            mean = (sum(points) / len(points)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            assert unit.scores["TC01"].self_score == mean
            assert unit.scores["TC02"].self_score is None

    def it_tells_what_it_could_not_fill(self, levels):
        *_, outcomes = levels
        lines = "\n".join(outcomes["XA1"].lines())
        assert "Tiêu chí TC02" in lines
        assert "Số liệu SL04" in lines
        assert "mã trùng nhưng nội dung" in lines
        assert outcomes["XA1"].needs_person

    def it_leaves_workbooks_that_the_open_xml_sdk_passes(self, levels):
        folder = levels[0]
        assert ooxml.faults([folder / "phieu-xa" / "XA1.xlsx", folder / "phieu-tinh" / "h1.xlsx"]) == {}


def _cell(path: Path, sheet: str, headers, code_header: str, code: str, header: str) -> str:
    grid = next(g for g in read_grids(path) if g.name == sheet)
    table = find_table(grid, headers)
    assert table is not None
    return next(row.cell(header) for row in table.rows() if row.text(code_header) == code)


def test_a_summary_made_without_the_period_before_says_so_when_it_goes_up(levels, tmp_path):
    folder, bottom, *_ = levels
    made = bottom[0]
    note = ": 3 nhiệm vụ của 1 đơn vị để trống kỳ này đang tính là chưa hoàn thành"
    made.findings.append(finding("previous-missing", value="Kỳ 1 (K1)", note=note))
    write_summary(made, tmp_path / "th.xlsx")
    made.findings.pop()
    form = next((folder / "forms-xa").glob("XA1*.xlsx"))
    done = actions.roll_up(
        actions.RollUpRequest(summary=tmp_path / "th.xlsx", form=form, output=tmp_path / "p.xlsx")
    )
    assert done.needs_person
    assert "Chưa có tệp tổng hợp của Kỳ 1 (K1)" in done.lines[0]
    assert "tổng hợp lại rồi mới điền phiếu" in done.lines[0]


class DescribeTheSummaryOfThePeriodBefore:
    @pytest.fixture
    def folder(self, levels, tmp_path):
        """A commune's summaries of two halves of the year, side by side; its units give no Lũy kế."""
        folder, bottom, *_ = levels
        master = replace(bottom[0].master)
        whole = master.periods[0]
        first = replace(whole, code="K1", name="Kỳ 1", end=date(2025, 6, 30), due=date(2025, 7, 3))
        second = replace(whole, start=date(2025, 7, 1))
        master.periods = [first, second]
        self.figures = []
        for at, period in enumerate(master.periods):
            made = consolidation_of(master, period, period.end, random.Random(at), silent=frozenset())
            for unit in made.units:
                for item in unit.indicators.values():
                    item.unread, item.cumulative = False, None
            self.figures.append(headline(made.master, made.period, made.units).indicators["SL01"].value)
            finish(made)
            write_summary(made, tmp_path / f"th-{period.code}.xlsx")
        (tmp_path / "cấp trên").mkdir()
        form = tmp_path / "cấp trên" / "phiếu.xlsx"
        form.write_bytes(next((folder / "forms-xa").glob("XA1*.xlsx")).read_bytes())
        return tmp_path, form

    def _rolled(self, folder, form, previous=None):
        request = actions.RollUpRequest(
            summary=folder / "th-NAM.xlsx",
            form=form,
            output=folder / "ra.xlsx",
            anyway=True,
            previous=previous,
        )
        done = actions.roll_up(request)
        entries = {(entry.what, entry.sheet): entry.value for entry in done.value.entries}
        return done, next(
            (v for (what, _), v in entries.items() if "SL01" in what and "Lũy kế" in what), None
        )

    def it_is_found_named_and_used_for_the_running_total(self, folder):
        place, form = folder
        done, total = self._rolled(place, form)
        assert "Dùng tệp tổng hợp kỳ trước “th-K1.xlsx” (Kỳ 1)" in done.lines[0]
        assert total == sum(self.figures)

    def it_is_not_looked_for_where_a_person_says_no(self, folder):
        place, form = folder
        done, total = self._rolled(place, form, previous=Path("none"))
        assert total is None and not any("kỳ trước" in line for line in done.lines)

    def it_adds_nothing_where_the_periods_overlap(self, folder):
        place, form = folder
        (place / "th-K1.xlsx").replace(place / "khác.xlsx")
        (place / "th-NAM.xlsx").replace(place / "th-K1.xlsx")
        book = openpyxl.load_workbook(place / "th-K1.xlsx")
        for row in book["Kế hoạch"].iter_rows():
            for cell, value in pairwise(row):
                if cell.value == "Kỳ từ ngày":
                    value.value = datetime(2025, 1, 1)
        book.save(place / "th-NAM.xlsx")
        _, total = self._rolled(place, form)
        assert total is None


class DescribeWhatAPersonTyped:
    def it_is_never_overwritten(self, levels, tmp_path):
        folder = levels[0]
        upper = levels[2].master
        form = next(
            f.path for f in issue(upper, upper.periods[0], tmp_path / "forms") if f.unit.code == "XA1"
        )
        cell = _cell(form, h.INDICATORS, h.INDICATOR_HEADERS, "Mã", "SL01", h.IN_PERIOD)
        book = openpyxl.load_workbook(form)
        book[h.INDICATORS][cell] = 7
        book.save(form)
        outcome = roll_up(folder / "th-XA1.xlsx", form, tmp_path / "out.xlsx")
        after = openpyxl.load_workbook(tmp_path / "out.xlsx")
        assert after[h.INDICATORS][cell].value == 7
        [kept] = [e for e in outcome.entries if e.outcome == "kept"]
        assert kept.cell == cell
        assert "Giữ nguyên 1 ô" in "\n".join(outcome.lines())

    def it_fills_only_unlocked_cells(self, levels):
        folder = levels[0]
        path = folder / "phieu-xa" / "XA1.xlsx"
        book = openpyxl.load_workbook(path)
        outcome = levels[4]["XA1"]
        assert len(outcome.filled) > 10
        for entry in outcome.filled:
            assert not book[entry.sheet][entry.cell].protection.locked
            assert book[entry.sheet][entry.cell].value is not None


def _renamed(folder: Path, tmp_path: Path, **facts: object) -> Path:
    """The form of XA1 with other facts on its cover."""
    upper = _plan("communes", [Unit("XA1", "Xã số 1", UnitKind.COMMUNE)])
    [form] = issue(upper, upper.periods[0], tmp_path / "forms")
    book = openpyxl.load_workbook(form.path)
    sheet = book[h.COVER]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in facts:
                sheet.cell(cell.row, cell.column + 1).value = facts[cell.value]
    book.save(form.path)
    return form.path


class DescribeAnotherForm:
    """A form of another body, of another period, in another unit of measure is never filled in silence."""

    @pytest.fixture
    def summary(self, tmp_path):
        return self.summary_of(tmp_path)

    def summary_of(self, tmp_path, **of_the_period):
        master = _plan("hamlets", [Unit("T1", "Thôn 1", UnitKind.HAMLET)])
        master.periods[0] = replace(master.periods[0], **of_the_period)
        master.plan = replace(master.plan, issuer="UBND xã Số 1")
        master.indicators[0] = replace(master.indicators[0], unit="triệu đồng")
        master.indicators[1] = replace(master.indicators[1], unit="hộ")
        made = consolidation_of(master, master.periods[0], AS_OF, random.Random(1))
        for item in made.units[0].indicators.values():
            item.unread, item.in_period, item.cumulative = False, Decimal(35), None
        for code in ("SL01", "SL02"):
            made.totals.indicators[code].value = Decimal(35)
        write_summary(made, tmp_path / "th.xlsx")
        return tmp_path / "th.xlsx"

    @pytest.mark.parametrize(
        ("label", "value", "told"),
        [
            (h.UNIT, "Xã số 2", "Xã số 2"),
            (h.UNIT, "Huyện số 1", "Huyện số 1"),
            (h.PERIOD, "Báo cáo năm 2024", "năm 2024"),
            (h.PERIOD, "Báo cáo 6 tháng đầu năm 2025", "6 tháng"),
            (h.DUE, date(2025, 6, 15), "15/06/2025"),
        ],
    )
    def it_is_refused_and_filled_only_when_a_person_says_so(self, summary, tmp_path, label, value, told):
        form = _renamed(summary.parent, tmp_path, **{label: value})
        with pytest.raises(InputError, match=told) as caught:
            roll_up(summary, form, tmp_path / "o.xlsx")
        assert caught.value.code == "rollup-mismatch"
        assert not (tmp_path / "o.xlsx").exists()
        outcome = roll_up(summary, form, tmp_path / "o.xlsx", anyway=True)
        assert any(told in text for text in outcome.left)

    @pytest.mark.parametrize(("begins", "told"), [(date(2025, 6, 1), True), (date(2025, 2, 10), False)])
    def it_is_filled_with_a_word_where_only_the_name_of_the_period_is_the_same(self, tmp_path, begins, told):
        summary = self.summary_of(tmp_path, name="Báo cáo năm 2025", start=begins)
        form = _renamed(summary.parent, tmp_path, **{h.PERIOD: "Báo cáo năm 2025"})
        outcome = roll_up(summary, form, tmp_path / "o.xlsx")
        asked = [text for text in outcome.left if "01/01/2025" in text and f"{begins:%d/%m/%Y}" in text]
        assert bool(asked) is told
        assert (tmp_path / "o.xlsx").exists()

    def it_is_filled_in_its_own_unit_of_measure(self, summary, tmp_path):
        form = _renamed(summary.parent, tmp_path)
        book = openpyxl.load_workbook(form)
        sheet = book[h.INDICATORS]
        place = _cell(form, h.INDICATORS, h.INDICATOR_HEADERS, "Mã", "SL01", h.INDICATOR_UNIT)
        sheet[place] = "đồng"
        book.save(form)
        outcome = roll_up(summary, form, tmp_path / "o.xlsx")
        filled = {entry.what: entry.value for entry in outcome.filled if entry.sheet == h.INDICATORS}
        assert filled["SL01 Số cuộc đối thoại · Trong kỳ"] == 35_000_000
        assert "triệu đồng sang đồng" in str(filled["SL01 Số cuộc đối thoại · Ghi chú"])
        assert not any(what.startswith("SL02") for what in filled)
        assert any("SL02" in text and "“hộ”" in text and "“người”" in text for text in outcome.left)


class DescribeBadInput:
    def it_refuses_a_file_that_is_no_form(self, levels, tmp_path):
        folder = levels[0]
        with pytest.raises(InputError, match="không phải phiếu"):
            roll_up(folder / "th-XA1.xlsx", folder / "th-XA2.xlsx", tmp_path / "o.xlsx")
        assert not (tmp_path / "o.xlsx").exists()

    def it_refuses_a_form_of_its_own_plan(self, levels, tmp_path):
        folder = levels[0]
        with pytest.raises(InputError, match="chính kế hoạch này"):
            roll_up(folder / "th-huyen.xlsx", folder / "phieu-xa" / "XA1.xlsx", tmp_path / "o.xlsx")

    def it_refuses_a_summary_that_is_none(self, levels, tmp_path):
        folder = levels[0]
        form = folder / "phieu-xa" / "XA1.xlsx"
        with pytest.raises(InputError, match="không phải tệp tổng hợp"):
            roll_up(form, form, tmp_path / "o.xlsx")


def test_text_never_becomes_a_formula(levels, tmp_path):
    from danvan_xl.model import ModelEntry

    folder, bottom, middle, _, _ = levels
    bottom[0].units[0].models[:] = [ModelEntry("=1+1", "", "", "@SUM(A1)")]
    write_summary(bottom[0], tmp_path / "s.xlsx")
    form = next(
        f.path for f in issue(middle.master, middle.master.periods[0], tmp_path / "f") if f.unit.code == "XA1"
    )
    roll_up(tmp_path / "s.xlsx", form, tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    found = [c for row in book[h.MODELS].iter_rows() for c in row if c.value and "1+1" in str(c.value)]
    assert [c.data_type for c in found] == ["s"]
    assert folder
