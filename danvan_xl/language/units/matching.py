"""One name → one unit, or none with suggestions.

Tiers, the first that gives exactly one unit wins: the folded name, an alias or the code; the same words
with level and place added or dropped; systematic abbreviations (VH-XH, HĐND&UBND) where only one unit
fits; a typing error in administrative vocabulary where only one unit is near, which is reported as
guessed. Numbers and proper names are never mended: "Thôn 1" is no "Thôn 11", "Vĩnh Hà" no "Vĩnh Hòa".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from danvan_xl.language.folding import fold
from danvan_xl.language.units.names import Name, take_apart
from danvan_xl.language.units.vocabulary import HAMLET_HEADS, KNOWN_WORDS
from danvan_xl.model import Unit

SUGGEST_FROM = 60
"""Suggestions below this score (0-100) only confuse."""
_FAR = 16
"""Nor does one help that lies so far behind the best."""


class UnitMatch(Struct, frozen=True):
    """``unit`` is a code or None; ``guessed``: a typing error was mended; ``score`` 0-100.

    ``suggestions`` are (code, score) of near units, best first, when ``unit`` is None.
    """

    unit: str | None = None
    guessed: bool = False
    score: int = 0
    suggestions: tuple[tuple[str, int], ...] = ()


_NONE = UnitMatch()
_LEVEL_NAMES = {"tt": "thị trấn", "p": "phường", "x": "xã", "đk": "đặc khu"}
_LEVEL_LETTERS = re.compile(r"(?:ubnd )?(tt|p|x|đk) (?=\w{2})")
"""Letters before a commune's name, tried where nothing else fits: TT is a Trung tâm first, P. a Phòng."""
_OFFICER_HEADS = (("công", "chức"), ("bộ", "phận"))


class Matcher:
    """Finds units by name. Made once per list of units; remembers what it looked up."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.names: list[tuple[str, Name]] = []
        self.lines: list[str] = []
        self.exact: dict[str, set[str]] = defaultdict(set)
        self.by_words: dict[tuple[str, ...], list[tuple[str, Name]]] = defaultdict(list)
        self.headless: dict[tuple[str, ...], list[tuple[str, Name]]] = defaultdict(list)
        self.signatures: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        self.alike: dict[_Shape, list[tuple[str, Name]]] = defaultdict(list)
        self.remembered: dict[str, UnitMatch] = {}
        self.mended: dict[str, UnitMatch] = {}
        self.near: dict[str, UnitMatch] = {}
        for unit in units:
            for spelling in (unit.name, *unit.aliases):
                self.add(unit.code, spelling)
            self.exact[fold(unit.code)].add(unit.code)

    def add(self, code: str, spelling: str) -> None:
        """Let ``spelling`` mean that unit."""
        key = fold(spelling)
        if not key:
            return
        self.exact[key].add(code)
        name = take_apart(spelling)
        self.names.append((code, name))
        self.lines.append(" ".join(name.full()))
        of_place = not name.words and name.place
        for shape in [_OF_PLACES] if of_place else _shapes(name):
            self.alike[shape].append((code, name))
        self.by_words[name.words].append((code, name))
        if not name.words:
            self.by_words[name.place].append((code, name))
            return
        rest = name.words[len(name.head) :]
        if name.head and rest:
            self.headless[rest].append((code, name))
            self.signatures["-" + name.headless().signature()].append((code, name))
        self.signatures[name.signature()].append((code, name))

    def find(self, text: str) -> UnitMatch:
        """Without mending typing errors: a unit, or nothing."""
        found = self.remembered.get(text)
        if found is None:
            found = self.remembered[text] = self._find(text)
        return found

    def _find(self, text: str) -> UnitMatch:
        key = fold(text)
        if not key:
            return _NONE
        codes = self.exact.get(key)
        if codes:
            return _settle(codes, 100)
        if key in _LEVEL_NAMES:
            return _NONE  # "TT" alone: a Trung tâm, a thị trấn, the Thanh tra
        name = take_apart(text)
        if not name.words and not name.place:
            return _NONE
        for candidates in self._tiers(name):
            fitting = [(code, known) for code, known in candidates if name.agrees_with(known)]
            if not fitting:
                continue
            same = {c for c, k in fitting if (k.level, k.place) == (name.level, name.place)}
            codes = {c for c, _ in fitting}
            return _settle(same if len(same) == 1 else codes, 98)
        level = _LEVEL_LETTERS.match(key)
        if level:
            place = _LEVEL_NAMES[level.group(1)] + " " + key[level.end() :]
            return next((m for m in (self.find(place), self.find("ubnd " + place)) if m.unit), _NONE)
        return _NONE

    def _tiers(self, name: Name) -> Iterable[list[tuple[str, Name]]]:
        if name.words:
            # A commune named without its level ("Vĩnh Thủy") stands under its place.
            yield self.by_words.get(name.words, [])
        else:
            yield [
                (c, k) for c, k in self.by_words.get(name.place, []) if k.place == name.place or not k.place
            ]
            return
        if not name.head and not any(w.isdigit() for w in name.words):
            yield self.headless.get(name.words, [])
        yield [(c, k) for c, k in self.signatures.get(name.signature(), []) if _abbreviates(name, k)]
        if not name.head:
            rest = name.words
        elif name.head in _OFFICER_HEADS:
            # A commune's officers are listed by their title, with or without "công chức".
            rest = name.words[len(name.head) :]
            yield self.by_words.get(rest, []) + self.headless.get(rest, [])
        else:
            return
        if all(w.isdigit() for w in rest):
            return
        bare = Name(rest, short=name.short)
        signature = bare.signature()
        yield [(c, k) for c, k in self.signatures.get(signature, []) if _abbreviates(bare, k)]
        yield [
            (c, k) for c, k in self.signatures.get("-" + signature, []) if _abbreviates(bare, k.headless())
        ]

    def guess(self, text: str) -> UnitMatch:
        """Like :meth:`mend`; else suggestions."""
        found = self.mend(text)
        if found.unit is not None or found.suggestions or not fold(text):
            return found
        near = self.near.get(text)
        if near is None:
            suggestions = _suggest(text, take_apart(text), self.names, self.lines)
            near = self.near[text] = UnitMatch(None, False, 0, suggestions)
        return near

    def mend(self, text: str) -> UnitMatch:
        """Like :meth:`find`, then mending typing errors. Suggestions only of units that fit equally."""
        found = self.find(text)
        if found.unit is not None:
            return found
        mended = self.mended.get(text)
        if mended is None:
            mended = self.mended[text] = self._mend(text, found)
        return mended

    def _mend(self, text: str, found: UnitMatch) -> UnitMatch:
        if not fold(text):
            return _NONE
        name = take_apart(text)
        if found.suggestions:  # several units fit equally: a person decides
            return UnitMatch(None, False, 0, found.suggestions)
        fitting: dict[str, int] = {}
        for code, known in (
            item for shape in (_OF_PLACES, *_shapes(name)) for item in self.alike.get(shape, ())
        ):
            score = _mended(name, known)
            if score:
                fitting[code] = max(score, fitting.get(code, 0))
        if len(fitting) == 1:
            [(code, score)] = fitting.items()
            return UnitMatch(code, True, score)
        if fitting:
            ranked = sorted(fitting.items(), key=lambda item: (-item[1], item[0]))
            return UnitMatch(None, False, 0, tuple(ranked[:3]))
        return _NONE


def _settle(codes: set[str], score: int) -> UnitMatch:
    if len(codes) == 1:
        return UnitMatch(next(iter(codes)), False, score)
    return UnitMatch(None, False, 0, tuple((code, score - 5) for code in sorted(codes)[:5]))


def _abbreviates(one: Name, other: Name) -> bool:
    """Letter by letter, words that both sides write out are the same, and some word is only an initial."""
    left, right = one.letters(), other.letters()
    return (
        len(left) == len(right)
        and all(
            a[0] == b[0] and (a[1] == b[1] or "" in (a[1], b[1])) for a, b in zip(left, right, strict=True)
        )
        and any("" in (a[1], b[1]) for a, b in zip(left, right, strict=True))
    )


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    """Without any mark: hội → hoi, đ → d."""
    decomposed = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _marks_lost(typed: str, right: str) -> bool:
    """``typed`` is ``right`` with some of its marks left out: hôi for hội, Vinh for Vĩnh."""
    if _bare(typed) != _bare(right) or len(typed) != len(right):
        return False
    for a, b in zip(typed, right, strict=True):
        lost, kept = set(unicodedata.normalize("NFD", a)[1:]), set(unicodedata.normalize("NFD", b)[1:])
        if not lost <= kept or (a == "đ" and b == "d"):
            return False
    return True


def _one_slip(typed: str, right: str) -> bool:
    """One wrong, missing, doubled or swapped letter, or wrong marks, in a vocabulary word."""
    if typed in KNOWN_WORDS or any(c.isdigit() for c in typed + right):
        return False
    if _bare(typed) == _bare(right):
        return True
    if len(right) < 3 or abs(len(typed) - len(right)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, right) <= 1


_Shape = tuple[object, ...]
_OF_PLACES: _Shape = ()


def _shapes(name: Name) -> list[_Shape]:
    """Two names that are one but for typing errors (:func:`_mended`) share one of these: the words run together, or how many
    words there are and which of them hold digits. Names of places alone are compared with every name."""
    digits = ((at, _bare(word)) for at, word in enumerate(name.words) if any(c.isdigit() for c in word))
    return [("".join(name.words),), (len(name.words), *digits)]


def _mended(name: Name, known: Name) -> int:
    """Score (1-99) when ``name`` is ``known`` with typing errors, else 0."""
    if not known.words and known.place:
        return _mended_place(name, known)
    torn = "".join(name.words) == "".join(known.words)
    if not torn and len(name.words) != len(known.words):
        return 0
    if not name.agrees_with(known) and not (name.level == known.level and _places_lost(name, known)):
        return 0
    if torn:
        return 97
    slips = 0
    proper = known.is_hamlet or known.head in HAMLET_HEADS
    for at, (typed, right) in enumerate(zip(name.words, known.words, strict=True)):
        if typed == right:
            continue
        slips += 1
        vocabulary = right in KNOWN_WORDS and not (proper and at >= len(known.head))
        if not (_one_slip(typed, right) if vocabulary else _marks_lost(typed, right)):
            return 0
    only_marks = all(_marks_lost(t, r) for t, r in zip(name.words, known.words, strict=True))
    if slips > 2 and not only_marks:
        return 0
    if slips * 2 > len(known.words) and not only_marks:
        return 0
    from rapidfuzz import fuzz

    return min(96, round(fuzz.ratio(" ".join(name.words), " ".join(known.words)))) or 1


def _places_lost(name: Name, known: Name) -> bool:
    return len(name.place) == len(known.place) and all(
        a == b or _marks_lost(a, b) for a, b in zip(name.place, known.place, strict=True)
    )


def _mended_place(name: Name, known: Name) -> int:
    if (
        name.words
        or len(name.place) != len(known.place)
        or (name.level and known.level and name.level != known.level)
    ):
        # "xa Vinh Thuy": even the level lost its mark
        typed, right = name.full(), known.full()
        if len(typed) != len(right) or not all(
            a == b or _marks_lost(a, b) for a, b in zip(typed, right, strict=True)
        ):
            return 0
        return 90
    return 92 if _places_lost(name, known) else 0


def _digits(name: Name) -> tuple[str, ...]:
    return tuple(w for w in name.full() if any(c.isdigit() for c in w))


def _suggest(
    text: str, name: Name, known: Sequence[tuple[str, Name]], lines: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """``lines``: the full names of ``known``."""
    from rapidfuzz import fuzz, process

    line = " ".join(name.full()) or fold(text)
    digits = _digits(name)
    scores: dict[str, int] = {}
    best = 0
    for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_set_ratio, 0.9))[: 2 if len(line) > 3 else 1]:
        cutoff = (SUGGEST_FROM - 1) / weight
        for _, like, at in process.extract(line, lines, scorer=scorer, score_cutoff=cutoff, limit=None):
            score = min(99, round(weight * like))
            if score < SUGGEST_FROM or score <= best - _FAR:
                break  # the nearest come first
            code, other = known[at]
            theirs = _digits(other)
            if digits != theirs and (name.is_hamlet or (digits and theirs)):
                continue
            scores[code] = max(score, scores.get(code, 0))
            best = max(best, score)
    near = [(code, score) for code, score in scores.items() if score > best - _FAR]
    return tuple(sorted(near, key=lambda item: (-item[1], item[0]))[:3])
