"""Folding: one key for the many ways the same Vietnamese words are typed. For matching only.

What is shown keeps the writer's spelling, in NFC (:func:`clean`). Text in a legacy font must be decoded
(:mod:`danvan_xl.language.legacy`) before it is cleaned: its letters are signs that cleaning drops.

Source: the variants that the project's domain notes report from real plans (hoá and hóa in one document, Ð for Đ, half-composed
ơ + hook, no-break spaces that survive TRIM), and the two schools of tone placement in oa, oe, uy.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Icelandic eth and African D look like Đ; old keyboards and converters write them.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
# Control characters, zero-width space and joiners, soft hyphen, direction marks, BOM, variation selectors:
# all invisible, and they survive TRIM. (Tab, line breaks and U+0085 are spaces instead.)
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_ODD = re.compile(f"[{_UNSEEN}\u0300-\u036f{''.join(map(chr, _LOOKALIKES))}]")
"""What most texts hold none of."""
_NOT_WORD = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_MISORDERED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter, so they come before its tone

# Full-width forms and one-character Roman numerals ("Quý Ⅲ") are words to a reader. No more than these:
# full compatibility folding would make "10²" the number 102.
_COMPATIBLE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    numeral: unicodedata.normalize("NFKC", chr(numeral)).lower() for numeral in range(0x2160, 0x2180)
}


def _reorder(match: re.Match[str]) -> str:
    """Marks of one letter, each once, shape before tone: á + circumflex → ấ."""
    parts = unicodedata.normalize("NFD", match.group())
    letter, marks = parts[0], parts[1:]
    ordered = sorted(dict.fromkeys(marks), key=lambda mark: mark not in _SHAPES)
    return unicodedata.normalize("NFC", letter + "".join(ordered))


def clean(text: str) -> str:
    """NFC, lookalike letters mended, invisible characters dropped, runs of spaces made one, trimmed.

    Line breaks become spaces. Safe to show: spelling and case are the writer's. Idempotent.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = _INVISIBLE.sub("", text.translate(_LOOKALIKES))
        if _MARKS.search(text):
            # An invisible character, or a tone typed before the circumflex, kept letter and mark apart.
            text = _MISORDERED.sub(_reorder, unicodedata.normalize("NFC", text))
    return " ".join(text.split())  # U+00A0, U+2007, U+202F are spaces too


def _toned(letter: str) -> list[str]:
    return [unicodedata.normalize("NFC", letter + tone) for tone in "\u0301\u0300\u0309\u0303\u0323"]


def _moves(pairs: str, *, to_first: bool) -> dict[str, str]:
    """Pairs of vowels with the tone on the wrong one → on the right one, in every case of letters."""
    moves = {}
    for pair in pairs.split():
        for cased in (pair, pair.title(), pair.upper(), pair[0] + pair[1].upper()):
            first, second = cased[0], cased[1]
            for toned_first, toned_second in zip(_toned(first), _toned(second), strict=True):
                on_first, on_second = toned_first + second, first + toned_second
                moves.update({on_second: on_first} if to_first else {on_first: on_second})
    return moves


# Where the tone belongs in two vowels: on the first when the syllable ends there (hoà → hòa, the old style), on the
# second when a letter follows (hòan → hoàn). The u after q and the i after g belong to the consonant (qúy → quý).
_OPEN = _moves("oa oe uy ia ua ưa", to_first=True)
_CLOSED = _moves("oa oe uy", to_first=False)
_AFTER_Q = _moves("ua ue uy uo", to_first=False)
_AFTER_G = _moves("ia", to_first=False)
_TONED_PAIR = re.compile(
    "[oOuUiIưƯ][{}]|[{}][aAeEyYoO]".format(
        "".join(tone for vowel in "aAeEyY" for tone in _toned(vowel)),
        "".join(tone for vowel in "oOuUiIưƯ" for tone in _toned(vowel)),
    )
)


def _place(match: re.Match[str]) -> str:
    pair, text = match.group(), match.string
    before = text[match.start() - 1 : match.start()].lower()
    closed = text[match.end() : match.end() + 1].isalpha()
    if before == "q":
        return _AFTER_Q.get(pair, pair)
    if closed:
        return _CLOSED.get(pair, pair)
    if before == "g" and pair[0] not in "uUưƯoO":
        return _AFTER_G.get(pair, pair)
    return _OPEN.get(pair, pair)


def place_tones(text: str) -> str:
    """Put tone marks in one place for both schools: hoà → hòa, thuỷ → thủy, hòan → hoàn; quý and già stay.

    ``text`` is NFC. Old style in open syllables, the only one in closed ones.
    """
    return _TONED_PAIR.sub(_place, text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The matching key: clean, lower case, tone marks placed alike, punctuation as single spaces.

    Hyphens and dashes are punctuation. Accents are kept: "tổ" and "tơ" are different words.
    Idempotent: ``fold(fold(x)) == fold(x)``.
    """
    folded = clean(text)
    if not folded.isascii():
        folded = clean(folded.translate(_COMPATIBLE))
        folded = _MARKS.sub("", place_tones(unicodedata.normalize("NFC", folded.lower())))
    return _NOT_WORD.sub(" ", folded.lower()).strip()
