"""Mail addresses as officers type them: several in a cell, with names, with stray spaces."""

from __future__ import annotations

import re
from email.utils import parseaddr

from msgspec import Struct

_SPLIT = re.compile(r"[;,\n]+")
# RFC 5321's shape, kept to what real mailboxes use: no quotes, no control characters, a dotted domain.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class Addresses(Struct, frozen=True):
    """What a ``Thư điện tử`` cell holds: good addresses in order, and pieces that are none."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def read_addresses(text: str) -> Addresses:
    """Split a cell by ';', ',' or line breaks; repeated addresses once, ignoring case."""
    good: list[str] = []
    bad: list[str] = []
    for piece in filter(None, (p.strip() for p in _SPLIT.split(text))):
        address = parseaddr(piece)[1] or piece
        if not _ADDRESS.fullmatch(address):
            bad.append(piece)
        elif address.lower() not in {g.lower() for g in good}:
            good.append(address)
    return Addresses(tuple(good), tuple(bad))
