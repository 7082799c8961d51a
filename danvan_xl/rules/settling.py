"""Findings that a person marked as settled (``Đã xử lý``): they wait for nobody, until what they say changes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from danvan_xl.findings import Finding
from danvan_xl.results import Consolidation, FileReceipt
from danvan_xl.rules.row_keys import follow, key_of_file, key_of_finding
from danvan_xl.terms import summary as n


def settle(c: Consolidation) -> None:
    """Mark every finding and file of ``c`` that its review settles; may be called again when findings came.

    A finding is the same while code, place, value and sentence are. Where only its place is, it is open again and
    ``reopened`` holds the sentence that was settled.
    """
    if not c.review.settled and not c.settled:
        return
    keys = {id(item): key_of_finding(item, receipt) for item, receipt in _all(c)}
    files = {id(r): key_of_file(r, r.said) for r in c.files}
    wanted = sorted(c.review.settled)
    moved = follow(n.LOG, wanted, [*dict.fromkeys(keys.values()), *files.values()])
    said_before = {new: old[-1] for old, new in moved.items() if old != new}
    made: dict[int, Finding] = {}
    for receipt in c.files:
        receipt.settled = files.get(id(receipt)) in c.review.settled
        receipt.reopened = said_before.get(files.get(id(receipt), ()), "")
        for item in receipt.findings:
            if item.code == receipt.reason and item.message == receipt.reason_text:
                made[id(item)] = replace(item, settled=receipt.settled, reopened=receipt.reopened)
    for item, _ in _all(c):
        key = keys[id(item)]
        if id(item) not in made:
            made[id(item)] = replace(item, settled=key in c.review.settled, reopened=said_before.get(key, ""))
    for found in _lists(c):
        found[:] = [made[id(item)] for item in found]
    for unit in c.units:
        unit.of_review = tuple(unit.findings[: len(unit.of_review)])
    c.of_review = tuple(c.findings[: len(c.of_review)])


def _lists(c: Consolidation) -> Iterator[list[Finding]]:
    yield from (receipt.findings for receipt in c.files)
    yield from (unit.findings for unit in c.units)
    yield c.findings


def _all(c: Consolidation) -> Iterator[tuple[Finding, FileReceipt | None]]:
    for receipt in c.files:
        yield from ((item, receipt) for item in receipt.findings)
    for found in (*(unit.findings for unit in c.units), c.findings):
        yield from ((item, None) for item in found)
