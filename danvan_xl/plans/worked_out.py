"""Filling in what a master leaves to the program: Loại thời hạn, Bắt đầu, Hạn, Chỉ tiêu, Đơn vị tính."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from danvan_xl.model import Master
from danvan_xl.plans.fields import find_sheet
from danvan_xl.sheets.master.remembered import filled_in, memory, memory_column, untouched
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid, Row, find_table


class Filling(Struct):
    """Single values for sheets that stay: ``cells[sheet][cell]``, and the columns (0-based) to hide there."""

    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    hidden: dict[str, set[int]] = field(default_factory=dict)


def filling(master: Master, grids: Sequence[Grid]) -> Filling:
    """Values for the cells of ``Nhiệm vụ`` that are blank or were filled in before; missing columns are added at the right.

    What a person typed is never touched. A deadline that is only inferred fills its kind, so that the gap is seen.
    """
    grid = find_sheet(grids, n.TASKS)
    table = find_table(grid, n.TASK_HEADERS) if grid else None
    if grid is None or table is None:
        return Filling()
    updates: dict[str, Any] = {}
    columns = dict(table.columns)
    following = max((len(row) for row in grid.rows), default=0)
    for header in n.WORKED_OUT:
        if header not in columns:
            columns[header] = following
            updates[cell_name(table.header_row, following)] = header
            following += 1
    at = memory_column(Row(table, table.header_row))
    remembers = following if at is None else at
    memories: dict[str, Any] = {}
    for task in master.tasks:
        if task.where is None:
            continue
        row = Row(table, task.where.row - 1)
        ours, shown = untouched(row), {header: row.value(header) for header in columns}
        for header, value in filled_in(task).items():
            if header in columns and (header in ours or (shown[header] is None and value not in (None, ""))):
                shown[header] = value
                if value != row.value(header):
                    updates[cell_name(row.index, columns[header])] = None if value == "" else value
        said = memory(task, master.plan, shown)
        if said != grid.text(row.index, remembers):
            memories[cell_name(row.index, remembers)] = said or None
    if at is None and memories:
        memories[cell_name(table.header_row, remembers)] = n.REMEMBERED
    updates |= memories
    return Filling({grid.name: updates} if updates else {}, {grid.name: {remembers}} if updates else {})
