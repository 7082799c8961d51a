"""The worksheet functions as VBA reaches them: through xlwings' server in a process of its own, and through xlwings' own
library, called as the add-in's VBA declares it."""

from __future__ import annotations

import ctypes
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pythoncom
import win32com.client

from danvan_xl.excel.functions import FUNCTIONS
from danvan_xl.excel.install import library_names
from tests.windows.server import command, running_server

MODULE = "danvan_xl.excel.functions"


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with running_server() as (_, application):
        yield application


@pytest.mark.parametrize(
    ("function", "arguments", "answer"),
    [
        ("DV_LOAIHAN", ["Hằng quý", None, None], "Định kỳ"),
        ("DV_HAN", ["Quý III/2025", None, None], datetime.date(2025, 9, 30)),
        ("DV_HAN", ["Tháng 8", 45292.0, 45657.0], datetime.date(2024, 8, 31)),
        (
            "DV_TINHTRANG",
            ["Có hạn", 45292.0, 45300.0, 50.0, None, 45301.0, None, None],
            "Chưa hoàn thành, quá hạn",
        ),
        ("DV_CHUANHOA", ["  Hoà   Bình ", None], "Hoà Bình"),
        ("DV_CHUANHOA", ["C«ng t¸c d©n vËn", ".VnTime"], "Công tác dân vận"),
    ],
)
def test_a_function_answers_over_com(server: Any, function: str, arguments: list[Any], answer: Any) -> None:
    given = server.CallUDF(MODULE, function, arguments)
    if isinstance(given, datetime.datetime):
        given = given.date()
    assert given == answer


def test_a_function_answers_a_whole_column(server: Any) -> None:
    given = server.CallUDF(
        MODULE, "DV_LOAIHAN", [[["Hằng quý"], ["Thường xuyên"], ["Tháng 8/2025"]], None, None]
    )
    assert [row[0] for row in given] == ["Định kỳ", "Thường xuyên", "Có hạn"]


def test_a_function_that_is_not_there_says_so(server: Any) -> None:
    with pytest.raises(pythoncom.com_error):
        server.CallUDF(MODULE, "DV_KHONGCO", [1])


def test_xlwings_library_starts_the_server_by_the_command_of_our_vba() -> None:
    """`XLPyDLLActivateAuto`, declared as in macros/DanVanPython.bas: the command goes through the ANSI code page."""
    library = ctypes.WinDLL(str(Path(sys.executable).with_name(library_names()[0])))
    result = (ctypes.c_ubyte * 24)()  # a VARIANT
    said = command("$(CLSID)").encode("mbcs")
    failed = library.XLPyDLLActivateAuto(ctypes.byref(result), said, ctypes.c_long(1))
    kind = int.from_bytes(bytes(result[:2]), "little")
    assert (failed, kind) == (0, pythoncom.VT_DISPATCH)
    address = int.from_bytes(bytes(result[8:16]), "little")
    server = win32com.client.Dispatch(pythoncom.ObjectFromAddress(address, pythoncom.IID_IDispatch))
    try:
        assert server.CallUDF(MODULE, FUNCTIONS[0].__name__, [" Hòa  Bình ", None]) == "Hòa Bình"
    finally:
        library.XLPyDLLActivateAuto(ctypes.byref(result), said, ctypes.c_long(-1))  # ends it
