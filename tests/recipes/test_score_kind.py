"""The recipe "A score kind": its word, its module, its test; everything else asks the kind."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.sheets.master.book import master_book
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from tests.recipes.house import House
from tests.support.forms import column, fill, header_row
from tests.support.masters import SCORED, small_master
from tests.support.office import recalculate

WORD = "Đạt ngưỡng"

MODULE = '''"""Đạt ngưỡng: max once a count reaches a number, else nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from danvan_xl.language.showing import number_text
from danvan_xl.model import Criterion, ScoreAnswer, ScoreKind
from danvan_xl.rules.expressions import COMPARISON, Names, Sum
from danvan_xl.rules.scoring.arithmetic import ZERO, excel_number, round_points
from danvan_xl.rules.scoring.kind import Counted
from danvan_xl.rules.scoring.outcome import Case, Outcome
from danvan_xl.rules.scoring.reading import Text
from danvan_xl.rules.scoring.row import Row


class ThresholdParameters(Counted, frozen=True):
    """``SL06 >= 3``."""

    amount: Sum
    least: Decimal
    KIND = ScoreKind.THRESHOLD
    EXAMPLES = ("SL06 >= 3",)

    @classmethod
    def read(cls, text: Text) -> Self:
        part = text.first("số liệu và ngưỡng")
        if COMPARISON.findall(part.text) != [">="] or len(text.parts) > 1:
            raise text.not_understood(part)
        amount, least = part.text.split(">=")
        return cls(text.sum(part, text.expression(part, amount)), part.amount(least))

    def rule(self, criterion: Criterion, names: Names) -> str:
        return f"đủ điểm khi {self.amount.named(names)} từ {number_text(self.least)}"

    def outcome(self, criterion: Criterion, answer: ScoreAnswer, case: Case) -> Outcome:
        value = case.amount(self.amount)
        if isinstance(value, Outcome):
            return value
        reached = value >= self.least
        why = f"{self.amount} = {number_text(value)}, ngưỡng {number_text(self.least)}."
        return Outcome(round_points(criterion.max_points if reached else ZERO), why=why, given=True)

    def formula(self, row: Row) -> str:
        reached = f"{row.sum(self.amount)}>={excel_number(self.least)}"
        return row.numbers(self.codes, row.proven(f"IF({reached},{row.full},0)"))
'''

TEST = '''"""Đạt ngưỡng."""

from decimal import Decimal

from danvan_xl.model import Criterion, ScoreKind
from danvan_xl.rules.scoring import score_return


def test_it_gives_all_or_nothing():
    criterion = Criterion("A", "Hội nghị", Decimal(10), ScoreKind.THRESHOLD, parameters="SL06 >= 3")
    for amount, points in ((2, 0), (3, 10), (4, 10)):
        sheet = score_return([criterion], {}, indicators={"SL06": Decimal(amount)})
        assert sheet.scores["A"].points == points
'''


@pytest.fixture
def house(house: House) -> House:
    house.edit(
        "danvan_xl/terms/__init__.py",
        '    CAP = "Khống chế"\n',
        f'    CAP = "Khống chế"\n    THRESHOLD = "{WORD}"\n',
    )
    house.add("danvan_xl/rules/scoring/kinds/threshold.py", MODULE)
    (house.folder / "tests").mkdir()
    house.add("tests/test_threshold.py", TEST)
    return house


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A commune's master whose TC05 is scored in the new way."""
    path = tmp_path / "ke-hoach.xlsx"
    save(master_book(small_master(hamlets=2)), path)
    book = openpyxl.load_workbook(path)
    sheet = book["Tiêu chí"]
    top, columns = header_row(sheet, "Mã")
    row = next(r for r in range(top + 1, sheet.max_row + 1) if sheet.cell(r, columns["Mã"]).value == "TC05")
    sheet.cell(row, columns["Cách chấm"]).value = WORD
    sheet.cell(row, columns["Tham số"]).value = "SL06 >= 3"
    book.save(path)
    return path


def run(house: House, *arguments: object) -> str:
    """A command of the changed house; a need for a person (exit code 1) is no failure."""
    code = (
        "import subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'danvan_xl', *sys.argv[1:]], capture_output=True, text=True)\n"
        "assert done.returncode in (0, 1), done.stdout + done.stderr\n"
        "print(done.stdout + done.stderr)"
    )
    return house.run(code, *map(str, arguments))


class DescribeANewScoreKind:
    def it_takes_three_files(self, house: House) -> None:
        assert len(house.touched) <= 3
        house.run(
            "import sys; sys.path.insert(0, 'tests'); import test_threshold as t; t.test_it_gives_all_or_nothing()"
        )

    def it_is_checked_drawn_scored_and_read(self, house: House, master: Path, tmp_path: Path) -> None:
        assert "TC05" not in run(house, "check", master)
        forms = tmp_path / "phieu"
        run(house, "issue", master, "--period", SCORED, "--units", "T01,T02", "-o", forms)
        answers = {"T01": 4, "T02": 2}
        filled = []
        (tmp_path / "nhan").mkdir()
        for form in sorted(forms.rglob("*.xlsx")):
            [unit] = [code for code in answers if form.name.startswith(code)]
            filled.append(
                fill(
                    form,
                    tmp_path / "nhan" / form.name,
                    cover={"Người lập": "Lê An", "Lần gửi": 1},
                    so_lieu={"SL06": {"Trong kỳ": answers[unit]}},
                )
            )
        assert len(filled) == 2
        run(
            house, "consolidate", tmp_path / "nhan", "--master", master, "--period", SCORED,
            "-o", tmp_path / "tong-hop.xlsx", "--json", tmp_path / "tong-hop.json",
        )  # fmt: skip
        units = {u["code"]: u for u in json.loads((tmp_path / "tong-hop.json").read_text("utf-8"))["units"]}
        points = {code: units[code]["scores"]["TC05"]["points"] for code in answers}
        assert points == {"T01": 10, "T02": 0}
        live = {
            path.name[:3]: column(path, "Chấm điểm", "Điểm đạt")["TC05"]
            for path in recalculate(filled, tmp_path / "lo")
        }
        assert live == points

    def it_stands_in_the_list_and_the_guide_of_a_master(self, house: House) -> None:
        run(house, "new", "-o", house.folder / "moi.xlsx", "--template", "trong")
        said = house.run(
            "from danvan_xl.sheets.master.scores import CRITERION_NOTES; print(*CRITERION_NOTES, sep='\\n')"
        )
        assert f"{WORD}: SL06 >= 3" in said
