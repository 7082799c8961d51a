"""Files inside files: what a zip or a mail carries, put under names of our own into a folder of our own.

Names from inside are shown and never choose a path. Sizes are checked before anything is unpacked, and
again while it is.
"""

from __future__ import annotations

import contextlib
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.sniff import Kind, by_content, by_name

if TYPE_CHECKING:
    from danvan_xl.workbooks.opening.letters import Letter

_TOTAL_BYTES = 400_000_000
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
"""The line before each mail of an mbox; a header must follow, for few programs quote a line that begins so."""


class Member(Struct):
    """A file inside. ``place`` None: it was not taken out, for ``reason`` (a code) or because its name settles it."""

    name: str
    place: Path | None = None
    reason: str = ""
    note: str = ""
    file_date: date | None = None


class Opened(Struct, array_like=True):
    """What a container gave. ``received`` of a mail."""

    members: list[Member] = field(default_factory=list)
    received: datetime | None = None
    sender: str = ""
    message_id: str = ""
    """Of a mail."""


def shown_name(name: str) -> str:
    """A name from inside as it is shown: printable, '/' between folders, not endless."""
    text = "".join(c if c.isprintable() else "?" for c in name.replace("\\", "/")).replace("!", "_") or "?"
    if len(text) > limits.SHOWN_NAME:
        half = limits.SHOWN_NAME // 2
        text = f"{text[:half]}…{text[-half:]}"
    return text


def open_zip(data: bytes, outdir: Path) -> Opened:
    """Take the files out of a zip. Raises UnreadableError when nothing can be taken out of it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError, IndexError) as error:
        raise UnreadableError("corrupt", "tệp nén bị hỏng hoặc tải về thiếu") from error
    if len(infos) > limits.MEMBERS:
        raise UnreadableError("too-large", f"tệp nén có {len(infos)} tệp")
    if sum(info.file_size for info in infos) > _TOTAL_BYTES:
        raise UnreadableError("too-large", "tệp nén khi mở ra quá lớn")
    outdir.mkdir(parents=True, exist_ok=True)
    opened = Opened()
    taken: set[str] = set()
    with archive:
        for index, info in enumerate(infos):
            member = Member(_unique(shown_name(_zip_name(info)), taken), file_date=_zip_date(info))
            opened.members.append(member)
            _take(member, index, outdir, lambda info=info: _unpack(archive, info))
    return opened


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise UnreadableError("encrypted", "tệp nén có mật khẩu")
    if info.file_size > limits.MAIL_BYTES:
        raise UnreadableError("too-large", f"{info.file_size // 1_000_000} MB")
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(info.compress_size, 1):
        raise UnreadableError("too-large", f"nén gấp {info.file_size // max(info.compress_size, 1)} lần")
    try:
        with archive.open(info) as stream:
            pieces, size = [], 0
            # In pieces: a packed entry may hold more than it declares.
            while piece := stream.read(1 << 20):
                pieces.append(piece)
                size += len(piece)
                if size > limits.MAIL_BYTES:
                    raise UnreadableError("too-large")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise UnreadableError("corrupt", "tệp bên trong bị hỏng") from error
    return b"".join(pieces)


def open_tar(data: bytes, outdir: Path) -> Opened:
    """Take the files out of a tar, packed or not. Raises UnreadableError when nothing can be taken out of it."""
    outdir.mkdir(parents=True, exist_ok=True)
    opened, total, taken = Opened(), 0, set[str]()
    try:
        # Read as a stream: what is packed says no size in advance.
        with tarfile.open(fileobj=io.BytesIO(data), mode="r|*") as archive:
            for index, info in enumerate(archive):
                if index >= limits.MEMBERS:
                    raise UnreadableError("too-large", f"tệp nén có quá {limits.MEMBERS} tệp")
                total += info.size
                if total > _TOTAL_BYTES:
                    raise UnreadableError("too-large", "tệp nén khi mở ra quá lớn")
                if info.isdir():
                    continue
                member = Member(_unique(shown_name(info.name), taken), file_date=_day(info.mtime))
                opened.members.append(member)
                _take(member, index, outdir, lambda info=info: _from_tar(archive, info))
    except (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        if not opened.members:
            raise UnreadableError("corrupt", "tệp nén bị hỏng hoặc tải về thiếu") from error
        opened.members.append(
            Member(_unique("phần còn lại", taken), reason="corrupt", note="tệp nén bị hỏng hoặc tải về thiếu")
        )
    return opened


def _from_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    if info.size > limits.MAIL_BYTES:
        raise UnreadableError("too-large", f"{info.size // 1_000_000} MB")
    stream = archive.extractfile(info) if info.isreg() else None
    if stream is None:
        raise UnreadableError("not-a-file")
    return stream.read()


def _day(seconds: float) -> date | None:
    try:
        return date.fromtimestamp(seconds) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def open_mailbox(data: bytes, outdir: Path) -> Opened:
    """Take the mails out of an .mbox, each as an .eml. Raises UnreadableError where it holds none."""
    outdir.mkdir(parents=True, exist_ok=True)
    opened = Opened()
    found = list(_ENVELOPE.finditer(data))
    starts = [envelope.end() for envelope in found]
    if not starts:
        raise UnreadableError("corrupt", "không phải hộp thư")
    if len(starts) > limits.MEMBERS:
        raise UnreadableError("too-large", f"hộp thư có {len(starts)} thư")
    ends = [*(envelope.start() for envelope in found[1:]), len(data)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        member = Member(f"thư {index + 1}.eml")
        opened.members.append(member)
        letter = re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end])
        _take(member, index, outdir, lambda letter=letter: letter)
    return opened


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The entry's name: UTF-8 where it says so or proves to be, else the Vietnamese code page of old Windows."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for charset in ("utf-8", "cp1258"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(charset)
    return info.filename


def _zip_date(info: zipfile.ZipInfo) -> date | None:
    try:
        found = date(*info.date_time[:3])
    except ValueError:
        return None
    return found if found.year > 1990 else None


def open_mail(data: bytes, outdir: Path) -> Opened:
    """Take the attachments out of an .eml. Raises UnreadableError."""
    from danvan_xl.workbooks.opening.letters import read_eml

    return _from_letter(read_eml(data), outdir)


def open_outlook(data: bytes, outdir: Path) -> Opened:
    """Take the attachments out of a .msg. Raises UnreadableError."""
    from danvan_xl.workbooks.opening.letters import read_msg

    return _from_letter(read_msg(data), outdir)


def _from_letter(letter: Letter, outdir: Path) -> Opened:
    if len(letter.attachments) > limits.MEMBERS:
        raise UnreadableError("too-large", f"thư có {len(letter.attachments)} tệp đính kèm")
    outdir.mkdir(parents=True, exist_ok=True)
    opened = Opened(received=letter.sent, sender=letter.sender, message_id=letter.message_id)
    taken: set[str] = set()
    for index, (name, content) in enumerate(letter.attachments):
        member = Member(_unique(shown_name(name), taken))
        if isinstance(content, UnreadableError):
            member.reason, member.note = content.code, content.note
            opened.members.append(member)
            continue
        opened.members.append(member)
        _take(member, index, outdir, lambda content=content: content)
    return opened


def _take(member: Member, index: int, outdir: Path, content) -> None:  # type: ignore[no-untyped-def]
    """Write a member's bytes under a number; a member that its name or first bytes settle stays where it is."""
    if by_name(member.name) is not None:
        return
    try:
        data = content()
    except UnreadableError as error:
        member.reason, member.note = error.code, error.note
        return
    kind = by_content(member.name, data[:8192])
    settled = {
        Kind.PICTURE: "picture",
        Kind.DOCUMENT: "other-document",
        Kind.ARCHIVE: "archive-unsupported",
        Kind.CARRIER: "carrier-unsupported",
    }
    if kind in settled:
        member.reason = settled[kind]
        return
    member.place = outdir / f"{index:05d}.bin"
    member.place.write_bytes(data)


def _unique(name: str, taken: set[str]) -> str:
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} ({number})"
    taken.add(unique)
    return unique
