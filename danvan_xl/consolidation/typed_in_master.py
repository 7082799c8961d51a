"""What departments typed into their sheets of the master itself, for units that sent no form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from danvan_xl.findings import finding
from danvan_xl.model import Master, Return
from danvan_xl.plans.departments import read_departments
from danvan_xl.workbooks.grid import Grid


def department_returns(grids: Sequence[Grid], master: Master) -> dict[str, Return]:
    """Filled department sheets by unit code."""
    return {code: typed for code, typed in read_departments(grids, master).items() if not typed.is_empty}


def put_received(typed: Mapping[str, Return], path: Path) -> None:
    """The master is the file of all; received is its time, with a finding: a department sheet has no Ngày báo cáo."""
    saved = date.fromtimestamp(path.stat().st_mtime)
    for code, sheet in typed.items():
        sheet.path = sheet.path or path.name
        sheet.received_on = saved
        note = " vì đơn vị ghi ngay trong tệp kế hoạch"
        sheet.findings.append(
            finding("received-unknown", file=path.name, unit=code, value=f"{saved:%d/%m/%Y}", note=note)
        )
