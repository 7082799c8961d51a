"""Every file of a folder, read: what lies there, and what each gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_xl.returns.context import ReadingContext
from danvan_xl.returns.opening import open_book
from danvan_xl.returns.raw import UnreadableError
from danvan_xl.returns.reading import FileReading, read_book


@dataclass(slots=True)
class Gathered:
    """One file found, as read. ``received_on`` from its mail; ``file_date`` is the file's own."""

    reading: FileReading
    received_on: date | None = None
    file_date: date | None = None


def gather(folder: Path, context: ReadingContext) -> list[Gathered]:
    """Read everything in ``folder``, in the order of the paths."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        try:
            reading = read_book(open_book(path), name, context)
        except UnreadableError as error:
            reading = FileReading(name, error.code, error.note)
        found.append(Gathered(reading, None, date.fromtimestamp(path.stat().st_mtime)))
    return found
