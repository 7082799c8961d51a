"""What consolidation gives: one record per file, per unit, per unit × task, and the totals.

``consolidation.consolidate`` makes a :class:`Consolidation`; ``reports`` draws it, ``consolidation.json_out``
writes it. Rates are fractions 0-1 as :class:`~decimal.Decimal`, None where the denominator is 0.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from danvan_xl.earlier import Earlier
from danvan_xl.findings import Finding
from danvan_xl.model import (
    Master,
    ModelEntry,
    Period,
    Proposal,
    Return,
    Role,
    ScoreKind,
    Status,
    TaskAnswer,
    Where,
    of_code,
)
from danvan_xl.review import Review, Seen, TaskReview


class Verdict(StrEnum):
    """What became of a file. Every file found has exactly one."""

    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """What a user sees."""
        return {
            "accepted": "Đã nhận",
            "superseded": "Đã có bản mới hơn",
            "rejected": "Không nhận",
            "skipped": "Bỏ qua",
        }[self.value]


class Evidence(Struct, frozen=True):
    """A file that came along with a unit's return. ``criterion``: the code that its name begins with, '' for none.
    ``signed``: a PDF named by the unit's code, the signed copy of the form."""

    path: str
    criterion: str = ""
    signed: bool = False


class FileReceipt(Struct):
    """One file found. ``path`` is relative to the folder, ``a.zip!b.xlsx`` inside a container.

    ``reason`` is a stable code (a rejection or skip code; '' when accepted), ``reason_text`` its
    Vietnamese sentence.
    """

    path: str
    verdict: Verdict
    reason: str = ""
    reason_text: str = ""
    unit: str | None = None
    period: str | None = None
    received_on: date | None = None
    findings: list[Finding] = field(default_factory=list)
    settled: bool = False
    """A person marked as ``Đã xử lý`` what is said of it."""
    reopened: str = ""
    """What was said of it when a person settled it, where something else is said now."""

    @property
    def said(self) -> str:
        """Its verdict as a sentence."""
        return (
            self.reason_text
            or {
                Verdict.ACCEPTED: "Đã đọc và đưa vào tổng hợp.",
                Verdict.SUPERSEDED: "Có bản mới hơn của cùng đơn vị; không dùng bản này.",
                Verdict.REJECTED: "Không nhận.",
                Verdict.SKIPPED: "Không phải phiếu báo cáo.",
            }[self.verdict]
        )

    def skip(self, why: Finding) -> None:
        """No return after all, and nothing that needs a person."""
        self.verdict, self.reason, self.reason_text = Verdict.SKIPPED, why.code, why.message
        self.unit, self.findings = why.unit, []


class Judged(Struct, frozen=True):
    """What a reviewer made of a unit's task, beside what it came to before: by the unit's own answer (``claimed``) and by
    the plan (``planned`` due date, ``fell_due``). ``look_again``: what the unit changed since; '' where nothing."""

    review: TaskReview
    claimed: Status
    planned: date | None
    fell_due: bool
    look_again: str = ""


class UnitTask(Struct):
    """One unit × task of the plan. ``complete`` follows the status; ``due_by_as_of`` puts it in the on-time rate."""

    unit: str
    task: str
    role: Role
    status: Status
    progress: Decimal | None = None
    completed_on: date | None = None
    quantity: Decimal | None = None
    target: Decimal | None = None
    result: str = ""
    difficulty: str = ""
    start: date | None = None
    due: date | None = None
    dated: bool = False
    due_by_as_of: bool = False
    where: Where | None = None
    """The row in the source file; None when nothing was returned."""
    carried_over: bool = False
    """Completion accepted in an earlier period and left blank now."""
    judged: Judged | None = None
    """What a reviewer made of it, which ``status``, ``due`` and ``due_by_as_of`` follow; None where nobody did."""

    @property
    def claimed(self) -> Status:
        """The status that the unit's own answer comes to."""
        return self.judged.claimed if self.judged else self.status


class UnitScore(Struct):
    """One unit × criterion. ``points`` come from the self side; ``verified`` replaces them where it can be used.

    ``self_score`` of a Lựa chọn is the option's points. ``why`` is a Vietnamese explanation with numbers put in.
    The fields after ``where`` are what ``rules.scoring`` makes of the review.
    """

    unit: str
    criterion: str
    kind: ScoreKind
    self_score: Decimal | None = None
    points: Decimal | None = None
    verified: Decimal | None = None
    applicable_max: Decimal | None = None
    """What it adds to the denominator: 0 when excluded, None for Thưởng, Trừ điểm, Khống chế."""
    not_arising: bool = False
    missing: bool = False
    why: str = ""
    evidence: str = ""
    explanation: str = ""
    where: Where | None = None
    waits: bool = False
    """The points wait for a value that could not be used."""
    typed: Decimal | str | None = None
    """What stands in Điểm thẩm định; a text is no number."""
    final_points: Decimal | None = None
    """What counts after verification; None too while ``unusable``."""
    final_max: Decimal | None = None
    """``applicable_max`` after verification."""
    reason: str = ""
    """Lý do, as the reviewer typed it."""
    state: str = ""
    """Trạng thái of the verification."""
    look_again: str = ""
    """What changed since the reviewer judged it; '' where nothing did."""
    seen: Seen | None = None
    basis: str = ""
    """The numbers and the evidence that the points rest on."""

    @property
    def unusable(self) -> bool:
        """Something was typed as Điểm thẩm định that cannot be used."""
        return self.typed is not None and self.verified is None and self.kind is not ScoreKind.CAP


class UnitIndicator(Struct):
    """One unit × indicator."""

    unit: str
    code: str
    in_period: Decimal | None = None
    cumulative: Decimal | None = None
    note: str = ""
    unread: bool = False
    where: Where | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    """Where its fields stand, as in the answer it comes from."""


class UnitResult(Struct):
    """One unit that owes a return. Rates and totals are None where they do not exist."""

    code: str
    name: str
    returned: bool = False
    received_on: date | None = None
    """When the return that counts came."""
    first_received_on: date | None = None
    """When the unit's first filled return of the period came: that one tells ``timely``."""
    timely: bool | None = None
    source: str = ""
    """Path of the accepted file; the master's name when typed there; '' when nothing came."""
    status: dict[Status, int] = field(default_factory=dict)
    """Lead tasks only."""
    tasks: list[UnitTask] = field(default_factory=list)
    added: list[TaskAnswer] = field(default_factory=list)
    indicators: dict[str, UnitIndicator] = field(default_factory=dict)
    scores: dict[str, UnitScore] = field(default_factory=dict)
    models: list[ModelEntry] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    dated: int = 0
    completed: int = 0
    due: int = 0
    on_time: int = 0
    completion_rate: Decimal | None = None
    on_time_rate: Decimal | None = None
    self_total: Decimal | None = None
    verified_total: Decimal | None = None
    total: Decimal | None = None
    """The total that counts: verified where anything was verified, else self."""
    check_again: bool = False
    """A verified score was typed that cannot be used: no total counts until it is put right."""
    band: str | None = None
    band_reason: str = ""
    rank: int | None = None
    bands_barred: int = 0
    bands_lowered: int = 0
    """What its Khống chế come to: how many bands from the top are closed to it, how many steps down it goes."""
    uncertain: bool = False
    """Some figure depends on a value left blank with a finding; it must not look final."""
    doubtful: bool = False
    """``uncertain`` whatever the reviewer says: values were left blank, or returns contradict each other."""
    blanks: tuple[str, ...] = ()
    """The cells of values that were left blank."""
    findings: list[Finding] = field(default_factory=list)
    of_review: tuple[Finding, ...] = ()
    """Those of ``findings`` that the review led to, at the head of them."""
    cover_compiled_by: str = ""
    cover_phone: str = ""
    signed: bool | None = None
    """Whether a signed copy came or is said to exist; None where nobody says so."""
    evidence: list[Evidence] = field(default_factory=list)
    """What came along with its return, by path."""


class IndicatorTotal(Struct):
    """One indicator over all units. ``reported`` of ``expected`` units gave a value."""

    code: str
    value: Decimal | None
    reported: int
    expected: int
    uncertain: bool = False


class Totals(Struct):
    """Headline figures. Numerators and denominators are kept, so that each rate can be shown as 'a/b'."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    """Returns received by Hạn nộp."""
    dated: int = 0
    completed: int = 0
    due: int = 0
    completed_on_time: int = 0
    reporting_rate: Decimal | None = None
    timely_rate: Decimal | None = None
    completion_rate: Decimal | None = None
    on_time_rate: Decimal | None = None
    status: dict[Status, int] = field(default_factory=dict)
    indicators: dict[str, IndicatorTotal] = field(default_factory=dict)


class ChangeKind(StrEnum):
    """What a change against the run before is about."""

    FILE = "file"
    TOTAL = "total"
    STATUS = "status"
    SCORE = "score"
    BAND = "band"
    RANK = "rank"


class Change(Struct, frozen=True):
    """What the run before said and this one says of one thing; None: nothing. ``unit`` and ``code`` ('' for none) and
    ``what`` say of which. ``rate``: fractions 0-1. ``why`` is Vietnamese."""

    kind: ChangeKind
    unit: str
    code: str
    what: str
    before: Decimal | str | None
    after: Decimal | str | None
    why: str
    rate: bool = False

    @property
    def moved(self) -> bool:
        """The two differ."""
        return self.before != self.after


@dataclasses.dataclass(slots=True)
class Consolidation:
    """The whole outcome of one ``consolidate``."""

    master: Master
    period: Period
    as_of: date
    files: list[FileReceipt] = dataclasses.field(default_factory=list)
    units: list[UnitResult] = dataclasses.field(default_factory=list)
    totals: Totals = dataclasses.field(default_factory=Totals)
    findings: list[Finding] = dataclasses.field(default_factory=list)
    """Findings that belong to no single file (missing units, quotas, contradictory masters)."""
    review: Review = dataclasses.field(default_factory=Review)
    """What the reviewer typed, which these figures count."""
    of_review: tuple[Finding, ...] = ()
    """Those of ``findings`` that the review led to, at the head of them."""
    several: dict[str, list[Return]] = dataclasses.field(default_factory=dict)
    """The filled returns of units that sent more than one with different contents, the newest first."""
    earlier: Earlier | None = None
    """The summary of an earlier period that completions were kept from."""
    changes: list[Change] | None = None
    """Against the run before onto the same file; None where there was none."""
    _places: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)

    def told(self) -> list[Finding]:
        """Every finding that still matters: of files (superseded ones left out), of units, of the whole."""
        found = [f for file in self.files if file.verdict is not Verdict.SUPERSEDED for f in file.findings]
        found += [f for unit in self.units for f in unit.findings]
        return found + self.findings

    @property
    def needs_person(self) -> bool:
        """Some file was rejected, or some finding waits for a person."""
        rejected = any(file.verdict is Verdict.REJECTED and not file.settled for file in self.files)
        return rejected or any(item.needs_person for item in self.told())

    @property
    def settled(self) -> list[Finding]:
        """The findings that a person settled, each once."""
        return list(dict.fromkeys(item for item in self.told() if item.settled))

    @property
    def mean_total(self) -> Decimal | None:
        """Điểm bình quân: of the units that have a total, not rounded; None where none has."""
        totals = [unit.total for unit in self.units if unit.total is not None]
        return sum(totals, Decimal(0)) / len(totals) if totals else None

    def unit(self, code: str) -> UnitResult | None:
        """The result of that unit, or None when it owes nothing."""
        return of_code(self.units, code, self._places)
