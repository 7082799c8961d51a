"""What of a document became nothing: every passage with its role and the reason, so that nothing has to be searched in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_xl.documents.facts import PlanFacts
from danvan_xl.documents.imported import Passage, Sureness
from danvan_xl.documents.prose.task_lines import Left, Prose
from danvan_xl.documents.tables.table_rows import PlanTable
from danvan_xl.documents.text.content import Line, place
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.outline import Outline, Subject
from danvan_xl.documents.text.paragraphs import join
from danvan_xl.documents.text.roles import Role, judge
from danvan_xl.language.folding import clean, fold

_SECTIONS = {
    Subject.PURPOSE: Role.PURPOSE,
    Subject.REVIEW: Role.REVIEW,
    Subject.REPORTING: Role.REPORT,
    Subject.FUNDING: Role.MONEY,
    Subject.TIME: Role.TIME,
}


def leftovers(
    parts: Outline,
    facts: PlanFacts,
    prose: Sequence[Prose],
    *,
    from_table: bool,
    unused: Sequence[PlanTable],
    others: Sequence[Line],
) -> list[Passage]:
    """The passages that are in no row. ``from_table``: tasks were taken from a table, those of the text were not."""
    rest = [entry for one in prose for entry in one.rest]
    rest += list(_of_the_text(prose)) if from_table else []
    for section in parts.sections:
        role = _SECTIONS.get(section.subject)
        if role is not None:
            rest += [
                Left(p, role, f"Mục “{section.heading.full}”", section.heading.full) for p in section.body
            ]
    rest += [Left(p, Role.OTHER, "Lời kết") for p in parts.closing]
    known = {base.source for base in facts.bases}
    rest += [Left(p, Role.BASIS, "Lời dẫn") for p in parts.preamble if p.text not in known]
    rest += [
        Left(p, judge(p.text, [parts.appendix[0].text]).role, "Phụ lục, ngoài bảng")
        for p in join(parts.appendix)
    ]
    left = [_open(clean(p.full), p.where, role, reason, heading) for p, role, reason, heading in rest]
    left += [
        _open(line.text, place(line.page, line.number), Role.OTHER, "Nơi nhận")
        for line in parts.recipients
        if not fold(line.text).startswith("nơi nhận")
    ]
    reason = "Bảng khác (không phải bảng nhiệm vụ)"
    left += [_open(row.source, row.where, Role.FORM, reason) for table in unused for row in table.rows]
    left += [
        _open(line.text, place(line.page, line.number), Role.FORM, "Bảng khác")
        for line in others
        if fold(line.text)
    ]
    return sorted(left, key=lambda passage: passage.number)


def _of_the_text(prose: Sequence[Prose]) -> Iterator[Left]:
    for task in (task for one in prose for task in one.tasks if not task.beside):
        unit = task.fields.get(Column.LEAD, "đơn vị")
        whose = f"Nhiệm vụ của {unit} ghi ở phần lời văn" if task.duty else "Phần lời văn"
        role = Role.DUTY if task.duty else Role.TASK
        yield Left(task.paragraph, role, f"{whose} (nhiệm vụ lấy từ bảng)", task.headings[-1])


def _open(text: str, where: str, role: Role, reason: str, heading: str = "") -> Passage:
    return Passage("", "", "", text, where, Sureness.OPEN, reason, role, heading)
