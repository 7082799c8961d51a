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
from danvan_xl.model import Aggregation, Criterion, Indicator, Master, Part
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
    total = sum((c.max_points for c in counted), Decimal(0))
    if total != master.plan.scale:
        places.note(
            "master-criteria-sum",
            n.CRITERIA,
            n.MAX_POINTS,
            None,
            value=comma(total),
            note=comma(master.plan.scale),
        )
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
            places.note(
                "master-group-sum",
                n.CRITERIA,
                n.GROUP,
                members[0].where,
                value=group,
                note=f"{comma(stated)} điểm, còn tổng điểm tối đa của các tiêu chí trong nhóm là {comma(own)}",
            )


def _parameters(master: Master, places: Places) -> None:
    codes = [i.code for i in master.indicators]
    bands = [b.name for b in master.bands]
    for criterion in master.criteria:
        title = f"tiêu chí {criterion.code}"
        try:
            parsed = parse_parameters(
                criterion.kind,
                criterion.parameters,
                bands=bands or None,
                max_points=criterion.max_points if criterion.kind not in OUTSIDE_DENOMINATOR else None,
            )
        except ParameterError as error:
            note = f"{error.message.rstrip('.')}. {error.remedy}".strip().rstrip(".")
            places.note(
                "master-parameters-bad",
                n.CRITERIA,
                n.PARAMETERS,
                criterion.where,
                value=criterion.parameters,
                row=title,
                note=note[:1].lower() + note[1:],
            )
            continue
        for code in parsed.codes:
            _known_indicator(code, codes, places, n.CRITERIA, n.PARAMETERS, criterion, title)
        missed = parsed.fault_in(master.tasks)
        if missed:
            places.note(
                "master-parameters-bad",
                n.CRITERIA,
                n.PARAMETERS,
                criterion.where,
                value=criterion.parameters,
                row=title,
                note=missed,
            )


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
) -> bool:
    if fold(code) in {fold(k) for k in known}:
        return True
    places.note(
        "master-indicator-unknown",
        sheet,
        header,
        entry.where,
        value=code,
        row=title,
        note=meant(code, known),
    )
    return False


# --- Xếp loại ---------------------------------------------------------------------------------


def _bands(master: Master, places: Places) -> None:
    bands = master.bands
    for previous, band in pairwise(bands):
        if band.threshold >= previous.threshold:
            places.note(
                "master-bands-order",
                n.BANDS,
                n.THRESHOLD,
                band.where,
                value=comma(band.threshold),
                row=band.name,
                note=f"“{previous.name}” từ {comma(previous.threshold)}",
            )
    for band in bands:
        if band.threshold > master.plan.scale:
            places.note(
                "master-band-above-scale",
                n.BANDS,
                n.THRESHOLD,
                band.where,
                value=comma(band.threshold),
                row=band.name,
                note=comma(master.plan.scale),
            )
        if parse_quota(band.condition) is None:
            places.note(
                "master-condition-unclear",
                n.BANDS,
                n.CONDITION,
                band.where,
                value=band.condition,
                row=band.name,
            )
    if bands and min(b.threshold for b in bands) > 0:
        lowest = min(bands, key=lambda b: b.threshold)
        places.note("master-bands-no-zero", n.BANDS, n.THRESHOLD, lowest.where, value=comma(lowest.threshold))


# --- Số liệu ----------------------------------------------------------------------------------


def _indicators(master: Master, places: Places) -> None:
    codes = [i.code for i in master.indicators]
    names: dict[str, Indicator] = {}
    for indicator in master.indicators:
        title = f"số liệu {indicator.code}"
        other = names.setdefault(fold(indicator.text), indicator)
        if other is not indicator:
            places.note(
                "master-name-twice",
                n.INDICATORS,
                n.INDICATOR,
                indicator.where,
                value=indicator.text,
                row=title,
                note=f"số liệu {other.code}",
            )
        ratios = 0
        for constraint in pieces(indicator.constraint):
            try:
                clause = read_clause(constraint, codes)
            except ParameterError as error:
                places.note(
                    "master-constraint-bad",
                    n.INDICATORS,
                    n.CONSTRAINT,
                    indicator.where,
                    value=constraint,
                    row=title,
                    note=error.message,
                )
                continue
            ratios += clause.ratio is not None
            for code in clause.codes:
                _known_indicator(code, codes, places, n.INDICATORS, n.CONSTRAINT, indicator, title)
        if indicator.aggregation is Aggregation.RATIO and not ratios:
            places.note(
                "master-aggregation-ratio",
                n.INDICATORS,
                n.CONSTRAINT,
                indicator.where,
                row=f"Số liệu {indicator.code}",
            )
