"""What is refused, and which of several tables counts: said before anything is made of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from danvan_xl.documents.prose.task_lines import Prose, ProseTask
from danvan_xl.documents.tables.real_tables import about_tasks
from danvan_xl.documents.tables.table_rows import PlanTable
from danvan_xl.documents.text.content import Line, place
from danvan_xl.documents.text.headers import Column, column_of, is_plan_header, read_flat_header
from danvan_xl.documents.text.outline import Outline, Subject
from danvan_xl.documents.text.roles import UNDER_UNKNOWN
from danvan_xl.errors import ChoiceError, InputError
from danvan_xl.language.folding import fold

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
    if wanted is None and all(table.schedule for table in tables):
        return tables
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


def beside(tables: list[PlanTable], content: Prose) -> bool:
    """Whether a table stands in the text of a plan in prose, beside its other tasks; else the tables are the plan."""
    if all(table.schedule for table in tables):
        return True
    return (
        len(tables) == 1
        and tables[0].in_text
        and any(
            not set(task.doubts) - {UNDER_UNKNOWN} and not above_table(task, tables) for task in content.tasks
        )
    )


def above_table(task: ProseTask, tables: list[PlanTable]) -> bool:
    """Whether it only leads to the table right under it: "..., gồm các chuyên mục sau:"."""
    at = task.paragraph.number
    return any(0 < table.rows[0].number - at <= 6 for table in tables)


def not_a_plan(path: Path, parts: Outline | None = None) -> InputError:
    """The refusal of a document that is none, with what it calls itself."""
    what = parts.other if parts is not None else ""
    said = f"là {what}, không phải kế hoạch" if what else "không giống kế hoạch"
    return InputError(
        f"“{path.name}” {said}: không thấy tiêu đề “KẾ HOẠCH” với bảng nhiệm vụ, mục nội dung hay mục tổ chức thực hiện.",
        remedy="Kiểm tra lại tệp; nếu đúng là kế hoạch, tạo tệp kế hoạch trống rồi nhập tay: danvan-xl new -o ke-hoach.xlsx",
        file=path,
        code="not-a-plan",
    )


_OF_A_PLAN = re.compile(
    r"\bkèm theo kế hoạch\b|\b(?:ban hành|xây dựng) kế hoạch\b.*\b(?:như sau|cụ thể)\b|^trên đây là kế hoạch\b|\bphụ lục\b.*\bkế hoạch\b"
)
"""Words of a plan whose title line is lost."""
_SITTING = re.compile(
    r"\b(?:hội nghị|kỳ họp|lễ|hội thảo|đại hội|tọa đàm|buổi|cuộc họp|làm việc|khai mạc|tập huấn|đào tạo|môn học|giáo dục|du lịch|khuyến mại|văn nghệ|máy tính|học bổng)\b"
)
_YEARLY = re.compile(r"\bdân vận\b|\bdân chủ\b|\bnăm 20\d\d\b|\bphối hợp\b|\bgiai đoạn\b|\bcông tác\b")
_OTHER_PLAN = re.compile(
    r"\b(?:bài dạy|giảng dạy|dạy học|bài học|lựa chọn nhà thầu|đấu thầu|sử dụng đất|kinh doanh|sản xuất|học tập cá nhân|cá nhân|trả nợ|du lịch|tiếp thị|marketing|luyện tập|ôn tập|bán hàng|kiểm toán|diễn tập|huấn luyện|giáo dục nhà trường|nhập ngũ|văn thư|^(?:thanh tra|kiểm tra)|đầu tư công trung hạn|vay)\b"
)


def refuse_other_documents(
    parts: Outline, lines: Sequence[Line], tables: list[PlanTable], path: Path
) -> None:
    """Raise :class:`InputError` ``not-a-plan`` for a report, a decision or anything else without a plan's parts."""
    title = fold(" ".join(p.text for p in parts.title))
    subjects = {section.subject for section in parts.sections}
    whole = Subject.CONTENT in subjects and Subject.DUTIES in subjects
    if parts.other:
        raise not_a_plan(path, parts)
    if not parts.is_plan:
        said = any(_OF_A_PLAN.search(fold(line.text)) for line in lines)
        if not said and not (tables and "nhiệm vụ" in fold(" ".join(line.text for line in lines[:8]))):
            raise not_a_plan(path)
        return
    if parts.genre != "Kế hoạch":
        clocked = any(_CLOCK.search(row.cell(Column.WHEN)) for table in tables for row in table.rows)
        if clocked or _SITTING.search(title) or not _YEARLY.search(title) or not (whole or tables):
            parts.other = parts.genre.lower()
            raise not_a_plan(path, parts)
    if "dân vận" in title:
        return
    if _OTHER_PLAN.search(title) or not _is_about_people(parts, lines):
        raise InputError(
            f"“{path.name}” là kế hoạch về việc khác: tiêu đề và căn cứ không nhắc đến dân vận hay dân chủ ở cơ sở.",
            remedy="Kiểm tra lại tệp; nếu vẫn muốn theo dõi kế hoạch này, tạo tệp kế hoạch trống rồi nhập tay: danvan-xl new -o ke-hoach.xlsx",
            file=path,
            code="not-a-plan",
        )


_MATTER = re.compile(
    r"\b(?:dân vận|dân chủ|vận động (?:nhân dân|quần chúng|người dân)|tiếp công dân|đối thoại|trưởng (?:thôn|ấp|bản|khu phố))\b"
)


def _is_about_people(parts: Outline, lines: Sequence[Line]) -> bool:
    """Whether its title, its bases or much of its text speak of the people's work: a plan may do so without naming it in its title."""
    told = fold(" ".join(p.text for p in (*parts.title, *parts.preamble) if not p.mark[:1].isdigit()))
    often = sum(len(re.findall(r"\bdân (?:vận|chủ)\b", fold(line.text))) for line in lines) >= 3
    return often or bool(_MATTER.search(told))


_CLOCK = re.compile(r"(?i)^\W*\d{1,2}\s*(?:h|giờ|:)\s*\d{0,2}\s*(?:phút)?\W*(?:[-–]|đến|$)")


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
