"""When a file came in, where ``collect`` noted it: the sidecar ``.danvan-received.json`` in a folder of returns.

Contract between ``mail`` (writes) and ``returns`` (reads)::

    {"<path relative to this folder, with '/'>": {"received": "2025-12-03T08:15:00+07:00",
                                                   "sender": "...", "message_id": "..."}}

``received`` is ISO 8601; with a zone it is turned into Vietnam's date, without one it is taken as it is.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from danvan_xl.language.dates import VIETNAM

SIDECAR = ".danvan-received.json"
"""Vietnam keeps no summer time; a zone table is not needed (and is missing on Windows)."""


class Receipt(Struct, frozen=True):
    """How a file came in."""

    received: datetime
    sender: str = ""
    message_id: str = ""

    @property
    def day(self) -> date:
        """The date in Vietnam."""
        return vietnam_date(self.received)


def vietnam_date(moment: datetime) -> date:
    """The calendar date in Vietnam; a time without a zone is taken as written."""
    return moment.date() if moment.tzinfo is None else moment.astimezone(VIETNAM).date()


def read_sidecar(folder: Path) -> dict[str, Receipt]:
    """What a folder's sidecar says, by relative path; {} when there is none. A damaged entry is passed over."""
    try:
        data = json.loads((folder / SIDECAR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found: dict[str, Receipt] = {}
    for path, facts in data.items() if isinstance(data, dict) else ():
        try:
            received = datetime.fromisoformat(str(facts["received"]))
        except (KeyError, TypeError, ValueError):
            continue
        found[str(path)] = Receipt(
            received, str(facts.get("sender") or ""), str(facts.get("message_id") or "")
        )
    return found


def write_sidecar(folder: Path, receipts: dict[str, Receipt]) -> None:
    """Add ``receipts`` to a folder's sidecar (what stood there stays). Raises OutputError."""
    from danvan_xl.files import write_atomically

    known = read_sidecar(folder) | receipts
    data = {
        path: {
            "received": receipt.received.isoformat(),
            "sender": receipt.sender,
            "message_id": receipt.message_id,
        }
        for path, receipt in sorted(known.items())
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_atomically(folder / SIDECAR, lambda path: path.write_text(text, encoding="utf-8"))
