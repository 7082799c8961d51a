"""The documentation says what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.cli import COMMANDS
from danvan_xl.cli.reference import PAGES

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), (
        "run: python -m danvan_xl.cli.reference"
    )


def test_readme_shows_both_commands_and_the_windows_way() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in ("make demo", "make test", "pip install", "danvan-xl addin install"):
        assert line in readme


def test_readme_begins_in_vietnamese_and_shows_a_picture_that_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("công tác dân vận chính quyền") < readme.index("is an Excel add-in")
    assert (ROOT / "docs" / "images" / "tong-quan.png").stat().st_size > 10_000


def test_every_command_of_the_contract_exists() -> None:
    contract = "demo new import-plan check split progress issue score consolidate rollup report send collect remind addin doctor"
    assert contract.split() == [name for name in COMMANDS if name in contract.split()]
