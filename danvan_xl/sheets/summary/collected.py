"""``Mô hình``, ``Kiến nghị``, ``Việc bổ sung``: what units wrote in free rows, collected with their unit."""

from __future__ import annotations

from typing import Any

from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import Column, finish, heading, table, to_number
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import SheetSpec


def model_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Mô hình``."""
    widths = (9, 22, 32, 18, 20, 40, 24, 22, 6)
    rows = [
        [
            unit.code,
            unit.name,
            model.name,
            model.field,
            model.area,
            model.effect,
            model.replicability,
            context.source_link(unit, model.where),
            model.where.row if model.where else None,
        ]
        for unit in context.units
        for model in unit.models
    ]
    return _list(context, n.MODELS, "Mô hình “Dân vận khéo”", n.MODEL_HEADERS, widths, rows, appendix)


def proposal_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Kiến nghị``."""
    widths = (9, 24, 70, 28, 30, 24, 6)
    rows = [
        [
            unit.code,
            unit.name,
            item.text,
            item.addressee,
            item.note,
            context.source_link(unit, item.where),
            item.where.row if item.where else None,
        ]
        for unit in context.units
        for item in unit.proposals
    ]
    return _list(
        context, n.PROPOSALS, "Kiến nghị, đề xuất của các đơn vị", n.PROPOSAL_HEADERS, widths, rows, appendix
    )


def added_sheet(context: Context, appendix: str) -> SheetSpec | None:
    """``Việc bổ sung``: tasks that units added themselves; None when there are none. They count in no rate."""
    widths = (9, 24, 46, 10, 9, 12, 34, 30, 24, 6)
    rows = [
        [
            unit.code,
            unit.name,
            item.text,
            to_number(item.quantity),
            to_number(item.progress),
            item.completed_on,
            item.result,
            item.difficulty,
            context.source_link(unit, item.where),
            item.where.row if item.where else None,
        ]
        for unit in context.units
        for item in unit.added
    ]
    if not rows:
        return None
    title = "Nhiệm vụ do đơn vị tự bổ sung (không tính vào tỷ lệ)"
    return _list(context, n.ADDED, title, n.ADDED_HEADERS, widths, rows, appendix)


_STYLES = {
    "Mã đơn vị": st.CODE,
    "Dòng": st.INTEGER,
    "Số lượng đạt": st.NUMBER,
    "Tiến độ (%)": st.NUMBER,
    "Ngày hoàn thành": st.DATE,
}


def _list(
    context: Context,
    name: str,
    title: str,
    headers: tuple[str, ...],
    widths: tuple[float, ...],
    rows: list[list[Any]],
    appendix: str,
) -> SheetSpec:
    sheet = SheetSpec(name, tab_color="009E73")
    columns = [
        Column(header, width, _STYLES.get(header, st.BODY))
        for header, width in zip(headers, widths, strict=True)
    ]
    count = table(sheet, columns, rows)
    note = context.note if rows else f"{context.note} · Chưa đơn vị nào có nội dung ở mục này."
    heading(sheet, title, note, appendix=appendix, reference=context.reference, columns=len(columns))
    finish(sheet, columns=len(columns), rows=count, token=context.token, freeze_columns=2)
    return sheet
