"""Both drawers make the same of one spec: what XlsxWriter writes afresh and what openpyxl puts into a user's workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.model import Master
from danvan_xl.sheets.master.department import department_sheets
from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Validation, WorkbookSpec
from tests.support.masters import small_master


def _facts(sheet: Any) -> dict[str, Any]:
    """Everything that a person notices of a sheet."""
    cells = {
        c.coordinate: (
            c.value, c.number_format, c.font.name, c.font.sz, bool(c.font.b), c.font.color.rgb, c.fill.fgColor.rgb,
            c.alignment.horizontal, c.alignment.vertical, bool(c.alignment.wrap_text), c.protection.locked,
            c.border.left.style,
        )
        for row in sheet.iter_rows() for c in row if c.has_style
    }  # fmt: skip
    rules = sorted(
        (
            str(r.sqref),
            r.type,
            r.operator or "between",
            str(r.formula1),
            str(r.formula2),
            r.error or "",
            r.prompt,
            r.errorStyle or "stop",
        )
        for r in sheet.data_validations.dataValidation
    )
    conditions = sorted(
        (str(area.sqref), rule.formula[0]) for area in sheet.conditional_formatting for rule in area.rules
    )
    return {
        "cells": cells,
        "validations": rules,
        "conditions": conditions,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "titles": sheet.print_title_rows,
        "page": (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight),
        "footer": (sheet.oddFooter.left.text, sheet.oddFooter.right.text, sheet.oddFooter.right.size),
        "zoom": sheet.sheet_view.zoomScale,
        "hidden": [k for k, d in sheet.column_dimensions.items() if d.hidden],
        "widths": {
            index: round(d.width, 2)
            for d in sheet.column_dimensions.values()
            for index in range(d.min, d.max + 1)  # programs join equal neighbours
            if not d.hidden
        },
    }


@pytest.fixture(scope="module")
def specs() -> list[SheetSpec]:
    master: Master = small_master(hamlets=1)
    return [made.spec for made in department_sheets(master, as_of=date(2025, 9, 30))]


def test_department_sheets_look_alike_from_both_drawers(specs: list[SheetSpec], tmp_path: Path) -> None:
    save(WorkbookSpec(specs), tmp_path / "a.xlsx")
    openpyxl.Workbook().save(tmp_path / "cua-toi.xlsx")
    draw_into(tmp_path / "cua-toi.xlsx", specs, tmp_path / "b.xlsx")
    fresh, put_in = openpyxl.load_workbook(tmp_path / "a.xlsx"), openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert put_in.sheetnames == ["Sheet", *fresh.sheetnames]
    for name in fresh.sheetnames:
        wanted, got = _facts(fresh[name]), _facts(put_in[name])
        for fact, value in wanted.items():
            assert got[fact] == value, (name, fact)


def test_every_kind_of_validation_is_written_alike(tmp_path: Path) -> None:
    sheet = SheetSpec(
        "A",
        validations=[
            Validation([(0, 0, 3, 0)], "list", source=["có", "không"], error="Chọn", show_error=False),
            Validation([(0, 1, 3, 1)], "list", source="=$D$1:$D$3", error="Chọn"),
            Validation([(0, 2, 3, 2)], "whole", ">=", minimum=0, error="Số", severity="warning"),
            Validation([(0, 3, 3, 3)], "decimal", minimum=0, maximum=100, prompt_title="Gợi ý", prompt="0-100"),
            Validation([(0, 4, 3, 4)], "date", minimum=date(2025, 1, 1), maximum=date(2025, 12, 31), error="Ngày"),
            Validation([(0, 5, 3, 5)], "custom", source="=COUNTIF($F$1:$F$4,$F1)=1", error="Trùng"),
            Validation([(0, 6, 3, 6)], "length", "<=", minimum=20, error="Dài"),
        ],
    )  # fmt: skip
    save(WorkbookSpec([sheet]), tmp_path / "a.xlsx")
    openpyxl.Workbook().save(tmp_path / "w.xlsx")
    draw_into(tmp_path / "w.xlsx", [sheet], tmp_path / "b.xlsx")

    def rules(path: Path) -> list[tuple[Any, ...]]:
        found = openpyxl.load_workbook(path)["A"].data_validations.dataValidation
        return sorted(
            (str(r.sqref), r.type, r.operator or "between", str(r.formula1).lstrip("="), str(r.formula2), bool(r.showErrorMessage),
             r.errorStyle or "stop", r.error or "", r.prompt, bool(r.showDropDown)) for r in found
        )  # fmt: skip

    assert rules(tmp_path / "b.xlsx") == rules(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0, 5.0), [("num", 0), ("num", 2.5), ("num", 5)]),
        ((None, None), [("min", None), ("percentile", 50), ("max", None)]),
    ],
)
def test_the_second_colour_of_a_scale_stands_half_way_between_its_limits(
    limits: tuple[float | None, float | None], expected: list[tuple[str, float | None]], tmp_path: Path
) -> None:
    """Where all have the full points, all are green: the median of the values is no limit."""
    scale = Conditional([(0, 0, 3, 0)], "color_scale", colors=("F0A58A", "FFF3D6", "8CCBB0"))
    scale.minimum, scale.maximum = limits
    sheet = SheetSpec("Điểm", conditionals=[scale])
    sheet.put(0, 0, 5)
    save(WorkbookSpec([sheet]), tmp_path / "mới.xlsx")
    openpyxl.Workbook().save(tmp_path / "trống.xlsx")
    draw_into(tmp_path / "trống.xlsx", [sheet], tmp_path / "có sẵn.xlsx")
    for name in ("mới.xlsx", "có sẵn.xlsx"):
        drawn = openpyxl.load_workbook(tmp_path / name)["Điểm"]
        (rule,) = [rule for area in drawn.conditional_formatting for rule in area.rules]
        found = [(stop.type, stop.val) for stop in rule.colorScale.cfvo]
        assert [kind for kind, _ in found] == [kind for kind, _ in expected]
        assert [val for kind, val in found if kind not in ("min", "max")] == [
            v for _, v in expected if v is not None
        ]
