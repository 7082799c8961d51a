"""A workbook as plain grids of values, and finding tables in them by header text.

Everything that reads a workbook (masters, returns, a live Excel book through xlwings) first turns it
into :class:`Grid` objects, then asks :func:`find_table` for the columns it knows. Positions are never
assumed: users insert, move and hide columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_xl.errors import InputError
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.showing import as_text
from danvan_xl.workbooks.drawing.spec import cell_name


@dataclass(slots=True)
class Grid:
    """One sheet's values from A1 on. ``rows[r][c]`` is 0-based; short rows mean blank cells."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)

    def value(self, row: int, col: int) -> Any:
        """The value there, None when blank or outside."""
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            value = self.rows[row][col]
            return None if value == "" else value
        return None

    def text(self, row: int, col: int) -> str:
        """The value as clean text, '' when blank."""
        return as_text(self.value(row, col))


@dataclass(slots=True)
class Row:
    """One data row of a table."""

    table: Table
    index: int
    """0-based row in the grid."""

    def value(self, header: str) -> Any:
        """The raw value under ``header``, None when blank or when there is no such column."""
        col = self.table.columns.get(header)
        return None if col is None else self.table.grid.value(self.index, col)

    def text(self, header: str) -> str:
        """The value as clean text."""
        return as_text(self.value(header))

    def multiline(self, header: str) -> str:
        """The value as text with its line breaks kept, each line cleaned; blank lines dropped."""
        value = self.value(header)
        if not isinstance(value, str):
            return as_text(value)
        return "\n".join(filter(None, (clean(line) for line in value.splitlines())))

    def cell(self, header: str) -> str:
        """The cell's name such as 'C7'; the row's first cell when there is no such column."""
        return cell_name(self.index, self.table.columns.get(header, 0))

    @property
    def is_blank(self) -> bool:
        """No known column has a value."""
        return all(self.value(header) is None for header in self.table.columns)


@dataclass(slots=True)
class Table:
    """A table found in a grid: its header row and where each known header stands."""

    grid: Grid
    header_row: int
    columns: dict[str, int]
    """Known header (canonical spelling) → 0-based column."""
    extra: dict[int, str]
    """Columns that the user added: 0-based column → header as typed."""
    duplicated: tuple[str, ...] = ()
    """Known headers that stand more than once; the first counts."""

    def rows(self) -> Iterator[Row]:
        """Data rows from beneath the header to the grid's end, blank ones left out."""
        for index in range(self.header_row + 1, len(self.grid.rows)):
            row = Row(self, index)
            if not row.is_blank:
                yield row

    def missing(self, headers: Iterable[str]) -> list[str]:
        """Those of ``headers`` that the table lacks."""
        return [header for header in headers if header not in self.columns]


def find_table(
    grid: Grid,
    headers: Sequence[str],
    *,
    aliases: Mapping[str, str] | None = None,
    at_least: int = 2,
    search_rows: int = 60,
) -> Table | None:
    """The table whose header row holds most of ``headers`` (folded match), or None below ``at_least``.

    ``aliases`` maps other spellings to a canonical header. Guidance rows above never equal a header,
    so the best row is the header; of equal rows the first wins.
    """
    known = {fold(header): header for header in headers}
    for spelling, meant in (aliases or {}).items():
        known.setdefault(fold(spelling), meant)
    best: Table | None = None
    for index, row in enumerate(grid.rows[:search_rows]):
        columns: dict[str, int] = {}
        extra: dict[int, str] = {}
        duplicated: list[str] = []
        for col, value in enumerate(row):
            if not isinstance(value, str) or not value:
                continue
            header = known.get(fold(value))
            if header is None:
                extra[col] = clean(value)
            elif header in columns:
                duplicated.append(header)
            else:
                columns[header] = col
        if len(columns) >= at_least and (best is None or len(columns) > len(best.columns)):
            best = Table(grid, index, columns, extra, tuple(duplicated))
    return best


def find_label(grid: Grid, label: str) -> tuple[int, int] | None:
    """Where a label stands (with or without ':'), 0-based; its value is the next cell to the right."""
    wanted = fold(label)
    for r, row in enumerate(grid.rows):
        for c, value in enumerate(row):
            if isinstance(value, str) and value and fold(value) == wanted:
                return r, c
    return None


def read_grids(path: Path, *, what: str = "tệp kế hoạch", only: Collection[str] | None = None) -> list[Grid]:
    """Every sheet of a workbook of our own kind, by calamine, from A1 on.

    With ``only``, the other sheets come by name alone, without their values: large summaries read quicker.

    For workbooks that strangers sent use ``returns`` instead: this has no limits. Raises
    :class:`~danvan_xl.errors.InputError` with a Vietnamese sentence when the file cannot be read.
    """
    import python_calamine

    path = Path(path)
    wanted = None if only is None else {fold(name) for name in only}
    if not path.exists():
        raise InputError(
            f"Không tìm thấy {what} “{path}”.", remedy="Kiểm tra lại đường dẫn và tên tệp.", file=path
        )
    if path.is_dir():
        raise InputError(
            f"“{path}” là thư mục, không phải {what}.", remedy="Chỉ rõ một tệp .xlsx.", file=path
        )
    try:
        with python_calamine.load_workbook(str(path)) as book:
            return [
                Grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                if wanted is None or fold(name) in wanted
                else Grid(name)
                for name, kind in ((m.name, m.typ) for m in book.sheets_metadata)
                if kind == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError as error:
        raise InputError(
            f"{what.capitalize()} “{path.name}” có mật khẩu nên không đọc được.",
            remedy="Mở tệp trong Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại.",
            file=path,
            code="encrypted",
        ) from error
    except PermissionError as error:
        raise InputError(
            f"Không có quyền đọc “{path.name}”.",
            remedy="Đóng tệp nếu đang mở, kiểm tra quyền đọc.",
            file=path,
        ) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(
            f"“{path.name}” không phải sổ tính Excel đọc được, hoặc tệp đã hỏng.",
            remedy="Mở thử bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx; nếu không mở được, xin lại bản gốc.",
            file=path,
            code="unreadable",
        ) from error
