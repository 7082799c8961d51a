"""One language of expressions: what Tham số and Ràng buộc understand, what they refuse, and the same in Excel."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.errors import ParameterError
from danvan_xl.language.arithmetic import Arithmetic
from danvan_xl.rules.constraints import checks_of, ratio_of, read_clause
from danvan_xl.rules.expressions import Reader

CODES = ["SL01", "SL02", "SL03", "KN-04", "Đơn thư"]
CELLS = {"SL01": "A1", "SL02": "B1", "SL03": "C1", "KN-04": "D1", "Đơn thư": "E1"}
VALUES = {"SL01": D(12), "SL02": D(3), "SL03": D(4), "KN-04": D(5), "Đơn thư": D(2)}


def fault(message: str, remedy: str, *, code: str | None = None) -> ParameterError:
    return ParameterError(message, remedy=remedy, code=code)


def read(text: str, *, strict: bool = True):
    return Reader(text, fault, CODES, strict=strict).whole()


class DescribeExpressions:
    @pytest.mark.parametrize(
        ("text", "value", "excel"),
        [
            ("SL01 + SL02 - SL03", 11, "A1+B1-C1"),
            ("sl01 x 0,5", 6, "A1*0.5"),
            ("SL01x0,5", 6, "A1*0.5"),
            ("0.5 × SL01", 6, "0.5*A1"),
            ("2 x (SL02 + SL03)", 14, "2*(B1+C1)"),
            ("SL01 ÷ SL02", 4, "A1/B1"),
            ("SL01 : SL02 : 2", 2, "A1/B1/2"),
            ("SL01 / (SL02 x 2)", 2, "A1/(B1*2)"),
            ("SL01 - (SL02 - SL03)", 13, "A1-(B1-C1)"),
            ("(SL01 - SL02) - SL03", 5, "A1-B1-C1"),
            ("-SL02 + SL03", 1, "(-B1)+C1"),
            ("50% x SL01", 6, "50%*A1"),
            ("(SL02 + SL03)%", "0.07", "(B1+C1)%"),
            ("kn-04 - 1", 4, "D1-1"),
            ("Đơn thư + SL02", 5, "E1+B1"),
        ],
    )
    def it_means_the_same_in_python_and_in_excel(self, text, value, excel):
        found = read(text)
        assert (found.value(VALUES), found.excel(CELLS)) == (D(str(value)), excel)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "hết phần này"),
            ("SL01 +", "hết phần này"),
            ("SL01 SL02", "thiếu phép tính"),
            ("(SL01 + SL02", ")"),
            ("SL01 > 2", "“>”"),
            ("SL01 + 1.000", "hàng nghìn"),
            ("SL77", "SL77"),
            ("tối đa", "mã số liệu"),
            ("(" * 300 + "SL01", "quá dài"),
            ("+".join(["SL01"] * 300), "quá dài"),
        ],
    )
    def it_refuses_in_vietnamese(self, text, words):
        with pytest.raises(ParameterError) as caught:
            read(text)
        assert words in caught.value.message and caught.value.remedy

    def it_has_no_value_while_a_number_is_missing_or_something_is_divided_by_zero(self):
        assert read("SL01 + SL02").value({"SL01": D(1), "SL02": None}) is None
        assert read("SL01 / (SL02 - 3)").value(VALUES) is None
        assert read("SL01 + SL77", strict=False).excel(CELLS) is None

    @pytest.mark.parametrize(
        ("text", "terms"),
        [
            ("SL01 - (SL02 - SL03)", ((1, "SL01"), (-1, "SL02"), (1, "SL03"))),
            ("-SL01 + SL02", ((-1, "SL01"), (1, "SL02"))),
            ("SL01 x 2", None),
            ("SL01 + 1", None),
        ],
    )
    def it_is_a_sum_of_indicators_where_nothing_else_stands(self, text, terms):
        found = read(text).sum
        assert (found and found.terms) == terms

    @settings(max_examples=200, deadline=None)
    @given(st.text("SL0123x/+-()%;:,.<>= Đơn thư\n", max_size=40))
    def it_reads_or_refuses_whatever_is_typed(self, text):
        try:
            found = read(text, strict=False)
        except ParameterError as error:
            assert error.message and error.remedy
        else:
            again = found.excel({code: code for code in (*CODES, *found.codes)})
            assert again is not None


class DescribeConstraints:
    def it_reads_codes_with_signs_in_them_as_tham_so_does(self):
        [check] = checks_of("KN-04 <= SL01 - Đơn thư", CODES)
        assert check.codes == ("KN-04", "SL01", "Đơn thư") and check.holds(VALUES) is True

    def it_takes_line_breaks_for_semicolons(self):
        assert [c.text for c in checks_of("SL02 <= SL01\nSL03 <= SL01", CODES)] == [
            "SL02 <= SL01",
            "SL03 <= SL01",
        ]

    def it_compares_with_percentages(self):
        assert [c.holds(VALUES) for c in checks_of("SL02 <= 25% x SL01; SL03 <= 25% x SL01", CODES)] == [
            True,
            False,
        ]

    def it_never_reads_a_thousand_as_one(self):
        assert checks_of("SL01 <= 1.000", CODES) == []
        with pytest.raises(ParameterError, match="hàng nghìn"):
            read_clause("SL01 <= 1.000", CODES)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("SL01 + SL02", "dấu so sánh"),
            ("SL01 =", "một vế còn trống"),
            ("2 = 3", "không nhắc đến số liệu"),
            ("SL01 = SL02 SL03", "thiếu phép tính"),
        ],
    )
    def it_says_what_is_wrong(self, text, words):
        with pytest.raises(ParameterError, match=words):
            read_clause(text, CODES)

    def it_gives_the_sides_of_a_ratio_only_where_brackets_make_them_clear(self):
        above, below = ratio_of("(SL02 + SL03) / SL01", CODES)
        assert (above.sum.codes, below.sum.codes) == (("SL02", "SL03"), ("SL01",))
        assert ratio_of("SL02 + SL03 / SL01", CODES) is None


def test_whoever_reads_arithmetic_shares_one_grammar():
    from danvan_xl.workbooks.opening.formulas import _Parser

    assert issubclass(Reader, Arithmetic) and issubclass(_Parser, Arithmetic)
