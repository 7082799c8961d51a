"""The journal of what was sent: one line a step, on disk before the next step begins.

Sent once means once: a message is written down as *begun* when the server is spoken to, as *leaving*
just before its last byte, and as *sent* when the server has taken it. After a crash the next run reads
the journal and sends only the rest; only a crash between the last byte and the answer needs a person. A line cut
off by the crash is ignored: it was never known to be whole.
"""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from danvan_xl.errors import OutputError

NAME = ".danvan-da-gui.jsonl"


class Step(StrEnum):
    """How far a message came."""

    BEGUN = "begun"
    """Talking to the server; the message's last byte has not left, so it cannot have been taken."""
    LEAVING = "leaving"
    """The last byte is about to leave. A journal that ends here cannot tell whether it was taken."""
    SENT = "sent"
    REFUSED = "refused"
    """The server said no to it; a later run tries again."""
    UNCERTAIN = "uncertain"
    """The line broke after the last byte and before the answer: nobody can know; a person decides."""


class Entry(Struct, frozen=True):
    """One step of one message. ``key`` names the message: unit, period and content."""

    key: str
    step: Step
    at: str
    to: tuple[str, ...] = ()
    detail: str = ""


class Journal:
    """The journal in one folder. Every method that writes has reached the disk when it returns."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._last: dict[str, Entry] = {}
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                try:
                    facts = json.loads(line)
                    entry = Entry(
                        facts["key"], Step(facts["step"]), facts["at"], tuple(facts["to"]), facts["detail"]
                    )
                except (ValueError, KeyError, TypeError):
                    continue
                self._last[entry.key] = entry

    def last(self, key: str) -> Entry | None:
        """The message's last known step."""
        return self._last.get(key)

    def write(self, entry: Entry) -> None:
        """Append and flush to the disk. Raises :class:`~danvan_xl.errors.OutputError`: without a journal nothing is sent."""
        line = json.dumps(asdict(entry), ensure_ascii=False)
        try:
            # A crash may have left half a line; begin on a fresh one.
            torn = self.path.exists() and self.path.stat().st_size > 0 and not self._ends_with_newline()
            with self.path.open("a", encoding="utf-8") as file:
                file.write(("\n" if torn else "") + line + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(
                "Không ghi được sổ gửi thư nên không gửi thêm thư nào.",
                remedy="Kiểm tra dung lượng và quyền ghi của thư mục rồi chạy lại; các thư đã gửi không bị gửi lần nữa.",
                file=self.path,
            ) from error
        self._last[entry.key] = entry

    def _ends_with_newline(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
