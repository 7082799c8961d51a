"""Copies of this process (Linux): they know all that it knows, and do something beside it on the second processor."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


def may_fork(most_bytes: float, *, resident: bool = False) -> bool:
    """Only where this process has one thread, and is small: a copy begins with its size. ``resident``: what counts is what
    stands in memory, not all that a limit of addresses would count."""
    if not hasattr(os, "fork") or sys.platform != "linux" or threading.active_count() != 1:
        return False
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[int(resident)])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") < most_bytes


class Beside:
    """A copy that does one thing and says what came of it. What it changes in its memory stays there."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Start it. Raises ``OSError`` where no process can be had. What ``work`` gives must be plain data."""
        self._answer, say = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(self._answer)
            os.close(say)
            raise
        if self._process == 0:
            with contextlib.suppress(BaseException):
                os.close(self._answer)
                data = pickle.dumps(work(), protocol=pickle.HIGHEST_PROTOCOL)
                with os.fdopen(say, "wb") as stream:
                    stream.write(data)
                os._exit(0)
            os._exit(1)
        os.close(say)

    def end(self) -> None:
        """Nobody waits for what it gives."""
        os.close(self._answer)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def result(self) -> Any:
        """What it gave, once; None where it failed."""
        with os.fdopen(self._answer, "rb") as stream:
            data = stream.read()
        _, status = os.waitpid(self._process, 0)
        # Its words are our own: nobody else can write into the pipe of a process that we started.
        return pickle.loads(data) if status == 0 and data else None
