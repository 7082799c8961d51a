"""Sheets ``Mục lục`` (links and counts) and ``Chưa phân công`` (tasks without a lead)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from danvan_xl.model import Master, Task
from danvan_xl.sheets.master.department import DepartmentSheet
from danvan_xl.sheets.tables import Column, table_sheet
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.rows import L
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name, range_name, sheet_ref

REPLACED = "Trang tính này do chương trình lập lại mỗi lần; ghi chú riêng nên để ở trang tính khác."
TAB = "2E7D6B"
ALERT_TAB = "D55E00"


class KeptRow(Struct, frozen=True):
    """A row that stays in a department sheet although its task is no longer the unit's."""

    sheet: str
    row: int
    """0-based."""
    code: str
    text: str
    why: str


def index_sheet(
    master: Master, sheets: Sequence[DepartmentSheet], kept: Sequence[KeptRow], unassigned: int
) -> SheetSpec:
    """``Mục lục``: one row a unit with links to its sheet, counts of its work, and what needs a look."""
    columns = [
        Column(n.TASK_NUMBER, 6, style.CENTER),
        Column(n.UNIT_CODE, 13, style.CODE.but(num_format="@")),
        Column(n.UNIT_NAME, 46, style.LINK),
        Column(n.UNIT_KIND, 22, style.BODY),
        Column("Chủ trì", 11, style.INTEGER),
        Column("Phối hợp", 11, style.INTEGER),
        Column("Phải báo cáo", 13, style.CENTER),
        Column("Dòng giữ lại", 13, style.INTEGER),
    ]
    owing = {unit.code for unit in master.owing_units()}
    rows = [
        (
            index,
            made.unit.code,
            L(f"internal:{sheet_ref(made.spec.name)}!A1", made.unit.name),
            made.unit.kind.value,
            made.lead,
            made.coordinating,
            n.YES if made.unit.code in owing else n.NO,
            len(made.kept) or None,
        )
        for index, made in enumerate(sheets, start=1)
    ]
    notes = [
        f"{len(sheets)} đơn vị, {len(master.tasks)} nhiệm vụ. Bấm vào tên đơn vị để mở trang tính của đơn vị.",
        "Chủ trì, Phối hợp: số nhiệm vụ (phối hợp gồm cả khi liên quan). “Dòng giữ lại”: việc không còn giao nhưng đơn vị đã ghi nội dung.",
        REPLACED,
    ]
    if unassigned:
        notes.insert(1, f"Có {unassigned} nhiệm vụ chưa có chủ trì: xem trang tính “{n.UNASSIGNED}”.")
    sheet, header = table_sheet(
        n.INDEX, "MỤC LỤC TRANG TÍNH CỦA CÁC ĐƠN VỊ", notes, columns, rows, freeze_columns=0
    )
    sheet.freeze = (header + 1, 3)
    sheet.tab_color = TAB
    if unassigned:
        cell = next(c for c in sheet.cells if c.row == 2)
        cell.style = Style(size=11, bold=True, color="8A1C00")
        cell.link = f"internal:{sheet_ref(n.UNASSIGNED)}!A1"
    if rows:
        last = header + len(rows)
        total = last + 1
        sheet.put(total, 2, "Cộng lượt giao", style.LABEL)
        for col, value in ((4, sum(m.lead for m in sheets)), (5, sum(m.coordinating for m in sheets))):
            area = range_name((header + 1, col, last, col))
            sheet.put(total, col, value, style.INTEGER.but(bold=True), formula=f"=SUM({area})")
        first = cell_name(header + 1, 7)
        sheet.conditionals.append(
            Conditional([(header + 1, 7, last, 7)], formula=f"=N(${first})>0", style=style.WARNING)
        )
        sheet.page.area = None
    if kept:
        _kept(sheet, kept)
    return sheet


def _kept(sheet: SheetSpec, kept: Sequence[KeptRow]) -> None:
    """What was kept, listed to the right of nothing: beneath the table with a link to each row."""
    row = max(cell.row for cell in sheet.cells) + 2
    sheet.put(
        row,
        1,
        "Nội dung đơn vị đã ghi cho việc không còn giao (đơn vị hoặc đầu mối xem rồi xóa dòng nếu không cần):",
        style.SUBTITLE,
    )
    for item in kept:
        row += 1
        link = f"internal:{sheet_ref(item.sheet)}!{cell_name(item.row, 1)}"
        sheet.put(row, 1, item.code or "-", style.CODE.but(num_format="@"))
        sheet.put(row, 2, f"{item.sheet}, dòng {item.row + 1}", style.LINK, link=link)
        sheet.put(row, 3, f"{item.text[:80]} ({item.why})" if item.text else item.why, Style(color=style.INK))


def unassigned_sheet(tasks: Sequence[Task], suggestions: Mapping[str, str] | None = None) -> SheetSpec:
    """``Chưa phân công``: tasks without a lead that the program recognises.

    ``suggestions``: who might lead, by task code, for a person to decide (``import-plan`` finds some).
    """
    code = style.CODE.but(num_format="@")
    columns = [
        Column(n.TASK_CODE, 11, code),
        Column(n.TASK_GROUP, 24, style.BODY),
        Column(n.TASK_TEXT, 56, style.BODY),
        Column(n.LEAD, 28, style.BODY),
        Column(n.COORDINATING, 28, style.BODY),
        Column(n.WHEN, 22, style.BODY),
        *([Column("Gợi ý chủ trì", 46, style.BODY)] if suggestions is not None else []),
    ]
    rows = [
        (
            L(f"internal:{sheet_ref(n.TASKS)}!A{task.where.row}", task.code, code)
            if task.where
            else task.code,
            task.group,
            task.text,
            task.lead_text,
            task.coordinating_text,
            task.when_text,
            *([suggestions.get(task.code, "")] if suggestions is not None else []),
        )
        for task in tasks
    ]
    notes = [
        f"Các nhiệm vụ chưa có cơ quan chủ trì mà chương trình nhận ra. Ghi chủ trì ở trang tính “{n.TASKS}” rồi tách lại.",
        REPLACED,
    ]
    sheet, _ = table_sheet(n.UNASSIGNED, "NHIỆM VỤ CHƯA PHÂN CÔNG", notes, columns, rows)
    sheet.tab_color = ALERT_TAB if tasks else None
    return sheet
