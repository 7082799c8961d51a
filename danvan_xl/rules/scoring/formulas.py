"""Points, total and band as Excel formulas for a unit's form: the same rules as in Python, live while it types.

They work in Excel 2010 and LibreOffice, and guard every input: what is typed as text where a number belongs
shows ``kiểm tra lại`` in its row, in the total and in the band, never a wrong score. A row that gives no points
(excluded, above max, A ÷ 0) is empty text; a row left blank is 0. Spaces count as blank.
"""

from __future__ import annotations

from collections.abc import Collection

from danvan_xl.model import Criterion, NotArising
from danvan_xl.rules.scoring.kinds import OUTSIDE_DENOMINATOR, Parameters, Place, parse_parameters
from danvan_xl.rules.scoring.row import CHECK, MARKS, NOTHING, Row, ScoreRefs, trimmed
from danvan_xl.rules.status import blank


def days_late_expression(reported_on: str, due: str) -> str:
    """Days from Hạn nộp to Ngày báo cáo, at least 0, without '='; 0 while Ngày báo cáo is not a date."""
    return f"IF(AND(ISNUMBER({reported_on}),ISNUMBER({due})),MAX(0,INT(N({reported_on}))-INT(N({due}))),0)"


def points_formula(
    criterion: Criterion, refs: ScoreRefs, *, indicators: Collection[str] | None = None
) -> str:
    """Điểm đạt of one criterion, beginning with '='. Raises ParameterError for a Tham số that is no good."""
    parameters = read_parameters(criterion, refs, indicators)
    if parameters.PLACE is Place.LIMIT:
        return f"={NOTHING}"
    body = parameters.formula(row := Row(criterion, refs))
    if criterion.not_arising is not None:
        full = criterion.not_arising is NotArising.FULL and criterion.kind not in OUTSIDE_DENOMINATOR
        body = _with_tick(refs, row.full if full else NOTHING, body)
    return f"=IFERROR({body},{CHECK})"


def applicable_max_formula(
    criterion: Criterion, refs: ScoreRefs, *, indicators: Collection[str] | None = None
) -> str:
    """What the criterion adds to the denominator, beginning with '='; empty for kinds that are in none."""
    if criterion.kind in OUTSIDE_DENOMINATOR:
        return f"={NOTHING}"
    parameters = read_parameters(criterion, refs, indicators)
    most = (row := Row(criterion, refs)).full
    if criterion.not_arising is NotArising.FULL:
        return f"={most}"
    empty = parameters.nothing_arose(row)
    body = f"IF({empty},0,{most})" if empty else most
    if criterion.not_arising is NotArising.EXCLUDE:
        body = f"IF({_ticked(refs)},0,{body})"
    return f"={body}" if body == most else f"=IFERROR({body},{most})"


def read_parameters(criterion: Criterion, refs: ScoreRefs, indicators: Collection[str] | None) -> Parameters:
    return parse_parameters(
        criterion.kind,
        criterion.parameters,
        indicators=list(refs.indicators) if indicators is None else indicators,
        strict=indicators is not None,
    )


def _ticked(refs: ScoreRefs) -> str:
    mark = f"LOWER({trimmed(refs.not_arising)})"
    return "OR(" + ",".join(f'{mark}="{sign}"' for sign in MARKS) + ")"


def _with_tick(refs: ScoreRefs, ticked: str, otherwise: str) -> str:
    return f"IF({_ticked(refs)},{ticked},IF({blank(refs.not_arising)},{otherwise},{CHECK}))"
