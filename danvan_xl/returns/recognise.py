"""Workbooks of ours that are no returns: the master, a summary, a receipt.

By their identity; and by their sheets where a program lost it, so that a summary saved by another
program is not mistaken for a damaged return.
"""

from __future__ import annotations

from danvan_xl import identity
from danvan_xl.language.folding import fold
from danvan_xl.returns.identify import Token
from danvan_xl.terms import master as master_names
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.opening.raw import RawBook

_SUMMARY_SHEETS = frozenset(
    map(
        fold,
        (
            n.OVERVIEW,
            n.UNITS,
            n.TASKS,
            n.MATRIX,
            n.VERIFY,
            n.DETAIL,
            n.CHECKS,
            n.LOG,
        ),
    )
)
_MASTER_SHEETS = frozenset(map(fold, (master_names.PLAN, master_names.UNITS, master_names.PERIODS)))
_SKIPS = {
    identity.SUMMARY: "own-summary",
    identity.RECEIPT: "own-receipt",
    identity.EXPLANATION: "own-other",
    identity.MAPPING: "own-other",
}


def own_workbook(book: RawBook, tokens: list[Token]) -> str:
    """The skip code of a workbook that is ours and no return; '' when it may be a return."""
    names = {fold(sheet.name) for sheet in book.sheets}
    if len(names & _SUMMARY_SHEETS) >= 4:
        return "own-summary"
    if names >= _MASTER_SHEETS:
        return "own-master"
    kinds = {token.identity.kind for token in tokens}
    if kinds & {identity.FORM, identity.DEPARTMENT}:
        # A department that keeps only its own sheet of the master still carries the master's property.
        return ""
    if identity.MASTER in kinds:
        return "own-master"
    return next((skip for kind, skip in _SKIPS.items() if kind in kinds), "")
