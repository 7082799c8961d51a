"""The head of a name ("phòng", "thôn", "các phòng:") that the names after it in a list may leave out."""

from __future__ import annotations

from danvan_xl.language.folding import fold
from danvan_xl.language.units.names import take_apart
from danvan_xl.language.units.vocabulary import ELIDABLE, HAMLET_HEADS


def own_head(text: str) -> tuple[str, ...]:
    """The elidable head of a name, () when it has none. A commune's level counts as one here."""
    name = take_apart(without_quantifier(text))
    if name.words:
        return name.head
    return tuple(name.level.split())


def opening_head(text: str) -> tuple[str, ...]:
    """The head that "các phòng:" or "các thôn:" gives to the names after it."""
    words = tuple(fold(without_quantifier(text)).split())
    if words[:1] == ("ubnd",):
        words = words[1:]
        words = words[1:] if words[:1] == ("các",) else words
    for size in (3, 2, 1):
        if words[:size] in ELIDABLE or words[:size] in HAMLET_HEADS:
            return words[:size]
    return ()


_QUANTIFIERS = ("tất cả các ", "toàn thể các ", "toàn bộ các ", "các ", "ubnd các ", "UBND các ")


def without_quantifier(text: str) -> str:
    lowered = text.lower()
    for quantifier in _QUANTIFIERS:
        if lowered.startswith(quantifier.lower()):
            return text[len(quantifier) :]
    return text
