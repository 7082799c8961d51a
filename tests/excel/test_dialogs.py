"""What the dialogs show, and advice said for buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import danvan_xl
from danvan_xl.excel.dialogs import MAX_MESSAGE, MAX_PROMPT, numbered, shortened
from danvan_xl.excel.wording import _CLAUSES, for_buttons


class DescribeMessages:
    def it_shows_a_short_text_as_it_is(self) -> None:
        assert shortened("Xong.\nHết.") == "Xong.\nHết."

    def it_cuts_a_long_list_at_a_line_and_says_how_many_are_left(self) -> None:
        text = shortened("\n".join(f"- dòng {i}" for i in range(100)))
        assert text.endswith("… và 70 dòng nữa.")
        assert "- dòng 29" in text and "- dòng 30" not in text

    def it_cuts_one_endless_line(self) -> None:
        assert len(shortened("a" * 10_000)) <= MAX_MESSAGE + 2

    def it_numbers_options_within_what_an_input_box_takes(self) -> None:
        options = [f"K{i}: Báo cáo kỳ số {i} của năm, hạn 01/0{i}/2025" for i in range(1, 7)]
        text = numbered("Kỳ báo cáo nào?", options)
        assert len(text) <= MAX_PROMPT
        assert [line[:5] for line in text.splitlines()[1:]] == [f"{i}. K{i}" for i in range(1, 7)]


class DescribeAdvice:
    @pytest.mark.parametrize(
        ("said", "for_excel"),
        [
            ("Chạy trước: danvan-xl split kế hoạch.xlsx", "Bấm nút “Tách theo đơn vị”"),
            ("Sửa các ô trên; xem tất cả lỗi bằng lệnh: danvan-xl check TỆP",
             "Sửa các ô trên; xem tất cả lỗi bằng nút “Kiểm tra”"),
            ("Đóng Excel rồi chạy lại: danvan-xl addin install", "Đóng Excel rồi chạy lại: danvan-xl addin install"),
            ("Không có lệnh nào.", "Không có lệnh nào."),
        ],
    )  # fmt: skip
    def it_names_the_button_in_place_of_the_command(self, said: str, for_excel: str) -> None:
        assert for_buttons(said) == for_excel

    @pytest.mark.parametrize("clause", sorted(_CLAUSES))
    def it_knows_only_clauses_that_are_said(self, clause: str) -> None:
        texts = [path.read_text(encoding="utf-8") for path in Path(danvan_xl.__file__).parent.rglob("*.py")]
        words = max(re.split(r"--[a-z-]+", clause), key=len).strip(" ,.:")
        assert sum(words in text for text in texts) > 1, clause  # here, and where it is said
