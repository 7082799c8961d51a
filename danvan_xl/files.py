"""Putting files on disk so that a crash, a full disk or an open Excel leaves the old file whole."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from danvan_xl.errors import OutputError, OutputLockedError


def office_lock_of(path: Path) -> Path | None:
    """The lock file that Excel (``~$name``) or LibreOffice (``.~lock.name#``) keeps beside an open ``path``."""
    name = path.name
    # Excel shortens the lock's name for long file names by dropping the first two letters.
    candidates = [path.with_name(f"~${name}"), path.with_name(f".~lock.{name}#")]
    if len(name) > 8:
        candidates.append(path.with_name(f"~${name[2:]}"))
    for candidate in candidates:
        if candidate.exists():
            return candidate
    return None


def _locked(path: Path) -> OutputLockedError:
    return OutputLockedError(
        f"Không ghi được vì tệp “{path.name}” đang mở trong Excel hoặc chương trình khác.",
        remedy="Đóng tệp đó rồi chạy lại; hoặc chọn tên tệp kết quả khác.",
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
    if path.exists() and office_lock_of(path) is not None:
        raise _locked(path)


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
        temporary.replace(path)
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
            temporary.unlink(missing_ok=True)


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
    # Windows reports a file open in Excel as "permission denied" on the rename.
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return _locked(path)
    return OutputError(
        f"Không ghi được tệp “{path.name}” vào thư mục “{path.parent}”.",
        remedy="Kiểm tra quyền ghi của thư mục, hoặc chọn nơi lưu khác.",
        file=path,
    )


def backup_of(path: Path) -> Path:
    """Copy ``path`` to ``<name> (bản lưu).xlsx``, numbering on, and give back the copy's path."""
    for number in range(1, 1000):
        tail = "" if number == 1 else f" {number}"
        target = path.with_name(f"{path.stem} (bản lưu{tail}){path.suffix}")
        if not target.exists():
            try:
                shutil.copy2(path, target)
            except OSError as error:
                raise _explain(target, error) from error
            return target
    raise OutputError(
        f"Có quá nhiều bản lưu của “{path.name}”.",
        remedy="Dọn bớt các tệp “(bản lưu …)” trong thư mục.",
        file=path,
    )
