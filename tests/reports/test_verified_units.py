"""How many units are said to be verified: one that is half done is told apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan_xl.reports.narrative import sections
from danvan_xl.review import Review
from danvan_xl.rules.reviewing import apply_review
from danvan_xl.rules.scoring.verification import verification_of
from danvan_xl.sheets.summary.context import Context
from danvan_xl.terms import summary as n
from tests.support.consolidations import sample


def said(whole: int, part: int) -> str:
    """The sentence of a report in which so many units are verified, wholly and in part."""
    made = sample(6, 3, 4)
    verified: dict[tuple[str, str], Decimal] = {}
    states: dict[tuple[str, str], str] = {}
    for at, unit in enumerate(made.units[: whole + part]):
        codes = list(unit.scores)
        verified[unit.code, codes[0]] = Decimal(0)
        if at < whole:
            states |= {(unit.code, code): n.DONE for code in codes}
    apply_review(made, Review(verified=verified, states=states))
    assert [verification_of(unit) for unit in made.units].count(True) == whole
    lines = [line.text for section in sections(Context(made)) for line in section.lines]
    [found] = [
        line
        for line in lines
        if any(word in line for word in ("chưa thẩm định", "thẩm định xong", "Đã thẩm định"))
    ]
    return found


@pytest.mark.parametrize(
    ("whole", "part", "sentence"),
    [
        (0, 0, "Điểm nêu trên là điểm tự chấm của các đơn vị, chưa thẩm định."),
        (2, 0, "Đã thẩm định điểm của 2 đơn vị; các đơn vị còn lại tính theo điểm tự chấm."),
        (6, 0, "Đã thẩm định điểm của 6 đơn vị."),
        (2, 3, "Đã thẩm định xong điểm của 2 đơn vị; 3 đơn vị mới thẩm định một phần. Tiêu chí, đơn vị chưa thẩm định tính theo điểm tự chấm."),
        (0, 3, "Chưa đơn vị nào thẩm định xong; 3 đơn vị mới thẩm định một phần. Tiêu chí, đơn vị chưa thẩm định tính theo điểm tự chấm."),
    ],
)  # fmt: skip
def test_a_half_verified_unit_is_told_apart(whole: int, part: int, sentence: str) -> None:
    assert said(whole, part) == sentence


@pytest.mark.parametrize(("units", "names"), [(12, True), (100, False)])
def test_a_long_list_of_units_stands_in_an_appendix_and_not_in_a_sentence(units: int, names: bool) -> None:
    context = Context(sample(units, 6, 5))
    lines = [line.text for section in sections(context) for line in section.lines]
    missing = [unit.name for unit in context.units if not unit.returned]
    [said] = [line for line in lines if line.startswith("Chưa báo cáo: ")]
    assert (missing[0] in said) is names
    assert (f"(xem danh sách ở Phụ lục {context.appendices[n.UNITS]})" in said) is not names
    bands = [line for line in lines if line.startswith("- Xếp loại ")]
    assert all(line.count(",") < 8 for line in bands)
