"""``Nhật ký``: every file found with its verdict, every finding with its place and what to do, worst first."""

from __future__ import annotations

from typing import Any

from danvan_xl.findings import Finding, Severity, catalogue
from danvan_xl.results import FileReceipt, Verdict
from danvan_xl.sheets.summary.context import Context, target_of
from danvan_xl.sheets.summary.layout import FIRST, MAX_ROWS, finish, heading, table
from danvan_xl.sheets.tables import TYPED, Column
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import L
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, cell_name

CODE = n.FINDING
"""The finding's code, or the reason's of a file: hidden, for programs that read the summary."""
TO_DO = "Việc cần làm"
HEADERS = (
    m.TASK_NUMBER,
    n.LEVEL,
    h.UNIT,
    n.PATH,
    n.SHEET,
    n.CELL,
    m.CONTENT,
    TO_DO,
    n.SETTLED,
    n.SETTLED_NOTE,
    n.TO_CHECK,
    n.VERDICT,
    h.UNIT_CODE,
    "Giá trị",
    "Loại phát hiện",
    CODE,
)
_WIDTHS = (5, 10, 20, 28, 12, 7, 55, 44, 7, 26, 24, 13, 9, 18, 24, 18)
_INPUTS = {n.SETTLED: st.INPUT_CENTER, n.SETTLED_NOTE: st.INPUT}
_SETTLED = 4
"""Where settled rows stand: behind everything that is open."""
MOST_PRINTED = 30
"""Rows on paper: the most pressing ones."""
_FILE_LEVEL = {
    Verdict.REJECTED: 0,
    Verdict.SUPERSEDED: 5,
    Verdict.ACCEPTED: 6,
    Verdict.SKIPPED: 7,
}
_LEVEL = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
FILE_WORD = n.FILE_WORD


def _level(settled: bool, level: int) -> int:
    return _SETTLED if settled else level


def log_rows(context: Context) -> list[list[Any]]:
    """Rows in the order of what matters: files not accepted, errors, warnings, information, other files."""
    rows: list[tuple[tuple[Any, ...], list[Any]]] = []
    for receipt in context.c.files:
        level = _level(receipt.settled, _FILE_LEVEL[receipt.verdict])
        rows.append(((level, receipt.path), _file_row(context, receipt)))
        for item in receipt.findings:
            if item.code == receipt.reason and item.message == receipt.reason_text:
                continue  # the file's own row says it
            level = _level(item.settled, _LEVEL[item.severity])
            rows.append(((level, item.file or receipt.path), _row(context, item, receipt)))
    known = {id(item) for receipt in context.c.files for item in receipt.findings}
    general = [*context.c.findings, *context.findings]
    general += [item for unit in context.units for item in unit.findings]
    seen: set[Finding] = set()
    for item in general:
        if id(item) in known or item in seen:
            continue
        seen.add(item)
        level = _level(item.settled, _LEVEL[item.severity])
        rows.append(((level, item.file or ""), _row(context, item, None)))
    rows.sort(key=lambda pair: pair[0])
    most = MAX_ROWS - FIRST - 1
    shown = [[index, *row] for index, (_, row) in enumerate(rows[:most], 1)]
    if len(rows) > most:
        rest = f"Còn {len(rows) - most} dòng ít quan trọng hơn không ghi được vì hết chỗ."
        shown.append([most + 1, *[""] * 5, rest, *[""] * 9])
    return shown


def _file_row(context: Context, receipt: FileReceipt) -> list[Any]:
    kind = catalogue().get(receipt.reason)
    return [
        FILE_WORD,
        context.names.get(receipt.unit or "", ""),
        _link(context, receipt.path, None, None),
        "",
        "",
        receipt.said,
        kind.to_officer if kind and receipt.verdict is Verdict.REJECTED else "",
        *_handled(receipt),
        receipt.verdict.label,
        receipt.unit or "",
        "",
        kind.title if kind else "",
        receipt.reason,
    ]


def _handled(item: Finding | FileReceipt) -> list[str]:
    """Đã xử lý, its note (put back by :mod:`.notes`), and why it is open again."""
    again = f"{n.LOOK_AGAIN}: đã xử lý khi nội dung là “{item.reopened}”" if item.reopened else ""
    return ["x" if item.settled else "", "", again]


def _row(context: Context, item: Finding, receipt: FileReceipt | None) -> list[Any]:
    file = item.file or (receipt.path if receipt else "")
    unit = item.unit or (receipt.unit if receipt else None) or ""
    return [
        item.severity.label,
        context.names.get(unit, ""),
        _link(context, file, item.sheet, item.cell),
        item.sheet or "",
        item.cell or "",
        item.message,
        item.advice,
        *_handled(item),
        receipt.verdict.label if receipt else "",
        unit,
        item.value or "",
        item.title,
        item.code,
    ]


def _link(context: Context, file: str, sheet: str | None, cell: str | None) -> L | str:
    """The file's name, linked to the cell where the file lies open in the folder."""
    if not file or context.source is None:
        return file
    target = target_of(context.source, file.split("!", 1)[0])
    if sheet and cell and "!" not in file:
        quoted = sheet.replace("'", "''")
        target += f"#'{quoted}'!{cell}"
    return L(f"external:{target}", file) if len(target) < 1000 else file


def log_sheet(context: Context) -> SheetSpec:
    """``Nhật ký``."""
    sheet = SheetSpec(n.LOG, tab_color="D55E00")
    styles = {m.TASK_NUMBER: st.CODE, n.LEVEL: st.CENTER, h.UNIT_CODE: st.CODE, n.CELL: st.CENTER} | _INPUTS
    columns = [
        Column(
            header,
            width,
            styles.get(header, st.BODY),
            TYPED if header in _INPUTS else st.HEADER,
            hidden=header == CODE,
        )
        for header, width in zip(HEADERS, _WIDTHS, strict=True)
    ]
    rows = log_rows(context)
    count = table(sheet, columns, rows)
    counts = {verdict: sum(f.verdict is verdict for f in context.c.files) for verdict in Verdict}
    said = ", ".join(f"{number} {verdict.label.lower()}" for verdict, number in counts.items() if number)
    heading(
        sheet,
        "Nhật ký tiếp nhận và kiểm tra",
        f"{len(context.c.files)} tệp: {said or 'chưa có tệp nào'} · Việc quan trọng xếp trước · Việc nào xong thì ghi x ở cột “{n.SETTLED}”: lần tổng hợp sau không nhắc nữa, trừ khi nội dung đó thay đổi",
        columns=HEADERS.index(TO_DO) + 1,
    )
    matters = (Severity.ERROR.label, Severity.WARNING.label)
    refused = (FILE_WORD, Verdict.REJECTED.label)
    level, verdict, done = map(HEADERS.index, (n.LEVEL, n.VERDICT, n.SETTLED))
    pressing = sum(
        not row[done] and (row[level] in matters or (row[level], row[verdict]) == refused) for row in rows
    )
    pressing = min(pressing, MOST_PRINTED)
    finish(
        sheet,
        columns=len(columns),
        rows=count,
        token=context.token,
        freeze_columns=3,
        print_to=TO_DO,
        print_rows=pressing,
        footer=f"In {pressing}/{count} dòng, việc quan trọng trước; đủ các dòng ở trang tính “{n.LOG}” của tệp",
    )
    last = FIRST + max(count, 1) - 1
    row, of_files = FIRST + 1, cell_name(FIRST, verdict)
    for test, style in (
        (f'OR($B{row}="{Severity.ERROR.label}",${of_files}="{Verdict.REJECTED.label}")', st.ERROR),
        (f'$B{row}="{Severity.WARNING.label}"', st.WARNING),
    ):
        sheet.conditionals.append(
            Conditional([(FIRST, 1, last, 1)], formula="=" + test, style=style, stop=True)
        )
    return sheet
