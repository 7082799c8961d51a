"""Sheet ``Bìa`` of the form: what the form is, who filled it, how to fill it, what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from danvan_xl.model import Period, Plan, Unit
from danvan_xl.rules.status import as_of_expression
from danvan_xl.sheets.fields import input_rule, input_style
from danvan_xl.sheets.form import look
from danvan_xl.sheets.form.checks import Check
from danvan_xl.terms import form as h
from danvan_xl.terms.fields import to_fill
from danvan_xl.terms.summary import VERDICT
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import Conditional, SheetSpec, Style, cell_name, sheet_ref

WIDTHS = (48, 60, 12)
NAME_WIDTH = WIDTHS[1]
LABEL, VALUE, COUNT = look.FIRST, look.FIRST + 1, look.FIRST + 2

_GUIDANCE = (
    "1. Chỉ điền ô màu vàng; số ghi bằng chữ số; ngày ghi dạng ngày/tháng/năm (ví dụ 25/09/{year}).",
    "2. Số liệu không phát sinh thì ghi 0. Mô hình, kiến nghị không có thì để trống.",
    "3. Không đổi tên trang tính, không xóa dòng, cột in sẵn; việc làm thêm ghi ở dòng trống bên dưới.",
    "4. Xem “Kiểm tra trước khi gửi” ở cuối trang tính này; điền đến khi mọi dòng đều đạt.",
    "5. Lưu tệp (giữ dạng .xlsx) và gửi đúng hạn. Gửi lại thì tăng “Lần gửi” thêm 1.",
)
_LEGEND = (
    ("Ô màu vàng", style.INPUT, "Đơn vị điền."),
    ("Ô màu xám", style.COMPUTED, "Máy tự tính, hoặc không phải điền ở dòng này."),
    ("Ô nền trắng", style.BODY, "Nội dung giao cho đơn vị, không sửa được."),
)
_PREFILLED = (
    "Ô màu cam",
    style.INPUT.but(fill=look.PREFILLED_FILL),
    "Đã điền sẵn theo kỳ trước, đơn vị xem lại và sửa.",
)
_FACTS_ROW = 11
_INPUTS_ROW = _FACTS_ROW + len(h.COVER_FACTS) + 2
_LEGEND_ROW = _INPUTS_ROW + len(h.COVER_INPUTS) + 2

_row_of = {label: _FACTS_ROW + i for i, label in enumerate(h.COVER_FACTS)}
_row_of |= {label: _INPUTS_ROW + i for i, label in enumerate(h.COVER_INPUTS)}
_AS_OF_ROW = 1

AS_OF = f"{sheet_ref(h.COVER)}!{cell_name(_AS_OF_ROW, 0, absolute=True)}"
"""Reference to the date of the live formulas: Ngày báo cáo when it is a date, else Hạn nộp."""


def value_cell(label: str) -> str:
    """Reference, from any sheet, to a label's value."""
    return f"{sheet_ref(h.COVER)}!{cell_name(_row_of[label], VALUE, absolute=True)}"


class CoverFacts(Struct, frozen=True):
    """What the cover states and what was known of the unit before."""

    plan: Plan
    unit: Unit
    period: Period
    form: str
    send_to: str = ""
    """Where the form goes, in lines."""
    prefilled_from: str = ""
    """Name of the period whose answers stand in the form already; '' when blank."""


def cover_sheet(facts: CoverFacts, token: str, checks: Sequence[Check]) -> SheetSpec:
    """The cover. ``checks`` are the lines of the other sheets; its own come first."""
    plan, period = facts.plan, facts.period
    title = "PHIẾU BÁO CÁO CÔNG TÁC DÂN VẬN CHÍNH QUYỀN"
    sheet, row = look.start_sheet(h.COVER, token, title, ())
    for offset, width in enumerate(WIDTHS):
        sheet.widths[look.FIRST + offset] = width
    sheet.put(row, LABEL, plan.issuer, Style(size=11, bold=True, color=style.INK))
    sheet.put(row, VALUE, f"HẠN NỘP: {period.due:%d/%m/%Y}", _DUE)
    if facts.prefilled_from:
        text = f"{h.PREFILLED} của kỳ “{facts.prefilled_from}”: xem lại, sửa hoặc bổ sung từng ô."
        sheet.put(row + 1, LABEL, text, look.PREFILLED)
    _section(sheet, row + 2, "CÁCH ĐIỀN PHIẾU")
    for offset, line in enumerate(_GUIDANCE):
        sheet.put(row + 3 + offset, LABEL, line.format(year=plan.end.year), look.GUIDE.but(italic=False))
    values: dict[str, Any] = {
        h.UNIT: facts.unit.name,
        h.UNIT_CODE: facts.unit.code,
        h.PLAN: plan.name,
        h.PLAN_CODE: plan.code,
        h.PERIOD: period.name,
        h.PERIOD_CODE: period.code,
        h.DUE: period.due,
        h.SEND_TO: facts.send_to,
        h.FORM_VERSION: facts.form,
    }
    _section(sheet, _FACTS_ROW - 1, "THÔNG TIN CỦA PHIẾU")
    for label, value in values.items():
        look_of = style.VALUE.but(num_format="dd/mm/yyyy", align="left") if label == h.DUE else _TEXT
        sheet.put(_row_of[label], LABEL, label, style.LABEL)
        sheet.put(_row_of[label], VALUE, value, look_of)
    sheet.hidden_rows.add(_row_of[h.FORM_VERSION])  # for the program, and no use to a reader
    _inputs(sheet, plan)
    _section(sheet, _LEGEND_ROW - 1, "Ý NGHĨA MÀU Ô")
    legend = (*_LEGEND, _PREFILLED) if facts.prefilled_from else _LEGEND
    for offset, (name, looks, meaning) in enumerate(legend):
        sheet.put(_LEGEND_ROW + offset, LABEL, name, looks.but(locked=True, align="center"))
        sheet.put(_LEGEND_ROW + offset, VALUE, meaning, _TEXT)
    below = _LEGEND_ROW + len(legend) + 2
    _check_list(sheet, below, [*_own_checks(), *checks])
    due = cell_name(_row_of[h.DUE], VALUE, absolute=True)
    reported = cell_name(_row_of[h.REPORTED_ON], VALUE, absolute=True)
    sheet.put(
        _AS_OF_ROW,
        0,
        period.due,
        look.HELPER.but(num_format="dd/mm/yyyy"),
        formula="=" + as_of_expression(reported, due),
    )
    fit_rows(sheet, first=_FACTS_ROW, minimum=19)
    _signatures(sheet, max(cell.row for cell in sheet.cells) + 2)
    last = max(cell.row for cell in sheet.cells)
    look.set_page(
        sheet, facts.unit.name, period.name, repeat=None, last=(last, COUNT), landscape=False, whole=True
    )
    if not sheet.page.fit_height:
        sheet.page.row_breaks = (below - 1,)
    return sheet


_DUE = Style(size=16, bold=True, color="8A1C00")
_SIGNERS = (
    ("NGƯỜI LẬP PHIẾU", "(Ký, ghi rõ họ tên)"),
    ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"),
)
_ROOM_TO_SIGN = 4
"""Blank rows under them."""


def _signatures(sheet: SheetSpec, top: int) -> None:
    """Where the printed form is signed."""
    for col, (who, how) in zip((LABEL, VALUE), _SIGNERS, strict=True):
        sheet.put(top, col, who, Style(bold=True, color=style.INK, align="center"))
        sheet.put(top + 1, col, how, Style(italic=True, color=style.NOTE_INK, align="center"))
        sheet.put(top + 1 + _ROOM_TO_SIGN, col, " ", Style())


_TEXT = style.VALUE.but(num_format="@")
_COMPUTED = style.COMPUTED.but(valign="vcenter")


def _section(sheet: SheetSpec, row: int, text: str) -> None:
    sheet.put(row, LABEL, text, style.SUBTITLE.but(size=11, color=style.HEAD_FILL))


def _inputs(sheet: SheetSpec, plan: Plan) -> None:
    _section(sheet, _INPUTS_ROW - 1, "PHẦN ĐƠN VỊ ĐIỀN")
    for field in to_fill(h.COVER_FIELDS):
        row = _row_of[field.header]
        looks = input_style(field).but(align="left")
        sheet.put(row, LABEL, field.header, style.LABEL)
        sheet.put(row, VALUE, None, looks if field.kind.is_measure else looks.but(num_format="@"))
        if rule := input_rule(field, [(row, VALUE, row, VALUE)], plan, first=plan.start):
            sheet.validations.append(rule)


def _own_checks() -> list[Check]:
    def here(label: str) -> str:
        return cell_name(_row_of[label], VALUE, absolute=True)

    names = (h.COMPILED_BY, h.PHONE, h.REPORTED_ON, h.SUBMISSION)
    return [
        Check(
            "Bìa: đã ghi người lập, điện thoại, ngày báo cáo, lần gửi",
            f"COUNTBLANK({here(names[0])}:{here(names[-1])})",
            len(names),
        ),
        Check("Bìa: đã đánh dấu cam đoan số liệu", f'IF(TRIM({here(h.PLEDGE)})="",1,0)', 1),
        Check(
            "Bìa: ngày báo cáo, lần gửi ghi đúng dạng",
            "+".join(
                f'IF({here(label)}="",0,IF(ISNUMBER({here(label)}),0,1))'
                for label in (h.REPORTED_ON, h.SUBMISSION)
            ),
            0,
        ),
    ]


_OK, _TODO = "Đạt", "Chưa đạt"


def _check_list(sheet: SheetSpec, top: int, checks: Sequence[Check]) -> None:
    _section(sheet, top - 1, "KIỂM TRA TRƯỚC KHI GỬI (tự cập nhật)")
    for col, text in ((LABEL, "Nội dung kiểm tra"), (VALUE, "Kết quả kiểm tra"), (COUNT, "Số ô phải sửa")):
        sheet.put(top, col, text, style.HEADER)
    first = top + 1
    last = first + len(checks) - 1
    for offset, check in enumerate(checks):
        row = first + offset
        count = cell_name(row, COUNT)
        sheet.put(row, LABEL, check.text, _TEXT)
        sheet.put(
            row,
            VALUE,
            _verdict(check.count),
            _COMPUTED,
            formula=f'=IF({count}=0,"{_OK}","{_TODO}")',
        )
        sheet.put(row, COUNT, check.count, _COMPUTED.but(align="center"), formula="=" + check.formula)
    counts = f"{cell_name(first, COUNT, absolute=True)}:{cell_name(last, COUNT, absolute=True)}"
    open_lines = sum(1 for check in checks if check.count)
    sheet.put(last + 1, LABEL, VERDICT, style.LABEL)
    sheet.put(
        last + 1,
        VALUE,
        _conclusion(open_lines),
        _COMPUTED.but(bold=True),
        formula=f'=IF(COUNTIF({counts},">0")=0,"{_READY}","Chưa gửi được: còn "&COUNTIF({counts},">0")&" dòng chưa đạt")',
    )
    area = (first, VALUE, last + 1, VALUE)
    here = cell_name(first, VALUE)
    ready = f'OR({here}="{_OK}",{here}="{_READY}")'
    sheet.conditionals += [
        Conditional([area], formula=f"={ready}", style=style.GOOD),
        Conditional([area], formula=f"=NOT({ready})", style=style.WARNING),
    ]


_READY = "Đạt, có thể gửi"


def _verdict(count: int) -> str:
    return _TODO if count else _OK


def _conclusion(open_lines: int) -> str:
    return f"Chưa gửi được: còn {open_lines} dòng chưa đạt" if open_lines else _READY


def as_of(period: Period, reported_on: date | None = None) -> date:
    """What ``AS_OF`` holds, for cached values."""
    return reported_on or period.due
