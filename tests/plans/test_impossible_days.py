"""A day that no calendar has is ``Chưa rõ`` with a finding wherever it stands, and never read as no time at all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.model import DeadlineKind
from danvan_xl.plans.master_reader import read_master
from danvan_xl.terms import master as n
from tests.plans.test_reviewed import PLAN


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, actions.Result]:  # type: ignore[type-arg]
    document, target = tmp_path / "ke-hoach.txt", tmp_path / "ke-hoach.xlsx"
    text = PLAN.replace("1. Mở lớp tập huấn.", "1. Mở lớp tập huấn cho cán bộ thôn trước ngày 31/02/2026.")
    document.write_text(text, encoding="utf-8")
    return target, actions.import_plan(actions.ImportRequest(document=document, output=target))


def test_the_phrase_of_prose_is_kept_and_told(imported: tuple[Path, actions.Result]) -> None:  # type: ignore[type-arg]
    target, result = imported
    [told] = [item for item in result.findings if item.code == "document-deadline-unclear"]
    assert "ngày 31/02/2026" in told.message and result.needs_person
    reading = read_master(target)
    task = reading.master.tasks[0]
    assert (task.when_text, task.deadline.kind) == ("ngày 31/02/2026", DeadlineKind.UNCLEAR)
    assert any(
        item.code == "deadline-unclear" and "Không có ngày" not in item.title for item in reading.findings
    )


def test_so_it_is_in_a_master_whose_time_is_blank(imported: tuple[Path, actions.Result]) -> None:  # type: ignore[type-arg]
    target, _ = imported
    book = openpyxl.load_workbook(target)
    for row in book[n.TASKS].iter_rows():
        for cell in row:
            if cell.value == "ngày 31/02/2026":
                cell.value = None
    book.save(target)
    reading = read_master(target)
    assert reading.master.tasks[0].deadline.kind is DeadlineKind.UNCLEAR
    [told] = [item for item in reading.findings if item.code == "deadline-unclear"]
    assert "ngày 31/02/2026" in told.message
    assert any(task.deadline.inferred for task in reading.master.tasks[1:])
