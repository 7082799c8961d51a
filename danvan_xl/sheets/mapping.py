"""The mapping of an outline as a workbook that a person checks in minutes: one row a cell, lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_xl.identity import MAPPING, Identity
from danvan_xl.sheets.tables import Column, identify, table_sheet
from danvan_xl.sheets.validations import list_validation
from danvan_xl.terms import outlines as o
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, WorkbookSpec, column_name, sheet_ref
from danvan_xl.workbooks.drawing.values import safe_text

_COLUMNS = (
    Column(o.USE, 8, st.INPUT_CENTER),
    Column(o.SHEET, 14),
    Column(o.CELL, 7, st.CODE),
    Column(o.PATH, 52),
    Column(o.MEASURE, 11, st.INPUT_CENTER),
    Column(o.SUBJECT, 40, st.INPUT),
    Column(o.FIELD, 18, st.INPUT),
    Column(o.SCOPE, 22, st.INPUT),
    Column(o.PER_ROW, 14, st.INPUT),
    Column(o.CERTAINTY, 13, st.CENTER),
    Column(o.WHY, 48),
)
_NOTES = (
    f"Mỗi dòng là một ô trống của biểu mẫu. Chỉ các dòng có x ở cột “{o.USE}” được điền; dòng “{o.Certainty.CERTAIN}” đã có sẵn x.",
    f"Dòng “{o.Certainty.REVIEW}”: đúng thì ghi x, chưa đúng thì chọn lại ở các cột màu vàng. Dòng “{o.Certainty.OPEN}”: chọn nếu có, hoặc để trống.",
    "Giữ tệp này cho kỳ sau: biểu mẫu giữ nguyên thì không phải làm lại.",
)
_SPARE = 5
"""Blank rows to type on."""
_FIRST = 1
"""Column A is hidden and holds the identity."""


def mapping_book(
    rows: Sequence[Sequence[Any]],
    facts: Sequence[tuple[str, Any]],
    subjects: Sequence[str],
    units: Sequence[str],
    plan: str,
) -> WorkbookSpec:
    """The workbook. ``rows`` in the order of :data:`danvan_xl.terms.outlines.HEADERS`; ``subjects`` and ``units`` are offered."""
    token = Identity(MAPPING, plan=plan).token()
    sheet, header = table_sheet(
        o.MAP, "ÁNH XẠ BIỂU MẪU CỦA CẤP TRÊN", _NOTES, _COLUMNS, [*rows, *[()] * _SPARE], first_col=_FIRST,
        token=token, freeze_columns=4,
    )  # fmt: skip
    first, last = header + 1, header + max(len(rows), 1) + _SPARE
    lists = {
        o.SUBJECT: list(subjects),
        o.FIELD: list(o.FIELDS),
        o.SCOPE: list(units),
        o.PER_ROW: [str(p) for p in o.PerRow],
    }
    for index, (name, words) in enumerate(lists.items()):
        col = _FIRST + o.HEADERS.index(name)
        source = (
            f"={sheet_ref(o.LISTS)}!${column_name(index)}$2:${column_name(index)}${max(len(words), 1) + 1}"
        )
        sheet.validations.append(list_validation([(first, col, last, col)], source, name))
    sheet.validations.append(list_validation([(first, _FIRST, last, _FIRST)], [o.MARK], o.USE))
    sure = _FIRST + o.HEADERS.index(o.CERTAINTY)
    area = [(first, sure, last, sure)]
    looks = {o.Certainty.CERTAIN: st.GOOD, o.Certainty.REVIEW: st.WARNING, o.Certainty.OPEN: st.COMPUTED}
    for certainty, look in looks.items():
        sheet.conditionals.append(
            Conditional(area, formula=f'=${column_name(sure)}{first + 1}="{certainty}"', style=look)
        )
    book = WorkbookSpec([sheet, _facts(facts), _lists(lists)], title="Ánh xạ biểu mẫu")
    identify(book, token)
    return book


def _facts(facts: Sequence[tuple[str, Any]]) -> SheetSpec:
    sheet = SheetSpec(o.FACTS, widths={0: 24, 1: 70})
    for row, (label, value) in enumerate(facts):
        sheet.put(row, 0, label, st.LABEL)
        sheet.put(row, 1, value, st.VALUE)
    return sheet


def _lists(lists: dict[str, list[str]]) -> SheetSpec:
    sheet = SheetSpec(o.LISTS, widths={0: 70, 1: 26, 2: 40, 3: 20})
    for col, (name, words) in enumerate(lists.items()):
        sheet.put(0, col, name, st.HEADER)
        for row, word in enumerate(words, 1):
            sheet.put(row, col, safe_text(word), st.BODY)
    return sheet
