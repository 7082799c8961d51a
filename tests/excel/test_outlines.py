"""Buttons about the level above and the leader, pressed in the typed Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.plans.master_reader import load_master
from tests.cli.test_outlines import outline_of
from tests.excel import test_ribbon
from tests.excel.typed.application import Person, Workbook

Pressed = Callable[..., tuple[Person, Workbook]]
own_places, master, pressed = test_ribbon.own_places, test_ribbon.master, test_ribbon.pressed
forms, summary, split_once = test_ribbon.forms, test_ribbon.summary, test_ribbon.split_once


@pytest.fixture
def outline(master: Path, tmp_path: Path) -> Path:
    outline_of(load_master(master), tmp_path / "biểu.xlsx")
    return tmp_path / "biểu.xlsx"


class DescribeOutlines:
    def it_maps_then_fills(self, pressed: Pressed, summary: Path, outline: Path, tmp_path: Path) -> None:
        mapping, target = tmp_path / "ánh xạ.xlsx", tmp_path / "đã điền.xlsx"
        talk, _ = pressed("map_outline", outline, mapping)
        assert (talk.errors, talk.shown) == ([], [mapping])
        assert "bấm nút “Điền biểu mẫu”" in talk.told[-1]
        talk, _ = pressed("fill_outline", outline, mapping, summary, target)
        assert (talk.errors, talk.shown) == ([], [target])
        assert openpyxl.load_workbook(target).active["C5"].value is not None

    def it_gives_the_outline_to_units_and_reads_it_back(
        self, pressed: Pressed, outline: Path, tmp_path: Path
    ) -> None:
        mapping, folder = tmp_path / "ánh xạ.xlsx", tmp_path / "về"
        folder.mkdir()
        pressed("map_outline", outline, mapping)
        talk, _ = pressed("issue_outline", 1, outline, folder)
        assert (talk.errors, talk.shown) == ([], [folder])
        first = min(folder.glob("*.xlsx"))
        book = openpyxl.load_workbook(first)
        book.active["C7"] = 9
        book.save(first)
        target = tmp_path / "tổng hợp.xlsx"
        talk, _ = pressed("consolidate_outline", outline, mapping, folder, target, True)
        assert talk.errors == [] and target.exists()


def test_the_brief_is_opened(pressed: Pressed, summary: Path, tmp_path: Path) -> None:
    talk, _ = pressed("brief", summary, tmp_path)
    assert talk.errors == [] and talk.shown == [tmp_path / "tom-tat.html"]
