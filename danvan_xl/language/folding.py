"""Folding: one key for the many ways the same Vietnamese words are typed. For matching only.

What is shown keeps the writer's spelling, in NFC (:func:`clean`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look like Đ but are Icelandic eth or African D: old keyboards and converters write them.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
# Zero-width space, joiners, BOM, soft hyphen, direction marks: invisible, and they survive TRIM.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_SPACES = re.compile(r"\s+")  # str patterns: \s includes U+00A0, U+2007, U+202F
_NOT_WORD = re.compile(r"[\W_]+")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# A tone on the second of "oa", "oe", "uy" moves to the first, when no final letter follows: hoà = hòa.
# After q, "u" belongs to the consonant (quý), so "uy" is left alone there.
_NEW_STYLE = re.compile(rf"(?<![qQ])([oOuU])([aAeEyY])([{_TONES}])(?![\u0300-\u036f]|[^\W\d_])")
_PAIRS = {"oa", "oe", "uy"}


def clean(text: str) -> str:
    """NFC, lookalike letters mended, invisible characters dropped, runs of spaces made one, trimmed.

    Line breaks become spaces. Safe to show: spelling and case are the writer's.
    """
    return _SPACES.sub(
        " ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_LOOKALIKES))
    ).strip()


def _move_tone(match: re.Match[str]) -> str:
    first, second, tone = match.groups()
    if (first + second).lower() not in _PAIRS:
        return match.group()
    return first + tone + second


def tone_on_first(text: str) -> str:
    """Put tone marks of open oa, oe, uy on the first vowel (old style): hoà → hòa, thuỷ → thủy, but quý stays."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _NEW_STYLE.sub(_move_tone, decomposed))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The matching key: clean, lower case, tone marks placed alike, punctuation as single spaces.

    Idempotent: ``fold(fold(x)) == fold(x)``.
    """
    folded = tone_on_first(clean(text).lower())
    return _NOT_WORD.sub(" ", folded).strip()
