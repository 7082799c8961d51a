"""``Tài liệu gửi kèm``: what came along with the returns, by unit; and the links to it from ``Thẩm định``."""

from __future__ import annotations

from danvan_xl.results import UnitResult
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import FIRST
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import Column
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import L
from danvan_xl.workbooks.drawing.spec import SheetSpec, cell_name, sheet_ref

_LOOKS = ((9, st.CODE), (24, st.BODY), (9, st.CODE), (44, st.BODY), (60, st.BODY), (10, st.CENTER))


def evidence_sheet(context: Context, appendix: str) -> SheetSpec:
    """The sheet: a row a file, those of a unit together; a file is only linked, nothing in it is parsed."""
    criteria = {item.code: item.text for item in context.c.master.criteria}
    rows = [
        [
            unit.code, unit.name, item.criterion, criteria.get(item.criterion, ""), context.file_link(item.path),
            "x" if item.signed else None,
        ]
        for unit, item in context.evidence
    ]  # fmt: skip
    sheet = SheetSpec(n.ATTACHED, tab_color="B8C2CC")
    columns = [Column(header, *looks) for header, looks in zip(n.ATTACHED_HEADERS, _LOOKS, strict=True)]
    page(
        context,
        sheet,
        columns,
        rows,
        n.ATTACHED,
        "Tệp gửi cùng phiếu (cùng thư, tệp nén hoặc thư mục). Tên bắt đầu bằng mã tiêu chí thì nằm ở tiêu chí đó; tệp PDF mang mã đơn vị là bản ký.",
        appendix=appendix,
        freeze_columns=2,
    )
    return sheet


def evidence_link(context: Context, unit: UnitResult, criterion: str) -> L | str | None:
    """What stands at a criterion in ``Thẩm định``: its one file, else how many there are, linked to the list."""
    mine = [item for item in unit.evidence if item.criterion == criterion]
    if len(mine) == 1:
        return context.file_link(mine[0].path)
    common = mine or [item for item in unit.evidence if not item.criterion and not item.signed]
    if not common:
        return None
    row = FIRST + context.evidence_rows[common[0]]
    what = f"{len(mine)} tệp" if mine else f"{len(common)} tệp chung của đơn vị"
    return L(f"internal:{sheet_ref(n.ATTACHED)}!{cell_name(row, 0)}", what)
