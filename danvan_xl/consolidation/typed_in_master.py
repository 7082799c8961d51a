"""What departments typed into their sheets of the master itself, for units that sent no form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_xl.findings import Finding
from danvan_xl.model import Master
from danvan_xl.returns.reading import FileReading


def typed_in_master(master: Master) -> dict[str, FileReading]:
    """Filled department sheets by unit code, with the master as their file; {} without a readable file.

    Received is the master's file time: a department sheet has no Ngày báo cáo.
    """
    from danvan_xl.plans.departments import read_departments
    from danvan_xl.workbooks.grid import read_grids

    path = master.path
    if path is None or not Path(path).exists():
        return {}
    found: dict[str, FileReading] = {}
    for unit, returned in read_departments(read_grids(path), master).items():
        if returned.is_empty:
            continue
        findings: list[Finding] = list(getattr(returned, "findings", ()))
        returned.path = returned.path or path.name
        returned.received_on = date.fromtimestamp(path.stat().st_mtime)
        found[unit] = FileReading(path.name, returned=returned, unit=unit, findings=findings, department=True)
    return found
