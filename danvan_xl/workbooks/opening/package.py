"""The zip of a workbook, read with limits: sizes and ratios before anything is unpacked, checksums after."""

from __future__ import annotations

import io
import struct
import zipfile

from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.deflated import DamagedError, crc32, inflated
from danvan_xl.workbooks.opening.raw import UnreadableError

_BROKEN = "tệp nén bên trong bị hỏng"
_LOCAL = struct.Struct("<4s2xH18xHH")
_UTF8 = 0x800


class Package:
    """Entries of one workbook's zip by name. Every read is bounded and its checksum verified."""

    def __init__(self, data: bytes) -> None:
        try:
            self.data = data
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, struct.error) as error:
            raise UnreadableError("corrupt", _BROKEN) from error
        except (NotImplementedError, OverflowError, MemoryError, IndexError) as error:
            raise UnreadableError("corrupt", _BROKEN) from error
        self.entries = {info.filename.lstrip("/"): info for info in infos}
        self._lower: dict[str, str] | None = None
        check_sizes(infos)
        if len(self.entries) != len(infos):
            raise UnreadableError("corrupt", "có hai phần trùng tên trong tệp nén")

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def find(self, name: str) -> str:
        """The entry's own spelling of ``name`` (some writers change case or use backslashes); '' when absent."""
        if name in self.entries:
            return name
        if self._lower is None:
            self._lower = {key.lower().replace("\\", "/"): key for key in self.entries}
        return self._lower.get(name.lower(), "")

    def read(self, name: str) -> bytes:
        """An entry's bytes. Raises UnreadableError when it is damaged or larger than it says."""
        info = self.entries[name]
        if info.flag_bits & 1:
            raise UnreadableError("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("corrupt", "kiểu nén lạ")
        if info.file_size > limits.PART_BYTES:
            raise UnreadableError("too-large", f"phần “{name}” khi mở ra là {_megabytes(info.file_size)} MB")
        try:
            data = self._inflated(info)
        except (DamagedError, struct.error) as error:
            raise UnreadableError("corrupt", _BROKEN) from error
        if len(data) != info.file_size or crc32(data) != info.CRC:
            raise UnreadableError("corrupt", _BROKEN)
        return data

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        """What the archive's own reader gives, whose small steps cost as much as a form's cells."""
        signature, flags, named, extra = _LOCAL.unpack_from(self.data, info.header_offset)
        start = info.header_offset + _LOCAL.size
        raw = self.data[start : start + named]
        name = raw.decode("utf-8" if flags & _UTF8 or raw.isascii() else "cp437", "replace")
        if signature != b"PK\x03\x04" or name != info.orig_filename:
            raise UnreadableError("corrupt", _BROKEN)
        packed = memoryview(self.data)[start + named + extra :][: info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(packed)
        # One byte more than declared: as much as is inflated at most.
        return inflated(packed, info.file_size + 1, bare=True)

    def read_if(self, name: str) -> bytes:
        """The bytes of an entry that may be absent: b'' then."""
        found = self.find(name)
        return self.read(found) if found else b""


def check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what is a bomb by its own declaration. Raises UnreadableError."""
    if len(infos) > limits.ENTRIES:
        raise UnreadableError("too-large", f"có {len(infos)} phần bên trong")
    total = sum(info.file_size for info in infos)
    if total > limits.UNPACKED_BYTES:
        raise UnreadableError("too-large", f"khi mở ra là {_megabytes(total)} MB")
    for info in infos:
        if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(info.compress_size, 1):
            raise UnreadableError("too-large", f"nén gấp {info.file_size // max(info.compress_size, 1)} lần")


def _megabytes(size: int) -> int:
    return size // 1_000_000
