"""The master of a request: a file, or what was already read from one or from a live Excel book."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.model import Master
from danvan_xl.plans.master_reader import MasterReading, load_master, read_master, require_usable

MasterSource = Path | str | MasterReading | Master
"""A path, a reading (such as of a live book's grids), or a master that can be used."""


def reading_of(source: Path | str | MasterReading, *, usable: bool = True) -> MasterReading:
    """The reading. Raises :class:`~danvan_xl.errors.MasterError`, also where faults block and ``usable`` is asked."""
    reading = source if isinstance(source, MasterReading) else read_master(source)
    if usable:
        require_usable(reading)
    return reading


def master_of(source: MasterSource) -> Master:
    """The master itself, usable."""
    if isinstance(source, Master):
        return source
    return reading_of(source).master if isinstance(source, MasterReading) else load_master(source)


def path_of(source: MasterSource) -> Path | None:
    """Where the master lies; None when it was never saved."""
    if isinstance(source, Path | str):
        return Path(source)
    return (source.master if isinstance(source, MasterReading) else source).path


def name_of(source: MasterSource) -> str:
    """What to write for the master in a command."""
    path = path_of(source)
    return str(path) if path is not None else "TỆP_KẾ_HOẠCH"
