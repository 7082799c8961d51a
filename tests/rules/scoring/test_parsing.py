"""Tham số of the ten kinds: what is understood, and how a fault is told."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.errors import DanvanError, ParameterError
from danvan_xl.model import ScoreKind
from danvan_xl.rules.scoring import KINDS, parse_parameters
from danvan_xl.rules.scoring.kinds.bonus import BonusParameters
from danvan_xl.rules.scoring.kinds.cap import CapParameters
from danvan_xl.rules.scoring.kinds.choice import ChoiceParameters, Option
from danvan_xl.rules.scoring.kinds.progress import ProgressParameters
from danvan_xl.rules.scoring.kinds.punctuality import PunctualityParameters
from danvan_xl.rules.scoring.kinds.ratio_bands import Level
from danvan_xl.rules.scoring.kinds.self_score import SelfParameters

CODES = [f"SL{i:02d}" for i in range(1, 12)]
BANDS = ["Xuất sắc", "Tốt", "Khá"]
K = ScoreKind


def parse(kind: ScoreKind, text: str, **more):
    return parse_parameters(kind, text, indicators=CODES, bands=BANDS, **more)


def amount(total) -> str:
    return str(total)


class DescribeSelfScores:
    @pytest.mark.parametrize("text", ["bước 0,25", "Bước: 0.25", "buoc 0,25 điểm", "  BƯỚC  0,25 ; "])
    def it_reads_the_step(self, text):
        assert parse(K.SELF, text) == SelfParameters(D("0.25"))

    def it_needs_no_step(self):
        assert parse(K.SELF, "") == SelfParameters(None)


class DescribeChoices:
    def it_reads_options_in_order(self):
        assert parse(K.CHOICE, "Đạt: 3; Đạt một phần: 1,5\nKhông: 0").options == (
            Option("Đạt", D(3)),
            Option("Đạt một phần", D("1.5")),
            Option("Không", D(0)),
        )

    def it_keeps_a_colon_inside_an_option(self):
        assert parse(K.CHOICE, "Mức 1: từ 5 văn bản: 2; Mức 2: 0,5 điểm").options == (
            Option("Mức 1: từ 5 văn bản", D(2)),
            Option("Mức 2", D("0.5")),
        )

    def it_finds_an_option_however_it_is_typed(self):
        options = parse(K.CHOICE, "Hoà giải tốt: 3; Không: 0")
        assert options.find("  hòa giải  TỐT ").points == 3
        assert options.find("tốt") is None


class DescribeRatios:
    @pytest.mark.parametrize("text", ["SL03 / SL02", "sl03/SL02", "SL03÷SL02 ;", "(SL03) / (SL02)"])
    def it_reads_two_indicators(self, text):
        assert str(parse(K.RATIO, text).ratio) == "SL03 / SL02"

    def it_reads_sums_and_differences(self):
        ratio = parse(K.RATIO, "(SL03+SL04 - SL05)/SL02").ratio
        assert ratio.above.terms == ((1, "SL03"), (1, "SL04"), (-1, "SL05"))
        assert ratio.codes == ("SL03", "SL04", "SL05", "SL02")

    @pytest.mark.parametrize("text", ["làm tròn 0,25", "Lam tron den 0.25", "làm tròn: 0,25"])
    def it_reads_the_rounding(self, text):
        assert parse(K.RATIO, f"SL03 / SL02; {text}").step == D("0.25")

    def it_reads_an_indicator_that_is_a_percentage(self):
        ratio = parse(K.RATIO, "SL07 %").ratio
        assert ratio.below is None and ratio.codes == ("SL07",)

    def it_reads_codes_of_any_make(self):
        ratio = parse_parameters(K.RATIO, "kn-02 / Đơn thư", indicators=["KN-01", "KN-02", "Đơn thư"]).ratio
        assert ratio.codes == ("KN-02", "Đơn thư")


class DescribeRatioBands:
    def it_sorts_levels_from_the_highest_down(self):
        found = parse(K.RATIO_BANDS, "SL03 / SL02; ≥80%: 6; >= 100 %: 10; từ 90% trở lên: 8; còn lại: 1")
        assert found.levels == (
            Level(D(100), True, D(10)),
            Level(D(90), True, D(8)),
            Level(D(80), True, D(6)),
        )
        assert found.otherwise == 1

    def it_reads_levels_with_both_bounds(self):
        found = parse(K.RATIO_BANDS, "SL03/SL02; từ 90%: 8; từ 80% đến dưới 90%: 6; dưới 80%: 0,5")
        assert [(level.percent, level.points) for level in found.levels] == [(90, 8), (80, 6)]
        assert found.otherwise == D("0.5")

    def it_distinguishes_above_from_from(self):
        found = parse(K.RATIO_BANDS, "SL03/SL02; >50%: 5; trên 25%: 2")
        assert [level.inclusive for level in found.levels] == [False, False]
        assert found.otherwise == 0


class DescribeTheOthers:
    @pytest.mark.parametrize(
        "text", ["SL05 x 0,5", "SL05x0.5", "SL05 X 0,5", "SL05 × 0,5 điểm", "0,5*SL05", "SL05 x0,5"]
    )
    def it_reads_points_per_item(self, text):
        found = parse(K.COUNT, text)
        assert (str(found.amount), found.each) == ("SL05", D("0.5"))

    @pytest.mark.parametrize("text", ["mọi nhiệm vụ", "Mọi nhiệm vụ", "tất cả các nhiệm vụ"])
    def it_reads_all_tasks(self, text):
        assert parse(K.PROGRESS, text) == ProgressParameters(())

    def it_reads_task_groups(self):
        assert parse(K.PROGRESS, "nhóm 3; Nhóm II. Đối thoại").groups == ("3", "II. Đối thoại")

    @pytest.mark.parametrize(
        ("group", "belongs"),
        [
            ("3. Phong trào", True),
            ("Nhóm 3: Phong trào", True),
            ("3.1 Phong trào", True),
            ("3", True),
            ("30. Việc khác", False),
            ("13. Việc khác", False),
            ("", False),
        ],
    )
    def it_takes_groups_that_begin_so(self, group, belongs):
        assert parse(K.PROGRESS, "nhóm 3").includes(group) is belongs

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("trừ 1 mỗi ngày; tối đa 3 ngày", PunctualityParameters(D(1), most_days=D(3))),
            ("trừ 0,5 điểm/ngày chậm", PunctualityParameters(D("0.5"))),
            ("Tối đa 2 điểm; trừ 1 điểm cho mỗi ngày", PunctualityParameters(D(1), most_points=D(2))),
            ("trừ 1 mỗi ngày; quá 5 ngày: 0", PunctualityParameters(D(1), zero_after=D(5))),
            ("trừ 1 mỗi ngày; quá 5 ngày không điểm", PunctualityParameters(D(1), zero_after=D(5))),
            (
                "2 ngày đầu trừ 1; sau đó trừ 1 mỗi ngày",
                PunctualityParameters(D(1), first_days=D(2), first_points=D(1)),
            ),
        ],
    )
    def it_reads_points_per_day(self, text, expected):
        assert parse(K.PUNCTUALITY, text) == expected

    def it_reads_limits_of_bonus_and_penalty(self):
        assert parse(K.BONUS, "tối đa 5; bước 0,5; tổng tối đa 10") == BonusParameters(D(5), D("0.5"), D(10))
        penalty = parse(K.PENALTY, "(SL08 + SL09) x 2; tối đa 10; cả nhóm tối đa 20")
        assert (str(penalty.amount), penalty.each) == ("SL08 + SL09", D(2))
        assert (penalty.most, penalty.most_altogether) == (D(10), D(20))

    @pytest.mark.parametrize(
        ("text", "barred", "lowered"),
        [
            ("SL10; không xếp Xuất sắc", "Xuất sắc", 0),
            ("SL10 > 0; không xếp loại xuất sắc", "Xuất sắc", 0),
            ("SL10; khong xep tot tro len", "Tốt", 0),
            ("SL10; không xếp Tốt trở lên", "Tốt", 0),
            ("SL10; hạ một bậc", "", 1),
            ("SL10; hạ 2 bậc; không xếp Xuất sắc", "Xuất sắc", 2),
        ],
    )
    def it_reads_limits_of_the_band(self, text, barred, lowered):
        found = parse(K.CAP, text)
        assert isinstance(found, CapParameters)
        assert (found.codes, found.barred, found.lowered) == (("SL10",), barred, lowered)


@pytest.mark.parametrize(
    ("kind", "text", "code", "part", "words"),
    [
        (K.SELF, "bước 0", "bad-parameters", 1, "lớn hơn 0"),
        (K.SELF, "bước 1.000", "bad-parameters", 1, "hàng nghìn"),
        (K.SELF, "bước 0,25; bước 1", "bad-parameters", 2, "phần trước"),
        (K.CHOICE, "", "bad-parameters", 0, "Lựa chọn"),
        (K.CHOICE, "Đạt: 3; Không", "bad-parameters", 2, "dấu hai chấm"),
        (K.CHOICE, "Đạt: 3; ĐẠT: 1", "bad-parameters", 2, "phần trước"),
        (K.CHOICE, "Đạt: -3", "bad-parameters", 1, "âm"),
        (K.CHOICE, "Đạt: ba", "bad-parameters", 1, "không phải là số"),
        (K.CHOICE, "a" * 201 + ": 1", "bad-parameters", 1, "dài hơn 200"),
        (K.CHOICE, "; ".join(f"Mức {i}: 1" for i in range(41)), "bad-parameters", 0, "41 mức"),
        (K.CHOICE, "; ".join(f"{i} {'a' * 150}: 1" for i in range(20)), "bad-parameters", 0, "quá dài"),
        (K.RATIO, "SL03 SL02", "bad-parameters", 1, "phép tính"),
        (K.RATIO, "SL03 / SL77", "unknown-indicator", 1, "SL77"),
        (K.RATIO, "SL03 / SL02 / SL01", "bad-parameters", 1, "thừa"),
        (K.RATIO, "(SL03 + SL01 / SL02", "bad-parameters", 1, ")"),
        (K.RATIO, "SL03 / SL02; tròn 0,25", "bad-parameters", 2, "không hiểu"),
        (K.RATIO_BANDS, "SL03 / SL02", "bad-parameters", 2, "bậc"),
        (K.RATIO_BANDS, "SL03 / SL02; >=90: 8", "bad-parameters", 2, "%"),
        (K.RATIO_BANDS, "SL03 / SL02; >=90%: 8; >=90%: 7", "bad-parameters", 3, "hai lần"),
        (K.RATIO_BANDS, "SL03 / SL02; >=90%: 8; >=80%: 9", "bad-parameters", 3, "nhiều điểm hơn"),
        (K.RATIO_BANDS, "SL03 / SL02; >=90%: 8; dưới 80%: 0", "bad-parameters", 3, "không nối"),
        (K.COUNT, "SL05", "bad-parameters", 1, "dấu nhân"),
        (K.COUNT, "SL05 x SL06", "bad-parameters", 1, "cần một số"),
        (K.PROGRESS, "", "bad-parameters", 0, "Tiến độ"),
        (K.PROGRESS, "đúng hạn", "bad-parameters", 1, "nhóm 3"),
        (K.PUNCTUALITY, "tối đa 3 ngày", "bad-parameters", 1, "trừ 1 mỗi ngày"),
        (K.PUNCTUALITY, "trừ 1 mỗi ngày; tối đa 3", "bad-parameters", 2, "tối đa 3"),
        (K.BONUS, "5", "bad-parameters", 1, "tối đa 5"),
        (K.PENALTY, "tối đa 10", "bad-parameters", 1, "tối đa"),
        (K.CAP, "SL10", "bad-parameters", 1, "không xếp"),
        (K.CAP, "SL10; không xếp Giỏi", "unknown-band", 2, "Xuất sắc, Tốt, Khá"),
        (K.CAP, "SL10 > 2; hạ một bậc", "bad-parameters", 1, "so được với 0"),
    ],
)
def test_faults_say_where_and_what_to_write(kind, text, code, part, words):
    with pytest.raises(ParameterError) as caught:
        parse(kind, text)
    error = caught.value
    assert isinstance(error, DanvanError)
    assert (error.code, error.part) == (code, part)
    assert words in f"{error.message} {error.remedy}"
    assert error.remedy.endswith(".")
    if part:
        assert f"phần {part} “" in error.message


@pytest.mark.parametrize(
    ("kind", "text"), [(K.CHOICE, "Đạt: 6"), (K.RATIO_BANDS, "SL01 / SL02; >=90%: 4; >=100%: 6")]
)
def test_points_above_the_max_are_a_fault(kind, text):
    with pytest.raises(ParameterError, match="Điểm tối đa"):
        parse(kind, text, max_points=D(5))
    assert parse(kind, text, max_points=D(6))


@pytest.mark.parametrize(("kind", "example"), [(k, e) for k in ScoreKind for e in KINDS[k].EXAMPLES])
def test_the_examples_of_each_kind_are_right(kind, example):
    assert parse(kind, example)


@pytest.mark.parametrize("kind", list(ScoreKind))
@settings(max_examples=60, deadline=None)
@given(text=st.text("SL0123x/+-()%;:,.<>=≥ bướctrừmỗingàytốiđa \n", max_size=30) | st.text(max_size=15))
def test_whatever_is_typed_is_read_or_refused_in_vietnamese(kind, text):
    try:
        parse(kind, text)
    except ParameterError as error:
        assert error.message and error.remedy


@settings(max_examples=100)
@given(
    options=st.lists(
        st.tuples(
            st.text("abcđêôư 12,()", min_size=1, max_size=12).filter(lambda t: any(c.isalnum() for c in t)),
            st.decimals(0, 99, places=2),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda pair: "".join(c for c in pair[0] if c.isalnum()),
    )
)
def test_options_survive_being_written_and_read(options):
    text = "; ".join(f"{name}: {str(points).replace('.', ',')}" for name, points in options)
    found = parse(K.CHOICE, text)
    assert isinstance(found, ChoiceParameters)
    assert [o.points for o in found.options] == [points for _, points in options]
