"""Replies of the reading processes as plain data (MessagePack): what travels between processes and what is remembered.

Nothing in it is executed when it is read, and every part is checked against the types of the dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import msgpack

from danvan_xl.model import Columns, IndicatorAnswer, Return, ScoreAnswer, TaskAnswer
from danvan_xl.returns.jobs import Reply
from danvan_xl.terms import form as h
from danvan_xl.typed.fields import places

_UNSAID: Mapping[str, str] = {}

_Answers = list[TaskAnswer | ScoreAnswer | IndicatorAnswer]


def packed(reply: Reply) -> bytes:
    """The reply as bytes. Raises ``UnicodeEncodeError`` for texts that are none."""
    # The cells of a row follow from its number and the table's columns: forms say them once a table.
    usual = [
        (answer, answer.cells)
        for reading in reply.readings
        if reading.returned is not None
        for columns, answers in _by_table(reading.returned)
        for answer in answers
        if answer.where is not None and answer.cells is places(columns, answer.where.row - 1)
    ]
    for answer, _ in usual:
        answer.cells = _UNSAID
    try:
        return _encode(reply)
    finally:
        for answer, cells in usual:
            answer.cells = cells


def unpacked(data: bytes) -> Reply:
    """The reply again. Raises ``ValueError`` for bytes that are none."""
    reply = _decode(data)
    for reading in reply.readings:
        if reading.returned is not None:
            reading.returned.findings = reading.findings  # one list: what is noticed later stands in both
            for columns, answers in _by_table(reading.returned):
                for answer in answers:
                    if not answer.cells and answer.where is not None:
                        answer.cells = places(columns, answer.where.row - 1)
    return reply


def _by_table(returned: Return) -> Iterator[tuple[Columns, _Answers]]:
    """The answers of each table that has them, with its columns."""
    tables: tuple[tuple[str, Mapping[str, TaskAnswer | ScoreAnswer | IndicatorAnswer]], ...]
    tables = (h.TASKS, returned.tasks), (h.SCORES, returned.scores), (h.INDICATORS, returned.indicators)
    for name, answers in tables:
        if name in returned.columns:
            yield returned.columns[name], list(answers.values())


def to_plain(value: Any) -> Any:
    """For msgspec: what it does not know as what it knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def from_plain(wanted: type, value: Any) -> Any:
    """For msgspec: the way back."""
    if wanted is Path:
        return Path(value)
    raise NotImplementedError(wanted.__name__)


# Made here, by whoever imports this first: msgspec shows what it knows of a class before that is whole, and two threads
# that make a decoder at the same time, as those of the two readers did, end in a crash of the process.
_encode = msgpack.Encoder(enc_hook=to_plain).encode
_decode = msgpack.Decoder(Reply, dec_hook=from_plain).decode
