"""What a person must look at after a consolidation, sorted by what matters."""

from __future__ import annotations

from danvan_xl.findings import Finding, Severity, catalogue
from danvan_xl.results import Consolidation, Verdict

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def all_findings(outcome: Consolidation) -> list[Finding]:
    """Every finding that still matters: of files (superseded ones left out), of units, of the whole."""
    found = [f for file in outcome.files if file.verdict is not Verdict.SUPERSEDED for f in file.findings]
    found += [f for unit in outcome.units for f in unit.findings]
    return found + outcome.findings


def by_importance(findings: list[Finding]) -> list[Finding]:
    """Errors first, and among them what decides whose figures are used; otherwise the order stays."""
    return sorted(findings, key=lambda f: (_RANK[f.severity], not f.kind.decides))


def needs_person(outcome: Consolidation) -> bool:
    """Exit code 1: some file was rejected, or some finding is an error."""
    rejected = any(file.verdict is Verdict.REJECTED for file in outcome.files)
    return rejected or any(f.severity is Severity.ERROR for f in all_findings(outcome))


def title_of(reason: str) -> str:
    """The Vietnamese title of a verdict's reason code."""
    kinds = catalogue()
    return kinds[reason].title if reason in kinds else reason
