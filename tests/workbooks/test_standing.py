"""A sheet that is left alone because it stands shows all that its spec says: every field of a spec is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.workbooks.drawing.draw_openpyxl import draw_into
from danvan_xl.workbooks.drawing.left_out import LeftOut
from danvan_xl.workbooks.drawing.spec import Cell, Conditional, Page, SheetSpec, Style, Validation
from danvan_xl.workbooks.editing.standing import leave_out_standing
from danvan_xl.workbooks.editing.standing_cells import Persons
from tests.support.records import replace

LOOK = Style(bold=True, fill="FFEE00", border="000000", num_format="0.0", wrap=True)
ONLY_BY_XLSXWRITER = {"body", "tables", "charts", "sparklines", "comments", "default_style"}
ONLY_BY_XLSXWRITER_ON_A_PAGE = {"repeat_columns", "row_breaks", "column_breaks", "scale", "more_areas"}


def _spec() -> SheetSpec:
    return SheetSpec(
        "Trang",
        cells=[
            Cell(0, 0, "chữ <&> ", LOOK),
            Cell(0, 1, Decimal("1.5"), LOOK),
            Cell(1, 0, date(2025, 9, 30), LOOK.but(num_format="dd/mm/yyyy")),
            Cell(1, 1, "Đạt", LOOK, '=IF(B1>1,"Đạt","")'),
            Cell(2, 0, True, LOOK),
            Cell(2, 1, None, LOOK),
            Cell(3, 0, "tới", LOOK, link="internal:'Trang'!A1"),
        ],
        widths={0: 20, 1: 9},
        heights={0: 40, 1: 30},
        growing_rows={1},
        hidden_columns={3},
        merges=[(5, 0, 5, 1)],
        freeze=(1, 1),
        autofilter=(0, 0, 3, 1),
        validations=[Validation([(2, 1, 3, 1)], "list", source=["a", "b"])],
        conditionals=[Conditional([(0, 0, 3, 1)], formula="=$B1>1", style=Style(fill="00FF00"))],
        page=Page(repeat_rows=(0, 0), area=(0, 0, 3, 1), header="&LTrên", footer="&LDưới"),
        zoom=80,
        tab_color="112233",
    )


def _with_cell(at: int, **changes: Any) -> Callable[[SheetSpec], SheetSpec]:
    def make(spec: SheetSpec) -> SheetSpec:
        cells = list(spec.cells)
        cells[at] = replace(cells[at], **changes)
        return replace(spec, cells=cells)

    return make


def _with(**changes: Any) -> Callable[[SheetSpec], SheetSpec]:
    return lambda spec: replace(spec, **changes)


def _page(**changes: Any) -> Callable[[SheetSpec], SheetSpec]:
    return lambda spec: replace(spec, page=replace(spec.page, **changes))


OTHER: dict[str, Callable[[SheetSpec], SheetSpec]] = {
    "cells": lambda spec: replace(spec, cells=spec.cells[1:]),
    "widths": _with(widths={0: 21, 1: 9}),
    "heights": _with(heights={0: 44, 1: 30}),
    "growing_rows": _with(growing_rows=set()),
    "hidden_columns": _with(hidden_columns={4}),
    "hidden_rows": _with(hidden_rows={2}),
    "merges": _with(merges=[]),
    "freeze": _with(freeze=(1, 0)),
    "autofilter": _with(autofilter=None),
    "validations": _with(validations=[Validation([(2, 1, 3, 1)], "list", source=["a", "c"])]),
    "conditionals": _with(conditionals=[]),
    "protect": _with(protect=True),
    "state": _with(state="hidden"),
    "gridlines": lambda spec: replace(spec, gridlines=not spec.gridlines),
    "zoom": _with(zoom=90),
    "tab_color": _with(tab_color=None),
}
OTHER_PAGE: dict[str, Callable[[SheetSpec], SheetSpec]] = {
    "landscape": _page(landscape=False), "paper": _page(paper=8), "left": _page(left=1), "right": _page(right=1),
    "top": _page(top=1), "bottom": _page(bottom=1), "fit_width": _page(fit_width=2), "fit_height": _page(fit_height=1),
    "repeat_rows": _page(repeat_rows=None), "area": _page(area=None), "header": _page(header="&LKhác"),
    "footer": _page(footer=""), "center_horizontally": _page(center_horizontally=False),
}  # fmt: skip
OTHER_CELLS: dict[str, Callable[[SheetSpec], SheetSpec]] = {
    "text": _with_cell(0, value="chữ <&>"),
    "number": _with_cell(1, value=Decimal("1.25")),
    "date": _with_cell(2, value=date(2025, 10, 1)),
    "formula": _with_cell(3, formula='=IF(B1>2,"Đạt","")'),
    "result": _with_cell(3, value=""),
    "truth": _with_cell(4, value=1),
    "blank": _with_cell(5, value="x"),
    "link": _with_cell(6, link="internal:'Trang'!A2"),
}
LOOKS: dict[str, Any] = {
    "font": "Arial", "size": 12, "bold": False, "italic": True, "underline": True, "color": "FF0000", "fill": None,
    "border": None, "align": "center", "valign": "top", "wrap": False, "indent": 1, "rotation": 45,
    "num_format": "0", "locked": False, "hidden": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standing") / "a.xlsx"
    openpyxl.Workbook().save(path)
    draw_into(path, [_spec()], path)
    return path


def _whole(path: Path, spec: SheetSpec) -> bool:
    return bool(leave_out_standing(LeftOut(path), [(spec, Persons())]))


def test_a_drawn_sheet_stands(drawn: Path) -> None:
    assert _whole(drawn, _spec())


@pytest.mark.parametrize("field", OTHER)
def test_another_sheet_does_not(field: str, drawn: Path) -> None:
    assert not _whole(drawn, OTHER[field](_spec()))


@pytest.mark.parametrize("field", OTHER_PAGE)
def test_another_page_does_not(field: str, drawn: Path) -> None:
    assert not _whole(drawn, OTHER_PAGE[field](_spec()))


@pytest.mark.parametrize("what", OTHER_CELLS)
def test_another_cell_does_not(what: str, drawn: Path, tmp_path: Path) -> None:
    """Where only a value changes, it is put in, and then the sheet stands."""
    spec = OTHER_CELLS[what](_spec())
    left_out = LeftOut(drawn)
    assert not leave_out_standing(left_out, [(spec, Persons())])
    draw_into(drawn, [spec], tmp_path / "b.xlsx", left_out=left_out)
    assert (what == "link") == ("Trang" not in left_out.sheets)
    assert _whole(tmp_path / "b.xlsx", spec)
    draw_into(drawn, [spec], tmp_path / "c.xlsx", left_out=None)
    for options in ({}, {"data_only": True}):
        one, two = (openpyxl.load_workbook(tmp_path / f"{x}.xlsx", **options)["Trang"] for x in "bc")
        for cell in spec.cells:
            place = (cell.row + 1, cell.col + 1)
            assert (one.cell(*place).value, one.cell(*place).data_type) == (
                two.cell(*place).value, two.cell(*place).data_type,
            )  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_another_look_does_not(look: str, drawn: Path) -> None:
    spec = _with_cell(0, style=LOOK.but(**{look: LOOKS[look]}))(_spec())
    left_out = LeftOut(drawn)
    assert not leave_out_standing(left_out, [(spec, Persons())]) and not left_out.sheets


def test_every_field_was_tried() -> None:
    """A new field of a spec, page or style is looked at, or said here to be no matter of openpyxl."""
    assert {*SheetSpec.__struct_fields__} == {"name", "page", *OTHER, *ONLY_BY_XLSXWRITER}
    assert {*Page.__struct_fields__} == OTHER_PAGE.keys() | ONLY_BY_XLSXWRITER_ON_A_PAGE
    assert {*Style.__struct_fields__} == LOOKS.keys()
