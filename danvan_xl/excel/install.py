"""Installing the add-in for one user, without administrator rights; and taking it away again."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from importlib import metadata
from pathlib import Path

from msgspec import Struct

from danvan_xl import __version__
from danvan_xl.errors import OutputError, OutputLockedError
from danvan_xl.excel.build import build
from danvan_xl.excel.profile import SETTINGS, Profile
from danvan_xl.files import make_folder

_ASK_IT = (
    "Đó là thư mục khởi động của Excel: nhờ cán bộ công nghệ thông tin cho phép ghi vào đó, rồi cài lại."
)
ZONE_STREAM = ":Zone.Identifier"
"""Windows keeps the Mark of the Web in this alternate stream of a downloaded file."""


class Installed(Struct, frozen=True):
    """What `addin install` did. ``libraries`` is None where xlwings' libraries are not on this machine."""

    addin: Path
    interpreter: str
    libraries: Path | None


def interpreter_path(executable: str | None = None) -> str:
    """This very Python, without a console window.

    xlwings' library starts the server of the worksheet functions by a command in the machine's ANSI code page; a path with
    Vietnamese letters (a user called Hòa) is given by its short 8.3 name where Windows has one.
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


def library_names() -> tuple[str, str]:
    """xlwings' libraries for 64-bit and 32-bit Excel; the add-in asks for exactly this release."""
    release = metadata.version("xlwings")
    return f"xlwings64-{release}.dll", f"xlwings32-{release}.dll"


def library_folder(interpreter: str) -> Path | None:
    """Where xlwings' libraries lie: beside Python, above it (a virtual environment), or where pip put them (--user, Python
    from the Store); None where they are nowhere."""
    folder = Path(interpreter).parent
    places = [folder, folder.parent]
    for file in metadata.files("xlwings") or ():
        if file.name in library_names():
            places.append(Path(str(file.locate())).resolve().parent)
    return next(
        (place for place in places if all((place / name).is_file() for name in library_names())), None
    )


def install(profile: Profile, executable: str | None = None) -> Installed:
    """Put the add-in and the user's settings in place. Running it again brings both up to date.

    What cannot be done leaves everything as it was. Raises :class:`~danvan_xl.errors.OutputLockedError` while Excel has
    the old add-in open, :class:`~danvan_xl.errors.OutputError` where folder or registry may not be written.
    """
    interpreter = interpreter_path(executable)
    libraries = library_folder(interpreter)
    make_folder(profile.start_folder, _ASK_IT)
    earlier = profile.addin.read_bytes() if profile.addin.exists() else None
    try:
        build(profile.addin)
    except OutputLockedError as error:
        raise OutputLockedError(
            "Excel đang mở nên không thay được phần bổ trợ.",
            remedy="Lưu và đóng mọi cửa sổ Excel rồi cài lại.",
            file=profile.addin,
        ) from error
    remove_mark_of_the_web(profile.addin)
    try:
        profile.registry.write(SETTINGS, "Interpreter", interpreter)
        profile.registry.write(SETTINGS, "Libraries", str(libraries or ""))
        profile.registry.write(SETTINGS, "Version", __version__)
    except OSError as error:
        with contextlib.suppress(OSError):
            profile.addin.unlink() if earlier is None else profile.addin.write_bytes(earlier)
        raise OutputError(
            "Windows không cho ghi thiết lập của người dùng này (registry HKCU\\Software\\danvan-xl).",
            remedy="Nhờ cán bộ công nghệ thông tin cho phép ghi khóa đó, rồi cài lại.",
        ) from error
    _drop_old_config(profile)
    return Installed(profile.addin, interpreter, libraries)


def _drop_old_config(profile: Profile) -> bool:
    if not profile.old_config.exists():
        return False
    with contextlib.suppress(OSError):
        profile.old_config.unlink()
        profile.old_config.parent.rmdir()  # only when empty
    return True


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


def uninstall(profile: Profile) -> list[str]:
    """Remove what :func:`install` put there, of this and of earlier releases; give back what was removed, as shown to a
    person. Other files are left alone."""
    removed = []
    if profile.addin.exists():
        try:
            profile.addin.unlink()
        except OSError as error:
            raise OutputLockedError(
                "Excel đang mở nên không gỡ được phần bổ trợ.",
                remedy="Lưu và đóng mọi cửa sổ Excel rồi gỡ lại.",
                file=profile.addin,
            ) from error
        removed.append(str(profile.addin))
    if profile.setting("Interpreter"):
        with contextlib.suppress(OSError):
            profile.registry.remove(SETTINGS)
            removed.append(SETTINGS)
    if _drop_old_config(profile):
        removed.append(str(profile.old_config))
    return removed
