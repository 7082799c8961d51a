"""What the two unit cells of a task say: assignments, unknown names, guessed names, groups."""

from __future__ import annotations

from msgspec import Struct

from danvan_xl.language.units.groups import GroupReading
from danvan_xl.model import Assignment, Role


class UnknownName(Struct, frozen=True):
    """A name that is no unit of the list. ``suggestions`` are (code, score 0-100), best first."""

    text: str
    role: Role
    suggestions: tuple[tuple[str, int], ...] = ()


class GuessedName(Struct, frozen=True):
    """A name that was taken for a unit although it is misspelt; to be shown to a person."""

    text: str
    unit: str
    score: int
    role: Role = Role.LEAD


class UnitReading(Struct, frozen=True):
    """What the two cells of a task say. ``assignments``: each unit once, strongest role, in text order."""

    assignments: tuple[Assignment, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    guessed: tuple[GuessedName, ...] = ()
    groups: tuple[GroupReading, ...] = ()

    @property
    def leads(self) -> tuple[str, ...]:
        """Codes of the lead units."""
        return tuple(a.unit for a in self.assignments if a.role is Role.LEAD)
