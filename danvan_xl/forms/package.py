"""A form's .xlsx package: stamped for many units from one drawn pattern, and sealed as we issued it.

Units whose forms ask the same differ only in their name, code and identity. Such a form is drawn once,
with stand-ins in those places; :func:`stamp` then puts the unit in and copies every other part with
its compressed bytes as they are. That is forty times faster than drawing again.

The seal is a custom document property over the checksums of all other parts. Whatever program saves
the form writes its parts anew, so a form whose seal fits was not touched since it was issued, and may
be replaced.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from danvan_xl.identity import DEFINED_NAME, PROPERTY, Identity, parse_token
from danvan_xl.workbooks.xml_text import escape, unescape

SEAL_PROPERTY = "danvan_xl_seal"
SEAL_BLANK = "0" * 64
"""What the property holds until the form is sealed."""
_SEALED_PART = "docProps/custom.xml"
_SEAL = re.compile(rb'name="' + SEAL_PROPERTY.encode() + rb'".*?<vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>', re.S)
_TOKENS = {
    _SEALED_PART: re.compile(rb'name="' + PROPERTY.encode() + rb'"[^>]*>\s*<[^>]*>([^<]*)<'),
    "xl/workbook.xml": re.compile(rb'<[^>]* name="' + DEFINED_NAME.encode() + rb'"[^>]*>([^<]*)<'),
}
"""Where a package says what it is, however the program that saved it writes its XML."""
_NOT_A_PACKAGE = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)
_LARGE = 1_000_000
"""Bytes of a part that is not looked into."""
_STAMP_TIME = 33 << 16
"""1/1/1980 0:00 as DOS date and time, as XlsxWriter writes it: no clock in the bytes."""


class _Part(Struct, frozen=True):
    name: bytes
    crc: int
    size: int
    packed: bytes
    text: bytes | None
    """Unpacked, only where a stand-in occurs."""


class Pattern:
    """A drawn form with stand-ins. ``stand_ins`` are the texts to be replaced in each copy."""

    def __init__(self, drawn: bytes, stand_ins: Iterable[str] = ()) -> None:
        marks = [mark.encode() for mark in stand_ins]
        self._parts: list[_Part] = []
        with zipfile.ZipFile(BytesIO(drawn)) as archive:
            for info in archive.infolist():
                data = archive.read(info)
                varies = info.filename == _SEALED_PART or any(mark in data for mark in marks)
                self._parts.append(_pack(info.filename.encode(), data, keep=varies))

    def stamp(self, texts: Mapping[str, str] | None = None) -> bytes:
        """The package with each stand-in replaced by its text (escaped for XML), sealed."""
        swaps = [
            (old.encode(), escape(new).replace('"', "&quot;").encode()) for old, new in (texts or {}).items()
        ]
        parts = []
        for part in self._parts:
            if part.text is not None and part.name.decode() != _SEALED_PART:
                data = part.text
                for old, new in swaps:
                    data = data.replace(old, new)
                part = _pack(part.name, data)
            parts.append(part)
        seal = _digest((p.name.decode(), p.crc, p.size) for p in parts)
        for index, part in enumerate(parts):
            if part.text is not None and part.name.decode() == _SEALED_PART:
                data = part.text
                for old, new in swaps:
                    data = data.replace(old, new)
                parts[index] = _pack(part.name, data.replace(SEAL_BLANK.encode(), seal.encode()))
        return _zip(parts)


def is_untouched(path: Path) -> bool:
    """Whether ``path`` is a form exactly as some ``issue`` wrote it. Anything else: False."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if not any(info.filename == _SEALED_PART and info.file_size < 65536 for info in infos):
                return False
            found = _SEAL.search(archive.read(_SEALED_PART))
    except _NOT_A_PACKAGE:
        return False
    return found is not None and is_sealed(found.group(1).decode(), infos)


def is_sealed(seal: str, infos: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether a seal fits the parts of a package: nobody saved the form since it was issued."""
    return bool(seal) and seal == _digest((info.filename, info.CRC, info.file_size) for info in infos)


def identity_in(path: Path) -> Identity | None:
    """What the custom property of a workbook, else its defined name, says it is; None when neither does or it is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            for part, token in _TOKENS.items():
                found = token.search(archive.read(part)) if sizes.get(part, _LARGE) < _LARGE else None
                if found:
                    return parse_token(unescape(found.group(1).decode(errors="replace")))
    except _NOT_A_PACKAGE:
        return None
    return None


def _digest(parts: Iterable[tuple[str, int, int]]) -> str:
    """Over the names and checksums of all parts but the sealed one."""
    lines = sorted(f"{name}|{crc:08x}|{size}" for name, crc, size in parts if name != _SEALED_PART)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _pack(name: bytes, data: bytes, *, keep: bool = False) -> _Part:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflater.compress(data) + deflater.flush()
    return _Part(name, zlib.crc32(data), len(data), packed, data if keep else None)


def _zip(parts: list[_Part]) -> bytes:
    """A zip archive from parts already packed. ``zipfile`` cannot take compressed bytes."""
    out, directory = bytearray(), bytearray()
    for part in parts:
        facts = struct.pack(
            "<HHHIIIIHH",
            20, 0, 8, _STAMP_TIME, part.crc, len(part.packed), part.size, len(part.name), 0,
        )  # fmt: skip
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + facts
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + part.name
        out += b"PK\x03\x04" + facts + part.name + part.packed
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + end)
