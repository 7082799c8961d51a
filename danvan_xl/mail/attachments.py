"""What a message carries that may be a return: its attachments, also inside zips and forwarded messages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from danvan_xl.files import scratch
from danvan_xl.findings import catalogue
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.containers import Opened, open_mailbox, open_tar, open_zip
from danvan_xl.workbooks.opening.letters import Letter, read_eml, read_msg
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.sniff import Kind, by_content, by_name

_OTHER_OLE = frozenset({".doc", ".dot", ".ppt", ".pps", ".vsd", ".msi", ".db"})
_INLINE = re.compile(r"(image|outlook)[-_]?\w{0,10}\.(png|jpe?g|gif|bmp)", re.I)
"""Pictures in the text of a mail, as mail programs call them: logos and signatures."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.I)


class Attachment(Struct, frozen=True):
    """A file worth keeping, or the reason why one could not be taken. ``name`` is as the sender wrote it."""

    name: str
    data: bytes | None
    reason: str = ""
    evidence: bool = False
    """No workbook: a picture or a document that may prove something."""


def read_letter(raw: bytes, kind: str) -> Letter:
    """A message as it came. Raises :class:`~danvan_xl.workbooks.opening.raw.UnreadableError`."""
    return read_msg(raw) if kind == "msg" else read_eml(raw)


def workbooks_in(letter: Letter, depth: int = 0) -> Iterator[Attachment]:
    """The letter's attachments: workbooks, and pictures, Word and PDF marked as ``evidence``."""
    for name, data in letter.attachments:
        if isinstance(data, UnreadableError):
            yield Attachment(name, None, data.note or data.code)
        else:
            yield from _workbooks(name, data, depth)


def _workbooks(name: str, data: bytes, depth: int) -> Iterator[Attachment]:
    if by_name(name) is not None:
        return
    kind = by_content(name, data[:8192])
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    try:
        if kind is Kind.MAIL or ending == ".msg":
            if depth >= limits.DEPTH:
                raise UnreadableError("too-large", "thư lồng nhau quá nhiều lớp")
            yield from workbooks_in(read_letter(data, "msg" if ending == ".msg" else "eml"), depth + 1)
        elif kind is Kind.ZIP and not _is_workbook(data):
            if depth >= limits.DEPTH:
                raise UnreadableError("too-large", "tệp nén lồng nhau quá nhiều lớp")
            yield from _members(data, depth, open_zip)
        elif kind in (Kind.TAR, Kind.MAILBOX):
            if depth >= limits.DEPTH:
                raise UnreadableError("too-large", "tệp nén lồng nhau quá nhiều lớp")
            yield from _members(data, depth, open_tar if kind is Kind.TAR else open_mailbox)
        elif kind in (Kind.ZIP, Kind.NOTHING) or (kind is Kind.OLE and ending not in _OTHER_OLE):
            if len(data) > limits.FILE_BYTES:
                raise UnreadableError("too-large", f"{len(data) // 1_000_000} MB")
            yield Attachment(name, data)
        elif kind in (Kind.PICTURE, Kind.DOCUMENT) or kind is Kind.OLE:
            if len(data) <= limits.MAIL_BYTES and not _INLINE.fullmatch(name):
                yield Attachment(name, data, evidence=True)
        elif kind is Kind.ARCHIVE:
            yield Attachment(name, None, "loại tệp nén không mở được")
        elif kind is Kind.CARRIER:
            yield Attachment(name, None, "không lấy được tệp bên trong")
    except UnreadableError as error:
        yield Attachment(name, None, error.note or error.code)


def _is_workbook(data: bytes) -> bool:
    """Whether a zip is an Office or OpenDocument file rather than a bag of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # broken: kept as it is, so that `consolidate` gives it its verdict
    return "[Content_Types].xml" in names or "mimetype" in names


def _members(data: bytes, depth: int, opened: Callable[[bytes, Path], Opened]) -> Iterator[Attachment]:
    with scratch() as folder:
        for member in opened(data, folder).members:
            if member.place is not None:
                yield from _workbooks(member.name, member.place.read_bytes(), depth + 1)
            elif member.reason not in ("", "picture", "other-document"):
                yield Attachment(member.name, None, member.note or catalogue()[member.reason].title.lower())


def safe_name(name: str) -> str:
    """A file name of our own making from a sender's: last part only, nothing that a file system or
    `consolidate` takes for something else, at most 120 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    last = "".join(c for c in last if c.isprintable())
    text = re.sub(r"\s+", " ", _FORBIDDEN.sub("-", last)).strip(" .").removeprefix("~$").lstrip(".~ ")
    stem, dot, ending = text.rpartition(".")
    if not dot or not (1 <= len(ending) <= 5):
        stem, ending = text, ""
    stem = stem.rstrip(" .")[:110] or "khong-ten"
    if _RESERVED.match(stem):
        stem = f"tep-{stem}"
    return f"{stem}.{ending}" if ending else stem
