"""Bands with reasons, limits, ranks, quotas."""

from __future__ import annotations

from decimal import Decimal as D
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.model import Band
from danvan_xl.rules.scoring import band_of, parse_quota, quota_warnings, rank
from danvan_xl.rules.scoring.bands import Limit

BANDS = [
    Band("Khá", D(65)),
    Band("Xuất sắc", D(90), "tối đa 25%"),
    Band("Tốt", D(80)),
    Band("Trung bình", D(50)),
]
NO_BEST = Limit("số người bị kỷ luật (SL10) là 1 (tiêu chí TC10)", barred="xuất sắc")
NO_GOOD = Limit("SL11 là 2 (tiêu chí TC11)", barred="Tốt")
DOWN = Limit("SL12 là 1 (tiêu chí TC12)", lowered=1)


@pytest.mark.parametrize(
    ("total", "name"),
    [
        ("100", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("65.00", "Khá"),
        ("50", "Trung bình"),
        ("49.99", None),
    ],
)
def test_the_highest_threshold_reached(total, name):
    assert band_of(D(total), BANDS)[0] == name


@pytest.mark.parametrize(
    ("total", "limits", "name"),
    [
        ("95", [NO_BEST], "Tốt"),
        ("85", [NO_BEST], "Tốt"),
        ("95", [NO_GOOD], "Khá"),
        ("95", [DOWN], "Tốt"),
        ("95", [DOWN, NO_BEST], "Tốt"),
        ("95", [DOWN, NO_GOOD], "Khá"),
        ("85", [DOWN, NO_BEST], "Khá"),
        ("95", [DOWN, DOWN, DOWN, DOWN, DOWN], "Trung bình"),
        ("55", [DOWN], "Trung bình"),
        ("40", [DOWN], None),
    ],
)
def test_limits_then_hold_it_down(total, limits, name):
    for order in permutations(limits):
        assert band_of(D(total), BANDS, order)[0] == name


def test_the_reason_carries_its_numbers():
    assert band_of(D("92.5"), BANDS, [NO_BEST])[1] == (
        "92,50 điểm, từ 90 điểm: đủ mức Xuất sắc; số người bị kỷ luật (SL10) là 1 (tiêu chí TC10) nên không xếp xuất sắc; xếp Tốt."
    )
    assert band_of(D("92.5"), BANDS)[1] == "92,50 điểm, từ 90 điểm: xếp Xuất sắc."
    assert band_of(D("82.5"), BANDS, [NO_BEST])[1].endswith("; vẫn xếp Tốt.")
    assert "dưới ngưỡng thấp nhất (Trung bình: từ 50)" in band_of(D(10), BANDS)[1]
    assert band_of(None, BANDS) == (None, "Chưa có tổng điểm nên chưa xếp loại.")
    assert band_of(D(10), []) == (None, "")


def test_equal_totals_share_a_rank():
    totals = {"a": D("80.5"), "b": D(90), "c": None, "d": D("80.50"), "e": D(70)}
    assert rank(totals) == {"a": 2, "b": 1, "c": None, "d": 2, "e": 4}


@settings(max_examples=100)
@given(st.dictionaries(st.integers(0, 30).map(str), st.none() | st.integers(0, 10).map(D), max_size=20))
def test_a_rank_is_one_more_than_the_number_of_those_above(totals):
    for unit, place in rank(totals).items():
        mine = totals[unit]
        if mine is None:
            assert place is None
        else:
            assert place == 1 + sum(1 for t in totals.values() if t is not None and t > mine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, None)),
        ("tối đa 25%", (D(25), None)),
        ("Tối đa 12,5 % số đơn vị", (D("12.5"), None)),
        ("không quá 20%", (D(20), None)),
        ("tối đa 2 đơn vị", (None, 2)),
        ("nhiều nhất một ít", None),
    ],
)
def test_quotas(text, expected):
    assert parse_quota(text) == expected


def test_a_quota_only_warns():
    results = {"a": "Xuất sắc", "b": "Xuất sắc", "c": "Tốt", "d": "Tốt", "e": "Khá", "f": None}
    [warning] = quota_warnings(results, BANDS)
    assert (warning.code, warning.value) == ("quota-exceeded", "2/5")
    assert "tối đa 25%" in warning.message
    assert quota_warnings({"a": "Xuất sắc", "b": "Tốt", "c": "Tốt", "d": "Khá"}, BANDS) == []
