"""What departments typed into their sheets of the master itself, for units that sent no form."""

from __future__ import annotations

from datetime import date

from danvan_xl.findings import finding
from danvan_xl.model import Master, Return
from danvan_xl.plans.departments import read_departments
from danvan_xl.workbooks.opening.own import read_grids


def typed_in_master(master: Master) -> dict[str, Return]:
    """Filled department sheets by unit code, with the master as their file; {} without a readable file.

    Received is the master's file time, with a finding: a department sheet has no Ngày báo cáo.
    """
    path = master.path
    if path is None or not path.exists():
        return {}
    found = {
        code: typed
        for code, typed in read_departments(read_grids(path), master).items()
        if not typed.is_empty
    }
    saved = date.fromtimestamp(path.stat().st_mtime)
    for code, typed in found.items():
        typed.path = typed.path or path.name
        typed.received_on = saved
        note = " vì đơn vị ghi ngay trong tệp kế hoạch"
        typed.findings.append(
            finding("received-unknown", file=path.name, unit=code, value=f"{saved:%d/%m/%Y}", note=note)
        )
    return found
