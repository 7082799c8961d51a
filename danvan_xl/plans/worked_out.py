"""Filling in what a master leaves to the program: Loại thời hạn, Bắt đầu, Hạn, Chỉ tiêu, Đơn vị tính."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.model import Master, Task
from danvan_xl.plans.fields import find_sheet
from danvan_xl.sheets.master.book import deadline_cells
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid, find_table


def blank_cells(master: Master, grids: Sequence[Grid]) -> dict[str, dict[str, Any]]:
    """Values for the blank cells of ``Nhiệm vụ``: sheet → cell → value; a missing column is added at the right.

    What a person typed is never touched. A deadline that is only inferred fills its kind, so that the gap is seen.
    """
    grid = find_sheet(grids, n.TASKS)
    table = find_table(grid, n.TASK_HEADERS) if grid else None
    if grid is None or table is None:
        return {}
    updates: dict[str, Any] = {}
    columns = dict(table.columns)
    following = max((len(row) for row in grid.rows), default=0)
    for header in n.WORKED_OUT:
        if header not in columns:
            columns[header] = following
            updates[cell_name(table.header_row, following)] = header
            following += 1
    for task in master.tasks:
        if task.where is None:
            continue
        row = task.where.row - 1
        for header, value in _values(task).items():
            col = columns.get(header)
            if col is not None and value not in (None, "") and grid.value(row, col) is None:
                updates[cell_name(row, col)] = value
    return {grid.name: updates} if updates else {}


def _values(task: Task) -> dict[str, Any]:
    kind, start, due = deadline_cells(task.deadline)
    return {
        n.TARGET: task.target,
        n.TARGET_UNIT: task.target_unit if task.target is not None else "",
        n.DEADLINE_KIND: kind,
        n.START: start,
        n.DUE: due,
    }
