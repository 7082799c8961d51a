"""What the master workbook looks like: its seven sheets and a page of guidance.

Rows for typing on carry the formats, and get their borders when something is typed: an empty row does not print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from danvan_xl.identity import MASTER, Identity
from danvan_xl.model import (
    BeforeRule,
    DeadlineKind,
    HolidayRule,
    Master,
    Part,
    Period,
    Plan,
    Task,
    UnitKind,
)
from danvan_xl.sheets.master.guide import guide_sheet
from danvan_xl.sheets.master.parts import (
    BODY,
    CODE,
    FEW_ROWS,
    PLAIN_NUMBER,
    TAB_PLAN,
    TASK_ROWS,
    TEXT,
    UNIT_NAMES,
    UNIT_ROWS,
    column_of,
    finish,
    once,
    suggest,
    texts,
)
from danvan_xl.sheets.master.remembered import filled_in, memory
from danvan_xl.sheets.master.scores import (
    BAND_NOTES,
    CRITERION_NOTES,
    INDICATOR_NOTES,
    bands_sheet,
    criteria_sheet,
    indicators_sheet,
)
from danvan_xl.sheets.tables import COMPUTED_HEADER, Column, identify, table_sheet
from danvan_xl.sheets.validations import date_validation, list_validation, number_validation
from danvan_xl.terms import form as h
from danvan_xl.terms import master as n
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.measure import fit_rows
from danvan_xl.workbooks.drawing.spec import (
    SheetSpec,
    Validation,
    WorkbookSpec,
)


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
            criteria_sheet(master, lines(n.CRITERIA, *CRITERION_NOTES)),
            bands_sheet(master, lines(n.BANDS, *BAND_NOTES)),
            indicators_sheet(master, lines(n.INDICATORS, *INDICATOR_NOTES)),
            guide_sheet(more.get("Hướng dẫn", ())),
        ],
        title=title or master.plan.name or "Kế hoạch công tác dân vận chính quyền",
        subject="Tệp kế hoạch",
    )
    first = len(lines(n.UNITS, *_UNIT_NOTES)) + 3
    last = first - 1 + len(master.units) + UNIT_ROWS
    book.names[UNIT_NAMES] = f"='{n.UNITS}'!$B${first}:$B${last}"
    identify(book, Identity(MASTER, plan=master.plan.code).token())
    return book


# --- Kế hoạch ---------------------------------------------------------------------------------

_PLAN_NOTES = (
    "Ghi nội dung ở cột bên phải. Bốn mục chữ đỏ là bắt buộc; “Căn cứ” có thể thêm nhiều dòng.",
    "Nhấp vào từng ô để xem gợi ý. Làm xong, chạy “Kiểm tra” (danvan-xl check) trước khi tách việc và phát hành phiếu.",
)
_PLAN_HINTS = {
    n.PLAN_CODE: "Mã ngắn, không dấu cách, ví dụ KH-2025. Không đổi sau khi đã phát hành phiếu.",
    n.PLAN_NAME: "Tên đầy đủ như trên văn bản.",
    n.NUMBER: "Ví dụ 45/KH-UBND.",
    n.SUPERIOR: "Dòng trên cùng góc trái văn bản, ví dụ UBND THÀNH PHỐ HẢI PHÒNG.",
    n.ISSUER: "Ví dụ ỦY BAN NHÂN DÂN XÃ ĐẠI SƠN.",
    n.PLACE: "Nơi ghi trước ngày ban hành, ví dụ Đại Sơn.",
    n.FOCAL_UNIT: "Mã hoặc tên đơn vị làm đầu mối tổng hợp (có trong trang tính “Đơn vị”).",
    n.RECEIVER: "Ghi trên phiếu ở mục “Gửi về”. Để trống thì lấy “Người phụ trách” của đơn vị tổng hợp ở trang tính “Đơn vị”.",
    n.RECEIVER_PHONE: "Để trống thì lấy “Điện thoại” của đơn vị tổng hợp.",
    n.RECEIVER_MAIL: "Nơi nhận phiếu qua thư. Để trống thì lấy “Thư điện tử” của đơn vị tổng hợp.",
    n.RECEIVER_ZALO: "Số hoặc tên nhóm Zalo nhận phiếu, nếu có.",
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
        (n.RECEIVER, plan.receiver),
        (n.RECEIVER_PHONE, plan.receiver_phone),
        (n.RECEIVER_MAIL, plan.receiver_mail),
        (n.RECEIVER_ZALO, plan.receiver_zalo),
        (n.SIGNING_FORM, plan.signing_form),
        (n.SIGNER, plan.signer),
        *((n.BASIS, basis) for basis in (plan.bases or ("",))),
        *(((n.BASIS, ""),) if plan.bases else ()),
        (n.BEFORE_RULE, plan.before_rule.value),
        (n.HOLIDAY_RULE, plan.holiday_rule.value),
        (n.SCALE, plan.scale),
    ]
    columns = [Column(n.ITEM, 30, style.LABEL), Column(n.CONTENT, 92, style.VALUE)]
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
            sheet.validations.append(list_validation(where, texts(BeforeRule), label))
        elif label == n.HOLIDAY_RULE:
            sheet.validations.append(list_validation(where, texts(HolidayRule), label))
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
        Column(n.UNIT_CODE, 12, CODE),
        Column(n.UNIT_NAME, 38, BODY),
        Column(n.ALIASES, 34, BODY),
        Column(n.UNIT_KIND, 20, BODY),
        Column(n.PARENT, 15, BODY),
        Column(n.EMAIL, 28, BODY),
        Column(n.CONTACT, 22, BODY),
        Column(n.PHONE, 15, TEXT),
        Column(n.HAMLETS, 9, style.INTEGER),
        Column(n.REPORTS, 10, style.CENTER),
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
    body = finish(sheet, header, columns, UNIT_ROWS, TAB_PLAN)
    sheet.validations += [
        once(body, columns, n.UNIT_CODE, h.UNIT_CODE),
        list_validation(column_of(body, columns, n.UNIT_KIND), texts(UnitKind), n.UNIT_KIND),
        list_validation(column_of(body, columns, n.REPORTS), [n.YES, n.NO], n.REPORTS),
        number_validation(column_of(body, columns, n.HAMLETS), n.HAMLETS, maximum=999, whole=True),
    ]
    return sheet


# --- Nhiệm vụ ---------------------------------------------------------------------------------

_TASK_NOTES = (
    "Mỗi nhiệm vụ một dòng. Cơ quan chủ trì, phối hợp: ghi tên như trang tính “Đơn vị”, nhiều đơn vị cách nhau bằng dấu chấm phẩy; hoặc ghi nhóm: Các thôn; Các phòng chuyên môn; Các trường học.",
    "Thời gian thực hiện ghi như văn bản: Thường xuyên; Xong trước 05/9/2025; Tháng 9-11/2025; Quý III, IV/2025; Định kỳ 6 tháng (trước 30/5), năm (trước 15/11); Khi có yêu cầu.",
    "Tên ngắn (không bắt buộc, khoảng 30 chữ): dùng ở ma trận, biểu đồ của tệp tổng hợp; để trống thì lấy phần đầu của nhiệm vụ.",
    "Các cột đầu xám (Loại thời hạn, Bắt đầu, Hạn) để trống thì chương trình tự tính; ghi vào thì chương trình dùng giá trị đã ghi. Chỉ tiêu để trống thì đọc từ nhiệm vụ (01 cuộc/thôn).",
)


def _tasks(master: Master, notes: Sequence[str], worked_out: bool) -> SheetSpec:
    head = COMPUTED_HEADER
    columns = [
        Column(n.TASK_CODE, 9, CODE),
        Column(n.TASK_NUMBER, 5, style.CENTER),
        Column(n.TASK_GROUP, 18, BODY),
        Column(n.TASK_TEXT, 44, BODY),
        Column(n.SHORT_NAME, 18, BODY),
        Column(n.LEAD, 22, BODY),
        Column(n.COORDINATING, 22, BODY),
        Column(n.WHEN, 17, TEXT),
        Column(n.DELIVERABLE, 16, BODY),
        Column(n.TARGET, 8, PLAIN_NUMBER),
        Column(n.TARGET_UNIT, 12, style.CENTER.but(num_format="@")),
        Column(n.DEADLINE_KIND, 12, style.CENTER, head=head),
        Column(n.START, 11.5, style.DATE, head=head),
        Column(n.DUE, 11.5, style.DATE, head=head),
    ]
    if worked_out:
        columns.append(Column(n.REMEMBERED, 12, TEXT, hidden=True, head=head))
    rows = [
        (*_task_facts(task), *(_worked_out(task, master.plan) if worked_out else ())) for task in master.tasks
    ]
    sheet, header = table_sheet(n.TASKS, "DANH MỤC NHIỆM VỤ", notes, columns, rows, freeze_columns=2)
    body = finish(sheet, header, columns, TASK_ROWS, TAB_PLAN)
    sheet.validations += [
        once(body, columns, n.TASK_CODE, h.CODE),
        suggest(column_of(body, columns, n.LEAD), f"={UNIT_NAMES}"),
        suggest(column_of(body, columns, n.COORDINATING), f"={UNIT_NAMES}"),
        number_validation(column_of(body, columns, n.TARGET), n.TARGET),
        list_validation(column_of(body, columns, n.DEADLINE_KIND), texts(DeadlineKind), n.DEADLINE_KIND),
        date_validation(
            [*column_of(body, columns, n.START), *column_of(body, columns, n.DUE)], f"{n.START}, {n.DUE}"
        ),
    ]
    return sheet


def _task_facts(task: Task) -> tuple[Any, ...]:
    return (
        task.code,
        int(task.number) if task.number.isdecimal() and not task.number.startswith("0") else task.number,
        task.group,
        task.text,
        task.short_name,
        task.lead_text,
        task.coordinating_text,
        task.when_text,
        task.deliverable,
        task.target,
        task.target_unit,
    )


def _worked_out(task: Task, plan: Plan) -> tuple[Any, ...]:
    """Loại thời hạn, Bắt đầu, Hạn, and the memory of what of the row came from its words."""
    cells = filled_in(task)
    return *(cells[header] for header in n.WORKED_OUT), memory(task, plan, cells) or None


# --- Kỳ báo cáo -------------------------------------------------------------------------------

_PERIOD_NOTES = (
    "Mỗi kỳ một dòng. “Hạn nộp” là ngày đơn vị phải gửi phiếu; “Khóa sổ” là ngày cuối cùng còn nhận, sau đó có cảnh báo.",
    "“Nội dung” ghi các phần phải báo cáo, cách nhau bằng dấu chấm phẩy: Nhiệm vụ; Chấm điểm; Số liệu. Để trống là cả ba phần.",
)


def _periods(master: Master, notes: Sequence[str]) -> SheetSpec:
    columns = [
        Column(n.PERIOD_CODE, 10, CODE),
        Column(n.PERIOD_NAME, 46, BODY),
        Column(n.FROM, 14, style.DATE),
        Column(n.TO, 14, style.DATE),
        Column(n.PERIOD_DUE, 14, style.DATE),
        Column(n.LOCKED_ON, 14, style.DATE),
        Column(n.PARTS, 32, BODY),
    ]
    rows = [(p.code, p.name, p.start, p.end, p.due, p.locked_on, parts_text(p)) for p in master.periods]
    sheet, header = table_sheet(n.PERIODS, "CÁC KỲ BÁO CÁO", notes, columns, rows)
    body = finish(sheet, header, columns, FEW_ROWS, TAB_PLAN)
    dates = [
        area
        for header_ in (n.FROM, n.TO, n.PERIOD_DUE, n.LOCKED_ON)
        for area in column_of(body, columns, header_)
    ]
    combinations = [n.TASKS, "Nhiệm vụ; Số liệu", "Nhiệm vụ; Chấm điểm", "Nhiệm vụ; Chấm điểm; Số liệu"]
    sheet.validations += [
        once(body, columns, n.PERIOD_CODE, h.PERIOD_CODE),
        date_validation(dates, "Ngày của kỳ báo cáo"),
        Validation(column_of(body, columns, n.PARTS), "list", source=combinations, show_error=False),
    ]
    return sheet


def parts_text(period: Period) -> str:
    """``Nội dung`` of a period: blank when it asks for everything."""
    if period.parts == frozenset(Part):
        return ""
    return "; ".join(part.value for part in Part if part in period.parts)
