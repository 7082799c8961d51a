"""What lies in a folder and below it, without losing a word about what cannot be entered."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct


class Entry(Struct, frozen=True):
    """A file; or a folder that was not entered: ``reason`` is its code, ``note`` a Vietnamese half-sentence."""

    path: Path
    folder: Path
    """In which it lies."""
    reason: str = ""
    note: str = ""


def walk(folder: Path) -> Iterator[Entry]:
    """Everything in ``folder``, folder by folder, by name. Links to folders are named, not followed."""
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append, followlinks=False):
        base = Path(where)
        folders.sort()
        for name in folders:
            place = base / name
            if _is_link(place) and not _inside(place, folder):
                yield Entry(place, base, "folder-linked")
        for name in sorted(files):
            yield Entry(base / name, base)
    for error in closed:
        place = Path(os.fsdecode(error.filename or folder))
        yield Entry(place, place.parent, "folder-unreadable", _why(error))


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền mở"
    if error.errno == errno.ENAMETOOLONG or len(str(error.filename or "")) >= 248:
        return "đường dẫn quá dài"
    return "máy không cho mở"


def _is_link(place: Path) -> bool:
    junction = getattr(os.path, "isjunction", None)  # since Python 3.12; what Windows makes of linked folders
    # Path.is_symlink raises where the path is too long; this says no.
    return os.path.islink(place) or (junction is not None and junction(place))  # noqa: PTH114


def _inside(place: Path, folder: Path) -> bool:
    """What a link leads to is read anyway when it lies in the same folder."""
    try:
        return place.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False
