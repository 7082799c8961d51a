"""Bringing over, from an old department sheet to its redrawn successor, what its users put there.

Inputs are copied as they stand (formulas too), columns and cells of their own with their look, notes, validations and
widths. Where each cell goes says :mod:`.moves`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from danvan_xl.plans.moves import inputs_of, moves
from danvan_xl.sheets.master.department import DepartmentSheet, TypedSheet, column_shift
from danvan_xl.workbooks.grid import Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def carry_department(
    typed: TypedSheet, made: DepartmentSheet
) -> Callable[[Worksheet, Worksheet], dict[str, str]]:
    """A function for ``draw_into(carry=...)``."""

    def carry(old: Worksheet, new: Worksheet) -> dict[str, str]:
        formulas: dict[str, str] = {}
        cells = {
            (cell.row - 1, cell.column - 1): cell
            for row in old.iter_rows()
            for cell in row
            if cell.value not in (None, "") or cell.comment is not None
        }
        grid = Grid(old.title, [[cell.value for cell in row] for row in old.iter_rows()])
        noted = {place for place, cell in cells.items() if cell.comment is not None}
        ours, inputs = set(typed.columns.values()), inputs_of(typed)
        for place, (row, col) in moves(grid, typed, made, noted=noted).items():
            cell = cells.get(place)
            if cell is None:
                continue
            if place[0] in made.moved and place[1] in inputs:
                _answer(cell, new.cell(row + 1, col + 1), formulas)
            else:
                _copy(cell, new.cell(row + 1, col + 1), formulas)
        shift = column_shift(typed, made)
        drawn = made.moved | {typed.header_row: made.header_row}
        for old_row, col in noted:  # notes on cells that are drawn again
            if old_row in drawn and col in ours and (col not in inputs or old_row == typed.header_row):
                target = new.cell(drawn[old_row] + 1, col + shift + 1)
                target.comment = target.comment or copy(cells[old_row, col].comment)
        _widths(old, new, shift)
        _validations(old, new, ours, shift)
        return formulas

    return carry


def _answer(cell: Any, target: Any, formulas: dict[str, str]) -> None:
    """Into a cell of ours, which keeps its look."""
    if cell.value not in (None, ""):
        target.value = _moved_formula(cell, target, formulas)
        if cell.data_type == "s":
            target.data_type = "s"
        if (cell.number_format != "General" and cell.is_date) or "%" in cell.number_format:
            target.number_format = cell.number_format  # 0.85 shown as 85% must stay so
        _link(cell, target)
    if cell.comment is not None and target.comment is None:
        target.comment = copy(cell.comment)


def _link(cell: Any, target: Any) -> None:
    if cell.hyperlink is not None:
        target.hyperlink = copy(cell.hyperlink)
        target.hyperlink.ref = target.coordinate


def _copy(cell: Any, target: Any, formulas: dict[str, str]) -> None:
    target.value = _moved_formula(cell, target, formulas)
    if cell.data_type == "s":
        target.data_type = "s"
    if cell.has_style:
        target._style = copy(cell._style)
    _link(cell, target)
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
