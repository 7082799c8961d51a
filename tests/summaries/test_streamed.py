"""A summary whose large tables are made while they are drawn is the same workbook as one that is held whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_xl.sheets import tables
from danvan_xl.sheets.summary.drawn import DRAWN_PREFIX
from danvan_xl.summaries.write import write_summary
from danvan_xl.terms import summary as n
from tests.support.consolidations import sample
from tests.support.office import convert
from tests.support.ooxml import faults

_STREAMED = (n.VERIFY, n.TASK_VERIFY, n.DETAIL, n.DETAIL_INDICATORS, n.HISTORY)


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The same figures: held, and streamed."""
    held, streamed = tmp_path / "held.xlsx", tmp_path / "streamed.xlsx"
    write_summary(_figures(), held, folder=tmp_path / "về")
    monkeypatch.setattr(tables, "HELD_ROWS", 10)
    write_summary(_figures(), streamed, folder=tmp_path / "về")
    return held, streamed


def _figures() -> Any:
    made = sample(12, 6, 6, 4)
    made.units[0].tasks[0].result = 'Họp <bản> & "thôn"\nlần 2 _x000D_ =1+1'
    return made


def _cells(path: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    book = openpyxl.load_workbook(path, rich_text=True)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb,
                                         cell.hyperlink.target if cell.hyperlink else None)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not str(cell.value).startswith(DRAWN_PREFIX)  # which rows were drawn: not told of so many
    }  # fmt: skip


class DescribeALargeSummary:
    def it_holds_the_same_cells(self, both: tuple[Path, Path]) -> None:
        held, streamed = map(_cells, both)
        assert {sheet for sheet, _ in held} >= set(_STREAMED)
        assert streamed == held

    def it_has_the_same_tables_rules_and_heights(self, both: tuple[Path, Path]) -> None:
        facts = []
        for path in both:
            book = openpyxl.load_workbook(path)
            facts.append(
                {
                    sheet.title: (
                        dict(sheet.tables.items()),
                        [(v.sqref, v.formula1) for v in sheet.data_validations.dataValidation],
                        {row: d.height for row, d in sheet.row_dimensions.items() if d.height},
                        sheet.auto_filter.ref,
                    )
                    for sheet in book
                }
            )
        assert repr(facts[0]) == repr(facts[1])

    def it_passes_the_validator(self, both: tuple[Path, Path]) -> None:
        assert not any(faults([both[1]]).values())

    def it_opens_in_libreoffice(self, both: tuple[Path, Path], tmp_path: Path) -> None:
        [saved] = convert([both[1]], "xlsx", tmp_path / "lo")
        values = [
            {key: value[0] for key, value in _cells(path).items() if key[0] == n.DETAIL and value[0]}
            for path in (both[1], saved)
        ]
        assert [len(found) > 100 for found in values] == [True, True]
        assert values[0].keys() == values[1].keys()
