"""The reverse: units fill in the level above's own workbook; what it says goes into the summary by the same mapping."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl import actions
from danvan_xl.errors import DanvanError, InputError
from danvan_xl.identity import DEFINED_NAME
from danvan_xl.model import Master
from danvan_xl.outlines.form import outline_form
from danvan_xl.results import Consolidation, Verdict
from danvan_xl.terms import form as h
from tests.outlines import shapes
from tests.outlines.test_filling import mapped, parts
from tests.support import office, ooxml


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    return shapes.indicators_by_row(tmp_path / "biểu.xlsx").path


def issued(outline: Path, master: Master, folder: Path, *units: str) -> dict[str, Path]:
    request = actions.IssueRequest(master=master, period="NAM", output=folder, units=units, outline=outline)
    return {form.unit.code: form.path for form in actions.issue(request).value}


def filled(path: Path, **values: object) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in values.items():
        book.worksheets[0][cell] = value
    book.save(path)


def consolidated(folder: Path, master: Master, outline: Path, mapping: Path) -> Consolidation:
    request = actions.ConsolidateRequest(
        folder=folder,
        master=master,
        period="NAM",
        as_of=date(2025, 11, 30),
        outline=outline,
        mapping=mapping,
        dry_run=True,
    )
    return actions.consolidate(request).value


class DescribeIssuing:
    def it_changes_nothing_but_a_hidden_name(self, outline: Path, master: Master, tmp_path: Path) -> None:
        made = issued(outline, master, tmp_path / "ra", "T01", "T02")
        before = parts(outline)
        for code, path in made.items():
            after = parts(path)
            assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml"}
            name = openpyxl.load_workbook(path).defined_names[DEFINED_NAME]
            assert name.hidden and f"unit={code}" in name.attr_text
        assert ooxml.faults(list(made.values())) == {}

    def it_keeps_a_copy_that_stands_there(self, outline: Path, master: Master, tmp_path: Path) -> None:
        made = issued(outline, master, tmp_path / "ra", "T01")
        filled(made["T01"], D9=5)
        again = actions.issue(
            actions.IssueRequest(
                master=master, period="NAM", output=tmp_path / "ra", units=["T01"], outline=outline
            )
        )
        assert again.needs_person and openpyxl.load_workbook(made["T01"]).worksheets[0]["D9"].value == 5


class DescribeReading:
    def it_reads_what_units_typed_with_the_care_of_our_forms(
        self, outline: Path, master: Master, tmp_path: Path
    ) -> None:
        mapping = mapped(outline, master)
        made = issued(outline, master, tmp_path / "về", "T01", "T02", "T04")
        filled(made["T01"], D9=12, D11="3 ý kiến", D13=40, D15=38, E9=20)
        filled(made["T02"], D9="mười hai", D19=5000)
        c = consolidated(tmp_path / "về", master, outline, mapping)
        verdicts = {Path(f.path).name[:3]: (f.verdict, f.reason) for f in c.files}
        assert verdicts["T01"][0] is verdicts["T02"][0] is Verdict.ACCEPTED
        assert verdicts["T04"] == (Verdict.REJECTED, "empty-return")
        one, two = c.unit("T01"), c.unit("T02")
        assert one is not None and two is not None
        assert {code: item.in_period for code, item in one.indicators.items() if item.in_period is not None} == {
            "SL01": 12, "SL03": 3, "SL04": 40, "SL05": 38,
        }  # fmt: skip
        assert one.indicators["SL01"].cumulative == 20
        # nghìn đồng in the outline, triệu đồng in the plan
        assert two.indicators["SL08"].in_period == Decimal(5)
        assert two.indicators["SL01"].unread and two.uncertain
        [unread] = [
            f for f in two.findings + [f for r in c.files for f in r.findings] if f.code == "value-not-number"
        ][:1]
        assert (unread.sheet, unread.cell) == ("Biểu số 01", "D9")

    def it_finds_rows_that_moved_and_units_by_the_name_of_the_file(
        self, outline: Path, master: Master, tmp_path: Path
    ) -> None:
        mapping = mapped(outline, master)
        made = issued(outline, master, tmp_path / "phát", "T01")
        filled(made["T01"], D13=40)
        book = openpyxl.load_workbook(made["T01"])
        sheet = book.worksheets[0]
        sheet.insert_rows(1)
        book.save(made["T01"])
        (tmp_path / "về").mkdir()
        [old] = office.convert([made["T01"]], "xls", tmp_path / "xls")
        old.rename(tmp_path / "về" / "Thôn Đồng Tâm.xls")
        c = consolidated(tmp_path / "về", master, outline, mapping)
        unit = c.unit("T01")
        assert unit is not None and unit.indicators["SL04"].in_period == 40

    def it_holds_nothing_against_a_unit_that_the_outline_does_not_ask(
        self, outline: Path, master: Master, tmp_path: Path
    ) -> None:
        made = issued(outline, master, tmp_path / "về", "T01")
        filled(made["T01"], D9=12)
        c = consolidated(tmp_path / "về", master, outline, mapped(outline, master))
        told = [f for r in c.files for f in r.findings] + (c.unit("T01").findings if c.unit("T01") else [])
        assert not [f for f in told if f.code in ("sheet-missing", "row-missing", "structure-lost")]

    def it_still_reads_our_own_forms_beside_them(self, outline: Path, master: Master, tmp_path: Path) -> None:
        made = issued(outline, master, tmp_path / "về", "T01")
        filled(made["T01"], D9=12)
        own = actions.issue(
            actions.IssueRequest(master=master, period="NAM", output=tmp_path / "phiếu", units=["T02"])
        ).value
        book = openpyxl.load_workbook(own[0].path)
        sheet = book[h.INDICATORS]
        header = next(row for row in sheet.iter_rows() if any(c.value == h.IN_PERIOD for c in row))
        column = next(c.column for c in header if c.value == h.IN_PERIOD)
        sheet.cell(header[0].row + 1, column).value = 7
        book.save(tmp_path / "về" / own[0].path.name)
        c = consolidated(tmp_path / "về", master, outline, mapped(outline, master))
        two = c.unit("T02")
        assert two is not None and two.indicators["SL01"].in_period == 7


class DescribeRefusals:
    def it_wants_both_files(self, outline: Path, master: Master, tmp_path: Path) -> None:
        (tmp_path / "về").mkdir()
        with pytest.raises(InputError, match="ánh xạ"):
            actions.consolidate(
                actions.ConsolidateRequest(
                    folder=tmp_path / "về", master=master, outline=outline, dry_run=True
                )
            )

    def it_has_something_to_ask_a_unit(self, master: Master, tmp_path: Path) -> None:
        shape = shapes.units_by_row(tmp_path / "b.xlsx")
        with pytest.raises(DanvanError, match="không có ô nào để đơn vị điền"):
            outline_form(shape.path, mapped(shape.path, master), master)

    def it_is_no_outline(self, master: Master, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
            package.writestr("a.txt", "x")
        with pytest.raises(InputError):
            issued(tmp_path / "b.xlsx", master, tmp_path / "ra", "T01")
        assert not (tmp_path / "ra").exists()
