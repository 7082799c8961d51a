"""What table sheets have in common: title, guidance, one header row, data beneath, print set-up, identity.

Geometry by contract: one unmerged header row per table, data directly beneath it, guidance and titles
above it and never equal to a header. Helpers for masters, department sheets, forms and summaries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_xl.identity import DEFINED_NAME, PROPERTY, Identity
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import Page, Range, SheetSpec, Style, Validation, WorkbookSpec

COMPUTED_HEADER = style.HEADER.but(fill="5B6770")
"""The head of a column that the program works out."""
GUIDE = Style(size=10, italic=True, color=style.NOTE_INK)
"""Guidance lines: not wrapped, they run over the empty cells to their right."""
_BODY, _HEADER = style.BODY, style.HEADER
HIDDEN_TOKEN = Style(size=8, color=style.NOTE_INK)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table. ``width`` in characters."""

    header: str
    width: float = 14
    style: Style = _BODY
    hidden: bool = False
    header_style: Style = _HEADER


@dataclass(frozen=True, slots=True)
class Value:
    """A cell of a table row that is more than a plain value."""

    value: Any = None
    formula: str | None = None
    link: str | None = None
    style: Style | None = None
    """Instead of the column's style."""


def table_sheet(
    name: str,
    title: str,
    notes: Iterable[str],
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[Any]] = (),
    *,
    first_col: int = 0,
    blank_rows: int = 0,
    freeze_columns: int = 1,
    filtered: bool = True,
    landscape: bool = True,
    page_header: str = "",
    token: str = "",
) -> tuple[SheetSpec, int]:
    """A sheet with one table; gives back the spec and the header's row (0-based).

    ``rows`` hold plain values or :class:`Value`. ``blank_rows`` more are formatted for typing on.
    ``token`` (see :func:`put_token`) needs ``first_col`` ≥ 1: it goes into hidden column A.
    """
    sheet = SheetSpec(name)
    last_col = first_col + len(columns) - 1
    sheet.put(0, first_col, title, style.TITLE)
    sheet.heights[0] = 24
    row = 1
    for note in notes:
        sheet.put(row, first_col, note, GUIDE)
        row += 1
    header_row = row
    put_headers(sheet, header_row, columns, first_col)
    row += 1
    for values in rows:
        put_row(sheet, row, columns, values, first_col)
        row += 1
    for _ in range(blank_rows):
        put_row(sheet, row, columns, (), first_col)
        row += 1
    last_row = max(row - 1, header_row + 1)
    sheet.freeze = (header_row + 1, first_col + freeze_columns)
    if filtered:
        sheet.autofilter = (header_row, first_col, last_row, last_col)
    sheet.page = Page(
        landscape=landscape,
        repeat_rows=(header_row, header_row),
        header=page_header,
        area=(0, first_col, last_row, last_col),
    )
    if token:
        put_token(sheet, token)
    fit_rows(sheet, first=header_row)
    return sheet, header_row


def put_headers(sheet: SheetSpec, row: int, columns: Sequence[ColumnSpec], first_col: int = 0) -> None:
    """The header row, widths and hidden columns."""
    for offset, column in enumerate(columns):
        sheet.put(row, first_col + offset, column.header, column.header_style)
        sheet.widths[first_col + offset] = column.width
        if column.hidden:
            sheet.hidden_columns.add(first_col + offset)


def put_row(
    sheet: SheetSpec, row: int, columns: Sequence[ColumnSpec], values: Sequence[Any], first_col: int = 0
) -> None:
    """One data row; columns without a value get a formatted blank cell."""
    for offset, column in enumerate(columns):
        value = values[offset] if offset < len(values) else None
        if isinstance(value, Value):
            sheet.put(
                row,
                first_col + offset,
                value.value,
                value.style or column.style,
                formula=value.formula,
                link=value.link,
            )
        else:
            sheet.put(row, first_col + offset, value, column.style)


def put_token(sheet: SheetSpec, token: str) -> None:
    """The identity token in A1 of a hidden column A, where no sort or filter of the table reaches it."""
    sheet.hidden_columns.add(0)
    sheet.widths[0] = 2
    sheet.put(0, 0, token, HIDDEN_TOKEN)


def identify(book: WorkbookSpec, identity: Identity) -> None:
    """Put the identity into a custom document property and a hidden defined name."""
    token = identity.token()
    book.custom_properties[PROPERTY] = token
    book.hidden_names[DEFINED_NAME] = f'="{token}"'


def list_validation(
    ranges: list[Range], choices: Sequence[str] | str, what: str, *, strict: bool = True
) -> Validation:
    """A drop-down list. ``choices``: texts, or a formula '=...' of a range. Not ``strict``: only advises."""
    shown = "" if isinstance(choices, str) else " Các giá trị dùng được: " + "; ".join(choices) + "."
    error = f"“{what}”: hãy chọn trong danh sách." + shown
    return Validation(
        ranges,
        "list",
        source=choices if isinstance(choices, str) else list(choices),
        error_title="Ngoài danh sách",
        error=error if len(error) <= 255 else f"“{what}”: hãy chọn trong danh sách của ô.",
        severity="stop" if strict else "warning",
    )


def date_validation(ranges: list[Range], what: str, *, first: Any = None, last: Any = None) -> Validation:
    """A real date, by default between 2000 and 2100."""
    from datetime import date

    return Validation(
        ranges,
        "date",
        "between",
        minimum=first or date(2000, 1, 1),
        maximum=last or date(2100, 12, 31),
        error_title="Chưa đúng ngày",
        error=f"“{what}” phải là ngày có thật, nhập dạng ngày/tháng/năm, ví dụ 05/09/2025.",
    )


def number_validation(
    ranges: list[Range], what: str, *, minimum: Any = 0, maximum: Any = None, whole: bool = False
) -> Validation:
    """A number ≥ ``minimum``, ≤ ``maximum`` when given."""
    limits = f"từ {minimum} trở lên" if maximum is None else f"từ {minimum} đến {maximum}"
    return Validation(
        ranges,
        "whole" if whole else "decimal",
        ">=" if maximum is None else "between",
        minimum=minimum,
        maximum=maximum,
        error_title="Chưa đúng số",
        error=f"“{what}” phải là {'số nguyên' if whole else 'số'} {limits}; chỉ nhập số, không kèm đơn vị tính.",
    )
