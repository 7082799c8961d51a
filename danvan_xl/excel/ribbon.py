"""The buttons of the tab "Dân vận": one thin function each, called by ``macros/DanVanRibbon.bas``.

A button reads the live book, asks what a command would get as options, calls the command's own functions and shows the
result. Nothing but a Vietnamese sentence ever reaches the person; a cancelled dialog does nothing. Importing this
module imports no spreadsheet library: a click starts a Python.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.excel.button import button, chosen

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs


@button
def new(book: Any, talk: Dialogs, template: str) -> None:
    """Tạo mới: a master from the bundled template, opened."""
    from danvan_xl.excel.dialogs import NEW_WORKBOOK
    from danvan_xl.excel.live import folder_of
    from danvan_xl.plans.templates import create

    suggested = folder_of(book) / "ke-hoach-dan-van.xlsx"
    target = chosen(talk.save_file("Lưu tệp kế hoạch mới", NEW_WORKBOOK, suggested))
    talk.show(create(template, target.with_suffix(".xlsx")))


@button
def import_plan(book: Any, talk: Dialogs) -> None:
    """Nhập từ văn bản: an issued plan as a master, opened."""
    from danvan_xl.documents import import_plan as read_plan
    from danvan_xl.excel.dialogs import DOCUMENTS, NEW_WORKBOOK
    from danvan_xl.excel.live import folder_of, status
    from danvan_xl.sheets.master.imported import imported_book
    from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

    document = chosen(talk.open_file("Chọn văn bản kế hoạch đã ban hành", DOCUMENTS, folder_of(book)))
    suggested = document.with_suffix(".xlsx")
    target = chosen(talk.save_file("Lưu tệp kế hoạch", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    if target.exists() and not talk.confirm(f"Đã có tệp “{target.name}”. Ghi đè mọi thứ trong đó?"):
        return
    status(book.app, "Đang đọc văn bản…")
    plan = read_plan(document)
    save(imported_book(plan, document.name), target)
    master = plan.master
    talk.show(target)
    talk.message(
        f"Đã nhập {len(master.tasks)} nhiệm vụ, {len(master.units)} đơn vị, {len(master.periods)} kỳ báo cáo.\n"
        f"Chưa có chủ trì: {sum(not task.leads for task in master.tasks)} nhiệm vụ.\n"
        "Đối chiếu từng dòng ở trang “Nhập từ văn bản”, rồi bấm nút “Kiểm tra”."
    )


@button
def check(book: Any, talk: Dialogs) -> None:
    """Kiểm tra: every fault on the sheet ``Kết quả kiểm tra``, each with a link to its cell."""
    from danvan_xl.excel.live import read_book
    from danvan_xl.excel.results import FAULTS, faults_sheet
    from danvan_xl.plans.check import check as check_reading
    from danvan_xl.workbooks.live.draw_xlwings import draw
    from danvan_xl.workbooks.live.excel_objects import show

    reading = read_book(book)
    findings = check_reading(reading)
    shown = [sheet.name for sheet in book.sheets]
    if findings or FAULTS in shown:
        draw(book, [faults_sheet(findings)])
    master = reading.master
    counted = f"{len(master.units)} đơn vị, {len(master.tasks)} nhiệm vụ, {len(master.periods)} kỳ báo cáo"
    if not findings:
        talk.message(f"Đã kiểm tra {counted}: không có lỗi.")
        return
    show(book.sheets[FAULTS])
    numbers = ", ".join(f"{n} {label}" for label, n in _severities(findings).items())
    talk.message(
        f"Đã kiểm tra {counted}: {numbers}.\nXem từng mục và cách sửa ở trang “{FAULTS}”."
        + (
            "\nPhải sửa các lỗi rồi mới tách việc, phát hành phiếu, tổng hợp được."
            if reading.blocking
            else ""
        ),
        error=bool(reading.blocking),
    )


def _severities(findings: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for found in findings:
        label = found.severity.label.lower()
        counts[label] = counts.get(label, 0) + 1
    return counts


@button
def split(book: Any, talk: Dialogs) -> None:
    """Tách theo đơn vị: the department sheets in the live book."""
    from danvan_xl.excel.live import today, usable_book
    from danvan_xl.excel.redraw import redraw
    from danvan_xl.plans.split import plan_split

    reading = usable_book(book)
    plan = plan_split(reading, min(today(), reading.master.plan.end))
    notes = redraw(book, reading, plan, "Đang tách theo đơn vị")
    talk.message("\n".join([*plan.lines(), *_findings(plan.findings), *notes]))


@button
def progress(book: Any, talk: Dialogs) -> None:
    """Cập nhật tiến độ: statuses and the sheet ``Tiến độ`` in the live book."""
    from danvan_xl.excel.live import today, usable_book
    from danvan_xl.excel.redraw import redraw
    from danvan_xl.plans.progress import ProgressOutcome, plan_progress

    reading = usable_book(book)
    plan, figures = plan_progress(reading, min(today(), reading.master.plan.end))
    notes = redraw(book, reading, plan, "Đang cập nhật tiến độ")
    outcome = ProgressOutcome(Path(book.name), figures)
    talk.message("\n".join([outcome.sentence, *_findings(outcome.findings), *notes]))


def _findings(findings: Any) -> list[str]:
    """Findings that need a person, one line each."""
    from danvan_xl.findings import Severity

    lines = []
    for found in findings:
        if found.severity is not Severity.INFO:
            where = f"{found.sheet}!{found.cell}: " if found.sheet and found.cell else ""
            lines.append(f"[{found.severity.label}] {where}{found.message}")
    return lines


@button
def issue(book: Any, talk: Dialogs) -> None:
    """Phát hành phiếu: one form per unit of the chosen period into a folder."""
    from danvan_xl.excel.asking import ask_period
    from danvan_xl.excel.live import counter, folder_of, usable_book
    from danvan_xl.forms.issue import issue as issue_forms

    master = usable_book(book).master
    period = ask_period(talk, master)
    folder = chosen(talk.open_folder(f"Chọn thư mục để ghi phiếu kỳ {period.code}", folder_of(book)))
    issued = issue_forms(master, period, folder, progress=counter(book.app, "Đang phát hành phiếu"))
    kept = [form for form in issued if form.kept]
    lines = [f"Kỳ {period.code}: đã phát hành {len(issued) - len(kept)} phiếu vào “{folder}”."]
    if kept:
        lines.append(f"Giữ nguyên {len(kept)} tệp vì đã có người điền hoặc lưu lại:")
        lines += [f"- {form.path.name}" for form in kept]
        lines.append("Muốn phát hành lại những phiếu này, chuyển tệp cũ sang thư mục khác rồi bấm lại nút.")
    talk.message("\n".join(lines))
    talk.show(folder)


@button
def send(book: Any, talk: Dialogs) -> None:
    """Gửi thư: a draft per unit with its form."""
    from danvan_xl.excel.asking import send_drafts
    from danvan_xl.excel.live import folder_of, usable_book
    from danvan_xl.mail.send import forms_batch
    from danvan_xl.mail.templates import load_letter

    master = usable_book(book).master
    folder = chosen(talk.open_folder("Chọn thư mục phiếu đã phát hành", folder_of(book)))
    batch = forms_batch(folder, master, load_letter("giao-phieu", master.path, None))
    send_drafts(book, talk, master, batch, folder, folder.parent / f"{folder.name}-thu-nhap")


@button
def remind(book: Any, talk: Dialogs) -> None:
    """Nhắc việc: a draft to each unit that owes, is late or must correct, by a summary."""
    from danvan_xl.excel.asking import send_drafts
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import folder_of, today, usable_book
    from danvan_xl.mail.needs import gather
    from danvan_xl.mail.remind import reminders
    from danvan_xl.mail.templates import load_letter

    master = usable_book(book).master
    summary = chosen(talk.open_file("Chọn bảng tổng hợp", WORKBOOKS, folder_of(book)))
    needs, period, attachments = gather(summary, master, None, None)
    if not needs:
        talk.message("Không có đơn vị nào phải nhắc.")
        return
    letter = load_letter("nhac-viec", master.path, None)
    batch = reminders(needs, master, period, letter, today(), attachments)
    send_drafts(book, talk, master, batch, summary.parent, summary.parent / "thu-nhac")


@button
def collect(book: Any, talk: Dialogs) -> None:
    """Thu thư: attachments of saved messages into the folder of returns."""
    from danvan_xl.excel.live import folder_of, status
    from danvan_xl.mail.collect import collect_mail
    from danvan_xl.mail.sources import MailFiles

    source = chosen(talk.open_folder("Chọn thư mục có các thư đã lưu (.eml, .msg)", folder_of(book)))
    target = chosen(talk.open_folder("Chọn thư mục để các phiếu thu được", source.parent))
    status(book.app, "Đang đọc thư…")
    done = collect_mail(MailFiles(source), target)
    lines = [f"Đọc {done.messages} thư mới, thu {len(done.saved)} tệp vào “{target}”."]
    if done.known:
        lines.append(f"{done.known} thư đã thu từ trước, không lấy lại.")
    if done.originals is not None:
        lines.append(f"Thư gốc giữ ở “{done.originals}”.")
    talk.message("\n".join([*lines, *_findings(done.findings)]))
    if done.stopped is not None:
        raise done.stopped


@button
def score(book: Any, talk: Dialogs) -> None:
    """Tính điểm: one return's points, criterion by criterion."""
    from danvan_xl.consolidation.one import score_one
    from danvan_xl.consolidation.printed import score_lines
    from danvan_xl.excel.dialogs import RETURNS
    from danvan_xl.excel.live import folder_of, usable_book
    from danvan_xl.excel.results import show_lines

    master = usable_book(book).master
    returned = chosen(talk.open_file("Chọn phiếu đã điền", RETURNS, folder_of(book)))
    show_lines(book, talk, f"Điểm của phiếu {returned.name}", list(score_lines(score_one(returned, master))))


@button
def consolidate(book: Any, talk: Dialogs) -> None:
    """Tổng hợp thư mục: all returns of a folder into a summary workbook, opened."""
    from danvan_xl.consolidation.consolidate import consolidate as run
    from danvan_xl.consolidation.printed import receipt_lines
    from danvan_xl.excel.asking import ask_summary
    from danvan_xl.excel.live import counter, saved_path, usable_book
    from danvan_xl.summaries.review import read_review
    from danvan_xl.summaries.write import write_summary

    master = usable_book(book).master
    # What departments typed into the master itself is read from its file.
    master.path = chosen(saved_path(book, talk.confirm))
    folder = chosen(talk.open_folder("Chọn thư mục phiếu gửi về", master.path.parent))
    target = ask_summary(talk, folder)
    review = read_review(target) if target.exists() else None
    outcome = run(folder, master, review=review, progress=counter(book.app, "Đang đọc phiếu"))
    write_summary(outcome, target, review=review)
    talk.message("\n".join([f"Đã ghi tệp tổng hợp: {target}", *receipt_lines(outcome)]))
    talk.show(target)


@button
def report(book: Any, talk: Dialogs) -> None:
    """Báo cáo Word: the draft report of a summary, opened."""
    from danvan_xl.excel.dialogs import WORD, WORKBOOKS
    from danvan_xl.excel.live import folder_of, status
    from danvan_xl.reports.word import write_report

    summary = chosen(talk.open_file("Chọn bảng tổng hợp", WORKBOOKS, folder_of(book)))
    suggested = summary.with_name(f"bao-cao-{summary.stem}.docx")
    target = chosen(talk.save_file("Lưu dự thảo báo cáo", WORD, suggested)).with_suffix(".docx")
    if target.exists() and not talk.confirm(f"Đã có tệp “{target.name}”. Ghi đè?"):
        return
    status(book.app, "Đang viết báo cáo…")
    write_report(summary, target)
    talk.show(target)


@button
def help_page(book: Any, talk: Dialogs) -> None:
    """Hướng dẫn: the steps of the year as buttons."""
    from danvan_xl.excel.results import STEPS

    talk.message("\n".join(STEPS))


@button
def doctor(book: Any, talk: Dialogs) -> None:
    """Chẩn đoán: every check of this machine with its remedy."""
    from danvan_xl.excel.doctor import State, examine
    from danvan_xl.excel.results import show_lines

    rows = examine()
    lines = []
    for row in rows:
        lines.append(f"[{row.state.value}] {row.name}: {row.found}")
        if row.remedy:
            lines.append(f"    → {row.remedy}")
    bad = sum(row.state is State.BAD for row in rows)
    lines.append(f"Có {bad} mục phải khắc phục." if bad else "Không có mục nào phải khắc phục.")
    show_lines(book, talk, "Chẩn đoán máy này", lines)
