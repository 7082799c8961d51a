"""The demo's year: plan → master → department sheets → two periods of forms, returns and summary → report.

Every step is an action, as of a command or a button. The returns of the second period show the usual trouble: late,
partial, sent twice, missing, with an added task, damaged, in a zip, with numbers typed as text; one task is sent back.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from danvan_xl import actions
from danvan_xl.demo.filling import Filling, fill, fix_times, type_into
from danvan_xl.demo.page import write_page
from danvan_xl.demo.scenario import Care, counts, filling_for
from danvan_xl.errors import OutputError
from danvan_xl.files import make_folder
from danvan_xl.model import Master, Period, Unit, UnitKind
from danvan_xl.summaries.copies import FOLDER as KEPT
from danvan_xl.terms import form as h
from danvan_xl.terms import summary as n
from danvan_xl.zipped import write_zip

TEMPLATE = "dai-son-2025"
FIRST, PERIOD = "K1", "K2"
SENT_BACK = ("VP", "NV10", "Chưa có biên bản của cuộc đối thoại")
"""A task that its unit calls done, and why the reviewer sends it back."""

PAGE = "0-xem-truoc.html"
MASTER = "1-ke-hoach.xlsx"
SPLIT = "2-giao-viec-theo-don-vi.xlsx"
RETURNS_1, SUMMARY_1 = "2-ky-1-phieu-gui-ve", "2-ky-1-tong-hop.xlsx"
FORMS = "3-phieu-phat-hanh"
RETURNS = "4-phieu-gui-ve"
SUMMARY = "5-tong-hop.xlsx"
JSON = "5-tong-hop.json"
REPORT = "6-bao-cao.docx"
RECEIPTS = "7-phieu-tiep-nhan"

TROUBLES = {
    "missing": "không gửi phiếu",
    "damaged": "gửi tệp hỏng",
    "twice": "gửi hai lần, lần sau sửa và bỏ bớt",
    "added": "ghi thêm một việc ngoài danh sách",
    "late": "gửi sau hạn nộp hai ngày",
    "zipped": "gửi tệp nén .zip",
    "text": "ghi số và ngày thành chữ: “70%”, “20 lượt”, “20/11/2025”",
    "partial": "để trống phần chấm điểm",
}
"""What each of the first hamlets does, in their order."""

Say = Callable[[str], None]


class Made(Struct, frozen=True):
    """A file to open and what it shows (Vietnamese)."""

    path: Path
    shows: str


def run(folder: Path, say: Say = lambda _: None) -> list[Made]:
    """Make everything in ``folder``; what an earlier demo left there is replaced, anything else refused.

    Raises :class:`~danvan_xl.errors.OutputError` when ``folder`` holds files that are not the demo's.
    """
    _prepare(folder)
    path = folder / MASTER
    actions.new(actions.NewRequest(output=path, template=TEMPLATE))
    master = actions.check(actions.CheckRequest(master=path)).value.master
    period = master.period(PERIOD) or master.periods[-1]
    say(f"1. Kế hoạch: {len(master.tasks)} nhiệm vụ, {len(master.units)} đơn vị.")
    actions.split(actions.SplitRequest(master=path, output=folder / SPLIT))
    # Editing a workbook notes the time; the demo makes the same bytes every time.
    fix_times(folder / SPLIT, datetime(2025, 8, 15, 8, 0))
    say("2. Đã tách việc: mỗi đơn vị một trang tính.")
    _first_period(folder, master)
    request = actions.IssueRequest(
        master=master, output=folder / FORMS, period=period.code, previous=folder / SUMMARY_1
    )
    forms = actions.issue(request).value
    say(f"3. Đã tổng hợp kỳ đầu; đã phát hành {len(forms)} phiếu cho {period.name}, điền sẵn theo kỳ trước.")
    by_unit = {form.unit.code: form.path for form in forms}
    _returns(master, period, by_unit, folder / RETURNS)
    say("4. Phiếu các đơn vị gửi về (đủ kiểu: muộn, thiếu, gửi hai lần, tệp hỏng, nén zip).")
    return _consolidate(folder, master, period, say)


def _prepare(folder: Path) -> None:
    known = {PAGE, MASTER, SPLIT, RETURNS_1, SUMMARY_1, FORMS, RETURNS, SUMMARY, JSON, REPORT, RECEIPTS, KEPT}
    make_folder(folder)
    strange = sorted(p.name for p in folder.iterdir() if p.name not in known)
    if strange:
        raise OutputError(
            f"Thư mục “{folder}” đã có tệp khác ({', '.join(strange[:3])}); bản chạy thử không ghi đè.",
            remedy="Chọn một thư mục mới, ví dụ chay-thu",
            file=folder,
        )
    try:
        for name in (PAGE, MASTER, SPLIT, SUMMARY_1, SUMMARY, JSON, REPORT):
            (folder / name).unlink(missing_ok=True)
        for name in (RETURNS_1, FORMS, RETURNS, RECEIPTS, KEPT):
            shutil.rmtree(folder / name, ignore_errors=True)
            make_folder(folder / name)
    except OSError as error:
        raise OutputError(
            f"Không thay được các tệp chạy thử trước đó trong “{folder}”.",
            remedy="Đóng các tệp đó rồi chạy lại, hoặc chọn một thư mục mới.",
            file=folder,
        ) from error


def _first_period(folder: Path, master: Master) -> None:
    """An untroubled first period: its summary is what the second is compared with."""
    period = master.period(FIRST) or master.periods[0]
    with TemporaryDirectory() as blank:
        request = actions.IssueRequest(master=master, output=Path(blank), period=period.code)
        for index, form in enumerate(actions.issue(request).value):
            on = period.due - timedelta(days=1 + index % 5)
            filling = filling_for(master, form.unit, period, _earlier_care(index), index, on)
            _save(form.path, folder / RETURNS_1 / form.path.name, filling, on)
    whole = actions.ConsolidateRequest(
        folder=folder / RETURNS_1,
        master=master,
        period=period.code,
        as_of=period.end,
        output=folder / SUMMARY_1,
    )
    actions.consolidate(whole)


def _earlier_care(index: int) -> Care:
    return Care.SLOW if index % 3 else Care.ORDINARY


def _returns(master: Master, period: Period, forms: dict[str, Path], folder: Path) -> None:
    """Fill the forms: hamlets play the troubled parts, offices the ordinary ones."""
    units = [unit for unit in master.owing_units() if unit.code in forms]
    parts = _parts(master)
    for index, unit in enumerate(units):
        _one_return(master, period, unit, index, parts.get(unit.code, ""), forms[unit.code], folder)


def _parts(master: Master) -> dict[str, str]:
    """Unit's code → its part in :data:`TROUBLES`."""
    hamlets = [unit.code for unit in master.owing_units() if unit.kind is UnitKind.HAMLET]
    return dict(zip(hamlets, TROUBLES, strict=False))


def _one_return(
    master: Master, period: Period, unit: Unit, index: int, part: str, form: Path, folder: Path
) -> None:
    if part == "missing":
        return
    care = Care.SLOW if part in ("late", "partial") else Care(index % 3 if index % 4 else 0)
    reported = (
        period.due + timedelta(days=2) if part == "late" else period.due - timedelta(days=1 + index % 6)
    )
    target = folder / form.name
    before = counts(master, unit, _earlier_care(index), index)
    filling = filling_for(master, unit, period, care, index, reported, before=before)
    if part == "twice":
        early = filling_for(master, unit, period, Care.SLOW, index, reported - timedelta(days=4), 1, before)
        _save(form, folder / f"{form.stem} (lan 1).xlsx", early, reported - timedelta(days=4))
        filling = filling_for(master, unit, period, Care.DILIGENT, index, reported, 2, before)
    if part == "added":
        filling.added = [
            {
                h.TEXT: "Vận động hiến đất mở rộng đường ngõ xóm",
                h.PROGRESS: 100,
                h.COMPLETED: reported - timedelta(days=10),
                h.RESULT: "14 hộ hiến 620 m²",
            }
        ]
    if part == "text":
        _type_as_text(filling)
    if part == "partial":
        filling.scores.clear()
    _save(form, target, filling, reported)
    if part == "damaged":
        data = target.read_bytes()
        target.write_bytes(data[: len(data) // 2])
    if part == "zipped":
        write_zip(folder / f"{form.stem}.zip", [(form.name, target.read_bytes())])
        target.unlink()


def _save(form: Path, target: Path, filling: Filling, on: date) -> None:
    fill(form, target, filling, datetime(on.year, on.month, on.day, 9, 30))


def _type_as_text(filling: Filling) -> None:
    """A careless typist: dates and counts as text, in the ways people write them."""
    for row in filling.tasks.values():
        for header, value in list(row.items()):
            if isinstance(value, date):
                row[header] = f"{value.day}/{value.month}/{value.year}"
            elif header == h.PROGRESS:
                row[header] = f"{value}%"
    for row in list(filling.indicators.values())[:2]:
        row[h.IN_PERIOD] = f"{row[h.IN_PERIOD]} lượt"


def _send_back(summary: Path, unit: str, task: str, why: str) -> None:
    """What a reviewer types into ``Thẩm định nhiệm vụ``."""
    verdict = {n.VERDICT: n.SENT_BACK, n.REASON: why}
    type_into(summary, n.TASK_VERIFY, {h.UNIT_CODE: unit, h.CODE: task}, verdict)
    fix_times(summary, datetime(2025, 12, 5, 8, 0))


def _consolidate(folder: Path, master: Master, period: Period, say: Say) -> list[Made]:
    request = actions.ConsolidateRequest(
        folder=folder / RETURNS,
        master=master,
        period=period.code,
        as_of=period.end,
        output=folder / SUMMARY,
        json=folder / JSON,
        receipts=folder / RECEIPTS,
        previous=folder / SUMMARY_1,
    )
    actions.consolidate(request)
    _send_back(folder / SUMMARY, *SENT_BACK)
    totals = actions.consolidate(request).value.totals  # the same again, with what the reviewer typed
    say(
        f"5. Đã tổng hợp: {totals.received}/{totals.expected} đơn vị đã báo cáo; ghi phiếu tiếp nhận gửi lại."
    )
    actions.report(actions.ReportRequest(summary=folder / SUMMARY, output=folder / REPORT))
    say("6. Đã viết dự thảo báo cáo Word.")
    made = [
        Made(folder / MASTER, "kế hoạch gốc: đơn vị, nhiệm vụ, kỳ báo cáo, tiêu chí"),
        Made(folder / SPLIT, "trang tính “Mục lục” và mỗi đơn vị một trang tính việc của mình"),
        Made(folder / RETURNS_1, "phiếu của kỳ đầu"),
        Made(folder / SUMMARY_1, "tệp tổng hợp kỳ đầu, để so sánh với kỳ sau"),
        Made(folder / FORMS, "phiếu báo cáo gửi cho từng đơn vị (ô vàng là ô cần điền, ô cam đã điền sẵn)"),
        Made(folder / RETURNS, "phiếu các đơn vị gửi về, có phiếu hỏng, phiếu gửi hai lần"),
        Made(folder / SUMMARY, "kết quả: xem “Tổng quan” trước, rồi “Nhật ký” để biết việc cần xử lý"),
        Made(folder / KEPT, "tệp tổng hợp trước khi tổng hợp lại với phần thẩm định"),
        Made(folder / JSON, "cùng các con số đó cho chương trình khác đọc"),
        Made(folder / REPORT, "dự thảo báo cáo theo thể thức Nghị định 30/2020/NĐ-CP"),
        Made(folder / RECEIPTS, "phiếu tiếp nhận: đơn vị nào được nhận, phải sửa gì, ở ô nào"),
    ]
    names = {unit.code: unit.name for unit in master.units}
    troubles = {names[code]: TROUBLES[part] for code, part in _parts(master).items()}
    troubles[names[SENT_BACK[0]]] = f"báo đã hoàn thành {SENT_BACK[1]}, bị trả lại ở “{n.TASK_VERIFY}”"
    write_page(folder / PAGE, [(item.path, item.shows) for item in made], troubles, folder / SUMMARY)
    return [Made(folder / PAGE, "bắt đầu từ đây: mỗi tệp là gì, tình huống nào được cài sẵn"), *made]
