"""Bringing over, from an old department sheet to its redrawn successor, what its users put there.

Inputs are copied as they stand (formulas too), columns and cells of their own with their look, notes, validations and
widths. Rows are followed by what became of them, columns keep their places.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from danvan_xl.identity import parse_token
from danvan_xl.language.folding import fold
from danvan_xl.sheets.master.department import DepartmentSheet, TypedSheet, column_shift
from danvan_xl.terms import form as h

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def carry_department(
    typed: TypedSheet, made: DepartmentSheet
) -> Callable[[Worksheet, Worksheet], dict[str, str]]:
    """A function for ``draw_into(carry=...)``."""

    def carry(old: Worksheet, new: Worksheet) -> dict[str, str]:
        formulas: dict[str, str] = {}
        shift = column_shift(typed, made)
        ours = {col for header, col in typed.columns.items()}
        inputs = {typed.columns[header] for header in h.TASK_INPUTS if header in typed.columns}
        last_old = typed.header_row
        for cells in old.iter_rows():
            for cell in cells:
                row, col = cell.row - 1, cell.column - 1
                if not _worth(cell):
                    continue
                last_old = max(last_old, row)
                if row < typed.header_row:
                    _above(cell, new, shift, formulas)
                elif row == typed.header_row:
                    if col not in ours:
                        _copy(cell, new, made.header_row, col + shift, formulas)
                elif row in made.moved:
                    _in_row(cell, new, made.moved[row], shift, ours, inputs, formulas)
                elif col not in ours:
                    # Beside or beneath the table, in no row of ours: it keeps its distance below the new table.
                    at = max(row, _end(made) + row - typed.header_row)
                    _copy(cell, new, at, col + shift, formulas)
        _widths(old, new, shift)
        _validations(old, new, ours, shift)
        return formulas

    return carry


def _worth(cell: Any) -> bool:
    return cell.value not in (None, "") or cell.comment is not None


def _end(made: DepartmentSheet) -> int:
    return max(cell.row for cell in made.spec.cells)


def _in_row(
    cell: Any,
    new: Worksheet,
    row: int,
    shift: int,
    ours: set[int],
    inputs: set[int],
    formulas: dict[str, str],
) -> None:
    col = cell.column - 1
    if col not in ours:
        _copy(cell, new, row, col + shift, formulas)
        return
    target = new.cell(row + 1, col + shift + 1)
    if col in inputs and cell.value not in (None, ""):
        target.value = _moved_formula(cell, target, formulas)
        if cell.data_type == "s":
            target.data_type = "s"
        if cell.number_format != "General" and cell.is_date:
            target.number_format = cell.number_format
        elif "%" in cell.number_format:
            target.number_format = cell.number_format  # 0.85 shown as 85% must stay so
        if cell.hyperlink is not None:
            target.hyperlink = copy(cell.hyperlink)
            target.hyperlink.ref = target.coordinate
    if cell.comment is not None and target.comment is None:
        target.comment = copy(cell.comment)


def _above(cell: Any, new: Worksheet, shift: int, formulas: dict[str, str]) -> None:
    """A cell above the header: ours are drawn again, anything else keeps its place or the next free one to the right."""
    value = cell.value
    if parse_token(value) is not None:
        return
    if isinstance(value, str):
        wanted = fold(value)
        top = new.iter_rows(max_row=min(cell.row + 3, new.max_row))
        if _is_ours(value) or any(
            c.value is not None and fold(str(c.value)) == wanted for cells in top for c in cells
        ):
            return
    if _left_label(cell):
        return
    col = cell.column + shift
    while new.cell(cell.row, col).value is not None:
        col += 1
    _copy(cell, new, cell.row - 1, col - 1, formulas)


def _is_ours(text: str) -> bool:
    """Titles and guidance of any version of ours."""
    return text.startswith(("NHIỆM VỤ CỦA ", "Điền các ô vàng", "Tình trạng do máy tự tính"))


def _left_label(cell: Any) -> bool:
    """Whether the cell is the value of one of our labels."""
    from danvan_xl.sheets.master.department import AS_OF

    if cell.column == 1:
        return False
    left = cell.parent.cell(cell.row, cell.column - 1).value
    return isinstance(left, str) and fold(left) in {fold(h.UNIT), fold(h.UNIT_CODE), fold(AS_OF)}


def _copy(cell: Any, new: Worksheet, row: int, col: int, formulas: dict[str, str]) -> None:
    target = new.cell(row + 1, col + 1)
    target.value = _moved_formula(cell, target, formulas)
    if cell.data_type == "s":
        target.data_type = "s"
    if cell.has_style:
        target._style = copy(cell._style)
    if cell.hyperlink is not None:
        target.hyperlink = copy(cell.hyperlink)
        target.hyperlink.ref = target.coordinate
    if cell.comment is not None:
        target.comment = copy(cell.comment)


def _moved_formula(cell: Any, target: Any, formulas: dict[str, str]) -> Any:
    """The value; of a formula its references moved along with the row, as Excel does when copying."""
    if cell.data_type != "f" or not isinstance(cell.value, str):
        return cell.value
    from openpyxl.formula.translate import Translator

    formulas[target.coordinate] = cell.coordinate
    return Translator(cell.value, origin=cell.coordinate).translate_formula(target.coordinate)


def _widths(old: Worksheet, new: Worksheet, shift: int) -> None:
    """Columns that a user made wider, narrower or hid stay so."""
    from openpyxl.utils import column_index_from_string, get_column_letter

    for letter, dimension in old.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        last = dimension.max or first
        for index in range(first, min(last, 200) + 1):
            if index + shift == 1:
                continue  # the hidden identity column
            kept = new.column_dimensions[get_column_letter(index + shift)]
            if dimension.width:
                kept.width = dimension.width
            kept.hidden = dimension.hidden


def _validations(old: Worksheet, new: Worksheet, ours: set[int], shift: int) -> None:
    """Validations and conditional formats that lie wholly in a user's own columns."""
    if shift:
        return
    for rule in old.data_validations.dataValidation:
        columns = {c - 1 for area in rule.sqref.ranges for c in range(area.min_col, area.max_col + 1)}
        if columns and not columns & ours and len(columns) < 200:
            new.add_data_validation(copy(rule))
    for where in old.conditional_formatting:
        columns = {c - 1 for area in where.sqref.ranges for c in range(area.min_col, area.max_col + 1)}
        if columns and not columns & ours and len(columns) < 200:
            for rule in where.rules:
                new.conditional_formatting.add(str(where.sqref), rule)
