"""Names of sheets that Excel accepts, made of units' names."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_xl.language.folding import clean
from danvan_xl.model import Unit
from danvan_xl.terms import master as n


def sheet_names(units: Iterable[Unit], taken: Iterable[str] = ()) -> dict[str, str]:
    """Unit code → sheet name: the unit's name without forbidden characters, ≤ 31, unique whatever the case.

    Excel forbids ``: \\ / ? * [ ]``, an apostrophe at either end, and the name History; names differ
    only in case count as the same. ``taken`` are names in use.
    """
    used = {name.casefold() for name in (*taken, *n.INPUT_SHEETS, *n.MADE_SHEETS, "History", "Hướng dẫn")}
    names: dict[str, str] = {}
    for unit in units:
        base = "".join(" " if c in ":\\/?*[]" or ord(c) < 32 else c for c in clean(unit.name))
        base = clean(base).strip("' ") or unit.code
        name = _cut(base, 31)
        number = 2
        while name.casefold() in used or not name:
            tail = f" ({unit.code})" if number == 2 else f" ({number})"
            tail = "".join("-" if c in ":\\/?*[]'" else c for c in tail)[-20:]
            name = _cut(base, 31 - _units16(tail)) + tail
            number += 1
        used.add(name.casefold())
        names[unit.code] = name
    return names


def _units16(text: str) -> int:
    """Length as Excel counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    """Cut at a word where that loses little, else anywhere."""
    if _units16(text) <= most:
        return text
    while _units16(text) > most:
        text = text[:-1]
    head, _, _ = text.rpartition(" ")
    return (head if len(head) >= most * 2 // 3 else text).rstrip(" -,;'")
