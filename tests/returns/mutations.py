"""What happens to a form between the focal officer's mail and hers again: one function a mishap, all seeded.

Each takes an openpyxl workbook and the :class:`~tests.returns.filled.Filled` it belongs to and changes the
workbook; what a person could no longer read afterwards is entered into ``filled.lost``. The functions know
the form only by its headers.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.language.folding import fold
from tests.returns.filled import CODE_HEADERS, SHEETS, Filled, Key, header_of

Mutation = Callable[[Any, Filled, random.Random], None]


def header_row(sheet: Worksheet, header: str) -> tuple[int, dict[str, int]]:
    """1-based row of the header, and columns by folded header text."""
    wanted = fold(header)
    best: tuple[int, dict[str, int]] = (0, {})
    for row in sheet.iter_rows():
        columns = {fold(c.value): c.column for c in row if isinstance(c.value, str) and len(c.value) < 60}
        if wanted in columns and len(columns) > len(best[1]):
            best = (row[0].row, columns)
    if not best[0]:
        raise LookupError(f"{sheet.title}: no header {header}")
    return best


def sheet_of(book: Any, kind: str) -> Worksheet:
    """The sheet of a kind, whatever it is called now."""
    probe = {"task": "Kết quả, số văn bản", "indicator": "Lũy kế", "score": "Điểm tự chấm"}[kind]
    for sheet in book.worksheets:
        try:
            header_row(sheet, probe)
        except LookupError:
            continue
        return sheet
    raise LookupError(kind)


def cell_of(book: Any, key: Key) -> Any:
    """The cell that holds a typed value."""
    sheet = sheet_of(book, key[0])
    row, columns = header_row(sheet, header_of(key))
    code_column = columns[fold(CODE_HEADERS[key[0]])]
    for number in range(row + 1, sheet.max_row + 1):
        if sheet.cell(number, code_column).value == key[1]:
            return sheet.cell(number, columns[fold(header_of(key))])
    raise LookupError(key)


def _kind(rng: random.Random) -> str:
    return rng.choice(["task", "task", "indicator", "score"])


def _readable(filled: Filled, rng: random.Random, want: type, count: int = 3) -> list[Key]:
    keys = [k for k, v in filled.typed.items() if isinstance(v, want) and k not in filled.lost]
    return rng.sample(keys, min(count, len(keys)))


def _swap_columns(sheet: Worksheet, a: int, b: int, first: int) -> None:
    for row in range(first, sheet.max_row + 1):
        one, two = sheet.cell(row, a), sheet.cell(row, b)
        one.value, two.value = two.value, one.value
        one._style, two._style = copy(two._style), copy(one._style)


def columns_moved(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    row, columns = header_row(sheet, CODE_HEADERS[kind])
    a, b = rng.sample(sorted(columns.values()), 2)
    _swap_columns(sheet, a, b, row)


def column_inserted(book: Any, filled: Filled, rng: random.Random) -> None:
    sheet = sheet_of(book, _kind(rng))
    at = rng.randrange(2, sheet.max_column)
    _shift_columns(sheet, at)
    row, _ = header_row(sheet, "Mã nhiệm vụ") if "nhiem" in sheet.title else (0, {})
    if row:
        sheet.cell(row, at).value = "Ghi thêm"


def _shift_columns(sheet: Worksheet, at: int) -> None:
    for row in range(1, sheet.max_row + 1):
        for col in range(sheet.max_column + 1, at, -1):
            left, right = sheet.cell(row, col - 1), sheet.cell(row, col)
            right.value, right._style = left.value, copy(left._style)
        sheet.cell(row, at).value = None


def columns_hidden(book: Any, filled: Filled, rng: random.Random) -> None:
    sheet = sheet_of(book, _kind(rng))
    for letter in rng.sample("CDEFGHIJ", 3):
        sheet.column_dimensions[letter].hidden = True


def _data_rows(sheet: Worksheet, kind: str) -> tuple[int, int, int]:
    """Header row, first and last row that has a code."""
    row, columns = header_row(sheet, CODE_HEADERS[kind])
    column = columns[fold(CODE_HEADERS[kind])]
    last = max((n for n in range(row + 1, sheet.max_row + 1) if sheet.cell(n, column).value), default=row)
    return row, row + 1, last


def rows_sorted(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    _, first, last = _data_rows(sheet, kind)
    rows = [
        [(sheet.cell(r, c).value, copy(sheet.cell(r, c)._style)) for c in range(1, sheet.max_column + 1)]
        for r in range(first, last + 1)
    ]
    rng.shuffle(rows)
    for r, values in enumerate(rows, start=first):
        for c, (value, style) in enumerate(values, start=1):
            sheet.cell(r, c).value = value
            sheet.cell(r, c)._style = style


def row_inserted(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    _, first, last = _data_rows(sheet, kind)
    at = rng.randrange(1, last + 1)
    for r in range(sheet.max_row + 1, at, -1):
        for c in range(1, sheet.max_column + 1):
            above, here = sheet.cell(r - 1, c), sheet.cell(r, c)
            here.value, here._style = above.value, copy(above._style)
    for c in range(1, sheet.max_column + 1):
        sheet.cell(at, c).value = None
    if rng.random() < 0.5 and at >= first:
        sheet.cell(at, 3).value = "ghi chú của đơn vị"


def row_deleted(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    _, first, last = _data_rows(sheet, kind)
    _, columns = header_row(sheet, CODE_HEADERS[kind])
    at = rng.randrange(first, last + 1)
    code = sheet.cell(at, columns[fold(CODE_HEADERS[kind])]).value
    sheet.delete_rows(at)
    _, _, last = _data_rows(sheet, kind)
    if any(sheet.cell(r, columns[fold(CODE_HEADERS[kind])]).value == code for r in range(first, last + 1)):
        return  # a copy of the row is still there
    filled.lost |= {key for key in filled.typed if key[0] == kind and key[1] == code}


def rows_filtered(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    _, first, last = _data_rows(sheet, kind)
    for r in rng.sample(range(first, last + 1), max(1, (last - first) // 2)):
        sheet.row_dimensions[r].hidden = True


def row_copied(book: Any, filled: Filled, rng: random.Random) -> None:
    kind = _kind(rng)
    sheet = sheet_of(book, kind)
    _, first, last = _data_rows(sheet, kind)
    source = rng.randrange(first, last + 1)
    target = sheet.max_row + 1
    for c in range(1, sheet.max_column + 1):
        sheet.cell(target, c).value = sheet.cell(source, c).value
        sheet.cell(target, c)._style = copy(sheet.cell(source, c)._style)


def sheet_renamed(book: Any, filled: Filled, rng: random.Random) -> None:
    sheet = rng.choice(book.worksheets)
    sheet.title = rng.choice(["Sheet1", "Trang tính của thôn", "NV (sửa)", "Báo cáo", "copy"])


def sheets_reordered(book: Any, filled: Filled, rng: random.Random) -> None:
    rng.shuffle(book._sheets)
    book.active = 0


def sheet_added(book: Any, filled: Filled, rng: random.Random) -> None:
    sheet = book.create_sheet("Nháp", rng.randrange(len(book.worksheets)))
    for r in range(1, 6):
        sheet.append(["Mã", "Việc", r * 1000, "x"])


def cells_merged(book: Any, filled: Filled, rng: random.Random) -> None:
    """Sideways over a blank neighbour, or down over the row beneath, whose own value is then gone."""
    key = rng.choice([k for k in filled.typed if k not in filled.lost])
    cell = cell_of(book, key)
    sheet = cell.parent
    if rng.random() < 0.5 and cell.column < sheet.max_column:
        right = sheet.cell(cell.row, cell.column + 1)
        if right.value is None:
            sheet.merge_cells(
                start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1
            )
        return
    _, columns = header_row(sheet, header_of(key))
    below = sheet.cell(cell.row + 1, columns[fold(CODE_HEADERS[key[0]])]).value
    filled.lost |= {
        k for k in filled.typed if k[0] == key[0] and k[1] == below and header_of(k) == header_of(key)
    }
    sheet.merge_cells(
        start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
    )


def formulas_over_inputs(book: Any, filled: Filled, rng: random.Random) -> None:
    for key in _readable(filled, rng, Decimal):
        cell, value = cell_of(book, key), filled.typed[key]
        if isinstance(cell.value, int | float):
            part = value // 2
            cell.value = f"={part}+{value - part}"


def numbers_as_text(book: Any, filled: Filled, rng: random.Random) -> None:
    for key in _readable(filled, rng, Decimal, 5):
        cell = cell_of(book, key)
        if not isinstance(cell.value, int | float):
            continue
        value = filled.typed[key]
        text = format(value.normalize(), "f").replace(".", ",")
        whole = value == value.to_integral_value()
        styles = [text, f" {text} ", f"'{text}", f"{text}\u00a0"]
        if whole and value >= 1000:
            styles.append(f"{int(value):,}".replace(",", "."))
        if key[2] == "progress":
            styles.append(f"{text}%")
        elif key[0] == "indicator" and whole and key[1] not in ("SL07", "SL11"):
            styles.append(f"{text} lượt")
        cell.value = rng.choice(styles)
        cell.number_format = "@"


def dates_as_text(book: Any, filled: Filled, rng: random.Random) -> None:
    for key in _readable(filled, rng, date, 5):
        day = filled.typed[key]
        cell = cell_of(book, key)
        cell.value = rng.choice(
            [
                f"{day:%d/%m/%Y}",
                f"{day.day}/{day.month}/{day.year}",
                f"{day.day:02d}.{day.month}.{day.year}",
                f"ngày {day.day} tháng {day.month} năm {day.year}",
                f"{day.day}/{day.month}",
                f"{day.day}-{day.month}-{day.year}",
                f"{day:%Y-%m-%d}",
            ]
        )
        cell.number_format = "@"


def system_1904(book: Any, filled: Filled, rng: random.Random) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904


_OTHER_TONES = {"hòa": "hoà", "Hòa": "Hoà", "hóa": "hoá", "Lũy": "Luỹ", "lũy": "luỹ", "thủy": "thuỷ"}


def headers_retyped(book: Any, filled: Filled, rng: random.Random) -> None:
    sheet = sheet_of(book, kind := _kind(rng))
    row, columns = header_row(sheet, CODE_HEADERS[kind])
    style = rng.choice(["nfd", "tones", "case", "spaces"])
    for column in columns.values():
        text = sheet.cell(row, column).value
        if style == "nfd":
            text = unicodedata.normalize("NFD", text)
        elif style == "tones":
            for old, new in _OTHER_TONES.items():
                text = text.replace(old, new)
        elif style == "case":
            text = text.upper()
        else:
            text = f" {text.replace(' ', chr(0xA0), 1)}  "
        sheet.cell(row, column).value = text


def texts_decomposed(book: Any, filled: Filled, rng: random.Random) -> None:
    for key in _readable(filled, rng, str, 4):
        cell = cell_of(book, key)
        cell.value = unicodedata.normalize("NFD", cell.value)


def percent_format(book: Any, filled: Filled, rng: random.Random) -> None:
    for key in [k for k in filled.typed if k[2] == "progress" and k not in filled.lost][:3]:
        cell = cell_of(book, key)
        if isinstance(cell.value, int | float):
            cell.value = float(filled.typed[key]) / 100
            cell.number_format = "0%"


def identity_lost(book: Any, filled: Filled, rng: random.Random) -> None:
    """What some program or other drops: properties, names, hidden cells. One always remains."""
    for place in rng.sample(["property", "name", "cells"], 2):
        if place == "property":
            for name in list(book.custom_doc_props.names):
                del book.custom_doc_props[name]
        elif place == "name":
            for name in list(book.defined_names):
                del book.defined_names[name]
        else:
            for sheet in book.worksheets:
                for row in sheet.iter_rows():
                    for cell in row:
                        if isinstance(cell.value, str) and cell.value.startswith("danvan-xl|"):
                            cell.value = None


MUTATIONS: tuple[Mutation, ...] = (
    columns_moved,
    column_inserted,
    columns_hidden,
    rows_sorted,
    row_inserted,
    row_deleted,
    rows_filtered,
    row_copied,
    sheet_renamed,
    sheets_reordered,
    sheet_added,
    cells_merged,
    formulas_over_inputs,
    numbers_as_text,
    dates_as_text,
    system_1904,
    headers_retyped,
    texts_decomposed,
    percent_format,
    identity_lost,
)
_ALONE = {cells_merged: 9, rows_sorted: 1}
"""Merging comes last: openpyxl cannot write into merged cells."""


def mutate(book: Any, filled: Filled, rng: random.Random, count: int) -> list[str]:
    """Apply ``count`` mutations; give back their names."""
    chosen = rng.sample(MUTATIONS, count)
    chosen.sort(key=lambda m: _ALONE.get(m, 5))
    for mutation in chosen:
        mutation(book, filled, rng)
    return [mutation.__name__ for mutation in chosen]


__all__ = ["MUTATIONS", "SHEETS", "datetime", "mutate"]
