"""Finding what carries a code in lists that may still change."""

from __future__ import annotations

from datetime import date

from danvan_xl.model import Master, Period, Plan, Unit, UnitKind
from danvan_xl.results import Consolidation, UnitResult

_PLAN = Plan("KH", "Kế hoạch", date(2025, 1, 1), date(2025, 12, 31))


def unit(code: str, name: str = "") -> Unit:
    return Unit(code, name or code, UnitKind.HAMLET)


def master(*codes: str) -> Master:
    return Master(_PLAN, [unit(code) for code in codes])


class DescribeAUnitByItsCode:
    def it_is_found_and_found_again(self) -> None:
        known = master("T1", "T2")
        assert [known.unit("T2"), known.unit("T2")] == [known.units[1]] * 2
        assert known.unit("T3") is None

    def it_is_the_first_where_two_have_one_code(self) -> None:
        known = Master(_PLAN, [unit("T1", "một"), unit("T1", "hai")])
        assert known.unit("T1") is known.units[0]

    def it_is_found_where_the_list_has_changed_since(self) -> None:
        known = master("T1", "T2", "T3")
        assert known.unit("T3") is known.units[2]
        del known.units[0]
        known.units.append(unit("T4"))
        assert [known.unit(code) for code in ("T1", "T3", "T4")] == [None, known.units[1], known.units[2]]
        known.units.clear()
        assert known.unit("T3") is None


class DescribeAResultByItsUnit:
    def it_is_found_as_a_unit_is(self) -> None:
        period = Period("K1", "Kỳ 1", _PLAN.start, _PLAN.end, _PLAN.end)
        outcome = Consolidation(master(), period, _PLAN.end)
        assert outcome.unit("T1") is None
        outcome.units += [UnitResult("T1", ""), UnitResult("T2", "")]
        assert [outcome.unit("T2"), outcome.unit("T1")] == [outcome.units[1], outcome.units[0]]
        outcome.units.reverse()
        assert outcome.unit("T2") is outcome.units[0]
