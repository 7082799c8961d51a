"""Where a process writes: the log of unexpected errors (what a person sees is a sentence that names it), and streams in UTF-8."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def log_folder() -> Path:
    """Where logs of unexpected errors go: the user's own data folder, else the temporary folder."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    if base is None:
        home = Path.home()
        base = str(home / ".local" / "state")
    return Path(base) / "danvan-xl"


def write_log(error: BaseException) -> Path:
    """Keep the traceback for the developers and give back the log's path."""
    text = f"{datetime.now().isoformat(timespec='seconds')} {' '.join(sys.argv)}\n" + "".join(
        traceback.format_exception(error)
    )
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / "danvan-xl.log"
            with path.open("a", encoding="utf-8") as log:
                log.write(text + "\n")
            return path
    return Path(os.devnull)


def noted(error: Exception) -> str:
    """Log a fault of ours that costs one file, unit or sheet; the half-sentence that names the log."""
    return f"{type(error).__name__}, nhật ký lỗi: {write_log(error)}"


def use_utf8_streams() -> None:
    """Windows consoles and pipes default to a code page without most Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
