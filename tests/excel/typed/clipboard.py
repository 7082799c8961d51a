"""A clipboard in place of pywin32's ``win32clipboard``: the same names, the same types of data, the same refusals."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from tests.excel.typed.windows import engine

_NUMBERS = {
    "CF_BITMAP": 2,
    "CF_METAFILEPICT": 3,
    "CF_DIB": 8,
    "CF_UNICODETEXT": 13,
    "CF_ENHMETAFILE": 14,
    "CF_HDROP": 15,
}
HTML = 49_379
"""What RegisterClipboardFormat gave for "HTML Format"."""


class Clipboard:
    """What lies on it, by format. ``held``: so many times another program has it open when it is asked for."""

    def __init__(
        self, contents: dict[int | str, Any], *, held: int = 0, broken: tuple[int, ...] = ()
    ) -> None:
        self.contents = {
            _NUMBERS[key] if isinstance(key, str) else key: value for key, value in contents.items()
        }
        self.held, self.broken = held, broken
        self.is_open, self.asked = False, 0
        self.error: type[Exception] = _error()

    def OpenClipboard(self, window: int | None = None) -> None:
        assert not self.is_open, "opened twice"
        self.asked += 1
        if self.asked <= self.held:
            raise self.error(5, "OpenClipboard", "Access is denied.")
        self.is_open = True

    def CloseClipboard(self) -> None:
        assert self.is_open, "closed without having been opened"
        self.is_open = False

    def RegisterClipboardFormat(self, name: str) -> int:
        assert name == "HTML Format"
        return HTML

    def IsClipboardFormatAvailable(self, kind: int) -> int:
        return int(kind in self.contents)

    def GetClipboardData(self, kind: int) -> Any:
        assert self.is_open, "read without having been opened"
        if kind not in self.contents:
            raise TypeError("Specified clipboard format is not available")
        if kind in self.broken:  # promised by a program that is gone
            raise self.error(0, "GetClipboardData", "No error message is available")
        return self.contents[kind]


def _error() -> type[Exception]:
    if sys.platform == "win32":
        import pywintypes

        return pywintypes.error
    return type("error", (Exception,), {})


def lying(monkeypatch: pytest.MonkeyPatch, contents: dict[int | str, Any], **how: Any) -> Clipboard:
    """A clipboard with these contents, for the length of a test."""
    engine()  # loaded later, it would take its own pywintypes away again
    board = Clipboard(contents, **how)
    module = ModuleType("win32clipboard")
    vars(module).update(_NUMBERS)
    for name in (
        "OpenClipboard",
        "CloseClipboard",
        "RegisterClipboardFormat",
        "IsClipboardFormatAvailable",
        "GetClipboardData",
    ):
        setattr(module, name, getattr(board, name))
    monkeypatch.setitem(sys.modules, "win32clipboard", module)
    if sys.platform != "win32":
        types = ModuleType("pywintypes")
        types.error = board.error  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "pywintypes", types)
    return board
