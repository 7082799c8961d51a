"""The worksheet functions with hand-worked results, single cells and ranges."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from danvan_xl.excel import functions
from danvan_xl.excel.formulas import CHECK_AGAIN
from danvan_xl.excel.functions import DV_CHUANHOA, DV_HAN, DV_LOAIHAN, DV_TINHTRANG, DV_XEPLOAI

START, END = [[datetime(2025, 7, 1)]], [[datetime(2025, 12, 31)]]


def one(value: Any) -> list[list[Any]]:
    """A single cell, as xlwings hands it over."""
    return [[value]]


class DescribeDvHan:
    @pytest.mark.parametrize(
        ("phrase", "due"),
        [
            ("Quý III, IV/2025", datetime(2025, 12, 31)),
            ("Xong trước 05/9/2025", datetime(2025, 9, 5)),
            ("Tháng 8/2025", datetime(2025, 8, 31)),
            (datetime(2025, 9, 5), datetime(2025, 9, 5)),
            (None, ""),
            ("đột xuất", ""),
        ],
    )
    def it_gives_the_due_date(self, phrase: Any, due: Any) -> None:
        assert DV_HAN(one(phrase), START, END) == [[due]]

    def it_takes_a_column_and_gives_a_column(self) -> None:
        assert DV_HAN([["Tháng 8/2025"], ["Tháng 9/2025"]], START, END) == [
            [datetime(2025, 8, 31)],
            [datetime(2025, 9, 30)],
        ]

    def it_takes_the_year_of_the_given_start(self) -> None:
        assert DV_HAN(one("tháng 12"), one(datetime(2024, 1, 1))) == [[datetime(2024, 12, 31)]]

    def it_says_check_again_for_a_start_that_is_no_date(self) -> None:
        assert DV_HAN(one("tháng 12"), one("abc")) == [[CHECK_AGAIN]]

    def it_says_unclear_rather_than_guess(self) -> None:
        assert DV_HAN(one("chờ xét 99/99"), START, END) == [["Chưa rõ"]]


class DescribeDvLoaihan:
    def it_names_the_kind(self) -> None:
        phrases = [["Thường xuyên"], ["Tháng 8/2025"], ["Hằng quý"], ["Khi có yêu cầu"], [None]]
        assert DV_LOAIHAN(phrases, START, END) == [
            ["Thường xuyên"], ["Có hạn"], ["Định kỳ"], ["Theo yêu cầu"], [""],
        ]  # fmt: skip


class DescribeDvTinhtrang:
    @pytest.mark.parametrize(
        ("progress", "done", "as_of", "status"),
        [
            (None, datetime(2025, 9, 1), date(2025, 10, 1), "Hoàn thành đúng hạn"),
            (None, datetime(2025, 9, 6), date(2025, 10, 1), "Hoàn thành quá hạn"),
            (100, None, date(2025, 9, 5), "Hoàn thành đúng hạn"),
            (100, None, date(2025, 9, 6), "Hoàn thành quá hạn"),
            (40, None, date(2025, 9, 6), "Chưa hoàn thành, quá hạn"),
            (40, None, date(2025, 9, 5), "Đang thực hiện"),
            (None, None, date(2025, 6, 30), "Chưa đến thời gian thực hiện"),
            (0, None, date(2025, 7, 2), "Chưa thực hiện"),
            ("40", None, date(2025, 9, 5), CHECK_AGAIN),
            (140, None, date(2025, 9, 5), CHECK_AGAIN),
            (40, "hôm qua", date(2025, 9, 5), CHECK_AGAIN),
            (40, None, None, CHECK_AGAIN),
        ],
    )
    def it_follows_the_rule_of_a_dated_task(self, progress: Any, done: Any, as_of: Any, status: str) -> None:
        due = one(datetime(2025, 9, 5))
        assert DV_TINHTRANG(one("Có hạn"), START, due, one(progress), one(done), one(as_of)) == [[status]]

    def it_reads_a_phrase_in_place_of_a_kind(self) -> None:
        as_of = one(datetime(2025, 9, 6))
        result = DV_TINHTRANG(one("trước 05/9/2025"), START, END, one(None), one(None), as_of)
        assert result == [["Chưa hoàn thành, quá hạn"]]

    def it_knows_recurring_and_on_request_tasks(self) -> None:
        kinds = [["Thường xuyên"], ["Theo yêu cầu"], ["Thường xuyên"]]
        results = [[None], [None], ["12 cuộc"]]
        as_of = one(datetime(2025, 10, 1))
        assert DV_TINHTRANG(kinds, START, END, one(None), one(None), as_of, None, results) == [
            ["Chưa thực hiện"], ["Chưa phát sinh"], ["Đã thực hiện"],
        ]  # fmt: skip

    def it_leaves_a_blank_row_blank(self) -> None:
        blank = one(None)
        assert DV_TINHTRANG(blank, blank, blank, blank, blank, one(datetime(2025, 10, 1))) == [[""]]


class DescribeDvXeploai:
    BANDS = (("Xếp loại", "Từ điểm"), ("Khá", 70.0), ("Tốt", 80.0), ("Xuất sắc", 90.0))

    @pytest.mark.parametrize(
        ("score", "band"),
        [(95.0, "Xuất sắc"), (90.0, "Xuất sắc"), (89.994, "Tốt"), (89.995, "Xuất sắc"), (70.0, "Khá"),
         (69.99, "Không xếp loại"), (None, ""), ("chín mươi", CHECK_AGAIN)],
    )  # fmt: skip
    def it_gives_the_highest_band_that_the_rounded_total_reaches(self, score: Any, band: str) -> None:
        assert DV_XEPLOAI(one(score), [list(row) for row in self.BANDS]) == [[band]]

    def it_takes_the_sample_scheme_without_a_table(self) -> None:
        assert DV_XEPLOAI([[100.0], [0.0]])[0][0] != DV_XEPLOAI([[100.0], [0.0]])[1][0]

    def it_needs_numbers_as_thresholds(self) -> None:
        assert DV_XEPLOAI(one(90.0), [["Tốt", "80"], ["Khá", None]]) == [["Tốt"]]
        assert DV_XEPLOAI(one(90.0), [["Tốt", "tám mươi"]]) == [[CHECK_AGAIN]]


class DescribeDvChuanhoa:
    def it_composes_and_tidies_unicode(self) -> None:
        assert DV_CHUANHOA(one("  Va\u0306n  pho\u0300ng\u00a0xa\u0303 ")) == [["Văn phòng xã"]]

    def it_decodes_by_the_name_of_the_font(self) -> None:
        assert DV_CHUANHOA(one("UBND x· §¹i S¬n"), one(".VnTime")) == [["UBND xã Đại Sơn"]]
        assert DV_CHUANHOA(one("UBND x· §¹i S¬n"), one("TCVN3")) == [["UBND xã Đại Sơn"]]

    def it_leaves_numbers_and_dates_alone(self) -> None:
        assert DV_CHUANHOA([[5.0, datetime(2025, 9, 5), None]]) == [[5.0, datetime(2025, 9, 5), None]]


class DescribeArrays:
    def it_repeats_a_single_row_or_column_and_marks_what_does_not_fit(self) -> None:
        assert functions.spread(lambda a, b: (a, b), [[1], [2]], [["x"]]) == [[(1, "x")], [(2, "x")]]
        assert functions.spread(lambda a, b: (a, b), [[1], [2], [3]], [["x"], ["y"]])[0] == ["#N/A"]
