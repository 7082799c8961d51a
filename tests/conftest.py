"""Fixtures shared by all tests."""

from __future__ import annotations

import gc
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


LONGEST = (
    "plans/test_split_again.py", "summaries/test_outside.py", "excel/test_drawing_in_excel.py",
    "consolidation/test_task_reviews.py", "year/test_typed_stays.py", "summaries/test_notes.py", "documents/test_labelled_plans.py",
    "excel/test_options.py", "sheets/test_summary.py", "documents/test_import_issued_samples.py", "returns/test_inputs.py",
    "returns/test_mutations.py", "mail/test_collect.py", "plans/test_split.py", "mail/test_delivery.py", "mail/test_year_by_mail.py",
    "consolidation/test_review_counts.py", "outlines/test_filling.py", "cli/test_demo.py", "documents/test_import_samples.py",
    "summaries/test_review.py", "returns/test_known_rows.py", "documents/test_copied.py", "reports/test_word.py",
    "rules/test_status_formula.py", "sheets/test_form_book.py", "sheets/test_form_agreement.py", "sheets/test_print_set.py",
)  # fmt: skip
"""Files that take longest, of more than ten seconds each; one that is not here runs a little later, no more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, so that no processor waits for the other's last file."""
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0].removeprefix("tests/"), len(place)))


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: nobody need look through them for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture
def plan_year() -> tuple[date, date]:
    """First and last day of an ordinary plan."""
    return date(2025, 7, 1), date(2025, 12, 31)
