r"""Doors without macros, for offices that block them: entries in the Start menu and on a folder's menu in the Explorer.

Each entry starts the program's own Python with :mod:`danvan_xl.excel.desk` and the name of a wish; Excel takes no part.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from pathlib import Path

from msgspec import Struct

from danvan_xl.excel.profile import Profile

FOLDER_ENTRIES = (
    # a folder that was clicked, and the ground of a folder that is open
    (r"HKCU\Software\Classes\Directory\shell\danvan-xl", "%1"),
    (r"HKCU\Software\Classes\Directory\Background\shell\danvan-xl", "%V"),
)
FOLDER_LABEL = "Tổng hợp thư mục này bằng Dân vận"


class Door(Struct, frozen=True):
    """An entry of the Start menu: its name there, the wish (see ``desk.WISHES``), and what it is for."""

    name: str
    wish: str
    tip: str


DOORS = (
    Door("Tạo tệp kế hoạch", "new", "Tạo một tệp kế hoạch mới từ mẫu"),
    Door("Nhập từ văn bản", "import-plan", "Lập tệp kế hoạch từ tệp Word, PDF của kế hoạch đã ban hành"),
    Door("Nhập từ văn bản đã sao chép", "import-copied", "Lập tệp kế hoạch từ văn bản vừa sao chép (Ctrl+C)"),
    Door("Kiểm tra tệp kế hoạch", "check", "Nêu mọi lỗi của tệp kế hoạch"),
    Door("Phát hành phiếu", "issue", "Ghi một phiếu báo cáo cho mỗi đơn vị"),
    Door("Tổng hợp thư mục phiếu", "consolidate", "Đọc phiếu gửi về và lập tệp tổng hợp"),
    Door("Báo cáo Word", "report", "Viết dự thảo báo cáo từ tệp tổng hợp"),
    Door("Hướng dẫn", "help", "Mở hướng dẫn sử dụng, có hình"),
    Door("Chẩn đoán", "doctor", "Kiểm tra máy này thiếu gì"),
)


def command(home: Path, wish: str, argument: str = "") -> str:
    """The arguments of pythonw.exe for one wish."""
    return f"-B -P -m danvan_xl.excel.desk {wish}" + (f' "{argument}"' if argument else "")


def open_doors(profile: Profile, home: Path) -> list[str]:
    """Make the entries for the Python in ``home``; give back, in Vietnamese, what could not be made. Never raises."""
    program = home / "pythonw.exe"
    troubles = []
    try:
        for key, argument in FOLDER_ENTRIES:
            profile.registry.write(key, "", FOLDER_LABEL)
            profile.registry.write(key, "Icon", str(program))
            profile.registry.write(
                key + r"\command", "", f'"{program}" {command(home, "consolidate", argument)}'
            )
    except OSError:
        troubles.append("Windows không cho thêm mục vào menu của thư mục; các mục trong Start vẫn có.")
    if sys.platform == "win32":
        try:
            _write_shortcuts(profile.menu, program, home)
        except OSError:
            troubles.append(f"Không ghi được các mục vào Start ({profile.menu}).")
    return troubles


if sys.platform == "win32":

    def _write_shortcuts(menu: Path, program: Path, home: Path) -> None:
        """One .lnk a door. Raises OSError."""
        import pythoncom
        import pywintypes
        from win32com.shell import shell

        shutil.rmtree(menu, ignore_errors=True)
        menu.mkdir(parents=True, exist_ok=True)
        pythoncom.CoInitialize()
        for door in DOORS:
            try:
                link = pythoncom.CoCreateInstance(
                    shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
                )
                link.SetPath(str(program))
                link.SetArguments(command(home, door.wish))
                link.SetDescription(door.tip)
                link.SetWorkingDirectory(str(home))
                link.QueryInterface(pythoncom.IID_IPersistFile).Save(str(menu / f"{door.name}.lnk"), 0)
            except pywintypes.com_error as error:
                raise OSError(str(error)) from error


def shut_doors(profile: Profile) -> None:
    """Take the entries away; what is not there or may not be touched is left."""
    shutil.rmtree(profile.menu, ignore_errors=True)
    for key, _ in FOLDER_ENTRIES:
        with contextlib.suppress(OSError):
            profile.registry.remove(key)
