"""One file as a job: opened, sniffed, read, or taken apart when it is a container. Runs in the reading process."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from danvan_xl.findings import finding
from danvan_xl.findings.verdicts import SKIPS
from danvan_xl.forms.package import SEAL_PROPERTY, is_sealed
from danvan_xl.logs import noted
from danvan_xl.returns.apart import apart
from danvan_xl.returns.reading import FileReading, read_book
from danvan_xl.typed.context import ReadingContext
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import is_workbook, open_bytes, open_package, read_bytes
from danvan_xl.workbooks.opening.comments import comments_of
from danvan_xl.workbooks.opening.containers import (
    Opened,
    open_mail,
    open_mailbox,
    open_outlook,
    open_tar,
    open_zip,
)
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import RawBook, UnreadableError
from danvan_xl.workbooks.opening.sniff import Kind, by_content


class Job(Struct, frozen=True):
    """One file to read. ``outdir`` is where a container's files may be put; ``careful`` leaves the first reader out."""

    place: Path
    name: str
    outdir: Path
    careful: bool = False


class Reply(Struct, array_like=True):
    """A return read (or the reason why not), or what a container held. ``more``: the other units' returns in the file."""

    reading: FileReading | None = None
    more: list[FileReading] = field(default_factory=list)
    opened: Opened | None = None

    @property
    def readings(self) -> list[FileReading]:
        """All returns of the file."""
        return [self.reading, *self.more] if self.reading is not None else []


def work(job: Job, context: ReadingContext) -> Reply:
    """Do one job in this process. Never raises for anything a file holds."""
    try:
        return _work(job, context)
    except UnreadableError as error:
        skipped = any(kind.code == error.code for kind in SKIPS)
        return Reply(FileReading(job.name, error.code, error.note, skipped=skipped))
    except MemoryError:
        return Reply(FileReading(job.name, "read-limit", "tốn quá nhiều bộ nhớ"))
    except RecursionError:
        return Reply(FileReading(job.name, "corrupt", "nội dung lồng nhau quá nhiều lớp"))
    except Exception as error:
        # A fault of ours must cost one file, not the run; the log tells the developers where to look.
        return Reply(FileReading(job.name, "internal-error", noted(error)))


def _work(job: Job, context: ReadingContext) -> Reply:
    data = read_bytes(job.place, limits.MAIL_BYTES)
    kind = by_content(job.name, data[:8192])
    if not data:
        raise UnreadableError(
            "not-a-workbook" if kind in (Kind.NOTHING, Kind.ZIP) else "other-document", "tệp rỗng, 0 byte"
        )
    if kind is Kind.PICTURE:
        raise UnreadableError("picture")
    if kind is Kind.DOCUMENT:
        raise UnreadableError("other-document")
    if kind is Kind.ARCHIVE:
        raise UnreadableError("archive-unsupported")
    if kind is Kind.CARRIER:
        raise UnreadableError("carrier-unsupported")
    if kind is Kind.TAR:
        return Reply(opened=open_tar(data, job.outdir))
    if kind is Kind.MAILBOX:
        return Reply(opened=open_mailbox(data, job.outdir))
    if kind is Kind.NOTHING:
        raise UnreadableError("not-a-workbook", _what_it_is(data))
    if kind is Kind.MAIL:
        return Reply(opened=open_mail(data, job.outdir))
    if kind is Kind.OLE and _is_message(data):
        return Reply(opened=open_outlook(data, job.outdir))
    if kind is Kind.ZIP:
        return _zip(job, data, context)
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError("too-large", f"{len(data) // 1_000_000} MB")
    return _read(open_bytes(data, careful=job.careful), job, context)


def _zip(job: Job, data: bytes, context: ReadingContext) -> Reply:
    """A workbook, another document, or a container."""
    ending = Path(job.name.rpartition("!")[2]).suffix.lower()
    if ending == ".zip" and not _looks_like_workbook(data):
        return Reply(opened=open_zip(data, job.outdir))
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError("too-large", f"{len(data) // 1_000_000} MB")
    package = Package(data)
    if is_workbook(package):
        if package.find("word/document.xml") or package.find("ppt/presentation.xml"):
            raise UnreadableError(*_other_document(ending))
        book = open_package(package, careful=job.careful)
        book.comments = list(comments_of(package))
        book.as_issued = is_sealed(book.properties.get(SEAL_PROPERTY, ""), package.entries.values())
        return _read(book, job, context)
    if ending in ("", ".zip"):
        return Reply(opened=open_zip(data, job.outdir))
    raise UnreadableError(*_other_document(ending))


def _looks_like_workbook(data: bytes) -> bool:
    """A workbook that somebody renamed .zip: its entries' names stand in the clear at the end of the file."""
    tail = data[-200_000:]
    return b"xl/workbook." in tail or (b"content.xml" in tail and b"META-INF/manifest.xml" in tail)


def _other_document(ending: str) -> tuple[str, str]:
    if ending in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        return "not-a-workbook", "bên trong là tài liệu loại khác"
    return "other-document", ""


def _what_it_is(data: bytes) -> str:
    """What a file called a workbook really is, where its first bytes say so."""
    for start, what in ((b"%PDF", "thực ra là tệp PDF"), (b"{\\rtf", "thực ra là văn bản RTF"), (b"\x89PNG", "thực ra là ảnh"),
                        (b"\xff\xd8\xff", "thực ra là ảnh")):  # fmt: skip
        if data.startswith(start):
            return what
    head = data[:500].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "thực ra là trang web hoặc XML"
    return ""


def _is_message(data: bytes) -> bool:
    """An Outlook message: its property stream's name stands in the directory, in UTF-16."""
    return (
        "__properties_version1.0".encode("utf-16-le") in data
        and "Workbook".encode("utf-16-le") not in data[: 512 * 64]
    )


def _read(book: RawBook, job: Job, context: ReadingContext) -> Reply:
    parts = apart(book)
    if not parts:
        return Reply(read_book(book, job.name, context))
    first, *more = [read_book(part, f"{job.name}!{unit}", context) for unit, part in parts.items()]
    for reading in (first, *more):
        told = finding(
            "units-apart", file=reading.path, unit=reading.unit or None, note=f": {len(parts)} đơn vị"
        )
        reading.findings.append(told)
    return Reply(first, more)
