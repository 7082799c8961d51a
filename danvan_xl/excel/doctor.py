"""The doctor: each thing that can be wrong between Excel and Python, as a row with a remedy.

A remedy is something that the person can do, or what to ask of the office's IT officer (docs/cho-can-bo-cntt.md).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from msgspec import Struct

from danvan_xl import __version__
from danvan_xl.errors import DanvanError
from danvan_xl.excel import office
from danvan_xl.excel.build import FILE_NAME, build
from danvan_xl.excel.install import has_mark_of_the_web, interpreter_path, library_names
from danvan_xl.excel.profile import Profile, current_profile
from danvan_xl.excel.registry import Registry


class State(StrEnum):
    """How it stands."""

    GOOD = "Tốt"
    NOTE = "Lưu ý"
    BAD = "Hỏng"


class Row(Struct, frozen=True):
    """One check. All texts are Vietnamese; ``remedy`` is '' when nothing is to be done."""

    name: str
    state: State
    found: str
    remedy: str = ""


REPAIR = "Chạy lại bộ cài danvan-xl (hoặc lệnh: danvan-xl addin install), rồi mở lại Excel."
_IT = "Nhờ cán bộ công nghệ thông tin: "
_DOORS = " Trong lúc chờ, dùng các mục của Dân vận trong Start."


def examine(environment: Mapping[str, str] | None = None, machine: Registry | None = None) -> list[Row]:
    """Every check, in the order in which a person should mend things. Never raises."""
    rows = [_python(), _packages()]
    try:
        profile = current_profile(environment, machine)
    except DanvanError as error:
        rows.append(Row("Excel", State.NOTE, error.message, error.remedy))
    else:
        found = office.excels(profile.registry)
        rows += [
            _excel(profile.registry, found),
            _start_folder(profile),
            _addin(profile),
            _trust(profile, found),
        ]
        rows += [_config(profile), _functions(profile, found), _macros(profile.registry, found)]
        rows += [_programs(profile.registry), _onedrive(profile)]
    return [*rows, _writing(), _libreoffice()]


def lines(rows: Iterable[Row] | None = None) -> list[str]:
    """The rows as sentences for a box or a sheet, and how many things are to be mended."""
    rows = examine() if rows is None else list(rows)
    said = []
    for row in rows:
        said.append(f"[{row.state.value}] {row.name}: {row.found}")
        if row.remedy:
            said.append(f"    → {row.remedy}")
    bad = sum(row.state is State.BAD for row in rows)
    return [*said, f"Có {bad} mục phải khắc phục." if bad else "Không có mục nào phải khắc phục."]


def _python() -> Row:
    found = f"danvan-xl {__version__}, Python {sys.version.split()[0]} tại {sys.executable}"
    if sys.version_info < (3, 11):  # noqa: UP036 -- another Python than the one pip checked may be on PATH
        return Row(
            "Python", State.BAD, found, "Cài lại bằng bộ cài danvan-xl; bộ cài mang theo Python của nó."
        )
    return Row("Python", State.GOOD, found)


def _packages() -> Row:
    missing = []
    for requirement in metadata.requires("danvan-xl") or []:
        name = re.split(r"[<>=!~;\s\[]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement or (
            "win32" in requirement.partition(";")[2] and sys.platform != "win32"
        ):
            continue
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        remedy = "Chạy lại bộ cài danvan-xl (hoặc lệnh: pip install --upgrade danvan-xl)."
        return Row("Thư viện", State.BAD, "Thiếu: " + ", ".join(missing), remedy)
    return Row("Thư viện", State.GOOD, f"xlwings {metadata.version('xlwings')}")


def _excel(registry: Registry, found: list[office.Excel]) -> Row:
    if not found:
        known = registry.read(r"HKCR\Excel.Application\CurVer")
        if isinstance(known, str):
            return Row("Excel", State.GOOD, f"Đã cài ({known})")
        remedy = (
            "Cài Microsoft Excel 2010 trở lên cho Windows; chưa có thì dùng các mục của Dân vận trong Start."
        )
        return Row("Excel", State.BAD, "Không thấy Excel.", remedy)
    names = "; ".join(map(str, found))
    if all(float(one.version) < office.OLDEST for one in found):
        return Row("Excel", State.BAD, names, "Phần bổ trợ cần Excel 2010 trở lên.")
    if len(found) > 1:
        return Row(
            "Excel", State.NOTE, names, "Máy có nhiều bản Excel: thẻ “Dân vận” hiện trong mọi bản từ 2010."
        )
    return Row("Excel", State.GOOD, names)


def _start_folder(profile: Profile) -> Row:
    name, folder = "Thư mục khởi động", profile.start_folder
    if not folder.is_dir():
        return Row(name, State.BAD, f"Chưa có {folder}", REPAIR)
    if not os.access(folder, os.W_OK):
        remedy = f"{_IT}cho người dùng này ghi vào thư mục đó."
        return Row(name, State.BAD, f"Không ghi được vào {folder}", remedy)
    return Row(name, State.GOOD, str(folder))


def _addin(profile: Profile) -> Row:
    name = "Phần bổ trợ"
    if not profile.addin.exists():
        return Row(name, State.BAD, "Chưa cài.", REPAIR)
    try:
        with tempfile.TemporaryDirectory() as folder:
            fresh = build(Path(folder) / profile.addin.name).read_bytes()
        if profile.addin.read_bytes() != fresh:
            found = "Phần bổ trợ không cùng phiên bản với danvan-xl và xlwings đang cài."
            return Row(name, State.BAD, found, f"Đóng Excel. {REPAIR}")
        with zipfile.ZipFile(profile.addin) as package:
            package.testzip()
    except (DanvanError, OSError, zipfile.BadZipFile) as error:
        return Row(name, State.BAD, f"Không đọc được phần bổ trợ ({error}).", REPAIR)
    return Row(name, State.GOOD, str(profile.addin))


def _trust(profile: Profile, found: list[office.Excel]) -> Row:
    name = "Tin cậy"
    if profile.addin.exists() and has_mark_of_the_web(profile.addin):
        remedy = f"Bấm phải vào tệp > Thuộc tính > Bỏ chặn (Unblock). {REPAIR}"
        return Row(name, State.BAD, "Windows chặn phần bổ trợ vì cho là tải từ mạng.", remedy)
    for one in found:
        if any(FILE_NAME in path for path in office.disabled_items(profile.registry, one.version)):
            remedy = (
                "Excel: Tệp > Tùy chọn > Phần bổ trợ > Quản lý: Các mục đã tắt > Đi > Bật, rồi mở lại Excel."
            )
            return Row(name, State.BAD, "Excel đã tắt phần bổ trợ sau một lần đóng bất thường.", remedy)
        if (
            office.policy(
                profile.registry, one.version, r"Excel\Security\Trusted Locations", "AllLocationsDisabled"
            )
            == 1
        ):
            remedy = f"{_IT}bỏ chính sách tắt mọi vị trí tin cậy, hoặc coi {profile.start_folder} là vị trí tin cậy.{_DOORS}"
            return Row(name, State.BAD, "Chính sách tắt mọi vị trí tin cậy của Excel.", remedy)
    return Row(name, State.GOOD, "Tệp nằm trong thư mục khởi động của Excel, không bị chặn.")


def _config(profile: Profile) -> Row:
    """The Python that Excel starts, started here as Excel would."""
    name, interpreter = "Cấu hình", profile.setting("Interpreter")
    if not interpreter:
        return Row(name, State.BAD, "Excel chưa biết Python nằm ở đâu.", REPAIR)
    if not Path(interpreter).exists():
        return Row(name, State.BAD, f"Excel chỉ tới Python không còn nữa: {interpreter}", REPAIR)
    version, trouble = ask_interpreter(interpreter)
    if trouble:
        return Row(
            name, State.BAD, f"Python mà Excel dùng không chạy được: {interpreter} ({trouble})", REPAIR
        )
    if version != __version__:
        return Row(name, State.BAD, f"Excel dùng danvan-xl {version}, không phải {__version__}.", REPAIR)
    if interpreter != interpreter_path():
        remedy = "Nếu muốn dùng Python đang chạy lệnh này: danvan-xl addin install"
        return Row(name, State.NOTE, f"Excel dùng Python khác: {interpreter}", remedy)
    return Row(name, State.GOOD, interpreter)


def ask_interpreter(interpreter: str, seconds: float = 60) -> tuple[str, str]:
    """(version of danvan-xl, '') that this Python runs with what a button needs, or ('', why it does not)."""
    needed = "xlwings" + (", pythoncom, win32com.client" if sys.platform == "win32" else "")
    code = f"import danvan_xl.excel.ribbon, {needed}; print(danvan_xl.__version__)"
    try:
        done = subprocess.run(
            [interpreter, "-B", "-P", "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            errors="replace", timeout=seconds, check=False, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "", f"không trả lời sau {seconds:g} giây"
    except OSError as error:
        return "", error.strerror or str(error)
    if done.returncode != 0:
        return "", (done.stderr.strip().splitlines() or [f"mã lỗi {done.returncode}"])[-1]
    return done.stdout.strip(), ""


def _functions(profile: Profile, found: list[office.Excel]) -> Row:
    """What only the worksheet functions need: xlwings' library for this Excel, and a path in the machine's code page."""
    name, folder = "Hàm DV_ trong ô", profile.setting("Libraries")
    bits = {one.bits for one in found if one.bits} or {64, 32}
    wanted = [library for library, width in zip(library_names(), (64, 32), strict=True) if width in bits]
    missing = [library for library in wanted if not folder or not (Path(folder) / library).is_file()]
    if missing:
        return Row(name, State.BAD, f"Thiếu {', '.join(missing)}", f"{REPAIR} Các nút vẫn dùng được.")
    if office.blocked_by(profile.registry, office.WIN32_CALLS):
        remedy = (
            f"{_IT}loại trừ {profile.addin} khỏi quy tắc ASR {office.WIN32_CALLS}. Các nút vẫn dùng được."
        )
        return Row(name, State.BAD, "Microsoft Defender chặn macro gọi thư viện của Windows.", remedy)
    interpreter = profile.setting("Interpreter")
    if not interpreter.isascii():
        remedy = (
            "Các nút vẫn dùng được. Muốn dùng cả hàm DV_: cài vào thư mục không dấu, ví dụ C:\\danvan-xl."
        )
        return Row(name, State.NOTE, f"Đường dẫn có dấu: {interpreter}", remedy)
    return Row(name, State.GOOD, folder)


_MACRO_POLICIES = (
    # part, name, value that stops the add-in, what it means, what to ask for
    ("Common", "VBAOff", 1, "VBA bị tắt cho mọi chương trình Office", "bật lại VBA (VBAOff)"),
    (r"Excel\Security", "DisableAllAddins", 1, "Excel tắt mọi phần bổ trợ", "bỏ “Disable all application add-ins”"),
    (r"Excel\Security", "RequireAddinSig", 1, "Excel chỉ nhận phần bổ trợ có chữ ký số", "bỏ “Require that application add-ins are signed” hoặc ký danvan_xl.xlam"),
)  # fmt: skip


def _macros(registry: Registry, found: list[office.Excel]) -> Row:
    name = "Macro"
    for one in found:
        for part, value_name, value, meaning, wish in _MACRO_POLICIES:
            if office.policy(registry, one.version, part, value_name) == value:
                return Row(name, State.BAD, f"{meaning} ({one}).", f"{_IT}{wish}.{_DOORS}")
        if office.policy(registry, one.version, r"Excel\Security", "VBAWarnings") == 4:
            return Row(
                name, State.NOTE, "Excel đang tắt mọi macro ngoài nơi tin cậy.",
                f"Phần bổ trợ nằm ở nơi tin cậy nên vẫn chạy. Nếu không: {_IT[0].lower()}{_IT[1:]}coi thư mục XLSTART là tin cậy.",
            )  # fmt: skip
    return Row(name, State.GOOD, "Chính sách macro không chặn phần bổ trợ.")


def _programs(registry: Registry) -> Row:
    """Rules by which Excel may start no other program."""
    name = "Chương trình con"
    if office.blocked_by(registry, office.CHILD_PROCESSES):
        remedy = f"{_IT}loại trừ {interpreter_path()} khỏi quy tắc ASR {office.CHILD_PROCESSES}.{_DOORS}"
        return Row(
            name,
            State.BAD,
            "Microsoft Defender cấm Office khởi động chương trình khác; các nút không chạy.",
            remedy,
        )
    if office.command_shell_forbidden(registry):
        found = "Chính sách cấm cmd.exe: các nút vẫn chạy, tệp .cmd thì không."
        return Row(name, State.NOTE, found, "Cài bằng bộ cài .exe; dùng các mục của Dân vận trong Start.")
    return Row(name, State.GOOD, "Không thấy quy tắc nào cấm Excel khởi động Python.")


def _onedrive(profile: Profile) -> Row:
    if not profile.onedrive:
        return Row("OneDrive", State.GOOD, "Không dùng OneDrive.")
    return Row("OneDrive", State.GOOD, ", ".join(str(folder) for folder in profile.onedrive))


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
    from danvan_xl.libreoffice import find_libreoffice

    program = find_libreoffice()
    if program is None:
        return Row(
            "LibreOffice",
            State.NOTE,
            "Không có (không bắt buộc).",
            "Chỉ cần khi nhập kế hoạch dạng .doc cũ, ghi bản tóm tắt hay bản in PDF bằng lệnh.",
        )
    return Row("LibreOffice", State.GOOD, program)
