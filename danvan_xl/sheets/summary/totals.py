"""Where the columns of ``Thẩm định`` stand, and the total that a unit's rows there come to, as a formula."""

from __future__ import annotations

from typing import TypeVar

from danvan_xl.results import UnitResult
from danvan_xl.rules.scoring import TotalLimits
from danvan_xl.rules.scoring.total_formulas import SummaryRefs, giving_points, unit_total_formula
from danvan_xl.rules.status import CHECK_AGAIN
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST
from danvan_xl.sheets.tables import Area
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n

Value = TypeVar("Value")


def verify_area(context: Context) -> Area:
    """Where the columns of ``Thẩm định`` stand."""
    return Area(n.VERIFY, n.VERIFY_ALL, len(context.verification), FIRST)


def verified_total_formula(context: Context, code: str, limits: TotalLimits) -> str:
    """Verified total of the unit whose code stands in cell ``code``."""
    area = verify_area(context)
    refs = SummaryRefs(
        area.range(h.UNIT_CODE),
        area.range(n.KIND),
        area.range(n.EFFECTIVE),
        area.range(n.APPLICABLE),
        area.range(n.VERIFIED),
    )
    return unit_total_formula(code, refs, scale=context.c.master.plan.scale, limits=limits)


def closed_expression(context: Context, code: str) -> str:
    """Whether the reviewer closed every row that has a verified score, without '='."""
    area = verify_area(context)
    counted = f'{giving_points(area.range(n.KIND))}*(TRIM({area.range(n.VERIFIED)})<>"")'
    own = f"({area.range(h.UNIT_CODE)}={code})"
    return f'SUMPRODUCT({own}{counted}*({area.range(n.STATE)}<>"{n.DONE}"))=0'


def settled(unit: UnitResult, value: Value) -> Value | str:
    """A figure that verified scores decide, as the formulas show it: ``kiểm tra lại`` while one cannot be used."""
    return CHECK_AGAIN if unit.check_again else value
