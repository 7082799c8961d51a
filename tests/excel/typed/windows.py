"""xlwings' own Windows engine, loaded on any system over the typed Excel in place of pywin32.

What xlwings does with Excel is then what it does on Windows, line by line; only the COM layer beneath is ours.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import importlib
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from tests.excel.typed.application import HWND, Excel
from tests.excel.typed.com import CDispatch
from tests.excel.typed.core import ComError

_current: list[Excel] = []


class _Never:
    """Base of a kind of object that the stand-in never makes."""


class _Utc:
    @staticmethod
    def utc() -> dt.timezone:
        return dt.UTC


class _NoWindow(Exception):
    """``pywintypes.error``."""


def _application() -> Any:
    """The application of the Excel that runs: over the real pywin32 where there is one."""
    if sys.platform == "win32":
        from tests.excel.typed.served import dispatched

        return dispatched(_current[-1].application)
    return CDispatch(_current[-1].application)


def _message_box(hwnd: int, text: str, title: str, style: int) -> int:
    assert (hwnd, title) == (HWND, "Dân vận")
    return _current[-1].person.message_box(text, style)


def _modules() -> dict[str, ModuleType]:
    """Those parts of pywin32 that xlwings imports."""
    client = {
        "CDispatch": CDispatch, "DispatchBaseClass": _Never, "CoClassBaseClass": _Never, "Dispatch": lambda found: found,
        "DispatchEx": None,
    }  # fmt: skip
    contents: dict[str, dict[str, Any]] = {
        "pywintypes": {"com_error": ComError, "error": _NoWindow, "TimeType": dt.datetime},
        "pythoncom": {"ole_error": ComError, "CoInitialize": lambda: None, "__file__": "pythoncom.dll"},
        "win32api": {"MessageBox": _message_box},
        "win32con": {
            "MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNOCANCEL": 3, "MB_YESNO": 4, "MB_ICONINFORMATION": 0x40,
            "MB_ICONWARNING": 0x30,
        },
        "win32gui": {"FindWindowEx": lambda *_: HWND},
        "win32process": {"GetWindowThreadProcessId": lambda hwnd: (1, 42)},
        "win32timezone": {"TimeZoneInfo": _Utc},
        "win32com": {},
        "win32com.client": client,
    }  # fmt: skip
    made = {}
    for name, attributes in contents.items():
        made[name] = ModuleType(name)
        vars(made[name]).update(attributes)
    made["win32com"].client = made["win32com.client"]  # type: ignore[attr-defined]
    return made


def _ctypes() -> dict[str, Any]:
    """Those parts of ctypes that only Windows has. The window of the typed Excel leads to its application."""

    def from_unknown(*_: Any) -> CDispatch:
        return _application()

    ole32 = SimpleNamespace(CLSIDFromString=lambda *_: 0)
    oleacc = SimpleNamespace(AccessibleObjectFromWindow=lambda *_: 0)
    return {
        "oledll": SimpleNamespace(ole32=ole32, oleacc=oleacc),
        "windll": SimpleNamespace(
            user32=SimpleNamespace(GetForegroundWindow=lambda: HWND, SetForegroundWindow=lambda _: True)
        ),
        "PyDLL": lambda _: SimpleNamespace(PyCom_PyObjectFromIUnknown=from_unknown),
    }


def engine() -> ModuleType:
    """``xlwings._xlwindows`` over the typed Excel, loaded once."""
    import xlwings

    loaded = sys.modules.get("xlwings._xlwindows")
    if sys.platform == "win32":
        return _on_windows(xlwings._xlwindows)
    if loaded is not None:
        return loaded
    modules, parts = _modules(), _ctypes()
    before = {name: getattr(ctypes, name, None) for name in parts}
    registered: list[Callable[..., Any]] = []
    register = atexit.register
    sys.modules.update(modules)
    for name, part in parts.items():
        setattr(ctypes, name, part)
    atexit.register = lambda function, *_, **__: registered.append(function) or function  # type: ignore[assignment,func-returns-value]
    try:
        loaded = importlib.import_module("xlwings._xlwindows")
    finally:
        atexit.register = register
        for name, part in before.items():
            if part is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, part)
        for name in modules:
            sys.modules.pop(name, None)
    loaded.N_COM_ATTEMPTS = 1  # an error of ours is an error, not Excel being busy for ever
    xlwings._xlwindows = loaded
    return loaded


def _on_windows(loaded: Any) -> ModuleType:
    """The engine as it is, but for its ways to a running Excel, to its windows and to a message box."""
    loaded.N_COM_ATTEMPTS = 1
    loaded.get_xl_app_from_hwnd = lambda _: loaded.COMRetryObjectWrapper(_application()).Application
    loaded.get_excel_hwnds = lambda: iter([HWND])
    loaded.win32process.GetWindowThreadProcessId = lambda _: (1, 42)
    loaded.win32api.MessageBox = _message_box
    made: ModuleType = loaded
    return made


def running(excel: Excel) -> Any:
    """``xlwings.App`` of a typed Excel."""
    import xlwings

    _current.append(excel)
    loaded = engine()
    if "excel" not in [known.name for known in xlwings.engines]:
        xlwings.engines.add(xlwings.main.Engine(impl=loaded.engine))
    return xlwings.App(impl=loaded.App(xl=HWND))
