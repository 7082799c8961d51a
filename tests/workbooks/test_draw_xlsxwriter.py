"""A sheet whose rows stream to the disk is the same sheet as one that is held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.workbooks.drawing import draw_xlsxwriter
from danvan_xl.workbooks.drawing.spec import (
    Body,
    Cell,
    Conditional,
    Lane,
    SheetSpec,
    Sparkline,
    Style,
    TableSpec,
    Validation,
    WorkbookSpec,
)
from tests.support.ooxml import faults

PLAIN, BOLD = Style(border="000000", wrap=True), Style(bold=True)
COMMENTS = {(0, 0): "đầu", (2, 1): "giữa", (5, 2): "cuối", (6, 0): "dòng trống ngay dưới", (9, 4): "xa bảng"}


def _sheet() -> SheetSpec:
    sheet = SheetSpec("Dữ liệu", widths={0: 20}, heights={1: 40, 6: 30}, growing_rows={1})
    values: list[Any] = ["Chữ & <thẻ> _x000D_", " hai\ndòng ", 5, 2.5, None, True]
    for row in range(6):
        for col, value in enumerate(values):
            sheet.put(row, col, value if row else f"Cột {col}", PLAIN if col else BOLD)
    sheet.put(3, 6, 7, PLAIN, formula="=C4+2")
    sheet.put(4, 6, "lỗi", PLAIN, formula='=IF(C5>1,"lỗi","<>")')
    sheet.put(2, 6, "về đầu", PLAIN, link="internal:'Dữ liệu'!A1")
    sheet.put(3, 7, None)
    sheet.comments = dict(COMMENTS)
    sheet.validations = [Validation([(1, 2, 5, 2)], "whole", minimum=0, maximum=9)]
    sheet.conditionals = [Conditional([(1, 2, 5, 2)], formula="=$C2>4", style=Style(fill="FFEE00"))]
    sheet.sparklines = [Sparkline(5, 8, "'Dữ liệu'!C2:D2")]
    sheet.tables = [TableSpec((0, 0, 5, 5), "BangDuLieu")]
    return sheet


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Held, and streamed."""
    paths = [tmp_path / "held.xlsx", tmp_path / "streamed.xlsx"]
    small = SheetSpec("Nhỏ", [Cell(0, 0, "giữ")])
    draw_xlsxwriter.save(WorkbookSpec([small, _sheet()]), paths[0])
    monkeypatch.setattr(draw_xlsxwriter, "_STREAMED", 20)
    draw_xlsxwriter.save(WorkbookSpec([small, _sheet()]), paths[1])
    return paths


def _seen(path: Path) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(path, rich_text=True)["Dữ liệu"]
    cells = {
        c.coordinate: (
            c.value,
            c.number_format,
            c.font.b,
            c.border.left.style,
            c.hyperlink and c.hyperlink.location,
        )
        for row in sheet.iter_rows()
        for c in row
    }
    comments = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    rules = [str(v.sqref) for v in sheet.data_validations.dataValidation]
    heights = {row: d.height for row, d in sheet.row_dimensions.items() if d.height}
    return {
        "cells": cells,
        "comments": comments,
        "rules": rules,
        "heights": heights,
        "tables": list(sheet.tables),
    }


class DescribeAStreamedSheet:
    def it_shows_what_a_held_one_shows(self, both: list[Path]) -> None:
        held, streamed = map(_seen, both)
        assert sorted(held["comments"].values()) == sorted(COMMENTS.values())
        assert streamed == held

    def it_passes_the_validator(self, both: list[Path]) -> None:
        assert not any(faults(both).values())

    def it_keeps_the_comments_of_rows_that_are_made_while_it_is_drawn(self, tmp_path: Path) -> None:
        sheet = SheetSpec("Dữ liệu", comments={(0, 0): "trên", (2, 0): "dưới"})
        sheet.put(0, 0, "Cột", BOLD)
        sheet.body = Body(1, [Lane(0, PLAIN)], ([row] for row in range(1, 4)))
        draw_xlsxwriter.save(WorkbookSpec([sheet]), tmp_path / "a.xlsx")
        assert sorted(_seen(tmp_path / "a.xlsx")["comments"].values()) == ["dưới", "trên"]
