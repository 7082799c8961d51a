"""What is noticed while one file is read: findings with the facts that all of them share."""

from __future__ import annotations

from msgspec import Struct, field

from danvan_xl.findings import Finding, Severity, finding
from danvan_xl.language.reading import beside


class Log(Struct):
    """Findings of one file, with the facts that all of them share."""

    file: str
    unit: str | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        code: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        value: object = None,
        note: str = "",
        severity: Severity | None = None,
        **facts: object,
    ) -> None:
        """Make a finding. ``note`` is put after ': ' so that templates read as sentences with or without it."""
        facts = {"header": "", "row": "", **facts}
        note = beside(note, str(value))
        if note and not note.startswith((" ", ",", ";")):
            note = f": {note}"
        self.findings.append(
            finding(
                code,
                file=self.file,
                sheet=sheet,
                cell=cell,
                value=value,
                unit=self.unit,
                severity=severity,
                note=note,
                **facts,
            )
        )
