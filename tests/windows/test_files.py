"""Locks as Windows keeps them, and what a scanner does."""

from __future__ import annotations

from pathlib import Path

import pytest
import win32con
import win32file

from danvan_xl.errors import OutputLockedError
from danvan_xl.files import office_lock_of, write_atomically
from tests.support.locks import held


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "tổng hợp.xlsx"
    path.write_bytes(b"old")
    return path


def write_new(target: Path) -> None:
    write_atomically(target, lambda temporary: temporary.write_bytes(b"new"))


def test_a_book_open_in_excel_is_called_open_at_once(target: Path) -> None:
    """Excel keeps it for reading and writing and lets others read only."""
    handle = win32file.CreateFile(
        str(target), win32con.GENERIC_READ | win32con.GENERIC_WRITE, win32con.FILE_SHARE_READ, None, win32con.OPEN_EXISTING, 0, None
    )  # fmt: skip
    try:
        with pytest.raises(OutputLockedError, match="đang mở"):
            write_new(target)
    finally:
        handle.Close()
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_lock_left_by_a_crashed_excel_locks_nothing(target: Path) -> None:
    target.with_name(f"~${target.name}").write_bytes(b"x")
    write_new(target)
    assert target.read_bytes() == b"new"


def test_a_lock_that_excel_holds_is_seen(target: Path) -> None:
    with held(target.with_name(f"~${target.name}")) as lock:
        assert office_lock_of(target) == lock


def test_a_scanner_that_holds_the_fresh_file_is_waited_for(target: Path) -> None:
    holding = []

    def write(temporary: Path) -> None:
        temporary.write_bytes(b"new")
        scanner = held(temporary, seconds=0.4)
        scanner.__enter__()
        holding.append(scanner)

    write_atomically(target, write)
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
