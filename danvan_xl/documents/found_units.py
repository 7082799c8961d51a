"""The units that a plan names: one entry per unit whatever its spellings, with kind and a readable code.

Only names that stand where units stand count (unit cells, duties' headings, "Đơn vị chủ trì: ..."). Groups name
nobody: "các thôn" makes no thôn.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from danvan_xl.documents.text.likeness import name_lines
from danvan_xl.documents.text.unit_names import PLURAL, is_capital, is_group, split_names, strip_prefix
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units import UnitReader, kind_of_name
from danvan_xl.language.units.names import head_of, take_apart
from danvan_xl.model import Unit, UnitKind


class FoundUnit(Struct):
    """A unit with every spelling that was seen, and where it was seen first."""

    spellings: Counter[str] = field(default_factory=Counter)
    where: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """The spelling used most often; of equals the one of a phòng or trung tâm without "xã" behind, then the first."""
        return max(self.spellings.items(), key=lambda item: (item[1], _is_plain(item[0])))[0]


class FoundUnits(Struct):
    """Units in the order in which the plan names them; ``groups`` are group phrases that name nobody."""

    units: list[FoundUnit] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    issuers: list[tuple[str, str]] = field(default_factory=list)
    """"UBND xã" as somebody who does things: the issuing body itself, with its place."""
    persons: list[tuple[str, str]] = field(default_factory=list)


REFERENCE = re.compile(
    r"^(?:theo|như|căn cứ|tại|trên cơ sở|xem|có|được)\b|^(?:các )?(?:phương án|kế hoạch|quyết định|văn bản)\b"
)
"""What points elsewhere instead of naming a unit: "Theo phân công tại Phương án số ..."."""
_PERSON = re.compile(
    r"^(?:chủ tịch|phó chủ tịch|lãnh đạo|thủ trưởng|đồng chí|người đứng đầu|ông|bà|trưởng|cán bộ|toàn thể cán bộ|mỗi)\b"
)


_KIND = re.compile(
    r"(?:trung tâm|bệnh viện|trường|cơ sở|trạm|hội|đoàn|chi cục|phòng|ban|nhà|báo chí|truyền thông|đoàn thể)\b"
)
"""In small letters and behind "các ..." a kind of body, not one: "Các bệnh viện, trung tâm y tế"."""


def collect(texts: Iterable[tuple[str, str]]) -> FoundUnits:
    """Units named in ``texts``: (unit cell or heading, where it stands)."""
    found = FoundUnits()
    named: list[tuple[str, str, str]] = []
    for text, where in texts:
        for piece in (p for line in name_lines(text) for p in split_names(strip_prefix(line))):
            name = tidy(piece)
            key = fold(name)
            if not key or key in ("không", "không có") or REFERENCE.match(key):
                continue
            one_of_many = piece.islower() and _KIND.match(piece) and fold(text).startswith("các ")
            if is_group(name) or PLURAL.match(name) or one_of_many:
                found.groups.append((name, where))
            elif _PERSON.match(key):
                found.persons.append((name, where))
            else:
                parts = take_apart(name)
                if parts.words in (("ubnd",), ("hđnd", "ubnd")) and not parts.place:
                    found.issuers.append((name, where))
                elif not parts.words and parts.place and not is_capital(name, parts.place):
                    found.groups.append((name, where))  # "(UBND các xã,) phường ven biển"
                elif parts.words or parts.place:
                    named.append((name, where, text))
    # Full names first: an abbreviation is then recognised as one of them.
    for name, where, source in sorted(named, key=lambda item: _is_short(item[0])):
        _add(found, name, where, source)
    order = {id(unit): i for i, unit in enumerate(found.units)}
    first_seen = {name: i for i, (name, _, _) in reversed(list(enumerate(named)))}
    found.units.sort(key=lambda unit: (min(first_seen[s] for s in unit.spellings), order[id(unit)]))
    return found


def _is_plain(name: str) -> bool:
    parts = take_apart(name)
    return parts.head in (("phòng",), ("trung", "tâm")) and not parts.level


def _is_short(name: str) -> bool:
    return bool(take_apart(name).short - {"hđnd", "ubnd", "mttq", "bchqs"})


def _add(found: FoundUnits, name: str, where: str, source: str) -> None:
    known = [Unit(str(i), unit.name, aliases=tuple(unit.spellings)) for i, unit in enumerate(found.units)]
    match = UnitReader(known).match(name)
    if match.unit is not None:
        unit = found.units[int(match.unit)]
        # A misspelt name is no alias: the reader will mend it again, and say so.
        unit.spellings[unit.name if match.guessed else name] += 1
        return
    found.units.append(FoundUnit(Counter({name: 1}), where, source))


def tidy(name: str) -> str:
    """A name as it should stand in a list: hyphens spaced, no dash or stop at the ends, a capital first."""
    shown = re.sub(r"^[-+•*\s\d.)]+(?=[^\W\d])", "", clean(name)).strip(" .;:,–-")
    shown = re.sub(r"\s*\((?:[^()]*)\)\s*$", "", shown)
    shown = re.sub(r"(?<=[^\W\d_])\s*[-–]\s+(?=[^\W\d_])|(?<=[^\W\d_])\s+[-–]\s*(?=[^\W\d_])", " - ", shown)
    return shown[:1].upper() + shown[1:]


def as_units(found: FoundUnits) -> list[Unit]:
    """Model units with codes, kinds and aliases."""
    taken: set[str] = set()
    units = []
    province = sum(head_of(take_apart(entry.name).words) == ("sở",) for entry in found.units) >= 2
    for entry in found.units:
        name = entry.name
        kind = kind_of_name(name)
        if take_apart(name).level == "thành phố" and kind in (UnitKind.DEPARTMENT, UnitKind.OFFICE):
            # Of a city that has sở, or of one under a province.
            organ = fold(name).startswith(("thanh tra", "văn phòng"))
            kind = (UnitKind.DEPARTMENT if province else UnitKind.OFFICE) if organ else kind
        aliases = tuple(s for s in entry.spellings if fold(s) != fold(name))
        units.append(Unit(code_for(name, taken), name, kind, aliases))
    return units


def code_for(name: str, taken: set[str]) -> str:
    """A readable, unique code by initials: "Phòng Văn hóa - Xã hội" → VHXH, "Thôn 3" → T3. Adds it to ``taken``."""
    parts = take_apart(name)
    words = list(parts.words)
    head = head_of(parts.words)
    if words[:2] == ["văn", "phòng"] and any(w in ("hđnd", "ubnd") for w in words):
        letters = "VP"
    elif words == ["bchqs"]:
        letters = "QS"
    elif not words:
        letters = "".join(w[0] for w in parts.place)
    else:
        if head in (
            ("phòng",),
            ("sở",),
            ("bộ", "phận"),
            ("công", "chức"),
            ("trường",),
            ("trung", "tâm"),
        ) and len(words) > len(head):
            words = words[len(head) :]
        letters = "".join(
            w if w in parts.short or w.isdigit() or w in ("mttq", "hđnd", "ubnd") else w[0] for w in words
        )
        letters += "".join(w[0] for w in parts.place) if head == ("trường",) else ""
    code = _ascii(letters).upper()[:10] or "DV"
    unique, number = code, 2
    while unique in taken:
        unique = f"{code}{number}"
        number += 1
    taken.add(unique)
    return unique


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if c.isascii() and c.isalnum())
