"""Working days: weekends, lunar holidays, days in lieu."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.language.working_days import is_working_day, next_working_day, public_holidays


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 9, 5), date(2025, 9, 5)),  # an ordinary Friday
        (date(2025, 11, 15), date(2025, 11, 17)),  # Saturday
        (date(2025, 11, 16), date(2025, 11, 17)),  # Sunday
        (date(2025, 1, 1), date(2025, 1, 2)),  # New Year's Day
        (date(2025, 1, 28), date(2025, 2, 3)),  # eve of the lunar New Year 2025, up to a Sunday
        (date(2024, 2, 9), date(2024, 2, 15)),  # eve of the lunar New Year 2024
        (date(2025, 4, 7), date(2025, 4, 8)),  # Giỗ Tổ Hùng Vương, 10th of the third lunar month
        (date(2024, 4, 18), date(2024, 4, 19)),  # the same a year before
        (date(2023, 5, 2), date(2023, 5, 4)),  # in lieu of Hùng Kings and 30/4, both on a weekend
        (date(2025, 9, 1), date(2025, 9, 3)),  # National Day and the day beside it
        (date(2024, 9, 2), date(2024, 9, 4)),  # likewise, the day after
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2022, 12, 31), date(2023, 1, 3)),  # Saturday, Sunday 1/1, its day in lieu
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


def test_a_working_day_is_neither_weekend_nor_holiday() -> None:
    assert is_working_day(date(2025, 12, 31))
    assert not is_working_day(date(2025, 5, 1))
    assert not is_working_day(date(2025, 5, 3))


def test_the_holidays_of_a_year_are_those_of_vietnam() -> None:
    assert {date(2026, 2, 17), date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)} <= public_holidays(2026)


def test_the_library_is_not_loaded_until_it_is_needed() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from danvan_xl.language.deadlines import DeadlineContext, read_deadline; "
        "from datetime import date; "
        "read_deadline('Tháng 8/2025', DeadlineContext(date(2025, 1, 1), date(2025, 12, 31))); "
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
