"""Units of measure: what a typed unit is beside the one asked for (Đơn vị tính).

Money, length, area, weight and shares have a size, so that "35.000.000 đồng" is 35 where *triệu đồng* is asked for. Things that
are counted have a kind only: "12 buổi" answers *cuộc*, "30 lượt người" does not.
Sources: units of Luật Đo lường and the abbreviations that officers write (tr, trđ, tỉ, ngàn); the nouns are those of the plans
in the project's domain notes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from danvan_xl.language.folding import clean, fold

UNIT_CONVERTED = "unit-converted"
UNIT_MISMATCH = "unit-mismatch"

_TIMES = {"": 1, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY = re.compile(
    rf"(?P<times>{'|'.join(filter(None, _TIMES))})?\.? ?(?P<noun>đồng|vnđ|vnd|đ|₫)?(?: (?:việt nam|vn))?"
)
_SIZES = {
    "length": {"m": "1", "mét": "1", "km": "1000", "ki lô mét": "1000", "cây số": "1000", "cm": "0.01"},
    "area": {"m2": "1", "m²": "1", "mét vuông": "1", "ha": "10000", "héc ta": "10000", "hecta": "10000",
             "km2": "1000000", "km²": "1000000"},
    "weight": {"kg": "1", "ki lô gam": "1", "yến": "10", "tạ": "100", "tấn": "1000"},
    "share": {"%": "1", "phần trăm": "1", "‰": "0.1", "phần nghìn": "0.1"},
}  # fmt: skip
_KNOWN = {word: (kind, Decimal(size)) for kind, sizes in _SIZES.items() for word, size in sizes.items()}

_MANY = {"chục": 10, "tá": 12, "trăm": 100, "vạn": 10**4} | {
    word: times for word, times in _TIMES.items() if len(word) > 2 or word in ("tỷ", "tỉ")
}
_MULTIPLE = re.compile(rf"(?P<times>{'|'.join(_MANY)}) (?P<noun>.+)")

# Nouns of one line count the same thing; of two lines never, whoever counts.
_NOUNS = """
cuộc, buổi, hội nghị, lần, đợt, lượt, đối thoại, phần, chuyên đề
lượt người
người, đồng chí, đ/c, cán bộ, công chức, viên chức, đảng viên, đoàn viên, hội viên, học sinh
đơn, thư, đơn thư, khiếu nại, tố cáo
ý kiến, phản ánh
hồ sơ, công trình
hộ, gia đình, nhà, căn nhà, căn
thôn, bản, ấp, tổ dân phố, khu phố, khu, xã, phường
vụ, việc, vụ việc, trường hợp
tin, bài, tin bài, phóng sự
văn bản, báo cáo, công văn
mô hình, điển hình, gương
lớp
nhóm, đội, câu lạc bộ, tổ
thủ tục, thủ tục hành chính
điểm, đ
cuốn, quyển, tờ, tờ rơi
"""
_LINES = [[noun.strip() for noun in line.split(",")] for line in _NOUNS.strip().splitlines()]
_LINE_OF = {noun: number for number, line in enumerate(_LINES) for noun in line}
_SAYS_NOTHING = frozenset({"cái", "chiếc", "đơn vị", "mục", "suất"})
_NOUN = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _LINE_OF), key=len, reverse=True))})(?!\w)")


class Measure(Struct, frozen=True):
    """A unit with a size: its ``kind``, and how many of the kind's base unit (đồng, m, m², kg, %) it is."""

    kind: str
    size: Decimal


@lru_cache(maxsize=1024)
def measure_of(text: str) -> Measure | None:
    """The measure that a unit names ("Triệu đồng/hộ" → money × 1,000,000), or None. A lone "tr" or "nghìn" names none."""
    said = _plain(text)
    if said in _KNOWN:
        return Measure(*_KNOWN[said])
    if "%" in said and not any(map(str.isdigit, said)):
        return Measure("share", Decimal(1))
    money = _MONEY.fullmatch(said)
    if money and money["noun"] and (money["times"] or money["noun"] != "đ"):
        return Measure("money", Decimal(_TIMES[money["times"] or ""]))
    return None


@lru_cache(maxsize=1024)
def factor(typed: str, asked: str) -> Decimal | None:
    """What a number counted in ``typed`` is multiplied with to be counted in ``asked``; None where the kinds differ or are unknown.

    Where money is asked for, "triệu", "tr" and "đ" name money too.
    """
    wanted, given = measure_of(asked), measure_of(typed)
    if wanted is not None and wanted.kind == "money" and given is None:
        money = _MONEY.fullmatch(_plain(typed))
        given = Measure("money", Decimal(_TIMES[money["times"] or ""])) if money and money[0] else None
    if wanted is not None or given is not None:
        same = wanted is not None and given is not None and wanted.kind == given.kind
        return given.size / wanted.size if same and given and wanted else None
    (given_times, noun), (wanted_times, asked_noun) = multiple_of(typed), multiple_of(asked)
    return Decimal(given_times) / wanted_times if counts_the_same(noun, asked_noun) else None


def multiple_of(text: str) -> tuple[int, str]:
    """How many of what is counted one of the unit is: "nghìn lượt người" → (1000, "lượt người"); "hộ" → (1, "hộ")."""
    found = _MULTIPLE.fullmatch(_plain(text))
    return (_MANY[found["times"]], found["noun"]) if found else (1, text)


def counts_the_same(typed: str, asked: str) -> bool:
    """Whether two nouns count one thing: "buổi" and "cuộc", "vụ việc" and "vụ"; "người" is short for "lượt người"."""
    typed, asked = _plain(typed), _plain(asked)
    if not typed or not asked or typed == asked or typed in _SAYS_NOTHING:
        return True
    if set(fold(typed).split()) <= set(fold(asked).split()):
        return True
    given, wanted = _lines(typed), _lines(asked)
    return bool(given) and given <= wanted


def _lines(text: str) -> set[int]:
    return {_LINE_OF[noun] for noun in _NOUN.findall(text)}


def _plain(text: str) -> str:
    """Lower case, without brackets and without what it is asked for each of: "Triệu đồng (VNĐ)/hộ" → "triệu đồng"."""
    said = re.sub(r"\([^()]*\)", " ", text)
    said = said if "đ/c" in said.lower() else said.partition("/")[0]
    return clean(said).lower().strip(" .;:")
