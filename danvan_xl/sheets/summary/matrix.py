"""``Ma trận`` (units down, tasks across, coloured by status) and ``Điểm`` (units down, criteria across)."""

from __future__ import annotations

from typing import Any

from danvan_xl.model import Role, Status
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Place
from danvan_xl.sheets.summary import totals
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import (
    FIRST,
    HEADER,
    Column,
    F,
    S,
    finish,
    heading,
    table,
    to_number,
)
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name

_MARK = Style(size=9, color=st.INK, border=st.LINE, align="center", bold=True)
_LEAD = {status: _MARK.but(fill=fill) for status, fill in st.STATUS_FILL.items()}
_SIDE = {status: _MARK.but(bold=False, italic=True, color=st.NOTE_INK, fill="FBFCFD") for status in Status}
_NONE = _MARK.but(bold=False)
_LEGEND_TEXT = Style(size=9, color=st.INK, valign="vcenter")
_NOT_FOR_UNIT = st.COMPUTED.but(size=10, align="center")
_COLUMNS_PER_PAGE = 26


def matrix_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Ma trận``: what each unit did in each task; a legend explains the marks."""
    sheet = SheetSpec(n.MATRIX, tab_color="56B4E9")
    columns = [
        Column(h.UNIT_CODE, 9, st.CODE),
        Column(h.UNIT, 26, st.BODY.but(wrap=False)),
        *(Column(task.code, 6.5, _NONE, st.HEADER.but(size=9)) for task in context.tasks),
        Column("Quá hạn", 7, st.INTEGER),
    ]
    overdue = st.STATUS_ABBREVIATION[Status.OVERDUE]
    rows: list[list[Any]] = []
    for unit in context.units:
        roles = {item.task: item for item in unit.tasks}
        marks: list[Any] = []
        late = 0
        for task in context.tasks:
            item = roles.get(task.code)
            if item is None:
                marks.append(None)
                continue
            mark = st.STATUS_ABBREVIATION[item.status]
            if item.role is Role.LEAD:
                late += item.status is Status.OVERDUE
                marks.append(S(mark, _LEAD[item.status]))
            else:
                marks.append(S(f"({mark})", _SIDE[item.status]))
        row = FIRST + len(rows)
        span = f"{cell_name(row, 2)}:{cell_name(row, 1 + len(context.tasks))}"
        rows.append([unit.code, unit.name, *marks, F(f'=COUNTIF({span},"{overdue}")', late)])
    count = table(sheet, columns, rows)
    heading(
        sheet,
        "Ma trận tình trạng thực hiện",
        context.note,
        appendix=appendix,
        reference=context.reference,
        columns=len(columns),
    )
    pages = -(-len(context.tasks) // _COLUMNS_PER_PAGE)
    finish(
        sheet,
        columns=len(columns),
        rows=count,
        token=context.token,
        freeze_columns=2,
        fit_width=max(1, pages),
    )
    _legend(sheet, len(columns), FIRST + max(count, 1) - 1)
    last, top = max(cell.row for cell in sheet.cells), sheet.page.area
    if top is not None:
        sheet.page.area = (top[0], top[1], last, top[3])
    sheet.heights[HEADER] = 30
    late_col = len(columns) - 1
    sheet.conditionals.append(
        Conditional(
            [(FIRST, late_col, FIRST + max(count, 1) - 1, late_col)],
            formula=f"={cell_name(FIRST, late_col)}>0",
            style=st.ERROR,
        )
    )
    return sheet


def _legend(sheet: SheetSpec, columns: int, last_row: int) -> None:
    """Marks and their meaning: in the note row where it is wide enough, else beneath the table."""
    marks = [(st.STATUS_ABBREVIATION[status], status.value, _LEAD[status]) for status in Status]
    marks.append(("(…)", "phối hợp", _SIDE[Status.DOING]))
    spans = [1 + max(1, -(-len(text) // 7)) for _, text, _ in marks]
    if 2 + sum(spans) <= columns:
        sheet.cells = [cell for cell in sheet.cells if (cell.row, cell.col) != (3, 2)]
        col = 2
        for (mark, text, style), span in zip(marks, spans, strict=True):
            sheet.put(3, col, mark, style)
            sheet.put(3, col + 1, text, _LEGEND_TEXT)
            col += span
        return
    sheet.put(last_row + 2, 0, "Chú giải", Style(size=10, bold=True, color=st.INK))
    for index, (mark, text, style) in enumerate(marks):
        sheet.put(last_row + 3 + index, 0, mark, style)
        sheet.put(last_row + 3 + index, 1, text, _LEGEND_TEXT)


def points_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Điểm``: the points that count, following ``Thẩm định``; each criterion coloured from 0 to its maximum."""
    sheet = SheetSpec(n.POINTS, tab_color="E69F00")
    point = st.POINTS.but(size=10, align="center")
    # Nothing given is not a zero: it shows a dash, or KPS where the criterion does not arise.
    missing, absent = point.but(num_format='0.00;-0.00;"–"'), point.but(num_format='0.00;-0.00;"KPS"')
    blank_cells: set[tuple[int, int]] = set()
    columns = [
        Column(h.UNIT_CODE, 9, st.CODE),
        Column(h.UNIT, 26, st.BODY.but(wrap=False)),
        *(Column(item.code, 7, point, st.HEADER.but(size=9)) for item in context.criteria),
    ]
    area = totals.verify_area(context)
    unit_range, code_range = area.range(h.UNIT_CODE), area.range(h.SCORE_CODE)
    points = area.range(n.EFFECTIVE)
    rows: list[list[Any]] = []
    for index, unit in enumerate(context.units):
        row = FIRST + index
        values: list[Any] = [unit.code, unit.name]
        own_criteria = context.criteria_of(unit)
        for offset, criterion in enumerate(context.criteria):
            if criterion not in own_criteria:
                values.append(S("–", _NOT_FOR_UNIT))
                blank_cells.add((row, 2 + offset))
                continue
            if KINDS[criterion.kind].PLACE is Place.LIMIT:
                values.append(None)
                continue
            head = cell_name(HEADER, 2 + offset, absolute=True)
            score = unit.scores.get(criterion.code)
            shown = score.final_points if score is not None else None
            value = to_number(shown or 0)
            own = None
            if shown is None and not (score is not None and score.unusable):
                own = absent if score is not None and score.not_arising else missing
                blank_cells.add((row, 2 + offset))
            values.append(F(f"=SUMIFS({points},{unit_range},$A{row + 1},{code_range},{head})", value, own))
        rows.append(values)
    count = table(sheet, columns, rows)
    heading(
        sheet,
        "Điểm từng tiêu chí",
        context.note
        + " · Điểm thẩm định (nếu có) thay điểm tự chấm; “–” chưa có (ô xám: không áp dụng), “KPS” không phát sinh",
        appendix=appendix,
        reference=context.reference,
        columns=len(columns),
    )
    pages = -(-len(context.criteria) // _COLUMNS_PER_PAGE)
    finish(
        sheet,
        columns=len(columns),
        rows=count,
        token=context.token,
        freeze_columns=2,
        fit_width=max(1, pages),
    )
    sheet.heights[HEADER] = 30
    last = FIRST + max(count, 1) - 1
    for offset, criterion in enumerate(context.criteria):
        if criterion.kind not in OUTSIDE_DENOMINATOR and criterion.max_points > 0:
            col = 2 + offset
            sheet.conditionals.append(
                Conditional(
                    _runs(col, last, blank_cells),
                    kind="color_scale",
                    colors=("F0A58A", "FFF3D6", "8CCBB0"),
                    minimum=0,
                    maximum=float(criterion.max_points),
                )
            )
    return sheet


def _runs(col: int, last: int, blank_cells: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The parts of a column that hold points: a cell without any must not look like a zero."""
    runs: list[tuple[int, int, int, int]] = []
    for row in range(FIRST, last + 1):
        if (row, col) in blank_cells:
            continue
        if runs and runs[-1][2] == row - 1:
            runs[-1] = (runs[-1][0], col, row, col)
        else:
            runs.append((row, col, row, col))
    return runs or [(FIRST, col, last, col)]
