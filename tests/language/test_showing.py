"""Values as sentences show them: rounded half up in decimals, never to the even neighbour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan_xl.language.showing import percent_text, points_text, rounded_text, show_rate
from danvan_xl.summaries.figures import shown_figure

D = Decimal


@pytest.mark.parametrize(
    ("value", "step", "shown"), [("12.25", "0.1", "12,3"), ("0.125", "0.01", "0,13"), ("3", "0.1", "3")]
)
def test_it_rounds_half_up(value: str, step: str, shown: str):
    assert rounded_text(D(value), step) == shown


def test_points_rates_and_figures_round_alike():
    assert (points_text(D("7.125")), points_text(D("7.135"))) == ("7,13", "7,14")
    assert (show_rate(D("0.3425")), show_rate(D(274) / D(800))) == ("34,3%", "34,3%")
    assert (shown_figure(D("0.125")), shown_figure(D("34.25"), "%"), shown_figure(date(2025, 9, 5))) == (
        "0,13",
        "34,3%",
        "05/09/2025",
    )


def test_a_share_below_a_level_does_not_look_like_it():
    assert percent_text(D(8999999), D(10000000)) == "89,99%"
