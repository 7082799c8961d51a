"""Words for chat groups (Zalo): one text for the group and one for each unit, in one file, ready to be copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from danvan_xl.files import backup_of, make_folder, write_atomically

MARK = "TIN NHẮN ZALO"
"""How such a file begins: one that begins so is ours and may be written again."""
_HOW = "Chép từng phần dưới đây, dán vào Zalo rồi gửi."
_MOST = 40
"""A sentence names so many units; more are counted."""


class Words(Struct, frozen=True):
    """What goes to one unit by chat. ``mailed``: it gets a letter as well."""

    unit: str
    unit_name: str
    text: str
    mailed: bool


_REPORT = "báo cáo "


def after_report(period: str) -> str:
    """A period's name behind the words "báo cáo": '6 tháng đầu năm 2026', called 'Báo cáo 6 tháng đầu năm 2026'."""
    return period[len(_REPORT) :] if period.lower().startswith(_REPORT) else period


def named(units: Iterable[str]) -> str:
    """'Thôn A; Thôn B; … (còn 12)'."""
    names = list(units)
    more = [f"… (còn {len(names) - _MOST})"] if len(names) > _MOST else []
    return "; ".join(names[:_MOST] + more)


def sentence(what: str, units: Sequence[str]) -> list[str]:
    """'Chưa gửi phiếu (2): Thôn A; Thôn B.' for equal cases; nothing where there are none."""
    return [f"- {what} ({len(units)}): {named(units)}."] if units else []


def as_text(group: str, words: Sequence[Words]) -> str:
    """The whole file: the group's text, then the units', those that get no letter first."""
    parts = [f"{MARK}. {_HOW}", f"===== TIN CHO NHÓM =====\n{group.strip()}"]
    for item in sorted(words, key=lambda item: item.mailed):
        how = "" if item.mailed else " (chưa có thư điện tử)"
        parts.append(f"===== {item.unit_name}{how} =====\n{item.text.strip()}")
    return "\n\n".join(parts) + "\n"


def write_words(path: Path, text: str) -> None:
    """Write the file in UTF-8 as Windows' Notepad reads it; what stands there and is not ours is kept aside.

    Raises :class:`~danvan_xl.errors.OutputError`.
    """
    make_folder(path.parent)
    if path.exists() and not path.read_bytes().startswith(f"\ufeff{MARK}".encode()):
        backup_of(path)
    data = text.replace("\n", "\r\n").encode("utf-8-sig")
    write_atomically(path, lambda temporary: temporary.write_bytes(data) and None)
