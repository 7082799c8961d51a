"""What a way of scoring (Cách chấm) has to say of itself: one class in one module of :mod:`.kinds`.

An instance is what the Tham số of one criterion says. Everything that depends on the kind asks it: the points and
their Excel formula, what the form lets a unit type, where the points go, the examples of the guide.
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Self

from msgspec import Struct, StructMeta

from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion, Part, ScoreAnswer, ScoreKind, Task
from danvan_xl.rules.expressions import Names, Ratio, Sum
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import Text
from danvan_xl.rules.scoring.row import Row


class Place(Enum):
    """Where a kind's points go in the total (contract, section 5)."""

    MAIN = "Σ points ÷ Σ applicable max"
    BONUS = "added"
    PENALTY = "taken off, as a number ≤ 0"
    LIMIT = "no points: limits the band"


class Entry(Enum):
    """What a unit types under Điểm tự chấm."""

    NOTHING = "worked out from the other sheets"
    NUMBER = "a number of points"
    OPTION = "the text of an option"


class Allowed(Struct, frozen=True):
    """What may be typed: one of ``options``, or a number from 0 to ``most`` (None: no limit) in steps."""

    options: tuple[str, ...] = ()
    most: Decimal | None = None
    step: Decimal | None = None


class _Abstract(StructMeta, ABCMeta):
    """A record some of whose methods are for its subclasses to say."""


class Parameters(Struct, frozen=True, metaclass=_Abstract):
    """One criterion's Tham số, read; subclasses have a default Tham số where one may be blank."""

    KIND: ClassVar[ScoreKind]
    EXAMPLES: ClassVar[tuple[str, ...]]
    """Right Tham số, for messages and guidance; the first is the usual one."""
    ENTRY: ClassVar[Entry] = Entry.NOTHING
    OWED: ClassVar[bool] = False
    """Left blank it counts as missing (of what is typed)."""
    PLACE: ClassVar[Place] = Place.MAIN
    PROVEN: ClassVar[bool] = True
    """Points only with evidence, where the criterion asks for any."""
    NEEDS: ClassVar[Part | None] = None
    """The part of a form from which it is worked out."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that it uses."""
        return ()

    @classmethod
    @abstractmethod
    def read(cls, text: Text) -> Self:
        """Read a Tham số; raises ParameterError."""

    @abstractmethod
    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        """The points with what they were worked out from, before Không phát sinh and evidence."""

    @abstractmethod
    def formula(self, row: Row) -> str:
        """The same as an Excel expression, without '='."""

    def nothing_arose(self, row: Row) -> str:
        """An Excel test that the criterion's own numbers show that it does not arise; '' where they cannot."""
        return ""

    def allowed(self, criterion: Criterion) -> Allowed | None:
        """What the form lets a unit type; None: nothing."""
        return None

    def limit(self, criterion: Criterion) -> Decimal | None:
        """The most that it gives (or takes off); None for no limit."""
        return criterion.max_points

    def limit_altogether(self) -> Decimal | None:
        """The most that all bonus (or all penalty) criteria may come to together; None for no limit."""
        return None

    def option_worth(self, points: Decimal) -> str:
        """The text of the one option that gives these points; '' when none or several do."""
        return ""

    def fault_in(self, tasks: Sequence[Task]) -> str:
        """What of it does not fit the plan's tasks, for ``check``; '' when all does."""
        return ""

    @abstractmethod
    def rule(self, criterion: Criterion, names: Names) -> str:
        """Its own formula in words: 'số hồ sơ đúng hạn (SL14) ÷ số hồ sơ đã giải quyết (SL13) × 5 điểm'."""

    def words(self, criterion: Criterion, names: Names) -> str:
        """The rule as a unit reads it: 'Tỷ lệ (tự tính): ' with :meth:`rule`."""
        return (
            f"{self.KIND}{' (tự tính)' if self.ENTRY is Entry.NOTHING else ''}: {self.rule(criterion, names)}"
        )


def up_to(most: Decimal | None) -> str:
    """', không quá 5 điểm'; '' without a limit."""
    return "" if most is None else f", không quá {number_text(most)} điểm"


def in_steps(step: Decimal | None, word: str = "bước") -> str:
    """', bước 0,25'; '' without a step."""
    return "" if step is None else f", {word} {number_text(step)}"


class Counted(Parameters, frozen=True):
    """Worked out from a sum of indicators, ``amount``."""

    NEEDS = Part.INDICATORS
    amount: Sum

    @property
    def codes(self) -> tuple[str, ...]:
        return self.amount.codes


class Divided(Parameters, frozen=True):
    """Worked out from A ÷ B of indicators, ``ratio``."""

    NEEDS = Part.INDICATORS
    ratio: Ratio

    @property
    def codes(self) -> tuple[str, ...]:
        return self.ratio.codes

    def nothing_arose(self, row: Row) -> str:
        return row.nothing_arose(self.ratio)
