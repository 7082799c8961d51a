"""The parent's side of the reading: hands out files to the processes, keeps the time, starts anew after a bad file."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from danvan_xl.forks import may_fork
from danvan_xl.returns.children import Child
from danvan_xl.returns.jobs import Job, Reply, work
from danvan_xl.returns.memory import Memory
from danvan_xl.returns.plain import unpacked
from danvan_xl.returns.reading import FileReading
from danvan_xl.steps import Progress, tell
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening import limits

_WORTH_A_SECOND = 40
"""Files from which a second process pays for its start."""
_TICK = 0.1
_TOGETHER = 8
"""So many files a process is given at once: it need not wait for this one between them."""
_SILENT_SECONDS = 0.2
"""After that long what was read is told, though more of the same hand-out is to come."""
_Read = tuple[int, Reply, bytes]
"""The number of a job, its reply, and the same packed (b'' where it was read here)."""


def _small() -> float:
    """Bytes of a process that may be copied: the limit of a reading process counts what it begins with."""
    return limits.MEMORY_BYTES * 0.6


class ReaderPool:
    """Reading processes for one consolidation. Use as a context manager; those that must learn the plan start at once.

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
        self.children: list[Child | None] = [None] * self.size
        self._copies, self._watched = may_fork(_small()), False
        if not self._copies:
            self.children = [self._start() for _ in range(self.size)]
        self.stopped = threading.Event()

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
    def _start(known: ReadingContext | None = None) -> Child | None:
        try:
            return Child(known)
        except OSError:
            return None

    def begin(self, context: ReadingContext) -> None:
        """What the plan is. Must be called once, before :meth:`run`. Where there is a memory, copies of this process are made
        only when a file is read: a folder of which everything is remembered needs none."""
        self.context = context
        if self._place is not None:
            self.memory = self._memory.enter_context(Memory(self._place, context))
        else:
            self._ready(self.size)

    def _watch(self) -> None:
        """End every process that is past its time; its thread then sees the pipe close."""
        while not self.stopped.wait(_TICK):
            now = time.monotonic()
            for child in self.children:
                if child is not None and now > child.deadline:
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
        for place, reply, packed in self._replies([jobs[index] for index in todo]):
            replies[todo[place]] = reply
            if self.memory is not None:
                self.memory.keep(jobs[todo[place]], reply, packed)
            tell(progress, len(replies), len(jobs))
        return [replies[index] for index in range(len(jobs))]

    def _ready(self, number: int) -> None:
        """Start so many processes that know the plan, where the system can copy this one, and the watch over them; once."""
        if self._watched or self.context is None:
            return
        self._watched = True
        if self._copies and may_fork(_small()):
            self.context.prepare()
            for slot in range(number):
                self.children[slot] = self._start(self.context)
        threading.Thread(target=self._watch, daemon=True, name="danvan-readers").start()

    def _replies(self, jobs: Sequence[Job]) -> Iterator[_Read]:
        """Of each job, as they come."""
        several = self.size > 1 and len(jobs) >= _WORTH_A_SECOND
        if jobs:
            self._ready(self.size if several else 1)
        hands = [range(at, min(at + _TOGETHER, len(jobs))) for at in range(0, len(jobs), _TOGETHER)]
        if not several:
            for numbers in hands:
                yield from self._several(0, jobs, numbers)
            return
        todo: queue.SimpleQueue[range] = queue.SimpleQueue()
        done: queue.SimpleQueue[list[_Read] | BaseException] = queue.SimpleQueue()
        for numbers in hands:
            todo.put(numbers)

        def serve(slot: int) -> None:
            with contextlib.suppress(queue.Empty):
                while not self.stopped.is_set():
                    numbers, read, told = todo.get_nowait(), [], time.monotonic()
                    try:
                        for item in self._several(slot, jobs, numbers):
                            read.append(item)
                            if time.monotonic() - told > _SILENT_SECONDS:
                                done.put(read)
                                read, told = [], time.monotonic()
                    except BaseException as error:
                        done.put(error)
                        return
                    done.put(read)

        for slot in range(self.size):
            threading.Thread(target=serve, args=(slot,), daemon=True).start()
        left = len(jobs)
        while left:
            read = done.get()
            if isinstance(read, BaseException):
                self.stopped.set()
                raise read
            left -= len(read)
            yield from read

    def _several(self, slot: int, jobs: Sequence[Job], numbers: range) -> Iterator[_Read]:
        """The jobs of these ``numbers`` by one process; one that brings it down is tried once more without the first reader.

        A file that used up its time gets no second attempt: it may cost its limit, not twice that.
        """
        at = numbers.start
        while at < numbers.stop:
            started = time.monotonic()
            for reply, packed in self._attempt(slot, jobs[at : numbers.stop]):
                yield at, reply, packed
                at, started = at + 1, time.monotonic()
            if at < numbers.stop:
                job, again = jobs[at], None
                if time.monotonic() - started < self.seconds:
                    again = next(self._attempt(slot, [replace(job, careful=True)]), None)
                yield at, *(again or (self._given_up(job), b""))
                at += 1

    def _given_up(self, job: Job) -> Reply:
        return Reply(
            FileReading(job.name, "read-limit", f"quá {self.seconds:g} giây hoặc tốn quá nhiều bộ nhớ")
        )

    def _attempt(self, slot: int, jobs: Sequence[Job]) -> Iterator[tuple[Reply, bytes]]:
        """Replies as long as the process lives; fewer than ``jobs`` where one of them ended it."""
        assert self.context is not None
        child = self.children[slot]
        if child is None:
            child = self.children[slot] = self._start()
        if child is None:
            yield from ((work(job, self.context), b"") for job in jobs)
            return
        try:
            child.learn(self.context)
            for packed in child.ask(jobs, self.seconds):
                yield unpacked(packed), packed
        except (EOFError, OSError, ValueError):
            # Gone, or an answer that nobody can make sense of: a new process either way.
            child.end()
            self.children[slot] = None
