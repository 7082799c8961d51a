"""Sheet ``Nhập từ văn bản``: every extracted row beside the passage it came from, and what could not be placed.

Its purpose is that a person checks an import in minutes: passages stand in the document's order with their heading, those
not taken included; what needs an eye stands out by colour and words, and the filter on "Mức tin cậy" shows only that. In
"Đoạn này là" the person says what a passage is; ``plans.reviewed`` follows it.
"""

from __future__ import annotations

from collections import Counter

from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness
from danvan_xl.language.folding import clean
from danvan_xl.sheets.master.book import master_book
from danvan_xl.sheets.master.index import unassigned_sheet
from danvan_xl.sheets.tables import Column, table_sheet
from danvan_xl.sheets.validations import list_validation
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.rows import L, S
from danvan_xl.workbooks.drawing.spec import SheetSpec, Style, WorkbookSpec, sheet_ref

NAME = "Nhập từ văn bản"
SHEET, ITEM, VALUE, HEADING, SOURCE, WHERE, SURE, ROLE, DECIDED, NOTE = HEADERS = (
    "Đưa vào trang",
    "Mã, mục",
    "Giá trị đã nhập",
    "Đề mục",
    "Đoạn gốc trong văn bản",
    "Vị trí",
    "Mức tin cậy",
    "Vai trò",
    "Đoạn này là",
    "Ghi chú, việc cần làm",
)
IS_TASK, NO_TASK, LEADS, TIMES = "Nhiệm vụ", "Không phải nhiệm vụ", "Phân công cho", "Thời gian cho"
"""What a person may say in ``Đoạn này là``; the last two with codes of tasks behind: "Phân công cho NV03, NV04"."""
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
            "Văn bản", finding.title, "", "", "", "",
            S(
                Sureness.CHECK.value if finding.severity != "info" else "Lưu ý",
                _finding_look(finding.severity),
            ),
            "", "", f"{finding.message} {finding.advice}",
        )
        for finding in plan.findings
    ]  # fmt: skip
    rows += [_row(p) for p in sorted([*plan.passages, *plan.unplaced], key=lambda p: p.number)]
    columns = [
        Column(SHEET, 13, style.CENTER),
        Column(ITEM, 13, style.BODY),
        Column(VALUE, 40, style.BODY),
        Column(HEADING, 24, style.BODY),
        Column(SOURCE, 60, style.BODY),
        Column(WHERE, 12, style.CENTER),
        Column(SURE, 12, style.CENTER),
        Column(ROLE, 13, style.CENTER),
        Column(DECIDED, 20, style.INPUT),
        Column(NOTE, 40, style.BODY),
    ]
    sheet, header = table_sheet(
        NAME,
        "NHẬP TỪ VĂN BẢN: ĐỐI CHIẾU VỚI BẢN GỐC",
        _notes(plan, source_name),
        columns,
        rows,
        freeze_columns=2,
    )
    sheet.tab_color = _TAB
    column = HEADERS.index(DECIDED)
    rest = [(header + 1, column, header + max(1, len(rows)), column)]
    choices = (IS_TASK, NO_TASK, f"{LEADS} NV01", f"{TIMES} NV01")
    sheet.validations.append(list_validation(rest, choices, DECIDED, strict=False))
    return sheet


def _notes(plan: ImportedPlan, source_name: str) -> list[str]:
    counts = Counter(passage.sure for passage in plan.passages)
    counts[Sureness.CHECK] += sum(finding.severity != "info" for finding in plan.findings)
    sure = ", ".join(
        f"{counts[kind]} giá trị {kind.value.lower()}" for kind in (Sureness.SURE, Sureness.CHECK)
    )
    shape = "bảng nhiệm vụ" if plan.shape == "table" else "lời văn"
    return [
        f"Nguồn: {clean(source_name)} (kế hoạch dạng {shape}). Mỗi dòng: giá trị đã nhập, đoạn gốc và vị trí trong văn bản.",
        f"{sure}; {len(plan.unplaced)} đoạn chưa rõ, không thành dòng nào. Lọc cột “{SURE}” để xem nhanh những dòng cần kiểm tra.",
        f"Đoạn nào xếp sai, ghi ở cột “{DECIDED}”: {IS_TASK}; {NO_TASK}; {LEADS} NV03; {TIMES} NV03, NV04. Lưu tệp, rồi nhập lại chính tệp này: chương trình làm theo, giữ nguyên mọi thứ đã ghi.",
        "Giá trị thì sửa ở các trang tính “Kế hoạch”, “Đơn vị”, “Nhiệm vụ”, “Kỳ báo cáo”. Đối chiếu xong thì có thể xóa trang tính này.",
    ]


def _row(passage: Passage) -> tuple[object, ...]:
    sheet: object = passage.sheet
    if passage.sheet in n.INPUT_SHEETS:
        link = style.LINK.but(align="center")
        sheet = L(f"internal:{sheet_ref(passage.sheet)}!A1", passage.sheet, link)
    return (
        sheet,
        passage.item,
        _cut(passage.value),
        passage.heading,
        _cut(passage.source),
        passage.where,
        S(passage.sure.value, _LOOK[passage.sure]),
        "" if passage.sheet in (n.PLAN, n.UNITS) else passage.role.value,
        "",
        passage.note,
    )


def _finding_look(severity: str) -> Style:
    return _LOOK[Sureness.OPEN] if severity == "info" else _LOOK[Sureness.CHECK]


def _cut(text: str) -> str:
    shown = "\n".join(filter(None, (clean(line) for line in text.split("\n"))))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
