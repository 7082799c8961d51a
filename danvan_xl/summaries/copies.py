"""Copies of a summary, kept in a folder ``bản sao lưu`` beside it before it is replaced: the last five, numbered on."""

from __future__ import annotations

import re
from pathlib import Path

from danvan_xl.errors import InputError, OutputError
from danvan_xl.files import copy_file, make_folder, write_atomically
from danvan_xl.summaries.opened import OpenedSummary, open_summary

FOLDER = "bản sao lưu"
MOST = 5


def copies_of(path: Path) -> dict[int, Path]:
    """The copies of the summary at ``path`` by their number, the newest first."""
    named = re.compile(rf"{re.escape(path.stem)} - lần (\d+){re.escape(path.suffix)}", re.IGNORECASE)
    folder = path.parent / FOLDER
    found = {}
    for copy in folder.iterdir() if folder.is_dir() else ():
        if (match := named.fullmatch(copy.name)) and copy.is_file():
            found[int(match[1])] = copy
    return dict(sorted(found.items(), reverse=True))


def keep_copy(path: Path) -> Path:
    """Copy what stands at ``path`` into the folder and give back the copy; the oldest beyond :data:`MOST` go.

    Where the newest copy has the same content no other is made. Raises :class:`~danvan_xl.errors.OutputError`.
    """
    copies = copies_of(path)
    newest = next(iter(copies), 0)
    if newest and copies[newest].read_bytes() == path.read_bytes():
        return copies[newest]
    make_folder(path.parent / FOLDER)
    made = copy_file(path, path.parent / FOLDER / f"{path.stem} - lần {newest + 1}{path.suffix}")
    for old in list(copies.values())[MOST - 1 :]:
        try:
            old.unlink()
        except OSError:  # open somewhere: it goes with the next one
            continue
    return made


def restore_copy(path: Path, copy: Path) -> tuple[OpenedSummary, Path | None]:
    """Put ``copy`` at ``path``; give back the summary that it holds, and the copy of what stood there before.

    Raises :class:`~danvan_xl.errors.InputError` where the copy cannot be read whole (nothing is changed then), and
    :class:`~danvan_xl.errors.OutputError`.
    """
    try:
        book = open_summary(copy, what="bản sao lưu")
        data = copy.read_bytes()
    except (InputError, OSError) as error:
        raise InputError(
            f"Bản sao lưu “{copy.name}” đã hỏng hoặc không đọc được; “{path.name}” vẫn như cũ.",
            remedy="Chọn một bản sao lưu khác.",
            file=copy,
            code="copy-damaged",
        ) from error
    if path.is_dir():
        raise OutputError(
            f"“{path}” là thư mục, không phải tệp tổng hợp.", remedy="Chỉ rõ tệp .xlsx.", file=path
        )
    kept = keep_copy(path) if path.is_file() and path.read_bytes() != data else None
    write_atomically(path, lambda temporary: temporary.write_bytes(data), copied=True)
    return book, kept
