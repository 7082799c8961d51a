"""Several returns of one unit that say different things: told, or joined where a person chose so."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from msgspec import Struct, field

from danvan_xl.consolidation.choosing import Choice
from danvan_xl.findings import Finding, Severity, finding
from danvan_xl.model import Return
from danvan_xl.returns.reading import FileReading
from danvan_xl.rules.several import contradicting, joined, lacking, named
from danvan_xl.terms import summary as n
from danvan_xl.typed.corrections import FileCorrections, key_of


class Several(Struct):
    """The returns of one unit. ``join``: the user wants all joined; a row of ``Hiệu đính`` may want so for this unit.

    ``findings`` name the newest return as their file.
    """

    unit: str
    choice: Choice
    corrections: Mapping[str, FileCorrections]
    join: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def readings(self) -> list[FileReading]:
        """The newest first: the accepted one, or those of equal rank, then the older."""
        accepted = [self.choice.accepted] if self.choice.accepted is not None else []
        return [*accepted, *self.choice.conflicting, *self.choice.superseded]

    def returns(self) -> dict[str, list[Return]]:
        """The returns with different contents under the unit's code; {} where there is one alone."""
        different: dict[str, Return] = {}
        for reading in self.readings:
            if reading.returned is not None:
                different.setdefault(reading.content, reading.returned)
        return {self.unit: list(different.values())} if len(different) > 1 else {}

    def settle(self) -> bool:
        """Join them into the one that counts, or tell what the newest lacks; whether they were joined."""
        returns = self.returns().get(self.unit, [])
        chosen = {self._said_of(reading.path) for reading in self.readings}
        if returns and (n.JOIN in chosen or self.join):
            return self._join(returns)
        if returns and self.choice.accepted is not None and n.REPLACE not in chosen:
            for older in returns[1:]:
                if cells := lacking(returns[0], older):
                    self._tell("newer-return-emptier", returns[0], older, named(cells))
                    break
        return False

    def _said_of(self, path: str) -> str:
        correction = self.corrections.get(key_of(path))
        return correction.returns if correction is not None else ""

    def _join(self, returns: list[Return]) -> bool:
        """All into the newest; parts of equal rank only where they contradict nothing."""
        choice = self.choice
        equal = {reading.path for reading in choice.conflicting}
        whole = first = returns[0]
        told: list[tuple[str, Return, str]] = []
        unread: list[Finding] = []
        for older in returns[1:]:
            if older.path in equal and (cells := contradicting(whole, older)):
                self._tell("join-refused", first, older, named(cells))
                return False
            told.append(("returns-joined", older, named(lacking(whole, older))))
            unread += [f for f in older.findings if f.kind.blanks and f.severity is not Severity.INFO]
            whole = joined(whole, older)
        for code, older, note in told:
            self._tell(code, first, older, note)
        first.findings += unread
        if choice.accepted is None:
            choice.accepted, *others = choice.conflicting
            choice.superseded, choice.conflicting = [*others, *choice.superseded], []
        choice.accepted.returned = whole
        return True

    def _tell(self, code: str, at: Return, other: Return, note: str) -> None:
        self.findings.append(
            finding(code, file=at.path, unit=self.unit, value=other.path, note=f": {note}" if note else "")
        )


def contradict(readings: list[FileReading]) -> bool:
    """Whether any two say different things in one cell."""
    returns = [reading.returned for reading in readings if reading.returned is not None]
    return any(contradicting(one, other) for one, other in combinations(returns, 2))
