"""What was read before, in the user's cache folder: a file that comes again with the same plan costs its checksum.

An entry is found by everything that its reading depends on: the file's bytes and name, the plan, the outline that units fill in,
the corrections of that file, and this program. The file itself is looked at each time, an entry that is damaged is passed over, and the whole may be deleted
at any time. It holds what the forms hold, so it stands where only this user reads.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import sqlite3
import sys
from pathlib import Path
from types import TracebackType

from danvan_xl.returns.jobs import Job, Reply
from danvan_xl.returns.plain import packed, unpacked
from danvan_xl.typed.context import ReadingContext
from danvan_xl.typed.corrections import key_of
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.deflated import DamagedError, deflated, inflated
from danvan_xl.workbooks.opening.raw import UnreadableError

PLACE = "DANVAN_CACHE"
"""Environment variable: the folder to use instead of the user's; blank: remember nothing."""
MOST_BYTES = 256_000_000
_LIBRARIES = ("rapidfuzz", "python-calamine")
_PASSING = frozenset({"internal-error", "read-limit", "unreadable"})
"""What may go better the next time."""
_CHECK = 16
_TOGETHER = 500
"""So many are written at once."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, round INTEGER NOT NULL, body BLOB NOT NULL)"
)


def usual_place() -> Path | None:
    """Where this user's memory stands; None where it is switched off or there is no home to put it into."""
    said = os.environ.get(PLACE)
    if said is not None:
        return Path(said) / "phieu-da-doc.sqlite" if said else None
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(base or Path.home() / ".cache") / "danvan-xl" / "phieu-da-doc.sqlite"
    except RuntimeError:
        return None


class Memory:
    """Readings of one plan, looked up and kept during one consolidation; nothing that fails here stops it."""

    def __init__(self, place: Path, context: ReadingContext, *, most: int = MOST_BYTES) -> None:
        self.place, self.context, self.most = place, context, most
        self._base = _digest(context)
        self._seen: dict[str, tuple[bytes, os.stat_result]] = {}
        self._used: list[bytes] = []
        self._new: dict[bytes, bytes] = {}
        self._kept = 0
        """Bytes of this round."""
        self._database = _opened(place)
        self._round = 0 if self._database is None else _next_round(self._database)

    def recall(self, job: Job) -> Reply | None:
        """What the file gave before, None where nobody knows."""
        if self._database is None:
            return None
        try:
            facts = job.place.stat()
            data = read_bytes(job.place, limits.FILE_BYTES)
        except (OSError, UnreadableError):
            return None
        name = f"{job.name}\0{self._corrected(job.name)!r}\0"
        key = hashlib.sha256(b"".join((self._base, name.encode("utf-8", "surrogatepass"), data))).digest()
        self._seen[str(job.place)] = key, facts
        with contextlib.suppress(sqlite3.Error, ValueError, DamagedError):
            row = self._database.execute("SELECT body FROM readings WHERE key = ?", (key,)).fetchone()
            if row is not None and row[0][:_CHECK] == _check(key, row[0][_CHECK:]):
                reply = unpacked(inflated(row[0][_CHECK:], limits.UNPACKED_BYTES))
                self._used.append(key)
                return reply
        return None

    def _corrected(self, name: str) -> list[object]:
        """The corrections of the file, and of the units' returns that it is taken apart into."""
        mine, found = key_of(name), self.context.corrections
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
                body = deflated(body or packed(reply), 1)
                self._kept += len(body) + _CHECK
                if self._kept <= self.most:
                    self._new[key] = _check(key, body) + body
        if len(self._new) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        """What is new, so that a country's readings are not held in memory until the end."""
        new, self._new = self._new, {}
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error), self._database as database:
            database.executemany(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?)",
                ((key, self._round, body) for key, body in new.items()),
            )

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is new; what was longest not asked for makes room."""
        if self._database is None:
            return
        self._write()
        with contextlib.suppress(sqlite3.Error), self._database as database:
            database.executemany(
                "UPDATE readings SET round = ? WHERE key = ?", ((self._round, key) for key in self._used)
            )
            self._make_room(database)
        self._database.close()

    def _make_room(self, database: sqlite3.Connection) -> None:
        sizes = "SELECT round, SUM(LENGTH(body)) FROM readings GROUP BY round ORDER BY round"
        rounds: list[tuple[int, int]] = database.execute(sizes).fetchall()
        total = sum(size for _, size in rounds)
        for number, size in rounds:
            if total > self.most:
                database.execute("DELETE FROM readings WHERE round = ?", (number,))
                total -= size


def _next_round(database: sqlite3.Connection) -> int:
    try:
        [newest] = database.execute("SELECT COALESCE(MAX(round), 0) FROM readings").fetchone()
    except sqlite3.Error:
        return 1
    return int(newest) + 1


def _opened(place: Path) -> sqlite3.Connection | None:
    """The database; one that is none is made anew, and None is given where that is not possible."""
    for _ in range(2):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o600)
            database = sqlite3.connect(place, timeout=1.0)
            database.execute("PRAGMA synchronous = OFF")
            database.execute(_TABLE)
            return database
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return None
            with contextlib.suppress(OSError):
                place.unlink()
        except OSError:
            return None
    return None


def _check(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=key, digest_size=_CHECK).digest()


def _digest(context: ReadingContext) -> bytes:
    """Everything but the file and its corrections that a reading depends on."""
    from importlib.metadata import version

    from msgspec import msgpack

    package = Path(__file__).resolve().parents[1]
    sources = [
        (str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(package.rglob("*.py"))
    ]
    master = context.master
    facts = [
        getattr(master, item.name) for item in dataclasses.fields(master) if item.init and item.name != "path"
    ]
    about = (sys.version, *map(version, _LIBRARIES), sources, facts, context.outline)
    return hashlib.blake2b(msgpack.Encoder(order="deterministic").encode(about), digest_size=32).digest()
