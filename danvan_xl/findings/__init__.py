"""Findings: what the program noticed, as data. One catalogue of codes; nothing is noticed in silence.

A :class:`FindingKind` is a row of the catalogue (code, severity, Vietnamese title, message template, what the
officer does, what the unit does, what it means for the figures); a :class:`Finding` is one occurrence with its place
and value. The catalogue is split by subject into the modules of this package and joined here, so that each module
stays readable. Who shows findings asks the row, and keeps no list of codes of his own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.terms.form import ANSWER_HEADERS


class At(Protocol):
    """A row of a sheet (``model.Where``)."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""

    @property
    def file(self) -> str | None:
        """The file's path."""


class Placed(Protocol):
    """What knows where its fields stand: an answer of a return, or what came of it."""

    code: str
    cells: Mapping[str, str]

    @property
    def where(self) -> At | None:
        """Its row; None where nothing was given."""


class Severity(StrEnum):
    """How much it matters. ``error``: a person must act before the numbers are final."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        """What a user sees."""
        return {"info": "Thông tin", "warning": "Cảnh báo", "error": "Lỗi"}[self.value]


class Whose(StrEnum):
    """Who can settle a finding."""

    OFFICER = "officer"
    UNIT = "unit"
    BOTH = "both"

    @property
    def label(self) -> str:
        """What a user sees."""
        return {"officer": "Người tổng hợp", "unit": "Đơn vị", "both": "Đơn vị, người tổng hợp"}[self.value]


class Headline(NamedTuple):
    """A line of ``Tổng quan`` of its own: ``text`` over ``{count}`` and ``{who}``, and the sheet that shows them."""

    text: str
    sheet: str


class FindingKind(Struct, frozen=True):
    """A row of the catalogue. ``template`` and ``advice`` are ``str.format`` texts over the finding's facts."""

    code: str
    severity: Severity
    title: str
    template: str
    advice: str
    """To the officer who consolidates (of a master's fault: who keeps the master). '': she can only ask the unit."""
    unit_advice: str = ""
    """What the unit itself can do; '' where it can do nothing, and it is not told. Holds no facts."""
    about: str = ""
    """The field of an answer whose cell it names: the cell to mend."""
    sheet: str = ""
    """The sheet that it names where it is about no answer."""
    blanks: bool = False
    """Something that a person may see in the file is left out of the figures."""
    decides: bool = False
    """It decides whose figures are used, or whether they may be: told before what concerns one cell."""
    waits: bool = False
    """A warning that a person must settle before the figures are final; an error always is one."""
    headline: Headline | None = None
    """Its own line in ``Tổng quan``; None: it is counted among the errors or the warnings."""
    like: Mapping[str, str] = field(default_factory=dict)
    """Facts of an example."""

    @property
    def whose(self) -> Whose:
        """Who can settle it."""
        if not self.unit_advice:
            return Whose.OFFICER
        return Whose.BOTH if self.advice else Whose.UNIT

    @property
    def to_officer(self) -> str:
        """What the officer does; where only the unit can settle it, she asks the unit to."""
        return self.advice or f"Đề nghị đơn vị {self.unit_advice[:1].lower()}{self.unit_advice[1:]}"

    @property
    def header(self) -> str:
        """The header above the cell that it names, '' where none is known beforehand."""
        return ANSWER_HEADERS.get(self.about, "")

    @property
    def example(self) -> str:
        """Its message as it may stand in a log."""
        return self.filled(self.template)

    def filled(self, text: str) -> str:
        """A template or advice with the facts of the example."""
        facts = {"header": self.header or "Tiến độ (%)", "row": "NV03", "note": "", "value": "", **self.like}
        return _sentence(text.format(**facts))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].replace("?.", "?")  # a note that asks needs no full stop


class Finding(Struct, frozen=True, array_like=True):
    """One occurrence: what, where, and what to do. ``message`` and ``advice`` are Vietnamese."""

    code: str
    severity: Severity
    message: str
    advice: str = ""
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    unit: str | None = None
    settled: bool = False
    """A person marked it as ``Đã xử lý``."""
    reopened: str = ""
    """What it said when a person settled it, where it says something else now."""
    by_officer: bool = False
    """The value is one that the officer typed (``Hiệu đính``): the unit is told nothing of it."""

    @property
    def title(self) -> str:
        """The Vietnamese title of its kind."""
        return self.kind.title

    @property
    def kind(self) -> FindingKind:
        """Its row of the catalogue."""
        return catalogue()[self.code]

    @property
    def needs_person(self) -> bool:
        """A person must act: one definition for console, exit code, JSON and workbook."""
        waits = self.severity is Severity.ERROR or (self.severity is Severity.WARNING and self.kind.waits)
        return waits and not self.settled

    @property
    def asks_unit(self) -> bool:
        """The unit must mend something, and can."""
        mine = self.severity is not Severity.INFO and bool(self.kind.unit_advice)
        return mine and not self.settled and not self.by_officer

    def to_unit(self) -> Finding:
        """The same, said to the one who typed it."""
        return replace(self, advice=self.kind.unit_advice or self.advice)


@lru_cache(maxsize=1)
def subjects() -> Mapping[str, tuple[FindingKind, ...]]:
    """The catalogue by subject, in the order of the work; subjects in Vietnamese."""
    from danvan_xl.findings import document, mail, master, returns, scoring, tables, verdicts

    return MappingProxyType(
        {
            "Nhập kế hoạch từ văn bản": document.KINDS,
            "Kiểm tra tệp kế hoạch": master.KINDS,
            "Tệp nhận về": verdicts.KINDS,
            "Ô của phiếu": returns.KINDS,
            "Dòng, cột, trang tính của phiếu; con số của đơn vị": tables.KINDS,
            "Chấm điểm, thẩm định, tệp tổng hợp": scoring.KINDS,
            "Gửi và nhận thư": mail.KINDS,
        }
    )


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, FindingKind]:
    """Every kind of finding by code."""
    kinds: dict[str, FindingKind] = {}
    for kind in (kind for group in subjects().values() for kind in group):
        if kind.code in kinds:
            raise ValueError(f"finding code twice in the catalogue: {kind.code}")
        kinds[kind.code] = kind
    return MappingProxyType(kinds)


def finding(
    code: str,
    *,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    value: object = None,
    unit: str | None = None,
    severity: Severity | None = None,
    **facts: object,
) -> Finding:
    """Make a finding of a catalogued kind; ``facts`` fill its texts (``value`` is among them).

    Raises ``KeyError`` for a code that is not in the catalogue or a fact that the template needs:
    both are bugs of ours, caught by the tests.
    """
    kind = catalogue()[code]
    shown = None if value is None else str(value)
    facts["value"] = "" if shown is None else shown
    return Finding(
        code=code,
        severity=severity or kind.severity,
        message=_sentence(kind.template.format(**facts)),
        advice=kind.to_officer.format(**facts),
        file=file,
        sheet=sheet or kind.sheet or None,
        cell=cell,
        value=shown,
        unit=unit,
    )


def finding_at(code: str, answer: Placed | None, **facts: object) -> Finding:
    """Make a finding about one field of an answer: it names the cell of that field, the cell to mend.

    The field is the kind's ``about``; the sheet and the file are the answer's. Facts as in :func:`finding`, with
    ``header``, ``row`` and ``note`` taken as the field's header, the answer's code and '' where they are not given.
    """
    kind, where = catalogue()[code], answer.where if answer else None
    facts = {"header": kind.header, "row": answer.code if answer else "", "note": ""} | facts
    if answer is not None and where is not None:
        facts |= {"sheet": where.sheet, "cell": answer.cells.get(kind.about)}
        facts.setdefault("file", where.file)
    return finding(code, **facts)  # type: ignore[arg-type]
