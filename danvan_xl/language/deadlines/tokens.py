"""Text of a deadline cell → typed tokens. Nothing is dropped but invisible characters, quotes and footnote marks."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from danvan_xl.language.deadlines.words import (
    FORGIVEN,
    NUMBERS,
    PHRASES,
    REAL_OTHERS,
    ROMANS,
    VARIANTS,
)

_DROPPED = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(_DROPPED),
        # Superscripts are footnote marks: NFKC would turn "15/11²" into 112.
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹†‡*"),
        **dict.fromkeys("–—−‐‑‒―", "-"),
        **dict.fromkeys("“”\"'‘’«»`", " "),
        **dict.fromkeys("\u00a0\u2007\u202f\u3000", " "),
        **dict.fromkeys("→÷⇒", "→"),
        "\u00d0": "đ", "\u00f0": "đ", "／": "/", "⁄": "/", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")",
        "…": " ... ", "&": " & ", "[": "(", "]": ")",
    }
)  # fmt: skip
_FOOTNOTE = re.compile(r"\[\d{1,2}\]")
_MIDNIGHT = re.compile(r"(?<=\d)\s+00:00(:00)?\b")
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\.{2,}|->|=>|[^\s]")
_GLUED = re.compile(r"(quý|qúy|quí|q|tháng)(i{1,3}|iv|v|vi{1,3}|ix|x|xi|xii)")
_TIGHT = re.compile(r" ?([/.-]) ?| (?=[,;:)])|(?<=\() ")
_MARKS = re.compile("[\u0300-\u036f]")

_ANDS = {"&": "and", "+": "and", "→": "to", "->": "to", "=>": "to"}


def _bare(syllable: str) -> str:
    """Without any mark: tháng → thang."""
    return _MARKS.sub("", unicodedata.normalize("NFD", syllable)).replace("đ", "d")


def _trie() -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """First syllable → (further syllables, kind, value), longest first."""
    trie: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split(" | "):
            first, *rest = phrase.split()
            trie.setdefault(first, []).append((tuple(rest), kind, 0))
    for phrase, number in NUMBERS.items():
        first, *rest = phrase.split()
        trie.setdefault(first, []).append((tuple(rest), "num", number))
    for choices in trie.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return trie


_TRIE = _trie()
_SYLLABLES = frozenset(_TRIE) | {s for choices in _TRIE.values() for rest, _, _ in choices for s in rest}
_BY_BARE = {_bare(s): s for s in FORGIVEN}


def _typed_bare() -> dict[str, str]:
    """Syllables as a keyboard without Vietnamese gives them → the one that they can only be."""
    found: dict[str, str] = {}
    for syllable in sorted(_SYLLABLES):
        bare = _bare(syllable)
        found[bare] = bare if bare in found else syllable  # tu: từ or tư; sau: sau or sáu
    return found | {"quy": "quý", "ky": "kỳ", "hang": "hằng", "q": "quý"}


_TYPED_BARE = _typed_bare()


def _known(word: str, bare: bool = False) -> str:
    """The syllable as the lexicon spells it, or the word itself when it is none."""
    if bare:
        return _TYPED_BARE.get(word, word)
    if word in _SYLLABLES:
        return word
    if word in VARIANTS:
        return VARIANTS[word]
    if word in REAL_OTHERS:
        return word
    return _BY_BARE.get(_bare(word), word)


LOOKAHEAD = 8
"""How far the grammar may look past the last token."""


class Tokens:
    """Parallel lists over the tokens of one text, closed by ``LOOKAHEAD`` tokens of kind ''.

    ``kinds``: a key of ``PHRASES``; "num", "roman"; a punctuation mark itself; "word" for anything unknown.
    ``values``: the number of a "num" or "roman". ``texts``: what was typed, lower case; digits as typed.
    """

    __slots__ = ("kinds", "texts", "values")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.values: list[int] = []
        self.texts: list[str] = []

    def add(self, kind: str, text: str, value: int = 0) -> None:
        """Append one token."""
        self.kinds.append(kind)
        self.texts.append(text)
        self.values.append(value)

    def shown(self, start: int, end: int) -> str:
        """The words of a stretch, for messages."""
        return _TIGHT.sub(r"\1", " ".join(self.texts[start:end]).strip())


def normalise(text: str) -> str:
    """NFC, lower case, one kind of dash and quote; line breaks are kept."""
    text = _FOOTNOTE.sub("", unicodedata.normalize("NFC", text)).translate(_CHARACTERS).lower()
    return _plainer(_MIDNIGHT.sub("", text))


_CLOCK = r"\d{1,2}\s*(?:giờ|h|:)\s*(?:\d{1,2}(?!\s*[/.\-]\s*\d))?(?:\s*phút)?"
_AT_A_CLOCK = re.compile(
    rf"(?:(?:bắt đầu )?từ (?=[^;()]*?(?:-|đến)\s*\d{{1,2}}\s*(?:giờ|h|:))|(?:vào )?(?:lúc|hồi) |vào )?{_CLOCK}(?:\s*(?:-|đến)\s*{_CLOCK})?"
    r"\s*,?\s*(?=(?:(?:các )?buổi |sáng |chiều |thứ |chủ nhật)?[^;()\d]{0,24}?ngày \d)"
    r"|\d{1,2}\s*(?:giờ|h)\s*(?:\d{2}\s*)?(?:phút\s*)?,\s*(?=\d{1,2}\s*[/.]\s*\d{1,2}\s*(?:[/.]|$))"
)
_BEFORE_CLOCK = re.compile(r"(?:trước|sau|đến|muộn nhất|chậm nhất)(?: là| vào)? *$")
_PART_OF_DAY = re.compile(r"\b(?:vào )?(?:các )?(?:buổi (?:sáng|chiều|tối)|sáng|tối)(?=,? (?:ngày|thứ) )")
_WEEKDAY = r"(?:thứ (?P<{0}>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<{0}sun>chủ nhật))"
_DATED = r"(?:ngày )?(?P<d>\d{1,2})\s*(?:/|tháng)\s*(?P<m>\d{1,2})\s*(?:/|năm)\s*(?P<y>\d{4})"
_DAY_NAMED = re.compile(rf"(?:{_WEEKDAY.format('w')},? )?{_DATED}(?: ?\(?{_WEEKDAY.format('v')}\)?)?")
_WEEKDAYS = {
    name: at
    for at, names in enumerate(["hai 2", "ba 3", "tư 4", "năm 5", "sáu 6", "bảy 7"])
    for name in names.split()
}
_ISSUED = re.compile(
    r"\btừ (?:khi|ngày) (?:ban hành kế hoạch(?: này)?|(?:kế hoạch (?:này )?(?:được )?)?ban hành|kế hoạch (?:này )?có hiệu lực)\b(?=,? (?:đến|cho đến|tới))"
)
_ASIDE = re.compile(r"\s*[-,]\s*\d+ ngày (?:trước|sau)(?: ngày)? bầu cử(?=\))")
_NEWS = re.compile(
    r"((?:mỗi|hằng|hàng) (?:tháng|qu[ýí]|tuần))(?: có)?(?: ít nhất| tối thiểu)? 0?[1-9]\d? (?:tin, bài|tin bài|tin|bài|chuyên mục|chuyên đề|phóng sự)(?: trở lên)?(?![\w])"
)


_LENGTH = re.compile(r"^\d{1,2} ngày\s*[,:]?\s*(?=(?:từ )?ngày \d)")
_LUNAR = re.compile(
    r"\s*\((?:tức )?(?:ngày )?\d{1,2}(?: tháng (?:giêng|chạp)| ?/ ?\d{1,2}(?= âm lịch| al\b))(?: năm [^()\d]+)?(?: âm lịch| al)?\)"
)
_ELSEWHERE = re.compile(
    r"\s*[,;(]\s*(?:(?:sẽ )?(?:có|theo) (?:kế hoạch|văn bản|hướng dẫn|thông báo) (?:chi tiết |cụ thể )?riêng|(?:ngày|thời gian)(?:,? giờ)? cụ thể (?:sẽ )?(?:có )?thông báo sau)\)?(?=[.;,\s]*$)"
)
_NO_DAY = re.compile(
    r"^(?:(?:xong|hoàn thành) )?trước (?:khi|mùa|dịp|tết)\b[^,;()\d]{0,80},\s*(?=(?:chậm|muộn) nhất\b)"
)
"""What may stand beside a day and says no other: "15 ngày, từ ngày ...", its lunar name, that a plan of its own follows, "trước mùa mưa, chậm nhất ..."."""


def _plainer(text: str) -> str:
    """Without what says nothing about the day: the clock time of a day, its weekday where that is the right one."""
    text = re.sub(r"[ \t]{2,}", " ", text).strip(" ")
    text = _LENGTH.sub("", _NO_DAY.sub("", _ELSEWHERE.sub("", _LUNAR.sub("", text))))
    text = _ASIDE.sub("", _NEWS.sub(r"\1", _ISSUED.sub("từ ngày ban hành", text)))
    text = _AT_A_CLOCK.sub(
        lambda m: m.group().replace("phút", "") if _BEFORE_CLOCK.search(text[: m.start()]) else "", text
    )
    return _DAY_NAMED.sub(_without_weekday, _PART_OF_DAY.sub("", text)).strip(" ")


def _without_weekday(found: re.Match[str]) -> str:
    named = found["w"] or found["v"] or ("cn" if found["wsun"] or found["vsun"] else "")
    both = bool(found["w"] or found["wsun"]) and bool(found["v"] or found["vsun"])
    if not named or both:
        return found.group()
    try:
        weekday = date(int(found["y"]), int(found["m"]), int(found["d"])).weekday()
    except ValueError:
        return found.group()
    shown = f"ngày {int(found['d'])}/{int(found['m'])}/{found['y']}"
    return shown if weekday == _WEEKDAYS.get(named, 6) else found.group()


def tokenise(text: str) -> Tokens:
    """Split a normalised text; known phrases become one token each, the longest first."""
    words = _TOKEN.findall(text)
    tokens = Tokens()
    i, count, bare = 0, len(words), text.isascii()
    while i < count:
        word = words[i]
        lead = word[0]
        if lead.isalpha():
            i += _word(words, i, tokens, bare)
        else:
            if lead.isdigit() and word.isascii() and len(word) <= 4:
                tokens.add("num", word, int(word))
            elif word in _ANDS:
                tokens.add(_ANDS[word], word)
            elif word in "/.-,;:()":
                tokens.add(word, word)
            else:
                tokens.add("word", word)
            i += 1
    for _ in range(LOOKAHEAD):
        tokens.add("", "")
    return tokens


def _word(words: list[str], i: int, tokens: Tokens, bare: bool) -> int:
    """Add the token that begins at word i; how many words it took. ``bare``: the whole text has no marks."""
    word = words[i]
    if word in ROMANS:
        tokens.add("roman", word.upper(), ROMANS[word])
        return 1
    if word == "t" and i + 1 < len(words) and words[i + 1].isdigit():
        tokens.add("month", word)  # T8/2025
        return 1
    if glued := _GLUED.fullmatch(word):
        tokens.add("month" if glued[1] == "tháng" else "quarter", glued[1])
        tokens.add("roman", glued[2].upper(), ROMANS[glued[2]])
        return 1
    first = _known(word, bare)
    for rest, kind, value in _TRIE.get(first, ()):
        size = len(rest)
        if not size or (
            i + size < len(words) and all(_known(words[i + 1 + n], bare) == s for n, s in enumerate(rest))
        ):
            tokens.add(kind, " ".join(words[i : i + 1 + size]), value)
            return 1 + size
    tokens.add("word", word)
    return 1
