"""Buttons that are an option of a wish: what a command says with one more word, asked in a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from danvan_xl import actions
from danvan_xl.errors import InputError
from danvan_xl.excel.asking import ask_day, ask_period, ask_previous, insisted, tell_result
from danvan_xl.excel.button import Cancelled, button, chosen

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs

_SUMMARY = "Chọn tệp tổng hợp"


@button
def new_year(book: Any, talk: Dialogs) -> None:
    """Từ kế hoạch năm nay: the next year's master from the open one; year, tasks and place are asked."""
    from danvan_xl.excel.dialogs import NEW_WORKBOOK
    from danvan_xl.excel.live import folder_of, usable_book

    reading = usable_book(book)
    year = reading.master.plan.start.year + 1
    said = chosen(talk.ask("Năm của kế hoạch mới", str(year)))
    if not said.isdecimal():
        raise InputError(f"“{said}” không phải một năm.", remedy=f"Ghi bốn chữ số, ví dụ {year}.")
    tasks = talk.confirm("Mang sang cả nhiệm vụ của năm nay?")
    suggested = folder_of(book) / f"ke-hoach-{said}.xlsx"
    target = chosen(talk.save_file("Lưu tệp kế hoạch mới", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    request = actions.NewRequest(output=target, source=reading, year=int(said), with_tasks=tasks)
    done = actions.new(request)
    talk.show(target)
    tell_result(talk, done)


@button
def issue_again(book: Any, talk: Dialogs) -> None:
    """Phát hành phiếu, điền sẵn kỳ trước: forms with what units answered in an earlier summary."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    period = ask_period(talk, reading.master)
    previous = chosen(talk.open_file("Chọn tệp tổng hợp kỳ trước", WORKBOOKS, folder_of(book)))
    folder = chosen(talk.open_folder("Chọn thư mục để ghi phiếu", folder_of(book)))
    request = actions.IssueRequest(master=reading, period=period, output=folder, previous=previous)
    tell_result(talk, actions.issue(request, on_progress=counter(book.app)))
    talk.show(folder)


@button
def send_up(book: Any, talk: Dialogs) -> None:
    """Gửi lên cấp trên: a draft to the level above with one file."""
    from danvan_xl.excel.asking import drafted
    from danvan_xl.excel.dialogs import ANY_RESULT
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    place = chosen(talk.open_file("Chọn tệp gửi lên cấp trên", ANY_RESULT, folder_of(book)))
    to = chosen(talk.ask("Địa chỉ thư của cấp trên (để trống: theo trang tính “Đơn vị” của tệp kế hoạch)"))
    request = actions.SendRequest(place=place, master=reading, to=to)
    tell_result(talk, drafted(actions.send, request, talk, counter(book.app)))


@button
def progress_on(book: Any, talk: Dialogs) -> None:
    """Cập nhật tiến độ đến ngày…: statuses at a day that is asked."""
    from danvan_xl.excel.live import counter, read_book, today
    from danvan_xl.excel.redraw import redraw

    reading = read_book(book)
    day = ask_day(talk, "Tính đến ngày nào?", today())
    done = actions.progress(
        actions.ProgressRequest(master=reading, as_of=day, today=today()), on_progress=counter(book.app)
    )
    tell_result(talk, done, redraw(book, reading, done.value.plan, "Đang cập nhật tiến độ"))


@button
def collect_mailbox(book: Any, talk: Dialogs) -> None:
    """Thu từ hộp thư: attachments of new messages of an IMAP mailbox; a missing password is asked by Windows itself."""
    from danvan_xl.excel.live import counter, folder_of
    from danvan_xl.mail.delivery import MailError
    from danvan_xl.mail.secrets import NO_PASSWORD, ask_password

    host = chosen(talk.ask("Máy chủ thư (IMAP), ví dụ mail.tinh.gov.vn"))
    user = chosen(talk.ask("Tên đăng nhập hộp thư"))
    if not host or not user:
        raise Cancelled
    target = chosen(talk.open_folder("Chọn thư mục để các phiếu thu được", folder_of(book)))
    source = host if "://" in host else f"imap://{host}"
    request = actions.CollectRequest(source=source, user=user, output=target)
    try:
        done = actions.collect(request, on_progress=counter(book.app))
    except MailError as error:
        if error.code != NO_PASSWORD or not ask_password("imap", urlsplit(source).hostname or host, user):
            raise
        done = actions.collect(request, on_progress=counter(book.app))
    tell_result(talk, done)


@button
def consolidate_with(book: Any, talk: Dialogs) -> None:
    """Tổng hợp, chọn thêm…: period, date, earlier summary, joining of returns and receipts are asked."""
    from danvan_xl.excel.consolidating import run, saved_master
    from danvan_xl.excel.live import folder_of, today

    reading = saved_master(book, talk)
    here = folder_of(book)
    folder = chosen(talk.open_folder("Chọn thư mục phiếu gửi về", here))
    period = ask_period(talk, reading.master)
    ends = [p.end for p in reading.master.periods if p.code == period or period is None]
    day = ask_day(talk, "Tính đến ngày nào?", min([today(), *ends[:1]]))
    previous = ask_previous(talk, here)
    join = talk.confirm("Đơn vị gửi nhiều phiếu không trái nhau: ghép thành một?")
    receipts = None
    if talk.confirm("Ghi phiếu tiếp nhận cho từng đơn vị?"):
        receipts = chosen(talk.open_folder("Chọn thư mục để ghi phiếu tiếp nhận", here))
    run(
        book, talk, reading, folder, period=period, as_of=day, previous=previous, receipts=receipts, join=join
    )


@button
def consolidate_again(book: Any, talk: Dialogs) -> None:
    """Tổng hợp lại: folder, period and summary of the last time."""
    from danvan_xl.excel.consolidating import last_of, run, saved_master

    reading = saved_master(book, talk)
    last = last_of(book)
    run(book, talk, reading, last.folder, summary=last.summary, period=last.period)


@button
def explain(book: Any, talk: Dialogs) -> None:
    """Giải trình điểm: one explanation of the score for each unit."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of

    summary = chosen(talk.open_file(_SUMMARY, WORKBOOKS, folder_of(book)))
    folder = chosen(talk.open_folder("Chọn thư mục để ghi phiếu giải trình", summary.parent))
    request = actions.ReportRequest(summary=summary, explain=folder)
    tell_result(talk, actions.report(request, on_progress=counter(book.app)))
    talk.show(folder)


@button
def roll_up(book: Any, talk: Dialogs) -> None:
    """Phiếu gửi cấp trên: this body's own return, filled from its summary and opened."""
    from danvan_xl.excel.dialogs import NEW_WORKBOOK, WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of
    from danvan_xl.reports.rollup import MISMATCH

    summary = chosen(talk.open_file(_SUMMARY, WORKBOOKS, folder_of(book)))
    form = chosen(talk.open_file("Chọn phiếu mà cấp trên giao cho cơ quan mình", WORKBOOKS, summary.parent))
    suggested = form.with_name(f"{form.stem} (đã điền).xlsx")
    target: Path = chosen(talk.save_file("Lưu phiếu đã điền", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    request = actions.RollUpRequest(summary=summary, form=form, output=target)
    done = insisted(
        actions.roll_up, request, talk, counter(book.app), code=MISMATCH, question="Vẫn điền phiếu này?"
    )
    talk.show(target)
    tell_result(talk, done)
