"""What a person typed into a summary workbook: verified scores with reasons and states, and corrections.

Plain data. ``summaries.review`` reads it from a workbook, ``typed`` and ``rules`` apply it, and a
:class:`~danvan_xl.results.Consolidation` names the one that it was made with.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from danvan_xl.findings import Finding

Key = tuple[str, str]
"""(unit code, criterion code)"""
RowKey = tuple[str, ...]
"""What a row of a summary's sheet is known by."""


class Note(Struct, frozen=True):
    """What a person typed beside a row of the summary: under a header, or as a comment on the cell there.

    ``key`` is the row's (:mod:`danvan_xl.rules.row_keys`), () where it stood beside none. ``format`` is its number
    format. ``formula`` ('' for none, with '=') stood in the 0-based ``row``; ``value`` is what it showed.
    """

    sheet: str
    key: RowKey
    header: str
    value: Any
    format: str = "General"
    formula: str = ""
    row: int = -1
    comment: bool = False
    col: int = -1
    """Its 0-based column where it stood outside the sheet's tables; ``header`` is then the cell's name."""


class Notes(Struct, frozen=True):
    """All of a summary. ``own``: headers of the columns that a person added, by sheet; ``places``: the columns in which
    every header stood, by sheet. ``left``: those of rows that were gone before. ``unread``: sheets of ours whose table was
    not found, so that nothing typed there could be taken along."""

    notes: tuple[Note, ...] = ()
    left: tuple[Note, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """A row of ``Hiệu đính``, typed by the focal officer; honoured by the next ``consolidate``.

    ``file`` is the path as `Nhật ký` shows it, relative to the folder; 'a.zip!b.xlsx' inside a container. ``unit`` and
    ``period`` say whose file it is; ``sheet``, ``cell`` (such as 'H7') and ``value`` put a cell right. ``value`` is
    the raw cell (number, date or text), to be read like any value of a return; None or '' blanks the cell.
    ``row`` is the 1-based row in the summary.
    """

    file: str = ""
    unit: str = ""
    period: str = ""
    sheet: str = ""
    cell: str = ""
    value: Any = None
    who: str = ""
    when: Any = None
    why: str = ""
    stood: str = dataclasses.field(default="", compare=False)
    """What stood there when it was first applied, as shown; '' before that. Where something else stands now, the
    correction is not applied: it was made for another value."""
    row: int = dataclasses.field(default=0, compare=False)

    def fits(self, stands: str) -> bool:
        """Whether it was made for what stands there now."""
        return self.stood in ("", stands)

    @property
    def note(self) -> str:
        """Who and why, for the finding."""
        parts = [part for part in (self.who, self.why) if part]
        return f" ({': '.join(parts)})" if parts else ""


class Seen(Struct, frozen=True):
    """What the reviewer had before the eyes when a row was judged; None is a blank."""

    self_score: Decimal | None = None
    points: Decimal | None = None
    basis: str | None = None
    """The numbers and the evidence that the points rest on (``rules.reviewing``); None where a summary did not tell."""


@dataclasses.dataclass(frozen=True, slots=True)
class TaskReview:
    """A row of ``Thẩm định nhiệm vụ``: ``verdict`` (``terms.summary.TASK_VERDICTS`` or ''), a due date granted to this
    unit, and why. ``seen`` is what the unit said when it was typed (``rules.judging``), None where a row did not tell."""

    verdict: str = ""
    extended_to: date | None = None
    reason: str = ""
    seen: str | None = dataclasses.field(default=None, compare=False)


class Review(Struct, frozen=True):
    """What was typed, for one plan and period ('' where it was made by hand: for any).

    ``unread`` holds verified scores that are no number, as typed: they count nowhere. ``findings`` tell of
    them. ``settled`` are the rows of ``Nhật ký`` (:mod:`danvan_xl.rules.row_keys`) that a person marked as ``Đã xử lý``.
    """

    plan: str = ""
    period: str = ""
    verified: Mapping[Key, Decimal] = field(default_factory=dict)
    reasons: Mapping[Key, str] = field(default_factory=dict)
    states: Mapping[Key, str] = field(default_factory=dict)
    seen: Mapping[Key, Seen] = field(default_factory=dict)
    unread: Mapping[Key, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()
    settled: frozenset[RowKey] = frozenset()
    tasks: Mapping[Key, TaskReview] = field(default_factory=dict)
    """(unit code, task code) → what was made of it."""

    def is_of(self, plan: str, period: str) -> bool:
        """Whether it was typed for this plan and period."""
        return (self.plan or plan, self.period or period) == (plan, period)

    def typed_score(self, key: Key) -> Decimal | str | None:
        """What stands in Điểm thẩm định: a number, a text that is none, or nothing."""
        number = self.verified.get(key)
        return self.unread.get(key) if number is None else number

    @property
    def is_blank(self) -> bool:
        """Nobody typed anything but states, which the program writes itself."""
        typed = (self.verified, self.reasons, self.unread, self.corrections, self.settled, self.tasks)
        return not any(typed)

    def says_more_than(self, other: Review, states: Mapping[Key, str]) -> bool:
        """Whether something was typed here that ``other`` does not know. ``states`` are those that it led to."""
        known: tuple[tuple[Mapping[Key, Any], Mapping[Key, Any]], ...] = (
            (self.verified, other.verified),
            (self.unread, other.unread),
            (self.reasons, other.reasons),
            (self.tasks, other.tasks),
        )
        return (
            any(theirs.get(key) != value for mine, theirs in known for key, value in mine.items())
            or any(item not in other.corrections for item in self.corrections)
            or self.settled != other.settled
            or any(
                state not in (other.states.get(key), states.get(key))
                for key, state in self.states.items()
                if key in states
            )
        )
