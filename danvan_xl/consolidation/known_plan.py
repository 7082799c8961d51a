"""The master of a consolidation: read, or remembered where the very file was read before by this program."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from msgspec import Struct, msgpack

from danvan_xl.model import Band, Criterion, Indicator, Master, Period, Plan, Return, Task, Unit
from danvan_xl.plans.master_reader import MasterReading, read_master, require_usable
from danvan_xl.returns.plain import from_plain, to_plain
from danvan_xl.returns.store import Store, program
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
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
    """One master's file. Raises what reading it raises: a file that cannot be used is never remembered.

    ``master`` as :func:`~danvan_xl.plans.master_reader.load_master` gives it; ``recalled``: it did not have to be read.
    """

    def __init__(self, path: Path, place: Path | None) -> None:
        """``place``: where is remembered (:mod:`danvan_xl.returns.store`), None for nowhere."""
        self.path, self.place = path, place
        self._key = None if place is None else _key(path)
        self._reading: MasterReading | None = None
        kept = None if place is None or self._key is None else _recalled(place, self._key)
        self._typed = None if kept is None else kept.typed
        self.recalled = kept is not None
        if kept is not None:
            self.master = Master(
                kept.plan, kept.units, kept.tasks, kept.periods, kept.criteria, kept.bands, kept.indicators, path
            )  # fmt: skip
            return
        self._reading = read_master(path)
        require_usable(self._reading)
        self.master = self._reading.master

    def typed(self) -> dict[str, Return]:
        """What departments typed into it (see :func:`.typed_in_master.typed_in_master`); with it the whole is remembered."""
        from danvan_xl.consolidation.typed_in_master import department_returns, typed_in_master

        if self._typed is None:
            assert self._reading is not None
            self._typed = department_returns(self.master, self._reading.grids)
            self._remember(self._typed)
        return typed_in_master(self.master, self._typed)

    def _remember(self, typed: dict[str, Return]) -> None:
        m = self.master
        if self.place is None or self._key is None or self._key != _key(self.path):
            return  # it changed while it was read
        kept = _Kept(m.plan, m.units, m.tasks, m.periods, m.criteria, m.bands, m.indicators, typed)
        with contextlib.suppress(ValueError), Store(self.place) as store:
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
