"""Findings in sentences, as a terminal shows them and as a message box does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from danvan_xl.actions.result import serious
from danvan_xl.findings import Finding, Severity

_MANY = 3
"""So many informations of one kind in one sheet are told one by one; more share a line."""


def by_sheet(findings: Sequence[Finding]) -> Iterator[str]:
    """One block a sheet; each finding with its cell, what is wrong and, the first time, what to do.

    Informations that stand in many cells of a sheet share one line, so that faults are not lost among them.
    """
    sheet: str | None = ""
    advised: set[tuple[str | None, str]] = set()
    alike = Counter((found.sheet, found.code) for found in findings if found.severity is Severity.INFO)
    for found in findings:
        if found.sheet != sheet:
            sheet = found.sheet
            yield f"Trang tính “{sheet}”" if sheet else "Cả tệp"
        key = (found.sheet, found.code)
        label = f"  [{found.severity.label}] "
        if found.severity is Severity.INFO and alike[key] > _MANY:
            if key not in advised:
                cells = ", ".join(f.cell for f in findings if (f.sheet, f.code) == key and f.cell)
                yield f"{label}{alike[key]} ô ({cells}): {found.title}."
            advised.add(key)
            continue
        where = f"ô {found.cell}: " if found.cell else ""
        yield f"{label}{where}{found.message}"
        if found.advice and found.severity is not Severity.INFO and key not in advised:
            yield f"      → {found.advice}"
            advised.add(key)
    if findings:
        yield ""


def shortly(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings that need a person, one line each, with their place."""
    for found in serious(findings):
        where = f"{found.sheet}!{found.cell}: " if found.sheet and found.cell else ""
        yield f"[{found.severity.label}] {where}{found.message}"


def with_advice(findings: Iterable[Finding]) -> Iterator[str]:
    """One line each, with what to do."""
    for found in findings:
        yield f"- {found.message} {found.advice}".rstrip()


def counted(findings: Iterable[Finding]) -> str:
    """'2 lỗi, 1 cảnh báo, 0 thông tin'."""
    counts = Counter(found.severity for found in findings)
    return ", ".join(f"{counts[severity]} {severity.label.lower()}" for severity in reversed(Severity))
