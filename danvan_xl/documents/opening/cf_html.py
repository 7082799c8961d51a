"""What Windows programs put on the clipboard as "HTML Format": a header that counts bytes, then a page in UTF-8 of which a part was copied.

The header is a stranger's word: what it says is followed only where it fits what stands there.
"""

from __future__ import annotations

import re

_BEGIN = re.compile(rb"\s*Version:\s*\d", re.I)
_OFFSET = re.compile(rb"^(StartHTML|EndHTML|StartFragment|EndFragment):\s*(\d{1,12})\s*$", re.I | re.M)
_FROM = re.compile(rb"<!--\s*StartFragment\s*-->", re.I)
_TO = re.compile(rb"<!--\s*EndFragment\s*-->", re.I)
_TABLE_PART = re.compile(r"<(table|tr|td|th|col|colgroup|tbody|thead)\b", re.I)
_LONGEST_HEADER = 10_000
"""Bytes; the address of the page that was copied from may be long."""


def is_cf_html(data: bytes) -> bool:
    """Whether it begins as such a header does."""
    return bool(_BEGIN.match(data)) and b"StartFragment:" in data[:_LONGEST_HEADER]


def fragment(data: bytes) -> str:
    """The copied part, as HTML; all of the page where neither marks nor offsets say which part."""
    data = data.rstrip(b"\0")
    begin = data.find(b"<")
    if begin < 0:
        return ""
    start, end = _marked(data) or _counted(data, begin) or (begin, len(data))
    part = data[start:end].decode("utf-8", "replace").replace("\0", "")
    first = _TABLE_PART.search(part)
    if first is not None and first[1].lower() != "table":
        part = f"<table>{part}</table>"  # Excel marks the rows and not the table around them
    return part


def _marked(data: bytes) -> tuple[int, int] | None:
    """Between the first mark of a beginning and the last one of an end: a page may have such marks of its own."""
    begin = _FROM.search(data)
    ends = list(_TO.finditer(data))
    if begin is None or not ends or ends[-1].start() < begin.end():
        return None
    return begin.end(), ends[-1].start()


def _counted(data: bytes, begin: int) -> tuple[int, int] | None:
    """By the header's offsets, where they cut no tag and no letter in two."""
    said = {name.lower(): int(value) for name, value in _OFFSET.findall(data[: min(begin, _LONGEST_HEADER)])}
    for what in (b"fragment", b"html"):
        start, end = said.get(b"start" + what, 0), said.get(b"end" + what, 0)
        whole = begin <= start < end <= len(data)
        if whole and _between(data, start) and _between(data, end):
            return start, end
    return None


def _between(data: bytes, at: int) -> bool:
    """Whether ``at`` stands before a tag, behind one, or at an end."""
    return (
        at in (0, len(data)) or data[at : at + 1] == b"<" or data[max(0, at - 9) : at].rstrip()[-1:] == b">"
    )
