"""From the parts of a document to a master: plan, units, tasks, periods, and a passage for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from danvan_xl.documents.choosing import (
    beside,
    choose,
    not_a_plan,
    refuse_other_documents,
    refuse_scrambled_table,
)
from danvan_xl.documents.facts import Fact, PlanFacts, read_facts
from danvan_xl.documents.found_units import FoundUnits, as_units, collect
from danvan_xl.documents.imported import ImportedPlan, Passage, Sureness
from danvan_xl.documents.leftovers import leftovers
from danvan_xl.documents.prose.reporting import ReportDate, owed_by_units, period_name, read_report_dates
from danvan_xl.documents.prose.task_lines import Prose, read_content, read_duties
from danvan_xl.documents.tables.real_tables import find_tables
from danvan_xl.documents.tables.table_rows import PlanTable
from danvan_xl.documents.tasks import TaskMaker
from danvan_xl.documents.text.claims import who_does
from danvan_xl.documents.text.content import Document, Line, TableBlock, number_of
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.outline import Outline, Subject, outline
from danvan_xl.documents.text.roles import Role
from danvan_xl.documents.text.unit_names import names_one
from danvan_xl.errors import InputError
from danvan_xl.findings import finding
from danvan_xl.language.folding import fold
from danvan_xl.language.units import UnitReader
from danvan_xl.model import Master, Part, Period, Plan, Unit, UnitKind
from danvan_xl.terms import master as n


def build(document: Document, path: Path, *, table: int | None = None) -> ImportedPlan:
    """Make the master. See :func:`danvan_xl.documents.import_plan`."""
    tables, lines, others = find_tables(document)
    parts = outline(lines)
    refuse_other_documents(parts, lines, [one for one in tables if not one.schedule], path)
    chosen = choose(tables, table, path)
    refuse_scrambled_table(lines, path)
    whens = [row.cell(Column.WHEN) for one in chosen for row in one.rows]
    facts = read_facts(parts, whens)
    year = facts.start.year if facts.start else None
    content = read_content(parts.about(Subject.CONTENT, Subject.OTHER), year)
    duties = read_duties(parts.about(Subject.DUTIES), year)
    if not chosen and not content.tasks and not duties.tasks:
        raise not_a_plan(path, parts)
    _complete_span(facts, lines, path)
    unused = [other for other in tables if not any(other is one for one in chosen)]
    maker = _Builder(document, path, parts, facts, chosen, unused, content, duties, others)
    return maker.build()


def _complete_span(facts: PlanFacts, lines: Sequence[Line], path: Path) -> None:
    """Without any words about the plan's days: the year that the document mentions most."""
    if facts.start is not None:
        return
    years = [int(y) for line in lines for y in re.findall(r"\b(20[2-4]\d)\b", line.text)]
    if not years:
        raise InputError(
            f"Không thấy năm nào trong “{path.name}” nên không biết kế hoạch của thời gian nào.",
            remedy="Ghi năm vào tiêu đề kế hoạch trong tệp rồi nhập lại kế hoạch.",
            file=path,
            code="no-year",
        )
    year = max(set(years), key=lambda y: (years.count(y), y))
    facts.start, facts.end = date(year, 1, 1), date(year, 12, 31)
    facts.span = Fact(f"01/01/{year} - 31/12/{year}", "", "", False)


class _Builder:
    def __init__(
        self,
        document: Document,
        path: Path,
        parts: Outline,
        facts: PlanFacts,
        tables: list[PlanTable],
        unused: list[PlanTable],
        content: Prose,
        duties: Prose,
        others: list[Line],
    ) -> None:
        self.document = document
        self.parts = parts
        self.facts = facts
        self.tables = tables
        self.unused = unused
        self.content = content
        self.duties = duties
        self.others = others
        self.file = path.name
        self.shape = "table" if tables and not beside(tables, content) else "prose"
        start, end = facts.start, facts.end
        assert start is not None and end is not None
        self.start, self.end = start, end
        self.result = ImportedPlan(Master(Plan("KH", "", start, end), path=None), self.shape)

    def note(self, code: str, **facts: object) -> None:
        self.result.findings.append(finding(code, file=self.file, **facts))  # type: ignore[arg-type]

    def passage(self, sheet: str, item: str, fact: Fact | None, *, value: str = "") -> None:
        if fact is None:
            return
        sure, note = (Sureness.SURE, "") if fact.sure else (Sureness.CHECK, "Suy ra từ đoạn này")
        self.result.passages.append(
            Passage(sheet, item, value or fact.value, fact.source, fact.where, sure, note)
        )

    def build(self) -> ImportedPlan:
        found = self.units()
        reader = UnitReader(self.result.master.units)
        focal = self.focal(reader)
        self.plan(focal)
        reader = UnitReader(self.result.master.units, focal=focal)
        sure = self.facts.span is not None and self.facts.span.sure
        maker = TaskMaker(self.result, reader, self.note, span_sure=sure)
        maker.add(self.tables, self.content, self.duties, mixed=self.shape == "prose")
        maker.finish(found)
        self.periods()
        self.unplaced()
        if self.document.scanned:
            self.note("document-page-scanned", value=", ".join(map(str, self.document.scanned)))
        return self.result

    # --- plan -------------------------------------------------------------------------------

    def plan(self, focal: str) -> None:
        facts = self.facts
        number = facts.number.value if facts.number else ""
        digits = re.match(r"\d+", number)
        year = facts.issued_on.year if facts.issued_on else self.start.year
        title = facts.title.value if facts.title else ""
        genre = self.parts.genre
        begun = f"{genre.upper()} {title}" if title.isupper() else f"{genre} {title[:1].lower()}{title[1:]}"
        name = title if not title or fold(title).startswith(fold(genre)) else begun
        self.result.master.plan = Plan(
            code=f"KH{digits.group()}-{year}" if digits else f"KH-{year}",
            name=name,
            start=self.start,
            end=self.end,
            number=number,
            issued_on=facts.issued_on,
            superior=_value(facts.superior),
            issuer=_value(facts.issuer),
            place=_value(facts.place),
            focal_unit=focal,
            signing_form=_value(facts.signing_form),
            signer=_value(facts.signer),
            bases=tuple(fact.value for fact in facts.bases),
        )
        plan = n.PLAN
        self.passage(plan, n.PLAN_NAME, facts.title, value=name)
        self.passage(plan, n.NUMBER, facts.number)
        self.passage(plan, n.ISSUED_ON, facts.issued)
        self.passage(plan, n.SUPERIOR, facts.superior)
        self.passage(plan, n.ISSUER, facts.issuer)
        self.passage(plan, n.PLACE, facts.place)
        self.passage(plan, f"{n.FROM}, {n.TO}", facts.span)
        self.passage(plan, n.SIGNING_FORM, facts.signing_form)
        self.passage(plan, n.SIGNER, facts.signer)
        for base in facts.bases:
            self.passage(plan, n.BASIS, base)
        if facts.title is None:
            self.note("document-title-missing")
        if facts.number is None:
            self.note("document-number-blank", note="")
        missing = {
            "ngày ban hành": facts.issued_on,
            "cơ quan ban hành": facts.issuer,
            "địa danh": facts.place,
            "người ký": facts.signer,
            "căn cứ": facts.bases,
        }
        for what, value in missing.items():
            if not value:
                self.note("document-fact-missing", value=what, note="")
        if facts.span is not None and not facts.span.sure:
            self.note("document-span-inferred", value=facts.span.value)

    # --- units ------------------------------------------------------------------------------

    def units(self) -> FoundUnits:
        named: dict[str, str] = {}
        said: set[str] = set()
        for heading in self.duties.headings:
            named.setdefault(heading.text, heading.where)
        for task in self.duties.tasks:
            named.setdefault(task.fields.get(Column.LEAD, ""), task.paragraph.where)
        texts = list(named.items())
        if self.tables:
            for table in self.tables:
                for row in table.rows:
                    texts += [(row.cell(c), row.where) for c in (Column.LEAD, Column.COORDINATING)]
        if self.shape == "prose":
            for task in self.content.tasks:
                texts += [
                    (task.fields.get(c, ""), task.paragraph.where) for c in (Column.LEAD, Column.COORDINATING)
                ]
            texts += [
                (task.fields.get(Column.COORDINATING, ""), task.paragraph.where) for task in self.duties.tasks
            ]
            told = {text for text, _ in texts}
            for task in (*self.content.tasks, *self.duties.tasks):
                # Units that only the sentence itself charges: "Giao Phòng X chủ trì, phối hợp với Ban Y ...".
                fields = task.fields
                who = who_does(task.text, fields.get(Column.LEAD, ""), fields.get(Column.COORDINATING, ""))
                texts += [(text, task.paragraph.where) for text in who]
                said |= {text for text in who if text not in told}
        found = collect(list(dict.fromkeys((t, w) for t, w in texts if fold(t))))
        units = as_units(found)
        # A name that stands nowhere so was worked out: "thôn 5" of "thôn 3, 5".
        text = fold(" ".join(" ".join(words) for block in self.document.blocks for words in _words(block)))
        self.result.master.units = units
        for unit, entry in zip(units, found.units, strict=True):
            note = f"Loại đơn vị: {unit.kind.value}"
            self.result.passages.append(
                Passage(
                    n.UNITS,
                    unit.code,
                    unit.name,
                    entry.source,
                    entry.where,
                    Sureness.CHECK
                    if entry.source in said or fold(unit.name) not in text
                    else _unit_sure(unit),
                    note,
                    Role.DUTY,
                )
            )
        return found

    def focal(self, reader: UnitReader) -> str:
        """The unit through which reports go: "(qua Phòng ...)", else the one whose duty is to gather them."""
        everything = [p for s in self.parts.sections for p in s.body] + self.parts.closing
        through = re.compile(
            r"(?:\bqua|\bthông qua|\bgửi về|\bgửi|\bvề)\s+(?P<who>(?:phòng|văn phòng|trung tâm|ban|bộ phận|công chức|sở|công an|thanh tra|hội|mặt trận|đoàn|trạm)\s[^,.;()]{2,70}?)"
            r"\s*(?:\)|,|;|\bđể\b|\bvào\b|\bđịnh kỳ\b|\btrong\b|\btổng hợp|\btrước\b|\btheo dõi|\blần\b|\bchậm\b|\.|$)",
            re.I,
        )
        for paragraph in everything:
            if not re.search(r"báo cáo|tổng hợp", paragraph.text.lower()):
                continue
            for match in through.finditer(paragraph.text.replace("*", "")):
                unit = reader.match(match["who"])
                if unit.unit is not None:
                    a_post = fold(match["who"]).startswith("công chức")  # one person's, no unit's
                    sure = not (unit.guessed or a_post)
                    fact = Fact(self.name_of(unit.unit), paragraph.text, paragraph.where, sure)
                    self.passage(n.PLAN, n.FOCAL_UNIT, fact)
                    return unit.unit
        gathers = re.compile(
            r"tổng hợp(?: kết quả)?,? (?:và )?(?:báo cáo|tham mưu)|tổng hợp,? báo cáo|(?:làm|là) (?:cơ quan |đơn vị )?đầu mối(?! tham mưu công tác tuyên)|đầu mối (?:theo dõi|tổng hợp)|theo dõi, đôn đốc|tổng hợp .{0,40}báo cáo",
            re.I,
        )
        for task in self.duties.tasks:
            if not gathers.search(task.text):
                continue
            reading = reader.read(task.fields.get(Column.LEAD, ""))
            if len(reading.leads) == 1 and not reading.unknown and not reading.groups:
                code = reading.leads[0]
                self.passage(
                    n.PLAN,
                    n.FOCAL_UNIT,
                    Fact(self.name_of(code), task.paragraph.text, task.paragraph.where, False),
                )
                return code
        self.note("document-focal-missing")
        return ""

    def name_of(self, code: str) -> str:
        unit: Unit | None = self.result.master.unit(code)
        return unit.name if unit else code

    # --- periods ----------------------------------------------------------------------------

    def periods(self) -> None:
        # A task of the content may have its own report; rounds are told where duties and reports are. If not, anywhere.
        ruled = [s for s in self.parts.sections if s.subject is not Subject.CONTENT]
        tables = self.document.tables
        alone = self.of_single_units()
        for sections in (ruled, self.parts.sections):
            told = [p for s in sections for p in s.body] + self.parts.closing
            told = [replace(p, text=p.text.replace("*", "")) for p in told]
            reports, upward = owed_by_units(read_report_dates(told, self.facts, tables, alone))
            upward = [report for report in upward if number_of(report.where) not in alone]
            if sections is not ruled and any(report.label for report in reports):
                reports = [report for report in reports if report.label]  # others are of single tasks
            if reports and not all(report.upward for report in reports):
                break
        some_score = any(report.scores for report in reports)
        start = self.start
        for number, report in enumerate(reports, 1):
            # A plan that never speaks of scores asks for none: the officer adds "Chấm điểm" with her criteria.
            parts = frozenset(Part) if report.scores else frozenset({Part.TASKS, Part.INDICATORS})
            period = Period(
                f"K{number}",
                period_name(report, number),
                min(start, report.due),
                report.due,
                report.due,
                parts=parts,
            )
            self.result.master.periods.append(period)
            self.period_passage(period, report, some_score)
            start = _next_start(start, report, self.start)
        if upward:
            self.note("document-report-upward", value=", ".join(f"{r.due:%d/%m/%Y}" for r in upward))
        if not reports:
            self.note("document-no-period")
        else:
            self.note("document-period-inferred", value=", ".join(f"{r.due:%d/%m/%Y}" for r in reports))

    def of_single_units(self) -> set[int]:
        """The lines that stand under one unit's name: what it reports on its own work is no round of them all."""
        return {
            task.paragraph.number
            for task in (*self.duties.tasks, *self.content.tasks)
            if names_one(task.fields.get(Column.LEAD, ""))
        }

    def period_passage(self, period: Period, report: ReportDate, some_score: bool) -> None:
        note = "Từ ngày, đến ngày của kỳ là suy ra."
        if some_score:
            note += " Kỳ này chấm điểm." if report.scores else " Kỳ này không chấm điểm."
        self.result.passages.append(
            Passage(
                n.PERIODS, period.code, f"{period.name}: hạn nộp {period.due:%d/%m/%Y}", report.source, report.where,
                Sureness.CHECK if report.upward or not report.label else Sureness.SURE, note, Role.REPORT,
            )
        )  # fmt: skip

    # --- the rest ---------------------------------------------------------------------------

    def unplaced(self) -> None:
        """Everything that became nothing, with the reason and the heading above it."""
        self.result.unplaced = leftovers(
            self.parts, self.facts, (self.content, self.duties), from_table=self.shape == "table",
            unused=self.unused, others=self.others,
        )  # fmt: skip
        if self.result.unplaced:
            self.note("document-unplaced", value=len(self.result.unplaced))


def _words(block: Line | TableBlock) -> list[list[str]]:
    return [[block.text]] if isinstance(block, Line) else block.rows


def _unit_sure(unit: Unit) -> Sureness:
    """A unit of no known kind, with a name longer than names are or with a time in it, may be something else."""
    odd = unit.kind is UnitKind.OTHER or len(unit.name.split()) > 14 or _NO_NAME.search(fold(unit.name))
    return Sureness.CHECK if odd or re.search(r"\w{3}\. ", unit.name) else Sureness.SURE


_NO_NAME = re.compile(r"\b(?:trước|xong|ngày|tháng|quý|phối hợp|chủ trì|hoàn thành|20\d\d)\b")
"""In a name it tells of a cell or line that held more than names."""


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def _next_start(start: date, report: ReportDate, plan_start: date) -> date:
    """A yearly report covers the year from its first day; numbered rounds follow each other."""
    if re.search(r"lần|đợt|quý|tháng \d", report.label.lower()) and report.due > start:
        return date.fromordinal(report.due.toordinal() + 1)
    return plan_start
