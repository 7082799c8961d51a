"""What is refused, and which of several tables counts: said before anything is made of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from danvan_xl.documents.tables.real_tables import about_tasks
from danvan_xl.documents.tables.table_rows import PlanTable
from danvan_xl.documents.text.content import Line, place
from danvan_xl.documents.text.headers import column_of, is_plan_header, read_flat_header
from danvan_xl.documents.text.outline import Outline, Subject
from danvan_xl.errors import ChoiceError, InputError
from danvan_xl.language.folding import fold

_OTHER_DOCUMENT = re.compile(
    r"^(?:báo cáo|tờ trình|quyết định|thông báo|nghị quyết|công văn|giấy mời|biên bản|hướng dẫn|chỉ thị|chương trình|đề án|thông tư|nghị định|hợp đồng)$"
)

_HEADER_SIGNS = (
    "nhiệm vụ",
    "chủ trì",
    "đơn vị chủ",
    "phối",
    "thời gian",
    "hoàn thành",
    "sản phẩm",
    "kết quả",
)
_SQUASHED = re.compile(
    r"^s?tt.{4,60}(?:chủtrì|thựchiện|đầumối).{0,60}(?:phốihợp|thờigian|thờihạn|sảnphẩm|kếtquả)"
)
"""A table's header whose cells a converter ran together without spaces."""


def choose(tables: list[PlanTable], wanted: int | None, path: Path) -> list[PlanTable]:
    """The tables that are the plan: the one asked for (from 1; 0 for all), the only one, or one a section.

    Raises :class:`ChoiceError` ``two-tables`` when several look like the appendix.
    """
    if wanted is not None and wanted > 0:
        if wanted > len(tables):
            raise InputError(
                f"Văn bản chỉ có {len(tables)} bảng nhiệm vụ, không có bảng thứ {wanted}.",
                remedy="Chọn lại số thứ tự của bảng.",
                file=path,
                code="two-tables",
            )
        return [tables[wanted - 1]]
    if len(tables) > 1 and wanted is None and len(about_tasks(tables)) == 1:
        return about_tasks(tables)
    if len(tables) > 1 and wanted is None and _one_a_section(tables):
        for section in tables:
            for row in section.rows:
                row.group = " / ".join(filter(None, (section.heading, row.group)))
        return tables
    if len(tables) > 1 and wanted is None:
        options = tuple(f"bảng {i} ({t.where}, {len(t.rows)} dòng)" for i, t in enumerate(tables, 1))
        raise ChoiceError(
            f"Văn bản có {len(tables)} bảng đều giống phụ lục nhiệm vụ: {'; '.join(options)}.",
            options,
            remedy="Chạy lại với --table 1 (hoặc 2, ...) để chọn bảng, hoặc --table 0 để lấy tất cả.",
            file=path,
            code="two-tables",
        )
    return tables


def _one_a_section(tables: list[PlanTable]) -> bool:
    """Each stands in the body under a numbered heading of its own: together they are the plan."""
    headings = [fold(table.heading) for table in tables]
    return all(headings) and len(set(headings)) == len(headings)


def not_a_plan(path: Path) -> InputError:
    """The refusal of a document that is none."""
    return InputError(
        f"“{path.name}” không giống kế hoạch: không thấy bảng nhiệm vụ, mục nội dung hay mục tổ chức thực hiện.",
        remedy="Kiểm tra lại tệp; nếu đúng là kế hoạch, tạo tệp kế hoạch trống rồi nhập tay: danvan-xl new -o ke-hoach.xlsx",
        file=path,
        code="not-a-plan",
    )


def refuse_other_documents(
    parts: Outline, lines: Sequence[Line], tables: list[PlanTable], path: Path
) -> None:
    """Raise :class:`InputError` ``not-a-plan`` for a report, a decision or anything else without a plan's parts."""
    if parts.is_plan or tables:
        return
    if any(_OTHER_DOCUMENT.match(fold(line.text)) and line.text.isupper() for line in lines[:40]):
        raise not_a_plan(path)
    subjects = {section.subject for section in parts.sections}
    if not (Subject.CONTENT in subjects and Subject.DUTIES in subjects):
        raise not_a_plan(path)


def refuse_scrambled_table(lines: Sequence[Line], path: Path) -> None:
    """A table whose cells cannot be told apart any more: its rows must not vanish in silence."""
    for at, line in enumerate(lines):
        words = fold(line.text).split()
        if _SQUASHED.match("".join(words)):
            raise _scrambled(line, path)
        broken = words[:1] == ["st"] and any(
            fold(other.text).split()[:1] == ["t"] for other in lines[at + 1 : at + 4]
        )
        if words[:1] not in (["tt"], ["stt"]) and not broken:
            continue
        near = " ".join(other.text for other in lines[at : at + 12])
        # A column at a time puts the names of the columns far apart.
        parts = [part for other in lines[at : at + 60] for part in re.split(r" {2,}", other.text)]
        columns = [column_of(part) for part in parts if len(part.split()) <= 6]
        if broken and sum(word in fold(" ".join(parts)) for word in _HEADER_SIGNS) >= 4:
            raise _scrambled(line, path)
        if is_plan_header(columns) or read_flat_header(near) is not None:
            raise _scrambled(line, path)


def _scrambled(line: Line, path: Path) -> InputError:
    return InputError(
        f"Bảng nhiệm vụ trong “{path.name}” ({place(line.page, line.number)}) đã bị xáo trộn khi chuyển sang văn bản, không ghép lại được.",
        remedy="Dùng bản Word (.docx) hoặc PDF gốc của kế hoạch; nếu chỉ có văn bản, ghi mỗi ô của bảng trên một dòng.",
        file=path,
        code="table-scrambled",
    )
