"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from datetime import date

import pytest

# xlwings reads it once, when it is first imported: before any test module may do so. The remote engine
# is free for noncommercial use; only the tests use it, the product never does.
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
# Nothing that a test reads is remembered for the next one; tests of the memory name a place of their own.
os.environ["DANVAN_CACHE"] = ""

pytest_plugins = ["tests.support.mailfixtures", "tests.support.returned"]


collect_ignore = [] if "DANVAN_PLANS" in os.environ else ["documents/test_import_issued.py"]
"""Checks on real issued plans, which may not be copied into the project: ``DANVAN_PLANS=FOLDER`` names where they lie."""


@pytest.fixture
def plan_year() -> tuple[date, date]:
    """First and last day of an ordinary plan."""
    return date(2025, 7, 1), date(2025, 12, 31)
