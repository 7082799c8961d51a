"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

# xlwings reads it once, when it is first imported: before any test module may do so. The remote engine
# is free for noncommercial use; only the tests use it, the product never does.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")

pytest_plugins = ["tests.support.mailfixtures", "tests.support.returned"]


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """The three issued plans as text, when they lie beside the checkout; else the test is skipped.

    They are real documents that may not be copied into the project, so a user's machine lacks them.
    """
    folder = Path(__file__).resolve().parents[2] / "shared" / "plans"
    if not folder.is_dir():
        pytest.skip("the issued plans are not beside this checkout")
    return folder


@pytest.fixture
def plan_year() -> tuple[date, date]:
    """First and last day of an ordinary plan."""
    return date(2025, 7, 1), date(2025, 12, 31)
