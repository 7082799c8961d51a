"""The summary of the period before is found by itself; where it is missing, units do not pay for that in silence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.actions.previous import NONE
from danvan_xl.results import Consolidation, Verdict
from danvan_xl.summaries.write import write_summary
from tests.support.masters import SCORED, UNSCORED, small_master
from tests.support.returned import AS_OF

Run = Callable[..., Any]
DONE = {"tasks": {"NV02": {"Tiến độ (%)": 100, "Ngày hoàn thành": date(2025, 8, 1)}}}


@pytest.fixture
def run(fill_in: Callable[..., Path], returns: Path, tmp_path: Path) -> Run:
    """VP completed NV02 in the first period, and does not retype it in the second."""
    fill_in("VP", tasks={"NV07": {"Số lượng đạt": 2}})

    def go(**more: Any) -> actions.Result[Consolidation]:
        request = actions.ConsolidateRequest(
            folder=returns,
            master=small_master(),
            period=SCORED,
            as_of=AS_OF,
            output=tmp_path / "nam.xlsx",
            **more,
        )
        return actions.consolidate(request)

    return go


@pytest.fixture
def before(
    tmp_path: Path, fill_in: Callable[..., Path], unscored_forms: dict[str, Path], returns: Path
) -> Path:
    from danvan_xl.consolidation.consolidate import consolidate

    path = fill_in("VP", form=unscored_forms["VP"], name="k1.xlsx", **DONE)
    first = consolidate(path, small_master(), period=UNSCORED, as_of=date(2025, 8, 31))
    path.unlink()
    write_summary(first, tmp_path / "ky 1.xlsx")
    return tmp_path / "ky 1.xlsx"


def codes(result: actions.Result[Consolidation]) -> set[str]:
    return {item.code for item in result.findings}


def test_it_is_found_beside_the_output_and_named(before: Path, run: Run) -> None:
    result = run()
    assert [line for line in result.lines if "“ky 1.xlsx”" in line]
    unit = result.value.unit("VP")
    [task] = [task for task in unit.tasks if task.task == "NV02"]
    assert task.carried_over and task.completed_on == date(2025, 8, 1)
    assert "previous-missing" not in codes(result)


def saved_by_openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.save(path)


def without_properties(path: Path) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if not name.startswith("docProps/custom")}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)


@pytest.mark.parametrize("save", [saved_by_openpyxl, without_properties])
def test_it_is_found_whatever_program_saved_it(before: Path, run: Run, save: Callable[[Path], None]) -> None:
    save(before)
    result = run()
    assert [line for line in result.lines if "“ky 1.xlsx”" in line]
    assert "previous-missing" not in codes(result)


def test_none_means_none(before: Path, run: Run) -> None:
    result = run(previous=NONE)
    assert result.value.earlier is None and "previous-missing" not in codes(result)


def test_a_missing_one_is_told_with_what_it_costs(run: Run) -> None:
    result = run()
    [found] = [item for item in result.findings if item.code == "previous-missing"]
    assert UNSCORED in found.message and "nhiệm vụ của" in found.message
    assert result.needs_person


def test_a_damaged_one_is_passed_over_with_a_word(before: Path, run: Run) -> None:
    with zipfile.ZipFile(before) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(before, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, b"<broken" if name == "xl/workbook.xml" else data)
    result = run()
    assert [line for line in result.lines if "Bỏ qua" in line]
    assert "previous-missing" in codes(result)


def test_a_prefilled_form_saved_untouched_is_no_report(before: Path, returns: Path, run: Run) -> None:
    from danvan_xl.forms.issue import issue

    master = small_master()
    [form] = issue(master, SCORED, returns / "phieu", units=["VP"], previous=before)
    (returns / "VP.xlsx").unlink()
    openpyxl.load_workbook(form.path).save(form.path)
    result = run()
    [file] = result.value.files
    assert (file.verdict, file.reason) == (Verdict.REJECTED, "untouched-return")
    assert not result.value.unit("VP").returned
