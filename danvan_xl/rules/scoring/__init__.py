"""Scoring: Tham số, points, totals, bands, and the same as formulas (contract, section 5, and issue notes in docs).

What Python decides, :mod:`.formulas` (a unit's form) and :mod:`.summary_formulas` (the summary) repeat in Excel.
"""

from danvan_xl.errors import ParameterError
from danvan_xl.rules.scoring.bands import band_of, ordered, parse_quota, quota_warnings, rank
from danvan_xl.rules.scoring.parameters import EXAMPLES, Parameters
from danvan_xl.rules.scoring.parsing import parse_parameters
from danvan_xl.rules.scoring.points import needs_evidence
from danvan_xl.rules.scoring.sheet import ScoreSheet, score_return, verified_bounds
from danvan_xl.rules.scoring.totals import Total, TotalLimits, total_limits, total_of

__all__ = [
    "EXAMPLES",
    "ParameterError",
    "Parameters",
    "ScoreSheet",
    "Total",
    "TotalLimits",
    "band_of",
    "needs_evidence",
    "ordered",
    "parse_parameters",
    "parse_quota",
    "quota_warnings",
    "rank",
    "score_return",
    "total_limits",
    "total_of",
    "verified_bounds",
]
