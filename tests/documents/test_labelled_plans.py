"""What is called certain is right: plans with their facts marked in the text, in the formats in which they arrive."""

from __future__ import annotations

import pytest

from benchmarks.imports import report
from tests.documents.labelled_plans import Score

MISSING = {"tuned": 1, "final": 1, "last": 0}
"""Facts left blank: a duty beside a table (listed, not made a task); a focal unit that no sentence names as such."""


@pytest.fixture(scope="module", params=MISSING)
def scored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, list[tuple[str, Score]]]:
    """How many facts may be missing, and the score of each kind of file."""
    return MISSING[request.param], report(request.param, tmp_path_factory.mktemp(request.param))


def test_nothing_certain_is_false(scored: tuple[int, list[tuple[str, Score]]]) -> None:
    certain = {kind: one.false_and_certain() for kind, one in scored[1]}
    assert certain == dict.fromkeys(("docx", "pdf", "html", "txt"), 0)


def test_little_is_missing_and_nothing_made_up(scored: tuple[int, list[tuple[str, Score]]]) -> None:
    for kind, one in scored[1]:
        counts = {
            o: sum(n for (_, _, found), n in one.counts.items() if found == o) for o in ("missing", "false")
        }
        assert counts == {"missing": scored[0], "false": 0}, (kind, one.wrong)
