"""Settling a version that the set-up brought: the earlier one is whole until the new one stands."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from danvan_xl import __version__
from danvan_xl.errors import OutputError
from danvan_xl.excel.profile import SETTINGS, Profile
from danvan_xl.excel.setup import COMMAND, MARK, copy_home, remove, settle, versions
from danvan_xl.returns.store import usual_place
from tests.support.registry import MemoryRegistry


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "danvan-xl"
    folder.mkdir()
    return folder


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "Roaming", tmp_path / "Nguyễn Văn A", (), MemoryRegistry())


def version(folder: Path) -> Path:
    """As much of a version as settling looks at."""
    (folder / "Lib").mkdir(parents=True)
    (folder / "Lib" / "mô_đun.py").write_text("x = 1\n", encoding="utf-8")
    for name in (MARK, "python.exe", "pythonw.exe"):
        (folder / name).touch()
    return folder


class DescribeSettling:
    def it_makes_the_new_version_the_one_that_excel_starts(self, root: Path, profile: Profile) -> None:
        old, new = version(root / "0.0.9"), version(root / __version__)
        (root / "ghi chú").mkdir()
        settle(root, new, profile)
        assert Path(profile.setting("Interpreter")).name == "pythonw.exe"
        assert profile.setting("Home") == str(new)
        assert list((new / "Lib").rglob("*.pyc"))
        assert new.name in (root / COMMAND).read_text()
        assert not old.exists() and (root / "ghi chú").exists()

    def it_tells_of_an_old_version_of_which_something_is_held(
        self, root: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, new = version(root / "0.0.9"), version(root / __version__)
        real = shutil.rmtree

        def held(path: Path, *arguments: Any, **words: Any) -> None:
            if path != old:
                real(path, *arguments, **words)

        monkeypatch.setattr(shutil, "rmtree", held)
        assert any(str(old) in told for told in settle(root, new, profile))

    def it_finds_what_was_held_at_the_next_time(
        self, root: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, new = version(root / "0.0.9"), version(root / __version__)
        real = shutil.rmtree

        def all_but_one(path: Path, *arguments: Any, **words: Any) -> None:
            if path == old:  # a scanner holds another of its files
                (path / MARK).unlink()
            else:
                real(path, *arguments, **words)

        with monkeypatch.context() as patched:
            patched.setattr(shutil, "rmtree", all_but_one)
            settle(root, new, profile)
        assert old in versions(root)
        settle(root, new, profile)
        assert not old.exists()

    def it_keeps_the_earlier_version_where_the_addin_cannot_be_put(self, root: Path, tmp_path: Path) -> None:
        profile = Profile(tmp_path, tmp_path, (), MemoryRegistry(forbidden=(SETTINGS,)))
        old, new = version(root / "0.0.9"), version(root / __version__)
        with pytest.raises(OutputError):
            settle(root, new, profile)
        assert old.exists() and not profile.addin.exists()


class DescribeCopying:
    def it_takes_a_free_folder(self, root: Path, tmp_path: Path) -> None:
        home = version(tmp_path / "giải nén" / "app")
        assert [copy_home(root, home).name for _ in range(2)] == [__version__, f"{__version__}-2"]
        assert len(versions(root)) == 2

    def it_says_how_much_room_is_missing(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, 0))
        with pytest.raises(OutputError, match="không đủ chỗ"):
            copy_home(root, version(tmp_path / "app"))
        assert versions(root) == []

    def it_leaves_no_half_of_a_version(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def half(source: Path, target: Path) -> None:
            target.mkdir()
            (target / MARK).touch()
            raise PermissionError(13, "Access is denied")

        monkeypatch.setattr(shutil, "copytree", half)
        with pytest.raises(OutputError, match="diệt vi-rút"):
            copy_home(root, version(tmp_path / "app"))
        assert versions(root) == []


def test_removing_leaves_what_is_not_ours(
    root: Path, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANVAN_CACHE", str(tmp_path))
    remembered = usual_place()
    assert remembered is not None
    remembered.touch()
    home = version(root / __version__)
    settle(root, home, profile)
    (root / "danvan-xl.log").touch()
    assert remove(root, home, profile)
    assert not profile.addin.exists() and profile.setting("Home") == "" and not remembered.exists()
    assert sorted(path.name for path in root.iterdir()) == [
        __version__,
        "danvan-xl.log",
    ]  # its own Python still runs
