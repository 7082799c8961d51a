"""Findings: what the program noticed, as data. One catalogue of codes; nothing is noticed in silence.

A :class:`FindingKind` is a row of the catalogue (code, severity, Vietnamese title, message template,
advice); a :class:`Finding` is one occurrence with its place and value. The catalogue is split by
subject into the modules of this package and joined here, so that each module stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much it matters. ``error``: a person must act before the numbers are final."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        """What a user sees."""
        return {"info": "Thông tin", "warning": "Cảnh báo", "error": "Lỗi"}[self.value]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A row of the catalogue. ``template`` and ``advice`` are ``str.format`` texts over the finding's facts."""

    code: str
    severity: Severity
    title: str
    template: str
    advice: str


@dataclass(frozen=True, slots=True)
class Finding:
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

    @property
    def title(self) -> str:
        """The Vietnamese title of its kind."""
        return catalogue()[self.code].title


_CATALOGUE: dict[str, FindingKind] = {}


def catalogue() -> MappingProxyType[str, FindingKind]:
    """Every kind of finding by code."""
    if not _CATALOGUE:
        from danvan_xl.findings import document, mail, master, report, returns, scoring

        kinds: dict[str, FindingKind] = {}
        for module in (master, document, returns, scoring, report, mail):
            for kind in module.KINDS:
                if kind.code in kinds:
                    raise ValueError(f"finding code twice in the catalogue: {kind.code}")
                kinds[kind.code] = kind
        _CATALOGUE.update(kinds)
    return MappingProxyType(_CATALOGUE)


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
        message=kind.template.format(**facts),
        advice=kind.advice.format(**facts),
        file=file,
        sheet=sheet,
        cell=cell,
        value=shown,
        unit=unit,
    )
