"""``danvan-xl addin`` and ``doctor`` as a user runs them, on a made-up Windows profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_xl.cli.addin import addin, doctor
from danvan_xl.excel.install import library_names
from tests.support.registry import OFFICE, MemoryRegistry, add_excel


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "Trần Văn Đức"
    (home / "AppData" / "Roaming").mkdir(parents=True)
    monkeypatch.setenv("APPDATA", str(home / "AppData" / "Roaming"))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)
    made = MemoryRegistry()
    add_excel(made, tmp_path / "Office16", OFFICE)
    monkeypatch.setattr("danvan_xl.excel.profile.registry", lambda: made)
    libraries = tmp_path / "Python"
    libraries.mkdir()
    for name in library_names():
        (libraries / name).touch()
    monkeypatch.setattr("danvan_xl.excel.install.library_folder", lambda interpreter: libraries)
    return home


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(addin, arguments, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value or 0, result.output


def test_build_writes_the_addin(tmp_path: Path) -> None:
    target = tmp_path / "phần bổ trợ.xlam"
    code, said = run("build", "-o", str(target))
    assert code == 0 and str(target) in said
    assert target.read_bytes()[:2] == b"PK"


def test_install_and_uninstall_say_where(user: Path) -> None:
    _, said = run("install")
    path = user / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "danvan_xl.xlam"
    assert str(path) in said and path.exists()
    _, said = run("uninstall")
    assert str(path) in said and not path.exists()
    _, said = run("uninstall")
    assert "chưa được cài" in said


def test_doctor_exits_1_with_remedies_until_the_addin_is_installed(user: Path) -> None:
    result = CliRunner().invoke(doctor, [], standalone_mode=False)
    assert result.return_value == 1
    assert "→ Chạy lại bộ cài danvan-xl (hoặc lệnh: danvan-xl addin install)" in result.output
    run("install")
    result = CliRunner().invoke(doctor, [], standalone_mode=False)
    assert result.return_value == 0, result.output
