"""Pressing a button in the typed Excel as the add-in presses it."""

from __future__ import annotations

import os
from typing import Any

import pytest

from danvan_xl.excel import ribbon
from tests.excel.typed.application import HWND, Excel, Person, Workbook
from tests.excel.typed.windows import running


def press(
    monkeypatch: pytest.MonkeyPatch, excel: Excel, name: str, *answers: Any, arguments: tuple[Any, ...] = ()
) -> Person:
    """Press one button on the active book; the person gives the answers in order."""
    book: Workbook | None = excel.application.active
    assert book is not None
    running(excel)
    excel.person = person = Person(*answers)
    line = ["-c", "--from_xl=1", f"--hwnd={HWND}", f"--wb={book.get_Name()}"]
    monkeypatch.setattr("sys.argv", line)
    monkeypatch.setattr(os, "startfile", lambda path: person.shown.append(path), raising=False)
    before = len(excel.application.opened)
    getattr(ribbon, name)(*arguments)
    person.shown += excel.application.opened[before:]
    return person
