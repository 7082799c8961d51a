"""One sheet per unit that has work, in the master itself: lead tasks first, then coordinated ones.

Columns are those of the form's ``Nhiệm vụ``. What a department typed before comes back into its row by task
code; columns that it added keep their place; a task that left the unit keeps its row at the bottom as long as
something stands in it. Column A is hidden and holds the identity, so that a sheet sent as its own workbook is a return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from danvan_xl.identity import DEPARTMENT, Identity
from danvan_xl.language.folding import clean, fold
from danvan_xl.model import Master, Role, Status, Task, TaskAnswer, Unit
from danvan_xl.rules.status import CHECK_AGAIN, evaluate
from danvan_xl.rules.targets import target_for
from danvan_xl.sheets.fields import fact_style, header_style
from danvan_xl.sheets.master.naming import sheet_names
from danvan_xl.sheets.tables import GUIDE, put_token
from danvan_xl.sheets.task_table import BLANK_ROWS, TaskTable
from danvan_xl.terms import form as h
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style, cell_name
from danvan_xl.workbooks.drawing.values import print_text

AS_OF = "Tính đến ngày"
"""Label of the date by which the sheet's statuses go; ``progress`` sets it."""
NO_LONGER = "Không còn giao"
"""Vai trò of a row kept for what was typed in it, although the task left the unit."""
TAB = "2E7D6B"
_HEADER_ROW = 6
"""0-based row of the header in a fresh sheet."""

_FIELD = {field.header: field for field in h.TASK_FIELDS}
_CODE_WIDTH = 13.5
_KEPT = style.BODY.but(fill="EDEDED", color=style.NOTE_INK, italic=True)


class TypedRow(Struct):
    """A row of an existing department sheet, as it stands. ``index`` is its 0-based row there."""

    index: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    """Raw values under known headers."""
    has_extra: bool = False
    """Something stands under a column that the department added."""

    @property
    def has_input(self) -> bool:
        """Something that only the department can have typed."""
        return self.has_extra or any(self.values.get(header) not in (None, "") for header in h.TASK_INPUTS)


class TypedSheet(Struct):
    """An existing department sheet: where its columns stand and what was typed."""

    unit: str
    name: str
    unit_name: str
    """The unit's name as the sheet shows it."""
    header_row: int
    columns: dict[str, int]
    extra: dict[int, str] = field(default_factory=dict)
    rows: list[TypedRow] = field(default_factory=list)
    last_column: int = 0


class DepartmentSheet(Struct):
    """A sheet to draw, with what became of each row. ``moved``: old 0-based row → new 0-based row."""

    unit: Unit
    spec: SheetSpec
    columns: dict[str, int]
    header_row: int
    lead: int = 0
    coordinating: int = 0
    moved: dict[int, int] = field(default_factory=dict)
    kept: list[TypedRow] = field(default_factory=list)
    statuses: dict[Status, int] = field(default_factory=dict)


def department_sheets(
    master: Master,
    typed: Mapping[str, TypedSheet] | None = None,
    as_of: date | None = None,
    *,
    taken: Iterable[str] = (),
    answers: Mapping[str, Mapping[str, TaskAnswer]] | None = None,
) -> list[DepartmentSheet]:
    """The sheets of all units that have work or whose sheet holds something typed, in the master's order.

    ``typed`` by unit code; ``answers`` (unit → task code → what was read) give the cached statuses. ``as_of``
    defaults to the plan's last day. ``taken``: names of the workbook's other sheets.
    """
    known, work = typed or {}, master.work()
    units = [
        unit
        for unit in master.units
        if unit.code in work
        or any(row.has_input for row in (known[unit.code].rows if unit.code in known else ()))
    ]
    own = {code: _own_name(sheet) for code, sheet in known.items()}
    renamed = {unit.code: own[unit.code] for unit in units if own.get(unit.code)}
    others = [unit for unit in units if unit.code not in renamed]
    names = renamed | sheet_names(others, [*taken, *renamed.values()])
    day = as_of or master.plan.end
    return [
        department_sheet(
            master,
            unit,
            work.get(unit.code, ()),
            names[unit.code],
            day,
            known.get(unit.code),
            (answers or {}).get(unit.code, {}),
        )
        for unit in units
    ]


def _own_name(typed: TypedSheet) -> str:
    """The sheet's name if a person gave it; '' if it is the name that we made of the unit's name."""
    made = sheet_names([Unit(typed.unit, typed.unit_name)])[typed.unit]
    ours = typed.name == made or typed.name.startswith(made.partition(" (")[0][:12])
    return "" if ours else typed.name


def department_sheet(
    master: Master,
    unit: Unit,
    work: Sequence[tuple[Task, Role]],
    name: str,
    as_of: date,
    typed: TypedSheet | None = None,
    answers: Mapping[str, TaskAnswer] | None = None,
) -> DepartmentSheet:
    """One unit's sheet. Known columns stay where ``typed`` has them; missing ones come after the last."""
    columns = _columns(typed)
    header_row = max(_HEADER_ROW, typed.header_row if typed else 0)
    first_col = min(columns.values())
    sheet = SheetSpec(name, zoom=85, tab_color=TAB)
    put_token(sheet, Identity(DEPARTMENT, plan=master.plan.code, unit=unit.code).token())
    made = DepartmentSheet(unit, sheet, columns, header_row)
    _head(sheet, master, unit, as_of, columns)
    for header, col in columns.items():
        sheet.put(header_row, col, header, header_style(_FIELD[header]))
        # The label "Mã đơn vị" above the table stands in the column of the codes.
        sheet.widths[col] = _CODE_WIDTH if header == h.CODE else _FIELD[header].width
    _body(made, master, unit, work, as_of, typed, answers or {})
    last_row, last_col = _last(made, typed)
    sheet.freeze = (header_row + 1, columns[h.TEXT] if columns[h.TEXT] > first_col else first_col + 1)
    sheet.autofilter = (header_row, first_col, last_row, last_col)
    sheet.page = Page(
        left=0.4,
        right=0.3,
        repeat_rows=(header_row, header_row),
        area=(0, first_col, last_row, last_col),
        footer=f'&L&"Times New Roman,Italic"&9{print_text(unit.name)[:180]}&R&"Times New Roman,Regular"&9Trang &P/&N',
    )
    fit_rows(sheet, first=header_row)
    return made


def _columns(typed: TypedSheet | None) -> dict[str, int]:
    if typed is None:
        return {header: 1 + offset for offset, header in enumerate(h.TASK_HEADERS)}
    # Column A must stay free for the identity.
    shift = 1 if 0 in typed.columns.values() or 0 in typed.extra else 0
    columns = {header: typed.columns[header] + shift for header in h.TASK_HEADERS if header in typed.columns}
    following = max([*columns.values(), *(c + shift for c in typed.extra)], default=0) + 1
    for header in h.TASK_HEADERS:
        if header not in columns:
            columns[header] = following
            following += 1
    return columns


def column_shift(typed: TypedSheet, made: DepartmentSheet) -> int:
    """How many columns to the right everything moved, to keep column A free."""
    header = next(iter(typed.columns))
    return made.columns[header] - typed.columns[header]


def _head(sheet: SheetSpec, master: Master, unit: Unit, as_of: date, columns: Mapping[str, int]) -> None:
    left = min(columns.values())
    sheet.put(0, left, f"NHIỆM VỤ CỦA {unit.name.upper()}", style.TITLE)
    sheet.heights[0] = 24
    plain = Style(color=style.INK, bold=True)
    for row, (label, value, look) in enumerate(
        (
            (h.UNIT, unit.name, plain),
            (h.UNIT_CODE, unit.code, plain.but(num_format="@")),
            (AS_OF, as_of, plain.but(num_format="dd/mm/yyyy", align="left")),
        ),
        start=1,
    ):
        sheet.put(row, left, label + ":", Style(color=style.NOTE_INK))
        sheet.put(row, left + 1, value, look)
    sheet.put(
        4,
        left,
        "Điền các ô vàng: Tiến độ ghi số từ 0 đến 100; xong thì ghi 100 và ngày hoàn thành. Việc làm thêm ghi ở các dòng trống cuối bảng, bỏ trống mã.",
        GUIDE,
    )
    sheet.put(
        5,
        left,
        f"Tình trạng do máy tự tính theo ô “{AS_OF}”. Chương trình tách lại thì vẫn giữ những gì đơn vị đã ghi. Mục lục: trang tính “{n.INDEX}”.",
        GUIDE,
    )


def _body(
    made: DepartmentSheet,
    master: Master,
    unit: Unit,
    work: Sequence[tuple[Task, Role]],
    as_of: date,
    typed: TypedSheet | None,
    answers: Mapping[str, TaskAnswer],
) -> None:
    sheet, columns = made.spec, made.columns
    as_of_cell = cell_name(3, min(columns.values()) + 1, absolute=True)
    table = TaskTable(sheet, columns, as_of_cell, master.plan)
    rows = list(typed.rows) if typed else []
    by_code: dict[str, TypedRow] = {}
    for row in rows:
        if row.code:
            by_code.setdefault(fold(row.code), row)
    row_at = made.header_row + 1
    taken: set[int] = set()
    first = row_at
    for task, role in work:
        old = by_code.get(fold(task.code))
        target, answer = target_for(task, unit, master), answers.get(task.code)
        reading = evaluate(task.deadline, answer, as_of=as_of, plan=master.plan, target=target)
        shown = CHECK_AGAIN if old and not _countable(old) else reading.status.value
        given = old.values if old else {}
        table.put_task(row_at, task, role, target, given, shown, task.deadline.occurrences)
        if old is not None:
            taken.add(old.index)
            made.moved[old.index] = row_at
        if role is Role.LEAD:
            made.lead += 1
            made.statuses[reading.status] = made.statuses.get(reading.status, 0) + 1
        else:
            made.coordinating += 1
        row_at += 1
    last_task = row_at - 1
    left = [row for row in rows if row.index not in taken]
    for old in (row for row in left if row.code and row.has_input):
        for header, col in columns.items():
            value = NO_LONGER if header == h.ROLE else old.values.get(header)
            if header == h.STATUS:
                value = None
            asked = _FIELD[header]
            look = _KEPT.but(locked=not asked.fill, num_format=fact_style(asked).num_format)
            sheet.put(row_at, col, value, look)
        made.moved[old.index] = row_at
        made.kept.append(old)
        row_at += 1
    added = [
        row for row in left if not row.code and (row.has_extra or any(_given(v) for v in row.values.values()))
    ]
    for offset in range(len(added) + BLANK_ROWS):
        own = added[offset] if offset < len(added) else None
        table.put_added(row_at, own.values | {h.STATUS: None} if own else {})
        if own is not None:
            made.moved[own.index] = row_at
        row_at += 1
    table.close(first, last_task, row_at - 1)


def _given(value: Any) -> bool:
    return value not in (None, "")


def _countable(row: TypedRow) -> bool:
    """Whether the sheet's formula can count with what stands in the row: numbers and dates as such."""
    progress, done, quantity = (row.values.get(x) for x in (h.PROGRESS, h.COMPLETED, h.QUANTITY))
    for value in (progress, quantity):
        if isinstance(value, str) and clean(value):
            return False
    if isinstance(progress, int | float | Decimal) and not 0 <= progress <= 100:
        return False
    if isinstance(quantity, int | float | Decimal) and quantity < 0:
        return False
    if isinstance(done, str):
        return not clean(done)
    if isinstance(done, date):
        return 2000 <= done.year < 2100
    return not isinstance(done, int | float) or 36526 <= done < 73051


def _last(made: DepartmentSheet, typed: TypedSheet | None) -> tuple[int, int]:
    last_row = max(cell.row for cell in made.spec.cells)
    last_col = max(made.columns.values())
    if typed and typed.extra:
        last_col = max(last_col, max(typed.extra) + column_shift(typed, made))
    return last_row, last_col
