"""What an import gives: the master, and for every extracted row its passage, its place and how sure it is."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from danvan_xl.documents.text.content import number_of
from danvan_xl.documents.text.roles import Role
from danvan_xl.findings import Finding
from danvan_xl.model import Master


class Sureness(StrEnum):
    """How sure an extracted value is. ``SURE`` only where its role was understood; ``OPEN`` became nothing."""

    SURE = "Chắc chắn"
    CHECK = "Nên xem"
    OPEN = "Chưa rõ"


class Passage(Struct, frozen=True):
    """One extracted row: ``sheet`` and ``item`` say where it went, ``source`` and ``where`` where it came from."""

    sheet: str
    item: str
    value: str
    source: str
    where: str
    sure: Sureness = Sureness.SURE
    note: str = ""
    role: Role = Role.OTHER
    heading: str = ""

    @property
    def number(self) -> int:
        """Line in the document, 0 when it stands nowhere."""
        return number_of(self.where)


class ImportedPlan(Struct):
    """An issued plan as a master. ``suggestions``: task code → who might lead it and why, for a person to decide.

    ``shape`` is ``table`` or ``prose``; ``unplaced`` are the passages that became nothing, with the reason.
    """

    master: Master
    shape: str
    passages: list[Passage] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    suggestions: dict[str, str] = field(default_factory=dict)
