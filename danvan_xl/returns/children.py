"""A reading process as its parent sees it: forked where that is cheap and safe, else started anew."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NoReturn

from danvan_xl.files import child_environment
from danvan_xl.returns.jobs import Job
from danvan_xl.returns.worker import SIZE, serve, told
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening import limits

_START_SECONDS = 60


class _Forked:
    """A copy of this process that serves jobs; the part of ``Popen`` that :class:`Child` needs.

    A copy has everything imported and knows the plan already, which saves two processes a fifth of a second. It is only made
    while this process has one thread (a lock that another thread holds would stay locked in the copy).
    """

    def __init__(self, context: ReadingContext) -> None:
        request, self._send = os.pipe()
        self._receive, reply = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._serve(request, reply, context)
        os.close(request)
        os.close(reply)
        self._status: int | None = None
        self.stdin = os.fdopen(self._send, "wb")
        self.stdout = os.fdopen(self._receive, "rb")

    def _serve(self, request: int, reply: int, context: ReadingContext) -> NoReturn:
        """The copy's whole life. It must never return into the parent's code."""
        try:
            os.close(self._send)
            os.close(self._receive)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            serve(os.fdopen(request, "rb"), os.fdopen(reply, "wb"), context)
        finally:
            os._exit(0)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        if self._status is None:
            with contextlib.suppress(ChildProcessError):
                _, self._status = os.waitpid(self.pid, 0)

    def poll(self) -> int | None:
        """None while it lives."""
        if self._status is None:
            with contextlib.suppress(ChildProcessError):
                ended, status = os.waitpid(self.pid, os.WNOHANG)
                self._status = status if ended else None
        return self._status


class Child:
    """One reading process."""

    process: _Forked | subprocess.Popen[bytes]

    def __init__(self, known: ReadingContext | None = None) -> None:
        """``known``: copy this process, which knows the plan; else a new process starts, which must :meth:`learn` it."""
        self.deadline = float("inf")
        self.greeted = known is not None
        if known is not None:
            self.process = _Forked(known)
            return
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "danvan_xl.returns.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            creationflags=flags,
        )

    def learn(self, context: ReadingContext) -> None:
        """Tell it of the plan, once. Raises EOFError or OSError when the process is gone."""
        if not self.greeted:
            # Starting up and learning the plan is not a file's time.
            self.deadline = time.monotonic() + _START_SECONDS
            self._send(context)
            self._receive()
            self.greeted = True
        self.deadline = float("inf")

    def ask(self, jobs: Sequence[Job], seconds: float) -> Iterator[bytes]:
        """Send jobs and give the reply to each, packed, as it comes; each has ``seconds``. Raises EOFError or OSError when the
        process is gone, ValueError for no reply."""
        self.deadline = time.monotonic() + seconds
        try:
            self._send([told(job) for job in jobs])
            for _ in jobs:
                reply = self._receive()
                self.deadline = time.monotonic() + seconds
                yield reply
        finally:
            self.deadline = float("inf")

    def _receive(self) -> bytes:
        assert self.process.stdout is not None
        head = self.process.stdout.read(SIZE.size)
        if len(head) < SIZE.size:
            raise EOFError
        [size] = SIZE.unpack(head)
        if size > limits.UNPACKED_BYTES:
            raise ValueError(size)
        body = self.process.stdout.read(size)
        if len(body) < size:
            raise EOFError
        return body

    def _send(self, message: object) -> None:
        assert self.process.stdin is not None
        pickle.dump(message, self.process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self.process.stdin.flush()

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()
