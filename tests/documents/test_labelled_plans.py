"""What is called certain is right: plans with their facts marked in the text, in the formats in which they arrive."""

from __future__ import annotations

import pytest

from benchmarks.imports import report
from tests.documents.labelled_plans import Score
from tests.support import office

LIMITS = {
    "tuned": (1, 0),
    "final": (1, 0),
    "last": (0, 0),
    "others-tuned": (40, 26),
    "others-final": (95, 60),
    "third-tuned": (10, 12),
    "third-final": (30, 11),
}
"""Facts that may be left blank, and false ones marked “Nên xem”. Of others: what a sentence produces (they count it as a
deliverable), a lead that is a person, tasks in the text above an appendix; duties of every plan (money, following it up) that they
do not count as tasks."""


@pytest.fixture(scope="module", params=LIMITS)
def scored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[int, int], list[tuple[str, Score]]]:
    """How many facts may be missing and false, and the score of each kind of file."""
    office.soffice()  # prints the .pdf
    return LIMITS[request.param], report(request.param, tmp_path_factory.mktemp(request.param))


def test_nothing_certain_is_false(scored: tuple[tuple[int, int], list[tuple[str, Score]]]) -> None:
    certain = {kind: one.false_and_certain() for kind, one in scored[1]}
    assert certain == dict.fromkeys(("docx", "pdf", "html", "txt"), 0)


def test_little_is_missing_or_false(scored: tuple[tuple[int, int], list[tuple[str, Score]]]) -> None:
    for kind, one in scored[1]:
        counts = {
            o: sum(n for (_, _, found), n in one.counts.items() if found == o) for o in ("missing", "false")
        }
        assert counts["missing"] <= scored[0][0] and counts["false"] <= scored[0][1], (kind, one.wrong)
