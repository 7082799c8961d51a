"""Totals of indicators and their Ràng buộc as formulas; the rules themselves are in ``returns``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from danvan_xl.model import Aggregation, Indicator, NumberKind
from danvan_xl.rules.constraints import Check, checks_of, ratio_of
from danvan_xl.rules.expressions import Ratio, Sum
from danvan_xl.workbooks.drawing.values import exactly, quoted

SUMMED = (Aggregation.SUM, Aggregation.LAST, Aggregation.RATIO)
"""Totals on which a Ràng buộc may be checked: a mean or a maximum need not satisfy what each unit's numbers do."""


def ratio_parts(indicator: Indicator, codes: Collection[str]) -> Ratio | None:
    """The Tỷ số as sums that a formula can add up over units; None when it is written in another way."""
    sides = ratio_of(indicator.constraint, codes)
    above, below = (sides[0].sum, sides[1].sum) if sides else (None, None)
    if above is None or below is None or not set(above.codes + below.codes) <= set(codes):
        return None
    return Ratio(above, below)


def _divided(indicator: Indicator, ratio: Ratio, added: Callable[[Sum], str]) -> str:
    """A Tỷ số over units; blank where the sum of the denominators is 0. In percent for a Tỷ lệ."""
    assert ratio.below is not None
    above, below = f"({added(ratio.above)})", f"({added(ratio.below)})"
    factor = "*100" if indicator.kind is NumberKind.RATE else ""
    return f'=IF({below}=0,"",{above}/{below}{factor})'


def total_formula(indicator: Indicator, spans: Mapping[str, str]) -> str | None:
    """Total of an indicator over units, from the rows of values ``spans[code]``; None where no formula gives it.

    Blank when nobody gave a value. A Tỷ số adds up only units that gave all its numbers.
    """
    kind = indicator.aggregation
    if kind is Aggregation.NONE:
        return None
    if kind is Aggregation.RATIO:
        ratio = ratio_parts(indicator, spans)
        if ratio is None:
            return None
        given = "*".join(f"ISNUMBER({spans[code]})" for code in ratio.codes)

        def added(amount: Sum) -> str:
            return "+".join(
                f"{'-' if sign < 0 else ''}SUMPRODUCT({given}*1,{spans[code]})" for sign, code in amount.terms
            )

        return _divided(indicator, ratio, added)
    span = spans[indicator.code]
    function = {Aggregation.MEAN: "AVERAGE", Aggregation.MAX: "MAX"}.get(kind, "SUM")
    return f'=IF(COUNT({span})=0,"",{function}({span}))'


def detail_total_formula(
    indicator: Indicator, units: str, codes: str, values: str, known: Collection[str]
) -> str | None:
    """The same total from the flat table ``Chi tiết số liệu``, whose columns are given."""
    kind = indicator.aggregation
    if kind is Aggregation.NONE:
        return None
    if kind is Aggregation.RATIO:
        ratio = ratio_parts(indicator, known)
        if ratio is None:
            return None
        given = "*".join(
            f'(COUNTIFS({units},{units},{codes},{exactly(code)},{values},"<>")>0)' for code in ratio.codes
        )

        def added(amount: Sum) -> str:
            return "+".join(
                f"{'-' if sign < 0 else ''}SUMPRODUCT(({codes}={quoted(code)})*{given},{values})"
                for sign, code in amount.terms
            )

        return _divided(indicator, ratio, added)
    mine = exactly(indicator.code)
    given = f'COUNTIFS({codes},{mine},{values},"<>")'
    if kind is Aggregation.MAX:
        # No MAXIFS before Excel 2019: shift by the smallest value, so that other rows count as 0.
        least = f"MIN({values})"
        inner = f"SUMPRODUCT(MAX(({codes}={quoted(indicator.code)})*ISNUMBER({values})*({values}-{least})))+{least}"
    else:
        inner = f"SUMIFS({values},{codes},{mine})"
        if kind is Aggregation.MEAN:
            inner += f"/{given}"
    return f'=IF({given}=0,"",{inner})'


def total_checks(indicators: Collection[Indicator], indicator: Indicator) -> list[Check]:
    """The comparisons of an indicator's Ràng buộc that its totals must satisfy."""
    summed = {item.code for item in indicators if item.aggregation in SUMMED}
    checks = checks_of(indicator.constraint, [item.code for item in indicators])
    return [check for check in checks if set(check.codes) <= summed]


def check_formula(
    checks: Collection[Check],
    cells: Mapping[str, str],
    tick: str,
    cross: str,
    broken: Mapping[str, str],
) -> str | None:
    """'✓ SL01 = SL02' or '✗ ...' for each check, live; None when one cannot be written as a formula.

    ``broken``: by a check's text what is said of the units that break it, whatever the totals do.
    """
    parts = []
    for check in checks:
        if check.text in broken:
            parts.append(quoted(f"{cross} {check.text}{broken[check.text]}"))
            continue
        left, right = check.left.excel(cells), check.right.excel(cells)
        if left is None or right is None:
            return None
        tolerance = "0.005000001" if check.divides else "0.0000001"
        apart = f"({left})-({right})"
        holds = {
            "=": f"ABS({apart})<{tolerance}",
            "<>": f"ABS({apart})>={tolerance}",
            "<=": f"{apart}<{tolerance}",
            ">=": f"{apart}>-{tolerance}",
            "<": f"{apart}<=-{tolerance}",
            ">": f"{apart}>={tolerance}",
        }[check.operator]
        needed = ",".join(f"ISNUMBER({cells[code]})" for code in check.codes)
        said = quoted(check.text)
        parts.append(f'IF(AND({needed}),IF({holds},"{tick} ","{cross} ")&{said},"– "&{said})')
    return "=IFERROR(" + '&"; "&'.join(parts) + ',"–")' if parts else None


def check_text(
    checks: Collection[Check],
    values: Mapping[str, Decimal | None],
    tick: str,
    cross: str,
    broken: Mapping[str, str],
) -> str:
    """What :func:`check_formula` shows."""
    marks = {True: tick, False: cross, None: "–"}

    def mark(check: Check) -> str:
        return cross if check.text in broken else marks[check.holds(values)]

    return "; ".join(f"{mark(check)} {check.text}{broken.get(check.text, '')}" for check in checks)
