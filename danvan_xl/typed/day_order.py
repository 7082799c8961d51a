"""Dates typed as text: which of day and month stands first, where the text itself tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DATE = r"\s*{}\s*[/.-]\s*{}\s*[/.-]\s*(\d{{2}}|\d{{4}})\s*$"
_OVER_12, _UP_TO_12 = r"(1[3-9]|2\d|3[01])", r"(0?[1-9]|1[0-2])"
DAY_FIRST = re.compile(_DATE.format(_OVER_12, _UP_TO_12))
MONTH_FIRST = re.compile(_DATE.format(_UP_TO_12, _OVER_12))
_EITHER = re.compile(_DATE.format(_UP_TO_12, _UP_TO_12))


def either_first(value: object) -> bool:
    """Whether a text is one date day first and another month first."""
    match = _EITHER.match(value) if isinstance(value, str) else None
    return match is not None and int(match[1]) != int(match[2])


def first_like(pattern: re.Pattern[str], texts: Iterable[object]) -> str:
    """The first text of that pattern; '' where there is none."""
    return next((text for text in texts if isinstance(text, str) and pattern.match(text)), "").strip()
