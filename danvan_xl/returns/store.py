"""What was worked out before, in the user's cache folder, by a key made of everything that it depends on.

An entry that is damaged is passed over, what was longest not asked for makes room, the whole may be deleted at any time, and
nothing that fails here stops anybody. It holds what the forms hold, so it stands where only this user reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.deflated import DamagedError, deflated, inflated

PLACE = "DANVAN_CACHE"
"""Environment variable: the folder to use instead of the user's; blank: remember nothing."""
MOST_BYTES = 256_000_000
_LIBRARIES = ("rapidfuzz", "python_calamine")
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


class Store:
    """Bodies by key. Use as a context manager: what is new is written at the end."""

    def __init__(self, place: Path, *, most: int = MOST_BYTES) -> None:
        self.most = most
        self._used: list[bytes] = []
        self._new: dict[bytes, bytes] = {}
        self._kept = 0
        """Bytes of this round."""
        self._database = _opened(place)
        self._round = 0 if self._database is None else _next_round(self._database)

    @property
    def is_open(self) -> bool:
        """Whether anything can be remembered."""
        return self._database is not None

    def get(self, key: bytes) -> bytes | None:
        """What was put there; None where nobody knows."""
        if self._database is None:
            return None
        with contextlib.suppress(sqlite3.Error, ValueError, DamagedError):
            row = self._database.execute("SELECT body FROM readings WHERE key = ?", (key,)).fetchone()
            if row is not None and row[0][:_CHECK] == _check(key, row[0][_CHECK:]):
                return inflated(row[0][_CHECK:], limits.UNPACKED_BYTES)
        return None

    def used(self, key: bytes) -> None:
        """What was got is of use: it stays longer."""
        self._used.append(key)

    def put(self, key: bytes, body: bytes) -> None:
        """Remember it, unless there is no room for more of one round."""
        body = deflated(body, 1)
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

    def __enter__(self) -> Store:
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


@cache
def program() -> tuple[object, ...]:
    """What changes with this program: Python, the libraries that read, every source file."""
    package = Path(__file__).resolve().parents[1]
    sources = [
        (str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(package.rglob("*.py"))
    ]
    return (sys.version, *map(_state_of, _LIBRARIES), sources)


def _state_of(library: str) -> tuple[int, float]:
    """What another version of the library changes; asking for the version itself takes as long as reading ten files."""
    found = find_spec(library)
    if found is None or found.origin is None:
        return 0, 0.0
    facts = Path(found.origin).stat()
    return facts.st_size, facts.st_mtime


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
