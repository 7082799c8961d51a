"""Whose row a text is: codes identify rows, but a text that is plainly another row's makes the code doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from danvan_xl.language.folding import fold

_LIKE = 80
_NEARER = 20
"""How much likelier (of 100) another row's text must be than the row's own."""


class Coded(Protocol):
    """A task, a criterion, an indicator."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def text(self) -> str:
        """Its text."""


T = TypeVar("T", bound=Coded)


def by_text(items: Iterable[T]) -> dict[str, T | None]:
    """Item by folded text; None where two share it."""
    found: dict[str, T | None] = {}
    for item in items:
        key = fold(item.text)
        found[key] = item if key not in found else None
    return found


def of_another(text: str, own: T, items: Mapping[str, T | None]) -> T | None:
    """The other item that ``text`` names: exactly, or so nearly that it cannot be a slip in the own one's."""
    key = fold(text)
    other = items.get(key)
    if other is not None:
        return other if other.code != own.code else None
    from rapidfuzz import fuzz, process

    needed = max(_LIKE - 10, fuzz.ratio(key, fold(own.text)) + _NEARER)
    if needed > 100:
        return None
    rivals = [name for name, item in items.items() if item is not None and item.code != own.code]
    best = process.extractOne(key, rivals, scorer=fuzz.ratio, score_cutoff=needed)
    if best is None:
        return None
    near = max(best[1], fuzz.partial_ratio(key, best[0]) if len(best[0]) > 8 else 0)
    return items[best[0]] if near >= _LIKE else None
