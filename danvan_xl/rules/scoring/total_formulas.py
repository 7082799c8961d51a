"""Totals, bands and ranks as Excel formulas: for a unit's form, and for the summary with its verified scores.

In the summary a sheet has one row per unit and criterion; the helpers here need of it the unit's code, the
kind, the points and what was verified. As in Python, a verified score replaces the points, says that its
criterion arises, and is not used outside its bounds: then the total shows ``kiểm tra lại``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from danvan_xl.model import Band, Criterion
from danvan_xl.rules.scoring.arithmetic import excel_number, excel_round
from danvan_xl.rules.scoring.bands import combine, limit_of, ordered
from danvan_xl.rules.scoring.formulas import read_parameters
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Place, kinds_where
from danvan_xl.rules.scoring.kinds.cap import CapParameters
from danvan_xl.rules.scoring.row import CHECK, NOTHING, Row, ScoreRefs
from danvan_xl.rules.scoring.totals import TotalLimits
from danvan_xl.rules.scoring.verification import verified_bounds
from danvan_xl.rules.status import bad_number, blank


class TotalRefs(Struct, frozen=True):
    """Columns of ``Chấm điểm`` as absolute ranges of equal height: Cách chấm (exact names of the kinds), Điểm
    đạt, applicable max. Several unjoined rows are fine: give ranges over the whole table."""

    kinds: str
    points: str
    applicable_max: str


def total_formula(
    refs: TotalRefs, *, scale: Decimal = Decimal(100), limits: TotalLimits | None = None
) -> str:
    """The total of a form, beginning with '='; empty when no criterion applies, and ``kiểm tra lại`` as long
    as one row shows it."""
    limits = limits or TotalLimits()

    def added(place: Place) -> str:
        return "+".join(f'SUMIF({refs.kinds},"{kind}",{refs.points})' for kind in kinds_where(place))

    bonus, penalty = added(Place.BONUS), added(Place.PENALTY)
    main = f"(SUM({refs.points})-{bonus}-{penalty})"
    extra = _limited(bonus, penalty, limits)
    whole = f"SUM({refs.applicable_max})"
    value = f"MAX(0,{excel_round(f'{excel_number(scale)}*{main}/{whole}+{extra}')})"
    return f"=IFERROR(IF(COUNTIF({refs.points},{CHECK})>0,{CHECK},IF({whole}<=0,{NOTHING},{value})),{CHECK})"


def _limited(bonus: str, penalty: str, limits: TotalLimits) -> str:
    if limits.bonus is not None:
        bonus = f"MIN({excel_number(limits.bonus)},{bonus})"
    if limits.penalty is not None:
        penalty = f"MAX(-{excel_number(limits.penalty)},{penalty})"
    return f"{bonus}+{penalty}"


def band_formula(
    total: str,
    bands: Sequence[Band],
    *,
    criteria: Sequence[Criterion] = (),
    indicators: Mapping[str, str] | None = None,
) -> str:
    """The band of a total, beginning with '='. The Khống chế among ``criteria`` limit it by their indicator cells;
    while one of these holds text, it shows ``kiểm tra lại``."""
    cells = indicators or {}
    lowered: list[str] = []
    barred: list[str] = []
    wrong: list[str] = []
    for criterion in criteria:
        refs = ScoreRefs("", "", "", "", cells)
        parameters = read_parameters(criterion, refs, None)
        if not isinstance(parameters, CapParameters):
            continue
        row = Row(criterion, refs)
        codes = parameters.codes
        present = ",".join(f"ISNUMBER({row.cell(code)})" for code in codes)
        applies = f"AND({present},{row.sum(parameters.amount)}>0)"
        wrong += [bad_number(row.cell(code)) for code in codes]
        both = combine([limit_of(parameters, "")], bands)
        if both.lowered:
            lowered.append(f"IF({applies},{both.lowered},0)")
        if both.first_open:
            barred.append(f"IF({applies},{both.first_open + 1},1)")
    body = _band(total, bands, "+".join(lowered), ",".join(barred))
    if wrong:
        body = f"IF(OR({','.join(wrong)}),{CHECK},{body})"
    return f"=IFERROR({body},{CHECK})"


def _band(total: str, bands: Sequence[Band], lowered: str, first_open: str) -> str:
    steps = ordered(bands)
    if not steps:
        return NOTHING
    # 1 for the highest band, one more for each threshold that the total misses.
    place = "1" + "".join(f"+({total}<{excel_number(band.threshold)})" for band in steps[:-1])
    if lowered:
        place += f"+{lowered}"
    if first_open:
        place = f"MAX({place},{first_open})"
    names = ",".join('"' + band.name.replace('"', '""') + '"' for band in steps)
    chosen = f"CHOOSE(MIN({len(steps)},{place}),{names})"
    lowest = excel_number(steps[-1].threshold)
    return (
        f"IF(ISNUMBER({total}),IF({total}<{lowest},{NOTHING},{chosen}),IF({blank(total)},{NOTHING},{CHECK}))"
    )


def effective_points_formula(
    criterion: Criterion, points: str, verified: str, *, indicators: Sequence[str] | None = None
) -> str:
    """Points that count in the summary, beginning with '=': Điểm thẩm định where it is given, else Điểm đạt.

    Text, or a number outside the bounds of the criterion, shows ``kiểm tra lại``.
    """
    if KINDS[criterion.kind].PLACE is Place.LIMIT:
        return f"={NOTHING}"
    parameters = read_parameters(criterion, ScoreRefs("", "", "", "", {}), indicators)
    low, high = verified_bounds(criterion, parameters)
    outside = [f"{verified}<{excel_number(low)}"] if low is not None else []
    if high is not None:
        outside.append(f"{verified}>{excel_number(high)}")
    given = f"IF(OR({','.join(outside)}),{CHECK},{excel_round(verified)})"
    kept = f"IF(ISNUMBER({points}),{points},{NOTHING})"
    return f"=IFERROR(IF(ISNUMBER({verified}),{given},IF({blank(verified)},{kept},{CHECK})),{CHECK})"


def effective_max_formula(criterion: Criterion, applicable_max: str, verified: str) -> str:
    """What the criterion adds to the denominator after verification, beginning with '='.

    ``applicable_max`` is the reference (or number) of what it adds before: 0 when excluded.
    """
    if criterion.kind in OUTSIDE_DENOMINATOR:
        return f"={NOTHING}"
    return f"=IF(ISNUMBER({verified}),{excel_number(criterion.max_points)},N({applicable_max}))"


class SummaryRefs(Struct, frozen=True):
    """Columns of the sheet with one row per unit and criterion, as absolute ranges of equal height."""

    units: str
    kinds: str
    points: str
    """Points that count: Điểm đạt for the self total, the effective points for the verified one."""
    applicable_max: str
    verified: str = ""
    """Điểm thẩm định; given for the verified total, which is empty until something is verified."""


def unit_total_formula(
    unit: str, refs: SummaryRefs, *, scale: Decimal = Decimal(100), limits: TotalLimits | None = None
) -> str:
    """A unit's total in the summary, beginning with '='. ``unit`` is the cell with its code."""
    own = f"({refs.units}={unit})"

    def added(column: str, of_kind: str = "") -> str:
        return f"SUMPRODUCT({own}{of_kind}*1,{column})"

    def of(place: Place) -> str:
        return "+".join(added(refs.points, f'*({refs.kinds}="{kind}")') for kind in kinds_where(place))

    bonus, penalty = of(Place.BONUS), of(Place.PENALTY)
    extra = _limited(bonus, penalty, limits or TotalLimits())
    whole = added(refs.applicable_max)
    main = f"({added(refs.points)}-{bonus}-{penalty})"
    value = f"MAX(0,{excel_round(f'{excel_number(scale)}*{main}/{whole}+{extra}')})"
    unclear = f"SUMPRODUCT({own}*({refs.points}={CHECK}))>0"
    body = f"IF({unclear},{CHECK},IF({whole}<=0,{NOTHING},{value}))"
    if refs.verified:
        # A space that somebody left in the cell is no verification; a Khống chế has none.
        counted = f'(TRIM({refs.verified})<>"")' + giving_points(refs.kinds)
        body = f"IF(SUMPRODUCT({own}*{counted})=0,{NOTHING},{body})"
    return f"=IFERROR({body},{CHECK})"


def giving_points(kinds: str) -> str:
    """Factors that leave out rows whose kind gives no points."""
    return "".join(f'*({kinds}<>"{kind}")' for kind in kinds_where(Place.LIMIT))


def final_total_expression(verified_total: str, self_total: str) -> str:
    """The total that bands and ranks go by, without '='."""
    return f"IF({blank(verified_total)},{self_total},{verified_total})"


def unit_band_formula(total: str, bands: Sequence[Band], *, lowered: str = "", first_open: str = "") -> str:
    """The band of a unit's final total, beginning with '='.

    ``lowered`` and ``first_open`` are cells with what its Khống chế come to
    (:class:`~danvan_xl.rules.scoring.bands.BandLimits`); empty cells mean no limit.
    """
    steps_down = f"N({lowered})" if lowered else ""
    best = f"1+N({first_open})" if first_open else ""
    return f"=IFERROR({_band(total, bands, steps_down, best)},{CHECK})"


def rank_formula(total: str, totals: str) -> str:
    """Rank of a final total among all (1, 2, 2, 4), beginning with '='; empty where there is no total."""
    return f'=IF(ISNUMBER({total}),RANK({total},{totals}),"")'
