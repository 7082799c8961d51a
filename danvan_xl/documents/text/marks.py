"""Numbering and dashes at the beginning of a paragraph: what kind, which number, what remains."""

from __future__ import annotations

import re
from enum import IntEnum

from msgspec import Struct


class Rank(IntEnum):
    """How deep a mark usually stands; smaller is higher."""

    PART = 0  # Phần I, A.
    ROMAN = 1  # I.
    DECIMAL = 2  # 1.
    SUB = 3  # 1.1.
    SUBSUB = 4  # 1.1.1.
    LETTER = 5  # a)
    BRACKET = 6  # (1)
    DASH = 7  # -
    PLUS = 8  # +


class Mark(Struct, frozen=True):
    """``text`` as typed, ``rank``, ``value`` its number (1 for a, I, 1; 0 for dashes), ``rest`` what follows."""

    text: str
    rank: Rank
    value: int
    rest: str
    path: tuple[int, ...] = ()


PART = re.compile(
    r"((?:Phần|Chương|Mục)\s+(?:thứ\s+)?(?:[IVX]{1,5}|\d{1,2}|nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám)\b)",
    re.I,
)
"""The number of a part, which may stand on a line of its own."""
_PART = re.compile(
    rf"(?:{PART.pattern}\s*[.:)\-–]?|(?:Điều\s+\d{{1,2}})\s*[.:]|([A-E])\s*[.:)\-–])\s+(?=[^\W\d_])", re.I
)
_CLAUSE = re.compile(r"(Khoản\s+(\d{1,2}))\s*[.:]\s+(?=[^\W\d_])")
_ROMAN = re.compile(r"(?!V/v)([IVX]{1,5})\s*[.)/:\-–]\s*(?=[^\W\d_])")
_DECIMAL = re.compile(
    r"((\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)/:]|(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s*[-–])?|(\d{1,2})\s*[-–])\s+(?=\S)"
)
_TIGHT = re.compile(r"((\d{1,2}(?:\.\d{1,2}){0,3})[.)])(?=[A-ZĐÀ-Ỹ][^\W\d_])")
_LETTER = re.compile(r"([a-zđ])\s*[.)]\s+(?=\S)")
_BRACKET = re.compile(r"\(\s*(\d{1,2}|[a-zđ])\s*\)\s*(?=[^\W\d_])")
_DASH = re.compile(r"([-–—•●▪◦·*\uf0b7\uf02d\uf0a7\uf0d8\u27a2\u2713]|\+)\s*(?=[^\s\d]|\s\S|\d)")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


def read_mark(text: str) -> Mark | None:
    """The mark that a paragraph begins with, or None."""
    roman = _ROMAN.match(text)
    if roman:
        return Mark(roman.group(1) + ".", Rank.ROMAN, roman_value(roman.group(1)), text[roman.end() :])
    part = _PART.match(text)
    if part and text[0].isupper():
        letter = part.group(2)
        value = ord(letter) - ord("A") + 1 if letter else 1
        return Mark(part.group().strip(), Rank.PART, value, text[part.end() :])
    clause = _CLAUSE.match(text)
    if clause:
        value = int(clause.group(2))
        return Mark(clause.group().strip(), Rank.DECIMAL, value, text[clause.end() :], (value,))
    decimal = _DECIMAL.match(text) or _TIGHT.match(text)
    if decimal:
        number = next(g for g in decimal.groups()[1:] if g)
        path = tuple(int(n) for n in number.split("."))
        rank = (Rank.DECIMAL, Rank.SUB, Rank.SUBSUB, Rank.SUBSUB)[len(path) - 1]
        return Mark(decimal.group().strip(), rank, path[-1], text[decimal.end() :], path)
    letter_mark = _LETTER.match(text)
    if letter_mark:
        value = "abcdđeghiklmnopqrstuvxy".find(letter_mark.group(1)) + 1
        return Mark(letter_mark.group().strip(), Rank.LETTER, value, text[letter_mark.end() :])
    bracket = _BRACKET.match(text)
    if bracket:
        inner = bracket.group(1)
        value = int(inner) if inner.isdigit() else "abcdđeghiklmnopqrstuvxy".find(inner) + 1
        return Mark(bracket.group().strip(), Rank.BRACKET, value, text[bracket.end() :])
    dash = _DASH.match(text)
    if dash and (text[dash.end() : dash.end() + 1] or " ") not in "-–—=_":
        rank = Rank.PLUS if dash.group(1) == "+" else Rank.DASH
        return Mark(dash.group(1), rank, 0, text[dash.end() :])
    return None


def roman_value(text: str) -> int:
    """'IV' → 4."""
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUE.get(letter, 0)
        total += -value if value < _ROMAN_VALUE.get(following, 0) else value
    return total
