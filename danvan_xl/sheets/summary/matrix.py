"""``Ma trận`` (units down, tasks across, marked and coloured by status) and ``Điểm`` (units down, criteria across)."""

from __future__ import annotations

from typing import Any

from danvan_xl.language.showing import comma, vn_date
from danvan_xl.model import Role, Status
from danvan_xl.rules.scoring.kinds import KINDS, OUTSIDE_DENOMINATOR, Place
from danvan_xl.sheets.summary import totals
from danvan_xl.sheets.summary import units as u
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, HEADER, across
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F, S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name
from danvan_xl.workbooks.drawing.values import to_number

_MARK = Style(color=st.INK, border=st.LINE, align="center", bold=True)
_LEAD = {status: _MARK.but(fill=fill) for status, fill in st.STATUS_FILL.items()}
_SIDE = {status: _MARK.but(bold=False, italic=True, color=st.NOTE_INK, fill="FBFCFD") for status in Status}
_NONE = _MARK.but(bold=False)
_NOT_FOR_UNIT = st.COMPUTED.but(size=10, align="center")
_LEAST = 4.0
"""Characters for '(✓m)' and '12,25'."""
_LEGEND = "; ".join(f"{st.STATUS_MARK[status]} {status.lower()}" for status in Status) + "; (…) phối hợp"


def matrix_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Ma trận``: what each unit did in each task; the legend of the marks stands on every page."""
    sheet = SheetSpec(n.MATRIX, tab_color="56B4E9")
    beside, late_ones = [Column(h.UNIT_CODE, 8, st.CODE), Column(h.UNIT, 27)], Column("Quá hạn", 6, u.COUNT)
    codes = [task.code for task in context.tasks]
    columns = [*beside, *across([*beside, late_ones], codes, _NONE, _LEAST), late_ones]
    overdue = st.STATUS_MARK[Status.OVERDUE]
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
            mark = st.STATUS_MARK[item.status]
            if item.role is Role.LEAD:
                late += item.status is Status.OVERDUE
                marks.append(S(mark, _LEAD[item.status]))
            else:
                marks.append(S(f"({mark})", _SIDE[item.status]))
        row = FIRST + len(rows)
        span = f"{cell_name(row, 2)}:{cell_name(row, 1 + len(context.tasks))}"
        rows.append([unit.code, unit.name, *marks, F(f'=COUNTIF({span},"{overdue}")', late)])
    page(
        context,
        sheet,
        columns,
        rows,
        "Ma trận tình trạng thực hiện",
        f"{_LEGEND}\nSố liệu đến ngày {vn_date(context.as_of)}",
        appendix=appendix,
        names=(2, ((task.short_name or task.text, "") for task in context.tasks)),
        freeze_columns=2,
        print_to=columns[-1].header,
    )
    last = FIRST + max(len(rows), 1) - 1
    late_col = len(columns) - 1
    sheet.conditionals.append(
        Conditional(
            [(FIRST, late_col, last, late_col)], formula=f"={cell_name(FIRST, late_col)}>0", style=st.ERROR
        )
    )
    return sheet


def points_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Điểm``: the points that count, following ``Thẩm định``, with total and band; each criterion coloured from 0 to
    its maximum."""
    sheet = SheetSpec(n.POINTS, tab_color="E69F00")
    point = st.POINTS.but(align="center", num_format="General")
    # Nothing given is not a zero: it shows a dash, or KPS where the criterion does not arise.
    missing = point.but(num_format='General;-General;"–"')
    absent = point.but(num_format='General;-General;"KPS"')
    blank_cells: set[tuple[int, int]] = set()
    first = [
        Column(h.UNIT_CODE, 6.5, st.CODE),
        Column(h.UNIT, 21),
        Column(n.POINTS, 7.5, st.POINTS.but(bold=True, fill=st.BAND_FILL)),
        Column(h.BAND, 11, st.CENTER.but(bold=True)),
    ]
    columns = [*first, *across(first, [item.code for item in context.criteria], point, _LEAST)]
    start = len(first)
    area, results = totals.verify_area(context), u.unit_area(context)
    unit_range, code_range = area.range(h.UNIT_CODE), area.range(h.SCORE_CODE)
    points = area.range(n.EFFECTIVE)
    heads = [cell_name(HEADER, col, absolute=True) for col in range(start, len(columns))]
    rows: list[list[Any]] = []
    for index, unit in enumerate(context.units):
        row = FIRST + index
        values: list[Any] = [
            unit.code,
            unit.name,
            F(
                f"={results.cell(u.FINAL, index)}",
                totals.settled(unit, unit.total),
                u.marked(columns[2].style, unit.uncertain),
            ),
            F(
                f'={results.cell(u.BAND, index)}&""',
                totals.settled(unit, unit.band or ""),
                u.marked(columns[3].style, unit.uncertain and unit.returned, text=True),
            ),
        ]
        own_criteria = {criterion.code for criterion in context.criteria_of(unit)}
        for offset, criterion in enumerate(context.criteria):
            if criterion.code not in own_criteria:
                values.append(S("–", _NOT_FOR_UNIT))
                blank_cells.add((row, start + offset))
                continue
            if KINDS[criterion.kind].PLACE is Place.LIMIT:
                values.append(None)
                continue
            score = unit.scores.get(criterion.code)
            shown = score.final_points if score is not None else None
            value = to_number(shown or 0)
            own = None
            if shown is None and not (score is not None and score.unusable):
                own = absent if score is not None and score.not_arising else missing
                blank_cells.add((row, start + offset))
            values.append(
                F(f"=SUMIFS({points},{unit_range},$A{row + 1},{code_range},{heads[offset]})", value, own)
            )
        rows.append(values)
    page(
        context,
        sheet,
        columns,
        rows,
        "Điểm từng tiêu chí",
        "“–” chưa có điểm (ô xám: không áp dụng); “KPS” không phát sinh; trong ngoặc là điểm tối đa; màu theo phần đạt được của điểm tối đa",
        appendix=appendix,
        names=(start, ((item.text, f" ({comma(item.max_points)})") for item in context.criteria)),
        freeze_columns=2,
        print_to=columns[-1].header,
    )
    last = FIRST + max(len(rows), 1) - 1
    for offset, criterion in enumerate(context.criteria):
        if criterion.kind not in OUTSIDE_DENOMINATOR and criterion.max_points > 0:
            col = start + offset
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
