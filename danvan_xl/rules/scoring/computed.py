"""Points worked out from indicators, statuses and dates: the seven kinds that the unit does not type."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from danvan_xl.language.showing import number_text, percent_text, points_text
from danvan_xl.model import Criterion
from danvan_xl.rules.scoring.arithmetic import ZERO, round_points, round_to_step
from danvan_xl.rules.scoring.grammar import Ratio, Sum
from danvan_xl.rules.scoring.outcome import Case, OnTime, Outcome, limited, missing, negative, unread
from danvan_xl.rules.scoring.parameters import (
    CapParameters,
    CountParameters,
    PenaltyParameters,
    PunctualityParameters,
    RatioBandParameters,
    RatioParameters,
)


def _amounts(codes: Collection[str], case: Case) -> Outcome | None:
    """None when every indicator has a number; else why the criterion cannot be worked out."""
    unreadable = [code for code in codes if code in case.unread_indicators]
    if unreadable:
        return unread(f"Số liệu {', '.join(unreadable)}")
    blank = [code for code in codes if case.indicators.get(code) is None]
    if blank:
        return missing(f"Chưa có số liệu {', '.join(blank)}", ", ".join(blank))
    return None


def _value(amount: Sum, case: Case) -> Decimal:
    value = amount.value(case.indicators)
    assert value is not None
    return value


def _ratio_numbers(ratio: Ratio, case: Case) -> tuple[Decimal, Decimal] | Outcome:
    """A and B with B > 0, or what else came of them."""
    cannot = _amounts(ratio.codes, case)
    if cannot is not None:
        return cannot
    above = _value(ratio.above, case)
    below = Decimal(100) if ratio.below is None else _value(ratio.below, case)
    if above < 0:
        return negative(str(ratio.above), above)
    if below < 0:
        return negative(str(ratio.below), below)
    if below == 0:
        if above == 0:
            return Outcome(not_arising=True, why=f"{ratio} = 0 ÷ 0, không phát sinh.")
        return Outcome(
            why=f"{ratio} = {number_text(above)} ÷ 0, không chia được: không tính điểm.",
            uncertain=True,
            given=True,
            issues=[("ratio-divide-by-zero", {"value": f"{number_text(above)} ÷ 0", "what": str(ratio)})],
        )
    return above, below


def ratio(most: Decimal, parameters: RatioParameters, case: Case) -> Outcome:
    """Max × A ÷ B, at most max, in steps where ``làm tròn`` says so."""
    numbers = _ratio_numbers(parameters.ratio, case)
    if isinstance(numbers, Outcome):
        return numbers
    above, below = numbers
    text = f"{number_text(most)} × {number_text(above)} ÷ {number_text(below)}"
    why, exact = limited(text, most * above / below, most)
    if parameters.step is not None:
        stepped = min(round_to_step(exact, parameters.step), most)
        if stepped != exact:
            why += f", làm tròn {number_text(parameters.step)} thành {points_text(stepped)}"
        exact = stepped
    return Outcome(round_points(exact), why=f"{why} ({parameters.ratio}).", given=True)


def ratio_bands(parameters: RatioBandParameters, case: Case) -> Outcome:
    """Points of the highest level that A ÷ B reaches; compared by cross-multiplication, so exactly."""
    numbers = _ratio_numbers(parameters.ratio, case)
    if isinstance(numbers, Outcome):
        return numbers
    above, below = numbers
    share = above * 100
    points, reached = parameters.otherwise, "còn lại"
    for level in parameters.levels:
        bound = level.percent * below
        if share > bound or (level.inclusive and share == bound):
            points = level.points
            reached = f"{'≥' if level.inclusive else '>'} {number_text(level.percent)}%"
            break
    text = f"{number_text(above)} ÷ {number_text(below)} = {percent_text(above, below)}"
    return Outcome(
        round_points(points),
        why=f"{text}, bậc {reached}: {points_text(points)} điểm ({parameters.ratio}).",
        given=True,
    )


def count(most: Decimal, parameters: CountParameters, case: Case) -> Outcome:
    """Points per item, at most max."""
    cannot = _amounts(parameters.codes, case)
    if cannot is not None:
        return cannot
    value = _value(parameters.amount, case)
    if value < 0:
        return negative(str(parameters.amount), value)
    limit = most if parameters.most is None else min(most, parameters.most)
    text = f"{number_text(value)} × {number_text(parameters.each)}"
    why, exact = limited(text, value * parameters.each, limit)
    return Outcome(round_points(exact), why=f"{why} ({parameters.amount}).", given=value > 0)


def progress(most: Decimal, on_time: OnTime) -> Outcome:
    """Max × on-time rate; does not arise while no task is due.

    A task with an input that could not be read is counted by the status that it shows elsewhere (what could not
    be read is blank), so that points and on-time rate agree; the points are then uncertain.
    """
    if on_time.due == 0:
        return Outcome(not_arising=True, why="Chưa có nhiệm vụ chủ trì nào đến hạn.")
    exact = most * on_time.on_time / on_time.due
    return Outcome(
        round_points(exact),
        why=f"{number_text(most)} × {on_time.on_time} ÷ {on_time.due} = {points_text(exact)} "
        f"({on_time.on_time}/{on_time.due} nhiệm vụ đến hạn đã hoàn thành đúng hạn"
        f"{'; có nhiệm vụ chưa đọc được tiến độ hoặc ngày' if on_time.uncertain else ''}).",
        uncertain=on_time.uncertain,
        given=True,
    )


def punctuality(most: Decimal, parameters: PunctualityParameters, days_late: int | None) -> Outcome:
    """Max less what is taken off for the days late, not below 0."""
    if days_late is None:
        return missing("Chưa rõ ngày gửi báo cáo")
    days = Decimal(max(0, days_late))
    if parameters.zero_after is not None and days > parameters.zero_after:
        why = f"Chậm {number_text(days)} ngày, quá {number_text(parameters.zero_after)} ngày: 0 điểm."
        return Outcome(round_points(ZERO), why=why)
    if days == 0:
        return Outcome(round_points(most), why=f"Gửi báo cáo đúng hạn: {points_text(most)} điểm.")
    off = deduction(parameters, days)
    exact = max(ZERO, most - off)
    why = f"{number_text(most)} - {_deduction_text(parameters, days)} = {points_text(exact)}"
    if off > most:
        why += ", không dưới 0"
    return Outcome(round_points(exact), why=f"{why} (chậm {number_text(days)} ngày).")


def _deduction_text(parameters: PunctualityParameters, days: Decimal) -> str:
    """'1 × 2', '(1 + 1 × 2)', or the limit that is reached."""
    counted = days if parameters.most_days is None else min(days, parameters.most_days)
    each = number_text(parameters.each_day)
    if parameters.first_days is None:
        text = f"{each} × {number_text(counted)}"
    else:
        rest = max(ZERO, counted - parameters.first_days)
        text = f"({number_text(parameters.first_points)} + {each} × {number_text(rest)})"
    off, most = deduction(parameters, days), parameters.most_points
    return text if most is None or off < most else f"{number_text(most)}"


def deduction(parameters: PunctualityParameters, days: Decimal) -> Decimal:
    """Points taken off for ``days`` late (> 0), limits of days and points applied."""
    if parameters.most_days is not None:
        days = min(days, parameters.most_days)
    if parameters.first_days is not None:
        off = parameters.first_points + parameters.each_day * max(ZERO, days - parameters.first_days)
    else:
        off = parameters.each_day * days
    return off if parameters.most_points is None else min(off, parameters.most_points)


def penalty_limit(criterion: Criterion, parameters: PenaltyParameters) -> Decimal | None:
    """The most that a Trừ điểm takes off: its ``tối đa``, else its Điểm tối đa when above 0; None for no limit."""
    if parameters.most is not None:
        return parameters.most
    return criterion.max_points if criterion.max_points > 0 else None


def penalty(criterion: Criterion, parameters: PenaltyParameters, case: Case) -> Outcome:
    """Points taken off per case, as a number ≤ 0."""
    cannot = _amounts(parameters.codes, case)
    if cannot is not None:
        return cannot
    value = _value(parameters.amount, case)
    if value < 0:
        return negative(str(parameters.amount), value)
    if value == 0:
        return Outcome(round_points(ZERO), why=f"{parameters.amount} = 0: không trừ.")
    limit = penalty_limit(criterion, parameters)
    exact = value * parameters.each
    text = f"Trừ {number_text(value)} × {number_text(parameters.each)}"
    if limit is not None and exact > limit:
        why, exact = f"{text} = {points_text(exact)}, trừ tối đa {points_text(limit)}", limit
    else:
        why = f"{text} = {points_text(exact)}"
    return Outcome(round_points(-exact), why=f"{why} ({parameters.amount}).", given=True)


def cap(parameters: CapParameters, case: Case) -> Outcome:
    """No points; the limit itself is applied by :mod:`.bands`."""
    cannot = _amounts(parameters.codes, case)
    if cannot is not None:
        cannot.points = None
        cannot.why = cannot.why.replace(": 0 điểm", ": chưa xét khống chế").replace(
            "tính điểm", "xét khống chế"
        )
        return cannot
    value = _value(parameters.amount, case)
    effects = [f"không xếp {parameters.barred}"] if parameters.barred else []
    if parameters.lowered:
        effects.append(f"hạ {parameters.lowered} bậc")
    if value > 0:
        return Outcome(
            why=f"{parameters.amount} = {number_text(value)} > 0: {', '.join(effects)}.", given=True
        )
    return Outcome(why=f"{parameters.amount} = {number_text(value)}: không bị khống chế.")
