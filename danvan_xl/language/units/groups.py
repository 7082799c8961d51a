"""Groups: "các thôn", "Các phòng, ban, đơn vị thuộc UBND xã", "UBND các xã, thị trấn".

A group means kinds of units (DESIGN §4), by these conventions:

- phòng, ban → Phòng chuyên môn (ban also the commune's Bộ phận chuyên môn); bộ phận, công chức → Bộ phận chuyên môn;
- đơn vị sự nghiệp → Đơn vị sự nghiệp and Trường học (public schools are such units by the Law on public
  employees); trường → Trường học, "trường mầm non" only those whose name says so;
- đơn vị → every organ of the body itself: phòng, bộ phận, sự nghiệp, trường, sở ngành, and (unless "thuộc UBND ...",
  which police and army are not) Lực lượng vũ trang; cơ quan → the same without the service units and schools;
- ngành → phòng, bộ phận, sở ngành, lực lượng vũ trang; đoàn thể, tổ chức chính trị - xã hội → Đoàn thể;
- thôn and its like → Thôn, whatever the members are called in particular; xã → Xã, but phường, thị trấn, đặc khu → those
  that are called so;
  địa phương → Xã, in a master without any → Thôn;
- "toàn thể", "tất cả các" đơn vị → every unit.
"""

# ruff: noqa: SIM905 - word lists are easier to read and to extend as running text
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.model import Role, Unit, UnitKind

K = UnitKind
_ALL = frozenset(UnitKind)
_BODY = frozenset({K.OFFICE, K.OFFICER, K.SERVICE, K.SCHOOL, K.DEPARTMENT, K.FORCES, K.OTHER})
_ORGANS = frozenset({K.OFFICE, K.OFFICER, K.DEPARTMENT, K.FORCES})
_LOCAL = frozenset({K.COMMUNE, K.HAMLET})


_NOUN_TABLE: tuple[tuple[frozenset[UnitKind], str], ...] = (
    (
        frozenset({K.OFFICE}),
        "phòng|phòng chuyên môn|phòng chức năng|phòng ban chuyên môn|phòng nghiệp vụ|phòng chuyên môn nghiệp vụ",
    ),
    (frozenset({K.OFFICE, K.OFFICER}), "ban|phòng ban|ban chuyên môn|ban phòng"),
    (frozenset({K.OFFICE, K.OFFICER, K.DEPARTMENT}), "cơ quan chuyên môn"),
    (
        frozenset({K.OFFICER}),
        (
            "bộ phận|bộ phận chuyên môn|công chức|công chức chuyên môn|ban ngành chuyên môn|cán bộ công chức|"
            "cán bộ chuyên môn|bộ phận công chức|công chức bộ phận chuyên môn"
        ),
    ),
    (
        frozenset({K.SERVICE, K.SCHOOL}),
        "đơn vị sự nghiệp|đơn vị sự nghiệp công lập|đơn vị sự nghiệp công|sự nghiệp|sự nghiệp công lập",
    ),
    (frozenset({K.SERVICE}), "trung tâm|trạm|trung tâm trạm"),
    (
        frozenset({K.SCHOOL}),
        (
            "trường|trường học|nhà trường|cơ sở giáo dục|đơn vị trường học|trường công lập|đơn vị trường|"
            "cơ sở giáo dục đào tạo|đơn vị giáo dục"
        ),
    ),
    (
        frozenset({K.HAMLET}),
        (
            "thôn|tổ dân phố|ấp|bản|buôn|làng|xóm|khóm|khối|khối phố|khu phố|khu dân cư|khu|tổ|bon|thôn bon|sóc|phum sóc|thôn bản|thôn xóm|"
            "thôn tổ dân phố|thôn ấp|trưởng thôn|buôn làng|thôn làng|tdp"
        ),
    ),
    (
        frozenset({K.COMMUNE}),
        "xã|thị trấn|tt|phường|đặc khu|xã phường|xã thị trấn|cấp xã|ubnd xã thị trấn|xã phường thị trấn|xã phường đặc khu|phường xã|phường xã đặc khu",
    ),
    (
        frozenset({K.DISTRICT}),
        "huyện|quận|thị xã|thành phố|cấp huyện|huyện thành phố|huyện thị xã|huyện thị xã thành phố|quận huyện|huyện quận|quận huyện thị xã",
    ),
    (frozenset({K.DEPARTMENT}), "sở|sở ban ngành|sở ngành|ban ngành cấp tỉnh|ban ngành tỉnh|ban sở"),
    (_ORGANS, "ngành|ban ngành|cơ quan ban ngành"),
    (
        _ORGANS | {K.UNION},
        "ban ngành đoàn thể|ngành đoàn thể|cơ quan ban ngành đoàn thể|phòng ban ngành đoàn thể",
    ),
    (_ORGANS, "cơ quan|cơ quan nhà nước|cơ quan hành chính|cơ quan hành chính nhà nước|cơ quan chức năng"),
    (_BODY, "đơn vị|đơn vị chuyên môn|đơn vị chức năng|cơ quan đơn vị"),
    (
        frozenset({K.UNION}),
        (
            "đoàn thể|hội đoàn thể|tổ chức chính trị xã hội|đoàn thể chính trị xã hội|hội|tổ chức đoàn thể|"
            "tổ chức hội|tổ chức ct xh|đoàn thể ct xh|mặt trận đoàn thể|tổ chức chính trị|tổ chức thành viên|tổ chức thành viên mttq|"
            "tổ chức thành viên mặt trận|đoàn thể quần chúng|đoàn thể nhân dân"
        ),
    ),
    (
        frozenset({K.PARTY}),
        "cơ quan đảng|ban đảng|ban xây dựng đảng|ban xây dựng đảng đảng ủy|cơ quan tham mưu đảng ủy",
    ),
    (frozenset({K.FORCES}), "lực lượng vũ trang|lực lượng|đơn vị vũ trang|đơn vị lực lượng vũ trang"),
    (frozenset(), "cá nhân"),
    (_LOCAL, "địa phương|chính quyền địa phương|cơ sở"),
)
NOUNS = {noun: kinds for kinds, names in _NOUN_TABLE for noun in names.split("|")}
"""Noun of a group → the kinds of its members."""
_SCHOOL_TYPES = {
    "mầm non": ("mầm non", "mẫu giáo", "mn"),
    "tiểu học": ("tiểu học", "th"),
    "trung học cơ sở": ("trung học cơ sở", "thcs"),
    "thcs": ("trung học cơ sở", "thcs"),
    "trung học phổ thông": ("trung học phổ thông", "thpt"),
    "thpt": ("trung học phổ thông", "thpt"),
    "mẫu giáo": ("mẫu giáo",),
}
_EVERY = re.compile(
    r"^(?:tất cả(?: các)?|toàn thể(?: các)?|toàn bộ(?: các)?|mọi|mỗi|từng|các|những|một số)\s+"
)
_ALL_UNITS = re.compile(r"^(?:tất cả|toàn thể|toàn bộ|mọi)(?: các)? (?:cơ quan )?đơn vị$")
_GOVERNMENT = re.compile(
    r"^(?=\w+ (?!cấp ))(?:(?:trưởng|thủ trưởng|người đứng đầu|lãnh đạo|hiệu trưởng|chủ tịch)\s+)?"
    r"(?:(?:hđnd )?(?:và )?(?:ubnd|ủy ban nhân dân|chính quyền)\s+)?(?=các )"
    r"|^(?:hđnd )?(?:và )?(?:ubnd|ủy ban nhân dân|chính quyền|chủ tịch ubnd)\s+(?=cấp )"
)
_CONCERNED = re.compile(r" ?\b(?:(?:khi |nếu )?(?:có )?liên quan|có chức năng liên quan)$")
_OTHERS = re.compile(r" ?\b(?:khác|còn lại)$")
_PLACE = re.compile(
    r" (?:trên địa bàn|(?:(?:trực )?thuộc|của|trong|ở|tại|cấp|toàn)(?= ))"
    r"(?: (?:ubnd|đảng ủy|quản lý|địa bàn|cấp))*"
    r"(?: (?:xã|huyện|phường|thị trấn|đặc khu|tỉnh|thành phố|quận|thị xã)"
    r"(?: (?!các\b|ubnd\b|và\b|thôn\b|phòng\b|trường\b)\S+){0,5})?$"
    r"|(?<=\w) (?:xã|huyện|phường|tỉnh|thành phố|thị trấn|đặc khu|công lập)$"
    r"|(?:(?<=thôn)|(?<=trường)|(?<=học)|(?<=môn)|(?<=đơn vị)|(?<=đoàn thể)|(?<=ban)|(?<=ngành)|(?<=phố)) "
    r"(?:xã|huyện|phường) (?!hội\b)(?:(?!các\b|ubnd\b|và\b|thị\b|phường\b)\S+ ?){1,4}$"
)
_LEVEL = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu)\b")
_OWN_UBND = re.compile(r"thuộc (?:ubnd|ủy ban nhân dân)")
_BARE = frozenset(
    "thôn|trường học|nhà trường|phòng chuyên môn|phòng ban|bộ phận chuyên môn|đơn vị|cơ quan đơn vị|cơ quan|đoàn thể|"
    "ban ngành|phòng ban chuyên môn|cơ quan chuyên môn|đơn vị sự nghiệp|tổ chức chính trị xã hội|địa phương|"
    "thôn tổ dân phố|tổ dân phố|thôn bản|trưởng thôn|sở ban ngành|sở ngành|cơ quan chức năng".split("|")
)
"""Nouns that mean a group even without "các"."""


class GroupPart(Struct, frozen=True):
    """One noun of a group. ``opens``: it has its own "các". ``concerned``: 'liên quan' stood behind it."""

    kinds: frozenset[UnitKind]
    opens: bool
    bare: bool
    concerned: bool = False
    others: bool = False
    names: tuple[str, ...] = ()
    local: bool = False
    level: str = ""
    """The level of a commune that was named: xã, phường, thị trấn, đặc khu."""

    def members(self, units: Sequence[Unit], *, communes: bool) -> list[Unit]:
        """Who belongs to it. "Các đặc khu" are those that are called so; "các xã" are all, as Loại đơn vị counts them."""
        own = [unit for unit in units if self.has(unit, communes=communes)]
        if self.level in ("", "xã"):
            return own
        called = [unit for unit in own if f" {self.level} " in f" {fold(unit.name)} "]
        named = any(_LEVEL.search(fold(unit.name)) for unit in own)
        return called if named else own

    def has(self, unit: Unit, *, communes: bool) -> bool:
        """Whether ``unit`` is a member; ``communes``: the master has units of kind Xã."""
        if unit.kind not in self.kinds:
            return False
        if self.local and unit.kind is not (UnitKind.COMMUNE if communes else UnitKind.HAMLET):
            return False
        name = " " + fold(unit.name) + " "
        return not self.names or any(f" {word} " in name for word in self.names)


class GroupReading(Struct, frozen=True):
    """A group as read, so that a person can see what it was taken to mean."""

    text: str
    role: Role
    kinds: tuple[UnitKind, ...]
    members: tuple[str, ...]


@lru_cache(maxsize=16384)
def read_group_part(text: str) -> GroupPart | None:
    """One noun phrase as part of a group, None when it is none."""
    line = fold(text)
    concerned = others = False
    own = bool(_OWN_UBND.search(line))
    while True:
        shorter = _CONCERNED.sub("", line)
        concerned = concerned or shorter != line
        line = _OTHERS.sub("", shorter)
        others = others or line != shorter
        if _ALL_UNITS.match(line):
            return GroupPart(_ALL, True, False, concerned, others)
        noun, opens = _noun(line)
        kinds = NOUNS.get(noun)
        if kinds is not None:
            if own:
                kinds -= {UnitKind.FORCES}
            local, level = kinds == _LOCAL, noun if _LEVEL.fullmatch(noun) else ""
            return GroupPart(kinds, opens, noun in _BARE, concerned, others, local=local, level=level)
        placed = _PLACE.sub("", line)
        if placed == line and line == shorter:
            break
        line = placed
    if not line:
        return GroupPart(frozenset(), False, False, concerned, others) if concerned else None
    return _schools(noun, opens, concerned, others)


def _noun(line: str) -> tuple[str, bool]:
    """The noun of a folded phrase without "các", "UBND các", "và"; and whether it had such an opening."""
    government = _GOVERNMENT.match(line)
    rest = line[government.end() :] if government else line
    noun = _EVERY.sub("", rest)
    opens = noun != line
    noun = re.sub(r"(?:^| )(?:và|của)(?= |$)", " ", noun).strip()
    noun = " ".join(noun.split())
    if noun.startswith("ubnd ") and _LEVEL.fullmatch(noun[5:]):
        noun = noun[5:]
    return noun, opens


def _schools(line: str, opens: bool, concerned: bool, others: bool) -> GroupPart | None:
    words = re.sub(r"^(?:trường|bậc|cấp|khối trường)\s*(?:học\s+)?", "", line)
    names: list[str] = []
    while words:
        for spelling, found in _SCHOOL_TYPES.items():
            if words == spelling or words.startswith(spelling + " "):
                names += found
                words = words[len(spelling) :].strip()
                break
        else:
            return None
    if not names or not (opens or line.startswith("trường")):
        return None
    return GroupPart(frozenset({UnitKind.SCHOOL}), opens, False, concerned, others, tuple(names))
