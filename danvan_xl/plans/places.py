"""Where the cells of a master's tables stand, for findings about what only shows when tables are seen together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.language.folding import fold
from danvan_xl.model import Where
from danvan_xl.plans.fields import Faults, find_sheet
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing.spec import cell_name
from danvan_xl.workbooks.grid import Grid, Table, find_table

_HEADERS = {
    n.PLAN: (n.ITEM, n.CONTENT),
    n.UNITS: n.UNIT_HEADERS,
    n.TASKS: n.TASK_HEADERS,
    n.PERIODS: n.PERIOD_HEADERS,
    n.CRITERIA: n.CRITERION_HEADERS,
    n.BANDS: n.BAND_HEADERS,
    n.INDICATORS: n.INDICATOR_HEADERS,
}


class Places:
    """Findings at the cell of a model object and header."""

    def __init__(self, grids: Sequence[Grid], faults: Faults) -> None:
        self.faults = faults
        self._tables: dict[str, Table | None] = {}
        self._names: dict[str, str] = {}
        for sheet, headers in _HEADERS.items():
            grid = find_sheet(grids, sheet)
            self._names[sheet] = grid.name if grid else sheet
            self._tables[sheet] = find_table(grid, headers) if grid else None

    def note(self, code: str, sheet: str, header: str, where: Where | None, **facts: Any) -> None:
        """A finding in the row of ``where`` under ``header``; in the header row when there is no row."""
        table = self._tables.get(sheet)
        cell = None
        if table is not None:
            row = where.row - 1 if where else table.header_row
            cell = cell_name(row, table.columns.get(header, 0))
        facts.setdefault("note", "")
        facts.setdefault("row", "")
        self.faults.add(code, sheet=self._names[sheet], cell=cell, header=header, **facts)

    def cell(self, sheet: str, header: str, where: Where | None) -> str:
        """The name of a cell, for mentioning it in a message."""
        table = self._tables.get(sheet)
        return (
            f"ô {cell_name(where.row - 1, table.columns.get(header, 0))}" if table and where else "dòng khác"
        )

    def label(self, code: str, label: str, grids: Sequence[Grid], **facts: Any) -> None:
        """A finding at the value of a label of ``Kế hoạch``."""
        grid = find_sheet(grids, n.PLAN)
        cell = None
        if grid is not None:
            for r, row in enumerate(grid.rows):
                for c, value in enumerate(row):
                    if isinstance(value, str) and value and fold(value) == fold(label):
                        cell = cell or cell_name(r, c + 1)
        facts.setdefault("note", "")
        self.faults.add(code, sheet=self._names[n.PLAN], cell=cell, header=label, **facts)
