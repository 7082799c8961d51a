"""Messages as data, and as real mail: one per unit, attachments with Vietnamese names."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from pathlib import Path

from msgspec import Struct

KEY_HEADER = "X-Danvan-Key"

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
}


class Draft(Struct, frozen=True):
    """A message before it is dressed as mail. ``unit`` is the code it is for, '' when it goes up."""

    unit: str
    unit_name: str
    to: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Path, ...] = ()
    worded: bool = False
    """Its words are what it is for: another reminder with the same form is another message."""

    @property
    def key(self) -> str:
        """Names the message in the journal: who it is for and what it carries, byte for byte.

        The same form to the same unit has the same key, so that it is sent once; a form issued anew
        after a change of the plan has another. The letter's wording does not count, unless it is ``worded``.
        """
        digest = hashlib.sha256(f"{self.unit}|{'|'.join(sorted(a.lower() for a in self.to))}".encode())
        if self.worded or not self.attachments:
            digest.update(f"{self.subject}\n{self.body}".encode())
        for path in self.attachments:
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:32]


class _Whole(EmailPolicy):
    """Encodes a subject and a sender's name whole: word by word, as the library does, a space is lost where a long one folds."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() not in ("subject", "from") or value.isascii():
            return str(super().fold(name, value))
        said, address = parseaddr(value) if name.lower() == "from" else (value, "")
        encoded = Header(said, "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{f' <{address}>' if address else ''}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


_POLICY = _Whole(linesep=SMTP.linesep)


def dress(draft: Draft, sender: str, now: datetime) -> EmailMessage:
    """The draft as a mail message. Its Message-ID follows from its key: a second copy can be told by every mailbox."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = ", ".join(draft.to)
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(now)
    domain = sender.rpartition("@")[2].strip("> ") or "danvan.invalid"
    key = draft.key
    message["Message-ID"] = f"<{key}@{domain}>"
    message[KEY_HEADER] = key
    message.set_content(draft.body, charset="utf-8")
    for path in draft.attachments:
        kind = (
            _TYPES.get(path.suffix.lower())
            or mimetypes.guess_type(path.name)[0]
            or "application/octet-stream"
        )
        main, _, sub = kind.partition("/")
        if main in ("text", "message"):
            main, sub = "application", "octet-stream"
        # The library writes non-ASCII names by RFC 2231, which every mail program of today reads.
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    return message
