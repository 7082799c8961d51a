"""Words onto the clipboard of this Windows user."""

from __future__ import annotations

import sys


def copy(text: str) -> bool:
    """Put ``text`` there; False where there is no clipboard or another program holds it."""
    if sys.platform != "win32" or not text:
        return False
    import pywintypes
    import win32clipboard

    try:
        win32clipboard.OpenClipboard()
    except pywintypes.error:
        return False
    try:
        win32clipboard.EmptyClipboard()
        win32clipboard.SetClipboardText(text.replace("\n", "\r\n"), win32clipboard.CF_UNICODETEXT)
    finally:
        win32clipboard.CloseClipboard()
    return True
