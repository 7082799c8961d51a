"""Every file of a folder, read: sub-folders, zips and mails too, each file with exactly one line.

A container (zip, mail) has a line of its own only when nothing could be taken out of it; else its files
have theirs, ``a.zip!b.xlsx``.
"""

from __future__ import annotations

import errno
import os
import stat
from datetime import date
from pathlib import Path

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.files import scratch
from danvan_xl.findings.verdicts import SKIPS
from danvan_xl.returns.jobs import Job
from danvan_xl.returns.pool import ReaderPool
from danvan_xl.returns.reading import FileReading
from danvan_xl.returns.received import Receipt, read_sidecar, vietnam_date
from danvan_xl.steps import Progress
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.containers import Opened, shown_name
from danvan_xl.workbooks.opening.folders import Entry, walk
from danvan_xl.workbooks.opening.sniff import Kind, by_name


class Found(Struct):
    """A file to read, on the disk or taken out of a container."""

    name: str
    place: Path
    depth: int = 0
    received_on: date | None = None
    """From the mail it came in, or from the sidecar that ``collect`` wrote."""
    file_date: date | None = None
    unpacked: frozenset[str] = frozenset()
    """Message-IDs of the mails whose attachments ``collect`` has put into the same folder."""


class Gathered(Struct):
    """One file found, as read."""

    reading: FileReading
    received_on: date | None = None
    file_date: date | None = None


def list_files(folder: Path) -> tuple[list[Found], list[Gathered]]:
    """Files to read, and those that are settled without reading (no ordinary file, no permission).

    ``folder`` may be one file. Links to folders are not followed; paths are relative, with '/'.
    """
    if folder.is_file():
        return [Found(folder.name, folder, file_date=_day(folder.stat()))], []
    found: list[Found] = []
    settled: list[Gathered] = []
    base, above = None, ""
    received: dict[str, Receipt] = {}
    unpacked: frozenset[str] = frozenset()
    for entry in walk(folder):
        if entry.path == folder:
            raise InputError(
                f"Không mở được thư mục phiếu “{folder}”: {entry.note}.",
                remedy="Kiểm tra quyền đọc của thư mục, hoặc chép phiếu sang thư mục khác.",
                file=folder,
            )
        if entry.folder is not base:
            base, above = entry.folder, (entry.folder / "_").relative_to(folder).as_posix()[:-1]
            received = read_sidecar(base)
            unpacked = frozenset(r.message_id for r in received.values() if r.message_id)
        name = entry.path.name
        shown = _printable(above + name)
        status = _looked_at(entry, shown)
        if isinstance(status, FileReading):
            settled.append(Gathered(status))
            continue
        noted = received.get(name)
        found.append(Found(shown, entry.path, 0, noted.day if noted else None, _day(status), unpacked))
    return found, settled


def _looked_at(entry: Entry, shown: str) -> FileReading | os.stat_result:
    """The line of what is settled before it is opened; what the system says of a file to read."""
    if entry.reason:
        return FileReading(shown_name(shown), entry.reason, entry.note)
    reason = by_name(shown)
    if reason is not None:
        return FileReading(shown, "lock-file" if reason is Kind.LOCK else "system-file", skipped=True)
    try:
        status = entry.path.stat()
    except OSError as error:
        return FileReading(
            shown, "unreadable", "đường dẫn quá dài" if error.errno == errno.ENAMETOOLONG else ""
        )
    return status if stat.S_ISREG(status.st_mode) else FileReading(shown, "not-a-file", skipped=True)


def _printable(name: str) -> str:
    """A file name with bytes that are no UTF-8 (old archives leave such) can still be shown and written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _day(status: os.stat_result) -> date:
    return date.fromtimestamp(status.st_mtime)


def gather(
    found: list[Found], settled: list[Gathered], pool: ReaderPool, progress: Progress | None = None
) -> list[Gathered]:
    """Read everything, containers within containers included, and give it back in the order of the paths."""
    result = list(settled)
    with scratch() as folder:
        number = 0
        while found:
            jobs = []
            for item in found:
                number += 1
                jobs.append(Job(item.place, item.name, folder / str(number)))
            inner: list[Found] = []
            for item, job, reply in zip(found, jobs, pool.run(jobs, progress), strict=True):
                if reply.reading is not None:
                    result += [Gathered(each, item.received_on, item.file_date) for each in reply.readings]
                elif reply.opened is not None:
                    inner += _members(item, reply.opened, result)
                if item.depth and job.place.parent.parent == folder:
                    job.place.unlink(missing_ok=True)
            found = inner
    return sorted(result, key=lambda item: item.reading.path)


def _members(item: Found, opened: Opened, result: list[Gathered]) -> list[Found]:
    """The files to read next; those that are settled, and an empty container, go to ``result``."""
    received = vietnam_date(opened.received) if opened.received else item.received_on
    if opened.message_id and opened.message_id in item.unpacked:
        result.append(
            Gathered(FileReading(item.name, "mail-unpacked", skipped=True), received, item.file_date)
        )
        return []
    todo: list[Found] = []
    for member in opened.members:
        name = f"{item.name}!{member.name}"
        file_date = member.file_date or item.file_date
        reason = by_name(member.name)
        if member.place is not None and item.depth + 1 < limits.DEPTH:
            todo.append(Found(name, member.place, item.depth + 1, received, file_date, item.unpacked))
            continue
        if member.place is not None:
            reading = FileReading(name, "too-large", "nén lồng nhau quá nhiều lớp")
        elif reason is not None:
            code = "lock-file" if reason is Kind.LOCK else "system-file"
            reading = FileReading(name, code, skipped=True)
        else:
            skipped = any(kind.code == member.reason for kind in SKIPS)
            reading = FileReading(name, member.reason or "system-file", member.note, skipped=skipped)
        result.append(Gathered(reading, received, file_date))
    if not opened.members:
        result.append(
            Gathered(FileReading(item.name, "empty-container", skipped=True), received, item.file_date)
        )
    return todo
