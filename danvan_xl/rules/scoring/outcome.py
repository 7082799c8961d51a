"""What a criterion is scored from, and what it came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from danvan_xl.language.showing import number_text, points_text
from danvan_xl.results import UnitTask
from danvan_xl.rules.expressions import Ratio, Sum
from danvan_xl.rules.scoring.arithmetic import ZERO, is_on_step, round_points

Issue = tuple[str, dict[str, object]]
"""A finding code and the facts for its texts."""


class Case(Struct, frozen=True):
    """What all of a unit's criteria are scored from. An indicator is what stands in Trong kỳ, None when blank.

    ``unread_indicators`` were given but could not be read. ``days_late`` counts from Hạn nộp, at least 0;
    None when it is not known when the return came. ``tasks`` are the unit's own, ``groups`` their Nhóm nhiệm vụ by
    code, ``uncertain_tasks`` had an input that could not be read.
    """

    indicators: Mapping[str, Decimal | None] = field(default_factory=dict)
    unread_indicators: Collection[str] = ()
    days_late: int | None = None
    tasks: Sequence[UnitTask] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    uncertain_tasks: Collection[str] = ()

    def amount(self, of: Sum, *, signed: bool = False) -> Decimal | Outcome:
        """A sum of indicators, or what came of it: blank, not readable, negative (unless ``signed``)."""
        cannot = self._not_given(of.codes)
        if cannot is not None:
            return cannot
        value = of.value(self.indicators)
        assert value is not None
        return negative(str(of), value) if value < 0 and not signed else value

    def sides(self, ratio: Ratio) -> tuple[Decimal, Decimal] | Outcome:
        """A and B with B > 0, or what else came of them."""
        cannot = self._not_given(ratio.codes)
        if cannot is not None:
            return cannot
        above = self.amount(ratio.above)
        below = Decimal(100) if ratio.below is None else self.amount(ratio.below)
        if isinstance(above, Outcome):
            return above
        if isinstance(below, Outcome):
            return below
        if below > 0:
            return above, below
        if above == 0:
            return Outcome(not_arising=True, why=f"{ratio} = 0 ÷ 0, không phát sinh.")
        return Outcome(
            why=f"{ratio} = {number_text(above)} ÷ 0, không chia được: không tính điểm.",
            uncertain=True,
            given=True,
            issues=[("ratio-divide-by-zero", {"value": f"{number_text(above)} ÷ 0", "what": str(ratio)})],
        )

    def _not_given(self, codes: Collection[str]) -> Outcome | None:
        """None when every indicator has a number; else why nothing can be worked out."""
        unreadable = [code for code in codes if code in self.unread_indicators]
        if unreadable:
            return unread(f"Số liệu {', '.join(unreadable)}")
        blank = [code for code in codes if self.indicators.get(code) is None]
        if blank:
            named = ", ".join(blank)
            return missing(f"Chưa có số liệu {named}", "score-indicator-missing", value=named, what=named)
        return None


class Outcome(Struct):
    """What a criterion came to. ``points`` None: no points (excluded, an error, or a kind without points)."""

    points: Decimal | None = None
    self_score: Decimal | None = None
    why: str = ""
    missing: bool = False
    not_arising: bool = False
    """Does not arise, by the unit's tick or by its numbers (0 ÷ 0, no task due)."""
    unasked: bool = False
    """The unit's form did not ask for it: it adds nothing to the denominator."""
    uncertain: bool = False
    given: bool = False
    """There is something to score, which a tick Không phát sinh contradicts."""
    issues: list[Issue] = field(default_factory=list)


def missing(why: str, code: str = "score-missing", **facts: object) -> Outcome:
    """Left blank: 0 points and a finding, which says what was left blank: the score, or what it is worked out from."""
    return Outcome(
        points=round_points(ZERO),
        missing=True,
        why=f"{why}: 0 điểm.",
        issues=[(code, {"note": f": {why[0].lower()}{why[1:]}", **facts})],
    )


def unread(what: str) -> Outcome:
    """Given, but not readable; its own finding was made by the reader."""
    return Outcome(why=f"{what} không đọc được, chưa tính điểm.", uncertain=True)


def negative(what: str, value: Decimal) -> Outcome:
    """A count below 0 cannot be scored."""
    return Outcome(
        why=f"{what} = {number_text(value)}, số âm: không tính điểm.",
        uncertain=True,
        given=True,
        issues=[("indicator-negative", {"value": number_text(value), "what": what})],
    )


def below_zero(given: Decimal) -> Outcome:
    """A self score below 0 is kept as typed, and gives no points."""
    return Outcome(
        self_score=given,
        why=f"Tự chấm {number_text(given)}, nhỏ hơn 0: không tính điểm.",
        uncertain=True,
        issues=[("score-negative", {"value": number_text(given)})],
    )


def above_max(given: Decimal, most: Decimal, effect: str) -> Issue:
    """The finding of a self score above its limit."""
    return "score-above-max", {"value": number_text(given), "most": number_text(most), "effect": effect}


def note_step(outcome: Outcome, given: Decimal, step: Decimal | None) -> None:
    """A self score off its step counts, with a warning."""
    if step is not None and not is_on_step(given, step):
        outcome.issues.append(("score-off-step", {"value": number_text(given), "step": number_text(step)}))
        outcome.why = f"{outcome.why.rstrip('.')}, không theo bước {number_text(step)}."


def limited(text: str, exact: Decimal, most: Decimal) -> tuple[str, Decimal]:
    """``text = points``, cut at ``most``."""
    if exact > most:
        return f"{text} = {points_text(exact)}, lấy mức tối đa {points_text(most)}", most
    return f"{text} = {points_text(exact)}", exact
