"""Numbers as officers type them."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.findings import catalogue
from danvan_xl.language import numbers
from danvan_xl.language.numbers import is_percent_format, read_number
from tests.language.corpora import corpus

ASKED = {
    "plain": {},
    "whole": {"whole": True},
    "percent": {"percent": True},
    "percent-cell": {"percent": True, "number_format": "0%"},
}
CORPUS = corpus("numbers.tsv", 4)


def vietnamese(number: Decimal, *, group: str = ".", mark: str = ",") -> str:
    """The number as an officer writes it: 1234.5 → '1.234,5'."""
    whole, _, rest = format(number, "f").partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = []
    while len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        groups.insert(0, last)
    return sign + group.join([whole, *groups]) + (mark + rest if rest else "")


@pytest.mark.parametrize(("typed", "asked", "value", "issues"), CORPUS)
def test_the_corpus_is_read_as_worked_out_by_hand(typed: str, asked: str, value: str, issues: str) -> None:
    reading = read_number(typed, **ASKED[asked])
    assert reading.value == (Decimal(value) if value else None)
    assert reading.issues == tuple(issues.split())
    assert set(reading.issues) <= set(catalogue())


class DescribeRealNumbers:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (8.1, "8.1"),
            (0.1 + 0.2, "0.3"),
            (1.005, "1.005"),
            (4.35 * 100, "435"),
            (2.675, "2.675"),
            (12.0, "12"),
            (1e6, "1000000"),
            (1234567.89, "1234567.89"),
            (-0.0, "0"),
            (7, "7"),
            (Decimal("8.50"), "8.5"),
            (10**20, "100000000000000000000"),
        ],
    )
    def it_takes_them_as_a_person_sees_them(self, value: float, expected: str) -> None:
        reading = read_number(value)
        assert str(reading.value) == expected
        assert reading.issues == ()

    @pytest.mark.parametrize(
        "value",
        [math.nan, math.inf, -math.inf, Decimal("NaN"), True, False, date(2025, 5, 8), datetime(2025, 5, 8), clock(8),
         timedelta(hours=8), object(), [], b"12"],
    )  # fmt: skip
    def it_refuses_what_is_no_number(self, value: object) -> None:
        reading = read_number(value)
        assert reading.value is None
        assert reading.issues == ("value-not-number",)

    def it_says_what_a_date_in_a_number_cell_may_have_been(self) -> None:
        assert "8.5" in read_number(datetime(2025, 5, 8)).note

    def it_leaves_a_blank_cell_without_a_finding(self) -> None:
        assert read_number(None) == read_number("") == numbers.Reading()

    def it_leaves_a_thousand_typed_into_a_us_excel_blank_where_a_count_is_asked(self) -> None:
        reading = read_number(1.234, whole=True)
        assert reading.value is None
        assert reading.issues == ("number-not-whole",)
        assert "1234" in reading.note


class DescribePercentages:
    def it_reads_1_as_one_percent(self) -> None:
        assert read_number(1, percent=True).value == 1
        assert read_number(85.0, percent=True).value == 85

    def it_multiplies_only_under_a_percent_format(self) -> None:
        shown = read_number(0.85, percent=True, number_format="0%")
        assert (shown.value, shown.issues) == (Decimal(85), ())
        assert read_number(1, percent=True, number_format="0.00%").value == 100
        assert read_number(0.07, percent=True, number_format="0%").value == 7
        plain = read_number(0.85, percent=True, number_format="General")
        assert (plain.value, plain.issues) == (Decimal("0.85"), ("percent-looks-like-fraction",))

    def it_does_not_show_as_a_fraction_what_the_cell_shows_as_85_percent(self) -> None:
        assert read_number(0.85, number_format="0%").value is None
        assert read_number(0.85, whole=True, number_format="0%").issues == ("value-not-number",)

    @pytest.mark.parametrize("value", [100.01, 150, -1, 1.5e300])
    def it_leaves_what_no_progress_can_be_blank(self, value: float) -> None:
        reading = read_number(value, percent=True)
        assert (reading.value, reading.issues) == (None, ("percent-out-of-range",))

    def it_checks_the_range_after_multiplying(self) -> None:
        assert read_number(85, percent=True, number_format="0%").issues[-1] == "percent-out-of-range"

    @pytest.mark.parametrize(
        ("number_format", "percent"),
        [
            ("0%", True),
            ("0.00%", True),
            ("#,##0.0 %", True),
            ("[Red]0%;[Blue]-0%", True),
            ("General", False),
            ("0", False),
            ('0"%"', False),
            (r"0\%", False),
            ("@", False),
            (None, False),
        ],
    )
    def it_knows_percent_formats_from_printed_signs(self, number_format: str | None, percent: bool) -> None:
        assert is_percent_format(number_format) is percent

    def it_refuses_a_number_that_the_cell_shows_as_a_date(self) -> None:
        assert read_number(45905, number_format="dd/mm/yyyy").issues == ("value-not-number",)
        assert read_number(45905, number_format="[$-42A]#,##0").value == 45905
        assert read_number(45905, number_format='#,##0 "đ"').value == 45905


class DescribeWhatTheCallerKnows:
    def it_takes_the_unit_that_was_asked_for(self) -> None:
        assert read_number("5 triệu đồng", unit="Triệu đồng").value == 5
        assert read_number("5 triệu đồng", unit="hồ sơ").value is None
        assert read_number("12 ngày", unit="ngày").value == 12

    def it_takes_points_out_of_the_maximum(self) -> None:
        assert read_number("8,5/10", out_of=Decimal(10)).value == Decimal("8.5")
        assert read_number("8,5/10", out_of=Decimal(15)).value is None
        assert read_number("12/15").value is None


class DescribeRoundTrips:
    amounts = st.decimals(min_value=0, max_value=999_999_999, places=2, allow_nan=False)

    @given(amounts)
    def it_reads_what_vietnamese_settings_print(self, number: Decimal) -> None:
        assert read_number(vietnamese(number)).value == number

    @given(st.decimals(min_value=1000, max_value=999_999_999, places=2, allow_nan=False))
    def it_reads_what_us_settings_print(self, number: Decimal) -> None:
        assert read_number(vietnamese(number, group=",", mark=".")).value == number

    @given(st.integers(min_value=0, max_value=10**12), st.sampled_from([".", " ", "\u00a0", ""]))
    def it_reads_counts_in_every_grouping(self, number: int, group: str) -> None:
        reading = read_number(vietnamese(Decimal(number), group=group) + " lượt", whole=True)
        assert reading.value == number

    @given(st.decimals(min_value=0, max_value=100, places=2, allow_nan=False))
    def it_reads_percentages_in_both_ways_of_storing(self, number: Decimal) -> None:
        assert read_number(vietnamese(number) + "%", percent=True).value == number
        assert read_number(float(number / 100), percent=True, number_format="0.00%").value == number
        assert read_number(float(number), percent=True).value == number

    @given(st.floats(-1e300, 1e300))
    def it_keeps_fifteen_digits_of_any_float(self, number: float) -> None:
        value = read_number(number).value
        assert value is not None
        assert math.isclose(float(value), number, rel_tol=1e-14)

    @given(st.text(max_size=12), st.booleans(), st.booleans())
    def it_never_fails_and_never_converts_without_a_finding(
        self, text: str, percent: bool, whole: bool
    ) -> None:
        reading = read_number(text, percent=percent, whole=whole)
        if reading.value is not None:
            assert "number-as-text" in reading.issues
        assert all(code in catalogue() for code in reading.issues)

    @given(st.text("0123456789.,- /%", max_size=10))
    def it_uses_exactly_the_digits_that_stand_there(self, text: str) -> None:
        """No digit is lost, added or moved, whatever the separators are."""
        value = read_number(text).value
        if value is not None:
            assert format(abs(value), "f").replace(".", "").strip("0") == "".join(
                filter(str.isdigit, text)
            ).strip("0")
