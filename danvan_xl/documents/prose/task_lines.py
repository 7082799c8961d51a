"""Tasks of a plan in prose: what stands under the numbered sections, and the duties of units.

- A numbered paragraph with something under it is a heading: its text names the group. One with nothing under it is a task.
- Every item and every paragraph under a heading is a task, whether it begins with a dash or not; a sentence that
  only leads to items ("... như sau:") is none.
- What :mod:`.roles` finds to be something else (who takes part, a slogan, last year's results) is none.
- "Thời gian thực hiện: ...", "Đơn vị chủ trì: ...", "Sản phẩm: ..." belong to the tasks since the last such lines of their heading.
- What stands under a unit's name are tasks that this unit leads, under "Tổ chức thực hiện" as under any other section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.documents.prose.headings import (
    PLACE_NOTE,
    has_under,
    is_bare_heading,
    is_item,
    member,
    names_a_body,
    responsible,
    run_in_body,
    run_in_ranks,
    tells_of_one,
    unit_heading,
    unit_ranks,
)
from danvan_xl.documents.text.content import Paragraph
from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.labels import BEGINS_WITH_LABEL, share_out, take_labels, told_in_brackets
from danvan_xl.documents.text.marks import Rank, read_mark
from danvan_xl.documents.text.outline import CLOSING, Section, Subject
from danvan_xl.documents.text.periods import is_period, recurs
from danvan_xl.documents.text.roles import Role, begins_with_action, general, judge, role_under
from danvan_xl.documents.text.unit_names import (
    PLURAL,
    heads_units,
    is_group,
    split_duty,
    split_names,
    strip_prefix,
)
from danvan_xl.language.folding import fold


class ProseTask(Struct):
    """A task as found. ``fields`` are cells by column; ``shared`` columns came from lines that stand for several tasks."""

    text: str
    group: str
    paragraph: Paragraph
    fields: dict[Column, str] = field(default_factory=dict)
    shared: set[Column] = field(default_factory=set)
    duty: bool = False
    number: str = ""
    doubts: list[str] = field(default_factory=list)
    """Why it is not certain; empty when it is."""
    why: str = ""
    source: str = ""
    """The whole passage, where ``paragraph`` is only what stands behind a unit's name."""
    beside: bool = False
    """A duty of the text that became a task beside those of a table."""
    headings: tuple[str, ...] = ()
    """The texts of the headings above it, outermost first."""


class Left(NamedTuple):
    """A paragraph that became nothing: its role, why, the heading above it."""

    paragraph: Paragraph
    role: Role
    reason: str
    heading: str = ""


class Prose(Struct):
    """Tasks in order, and paragraphs that are none with the reason."""

    tasks: list[ProseTask] = field(default_factory=list)
    rest: list[Left] = field(default_factory=list)
    headings: list[Paragraph] = field(default_factory=list)


_CHARGED = re.compile(
    r"(?P<who>(?-i:[A-ZĐ])[^.:;()]{3,110}?)\s+(?P<rest>(?:có trách nhiệm|chịu trách nhiệm)\s.+)", re.I
)
"""Whoever has a duty in so many words, whatever the name: "Chỉ huy các đội, Trưởng Công an các xã có trách nhiệm ..."."""
_PREPARES = re.compile(r"\S+(?:\s+\S+){0,2}\s+(?:chuẩn bị|tham mưu)(?:\s+nội dung)?\s*:", re.I)
_LEADS_TO_ITEMS = re.compile(r":$")
_CONTENT_LABEL = re.compile(r"^Nội dung(?: công việc| thực hiện)?\s*:\s*(?=\S)", re.I)


def read_content(sections: Sequence[Section], year: int | None = None) -> Prose:
    """The tasks of the sections about the plan's content. ``year``: the plan's first."""
    prose = Prose()
    for section in sections:
        _Walk(section, prose, year).content()
    return prose


def read_duties(
    sections: Sequence[Section], year: int | None = None, is_unit: Callable[[str], bool] = heads_units
) -> Prose:
    """The duties of the sections about who does what."""
    prose = Prose()
    for section in sections:
        _Walk(section, prose, year).duties(is_unit)
    return prose


def _period_bare(paragraph: Paragraph) -> Paragraph:
    """A dash before nothing but a time is no item: "* QUÝ I" heads what is numbered under it."""
    mark = read_mark(paragraph.full) if paragraph.mark else None
    text = paragraph.text.rstrip(" .:;")
    heads = mark is not None and mark.rank >= Rank.DASH and (is_period(text) or recurs(text))
    return replace(paragraph, mark="", text=text) if heads else paragraph


class _Walk:
    def __init__(self, section: Section, prose: Prose, year: int | None) -> None:
        self.section = section
        self.year = year
        self.prose = prose
        self.path: list[tuple[float, Paragraph]] = []
        """Headings above, with their ranks; one without a number stands half a step under the heading above it."""
        self.open: list[ProseTask] = []
        """Tasks since the last lines that tell time or units, under the same heading."""
        self.told = False
        """Such lines stood behind the open tasks: the next task begins anew."""
        self.spoken_of: list[ProseTask] = []
        """The tasks that these lines tell of."""
        self.loose_time = False
        """A line of this section tells a time and it is not known of what."""

    # --- content ----------------------------------------------------------------------------

    def content(self) -> None:
        body = [_period_bare(paragraph) for paragraph in self.section.body]
        before = len(self.prose.tasks)
        for at, paragraph in enumerate(body):
            following = body[at + 1] if at + 1 < len(body) else None
            mark = read_mark(paragraph.full) if paragraph.mark else None
            rank = mark.rank if mark else None
            if PLACE_NOTE.match(paragraph.text):
                self.leave(paragraph, Role.FORM, "Ghi chú về phụ lục")
                continue
            if self.labelled(paragraph, following) or self.shared_out(paragraph):
                continue
            if (rank is None or rank > Rank.SUBSUB) and BEGINS_WITH_LABEL.fullmatch(
                paragraph.text.rstrip(" .;")
            ):
                self.leave(paragraph, Role.HEADING, "Câu dẫn")
                continue
            if rank is None and is_bare_heading(paragraph, following):
                self.bare_heading(paragraph)
                continue
            if rank is not None and rank < Rank.DASH:
                self.climb(rank)
                if has_under(rank, paragraph, following) and not self.is_whole_item(
                    paragraph, rank, following
                ):
                    self.path.append((rank, paragraph))
                    self.prose.headings.append(paragraph)
                    self.open = []
                    continue
            leads = (
                bool(_LEADS_TO_ITEMS.search(paragraph.text))
                and following is not None
                and is_item(following, rank)
            )
            if leads and following is not None and tells_of_one(following) and rank is not None:
                paragraph = replace(
                    paragraph, text=paragraph.text.rstrip(" :")
                )  # "3. Hội nghị sơ kết:" / "- Thời gian: ..."
            elif leads:
                self.leave(paragraph, Role.HEADING, "Câu dẫn")
                self.open = []
                if rank in (Rank.DASH, Rank.BRACKET, Rank.LETTER):
                    self.climb(rank)
                    self.path.append((rank, paragraph))
                elif rank is None and (role_under(paragraph.text) is not None or is_period(paragraph.text)):
                    self.bare_heading(paragraph)
                continue
            if rank is Rank.DASH:
                self.climb(rank)
            self.add(paragraph)
        if self.loose_time:
            for task in self.prose.tasks[before:]:
                if Column.WHEN not in task.fields:
                    task.doubts.append("Mục này có dòng thời gian chưa rõ của việc nào")

    def bare_heading(self, paragraph: Paragraph) -> None:
        """A heading without a number takes the place of the last such one."""
        bare = next((at for at, (rank, _) in enumerate(self.path) if rank % 1), len(self.path))
        del self.path[bare:]
        above = self.path[-1][0] if self.path else Rank.PART - 1
        self.path.append((above + 0.5, paragraph))
        self.prose.headings.append(paragraph)
        self.open = []

    def is_whole_item(self, paragraph: Paragraph, rank: Rank, following: Paragraph | None) -> bool:
        """A numbered sentence over a paragraph without a mark: an item like those before it, no heading."""
        if following is None or following.mark or paragraph.text[-1:] not in ".;":
            return False
        marks = (read_mark(task.paragraph.full) for task in self.open[-1:] if task.paragraph.mark)
        return len(paragraph.text.split()) >= 18 or any(
            mark is not None and mark.rank is rank for mark in marks
        )

    def climb(self, rank: Rank) -> None:
        before = len(self.path)
        while self.path and self.path[-1][0] >= rank:
            self.path.pop()
        if len(self.path) < before:
            self.open = []

    def leave(self, paragraph: Paragraph, role: Role, reason: str) -> None:
        """Put a paragraph aside."""
        above = self.path[-1][1] if self.path else self.section.heading
        self.prose.rest.append(Left(paragraph, role, reason, above.full))

    def group(self) -> str:
        """The headings above, the section's own when there is none."""
        named = [p.full.rstrip(" :;") for _, p in self.path]
        own = self.section.heading.full.rstrip(" :;")
        if self.section.subject is Subject.DUTIES or not named:
            # The numbers of duties begin again at 1 and must not be taken for the groups of the content.
            named.insert(0, own)
        return " / ".join(named)

    def add(self, paragraph: Paragraph, *, unit: str = "", doubt: str = "", source: str = "") -> None:
        """Add a task where the paragraph is one. ``unit``: whose duty it is; ``doubt``: why that is not certain."""
        text, found = take_labels(paragraph.text)
        headings = (self.section.heading.text, *(p.text for _, p in self.path))
        judged = judge(text, headings, self.year)
        if judged.role is not Role.TASK:
            self.leave(paragraph, judged.role, judged.reason)
            return
        text = _CONTENT_LABEL.sub("", text)
        number = paragraph.mark.strip("(.)") if re.match(r"\(?\w", paragraph.mark) else ""
        task = ProseTask(text, self.group(), paragraph, found, duty=bool(unit), number=number)
        task.why, task.headings, task.source = judged.reason, headings, source or paragraph.full
        if doubt:
            task.doubts.append(doubt)
        elif not judged.sure and not (unit and begins_with_action(text)):
            task.doubts.append(judged.reason)
        if general(text):
            task.doubts.append(general(text))
        lead = unit or next((u for _, p in reversed(self.path) if (u := unit_heading(p.text))), "")
        several = is_group(lead) or PLURAL.match(lead)
        own = split_duty(text)[0] if not lead or several or len(split_names(lead)) > 1 else ""
        if lead and not several and PLURAL.match(own):
            own = ""  # a call to everybody at the end of a list
        if own and own != lead:
            lead = own
            task.doubts.append("Chủ trì là đơn vị đứng đầu câu")
        if not lead and (named := next(filter(None, map(responsible, reversed(headings))), "")):
            lead = named
            task.doubts.append("Chủ trì là người nêu ở đề mục")
        if lead:
            task.fields.setdefault(Column.LEAD, lead)
        self.prose.tasks.append(task)
        self.open = [task] if self.told else [*self.open, task]
        self.told = False

    def labelled(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Lines that only tell time, units or deliverable of the tasks before them."""
        text, found = take_labels(paragraph.text)
        if not found and (found := told_in_brackets(paragraph.text)):
            text = ""
        if fold(text) or not found:
            return False
        if not self.told or not self.open:
            self.spoken_of = self.open if self.tells_of_all(paragraph, following) else self.open[-1:]
            for task in self.open if len(self.spoken_of) < len(self.open) else ():
                if task not in self.spoken_of and not task.fields:
                    task.doubts.append("Dòng ghi thời gian, đơn vị bên dưới có thể của cả mục này")
        told = self.spoken_of
        if Column.LEAD in found and _PREPARES.match(paragraph.text):
            for task in told:
                task.doubts.append("Chủ trì là nơi chuẩn bị, tham mưu")
        for task in told:
            for column, value in found.items():
                if column not in task.fields:
                    task.fields[column] = value
                    if len(told) > 1:
                        task.shared.add(column)
        role = Role.TIME if Column.WHEN in found else Role.DUTY
        if not self.open:
            self.loose_time = self.loose_time or Column.WHEN in found
            self.leave(paragraph, role, "Không rõ thuộc nhiệm vụ nào")
        else:
            self.leave(paragraph, role, "Đã ghi vào nhiệm vụ ngay trước")
        self.told = True
        return True

    def shared_out(self, paragraph: Paragraph) -> bool:
        """A closing line that gives the tasks above to units: each its own, or all of them to one."""
        given = share_out(paragraph.text, [task.paragraph.mark for task in self.open])
        for at, values in given.items():
            for column, value in values.items():
                if column not in self.open[at].fields:
                    self.open[at].fields[column] = value
                    self.open[at].shared.add(column)
        if given:
            self.leave(paragraph, Role.DUTY, "Đã ghi vào các nhiệm vụ ở trên")
            self.told = True
        return bool(given)

    def tells_of_all(self, line: Paragraph, following: Paragraph | None) -> bool:
        """Whether a line that tells time or units speaks of every task under its heading: of a list of dashes none of
        which says so itself, as one more dash behind the last of them. Else it speaks of the task in front of it only."""
        if len(self.open) < 2 or line.text.startswith("("):
            return False
        marks = [read_mark(task.paragraph.full) if task.paragraph.mark else None for task in self.open]
        last = marks[-1]
        # A sentence may open the list.
        listed = marks if marks[0] is not None else marks[1:]
        if last is None or not all(mark is not None and mark.rank >= Rank.DASH for mark in listed):
            return False
        own = read_mark(line.full) if line.mark else None
        if own is None or own.rank > last.rank:
            return False
        if any(task.fields or re.search(r"\([^()]*\)\W*$", task.text) for task in self.open):
            return False
        if following is None or not fold(take_labels(following.text)[0]):
            return True  # the end, or another such line
        behind = read_mark(following.full) if following.mark else None
        return behind is not None and behind.rank < last.rank

    # --- duties -----------------------------------------------------------------------------

    def duties(self, is_unit: Callable[[str], bool]) -> None:
        unit, doubt = "", ""
        body = self.section.body
        unit_rank: Rank | None = None
        ranks = unit_ranks(body, is_unit)
        run_in = run_in_ranks(body, is_unit)
        for at, paragraph in enumerate(body):
            mark = read_mark(paragraph.full) if paragraph.mark else None
            rank = mark.rank if mark else None
            following = body[at + 1] if at + 1 < len(body) else None
            if PLACE_NOTE.match(paragraph.text):
                self.leave(paragraph, Role.FORM, "Ghi chú về phụ lục")
                continue
            if unit and self.labelled(paragraph, following):
                continue
            named, rest = split_duty(paragraph.text, is_unit)
            guessed = not named
            if not named and rank in ranks and following is not None and names_a_body(paragraph, following):
                named, rest = strip_prefix(paragraph.text), ""
            if (
                not named
                and responsible(paragraph.text)
                and following is not None
                and is_item(following, rank)
            ):
                named, rest = responsible(paragraph.text), ""  # "II. Trách nhiệm của Ban cán sự đảng"
            if not named and rank in run_in:
                named, rest = run_in_body(paragraph.text)
            if not named and not unit and (charged := _CHARGED.match(paragraph.text)):
                named, rest = strip_prefix(charged["who"]), charged["rest"]
            doubt = "Tên đơn vị được nhận ra theo vị trí" if guessed and named else doubt
            one = member(paragraph, following)
            if one and rank is not None:
                ranks.add(rank)  # among members a team stands, too: "9. Tổ Thư ký giúp việc"
            if one and (not unit or unit_rank is None or rank is None or rank <= unit_rank):
                unit, unit_rank, doubt = one, rank, "Chủ trì là cá nhân nêu ở đề mục"
                self.path = [(rank or Rank.DECIMAL, paragraph)]
                self.open = []
                self.leave(paragraph, Role.DUTY, "Thành viên được phân công các việc bên dưới")
                continue
            heading = named and not rest
            if (
                heading
                and unit
                and paragraph.text[-1:] in ".;"
                and rank is not None
                and unit_rank is not None
                and rank > unit_rank
            ):
                named, heading = "", ""  # an item of the unit's list, whatever it looks like
            if heading and (rank is not None or paragraph.bold or paragraph.text.endswith(":")):
                unit, unit_rank = named, rank
                doubt = doubt if guessed else ""
                self.path = [(rank or Rank.DECIMAL, paragraph)]
                self.prose.headings.append(paragraph)
                self.open = []
                continue
            same_level = unit_rank is None or (rank is not None and rank <= unit_rank)
            if named and rest and (same_level or not unit):
                unit, unit_rank = named, rank
                doubt = doubt if guessed else ""
                shown = Paragraph(named, paragraph.number, paragraph.page, paragraph.mark)
                self.path = [(rank or Rank.DECIMAL, shown)]
                self.open = []
                leads = paragraph.text.rstrip().endswith(":")
                if leads and following is not None and is_item(following, rank):
                    continue
                part = Paragraph(rest, paragraph.number, paragraph.page, "", paragraph.bold)
                self.add(part, unit=unit, doubt=doubt, source=paragraph.full)
                continue
            if rank is not None and unit_rank is not None and rank <= unit_rank and rank < Rank.DASH:
                unit, unit_rank = "", None  # a numbered paragraph that names no unit ends the unit's list
                self.path, doubt = [], ""
            if not unit or (rank is None and following is None and self.is_general(unit_rank)):
                self.nobody(paragraph, rank, following)
                continue
            if _LEADS_TO_ITEMS.search(paragraph.text) and following is not None and is_item(following, rank):
                self.leave(paragraph, Role.HEADING, "Câu dẫn")
                continue
            self.add(paragraph, unit=unit, doubt=doubt)

    def is_general(self, unit_rank: Rank | None) -> bool:
        """A last paragraph without a dash, after duties that had dashes, is for everybody."""
        return unit_rank is Rank.DASH or any(
            task.paragraph.mark in ("-", "+", "–", "•") for task in self.open
        )

    def nobody(self, paragraph: Paragraph, rank: Rank | None, following: Paragraph | None) -> None:
        reason, role = "Không nêu đơn vị thực hiện", judge(paragraph.text, ()).role
        if role is Role.TASK:
            role = Role.TIME if BEGINS_WITH_LABEL.match(paragraph.text) else Role.DUTY
        if CLOSING.match(fold(paragraph.text)):
            reason, role = "Lời kết", Role.OTHER
        elif (
            rank is not None
            and rank < Rank.DASH
            and following is not None
            and has_under(rank, paragraph, following)
        ):
            reason, role = "Đề mục không nêu đơn vị", Role.HEADING
        self.leave(paragraph, role, reason)
