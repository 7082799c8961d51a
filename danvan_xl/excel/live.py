"""A live Excel book as the rest of the program knows workbooks: grids of plain values, a path on this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.errors import InputError, OutputError
from danvan_xl.excel.dialogs import home
from danvan_xl.files import backup_name
from danvan_xl.steps import StopRequested
from danvan_xl.workbooks.live.excel_objects import is_excel

if TYPE_CHECKING:
    from danvan_xl.plans.master_reader import MasterReading
    from danvan_xl.workbooks.grid import Grid

MAX_CELLS = 2_000_000
"""A used range with more cells comes from a stray cell far away; then only its first part is read."""
PART = (20_000, 256)
"""Rows and columns of that part."""


def grids_of(book: Any) -> list[Grid]:
    """Every worksheet's values from A1 on, with one read a sheet. Error values come as text such as '#N/A'."""
    from danvan_xl.workbooks.grid import Grid

    return [Grid(sheet.name, _rows(sheet)) for sheet in book.sheets]


def _rows(sheet: Any) -> list[list[Any]]:
    used = sheet.used_range
    height, width = used.shape
    if height * width > MAX_CELLS:
        height, width = min(height, PART[0]), min(width, PART[1])
        used = sheet.range((used.row, used.column), (used.row + height - 1, used.column + width - 1))
    top, left = used.row - 1, used.column - 1
    values = used.options(ndim=2, err_to_str=True).value
    before: list[Any] = [None] * left
    rows = [[*before, *map(_plain, row)] for row in values]
    return [[] for _ in range(top)] + rows


def _plain(value: Any) -> Any:
    """A value as a file's reader gives it: a day without a time is a date."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        return value.date() if value.time() == time() else value
    return value


def local_path(book: Any) -> Path | None:
    """Where the book lies on this machine; None when it was never saved.

    A book in OneDrive or SharePoint calls itself by a web address; the synchronised copy is looked up with our
    configuration. Raises :class:`~danvan_xl.errors.InputError` when there is none.
    """
    if _never_saved(book):
        return None
    try:
        name = book.api.FullName if is_excel(book) else book.fullname
    except Exception as error:  # xlwings cannot tell where a web address lies
        raise _nowhere(book.name) from error
    if "://" in name:
        name = _from_web(name)
    path = Path(name)
    return path if path.is_absolute() else None


def _never_saved(book: Any) -> bool:
    return is_excel(book) and not book.api.Path


def _from_web(address: str) -> str:
    from xlwings.utils import fullname_url_to_local_path

    try:
        return str(fullname_url_to_local_path(address))  # it knows OneDrive's own environment variables
    except Exception as error:  # XlwingsError, OSError: all mean that no copy is known here
        raise _nowhere(address.rsplit("/", 1)[-1]) from error


def _nowhere(name: str) -> InputError:
    return InputError(
        f"“{name}” nằm trên mạng (OneDrive, SharePoint) và không thấy bản đồng bộ trên máy này.",
        remedy="Vào Tệp > Lưu thành, lưu về một thư mục trên máy rồi bấm lại nút; hoặc bật đồng bộ OneDrive cho tệp này.",
    )


def saved_path(book: Any, confirm: Callable[[str], bool]) -> Path | None:
    """The book's path, once what is on the screen is in its file; None where the person does not want to save it.

    Raises :class:`~danvan_xl.errors.InputError` when the book has no file yet.
    """
    path = file_of(book)
    if is_excel(book) and not book.api.Saved:
        if not confirm(f"Tệp “{path.name}” có thay đổi chưa lưu. Lưu lại rồi làm tiếp?"):
            return None
        book.save()
    return path


def file_of(book: Any) -> Path:
    """The book's path. Raises :class:`~danvan_xl.errors.InputError` when it has no file yet."""
    path = local_path(book)
    if path is None:
        raise InputError(
            "Tệp kế hoạch chưa được lưu lần nào.",
            remedy="Vào Tệp > Lưu thành, đặt tên cho tệp kế hoạch, rồi bấm lại nút.",
        )
    return path


def folder_of(book: Any) -> Path:
    """Where a dialog begins: the book's folder, else the user's documents."""
    with contextlib.suppress(InputError):
        path = local_path(book)
        if path is not None:
            return path.parent
    return home()


def read_book(book: Any) -> MasterReading:
    """The master in a live book. Raises :class:`~danvan_xl.errors.MasterError` where it is none."""
    from danvan_xl.plans.master_reader import read_master_grids

    try:
        path = local_path(book)
    except InputError:
        path = None
    return read_master_grids(grids_of(book), path or Path(book.name))


def usable_book(book: Any) -> MasterReading:
    """As :func:`read_book`; raises also where faults block."""
    from danvan_xl.plans.master_reader import require_usable

    reading = read_book(book)
    require_usable(reading)
    return reading


def keep_copy(book: Any) -> Path | None:
    """A copy of the book as it stands now, beside it: Excel cannot undo what a program wrote. None where there is no Excel.

    Raises :class:`~danvan_xl.errors.InputError` when the book has no file yet, and
    :class:`~danvan_xl.errors.OutputError` when its folder takes no copy.
    """
    if not is_excel(book):
        return None
    path = file_of(book)
    copy = backup_name(path)
    try:
        book.api.SaveCopyAs(str(copy))
    except Exception as error:  # pywin32's com_error
        raise OutputError(
            f"Không ghi được bản sao lưu vào thư mục “{path.parent}”, nên chưa làm gì trong tệp kế hoạch.",
            remedy="Xem ổ đĩa còn chỗ và thư mục có cho ghi không; hoặc lưu tệp kế hoạch sang thư mục khác rồi bấm lại nút.",
            file=path,
        ) from error
    return copy


def status(app: Any, text: str | None) -> None:
    """Text on the status bar, None gives it back to Excel; nothing where there is no status bar."""
    with contextlib.suppress(NotImplementedError):
        app.status_bar = text if text is not None else False


def counter(app: Any) -> Callable[[str, int, int], None]:
    """A progress callback that counts on the status bar, and ends the work when the person holds Esc."""

    def show(what: str, done: int, total: int) -> None:
        if stop_pressed():
            raise StopRequested("Đã dừng theo ý bạn.", remedy="Bấm lại nút khi muốn làm tiếp.")
        if done == total or done % 5 == 0 or done == 1:
            status(app, f"{what}: {done}/{total}" if total else f"{what} {done or '…'}")

    return show


def stop_pressed() -> bool:
    """Whether Esc is held down (Windows)."""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is None or not hasattr(windll.user32, "GetAsyncKeyState"):
        return False
    return bool(windll.user32.GetAsyncKeyState(0x1B) & 0x8000)


def today() -> date:
    """The clock's day; in one place for the tests."""
    return date.today()
