"""The button "Nhập từ văn bản đã sao chép", from what lies on the clipboard to the master that is opened."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.actions import ImportRequest, import_plan
from danvan_xl.excel import clipboard
from danvan_xl.plans.master_reader import load_master
from danvan_xl.sheets.master import imported
from tests.documents.copying import browser_copy, cf_html, plain_copy, word_copy
from tests.documents.printing import write_docx
from tests.documents.synthetic import TABLE_COMMUNE
from tests.documents.test_more_doors import PAGE, TABLE
from tests.excel.test_doors import pressed as opened
from tests.excel.test_ribbon import after_pressing, master, own_places, pressed  # noqa: F401
from tests.excel.typed.clipboard import HTML, lying
from tests.support.passages import decide

Press = Callable[..., Any]


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_docx(TABLE_COMMUNE, tmp_path_factory.mktemp("word") / "đã ban hành.docx")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PAUSE", 0)


class DescribeTheButton:
    @pytest.mark.parametrize("copy", [word_copy, browser_copy])
    def it_makes_a_master_of_what_was_copied_and_opens_it(
        self,
        copy: Callable[[Path], bytes],
        word: Path,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        board = lying(monkeypatch, {HTML: copy(word), "CF_UNICODETEXT": "chữ khác"})
        target = tmp_path / "nhập.xlsx"
        talk, _ = pressed("import_copied", target)
        assert talk.errors == [] and talk.shown == [target] and not board.is_open
        assert [kind for kind, _ in talk.asked] == ["save"]
        assert len(load_master(target).tasks) == len(TABLE_COMMUNE.rows)
        assert "Nhập từ văn bản" in talk.told[0]
        cells = [
            cell.value for row in openpyxl.load_workbook(target)[imported.NAME].iter_rows() for cell in row
        ]
        assert any(str(value).startswith("Nguồn: văn bản đã sao chép (") for value in cells)

    def it_does_nothing_when_the_person_cancels(
        self,
        word: Path,
        pressed: Press,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lying(monkeypatch, {HTML: word_copy(word)})
        talk, book = pressed("import_copied", None)
        assert (talk.told, talk.errors, talk.shown) == ([], [], []) and book.kept["Saved"] is True

    def it_takes_plain_text_where_there_is_no_page(
        self,
        word: Path,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        text = plain_copy(word)
        for number, board in enumerate(
            (
                {"CF_UNICODETEXT": text + "\0rác của vùng nhớ"},
                {HTML: cf_html("<img src='a.png'>"), "CF_UNICODETEXT": text},
            )
        ):
            lying(monkeypatch, board)
            target = tmp_path / f"nhập {number}.xlsx"
            talk, _ = pressed("import_copied", target)
            assert talk.errors == []
            assert len(load_master(target).tasks) == len(TABLE_COMMUNE.rows)

    def it_takes_plain_text_where_the_page_was_promised_by_a_program_that_is_gone(
        self,
        word: Path,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        board = lying(monkeypatch, {HTML: b"", "CF_UNICODETEXT": plain_copy(word)}, broken=(HTML,))
        talk, _ = pressed("import_copied", tmp_path / "nhập.xlsx")
        assert talk.errors == [] and len(talk.shown) == 1 and not board.is_open

    def it_asks_which_of_two_tables(
        self,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        other = TABLE.replace("Mở lớp", "Việc khác").replace("PHỤ LỤC", "PHỤ LỤC II")
        lying(monkeypatch, {HTML: cf_html(PAGE.replace("{table}", TABLE + other))})
        target = tmp_path / "nhập.xlsx"
        talk, _ = pressed("import_copied", target, 2)
        assert talk.errors == []
        assert "Việc khác" in [task.text for task in load_master(target).tasks]

    def it_asks_before_overwriting(
        self,
        word: Path,
        pressed: Press,  # noqa: F811
        master: Path,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lying(monkeypatch, {HTML: word_copy(word)})
        before = master.read_bytes()
        talk, _ = pressed("import_copied", master, False)
        assert talk.asked[-1][0] == "confirm" and master.read_bytes() == before

    @pytest.mark.parametrize("button", ["import_copied", "import_plan"])
    def it_follows_what_was_said_of_the_passages_in_the_open_book(
        self,
        button: str,
        word: Path,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lying(monkeypatch, {HTML: word_copy(word)})
        target = tmp_path / "nhập.xlsx"
        import_plan(ImportRequest(document=clipboard.copied(), output=target))
        decide(target, "NV02", imported.NO_TASK)
        talk, book = pressed(button, True, path=target)
        assert talk.errors == [] and "1 chỗ" in talk.told[0] and talk.asked[-1][0] == "confirm"
        assert "NV02" not in after_pressing(book)["Nhiệm vụ"].values.values()


class DescribeWhatStandsInTheWay:
    def said(self, pressed: Press) -> str:  # noqa: F811
        """The only thing that is told; nothing is asked before."""
        talk, book = pressed("import_copied")
        assert talk.asked == [] and talk.told == [] and talk.shown == []
        assert book.kept["Saved"] is True
        [told] = talk.errors
        assert "Cách xử lý: " in told and "Tệp:" not in told
        return str(told)

    @pytest.mark.parametrize(
        ("contents", "told"),
        [
            ({}, "Bộ nhớ tạm không có văn bản nào."),
            ({"CF_UNICODETEXT": " \r\n\0", HTML: b"Version:0.9\r\n\0"}, "Bộ nhớ tạm không có văn bản nào."),
            ({"CF_BITMAP": 1, "CF_DIB": b"x"}, "chỉ có hình ảnh"),
            (
                {"CF_ENHMETAFILE": b"x", HTML: cf_html("<p><img src='file:///C:/a.png'><o:p></o:p></p>")},
                "chỉ có hình ảnh",
            ),
            ({HTML: cf_html("<IMG SRC='https://a.vn/a.png'>")}, "chỉ có hình ảnh"),
            ({"CF_HDROP": (r"C:\\Kế hoạch.docx",)}, "đang giữ tệp"),
        ],
    )
    def it_says_what_lies_there_instead_and_what_to_do(
        self,
        contents: dict[Any, Any],
        told: str,
        pressed: Press,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        board = lying(monkeypatch, contents)
        said = self.said(pressed)
        assert told in said and "Ctrl+C" in said and not board.is_open

    def it_waits_for_a_program_that_holds_the_clipboard_for_a_moment(
        self,
        word: Path,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        board = lying(monkeypatch, {HTML: word_copy(word)}, held=clipboard.TRIES - 1)
        talk, _ = pressed("import_copied", tmp_path / "nhập.xlsx")
        assert talk.errors == [] and board.asked == clipboard.TRIES

    def it_says_so_where_it_is_held_for_good(
        self,
        pressed: Press,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        board = lying(monkeypatch, {}, held=10_000)
        assert "Chương trình khác đang giữ bộ nhớ tạm" in self.said(pressed)
        assert board.asked == clipboard.TRIES

    def it_tells_what_to_copy_where_it_is_no_plan(
        self,
        pressed: Press,  # noqa: F811
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lying(monkeypatch, {"CF_UNICODETEXT": "Mua giấy in năm 2026"})
        talk, _ = pressed("import_copied", tmp_path / "nhập.xlsx")
        [told] = talk.errors
        assert "“văn bản đã sao chép” không giống kế hoạch" in told and "Ctrl+A" in told
        assert "danvan-xl" not in told and "Tệp:" not in told
        assert not (tmp_path / "nhập.xlsx").exists()

    def it_says_so_on_a_machine_without_a_clipboard_of_windows(
        self,
        pressed: Press,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setitem(sys.modules, "win32clipboard", None)
        assert "không phải Windows" in self.said(pressed)


class DescribeTheStartMenu:
    def it_imports_what_was_copied(self, word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lying(monkeypatch, {HTML: word_copy(word)})
        target = tmp_path / "nhập.xlsx"
        talk = opened("import-copied", target)
        assert talk.errors == [] and talk.shown == [target]
        assert len(load_master(target).tasks) == len(TABLE_COMMUNE.rows)

    def it_imports_a_file(self, word: Path, tmp_path: Path) -> None:
        target = tmp_path / "nhập.xlsx"
        talk = opened("import-plan", word, target)
        assert talk.errors == [] and talk.shown == [target] and len(talk.asked) == 2

    def it_says_what_to_do_without_naming_a_button(self, monkeypatch: pytest.MonkeyPatch) -> None:
        lying(monkeypatch, {})
        [told] = opened("import-copied").errors
        assert "Ctrl+C" in told and "nút" not in told
