"""Rows written column by column are the rows that are written cell by cell."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as s
from openpyxl.utils.escape import unescape

from danvan_xl.workbooks.drawing import body_text, sheet_writer
from danvan_xl.workbooks.drawing.body_text import parts
from danvan_xl.workbooks.drawing.draw_xlsxwriter import draw, save
from danvan_xl.workbooks.drawing.measure import LINE
from danvan_xl.workbooks.drawing.rows import F, L, RowCells, S
from danvan_xl.workbooks.drawing.spec import Body, Lane, SheetSpec, Style, WorkbookSpec
from tests.support.ooxml import faults

PLAIN, BOLD = Style(border="000000", wrap=True), Style(bold=True, num_format="0.00")
LANES = (
    Lane(0, PLAIN, blanks=True, width=10),
    Lane(1, PLAIN, blanks=False, width=None),
    Lane(3, BOLD, blanks=True, width=30),
    Lane(4, Style(wrap=True), blanks=False, width=8),
)
TEXTS = s.sampled_from(
    ["", " ", "Thôn Đông", " hai  đầu ", 'Họp <bản> & "thôn"', "dòng 1\ndòng 2", "_x000D_", "=1+1", "\x07", "<r>x",
     "\ud800", "từ " * 40, "x" * 20_000, "01", "#N/A"]
)  # fmt: skip
NUMBERS = s.one_of(
    s.integers(-(10**18), 10**18), s.floats(allow_nan=False, allow_infinity=False, width=32), s.booleans(),
    s.decimals(-(10**6), 10**6, places=2),
)  # fmt: skip
DAYS = s.one_of(s.dates(date(1901, 1, 1), date(2100, 1, 1)), s.just(datetime(2025, 9, 30, 12, 30)))
LINKS = s.builds(
    L,
    s.sampled_from(
        [
            "external:về/T01.xlsx#'Nhiệm vụ'!A5",
            "external:a b/c%25.xlsx",
            "internal:'Bảng'!A1",
            "https://x.vn/a",
        ]
    ),
    TEXTS.filter(lambda text: text not in ("", "\ud800")),
    s.sampled_from([PLAIN, BOLD]),
)
FORMULAS = s.builds(
    F,
    s.sampled_from(["=1+1", '=IF(A1<2,"<&>","")']),
    s.one_of(s.none(), TEXTS.filter(lambda text: text != "\ud800"), s.integers(-5, 5), s.dates(), s.decimals(0, 9, places=2)),
    s.sampled_from([None, BOLD]),
)  # fmt: skip
VALUES = s.one_of(s.none(), TEXTS, NUMBERS, DAYS, LINKS, FORMULAS)
ROWS = s.lists(s.lists(s.one_of(VALUES, s.builds(S, s.one_of(s.none(), TEXTS, NUMBERS), s.just(BOLD))), max_size=len(LANES)),
               min_size=1, max_size=12)  # fmt: skip


def _sheet(rows: Sequence[Sequence[Any]], *, streamed: bool) -> SheetSpec:
    sheet = SheetSpec("Bảng")
    sheet.put(0, 0, "Tiêu đề", BOLD)
    if streamed:
        sheet.body = Body(1, LANES, iter(rows))
        return sheet
    made = RowCells(LANES)
    for row, values in enumerate(rows, 1):
        cells, height = made.of(row, values)
        sheet.cells += cells
        if height > LINE:
            sheet.heights[row] = height
            sheet.growing_rows.add(row)
    return sheet


def _text(value: Any) -> Any:
    """openpyxl reads Excel's own escapes in shared texts only."""
    return unescape(unescape(value)) if isinstance(value, str) else value


def _facts(sheet: SheetSpec, path: Path | BytesIO) -> dict[Any, Any]:
    """Everything that a reader finds in the sheet."""
    draw(WorkbookSpec([sheet], title="t"), path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book, results = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found, shown = book.active, results.active
    facts: dict[Any, Any] = {
        cell.coordinate: (
            _text(cell.value),
            cell.data_type,
            _text(shown[cell.coordinate].value),
            cell.font.b,
            cell.border.left.style,
            cell.number_format,
            cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location),
        )
        for row in found.iter_rows()
        for cell in row
        if cell.has_style or cell.value is not None
    }
    facts["heights"] = {
        row: (d.height, d.customHeight) for row, d in found.row_dimensions.items() if d.height
    }
    return facts


class DescribeRowsWrittenColumnByColumn:
    @settings(max_examples=60, deadline=None)
    @given(ROWS)
    def it_is_what_is_written_cell_by_cell(self, rows: list[list[Any]]) -> None:
        assert _facts(_sheet(rows, streamed=True), BytesIO()) == _facts(
            _sheet(rows, streamed=False), BytesIO()
        )

    def it_goes_on_where_rows_are_more_than_are_made_together(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(body_text, "_AT_ONCE", 3)
        monkeypatch.setattr(body_text, "_KNOWN", 2)
        rows = [
            [f"Thôn {n}", "từ " * n, n / 3, L("external:a.xlsx#'B'!A1", f"tệp {n}")] for n in range(1, 15)
        ]
        rows[6][0] = "_x000D_"  # XlsxWriter's
        rows[7] = []
        rows[8] = [None, None, None, None]
        spec = _sheet(rows, streamed=True)
        save(WorkbookSpec([spec], title="t"), tmp_path / "a.xlsx")
        assert _facts(_sheet(rows, streamed=True), BytesIO()) == _facts(
            _sheet(rows, streamed=False), BytesIO()
        )
        assert not any(faults([tmp_path / "a.xlsx"]).values())

    def it_leaves_a_row_of_which_something_was_told_to_the_drawer(self, tmp_path: Path) -> None:
        spec = _sheet([["a"], ["b"], ["c"]], streamed=True)
        spec.heights[2], spec.hidden_rows = 45.0, {3}
        save(WorkbookSpec([spec], title="t"), tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["a", "b", "c"]
        assert sheet.row_dimensions[3].height == 45
        assert sheet.row_dimensions[4].hidden

    def it_keeps_the_text_of_a_link_beyond_those_that_a_sheet_holds(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """XlsxWriter leaves out the text as well."""
        monkeypatch.setattr(sheet_writer, "_LINKS", 2)
        rows = [[L("external:a.xlsx", f"tệp {n}")] for n in range(4)]
        save(WorkbookSpec([_sheet(rows, streamed=True)], title="t"), tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        assert [sheet.cell(row, 1).value for row in range(2, 6)] == [f"tệp {n}" for n in range(4)]
        assert [sheet.cell(row, 1).hyperlink is not None for row in range(2, 6)] == [True, True, False, False]

    @pytest.mark.parametrize(
        ("target", "address"),
        [
            ("external:a#'B'!A1", ("a", "'B'!A1")),
            ("external:#'B'!A1", ("", "'B'!A1")),
            ("external:a/b.xlsx#'B'!A1", ("a\\b.xlsx", "'B'!A1")),
            ("internal:'B'!A1", (None, "'B'!A1")),
            ("https://x.vn/a#b", ("https://x.vn/a", "b")),
            ("external:a", None),
            ("external:" + "a" * 3_000, None),
            ("không phải địa chỉ", None),
        ],
    )
    @pytest.mark.parametrize("streamed", [True, False])
    def it_links_what_is_an_address_and_keeps_every_text(
        self, tmp_path: Path, target: str, address: tuple[str | None, str] | None, streamed: bool
    ) -> None:
        save(WorkbookSpec([_sheet([[L(target, "chữ")]], streamed=streamed)], title="t"), tmp_path / "a.xlsx")
        cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]
        assert cell.value == "chữ"
        link = cell.hyperlink
        assert (link and (link.target, link.location)) == address

    def it_asks_what_a_text_is_once(self) -> None:
        asked: list[str] = []
        fit = "Thôn Đông, xã Đại Sơn " * 5
        body = Body(0, LANES, [[fit, fit, fit, fit] for _ in range(50)])
        for part in parts(body, lambda style: asked.append(style.font) or '" s="1"'):
            assert len({text.partition('"')[0] for text in part.texts if text}) == 1
            assert len(set(part.heights)) == 1
        assert len(asked) == len(LANES)
