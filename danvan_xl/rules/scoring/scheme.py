"""The scoring scheme of a plan with every Tham số read: read once, then used for every unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from danvan_xl.errors import ParameterError
from danvan_xl.model import Band, Criterion, Master
from danvan_xl.rules.expressions import Names
from danvan_xl.rules.scoring.kinds import Parameters, parse_parameters
from danvan_xl.rules.scoring.totals import TotalLimits, total_limits


class Scheme(Struct, frozen=True):
    """Criteria in their order, bands, scale. ``parameters`` and ``faults`` by criterion: a Tham số that can be used, or
    why it cannot. ``limits`` over all bonus and all penalty criteria. ``names`` of the indicators, for sentences."""

    criteria: Sequence[Criterion]
    bands: Sequence[Band]
    scale: Decimal
    parameters: Mapping[str, Parameters]
    faults: Mapping[str, ParameterError]
    limits: TotalLimits
    names: Names = field(default_factory=dict)


def make_scheme(
    criteria: Sequence[Criterion],
    bands: Sequence[Band],
    scale: Decimal,
    *,
    indicators: Collection[str],
    strict: bool,
    names: Names | None = None,
) -> Scheme:
    """Read every Tham số. ``strict``: ``indicators`` are all codes that there are, another one is a fault."""
    known, steps = list(indicators), [band.name for band in bands] or None
    parameters: dict[str, Parameters] = {}
    faults: dict[str, ParameterError] = {}
    for item in criteria:
        try:
            parameters[item.code] = parse_parameters(
                item.kind, item.parameters, indicators=known, bands=steps, strict=strict
            )
        except ParameterError as error:
            faults[item.code] = error
    return Scheme(criteria, bands, scale, parameters, faults, total_limits(parameters.values()), names or {})


def scheme_of(master: Master, *, strict: bool = True) -> Scheme:
    """The master's scheme. Not ``strict`` for one read back from a summary, which names only the numbers asked for."""
    names = {indicator.code: indicator.text for indicator in master.indicators}
    return make_scheme(
        master.criteria, master.bands, master.plan.scale, indicators=list(names), strict=strict, names=names
    )
