"""Plain Windows dialogs, answered by a second thread as a person would: found by their title, then a button."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import keyring
import pytest
import win32con
import win32gui

from danvan_xl.excel.dialogs import TITLE
from danvan_xl.excel.windows import ProgressWindow, WindowsDialogs
from danvan_xl.mail.secrets import ask_password, password_for
from danvan_xl.steps import StopRequested

_LIST = 100


def answering(act: Callable[[int], None]) -> threading.Thread:
    """Wait for a box with our title, then ``act`` on it."""

    def wait() -> None:
        for _ in range(200):
            window = win32gui.FindWindow("#32770", TITLE)
            if window:
                act(window)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def press(button: int) -> Callable[[int], None]:
    return lambda window: win32gui.PostMessage(window, win32con.WM_COMMAND, button, 0)


def pick(number: int) -> Callable[[int], None]:
    def act(window: int) -> None:
        time.sleep(0.3)
        win32gui.SendMessage(win32gui.GetDlgItem(window, _LIST), win32con.LB_SETCURSEL, number, 0)
        press(win32con.IDOK)(window)

    return act


class DescribeTheDialogs:
    def it_lets_choose_from_a_list(self) -> None:
        answering(pick(1))
        assert WindowsDialogs().choose("Kỳ báo cáo nào?", ["K1: 6 tháng", "K2: cả năm"]) == 1

    def it_takes_a_closed_list_for_no_answer(self) -> None:
        answering(press(win32con.IDCANCEL))
        assert WindowsDialogs().choose("Kỳ báo cáo nào?", ["K1"]) is None

    @pytest.mark.parametrize(("button", "answer"), [(win32con.IDYES, True), (win32con.IDNO, False)])
    def it_asks_yes_or_no(self, button: int, answer: bool) -> None:
        answering(press(button))
        assert WindowsDialogs().confirm("Ghi tệp tổng hợp?") is answer

    def it_tells_and_waits(self) -> None:
        hidden: list[int] = []
        answering(press(win32con.IDOK))
        WindowsDialogs(lambda: hidden.append(1)).message("Đã ghi.", error=True)
        assert hidden == [1]


class DescribeThePassword:
    def it_is_asked_by_windows_and_kept_where_it_is_looked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DANVAN_IMAP_PASSWORD", raising=False)
        host = "mail.vidu.gov.vn"

        def type_it(window: int) -> None:
            time.sleep(0.3)
            fields: list[int] = []
            win32gui.EnumChildWindows(window, lambda child, found: found.append(child) or True, fields)
            [secret] = [
                field
                for field in fields
                if win32gui.GetClassName(field) == "Edit"
                and win32gui.GetWindowLong(field, win32con.GWL_STYLE) & win32con.ES_PASSWORD
            ]
            win32gui.SendMessage(secret, win32con.WM_SETTEXT, 0, "bí mật 7")
            press(win32con.IDOK)(window)

        answering(type_it)
        assert ask_password("imap", host, "danvan")
        assert password_for("imap", host, "danvan") == "bí mật 7"
        keyring.delete_password(f"danvan-xl:imap:{host}", "danvan")

    def it_takes_a_closed_box_for_no_answer(self) -> None:
        answering(press(win32con.IDCANCEL))
        assert not ask_password("imap", "mail.vidu.gov.vn", "danvan")


class DescribeTheCountingWindow:
    def it_counts_and_goes_away(self) -> None:
        with ProgressWindow() as window:
            window.show("Đang đọc phiếu", 3, 44)
            made = window.window
            assert win32gui.GetWindowText(made) == f"{TITLE} - Đang đọc phiếu: 3/44"
        assert not win32gui.IsWindow(made)

    def it_stops_the_work_when_the_person_closes_it(self) -> None:
        with ProgressWindow() as window:
            window.show("Đang đọc phiếu", 1, 2)
            win32gui.PostMessage(window.window, win32con.WM_CLOSE, 0, 0)
            with pytest.raises(StopRequested):
                window.show("Đang đọc phiếu", 2, 2)
