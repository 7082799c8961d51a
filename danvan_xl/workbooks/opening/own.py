"""Opening workbooks of our own kinds (masters, summaries, forms of the level above) for any command.

People edit them in whatever program they have, so they go through the same opening as returns: pre-flight, limits,
formats, errors, merged cells, fonts. Only the sentences differ: here they are errors that a user sees.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from danvan_xl.errors import InputError
from danvan_xl.language.folding import fold
from danvan_xl.workbooks.grid import Grid
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import open_book
from danvan_xl.workbooks.opening.raw import RawBook, UnreadableError
from danvan_xl.workbooks.opening.seen import settled


def read_grids(path: Path, *, what: str = "tệp kế hoạch", only: Collection[str] | None = None) -> list[Grid]:
    """Every sheet of a workbook of our own kind, from A1 on, with the facts about its cells.

    With ``only``, the other sheets come by name alone, without their values: large summaries read quicker. Raises
    :class:`~danvan_xl.errors.InputError` with a Vietnamese sentence when the file cannot be read.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"Không tìm thấy {what} “{path}”.", remedy="Kiểm tra lại đường dẫn và tên tệp.", file=path
        )
    if path.is_dir():
        raise InputError(
            f"“{path}” là thư mục, không phải {what}.", remedy="Chỉ rõ một tệp .xlsx.", file=path
        )
    wanted = None if only is None else frozenset(map(fold, only))
    try:
        book = open_book(path, rows=limits.OWN_ROWS, only=wanted)
    except UnreadableError as error:
        raise _told(error, path, what) from error
    except (MemoryError, RecursionError, OverflowError) as error:
        raise _told(UnreadableError("too-large"), path, what) from error
    return _with_facts(book)


def _with_facts(book: RawBook) -> list[Grid]:
    for sheet in book.sheets:
        sheet.grid.facts = sheet
    return [sheet.grid for sheet in book.sheets]


def as_seen(grids: Sequence[Grid], names: Collection[str]) -> list[Grid]:
    """The same grids, those of ``names`` with every value as a person sees it (:meth:`.raw.RawSheet.typed`)."""
    wanted = frozenset(map(fold, names))
    return [_seen(grid) if fold(grid.name) in wanted else grid for grid in grids]


def _seen(grid: Grid) -> Grid:
    facts = grid.facts
    if facts is None:
        return grid
    odd = (*facts.errors, *facts.formulas)
    size = max((row for row, _ in odd), default=-1) + 1
    rows = [list(row) for row in grid.rows] + [[] for _ in range(size - len(grid.rows))]
    for row, col in odd:
        rows[row].extend([""] * (col + 1 - len(rows[row])))
    for row, values in enumerate(rows):
        for col in range(len(values)):
            value = settled(facts.typed(row, col))
            values[col] = "" if value is None else value
    return Grid(grid.name, rows, facts)


def _told(error: UnreadableError, path: Path, what: str) -> InputError:
    """What stopped the opening, as a sentence with what to do."""
    if error.code == "encrypted":
        return InputError(
            f"{what.capitalize()} “{path.name}” có mật khẩu nên không đọc được.",
            remedy="Mở tệp trong Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại.",
            file=path,
            code="encrypted",
        )
    if isinstance(error.__cause__, PermissionError):
        return InputError(
            f"Không có quyền đọc “{path.name}”.",
            remedy="Đóng tệp nếu đang mở, kiểm tra quyền đọc.",
            file=path,
        )
    if error.code == "too-large":
        note = f" ({error.note})" if error.note else ""
        return InputError(
            f"“{path.name}” quá lớn nên không đọc được{note}.",
            remedy="Xóa hình ảnh và các dòng, cột thừa trong tệp rồi lưu lại dạng .xlsx.",
            file=path,
            code="too-large",
        )
    return InputError(
        f"“{path.name}” không phải sổ tính Excel đọc được, hoặc tệp đã hỏng.",
        remedy="Mở thử bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx; nếu không mở được, xin lại bản gốc.",
        file=path,
        code="unreadable",
    )
