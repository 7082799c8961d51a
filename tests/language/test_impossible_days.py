"""Days in prose that no calendar has are found; what only looks like a day is not."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.language.deadlines import DeadlineContext, impossible_day

PLAN = DeadlineContext(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Tổ chức hội nghị, hoàn thành trước ngày 31/02.", "ngày 31/02"),
        ("Báo cáo UBND xã trước 31/6", "trước 31/6"),
        ("Xong ngày 31 tháng 9 năm 2025", "ngày 31 tháng 9 năm 2025"),
        ("Nộp trước ngày 29/02/2025", "ngày 29/02/2025"),
        ("Nộp trước ngày 29/02", "ngày 29/02"),
        ("Hoàn thành 31/11/2025", "31/11/2025"),
        ("Họp ngày 45/12", "ngày 45/12"),
        ("Ngày 30.02.2025 tổng kết", "Ngày 30.02.2025"),
    ],
)
def test_it_is_found_with_its_word(text: str, phrase: str) -> None:
    assert impossible_day(text, PLAN) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn thành trước ngày 28/02/2025.",
        "Vận động từ 15/30 hộ lên 20/30 hộ",
        "Thực hiện Kế hoạch số 31/02-KH, Nghị quyết số 18/31/NQ-HĐND",
        "Đạt 31/6 chỉ tiêu",
        "Tỷ lệ 3.5, điểm 4,5; 98,31/100",
        "Số điện thoại 0912.31.02",
        "Tổ chức 02 lớp tháng 6",
        "Từ 31/5 đến 30/6",
        "",
    ],
)
def test_what_is_no_day_or_a_day_is_passed_over(text: str) -> None:
    assert impossible_day(text, PLAN) == ""


def test_the_29th_of_february_is_a_day_of_a_plan_that_has_one() -> None:
    assert impossible_day("Trước ngày 29/02", DeadlineContext(date(2027, 6, 1), date(2028, 6, 1))) == ""
