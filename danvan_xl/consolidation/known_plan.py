"""The master of a consolidation: read, or remembered where the very file was read before by this program."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from msgspec import Struct, msgpack

from danvan_xl.model import Band, Criterion, Indicator, Master, Period, Plan, Return, Task, Unit
from danvan_xl.plans.master_reader import read_master, require_usable
from danvan_xl.returns.plain import from_plain, to_plain
from danvan_xl.returns.store import Store, program
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.own import read_grids
from danvan_xl.workbooks.opening.raw import UnreadableError


class _Kept(Struct, array_like=True):
    """A master, and what departments typed into it by unit code."""

    plan: Plan
    units: list[Unit]
    tasks: list[Task]
    periods: list[Period]
    criteria: list[Criterion]
    bands: list[Band]
    indicators: list[Indicator]
    typed: dict[str, Return]


class KnownPlan:
    """The plan of one consolidation. Raises what reading its file raises: one that cannot be used is never remembered."""

    def __init__(self, source: Master | Path | str, place: Path | None) -> None:
        """``source``: the master, or its file. ``place``: where is remembered (:mod:`danvan_xl.returns.store`), None for
        nowhere."""
        self._place, self._key = place, None
        self._grids: list[Grid] | None = None
        self._typed: dict[str, Return] | None = None
        if isinstance(source, Master):
            self.master = source
            return
        path = Path(source)
        self._key = _key(path) if place is not None else None
        kept = None if place is None or self._key is None else _recalled(place, self._key)
        if kept is not None:
            self._typed = kept.typed
            self.master = Master(
                kept.plan, kept.units, kept.tasks, kept.periods, kept.criteria, kept.bands, kept.indicators, path
            )  # fmt: skip
            return
        reading = read_master(path)
        require_usable(reading)
        self.master, self._grids = reading.master, reading.grids

    @property
    def recalled(self) -> bool:
        """Its file did not have to be read."""
        return self._key is not None and self._grids is None

    def typed(self) -> dict[str, Return]:
        """Filled department sheets by unit code, with the master as their file; {} without a readable file. To be asked once;
        with it the whole is remembered."""
        from danvan_xl.consolidation.typed_in_master import department_returns, put_received

        path = self.master.path
        if path is None or not path.exists():
            return {}
        typed = self._typed
        if typed is None:
            typed = department_returns(self._grids or read_grids(path), self.master)
            self._remember(typed, path)
        put_received(typed, path)
        return typed

    def _remember(self, typed: dict[str, Return], path: Path) -> None:
        m = self.master
        if self._place is None or self._key is None or self._key != _key(path):
            return  # not wanted, or it changed while it was read
        kept = _Kept(m.plan, m.units, m.tasks, m.periods, m.criteria, m.bands, m.indicators, typed)
        with contextlib.suppress(ValueError), Store(self._place) as store:
            store.put(self._key, _encode(kept))


def _key(path: Path) -> bytes | None:
    """Of everything that the reading depends on; None for what cannot be read, which reading tells."""
    try:
        data = read_bytes(path, limits.FILE_BYTES)
    except (OSError, UnreadableError):
        return None
    about = f"{program()!r}\0{path.name}\0".encode("utf-8", "surrogatepass")
    return hashlib.sha256(about + data).digest()


def _recalled(place: Path, key: bytes) -> _Kept | None:
    with Store(place) as store:
        body = store.get(key)
        if body is not None:
            with contextlib.suppress(ValueError):
                kept = _decode(body)
                store.used(key)
                return kept
    return None


_encode = msgpack.Encoder(enc_hook=to_plain).encode
_decode = msgpack.Decoder(_Kept, dec_hook=from_plain).decode
