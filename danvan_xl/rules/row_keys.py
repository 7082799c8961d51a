"""What a row of a summary's sheet is known by, whoever sorts the sheet: what a person typed beside it follows it.

Every sheet of the summary that has such rows stands in :data:`KEYS`; a sheet that is added there keeps its own columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from danvan_xl.findings import Finding
from danvan_xl.language.folding import clean
from danvan_xl.results import FileReceipt
from danvan_xl.review import RowKey
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n

KEYS: dict[str, tuple[str, ...]] = {
    n.SEVERAL: (h.UNIT_CODE, n.SHEET, h.SCORE_CODE, m.ITEM),
    n.UNITS: (h.UNIT_CODE,),
    n.TASKS: (h.CODE,),
    n.MATRIX: (h.UNIT_CODE,),
    n.POINTS: (h.UNIT_CODE,),
    n.VERIFY: (h.UNIT_CODE, h.SCORE_CODE),
    n.TASK_VERIFY: (h.UNIT_CODE, h.CODE),
    n.INDICATORS: (h.UNIT_CODE,),
    n.MODELS: (h.UNIT_CODE, h.MODEL_HEADERS[0]),
    n.PROPOSALS: (h.UNIT_CODE, h.PROPOSAL_HEADERS[0]),
    n.ADDED: (h.UNIT_CODE, h.TEXT),
    n.ATTACHED: (h.UNIT_CODE, n.PATH),
    n.DETAIL: (h.UNIT_CODE, h.CODE),
    n.DETAIL_INDICATORS: (h.UNIT_CODE, h.SCORE_CODE),
    n.CHECKS: ("Con số",),
    n.CHANGES: (n.ABOUT, h.UNIT_CODE, h.SCORE_CODE, m.ITEM),
    n.LOG: (n.LEVEL, n.FINDING, n.PATH, h.UNIT_CODE, n.SHEET, n.CELL, m.CONTENT),
    n.CORRECTIONS: (n.PATH, n.SHEET, n.CELL),
    n.HISTORY: (h.UNIT_CODE, n.MEASURE),
    n.CRITERIA: (h.SCORE_CODE,),
    n.PLAN: (m.ITEM,),
}
"""The headers that make a row's key."""
BESIDE: dict[str, str] = {n.INDICATORS: h.SCORE_CODE}
"""Sheets with a second table to the left of the one whose rows have the key: the header of that table's codes."""
_FILE = n.FILE_WORD
_LEVEL, _CODE, _PATH, _UNIT, _SHEET, _CELL, _CONTENT = range(7)


_cleaned = lru_cache(maxsize=4096)(clean)
"""Rows repeat units, files and sheets; only this program asks for their keys, not who reads strangers' files."""


def key_of(sheet: str, texts: Iterable[object]) -> RowKey:
    """The key of a row by the texts under its :data:`KEYS`; () where they are all blank."""
    key = tuple("" if text is None else _cleaned(str(text)) for text in texts)
    if not any(key):
        return ()
    if sheet == n.LOG and key[_LEVEL] != _FILE:
        return ("", *key[1:])  # a finding is one whatever its severity
    return key


def numbered(keys: Iterable[RowKey]) -> list[RowKey]:
    """The keys of a sheet from top to bottom, equal ones told apart by their place among themselves."""
    seen: dict[RowKey, int] = {}
    found = []
    for key in keys:
        seen[key] = count = seen.get(key, 0) + 1
        found.append(key if count == 1 or not key else (*key, str(count)))
    return found


def loose_of(sheet: str, key: RowKey) -> RowKey | None:
    """What a row of ``Nhật ký`` is about when what it says has changed: the same file, or the same finding of the same
    cell in whatever file. None in sheets where a key says all."""
    if sheet != n.LOG or len(key) <= _CONTENT:
        return None
    if key[_LEVEL] == _FILE:
        return (_FILE, key[_PATH])
    return (key[_CODE], key[_UNIT], key[_SHEET], key[_CELL])


def follow(sheet: str, wanted: Sequence[RowKey], there: Sequence[RowKey]) -> dict[RowKey, RowKey]:
    """Where the rows ``wanted`` stand now among ``there``: by their key, else by what they are about, where one row
    alone lost its own on either side."""
    known = set(there)
    found = {key: key for key in wanted if key in known}
    free: dict[RowKey, list[RowKey]] = {}
    for key in known.difference(found):
        if (about := loose_of(sheet, key)) is not None:
            free.setdefault(about, []).append(key)
    lost: dict[RowKey, list[RowKey]] = {}
    for key in dict.fromkeys(wanted):
        if key not in found and (about := loose_of(sheet, key)) is not None:
            lost.setdefault(about, []).append(key)
    for about, keys in lost.items():
        if len(keys) == 1 and len(free.get(about, ())) == 1:
            found[keys[0]] = free[about][0]
    return found


def key_of_finding(item: Finding, receipt: FileReceipt | None) -> RowKey:
    """The key of a finding's row in ``Nhật ký``."""
    file = item.file or (receipt.path if receipt else "")
    unit = item.unit or (receipt.unit if receipt else None)
    return key_of(n.LOG, ("", item.code, file, unit, item.sheet, item.cell, item.message))


def key_of_file(receipt: FileReceipt, said: str) -> RowKey:
    """The key of a file's row in ``Nhật ký``, which tells its verdict in the words ``said``."""
    return key_of(n.LOG, (_FILE, receipt.reason, receipt.path, receipt.unit, "", "", said))
