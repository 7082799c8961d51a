"""Where another font begins inside the shared texts of an .xls: only crossed-out and raised letters need it.

The table is one run of bytes cut into records; a cut inside the letters is followed by a byte that says how wide the
letters are from there on ([MS-XLS] 2.5.293 and 2.4.58).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def rich_texts(records: Sequence[bytes]) -> dict[int, list[tuple[int, int]]]:
    """Number of a text → [(character, index of the font)]; what cannot be followed to its end is left out."""
    found: dict[int, list[tuple[int, int]]] = {}
    if not records:
        return found
    source = _Source(records)
    try:
        count = struct.unpack("<I", source.take(8)[4:])[0]
        for number in range(count):
            places = _text(source)
            if places:
                found[number] = places
    except (struct.error, IndexError):
        return found
    return found


def _text(source: _Source) -> list[tuple[int, int]]:
    length, flags = struct.unpack("<HB", source.take(3))
    runs = struct.unpack("<H", source.take(2))[0] if flags & _RICH else 0
    more = struct.unpack("<I", source.take(4))[0] if flags & _EXTENDED else 0
    source.skip_letters(length, wide=bool(flags & _WIDE))
    places = [struct.unpack("<HH", source.take(4)) for _ in range(runs)]
    source.take(more)
    return places


class _Source:
    """Bytes over the cuts between records. Raises IndexError at the end."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records, self.number, self.at = records, 0, 0

    def _next(self) -> None:
        self.number, self.at = self.number + 1, 0
        if self.number >= len(self.records):
            raise IndexError

    def take(self, size: int) -> bytes:
        parts = []
        while size:
            if self.at >= len(self.records[self.number]):
                self._next()
            part = self.records[self.number][self.at : self.at + size]
            parts.append(part)
            self.at += len(part)
            size -= len(part)
        return b"".join(parts)

    def skip_letters(self, length: int, *, wide: bool) -> None:
        while length:
            left = len(self.records[self.number]) - self.at
            letters = min(length, left // (2 if wide else 1))
            self.at += letters * (2 if wide else 1)
            length -= letters
            if length:
                self._next()
                wide = bool(self.records[self.number][0] & _WIDE)
                self.at = 1
