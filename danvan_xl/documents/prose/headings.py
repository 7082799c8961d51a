"""What the paragraphs around a task are: headings, names of units, items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from danvan_xl.documents.text.content import Paragraph
from danvan_xl.documents.text.labels import take_labels, told_in_brackets
from danvan_xl.documents.text.marks import Rank, read_mark
from danvan_xl.documents.text.periods import is_period
from danvan_xl.documents.text.roles import begins_with_action
from danvan_xl.documents.text.unit_names import has_verb, split_duty, strip_prefix
from danvan_xl.language.folding import clean, fold

PLACE_NOTE = re.compile(r"^\(.*(?:kèm theo|phụ lục|đính kèm).*\)\.?$", re.I)


def unit_heading(text: str) -> str:
    """The unit that a heading is: "1.2. Công an xã", "Giao Phòng X thực hiện:"; '' when it is none."""
    named, rest = split_duty(text.rstrip(" :."))
    return named if named and (not rest or text.rstrip().endswith(":")) else ""


_RESPONSIBLE = re.compile(
    r"(?:trách nhiệm|nhiệm vụ)(?: (?:chung|cụ thể|trọng tâm))? của (?!(?:các|những) (?:tổ chức|cơ quan, đơn vị)\b)(?P<who>[^.:;]{3,60})",
    re.I,
)


_HAS_TO = re.compile(
    r"(?:Trước|Sau|Khi|Trong)\b[^:;]*,\s+(?P<who>(?:Phòng|Ban|Văn phòng|Trung tâm|Sở|UBND|Đội|Tổ)\s[^,.:;]{2,60}?)\s+(?:có|chịu) trách nhiệm\s*:$"
)
"""What leads to a list: "Trước khi khởi công, Ban Quản lý dự án có trách nhiệm:"."""


def responsible(heading: str) -> str:
    """Who has to do what stands under "Trách nhiệm của Hiệu trưởng"; '' for any other heading."""
    found = _RESPONSIBLE.fullmatch(heading.rstrip(" .:")) or _HAS_TO.search(heading)
    who = found["who"].strip() if found else ""
    return who[:1].upper() + who[1:] if len(who.split()) <= 10 and not has_verb(who) else ""


_MEMBER = re.compile(
    r"(?:(?:Giao|Phân công)\s+)?(?P<who>(?:Các\s+)?(?:[ĐđD]ồng chí|[Đđ]/[Cc]|Ông|Bà)\s*:?\s+(?-i:[A-ZĐÀ-Ỹ])[^\W\d_]*(?:\s+(?-i:[A-ZĐÀ-Ỹ])[^\W\d_]*){1,4})(?P<rest>.*)",
    re.S,
)
_POST = re.compile(
    r"(?:các )?(?:(?:phó )?(?:trưởng (?:ban|đoàn|phòng|trạm|công an)|chủ tịch|bí thư|giám đốc|hiệu trưởng|tổ trưởng|chủ nhiệm|chánh (?:văn phòng|thanh tra))|hiệu phó|tổ phó|thành viên|ủy viên|thư ký)\b"
)


_CHARGE = re.compile(r"(?i)\s(?:phụ trách|thường trực|theo dõi)\b")


def member(paragraph: Paragraph, following: Paragraph | None) -> str:
    """The member whose duties stand under this line: "1. Đồng chí Lò Văn Inh, Trưởng phòng, Ủy viên" → "Đồng chí Lò Văn Inh",
    "2. Phó Trưởng ban Thường trực"; '' for any other line."""
    text = paragraph.text.rstrip(" :.")
    if following is None or len(text.split()) > 34:
        return ""
    mark = read_mark(paragraph.full) if paragraph.mark else None
    if not is_item(following, mark.rank if mark else None):
        return ""
    found = _MEMBER.fullmatch(text)
    if found and re.match(r"\s*(?:[,;:(–-]|$)", found["rest"]):
        return clean(found["who"])
    return (
        text
        if _POST.match(fold(text)) and len(text.split()) <= 16 and not has_verb(_CHARGE.sub("", text))
        else ""
    )


def is_bare_heading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A heading without a number: short, no stop at its end, in bold over text that is not, or right above dashes."""
    text = paragraph.text
    if following is None or len(text.split()) > 25 or not text[:1].isupper() or text[-1] in ".;:,!?":
        return False
    if (paragraph.bold and not following.bold) or (is_period(text) and following.mark):
        return True
    mark = read_mark(following.full) if following.mark else None
    return mark is not None and mark.rank >= Rank.DASH


def unit_ranks(body: Sequence[Paragraph], is_unit: Callable[[str], bool]) -> set[Rank]:
    """The numbering that stands before units' names: there what is no known name is the name of a unit, too."""
    ranks: dict[Rank, int] = {}
    for paragraph in body:
        mark = read_mark(paragraph.full) if paragraph.mark else None
        if mark is not None and mark.rank < Rank.DASH:
            named, rest = split_duty(paragraph.text, is_unit)
            ranks[mark.rank] = ranks.get(mark.rank, 0) + (1 if named and not rest else 0)
    return {rank for rank, units in ranks.items() if units >= 2}


def run_in_ranks(body: Sequence[Paragraph], is_unit: Callable[[str], bool]) -> set[Rank]:
    """The marks of lines such as "- Văn phòng: theo dõi ...": there any short name before a colon is a body."""
    ranks: dict[Rank, int] = {}
    for paragraph in body:
        mark = read_mark(paragraph.full) if paragraph.mark else None
        head, colon, rest = paragraph.text.partition(":")
        if mark is not None and colon and rest.strip() and is_unit(strip_prefix(head)):
            ranks[mark.rank] = ranks.get(mark.rank, 0) + 1
    return {rank for rank, units in ranks.items() if units >= 2}


def run_in_body(text: str) -> tuple[str, str]:
    """("Kế toán phòng", what it has to do) of a line among such lines, ("", text) when it has no short name in front."""
    head, colon, rest = text.partition(":")
    head = strip_prefix(head)
    if colon and rest.strip() and len(head.split()) <= 10 and head[:1].isupper() and not has_verb(head):
        return head, clean(rest)
    return "", text


def names_a_body(paragraph: Paragraph, following: Paragraph) -> bool:
    """A short numbered line without a verb or a full stop, with something under it, that begins with a capital."""
    text = paragraph.text.rstrip(" :")
    mark = read_mark(paragraph.full)
    return (
        mark is not None
        and len(text.split()) <= 30
        and text[-1:] not in (".", ";")
        and text[:1].isupper()
        and not has_verb(text)
        and has_under(mark.rank, paragraph, following)
    )


_ASIDE = re.compile(r"(?:Địa điểm|Thành phần|Đối tượng|Số lượng|Hình thức)(?: [^\W\d]+){0,2}\s*:\s*\S")
"""Where and with whom: of the piece of work above it, no item under a heading."""


def has_under(rank: Rank, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether the next paragraph stands under this numbered one, so that it is a heading."""
    if following is None:
        return False
    _, labels = take_labels(following.text)
    if labels and not fold(take_labels(following.text)[0]):
        return False
    if _ASIDE.match(following.text) and begins_with_action(paragraph.text):
        return False
    if told_in_brackets(following.text):
        return False
    if PLACE_NOTE.match(following.text) or (not following.mark and is_period(following.text)):
        return False
    next_mark = read_mark(following.full) if following.mark else None
    return next_mark is None or next_mark.rank > rank


def tells_of_one(paragraph: Paragraph) -> bool:
    """A line that only tells time, place, units or people of the piece of work above it."""
    rest, labels = take_labels(paragraph.text)
    return bool(labels and not fold(rest)) or bool(_ASIDE.match(paragraph.text))


def is_item(paragraph: Paragraph, rank: Rank | None) -> bool:
    mark = read_mark(paragraph.full) if paragraph.mark else None
    return mark is not None and (rank is None or mark.rank > rank)
