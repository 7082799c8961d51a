"""The typed Excel for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.excel.typed.application import Excel


@pytest.fixture
def excel() -> Iterator[Excel]:
    """A running Excel. A member or an argument that Excel does not know fails the test, whoever caught the error."""
    started = Excel()
    yield started
    assert started.bridge.faults == []
