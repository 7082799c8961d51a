"""What departments typed into their sheets of the master itself, for units that sent no form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from danvan_xl.findings import finding
from danvan_xl.model import Master, Return
from danvan_xl.plans.departments import read_departments
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening.own import read_grids


def department_returns(master: Master, grids: Sequence[Grid] | None = None) -> dict[str, Return]:
    """Filled department sheets by unit code; {} without a readable file. ``grids``: its sheets, where they were opened already."""
    path = master.path
    if grids is None:
        if path is None or not path.exists():
            return {}
        grids = read_grids(path)
    return {code: typed for code, typed in read_departments(grids, master).items() if not typed.is_empty}


def typed_in_master(master: Master, typed: Mapping[str, Return] | None = None) -> dict[str, Return]:
    """Filled department sheets by unit code, with the master as their file; {} without a readable file.

    ``typed``: what :func:`department_returns` gave. Received is the master's file time, with a finding: a department sheet has
    no Ngày báo cáo.
    """
    path = master.path
    if path is None or not path.exists():
        return {}
    found = dict(department_returns(master) if typed is None else typed)
    saved = date.fromtimestamp(path.stat().st_mtime)
    for code, sheet in found.items():
        sheet.path = sheet.path or path.name
        sheet.received_on = saved
        note = " vì đơn vị ghi ngay trong tệp kế hoạch"
        sheet.findings.append(
            finding("received-unknown", file=path.name, unit=code, value=f"{saved:%d/%m/%Y}", note=note)
        )
    return found
