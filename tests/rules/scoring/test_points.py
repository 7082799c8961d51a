"""Points of each kind, worked out by hand; blanks, ticks, evidence and errors."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from danvan_xl.findings import Severity
from danvan_xl.model import Band, Criterion, NotArising, Role, ScoreAnswer, ScoreKind, Status, Task, Where
from danvan_xl.results import UnitTask
from danvan_xl.rules.scoring import score_return

K = ScoreKind
CODES = [f"SL{i:02d}" for i in range(1, 11)]
BANDS = [Band("Xuất sắc", D(90)), Band("Tốt", D(80)), Band("Khá", D(0))]


def scored(
    kind,
    most,
    parameters="",
    *,
    given=None,
    choice="",
    policy=None,
    tick=False,
    requires="",
    evidence="",
    unread=(),
    numbers=None,
    unread_numbers=(),
    **more,
):
    """The sheet and the one score of a return with a single criterion."""
    criterion = Criterion(
        "TC1", "Tiêu chí", D(str(most)), kind, parameters=parameters, not_arising=policy, evidence=requires
    )
    answer = ScoreAnswer(
        "TC1",
        not_arising=tick,
        self_score=None if given is None else D(str(given)),
        choice=choice,
        evidence=evidence,
        unread=frozenset(unread),
        where=Where("Chấm điểm", 7, 1, "a.xlsx"),
        cells={"not_arising": "G7", "self_score": "H7", "choice": "H7", "evidence": "I7"},
    )
    indicators = dict.fromkeys(CODES) | {c: D(str(v)) for c, v in (numbers or {}).items()}
    sheet = score_return(
        [criterion],
        {"TC1": answer},
        indicators=indicators,
        unread_indicators=unread_numbers,
        known_indicators=CODES,
        bands=BANDS,
        **more,
    )
    return sheet, sheet.scores["TC1"]


def codes(sheet):
    return [finding.code for finding in sheet.findings]


def points(*args, **more):
    return scored(*args, **more)[1].points


class DescribeSelfScore:
    def it_counts_as_given(self):
        sheet, score = scored(K.SELF, 10, "bước 0,25", given="8.75")
        assert (score.points, score.applicable_max, sheet.findings) == (D("8.75"), 10, [])

    @pytest.mark.parametrize(
        ("given", "expected"), [("1.005", "1.01"), ("2.675", "2.68"), ("1.0049", "1.00"), ("0", "0")]
    )
    def it_is_rounded_half_up(self, given, expected):
        assert points(K.SELF, 10, given=given) == D(expected)

    def it_counts_off_its_step_with_a_warning(self):
        sheet, score = scored(K.SELF, 10, "bước 0,25", given="8.3")
        assert score.points == D("8.3")
        assert codes(sheet) == ["score-off-step"]
        assert sheet.findings[0].severity is Severity.WARNING

    @pytest.mark.parametrize(("given", "code"), [("10.01", "score-above-max"), ("-0.25", "score-negative")])
    def it_gives_no_points_outside_its_range_and_keeps_what_was_typed(self, given, code):
        sheet, score = scored(K.SELF, 10, given=given)
        assert (score.self_score, score.points) == (D(given), None)
        assert codes(sheet) == [code]
        assert sheet.findings[0].severity is Severity.ERROR
        assert (sheet.self_total, sheet.uncertain) == (0, True)
        assert (sheet.findings[0].file, sheet.findings[0].sheet, sheet.findings[0].cell) == (
            "a.xlsx",
            "Chấm điểm",
            "H7",
        )

    def it_is_missing_when_left_blank(self):
        sheet, score = scored(K.SELF, 10)
        assert (score.points, score.missing, score.applicable_max) == (0, True, 10)
        assert codes(sheet) == ["score-missing"]
        assert not sheet.uncertain

    def it_waits_for_what_cannot_be_read(self):
        sheet, score = scored(K.SELF, 10, unread=["self_score"])
        assert (score.points, score.missing, sheet.uncertain, codes(sheet)) == (None, False, True, [])


class DescribeChoice:
    PARAMETERS = "Đạt: 3; Đạt một phần: 1,5; Không: 0"

    def it_gives_the_points_of_the_option(self):
        _, score = scored(K.CHOICE, 3, self.PARAMETERS, choice="đạt  một phần")
        assert (score.points, score.self_score) == (D("1.5"), D("1.5"))

    def it_never_guesses_an_option(self):
        sheet, score = scored(K.CHOICE, 3, self.PARAMETERS, choice="Tốt")
        assert (score.points, sheet.uncertain, codes(sheet)) == (None, True, ["option-unknown"])

    @pytest.mark.parametrize("typed", ["1,5", "1.5", "1,5 điểm"])
    def it_takes_points_for_the_only_option_that_is_worth_them(self, typed):
        sheet, score = scored(K.CHOICE, 3, self.PARAMETERS, choice=typed)
        assert (score.points, sheet.uncertain, codes(sheet)) == (D("1.5"), False, ["option-by-points"])

    @pytest.mark.parametrize("typed", ["Không có", "không", "ba điểm"])
    def it_takes_no_words_for_points(self, typed):
        _, score = scored(K.CHOICE, 3, "Đạt: 3; Chưa đạt: 0", choice=typed)
        assert score.points is None

    def it_never_takes_points_for_one_of_two_options(self):
        _, score = scored(K.CHOICE, 3, "Đạt: 3; Khá: 3; Không: 0", choice="3")
        assert score.points is None

    def it_is_missing_when_nothing_is_chosen(self):
        sheet, score = scored(K.CHOICE, 3, self.PARAMETERS)
        assert (score.points, codes(sheet)) == (0, ["score-missing"])


class DescribeRatio:
    @pytest.mark.parametrize(
        ("most", "parameters", "above", "below", "expected"),
        [
            (8, "SL01 / SL02", 45, 50, "7.20"),
            (10, "SL01 / SL02", 2, 3, "6.67"),
            (1, "SL01 / SL02", 1, 200, "0.01"),
            (1, "SL01 / SL02", 67, 200, "0.34"),
            (10, "SL01 / SL02; làm tròn 0,25", 45, 52, "8.75"),
            (10, "SL01 / SL02; làm tròn 0,25", 49, 80, "6.25"),
            (10, "SL01 / SL02", 60, 50, "10"),
            (7, "SL01 / SL02; làm tròn 0,3", 50, 50, "6.9"),
            (10, "SL01 / SL02", 0, 50, "0"),
        ],
    )
    def it_is_max_times_a_over_b(self, most, parameters, above, below, expected):
        assert points(K.RATIO, most, parameters, numbers={"SL01": above, "SL02": below}) == D(expected)

    def it_shows_its_numbers(self):
        _, score = scored(K.RATIO, 8, "SL01 / SL02", numbers={"SL01": 1045, "SL02": "2000.5"})
        assert score.why == "8 × 1.045 ÷ 2.000,5 = 4,18 (SL01 / SL02)."

    def it_reads_a_percentage(self):
        assert points(K.RATIO, 5, "SL07 %", numbers={"SL07": 85}) == D("4.25")

    @pytest.mark.parametrize(
        ("policy", "expected", "denominator"),
        [(NotArising.FULL, D(10), 10), (NotArising.EXCLUDE, None, 0), (None, None, 0)],
    )
    def it_does_not_arise_at_nothing_of_nothing(self, policy, expected, denominator):
        sheet, score = scored(K.RATIO, 10, "SL01 / SL02", policy=policy, numbers={"SL01": 0, "SL02": 0})
        assert (score.points, score.applicable_max, score.not_arising) == (expected, denominator, True)
        assert sheet.findings == [] and not sheet.uncertain

    def it_gives_no_points_for_something_of_nothing(self):
        sheet, score = scored(
            K.RATIO, 10, "SL01 / SL02", policy=NotArising.FULL, numbers={"SL01": 3, "SL02": 0}
        )
        assert (score.points, score.applicable_max, codes(sheet)) == (None, 10, ["ratio-divide-by-zero"])
        assert sheet.findings[0].severity is Severity.ERROR

    def it_is_missing_when_one_number_is_blank(self):
        sheet, score = scored(K.RATIO, 10, "SL01 / SL02", numbers={"SL02": 0})
        assert (score.points, score.missing, score.applicable_max) == (0, True, 10)
        assert codes(sheet) == ["score-indicator-missing"] and "SL01" in sheet.findings[0].message

    def it_waits_for_a_number_that_cannot_be_read(self):
        sheet, score = scored(K.RATIO, 10, "SL01 / SL02", numbers={"SL02": 9}, unread_numbers=["SL01"])
        assert (score.points, sheet.uncertain, sheet.findings) == (None, True, [])

    def it_refuses_a_negative_amount(self):
        sheet, score = scored(K.RATIO, 10, "(SL01 - SL03) / SL02", numbers={"SL01": 1, "SL02": 9, "SL03": 2})
        assert (score.points, codes(sheet)) == (None, ["indicator-negative"])


class DescribeRatioBands:
    PARAMETERS = "SL03 / SL02; >=100%: 10; >=90%: 8; >=80%: 6; còn lại: 1"

    @pytest.mark.parametrize(
        ("above", "below", "expected"),
        [(50, 50, 10), (60, 50, 10), (45, 50, 8), (899, 1000, 6), (4, 5, 6), (799, 1000, 1), (0, 5, 1)],
    )
    def it_takes_the_highest_level_reached(self, above, below, expected):
        assert points(K.RATIO_BANDS, 10, self.PARAMETERS, numbers={"SL03": above, "SL02": below}) == expected

    def it_does_not_show_almost_ninety_as_ninety(self):
        _, score = scored(K.RATIO_BANDS, 10, self.PARAMETERS, numbers={"SL03": 89999, "SL02": 100000})
        assert "89,99%" in score.why and score.points == 6


class DescribeCount:
    @pytest.mark.parametrize(("count", "expected"), [(0, "0"), (3, "1.5"), (10, "5"), (11, "5")])
    def it_gives_points_per_item_up_to_the_max(self, count, expected):
        assert points(K.COUNT, 5, "SL05 x 0,5", numbers={"SL05": count}) == D(expected)


class DescribeProgress:
    TASKS = (
        Task("A", "a", group="3. Phong trào"),
        Task("B", "b", group="30. Khác"),
        Task("C", "c", group="3. Phong trào"),
    )

    def unit_tasks(self):
        common = {"dated": True, "due_by_as_of": True}
        return [
            UnitTask("U", "A", Role.LEAD, Status.ON_TIME, **common),
            UnitTask("U", "B", Role.LEAD, Status.LATE, **common),
            UnitTask("U", "C", Role.LEAD, Status.OVERDUE, **common),
            UnitTask("U", "A", Role.COORDINATE, Status.OVERDUE, **common),
            UnitTask("U", "A", Role.LEAD, Status.ON_TIME, dated=True, due_by_as_of=False),
            UnitTask("U", "A", Role.LEAD, Status.DONE_ROUTINE),
        ]

    def it_is_max_times_the_on_time_rate(self):
        more = {"unit_tasks": self.unit_tasks(), "tasks": self.TASKS}
        assert points(K.PROGRESS, 25, "mọi nhiệm vụ", **more) == D("8.33")
        assert points(K.PROGRESS, 25, "nhóm 3", **more) == D("12.5")

    def it_does_not_arise_while_nothing_is_due(self):
        _, score = scored(K.PROGRESS, 25, "nhóm 7", unit_tasks=self.unit_tasks(), tasks=self.TASKS)
        assert (score.points, score.applicable_max) == (None, 0)
        assert points(K.PROGRESS, 25, "nhóm 7", policy=NotArising.FULL) == 25

    def it_counts_a_task_that_cannot_be_read_by_its_status_and_is_uncertain(self):
        sheet, score = scored(
            K.PROGRESS, 25, "nhóm 3", unit_tasks=self.unit_tasks(), tasks=self.TASKS, uncertain_tasks=["C"]
        )
        assert (score.points, sheet.uncertain) == (D("12.5"), True)


class DescribePunctuality:
    @pytest.mark.parametrize(
        ("parameters", "days", "expected"),
        [
            ("trừ 1 mỗi ngày; tối đa 3 ngày", 0, 5),
            ("trừ 1 mỗi ngày; tối đa 3 ngày", 2, 3),
            ("trừ 1 mỗi ngày; tối đa 3 ngày", 9, 2),
            ("trừ 2 mỗi ngày", 9, 0),
            ("trừ 1 mỗi ngày; quá 3 ngày: 0", 3, 2),
            ("trừ 1 mỗi ngày; quá 3 ngày: 0", 4, 0),
            ("2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày", 1, 4),
            ("2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày", 2, 4),
            ("2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày", 4, 2),
            ("trừ 2 mỗi ngày; tối đa 3 điểm", 2, 2),
        ],
    )
    def it_takes_off_per_day(self, parameters, days, expected):
        assert points(K.PUNCTUALITY, 5, parameters, days_late=days) == expected

    @pytest.mark.parametrize(
        ("parameters", "days", "why"),
        [
            ("trừ 1 mỗi ngày", 2, "5 - 1 × 2 = 3,00 (nộp muộn 2 ngày)."),
            ("trừ 1 mỗi ngày; tối đa 3 ngày", 9, "5 - 1 × 3 = 2,00 (nộp muộn 9 ngày)."),
            ("trừ 2 mỗi ngày", 9, "5 - 2 × 9 = 0,00, không dưới 0 (nộp muộn 9 ngày)."),
            ("trừ 2 mỗi ngày; tối đa 3 điểm", 2, "5 - 3 = 2,00 (nộp muộn 2 ngày)."),
            ("2 ngày đầu trừ 1; sau đó trừ 0,5 mỗi ngày", 4, "5 - (1 + 0,5 × 2) = 3,00 (nộp muộn 4 ngày)."),
            ("trừ 1 mỗi ngày; quá 3 ngày: 0", 4, "Nộp muộn 4 ngày, quá 3 ngày: 0 điểm."),
            ("trừ 1 mỗi ngày", 0, "Gửi báo cáo đúng hạn: 5,00 điểm."),
        ],
    )
    def it_shows_its_numbers(self, parameters, days, why):
        assert scored(K.PUNCTUALITY, 5, parameters, days_late=days)[1].why == why

    def it_is_missing_when_nobody_knows_when_it_came(self):
        sheet, score = scored(K.PUNCTUALITY, 5, "trừ 1 mỗi ngày")
        assert (score.points, codes(sheet)) == (0, ["score-date-missing"])


class DescribeBonusAndPenalty:
    def it_adds_the_self_score_up_to_its_limit(self):
        sheet, score = scored(K.BONUS, 10, "tối đa 5", given=7)
        assert (score.points, score.self_score, score.applicable_max) == (5, 7, None)
        assert [(f.code, f.severity) for f in sheet.findings] == [("score-above-max", Severity.WARNING)]

    def it_is_no_fault_to_ask_for_no_bonus(self):
        sheet, score = scored(K.BONUS, 5, "tối đa 5")
        assert (score.points, score.missing, sheet.findings) == (0, False, [])

    def it_refuses_a_negative_bonus(self):
        sheet, score = scored(K.BONUS, 5, "tối đa 5", given=-1)
        assert (score.points, codes(sheet)) == (None, ["score-negative"])

    @pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, -2), (4, -8), (6, -10)])
    def it_takes_off_per_case(self, count, expected):
        assert points(K.PENALTY, 0, "SL09 x 2; tối đa 10", numbers={"SL09": count}) == expected

    def it_takes_off_without_evidence_too(self):
        assert points(K.PENALTY, 0, "SL09 x 2", requires="Biên bản", numbers={"SL09": 1}) == -2


class DescribeNotArising:
    def it_gives_all_points_or_leaves_the_denominator(self):
        _, full = scored(K.SELF, 10, tick=True, policy=NotArising.FULL)
        _, out = scored(K.SELF, 10, tick=True, policy=NotArising.EXCLUDE)
        assert (full.points, full.applicable_max, full.not_arising) == (10, 10, True)
        assert (out.points, out.applicable_max, out.not_arising) == (None, 0, True)

    def it_is_not_accepted_where_the_master_has_no_policy(self):
        sheet, score = scored(K.SELF, 10, tick=True, given=4)
        assert (score.points, score.applicable_max, codes(sheet)) == (4, 10, ["not-arising-not-allowed"])

    def it_notes_a_tick_beside_a_score(self):
        sheet, score = scored(K.SELF, 10, tick=True, given=4, policy=NotArising.FULL)
        assert (score.points, codes(sheet)) == (10, ["not-arising-contradicted"])

    def it_notes_a_tick_beside_numbers(self):
        numbers = {"SL01": 1, "SL02": 9}
        sheet, _ = scored(K.RATIO, 10, "SL01 / SL02", tick=True, policy=NotArising.FULL, numbers=numbers)
        assert codes(sheet) == ["not-arising-contradicted"]

    def it_needs_no_evidence(self):
        sheet, score = scored(K.SELF, 10, tick=True, policy=NotArising.FULL, requires="Quyết định")
        assert (score.points, sheet.findings) == (10, [])

    def it_is_worth_nothing_as_a_bonus(self):
        _, score = scored(K.BONUS, 5, "tối đa 5", tick=True, policy=NotArising.FULL)
        assert (score.points, score.applicable_max) == (None, None)

    def it_waits_for_a_tick_that_cannot_be_read(self):
        sheet, score = scored(K.SELF, 10, given=4, policy=NotArising.EXCLUDE, unread=["not_arising"])
        assert (score.points, sheet.uncertain) == (None, True)
        assert points(K.SELF, 10, given=4, unread=["not_arising"]) == 4


class DescribeEvidence:
    def it_is_the_condition_of_points(self):
        sheet, score = scored(K.SELF, 10, given=8, requires="Quyết định", evidence=" \u00a0")
        assert (score.points, score.applicable_max, codes(sheet)) == (0, 10, ["evidence-missing"])
        assert points(K.SELF, 10, given=8, requires="Quyết định", evidence="QĐ 5") == 8

    def it_is_not_asked_for_where_the_criterion_does_not(self):
        assert points(K.SELF, 10, given=8) == 8

    def it_is_no_fault_where_there_are_no_points(self):
        sheet, _ = scored(K.SELF, 10, given=0, requires="Quyết định")
        assert sheet.findings == []


class DescribeParametersThatAreNoGood:
    def it_gives_no_points_and_says_so(self):
        sheet, score = scored(K.RATIO, 10, "SL01 SL02")
        assert (score.points, sheet.uncertain, codes(sheet)) == (None, True, ["bad-parameters"])
        sheet, _ = scored(K.RATIO, 10, "SL01 / SL77")
        assert codes(sheet) == ["unknown-indicator"]
        assert "SL77" in sheet.findings[0].message
