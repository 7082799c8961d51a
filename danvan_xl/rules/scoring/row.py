"""One row of ``Chấm điểm`` for the formulas of the kinds: its cells, and how every input is guarded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from danvan_xl.model import Criterion, NotArising
from danvan_xl.rules.expressions import Ratio, Sum
from danvan_xl.rules.scoring.arithmetic import excel_round
from danvan_xl.rules.scoring.evidence import asks_evidence, no_evidence
from danvan_xl.rules.status import CHECK_AGAIN, bad_number, blank

MARKS = ("x", "v", "✓", "✔", "☑", "có")
"""What a formula takes for a tick; the reader of returns knows more, and a formula asks to check those."""

CHECK = f'"{CHECK_AGAIN}"'
NOTHING = '""'


class ScoreRefs(Struct, frozen=True):
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


def trimmed(ref: str) -> str:
    """The text of a cell without the spaces around it."""
    return f'TRIM(SUBSTITUTE({ref},"\u00a0"," "))'


class Row:
    """Formulas of one criterion's row."""

    def __init__(self, criterion: Criterion, refs: ScoreRefs) -> None:
        self.criterion, self.refs = criterion, refs

    @property
    def full(self) -> str:
        """Điểm tối đa, rounded."""
        return excel_round(f"N({self.refs.max})")

    def proven(self, points: str) -> str:
        """Points only with evidence, where it is required."""
        if not asks_evidence(self.criterion.evidence):
            return points
        return f"IF({no_evidence(self.refs.evidence)},0,{points})"

    def typed(self, ref: str, points: str) -> str:
        """A number that the unit types: blank is 0, text asks to check."""
        return f"IF(ISNUMBER({ref}),{points},IF({blank(ref)},0,{CHECK}))"

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

    def nothing_arose(self, ratio: Ratio) -> str:
        """A test that 0 ÷ 0 stands there; '' where nothing is divided."""
        if ratio.below is None:
            return ""
        above, below = self.sides(ratio)
        present = ",".join(f"ISNUMBER({self.cell(code)})" for code in ratio.codes)
        return f"AND({present},{above}=0,{below}=0)"

    def by_policy(self) -> str:
        """Points of a criterion that its own numbers show not to arise."""
        return self.full if self.criterion.not_arising is NotArising.FULL else NOTHING
