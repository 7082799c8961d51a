"""What was read before: a file that comes again with the same plan costs its checksum.

A reading is found by everything that it depends on: the file's bytes and name, the plan, the outline that units fill in, the
corrections of that file, and this program. The file itself is looked at each time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
from pathlib import Path
from types import TracebackType

from danvan_xl.returns.jobs import Job, Reply
from danvan_xl.returns.plain import packed, unpacked
from danvan_xl.returns.store import MOST_BYTES, Store, program
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.corrections import key_of
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.raw import UnreadableError

_PASSING = frozenset({"internal-error", "read-limit", "unreadable"})
"""What may go better the next time."""


class Memory:
    """Readings of one plan, looked up and kept during one consolidation; nothing that fails here stops it."""

    def __init__(self, place: Path, context: ReadingContext, *, most: int = MOST_BYTES) -> None:
        self.context = context
        self._base = _digest(context)
        self._seen: dict[str, tuple[bytes, os.stat_result]] = {}
        self._store = Store(place, most=most)

    def recall(self, job: Job) -> Reply | None:
        """What the file gave before, None where nobody knows."""
        if not self._store.is_open:
            return None
        try:
            facts = job.place.stat()
            data = read_bytes(job.place, limits.FILE_BYTES)
        except (OSError, UnreadableError):
            return None
        name = f"{job.name}\0{self._corrected(job.name)!r}\0"
        key = hashlib.sha256(b"".join((self._base, name.encode("utf-8", "surrogatepass"), data))).digest()
        body = self._store.get(key)
        if body is not None:
            with contextlib.suppress(ValueError):
                reply = unpacked(body)
                self._store.used(key)
                return reply
        self._seen[str(job.place)] = key, facts
        return None

    def _corrected(self, name: str) -> list[object]:
        """The corrections of the file, and of the units' returns that it is taken apart into."""
        found = self.context.corrections
        if not found:
            return [None]
        mine = key_of(name)
        apart = sorted(key for key in found if key.startswith(f"{mine}!"))
        return [found.get(mine), *((key, found[key]) for key in apart)]

    def keep(self, job: Job, reply: Reply, body: bytes = b"") -> None:
        """Remember what a file gave (``body``: the same packed, where it came so), unless it changed meanwhile or there is no room for more of one round."""
        readings, seen = reply.readings, self._seen.pop(str(job.place), None)
        if not readings or seen is None or any(reading.reason in _PASSING for reading in readings):
            return
        if any(found.code in _PASSING for reading in readings for found in reading.findings):
            return
        key, facts = seen
        with contextlib.suppress(OSError, ValueError):
            now = job.place.stat()
            if (now.st_mtime_ns, now.st_size) == (facts.st_mtime_ns, facts.st_size):
                self._store.put(key, body or packed(reply))

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.__exit__(kind, error, trace)


def _digest(context: ReadingContext) -> bytes:
    """Everything but the file and its corrections that a reading depends on."""
    from msgspec import msgpack

    master = context.master
    facts = [
        getattr(master, item.name) for item in dataclasses.fields(master) if item.init and item.name != "path"
    ]
    about = (*program(), facts, context.outline)
    return hashlib.blake2b(msgpack.Encoder(order="deterministic").encode(about), digest_size=32).digest()
