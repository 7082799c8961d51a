"""The parent's side of the reading processes: hands out files, keeps the time, starts anew after a bad file."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from danvan_xl.files import child_environment
from danvan_xl.returns.jobs import Job, Reply, work
from danvan_xl.returns.memory import Memory
from danvan_xl.returns.plain import unpacked
from danvan_xl.returns.reading import FileReading
from danvan_xl.returns.worker import SIZE, serve
from danvan_xl.steps import Progress, tell
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening import limits

_WORTH_A_SECOND = 40
"""Files from which a second process pays for its start."""
_TICK = 0.1
_START_SECONDS = 60


class _Forked:
    """A copy of this process that serves jobs; the part of ``Popen`` that :class:`_Child` needs.

    A copy has everything imported already, which saves two processes a fifth of a second. It is only made
    while this process has one thread (a lock that another thread holds would stay locked in the copy).
    """

    def __init__(self) -> None:
        request, self._send = os.pipe()
        self._receive, reply = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._serve(request, reply)
        os.close(request)
        os.close(reply)
        self._status: int | None = None
        self.stdin = os.fdopen(self._send, "wb")
        self.stdout = os.fdopen(self._receive, "rb")

    def _serve(self, request: int, reply: int) -> NoReturn:
        """The copy's whole life. It must never return into the parent's code."""
        try:
            os.close(self._send)
            os.close(self._receive)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            serve(os.fdopen(request, "rb"), os.fdopen(reply, "wb"))
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


def _may_fork() -> bool:
    """Only where this process has one thread, and is small: a copy begins with its size, and the limit counts that."""
    if not hasattr(os, "fork") or sys.platform != "linux" or threading.active_count() != 1:
        return False
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") < limits.MEMORY_BYTES * 0.6


class _Child:
    """One reading process."""

    process: _Forked | subprocess.Popen[bytes]

    def __init__(self, *, fork: bool = False) -> None:
        self.deadline = float("inf")
        self.timed_out = False
        self.greeted = False
        if fork:
            self.process = _Forked()
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

    def ask(self, message: object) -> Reply:
        """Send a job and wait for its reply. Raises EOFError or OSError when the process is gone, ValueError for no reply."""
        self.send(message)
        assert self.process.stdout is not None
        head = self.process.stdout.read(SIZE.size)
        if len(head) < SIZE.size:
            raise EOFError
        [size] = SIZE.unpack(head)
        if size > limits.UNPACKED_BYTES:
            raise ValueError(size)
        return unpacked(self.process.stdout.read(size))

    def send(self, message: object) -> None:
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


class ReaderPool:
    """Reading processes for one consolidation. Use as a context manager; the first starts at once.

    ``begin`` sends what they must know of the plan, ``run`` reads files. Without processes (a system that
    forbids them) files are read here, which is as right and less safe.
    """

    def __init__(
        self, files: int = 1, *, seconds: float = limits.SECONDS, memory: Path | None = None
    ) -> None:
        """``memory``: where readings are remembered (:mod:`.memory`), None for nowhere."""
        self.seconds = seconds
        self.recalled = 0
        self._place, self._memory = memory, contextlib.ExitStack()
        processors = os.cpu_count() or 1
        self.size = 2 if files >= _WORTH_A_SECOND and processors > 1 else 1
        self.context: ReadingContext | None = None
        self.memory: Memory | None = None
        fork = _may_fork()
        self.children: list[_Child | None] = [self._start(fork=fork) for _ in range(self.size)]
        self.stopped = threading.Event()
        self.watch = threading.Thread(target=self._watch, daemon=True, name="danvan-readers")
        self.watch.start()

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        for child in self.children:
            if child is not None:
                child.end()
        self._memory.close()

    @staticmethod
    def _start(*, fork: bool = False) -> _Child | None:
        try:
            return _Child(fork=fork)
        except OSError:
            return None

    def begin(self, context: ReadingContext) -> None:
        """What the plan is. Must be called before :meth:`run`."""
        self.context = context
        if self._place is not None:
            self.memory = self._memory.enter_context(Memory(self._place, context))

    def _watch(self) -> None:
        """End every process that is past its time; its thread then sees the pipe close."""
        while not self.stopped.wait(_TICK):
            now = time.monotonic()
            for child in self.children:
                if child is not None and now > child.deadline:
                    child.timed_out = True
                    with contextlib.suppress(OSError):
                        child.process.kill()

    def run(self, jobs: Sequence[Job], progress: Progress | None = None) -> list[Reply]:
        """A reply for every job, in their order; ``progress`` is called on this thread. An error that reading in this
        process raises reaches the caller, as does :class:`~danvan_xl.steps.StopRequested`."""
        replies: dict[int, Reply] = {}
        todo: list[int] = []
        for index, job in enumerate(jobs):
            known = self.memory.recall(job) if self.memory is not None else None
            if known is None:
                todo.append(index)
            else:
                replies[index] = known
                tell(progress, len(replies), len(jobs))
        self.recalled += len(replies)
        for place, reply in self._replies([jobs[index] for index in todo]):
            replies[todo[place]] = reply
            if self.memory is not None:
                self.memory.keep(jobs[todo[place]], reply)
            tell(progress, len(replies), len(jobs))
        return [replies[index] for index in range(len(jobs))]

    def _replies(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Reply]]:
        """(number of the job, its reply) as they come."""
        if self.size == 1 or len(jobs) < _WORTH_A_SECOND:
            yield from ((index, self._one(0, job)) for index, job in enumerate(jobs))
            return
        todo: queue.SimpleQueue[int] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[int, Reply | BaseException]] = queue.SimpleQueue()
        for index in range(len(jobs)):
            todo.put(index)

        def serve(slot: int) -> None:
            with contextlib.suppress(queue.Empty):
                while not self.stopped.is_set():
                    index = todo.get_nowait()
                    try:
                        done.put((index, self._one(slot, jobs[index])))
                    except BaseException as error:
                        done.put((index, error))
                        return

        for slot in range(self.size):
            threading.Thread(target=serve, args=(slot,), daemon=True).start()
        for _ in jobs:
            index, reply = done.get()
            if isinstance(reply, BaseException):
                self.stopped.set()
                raise reply
            yield index, reply

    def _one(self, slot: int, job: Job) -> Reply:
        """One file: an attempt with the first reader, and one without it where that brought the process down.

        A file that used up its time gets no second attempt: it may cost its limit, not twice that.
        """
        started = time.monotonic()
        reply = self._attempt(slot, job)
        if reply is None and time.monotonic() - started < self.seconds:
            reply = self._attempt(slot, replace(job, careful=True))
        if reply is None:
            return Reply(
                FileReading(job.name, "read-limit", f"quá {self.seconds:g} giây hoặc tốn quá nhiều bộ nhớ")
            )
        return reply

    def _attempt(self, slot: int, job: Job) -> Reply | None:
        assert self.context is not None
        child = self.children[slot]
        if child is None:
            child = self.children[slot] = self._start()
        if child is None:
            return work(job, self.context)
        try:
            if not child.greeted:
                # Starting up and learning the plan is not the file's time.
                child.deadline = time.monotonic() + _START_SECONDS
                child.ask(self.context)
                child.greeted = True
            child.deadline = time.monotonic() + self.seconds
            return child.ask(job)
        except (EOFError, OSError, ValueError):
            # Gone, or an answer that nobody can make sense of: a new process either way.
            child.end()
            self.children[slot] = None
            return None
        finally:
            child.deadline = float("inf")
