"""The model: what a plan, its units, tasks, periods, criteria and returns are. Plain data, no spreadsheet.

Source of the terms: the project's vocabulary (docs/architecture.md). Amounts that are counted,
scored or added are :class:`decimal.Decimal`; dates are :class:`datetime.date`. Vietnamese enum
values are exactly what stands in the workbooks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

import msgspec
from msgspec import Struct, field

from danvan_xl.findings import Finding
from danvan_xl.terms import (
    Aggregation,
    BeforeRule,
    DeadlineKind,
    HolidayRule,
    NotArising,
    NumberKind,
    Part,
    Role,
    ScoreKind,
    Status,
    UnitKind,
    form,
)
from danvan_xl.terms.fields import Fields, is_blank, values_of

__all__ = [
    "Aggregation", "Assignment", "Band", "BeforeRule", "Cover", "Criterion", "Deadline", "DeadlineKind",
    "HolidayRule", "Indicator", "IndicatorAnswer", "Master", "ModelEntry", "NotArising", "NumberKind",
    "Part", "Period", "Plan", "Proposal", "Return", "Role", "ScoreAnswer", "ScoreKind", "Status", "Task",
    "TaskAnswer", "Unit", "UnitKind", "Where",
]  # fmt: skip


class Where(Struct, frozen=True, array_like=True):
    """A place in a workbook, for messages and links. ``row`` is 1-based as Excel shows it."""

    sheet: str
    row: int
    column: int = 1  # 1-based
    file: str | None = None


class Deadline(Struct, frozen=True):
    """A ``Thời gian thực hiện`` as read. Invariant: DATED has ``due``; PERIODIC has ``occurrences``."""

    text: str
    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    occurrences: tuple[date, ...] = ()
    """All due dates, ascending: of a periodic task, or of a phrase with two deadlines. Includes ``due``."""
    continuing: bool = False
    """'và các năm tiếp theo': unfinished progress past ``due`` is not overdue."""
    inferred: bool = False
    """Nothing was written; read as recurring over the plan."""
    reason: str = ""
    """Vietnamese: why it is ``Chưa rõ``, or what was assumed."""


class Plan(Struct, frozen=True):
    """Kế hoạch: the facts of the issued plan."""

    code: str
    name: str
    start: date
    end: date
    number: str = ""
    issued_on: date | None = None
    superior: str = ""
    issuer: str = ""
    place: str = ""
    focal_unit: str = ""
    """Đơn vị tổng hợp: code (or name as typed, where it is no known unit)."""
    signing_form: str = ""
    signer: str = ""
    bases: tuple[str, ...] = ()
    before_rule: BeforeRule = BeforeRule.INCLUSIVE
    holiday_rule: HolidayRule = HolidayRule.KEEP
    scale: Decimal = Decimal(100)
    receiver: str = ""
    receiver_phone: str = ""
    receiver_mail: str = ""
    receiver_zalo: str = ""
    """Who takes the returns, where that is not the person of the focal unit (``contact``)."""


class Unit(Struct, frozen=True):
    """Đơn vị. ``reports`` is the override in column ``Báo cáo``: None follows the assignments."""

    code: str
    name: str
    kind: UnitKind = UnitKind.OTHER
    aliases: tuple[str, ...] = ()
    parent: str = ""
    email: str = ""
    contact: str = ""
    phone: str = ""
    hamlets: int | None = None
    reports: bool | None = None
    where: Where | None = None


class Assignment(Struct, frozen=True):
    """One unit's role in one task."""

    unit: str
    role: Role


class Task(Struct, frozen=True):
    """Nhiệm vụ: a row of the plan. ``target`` is per thôn when ``target_unit`` ends in '/thôn'."""

    code: str
    text: str
    number: str = ""
    group: str = ""
    lead_text: str = ""
    coordinating_text: str = ""
    when_text: str = ""
    deliverable: str = ""
    target: Decimal | None = None
    target_unit: str = ""
    deadline: Deadline = field(default_factory=lambda: Deadline("", DeadlineKind.UNCLEAR))
    assignments: tuple[Assignment, ...] = ()
    where: Where | None = None
    short_name: str = ""
    """Tên ngắn as typed; :func:`danvan_xl.language.showing.short_task` gives one in any case."""

    def role_of(self, unit: str) -> Role | None:
        """The unit's role here, or None."""
        return next((a.role for a in self.assignments if a.unit == unit), None)

    @property
    def leads(self) -> tuple[str, ...]:
        """Codes of the lead units, in the order of the text."""
        return tuple(a.unit for a in self.assignments if a.role is Role.LEAD)


class Period(Struct, frozen=True):
    """Kỳ báo cáo. ``due`` is Hạn nộp, ``locked_on`` is Khóa sổ."""

    code: str
    name: str
    start: date
    end: date
    due: date
    locked_on: date | None = None
    parts: frozenset[Part] = frozenset(Part)
    where: Where | None = None


class Criterion(Struct, frozen=True):
    """Tiêu chí. ``parameters`` is the readable Tham số text; ``rules.scoring`` parses it."""

    code: str
    text: str
    max_points: Decimal
    kind: ScoreKind
    group: str = ""
    parameters: str = ""
    not_arising: NotArising | None = None
    """None: the criterion always arises, a tick is not accepted."""
    evidence: str = ""
    """Tài liệu kiểm chứng: not blank means evidence is required."""
    applies_to: tuple[str, ...] = ()
    """Áp dụng cho: kinds of units, and codes; empty means all."""
    where: Where | None = None

    def is_for(self, unit: Unit) -> bool:
        """Whether the unit is scored by it."""
        return not self.applies_to or unit.kind.value in self.applies_to or unit.code in self.applies_to


class Band(Struct, frozen=True):
    """Xếp loại: reached at ``threshold`` points. ``condition`` such as 'tối đa 25%' only warns."""

    name: str
    threshold: Decimal
    condition: str = ""
    where: Where | None = None


class Indicator(Struct, frozen=True):
    """Số liệu. ``constraint`` such as 'SL01 = SL02 + SL03'; for Tỷ số also carries 'SL03 / SL02'."""

    code: str
    text: str
    unit: str = ""
    kind: NumberKind = NumberKind.WHOLE
    aggregation: Aggregation = Aggregation.SUM
    constraint: str = ""
    where: Where | None = None


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Item = TypeVar("_Item", bound=_Coded)


def of_code(items: Sequence[_Item], code: str, places: dict[str, int]) -> _Item | None:
    """The (first) of ``items`` with that code, or None. ``places`` remembers between calls where each was found."""
    at = places.get(code, len(items))
    if at < len(items) and items[at].code == code:
        return items[at]
    found = next((item for item in items if item.code == code), None)
    if found is not None:  # not asked for yet, or the list has changed since
        places.clear()
        places.update((item.code, at) for at, item in reversed([*enumerate(items)]))
    return found


@dataclasses.dataclass(slots=True)
class Master:
    """A master workbook as read: the whole programme of one body for one plan."""

    plan: Plan
    units: list[Unit] = dataclasses.field(default_factory=list)
    tasks: list[Task] = dataclasses.field(default_factory=list)
    periods: list[Period] = dataclasses.field(default_factory=list)
    criteria: list[Criterion] = dataclasses.field(default_factory=list)
    bands: list[Band] = dataclasses.field(default_factory=list)
    indicators: list[Indicator] = dataclasses.field(default_factory=list)
    path: Path | None = None
    _places: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)
    """Where the unit of a code was found."""

    def unit(self, code: str) -> Unit | None:
        """The (first) unit of that code, or None."""
        return of_code(self.units, code, self._places)

    def task(self, code: str) -> Task | None:
        """The task of that code, or None."""
        return next((t for t in self.tasks if t.code == code), None)

    def period(self, code: str) -> Period | None:
        """The period of that code, or None."""
        return next((p for p in self.periods if p.code == code), None)

    def criteria_of(self, unit: Unit) -> list[Criterion]:
        """The criteria by which the unit is scored."""
        return [criterion for criterion in self.criteria if criterion.is_for(unit)]

    def as_for(self, unit: Unit) -> Master:
        """The same with the unit's criteria only, which then are for whoever asks."""
        if not any(criterion.applies_to for criterion in self.criteria):
            return self
        return dataclasses.replace(
            self, criteria=[msgspec.structs.replace(c, applies_to=()) for c in self.criteria_of(unit)]
        )

    def work(self) -> dict[str, list[tuple[Task, Role]]]:
        """Of every unit that has any, its tasks: led ones first, then coordinated, then 'khi liên quan'; plan order within each.

        For whoever asks for many units: a plan of a province gives its tasks to thousands.
        """
        by_role: dict[str, dict[Role, list[tuple[Task, Role]]]] = {}
        for task in self.tasks:
            roles = {item.unit: item.role for item in reversed(task.assignments)}  # the first one counts
            for code, role in roles.items():
                by_role.setdefault(code, {role: [] for role in Role})[role].append((task, role))
        return {code: [*chain.from_iterable(found.values())] for code, found in by_role.items()}

    def work_of(self, unit: str) -> list[tuple[Task, Role]]:
        """One unit's part of :meth:`work`."""
        return self.work().get(unit, [])

    def owing_units(self) -> list[Unit]:
        """Units that owe a return, in the master's order.

        A unit owes one if it leads or coordinates a task; 'khi liên quan' alone makes none owe;
        ``Báo cáo`` (Có, Không) overrides.
        """
        working = {
            a.unit for t in self.tasks for a in t.assignments if a.role in (Role.LEAD, Role.COORDINATE)
        }
        return [u for u in self.units if (u.reports if u.reports is not None else u.code in working)]


# --- what a unit sends back -------------------------------------------------------------------
#
# ``cells`` of an answer says where its fields stand: attribute → name of the cell ("L7"), for the columns that its
# sheet has. It tells a person which cell to mend; two answers that say the same are equal wherever they stand.


class _Said(Struct, eq=False):
    """Equal where the same is said, whatever stands in :attr:`APART`."""

    APART: ClassVar[frozenset[str]] = frozenset({"cells"})
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        names = (name for name in self.__struct_fields__ if name not in self.APART)
        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in names)


class TaskAnswer(_Said, eq=False, array_like=True):
    """One row of a return's ``Nhiệm vụ``. ``progress`` is 0-100. A field in ``unread`` was given but
    could not be read, is None here, and has its finding."""

    code: str
    progress: Decimal | None = None
    completed_on: date | None = None
    quantity: Decimal | None = None
    result: str = ""
    difficulty: str = ""
    where: Where | None = None
    unread: frozenset[str] = frozenset()
    text: str = ""
    """The task's text in the form; for a row that the unit added itself (no code), the task."""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Nothing was given, not even something unreadable."""
        return _says_nothing(self, form.TASK_ANSWERS)


class ScoreAnswer(_Said, eq=False, array_like=True):
    """One row of a return's ``Chấm điểm``. ``choice`` is the option's text of a Lựa chọn."""

    code: str
    not_arising: bool = False
    self_score: Decimal | None = None
    choice: str = ""
    evidence: str = ""
    explanation: str = ""
    form_max: Decimal | None = None
    """Điểm tối đa as printed in the form, to notice a master that changed."""
    where: Where | None = None
    unread: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=dict)


class IndicatorAnswer(_Said, eq=False, array_like=True):
    """One row of a return's ``Số liệu``."""

    code: str
    in_period: Decimal | None = None
    cumulative: Decimal | None = None
    note: str = ""
    where: Where | None = None
    unread: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=dict)


class ModelEntry(_Said, eq=False, array_like=True):
    """One row of ``Mô hình`` (dân vận khéo)."""

    name: str
    field: str = ""
    area: str = ""
    effect: str = ""
    replicability: str = ""
    where: Where | None = None
    cells: Mapping[str, str] = msgspec.field(default_factory=dict)


class Proposal(_Said, eq=False, array_like=True):
    """One row of ``Kiến nghị``."""

    text: str
    addressee: str = ""
    note: str = ""
    where: Where | None = None
    cells: Mapping[str, str] = field(default_factory=dict)


class Cover(_Said, eq=False, array_like=True):
    """``Bìa``: who filled the form, when, for the how-manieth time."""

    compiled_by: str = ""
    phone: str = ""
    reported_on: date | None = None
    submission: int | None = None
    pledged: bool = False
    signed: str = ""
    """``Bản ký, đóng dấu``: whether a signed copy goes along, as typed."""
    cells: Mapping[str, str] = field(default_factory=dict)


Columns = tuple[tuple[str, str], ...]
"""Attribute and letters of the column of each field of a table."""


class Return(_Said, eq=False, array_like=True):
    """What one unit answered for one period, as read: from a form, a department sheet, or the master's own sheets."""

    APART = frozenset({"findings", "columns", "remarks"})
    plan: str
    unit: str
    period: str
    form_version: str = ""
    cover: Cover = field(default_factory=Cover)
    tasks: dict[str, TaskAnswer] = field(default_factory=dict)
    added: list[TaskAnswer] = field(default_factory=list)
    scores: dict[str, ScoreAnswer] = field(default_factory=dict)
    indicators: dict[str, IndicatorAnswer] = field(default_factory=dict)
    models: list[ModelEntry] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    path: str = ""
    received_on: date | None = None
    first_received_on: date | None = None
    """When the first filled return of the unit and period came, which tells whether it is timely; this one or an older."""
    modified_at: datetime | None = None
    in_master: bool = False
    """Typed into the master itself: ``received_on`` is when somebody last saved that."""
    findings: list[Finding] = field(default_factory=list)
    """What was noticed in it."""
    not_in_form: list[str] = field(default_factory=list)
    """Tasks of the unit that its form, made from an earlier master, did not have."""
    unasked_criteria: list[str] = field(default_factory=list)
    unasked_indicators: list[str] = field(default_factory=list)
    """Likewise what its Chấm điểm and Số liệu did not ask."""
    columns: dict[str, Columns] = field(default_factory=dict)
    """Of each table."""
    remarks: dict[str, str] = field(default_factory=dict)
    """Task → what the focal unit made of it, for a prefilled form to show."""

    @property
    def is_empty(self) -> bool:
        """Nobody filled anything: an empty return is not a report (the cover does not count)."""
        return (
            all(answer.is_blank for answer in self.tasks.values())
            and all(_says_nothing(score, form.SCORE_ANSWERS) for score in self.scores.values())
            and all(_says_nothing(item, form.INDICATOR_ANSWERS) for item in self.indicators.values())
            and not (self.added or self.models or self.proposals)
        )


def _says_nothing(answer: TaskAnswer | ScoreAnswer | IndicatorAnswer, fields: Fields) -> bool:
    """No field that counts was given, not even something unreadable."""
    given = values_of(answer, (field for field in fields if field.counts))
    return not answer.unread and all(map(is_blank, given.values()))
