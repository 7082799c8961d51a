"""Names of sheets, headers and labels stand in ``danvan_xl.terms``; elsewhere a name is used, not spelt again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_xl.model import IndicatorAnswer, ModelEntry, Proposal, ScoreAnswer, TaskAnswer
from danvan_xl.terms import form, master, summary
from danvan_xl.terms.fields import Field, values_of

PACKAGE = Path(form.__file__).parents[1]
OTHER_THINGS = {
    "findings": "facts of examples in sentences",
    "language": "words of the language, not of our workbooks",
    "documents": "words and headers of other people's plans",
    "outlines": "marks of fields in other people's forms",
    "summaries/figures.py": "what figures are called in other people's forms",
    "sheets/master/imported.py": "answers to a row of the sheet",
    "excel/tab.py": "labels of the ribbon",
    "cli": "words of the command line",
    "reports": "labels of pictures and of the report",
    "rules": "marks and words that a cell may hold",
}
"""Where the same letters mean something else, and what."""
WORDS = {"Có", "Không", "trống", "✓", "✗", "Cần xem lại", "diem"}
"""Values of cells, words of sentences and an argument of a worksheet function that are names too."""


def names() -> set[str]:
    """Every name that the contract gives to a sheet, header or label."""
    found: set[str] = set()
    for module in (form, master, summary):
        for constant, value in vars(module).items():
            if constant.isupper():
                found |= {value} if isinstance(value, str) else _texts(value)
    return found - WORDS


def _texts(value: object) -> set[str]:
    return {item for item in value if isinstance(item, str)} if isinstance(value, tuple) else set()


def spelt_again(source: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of every literal that is one of the names; a piece of an f-string's own text is none."""
    tree = ast.parse(source)
    pieces = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in known and id(node) not in pieces:
            yield node.lineno, str(node.value)


def rooms() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if not place.startswith(("terms/", *OTHER_THINGS)):
            yield path


class DescribeNamesOfTheWorkbooks:
    def it_finds_a_header_that_is_spelt_again(self):
        source = 'row.text("Mã đơn vị")\nf"=SUM({area(\'Hạn\')})"\nf"{code}Mã"\n"Một câu có Hạn"\n'
        assert list(spelt_again(source, names())) == [(1, "Mã đơn vị"), (2, "Hạn")]

    def it_spells_each_of_them_in_one_place(self):
        found = [
            f"{path.relative_to(PACKAGE)}:{line}: {text}"
            for path in rooms()
            for line, text in spelt_again(path.read_text(encoding="utf-8"), names())
        ]
        assert found == []


class DescribeTheTableOfFields:
    @pytest.mark.parametrize(
        ("answer", "fields"),
        [
            (TaskAnswer("NV01"), form.TASK_ANSWERS),
            (ScoreAnswer("TC01"), form.SCORE_ANSWERS),
            (IndicatorAnswer("SL01"), form.INDICATOR_ANSWERS),
            (ModelEntry(""), form.MODEL_FIELDS),
            (Proposal(""), form.PROPOSAL_FIELDS),
        ],
        ids=lambda value: type(value).__name__ if not isinstance(value, tuple) else "",
    )
    def it_agrees_with_the_answers_on_what_blank_is(self, answer: object, fields: tuple[Field, ...]):
        assert fields
        assert values_of(answer, fields) == values_of(None, fields)

    def it_has_room_for_its_words_in_a_validation(self):
        fields = [*form.COVER_FIELDS, *(field for table in form.TABLES.values() for field in table)]
        assert all(len(f.error) <= 220 and len(f.title) <= 32 and len(f.prompt) <= 220 for f in fields)
