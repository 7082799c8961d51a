"""Putting files on disk so that a crash, a full disk or an open Excel leaves the old file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from danvan_xl.errors import OutputError, OutputLockedError

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds between tries while another program looks at a file just written: a virus scanner lets go after a moment."""


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


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Call ``write(temporary)`` beside ``path``, then rename over ``path`` in one step.

    Raises :class:`OutputLockedError` when ``path`` is open elsewhere and :class:`OutputError` when
    the folder is missing, read-only or full. In each case an existing ``path`` is untouched and no
    temporary file stays behind.
    """
    path = Path(path)
    check_place(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".danvan-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        # mkstemp makes the file private; the result should be as readable as any new file.
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        if os.name == "nt":
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
    """Copy ``path`` to ``<name> (bản lưu).xlsx``, numbering on, and give back the copy's path."""
    target = backup_name(path)
    try:
        shutil.copy2(path, target)
    except OSError as error:
        raise _explain(target, error) from error
    return target


def backup_name(path: Path) -> Path:
    """The path of the next safety copy of ``path``, which is not there yet."""
    for number in range(1, 1000):
        tail = "" if number == 1 else f" {number}"
        target = path.with_name(f"{path.stem} (bản lưu{tail}){path.suffix}")
        if not target.exists():
            return target
    raise OutputError(
        f"Có quá nhiều bản lưu của “{path.name}”.",
        remedy="Dọn bớt các tệp “(bản lưu …)” trong thư mục.",
        file=path,
    )
