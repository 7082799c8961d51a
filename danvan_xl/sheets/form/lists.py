"""Sheets ``Mô hình`` and ``Kiến nghị`` of the form: blank rows that the unit fills as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_xl.model import ModelEntry, Proposal
from danvan_xl.sheets.form import look
from danvan_xl.terms import form as h
from danvan_xl.workbooks.drawing.spec import SheetSpec, Validation

ROWS = 20
"""Blank rows offered; rows typed below them are read as well."""


def model_sheet(token: str, entries: Sequence[ModelEntry] = ()) -> SheetSpec:
    """``Mô hình``: models of skilful mass mobilisation."""
    sheet = _list_sheet(
        h.MODELS,
        token,
        "MÔ HÌNH, ĐIỂN HÌNH DÂN VẬN KHÉO",
        "Mỗi mô hình một dòng. Không có mô hình thì để trống cả trang này.",
        h.MODEL_HEADERS,
        (34, 22, 24, 44, 26),
        [(e.name, e.field, e.area, e.effect, e.replicability) for e in entries],
    )
    first = _first_row(sheet)
    last = _last_row(sheet)
    field, spread = look.FIRST + 1, look.FIRST + 4
    # Suggestions only: an area of work that is not in the list is typed freely.
    for col, choices in (
        (field, ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị"]),
        (spread, ["Có", "Không", "Đang xem xét"]),
    ):
        sheet.validations.append(
            Validation(
                [(first, col, last, col)],
                "list",
                source=choices,
                severity="information",
                error_title="Ngoài danh sách gợi ý",
                error="Nội dung này không có trong danh sách gợi ý. Chọn OK nếu vẫn muốn giữ.",
            )
        )
    return sheet


def proposal_sheet(token: str, entries: Sequence[Proposal] = ()) -> SheetSpec:
    """``Kiến nghị``: what the unit asks of other bodies."""
    return _list_sheet(
        h.PROPOSALS,
        token,
        "KIẾN NGHỊ, ĐỀ XUẤT CỦA ĐƠN VỊ",
        "Mỗi kiến nghị một dòng, ghi rõ gửi cơ quan nào. Không có kiến nghị thì để trống.",
        h.PROPOSAL_HEADERS,
        (80, 38, 34),
        [(e.text, e.addressee, e.note) for e in entries],
    )


def _list_sheet(
    name: str,
    token: str,
    title: str,
    guidance: str,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> SheetSpec:
    sheet, row = look.start_sheet(name, token, title, [guidance], widths)
    header = row + 1
    look.put_headers(sheet, header, headers, headers)
    for index in range(max(ROWS, len(rows) + 5)):
        values = rows[index] if index < len(rows) else [""] * len(headers)
        for offset, value in enumerate(values):
            sheet.put(header + 1 + index, look.FIRST + offset, value or None, look.given(value, look.INPUT))
    return sheet


def _first_row(sheet: SheetSpec) -> int:
    assert sheet.freeze is not None
    return sheet.freeze[0]


def _last_row(sheet: SheetSpec) -> int:
    return max(cell.row for cell in sheet.cells)
