"""Showing results in Excel: faults as a sheet with links, long texts as a workbook of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from danvan_xl.sheets.tables import Column, table_sheet
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.rows import L, S
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style, sheet_ref

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs
    from danvan_xl.findings import Finding

FAULTS = "Kết quả kiểm tra"
LONG = 22
"""More lines than this are easier read on a sheet than in a message box."""


def faults_sheet(findings: Sequence[Finding]) -> SheetSpec:
    """Every finding with its place (a link), what is wrong and what to do; worst first as `check` orders them."""
    to_cell = style.LINK.but(align="center")
    columns = [
        Column(m.TASK_NUMBER, 6, style.CENTER),
        Column(n.LEVEL, 12, style.CENTER),
        Column("Trang", 20, style.BODY),
        Column(n.CELL, 8, to_cell),
        Column(m.CONTENT, 70, style.BODY),
        Column("Cách sửa", 55, style.BODY),
    ]
    looks = {"error": style.ERROR, "warning": style.WARNING}
    rows: list[tuple[Any, ...]] = []
    for number, found in enumerate(findings, start=1):
        look = looks.get(found.severity.value)
        marked = style.CENTER.but(fill=look.fill, color=look.color) if look else style.CENTER
        level = S(found.severity.label, marked)
        place: L | str | None = found.cell
        if found.sheet and found.cell:
            place = L(f"internal:{sheet_ref(found.sheet)}!{found.cell}", found.cell, to_cell)
        rows.append((number, level, found.sheet or "Cả tệp", place, found.message, found.advice))
    notes = [
        f"{len(findings)} mục. Bấm vào ô để tới chỗ cần sửa; sửa xong bấm lại nút “Kiểm tra”."
        if findings
        else "Không còn mục nào.",
        "Trang tính này do nút “Kiểm tra” lập lại mỗi lần; xóa đi cũng không sao.",
    ]
    return table_sheet(FAULTS, "KẾT QUẢ KIỂM TRA", notes, columns, rows)[0]


def show_lines(book: Any, talk: Dialogs, title: str, lines: Sequence[str]) -> None:
    """A short text as a message, a long one as a new workbook with one line a row."""
    if len(lines) <= LONG:
        talk.message("\n".join([title, *lines]))
        return
    from danvan_xl.workbooks.live.draw_xlwings import draw

    sheet = SheetSpec("Kết quả")
    sheet.widths[0] = 110
    sheet.put(0, 0, title, style.TITLE)
    text = Style(color=style.INK, wrap=True, valign="top")
    for row, line in enumerate(lines, start=2):
        sheet.put(row, 0, line, text)
    sheet.page = Page(landscape=False)
    fit_rows(sheet, first=2)
    draw(book.app.books.add(), [sheet])
