"""Phiếu tiếp nhận for every unit that sent something: written into a folder, ready to be mailed back."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.consolidation.attention import by_importance
from danvan_xl.files import make_folder
from danvan_xl.findings import Finding
from danvan_xl.results import Consolidation, FileReceipt, Verdict


def write_receipts(outcome: Consolidation, folder: Path) -> dict[str, Path]:
    """Write one receipt per unit that sent a file; give back the paths by unit code.

    Raises :class:`~danvan_xl.errors.OutputError`. The receipts say what they are, so that one that comes
    back into a folder of returns is recognised and skipped.
    """
    from danvan_xl.forms.names import form_names
    from danvan_xl.sheets.receipt import NAME, ReceiptFacts, receipt_book
    from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

    folder = Path(folder)
    make_folder(folder)
    master = outcome.master
    names = form_names(master.units, outcome.period)
    made: dict[str, Path] = {}
    for unit in master.units:
        files = [file for file in outcome.files if file.unit == unit.code]
        if not files:
            continue
        result = outcome.unit(unit.code)
        facts = ReceiptFacts(
            master,
            outcome.period,
            outcome.as_of,
            unit.code,
            unit.name,
            files,
            to_correct(files, list(result.findings) if result else []),
            result,
        )
        path = folder / f"{NAME} - {names[unit.code]}"
        save(receipt_book(facts), path)
        made[unit.code] = path
    return made


def to_correct(files: list[FileReceipt], more: list[Finding]) -> list[Finding]:
    """What the unit can mend, in words to the unit: of the accepted file, of rejected ones where none was, of the unit."""
    accepted = [file for file in files if file.verdict is Verdict.ACCEPTED]
    counted = accepted or [file for file in files if file.verdict is Verdict.REJECTED]
    found = [item for file in counted for item in file.findings] + more
    return [item.to_unit() for item in by_importance(found) if item.asks_unit]
