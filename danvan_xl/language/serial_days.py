"""Days as spreadsheets count them: whole days since 30/12/1899 (Excel's false leap day of 1900 included)."""

from __future__ import annotations

from datetime import date, datetime

DAY_ZERO = date(1899, 12, 30)


def serial_of(day: date | datetime) -> float | int:
    """The number that a cell holds for ``day``; a zone is dropped."""
    if isinstance(day, datetime):
        return (day.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86400
    return (day - DAY_ZERO).days
