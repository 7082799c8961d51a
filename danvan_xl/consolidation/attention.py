"""What a person must look at after a consolidation, sorted by what matters."""

from __future__ import annotations

from danvan_xl.findings import Finding, Severity

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def by_importance(findings: list[Finding]) -> list[Finding]:
    """Errors first, and among them what decides whose figures are used; otherwise the order stays."""
    return sorted(findings, key=lambda f: (_RANK[f.severity], not f.needs_person, not f.kind.decides))
