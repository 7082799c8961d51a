"""Evidence: files that came along with returns, by unit and criterion. Only their names are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from danvan_xl.findings import finding
from danvan_xl.language.folding import fold
from danvan_xl.results import Consolidation, Evidence
from danvan_xl.returns.belongs import DOCUMENTS, Owners, leading_code, parts_of
from danvan_xl.returns.gather import Gathered


def put_evidence(c: Consolidation, gathered: Iterable[Gathered], owners: Owners) -> None:
    """List under each unit what came with its return, and say so on the file's line.

    A workbook that is no form and is named by a criterion's code is evidence too. What belongs to no unit, or to one
    that sent no form, keeps its line: it may be the report itself, in Word.
    """
    criteria = {fold(item.code): item.code for item in c.master.criteria}
    receipts = {file.path: file for file in c.files}
    units = {unit.code: unit for unit in c.units}
    for item in gathered:
        path, reason = item.reading.path, item.reading.reason
        name = parts_of(path)[-1]
        code = leading_code(PurePosixPath(name).stem)
        sheet = reason in ("structure-lost", "table-of-units") and code in criteria
        unit = units.get(owners.of(path)) if sheet or reason in DOCUMENTS else None
        if unit is None:
            continue
        signed = name.lower().endswith(".pdf") and code == fold(unit.code)
        unit.evidence.append(Evidence(path, criteria.get(code, ""), signed))
        if signed:
            unit.signed = True
        if unit.returned:
            receipt = receipts[path]
            receipt.skip(finding("evidence", file=path, unit=unit.code, note=f" của {unit.name}"))
