"""Filled forms after one to five mishaps: what was typed is what is consolidated, or it is said.

A small share runs here; ``python -m benchmarks.mutations`` runs the full 2,000 returns and 5,000 bit-flipped files.
"""

from __future__ import annotations

from pathlib import Path

from tests.returns.harness import run


def test_mutated_returns_of_one_program(tmp_path: Path):
    outcome = run(20, 5, tmp_path, programs=("openpyxl",))
    assert outcome.returns == 85
    assert outcome.comparison.wrong == []
    assert outcome.comparison.silent == []
    assert outcome.unaccounted == []
    assert outcome.read_share >= 0.99, outcome.comparison.blanks


def test_mutated_returns_saved_by_other_programs(tmp_path: Path):
    outcome = run(21, 2, tmp_path)
    assert outcome.returns == 34
    assert outcome.comparison.wrong == []
    assert outcome.comparison.silent == []
    assert outcome.unaccounted == []
    assert outcome.read_share >= 0.98, outcome.comparison.blanks
