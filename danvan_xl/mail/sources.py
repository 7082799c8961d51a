"""Where mail comes from: a mailbox over IMAP with TLS, a folder of mail files, an mbox.

Each source yields whole messages as bytes with a key that names them for ever, so that a message is
taken once. The mailbox is opened read-only and messages are peeked at: nothing in it changes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from danvan_xl.errors import InputError
from danvan_xl.mail.delivery import MailError
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.folders import Entry, walk
from danvan_xl.workbooks.opening.raw import UnreadableError

BATCH_BYTES = 8 * 1024 * 1024
"""Messages are fetched together up to this size; a larger one comes alone."""
MAX_MESSAGE_BYTES = 80 * 1024 * 1024
"""Larger messages are left in the mailbox with a finding: mail servers rarely carry more than 50 MB."""


class RawMessage(Struct, frozen=True):
    """One message as it came. ``kind`` is 'eml' or 'msg'; ``received`` is the server's own time, if known.

    ``raw`` is None for a message that is over the size limit, or that could not be read for ``problem``; ``name`` is for people.
    """

    key: str
    raw: bytes | None
    kind: str = "eml"
    name: str = ""
    received: datetime | None = None
    size: int = 0
    problem: str = ""


class Source(Protocol):
    """A place with mail."""

    def messages(self, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        """Every message whose key is not ``known`` yet, oldest first."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImapSettings:
    """How to reach the mailbox. ``security`` is 'ssl' or 'starttls'; plain text is not offered."""

    host: str
    port: int = 993
    user: str = ""
    password: str = dataclasses.field(default="", repr=False)
    security: str = "ssl"
    folder: str = "INBOX"
    since: date | None = None
    timeout: float = 60.0
    attempts: int = 5
    pause: float = 1.0
    """Seconds between attempts after a broken line."""


class ImapMailbox:
    """One folder of a mailbox. A broken line is mended and the work goes on where it stopped."""

    def __init__(self, settings: ImapSettings, context: ssl.SSLContext | None = None) -> None:
        self.settings = settings
        self.context = context or ssl.create_default_context()

    def messages(self, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        """Raises :class:`~danvan_xl.mail.delivery.MailError` when the server cannot be used or keeps breaking."""
        taken: set[str] = set()
        failures = 0
        while True:
            client: Any = None
            try:
                client = self._connect()
                for message in self._unseen(client, lambda key: key in taken or known(key)):
                    taken.add(message.key)
                    failures = 0
                    yield message
                return
            except (OSError, ssl.SSLError, _imap_errors()) as error:
                failures += 1
                if failures >= self.settings.attempts:
                    raise MailError(
                        f"Hộp thư {self.settings.host} liên tục ngắt giữa chừng.",
                        remedy="Chờ ít phút rồi chạy lại lệnh; thư đã lấy không bị lấy lần nữa.",
                    ) from error
                time.sleep(self.settings.pause)
            finally:
                if client is not None:
                    _leave(client)

    def _connect(self) -> Any:
        from imapclient import IMAPClient
        from imapclient.exceptions import LoginError

        s = self.settings
        try:
            client = IMAPClient(
                s.host, port=s.port, ssl=s.security == "ssl", ssl_context=self.context, timeout=s.timeout
            )
        except ssl.SSLCertVerificationError as error:
            raise MailError(
                f"Chứng thư của máy chủ {s.host} không hợp lệ nên không kết nối.",
                remedy="Kiểm tra tên máy chủ và ngày giờ của máy; hỏi bộ phận quản trị hộp thư.",
            ) from error
        try:
            if s.security == "starttls":
                client.starttls(self.context)
            client.login(s.user, s.password)
        except LoginError as error:
            _leave(client)
            raise MailError(
                "Hộp thư không chấp nhận tên đăng nhập hoặc mật khẩu.",
                remedy="Kiểm tra mật khẩu (nhiều hộp thư cần “mật khẩu ứng dụng”), lưu lại bằng biến DANVAN_IMAP_PASSWORD hoặc keyring.",
            ) from error
        return client

    def _unseen(self, client: Any, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        s = self.settings
        opened = client.select_folder(s.folder, readonly=True)
        validity = int(opened.get(b"UIDVALIDITY", 0))
        uids = sorted(client.search(["SINCE", s.since] if s.since else "ALL"))
        new = [uid for uid in uids if not known(self._key(validity, uid))]
        sizes: dict[int, tuple[int, datetime | None]] = {}
        for start in range(0, len(new), 500):
            for uid, facts in client.fetch(new[start : start + 500], ["RFC822.SIZE", "INTERNALDATE"]).items():
                sizes[uid] = (int(facts.get(b"RFC822.SIZE", 0)), facts.get(b"INTERNALDATE"))
        for batch in _batches(new, sizes):
            bodies = client.fetch(batch, ["BODY.PEEK[]"]) if sizes[batch[0]][0] <= MAX_MESSAGE_BYTES else {}
            for uid in batch:
                size, received = sizes[uid]
                raw = bodies.get(uid, {}).get(b"BODY[]")
                if raw is None and size <= MAX_MESSAGE_BYTES:
                    continue  # deleted by somebody else meanwhile
                yield RawMessage(self._key(validity, uid), raw, "eml", f"thư số {uid}", received, size)

    def _key(self, validity: int, uid: int) -> str:
        s = self.settings
        return f"imap:{s.user}@{s.host}/{s.folder}/{validity}/{uid}"


def _batches(uids: list[int], sizes: dict[int, tuple[int, datetime | None]]) -> Iterator[list[int]]:
    batch: list[int] = []
    total = 0
    for uid in uids:
        if uid not in sizes:
            continue
        size = sizes[uid][0]
        if batch and total + size > BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def _imap_errors() -> type[Exception]:
    from imapclient.exceptions import IMAPClientError

    error: type[Exception] = IMAPClientError
    return error


def _leave(client: Any) -> None:
    try:
        client.logout()
    except Exception:  # the line may be gone already; nothing is lost
        try:
            client.shutdown()
        except Exception:
            return


class MailFiles:
    """A folder (with sub-folders) of ``.eml``, ``.msg`` and ``.mbox`` files, or one such file."""

    def __init__(self, place: Path) -> None:
        if not place.exists():
            raise InputError(
                f"Không tìm thấy “{place}”.", remedy="Chỉ thư mục hoặc tệp thư có thật.", file=place
            )
        self.place = place

    def messages(self, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        """A message's key is the hash of its bytes: the same mail in two places is one."""
        entries = (
            [Entry(self.place, self.place.parent)]
            if self.place.is_file()
            else sorted(walk(self.place), key=lambda e: e.path)
        )
        for entry in entries:
            path, suffix = entry.path, entry.path.suffix.lower()
            try:
                if entry.reason:
                    yield RawMessage(
                        "", None, name=str(path), problem=entry.note or "lối tắt đến thư mục khác"
                    )
                elif suffix in (".eml", ".msg"):
                    yield from self._of_file(path, known)
                elif suffix in (".mbox", ".mbx") or path.name.lower() == "mbox":
                    yield from self._of_mbox(path, known)
            except UnreadableError as error:
                yield RawMessage("", None, name=path.name, problem=error.note or "máy không cho đọc tệp")
            except OSError:
                yield RawMessage("", None, name=path.name, problem="máy không cho đọc tệp")

    @staticmethod
    def _of_file(path: Path, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        kind, size = path.suffix[1:].lower(), path.stat().st_size
        if size > MAX_MESSAGE_BYTES:
            yield RawMessage(f"file:{path.name}:{size}", None, kind, path.name, None, size)
            return
        raw = read_bytes(path, MAX_MESSAGE_BYTES)
        message = RawMessage(_hash_key(raw), raw, kind, path.name, None, size)
        if not known(message.key):
            yield message

    @staticmethod
    def _of_mbox(path: Path, known: Callable[[str], bool]) -> Iterator[RawMessage]:
        import mailbox

        box = mailbox.mbox(path, create=False)
        try:
            for number, key in enumerate(box.keys(), start=1):
                raw = box.get_bytes(key)
                message = RawMessage(_hash_key(raw), raw, "eml", f"{path.name}, thư {number}", None, len(raw))
                if not known(message.key):
                    yield message
        finally:
            box.close()


def _hash_key(raw: bytes) -> str:
    return "sha256:" + hashlib.sha256(raw).hexdigest()
