"""Installing the add-in for one user, without administrator rights; and taking it away again."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.errors import OutputError, OutputLockedError
from danvan_xl.excel.build import build
from danvan_xl.excel.profile import Profile
from danvan_xl.files import write_atomically

ZONE_STREAM = ":Zone.Identifier"
"""Windows keeps the Mark of the Web in this alternate stream of a downloaded file."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What `addin install` did."""

    addin: Path
    config: Path
    interpreter: str


def interpreter_path(executable: str | None = None) -> str:
    """This very Python, without a console window, in letters that Excel's VBA can read.

    xlwings' VBA reads its configuration in the machine's ANSI code page; a path with Vietnamese letters
    (a user called Hòa) is given by its short 8.3 name where Windows has one.
    """
    path = Path(executable or sys.executable)
    windowless = path.with_name("pythonw.exe")
    if path.name.lower() == "python.exe" and windowless.exists():
        path = windowless
    text = str(path)
    return text if text.isascii() else _short_path(text)


def _short_path(path: str) -> str:
    """Windows' 8.3 name of ``path``; ``path`` itself where there is none."""
    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return path
    buffer = ctypes.create_unicode_buffer(512)
    length = windll.kernel32.GetShortPathNameW(path, buffer, 512)
    return buffer.value if 0 < length < 512 else path


def config_text(profile: Profile, interpreter: str) -> str:
    """The configuration file: only keys with a value, since a key with an empty value hides other layers."""
    lines = [
        ("INTERPRETER_WIN", interpreter),
        ("SHOW CONSOLE", "False"),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
    ]
    lines.append(("UDF MODULES", "danvan_xl.excel.functions"))
    for folder in profile.onedrive:
        # xlwings turns the https:// name of a synced book back into a path with these.
        key = "ONEDRIVE_COMMERCIAL_WIN" if " - " in folder.name else "ONEDRIVE_CONSUMER_WIN"
        if all(existing != key for existing, _ in lines):
            lines.append((key, str(folder)))
    return "".join(f'"{key}","{value}"\r\n' for key, value in lines)


def write_config(path: Path, text: str) -> None:
    """Write in the ANSI code page that VBA reads (UTF-8 where this is not Windows)."""
    encoding = "mbcs" if sys.platform == "win32" else "utf-8"
    try:
        data = text.encode(encoding, errors="strict")
    except UnicodeEncodeError as error:
        raise OutputError(
            "Đường dẫn tới Python có chữ mà Excel không đọc được trong tệp cấu hình.",
            remedy="Cài Python vào thư mục không dấu, ví dụ C:\\Python311, rồi chạy lại: danvan-xl addin install",
            file=path,
        ) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, lambda temporary: temporary.write_bytes(data))


def install(profile: Profile, executable: str | None = None) -> Installed:
    """Put the add-in and its configuration in place. Running it again brings both up to date.

    Raises :class:`~danvan_xl.errors.OutputLockedError` while Excel has the old add-in open.
    """
    interpreter = interpreter_path(executable)
    try:
        profile.start_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"Không tạo được thư mục khởi động của Excel “{profile.start_folder}”.",
            remedy="Kiểm tra quyền ghi của thư mục, hoặc hỏi bộ phận quản trị máy.",
            file=profile.start_folder,
        ) from error
    try:
        build(profile.addin)
    except OutputLockedError as error:
        raise OutputLockedError(
            "Excel đang mở nên không thay được phần bổ trợ.",
            remedy="Đóng mọi cửa sổ Excel rồi chạy lại: danvan-xl addin install",
            file=profile.addin,
        ) from error
    remove_mark_of_the_web(profile.addin)
    write_config(profile.config, config_text(profile, interpreter))
    return Installed(profile.addin, profile.config, interpreter)


def remove_mark_of_the_web(path: Path) -> None:
    """Drop the stream by which Windows blocks downloaded files; absent on other systems."""
    with contextlib.suppress(OSError):
        Path(f"{path}{ZONE_STREAM}").unlink()


def has_mark_of_the_web(path: Path) -> bool:
    """Whether Excel would load the add-in disabled because it came from the internet."""
    try:
        return Path(f"{path}{ZONE_STREAM}").exists()
    except OSError:
        return False


def uninstall(profile: Profile) -> list[Path]:
    """Remove what :func:`install` put there; give back what was removed. Other files are left alone."""
    removed = []
    for path in (profile.addin, profile.config):
        if not path.exists():
            continue
        try:
            path.unlink()
        except OSError as error:
            raise OutputLockedError(
                "Excel đang mở nên không gỡ được phần bổ trợ.",
                remedy="Đóng mọi cửa sổ Excel rồi chạy lại: danvan-xl addin uninstall",
                file=path,
            ) from error
        removed.append(path)
    with contextlib.suppress(OSError):
        profile.config.parent.rmdir()  # only when empty
    return removed
