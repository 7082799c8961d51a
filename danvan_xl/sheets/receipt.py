"""Phiếu tiếp nhận: what was accepted of a unit's return, what must be corrected, and where. Sent back to the unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from msgspec import Struct, field

from danvan_xl.findings import Finding, Severity
from danvan_xl.identity import RECEIPT, Identity
from danvan_xl.language.showing import points_text
from danvan_xl.model import Master, Period, Role
from danvan_xl.results import FileReceipt, UnitResult, Verdict
from danvan_xl.sheets.tables import Column, identify, put_table, put_token
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.rows import S
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, WorkbookSpec

NAME = "Phiếu tiếp nhận"
_FIRST = 1  # column A is hidden and holds the identity

_TO_CORRECT = (
    Column("STT", 6, style.CENTER),
    Column(n.LEVEL, 12, style.CENTER),
    Column(n.SHEET, 16),
    Column(n.CELL, 9, style.CENTER),
    Column("Vấn đề", 58),
    Column("Việc cần làm", 46),
)


class ReceiptFacts(Struct, frozen=True):
    """What one receipt tells. ``result`` None: the unit owes no return but sent one."""

    master: Master
    period: Period
    as_of: date
    unit: str
    name: str
    files: Sequence[FileReceipt] = field(default_factory=tuple)
    findings: Sequence[Finding] = field(default_factory=tuple)
    """What the unit must correct, worst first."""
    result: UnitResult | None = None


def receipt_book(facts: ReceiptFacts) -> WorkbookSpec:
    """One sheet: who, what came, what was accepted, then the list of what to correct."""
    sheet = SheetSpec(NAME)
    sheet.widths = {0: 2} | {_FIRST + i: column.width for i, column in enumerate(_TO_CORRECT)}
    token = Identity(RECEIPT, facts.master.plan.code, facts.unit, facts.period.code).token()
    put_token(sheet, token)
    last = _FIRST + len(_TO_CORRECT) - 1
    sheet.put(0, _FIRST, "PHIẾU TIẾP NHẬN BÁO CÁO", style.TITLE)
    sheet.heights[0] = 26
    sheet.put(1, _FIRST, facts.master.plan.name, style.SUBTITLE)
    row = 3
    for label, value in _facts(facts):
        sheet.put(row, _FIRST, label, style.LABEL.but(wrap=False))
        sheet.merges.append((row, _FIRST, row, _FIRST + 2))
        for col in (_FIRST + 1, _FIRST + 2):
            sheet.put(row, col, None, style.LABEL)
        sheet.put(row, _FIRST + 3, value, style.VALUE)
        sheet.merges.append((row, _FIRST + 3, row, last))
        for col in range(_FIRST + 4, last + 1):
            sheet.put(row, col, None, style.VALUE)
        width = sum(c.width for c in _TO_CORRECT[3:])
        sheet.heights[row] = 17 * max(1, -(-len(str(value)) // int(width * 0.95)))
        row += 1
    row += 1
    sheet.put(row, _FIRST, _conclusion(facts), style.SUBTITLE.but(size=12, color=style.HEAD_FILL))
    row += 2
    header = row
    if facts.findings:
        row += put_table(sheet, header, _TO_CORRECT, map(_line, count(1), facts.findings), _FIRST)
        fit_rows(sheet, first=header, last=header)
        sheet.freeze = (header + 1, 0)
    sheet.page = Page(
        landscape=True,
        area=(0, _FIRST, row, last),
        repeat_rows=(header, header) if facts.findings else None,
    )
    book = WorkbookSpec([sheet], title=f"{NAME} - {facts.name}", subject=facts.master.plan.name)
    identify(book, token)
    return book


def _line(number: int, item: Finding) -> tuple[object, ...]:
    looks = style.ERROR if item.severity is Severity.ERROR else style.WARNING
    level = S(item.severity.label, style.CENTER.but(fill=looks.fill, color=looks.color, bold=True))
    return number, level, item.sheet, item.cell, item.message, item.advice


def _facts(facts: ReceiptFacts) -> list[tuple[str, str]]:
    accepted = next((f for f in facts.files if f.verdict is Verdict.ACCEPTED), None)
    rows = [
        (h.UNIT, f"{facts.name} ({facts.unit})"),
        (h.PERIOD, f"{facts.period.name} - hạn nộp {facts.period.due:%d/%m/%Y}"),
    ]
    for file in facts.files:
        text = file.verdict.label
        if file.reason_text:
            text += f": {file.reason_text}"
        rows.append(("Tệp đã nhận", f"{file.path} - {text}"))
    result = facts.result
    if accepted is not None and accepted.received_on is not None:
        first = (result.first_received_on if result else None) or accepted.received_on
        timely = "đúng hạn" if first <= facts.period.due else "nộp muộn"
        again = f"; gửi lần đầu {first:%d/%m/%Y}" if first != accepted.received_on else ""
        rows.append((n.RECEIVED_ON, f"{accepted.received_on:%d/%m/%Y}{again} ({timely})"))
    if result is not None and result.returned:
        lead = [task for task in result.tasks if task.role is Role.LEAD]
        given = [task for task in lead if task.progress is not None or task.completed_on or task.result]
        rows.append(("Nhiệm vụ chủ trì", f"đã đọc {len(given)}/{len(lead)} nhiệm vụ có nội dung"))
        if result.status:
            counts = "; ".join(f"{status.value}: {count}" for status, count in result.status.items())
            rows.append((f"Tình trạng đến {facts.as_of:%d/%m/%Y}", counts))
        granted = [task for task in result.tasks if task.judged and task.due != task.judged.planned]
        if granted:
            days = "; ".join(f"{task.task} đến {task.due:%d/%m/%Y}" for task in granted)
            rows.append(("Nhiệm vụ được lùi hạn", days))
        numbers = [item for item in result.indicators.values() if item.in_period is not None]
        if result.indicators:
            rows.append((h.INDICATORS, f"đã đọc {len(numbers)}/{len(result.indicators)} chỉ tiêu"))
        if result.self_total is not None:
            total = points_text(result.self_total)
            mine = any(item.kind.blanks for item in facts.findings)
            unsure = f" (tạm tính{', còn chỗ chưa rõ' if mine else ''})" if result.uncertain else ""
            rows.append(("Tổng điểm tự chấm", f"{total}{unsure}"))
        if result.added:
            rows.append(("Việc đơn vị tự thêm", "; ".join(item.text for item in result.added if item.text)))
    return rows


def _conclusion(facts: ReceiptFacts) -> str:
    if not any(file.verdict is Verdict.ACCEPTED for file in facts.files):
        return "Chưa nhận được báo cáo hợp lệ; đề nghị đơn vị gửi lại."
    errors = sum(item.severity is Severity.ERROR for item in facts.findings)
    if errors:
        return f"Đã nhận; đề nghị đơn vị sửa {errors} lỗi dưới đây rồi gửi lại (tăng “Lần gửi” thêm 1)."
    if facts.findings:
        return "Đã nhận; đề nghị đơn vị xem lại các điểm dưới đây."
    return "Đã nhận đầy đủ, không có nội dung phải sửa."
