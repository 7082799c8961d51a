"""What is called certain is right: plans with their facts marked in the text, in the formats in which they arrive."""

from __future__ import annotations

import pytest

from benchmarks.imports import report
from tests.documents.labelled_plans import Score

MISSING = {"tuned": 1}
"""Facts that are left blank: duties beside a table are listed, not made tasks."""


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Score]]:
    return report("tuned", tmp_path_factory.mktemp("tuned"))


def test_nothing_certain_is_false(tuned: list[tuple[str, Score]]) -> None:
    assert {kind: one.false_and_certain() for kind, one in tuned} == dict.fromkeys(
        ("docx", "pdf", "html", "txt"), 0
    )


def test_little_is_missing_and_nothing_made_up(tuned: list[tuple[str, Score]]) -> None:
    for kind, one in tuned:
        missing = sum(n for (_, _, outcome), n in one.counts.items() if outcome == "missing")
        false = sum(n for (_, _, outcome), n in one.counts.items() if outcome == "false")
        assert (missing, false) == (MISSING["tuned"], 0), (kind, one.wrong)
