"""Sample plans of our own wording, in every format and layout: each fact must be found and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.documents import Sureness, import_plan
from danvan_xl.model import DeadlineKind
from danvan_xl.plans.master_reader import read_master
from danvan_xl.sheets.master.imported import HEADERS, NAME, imported_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from tests.documents.comparing import differences
from tests.documents.synthetic import ALL, PROSE_COMMUNE, PROSE_DISTRICT, TABLE_COMMUNE, SamplePlan
from tests.support.ooxml import faults

FILES = (".docx", "-b.docx", ".pdf", "-b.pdf", ".txt", "-b.txt", ".spaced.txt", ".cells.txt", ".markdown.md")
OLD_FILES = (".doc", "-b.rtf", ".odt")


@pytest.mark.parametrize("ending", FILES + OLD_FILES)
@pytest.mark.parametrize("plan", ALL, ids=lambda plan: plan.name)
def test_every_fact_of_a_sample_is_found_and_nothing_false(
    printed: Path, plan: SamplePlan, ending: str
) -> None:
    assert differences(plan, import_plan(printed / f"{plan.name}{ending}")) == []


class DescribePassages:
    def it_shows_the_source_and_place_of_every_row(self, printed: Path) -> None:
        got = import_plan(printed / "bang-xa.pdf")
        by_task = {p.item: p for p in got.passages if p.sheet == "Nhiệm vụ"}
        assert sorted(by_task) == [f"NV{i:02d}" for i in range(1, 11)]
        for task in got.master.tasks:
            passage = by_task[task.code]
            assert task.text.split()[0] in passage.source
            assert passage.where.startswith("trang ")
        facts = {p.item: p for p in got.passages if p.sheet == "Kế hoạch"}
        assert facts["Người ký"].value == TABLE_COMMUNE.signer
        assert facts["Số, ký hiệu"].source == "Số: 45/KH-UBND"

    def it_lists_what_was_not_placed(self, printed: Path) -> None:
        got = import_plan(printed / "bang-xa.docx")
        unplaced = " ".join(p.source for p in got.unplaced)
        for text in (*TABLE_COMMUNE.purpose, TABLE_COMMUNE.closing, TABLE_COMMUNE.introduction):
            assert text in unplaced
        # In a plan with a table the duties in prose are not counted as tasks a second time.
        assert "Hướng dẫn các ấp lập hồ sơ" in unplaced

    def it_drops_no_paragraph(self, printed: Path) -> None:
        got = import_plan(printed / "loi-van-huyen.docx")
        told = " ".join(p.source for p in (*got.passages, *got.unplaced))
        for block in PROSE_DISTRICT.blocks:
            for item in block.items:
                assert item.text in told
        for text in (*PROSE_DISTRICT.purpose, *PROSE_DISTRICT.recipients):
            assert text.rstrip(";.") in told


class DescribeTasks:
    def it_leaves_a_prose_task_without_a_named_lead_unassigned(self, printed: Path) -> None:
        got = import_plan(printed / "loi-van-huyen.pdf")
        open_tasks = [task for task in got.master.tasks if not task.leads]
        assert len(open_tasks) == sum(len(block.items) for block in PROSE_DISTRICT.blocks)
        assert any(f.code == "document-task-without-lead" for f in got.findings)

    def it_suggests_a_lead_from_the_duties_without_assigning_it(self, printed: Path) -> None:
        got = import_plan(printed / "loi-van-huyen.docx")
        for code, text in got.suggestions.items():
            task = got.master.task(code)
            assert task is not None and task.leads == ()
            assert any(text.startswith(unit.name) for unit in got.master.units)

    def it_takes_time_lead_and_help_from_lines_of_their_own(self, printed: Path) -> None:
        got = import_plan(printed / "loi-van-xa.pdf")
        first, second = got.master.tasks[:2]
        assert (first.lead_text, first.when_text) == ("Công chức Văn hóa - Xã hội", "Thường xuyên")
        assert second.coordinating_text == "Công chức Văn hóa - Xã hội"
        assert second.deadline.kind is DeadlineKind.DATED and str(second.deadline.due) == "2025-09-30"
        assert (second.target, second.target_unit) == (4, "phóng sự")

    def it_marks_a_task_without_time_as_inferred(self, printed: Path) -> None:
        task = import_plan(printed / "loi-van-xa.docx").master.tasks[2]
        assert task.when_text == "" and task.deadline.inferred
        assert task.deadline.kind is DeadlineKind.RECURRING

    def it_keeps_a_group_that_names_nobody_open(self, printed: Path) -> None:
        got = import_plan(printed / "bang-xa.spaced.txt")
        task = got.master.tasks[4]
        assert task.lead_text == "Các ấp" and task.assignments == ()
        assert any(
            f.code == "document-group-empty" and (f.value or "").lower() == "các ấp" for f in got.findings
        )
        assert not any(unit.kind == "Thôn" for unit in got.master.units)


class DescribeWorkbook:
    @pytest.mark.parametrize("plan", [TABLE_COMMUNE, PROSE_COMMUNE], ids=lambda plan: plan.name)
    def it_reads_back_as_the_same_master(self, printed: Path, tmp_path: Path, plan: SamplePlan) -> None:
        got = import_plan(printed / f"{plan.name}.docx")
        target = tmp_path / "ke-hoach.xlsx"
        save(imported_book(got, f"{plan.name}.docx"), target)
        assert faults([target]) == {}
        back = read_master(target).master
        assert back.plan.number == plan.number and back.plan.bases == got.master.plan.bases
        assert [(u.code, u.name, u.kind) for u in back.units] == [
            (u.code, u.name, u.kind) for u in got.master.units
        ]
        assert [(t.code, t.text, t.lead_text, t.assignments) for t in back.tasks] == [
            (t.code, t.text, t.lead_text, t.assignments) for t in got.master.tasks
        ]
        assert [(p.code, p.due) for p in back.periods] == [(p.code, p.due) for p in got.master.periods]

    def it_has_the_sheets_to_check_by(self, printed: Path) -> None:
        got = import_plan(printed / "loi-van-xa.docx")
        book = imported_book(got, "loi-van-xa.docx")
        names = [sheet.name for sheet in book.sheets]
        assert names[-2:] == ["Chưa phân công", NAME]
        sheet = book.sheets[-1]
        rows = {cell.row for cell in sheet.cells if cell.value in HEADERS}
        assert len(rows) == 1
        shown = {cell.value for cell in sheet.cells}
        assert Sureness.SURE.value in shown and Sureness.OPEN.value in shown
