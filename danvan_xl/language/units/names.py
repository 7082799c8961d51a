"""Taking a unit's name apart: kind of body and subject, level, place.

"Phòng VH-XH xã Đại Sơn" → words phòng, vh, xh; level xã; place đại sơn. Two names are the same unit
when their words are the same and level and place do not contradict each other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units.vocabulary import (
    BEFORE_SOCIAL,
    FIRST_WORDS,
    HAMLET_HEADS,
    HEADS,
    KNOWN_WORDS,
    LEVELS,
    NOISE,
    PHRASES,
    WORDS,
)

_TOKEN = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_VOWEL = re.compile("[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")
_SHORT = frozenset({"hđnd", "ubnd", "mttq", "bchqs", "bộchqs"})
_PHRASES = tuple((a, re.compile(rf"(?<!\S){re.escape(a)}(?!\S)"), b) for a, b in PHRASES)
_BELONGING = re.compile(r"(?: (?:trực thuộc|thuộc|tại|trên địa bàn|địa bàn|trong|cấp|toàn))+(?: ubnd)?$")
_NO_PLACE = frozenset({"các", "quan", "đơn", "khi", "phối", "chủ", "trừ"})
"""Words that no place name holds but a longer phrase does."""
_SCHOOLISH = ("trường", "trạm")


class Name(Struct, frozen=True):
    """A name taken apart. All folded. ``short`` are the words that stand for initials of longer ones."""

    words: tuple[str, ...]
    level: str = ""
    place: tuple[str, ...] = ()
    short: frozenset[str] = frozenset()

    @property
    def head(self) -> tuple[str, ...]:
        """The first words that say what kind of body it is, () when there are none."""
        return head_of(self.words)

    @property
    def is_hamlet(self) -> bool:
        """A thôn or its like."""
        return self.head in HAMLET_HEADS

    def agrees_with(self, other: Name) -> bool:
        """Level and place of the two do not contradict each other."""
        return (not self.level or not other.level or self.level == other.level) and (
            not self.place or not other.place or self.place == other.place
        )

    def letters(self) -> tuple[tuple[str, str], ...]:
        """(initial, word) of words written out, (letter, "") of each letter of an abbreviation."""
        result: list[tuple[str, str]] = []
        for word in self.words:
            if word in self.short:
                result += [(letter, "") for letter in word]
            elif any(c.isdigit() for c in word):
                result.append((word, word))
            else:
                result.append((word[0], word))
        return tuple(result)

    def signature(self) -> str:
        """The initials: equal for a name and its abbreviation."""
        return "".join(letter for letter, _ in self.letters())

    def headless(self) -> Name:
        """The same without its head."""
        return Name(self.words[len(self.head) :], self.level, self.place, self.short)

    def full(self) -> tuple[str, ...]:
        """Everything as one run of words."""
        return (*self.words, *self.level.split(), *self.place)


@lru_cache(maxsize=65536)
def head_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The longest head that ``words`` begin with."""
    return next((head for head in HEADS if words[: len(head)] == head), ())


@lru_cache(maxsize=65536)
def take_apart(text: str) -> Name:
    """Read one name. Never fails; text that is no name gives words that match nothing."""
    shown = clean(text)
    tokens = _TOKEN.findall(shown)
    shouting = shown.isupper()
    short = set(_SHORT)
    expanded: list[str] = []
    for number, token in enumerate(tokens):
        word = fold(token)
        if not word or word in NOISE:
            continue
        if not expanded and number == 0 and word in FIRST_WORDS and len(tokens) > 1:
            expanded += FIRST_WORDS[word].split()
            continue
        if word == "tp" and number + 1 < len(tokens) and tokens[number + 1].isupper():
            short.add(word)  # "TP-HT" (Tư pháp - Hộ tịch), not "TP Hải Phòng"
            expanded.append(word)
            continue
        if word in WORDS:
            expanded += WORDS[word].split()
            continue
        if (
            len(word) > 1
            and word.isalpha()
            and (not _VOWEL.search(word) or (token.isupper() and not shouting))
        ):
            short.add(word)
        expanded.append(word)
    line = " ".join(expanded)
    for phrase, pattern, replacement in _PHRASES:
        if phrase in line:
            line = pattern.sub(replacement, line)
    if line == "mặt trận" or line.startswith("mặt trận xã"):
        line = line.replace("mặt trận", "mttq", 1)
    words, level, place = _split_place(tuple(line.split()))
    words = _number(words)
    if not place and words and words[0] in _SCHOOLISH:
        words, place = _proper_tail(words)
    elif words and words[0] in _SCHOOLISH:
        own, tail = _proper_tail(words)
        if tail:  # a school has a name of its own; where it lies matters less
            words, place, level = own, tail, ""
    return Name(words, level, place, frozenset(short & {*words}))


def _split_place(words: tuple[str, ...]) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Words before the administrative level, the level, and the place after it."""
    found = _last_level(words)
    if found is None:
        line = _BELONGING.sub("", " " + " ".join(words))
        return tuple(line.split()), "", ()
    at, size = found
    place = words[at + size :]
    level = " ".join(words[at : at + size])
    core = tuple(_BELONGING.sub("", " " + " ".join(words[:at])).split())
    if place and core in ((), ("ubnd",), ("hđnd", "ubnd")):
        return (), level, place
    return core, level, place


def _last_level(words: tuple[str, ...]) -> tuple[int, int] | None:
    for at in range(len(words) - 1, -1, -1):
        for level in LEVELS:
            if words[at : at + len(level)] != level:
                continue
            rest = words[at + len(level) :]
            if level == ("xã",) and at and words[at - 1] in ("thị", "tác"):
                continue
            if level == ("xã",) and at and words[at - 1] in BEFORE_SOCIAL and _is_social(rest[:1]):
                continue
            if rest[:1] in (("ủy",), ("đoàn",), ("đội",)):
                continue
            if len(rest) > 5 or head_of(rest) or _NO_PLACE & {*rest}:
                continue
            return at, len(level)
    return None


def _is_social(rest: tuple[str, ...]) -> bool:
    """The word after xã is hội, however its marks were typed."""
    return bool(rest) and "".join(c for c in unicodedata.normalize("NFD", rest[0]) if c.isascii()) == "hoi"


def _number(words: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers in one spelling: "số 01", "I" after thôn → "1"; "1 a" → "1a"."""
    head = head_of(words)
    counted = head in HAMLET_HEADS
    result: list[str] = []
    for at, word in enumerate(words):
        after_number_word = bool(result) and result[-1] == "số"
        if word.isdigit():
            word = word.lstrip("0") or "0"
            if after_number_word:
                result.pop()
        elif _ROMAN.fullmatch(word) and (after_number_word or (counted and at == len(head))):
            word = str(_roman(word))
            if after_number_word:
                result.pop()
        elif counted and at > len(head) and len(word) == 1 and result and result[-1].isdigit():
            result[-1] += word
            continue
        result.append(word)
    return tuple(result)


def _roman(text: str) -> int:
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total


def _proper_tail(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A school's kind and its own name: trường tiểu học | đại sơn."""
    end = len(words)
    while end > 1 and words[end - 1] not in KNOWN_WORDS and not words[end - 1].isdigit():
        end -= 1
    return words[:end], words[end:]
