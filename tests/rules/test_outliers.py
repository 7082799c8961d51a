"""Numbers that stand out are told with what they are compared to; ordinary ones are not."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from danvan_xl.earlier import Earlier
from danvan_xl.findings import Severity
from danvan_xl.model import Indicator, IndicatorAnswer, Master, NumberKind, Period, Plan, Unit, UnitKind
from danvan_xl.results import Consolidation, UnitIndicator, UnitResult
from danvan_xl.rules.outliers import PEERS, SMALL, TIMES, outliers

DAY = date(2025, 11, 30)
CODES = [f"SL0{i}" for i in range(1, 7)]


def outcome(rows, *, before=None, kinds=None):
    """A consolidation of ``{unit: {code: number}}``."""
    plan = Plan("KH", "Kế hoạch", date(2025, 1, 1), date(2025, 12, 31))
    indicators = [Indicator(code, f"Chỉ tiêu {code}") for code in CODES]
    units = [Unit(code, f"Thôn {code}", (kinds or {}).get(code, UnitKind.HAMLET)) for code in rows]
    c = Consolidation(
        Master(plan, units, indicators=indicators), Period("K2", "Kỳ 2", plan.start, DAY, DAY), DAY
    )
    for code, numbers in rows.items():
        items = {sl: UnitIndicator(code, sl, Decimal(str(value))) for sl, value in numbers.items()}
        c.units.append(UnitResult(code, f"Thôn {code}", returned=True, indicators=items))
    if before:
        said = {key: IndicatorAnswer(key[1], Decimal(value)) for key, value in before.items()}
        c.earlier = Earlier(Path("k1.xlsx"), "KH", "K1", indicators=said)
    return c


def told(c):
    return [(found.unit, found.code, found.message) for found in outliers(c)]


class DescribeJumps:
    @pytest.mark.parametrize(
        ("before", "now", "says"),
        [(12, 120, "gấp 10 lần kỳ trước (12)"), (1500, 15, "chỉ bằng 1/100 kỳ trước (1.500)")],
    )
    def it_tells_ten_times_more_or_less_than_before(self, before, now, says):
        [(unit, code, message)] = told(outcome({"A": {"SL01": now}}, before={("A", "SL01"): before}))
        assert (unit, code) == ("A", "number-jump")
        assert says in message

    @pytest.mark.parametrize(("before", "now"), [(12, 100), (1, 10), (0, 500), (12, 0), (19, 19)])
    def it_is_silent_on_ordinary_changes(self, before, now):
        assert told(outcome({"A": {"SL01": now}}, before={("A", "SL01"): before})) == []

    def it_is_a_warning_that_holds_nothing_up(self):
        [found] = outliers(outcome({"A": {"SL01": 120}}, before={("A", "SL01"): 12}))
        assert (found.severity, found.needs_person, found.asks_unit) == (Severity.WARNING, False, True)


class DescribePeers:
    def it_tells_what_is_far_above_units_of_the_same_kind(self):
        rows = {f"T{i}": {"SL01": 10 + i} for i in range(8)} | {"X": {"SL01": 1300}}
        [(unit, code, message)] = told(outcome(rows))
        assert (unit, code) == ("X", "number-outlier")
        assert "gấp 96,3 lần mức giữa của 8 đơn vị cùng loại (13,5)" in message

    def it_compares_with_the_same_kind_only(self):
        rows = {f"T{i}": {"SL01": 10 + i} for i in range(8)} | {"X": {"SL01": 1300}}
        assert told(outcome(rows, kinds={"X": UnitKind.COMMUNE})) == []

    def it_is_silent_where_others_are_as_high_or_too_few(self):
        uneven = {f"T{i}": {"SL01": 2 + i} for i in range(8)} | {"X": {"SL01": 300}, "Y": {"SL01": 280}}
        assert told(outcome(uneven)) == []
        assert told(outcome({f"T{i}": {"SL01": 10} for i in range(4)} | {"X": {"SL01": 1300}})) == []

    @pytest.mark.parametrize("seed", range(200))
    def it_is_what_each_unit_held_against_all_others_comes_to(self, seed):
        rng = random.Random(seed)
        usual = rng.choice((1, 3, 40))
        rows = {
            f"T{i}": {"SL01": rng.choice((usual, usual + 1, usual * 9, usual * 10, usual * 25, usual * 50))}
            for i in range(rng.randrange(2, 14))
        }
        expected = []
        for unit, numbers in rows.items():
            value = numbers["SL01"]
            others = [other["SL01"] for code, other in rows.items() if code != unit]
            if (
                len(others) >= PEERS
                and value >= SMALL
                and value >= TIMES * median(others)
                and value >= 2 * max(others)
            ):
                expected.append((unit, "number-outlier"))
        assert [(unit, code) for unit, code, _ in told(outcome(rows))] == expected

    def it_leaves_rates_alone(self):
        rows = {f"T{i}": {"SL01": 2 + i % 2} for i in range(8)} | {"X": {"SL01": 100}}
        c = outcome(rows)
        c.master.indicators[0] = Indicator("SL01", "Tỷ lệ", kind=NumberKind.RATE)
        assert told(c) == []


class DescribeCopies:
    def it_tells_one_number_through_the_column(self):
        [(unit, code, message)] = told(outcome({"A": dict.fromkeys(CODES, 12)}))
        assert (unit, code) == ("A", "numbers-equal")
        assert "6 chỉ tiêu cùng ghi 12 (SL01, SL02, SL03, SL04, SL05, SL06)" in message

    def it_tells_a_unit_with_all_numbers_of_another(self):
        row = dict(zip(CODES, (12, 7, 33, 5, 8, 2), strict=True))
        [(unit, _, message)] = told(outcome({"A": row, "B": dict(row), "C": row | {"SL01": 13}}))
        assert unit == "B"
        assert "6 chỉ tiêu giống hệt số của Thôn A" in message

    @pytest.mark.parametrize("row", [(1, 1, 1, 1, 1, 1), (0, 0, 0, 0, 0, 0), (5, 5, 5, 2, 3, 4)])
    def it_is_silent_on_ones_noughts_and_a_few_equals(self, row):
        assert told(outcome({"A": dict(zip(CODES, row, strict=True))})) == []
