"""Installing for a made-up Windows user, examining, and taking away again."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from danvan_xl.errors import InputError, OutputLockedError
from danvan_xl.excel.build import build
from danvan_xl.excel.doctor import Row, State, examine, read_config
from danvan_xl.excel.install import (
    ZONE_STREAM,
    config_text,
    install,
    interpreter_path,
    uninstall,
    write_config,
)
from danvan_xl.excel.profile import Profile, current_profile


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a user called Nguyễn Thị Hòa."""
    home = tmp_path / "Users" / "Nguyễn Thị Hòa"
    appdata = home / "AppData" / "Roaming"
    appdata.mkdir(parents=True)
    return {"APPDATA": str(appdata), "USERPROFILE": str(home)}


@pytest.fixture
def profile(environment: dict[str, str]) -> Profile:
    return current_profile(environment)


def row(environment: dict[str, str], name: str) -> Row:
    """One row of the doctor's table."""
    return next(row for row in examine(environment) if row.name == name)


class DescribeTheProfile:
    def it_is_made_of_the_users_own_folders(self, profile: Profile, environment: dict[str, str]) -> None:
        assert profile.addin == (
            Path(environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART" / "danvan_xl.xlam"
        )
        assert profile.config == Path(environment["USERPROFILE"]) / ".danvan_xl" / "danvan_xl.conf"

    def it_knows_every_onedrive_once(self, environment: dict[str, str]) -> None:
        folder = environment["USERPROFILE"] + "/OneDrive - UBND xã"
        environment |= {"OneDriveCommercial": folder, "OneDrive": folder, "OneDriveConsumer": ""}
        assert current_profile(environment).onedrive == (Path(folder),)

    @pytest.mark.parametrize("missing", ["APPDATA", "USERPROFILE"])
    def it_tells_that_there_is_no_windows_user(self, environment: dict[str, str], missing: str) -> None:
        del environment[missing]
        with pytest.raises(InputError, match="Windows"):
            current_profile(environment)


class DescribeInstalling:
    def it_makes_the_start_folder_and_puts_the_addin_and_the_configuration_in_place(
        self, profile: Profile
    ) -> None:
        done = install(profile)
        assert done.addin.read_bytes() == build(profile.home / "mới.xlam").read_bytes()
        assert read_config(done.config)["INTERPRETER_WIN"] == sys.executable

    def it_writes_no_key_without_a_value(self, profile: Profile) -> None:
        lines = config_text(profile, "C:\\Python311\\pythonw.exe").splitlines()
        assert lines[0] == '"INTERPRETER_WIN","C:\\Python311\\pythonw.exe"'
        assert all(line.count('"') == 4 and not line.endswith('""') for line in lines)

    def it_never_puts_the_folder_of_a_workbook_before_pythons_own(self, profile: Profile) -> None:
        assert '"ADD_WORKBOOK_TO_PYTHONPATH","false"' in config_text(profile, "python")

    def it_tells_excel_where_onedrive_is_synchronised(self, environment: dict[str, str]) -> None:
        environment["OneDriveCommercial"] = "C:\\Users\\hoa\\OneDrive - UBND"
        environment["OneDriveConsumer"] = "C:\\Users\\hoa\\OneDrive"
        text = config_text(current_profile(environment), "python")
        assert '"ONEDRIVE_COMMERCIAL_WIN","C:\\Users\\hoa\\OneDrive - UBND"' in text
        assert '"ONEDRIVE_CONSUMER_WIN","C:\\Users\\hoa\\OneDrive"' in text

    def it_prefers_the_python_without_a_console(self, tmp_path: Path) -> None:
        python = tmp_path / "python.exe"
        python.touch()
        assert interpreter_path(str(python)) == str(python)
        (tmp_path / "pythonw.exe").touch()
        assert interpreter_path(str(python)) == str(tmp_path / "pythonw.exe")

    def it_takes_the_mark_of_the_web_away(self, profile: Profile) -> None:
        install(profile)
        mark = Path(f"{profile.addin}{ZONE_STREAM}")
        mark.write_text("[ZoneTransfer]\nZoneId=3\n")
        install(profile)
        assert not mark.exists()

    def it_brings_an_old_installation_up_to_date(self, profile: Profile) -> None:
        profile.start_folder.mkdir(parents=True)
        profile.addin.write_bytes(b"old")
        write_config(profile.config, '"INTERPRETER_WIN","C:\\cu\\pythonw.exe"\r\n')
        first = install(profile)
        before = first.addin.read_bytes(), first.config.read_bytes()
        second = install(profile)
        assert (second.addin.read_bytes(), second.config.read_bytes()) == before != (b"old", b"")

    def it_says_to_close_excel_when_the_addin_is_open(self, profile: Profile) -> None:
        install(profile)
        (profile.start_folder / f"~${profile.addin.name}").touch()
        with pytest.raises(OutputLockedError, match="Excel đang mở"):
            install(profile)


class DescribeUninstalling:
    def it_takes_away_what_was_installed_and_nothing_else(self, profile: Profile) -> None:
        install(profile)
        strangers = [profile.start_folder / "PERSONAL.XLSB", profile.config.parent / "ghi chú.txt"]
        for path in strangers:
            path.write_text("của người dùng", encoding="utf-8")
        assert uninstall(profile) == [profile.addin, profile.config]
        assert all(path.exists() for path in strangers)
        assert not profile.addin.exists() and not profile.config.exists()

    def it_leaves_no_empty_folder_of_ours(self, profile: Profile) -> None:
        install(profile)
        uninstall(profile)
        assert not profile.config.parent.exists()

    def it_has_nothing_to_do_where_nothing_was_installed(self, profile: Profile) -> None:
        assert uninstall(profile) == []


class DescribeTheDoctor:
    def it_finds_nothing_wrong_after_an_installation(
        self, profile: Profile, environment: dict[str, str]
    ) -> None:
        install(profile)
        for name in ("Thư mục khởi động", "Phần bổ trợ", "Tin cậy", "Cấu hình", "OneDrive"):
            assert row(environment, name).state is State.GOOD, name

    def it_says_what_to_run_before_an_installation(
        self, profile: Profile, environment: dict[str, str]
    ) -> None:
        for name in ("Thư mục khởi động", "Phần bổ trợ", "Cấu hình"):
            found = row(environment, name)
            assert found.state is State.BAD and "danvan-xl addin install" in found.remedy

    def it_notices_an_addin_of_another_version(self, profile: Profile, environment: dict[str, str]) -> None:
        install(profile)
        profile.addin.write_bytes(profile.addin.read_bytes() + b"\0")
        assert row(environment, "Phần bổ trợ").state is State.BAD

    def it_notices_the_mark_of_the_web(self, profile: Profile, environment: dict[str, str]) -> None:
        install(profile)
        Path(f"{profile.addin}{ZONE_STREAM}").write_text("[ZoneTransfer]")
        found = row(environment, "Tin cậy")
        assert found.state is State.BAD and "Unblock" in found.remedy

    def it_notices_a_python_that_is_gone(self, profile: Profile, environment: dict[str, str]) -> None:
        install(profile)
        write_config(profile.config, config_text(profile, "C:\\Python310\\pythonw.exe"))
        found = row(environment, "Cấu hình")
        assert found.state is State.BAD and "C:\\Python310\\pythonw.exe" in found.found

    def it_notes_another_python(self, profile: Profile, environment: dict[str, str], tmp_path: Path) -> None:
        other = tmp_path / "pythonw.exe"
        other.touch()
        install(profile)
        write_config(profile.config, config_text(profile, str(other)))
        assert row(environment, "Cấu hình").state is State.NOTE

    def it_notes_an_onedrive_that_came_after_the_installation(
        self, profile: Profile, environment: dict[str, str]
    ) -> None:
        install(profile)
        environment["OneDrive"] = environment["USERPROFILE"] + "/OneDrive"
        assert row(environment, "OneDrive").state is State.NOTE

    def it_gives_a_remedy_for_whatever_is_broken(self, environment: dict[str, str]) -> None:
        assert all(row.remedy for row in examine(environment) if row.state is State.BAD)

    def it_never_raises_without_a_windows_user(self) -> None:
        assert any(row.name == "Excel" for row in examine({}))

    def it_notices_a_start_folder_that_cannot_be_written(
        self, profile: Profile, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(profile)
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != profile.start_folder)
        assert row(environment, "Thư mục khởi động").state is State.BAD


def test_the_wheel_takes_the_macros_along() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["macros"] == "danvan_xl/_data/macros"
