"""Faults of ``Tiêu chí``, ``Xếp loại`` and ``Số liệu``: sums, Tham số, references, thresholds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from itertools import pairwise

from danvan_xl.errors import ParameterError
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.showing import comma
from danvan_xl.model import Aggregation, Band, Criterion, Indicator, Master, Part, Unit, Where
from danvan_xl.plans.fields import meant
from danvan_xl.plans.places import Places
from danvan_xl.rules.constraints import read_clause
from danvan_xl.rules.expressions import pieces
from danvan_xl.rules.scoring import parse_parameters, parse_quota
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR
from danvan_xl.terms import master as n

_GROUP_POINTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*điểm", re.IGNORECASE)


def check_scores(master: Master, places: Places) -> None:
    """All faults of the three sheets."""
    _sums(master, places)
    _parameters(master, places)
    _parts_asked(master, places)
    _bands(master, places)
    _indicators(master, places)


# --- Tiêu chí ---------------------------------------------------------------------------------


def _sums(master: Master, places: Places) -> None:
    """Σ Điểm tối đa against Thang điểm, and against what a group's name says ("I. Chỉ đạo (20 điểm)")."""
    counted = [c for c in master.criteria if c.kind not in OUTSIDE_DENOMINATOR]
    if not counted:
        return
    total, scale = sum((c.max_points for c in counted), Decimal(0)), master.plan.scale
    if any(criterion.applies_to for criterion in master.criteria):
        _sums_by_unit(master, places)
        return
    if total != scale:
        facts = {"value": comma(total), "note": comma(scale)}
        places.note("master-criteria-sum", n.CRITERIA, n.MAX_POINTS, None, **facts)
    groups: dict[str, list[Criterion]] = defaultdict(list)
    for criterion in master.criteria:
        groups[criterion.group].append(criterion)
    for group, members in groups.items():
        said = _GROUP_POINTS.findall(clean(group))
        inside = [c for c in members if c.kind not in OUTSIDE_DENOMINATOR]
        if len(said) != 1 or not inside:
            continue
        stated = Decimal(said[0].replace(",", "."))
        own = sum((c.max_points for c in inside), Decimal(0))
        if own != stated:
            note = f"{comma(stated)} điểm, còn tổng điểm tối đa của các tiêu chí trong nhóm là {comma(own)}"
            places.note("master-group-sum", n.CRITERIA, n.GROUP, members[0].where, value=group, note=note)


def _sums_by_unit(master: Master, places: Places) -> None:
    """Units that are scored by other criteria than the rest are told with the maximum that theirs come to."""
    owing, scale = master.owing_units(), master.plan.scale
    if not owing:
        return  # of a plan without tasks, such as next year's, nothing can be said yet
    for criterion in master.criteria:
        if not any(criterion.is_for(unit) for unit in owing):
            said = {"value": "; ".join(criterion.applies_to), "row": criterion.code}
            places.note("master-applies-nobody", n.CRITERIA, n.APPLIES, criterion.where, **said)
    sums: dict[Decimal, list[Unit]] = defaultdict(list)
    for unit in owing:
        counted = (c.max_points for c in master.criteria_of(unit) if c.kind not in OUTSIDE_DENOMINATOR)
        sums[sum(counted, Decimal(0))].append(unit)
    for total, units in sums.items():
        if total != scale:
            kinds = ", ".join(dict.fromkeys(unit.kind.value for unit in units))
            facts = {"value": comma(total), "row": f"{len(units)} đơn vị ({kinds})", "note": comma(scale)}
            places.note("master-criteria-of-some", n.CRITERIA, n.MAX_POINTS, None, **facts)


def _parameters(master: Master, places: Places) -> None:
    codes = [i.code for i in master.indicators]
    bands = [b.name for b in master.bands] or None
    for criterion in master.criteria:
        title = f"tiêu chí {criterion.code}"

        def bad(note: str, criterion: Criterion = criterion, title: str = title) -> None:
            said = {"value": criterion.parameters, "row": title, "note": note[:1].lower() + note[1:]}
            places.note("master-parameters-bad", n.CRITERIA, n.PARAMETERS, criterion.where, **said)

        most = None if criterion.kind in OUTSIDE_DENOMINATOR else criterion.max_points
        try:
            parsed = parse_parameters(criterion.kind, criterion.parameters, bands=bands, max_points=most)
        except ParameterError as error:
            bad(f"{error.message.rstrip('.')}. {error.remedy}".strip().rstrip("."))
            continue
        for code in parsed.codes:
            _known_indicator(code, codes, places, n.CRITERIA, n.PARAMETERS, criterion, title)
        if missed := parsed.fault_in(master.tasks):
            bad(missed)


def _parts_asked(master: Master, places: Places) -> None:
    """A period that scores must ask for what the criteria are worked out from."""
    needing: dict[Part, list[str]] = defaultdict(list)
    for criterion in master.criteria:
        needed = KINDS[criterion.kind].NEEDS
        if needed is not None:
            needing[needed].append(criterion.code)
    for period in master.periods:
        for part, codes in needing.items():
            if Part.SCORES in period.parts and part not in period.parts:
                places.note(
                    "master-score-without-part", n.PERIODS, n.PARTS, period.where,
                    value=part.value, row=f"Kỳ {period.code}", note=f"tiêu chí {', '.join(codes)}",
                )  # fmt: skip


def _known_indicator(
    code: str,
    known: Collection[str],
    places: Places,
    sheet: str,
    header: str,
    entry: Criterion | Indicator,
    title: str,
) -> None:
    if fold(code) not in {fold(k) for k in known}:
        said = {"value": code, "row": title, "note": meant(code, known)}
        places.note("master-indicator-unknown", sheet, header, entry.where, **said)


# --- Xếp loại ---------------------------------------------------------------------------------


def _bands(master: Master, places: Places) -> None:
    bands, scale = master.bands, master.plan.scale

    def note(code: str, band: Band, header: str = n.THRESHOLD, **facts: str) -> None:
        said = {"value": comma(band.threshold), "row": band.name} | facts
        places.note(code, n.BANDS, header, band.where, **said)

    for previous, band in pairwise(bands):
        if band.threshold >= previous.threshold:
            note("master-bands-order", band, note=f"“{previous.name}” từ {comma(previous.threshold)}")
    for band in bands:
        if band.threshold > scale:
            note("master-band-above-scale", band, note=comma(scale))
        if parse_quota(band.condition) is None:
            note("master-condition-unclear", band, n.CONDITION, value=band.condition)
    lowest = min(bands, key=lambda b: b.threshold, default=None)
    if lowest is not None and lowest.threshold > 0:
        note("master-bands-no-zero", lowest, row="")


# --- Số liệu ----------------------------------------------------------------------------------


def _indicators(master: Master, places: Places) -> None:
    codes = [i.code for i in master.indicators]
    names: dict[str, Indicator] = {}
    for indicator in master.indicators:
        title = f"số liệu {indicator.code}"

        def note(code: str, header: str, where: Where | None = indicator.where, **facts: str) -> None:
            places.note(code, n.INDICATORS, header, where, **facts)

        other = names.setdefault(fold(indicator.text), indicator)
        if other is not indicator:
            said = f"số liệu {other.code}"
            note("master-name-twice", n.INDICATOR, value=indicator.text, row=title, note=said)
        ratios = 0
        for constraint in pieces(indicator.constraint):
            try:
                clause = read_clause(constraint, codes)
            except ParameterError as error:
                note("master-constraint-bad", n.CONSTRAINT, value=constraint, row=title, note=error.message)
                continue
            ratios += clause.ratio is not None
            for code in clause.codes:
                _known_indicator(code, codes, places, n.INDICATORS, n.CONSTRAINT, indicator, title)
        if indicator.aggregation is Aggregation.RATIO and not ratios:
            note("master-aggregation-ratio", n.CONSTRAINT, row=f"Số liệu {indicator.code}")
