"""Each way of scoring is one module that says everything of itself."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from danvan_xl.errors import ParameterError
from danvan_xl.model import Criterion, Part, ScoreKind
from danvan_xl.rules.scoring import KINDS, parse_parameters
from danvan_xl.rules.scoring.kinds import OUTSIDE_DENOMINATOR, Entry, Place, kinds_where

K = ScoreKind


class DescribeTheKinds:
    def it_has_one_class_for_every_word_in_its_order(self):
        assert list(KINDS) == list(K)
        modules = [of.__module__ for of in KINDS.values()]
        assert len(set(modules)) == len(K)

    def it_knows_which_are_in_no_denominator(self):
        assert {K.BONUS, K.PENALTY, K.CAP} == OUTSIDE_DENOMINATOR
        assert kinds_where(Place.LIMIT) == (K.CAP,)

    def it_knows_what_a_unit_types(self):
        assert kinds_where(entry=Entry.OPTION) == (K.CHOICE,)
        assert kinds_where(entry=Entry.NUMBER, owed=True) == (K.SELF,)

    @pytest.mark.parametrize("kind", list(K))
    def it_lets_a_unit_type_exactly_where_the_kind_says_so(self, kind):
        of = KINDS[kind]
        allowed = parse_parameters(kind, of.EXAMPLES[0]).allowed(Criterion("A", "A", D(10), kind))
        assert (allowed is None) is (of.ENTRY is Entry.NOTHING)
        assert allowed is None or bool(allowed.options) is (of.ENTRY is Entry.OPTION)

    @pytest.mark.parametrize("kind", list(K))
    def it_needs_numbers_where_it_names_indicators(self, kind):
        of = KINDS[kind]
        assert bool(parse_parameters(kind, of.EXAMPLES[0]).codes) is (of.NEEDS is Part.INDICATORS)


class DescribeWhatAPersonTypesBesides:
    @pytest.mark.parametrize(
        "text",
        [
            "Đạt: 3, Đạt một phần: 1,5, Không: 0",
            "Đạt: 3,Không: 0",
            "Đạt: 3 Không: 0",
            "Tốt = 10 điểm, Khá = 5",
        ],
    )
    def it_never_makes_one_odd_option_of_many(self, text):
        with pytest.raises(ParameterError, match="nhiều mức viết liền nhau"):
            parse_parameters(K.CHOICE, text)

    def it_keeps_options_with_numbers_and_commas_in_their_names(self):
        options = parse_parameters(K.CHOICE, "Mức 1: từ 5 văn bản, đủ hồ sơ: 2; Từ 3, 4 cuộc: 1").options
        assert [o.points for o in options] == [2, 1]

    @pytest.mark.parametrize("text", ["nhóm 1, nhóm 3", "Nhóm 1 và nhóm 3", "nhom 1; nhóm 3"])
    def it_reads_two_groups_of_tasks_however_they_are_joined(self, text):
        assert parse_parameters(K.PROGRESS, text).groups == ("1", "3")

    @pytest.mark.parametrize(
        ("kind", "text"),
        [(K.RATIO, "SL03 + SL04 / SL02"), (K.COUNT, "SL03 + SL04 x 2"), (K.PENALTY, "SL03 x 2 + SL04 x 3")],
    )
    def it_asks_for_brackets_where_two_readings_differ(self, kind, text):
        with pytest.raises(ParameterError) as caught:
            parse_parameters(kind, text)
        assert "ngoặc" in caught.value.remedy
