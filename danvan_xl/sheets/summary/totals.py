"""Totals, bands and ranks of units after verification: the cells that the formulas of ``rules.scoring`` get,
and the same worked out by its Python rules for the cached values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from danvan_xl.errors import ParameterError
from danvan_xl.model import Criterion, Master, ScoreKind
from danvan_xl.results import UnitResult, UnitScore
from danvan_xl.rules.scoring import (
    TotalLimits,
    band_of,
    parse_parameters,
    rank,
    total_limits,
    total_of,
    verified_bounds,
)
from danvan_xl.rules.scoring.arithmetic import round_points
from danvan_xl.rules.scoring.bands import BandLimits, Limit, combine, limit_of
from danvan_xl.rules.scoring.kinds import OUTSIDE_DENOMINATOR, Parameters
from danvan_xl.rules.scoring.kinds.cap import CapParameters
from danvan_xl.rules.scoring.outcome import Case
from danvan_xl.rules.scoring.points import score_criterion
from danvan_xl.rules.scoring.total_formulas import SummaryRefs, unit_total_formula
from danvan_xl.rules.status import CHECK_AGAIN
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import Area
from danvan_xl.terms import summary as n

HIDDEN = (n.EFFECTIVE, n.APPLICABLE, n.BEFORE_APPLICABLE, n.KIND, n.SEEN_SELF, n.SEEN_POINTS, n.WRITTEN)

Shown = Decimal | str | None
"""A number, ``kiểm tra lại``, or nothing."""


@dataclass(slots=True)
class Final:
    """What ``Theo đơn vị`` shows of one unit's score. ``verified`` None: nothing verified."""

    verified: Shown = None
    total: Shown = None
    band: str | None = None
    reason: str = ""
    rank: int | None = None
    limits: BandLimits = field(default_factory=BandLimits)


@dataclass(slots=True)
class Row:
    """What ``Thẩm định`` shows of one unit and criterion. ``typed``: what stands in Điểm thẩm định."""

    typed: Decimal | str | None = None
    effective: Shown = None
    applicable: Decimal | None = None
    counts: bool = False
    """Something usable was typed."""


class Scoring:
    """The scores of a consolidation with what the reviewer typed, by the rules."""

    def __init__(self, context: Context) -> None:
        self.context = context
        master = context.c.master
        self.codes = [indicator.code for indicator in master.indicators]
        self.parameters = scheme_parameters(master) if context.has_scores else {}
        self.limits = total_limits(self.parameters.values())
        self.bounds = {c.code: verified_bounds(c, self.parameters.get(c.code)) for c in context.criteria}
        self.rows: dict[tuple[str, str], Row] = {}
        self.finals: dict[str, Final] = {unit.code: self._final(unit) for unit in context.units}
        sent = {unit.code for unit in context.units if unit.returned}
        places = rank(
            {
                code: final.total if code in sent and isinstance(final.total, Decimal) else None
                for code, final in self.finals.items()
            }
        )
        for code, final in self.finals.items():
            final.rank = places[code]

    def _row(self, unit: UnitResult, criterion: Criterion, score: UnitScore | None) -> Row:
        key = (unit.code, criterion.code)
        review = self.context.review
        typed: Decimal | str | None = review.verified.get(key)
        if typed is None and score is not None:
            typed = score.verified
        typed = review.unread.get(key) if typed is None else typed
        points = score.points if score else None
        outside = criterion.kind in OUTSIDE_DENOMINATOR
        row = Row(typed)
        if not outside:
            row.applicable = score.applicable_max if score else criterion.max_points
            if row.applicable is None:
                row.applicable = Decimal(0)
        if criterion.kind is ScoreKind.CAP:
            return row
        if typed is None:
            row.effective = points
        elif isinstance(typed, str):
            row.effective = CHECK_AGAIN
        else:
            low, high = self.bounds[criterion.code]
            if (low is not None and typed < low) or (high is not None and typed > high):
                row.effective = CHECK_AGAIN
            else:
                row.effective, row.counts = round_points(typed), True
            if not outside and not isinstance(typed, str):
                row.applicable = criterion.max_points
        return row

    def _final(self, unit: UnitResult) -> Final:
        context, master = self.context, self.context.c.master
        rows = []
        unclear = verified = False
        for criterion in context.criteria:
            row = self._row(unit, criterion, unit.scores.get(criterion.code))
            self.rows[unit.code, criterion.code] = row
            if criterion.kind is ScoreKind.CAP:
                continue
            verified |= row.typed is not None
            unclear |= row.effective == CHECK_AGAIN
            points = row.effective if isinstance(row.effective, Decimal) else None
            rows.append((criterion, points, row.applicable))
        final = Final()
        if not context.has_scores:
            return final
        limits = self._limits(unit)
        final.limits = combine(limits, master.bands)
        if verified:
            total = total_of(rows, scale=master.plan.scale, limits=self.limits).value
            final.verified = CHECK_AGAIN if unclear else total
        final.total = unit.self_total if final.verified is None else final.verified
        if isinstance(final.total, str):
            final.band, final.reason = CHECK_AGAIN, "Có điểm thẩm định phải kiểm tra lại, chưa xếp loại."
        else:
            final.band, final.reason = band_of(final.total, master.bands, limits)
            if final.total is None and not unit.returned:
                final.reason = "Chưa có báo cáo."
        return final

    def _limits(self, unit: UnitResult) -> list[Limit]:
        """The Khống chế that apply by the unit's numbers."""
        if not unit.returned:
            return []
        values: Mapping[str, Decimal | None] = {k: i.in_period for k, i in unit.indicators.items()}
        case = Case(values, [code for code, item in unit.indicators.items() if item.unread])
        found = []
        for criterion in self.context.criteria:
            parameters = self.parameters.get(criterion.code)
            if isinstance(parameters, CapParameters):
                outcome = score_criterion(criterion, parameters, None, case)
                if outcome.given and not outcome.uncertain:
                    found.append(limit_of(parameters, f"{criterion.code}: {outcome.why.partition(':')[0]}"))
        return found

    def known_totals(self) -> list[Decimal]:
        """Totals that count, of the units that have one."""
        return [final.total for final in self.finals.values() if isinstance(final.total, Decimal)]

    def total_formula(self, code: str) -> str:
        """Verified total of the unit whose code stands in cell ``code``."""
        area = verify_area(self.context)
        refs = SummaryRefs(
            area.range("Mã đơn vị"),
            area.range(n.KIND),
            area.range(n.EFFECTIVE),
            area.range(n.APPLICABLE),
            area.range("Điểm thẩm định"),
        )
        return unit_total_formula(code, refs, scale=self.context.c.master.plan.scale, limits=self.limits)


def scheme_parameters(master: Master) -> dict[str, Parameters]:
    """The Tham số of every criterion by code; criteria whose Tham số cannot be used are left out."""
    codes = [indicator.code for indicator in master.indicators]
    bands = [band.name for band in master.bands] or None
    found: dict[str, Parameters] = {}
    for criterion in master.criteria:
        try:
            found[criterion.code] = parse_parameters(
                criterion.kind, criterion.parameters, indicators=codes, bands=bands, strict=False
            )
        except ParameterError:
            continue
    return found


def scheme_limits(master: Master) -> TotalLimits:
    """Limits over all bonus criteria and all penalties that the scheme sets."""
    return total_limits(scheme_parameters(master).values())


def verify_headers(context: Context) -> list[str]:
    """All columns of ``Thẩm định``: the contract's, ours, a person's own, the hidden ones."""
    own = [header for header in context.review.extra_headers if header not in HIDDEN]
    return [*n.VERIFY_HEADERS, *n.VERIFY_MORE, *own, *HIDDEN]


def verify_area(context: Context) -> Area:
    """Where the columns of ``Thẩm định`` stand."""
    return Area(n.VERIFY, verify_headers(context), len(context.verification))
