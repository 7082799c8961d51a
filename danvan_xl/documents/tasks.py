"""Model tasks out of table rows or prose, with units, deadline, target and a passage each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct, field

from danvan_xl.documents.choosing import above_table
from danvan_xl.documents.found_units import REFERENCE, FoundUnits
from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness
from danvan_xl.documents.prose.task_lines import Prose, ProseTask
from danvan_xl.documents.suggest import suggest_leads
from danvan_xl.documents.tables.table_rows import PlanRow, PlanTable, doubt_of_row
from danvan_xl.documents.text.claims import HELPED, heading_time, named_time, who_does
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.roles import REPORTED, Role, general
from danvan_xl.documents.text.unit_names import says_more
from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.quantities import asked_of, stated
from danvan_xl.language.units import UnitReader, UnitReading
from danvan_xl.language.units.groups import read_group_part
from danvan_xl.model import DeadlineKind, Task, UnitKind
from danvan_xl.terms import master as n

_TIME_SIGN = re.compile(
    r"(?i)\b(?:dịp|học k[ìỳ]|khai giảng|tết|mùa)\b|\b(?:trong|đầu|cuối|giữa|hết) (?:năm|quý|tháng|tuần|hè)\b|\b(?:mỗi|hằng|hàng) (?:ngày|năm|học)\b|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]*[-/][A-ZĐ])(?!\s*(?:xã|phường|huyện|thôn|đơn vị|trường|hộ))|\bngày\s+\d|\btháng\s+\d|\bquý\s+[IVX\d]|\d{1,2}/\d{1,2}/\d{4}|/\s*(?:ngày|tuần|tháng|quý)\b|\bmỗi (?:ngày|tuần|tháng|quý)\b|\bhằng (?:tháng|quý|tuần)\b|\bhàng (?:tháng|quý|tuần)\b"
)
_FROM_AN_EVENT = re.compile(
    r"(?i)\b(?:trước|sau|trong(?: vòng)?|chậm nhất(?: là)?)\s+\d+\s+(?:ngày|giờ|tuần|tháng)\b|\b\d+\s+ngày\s+(?:làm việc|trước|sau|kể từ)\b|\btrước(?: \S+){1,4} \d+ ngày\b|\bngay (?:sau )?khi\b"
)
"""A time that hangs on something else: no day of the plan."""
_YEAR = re.compile(r"(?i)\bnăm\s+20\d\d|hằng năm|hàng năm")
_OPEN_KINDS = (UnitKind.HAMLET, UnitKind.SCHOOL, UnitKind.COMMUNE)
"""Kinds of which a plan names single members at most by chance: such a group is likely larger than the list."""


class _Doubts(Struct):
    """Names by what is wrong with them, with the tasks in which they stand."""

    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unknown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    guessed: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    partial: dict[str, tuple[str, ...]] = field(default_factory=dict)


class TaskMaker:
    """Adds tasks to ``result.master`` in order; :meth:`finish` reports what is open."""

    def __init__(
        self, result: ImportedPlan, reader: UnitReader, note: Callable[..., None], *, span_sure: bool
    ) -> None:
        self.result = result
        self.span_sure = span_sure
        self.many_years = result.master.plan.end.year > result.master.plan.start.year
        self.reader = reader
        self.note = note
        plan = result.master.plan
        self.context = DeadlineContext(plan.start, plan.end, plan.before_rule, plan.holiday_rule)
        self.doubts = _Doubts()
        self.duties: list[tuple[str, str]] = []

    def add(self, tables: list[PlanTable], content: Prose, duties: Prose, *, mixed: bool) -> None:
        """One task a row of the tables. ``mixed``: also those of the text, in the document's order, then the duties."""
        found: list[tuple[int, PlanRow | ProseTask]] = []
        for table in tables:
            self.numbering(table)
            self.blanks(table)
            found += [(row.number, row) for row in table.rows]
        if mixed or not tables:
            found += [(item.paragraph.number, item) for item in content.tasks]
        if tables and mixed:
            found.sort(key=lambda entry: entry[0])
        for _, item in found:
            if isinstance(item, PlanRow):
                self.row(item)
            elif not (item.text.rstrip().endswith(":") and above_table(item, tables)):
                self.prose_task(item)
        for item in duties.tasks:
            if tables and not mixed:
                if not self.is_beside(item):
                    continue
                item.doubts.append("Ghi ở phần lời văn, ngoài bảng nhiệm vụ")
                item.beside = True
            task = self.prose_task(item)
            if len(task.leads) == 1:
                self.duties.append((task.leads[0], item.text))

    def is_beside(self, item: ProseTask) -> bool:
        """Whether a duty of the text is a task beside those of the table: it has a time of its own and is no work of every plan."""
        time = item.fields.get(Column.WHEN, "") or named_time(item.text, self.context)
        rhythm = re.search(r"(?i)\b(?:hằng|hàng) (?:tháng|quý|tuần)\W*$", item.text)
        own = bool(time) and bool(_TIME_SIGN.search(time))
        planned = own and re.search(r"(?i)\bxây dựng (?:và ban hành )?kế hoạch\b(?!.*\bbáo cáo\b)", item.text)
        return bool(planned) or ((own or bool(rhythm)) and not general(item.text))

    # --- from tables ------------------------------------------------------------------------

    def row(self, row: PlanRow) -> None:
        target = self.target_cell(row)
        times = (heading_time(heading, self.context) for heading in reversed(row.group.split(" / ")))
        told = next(filter(None, times), "")
        task = self.task(
            row.cell(Column.TEXT),
            number=row.cell(Column.NUMBER).strip(" ."),
            group=row.group,
            lead=row.cell(Column.LEAD),
            coordinating=row.cell(Column.COORDINATING),
            when=row.cell(Column.WHEN) or told,
            deliverable=row.cell(Column.DELIVERABLE),
            target=target,
        )
        sure, why = (
            (Sureness.SURE, "Dòng của bảng nhiệm vụ")
            if row.sure
            else (Sureness.CHECK, "Ranh giới ô chưa chắc")
        )
        if not row.timed:
            sure, why = Sureness.CHECK, "Bảng không có cột thời gian"
        if told and not row.cell(Column.WHEN):
            sure, why = Sureness.CHECK, "Thời gian lấy từ dòng đề mục của bảng"
        if doubt := row.doubt or doubt_of_row(row):
            sure, why = Sureness.CHECK, doubt
        if REPORTED.match(fold(row.cell(Column.TEXT))):
            sure, why = Sureness.CHECK, "Kỳ báo cáo, có thể không phải nhiệm vụ"
        if row.blank:
            sure, why = Sureness.CHECK, f"Ô {row.blank} trống hoặc gộp với ô trên"
        if not row.sure:
            self.note("document-table-unsure", value=row.cell(Column.NUMBER), where=row.where)
        if target is not None and target[0] is None:
            said = _short(clean(row.cell(Column.TARGET)))
            self.note("document-target-unread", value=task.code, where=row.where, note=said)
            sure, why = Sureness.CHECK, f"{why}; chưa đọc được cột “{n.TARGET}”"
        self.passage(task, row.source, row.where, sure, why, row.group)

    @staticmethod
    def target_cell(row: PlanRow) -> tuple[Decimal | None, str] | None:
        """Chỉ tiêu and Đơn vị tính where the table says them (no amount where it cannot be read); else None: the words tell."""
        from danvan_xl.language.numbers import read_number

        cell, unit = row.cell(Column.TARGET), row.cell(Column.UNIT)
        if not fold(cell):
            return None
        return stated(cell, unit) or (read_number(cell).value, unit)

    @staticmethod
    def blanks(table: PlanTable) -> None:
        """A blank cell where most rows have one may have been merged with the one above. A schedule goes by its times."""
        named = {Column.LEAD: "chủ trì", Column.WHEN: "thời gian"}
        timed = any(row.cell(Column.WHEN) for row in table.rows)
        for row in table.rows:
            row.timed = timed
        for column, name in named.items():
            filled = sum(bool(row.cell(column)) for row in table.rows)
            above = ""
            for row in table.rows:
                if not row.cell(column) and filled >= 0.5 * len(table.rows):
                    row.blank = name
                    if column is Column.WHEN and table.columns[0] is Column.WHEN and above:
                        row.cells[column] = above
                above = row.cell(column)

    def numbering(self, table: PlanTable) -> None:
        """A hole in the running numbers may be a row that the converter lost."""
        numbers = [int(text) for row in table.rows if (text := row.cell(Column.NUMBER).strip(" .")).isdigit()]
        for before, after in pairwise(numbers):
            if after not in (before + 1, 1):
                self.note("document-numbers-jump", value=f"{before} sang {after}", note="")

    # --- from prose -------------------------------------------------------------------------

    def prose_task(self, item: ProseTask) -> Task:
        fields = item.fields
        notes = list(item.doubts)
        sure = Sureness.CHECK if notes else Sureness.SURE
        told_lead, told_help = fields.get(Column.LEAD, ""), fields.get(Column.COORDINATING, "")
        lead, coordinating = who_does(item.text, told_lead, told_help)
        if lead != told_lead:
            sure = Sureness.CHECK
            notes.append("Chủ trì lấy từ lời văn")
        if coordinating != told_help:
            sure = Sureness.CHECK
            notes.append("Phối hợp lấy từ lời văn")
        elif not coordinating and HELPED.search(item.text):
            sure = Sureness.CHECK
            notes.append("Chưa đọc được đơn vị phối hợp trong câu")
        when = fields.get(Column.WHEN, "")
        if not when:
            when = named_time(item.text, self.context)
            if when:
                sure = Sureness.CHECK
                notes.append("Thời gian lấy từ lời văn")
        if not when:
            times = (heading_time(heading, self.context) for heading in reversed(item.headings))
            when = next(filter(None, times), "")
            if when:
                sure = Sureness.CHECK
                notes.append("Thời gian lấy từ đề mục")
            elif (
                _TIME_SIGN.search(item.text)
                or _FROM_AN_EVENT.search(item.text)
                or (self.many_years and _YEAR.search(item.text))
            ):
                sure = Sureness.CHECK
                notes.append("Trong câu có mốc thời gian chưa đọc được")
        if says_more(lead) or says_more(coordinating):
            sure = Sureness.CHECK
            notes.append("Dòng ghi đơn vị có lời chưa đọc được")
        if len(item.text.split()) < 3 or (item.text[:1].islower() and not item.duty):
            sure = Sureness.CHECK
            notes.append("Nội dung rất ngắn hoặc có thể bị cắt")
        if item.shared:
            sure = Sureness.CHECK
            notes.append("Dòng ghi thời gian, đơn vị đứng chung cho nhiều nhiệm vụ")
        task = self.task(
            item.text,
            number=item.number,
            group=item.group,
            lead=lead,
            coordinating=coordinating,
            when=when,
            deliverable=fields.get(Column.DELIVERABLE, ""),
        )
        note = "; ".join(notes or [item.why])
        self.passage(task, item.source, item.paragraph.where, sure, note, item.headings[-1])
        return task

    # --- both -------------------------------------------------------------------------------

    def task(
        self,
        text: str,
        *,
        number: str,
        group: str,
        lead: str,
        coordinating: str,
        when: str,
        deliverable: str,
        target: tuple[Decimal | None, str] | None = None,
    ) -> Task:
        """Make and add one task."""
        tasks = self.result.master.tasks
        code = f"NV{len(tasks) + 1:02d}"
        if REFERENCE.match(fold(lead)):
            self.result.suggestions[code] = f"Văn bản ghi: {_short(clean(lead))}"
            lead = ""
        reading = self.reader.read(lead, coordinating)
        self.doubt(code, reading)
        deadline = read_deadline(when, self.context)
        if deadline.kind is DeadlineKind.UNCLEAR:
            self.note("document-deadline-unclear", value=when, note=code)
        amount, amount_unit = self.quantity(code, text) if target is None else target
        task = Task(
            code,
            text,
            number,
            group,
            lead,
            coordinating,
            when,
            deliverable,
            amount,
            amount_unit,
            deadline,
            reading.assignments,
        )
        tasks.append(task)
        return task

    def quantity(self, code: str, text: str) -> tuple[Decimal | None, str]:
        found = asked_of(text)
        if len(found) == 1:
            return found[0]
        if found:
            shown = "; ".join(f"{amount} {unit}" for amount, unit in found)
            self.note("document-target-several", value=code, note=shown)
        return None, ""

    def doubt(self, code: str, reading: UnitReading) -> None:
        for unknown in reading.unknown:
            group = read_group_part(unknown.text)
            known = self.doubts.groups if group is not None and group.kinds else self.doubts.unknown
            spelling = next((text for text in known if fold(text) == fold(unknown.text)), unknown.text)
            known[spelling].append(code)
        for guess in reading.guessed:
            self.doubts.guessed[guess.text, guess.unit].append(code)
        for group_reading in reading.groups:
            if group_reading.members and set(group_reading.kinds) <= set(_OPEN_KINDS):
                self.doubts.partial[group_reading.text] = group_reading.members

    def passage(self, task: Task, source: str, where: str, sure: Sureness, note: str, heading: str) -> None:
        notes = [note] if note else []
        deadline = task.deadline
        if deadline.kind is DeadlineKind.UNCLEAR:
            notes.append("Chưa hiểu thời gian thực hiện")
            sure = Sureness.CHECK
        elif deadline.inferred:
            notes.append("Không ghi thời gian: hiểu là thường xuyên")
        plan = self.result.master.plan
        open_ended = deadline.inferred or (
            deadline.kind is DeadlineKind.RECURRING and deadline.due == plan.end
        )
        if open_ended and not self.span_sure:
            sure = Sureness.CHECK
            notes.append("Thời gian của kế hoạch là suy ra")
        if not task.leads:
            notes.append("Chưa có chủ trì")
        self.result.passages.append(
            Passage(
                n.TASKS, task.code, _shown(task), source, where, sure, "; ".join(notes), Role.TASK, heading
            )
        )

    # --- what is open -----------------------------------------------------------------------

    def finish(self, found: FoundUnits) -> None:
        """Findings about units and tasks without a lead; suggestions for these."""
        master = self.result.master
        for text, codes in self.doubts.groups.items():
            self.note("document-group-empty", value=text, note=_codes(codes))
        for text, members in self.doubts.partial.items():
            names = ", ".join(u.name for u in master.units if u.code in members)
            self.note("document-group-partial", value=text, note=names)
        issuers = {fold(name) for name, _ in found.issuers}
        for text, codes in self.doubts.unknown.items():
            kind = "document-lead-is-issuer" if fold(text) in issuers else "document-unit-unknown"
            self.note(kind, value=text, note=_codes(codes))
        for (text, unit), codes in self.doubts.guessed.items():
            known = master.unit(unit)
            self.note(
                "document-unit-guessed",
                value=text,
                note=_codes(codes),
                unit_name=known.name if known else unit,
            )
        nameless = [task for task in master.tasks if not task.leads and not fold(task.lead_text)]
        if nameless:
            self.note(
                "document-task-without-lead", value=len(nameless), note=_codes([t.code for t in nameless])
            )
        wanted = [(task.code, f"{task.group} {task.text}") for task in nameless]
        for code, (unit, duty) in suggest_leads(wanted, self.duties).items():
            known = master.unit(unit)
            name = known.name if known else unit
            self.result.suggestions[code] = f"{name} (được giao: {_short(duty)})"


def _shown(task: Task) -> str:
    """The task's cells, one a line, as a person compares them with the document."""
    due = task.deadline.due
    read = f" → {task.deadline.kind.value}" + (f", hạn {due:%d/%m/%Y}" if due else "")
    lines = [task.text]
    for label, value in (
        ("Chủ trì", task.lead_text),
        ("Phối hợp", task.coordinating_text),
        ("Thời gian", f"{task.when_text}{read}" if task.when_text else ""),
        (n.DELIVERABLE, task.deliverable),
        (n.TARGET, f"{task.target} {task.target_unit}".strip() if task.target is not None else ""),
    ):
        if value:
            lines.append(f"{label}: {' '.join(value.split())}")
    return "\n".join(lines)


def _codes(codes: list[str]) -> str:
    shown = list(dict.fromkeys(codes))
    return ", ".join(shown[:8]) + (f" và {len(shown) - 8} nhiệm vụ khác" if len(shown) > 8 else "")


def _short(text: str, size: int = 110) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + "…"
