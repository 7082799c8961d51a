"""The ways of scoring, a module each: whatever class of :mod:`..kind` stands in a module here is a kind.

To add one: its word in ``terms.ScoreKind``, its module here, its test (docs/CONTRIBUTING.md).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring.kind import Allowed, Entry, Parameters, Place
from danvan_xl.rules.scoring.reading import Text, parts_of

__all__ = [
    "KINDS",
    "OUTSIDE_DENOMINATOR",
    "Allowed",
    "Entry",
    "Parameters",
    "Place",
    "kinds_where",
    "parse_parameters",
]


def _found() -> dict[ScoreKind, type[Parameters]]:
    found: dict[ScoreKind, type[Parameters]] = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Parameters)
                and value.__module__ == module.__name__
            ):
                found[value.KIND] = value
    return {kind: found[kind] for kind in ScoreKind}


KINDS = _found()
"""The class of every Cách chấm, in the order of the words."""


def kinds_where(
    *places: Place, entry: Entry | None = None, owed: bool | None = None
) -> tuple[ScoreKind, ...]:
    """The kinds with these properties; a property that is not given does not matter."""
    return tuple(
        kind
        for kind, of in KINDS.items()
        if (not places or of.PLACE in places)
        and (entry is None or of.ENTRY is entry)
        and (owed is None or of.OWED is owed)
    )


OUTSIDE_DENOMINATOR = frozenset(kinds_where(Place.BONUS, Place.PENALTY, Place.LIMIT))
"""Kinds whose Điểm tối đa is in no denominator."""


def parse_parameters(
    kind: ScoreKind,
    text: str,
    *,
    indicators: Collection[str] | None = None,
    bands: Collection[str] | None = None,
    max_points: Decimal | None = None,
    strict: bool = True,
) -> Parameters:
    """Read a Tham số. Raises :class:`~danvan_xl.errors.ParameterError`: Vietnamese, which part, what to write.

    Given ``indicators`` (the master's codes), codes come out as the master writes them, and with ``strict``
    an unknown one is an error (code ``unknown-indicator``). Given ``bands`` (names) or ``max_points``, these
    are checked too.
    """
    codes, names = (None if known is None else tuple(known) for known in (indicators, bands))
    return _parse(kind, text, codes, names, max_points, strict)


@lru_cache(maxsize=4096)
def _parse(
    kind: ScoreKind,
    text: str,
    indicators: tuple[str, ...] | None,
    bands: tuple[str, ...] | None,
    max_points: Decimal | None,
    strict: bool,
) -> Parameters:
    of = KINDS[kind]
    return of.read(Text(kind, of.EXAMPLES[0], parts_of(text), indicators, bands, max_points, strict))
