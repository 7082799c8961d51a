"""Replies of the reading processes as plain data (MessagePack): what travels between processes and what is remembered.

Nothing in it is executed when it is read, and every part is checked against the types of the dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.returns.jobs import Reply
from danvan_xl.typed.fields import Places

if TYPE_CHECKING:
    import msgspec


def packed(reply: Reply) -> bytes:
    """The reply as bytes. Raises ``UnicodeEncodeError`` for texts that are none."""
    encode, _ = _codec()
    return encode(reply)


def unpacked(data: bytes) -> Reply:
    """The reply again. Raises ``ValueError`` for bytes that are none."""
    _, decode = _codec()
    reply = decode(data)
    for reading in reply.readings:
        if reading.returned is not None:
            reading.returned.findings = reading.findings  # one list: what is noticed later stands in both
    return reply


@lru_cache(maxsize=1)
def _codec() -> tuple[Callable[[Reply], bytes], Callable[[bytes], Reply]]:
    from msgspec import msgpack

    decoder: msgspec.msgpack.Decoder[Reply] = msgpack.Decoder(Reply, dec_hook=_from_plain)
    return msgpack.Encoder(enc_hook=_to_plain).encode, decoder.decode


def _to_plain(value: Any) -> Any:
    if isinstance(value, Places):
        return value.plain()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _from_plain(wanted: type, value: Any) -> Any:
    if wanted is Path:
        return Path(value)
    raise NotImplementedError(wanted.__name__)
