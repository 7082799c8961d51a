"""The doctor: each thing that can be wrong between Excel and Python, as a row with a remedy."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from danvan_xl import __version__
from danvan_xl.errors import DanvanError
from danvan_xl.excel.build import build
from danvan_xl.excel.install import has_mark_of_the_web, interpreter_path
from danvan_xl.excel.profile import Profile, current_profile


class State(StrEnum):
    """How it stands."""

    GOOD = "Tốt"
    NOTE = "Lưu ý"
    BAD = "Hỏng"


@dataclass(frozen=True, slots=True)
class Row:
    """One check. All texts are Vietnamese; ``remedy`` is '' when nothing is to be done."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine(environment: Mapping[str, str] | None = None) -> list[Row]:
    """Every check, in the order in which a person should mend things. Never raises."""
    env = os.environ if environment is None else environment
    rows = [_python(), _packages()]
    try:
        profile = current_profile(env)
    except DanvanError as error:
        rows.append(Row("Excel", State.NOTE, error.message, error.remedy))
    else:
        rows += [_excel(), _start_folder(profile), _addin(profile), _trust(profile), _config(profile)]
        rows += [_onedrive(profile), _policy()]
    rows += [_writing(), _libreoffice()]
    return rows


def _python() -> Row:
    found = f"Python {sys.version.split()[0]} tại {sys.executable}"
    if sys.version_info < (3, 11):  # noqa: UP036 -- another Python than the one pip checked may be on PATH
        return Row("Python", State.BAD, found, "Cài Python 3.11 trở lên từ python.org rồi cài lại danvan-xl.")
    if not interpreter_path().isascii():
        return Row(
            "Python",
            State.NOTE,
            found + " (đường dẫn có dấu)",
            "Nếu nút trong Excel không chạy, cài Python vào C:\\Python311.",
        )
    return Row("Python", State.GOOD, found)


def _packages() -> Row:
    missing = []
    for requirement in metadata.requires("danvan-xl") or []:
        name = re.split(r"[<>=!~;\s\[]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Row(
            "Thư viện", State.BAD, "Thiếu: " + ", ".join(missing), "Chạy: pip install --upgrade danvan-xl"
        )
    return Row("Thư viện", State.GOOD, f"danvan-xl {__version__}, xlwings {metadata.version('xlwings')}")


def _excel() -> Row:
    try:
        import winreg
    except ImportError:
        return Row(
            "Excel",
            State.NOTE,
            "Không kiểm tra được Excel trên hệ điều hành này.",
            "Chạy chẩn đoán trên máy Windows.",
        )
    try:
        with winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer") as key:  # type: ignore[attr-defined]
            return Row("Excel", State.GOOD, f"Đã cài ({winreg.QueryValue(key, None)})")  # type: ignore[attr-defined]
    except OSError:
        return Row("Excel", State.BAD, "Không thấy Excel.", "Cài Microsoft Excel 2010 trở lên.")


def _start_folder(profile: Profile) -> Row:
    folder = profile.start_folder
    if not folder.is_dir():
        return Row("Thư mục khởi động", State.BAD, f"Chưa có {folder}", "Chạy: danvan-xl addin install")
    if not os.access(folder, os.W_OK):
        return Row(
            "Thư mục khởi động",
            State.BAD,
            f"Không ghi được vào {folder}",
            "Hỏi bộ phận quản trị máy về quyền ghi.",
        )
    return Row("Thư mục khởi động", State.GOOD, str(folder))


def _addin(profile: Profile) -> Row:
    name = "Phần bổ trợ"
    if not profile.addin.exists():
        return Row(name, State.BAD, "Chưa cài.", "Chạy: danvan-xl addin install, rồi mở lại Excel.")
    try:
        with tempfile.TemporaryDirectory() as folder:
            fresh = build(Path(folder) / profile.addin.name).read_bytes()
        if profile.addin.read_bytes() != fresh:
            return Row(
                name, State.BAD, "Phần bổ trợ không cùng phiên bản với danvan-xl và xlwings đang cài.",
                "Đóng Excel rồi chạy: danvan-xl addin install",
            )  # fmt: skip
        with zipfile.ZipFile(profile.addin) as package:
            package.testzip()
    except (DanvanError, OSError, zipfile.BadZipFile) as error:
        return Row(
            name, State.BAD, f"Không đọc được phần bổ trợ ({error}).", "Chạy lại: danvan-xl addin install"
        )
    return Row(name, State.GOOD, str(profile.addin))


def _trust(profile: Profile) -> Row:
    if profile.addin.exists() and has_mark_of_the_web(profile.addin):
        return Row(
            "Tin cậy", State.BAD, "Windows chặn phần bổ trợ vì cho là tải từ mạng.",
            "Bấm phải vào tệp > Thuộc tính > Bỏ chặn (Unblock); hoặc chạy lại: danvan-xl addin install",
        )  # fmt: skip
    return Row("Tin cậy", State.GOOD, "Tệp nằm trong thư mục khởi động của Excel, không bị chặn.")


def read_config(path: Path) -> dict[str, str]:
    """The keys of an xlwings configuration file; {} when it cannot be read."""
    try:
        text = path.read_text(encoding="mbcs" if sys.platform == "win32" else "utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    return dict(re.findall(r'^"([^"]*)","([^"]*)"\r?$', text, re.M))


def _config(profile: Profile) -> Row:
    name = "Cấu hình"
    keys = read_config(profile.config)
    interpreter = keys.get("INTERPRETER_WIN", "")
    if not interpreter:
        return Row(
            name, State.BAD, f"Chưa có hoặc không đọc được {profile.config}", "Chạy: danvan-xl addin install"
        )
    if not Path(interpreter).exists():
        return Row(
            name,
            State.BAD,
            f"Cấu hình chỉ tới Python không còn nữa: {interpreter}",
            "Chạy lại: danvan-xl addin install",
        )
    if interpreter != interpreter_path():
        return Row(
            name, State.NOTE, f"Excel dùng Python khác: {interpreter}",
            "Nếu muốn dùng Python đang chạy lệnh này: danvan-xl addin install",
        )  # fmt: skip
    return Row(name, State.GOOD, str(profile.config))


def _onedrive(profile: Profile) -> Row:
    if not profile.onedrive:
        return Row("OneDrive", State.GOOD, "Không dùng OneDrive.")
    keys = read_config(profile.config)
    if not any(key.startswith("ONEDRIVE") for key in keys):
        return Row(
            "OneDrive",
            State.NOTE,
            "Máy có OneDrive nhưng cấu hình chưa ghi nơi đồng bộ.",
            "Chạy lại: danvan-xl addin install",
        )
    return Row("OneDrive", State.GOOD, ", ".join(str(folder) for folder in profile.onedrive))


def _policy() -> Row:
    """Office's macro policy of this user; 4 means every macro is off, without asking."""
    try:
        import winreg
    except ImportError:
        return Row("Macro", State.NOTE, "Không kiểm tra được chính sách macro trên hệ điều hành này.")
    for root in (
        r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
        r"Software\Microsoft\Office\16.0\Excel\Security",
    ):
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, root) as key:  # type: ignore[attr-defined]
                value, _ = winreg.QueryValueEx(key, "VBAWarnings")  # type: ignore[attr-defined]
        except OSError:
            continue
        if value == 4:
            return Row(
                "Macro", State.NOTE, "Excel đang tắt mọi macro ngoài nơi tin cậy.",
                "Phần bổ trợ nằm ở nơi tin cậy nên vẫn chạy; nếu không, hỏi bộ phận quản trị máy.",
            )  # fmt: skip
    return Row("Macro", State.GOOD, "Chính sách macro không chặn phần bổ trợ.")


def _writing() -> Row:
    from danvan_xl.logs import log_folder

    try:
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"1")
    except OSError as error:
        return Row(
            "Quyền ghi",
            State.BAD,
            f"Không ghi được nhật ký vào {log_folder()} ({error.strerror}).",
            "Kiểm tra dung lượng và quyền ghi.",
        )
    return Row("Quyền ghi", State.GOOD, f"Nhật ký ở {folder}")


def _libreoffice() -> Row:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return Row(
            "LibreOffice", State.NOTE, "Không có (không bắt buộc).", "Chỉ cần khi nhập kế hoạch dạng .doc cũ."
        )
    return Row("LibreOffice", State.GOOD, program)
