"""Sheets ``Mô hình`` and ``Kiến nghị`` of the form: blank rows that the unit fills as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.model import ModelEntry, Plan, Proposal
from danvan_xl.sheets.fields import input_rule
from danvan_xl.sheets.form import look
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import values_of
from danvan_xl.workbooks.drawing.spec import SheetSpec

ROWS = 10
"""Blank rows offered; rows typed below them are read as well."""


def model_sheet(token: str, plan: Plan, entries: Sequence[ModelEntry] = ()) -> SheetSpec:
    """``Mô hình``: models of skilful mass mobilisation."""
    return _list_sheet(
        h.MODELS,
        token,
        plan,
        "MÔ HÌNH, ĐIỂN HÌNH DÂN VẬN KHÉO",
        "Mỗi mô hình một dòng. Không có mô hình thì để trống.",
        entries,
    )


def proposal_sheet(token: str, plan: Plan, entries: Sequence[Proposal] = ()) -> SheetSpec:
    """``Kiến nghị``: what the unit asks of other bodies."""
    return _list_sheet(
        h.PROPOSALS,
        token,
        plan,
        "KIẾN NGHỊ, ĐỀ XUẤT CỦA ĐƠN VỊ",
        "Mỗi kiến nghị một dòng, ghi rõ gửi cơ quan nào. Không có kiến nghị thì để trống.",
        entries,
    )


def _list_sheet(
    name: str, token: str, plan: Plan, title: str, guidance: str, entries: Sequence[ModelEntry | Proposal]
) -> SheetSpec:
    fields = h.TABLES[name]
    columns = look.columns_of(fields)
    sheet, row = look.start_sheet(name, token, title, [guidance])
    look.put_headers(sheet, row + 1, fields)
    first = row + 2
    last = first + max(ROWS, len(entries) + 5) - 1
    for at in range(first, last + 1):
        entry = entries[at - first] if at - first < len(entries) else None
        for field, value in zip(fields, values_of(entry, fields).values(), strict=True):
            look.put_given(sheet, at, columns, field, value)
    for field in fields:
        col = columns[field.header]
        if rule := input_rule(field, [(first, col, last, col)], plan):
            sheet.validations.append(rule)
    return sheet
