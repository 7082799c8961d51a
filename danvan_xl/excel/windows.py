"""Windows' own dialogs, for the doors without Excel: message boxes, file choosers, a list, a window that counts.

Only what pywin32 offers; the embeddable Python has no tkinter.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from danvan_xl.excel.dialogs import TITLE, Kinds, shortened
from danvan_xl.steps import StopRequested

if sys.platform == "win32":
    import pywintypes
    import win32api
    import win32con
    import win32gui
    from win32com.shell import shell, shellcon

    _BUTTON, _STATIC, _LIST = 0x80, 0x82, 0x83  # atoms of window classes in dialog templates
    _CHILD = win32con.WS_CHILD | win32con.WS_VISIBLE
    _LIST_ID = 100

    class WindowsDialogs:
        """:class:`~danvan_xl.excel.dialogs.Dialogs` by Windows itself. ``before`` is called before each question."""

        def __init__(self, before: Callable[[], object] = lambda: None) -> None:
            self.before = before

        def message(self, text: str, *, error: bool = False) -> None:
            """A message box; a long text is cut with a hint."""
            icon = win32con.MB_ICONWARNING if error else win32con.MB_ICONINFORMATION
            self._box(shortened(text), win32con.MB_OK | icon)

        def confirm(self, text: str) -> bool:
            """A box with Yes and No."""
            answer = self._box(shortened(text), win32con.MB_YESNO | win32con.MB_ICONQUESTION)
            return bool(answer == win32con.IDYES)

        def _box(self, text: str, style: int) -> int:
            self.before()
            answer: int = win32gui.MessageBox(0, text, TITLE, style | win32con.MB_SETFOREGROUND)
            return answer

        def choose(self, text: str, options: Sequence[str]) -> int | None:
            """A list in a box; a double click chooses."""
            self.before()
            answer: list[int] = []

            def begin(window: int, message: int, wide: int, long: int) -> None:
                box = win32gui.GetDlgItem(window, _LIST_ID)
                for option in options:
                    win32gui.SendMessage(box, win32con.LB_ADDSTRING, 0, option)
                win32gui.SendMessage(box, win32con.LB_SETCURSEL, 0, 0)

            def act(window: int, message: int, wide: int, long: int) -> None:
                control, event = win32api.LOWORD(wide), win32api.HIWORD(wide)
                if control == win32con.IDOK or (control == _LIST_ID and event == win32con.LBN_DBLCLK):
                    box = win32gui.GetDlgItem(window, _LIST_ID)
                    answer.append(win32gui.SendMessage(box, win32con.LB_GETCURSEL, 0, 0))
                    win32gui.EndDialog(window, 1)
                elif control == win32con.IDCANCEL:
                    win32gui.EndDialog(window, 0)

            handlers = {win32con.WM_INITDIALOG: begin, win32con.WM_COMMAND: act}
            win32gui.DialogBoxIndirect(win32api.GetModuleHandle(None), _list_template(text), 0, handlers)
            return answer[0] if answer and answer[0] >= 0 else None

        def open_file(self, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
            """Windows' chooser of a file."""
            flags = win32con.OFN_FILEMUSTEXIST | win32con.OFN_HIDEREADONLY
            return self._file(win32gui.GetOpenFileNameW, title, kinds, flags, InitialDir=str(start or ""))

        def save_file(self, title: str, kinds: Kinds, suggested: Path) -> Path | None:
            """Windows' "save as"; it asks before a file is replaced."""
            flags = win32con.OFN_OVERWRITEPROMPT | win32con.OFN_HIDEREADONLY | win32con.OFN_PATHMUSTEXIST
            return self._file(
                win32gui.GetSaveFileNameW, title, kinds, flags,
                InitialDir=str(suggested.parent), File=suggested.name, DefExt=suggested.suffix.lstrip("."),
            )  # fmt: skip

        def _file(
            self, ask: Callable[..., Any], title: str, kinds: Kinds, flags: int, **more: str
        ) -> Path | None:
            self.before()
            filters = "".join(f"{name} ({patterns})\0{patterns}\0" for name, patterns in kinds)
            try:
                return Path(
                    ask(
                        Title=title, Filter=filters, Flags=flags | win32con.OFN_EXPLORER, MaxFile=4096, **more
                    )[0]
                )
            except win32gui.error as error:
                if error.winerror == 0:  # cancelled
                    return None
                raise

        def open_folder(self, title: str, start: Path | None = None) -> Path | None:
            """Windows' chooser of a folder, opened at ``start``."""
            self.before()

            def at_start(window: int, message: int, long: int, data: Any) -> None:
                if message == shellcon.BFFM_INITIALIZED and start is not None:
                    win32gui.SendMessage(window, shellcon.BFFM_SETSELECTIONW, 1, str(start))

            flags = shellcon.BIF_RETURNONLYFSDIRS | shellcon.BIF_NEWDIALOGSTYLE | shellcon.BIF_EDITBOX
            with contextlib.suppress(pywintypes.com_error):
                pidl = shell.SHBrowseForFolder(0, None, title, flags, at_start, None)[0]
                return None if pidl is None else Path(shell.SHGetPathFromIDListW(pidl))
            return None

        def show(self, path: Path) -> None:
            """Open with the program that Windows knows for it."""
            os.startfile(path)

    def _list_template(text: str) -> list[Any]:
        """A box of 280 × 170 dialog units: a question, a list, two buttons."""
        style = (
            win32con.WS_POPUP
            | win32con.WS_CAPTION
            | win32con.WS_SYSMENU
            | win32con.DS_MODALFRAME
            | win32con.DS_SETFONT
        )
        choices = (
            _CHILD | win32con.WS_BORDER | win32con.WS_VSCROLL | win32con.WS_TABSTOP | win32con.LBS_NOTIFY
        )
        button = _CHILD | win32con.WS_TABSTOP
        return [
            [
                TITLE,
                (0, 0, 280, 170),
                style | win32con.DS_CENTER | win32con.DS_SETFOREGROUND,
                None,
                (9, "Segoe UI"),
            ],
            [_STATIC, text, -1, (7, 7, 266, 20), _CHILD],
            [_LIST, None, _LIST_ID, (7, 30, 266, 110), choices],
            [_BUTTON, "Chọn", win32con.IDOK, (163, 148, 50, 15), button | win32con.BS_DEFPUSHBUTTON],
            [_BUTTON, "Hủy", win32con.IDCANCEL, (223, 148, 50, 15), button],
        ]

    class ProgressWindow:
        """A small window that counts; closing it stops the work. It appears with the first count."""

        def __init__(self) -> None:
            self.window = 0

        def __enter__(self) -> ProgressWindow:
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            self.hide()

        def show(self, what: str, done: int, total: int) -> None:
            """Tell how far it is. Raises :class:`~danvan_xl.steps.StopRequested` once the person closed the window."""
            if not self.window:
                style = (
                    win32con.WS_OVERLAPPED | win32con.WS_CAPTION | win32con.WS_SYSMENU | win32con.WS_VISIBLE
                )
                self.window = win32gui.CreateWindowEx(
                    win32con.WS_EX_TOPMOST, "STATIC", "", style | 0x201, 300, 300, 420, 110, 0, 0, 0, None
                )  # 0x201: the text in the middle (SS_CENTER | SS_CENTERIMAGE)
                win32gui.SetWindowText(self.window, TITLE)
            said = f"{TITLE} - {what}: {done}/{total}" if total else f"{TITLE} - {what}"
            win32gui.PumpWaitingMessages()
            if not win32gui.IsWindow(self.window):
                self.window = 0
                raise StopRequested(
                    "Đã dừng theo yêu cầu; chưa ghi tệp nào.", remedy="Muốn làm lại, mở mục này lần nữa."
                )
            win32gui.SetWindowText(self.window, said)

        def hide(self) -> None:
            """Take the window away before a question, and at the end."""
            if self.window and win32gui.IsWindow(self.window):
                win32gui.DestroyWindow(self.window)
            self.window = 0
