"""Where each cell that users put into a department sheet goes when the sheet is drawn anew; for a file and for Excel."""

from __future__ import annotations

from collections.abc import Collection

from danvan_xl.identity import parse_token
from danvan_xl.language.folding import fold
from danvan_xl.sheets.master.department import AS_OF, DepartmentSheet, TypedSheet, column_shift
from danvan_xl.terms import form as h
from danvan_xl.workbooks.grid import Grid

Place = tuple[int, int]
"""Row and column, from 0."""


def inputs_of(typed: TypedSheet) -> set[int]:
    """The columns of the old sheet that are for answers."""
    return {typed.columns[header] for header in h.TASK_INPUTS if header in typed.columns}


def rows_stay(typed: TypedSheet, made: DepartmentSheet) -> bool:
    """Whether every row of the table keeps its place."""
    return typed.header_row == made.header_row and all(old == new for old, new in made.moved.items())


def moves(
    grid: Grid, typed: TypedSheet, made: DepartmentSheet, *, noted: Collection[Place] = ()
) -> dict[Place, Place]:
    """Old place → new place: input columns and users' own columns of every row that is still there, and what users wrote
    above, beside and beneath the table.

    Rows are followed by what became of them, columns keep their places; where no row of the table moved, nothing moves. Blank cells of input columns go along, since
    they may hold notes; ``noted`` are more cells that count although they are blank.
    """
    shift = column_shift(typed, made)
    ours, inputs, own = set(typed.columns.values()), inputs_of(typed), set(typed.extra)
    found: dict[Place, Place] = {}
    for old_row, new_row in made.moved.items():
        for col in range(max(len(grid.rows[old_row]), max(inputs | own, default=0) + 1)):
            filled = (old_row, col) in noted or grid.value(old_row, col) is not None
            if col in inputs or (col in own and col not in ours) or (filled and col not in ours):
                found[old_row, col] = (new_row, col + shift)
    top = [cell for cell in made.spec.cells if cell.row < made.header_row]
    drawn = {fold(str(cell.value)) for cell in top if cell.value is not None}
    taken = {(cell.row, cell.col) for cell in top}
    end = max(cell.row for cell in made.spec.cells)
    still = rows_stay(typed, made)
    for row, values in enumerate(grid.rows):
        for col, value in enumerate(values):
            if (value in (None, "") and (row, col) not in noted) or (row, col) in found:
                continue
            if row < typed.header_row:
                if not _is_ours(grid, row, col, drawn):
                    place = (row, col + shift)
                    while place in taken:
                        place = (row, place[1] + 1)
                    found[row, col] = place
                    taken.add(place)
            elif row == typed.header_row and col not in ours:
                found[row, col] = (made.header_row, col + shift)
            elif col not in ours and row not in made.moved:
                # In no row of the table: it keeps its distance below the new one.
                found[row, col] = (row if still else max(row, end + row - typed.header_row), col + shift)
    return found


def _is_ours(grid: Grid, row: int, col: int, drawn: Collection[str]) -> bool:
    """Whether a cell above the header is drawn again: a title, guidance, a label of any version of ours, or its value."""
    value = grid.value(row, col)
    if parse_token(value) is not None:
        return True
    text = str(value)
    if value is not None and (fold(text) in drawn or text.startswith(_GUIDANCE)):
        return True
    return col > 0 and fold(grid.text(row, col - 1)) in {
        fold(label) for label in (h.UNIT, h.UNIT_CODE, AS_OF)
    }


_GUIDANCE = ("NHIỆM VỤ CỦA ", "Điền các ô vàng", "Tình trạng do máy tự tính")
