"""A small programme, its blank forms, and a helper that fills a form by headers."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from danvan_xl.demo.filling import Filling, fill
from danvan_xl.model import Master
from tests.returns.filled import Filled, fill_form, issued
from tests.support.masters import SCORED, UNSCORED, small_master

AS_OF = date(2025, 11, 30)


@pytest.fixture(scope="session")
def master() -> Master:
    return small_master()


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory, master: Master) -> dict[str, Path]:
    """Blank forms of the scored period by unit code."""
    return issued(tmp_path_factory.mktemp("forms"), master)


@pytest.fixture(scope="session")
def unscored_forms(tmp_path_factory: pytest.TempPathFactory, master: Master) -> dict[str, Path]:
    return issued(tmp_path_factory.mktemp("forms-k1"), master, UNSCORED)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    folder.mkdir()
    return folder


@pytest.fixture
def fill_in(forms: dict[str, Path], returns: Path) -> Callable[..., Path]:
    """Fill a unit's form: ``fill_in("VP", tasks={...}, indicators={...}, cover={...}, name=..., modified=...)``."""

    def make(
        unit: str,
        *,
        name: str = "",
        cover: dict[str, Any] | None = None,
        modified: datetime = datetime(2025, 11, 28, 9, 0),
        form: Path | None = None,
        **content: Any,
    ) -> Path:
        filling = Filling(
            cover={"Ngày báo cáo": date(2025, 11, 28), "Lần gửi": 1, "Cam đoan số liệu (x)": "x"}
            | (cover or {}),
            **content,
        )
        target = returns / (name or f"{unit}.xlsx")
        target.parent.mkdir(parents=True, exist_ok=True)
        fill(form or forms[unit], target, filling, modified)
        return target

    return make


@pytest.fixture
def result_of(returns: Path) -> Callable[..., dict[str, Any]]:
    """Consolidate the folder of returns and give the JSON."""

    def run(master: Master | None = None, **options: Any) -> dict[str, Any]:
        options = {"period": SCORED, "as_of": AS_OF} | options
        return to_json(consolidate(returns, master or small_master(), **options))

    return run


@pytest.fixture
def random_return(master: Master, forms: dict[str, Path], returns: Path) -> Callable[[str], Filled]:
    """A form filled with random content from a seed."""

    def make(unit: str, seed: int = 1) -> Filled:
        return fill_form(master, unit, forms[unit], returns / f"{unit}.xlsx", random.Random(seed))

    return make


def file_of(result: dict[str, Any], path: str) -> dict[str, Any]:
    """The line of one file."""
    [file] = [file for file in result["files"] if file["path"] == path]
    return file


def unit_of(result: dict[str, Any], code: str) -> dict[str, Any]:
    """One unit."""
    [unit] = [unit for unit in result["units"] if unit["code"] == code]
    return unit


def codes_of(file: dict[str, Any]) -> set[str]:
    """Finding codes of a file."""
    return {item["code"] for item in file["findings"]}


def task_of(unit: dict[str, Any], code: str) -> dict[str, Any]:
    """One task of a unit."""
    [task] = [task for task in unit["tasks"] if task["code"] == code]
    return task
