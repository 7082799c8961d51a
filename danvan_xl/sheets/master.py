"""What the master workbook looks like: its seven sheets and a page of guidance.

Rows for typing on carry the formats, and get their borders when something is typed: an empty row does not print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from danvan_xl.identity import MASTER, Identity
from danvan_xl.model import (
    Aggregation,
    BeforeRule,
    DeadlineKind,
    HolidayRule,
    Master,
    NotArising,
    NumberKind,
    Part,
    Period,
    ScoreKind,
    Task,
    UnitKind,
)
from danvan_xl.sheets import master_names as n
from danvan_xl.sheets import style
from danvan_xl.sheets.common import (
    COMPUTED_HEADER,
    ColumnSpec,
    date_validation,
    identify,
    list_validation,
    number_validation,
    table_sheet,
)
from danvan_xl.sheets.guide import guide_sheet
from danvan_xl.sheets.measure import fit_rows
from danvan_xl.sheets.spec import (
    Conditional,
    Range,
    SheetSpec,
    Validation,
    WorkbookSpec,
    cell_name,
    column_name,
    range_name,
)

BODY = style.BODY
TEXT = BODY.but(num_format="@")
"""Codes and phone numbers: Excel would make numbers of 01 and 0912..."""
CODE = style.CODE.but(num_format="@", color=style.INK)

PLAIN_NUMBER = style.NUMBER.but(num_format="General")
"""1 and 8,5 as they are: '#,##0.##' would show '1,'."""

UNIT_ROWS, TASK_ROWS, FEW_ROWS, SOME_ROWS = 250, 250, 20, 80
"""Rows formatted and validated for typing, beyond what is there."""

UNIT_NAMES = "ten_don_vi"
"""A name for the column of unit names: lists that refer to another sheet directly are kept by Excel only in
an extension that other programs drop."""

TAB_PLAN, TAB_SCORE, TAB_GUIDE = "1F4E79", "8A5A00", "7A8794"


def master_book(
    master: Master,
    *,
    title: str = "",
    notes: Mapping[str, Sequence[str]] | None = None,
    worked_out: bool = True,
) -> WorkbookSpec:
    """The workbook of a master. ``notes``: more guidance lines by sheet name.

    ``worked_out`` False leaves Loại thời hạn, Bắt đầu, Hạn blank for ``split`` to fill in.
    """
    more = dict(notes or {})

    def lines(sheet: str, *own: str) -> list[str]:
        return [*own, *more.get(sheet, ())]

    book = WorkbookSpec(
        [
            _plan(master, lines(n.PLAN, *_PLAN_NOTES)),
            _units(master, lines(n.UNITS, *_UNIT_NOTES)),
            _tasks(master, lines(n.TASKS, *_TASK_NOTES), worked_out),
            _periods(master, lines(n.PERIODS, *_PERIOD_NOTES)),
            _criteria(master, lines(n.CRITERIA, *_CRITERION_NOTES)),
            _bands(master, lines(n.BANDS, *_BAND_NOTES)),
            _indicators(master, lines(n.INDICATORS, *_INDICATOR_NOTES)),
            guide_sheet(more.get("Hướng dẫn", ())),
        ],
        title=title or master.plan.name or "Kế hoạch công tác dân vận chính quyền",
        subject="Tệp kế hoạch",
    )
    first = len(lines(n.UNITS, *_UNIT_NOTES)) + 3
    last = first - 1 + len(master.units) + UNIT_ROWS
    book.names[UNIT_NAMES] = f"='{n.UNITS}'!$B${first}:$B${last}"
    identify(book, Identity(MASTER, plan=master.plan.code))
    return book


# --- pieces -----------------------------------------------------------------------------------


def _finish(sheet: SheetSpec, header: int, columns: Sequence[ColumnSpec], blank: int, tab: str) -> Range:
    """Formatted rows beneath the data; borders only where something stands. Gives back the body."""
    last_used = max(cell.row for cell in sheet.cells)
    last = last_used + blank
    for row in range(last_used + 1, last + 1):
        for col, column in enumerate(columns):
            sheet.put(row, col, None, column.style.but(border=None))
    body = (header + 1, 0, last, len(columns) - 1)
    first = header + 2
    sheet.conditionals.append(
        Conditional(
            [body],
            formula=f"=COUNTA($A{first}:${column_name(len(columns) - 1)}{first})>0",
            style=style.Style(border=style.LINE),
        )
    )
    sheet.autofilter = (header, 0, last, len(columns) - 1)
    sheet.page.area = None  # rows typed later must print too
    sheet.tab_color = tab
    return body


def _column(body: Range, columns: Sequence[ColumnSpec], header: str) -> list[Range]:
    col = next(i for i, column in enumerate(columns) if column.header == header)
    return [(body[0], col, body[2], col)]


def _once(body: Range, columns: Sequence[ColumnSpec], header: str, what: str) -> Validation:
    """A code stands once in its column."""
    [area] = _column(body, columns, header)
    first = cell_name(area[0], area[1]).replace(column_name(area[1]), "$" + column_name(area[1]))
    whole = range_name(area, absolute=True)
    return Validation(
        [area],
        "custom",
        source=f"=COUNTIF({whole},{first})=1",
        error_title="Mã bị trùng",
        error=f"{what} này đã có ở dòng khác. Mỗi dòng phải có một mã riêng; mã đã dùng thì không dùng lại.",
    )


def _suggest(area: list[Range], source: str) -> Validation:
    """A list to pick from that also lets anything be typed."""
    return Validation(area, "list", source=source, show_error=False)


def _texts(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


# --- Kế hoạch ---------------------------------------------------------------------------------

_PLAN_NOTES = (
    "Ghi nội dung ở cột bên phải. Bốn mục có dấu * là bắt buộc; “Căn cứ” có thể thêm nhiều dòng.",
    "Nhấp vào từng ô để xem gợi ý. Làm xong, chạy “Kiểm tra” (danvan-xl check) trước khi tách việc và phát hành phiếu.",
)
_PLAN_HINTS = {
    n.PLAN_CODE: "Mã ngắn, không dấu cách, ví dụ KH-2025. Không đổi sau khi đã phát hành phiếu.",
    n.PLAN_NAME: "Tên đầy đủ như trên văn bản.",
    n.NUMBER: "Ví dụ 45/KH-UBND.",
    n.SUPERIOR: "Dòng trên cùng góc trái văn bản, ví dụ UBND THÀNH PHỐ HẢI PHÒNG.",
    n.ISSUER: "Ví dụ ỦY BAN NHÂN DÂN XÃ ĐẠI SƠN.",
    n.PLACE: "Nơi ghi trước ngày ban hành, ví dụ Đại Sơn.",
    n.FOCAL_UNIT: "Mã hoặc tên đơn vị làm đầu mối tổng hợp (có trong trang “Đơn vị”).",
    n.SIGNING_FORM: "Cách nhau bằng dấu chấm phẩy, ví dụ TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; PHÓ CHỦ TỊCH.",
    n.SIGNER: "Họ và tên người ký.",
    n.BASIS: "Mỗi căn cứ một dòng. Cần thêm thì chèn dòng, ghi “Căn cứ” ở cột trái.",
}


def _plan(master: Master, notes: Sequence[str]) -> SheetSpec:
    plan = master.plan
    known = plan.code != ""
    values: list[tuple[str, Any]] = [
        (n.PLAN_CODE, plan.code),
        (n.PLAN_NAME, plan.name),
        (n.NUMBER, plan.number),
        (n.ISSUED_ON, plan.issued_on),
        (n.SUPERIOR, plan.superior),
        (n.ISSUER, plan.issuer),
        (n.PLACE, plan.place),
        (n.FROM, plan.start if known else None),
        (n.TO, plan.end if known else None),
        (n.FOCAL_UNIT, plan.focal_unit),
        (n.SIGNING_FORM, plan.signing_form),
        (n.SIGNER, plan.signer),
        *((n.BASIS, basis) for basis in (plan.bases or ("",))),
        *(((n.BASIS, ""),) if plan.bases else ()),
        (n.BEFORE_RULE, plan.before_rule.value),
        (n.HOLIDAY_RULE, plan.holiday_rule.value),
        (n.SCALE, plan.scale),
    ]
    columns = [ColumnSpec(n.ITEM, 30, style.LABEL), ColumnSpec(n.CONTENT, 92, style.VALUE)]
    sheet, header = table_sheet(n.PLAN, "THÔNG TIN KẾ HOẠCH", notes, columns, filtered=False)
    sheet.freeze = (header + 1, 0)
    dates = (n.ISSUED_ON, n.FROM, n.TO)
    for row, (label, value) in enumerate(values, start=header + 1):
        required = label in n.PLAN_REQUIRED
        sheet.put(row, 0, label, style.LABEL.but(color="8A1C00") if required else style.LABEL)
        look = style.VALUE.but(align="left")
        if label in dates:
            look = look.but(num_format="dd/mm/yyyy")
        elif label != n.SCALE:
            look = look.but(num_format="@")
        sheet.put(row, 1, value if value != "" else None, look)
        where = [(row, 1, row, 1)]
        if label in dates:
            sheet.validations.append(date_validation(where, label))
        elif label == n.SCALE:
            sheet.validations.append(number_validation(where, label, minimum=1, maximum=1000))
        elif label == n.BEFORE_RULE:
            sheet.validations.append(list_validation(where, _texts(BeforeRule), label))
        elif label == n.HOLIDAY_RULE:
            sheet.validations.append(list_validation(where, _texts(HolidayRule), label))
        elif label in _PLAN_HINTS:
            sheet.validations.append(
                Validation(
                    where,
                    "length",
                    "<=",
                    minimum=2000,
                    error=f"“{label}” dài quá 2.000 ký tự.",
                    prompt_title=label,
                    prompt=_PLAN_HINTS[label],
                )
            )
    fit_rows(sheet, first=header)
    sheet.page.landscape = False
    sheet.page.area = None
    sheet.tab_color = TAB_PLAN
    return sheet


# --- Đơn vị -----------------------------------------------------------------------------------

_UNIT_NOTES = (
    "Mỗi đơn vị một dòng. Mã ngắn, không dấu cách (VHXH, T01...), không đổi và không dùng lại. “Tên gọi khác” cách nhau bằng dấu chấm phẩy.",
    "Phường, thị trấn, đặc khu chọn loại Xã; tổ dân phố, ấp, bản, khu phố chọn loại Thôn. “Số thôn” dùng để nhân chỉ tiêu “…/thôn”.",
    "“Báo cáo” để trống: đơn vị có việc (chủ trì hoặc phối hợp) thì phải gửi phiếu. Ghi Có hoặc Không để quyết định khác đi.",
)


def _units(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(n.UNIT_CODE, 12, CODE),
        ColumnSpec(n.UNIT_NAME, 38, BODY),
        ColumnSpec(n.ALIASES, 34, BODY),
        ColumnSpec(n.UNIT_KIND, 20, BODY),
        ColumnSpec(n.PARENT, 15, BODY),
        ColumnSpec(n.EMAIL, 28, BODY),
        ColumnSpec(n.CONTACT, 22, BODY),
        ColumnSpec(n.PHONE, 15, TEXT),
        ColumnSpec(n.HAMLETS, 9, style.INTEGER),
        ColumnSpec(n.REPORTS, 10, style.CENTER),
    ]
    rows = [
        (
            unit.code,
            unit.name,
            "; ".join(unit.aliases),
            unit.kind.value,
            unit.parent,
            unit.email,
            unit.contact,
            unit.phone,
            unit.hamlets,
            {True: n.YES, False: n.NO, None: None}[unit.reports],
        )
        for unit in master.units
    ]
    sheet, header = table_sheet(n.UNITS, "DANH SÁCH ĐƠN VỊ", notes, columns, rows, freeze_columns=2)
    body = _finish(sheet, header, columns, UNIT_ROWS, TAB_PLAN)
    sheet.validations += [
        _once(body, columns, n.UNIT_CODE, "Mã đơn vị"),
        list_validation(_column(body, columns, n.UNIT_KIND), _texts(UnitKind), n.UNIT_KIND),
        list_validation(_column(body, columns, n.REPORTS), [n.YES, n.NO], n.REPORTS),
        number_validation(_column(body, columns, n.HAMLETS), n.HAMLETS, maximum=999, whole=True),
    ]
    return sheet


# --- Nhiệm vụ ---------------------------------------------------------------------------------

_TASK_NOTES = (
    "Mỗi nhiệm vụ một dòng. Cơ quan chủ trì, phối hợp: ghi tên như trang “Đơn vị”, nhiều đơn vị cách nhau bằng dấu chấm phẩy; hoặc ghi nhóm: Các thôn; Các phòng chuyên môn; Các trường học.",
    "Thời gian thực hiện ghi như văn bản: Thường xuyên; Xong trước 05/9/2025; Tháng 9-11/2025; Quý III, IV/2025; Định kỳ 6 tháng (trước 30/5), năm (trước 15/11); Khi có yêu cầu.",
    "Các cột đầu xám (Loại thời hạn, Bắt đầu, Hạn) để trống thì chương trình tự tính; ghi vào thì chương trình dùng giá trị đã ghi. Chỉ tiêu để trống thì đọc từ nhiệm vụ (01 cuộc/thôn).",
)


def _tasks(master: Master, notes: Sequence[str], worked_out: bool) -> SheetSpec:
    head = COMPUTED_HEADER
    columns = [
        ColumnSpec(n.TASK_CODE, 9, CODE),
        ColumnSpec(n.TASK_NUMBER, 5, style.CENTER),
        ColumnSpec(n.TASK_GROUP, 18, BODY),
        ColumnSpec(n.TASK_TEXT, 44, BODY),
        ColumnSpec(n.LEAD, 22, BODY),
        ColumnSpec(n.COORDINATING, 22, BODY),
        ColumnSpec(n.WHEN, 17, TEXT),
        ColumnSpec(n.DELIVERABLE, 16, BODY),
        ColumnSpec(n.TARGET, 8, PLAIN_NUMBER),
        ColumnSpec(n.TARGET_UNIT, 12, style.CENTER.but(num_format="@")),
        ColumnSpec(n.DEADLINE_KIND, 12, style.CENTER, header_style=head),
        ColumnSpec(n.START, 11.5, style.DATE, header_style=head),
        ColumnSpec(n.DUE, 11.5, style.DATE, header_style=head),
    ]
    rows = [(*_task_facts(task), *(deadline_cells(task) if worked_out else ())) for task in master.tasks]
    sheet, header = table_sheet(n.TASKS, "DANH MỤC NHIỆM VỤ", notes, columns, rows, freeze_columns=2)
    body = _finish(sheet, header, columns, TASK_ROWS, TAB_PLAN)
    sheet.validations += [
        _once(body, columns, n.TASK_CODE, "Mã nhiệm vụ"),
        _suggest(_column(body, columns, n.LEAD), f"={UNIT_NAMES}"),
        _suggest(_column(body, columns, n.COORDINATING), f"={UNIT_NAMES}"),
        number_validation(_column(body, columns, n.TARGET), n.TARGET),
        list_validation(_column(body, columns, n.DEADLINE_KIND), _texts(DeadlineKind), n.DEADLINE_KIND),
        date_validation(
            [*_column(body, columns, n.START), *_column(body, columns, n.DUE)], f"{n.START}, {n.DUE}"
        ),
    ]
    return sheet


def _task_facts(task: Task) -> tuple[Any, ...]:
    return (
        task.code,
        int(task.number) if task.number.isdecimal() and not task.number.startswith("0") else task.number,
        task.group,
        task.text,
        task.lead_text,
        task.coordinating_text,
        task.when_text,
        task.deliverable,
        task.target,
        task.target_unit,
    )


def deadline_cells(task: Task) -> tuple[Any, Any, Any]:
    """Loại thời hạn, Bắt đầu, Hạn as they stand in ``Nhiệm vụ``."""
    deadline = task.deadline
    return deadline.kind.value, deadline.start, deadline.due


# --- Kỳ báo cáo -------------------------------------------------------------------------------

_PERIOD_NOTES = (
    "Mỗi kỳ một dòng. “Hạn nộp” là ngày đơn vị phải gửi phiếu; “Khóa sổ” là ngày cuối cùng còn nhận, sau đó có cảnh báo.",
    "“Nội dung” ghi các phần phải báo cáo, cách nhau bằng dấu chấm phẩy: Nhiệm vụ; Chấm điểm; Số liệu. Để trống là cả ba phần.",
)


def _periods(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(n.PERIOD_CODE, 10, CODE),
        ColumnSpec(n.PERIOD_NAME, 46, BODY),
        ColumnSpec(n.FROM, 14, style.DATE),
        ColumnSpec(n.TO, 14, style.DATE),
        ColumnSpec(n.PERIOD_DUE, 14, style.DATE),
        ColumnSpec(n.LOCKED_ON, 14, style.DATE),
        ColumnSpec(n.PARTS, 32, BODY),
    ]
    rows = [(p.code, p.name, p.start, p.end, p.due, p.locked_on, parts_text(p)) for p in master.periods]
    sheet, header = table_sheet(n.PERIODS, "CÁC KỲ BÁO CÁO", notes, columns, rows)
    body = _finish(sheet, header, columns, FEW_ROWS, TAB_PLAN)
    dates = [
        area
        for header_ in (n.FROM, n.TO, n.PERIOD_DUE, n.LOCKED_ON)
        for area in _column(body, columns, header_)
    ]
    combinations = ["Nhiệm vụ", "Nhiệm vụ; Số liệu", "Nhiệm vụ; Chấm điểm", "Nhiệm vụ; Chấm điểm; Số liệu"]
    sheet.validations += [
        _once(body, columns, n.PERIOD_CODE, "Mã kỳ"),
        date_validation(dates, "Ngày của kỳ báo cáo"),
        Validation(_column(body, columns, n.PARTS), "list", source=combinations, show_error=False),
    ]
    return sheet


def parts_text(period: Period) -> str:
    """``Nội dung`` of a period: blank when it asks for everything."""
    if period.parts == frozenset(Part):
        return ""
    return "; ".join(part.value for part in Part if part in period.parts)


# --- Tiêu chí, Xếp loại -----------------------------------------------------------------------

_CRITERION_NOTES = (
    "Mẫu “Tham số” theo cách chấm. Tự chấm: bước 0,25 · Lựa chọn: Đạt: 3; Đạt một phần: 1,5; Không: 0 · Tỷ lệ: SL03 / SL02; làm tròn 0,25 · Bậc tỷ lệ: SL03 / SL02; >=100%: 10; >=90%: 8; còn lại: 0",
    "Số lượng: SL05 x 0,5 · Tiến độ: nhóm 3 (hoặc: mọi nhiệm vụ) · Đúng hạn báo cáo: trừ 1 mỗi ngày; tối đa 3 ngày · Thưởng: tối đa 5 · Trừ điểm: SL09 x 2; tối đa 10 · Khống chế: SL10; không xếp Xuất sắc (hoặc: SL10; hạ một bậc)",
    "“Không phát sinh”: để trống là tiêu chí luôn có; Đủ điểm hoặc Loại trừ (không tính vào mẫu số) khi không phát sinh. “Tài liệu kiểm chứng” có ghi thì đơn vị phải nêu tài liệu mới được tính điểm.",
)


def _criteria(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(n.CODE, 8, CODE),
        ColumnSpec(n.GROUP, 28, BODY),
        ColumnSpec(n.CRITERION, 52, BODY),
        ColumnSpec(n.MAX_POINTS, 9, PLAIN_NUMBER),
        ColumnSpec(n.SCORE_KIND, 16, style.CENTER),
        ColumnSpec(n.PARAMETERS, 38, TEXT),
        ColumnSpec(n.NOT_ARISING, 14, style.CENTER),
        ColumnSpec(n.EVIDENCE, 30, BODY),
    ]
    rows = [
        (
            c.code,
            c.group,
            c.text,
            c.max_points if c.kind is not ScoreKind.CAP or c.max_points else None,
            c.kind.value,
            c.parameters,
            c.not_arising.value if c.not_arising else None,
            c.evidence,
        )
        for c in master.criteria
    ]
    sheet, header = table_sheet(n.CRITERIA, "TIÊU CHÍ CHẤM ĐIỂM", notes, columns, rows)
    body = _finish(sheet, header, columns, SOME_ROWS, TAB_SCORE)
    sheet.validations += [
        _once(body, columns, n.CODE, "Mã tiêu chí"),
        number_validation(_column(body, columns, n.MAX_POINTS), n.MAX_POINTS, maximum=1000),
        list_validation(_column(body, columns, n.SCORE_KIND), _texts(ScoreKind), n.SCORE_KIND),
        list_validation(_column(body, columns, n.NOT_ARISING), _texts(NotArising), n.NOT_ARISING),
    ]
    return sheet


_BAND_NOTES = (
    "Ghi từ mức cao đến mức thấp; mức thấp nhất có “Từ điểm” là 0.",
    "“Điều kiện” để trống, hoặc giới hạn tỷ lệ đơn vị, ví dụ: tối đa 25% (chỉ để nhắc, không tự hạ bậc).",
)


def _bands(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(n.BAND, 26, BODY),
        ColumnSpec(n.THRESHOLD, 14, PLAIN_NUMBER),
        ColumnSpec(n.CONDITION, 40, TEXT),
    ]
    rows = [(b.name, b.threshold, b.condition) for b in master.bands]
    sheet, header = table_sheet(n.BANDS, "CÁC MỨC XẾP LOẠI", notes, columns, rows, filtered=False)
    body = _finish(sheet, header, columns, FEW_ROWS, TAB_SCORE)
    sheet.autofilter = None
    sheet.page.landscape = False
    sheet.validations += [
        _once(body, columns, n.BAND, "Mức xếp loại"),
        number_validation(_column(body, columns, n.THRESHOLD), n.THRESHOLD, maximum=1000),
    ]
    return sheet


# --- Số liệu ----------------------------------------------------------------------------------

_INDICATOR_NOTES = (
    "Mỗi số liệu một dòng. “Cách tổng hợp”: Cộng; Trung bình; Lớn nhất; Cuối kỳ; Tỷ số (ghi tỷ số ở “Ràng buộc”, ví dụ SL05 / SL04); Không cộng.",
    "“Ràng buộc” để kiểm tra chéo số đơn vị báo cáo, ví dụ SL01 = SL02 + SL03 hoặc SL05 <= SL04; nhiều ràng buộc cách nhau bằng dấu chấm phẩy.",
)


def _indicators(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        ColumnSpec(n.CODE, 8, CODE),
        ColumnSpec(n.INDICATOR, 60, BODY),
        ColumnSpec(n.INDICATOR_UNIT, 14, style.CENTER),
        ColumnSpec(n.NUMBER_KIND, 15, style.CENTER),
        ColumnSpec(n.AGGREGATION, 15, style.CENTER),
        ColumnSpec(n.CONSTRAINT, 34, TEXT),
    ]
    rows = [
        (i.code, i.text, i.unit, i.kind.value, i.aggregation.value, i.constraint) for i in master.indicators
    ]
    sheet, header = table_sheet(n.INDICATORS, "SỐ LIỆU YÊU CẦU BÁO CÁO", notes, columns, rows)
    body = _finish(sheet, header, columns, SOME_ROWS, TAB_SCORE)
    sheet.validations += [
        _once(body, columns, n.CODE, "Mã số liệu"),
        list_validation(_column(body, columns, n.NUMBER_KIND), _texts(NumberKind), n.NUMBER_KIND),
        list_validation(_column(body, columns, n.AGGREGATION), _texts(Aggregation), n.AGGREGATION),
    ]
    return sheet
