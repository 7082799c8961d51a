"""Numbers of an earlier summary, where the plan now counts in another unit of measure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from danvan_xl.earlier import Earlier
from danvan_xl.model import Indicator, IndicatorAnswer
from danvan_xl.rules.recounted import in_units_of

BEFORE = Earlier(
    Path("k1.xlsx"),
    "KH",
    "K1",
    indicators={
        ("A", "SL1"): IndicatorAnswer("SL1", Decimal(186), Decimal(400)),
        ("A", "SL2"): IndicatorAnswer("SL2", Decimal(7), None),
    },
    history={
        ("*", "sl:SL1"): {"K1": Decimal(186)},
        ("*", "sl:SL2"): {"K1": Decimal(7)},
        ("*", "diem"): {"K1": Decimal(80)},
    },
    units={"SL1": "triệu đồng", "SL2": "cuộc"},
)


def indicator(code: str, unit: str) -> Indicator:
    return Indicator(code, "Chỉ tiêu", unit)


class DescribeAnotherUnit:
    def it_of_the_same_kind_is_converted_and_told(self) -> None:
        now, told = in_units_of(BEFORE, [indicator("SL1", "tỷ đồng"), indicator("SL2", "buổi")])
        answer = now.indicators["A", "SL1"]
        assert (answer.in_period, answer.cumulative) == (Decimal("0.186"), Decimal("0.4"))
        assert now.history["*", "sl:SL1"] == {"K1": Decimal("0.186")}
        assert now.indicators["A", "SL2"] == BEFORE.indicators["A", "SL2"]
        [line] = told
        assert "triệu đồng" in line and "tỷ đồng" in line and "đã đổi" in line

    def it_of_another_kind_is_not_compared_and_that_is_told(self) -> None:
        now, told = in_units_of(BEFORE, [indicator("SL1", "hộ"), indicator("SL2", "cuộc")])
        assert ("A", "SL1") not in now.indicators and ("*", "sl:SL1") not in now.history
        assert ("*", "diem") in now.history and "không so" in told[0]

    def it_nothing_changes_where_the_units_are_the_same(self) -> None:
        assert in_units_of(BEFORE, [indicator("SL1", "Triệu đồng"), indicator("SL2", "")]) == (BEFORE, [])
