"""Putting files on disk so that a crash, a full disk or an open Excel leaves the old file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import socket
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from danvan_xl.errors import OutputError, OutputLockedError

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds between tries while another program looks at a file just written: a virus scanner lets go after a moment."""

_HIDDEN = ".danvan-"
"""How names of files on their way to a result begin, beside it."""
_SCRATCH = "danvan-"
"""The same for folders among the system's temporary ones."""
_FORGOTTEN = 86_400
"""Seconds after which what another machine left on a shared drive is nobody's."""


def office_lock_of(path: Path) -> Path | None:
    """The lock file that Excel (``~$name``) or LibreOffice (``.~lock.name#``) keeps beside an open ``path``.

    On Windows Excel holds its lock open; one that nobody holds was left behind by a crash and locks nothing.
    """
    name = path.name
    # Excel shortens the lock's name for long file names by dropping the first two letters.
    candidates = [path.with_name(f"~${name}"), path.with_name(f".~lock.{name}#")]
    if len(name) > 8:
        candidates.append(path.with_name(f"~${name[2:]}"))
    for candidate in candidates:
        if candidate.exists() and (os.name != "nt" or candidate.name[0] == "." or is_held(candidate)):
            return candidate
    return None


def is_held(path: Path) -> bool:
    """Whether another program has the file open so that it cannot be written now (Windows; elsewhere files are shared)."""
    try:
        with path.open("r+b"):
            return False
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _locked(path: Path, lock: Path | None = None) -> OutputLockedError:
    stale = (
        f" Nếu tệp không mở ở máy nào cả, xóa tệp khóa còn sót “{lock.name}” trong cùng thư mục."
        if lock
        else ""
    )
    return OutputLockedError(
        f"Không ghi được vì tệp “{path.name}” đang mở trong Excel hoặc chương trình khác.",
        remedy=f"Đóng tệp đó rồi chạy lại; hoặc chọn tên tệp kết quả khác.{stale}",
        file=path,
    )


def check_place(path: Path) -> None:
    """See that a file can be put at ``path``: raises as :func:`write_atomically` does, before any work."""
    if path.is_dir():
        raise OutputError(
            f"“{path}” là thư mục, không phải tên tệp.",
            remedy="Ghi rõ tên tệp kết quả, ví dụ tong-hop.xlsx.",
            file=path,
        )
    if not path.parent.is_dir():
        raise OutputError(
            f"Không có thư mục “{path.parent}” để ghi tệp.",
            remedy="Tạo thư mục đó trước, hoặc chọn nơi lưu khác.",
            file=path,
        )
    if path.exists() and (lock := office_lock_of(path)) is not None:
        raise _locked(path, lock)


def make_folder(folder: Path, remedy: str = "") -> None:
    """``folder`` with all above it, where it is not there yet. Raises :class:`~danvan_xl.errors.OutputError`, with ``remedy``
    where the place is not the person's choice."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        in_the_way = next((path for path in (folder, *folder.parents) if path.is_file()), None)
        if in_the_way is not None:
            raise OutputError(
                f"“{in_the_way}” là một tệp, không phải thư mục.",
                remedy=remedy or "Chọn tên thư mục khác.",
                file=folder,
            ) from error
        raise OutputError(
            f"Không tạo được thư mục “{folder}”.",
            remedy=remedy or "Chọn nơi lưu mà bạn có quyền ghi.",
            file=folder,
        ) from error


_RETOUCH = os.name == "nt"
"""Whether packages that we made are touched up (:func:`_as_elsewhere`)."""


def write_atomically(path: Path, write: Callable[[Path], object], *, copied: bool = False) -> None:
    """Call ``write(temporary)`` beside ``path``, then rename over ``path`` in one step.

    Raises :class:`OutputLockedError` when ``path`` is open elsewhere and :class:`OutputError` when
    the folder is missing, read-only or full. In each case an existing ``path`` is untouched and no
    temporary file stays behind. ``copied``: it is somebody's file byte for byte, not one of our making.
    """
    path = Path(path)
    check_place(path)
    temporary: Path | None = None
    try:
        clear_left_behind(path.parent, _HIDDEN)
        handle, name = tempfile.mkstemp(prefix=_HIDDEN + _owner(), suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        # mkstemp makes the file private; the result should be as readable as any new file.
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        if _RETOUCH and not copied:
            _as_elsewhere(temporary)
        _patiently(lambda: temporary.replace(path), unless=lambda: is_held(path))
    except OSError as error:
        raise _explain(path, error) from error
    except Exception as error:
        # XlsxWriter wraps the OSError of a failed write in its own FileCreateError.
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError):
            raise _explain(path, cause) from error
        raise
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                _patiently(lambda: temporary.unlink(missing_ok=True))


def _patiently(step: Callable[[], object], unless: Callable[[], bool] = lambda: False) -> None:
    """Do ``step``; where Windows denies it, try again for a while, ``unless`` waiting is of no use."""
    for pause in _PATIENCE:
        try:
            step()
        except PermissionError:
            if unless():
                raise
            time.sleep(pause)
        else:
            return
    step()


def _as_elsewhere(path: Path) -> None:
    """A zip made on Windows says so in its directory; without that the same content is the same file on every system."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path, "a") as package:
        for entry in package.infolist():
            entry.create_system = 3
        package.comment = package.comment  # marks the directory as changed, so that it is written anew


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder of our own for a while; what killed runs left behind is cleared first."""
    clear_left_behind(Path(tempfile.gettempdir()), _SCRATCH)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH + _owner(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _owner() -> str:
    """Who makes a temporary file: machine and process, so that a later run can tell whether it is still at work."""
    machine = "".join(c for c in socket.gethostname() if c.isalnum())[:20] or "may"
    return f"{machine}-{os.getpid()}-"


def clear_left_behind(folder: Path, prefix: str) -> None:
    """Remove temporary files and folders in ``folder`` whose process is gone. What cannot be removed stays."""
    machine = _owner().partition("-")[0]
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(prefix):
                continue
            where, _, rest = entry.name[len(prefix) :].partition("-")
            number, dash, _ = rest.partition("-")
            if not dash or not number.isdecimal() or entry.is_symlink():
                continue
            with contextlib.suppress(OSError):
                old = time.time() - entry.stat().st_mtime > _FORGOTTEN
                if not (_is_gone(int(number)) if where == machine else old):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    Path(entry.path).unlink(missing_ok=True)


def _is_gone(process: int) -> bool:
    """Whether no process of this number is there; one that took the number over keeps the file a little longer."""
    if sys.platform == "win32":
        import pywintypes
        import win32api
        import win32con
        import win32event

        try:
            handle = win32api.OpenProcess(win32con.SYNCHRONIZE, False, process)
        except pywintypes.error as error:
            return error.winerror == 87  # no such process
        try:  # one that ended stays known as long as anybody holds a handle
            return bool(win32event.WaitForSingleObject(handle, 0) == win32event.WAIT_OBJECT_0)
        finally:
            handle.Close()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def child_environment() -> dict[str, str]:
    """The environment for a Python process of ours: it finds this package and speaks UTF-8."""
    environment = dict(os.environ)
    root = str(Path(__file__).resolve().parents[1])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
    environment["PYTHONIOENCODING"] = "utf-8"
    return environment


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _explain(path: Path, error: OSError) -> OutputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            f"Ổ đĩa đã đầy, không ghi được tệp “{path.name}”. Tệp cũ (nếu có) vẫn nguyên vẹn.",
            remedy="Giải phóng dung lượng hoặc chọn ổ đĩa khác rồi chạy lại.",
            file=path,
            code="disk-full",
        )
    if isinstance(error, PermissionError) and path.exists() and not os.access(path, os.W_OK):
        return OutputError(
            f"Tệp “{path.name}” được đặt là chỉ đọc nên không thay được.",
            remedy="Bấm phải vào tệp > Thuộc tính, bỏ dấu Chỉ đọc (Read-only); hoặc chọn tên tệp kết quả khác.",
            file=path,
        )
    # Windows reports a file open in Excel as "permission denied" on the rename.
    if isinstance(error, PermissionError) and path.exists() and is_held(path):
        return _locked(path)
    if isinstance(error, PermissionError) and os.access(path.parent, os.W_OK):
        return OutputError(
            f"Không ghi được tệp “{path.name}”: một chương trình khác (thường là phần mềm diệt vi-rút) đang giữ tệp.",
            remedy="Chờ một phút rồi chạy lại; nếu vẫn vậy, nhờ cán bộ công nghệ thông tin cho phép chương trình ghi vào thư mục này.",
            file=path,
        )
    return OutputError(
        f"Không ghi được tệp “{path.name}” vào thư mục “{path.parent}”.",
        remedy="Kiểm tra quyền ghi của thư mục, hoặc chọn nơi lưu khác.",
        file=path,
    )


def backup_of(path: Path) -> Path:
    """Copy ``path`` to ``<name> (bản sao lưu).xlsx``, numbering on, and give back the copy's path."""
    return copy_file(path, backup_name(path))


@contextlib.contextmanager
def kept_aside(path: Path) -> Iterator[Path | None]:
    """While ``path`` is written anew: a safety copy of what stands there, None where nothing does.

    When the writing fails, nothing was changed (:func:`write_atomically`), and the copy goes again.
    """
    copy = backup_of(path) if path.exists() else None
    try:
        yield copy
    except BaseException:
        if copy is not None:
            copy.unlink(missing_ok=True)
        raise


def written_at(path: Path) -> str:
    """When a file was last written, as a person reads it: '08:30 28/11/2025'."""
    return f"{datetime.fromtimestamp(path.stat().st_mtime):%H:%M %d/%m/%Y}"


def copy_file(path: Path, target: Path) -> Path:
    """Copy ``path`` with its date to ``target`` and give that back. Raises :class:`~danvan_xl.errors.OutputError`."""
    try:
        shutil.copy2(path, target)
    except OSError as error:
        raise _explain(target, error) from error
    return target


def safety_copies(path: Path) -> list[Path]:
    """The safety copies beside ``path``, newest first."""
    found = [p for p in path.parent.glob("*.xls*") if p.stem.startswith(f"{path.stem} (bản sao lưu")]
    return sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True)


def backup_name(path: Path) -> Path:
    """The path of the next safety copy of ``path``, which is not there yet."""
    for number in range(1, 1000):
        tail = "" if number == 1 else f" {number}"
        target = path.with_name(f"{path.stem} (bản sao lưu{tail}){path.suffix}")
        if not target.exists():
            return target
    raise OutputError(
        f"Có quá nhiều bản sao lưu của “{path.name}”.",
        remedy="Dọn bớt các tệp “(bản sao lưu …)” trong thư mục.",
        file=path,
    )
