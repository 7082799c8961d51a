"""A commune's master and its summary, once for all tests of outlines."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from danvan_xl.model import Master
from danvan_xl.summaries.write import write_summary
from tests.support.consolidations import consolidation_of
from tests.support.masters import SCORED, small_master


@pytest.fixture(scope="session")
def master() -> Master:
    return small_master()


@pytest.fixture(scope="session")
def summary(master: Master, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything reported by everybody but two; the period of the whole year."""
    period = next(p for p in master.periods if p.code == SCORED)
    path = tmp_path_factory.mktemp("tổng hợp") / "tong-hop.xlsx"
    c = consolidation_of(master, period, period.end, random.Random(7), silent=frozenset({"T03", "T09"}))
    write_summary(c, path)
    return path
