"""What each unit has to do, read from a summary workbook; and the receipts that go along."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.errors import InputError
from danvan_xl.findings import Severity, catalogue, finding
from danvan_xl.identity import SUMMARY, identity_of
from danvan_xl.language.folding import fold
from danvan_xl.language.marks import read_mark
from danvan_xl.mail.remind import Need
from danvan_xl.model import Master, Period
from danvan_xl.results import Verdict
from danvan_xl.rules.officers_own import HERS
from danvan_xl.sheets.summary import log
from danvan_xl.summaries.opened import OpenedSummary, our_sheets
from danvan_xl.summaries.task_reviews import read_task_reviews
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as summary_terms
from danvan_xl.workbooks.grid import Grid, find_table
from danvan_xl.workbooks.opening.own import read_grids

Attachments = dict[str, Path]
"""unit code → a file that goes along."""


def needs_in_summary(path: Path, master: Master) -> tuple[list[Need], Period]:
    """Needs and the period they are about, from ``Theo đơn vị`` and ``Nhật ký``.

    Raises :class:`~danvan_xl.errors.InputError` when ``path`` is no summary of this plan.
    """
    from danvan_xl.terms import summary as names

    grids = read_grids(path, what="tệp tổng hợp")
    identity = identity_of(grids)
    round_ = master.period(identity.period) if identity and identity.kind == SUMMARY else None
    if identity is None or round_ is None or identity.plan != master.plan.code:
        raise InputError(
            f"“{path.name}” không phải tệp tổng hợp của kế hoạch {master.plan.code}.",
            remedy="Chọn đúng tệp tổng hợp và tệp kế hoạch, hoặc chỉ thẳng thư mục phiếu.",
            file=path,
        )
    by_name = our_sheets(grids)
    needs = {unit.code: Need(unit.code) for unit in master.owing_units()}
    _missing(by_name.get(fold(names.UNITS)), needs, names.NO)
    _log(by_name.get(fold(names.LOG)), needs)
    _sent_back(OpenedSummary(path, identity, by_name), needs)
    return [n for n in needs.values() if n.missing or n.rejected or n.corrections], round_


def _missing(grid: Grid | None, needs: dict[str, Need], no: str) -> None:
    table = find_table(grid, [h.UNIT_CODE, h.UNIT, summary_terms.RETURNED]) if grid else None
    for row in table.rows() if table else ():
        need = needs.get(row.text(h.UNIT_CODE))
        if need is not None:
            need.missing = fold(row.text(summary_terms.RETURNED)) == fold(no)


def _log(grid: Grid | None, needs: dict[str, Need]) -> None:
    headers = [
        summary_terms.LEVEL,
        summary_terms.PATH,
        summary_terms.VERDICT,
        h.UNIT_CODE,
        summary_terms.SHEET,
        summary_terms.CELL,
        m.CONTENT,
        summary_terms.SETTLED,
        log.CODE,
    ]
    table = find_table(grid, headers) if grid else None
    kinds = catalogue()
    asking = {Severity.ERROR.label, Severity.WARNING.label}
    for row in table.rows() if table else ():
        need = needs.get(row.text(h.UNIT_CODE))
        if need is None or read_mark(row.value(summary_terms.SETTLED), label=summary_terms.SETTLED).value:
            continue
        level, code = row.text(summary_terms.LEVEL), row.text(log.CODE)
        if level == log.FILE_WORD:
            if row.text(summary_terms.VERDICT) == Verdict.REJECTED.label:
                need.reject(row.text(summary_terms.PATH), code, row.text(m.CONTENT))
            continue
        text, of_file = row.text(m.CONTENT), row.text(summary_terms.VERDICT)
        counts = of_file in ("", Verdict.ACCEPTED.label) and not text.startswith(HERS)
        if counts and code != SENT_BACK and level in asking and code in kinds and kinds[code].unit_advice:
            need.correct(code, text, row.text(summary_terms.SHEET), row.text(summary_terms.CELL))


SENT_BACK = "task-sent-back"


def _sent_back(book: OpenedSummary, needs: dict[str, Need]) -> None:
    """Tasks sent back as the sheet says now: what was chosen after the figures were made is told to the unit as well."""
    for (unit, code), said in read_task_reviews(book)[0].items():
        if unit in needs and said.verdict == summary_terms.SENT_BACK:
            told = finding(SENT_BACK, row=code, note=f": {said.reason}" if said.reason else "")
            needs[unit].correct(SENT_BACK, told.message, told.sheet, None)


def files_in(folder: Path, master: Master, kind: str, period: str, what: str) -> Attachments:
    """Workbooks of ours in ``folder`` by the unit that their identity names: those of one kind, plan and period.

    ``what`` ends the sentence that says which folder was meant. Raises :class:`~danvan_xl.errors.InputError`.
    """
    from danvan_xl.returns.identity import identity_of_file

    if not folder.is_dir():
        raise InputError(f"Không có thư mục “{folder}”.", remedy=f"Chỉ thư mục {what}.", file=folder)
    found: Attachments = {}
    for path in sorted(folder.glob("*.xlsx")):
        identity = identity_of_file(path)
        if identity and (identity.kind, identity.plan, identity.period) == (kind, master.plan.code, period):
            found[identity.unit] = path
    return found
