"""``Mô hình``, ``Kiến nghị``, ``Việc bổ sung``: what units wrote in free rows, collected with their unit."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.language.folding import clean
from danvan_xl.model import ModelEntry, Proposal, TaskAnswer
from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST, shown_values
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import TYPED, Column
from danvan_xl.terms import form
from danvan_xl.terms import summary as n
from danvan_xl.terms.fields import FieldKind, Fields
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec, Validation


def model_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Mô hình``."""
    title = "Mô hình “Dân vận khéo”"
    found = [(unit, item) for unit in context.units for item in unit.models]
    return _list(context, n.MODELS, title, n.MODEL_HEADERS, form.MODEL_FIELDS, found, appendix)


def proposal_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Kiến nghị``: those of this period with what was answered before, then those that earlier periods left open."""
    title = "Kiến nghị, đề xuất của các đơn vị"
    found = [(unit, item) for unit in context.units for item in unit.proposals]
    before = dict(context.previous.followed) if context.previous else {}
    told = [before.pop((unit.code, clean(item.text)), None) for unit, item in found]
    beside = [["", "", old.told if old else "", ""] for old in told]
    for (code, _), old in before.items():
        if old.open:
            found.append(
                (context.c.unit(code) or UnitResult(code, context.names.get(code, "")), old.proposal)
            )
            beside.append(["", "", old.told, old.raised])
    sheet = _list(
        context,
        n.PROPOSALS,
        title,
        n.PROPOSAL_HEADERS,
        form.PROPOSAL_FIELDS,
        found,
        appendix,
        _ANSWERS,
        beside,
    )
    if found:
        col = n.PROPOSAL_HEADERS.index(n.ANSWER_STATE)
        span = (FIRST, col, FIRST + len(found) - 1, col)
        sheet.validations.append(
            Validation(
                [span], "list", source=list(n.ANSWER_STATES), error="Chọn một tình trạng trong danh sách."
            )
        )
    return sheet


_ANSWERS = (
    Column(n.ANSWER, 36, st.INPUT, TYPED),
    Column(n.ANSWER_STATE, 14, st.INPUT_CENTER, TYPED),
    Column(n.EARLIER, 34),
    Column(n.RAISED, 16, st.CENTER),
)


def added_sheet(context: Context, appendix: str) -> SheetSpec | None:
    """``Việc bổ sung``: tasks that units added themselves; None when there are none. They count in no rate."""
    found = [(unit, item) for unit in context.units for item in unit.added]
    if not found:
        return None
    title = "Nhiệm vụ do đơn vị tự bổ sung (không tính vào tỷ lệ)"
    return _list(context, n.ADDED, title, n.ADDED_HEADERS, _ADDED, found, appendix)


_ADDED = tuple(field for field in form.TASK_FIELDS if field.fill or field.header == form.TEXT)
_STYLES = {
    FieldKind.NUMBER: st.NUMBER,
    FieldKind.PERCENT: st.NUMBER,
    FieldKind.COUNT: st.INTEGER,
    FieldKind.DATE: st.DATE,
    FieldKind.MARK: st.CENTER,
}


def _list(
    context: Context,
    name: str,
    title: str,
    headers: tuple[str, ...],
    fields: Fields,
    found: Sequence[tuple[UnitResult, ModelEntry | Proposal | TaskAnswer]],
    appendix: str,
    more: Sequence[Column] = (),
    beside: Sequence[Sequence[str]] = (),
) -> SheetSpec:
    """What was written into ``fields``, between its unit and where it came from; ``more`` columns with their values."""
    sheet = SheetSpec(name, tab_color="009E73")
    unit_code, unit_name, *_, file, line = headers[: len(headers) - len(more)]
    columns = [Column(unit_code, 9, st.CODE), Column(unit_name, 24)]
    columns += [Column(field.header, field.width, _STYLES.get(field.kind, st.BODY)) for field in fields]
    columns += [Column(file, 24), Column(line, 6, st.INTEGER), *more]
    assert tuple(column.header for column in columns) == headers
    rows = [
        [
            unit.code,
            unit.name,
            *shown_values(item, fields),
            context.source_link(unit, item.where) if item.where or not more else None,
            item.where.row if item.where else None,
            *values,
        ]
        for (unit, item), values in zip(found, beside or [()] * len(found), strict=True)
    ]
    note = context.note if rows else f"{context.note} · Chưa đơn vị nào có nội dung ở mục này."
    page(context, sheet, columns, rows, title, note, appendix=appendix, freeze_columns=2)
    return sheet
