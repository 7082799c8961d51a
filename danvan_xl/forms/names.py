"""File names of issued forms: readable, unique, and allowed on Windows, in mail and in archives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from danvan_xl.language.folding import clean
from danvan_xl.model import Period, Unit

SUFFIX = ".xlsx"
MAX_CHARACTERS = 100
_MAX_BYTES = 230
"""File systems count bytes (255 on Linux); an accented Vietnamese letter takes up to three."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}


def safe_part(text: str) -> str:
    """``text`` without what Windows forbids in a name; NFC, single spaces, no dot or space at the ends."""
    text = _FORBIDDEN.sub("-", clean(text))
    return clean(text).strip(" .-~$")


def form_names(units: Iterable[Unit], period: Period) -> dict[str, str]:
    """Unit code → file name ``<mã> - <tên> - <kỳ>.xlsx``; unique also where case does not count.

    The name of a unit depends on its own code, name and period only (a number is added when two codes
    become equal without their forbidden characters), so that issuing again finds the same files.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        for attempt in range(1, 10_000):
            name = _name(unit, period, attempt)
            if name.casefold() not in taken:
                break
        taken.add(name.casefold())
        names[unit.code] = name
    return names


def _name(unit: Unit, period: Period, attempt: int) -> str:
    code = safe_part(unit.code)
    tail = safe_part(period.code) + ("" if attempt == 1 else f" ({attempt})")
    code, tail = _fit(code, 30), tail if len(tail) <= 30 else _fit(tail, 30)
    room = MAX_CHARACTERS - len(SUFFIX) - len(code) - len(tail) - len(" -  - ")
    middle = _fit(safe_part(unit.name), room)
    parts = [part for part in (code, middle, tail) if part]
    while len((" - ".join(parts) + SUFFIX).encode()) > _MAX_BYTES and len(middle) > 1:
        middle = _fit(middle, len(middle) - 4)
        parts = [part for part in (code, middle, tail) if part]
    stem = " - ".join(parts) or "phieu"
    # Windows looks at what stands before the first dot, whatever follows.
    if stem.split(".")[0].strip().upper() in _RESERVED:
        stem = "phieu " + stem
    return stem + SUFFIX


def _fit(text: str, room: int) -> str:
    """Cut at a space where there is one near the end; never inside a letter and its marks."""
    if len(text) <= room:
        return text
    cut = text[: max(room, 1)]
    space = cut.rfind(" ")
    cut = cut[:space] if space > room * 2 // 3 else cut
    return unicodedata.normalize("NFC", cut).strip(" .-,")
