"""Whose a file is that says nothing of it itself: by its name, by the folder or archive that it came in.

For files that cannot be read and for evidence (of which only the kind is looked at); no figure hangs on it. What fits two units belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from danvan_xl.language.folding import fold
from danvan_xl.model import Unit

DOCUMENTS = frozenset({"picture", "other-document"})
"""Reasons of files that are no workbooks: what may be evidence."""
_CODE = re.compile(r"[^\s_\-.,()\[\]]+")
UNREAD = frozenset(
    {"not-a-workbook", "encrypted", "corrupt", "too-large", "read-limit", "unreadable", "structure-lost",
     "archive-unsupported", "carrier-unsupported", "other-document", "picture"}
)  # fmt: skip
"""Reasons of files of which nothing was read that tells whose they are."""


def parts_of(path: str) -> list[str]:
    """The names of a path as ``Nhật ký`` shows it, outermost first: folders, archives, mails, the file."""
    return [name for part in path.split("!") for name in part.split("/") if name]


def leading_code(name: str) -> str:
    """The folded code that a file or folder name begins with: 'TC05 - biên bản.pdf' → 'tc05'."""
    match = _CODE.match(name.strip())
    return fold(match[0]) if match else ""


@dataclass(slots=True)
class Owners:
    """Finds the unit of a path. ``known``: the units of the returns that were read, by path."""

    units: Iterable[Unit]
    known: Mapping[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(init=False)
    _names: list[tuple[str, str]] = field(init=False)
    _beside: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        units = list(self.units)
        # '1. biên bản.pdf' is numbered, not unit 1's: such a unit is known by its name and its folder.
        self._codes = {fold(unit.code): unit.code for unit in units if not unit.code.isdigit()}
        named = [
            (fold(name), unit.code) for unit in units for name in (unit.name, *unit.aliases) if fold(name)
        ]
        self._names = sorted(named, key=lambda item: -len(item[0]))
        self._beside = {}
        for path, unit in self.known.items():
            stem = str(PurePosixPath(path).with_suffix("")) if "." in parts_of(path)[-1] else path
            for place in (*_places(path), stem):  # a folder may be named as the form that it came with
                self._beside.setdefault(place, set()).add(unit)

    def of(self, path: str) -> str:
        """The unit's code, '' where nothing or several say so: the file's name first, then what it lies in, inside out."""
        for name in reversed(parts_of(path)):
            if found := self._named(name):
                return found
        for place in _places(path):
            if len(found_beside := self._beside.get(place, set())) == 1:
                return next(iter(found_beside))
            if found_beside:
                return ""
        return ""

    def _named(self, name: str) -> str:
        stem = PurePosixPath(name).stem if "." in name else name
        if (code := self._codes.get(leading_code(stem))) is not None:
            return code
        text, found = f" {fold(stem)} ", set[str]()
        for known, code in self._names:
            if f" {known} " in text:
                found.add(code)
                text = text.replace(f" {known} ", " | ")
        return next(iter(found)) if len(found) == 1 else ""


def _places(path: str) -> list[str]:
    """What a file lies in, innermost first; not the folder of all returns, which holds everybody's."""
    places = [match.start() for match in re.finditer(r"[!/]", path)]
    return [path[:end] for end in reversed(places)]
