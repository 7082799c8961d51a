"""The demo's whole year on Windows, held against the same year made on Linux (its folder: DANVAN_LINUX_DEMO)."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from danvan_xl.demo.year import run


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("năm mẫu")
    run(folder)
    return folder


@pytest.fixture(scope="module")
def there() -> Path:
    return Path(os.environ["DANVAN_LINUX_DEMO"])


def files(folder: Path, pattern: str) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob(pattern)))


def values(path: Path) -> dict[str, list[list[Any]]] | bytes:
    """Every cell; the bytes of a file that is no workbook on purpose."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class DescribeTheYear:
    def it_makes_the_same_files(self, here: Path, there: Path) -> None:
        assert list(files(here, "*.*")) == list(files(there, "*.*"))

    def it_says_the_same_in_json(self, here: Path, there: Path) -> None:
        names = list(files(there, "*.json"))
        assert names
        for name in names:
            assert json.loads((here / name).read_text("utf-8")) == json.loads(
                (there / name).read_text("utf-8")
            ), name

    def it_has_the_same_value_in_every_cell_of_every_workbook(self, here: Path, there: Path) -> None:
        names = list(files(there, "*.xlsx"))
        assert len(names) > 10
        for name in names:
            mine, theirs = values(here / name), values(there / name)
            assert mine == theirs, name
