"""Units of measure: what a typed unit is beside the one asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan_xl.language.measures import factor, measure_of
from danvan_xl.language.numbers import read_number


class DescribeUnitsOfOneKind:
    @pytest.mark.parametrize(
        ("typed", "asked", "times"),
        [
            ("đồng", "triệu đồng", "0.000001"),
            ("triệu", "Triệu đồng", "1"),
            ("tr", "triệu đồng", "1"),
            ("trđ", "triệu đồng", "1"),
            ("tỉ đồng", "triệu đồng", "1000"),
            ("nghìn đồng", "đồng", "1000"),
            ("ngàn", "nghìn đồng", "1"),
            ("VNĐ", "đồng", "1"),
            ("đ", "triệu đồng/hộ", "0.000001"),
            ("km", "m", "1000"),
            ("m", "km", "0.001"),
            ("ha", "m²", "10000"),
            ("tấn", "kg", "1000"),
            ("buổi", "cuộc/thôn", "1"),
            ("vụ việc", "vụ", "1"),
            ("người", "lượt người", "1"),
            ("tin bài", "tin, bài", "1"),
            ("nghìn lượt người", "lượt người", "1000"),
            ("lượt người", "nghìn lượt người", "0.001"),
            ("chục cuộc", "buổi", "10"),
            ("vạn hồ sơ", "trăm hồ sơ", "100"),
            ("%", "‰", "10"),
        ],
    )
    def it_they_differ_by_a_factor(self, typed: str, asked: str, times: str) -> None:
        assert factor(typed, asked) == Decimal(times)

    @pytest.mark.parametrize(
        ("typed", "asked"),
        [
            ("lượt người", "cuộc"),
            ("lượt người", "người"),
            ("hộ", "người"),
            ("ha", "km"),
            ("triệu đồng", "hồ sơ"),
            ("đồng chí", "triệu đồng"),
            ("đồng", "điểm"),
            ("triệu", "lượt"),
            ("%", "hồ sơ"),
        ],
    )
    def it_others_have_none(self, typed: str, asked: str) -> None:
        assert factor(typed, asked) is None

    def it_shares_are_told_by_their_sign(self) -> None:
        assert measure_of("% hồ sơ") == measure_of("Tỷ lệ %") == measure_of("%")


class DescribeNumbersWithAUnit:
    @pytest.mark.parametrize(
        ("text", "asked", "read", "issue"),
        [
            ("35.000.000 đồng", "triệu đồng", 35, "unit-converted"),
            ("35 triệu", "triệu đồng", 35, "number-as-text"),
            ("35tr", "triệu đồng", 35, "number-as-text"),
            ("35 triệu", "đồng", 35_000_000, "unit-converted"),
            ("1,5 tỷ", "triệu đồng", 1500, "unit-converted"),
            ("45%", "%", 45, "number-as-text"),
            ("8 đ", "điểm", 8, "number-as-text"),
            ("30 lượt người", "cuộc", None, "unit-mismatch"),
            ("8 đồng", "điểm", None, "unit-mismatch"),
            ("35 triệu đồng", "", None, "unit-mismatch"),
            ("5 nghìn", "lượt", None, "value-not-number"),
            ("35 triệu 500", "triệu đồng", None, "value-not-number"),
        ],
    )
    def it_they_are_converted_or_left_blank(
        self, text: str, asked: str, read: int | None, issue: str
    ) -> None:
        reading = read_number(text, unit=asked)
        assert (reading.value, reading.issues) == (read, (issue,))

    def it_a_whole_number_is_asked_for_after_converting(self) -> None:
        assert read_number("35.000.000 đồng", unit="triệu đồng", whole=True).value == 35
        assert read_number("35.500.000 đồng", unit="triệu đồng", whole=True).value is None

    def it_both_amounts_are_told(self) -> None:
        note = read_number("35.000.000 đồng", unit="triệu đồng").note
        assert note == "35.000.000 đồng là 35 triệu đồng"


class DescribeManyOfWhatIsCounted:
    @pytest.mark.parametrize(
        ("text", "unit", "value"),
        [
            ("2 nghìn lượt người", "lượt người", 2000),
            ("1,5 ngàn hồ sơ", "hồ sơ", 1500),
            ("3 chục cuộc", "cuộc", 30),
            ("9 trăm hồ sơ", "hồ sơ", 900),
            ("1 vạn cuộc", "cuộc", 10000),
            ("2 chục mô hình", "", 20),
            ("63 lượt người", "nghìn lượt người", Decimal("0.063")),
        ],
    )
    def it_is_counted_and_told(self, text: str, unit: str, value: Decimal) -> None:
        reading = read_number(text, unit=unit)
        assert (reading.value, reading.issues) == (value, ("unit-converted",))

    @pytest.mark.parametrize(
        ("text", "unit"), [("2 nghìn lượt người", "cuộc"), ("5 %", "‰"), ("2 nghìn", "cuộc")]
    )
    def it_of_another_kind_or_without_a_noun_is_left_blank(self, text: str, unit: str) -> None:
        assert read_number(text, unit=unit).value is None
