"""The clipboard of Windows itself: what other programs put there, read by the button; what another one holds, waited for."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pywintypes
import win32clipboard
import win32gui

from danvan_xl.documents import import_plan
from danvan_xl.errors import InputError
from danvan_xl.excel import clipboard
from danvan_xl.plans.master_reader import load_master
from tests.documents.comparing import differences
from tests.documents.copying import browser_copy, cf_html, plain_copy, word_copy
from tests.documents.printing import write_docx
from tests.documents.synthetic import TABLE_COMMUNE
from tests.excel.typed.application import Excel, Person
from tests.excel.typed.pressing import press

HTML = win32clipboard.RegisterClipboardFormat(clipboard.HTML)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_docx(TABLE_COMMUNE, tmp_path_factory.mktemp("word") / "đã ban hành.docx")


@pytest.fixture
def window() -> Iterator[int]:
    """A window of another program: what opens the clipboard and owns what lies there. Nothing is left on it."""
    made = win32gui.CreateWindowEx(0, "STATIC", "", 0, 0, 0, 0, 0, 0, 0, 0, None)
    yield made
    put(made, {})
    win32gui.DestroyWindow(made)


def open_for(window: int) -> None:
    """Open the clipboard, once whoever looks at every change of it (Wine's own window does) is done."""
    for left in reversed(range(100)):
        try:
            win32clipboard.OpenClipboard(window)
            return
        except pywintypes.error:
            if not left:
                raise
            time.sleep(0.05)


def put(window: int, contents: dict[int, Any]) -> None:
    """Lay this there, in the order of the formats, in place of what lay there."""
    open_for(window)
    try:
        win32clipboard.EmptyClipboard()
        for kind, value in contents.items():
            if kind == win32clipboard.CF_UNICODETEXT:
                win32clipboard.SetClipboardText(value, kind)
            else:
                win32clipboard.SetClipboardData(kind, value)
    finally:
        win32clipboard.CloseClipboard()


def pressed(monkeypatch: pytest.MonkeyPatch, folder: Path, *answers: Any) -> Person:
    """The button on a book that is no master; logs go into the folder."""
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "nhật ký"))
    excel = Excel()
    excel.new({"Trang1": [["một", 2]]}, "Sổ khác.xlsx")
    person = press(monkeypatch, excel, "import_copied", *answers)
    assert excel.bridge.faults == []
    return person


class DescribeTheButton:
    @pytest.mark.parametrize("copy", [word_copy, browser_copy])
    def it_makes_a_master_of_the_page_and_not_of_the_text_beside_it(
        self, copy: Any, window: int, word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(window, {HTML: copy(word), win32clipboard.CF_UNICODETEXT: "chữ khác"})
        target = tmp_path / "nhập.xlsx"
        talk = pressed(monkeypatch, tmp_path, target)
        assert talk.errors == [] and talk.shown == [target]
        assert len(load_master(target).tasks) == len(TABLE_COMMUNE.rows)

    def it_makes_one_of_plain_text(
        self, window: int, word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(window, {win32clipboard.CF_UNICODETEXT: plain_copy(word)})
        target = tmp_path / "nhập.xlsx"
        talk = pressed(monkeypatch, tmp_path, target)
        assert talk.errors == [] and talk.shown == [target]
        assert len(load_master(target).tasks) == len(TABLE_COMMUNE.rows)

    def it_says_what_is_missing_and_asks_nothing(
        self, window: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(window, {})
        talk = pressed(monkeypatch, tmp_path)
        assert talk.asked == [] and talk.shown == []
        [told] = talk.errors
        assert "Bộ nhớ tạm không có văn bản nào." in told and "Ctrl+C" in told


class DescribeWhatIsRead:
    def it_is_every_fact_of_the_plan(self, window: int, word: Path) -> None:
        for contents in (
            {HTML: word_copy(word)},
            {HTML: browser_copy(word)},
            {win32clipboard.CF_UNICODETEXT: plain_copy(word)},
        ):
            put(window, contents)
            assert differences(TABLE_COMMUNE, import_plan(clipboard.copied())) == []

    def it_is_what_the_program_put_there_itself(self, window: int) -> None:
        assert clipboard.copy("Kế hoạch\ndân vận")
        assert clipboard.copied().text == "Kế hoạch\r\ndân vận"

    @pytest.mark.parametrize(
        ("kind", "data", "code"),
        [
            (
                win32clipboard.CF_DIB,
                struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\0" * 4,
                "clipboard-picture",
            ),
            (HTML, cf_html("<p><img src='file:///C:/a.png'></p>"), "clipboard-picture"),
            (HTML, b"Version:0.9\r\nStartFragment:0000000009\r\n", "clipboard-empty"),
            (
                win32clipboard.CF_HDROP,
                struct.pack("<IiiII", 20, 0, 0, 0, 1) + "C:\\Kế hoạch.docx\0\0".encode("utf-16-le"),
                "clipboard-files",
            ),
        ],
        ids=["picture", "page of a picture", "page of nothing", "files"],
    )
    def it_is_nothing_of_a_picture_or_a_file(self, kind: int, data: bytes, code: str, window: int) -> None:
        put(window, {kind: data})
        with pytest.raises(InputError) as caught:
            clipboard.copied()
        assert caught.value.code == code


class DescribeAClipboardThatIsHeld:
    def it_is_told_after_a_moment(self, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
        waited: list[float] = []
        monkeypatch.setattr(clipboard, "time", SimpleNamespace(sleep=waited.append))
        open_for(window)
        try:
            with pytest.raises(InputError) as caught:
                clipboard.copied()
            assert not clipboard.copy("Tin cho nhóm")
        finally:
            win32clipboard.CloseClipboard()
        assert caught.value.code == "clipboard-busy"
        assert waited == [clipboard.PAUSE] * (clipboard.TRIES - 1) * 2

    def it_is_read_once_the_other_program_lets_go(self, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
        put(window, {win32clipboard.CF_UNICODETEXT: "Kế hoạch dân vận"})
        held, wanted, free = threading.Event(), threading.Event(), threading.Event()

        def hold() -> None:
            own = win32gui.CreateWindowEx(0, "STATIC", "", 0, 0, 0, 0, 0, 0, 0, 0, None)
            open_for(own)
            held.set()
            wanted.wait(30)
            win32clipboard.CloseClipboard()
            win32gui.DestroyWindow(own)
            free.set()

        def let_go(_: float) -> None:
            wanted.set()
            free.wait(30)

        monkeypatch.setattr(clipboard, "time", SimpleNamespace(sleep=let_go))
        other = threading.Thread(target=hold)
        other.start()
        assert held.wait(30)
        assert clipboard.copied().text == "Kế hoạch dân vận"
        other.join(30)
        assert wanted.is_set()
