"""Hostile and broken files: each ends in its verdict, none costs the others anything."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.consolidation.json_out import to_json
from tests.returns.filled import Filled, fill_form, issued
from tests.returns.hostile import Trap, traps
from tests.support.masters import SCORED, small_master

AS_OF = date(2025, 11, 30)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("forms")
    master = small_master()
    return fill_form(master, "VP", issued(folder, master)["VP"], folder / "VP.xlsx", random.Random(3))


@pytest.fixture(scope="module")
def corpus(filled: Filled) -> list[Trap]:
    return traps(filled.path)


def consolidated(folder: Path):
    return to_json(consolidate(folder, small_master(), period=SCORED, as_of=AS_OF))


def test_every_trap_ends_in_its_verdict(corpus: list[Trap], filled: Filled, tmp_path: Path):
    """One folder a trap, because several accepted ones would be returns of one unit."""
    good_result = None
    for number, trap in enumerate([Trap("tot.xlsx", filled.path.read_bytes(), ("accepted",)), *corpus]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / trap.name).write_bytes(trap.data)
        (folder / "KT.xlsx").write_bytes(b"x")  # so that the folder is not without returns
        result = consolidated(folder)
        by_path = {file["path"]: file for file in result["files"]}
        assert set(by_path) == {trap.name, "KT.xlsx"}
        file = by_path[trap.name]
        assert file["verdict"] in trap.verdicts, (trap.name, file)
        if trap.reason:
            assert file["reason"] == trap.reason, (trap.name, file)
        codes = {item["code"] for item in file["findings"]}
        if trap.code:
            assert trap.code in codes, (trap.name, codes)
        unit = next(unit for unit in result["units"] if unit["code"] == "VP")
        if number == 0:
            good_result = unit
        elif file["verdict"] == "accepted" and trap.code != "formula-not-calculated":
            assert unit["tasks"] == good_result["tasks"], trap.name
            assert unit["indicators"] == good_result["indicators"], trap.name
        elif file["verdict"] != "accepted":
            assert not unit["returned"]


def test_an_uncalculated_formula_is_blank_and_the_unit_uncertain(
    filled: Filled, corpus: list[Trap], tmp_path: Path
):
    trap = next(t for t in corpus if t.code == "formula-not-calculated")
    (tmp_path / trap.name).write_bytes(trap.data)
    result = consolidated(tmp_path)
    unit = next(unit for unit in result["units"] if unit["code"] == "VP")
    assert unit["indicators"]["SL01"] is None
    assert unit["uncertain"]
    assert any(f["code"] == "indicator-not-totalled" for f in result["findings"])


def test_names_from_a_zip_choose_no_path(filled: Filled, tmp_path: Path):
    returns = tmp_path / "returns"
    returns.mkdir()
    data = filled.path.read_bytes()
    with zipfile.ZipFile(returns / "xau.zip", "w") as archive:
        archive.writestr("../../thoat-ra.xlsx", data)
        archive.writestr("/tmp/thoat-ra-2.xlsx", data)
        archive.writestr("a" * 1000 + ".xlsx", b"")
        archive.writestr("..\\thoat-ra-3.xlsx", data)
    before = set(tmp_path.rglob("*"))
    result = consolidated(returns)
    assert set(tmp_path.rglob("*")) == before
    assert not Path("/tmp/thoat-ra-2.xlsx").exists()
    verdicts = sorted(file["verdict"] for file in result["files"])
    assert verdicts == ["accepted", "rejected", "superseded", "superseded"]
    assert all(file["path"].startswith("xau.zip!") and len(file["path"]) < 300 for file in result["files"])


def test_zips_within_zips_end_at_the_limit(filled: Filled, tmp_path: Path):
    data = filled.path.read_bytes()
    for depth in range(8):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("phieu.xlsx" if depth == 0 else f"lop{depth}.zip", data)
        data = out.getvalue()
    (tmp_path / "nhieu-lop.zip").write_bytes(data)
    [file] = consolidated(tmp_path)["files"]
    assert file["verdict"] == "rejected"
    assert file["reason"] == "too-large"


def test_bit_flips_never_change_a_value_silently(filled: Filled, tmp_path: Path):
    """300 files with one to eight bits flipped: rejected, or read exactly as the whole file reads."""
    rng = random.Random(5)
    data = filled.path.read_bytes()
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "VP.xlsx").write_bytes(data)
    expected = next(u for u in consolidated(whole)["units"] if u["code"] == "VP")
    folder = tmp_path / "flipped"
    folder.mkdir()
    for number in range(300):
        flipped = bytearray(data)
        for _ in range(rng.randrange(1, 9)):
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        (folder / f"{number:03d}.xlsx").write_bytes(bytes(flipped))
    result = consolidated(folder)
    assert len(result["files"]) == 300
    unit = next(u for u in result["units"] if u["code"] == "VP")
    accepted = [file for file in result["files"] if file["verdict"] == "accepted"]
    assert len([f for f in result["files"] if f["verdict"] == "rejected"]) > 200
    assert len(accepted) <= 1
    if accepted:
        assert unit["tasks"] == expected["tasks"]
        assert unit["indicators"] == expected["indicators"]
