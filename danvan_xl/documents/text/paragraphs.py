"""Joining printed lines to logical paragraphs: words broken over lines, page numbers, blank lines between all lines.

A line begins a paragraph when it begins with a numbering or a dash, or when the line before it ended: by
its last character, by the room left at its end (the next word would have fitted), by an indent where the
document uses indents, or by a blank line where not every line is followed by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from danvan_xl.documents.text.content import Line, Paragraph
from danvan_xl.documents.text.labels import BEGINS_WITH_LABEL
from danvan_xl.documents.text.marks import Mark, Rank, read_mark
from danvan_xl.documents.text.unit_names import VERB, heads_units
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.syllables import is_syllable

PAGE_NUMBER = re.compile(r"^(?:(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?|trang\s*\d{1,3}(?:\s*/\s*\d{1,3})?)$", re.I)
_TERMINAL = re.compile(r"[.;:!?…][\"”’')\]]*$")
_OPEN_WORDS = frozenset(
    """của và về các những ngày số theo với tại cho là trong do bởi để năm tháng từ đến bằng qua trên dưới giữa như
    hoặc hay một mỗi từng thuộc gồm nhằm khi nếu mà được bị có không đã sẽ đang cùng""".split()  # noqa: SIM905
)
"""Words after which a sentence goes on, even when the next line begins with a capital."""
_BEFORE_NAMES = frozenset("xã huyện tỉnh phố phường trấn ủy ông bà ban đối tướng ương vụ quận khu".split())  # noqa: SIM905
_CAPITAL_BEFORE_NAMES = frozenset(
    [
        "Phòng",
        "Sở",
        "Bộ",
        "Ban",
        "Hội",
        "Trường",
        "Luật",
        "Đảng",
        "Chi",
        "Huyện",
        "Tỉnh",
        "Thành",
        "Ủy",
        "UBND",
        "HĐND",
        "Trung",
        "Thị",
        "Quận",
        "Văn",
    ]
)
"""Words that a proper name often follows: it goes on unless the document's indents say otherwise."""
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét)\s+(?:Luật|Bộ luật|Chỉ thị|Kế hoạch|Nghị (?:quyết|định)|Quyết định|Kết luận|Thông tư|Hướng dẫn|Công văn|Quy chế|Chương trình|Văn bản)\b"
)
"""A legal basis always begins a paragraph."""
_CITED = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị|Quyết định|Chỉ thị|Kế hoạch|Kết luận|Thông tư|Quy|Hướng dẫn|Công văn|Chương trình|Đề án|Thông báo)\b"
)
_CLOSING = re.compile(r"Trên đây là\s+(?:K|k)ế hoạch|Nơi nhận\b")
_BEFORE_NUMBERS = frozenset(
    {"của", "và", "các", "ngày", "số", "theo", "năm", "tháng", "khoản", "điều", "từ", "đến", "là", "quý"}
)
"""Words after which a number at the beginning of a line belongs to the sentence."""
_HEADINGS = (Rank.ROMAN, Rank.DECIMAL, Rank.SUB, Rank.SUBSUB, Rank.LETTER)


_COMPOUND = re.compile(
    r"(?:văn hóa - (?:xã hội|thông tin|thể thao)|tài chính - (?:kế hoạch|kế toán)|lao động - thương binh|tư pháp - hộ tịch|văn phòng - thống kê"
    r"|địa chính - |nội vụ - lao động|thể dục - thể thao|dân tộc - tôn giáo|quốc phòng - an ninh|kinh tế - (?:xã hội|hạ tầng)|chính trị - xã hội)"
)
"""Names with a dash inside, which a line may break."""


class _Habits(Struct, frozen=True):
    """What this document does: the usual blank lines between lines, and whether indents mean something."""

    gap: int
    indents: bool


def join(lines: Sequence[Line]) -> list[Paragraph]:
    """Logical paragraphs of ``lines``, page numbers dropped."""
    lines = [line for line in lines if not PAGE_NUMBER.match(line.text)]
    habits = _habits(lines)
    result: list[Paragraph] = []
    counters: dict[Rank, set[int]] = {}
    last: Line | None = None
    for line in lines:
        mark = read_mark(line.text)
        paragraph = result[-1] if result else None
        if paragraph is not None and last is not None:
            if mark is not None and not line.whole and not _plausible(mark, counters, paragraph.text):
                mark = None
                glued = not _TERMINAL.search(paragraph.text)
            else:
                glued = mark is None and _continues(paragraph, last, line, habits)
            if glued and not (line.whole and last.whole):
                paragraph.text = glue(paragraph.text, line.text)
                last = line
                continue
        text = line.text
        if mark is not None:
            _count(mark, counters)
            text = mark.rest
        result.append(
            Paragraph(
                clean(text),
                line.number,
                line.page,
                mark.text if mark else "",
                line.bold,
                line.level,
                line.centred,
            )
        )
        last = line
    return result


def glue(first: str, second: str) -> str:
    """Join two printed lines: "CT-" + "TTg" → "CT-TTg"; otherwise by one space."""
    first, second = first.rstrip(), second.lstrip()
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if re.search(r"[^\s\W]-$", first) and second[:1].isalnum():
        return first + second
    if _broken_word(first, second):
        return first + second
    return clean(f"{first} {second}")


_ACRONYMS = frozenset("UBND HĐND MTTQ UBMTTQ CNTT TTHC THCS THPT TTHCC TNCS LHPN CCB TDP GDĐT BCHQS".split())  # noqa: SIM905
_YEAR_HEAD, _YEAR_TAIL = re.compile(r"\d{1,2}[/.]\s?(2\d{0,2})$"), re.compile(r"(\d{1,3})(?!\d)")


def _broken_word(first: str, second: str) -> bool:
    """A word that was wider than its cell and went on in the next line: "15/9/202" + "5", "HĐND&UB" + "ND", "th" + "ôn"."""
    head, tail = _YEAR_HEAD.search(first), _YEAR_TAIL.match(second)
    if head and tail:
        return len(head.group(1) + tail.group(1)) == 4
    left, right = re.search(r"[^\W\d_]+$", first), re.match(r"[^\W\d_]+", second)
    if not left or not right:
        return False
    joined = left.group() + right.group()
    if joined in _ACRONYMS:
        return left.group() not in _ACRONYMS
    if not (joined.islower() and is_syllable(joined)):
        return False
    return not (is_syllable(left.group()) and is_syllable(right.group()))


def _habits(lines: Sequence[Line]) -> _Habits:
    gaps = Counter(min(line.gap, 3) for line in lines[1:] if not line.whole)
    gap = 1 if gaps[0] < gaps[1] else 0
    indented = [line for line in lines if line.indented and not line.centred]
    capital = sum(_begins(line.text) for line in indented)
    share = len(indented) / max(1, len(lines))
    return _Habits(gap, len(indented) >= 8 and 0.04 < share < 0.92 and capital >= 0.75 * len(indented))


def _begins(text: str) -> bool:
    """Could begin a sentence: a capital, a quotation mark, a bracket, or a mark."""
    return text[:1].isupper() or text[:1] in '“"‘(' or read_mark(text) is not None


def _plausible(mark: Mark, counters: dict[Rank, set[int]], before: str) -> bool:
    """Whether a printed line really begins with numbering, not with the tail of a broken sentence."""
    ended = bool(_TERMINAL.search(before))
    if mark.rank in (Rank.DASH, Rank.PLUS):
        if not ended and _COMPOUND.search(f"{fold(before)[-16:]} - {fold(mark.rest)[:16]}"):
            return False  # "Phòng Văn hóa" + "- Xã hội"
        under_heading = mark.rest[:1].isdigit() and len(before.split()) <= 6 and not before[-1:].isdigit()
        return ended or under_heading or mark.rest[:1].isupper() or mark.rest[:1] in '“"('
    if mark.rank in (Rank.SUB, Rank.SUBSUB, Rank.PART):
        return True
    seen = counters.get(mark.rank, set())
    in_order = mark.value == 1 or mark.value - 1 in seen
    return in_order and (
        ended or before.isupper() or mark.rest.isupper() or _last_word(before) not in _BEFORE_NUMBERS
    )


def _count(mark: Mark, counters: dict[Rank, set[int]]) -> None:
    counters.setdefault(mark.rank, set()).add(mark.value)
    if mark.value == 1:
        counters[mark.rank] = {1}
    for rank in Rank:
        if mark.rank < rank < Rank.DASH:
            counters.pop(rank, None)


def _last_word(text: str) -> str:
    words = fold(text[-40:]).split()
    return words[-1] if words else ""


def _continues(paragraph: Paragraph, last: Line, line: Line, habits: _Habits) -> bool:
    text, before = line.text, paragraph.text
    if line.whole or last.whole:
        return False
    if re.match(r"[IVX]{1,4}\s*(?:[/,–-]\s*(?:[IVX]|\d)|năm\b)", text) and fold(before).endswith("quý"):
        return True  # "trong quý" + "I/2025"
    if line.centred != last.centred and (line.centred or last.centred or _TERMINAL.search(before)):
        return False
    if _broken_heading(paragraph, text) and line.gap <= habits.gap:
        return True
    first = text[0]
    if first.islower() or first in ",.;:)!?%”" or (first.isdigit() and not _TERMINAL.search(before)):
        return not (before.isupper() and len(before) > 8)
    if before.endswith(("./.", ".//.")) or _BASIS.match(text) or _CLOSING.match(text):
        return False
    if BEGINS_WITH_LABEL.match(text):
        return False
    if paragraph.mark and text[0].isupper() and VERB.match(f" {text}") and heads_units(before):
        return False  # a body's name is complete, and what it has to do begins
    acronym = len(text) <= 8 and not _TERMINAL.search(before)  # "... sau" + "THCS."
    if text.isupper() != before.isupper() and not acronym and (len(text) > 8 or len(before) > 8):
        return False
    ended = bool(_TERMINAL.search(before))
    full = (last.room or 0.0) < 0.3
    if not ended and (before[-1] in ",-–“(/" or before.count("(") > before.count(")")):
        return True
    if not ended and not before.isupper() and _last_word(before) in _OPEN_WORDS:
        return line.gap <= habits.gap + 1
    names = _last_word(before) in _BEFORE_NAMES or before.split()[-1] in _CAPITAL_BEFORE_NAMES
    if not ended and full and names and not (habits.indents and line.indented):
        return line.gap <= habits.gap + 1
    if line.gap > habits.gap and (ended or line.gap > habits.gap + 1):
        return False
    if last.bold != line.bold and (paragraph.mark or line.bold):
        return False
    if habits.indents and last.room is not None and not line.indented and last.room < 0.3:
        return True if not ended else last.room < 0.08
    if not paragraph.mark and before.endswith(";") and text[0].isupper() and not _CITED.match(text):
        return False  # inside a sentence a semicolon is followed by a small letter, or by a cited document
    room = last.room or 0.0
    need = (len(text.split()[0]) + 1) / 80
    if ended:
        return room < need + 0.02 and not (habits.indents and line.indented)
    if habits.indents and line.indented:
        return False
    if paragraph.mark:
        heading = read_mark(paragraph.full)
        short = heading is not None and heading.rank in _HEADINGS and len(before) < 260
        return room < need + (0 if short and line.indented else 0.08)
    return room < 0.35


def _broken_heading(paragraph: Paragraph, text: str) -> bool:
    """ "III. TỔ CHỨC" + "THỰC HIỆN"; "2. Các sở, ban, ngành;" + "UBND các xã"."""
    mark = read_mark(paragraph.full) if paragraph.mark else None
    if mark is None or mark.rank > Rank.DECIMAL:
        return False
    before = paragraph.text
    if mark.rank is not Rank.DECIMAL:
        return before.isupper() and text.isupper() and before[-1] not in ".:" and len(text.split()) <= 12
    return before.endswith(";") and heads_units(before.rstrip(";")) and heads_units(text.rstrip(" .;:"))


def texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Only the texts."""
    return [paragraph.text for paragraph in paragraphs]
