"""The set-up made by `.ci/windows-package` (DANVAN_SETUP: its folder of work), installed, repaired and removed silently, by a
user called Nguyễn Văn A; the same from the unpacked .zip. The tests follow one another: each begins where the last ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_xl import __version__
from danvan_xl.excel.doors import DOORS, FOLDER_ENTRIES
from danvan_xl.excel.install import uninstall
from danvan_xl.excel.profile import SETTINGS, Profile, current_profile
from danvan_xl.excel.setup import MARK, versions
from tests.support.locks import held

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\danvan-xl"


@pytest.fixture(scope="module")
def made() -> Path:
    return Path(os.environ["DANVAN_SETUP"])


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """Where the program is put; a file of the user's own lies there too."""
    folder = Path(os.environ["LOCALAPPDATA"]) / "danvan-xl"
    shutil.rmtree(folder, ignore_errors=True)
    uninstall(current_profile())  # what an interrupted run left
    folder.mkdir()
    (folder / "ghi chú.txt").write_text("của người dùng", encoding="utf-8")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return current_profile()


def setup(made: Path) -> int:
    return subprocess.run(
        [str(made / "danvan-xl-quick-setup.exe"), "/S"], timeout=600, check=False
    ).returncode


def homes(root: Path) -> list[str]:
    return [path.name for path in versions(root)]


def home(profile: Profile) -> Path:
    return Path(profile.setting("Home"))


_WINDOW = """
import win32con, win32gui
made = win32gui.WNDCLASS()
made.lpszClassName = "XLMAIN"
made.lpfnWndProc = {}
win32gui.CreateWindow(win32gui.RegisterClass(made), "Excel", win32con.WS_OVERLAPPED, 0, 0, 10, 10, 0, 0, 0, None)
print("open", flush=True)
win32gui.PumpMessages()
"""


@contextlib.contextmanager
def excel_window() -> Iterator[None]:
    """A process with a window of the class that Excel's main window has; as Excel, it answers messages."""
    process = subprocess.Popen([sys.executable, "-c", _WINDOW], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "open"
        yield
    finally:
        process.kill()
        process.wait()


def it_asks_to_close_excel_first(made: Path, root: Path, profile: Profile) -> None:
    with excel_window():
        assert setup(made) == 10
    assert homes(root) == [] and not profile.addin.exists()


def it_installs_without_a_question(made: Path, root: Path, profile: Profile) -> None:
    assert setup(made) == 0
    assert homes(root) == [__version__]
    assert profile.addin.is_file() and home(profile) == root / __version__
    assert {path.stem for path in profile.menu.iterdir()} == {door.name for door in DOORS}
    for key, argument in FOLDER_ENTRIES:
        command = str(profile.registry.read(key + r"\command"))
        assert command.startswith(f'"{root}') and command.endswith(f'"{argument}"')
    assert profile.registry.read(UNINSTALL, "DisplayVersion") == __version__
    assert any((root / __version__ / "Lib" / "site-packages" / "danvan_xl").rglob("*.pyc"))


def it_runs_from_where_it_was_put(root: Path, tmp_path: Path) -> None:
    said = subprocess.run(["cmd", "/c", str(root / "danvan-xl.cmd"), "--version"], capture_output=True, text=True, encoding="utf-8", check=True)  # fmt: skip
    assert said.stdout.strip() == f"danvan-xl {__version__}"
    python = root / __version__ / "python.exe"
    subprocess.run([str(python), "-B", "-P", "-m", "danvan_xl", "demo", str(tmp_path / "năm mẫu")], stdout=subprocess.DEVNULL, check=True, timeout=900)  # fmt: skip
    assert list((tmp_path / "năm mẫu").glob("*.docx"))


def it_leaves_the_earlier_state_whole_while_the_addin_is_held(
    made: Path, root: Path, profile: Profile
) -> None:
    before = profile.addin.read_bytes()
    with held(profile.addin):
        assert setup(made) == 13
    assert homes(root) == [__version__] and home(profile) == root / __version__
    assert profile.addin.read_bytes() == before


def it_replaces_an_earlier_version_and_keeps_what_the_user_set(
    made: Path, root: Path, profile: Profile
) -> None:
    profile.registry.write(SETTINGS, "LastMaster", r"D:\Dân vận\kế hoạch.xlsx")
    profile.addin.write_bytes(b"damaged")
    shutil.rmtree(root / __version__ / "Lib")  # half removed
    assert setup(made) == 0
    assert homes(root) == [f"{__version__}-2"] and home(profile) == root / f"{__version__}-2"
    assert profile.addin.read_bytes() != b"damaged"
    assert profile.setting("LastMaster") == r"D:\Dân vận\kế hoạch.xlsx"


def it_is_removed_without_a_trace_but_the_users_own(root: Path, profile: Profile) -> None:
    subprocess.run([str(root / "go-bo.exe"), "/S"], check=True, timeout=300)
    for _ in range(3000):  # it goes on from a copy of itself, which nobody can wait for
        if profile.registry.read(UNINSTALL, "DisplayName") is None and not (root / "go-bo.exe").exists():
            break
        time.sleep(0.2)
    assert [path.name for path in root.iterdir()] == ["ghi chú.txt"]
    assert not profile.addin.exists() and not profile.menu.exists()
    assert profile.registry.names(SETTINGS) == []
    assert all(profile.registry.read(key) is None for key, _ in FOLDER_ENTRIES)


def it_installs_and_goes_from_the_unpacked_zip_too(
    made: Path, root: Path, profile: Profile, tmp_path: Path
) -> None:
    unpacked = tmp_path / "danvan-xl giải nén"
    shutil.copytree(made / "app", unpacked / "app")
    for path in (Path(__file__).parents[2] / "macros" / "setup").glob("*.cmd"):
        shutil.copy(path, unpacked)
    assert (
        subprocess.run(
            ["cmd", "/c", str(unpacked / "CAI-DAT.cmd"), "/S"], timeout=600, check=False
        ).returncode
        == 0
    )
    assert homes(root) == [__version__] and profile.addin.is_file() and home(profile) == root / __version__
    assert (root / __version__ / MARK).is_file()
    assert (
        subprocess.run(["cmd", "/c", str(unpacked / "GO-BO.cmd"), "/S"], timeout=300, check=False).returncode
        == 0
    )
    assert homes(root) == [] and not profile.addin.exists()
