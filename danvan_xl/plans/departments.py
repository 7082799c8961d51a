"""Reading the department sheets of a master: what stands in them, and what it means.

A department sheet is known by its identity cell wherever it stands, else by the label ``Mã đơn vị`` above a
table with the columns of ``Nhiệm vụ``; never by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from danvan_xl.identity import DEPARTMENT, parse_token
from danvan_xl.language.folding import fold
from danvan_xl.language.showing import as_text
from danvan_xl.model import Master, Return
from danvan_xl.plans.fields import near
from danvan_xl.sheets.master.department import NO_LONGER, TypedRow, TypedSheet
from danvan_xl.terms import form as h
from danvan_xl.terms import master as n
from danvan_xl.workbooks.grid import Grid, Table, find_table

if TYPE_CHECKING:
    from danvan_xl.workbooks.opening.raw import RawSheet

_ENOUGH_HEADERS = 5
_TOKEN_ROWS, _TOKEN_COLUMNS = 6, 6


def find_sheets(
    grids: Iterable[Grid], master: Master, raws: dict[str, RawSheet] | None = None
) -> tuple[dict[str, TypedSheet], list[TypedSheet]]:
    """Department sheets by unit code, and those that belong to no unit of the master (any more) or stand twice.

    ``raws``: what :func:`raw_sheets` gave already.
    """
    grids = list(grids)
    raws = raw_sheets(master, grids) if raws is None else raws
    known = {fold(unit.code): unit.code for unit in master.units}
    found: dict[str, TypedSheet] = {}
    others: list[TypedSheet] = []
    reserved = {fold(name) for name in (*n.INPUT_SHEETS, *n.MADE_SHEETS)}
    for grid in grids:
        if fold(grid.name) in reserved:
            continue
        sheet = read_sheet(grid)
        if sheet is None:
            continue
        _heed_formulas(sheet, raws.get(grid.name))
        code = known.get(fold(sheet.unit))
        if code is None or code in found:
            others.append(sheet)
        else:
            sheet.unit = code
            found[code] = sheet
    return found, others


def read_sheet(grid: Grid) -> TypedSheet | None:
    """The department sheet in a grid, or None when it is none."""
    token = _token(grid)
    table = find_table(grid, h.TASK_HEADERS, at_least=_ENOUGH_HEADERS)
    if table is None or (h.CODE not in table.columns and h.TEXT not in table.columns):
        return None
    unit = token or _label(grid, h.UNIT_CODE, table)
    if not unit:
        return None
    rows = [row for index in range(table.header_row + 1, len(grid.rows)) if (row := _row(grid, table, index))]
    return TypedSheet(
        unit=unit,
        name=grid.name,
        unit_name=_label(grid, h.UNIT, table),
        header_row=table.header_row,
        columns=dict(table.columns),
        extra=dict(table.extra),
        rows=rows,
    )


def _token(grid: Grid) -> str:
    for r in range(min(_TOKEN_ROWS, len(grid.rows))):
        for c in range(_TOKEN_COLUMNS):
            said = parse_token(grid.value(r, c))
            if said is not None:
                return said.unit if said.kind == DEPARTMENT else ""
    return ""


def _label(grid: Grid, label: str, table: Table) -> str:
    """The value right of a label above the table."""
    wanted = fold(label)
    for r in range(table.header_row):
        for c, value in enumerate(grid.rows[r]):
            if isinstance(value, str) and value and fold(value) == wanted:
                return grid.text(r, c + 1)
    return ""


def _row(grid: Grid, table: Table, index: int) -> TypedRow | None:
    values = {header: grid.value(index, col) for header, col in table.columns.items()}
    values = {header: value for header, value in values.items() if value is not None}
    extra = any(grid.value(index, col) is not None for col in table.extra)
    if not values and not extra:
        return None
    return TypedRow(index, as_text(values.get(h.CODE)), values, extra)


def read_departments(
    grids: Sequence[Grid],
    master: Master,
    raws: dict[str, RawSheet] | None = None,
    found: dict[str, TypedSheet] | None = None,
) -> dict[str, Return]:
    """What the departments typed, by unit code: every task row of their sheets, blank ones too.

    The rows are read by the same reader as returned forms, so that a value means the same in both. Each is a
    return without period. Kept rows of tasks that left the unit give no
    answers. ``raws`` and ``found``: what :func:`raw_sheets` and :func:`find_sheets` gave already.
    """
    from danvan_xl.typed.cells import CellReader
    from danvan_xl.typed.context import ReadingContext
    from danvan_xl.typed.locate import TASKS, Located
    from danvan_xl.typed.log import Log
    from danvan_xl.typed.task_rows import read_tasks
    from danvan_xl.workbooks.opening.raw import RawSheet

    raws = raw_sheets(master, grids) if raws is None else raws
    if found is None:
        found, _ = find_sheets(grids, master, raws)
    by_name = {grid.name: grid for grid in grids}
    context = ReadingContext(master)
    file = master.path.name if master.path else ""
    returns: dict[str, Return] = {}
    for code, typed in found.items():
        grid = _without_kept(by_name[typed.name], typed)
        log = Log(file, code)
        raw = raws.get(typed.name)
        # What the file says about cells (formulas, errors, percent formats) holds only while its values are these.
        if raw is not None and raw.grid.rows == by_name[typed.name].rows:
            raw = replace(raw, grid=grid)
        else:
            raw = RawSheet(grid)
        located = Located(TASKS, raw, typed.header_row, dict(typed.columns))
        cells = CellReader(located, log, master.plan.start, master.plan.end)
        rows = read_tasks(cells, code, context, outdated=True)
        returns[code] = Return(
            plan=master.plan.code,
            unit=code,
            period="",
            tasks=rows.answers,
            added=rows.added,
            path=file,
            findings=log.findings,
            in_master=True,
        )
    return returns


def raw_sheets(master: Master, grids: Iterable[Grid] = ()) -> dict[str, RawSheet]:
    """The sheets with the facts about their cells, by name: those that came with ``grids``, else those of the master's file; {}
    when there is no file to look at."""
    from danvan_xl.workbooks.opening.book import open_book
    from danvan_xl.workbooks.opening.raw import RawSheet, UnreadableError

    known = {grid.name: grid.facts for grid in grids if isinstance(grid.facts, RawSheet)}
    if known:
        return known
    if master.path is None or not master.path.is_file():
        return {}
    try:
        return {sheet.name: sheet for sheet in open_book(master.path).sheets}
    except UnreadableError:
        return {}


def _heed_formulas(sheet: TypedSheet, raw: RawSheet | None) -> None:
    """A formula that nobody calculated yet has no value, but somebody typed it."""
    if raw is None:
        return
    ours = {col for header, col in sheet.columns.items() if header not in h.TASK_INPUTS}
    typed = {row for row, col in (*raw.formulas, *raw.errors) if col not in ours and col > 0}
    known = {row.index for row in sheet.rows}
    for row in sheet.rows:
        row.has_extra = row.has_extra or row.index in typed
    for index in sorted(typed - known):
        if index > sheet.header_row:
            sheet.rows.append(TypedRow(index, "", {}, True))


def _without_kept(grid: Grid, typed: TypedSheet) -> Grid:
    """The sheet without the rows kept for a person's eye only; row numbers stay."""
    kept = {row.index for row in typed.rows if fold(as_text(row.values.get(h.ROLE))) == fold(NO_LONGER)}
    return Grid(grid.name, [[] if i in kept else row for i, row in enumerate(grid.rows)])


def unknown_sheet_hint(sheet: TypedSheet, master: Master) -> str:
    """The unit that an unclaimed sheet may belong to, as '; có phải của ...?' or ''."""
    hint = near(sheet.unit_name or sheet.name, [unit.name for unit in master.units])
    return f"; có phải của “{hint}”?" if hint else ""
