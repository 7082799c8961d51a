"""Names of bodies as they stand in a sentence.

An office that wrote its name with capitals and small letters is believed. A name all in capitals, as headings have it, is
written by the rules of Nghị định 30/2020/NĐ-CP, phụ lục II: the kind of body and each of its fields with one capital (Sở Văn
hóa, Thể thao và Du lịch), a level small (xã, huyện), the proper name behind it with a capital for every syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEVELS = (
    ("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu"), ("khu", "phố"), ("tổ", "dân", "phố"),
    ("xã",), ("phường",), ("huyện",), ("quận",), ("tỉnh",), ("thôn",), ("ấp",),
)  # fmt: skip
_SOCIAL = frozenset({"-", "–", "và", ",", "hóa", "trị", "sách", "hiểm"})
"""Behind one of these "xã hội" is a field (Văn hóa - Xã hội), elsewhere a commune whose name begins so (xã Hội Nghĩa)."""
_SHORT = frozenset({
    "ubnd", "hđnd", "ubmttq", "mttq", "mttqvn", "ubmttqvn", "tncs", "hcm", "bql", "cntt", "qlđt",
    "lđtbxh", "gd&đt", "tn&mt", "vp", "thcs", "thpt", "ttcn", "tthc",
})  # fmt: skip
_ROMAN = frozenset({"ii", "iii", "iv", "vii", "viii", "ix", "xii", "xiii"})
_PROPER = (
    (("mặt", "trận", "tổ", "quốc"), "Mặt trận Tổ quốc"),
    (("việt", "nam"), "Việt Nam"),
    (("hồ", "chí", "minh"), "Hồ Chí Minh"),
    (("dân", "vận"), "Dân vận"),
)
_BODIES = (("ủy", "ban", "nhân", "dân"), ("uỷ", "ban", "nhân", "dân"), ("hội", "đồng", "nhân", "dân"))
_HEADS = frozenset({"sở", "phòng", "ban", "hội", "cục", "đoàn", "trường", "bộ", "trạm", "công"})
_LONG_HEADS = (
    ("văn", "phòng"), ("chi", "cục"), ("trung", "tâm"), ("ủy", "ban"), ("uỷ", "ban"), ("hội", "đồng"), ("tỉnh", "ủy"),
    ("huyện", "ủy"), ("thành", "ủy"), ("quận", "ủy"), ("thị", "ủy"), ("đảng", "ủy"), ("tỉnh", "đoàn"), ("huyện", "đoàn"),
    ("liên", "đoàn"),
)  # fmt: skip
_SCHOOLS = (("tiểu", "học"), ("mầm", "non"), ("trung", "học", "cơ", "sở"), ("trung", "học", "phổ", "thông"))
_COMMITTEES = frozenset({"ủy", "uỷ", "đoàn"})
"""A head that ends so is followed by the proper name: Tỉnh ủy Đồng Nai."""
_SMALL = frozenset({"và", "của", "về", "với", "thuộc", "tại"})
_SPELLED = {"m'drắk": "M'Drắk", "m'đrắk": "M'Đrắk"}


def sentence_name(name: str) -> str:
    """'ỦY BAN NHÂN DÂN XÃ AN HÒA' → 'Ủy ban nhân dân xã An Hòa'; a name not in capitals stays as it is."""
    if not name.isupper() or name.startswith("["):
        return name
    return " ".join(_written(name.lower().replace(",", " ,").split())).replace(" ,", ",")


def _written(words: list[str]) -> Iterator[str]:
    at, in_name, opens, since = 0, False, True, 0
    while at < len(words):
        level = _level_at(words, at)
        if level and (not in_name or since):
            text = " ".join(level)
            yield text[0].upper() + text[1:] if at == 0 else text
            at, in_name, opens, since = at + len(level), True, False, 0
            continue
        taken, text, head = _fixed(words, at)
        if taken and not (in_name and not since):
            yield text
            in_name, opens, since = in_name or head == "name", head == "field", since + taken
            at += taken
            continue
        word = words[at]
        if word in (",", "-", "–") or word in _SMALL:
            # "Huyện Châu Thành, tỉnh …": a name ends at the comma; "Văn hóa, Thể thao và Du lịch": a new field opens.
            yield word
            in_name, opens = in_name and word in ("-", "–"), True
        else:
            yield _capital(word) if in_name or opens else word
            opens, since = False, since + 1
        at += 1


def _level_at(words: list[str], at: int) -> tuple[str, ...]:
    """The words of level that stand here with a name behind them, () for none."""
    for level in _LEVELS:
        behind = at + len(level)
        if tuple(words[at:behind]) != level or behind >= len(words) or words[behind] in (",", "-", "–"):
            continue
        # "Xã Tân Xã huyện …": what another level follows is the end of a name.
        follows = (
            len(level) == 1 and at > 0 and any(tuple(words[behind : behind + len(x)]) == x for x in _LEVELS)
        )
        if not _is_other_word(words, at) and not (
            follows and behind + 1 < len(words) and _has_name(words, behind)
        ):
            return level
    return ()


def _is_other_word(words: list[str], at: int) -> bool:
    """Whether the word of level here begins another one: xã hội, tỉnh ủy, huyện đoàn."""
    here, behind = words[at], words[at + 1]
    if here == "xã" and behind == "hội":
        return at == 0 or words[at - 1] in _SOCIAL
    party = here in ("tỉnh", "huyện", "quận") and behind in ("ủy", "uỷ")
    return party or (at == 0 and behind in ("đội", "đoàn"))


def _has_name(words: list[str], at: int) -> bool:
    """Whether a level at ``at`` has a name of its own behind it (then it is a level, and what stands before it a name)."""
    return any(
        tuple(words[at : at + len(level)]) == level and len(words) > at + len(level) + (len(level) == 1)
        for level in _LEVELS
    )


def _fixed(words: list[str], at: int) -> tuple[int, str, str]:
    """A phrase that is always written in one way: how many words, its text, and what opens behind it."""
    here = words[at]
    if here in _SHORT:
        return 1, here.upper(), ""
    for phrase, text in _PROPER:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), text, ""
    party = [head for head in _LONG_HEADS if head[1] in _COMMITTEES and head[0] != "liên"]
    for opening in (*_SCHOOLS, *party):
        if tuple(words[at : at + len(opening)]) == opening:
            text = " ".join(opening)
            return len(opening), text[0].upper() + text[1:], "name"
    if at == 0:
        for body in _BODIES:
            if tuple(words[: len(body)]) == body:
                text = " ".join(body)
                return len(body), text[0].upper() + text[1:], ""
        for head in _LONG_HEADS:
            if tuple(words[:2]) == head:
                text = " ".join(head)
                return 2, text[0].upper() + text[1:], "field"
        if here in _HEADS:
            return 1, here[0].upper() + here[1:], "field"
    return 0, "", ""


def _capital(word: str) -> str:
    if word in _ROMAN:
        return word.upper()
    if word in _SPELLED:
        return _SPELLED[word]
    return re.sub(r"(^|[-–(&./])(\w)", lambda found: found[1] + found[2].upper(), word)
