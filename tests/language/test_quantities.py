"""How many of what a task asks for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.language.quantities import Quantity, read_quantities
from tests.documents import issued_plans
from tests.language.corpora import corpus

CORPUS = corpus("quantities.tsv", 2)


def shown(quantity: Quantity) -> str:
    """As the corpus writes it."""
    every = f" @{quantity.every}" if quantity.every else ""
    return f"{'>=' if quantity.at_least else ''}{quantity.amount} {quantity.target_unit}{every}"


@pytest.mark.parametrize(("text", "expected"), CORPUS)
def test_the_corpus_is_read_as_worked_out_by_hand(text: str, expected: str) -> None:
    assert " | ".join(map(shown, read_quantities(text))) == expected


class DescribeReadQuantities:
    def it_gives_amounts_units_and_what_they_are_asked_for(self) -> None:
        assert read_quantities("ít nhất 01 cuộc/thôn/năm") == [
            Quantity(Decimal(1), "cuộc", "thôn", True, "năm")
        ]

    def it_finds_nothing_else_in_whole_plans(self) -> None:
        found = {
            plan.name: [shown(quantity) for quantity in read_quantities(issued_plans.markdown(plan))]
            for plan in issued_plans.load()
        }
        assert found["phu-luc-so-cot-lanh-dao"] == []
        assert found["phu-luc-huyen-hang-so-cot"] == [">=1 lần/năm"]
        assert found["loi-van-tinh-dong-phan-cong"] == ["2 lớp", ">=20 % thủ tục hành chính"]
        assert found["bang-thi-xa-kem-lich-bao-cao"] == ["1 kỳ/tháng", ">=2 lần/năm"]

    @given(
        st.integers(1, 60),
        st.sampled_from(["cuộc", "mô hình", "hội nghị", "buổi", "lớp", "bài"]),
        st.sampled_from(["thôn", "năm", "quý", "tháng", "đơn vị", "tổ dân phố"]),
        st.sampled_from(
            [
                "{n} {unit}/{per}",
                "{n:02} {unit}/{per}",
                "mỗi {per} {n:02} {unit}",
                "Tổ chức {n:02} {unit} mỗi {per}.",
            ]
        ),
        st.booleans(),
    )
    def it_reads_back_every_way_of_asking(
        self, amount: int, unit: str, per: str, style: str, at_least: bool
    ) -> None:
        text = style.replace("{n", "ít nhất {n" if at_least else "{n").format(n=amount, unit=unit, per=per)
        assert read_quantities(text) == [Quantity(Decimal(amount), unit, per, at_least)]

    @given(st.integers(1, 3000), st.sampled_from(["QĐ-UBND", "KH-UBND", "CT-TTg", "NQ/TW", "2020/NĐ-CP"]))
    def it_never_counts_document_numbers(self, number: int, tail: str) -> None:
        assert (
            read_quantities(f"Thực hiện Kế hoạch số {number}/{tail}; theo {number}/{tail}, {number}-{tail}")
            == []
        )

    @given(st.text(max_size=30))
    def it_never_fails(self, text: str) -> None:
        read_quantities(text)
