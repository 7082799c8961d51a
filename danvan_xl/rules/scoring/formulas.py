"""Points, total and band as Excel formulas for a unit's form: the same rules as in Python, live while it types.

They work in Excel 2010 and LibreOffice, and guard every input: what is typed as text where a number belongs
shows ``kiểm tra lại`` in its row, in the total and in the band, never a wrong score. A row that gives no points
(excluded, above max, A ÷ 0) is empty text; a row left blank is 0. Spaces count as blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from danvan_xl.language.folding import clean
from danvan_xl.model import Criterion, NotArising
from danvan_xl.rules.scoring.arithmetic import excel_number, excel_round, excel_round_to_step, round_points
from danvan_xl.rules.scoring.computed import penalty_limit
from danvan_xl.rules.scoring.grammar import Ratio, Sum
from danvan_xl.rules.scoring.outcome import OUTSIDE_DENOMINATOR
from danvan_xl.rules.scoring.parameters import (
    BonusParameters,
    CapParameters,
    ChoiceParameters,
    CountParameters,
    Parameters,
    PenaltyParameters,
    ProgressParameters,
    PunctualityParameters,
    RatioBandParameters,
    RatioParameters,
    SelfParameters,
)
from danvan_xl.rules.scoring.parsing import parse_parameters
from danvan_xl.rules.scoring.points import needs_evidence
from danvan_xl.rules.scoring.typed import bonus_limit
from danvan_xl.rules.status import CHECK_AGAIN, bad_number, blank

MARKS = ("x", "v", "✓", "✔", "☑", "có")
"""What a formula takes for a tick; the reader of returns knows more, and a formula asks to check those."""

CHECK = f'"{CHECK_AGAIN}"'
NOTHING = '""'


@dataclass(frozen=True, slots=True)
class ScoreRefs:
    """References of one row of ``Chấm điểm`` (such as ``'$C5'``) and of what it depends on elsewhere.

    ``indicators`` maps codes to cells such as ``"'Số liệu'!$D$7"``; a code that the form does not ask for
    counts as blank. ``on_time`` and ``due`` are cells or expressions of a Tiến độ criterion
    (:func:`~danvan_xl.rules.rates.on_time_count_expression`); ``days_late`` of a Đúng hạn báo cáo: a number, or
    text while it is not known.
    """

    max: str
    not_arising: str
    self_score: str
    evidence: str
    indicators: Mapping[str, str]
    on_time: str = NOTHING
    due: str = NOTHING
    days_late: str = NOTHING


def days_late_expression(reported_on: str, due: str) -> str:
    """Days from Hạn nộp to Ngày báo cáo, at least 0, without '='; 0 while Ngày báo cáo is not a date."""
    return f"IF(AND(ISNUMBER({reported_on}),ISNUMBER({due})),MAX(0,INT(N({reported_on}))-INT(N({due}))),0)"


def points_formula(
    criterion: Criterion, refs: ScoreRefs, *, indicators: Collection[str] | None = None
) -> str:
    """Điểm đạt of one criterion, beginning with '='. Raises ParameterError for a Tham số that is no good."""
    parameters = read_parameters(criterion, refs, indicators)
    if isinstance(parameters, CapParameters):
        return f"={NOTHING}"
    body = Row(criterion, refs).points(parameters)
    if criterion.not_arising is not None:
        full = criterion.not_arising is NotArising.FULL and criterion.kind not in OUTSIDE_DENOMINATOR
        body = _with_tick(refs, _full(refs) if full else NOTHING, body)
    return f"=IFERROR({body},{CHECK})"


def applicable_max_formula(
    criterion: Criterion, refs: ScoreRefs, *, indicators: Collection[str] | None = None
) -> str:
    """What the criterion adds to the denominator, beginning with '='; empty for kinds that are in none."""
    if criterion.kind in OUTSIDE_DENOMINATOR:
        return f"={NOTHING}"
    parameters = read_parameters(criterion, refs, indicators)
    most = _full(refs)
    if criterion.not_arising is NotArising.FULL:
        return f"={most}"
    empty = Row(criterion, refs).nothing_arose(parameters)
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


def _full(refs: ScoreRefs) -> str:
    return excel_round(f"N({refs.max})")


def _trimmed(ref: str) -> str:
    return f'TRIM(SUBSTITUTE({ref},"\u00a0"," "))'


def _ticked(refs: ScoreRefs) -> str:
    mark = f"LOWER({_trimmed(refs.not_arising)})"
    return "OR(" + ",".join(f'{mark}="{sign}"' for sign in MARKS) + ")"


def _with_tick(refs: ScoreRefs, ticked: str, otherwise: str) -> str:
    return f"IF({_ticked(refs)},{ticked},IF({blank(refs.not_arising)},{otherwise},{CHECK}))"


class Row:
    """Formulas of one criterion's row."""

    def __init__(self, criterion: Criterion, refs: ScoreRefs) -> None:
        self.criterion, self.refs = criterion, refs

    def points(self, parameters: Parameters) -> str:
        refs = self.refs
        match parameters:
            case SelfParameters():
                s = refs.self_score
                earned = self.proven(excel_round(s))
                inside = f"IF(OR({s}<0,{s}>{refs.max}),{NOTHING},{earned})"
                return self.typed(s, inside)
            case ChoiceParameters():
                return self.choice(parameters)
            case RatioParameters():
                above, below = self.sides(parameters.ratio)
                share = f"MIN({refs.max},{refs.max}*{above}/{below})"
                if parameters.step is not None:
                    share = f"MIN({refs.max},{excel_round_to_step(share, parameters.step)})"
                return self.ratio(parameters.ratio, self.proven(excel_round(share)))
            case RatioBandParameters():
                return self.ratio(parameters.ratio, self.proven(self.levels(parameters)))
            case CountParameters():
                amount = self.sum(parameters.amount)
                limits = [refs.max, f"{amount}*{excel_number(parameters.each)}"]
                if parameters.most is not None:
                    limits.append(excel_number(parameters.most))
                earned = self.proven(excel_round(f"MIN({','.join(limits)})"))
                return self.numbers(parameters.codes, f"IF({amount}<0,{NOTHING},{earned})")
            case ProgressParameters():
                share = self.proven(excel_round(f"{refs.max}*{refs.on_time}/{refs.due}"))
                return (
                    f"IF(AND(ISNUMBER({refs.on_time}),ISNUMBER({refs.due})),"
                    f"IF(N({refs.due})=0,{self.by_policy()},{share}),{CHECK})"
                )
            case PunctualityParameters():
                return self.punctuality(parameters)
            case BonusParameters():
                s, limit = refs.self_score, bonus_limit(self.criterion, parameters)
                capped = s if limit is None else f"MIN({s},{excel_number(limit)})"
                return self.typed(s, f"IF({s}<0,{NOTHING},{self.proven(excel_round(capped))})")
            case PenaltyParameters():
                limit = penalty_limit(self.criterion, parameters)
                amount = self.sum(parameters.amount)
                off = f"{amount}*{excel_number(parameters.each)}"
                if limit is not None:
                    off = f"MIN({excel_number(limit)},{off})"
                return self.numbers(parameters.codes, f"IF({amount}<0,{NOTHING},-{excel_round(off)})")
            case CapParameters():
                return NOTHING

    def proven(self, points: str) -> str:
        """Points only with evidence, where it is required."""
        if not needs_evidence(self.criterion):
            return points
        return f"IF({blank(self.refs.evidence)},0,{points})"

    def typed(self, ref: str, points: str) -> str:
        """A number that the unit types: blank is 0, text asks to check."""
        return f"IF(ISNUMBER({ref}),{points},IF({blank(ref)},0,{CHECK}))"

    def choice(self, parameters: ChoiceParameters) -> str:
        ref = self.refs.self_score
        body = CHECK
        for option in reversed(parameters.options):
            name = clean(option.text).replace('"', '""')
            body = f'IF({_trimmed(ref)}="{name}",{self.proven(excel_number(round_points(option.points)))},{body})'
        return f"IF({blank(ref)},0,{body})"

    def cell(self, code: str) -> str:
        return self.refs.indicators.get(code, NOTHING)

    def sum(self, amount: Sum) -> str:
        if len(amount.terms) == 1 and amount.terms[0][0] > 0:
            return f"N({self.cell(amount.terms[0][1])})"
        terms = "".join(f"{'+' if sign > 0 else '-'}N({self.cell(code)})" for sign, code in amount.terms)
        return f"ROUND({terms.removeprefix('+')},9)"

    def sides(self, ratio: Ratio) -> tuple[str, str]:
        return self.sum(ratio.above), "100" if ratio.below is None else self.sum(ratio.below)

    def numbers(self, codes: Sequence[str], points: str) -> str:
        """Points from indicators: one typed as text asks to check, one left blank gives 0."""
        cells = [self.cell(code) for code in codes]
        present = ",".join(f"ISNUMBER({cell})" for cell in cells)
        wrong = ",".join(bad_number(cell) for cell in cells)
        return f"IF(AND({present}),{points},IF(OR({wrong}),{CHECK},0))"

    def ratio(self, ratio: Ratio, points: str) -> str:
        above, below = self.sides(ratio)
        if ratio.below is None:
            return self.numbers(ratio.codes, f"IF({above}<0,{NOTHING},{points})")
        none = f"IF({above}=0,{self.by_policy()},{NOTHING})"
        inner = f"IF(OR({above}<0,{below}<0),{NOTHING},IF({below}=0,{none},{points}))"
        return self.numbers(ratio.codes, inner)

    def levels(self, parameters: RatioBandParameters) -> str:
        above, below = self.sides(parameters.ratio)
        body = excel_number(parameters.otherwise)
        for level in reversed(parameters.levels):
            sign = ">=" if level.inclusive else ">"
            # Multiplied out and rounded: 0,9 × 100 must not fall short of 90 by a binary hair.
            test = f"ROUND({above}*100-{excel_number(level.percent)}*{below},6){sign}0"
            body = f"IF({test},{excel_number(level.points)},{body})"
        return excel_round(body)

    def by_policy(self) -> str:
        """Points of a criterion that its own numbers show not to arise."""
        return _full(self.refs) if self.criterion.not_arising is NotArising.FULL else NOTHING

    def punctuality(self, parameters: PunctualityParameters) -> str:
        refs = self.refs
        days = f"MAX(0,N({refs.days_late}))"
        counted = (
            days if parameters.most_days is None else f"MIN({days},{excel_number(parameters.most_days)})"
        )
        each = excel_number(parameters.each_day)
        if parameters.first_days is None:
            off = f"{each}*{counted}"
        else:
            first = excel_number(parameters.first_days)
            off = f"{excel_number(parameters.first_points)}+{each}*MAX(0,{counted}-{first})"
        if parameters.most_points is not None:
            off = f"MIN({excel_number(parameters.most_points)},{off})"
        points = f"IF({days}=0,{_full(refs)},{excel_round(f'MAX(0,{refs.max}-({off}))')})"
        if parameters.zero_after is not None:
            points = f"IF({days}>{excel_number(parameters.zero_after)},0,{points})"
        return self.typed(refs.days_late, self.proven(points))

    def nothing_arose(self, parameters: Parameters) -> str:
        """A test that the criterion's own numbers show that it does not arise; '' where they cannot."""
        if isinstance(parameters, ProgressParameters):
            due, on_time = self.refs.due, self.refs.on_time
            return f"AND(ISNUMBER({due}),ISNUMBER({on_time}),N({due})=0)"
        if (
            isinstance(parameters, RatioParameters | RatioBandParameters)
            and parameters.ratio.below is not None
        ):
            above, below = self.sides(parameters.ratio)
            present = ",".join(f"ISNUMBER({self.cell(code)})" for code in parameters.ratio.codes)
            return f"AND({present},{above}=0,{below}=0)"
        return ""
