"""What the summary of an earlier period says: figures, accepted completions, answers.

Plain data; ``summaries.earlier`` reads it from a workbook. ``consolidate --previous`` takes completions and earlier
counts from it, the summary draws change and trend, ``issue --previous`` prefills the forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from danvan_xl.model import IndicatorAnswer, ModelEntry, Proposal, Return, ScoreAnswer, Status, TaskAnswer
from danvan_xl.review import TaskReview

Answer = TypeVar("Answer", TaskAnswer, IndicatorAnswer, ScoreAnswer)
Key = tuple[str, str]
"""(unit code, code of the task, criterion or indicator)"""


class Followed(Struct, frozen=True):
    """A recommendation of an earlier period and what became of it: ``told`` in one line, ``raised`` the period's name.
    ``open``: nobody answered it yet."""

    proposal: Proposal
    raised: str
    told: str
    open: bool


class Earlier(Struct, frozen=True):
    """An earlier summary. ``history[unit, measure][period code]`` holds the figures of all earlier periods that it
    knows; measures are those of the sheet ``Diễn biến``."""

    path: Path
    plan: str
    period: str
    period_name: str = ""
    as_of: date | None = None
    end: date | None = None
    """The period's last day."""
    tasks: Mapping[Key, TaskAnswer] = field(default_factory=dict)
    statuses: Mapping[Key, Status] = field(default_factory=dict)
    indicators: Mapping[Key, IndicatorAnswer] = field(default_factory=dict)
    scores: Mapping[Key, ScoreAnswer] = field(default_factory=dict)
    added: Mapping[str, list[TaskAnswer]] = field(default_factory=dict)
    models: Mapping[str, list[ModelEntry]] = field(default_factory=dict)
    proposals: Mapping[str, list[Proposal]] = field(default_factory=dict)
    followed: Mapping[Key, Followed] = field(default_factory=dict)
    """Recommendations by unit and text."""
    periods: tuple[str, ...] = ()
    """Codes of the periods in ``history``, oldest first; the last is ``period``."""
    history: Mapping[Key, Mapping[str, Decimal]] = field(default_factory=dict)
    judged: Mapping[Key, TaskReview] = field(default_factory=dict)
    """Tasks that were sent back, or given another due date: that stands until somebody judges anew."""
    received: Mapping[str, date] = field(default_factory=dict)
    """When the return of each unit came, by unit code."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Đơn vị tính of each indicator then, by its code."""

    def completions(self) -> dict[Key, TaskAnswer]:
        """Tasks that were complete then (Hoàn thành đúng hạn, quá hạn)."""
        return {
            key: answer
            for key, answer in self.tasks.items()
            if (status := self.statuses.get(key)) is not None and status.is_complete
        }

    def completed_on(self, key: Key, due: date | None) -> date | None:
        """When a complete task was complete: its date, else the day of the return that said so.

        A return that came after ``due`` makes nothing late that was on time by then: as of that summary it was complete.
        """
        told = self.tasks[key].completed_on
        day = told or self.received.get(key[0]) or self.as_of
        on_time = self.statuses.get(key) is Status.ON_TIME
        return self.as_of if told is None and on_time and due and day and day > due else day

    def return_of(self, unit: str) -> Return:
        """What that unit answered, as a return: for prefilling its next form. Blank when it sent nothing."""
        return Return(
            self.plan,
            unit,
            self.period,
            tasks=_own(self.tasks, unit),
            added=list(self.added.get(unit, ())),
            scores=_own(self.scores, unit),
            indicators=_own(self.indicators, unit),
            models=list(self.models.get(unit, ())),
            proposals=list(self.proposals.get(unit, ())),
        )


def _own(answers: Mapping[Key, Answer], unit: str) -> dict[str, Answer]:
    return {code: answer for (owner, code), answer in answers.items() if owner == unit}
