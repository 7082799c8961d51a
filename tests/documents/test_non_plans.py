"""Papers of many genres that are no plans, with the words of plans in them: each is refused, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.documents import import_plan
from danvan_xl.errors import InputError

_PAPERS = [
    paper.split("\n", 1)
    for paper in (Path(__file__).parent / "non_plans.txt").read_text(encoding="utf-8").split("@@ ")[1:]
]


@pytest.mark.parametrize(("genre", "text"), _PAPERS, ids=[genre for genre, _ in _PAPERS])
@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_paper_that_is_no_plan_is_refused(tmp_path: Path, genre: str, text: str, kind: str) -> None:
    path = tmp_path / f"van-ban.{kind}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_plan(path)
    assert caught.value.code == "not-a-plan" and caught.value.remedy
