"""Dates as officers type them."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.findings import catalogue
from danvan_xl.language.dates import read_date
from danvan_xl.language.reading import Reading
from tests.language.corpora import corpus

PLANS: dict[str, dict[str, date]] = {
    "half": {"start": date(2025, 7, 1), "end": date(2025, 12, 31)},
    "year": {"start": date(2025, 1, 1), "end": date(2025, 12, 31)},
    "long": {"start": date(2021, 1, 1), "end": date(2025, 12, 31)},
    "none": {},
}
HALF = PLANS["half"]
CORPUS = corpus("dates.tsv", 4)


@pytest.mark.parametrize(("typed", "plan", "expected", "issues"), CORPUS)
def test_the_corpus_is_read_as_worked_out_by_hand(typed: str, plan: str, expected: str, issues: str) -> None:
    reading = read_date(typed, **PLANS[plan])
    assert reading.value == (date.fromisoformat(expected) if expected else None)
    assert reading.issues == tuple(issues.split())
    assert set(reading.issues) <= set(catalogue())


class DescribeRealDates:
    def it_takes_them_without_a_finding(self) -> None:
        assert read_date(date(2025, 9, 5), **HALF) == Reading(date(2025, 9, 5))
        assert read_date(datetime(2025, 9, 5, 23, 59)) == Reading(date(2025, 9, 5))
        assert read_date(date(2019, 1, 31), **HALF) == Reading(date(2019, 1, 31))

    def it_suggests_but_does_not_make_the_swap_of_us_settings(self) -> None:
        swapped = read_date(date(2025, 4, 10), **HALF)  # 04/10 typed where the month comes first
        assert (swapped.value, swapped.issues) == (date(2025, 4, 10), ())
        assert "4/10/2025" in swapped.note
        assert read_date(date(2025, 4, 20), **HALF).note == ""
        assert read_date(date(2025, 8, 9), **HALF).note == ""

    @pytest.mark.parametrize("value", [datetime(1900, 1, 5), date(1905, 7, 17), date(2205, 9, 5)])
    def it_refuses_years_that_only_a_slip_can_give(self, value: date) -> None:
        assert read_date(value, **HALF).issues == ("date-not-understood",)

    @pytest.mark.parametrize("value", [True, clock(8), timedelta(days=3), object(), math.nan, math.inf])
    def it_refuses_what_is_no_date(self, value: object) -> None:
        assert read_date(value, **HALF) == Reading(None, ("date-not-understood",), "ô không chứa ngày tháng")

    def it_leaves_a_blank_cell_without_a_finding(self) -> None:
        import pandas

        assert read_date(None) == read_date(" ") == read_date(pandas.NaT) == Reading()


class DescribeBareNumbers:
    @pytest.mark.parametrize("value", [45905, 45905.0, 45905.354, 20250905])
    def it_reads_serial_numbers_near_the_plan_with_a_finding(self, value: float) -> None:
        reading = read_date(value, **HALF)
        assert (reading.value, reading.issues) == (date(2025, 9, 5), ("date-as-number",))

    @pytest.mark.parametrize("value", [0, 5, 5.9, 2025, 92025, 31, 40000, 73050, -1, 20251305, 1e300])
    def it_leaves_other_numbers_alone(self, value: float) -> None:
        reading = read_date(value, **HALF)
        assert (reading.value, reading.issues) == (None, ("date-not-understood",))


class DescribeRoundTrips:
    days = st.dates(date(2016, 1, 1), date(2049, 12, 31))

    @given(
        days,
        st.sampled_from(
            [
                "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}.{m}.{y}", "{d}-{m:02}-{y}", "{d} / {m} / {y}",
                "ngày {d} tháng {m} năm {y}", "Ngày {d:02} tháng {m:02} năm {y}", "{d}/{m} năm {y}", "ngày {d:02}/{m}/{y}",
                "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{d:02}{m:02}{y}", "{d}/{m}/{y} 08:30", "14h ngày {d}/{m}/{y}",
                "Hoàn thành ngày {d}/{m}/{y}.",
            ]
        ),
    )  # fmt: skip
    def it_reads_back_every_style(self, day: date, style: str) -> None:
        typed = style.format(d=day.day, m=day.month, y=day.year)
        reading = read_date(typed)
        assert (reading.value, reading.issues) == (day, ("date-as-text",))

    @given(
        st.dates(date(2025, 7, 1), date(2026, 6, 30)),
        st.sampled_from(["{d}/{m}", "ngày {d} tháng {m}", "{d:02}.{m:02}"]),
    )
    def it_supplies_the_year_that_the_plan_leaves(self, day: date, style: str) -> None:
        typed = style.format(d=day.day, m=day.month)
        assert read_date(typed, start=date(2025, 7, 1), end=date(2026, 6, 30)).value == day

    @given(days)
    def it_reads_excels_serial_numbers(self, day: date) -> None:
        assert read_date((day - date(1899, 12, 30)).days).value == day

    @given(st.integers(0, 40), st.integers(0, 20), st.integers(1990, 2100))
    def it_never_bends_a_date(self, day: int, month: int, year: int) -> None:
        reading = read_date(f"{day}/{month}/{year}", **HALF)
        try:
            assert reading.value == date(year, month, day)
        except ValueError:
            assert (reading.value, reading.issues) == (None, ("date-not-understood",))

    @given(st.text(max_size=14))
    def it_never_fails_and_never_converts_without_a_finding(self, text: str) -> None:
        reading = read_date(text, **HALF)
        if reading.value is not None:
            assert "date-as-text" in reading.issues
        assert all(code in catalogue() for code in reading.issues)
