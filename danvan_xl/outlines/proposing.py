"""Proposals: for every blank cell of an outline what of ours goes there, how sure that is, and why.

Sure is only what the outline says in our own words, in one place, in a unit of measure that agrees. Everything else is a
suggestion for a person, or open. A wrong figure that looks right is worse than a blank cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.language.folding import fold
from danvan_xl.language.units import UnitReader
from danvan_xl.model import Master, Unit
from danvan_xl.outlines import headings
from danvan_xl.outlines.book import Outline
from danvan_xl.outlines.column_subjects import bracketed, column_subject
from danvan_xl.outlines.identities import identities
from danvan_xl.outlines.matching import Kind, Match, Subject, Subjects, number_of, same_measure
from danvan_xl.outlines.sheet import OutlineSheet
from danvan_xl.outlines.tables import (
    NOTE_WORDS,
    NUMBER_WORDS,
    TOTAL,
    Column,
    Line,
    OutlineTable,
)
from danvan_xl.reports.rollup_match import same_body
from danvan_xl.rules.constraints import checks_of
from danvan_xl.terms import form
from danvan_xl.terms import outlines as o
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.opening.seen import Position

Certainty = o.Certainty
BLANK_ROW = "(dòng trống)"
_UNIT_WORDS = ("đơn vị", "thôn", "xã", "phường", "cơ quan", "địa phương", "trường")


class Proposal(Struct, frozen=True):
    """One target cell. ``subject`` and ``field`` say what goes there ('' : nothing is proposed), ``unit`` is a code ('' : the
    whole body), ``per_row``: the cell is in the pattern row of a stretch that gets one row an item."""

    sheet: str
    place: Position
    path: tuple[str, ...]
    measure: str = ""
    subject: str = ""
    field: str = ""
    unit: str = ""
    per_row: o.PerRow | None = None
    certainty: Certainty = Certainty.OPEN
    why: str = ""

    @property
    def cell(self) -> str:
        """The cell's name."""
        return cell_name(*self.place)

    @property
    def label(self) -> str:
        """The path as one text, by which the cell is known when the outline comes again."""
        return " › ".join(" ".join(part.split()) for part in self.path)


class Proposed(Struct):
    """All proposals of an outline, and sentences about what was left alone."""

    proposals: list[Proposal] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def propose(outline: Outline, master: Master) -> Proposed:
    """Propose what goes into each blank cell of the outline's tables."""
    work = _Work(master)
    for table in outline.tables:
        work.table(table)
    if outline.hidden:
        work.found.lines.append(
            f"Không đọc trang tính ẩn: {', '.join(f'“{name}”' for name in outline.hidden)}."
        )
    work.found.proposals = _alike(_once(work.found.proposals), work.found.lines)
    return work.found


def targets(outline: Outline) -> Iterator[Proposal]:
    """Every cell where a value may stand, blank or not, with the labels by which it is known."""
    for table in outline.tables:
        name = table.sheet.name
        for line in table.lines:
            for column in table.values():
                if not table.sheet.is_covered((line.index, column.index)):
                    yield Proposal(name, (line.index, column.index), (*line.path, *column.path))
        for column in table.columns if table.pattern else ():
            yield Proposal(name, (table.pattern[0], column.index), (BLANK_ROW, *column.path))  # type: ignore[index]


class _Work:
    def __init__(self, master: Master) -> None:
        self.master = master
        self.subjects = Subjects(master)
        self.units = UnitReader(master.units)
        self.found = Proposed()

    # --- one table -----------------------------------------------------------------------------

    def table(self, table: OutlineTable) -> None:
        """Every blank cell of its rows, then its pattern row."""
        made: dict[Position, Proposal] = {}
        of_units = any(word in table.label_words.split() or word in table.label_words for word in _UNIT_WORDS)
        named = [unit for line in table.lines if (unit := self.unit(line.path[-1])) is not None]
        of_units = (of_units and not any(w in table.label_words for w in ("nội dung", "chỉ tiêu"))) or len(
            named
        ) > 1
        strange = 0
        for line in table.lines:
            if of_units and not self._whose(line):
                strange += 1
                continue
            for column in table.values():
                place = (line.index, column.index)
                if not table.sheet.is_blank(place) or table.sheet.is_covered(place):
                    continue
                found = self.by_column(table, line, column) if of_units else self.by_line(table, line, column)
                if found is not None and self._may_be_written(table.sheet, place, bool(found.subject)):
                    made[place] = found
        if strange:
            self._tell(f"Trang tính “{table.sheet.name}”: {strange} dòng của đơn vị khác được để nguyên.")
        self._check(table, made)
        self.found.proposals += made.values()
        if table.pattern is not None:
            self.found.proposals += self.pattern(table)

    def _may_be_written(self, sheet: OutlineSheet, place: Position, wanted: bool) -> bool:
        """Whether the blank cell can be seen and typed into; where it cannot and a figure is ``wanted`` there, that is told."""
        area = sheet.area(place)
        if sheet.is_hidden(place):
            why = "nằm ở dòng hoặc cột ẩn"
        elif sheet.is_locked(place):
            why = "bị khóa"
        elif area is not None and area[2] > area[0]:
            why = f"là ô gộp trùm {area[2] - area[0] + 1} dòng"
        else:
            return True
        if wanted:
            self._tell(f"Trang tính “{sheet.name}”: ô {cell_name(*place)} {why} nên được để nguyên.")
        return False

    def _whose(self, line: Line) -> bool:
        label = line.path[-1]
        return bool(TOTAL.match(fold(label))) or self.is_us(label) or self.units.match(label).unit is not None

    def _tell(self, line: str) -> None:
        if line not in self.found.lines:
            self.found.lines.append(line)

    def unit(self, text: str) -> Unit | None:
        """The unit that a label names, and names rightly."""
        match = self.units.match(text)
        return self.master.unit(match.unit) if match.unit is not None and not match.guessed else None

    def is_us(self, text: str) -> bool:
        """Whether a label names the body of the plan."""
        return bool(self.master.plan.issuer) and same_body(text, self.master.plan.issuer)

    # --- rows are what is asked, columns how ---------------------------------------------------

    def by_line(self, table: OutlineTable, line: Line, column: Column) -> Proposal | None:
        """The label tells the figure, the heading which side of it; or the heading tells a unit."""
        blank = Proposal(
            table.sheet.name, (line.index, column.index), (*line.path, *column.path), line.measure
        )
        whose = next((u for text in column.path if (u := self.unit(text)) is not None), None)
        above = tuple(t for t in column.path if whose is None or self.unit(t) is None)
        match = self._line_match(line, above)
        if match is None:
            group = line.index + 1 <= table.lines[-1].index and not line.measure and len(line.path) == 1
            return (
                None
                if group and line.number[:1].isalpha()
                else replace(blank, why="Chưa thấy mục nào của kế hoạch khớp với nhãn này")
            )
        subject = match.subject
        asked = headings.asked_for(above, subject.kind)
        if not match.exact and same_measure(line.measure, subject) is False:
            return replace(blank, why=f"Gần giống “{subject.text}” nhưng hỏi theo “{line.measure}”")
        if asked.why_not:
            return replace(blank, why=_capital(asked.why_not))
        doubts = [] if match.exact else [f"nhãn giống {match.likeness}% với “{subject.text}”"]
        name = asked.field
        if asked.rest:
            # A column that divides (nữ, cấp thôn) asks for something of its own: only the same words are a figure of ours.
            joined = self.subjects.find([f"{line.path[-1]} {' '.join(asked.rest)}"], [subject.kind])
            if joined is None or not joined.exact:
                return replace(blank, why=f"Tiêu đề cột “{' › '.join(asked.rest)}” chưa rõ hỏi gì")
            subject, name, doubts = joined.subject, name or o.VALUE, []
        if not name:
            if subject.kind not in (Kind.INDICATOR, Kind.HEADLINE):
                return replace(blank, why="Chưa rõ cột này hỏi gì về nhiệm vụ, tiêu chí")
            name = o.VALUE
            doubts.append("cột chỉ có mốc thời gian hoặc không có tiêu đề, xem lại có đúng kỳ không")
        elif not asked.sure:
            doubts.append("tiêu đề cột ghi mốc thời gian, xem lại có đúng kỳ không")
        if len(line.path) > 1 and (narrowed := headings.SCOPES.search(fold(" ".join(line.path[:-1])))):
            doubts.append(f"mục cha có chữ “{narrowed[0]}”, xem lại phạm vi")
        doubts += self._kind_doubts(table, line, subject, name)
        return self._settled(blank, subject, name, whose, doubts)

    def _line_match(self, line: Line, above: tuple[str, ...]) -> Match | None:
        label = line.path[-1]
        parent = f"{line.path[-2]} {label}" if len(line.path) > 1 else ""
        by_code = self.subjects.by_code.get(fold(line.number))
        kinds = [kind for kind in Kind if headings.asked_for(above, kind).field] or [
            Kind.INDICATOR,
            Kind.HEADLINE,
        ]
        texts = [label, *filter(None, [parent])]
        match = self.subjects.find(texts, kinds) or self.subjects.find(texts)
        if match is None and above:
            match = self.subjects.find([f"{label} {text}" for text in above], (Kind.INDICATOR, Kind.HEADLINE))
        if by_code is not None and match is not None and match.subject == by_code:
            return Match(by_code, True)
        return match

    def _kind_doubts(self, table: OutlineTable, line: Line, subject: Subject, name: str) -> Iterator[str]:
        """What makes a match of a criterion or a task a matter for a person."""
        if name in (form.SELF_SCORE, form.POINTS):
            yield "điểm tự chấm của cơ quan do người chấm quyết định; đề xuất là bình quân của các đơn vị"
        elif name in (form.EVIDENCE, form.EXPLANATION):
            yield "ghép từ nội dung của các đơn vị, cần biên tập"
        if subject.kind is Kind.CRITERION:
            limits = [
                c.index
                for c in table.columns
                if headings.asked_for(c.path, Kind.CRITERION).field == form.MAX_POINTS
            ]
            said = [number_of(table.sheet.text((line.index, col))) for col in limits]
            if any(points is not None and points != subject.points for points in said):
                yield "điểm tối đa ở biểu mẫu khác với kế hoạch"
        if name in (form.RESULT, form.QUANTITY) and subject.kind is Kind.TASK:
            yield "ghép từ kết quả của các đơn vị chủ trì"

    def _settled(
        self,
        blank: Proposal,
        subject: Subject,
        name: str,
        unit: Unit | None,
        doubts: list[str],
        measured: bool = True,
    ) -> Proposal:
        agrees = (
            same_measure(blank.measure, subject) if measured and name in (o.VALUE, o.CUMULATIVE) else None
        )
        if agrees is False:
            doubts = [*doubts, f"biểu mẫu hỏi theo “{blank.measure}”, kế hoạch tính theo “{subject.measure}”"]
        text = "Nhãn trùng với mục của kế hoạch"
        return replace(
            blank,
            subject=subject.code,
            field=name,
            unit=unit.code if unit else "",
            certainty=Certainty.REVIEW if doubts else Certainty.CERTAIN,
            why=_capital("; ".join(doubts)) if doubts else text,
        )

    # --- rows are units, columns are what is asked -----------------------------------------------

    def by_column(self, table: OutlineTable, line: Line, column: Column) -> Proposal | None:
        """The heading tells the figure, the label whose it is."""
        label = line.path[-1]
        blank = Proposal(
            table.sheet.name, (line.index, column.index), (*line.path, *column.path), bracketed(column)
        )
        total = bool(TOTAL.match(fold(label))) or self.is_us(label)
        match = self.units.match(label)
        unit = self.master.unit(match.unit) if match.unit is not None and not total else None
        asked = column_subject(self.subjects, column)
        if isinstance(asked, str):
            return replace(blank, why=asked)
        subject, name, doubts = asked
        if unit is None:
            doubts += self._kind_doubts(table, line, subject, name)
        if unit is not None and match.guessed:
            doubts.append(f"tên đơn vị gần giống “{unit.name}”")
        elif total and not self.is_us(label) and not self._lists_all(table):
            doubts.append("tổng của cả cơ quan, bảng chỉ nêu một số đơn vị")
        return self._settled(blank, subject, name, unit, doubts)

    def _lists_all(self, table: OutlineTable) -> bool:
        """Whether the rows above a total are all units that report."""
        named = {self.units.match(line.path[-1]).unit for line in table.lines}
        return named >= {unit.code for unit in self.master.owing_units()}

    # --- blank rows ------------------------------------------------------------------------------

    def pattern(self, table: OutlineTable) -> Iterator[Proposal]:
        """The first of the blank rows, once for all: one row a unit, task, model or proposal."""
        assert table.pattern is not None
        row = table.pattern[0]
        title = " ".join(
            table.sheet.text((r, c.index))
            for r in range(max(table.heading[0] - 4, 0), table.heading[0])
            for c in table.columns
        )
        per_row = headings.per_row_of(table.label_words, title)
        for column in table.columns:
            place = (row, column.index)
            if column.words in NOTE_WORDS or not table.sheet.is_blank(place) or table.sheet.is_covered(place):
                continue
            if not self._may_be_written(table.sheet, place, True):
                continue
            blank = Proposal(
                table.sheet.name, place, (BLANK_ROW, *column.path), bracketed(column), per_row=per_row
            )
            if column.words in NUMBER_WORDS:
                name: str = o.NUMBER
            elif per_row is None:
                yield replace(blank, why="Chưa rõ mỗi dòng trống ghi về đơn vị, nhiệm vụ hay mô hình nào")
                continue
            else:
                name = headings.of_row(column.words, per_row)
                if not name and column.index == table.label:
                    name = o.NAME if per_row in (o.PerRow.UNIT, o.PerRow.TASK) else ""
            if name and per_row is not None:
                doubts = (
                    "ghép từ nội dung của các đơn vị, cần biên tập"
                    if name in (form.RESULT, form.QUANTITY)
                    else ""
                )
                certainty = Certainty.REVIEW if doubts else Certainty.CERTAIN
                yield replace(
                    blank, field=name, certainty=certainty, why=_capital(doubts) or "Tiêu đề cột nói rõ"
                )
            elif per_row is o.PerRow.UNIT:
                asked = column_subject(self.subjects, column)
                yield (
                    replace(blank, why=asked)
                    if isinstance(asked, str)
                    else self._settled(blank, *asked[:2], None, asked[2])
                )
            else:
                yield replace(blank, why="Chưa rõ cột này hỏi gì")

    # --- what must add up --------------------------------------------------------------------------

    def _check(self, table: OutlineTable, made: dict[Position, Proposal]) -> None:
        """Sums that the outline states, against the constraints of the plan: agreement is told, contradiction is a doubt."""
        codes = [item.code for item in self.master.indicators]
        rules = {
            i.code: [c for c in checks_of(i.constraint, codes) if c.operator == "="]
            for i in self.master.indicators
        }
        for identity in identities(table):
            cells = [identity.total, *(place for place, _ in identity.terms)]
            found = [made[place] for place in cells if place in made and made[place].subject in rules]
            if len(found) < len(cells) or len({p.unit for p in found}) != 1:
                continue
            total, parts = found[0].subject, sorted(p.subject for p in found[1:])
            stated = [sorted(set(check.codes) - {total}) for check in rules[total] if total in check.codes]
            for place in cells:
                if parts in stated:
                    made[place] = replace(
                        made[place], why=f"{made[place].why}; {identity.said} khớp với ràng buộc của kế hoạch"
                    )
                elif stated:
                    doubt = f"{identity.said} không khớp với ràng buộc của kế hoạch"
                    made[place] = replace(
                        made[place], certainty=Certainty.REVIEW, why=f"{made[place].why}; {doubt}"
                    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _once(proposals: list[Proposal]) -> list[Proposal]:
    """A figure that goes into several cells is sure in none of them: one may be of another year, or of another body."""
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, item in enumerate(proposals):
        if item.subject and item.per_row is None:
            places[item.subject, item.field, item.unit].append(index)
    made = list(proposals)
    for indexes in places.values():
        sure = [index for index in indexes if made[index].certainty is Certainty.CERTAIN]
        for index in indexes if len(indexes) > 1 else ():
            others = ", ".join(f"{made[i].sheet}!{made[i].cell}" for i in indexes if i != index)
            if len(sure) != 1 or index not in sure:
                why = f"{made[index].why}; cùng mục này còn khớp với ô {others}"
                made[index] = replace(made[index], certainty=Certainty.REVIEW, why=why)
    return made


def _alike(proposals: list[Proposal], lines: list[str]) -> list[Proposal]:
    """Sheets that ask the same: which of them is meant only a person can tell."""
    by_sheet: dict[str, list[str]] = defaultdict(list)
    for item in proposals:
        by_sheet[item.sheet].append(item.label)
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, labels in by_sheet.items():
        same[tuple(labels)].append(name)
    twins = {name for names in same.values() if len(names) > 1 for name in names}
    for names in same.values():
        if len(names) > 1:
            lines.append(
                f"Các trang tính {', '.join(f'“{name}”' for name in names)} giống hệt nhau; cần chọn trang phải điền."
            )
    return [
        replace(
            item,
            certainty=Certainty.REVIEW,
            why="Trang tính này có một trang giống hệt; chọn trang phải điền",
        )
        if item.sheet in twins and item.certainty is Certainty.CERTAIN
        else item
        for item in proposals
    ]
