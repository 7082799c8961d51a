"""``Thẩm định`` (a reviewer types verified scores, reasons, states) and ``Hiệu đính`` (corrections)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from danvan_xl.model import Criterion
from danvan_xl.results import UnitResult, UnitScore
from danvan_xl.rules.scoring.kinds import Place, kinds_where
from danvan_xl.rules.scoring.total_formulas import effective_max_formula, effective_points_formula
from danvan_xl.rules.status import CHECK_AGAIN
from danvan_xl.sheets.summary import totals
from danvan_xl.sheets.summary.context import Context
from danvan_xl.sheets.summary.evidence import evidence_link
from danvan_xl.sheets.summary.layout import FIRST, HEADER, finish, heading, table
from danvan_xl.sheets.summary.page import page
from danvan_xl.sheets.tables import TYPED, Area, Column
from danvan_xl.terms import form as form_terms
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n
from danvan_xl.workbooks.drawing import style as st
from danvan_xl.workbooks.drawing.rows import F, S
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, Validation, cell_name, column_name
from danvan_xl.workbooks.drawing.values import to_number

_POINTS = st.POINTS
_HIDDEN_TEXT = st.CODE.but(size=8, border=None, align="left")
_SPARE_CORRECTIONS = 60
_ROW = "\0"
"""Where the number of the row comes."""


def verify_columns(context: Context) -> list[Column]:
    """Columns of ``Thẩm định``."""
    shown = {
        form_terms.UNIT_CODE: Column(form_terms.UNIT_CODE, 9, st.CODE),
        form_terms.UNIT: Column(form_terms.UNIT, 22),
        form_terms.SCORE_CODE: Column(form_terms.SCORE_CODE, 7, st.CODE),
        form_terms.CRITERION: Column(form_terms.CRITERION, 44),
        form_terms.MAX_POINTS: Column(form_terms.MAX_POINTS, 8, _POINTS),
        form_terms.SELF_SCORE: Column(form_terms.SELF_SCORE, 8, _POINTS),
        form_terms.POINTS: Column(form_terms.POINTS, 8, _POINTS),
        n.VERIFIED: Column(n.VERIFIED, 9, st.INPUT_NUMBER.but(num_format="0.00", bold=True), TYPED),
        n.DIFFERENCE: Column(
            n.DIFFERENCE, 8, st.COMPUTED.but(num_format="+0.00;-0.00;0.00", align="right", wrap=False)
        ),
        n.REASON: Column(n.REASON, 34, st.INPUT, TYPED),
        n.STATE: Column(n.STATE, 13, st.INPUT_CENTER, TYPED),
        n.TO_CHECK: Column(n.TO_CHECK, 24, sparse=True),
        form_terms.EVIDENCE: Column(form_terms.EVIDENCE, 28, sparse=True),
        n.ATTACHED_FILE: Column(n.ATTACHED_FILE, 24, sparse=True),
        form_terms.EXPLANATION: Column(form_terms.EXPLANATION, 26, sparse=True),
        n.WHY: Column(n.WHY, 36, st.BODY.but(color=st.NOTE_INK, size=10)),
        m.NOT_ARISING: Column(m.NOT_ARISING, 8, st.CENTER, sparse=True),
    }
    columns = []
    for header in n.VERIFY_ALL:
        if header in shown:
            columns.append(shown[header])
        else:
            columns.append(Column(header, 8, _HIDDEN_TEXT, hidden=True))
    return columns


def verify_sheet(context: Context, appendix: str) -> SheetSpec:
    """``Thẩm định``: one row a unit and criterion; only what is typed is unlocked."""
    sheet = SheetSpec(n.VERIFY, tab_color="E69F00", protect=True)
    columns = verify_columns(context)
    area = totals.verify_area(context)
    formulas = _Formulas(context, area)
    rows = (
        _row(context, formulas, FIRST + index, unit, criterion, score)
        for index, (unit, criterion, score) in enumerate(context.verification)
    )
    count = page(
        context,
        sheet,
        columns,
        rows,
        "Thẩm định điểm",
        f"{context.c.period.name} · Nhập vào các cột vàng: Điểm thẩm định, Lý do, Trạng thái; tổng điểm, xếp loại, hạng ở trang tính “{n.UNITS}” tự tính lại.",
        appendix=appendix,
        centred=n_visible(columns),
        count=len(context.verification),
        freeze_columns=4,
    )
    sheet.autofilter = (HEADER, 0, FIRST + max(count, 1) - 1, n_visible(columns) - 1)
    _rules(sheet, area, count)
    return sheet


def n_visible(columns: list[Column]) -> int:
    """How many columns stand before the hidden ones."""
    return sum(not column.hidden for column in columns)


def _stored(value: Decimal | None) -> Any:
    return n.SEEN_BLANK if value is None else to_number(value)


class _Formulas:
    """The formulas of a row. Of the thousands of one criterion only the row differs: it is put into what was made once."""

    def __init__(self, context: Context, area: Area) -> None:
        self.typed = f"{column_name(area.col(n.VERIFIED))}{_ROW}"
        self.got = f"{column_name(area.col(form_terms.POINTS))}{_ROW}"
        self.codes = [indicator.code for indicator in context.c.master.indicators]
        self.made: dict[tuple[str, str], tuple[str, str, str]] = {}

    def of(self, row: int, criterion: Criterion, score: UnitScore) -> tuple[str, str, str]:
        """Chênh lệch, the points that count, and what the criterion adds to the denominator."""
        applicable = _applicable(criterion, score)
        made = self.made.get((criterion.code, applicable))
        if made is None:
            typed, got = self.typed, self.got
            made = self.made[criterion.code, applicable] = (
                f'=IF(ISNUMBER({typed}),ROUND({typed}-N({got}),2),"")',
                effective_points_formula(criterion, got, typed, indicators=self.codes),
                effective_max_formula(criterion, applicable, typed),
            )
        number = str(row + 1)
        difference, points, most = made
        return difference.replace(_ROW, number), points.replace(_ROW, number), most.replace(_ROW, number)


def _row(
    context: Context, formulas: _Formulas, row: int, unit: UnitResult, criterion: Criterion, score: UnitScore
) -> list[Any]:
    verified = score.typed if isinstance(score.typed, Decimal) else None
    difference = None if verified is None else verified - (score.points or Decimal(0))
    of_difference, of_points, of_most = formulas.of(row, criterion, score)
    values = {
        form_terms.UNIT_CODE: unit.code,
        form_terms.UNIT: unit.name,
        form_terms.SCORE_CODE: criterion.code,
        form_terms.CRITERION: criterion.text,
        form_terms.MAX_POINTS: to_number(criterion.max_points),
        form_terms.SELF_SCORE: to_number(score.self_score),
        form_terms.POINTS: to_number(score.points),
        n.VERIFIED: to_number(score.typed),
        n.DIFFERENCE: F(of_difference, difference),
        n.REASON: score.reason,
        n.STATE: score.state,
        n.TO_CHECK: f"{n.LOOK_AGAIN}: {score.look_again}" if score.look_again else "",
        form_terms.EVIDENCE: score.evidence,
        n.ATTACHED_FILE: evidence_link(context, unit, criterion.code),
        form_terms.EXPLANATION: score.explanation,
        n.WHY: score.why,
        m.NOT_ARISING: "x" if score.not_arising else None,
        n.EFFECTIVE: F(of_points, CHECK_AGAIN if score.unusable else score.final_points),
        n.APPLICABLE: F(of_most, score.final_max),
        n.BEFORE_APPLICABLE: to_number(score.applicable_max),
        n.KIND: criterion.kind.value,
        n.SEEN_SELF: _stored(score.seen.self_score) if score.seen else None,
        n.SEEN_POINTS: _stored(score.seen.points) if score.seen else None,
        n.WRITTEN: to_number(verified),
        n.BASIS: score.basis,
        n.SEEN_BASIS: score.seen.basis if score.seen else None,
    }
    return [values[header] for header in n.VERIFY_ALL]


def _applicable(criterion: Criterion, score: UnitScore) -> str:
    """What the criterion adds to the denominator before verification, as a constant."""
    most = criterion.max_points if score.applicable_max is None else score.applicable_max
    return f"{most.normalize():f}"


def _rules(sheet: SheetSpec, area: Area, count: int) -> None:
    """Validation of what is typed, and colours that ask for attention."""
    if not count:
        return

    span, first = area.span, area.top
    typed, reason = first(n.VERIFIED), first(n.REASON)
    kind, most = first(n.KIND), first(form_terms.MAX_POINTS)
    free = ",".join(f'{kind}="{k}"' for k in kinds_where(Place.BONUS, Place.PENALTY))
    sheet.validations.append(
        Validation(
            [span(n.VERIFIED)],
            "custom",
            source=f"=AND(ISNUMBER({typed}),OR({free},AND({typed}>=0,{typed}<={most})))",
            error="Điểm thẩm định là số từ 0 đến điểm tối đa của tiêu chí (điểm trừ ghi số âm).",
            prompt_title=n.VERIFIED,
            prompt="Để trống nếu đồng ý với điểm đạt. Khác điểm đạt thì ghi lý do.",
        )
    )
    sheet.validations.append(
        Validation(
            [span(n.STATE)],
            "list",
            source=list(n.STATES),
            error="Chọn một trạng thái trong danh sách.",
        )
    )
    difference = first(n.DIFFERENCE)
    again = cell_name(FIRST, area.col(n.TO_CHECK))
    sheet.conditionals.append(
        Conditional(
            [span(n.TO_CHECK, m.NOT_ARISING)],
            formula=f"=LEN({again})=0",
            style=Style(border=st.LINE),
        )
    )
    sheet.conditionals += [
        Conditional(
            [span(n.VERIFIED, n.REASON)],
            formula=f"=AND(ISNUMBER({difference}),{difference}<>0,LEN(TRIM({reason}))=0)",
            style=st.ERROR,
        ),
        Conditional(
            [span(n.VERIFIED)],
            formula=f"=AND(NOT(ISBLANK({typed})),NOT(ISNUMBER({typed})))",
            style=st.ERROR,
        ),
        Conditional([span(n.TO_CHECK)], formula=f'={first("Cần xem lại")}<>""', style=st.WARNING),
        Conditional([span(n.STATE)], formula=f'={first(n.STATE)}="{n.STATES[-1]}"', style=st.GOOD),
        Conditional(
            [span(form_terms.UNIT_CODE, form_terms.CRITERION)],
            formula=f"=AND(ROW()>{FIRST + 1},{first(form_terms.UNIT_CODE)}<>$A{FIRST})",
            style=st.BODY.but(fill=st.BAND_FILL, bold=True, border=None),
        ),
    ]


def corrections_sheet(context: Context) -> SheetSpec:
    """``Hiệu đính``: typed by the focal officer, honoured by the next ``consolidate``."""
    sheet = SheetSpec(n.CORRECTIONS, tab_color="8A5A00")
    widths = (34, 11, 11, 14, 8, 24, 20, 12, 34, 40, 20)
    computed = n.CORRECTION_HEADERS[-2:]
    date_style = st.INPUT_DATE
    columns = [
        Column(
            header,
            width,
            st.COMPUTED if header in computed else date_style if header == n.CORRECTED_ON else st.INPUT,
            st.HEADER if header in computed else TYPED,
        )
        for header, width in zip(n.CORRECTION_HEADERS, widths, strict=True)
    ]
    results = _applied(context)
    rows: list[list[Any]] = [
        [
            item.file,
            item.unit,
            item.period,
            item.sheet,
            item.cell,
            S(item.value, date_style) if isinstance(item.value, date) else item.value,
            item.who,
            item.when,
            item.why,
            results.get((item.file, item.sheet, item.cell), ""),
            item.stood,
        ]
        for item in context.c.review.corrections
    ]
    filled = len(rows)
    rows += [[None] * len(columns) for _ in range(_SPARE_CORRECTIONS)]
    table(sheet, columns, rows)
    heading(
        sheet,
        "Hiệu đính của người tổng hợp",
        "Ghi tên tệp như ở “Nhật ký”. Ghi Mã đơn vị để xác nhận tệp của đơn vị nào; ghi Trang tính, Ô, Giá trị đúng để sửa một ô. Lần tổng hợp sau sẽ theo.",
        columns=len(columns),
    )
    finish(
        sheet,
        columns=len(columns),
        rows=max(filled, 15),
        token=context.token,
        freeze_columns=1,
        filtered=False,
    )
    codes = [unit.code for unit in context.c.master.units]
    if codes and len(",".join(codes)) <= 255:
        last = FIRST + len(rows) - 1
        sheet.validations.append(
            Validation(
                [(FIRST, 1, last, 1)],
                "list",
                source=codes,
                error="Chọn mã đơn vị có trong kế hoạch.",
                severity="warning",
            )
        )
    return sheet


def _applied(context: Context) -> dict[tuple[str, str, str], str]:
    """What became of each correction, from the findings that reading leaves ."""
    results: dict[tuple[str, str, str], str] = {}
    findings = list(context.c.findings)
    for receipt in context.c.files:
        findings += receipt.findings
    for item in findings:
        if item.code in (
            "corrected",
            "correction-unused",
            "correction-outlived",
            "returns-joined",
            "join-refused",
        ):
            results[item.file or "", item.sheet or "", (item.cell or "").upper()] = item.message
    return results
