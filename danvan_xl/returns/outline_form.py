"""A filled outline of the level above read as a return: every mapped cell by its labels, with the care of our own forms."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from msgspec.structs import replace

from danvan_xl.language.folding import fold
from danvan_xl.model import IndicatorAnswer, Return, ScoreAnswer, TaskAnswer
from danvan_xl.returns.identify import Claim
from danvan_xl.review import Correction
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import Fields, is_blank
from danvan_xl.typed.cells import CellReader
from danvan_xl.typed.code_rows import indicator_in, score_in
from danvan_xl.typed.context import OutlineCell, ReadingContext
from danvan_xl.typed.fields import read_row, standing
from danvan_xl.typed.locate import INDICATORS, SCORES, TASKS, Located
from danvan_xl.typed.log import Log
from danvan_xl.workbooks.opening.raw import RawBook, RawSheet

RowKey = tuple[str, str, str, int, int, str]
"""Table of the form, code, sheet, row, heading row, unit of measure."""
RowCells = dict[str, int]
"""Header of the form → column."""

_KINDS = {h.TASKS: TASKS, h.SCORES: SCORES, h.INDICATORS: INDICATORS}


def find_outline(book: RawBook, context: ReadingContext) -> dict[RowKey, RowCells]:
    """Where the outline's mapped cells stand in the workbook; {} where most of them are not there: it is another workbook."""
    sheets = {fold(sheet.name): sheet for sheet in book.sheets}
    found: dict[RowKey, RowCells] = defaultdict(dict)
    seen = 0
    for cell in context.outline:
        sheet = sheets.get(fold(cell.sheet))
        place = _place(sheet, cell) if sheet is not None else None
        if sheet is not None and place is not None:
            seen += 1
            found[cell.table, cell.code, sheet.name, place[0], cell.heading_row, cell.measure][
                cell.header
            ] = place[1]
    return dict(found) if seen * 2 > len(context.outline) else {}


def _place(sheet: RawSheet, cell: OutlineCell) -> tuple[int, int] | None:
    """Row and column: where they stood, if the labels still do, else the only place with those labels."""
    grid = sheet.grid
    rows = [r for r in range(len(grid.rows)) if fold(grid.text(r, cell.label_column)) == fold(cell.row_label)]
    shift = rows[0] - cell.row if len(rows) == 1 else 0
    row = cell.row if cell.row in rows else rows[0] if len(rows) == 1 else None
    if row is None:
        return None
    for heading in dict.fromkeys((cell.heading_row, cell.heading_row + shift)):
        width = len(grid.rows[heading]) if 0 <= heading < len(grid.rows) else 0
        columns = [c for c in range(width) if fold(grid.text(heading, c)) == fold(cell.column_label)]
        if cell.column in columns:
            return row, cell.column
        if len(columns) == 1:
            return row, columns[0]
    return None


def read_outline(
    found: dict[RowKey, RowCells],
    book: RawBook,
    claim: Claim,
    context: ReadingContext,
    log: Log,
    corrections: dict[tuple[str, str], Correction],
    used: dict[tuple[str, str], str],
) -> Return:
    """The answers of the unit. What the outline does not ask of it is not held against it."""
    master = context.master
    returned = Return(master.plan.code, claim.unit, claim.period, modified_at=book.modified_at)
    criteria = {item.code: item for item in master.criteria}
    indicators = {item.code: item for item in master.indicators}
    work = {task.code: task for task, _ in context.work.get(claim.unit, ())}
    for (table, code, name, row, heading, measure), columns in found.items():
        sheet = book.sheet(name)
        assert sheet is not None  # it was found there
        located = Located(_KINDS[table], sheet, heading, dict(columns))
        cells = CellReader(
            located,
            log,
            master.plan.start,
            master.plan.end,
            book.date_1904,
            book.recalculates,
            corrections,
            used,
        )
        if table == h.INDICATORS and code in indicators:
            answer = indicator_in(cells, row, indicators[code], measure)
            _keep(returned.indicators, code, answer, h.INDICATOR_ANSWERS)
        elif table == h.SCORES and code in criteria:
            _keep(returned.scores, code, score_in(cells, row, criteria[code]), h.SCORE_ANSWERS)
        elif table == h.TASKS and code in work:
            manners = {"quantity": {"unit": work[code].target_unit.partition("/")[0]}}
            values = read_row(cells, row, h.TASK_ANSWERS, manners)
            place = standing(cells, row, next(iter(columns)))
            _keep(
                returned.tasks,
                code,
                TaskAnswer(code, text=work[code].text, **values, **place),
                h.TASK_ANSWERS,
            )
        elif cells.given(row, tuple(columns)):
            header = next(iter(columns))
            log.add(
                "row-dropped", sheet=name, value=code, header=header, row=code, note=cells.text(row, header)
            )
    returned.not_in_form = [code for code in work if code not in returned.tasks]
    returned.unasked_criteria = [code for code in criteria if code not in returned.scores]
    returned.unasked_indicators = [code for code in indicators if code not in returned.indicators]
    return returned


def _keep(
    answers: dict[str, Any], code: str, answer: IndicatorAnswer | ScoreAnswer | TaskAnswer, fields: Fields
) -> None:
    """The answer, or what it adds to the one from another row of the outline that asks the same code."""
    known = answers.get(code)
    if known is None:
        answers[code] = answer
        return
    more = {
        f.attribute: getattr(answer, f.attribute) for f in fields if is_blank(getattr(known, f.attribute))
    }
    places = {**answer.cells, **known.cells}
    answers[code] = replace(known, **more, unread=known.unread | answer.unread, cells=places)
