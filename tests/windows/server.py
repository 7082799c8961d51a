"""xlwings' server of worksheet functions, started with the words of the add-in's own VBA."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pythoncom
import pywintypes
import win32com.client

from danvan_xl.excel.build import sources


def constant(name: str) -> str:
    """A text constant of the VBA module that reaches Python."""
    found = re.search(rf'Const {name} As String = "(.*)"$', sources()["DanVanPython"], re.M)
    assert found is not None, name
    return found[1].replace('""', '"')


def command(clsid: str) -> str:
    """The command line with which xlwings' library starts the server."""
    python = Path(sys.executable).with_name("pythonw.exe")
    return f'"{python}"{constant("DvSwitches")}{constant("DvServer")}'.replace("$(CLSID)", clsid)


@contextlib.contextmanager
def running_server() -> Iterator[tuple[str, Any]]:
    """(class id, the server's object in its own process)."""
    clsid = "{" + str(uuid.uuid4()).upper() + "}"
    process = subprocess.Popen(command(clsid))
    try:
        yield clsid, _object(clsid, process)
    finally:
        process.kill()
        process.wait()


def _object(clsid: str, process: subprocess.Popen[bytes]) -> Any:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            unknown = pythoncom.CoCreateInstance(
                pywintypes.IID(clsid), None, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.IID_IDispatch
            )
            return win32com.client.Dispatch(unknown)
        except pythoncom.com_error:
            time.sleep(0.2)
    raise AssertionError("the server cannot be reached")
