"""Sheet ``Nhập từ văn bản``: every extracted row beside the passage it came from, and what could not be placed.

Its purpose is that a person checks an import in minutes: what needs an eye stands out by colour and words,
and the filter on "Mức tin cậy" shows only that.
"""

from __future__ import annotations

from collections import Counter

from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness
from danvan_xl.language.folding import clean
from danvan_xl.sheets.master.book import master_book
from danvan_xl.sheets.master.index import unassigned_sheet
from danvan_xl.sheets.tables import ColumnSpec, Value, table_sheet
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style, WorkbookSpec, sheet_ref

NAME = "Nhập từ văn bản"
SHEET, ITEM, VALUE, SOURCE, WHERE, SURE, NOTE = (
    "Đưa vào trang",
    "Mã, mục",
    "Giá trị đã nhập",
    "Đoạn gốc trong văn bản",
    "Vị trí",
    "Mức tin cậy",
    "Ghi chú, việc cần làm",
)
HEADERS = (SHEET, ITEM, VALUE, SOURCE, WHERE, SURE, NOTE)
LONGEST = 1500
"""Characters of a passage that are shown; the rest stands in the document."""
_LOOK: dict[Sureness, Style] = {
    Sureness.SURE: style.CENTER,
    Sureness.CHECK: style.CENTER.but(fill=style.WARNING.fill, color=style.WARNING.color, bold=True),
    Sureness.OPEN: style.CENTER.but(fill=style.COMPUTED_FILL, color=style.NOTE_INK),
}
_TAB = "B7791F"


def imported_book(plan: ImportedPlan, source_name: str) -> WorkbookSpec:
    """Everything to be written. ``Chưa phân công`` is there when some task has no lead."""
    book = master_book(plan.master)
    unassigned = [task for task in plan.master.tasks if not task.leads]
    sheets = list(book.sheets)
    if unassigned:
        sheets.append(unassigned_sheet(unassigned, plan.suggestions))
    sheets.append(imported_sheet(plan, source_name))
    book.sheets = sheets
    return book


def imported_sheet(plan: ImportedPlan, source_name: str) -> SheetSpec:
    """The sheet. Links lead to the sheet that a row went to; long passages are cut at :data:`LONGEST`."""
    rows: list[tuple[object, ...]] = [
        (
            Value("Văn bản", style=style.CENTER),
            finding.title,
            "",
            "",
            "",
            Value(
                Sureness.CHECK.value if finding.severity != "info" else "Lưu ý",
                style=_finding_look(finding.severity),
            ),
            f"{finding.message} {finding.advice}",
        )
        for finding in plan.findings
    ]
    order = {name: at for at, name in enumerate(n.INPUT_SHEETS)}
    rows += [_row(p) for p in sorted(plan.passages, key=lambda p: order.get(p.sheet, len(order)))]
    rows += [_row(passage) for passage in plan.unplaced]
    columns = [
        ColumnSpec(SHEET, 13, style.CENTER),
        ColumnSpec(ITEM, 16, style.BODY),
        ColumnSpec(VALUE, 42, style.BODY),
        ColumnSpec(SOURCE, 70, style.BODY),
        ColumnSpec(WHERE, 13, style.CENTER),
        ColumnSpec(SURE, 14, style.CENTER),
        ColumnSpec(NOTE, 44, style.BODY),
    ]
    sheet, _ = table_sheet(
        NAME,
        "NHẬP TỪ VĂN BẢN: ĐỐI CHIẾU VỚI BẢN GỐC",
        _notes(plan, source_name),
        columns,
        rows,
        freeze_columns=2,
    )
    sheet.tab_color = _TAB
    return sheet


def _notes(plan: ImportedPlan, source_name: str) -> list[str]:
    counts = Counter(passage.sure for passage in plan.passages)
    sure = ", ".join(
        f"{counts[kind]} giá trị {kind.value.lower()}" for kind in (Sureness.SURE, Sureness.CHECK)
    )
    shape = "bảng nhiệm vụ" if plan.shape == "table" else "lời văn"
    return [
        f"Nguồn: {clean(source_name)} (kế hoạch dạng {shape}). Mỗi dòng: giá trị đã nhập, đoạn gốc và vị trí trong văn bản.",
        f"{sure}; {len(plan.unplaced)} đoạn chưa xếp được ở cuối trang. Lọc cột “{SURE}” để xem nhanh những dòng cần kiểm tra.",
        "Sửa ở các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”, “Kỳ báo cáo”; trang tính này chỉ để đối chiếu, xong thì có thể xóa.",
    ]


def _row(passage: Passage) -> tuple[object, ...]:
    sheet: object = passage.sheet
    if passage.sheet in n.INPUT_SHEETS:
        sheet = Value(
            passage.sheet,
            link=f"internal:{sheet_ref(passage.sheet)}!A1",
            style=style.LINK.but(align="center"),
        )
    return (
        sheet,
        passage.item,
        _cut(passage.value),
        _cut(passage.source),
        passage.where,
        Value(passage.sure.value, style=_LOOK[passage.sure]),
        passage.note,
    )


def _finding_look(severity: str) -> Style:
    return _LOOK[Sureness.OPEN] if severity == "info" else _LOOK[Sureness.CHECK]


def _cut(text: str) -> str:
    shown = "\n".join(filter(None, (clean(line) for line in text.split("\n"))))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
