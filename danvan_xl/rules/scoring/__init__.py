"""Scoring: Tham số, points, totals, bands, and the same as formulas (contract, section 5).

What Python decides, :mod:`.formulas` (points in a unit's form) and :mod:`.total_formulas` (totals, bands and ranks in
the form and in the summary) repeat in Excel.
"""

from danvan_xl.rules.scoring.bands import (
    band_of,
    ordered,
    parse_quota,
    quota_warnings,
    rank,
)
from danvan_xl.rules.scoring.formulas import applicable_max_formula, days_late_expression, points_formula
from danvan_xl.rules.scoring.kinds import KINDS, Parameters, parse_parameters
from danvan_xl.rules.scoring.points import needs_evidence
from danvan_xl.rules.scoring.row import ScoreRefs
from danvan_xl.rules.scoring.scheme import Scheme, scheme_of
from danvan_xl.rules.scoring.sheet import score_return
from danvan_xl.rules.scoring.total_formulas import (
    SummaryRefs,
    TotalRefs,
    band_formula,
    effective_max_formula,
    effective_points_formula,
    final_total_expression,
    rank_formula,
    total_formula,
    unit_band_formula,
    unit_total_formula,
)
from danvan_xl.rules.scoring.totals import TotalLimits, total_limits, total_of
from danvan_xl.rules.scoring.verification import ScoreSheet, verified_bounds

__all__ = [
    "KINDS",
    "Parameters",
    "Scheme",
    "ScoreRefs",
    "ScoreSheet",
    "SummaryRefs",
    "TotalLimits",
    "TotalRefs",
    "applicable_max_formula",
    "band_formula",
    "band_of",
    "days_late_expression",
    "effective_max_formula",
    "effective_points_formula",
    "final_total_expression",
    "needs_evidence",
    "ordered",
    "parse_parameters",
    "parse_quota",
    "points_formula",
    "quota_warnings",
    "rank",
    "rank_formula",
    "scheme_of",
    "score_return",
    "total_formula",
    "total_limits",
    "total_of",
    "unit_band_formula",
    "unit_total_formula",
    "verified_bounds",
]
