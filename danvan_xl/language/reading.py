"""The outcome of reading one typed value."""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


def beside(note: str, value: str) -> str:
    """A note without what repeats ``value``, for a sentence that quotes it: '“x” không phải số' → 'không phải số'."""
    said = re.compile(
        rf"(?:(?:đọc|hiểu)(?: số)? )?(?:“{re.escape(value)}”|{re.escape(value)}(?= )):? (?:là (?:ngày )?)?"
    )
    again = said.match(note) if value else None
    return note[again.end() :] if again else note


class Reading(Struct, Generic[T], frozen=True):
    """``value`` as read, None when blank or unreadable; ``issues`` are finding codes in the order noticed.

    Blank: value None and no issues. Unreadable: value None and an issue. ``note`` is a Vietnamese
    half-sentence that says what was assumed or why it could not be read.
    """

    value: T | None = None
    issues: tuple[str, ...] = ()
    note: str = ""

    @property
    def unreadable(self) -> bool:
        """Something was given that could not be read."""
        return self.value is None and bool(self.issues)
