"""Replies of the reading processes as plain data (MessagePack): what travels between processes and what is remembered.

Nothing in it is executed when it is read, and every part is checked against the types of the dataclasses.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import msgpack

from danvan_xl.model import IndicatorAnswer, Return, ScoreAnswer, TaskAnswer
from danvan_xl.returns.jobs import Reply

_PLACES: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
_MOST_PLACES = 10_000


def packed(reply: Reply) -> bytes:
    """The reply as bytes. Raises ``UnicodeEncodeError`` for texts that are none."""
    return _encode(reply)


def unpacked(data: bytes) -> Reply:
    """The reply again. Raises ``ValueError`` for bytes that are none."""
    reply = _decode(data)
    for reading in reply.readings:
        if reading.returned is not None:
            reading.returned.findings = reading.findings  # one list: what is noticed later stands in both
            _share(reading.returned)
    return reply


def _share(returned: Return) -> None:
    """Rows of all returns stand in the same few places: kept once, they take a third less memory. Nobody changes them."""
    if len(_PLACES) > _MOST_PLACES:
        _PLACES.clear()
    answers: tuple[Mapping[str, TaskAnswer | ScoreAnswer | IndicatorAnswer], ...]
    answers = returned.tasks, returned.scores, returned.indicators
    for group in answers:
        for answer in group.values():
            answer.cells = _PLACES.setdefault(tuple(answer.cells.items()), answer.cells)


def _to_plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _from_plain(wanted: type, value: Any) -> Any:
    if wanted is Path:
        return Path(value)
    raise NotImplementedError(wanted.__name__)


# Made here, by whoever imports this first: msgspec shows what it knows of a class before that is whole, and two threads
# that make a decoder at the same time, as those of the two readers did, end in a crash of the process.
_encode = msgpack.Encoder(enc_hook=_to_plain).encode
_decode = msgpack.Decoder(Reply, dec_hook=_from_plain).decode
