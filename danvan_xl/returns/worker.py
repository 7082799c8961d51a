"""The reading process: opens and reads files one by one, under limits of memory; the parent keeps the time.

``python -m danvan_xl.returns.worker`` reads pickled messages from its input: the
:class:`~danvan_xl.typed.context.ReadingContext` once, then some :class:`~danvan_xl.returns.jobs.Job` at a time, and answers each with a
:class:`~danvan_xl.returns.jobs.Reply` as plain data (:mod:`.plain`). Only small results come back: sending rows would cost more than reading them.

Why a process, and why one for many files: a reader that meets a hostile file may abort, hang or take all
memory, and no ``except`` sees that. A process costs 60-100 ms to start, a file one or two to read, so each
process reads until the parent ends it, and a new one takes over only after a bad file.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from danvan_xl.logs import noted
from danvan_xl.returns.jobs import Job, Reply, work
from danvan_xl.returns.plain import packed
from danvan_xl.returns.reading import FileReading
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening.process import limit_memory

SIZE = struct.Struct("<Q")
"""Before each reply: how many bytes it has."""
_Told = tuple[str, str, str, bool]


def told(job: Job) -> _Told:
    """A job as it travels: paths are pickled slowly."""
    return str(job.place), job.name, str(job.outdir), job.careful


def main() -> None:
    """Serve jobs from the standard input until it ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the replies
    serve(sys.stdin.buffer, out)


def serve(inbox: BinaryIO, out: BinaryIO, context: ReadingContext | None = None) -> None:
    """Serve jobs until ``inbox`` ends. ``context``: None where it comes as the first message."""
    limit_memory()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)  # many small short-lived objects, no cycles worth looking for
    if context is None:
        context = pickle.load(inbox)
        _answer(out, Reply())
    gc.freeze()  # what is known of the plan stays
    while True:
        try:
            jobs: list[_Told] = pickle.load(inbox)
        except EOFError:
            return
        for place, name, outdir, careful in jobs:
            _answer(out, work(Job(Path(place), name, Path(outdir), careful), context), name)


def _answer(out: BinaryIO, reply: Reply, name: str = "") -> None:
    try:
        body = packed(reply)
    except (ValueError, TypeError, NotImplementedError) as error:
        body = packed(Reply(FileReading(name, "internal-error", noted(error))))
    out.write(SIZE.pack(len(body)) + body)
    out.flush()


if __name__ == "__main__":
    main()
