r"""What the offline set-up does once its files lie on the machine; run by the Python that it brought.

``python -m danvan_xl.excel.setup ROOT`` settles the version that this Python belongs to. With ``--copy`` this Python, in a
folder unpacked from the .zip, first copies itself beneath ROOT. ``--remove`` takes the program away. ROOT is
``%LOCALAPPDATA%\danvan-xl``; every version has its own folder there, so that one that cannot be settled leaves the
earlier one whole, and files that a scanner holds are only in the way of their own removal.
"""

from __future__ import annotations

import compileall
import contextlib
import shutil
import subprocess
import sys
from pathlib import Path

from danvan_xl import __version__
from danvan_xl.errors import DanvanError, OutputError, OutputLockedError
from danvan_xl.excel.doctor import State, examine
from danvan_xl.excel.doors import open_doors, shut_doors
from danvan_xl.excel.install import install, uninstall
from danvan_xl.excel.profile import SETTINGS, Profile, current_profile
from danvan_xl.returns.store import usual_place

MARK = "python311._pth"
"""Only a folder with this file is a version of ours, and may be removed."""
COMMAND = "danvan-xl.cmd"
_ROOM = 1.5
"""Byte-compiled modules take half as much again as what is copied."""


def settle(root: Path, home: Path, profile: Profile) -> list[str]:
    """Make the version in ``home`` the one that this user's Excel starts; give back what to tell.

    Raises :class:`~danvan_xl.errors.DanvanError` with everything as it was before.
    """
    # In this process: a pool whose worker does not come up (a scanner, a rule about child processes) never ends.
    compileall.compile_dir(home / "Lib", quiet=2, workers=1)
    done = install(profile, str(home / "python.exe"))
    told = [f"Đã cài phần bổ trợ: {done.addin}", *open_doors(profile, home)]
    with contextlib.suppress(OSError):
        profile.registry.write(SETTINGS, "Home", str(home))
        (root / COMMAND).write_bytes(f'@"%~dp0{home.name}\\python.exe" -B -P -m danvan_xl %*\r\n'.encode())
    return told + [
        f"Chưa xóa được bản cài trước {old}; lần cài sau sẽ xóa." for old in _drop_others(root, home)
    ]


def versions(root: Path) -> list[Path]:
    """The folders of versions beneath ``root``."""
    return sorted(path.parent for path in root.glob(f"*/{MARK}"))


def _drop_others(root: Path, home: Path) -> list[Path]:
    """Remove other versions; give back those of which something is held."""
    for path in versions(root):
        if path.resolve() != home.resolve():
            _drop(path)
    return [path for path in versions(root) if path.resolve() != home.resolve()]


def _drop(home: Path) -> None:
    """Remove a version. Where something in it is held its mark stays, so that the next set-up or removal finds it."""
    shutil.rmtree(home, ignore_errors=True)
    if home.exists():
        with contextlib.suppress(OSError):
            (home / MARK).touch()


def copy_home(root: Path, home: Path) -> Path:
    """Copy a version into a free folder beneath ``root`` and give it back.

    Raises :class:`~danvan_xl.errors.OutputError` where there is too little space or the folder cannot be written.
    """
    names = (__version__ if n == 1 else f"{__version__}-{n}" for n in range(1, 1000))
    target = next(root / name for name in names if not (root / name).exists())
    try:
        root.mkdir(parents=True, exist_ok=True)
        needed = int(_ROOM * sum(path.stat().st_size for path in home.rglob("*") if path.is_file()))
        if shutil.disk_usage(root).free < needed:
            raise OutputError(
                f"Ổ đĩa không đủ chỗ: cần {needed // 1_000_000 + 1} MB.",
                remedy="Dọn bớt tệp rồi cài lại; bản đang dùng (nếu có) vẫn nguyên vẹn.",
                file=root,
                code="disk-full",
            )
        shutil.copytree(home, target)
    except OSError as error:  # shutil.Error is one
        _drop(target)
        raise OutputError(
            f"Không ghi được vào “{root}” (thiếu quyền, hoặc phần mềm diệt vi-rút đang giữ tệp).",
            remedy="Nhờ cán bộ công nghệ thông tin cho phép ghi vào thư mục đó rồi cài lại; bản đang dùng (nếu có) vẫn nguyên vẹn.",
            file=root,
        ) from error
    return target


def excel_is_open() -> bool:
    """Whether any window of Excel is open."""
    if sys.platform != "win32":
        return False
    import win32gui

    try:
        return bool(win32gui.FindWindow("XLMAIN", None))
    except win32gui.error:
        return False


def remove(root: Path, home: Path, profile: Profile) -> list[str]:
    """Take the add-in, the doors and every version but ``home``, in which this Python runs; give back what to tell."""
    removed = uninstall(profile)
    shut_doors(profile)
    remembered = usual_place()  # what forms held: nobody's but the program's
    for path in (root / COMMAND, *([remembered] if remembered else [])):
        with contextlib.suppress(OSError):
            path.unlink()
    _drop_others(root, home)
    return [f"Đã gỡ: {path}" for path in removed]


def main(arguments: list[str]) -> int:
    """0 done; 10 Excel is open; 13 not done, with the reason told."""
    way, root = (arguments[0], Path(arguments[1])) if len(arguments) == 2 else ("", Path(arguments[0]))
    home = Path(sys.executable).parent
    try:
        if excel_is_open():
            raise OutputLockedError(
                "Excel đang mở.", remedy="Lưu và đóng mọi cửa sổ Excel rồi chạy lại.", code="excel-open"
            )
        if way == "--copy":
            return _settle_copy(root, copy_home(root, home))
        profile = current_profile()
        told = remove(root, home, profile) if way == "--remove" else settle(root, home, profile)
        print("\n".join(told))
        if way != "--remove":
            _tell_health()
    except DanvanError as error:
        print(error)
        return 10 if error.code == "excel-open" else 13
    return 0


def _settle_copy(root: Path, target: Path) -> int:
    """Let the copy settle itself; one that could not is removed."""
    code = subprocess.call([str(target / "python.exe"), "-B", "-P", "-m", "danvan_xl.excel.setup", str(root)])
    if code != 0:
        _drop(target)
    return code


def _tell_health() -> None:
    for row in examine():
        if row.state is State.BAD:
            print(f"{row.state.value}: {row.name}: {row.found}\n    → {row.remedy}")


if __name__ == "__main__":
    from danvan_xl.logs import use_utf8_streams

    use_utf8_streams()
    sys.exit(main(sys.argv[1:]))
