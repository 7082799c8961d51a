"""A file as a running Excel holds it: writable by nobody else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def held(path: Path, seconds: float | None = None) -> Iterator[Path]:
    """Make ``path`` if it is missing and hold it: on Windows open with leave for others to read only, elsewhere the file
    merely lies there. With ``seconds`` it is let go by itself, as a virus scanner does."""
    path.touch()
    if sys.platform != "win32":
        yield path
        return
    import threading

    import win32con
    import win32file

    handle = win32file.CreateFile(
        str(path), win32con.GENERIC_READ, win32con.FILE_SHARE_READ, None, win32con.OPEN_EXISTING, 0, None
    )
    if seconds is not None:
        threading.Timer(seconds, handle.Close).start()
    try:
        yield path
    finally:
        handle.Close()
