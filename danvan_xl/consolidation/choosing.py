"""Which of several returns of one unit counts.

Highest Lần gửi, then the time at which the file itself was last saved. Copies count once. A tie with
different contents is never settled by chance: none is taken, and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct, field

from danvan_xl.returns.reading import FileReading

CONFLICT = "conflicting-returns"


class Choice(Struct):
    """Of the returns of one unit: the one that counts (None in a conflict), and what became of the others."""

    accepted: FileReading | None = None
    superseded: list[FileReading] = field(default_factory=list)
    copies: list[FileReading] = field(default_factory=list)
    """Among ``superseded``: same contents as the accepted one."""
    conflicting: list[FileReading] = field(default_factory=list)


def choose(readings: Sequence[FileReading]) -> Choice:
    """Choose among the readable, filled returns of one unit and period."""
    choice = Choice()
    newest = [reading for reading in readings if _may_be_newest(reading, readings)]
    contents = {reading.content for reading in newest}
    if len(contents) > 1:
        choice.conflicting = newest
        choice.superseded = [reading for reading in readings if reading not in newest]
        return choice
    # Copies: the shortest path is the one that people find first; then the alphabet, so that it is always the same.
    choice.accepted = min(newest, key=lambda r: (r.path.count("/") + r.path.count("!"), r.path))
    choice.superseded = [reading for reading in readings if reading is not choice.accepted]
    choice.copies = [r for r in choice.superseded if r.content == choice.accepted.content]
    return choice


def _may_be_newest(reading: FileReading, readings: Sequence[FileReading]) -> bool:
    return not any(_newer(other, reading) for other in readings if other is not reading)


def _newer(one: FileReading, other: FileReading) -> bool:
    """Whether ``one`` is surely newer: by its number, else by its time where both tell it."""
    if submission(one) != submission(other):
        return submission(one) > submission(other)
    first, second = modified(one), modified(other)
    return first is not None and second is not None and first > second


def submission(reading: FileReading) -> int:
    """Lần gửi; a blank one is the first."""
    assert reading.returned is not None
    number = reading.returned.cover.submission
    return 1 if number is None or number < 1 else number


def modified(reading: FileReading) -> datetime | None:
    """When the file itself says it was last saved."""
    assert reading.returned is not None
    return reading.returned.modified_at
