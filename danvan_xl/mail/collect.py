"""Returns in: from a mailbox or mail files into a folder, each message once, the originals kept untouched.

For every message, in this order: its workbooks are written, the original is kept, the sidecar notes who
sent what and when, the journal notes that the message is done. Whatever breaks in between, the next run
does the message again and finds its files already there: the same bytes never make a second file.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, field

from danvan_xl.errors import OutputError
from danvan_xl.files import make_folder, write_atomically
from danvan_xl.findings import Finding, finding
from danvan_xl.mail.attachments import read_letter, safe_name, workbooks_in
from danvan_xl.mail.delivery import MailError
from danvan_xl.mail.sources import MAX_MESSAGE_BYTES, RawMessage, Source
from danvan_xl.returns.received import Receipt, read_sidecar, write_sidecar
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import UnreadableError

JOURNAL = ".danvan-da-thu.jsonl"
ORIGINALS = "-thu-goc"
"""The originals lie in a sibling of the returns' folder, where `consolidate` does not read them again."""


class Collected(Struct):
    """What one run brought."""

    messages: int = 0
    known: int = 0
    saved: list[Path] = field(default_factory=list)
    originals: Path | None = None
    findings: list[Finding] = field(default_factory=list)
    stopped: MailError | None = None


def collect_mail(
    source: Source, output: Path, *, on_message: Callable[[int], object] = lambda _: None
) -> Collected:
    """Take what is new in ``source`` into ``output``.

    Raises :class:`~danvan_xl.errors.OutputError` when the folder cannot be written; a mailbox that
    breaks off ends up in ``stopped`` with everything before it safe.
    """
    make_folder(output)
    collector = _Collector(output)
    try:
        for message in source.messages(collector.is_known):
            collector.take(message)
            on_message(collector.result.messages)
    except MailError as error:
        collector.result.stopped = error
    return collector.result


class _Collector:
    def __init__(self, output: Path) -> None:
        self.output = output
        self.originals = output.parent / f"{output.name}{ORIGINALS}"
        self.result = Collected()
        self.done = _read_journal(output / JOURNAL)
        self.by_hash = {_hash(path.read_bytes()): path for path in output.rglob("*") if _may_be_ours(path)}

    def is_known(self, key: str) -> bool:
        known = key in self.done
        self.result.known += known
        return known

    def take(self, message: RawMessage) -> None:
        result = self.result
        result.messages += 1
        if message.problem:  # told every time until it can be read
            self._note("mail-unreadable", message.name, words=message.problem)
            return
        if message.raw is None:
            limit = MAX_MESSAGE_BYTES // 1_000_000
            self._note(
                "mail-unreadable", message.name, words=f"{message.size // 1_000_000} MB, quá {limit} MB"
            )
            self._finish(message, [])
            return
        try:
            letter = read_letter(message.raw, message.kind)
        except UnreadableError as error:
            self._note("mail-unreadable", message.name, words=error.note or error.code)
            self._keep(message)
            self._finish(message, [])
            return
        kept, refused, more = [], False, []
        for attachment in workbooks_in(letter):
            if attachment.evidence:
                more.append(attachment)
            elif attachment.data is None:
                refused = True
                limit = limits.FILE_BYTES // 1_000_000
                self._note(
                    "mail-attachment-refused",
                    attachment.name,
                    sender=letter.sender,
                    words=attachment.reason,
                    limit=limit,
                )
            else:
                kept.append(self._save(attachment.name, attachment.data))
        if not kept and not refused:
            self._note(
                "mail-no-attachment", letter.subject or message.name, sender=letter.sender or "không rõ"
            )
        if kept:
            for attachment in more:  # into a folder named as the return that it came with
                self._save(attachment.name, attachment.data or b"", self.output / kept[0].stem)
        self._keep(message)
        received = letter.sent or message.received
        if kept and received is not None:
            self._sidecar(kept, Receipt(received, letter.sender, letter.message_id))
        self._finish(message, kept)

    def _note(self, code: str, value: str, **facts: object) -> None:
        self.result.findings.append(finding(code, value=value, **facts))  # type: ignore[arg-type]

    def _save(self, name: str, data: bytes, folder: Path | None = None) -> Path:
        digest = _hash(data)
        if digest in self.by_hash:
            return self.by_hash[digest]
        wanted = safe_name(name)
        stem, dot, ending = wanted.rpartition(".")
        folder = folder or self.output
        make_folder(folder)
        target, number = folder / wanted, 1
        while target.exists():
            number += 1
            target = folder / (f"{stem} ({number}).{ending}" if dot else f"{wanted} ({number})")
        write_atomically(target, lambda temporary: temporary.write_bytes(data), copied=True)
        self.by_hash[digest] = target
        self.result.saved.append(target)
        return target

    def _keep(self, message: RawMessage) -> None:
        assert message.raw is not None
        make_folder(self.originals)
        target = self.originals / f"{_hash(message.raw)[:24]}.{message.kind}"
        raw = message.raw
        if not target.exists():
            write_atomically(target, lambda temporary: temporary.write_bytes(raw), copied=True)
        self.result.originals = self.originals

    def _sidecar(self, kept: list[Path], receipt: Receipt) -> None:
        """The first time that a file came counts: sending the same bytes again does not make it late."""
        known = read_sidecar(self.output)
        fresh = {}
        for path in kept:
            earlier = known.get(path.name)
            if earlier is None or _moment(receipt.received) < _moment(earlier.received):
                fresh[path.name] = receipt
        if fresh:
            write_sidecar(self.output, fresh)

    def _finish(self, message: RawMessage, kept: list[Path]) -> None:
        line = json.dumps({"key": message.key, "files": sorted({p.name for p in kept})}, ensure_ascii=False)
        try:
            with (self.output / JOURNAL).open("a", encoding="utf-8") as journal:
                journal.write(line + "\n")
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as error:
            raise OutputError(
                "Không ghi được sổ thu thư; các tệp đã thu vẫn còn nguyên.",
                remedy="Kiểm tra dung lượng và quyền ghi rồi chạy lại; thư đã thu không bị thu lần nữa.",
                file=self.output / JOURNAL,
            ) from error
        self.done.add(message.key)


def _moment(value: datetime) -> datetime:
    """Comparable times: one without a zone is taken as UTC, which is near enough to tell first from second."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _read_journal(path: Path) -> set[str]:
    keys = set()
    if path.exists():
        text = path.read_text(encoding="utf-8", errors="replace")
        if text and not text.endswith("\n"):
            # A crash cut the last line off; end it, so that the next entry begins on its own.
            with path.open("a", encoding="utf-8") as journal:
                journal.write("\n")
        for line in text.splitlines():
            try:
                keys.add(str(json.loads(line)["key"]))
            except (ValueError, KeyError, TypeError):
                continue
    return keys


def _may_be_ours(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.stat().st_size <= limits.FILE_BYTES


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
