"""The process behind the worksheet functions: xlwings' server, in an environment with its letters put right.

xlwings' library hands its process the environment in the machine's ANSI code page; 'C:\\Users\\Nguyễn Văn A' comes as
'C:\\Users\\Nguy?n Van A', a folder that is not there and cannot be made, and pywin32 fails while it is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_PERSONAL = (
    "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", "HOMEPATH", "USERNAME", "OneDrive", "OneDriveCommercial",
    "OneDriveConsumer",
)  # fmt: skip
"""Variables in which the user's name stands."""


def mended(given: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What must be set anew: the personal variables that came otherwise than the user's ``own`` environment has them."""
    return {name: own[name] for name in _PERSONAL if name in own and given.get(name) != own[name]}


def serve(clsid: str) -> None:
    """Serve until Excel ends. ``clsid`` is how xlwings' library finds this process."""
    if sys.platform == "win32":
        import win32api
        import win32con
        import win32profile
        import win32security

        token = win32security.OpenProcessToken(
            win32api.GetCurrentProcess(), win32con.TOKEN_QUERY | win32con.TOKEN_DUPLICATE
        )
        os.environ.update(mended(os.environ, win32profile.CreateEnvironmentBlock(token, False)))
        import xlwings

        xlwings.serve(clsid)
