"""Working days: weekends and Vietnamese public holidays, for the rule ``Ngày làm việc kế tiếp``.

Sources: Bộ luật Lao động 2019 điều 111 (weekly rest) and điều 112 (public holidays: 01/01; five days of lunar New
Year; the 10th of the third lunar month, Hùng Kings; 30/4; 01/5; 02/9 and one neighbouring day; when one falls on a
weekly day of rest, the next working day is off instead); Bộ luật Dân sự 2015 điều 148 khoản 5 (a time limit whose last
day is a day off ends on the next working day). The lunar dates and the yearly decisions on swapped days come from
the library ``holidays``. A day that an office works on Saturday by swap is still counted as a day off here: a
deadline is never moved onto a Saturday.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Public holidays of Vietnam in a year, days off in lieu included. Empty where the library knows none."""
    import holidays

    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Neither a Saturday, a Sunday nor a public holiday."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
