"""The house that a recipe changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A fresh copy of the package."""
    return House(tmp_path)
