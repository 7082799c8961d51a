"""Whose a wrong cell is decides whom the sentence addresses: the officer's own is never held against the unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.receipts import to_correct
from danvan_xl.findings import Finding
from danvan_xl.mail.needs import needs_in_summary
from danvan_xl.mail.remind import needs_of
from danvan_xl.results import Consolidation
from danvan_xl.review import Correction, Review
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF

Fill = Callable[..., Path]
NUMBERS = {"SL01": {"Trong kỳ": 10}, "SL02": {"Trong kỳ": 7}}
SCORES = {"TC01": {"Điểm tự chấm": 18}}


@pytest.fixture
def run(returns: Path) -> Callable[..., Consolidation]:
    def go(review: Review) -> Consolidation:
        return consolidate(returns, small_master(), period=SCORED, as_of=AS_OF, review=review)

    return go


def cell_of(path: Path, sheet: str, code: str, header: str) -> str:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows())
    column = next(cell.column_letter for row in rows for cell in row if cell.value == header)
    return next(f"{column}{cell.row}" for row in rows for cell in row if cell.value == code)


def told(outcome: Consolidation, code: str) -> list[Finding]:
    return [item for item in outcome.told() if item.code == code]


def asked(outcome: Consolidation, summary: Path) -> list[str]:
    """What the unit would be asked to mend: by its receipt, by a letter, by a letter made of the summary."""
    unit = outcome.unit("VP")
    assert unit is not None
    write_summary(outcome, summary)
    needs = [*needs_of(outcome), *needs_in_summary(summary, small_master())[0]]
    letters = [text for need in needs if need.unit == "VP" for text in need.corrections]
    files = [file for file in outcome.files if file.unit == "VP"]
    return letters + [item.message for item in to_correct(files, list(unit.findings))]


class DescribeACorrectionThatIsWrong:
    @pytest.mark.parametrize(
        ("sheet", "code", "header", "value", "found"),
        [
            ("Số liệu", "SL01", "Trong kỳ", "mười", "value-not-number"),
            ("Chấm điểm", "TC01", "Điểm tự chấm", 99, "score-above-max"),
            ("Nhiệm vụ", "NV02", "Tiến độ (%)", 140, "percent-out-of-range"),
        ],
    )
    def it_is_told_to_her_who_typed_it(
        self, fill_in: Fill, run: Callable[..., Consolidation], tmp_path: Path,
        sheet: str, code: str, header: str, value: object, found: str,
    ) -> None:  # fmt: skip
        path = fill_in(
            "VP", name="VP.xlsx", indicators=NUMBERS, scores=SCORES, tasks={"NV02": {"Tiến độ (%)": 60}}
        )
        before = asked(run(Review()), tmp_path / "trước.xlsx")
        place = cell_of(path, sheet, code, header)
        outcome = run(Review(corrections=(Correction("VP.xlsx", sheet=sheet, cell=place, value=value),)))
        [item] = told(outcome, found)
        assert item.message.startswith("Ô bạn đã hiệu đính: ") and item.needs_person
        assert n.CORRECTIONS in item.advice and not item.asks_unit
        assert asked(outcome, tmp_path / "sau.xlsx") == before

    def it_what_is_only_tentative_names_the_correction(
        self, fill_in: Fill, run: Callable[..., Consolidation]
    ) -> None:
        path = fill_in("VP", name="VP.xlsx", indicators=NUMBERS, scores=SCORES)
        place = cell_of(path, "Số liệu", "SL01", "Trong kỳ")
        wrong = Correction("VP.xlsx", sheet="Số liệu", cell=place, value="mười")
        [item] = told(run(Review(corrections=(wrong,))), "total-uncertain")
        assert item.message.startswith("Giá trị bạn hiệu đính cho ") and "Phiếu của" not in item.message

    def it_a_wrong_cell_of_the_units_own_is_still_the_units(
        self, fill_in: Fill, run: Callable[..., Consolidation], tmp_path: Path
    ) -> None:
        fill_in("VP", name="VP.xlsx", indicators={"SL01": {"Trong kỳ": "mười"}}, scores=SCORES)
        outcome = run(Review())
        [item] = told(outcome, "value-not-number")
        assert item.asks_unit and item.message in " ".join(asked(outcome, tmp_path / "s.xlsx"))
        assert told(outcome, "total-uncertain")[0].message.startswith("Phiếu của ")


class DescribeAVerifiedScoreThatIsWrong:
    @pytest.mark.parametrize("typed", [Decimal(999), "tốt"])
    def it_the_doubt_names_the_verified_score(
        self, fill_in: Fill, run: Callable[..., Consolidation], tmp_path: Path, typed: Decimal | str
    ) -> None:
        fill_in("VP", name="VP.xlsx", indicators=NUMBERS, scores=SCORES)
        key = ("VP", "TC01")
        review = Review(unread={key: typed}) if isinstance(typed, str) else Review(verified={key: typed})
        outcome = run(review)
        [item] = told(outcome, "total-uncertain")
        assert item.message.startswith("Điểm thẩm định bạn nhập cho ") and "TC01" in item.message
        assert not any("Điểm thẩm định" in text for text in asked(outcome, tmp_path / "s.xlsx"))


class DescribeAReplacedReturn:
    def it_its_faults_are_asked_of_nobody_in_a_letter_made_of_the_summary(
        self, fill_in: Fill, run: Callable[..., Consolidation], tmp_path: Path
    ) -> None:
        wrong = {"SL01": {"Trong kỳ": "mười"}, "SL02": {"Trong kỳ": 7}}
        fill_in("VP", name="lan1.xlsx", indicators=wrong, scores=SCORES)
        fill_in("VP", name="lan2.xlsx", cover={"Lần gửi": 2}, indicators=NUMBERS, scores=SCORES)
        assert not any("mười" in text for text in asked(run(Review()), tmp_path / "s.xlsx"))
