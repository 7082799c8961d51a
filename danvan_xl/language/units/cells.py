"""Cutting a cell into the smallest pieces that could be names; joining them again is the reader's work."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from msgspec import Struct, field

from danvan_xl.language.folding import clean, fold

HARD, SOFT, WEAK, GLUE = ";", ",", "-", "/"
"""What stands before a piece: a border no name crosses; a list mark that names may contain; a dash
between spaces; a mark inside a word."""

_BORDER = re.compile(
    r"""(?P<hard>;|\.\s*\n|(?:(?<=chủ\ trì)|(?<=chủ\ trì\))|(?<=phối\ hợp)|(?<=phối\ hợp\)))\s*(?:[,\n]|\bvà\b)\s*(?!phối)
        |[,.\n]\s*(?:[-–—+•*]\s*)?(?=(?:cơ\ quan\ |đơn\ vị\ )?phối\ hợp\s*:)|(?<=[^\W\d_A-ZĐ][^\W\d_A-ZĐ])\.\s+(?=[^\W\d_]))
    |(?P<with>[,;]?\s*(?:\bchủ\ trì\s*[,;]?\s*)?\b(?:và\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\b)
    |(?P<colon>:)
    |(?P<soft>,|\n|[•·+]|\s(?:và|cùng|với|cùng\s+với|hoặc)\s)
    |(?P<glue>[/&])
    |(?P<weak>\s[-–—]\s?|(?<=\S)[-–—]\s)""",
    re.X | re.I,
)
_NUMBERING = re.compile(r"(?m)^[ \t]*(?:[-–—+•·*]\s*)?(?:\(?\d{1,2}\s*[.)]\s+|[a-zđ]\)\s+)(?=\S)")
_LEAD_IN = re.compile(r"^\s*(?:[-–—+•·*]+\s*|\(?\d{1,2}\s*[.)]\s+|[a-zđ]\)\s+)+", re.I)
_TAIL = re.compile(r"[\s.,;:…]+$")
_ROLE = re.compile(
    r"\s*(?:\(\s*)?\b(?:là )?(chủ trì|đầu mối|chịu trách nhiệm chính|phối hợp|phối hợp thực hiện)\b\s*\)?\s*$",
    re.I,
)
_ROLE_FIRST = re.compile(
    r"^\s*(?:[-–—+•*]\s*)?(?:(?:cơ quan|đơn vị) )?(?:chủ trì|đầu mối|phối hợp(?: với)?)\s*:?\s+", re.I
)
_PAREN = re.compile(r"\(([^()]*)\)")
_EXCEPT = re.compile(
    r"[(,]?\s*\b(?:ngoại\s+trừ|trừ(?:\s+ra)?|không\s+bao\s+gồm|không\s+kể)\b\s*:?\s*([^();]+)\)?", re.I
)
_LEVELS_ONLY = re.compile(
    r"((?i:\bUBND|\b[ỦU][ỷyỶY] ban nhân dân))\s+(?=(?:(?:huyện|quận|thị xã|thành phố)(?:\s*,\s*|\s+và\s+))+(?:huyện|quận|thị xã|thành phố)(?!\s+[A-ZĐÀ-Ỹ]))"
)
"""Several levels without a name: "UBND quận, huyện" means all of them."""
NOTHING = frozenset({"", "không", "không có", "x", "nt", "trống"})


class Piece(Struct):
    """A smallest piece: ``text[start:end]`` of its part. ``before``: the border in front of it."""

    start: int
    end: int
    before: str
    colon_before: bool = False


class Part(Struct):
    """What stands between two borders that no name crosses."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    coordinating: bool = False
    """It stands behind "phối hợp với", or is said to coordinate."""
    exceptions: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    """What stood in brackets."""


def cut(cell: str) -> list[Part]:
    """The parts of a cell, each with its pieces. Bullets, numbering, brackets and role words are taken off."""
    text = unicodedata.normalize("NFC", cell).replace("\u00a0", " ").replace("\r", "\n").replace("\u200b", "")
    text = _LEVELS_ONLY.sub(r"\1 các ", _NUMBERING.sub("- ", text))
    parts: list[Part] = []
    coordinating = False
    for chunk, joined_by_with in _hard_chunks(text):
        if not joined_by_with:
            coordinating = False
        coordinating = coordinating or joined_by_with
        part = _part(chunk, coordinating)
        if part.pieces:
            parts.append(part)
        elif part.exceptions and parts:
            parts[-1].exceptions += part.exceptions
    return parts


def _hard_chunks(text: str) -> list[tuple[str, bool]]:
    chunks: list[tuple[str, bool]] = []
    start, depth_with, with_next = 0, 0, False
    for border in _BORDER.finditer(text):
        if border.lastgroup not in ("hard", "with") or _in_brackets(text, border.start()):
            continue
        chunks.append((text[start : border.start()], with_next))
        with_next = border.lastgroup == "with"
        start = border.end()
        depth_with += with_next
    chunks.append((text[start:], with_next))
    return chunks


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _part(chunk: str, coordinating: bool) -> Part:
    part = Part("", coordinating=coordinating)

    def exception(match: re.Match[str]) -> str:
        part.exceptions.append(match.group(1))
        return " "

    def aside(match: re.Match[str]) -> str:
        inside = match.group(1)
        if "liên quan" in fold(inside):
            return " liên quan "
        if fold(inside) in ("phối hợp", "chủ trì"):
            part.coordinating = part.coordinating or fold(inside) == "phối hợp"
            return " "
        part.asides.append(inside)
        return " " * len(match.group())

    chunk = _EXCEPT.sub(exception, chunk)
    chunk = _PAREN.sub(aside, chunk).replace("(", " ").replace(")", " ")
    first = _ROLE_FIRST.match(chunk)
    if first:
        part.coordinating = part.coordinating or "phối hợp" in fold(first.group())
        chunk = chunk[first.end() :]
    role = _ROLE.search(chunk)
    if role:
        part.coordinating = part.coordinating or fold(role.group(1)).startswith("phối hợp")
        chunk = chunk[: role.start()]
    part.text = chunk
    start, before, colon = 0, HARD, False
    for border in _BORDER.finditer(chunk):
        kind = border.lastgroup
        if kind in ("hard", "with"):
            kind = "soft"
        _add(part, start, border.start(), before, colon)
        colon = kind == "colon"
        before = {"soft": SOFT, "glue": GLUE, "weak": WEAK, "colon": SOFT}[str(kind)]
        start = border.end()
    _add(part, start, len(chunk), before, colon)
    return part


def _add(part: Part, start: int, end: int, before: str, colon: bool) -> None:
    raw = part.text[start:end]
    lead_in = _LEAD_IN.match(raw)
    if lead_in:
        start += lead_in.end()
        before = (
            HARD
            if before == SOFT and "\n" in part.text[max(0, start - lead_in.end() - 2) : start]
            else before
        )
    tail = _TAIL.search(part.text[start:end])
    if tail:
        end = start + tail.start()
    while start < end and part.text[start].isspace():
        start += 1
    if fold(part.text[start:end]) and fold(part.text[start:end]) not in ("v v", "vv", "và", "tương đương"):
        part.pieces.append(Piece(start, end, before, colon))


def tied(part: Part, at: int) -> bool:
    """An "&" without spaces stands in front of that piece: it belongs to the name, as in TN&MT."""
    return 0 < at < len(part.pieces) and part.text[part.pieces[at - 1].end : part.pieces[at].start] == "&"


def listed(part: Part, start: int, end: int) -> bool:
    """A comma or "và" stands between those pieces, not only a line break or a dash."""
    pieces = part.pieces[start:end]
    return any(part.text[a.end : b.start].strip(" -–—\n\t") for a, b in pairwise(pieces))


def between(part: Part, first: int, last: int) -> str:
    """The writer's text from one piece through another, clean."""
    return clean(part.text[part.pieces[first].start : part.pieces[last].end])
