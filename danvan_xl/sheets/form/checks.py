"""What is still missing in a form, counted live: one line of the check list on ``Bìa``."""

from __future__ import annotations

from msgspec import Struct


class Check(Struct, frozen=True):
    """``formula`` counts the cells that need the unit's hand; ``count`` is its cached value."""

    text: str
    formula: str
    count: int
