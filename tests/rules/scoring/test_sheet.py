"""A whole return's score: totals, verification, what is uncertain."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.findings import Severity
from danvan_xl.model import Band, Criterion, NotArising, ScoreAnswer, ScoreKind
from danvan_xl.rules.scoring import (
    parse_parameters,
    score_return,
    total_limits,
    verified_bounds,
)
from danvan_xl.rules.scoring.arithmetic import round_points
from tests.rules.scoring import grid

K = ScoreKind
BANDS = [Band("Xuất sắc", D(90)), Band("Tốt", D(80)), Band("Khá", D(50)), Band("Yếu", D(0))]
CRITERIA = [
    Criterion("A", "Chỉ đạo", D(40), K.SELF, group="I. Chỉ đạo"),
    Criterion("B", "Giải quyết đơn", D(20), K.RATIO, group="II. Kết quả", parameters="SL1 / SL2"),
    Criterion("C", "Mô hình", D(20), K.SELF, group="II. Kết quả", not_arising=NotArising.EXCLUDE),
    Criterion("D", "Sáng kiến", D(5), K.BONUS, parameters="tối đa 5"),
    Criterion("E", "Vi phạm", D(0), K.PENALTY, parameters="SL3 x 2; tối đa 10"),
    Criterion("F", "Kỷ luật", D(0), K.CAP, parameters="SL4; không xếp Xuất sắc"),
]
NUMBERS = {"SL1": D(9), "SL2": D(10), "SL3": D(1), "SL4": D(0)}


def answers(**given) -> dict[str, ScoreAnswer]:
    typed = {"A": "36", "C": "18", "D": "3"} | given
    return {
        code: ScoreAnswer(
            code, not_arising=value == "x", self_score=D(value) if value not in ("x", "") else None
        )
        for code, value in typed.items()
    }


def score(given=None, numbers=None, **more):
    indicators = NUMBERS | {code: None if v is None else D(v) for code, v in (numbers or {}).items()}
    return score_return(
        CRITERIA,
        answers(**(given or {})),
        indicators=indicators,
        known_indicators=list(NUMBERS),
        bands=BANDS,
        unit="VP",
        **more,
    )


def codes(sheet):
    return [finding.code for finding in sheet.findings]


class DescribeTheTotal:
    def it_is_scaled_and_takes_bonus_and_penalty_as_they_are(self):
        sheet = score()  # 36 + 18 + 18 = 72 of 80 → 90; + 3 - 2
        assert (sheet.self_total, sheet.band, sheet.verified_total) == (D("91.00"), "Xuất sắc", None)
        assert sheet.self_total == 91  # 100 × 72 ÷ 80 + 3 - 2

    def it_leaves_out_what_does_not_arise(self):
        sheet = score({"C": "x"})  # 36 + 18 = 54 of 60 → 90
        assert sheet.self_total == D("91.00")
        assert sheet.scores["C"].applicable_max == 0

    def it_is_made_of_rounded_points(self):
        sheet = score({"A": "0", "C": "0", "D": "0"}, {"SL1": 1, "SL2": 3, "SL3": 0})
        # 20 × 1 ÷ 3 = 6.67 (not 6.666…); 100 × 6.67 ÷ 80 = 8.3375
        assert sheet.self_total == D("8.34")

    def it_is_never_below_zero(self):
        sheet = score({"A": "0", "C": "0", "D": "0"}, {"SL1": 0, "SL3": 9})
        assert sheet.self_total == 0

    def it_follows_another_scale(self):
        assert score(scale=D(80)).self_total == D("73.00")

    def it_does_not_exist_when_nothing_applies(self):
        only = [CRITERIA[2], CRITERIA[3]]
        sheet = score_return(only, answers(C="x"), indicators={}, bands=BANDS)
        assert (sheet.self_total, sheet.band) == (None, None)
        assert "Chưa có tổng điểm" in sheet.band_reason

    def it_counts_missing_as_nothing_in_the_full_denominator(self):
        sheet = score({"A": ""})
        assert sheet.self_total == D("46.00")  # 36 of 80 → 45; + 1
        assert (codes(sheet), sheet.uncertain) == (["score-missing"], False)

    def it_caps_all_bonus_and_all_penalties_together(self):
        criteria = [
            CRITERIA[0],
            Criterion("D1", "Thưởng 1", D(0), K.BONUS, parameters="tối đa 6; tổng tối đa 10"),
            Criterion("D2", "Thưởng 2", D(0), K.BONUS, parameters="tối đa 6"),
            Criterion("E1", "Trừ 1", D(0), K.PENALTY, parameters="SL3 x 4"),
            Criterion("E2", "Trừ 2", D(0), K.PENALTY, parameters="SL3 x 3; tổng tối đa 5"),
        ]
        typed = answers(A="20", D1="6", D2="5")
        sheet = score_return(criteria, typed, indicators=NUMBERS)
        assert sheet.self_total == D("55.00")  # 50 + min(11, 10) - min(7, 5)
        limits = total_limits(parse_parameters(c.kind, c.parameters) for c in criteria)
        assert (limits.bonus, limits.penalty) == (D(10), D(5))


class DescribeLimits:
    def it_bars_a_band_with_the_reason(self):
        sheet = score(numbers={"SL4": 2})
        assert (sheet.self_total, sheet.band) == (D("91.00"), "Tốt")
        assert "SL4 là 2 (tiêu chí F) nên không xếp Xuất sắc" in sheet.band_reason
        assert sheet.scores["F"].points is None

    def it_notes_an_indicator_left_blank(self):
        sheet = score(numbers={"SL4": None})
        assert (sheet.band, codes(sheet)) == ("Xuất sắc", ["score-indicator-missing"])

    def it_is_uncertain_while_its_indicator_cannot_be_read(self):
        assert score(numbers={"SL4": None}, unread_indicators=["SL4"]).uncertain


class DescribeVerification:
    def it_replaces_points_totals_and_band(self):
        sheet = score(verified={"A": D(28)})  # 28 + 18 + 18 = 64 of 80 → 80; + 1
        assert (sheet.self_total, sheet.verified_total, sheet.band) == (D("91.00"), D("81.00"), "Tốt")
        assert (sheet.scores["A"].points, sheet.scores["A"].verified) == (D("36.00"), D("28.00"))

    def it_says_that_an_excluded_criterion_does_arise(self):
        sheet = score({"C": "x"}, verified={"C": D(10)})  # 36 + 18 + 10 = 64 of 80
        assert (sheet.self_total, sheet.verified_total) == (D("91.00"), D("81.00"))

    def it_waits_for_a_verified_score_that_is_no_number(self):
        sheet = score(verified={"B": D(17), "A": "khá"})
        assert (sheet.self_total, sheet.verified_total, sheet.total) == (D("91.00"), None, None)
        assert (sheet.band, sheet.uncertain) == (None, True)
        assert sheet.band_reason == "Có điểm thẩm định không đọc được, chưa xếp loại."

    def it_settles_what_was_uncertain(self):
        sheet = score({"A": "41"}, verified={"A": D(36)})
        assert (sheet.self_total, sheet.verified_total, sheet.uncertain) == (D("46.00"), D("91.00"), False)
        assert score({"A": "41"}).uncertain

    def it_may_change_bonus_and_penalty(self):
        sheet = score(verified={"D": D(0), "E": D(-4)})
        assert sheet.verified_total == D("86.00")

    @pytest.mark.parametrize(
        ("code", "value"), [("A", "40.5"), ("A", "-1"), ("D", "6"), ("E", "2"), ("E", "-11")]
    )
    def it_is_not_used_outside_its_bounds(self, code, value):
        sheet = score(verified={code: D(value)})
        assert (sheet.verified_total, sheet.total, sheet.band, sheet.uncertain) == (
            None,
            None,
            None,
            True,
        )
        assert codes(sheet) == ["verified-out-of-range"]
        assert sheet.scores[code].verified is None

    def it_is_passed_over_on_a_limit(self):
        sheet = score(verified={"F": D(0)})
        assert (sheet.verified_total, sheet.total) == (None, D("91.00"))
        assert [(f.code, f.severity) for f in sheet.findings] == [("verified-not-used", Severity.INFO)]

    def it_has_bounds_that_a_sheet_can_show(self):
        bounds = {c.code: verified_bounds(c, parse_parameters(c.kind, c.parameters)) for c in CRITERIA}
        assert bounds["A"] == (0, 40)
        assert bounds["D"] == (0, 5)
        assert bounds["E"] == (-10, 0)


class DescribeAUnitThatSentNothing:
    def it_has_no_totals_and_no_findings(self):
        sheet = score_return(CRITERIA, {}, indicators={}, bands=BANDS, returned=False)
        assert (sheet.self_total, sheet.band, sheet.findings, sheet.uncertain) == (None, None, [], False)
        assert all(s.missing and s.points is None for s in sheet.scores.values())


def _score_generated(case: grid.Case, criteria=None):
    return score_return(
        criteria or case.criteria,
        case.answers,
        indicators=case.indicators,
        unread_indicators=case.unread,
        known_indicators=grid.CODES,
        unit_tasks=case.tasks,
        days_late=case.days_late,
        verified=case.verified,
        bands=grid.BANDS,
    )


class DescribeAnyReturn:
    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 10**6))
    def it_keeps_points_within_their_bounds(self, seed):
        [case] = grid.cases(1, seed=seed)
        sheet = _score_generated(case)
        for criterion in case.criteria:
            score = sheet.scores[criterion.code]
            assert score.why.endswith(".")
            if score.points is None:
                continue
            assert score.points == round(score.points, 2)
            if criterion.kind is K.PENALTY:
                assert score.points <= 0
            elif criterion.kind is not K.BONUS:
                assert 0 <= score.points <= round_points(criterion.max_points)
        assert sheet.self_total is None or sheet.self_total >= 0
        assert bool(sheet.band_reason)

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 10**6), st.randoms(use_true_random=False))
    def it_does_not_depend_on_the_order_of_the_criteria(self, seed, random):
        [case] = grid.cases(1, seed=seed)
        shuffled = list(case.criteria)
        random.shuffle(shuffled)
        first, second = _score_generated(case), _score_generated(case, shuffled)
        assert (first.self_total, first.verified_total, first.band, first.uncertain) == (
            second.self_total,
            second.verified_total,
            second.band,
            second.uncertain,
        )

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 10**6))
    def it_never_gains_by_leaving_something_blank(self, seed):
        [case] = grid.cases(1, seed=seed)
        case.verified = {}
        before = _score_generated(case).self_total
        typed = [c for c in case.criteria if c.kind in (K.SELF, K.CHOICE, K.BONUS)]
        for criterion in typed:
            if not case.answers[criterion.code].not_arising:
                case.answers[criterion.code] = ScoreAnswer(criterion.code)
        after = _score_generated(case).self_total
        assert (before is None) == (after is None)
        assert before is None or after <= before
