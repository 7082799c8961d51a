"""Marks: x, v, ✓, có, không."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.findings import catalogue
from danvan_xl.language.marks import read_mark
from danvan_xl.language.reading import Reading


class DescribeReadMark:
    @pytest.mark.parametrize(
        "value",
        ["x", "X", "x ", " X", "\u00a0x", "x.", "v", "V", "✓", "✔", "✔\ufe0f", "☑", "√", "×", "Х", "ｘ", "[x]", "(X)", "có", "Có",
         "CÓ", "co\u0301", "đúng", "Đồng ý", "Yes", "TRUE", "true", True, 1, 1.0, "1", "\uf0fc", "þ"],
    )  # fmt: skip
    def it_takes_ticks_as_yes(self, value: object) -> None:
        assert read_mark(value) == Reading(True)

    @pytest.mark.parametrize(
        "value",
        [
            "không",
            "Không",
            "KHÔNG",
            "không có",
            "ko",
            "No",
            "FALSE",
            False,
            0,
            0.0,
            "0",
            "-",
            "–",
            "—",
            "☐",
            "[ ]",
        ],
    )
    def it_takes_a_clear_no_as_no(self, value: object) -> None:
        assert read_mark(value) == Reading(False)

    @pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "\u200b"])
    def it_leaves_blank_blank(self, value: object) -> None:
        assert read_mark(value) == Reading()

    @pytest.mark.parametrize(
        "value",
        [
            "☒",
            "✗",
            "xx",
            "x?",
            "có thể",
            "chưa",
            "đã làm",
            "2",
            2,
            -1,
            0.5,
            math.nan,
            "...",
            "?",
            "cọ",
            date(2025, 9, 5),
            "không rõ",
        ],
    )
    def it_does_not_guess(self, value: object) -> None:
        reading = read_mark(value)
        assert (reading.value, reading.issues) == (None, ("mark-not-understood",))
        assert reading.note

    def it_minds_the_label_that_itself_says_no(self) -> None:
        label = "Không phát sinh (x)"
        assert read_mark("không phát sinh", label=label).value is True
        assert read_mark("x", label=label).value is True
        assert read_mark("không", label=label).issues == ("mark-not-understood",)
        assert read_mark("0", label=label).value is False
        assert read_mark("không", label="Cam đoan số liệu (x)").value is False

    @given(st.one_of(st.text(max_size=6), st.integers(), st.floats()))
    def it_never_fails(self, value: object) -> None:
        reading = read_mark(value)
        assert all(code in catalogue() for code in reading.issues)
