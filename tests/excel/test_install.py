"""Installing for a made-up Windows user, examining, and taking away again."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from danvan_xl import __version__
from danvan_xl.errors import InputError, OutputError, OutputLockedError
from danvan_xl.excel import install as install_module
from danvan_xl.excel import office
from danvan_xl.excel.build import build
from danvan_xl.excel.doctor import Row, State, ask_interpreter, examine
from danvan_xl.excel.install import (
    ZONE_STREAM,
    install,
    interpreter_path,
    library_folder,
    library_names,
    uninstall,
)
from danvan_xl.excel.profile import SETTINGS, Profile, current_profile
from tests.support.locks import held
from tests.support.registry import OFFICE, MemoryRegistry, add_excel


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a user called Nguyễn Thị Hòa."""
    home = tmp_path / "Users" / "Nguyễn Thị Hòa"
    appdata = home / "AppData" / "Roaming"
    appdata.mkdir(parents=True)
    return {"APPDATA": str(appdata), "USERPROFILE": str(home)}


@pytest.fixture
def machine(tmp_path: Path) -> MemoryRegistry:
    """A machine with a 64-bit Excel 2016."""
    made = MemoryRegistry()
    add_excel(made, tmp_path / "Office16", OFFICE)
    return made


@pytest.fixture
def profile(environment: dict[str, str], machine: MemoryRegistry) -> Profile:
    return current_profile(environment, machine)


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A Python with xlwings' libraries beside it; gives the Python."""
    folder = tmp_path / "Python"
    folder.mkdir()
    for name in (*library_names(), "pythonw.exe"):
        (folder / name).touch()
    return folder / "pythonw.exe"


def row(profile: Profile, name: str) -> Row:
    """One row of the doctor's table."""
    environment = {"APPDATA": str(profile.appdata), "USERPROFILE": str(profile.home)}
    return next(row for row in examine(environment, profile.registry) if row.name == name)


class DescribeTheProfile:
    def it_is_made_of_the_users_own_folders(self, profile: Profile, environment: dict[str, str]) -> None:
        assert profile.addin == (
            Path(environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART" / "danvan_xl.xlam"
        )
        assert profile.old_config == Path(environment["USERPROFILE"]) / ".danvan_xl" / "danvan_xl.conf"

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
    def it_makes_the_start_folder_and_puts_the_addin_and_the_settings_in_place(
        self, profile: Profile
    ) -> None:
        done = install(profile)
        assert done.addin.read_bytes() == build(profile.home / "mới.xlam").read_bytes()
        assert profile.setting("Interpreter") == done.interpreter == interpreter_path()
        assert profile.setting("Version") == __version__

    def it_keeps_the_letters_of_a_vietnamese_name(
        self, profile: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file or an environment variable would reach VBA with question marks in it."""
        python = r"C:\Users\Nguyễn Văn A\AppData\Local\danvan-xl\pythonw.exe"
        monkeypatch.setattr(install_module, "_short_path", lambda path: path)
        assert install(profile, python).interpreter == python == profile.setting("Interpreter")
        assert not profile.old_config.exists()

    def it_gives_a_path_with_such_letters_by_its_short_name_where_there_is_one(
        self, profile: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(install_module, "_short_path", lambda path: r"C:\Users\NGUYNV~1\pythonw.exe")
        install(profile, r"C:\Users\Nguyễn Văn A\pythonw.exe")
        assert profile.setting("Interpreter") == r"C:\Users\NGUYNV~1\pythonw.exe"

    def it_prefers_the_python_without_a_console(self, tmp_path: Path) -> None:
        python = tmp_path / "python.exe"
        python.touch()
        assert python.samefile(interpreter_path(str(python)))  # on Windows possibly by its short name
        (tmp_path / "pythonw.exe").touch()
        assert (tmp_path / "pythonw.exe").samefile(interpreter_path(str(python)))

    def it_takes_the_mark_of_the_web_away(self, profile: Profile) -> None:
        install(profile)
        mark = Path(f"{profile.addin}{ZONE_STREAM}")
        mark.write_text("[ZoneTransfer]\nZoneId=3\n")
        install(profile)
        assert not mark.exists()

    def it_brings_an_old_installation_up_to_date(self, profile: Profile) -> None:
        profile.start_folder.mkdir(parents=True)
        profile.addin.write_bytes(b"old")
        profile.registry.write(SETTINGS, "Interpreter", r"C:\cu\pythonw.exe")
        profile.old_config.parent.mkdir()
        profile.old_config.write_text('"INTERPRETER_WIN","C:\\cu\\pythonw.exe"')
        first = install(profile).addin.read_bytes()
        assert first != b"old"
        assert install(profile).addin.read_bytes() == first
        assert profile.setting("Interpreter") == interpreter_path()
        assert not profile.old_config.parent.exists()

    def it_says_to_close_excel_when_the_addin_is_open(self, profile: Profile) -> None:
        install(profile)
        with (
            held(profile.start_folder / f"~${profile.addin.name}"),
            pytest.raises(OutputLockedError, match="Excel đang mở"),
        ):
            install(profile)

    @pytest.mark.parametrize("earlier", [None, b"old"])
    def it_leaves_everything_as_it_was_where_the_registry_may_not_be_written(
        self, environment: dict[str, str], earlier: bytes | None
    ) -> None:
        profile = current_profile(environment, MemoryRegistry(forbidden=(SETTINGS,)))
        if earlier is not None:
            profile.start_folder.mkdir(parents=True)
            profile.addin.write_bytes(earlier)
        with pytest.raises(OutputError, match="cán bộ công nghệ thông tin"):
            install(profile)
        assert (profile.addin.read_bytes() if profile.addin.exists() else None) == earlier

    def it_asks_for_the_start_folder_where_it_cannot_be_made(self, profile: Profile) -> None:
        (profile.appdata / "Microsoft").write_bytes(b"a file in the way")
        with pytest.raises(OutputError, match="cán bộ công nghệ thông tin"):
            install(profile)
        assert profile.setting("Interpreter") == ""


class DescribeTheLibrariesOfTheFunctions:
    def it_finds_them_beside_python(self, libraries: Path) -> None:
        assert library_folder(str(libraries)) == libraries.parent

    def it_finds_them_above_the_python_of_a_virtual_environment(self, libraries: Path) -> None:
        python = libraries.parent / "Scripts" / "pythonw.exe"
        assert library_folder(str(python)) == libraries.parent

    def it_finds_them_where_pip_put_them_for_the_user(
        self, libraries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """``pip install --user`` and the Python of the Store keep them far from the program."""

        class Recorded(PurePosixPath):
            def locate(self) -> Path:
                return libraries.parent / self.name

        files = [Recorded("xlwings/__init__.py"), *(Recorded("../..", name) for name in library_names())]
        monkeypatch.setattr(install_module.metadata, "files", lambda name: files)
        assert library_folder(str(tmp_path / "WindowsApps" / "pythonw.exe")) == libraries.parent

    def it_tells_that_they_are_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(install_module.metadata, "files", lambda name: None)
        assert library_folder(str(tmp_path / "pythonw.exe")) is None


class DescribeUninstalling:
    def it_takes_away_what_was_installed_and_nothing_else(self, profile: Profile) -> None:
        install(profile)
        profile.old_config.parent.mkdir()
        profile.old_config.touch()
        strangers = [profile.start_folder / "PERSONAL.XLSB", profile.old_config.parent / "ghi chú.txt"]
        for path in strangers:
            path.write_text("của người dùng", encoding="utf-8")
        assert uninstall(profile) == [str(profile.addin), SETTINGS, str(profile.old_config)]
        assert all(path.exists() for path in strangers)
        assert not profile.addin.exists() and profile.setting("Interpreter") == ""

    def it_has_nothing_to_do_where_nothing_was_installed(self, profile: Profile) -> None:
        assert uninstall(profile) == []


class DescribeTheDoctor:
    def it_finds_nothing_wrong_after_an_installation(self, profile: Profile, libraries: Path) -> None:
        install(profile)
        profile.registry.write(SETTINGS, "Libraries", str(libraries.parent))
        rows = examine({"APPDATA": str(profile.appdata), "USERPROFILE": str(profile.home)}, profile.registry)
        assert [r.name for r in rows if r.state is State.BAD] == []
        assert row(profile, "Cấu hình").state is State.GOOD

    def it_says_what_to_run_before_an_installation(self, profile: Profile) -> None:
        for name in ("Thư mục khởi động", "Phần bổ trợ", "Cấu hình"):
            found = row(profile, name)
            assert found.state is State.BAD and "bộ cài danvan-xl" in found.remedy

    def it_notices_an_addin_of_another_version(self, profile: Profile) -> None:
        install(profile)
        profile.addin.write_bytes(profile.addin.read_bytes() + b"\0")
        assert row(profile, "Phần bổ trợ").state is State.BAD

    def it_notices_the_mark_of_the_web(self, profile: Profile) -> None:
        install(profile)
        Path(f"{profile.addin}{ZONE_STREAM}").write_text("[ZoneTransfer]")
        found = row(profile, "Tin cậy")
        assert found.state is State.BAD and "Unblock" in found.remedy

    def it_notices_a_python_that_is_gone(self, profile: Profile) -> None:
        profile.registry.write(SETTINGS, "Interpreter", r"C:\Python310\pythonw.exe")
        found = row(profile, "Cấu hình")
        assert found.state is State.BAD and r"C:\Python310\pythonw.exe" in found.found

    def it_starts_the_very_python_that_excel_starts(self, profile: Profile, tmp_path: Path) -> None:
        other = tmp_path / ("pythonw.exe" if os.name != "nt" else "pythonw.txt")
        other.write_text("#!/bin/sh\necho 'No module named danvan_xl' >&2; exit 1\n")
        other.chmod(0o755)
        profile.registry.write(SETTINGS, "Interpreter", str(other))
        assert row(profile, "Cấu hình").state is State.BAD

    def it_waits_for_that_python_no_longer_than_a_person_would(self, tmp_path: Path) -> None:
        version, trouble = ask_interpreter(sys.executable, seconds=0.001)
        assert version == "" and "không trả lời" in trouble

    def it_gives_a_remedy_for_whatever_is_broken(self, environment: dict[str, str]) -> None:
        assert all(row.remedy for row in examine(environment, MemoryRegistry()) if row.state is State.BAD)

    def it_never_raises_without_a_windows_user(self) -> None:
        assert any(row.name == "Excel" for row in examine({}))

    def it_notices_a_start_folder_that_cannot_be_written(
        self, profile: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(profile)
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != profile.start_folder)
        found = row(profile, "Thư mục khởi động")
        assert found.state is State.BAD and "cán bộ công nghệ thông tin" in found.remedy


POLICIES = r"HKLM\Software\Policies\Microsoft\Office\16.0"
ASR = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


class DescribeTheDoctorOfOffice:
    @pytest.mark.parametrize(
        ("key", "name", "value", "which"),
        [
            (POLICIES + r"\Common", "VBAOff", 1, "Macro"),
            (POLICIES + r"\Excel\Security", "DisableAllAddins", 1, "Macro"),
            (POLICIES + r"\Excel\Security", "RequireAddinSig", 1, "Macro"),
            (POLICIES + r"\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1, "Tin cậy"),
            (ASR, office.CHILD_PROCESSES, "1", "Chương trình con"),
            (ASR, "{" + office.CHILD_PROCESSES.upper() + "}", "6", "Chương trình con"),
        ],
    )
    def it_says_what_to_ask_the_it_officer_for_and_which_door_is_open(
        self, profile: Profile, machine: MemoryRegistry, key: str, name: str, value: object, which: str
    ) -> None:
        machine.set(key, name, value)
        found = row(profile, which)
        assert found.state is State.BAD
        assert "Nhờ cán bộ công nghệ thông tin" in found.remedy and "Dân vận trong Start" in found.remedy

    def it_lets_a_rule_pass_that_only_watches(self, profile: Profile, machine: MemoryRegistry) -> None:
        machine.set(ASR, office.CHILD_PROCESSES, "2")
        assert row(profile, "Chương trình con").state is State.GOOD

    def it_notes_that_cmd_is_forbidden(self, profile: Profile, machine: MemoryRegistry) -> None:
        machine.set(r"HKCU\Software\Policies\Microsoft\Windows\System", "DisableCMD", 1)
        assert row(profile, "Chương trình con").state is State.NOTE

    def it_tells_that_the_rule_on_windows_calls_stops_only_the_functions(
        self, profile: Profile, machine: MemoryRegistry, libraries: Path
    ) -> None:
        install(profile)
        machine.write(SETTINGS, "Libraries", str(libraries.parent))
        machine.write(SETTINGS, "Interpreter", "C:/pythonw.exe")
        machine.set(ASR, office.WIN32_CALLS, "1")
        found = row(profile, "Hàm DV_ trong ô")
        assert found.state is State.BAD and "Các nút vẫn dùng được" in found.remedy

    def it_notices_that_excel_switched_the_addin_off(self, profile: Profile, machine: MemoryRegistry) -> None:
        item = b"\x01\0\0\0" + str(profile.addin).encode("utf-16-le")
        machine.set(r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems", "a1b2", item)
        found = row(profile, "Tin cậy")
        assert found.state is State.BAD and "Các mục đã tắt" in found.remedy

    def it_names_every_excel_with_its_width(
        self, profile: Profile, machine: MemoryRegistry, tmp_path: Path
    ) -> None:
        key = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\14.0\Excel\InstallRoot"
        add_excel(machine, tmp_path / "Office14", key, 0x14C)
        found = row(profile, "Excel")
        assert found.state is State.NOTE
        assert (
            "phiên bản 16.0, 64-bit" in found.found and "Excel 2010 (phiên bản 14.0, 32-bit)" in found.found
        )

    def it_refuses_an_excel_without_a_ribbon_part(self, environment: dict[str, str], tmp_path: Path) -> None:
        machine = MemoryRegistry()
        add_excel(machine, tmp_path / "Office12", OFFICE.replace("16.0", "12.0"), 0x14C)
        assert row(current_profile(environment, machine), "Excel").state is State.BAD

    def it_wants_only_the_library_of_the_excel_that_is_there(self, profile: Profile, tmp_path: Path) -> None:
        folder = tmp_path / "chỉ một"
        folder.mkdir()
        (folder / library_names()[0]).touch()
        profile.registry.write(SETTINGS, "Libraries", str(folder))
        assert "xlwings64" not in row(profile, "Hàm DV_ trong ô").found  # the 64-bit Excel has what it needs
        (folder / library_names()[0]).rename(folder / library_names()[1])
        assert "xlwings64" in row(profile, "Hàm DV_ trong ô").found


def test_the_wheel_takes_the_macros_along() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["macros"] == "danvan_xl/_data/macros"
