"""Phiếu giải trình điểm: one workbook per unit, ready to print and send back after verification."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

from danvan_xl.errors import InputError
from danvan_xl.files import make_folder
from danvan_xl.forms.names import safe_part
from danvan_xl.identity import EXPLANATION, Identity
from danvan_xl.language.showing import vn_date
from danvan_xl.model import Criterion
from danvan_xl.reports.narrative import show_points
from danvan_xl.results import UnitResult, UnitScore
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.layout import stamp
from danvan_xl.sheets.summary.totals import settled
from danvan_xl.sheets.tables import Column, identify, put_table
from danvan_xl.summaries.record import SummaryRecord, read_summary
from danvan_xl.terms import form as h
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.draw_xlsxwriter import save
from danvan_xl.workbooks.drawing.rows import S
from danvan_xl.workbooks.drawing.spec import Page, SheetSpec, Style, WorkbookSpec
from danvan_xl.workbooks.drawing.values import safe_text, to_number

HEADERS = (
    Column(m.TASK_NUMBER, 5, st.CODE),
    Column(h.SCORE_CODE, 8, st.CODE),
    Column(h.CRITERION, 44),
    Column(h.MAX_POINTS, 9, st.POINTS),
    Column(h.SELF_SCORE, 9, st.POINTS),
    Column(h.POINTS, 9, st.POINTS),
    Column(n.VERIFIED, 10, st.POINTS.but(bold=True)),
    Column(n.DIFFERENCE, 8, st.POINTS.but(num_format="+0.00;-0.00;0.00")),
    Column("Lý do, cách tính", 52),
)
_UNEXPLAINED = HEADERS[-2].style.but(fill=st.ERROR.fill, color=st.ERROR.color)
"""A difference without a reason."""
_HEADER_ROW = 8
_ACROSS = Style(size=12, align="center_across", color=st.INK)


def write_explanations(summary: Path, folder: Path, *, units: Collection[str] | None = None) -> list[Path]:
    """One ``<mã> - <tên> - giải trình điểm.xlsx`` per unit that has a score, into ``folder`` (made if missing).

    ``units`` are codes; all when left out. Raises :class:`~danvan_xl.errors.InputError` (no summary, no scores in
    it, an unknown unit) and :class:`~danvan_xl.errors.OutputError`.
    """
    record = read_summary(Path(summary))
    context = Context(record.consolidation)
    if not context.has_scores:
        raise InputError(
            "Kỳ báo cáo này không chấm điểm nên không có phiếu giải trình điểm.",
            remedy="Chọn tệp tổng hợp của kỳ có chấm điểm.",
            file=summary,
            code="no-scores",
        )
    known = {unit.code for unit in context.units}
    strange = [code for code in units or () if code not in known]
    if strange:
        raise InputError(
            f"Không có đơn vị mang mã {', '.join(strange)} trong tệp tổng hợp.",
            remedy="Ghi mã đơn vị như ở cột “Mã đơn vị” của trang tính “Theo đơn vị”.",
            file=summary,
            code="unknown-unit",
        )
    folder = Path(folder)
    make_folder(folder)
    made = []
    for unit in context.units:
        if (units is None and unit.total is None and not unit.check_again) or (
            units is not None and unit.code not in units
        ):
            continue
        name = f"{safe_part(unit.code)} - {safe_part(unit.name)[:60]} - giải trình điểm.xlsx"
        save(explanation_book(record, context, unit), folder / name)
        made.append(folder / name)
    return made


def explanation_book(record: SummaryRecord, context: Context, unit: UnitResult) -> WorkbookSpec:
    """The explanation of one unit's score, portrait of what ``Thẩm định`` says, as a spec."""
    plan, period = context.c.master.plan, context.c.period
    token = Identity(EXPLANATION, plan.code, unit.code, period.code).token()
    sheet = SheetSpec("Giải trình điểm")
    last_col = len(HEADERS) - 1

    def across(row: int, text: str, style: Style) -> None:
        for col in range(last_col + 1):
            sheet.put(row, col, text if not col else None, style)

    across(0, plan.issuer.upper(), _ACROSS.but(bold=True))
    across(1, "PHIẾU GIẢI TRÌNH ĐIỂM", _ACROSS.but(size=16, bold=True, color=st.HEAD_FILL))
    across(2, safe_text(f"{unit.name} · {period.name}"), _ACROSS.but(size=13, bold=True))
    across(3, safe_text(plan.name), _ACROSS.but(italic=True))
    said = [
        (h.SELF_SCORE, show_points(unit.self_total)),
        ("Điểm sau thẩm định", show_points(settled(unit, unit.verified_total))),
        (h.BAND, settled(unit, unit.band) or "–"),
        ("Hạng", f"{unit.rank or '–'}/{sum(u.rank is not None for u in context.units)}"),
    ]
    sheet.put(5, 0, "   ".join(f"{label}: {value}" for label, value in said), st.SUBTITLE)
    sheet.put(6, 0, safe_text(unit.band_reason), st.NOTE.but(wrap=False))
    rows = [
        _row(index, criterion, unit.scores.get(criterion.code))
        for index, criterion in enumerate(context.criteria_of(unit), 1)
    ]
    row = _HEADER_ROW + put_table(sheet, _HEADER_ROW, HEADERS, rows)
    sheet.put(
        row + 2,
        0,
        f"Lập từ tệp tổng hợp, số liệu đến ngày {vn_date(context.as_of)}. Nếu chưa thống nhất, đề nghị phản hồi kèm tài liệu kiểm chứng.",
        st.NOTE.but(wrap=False),
    )
    signature = Style(size=12, bold=True, align="center")
    sheet.put(row + 4, 2, "ĐẠI DIỆN ĐƠN VỊ", signature)
    sheet.put(row + 4, last_col, "NGƯỜI THẨM ĐỊNH", signature)
    sheet.freeze = (_HEADER_ROW + 1, 3)
    sheet.heights[_HEADER_ROW] = 36
    sheet.page = Page(repeat_rows=(_HEADER_ROW, _HEADER_ROW), area=(0, 0, row + 9, last_col), fit_height=0)
    stamp(sheet, last_col + 1, token)
    book = WorkbookSpec([sheet], title=f"Giải trình điểm - {unit.name}")
    identify(book, token)
    return book


def _row(index: int, criterion: Criterion, score: UnitScore | None) -> list[object]:
    head: list[object] = [index, criterion.code, criterion.text, to_number(criterion.max_points)]
    if score is None:
        return head
    typed, points = score.typed, score.points
    difference: object = None
    if isinstance(typed, Decimal):
        difference = to_number(typed - (points or Decimal(0)))
        if difference and not score.reason:
            difference = S(difference, _UNEXPLAINED)
    why = "\n".join(filter(None, (score.reason, score.why)))
    return [*head, to_number(score.self_score), to_number(points), to_number(typed), difference, why]
