"""The buttons of the tab "Dân vận": one thin function each, called by ``macros/DanVanRibbon.bas``.

A button reads the live book, asks what a command would get as options, calls the command's own functions and shows the
result. Nothing but a Vietnamese sentence ever reaches the person; a cancelled dialog does nothing. Importing this
module imports no spreadsheet library: a click starts a Python.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.excel.asking import may_replace, show_guide, tell_result
from danvan_xl.excel.button import button, chosen
from danvan_xl.excel.ribbon_files import demo, last_summary, open_log, print_pdf, restore, restore_summary
from danvan_xl.excel.ribbon_options import (
    collect_mailbox,
    consolidate_again,
    consolidate_with,
    explain,
    issue_again,
    new_year,
    progress_on,
    roll_up,
    send_up,
)
from danvan_xl.excel.ribbon_outlines import (
    brief,
    consolidate_outline,
    fill_outline,
    issue_outline,
    map_outline,
)
from danvan_xl.workbooks.live.excel_objects import is_excel

if TYPE_CHECKING:
    from pathlib import Path

    from danvan_xl.excel.dialogs import Dialogs


@button
def new(book: Any, talk: Dialogs, template: str) -> None:
    """Tạo mới: a master from the bundled template, opened."""
    from danvan_xl.excel.dialogs import NEW_WORKBOOK
    from danvan_xl.excel.live import folder_of

    suggested = folder_of(book) / "ke-hoach-dan-van.xlsx"
    target = chosen(talk.save_file("Lưu tệp kế hoạch mới", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    done = actions.new(actions.NewRequest(output=target, template=template))
    talk.show(target)
    tell_result(talk, done)


@button
def import_plan(book: Any, talk: Dialogs) -> None:
    """Nhập từ văn bản: an issued plan as a master, opened; or what was said of its passages carried out in the open book."""
    from danvan_xl.excel.importing import from_file

    _import(book, talk, from_file)


@button
def import_copied(book: Any, talk: Dialogs) -> None:
    """Nhập từ văn bản đã sao chép: the same of what lies on the clipboard."""
    from danvan_xl.excel.importing import from_clipboard

    _import(book, talk, from_clipboard)


def _import(book: Any, talk: Dialogs, way: Callable[..., tuple[Any, Path]]) -> None:
    from danvan_xl.excel.live import counter, folder_of
    from danvan_xl.excel.redraw import follow_review

    followed = follow_review(book, talk)
    if followed is not None:
        tell_result(talk, *followed)
        return
    done, target = way(talk, folder_of(book), counter(book.app))
    talk.show(target)
    tell_result(talk, done)


@button
def check(book: Any, talk: Dialogs) -> None:
    """Kiểm tra: every fault on the sheet ``Kết quả kiểm tra``, each with a link to its cell."""
    from danvan_xl.excel.live import read_book
    from danvan_xl.excel.results import FAULTS, faults_sheet
    from danvan_xl.workbooks.live.draw_xlwings import draw
    from danvan_xl.workbooks.live.excel_objects import show

    done = actions.check(actions.CheckRequest(master=read_book(book)))
    if done.findings or FAULTS in [sheet.name for sheet in book.sheets]:
        draw(book, [faults_sheet(done.findings)])
    more: tuple[str, ...] = ()
    if done.findings:
        show(book.sheets[FAULTS])
        more = (f"Xem từng mục và cách sửa ở trang tính “{FAULTS}”.",)
    tell_result(talk, done, more, error=bool(done.value.blocking))


@button
def split(book: Any, talk: Dialogs) -> None:
    """Tách theo đơn vị: the department sheets in the live book."""
    from danvan_xl.excel.live import counter, read_book, today
    from danvan_xl.excel.redraw import redraw

    reading = read_book(book)
    done = actions.split(actions.SplitRequest(master=reading, today=today()), on_progress=counter(book.app))
    tell_result(talk, done, redraw(book, reading, done.value.plan, "Đang tách theo đơn vị"))


@button
def progress(book: Any, talk: Dialogs) -> None:
    """Cập nhật tiến độ: statuses and the sheet ``Tiến độ`` in the live book."""
    from danvan_xl.excel.live import counter, read_book, today
    from danvan_xl.excel.redraw import redraw

    reading = read_book(book)
    request = actions.ProgressRequest(master=reading, today=today())
    done = actions.progress(request, on_progress=counter(book.app))
    tell_result(talk, done, redraw(book, reading, done.value.plan, "Đang cập nhật tiến độ"))


@button
def issue(book: Any, talk: Dialogs) -> None:
    """Phát hành phiếu: one form per unit of the chosen period into a folder."""
    from danvan_xl.excel.asking import ask_period
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    period = ask_period(talk, reading.master)
    folder = chosen(talk.open_folder(f"Chọn thư mục để ghi phiếu {period or ''}".strip(), folder_of(book)))
    request = actions.IssueRequest(master=reading, period=period, output=folder)
    tell_result(talk, actions.issue(request, on_progress=counter(book.app)))
    talk.show(folder)


@button
def send(book: Any, talk: Dialogs) -> None:
    """Gửi thư: a draft per unit with its form."""
    from danvan_xl.excel.asking import copied, drafted
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    folder = chosen(talk.open_folder("Chọn thư mục phiếu đã phát hành", folder_of(book)))
    request = actions.SendRequest(place=folder, master=reading)
    done = drafted(actions.send, request, talk, counter(book.app))
    tell_result(talk, done, copied(done))


@button
def remind(book: Any, talk: Dialogs) -> None:
    """Nhắc việc: a draft to each unit that owes, is late or must correct, by a summary."""
    from danvan_xl.excel.asking import copied, drafted
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of, today, usable_book

    reading = usable_book(book)
    summary = chosen(talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, folder_of(book)))
    request = actions.RemindRequest(place=summary, master=reading, today=today())
    done = drafted(actions.remind, request, talk, counter(book.app))
    tell_result(talk, done, copied(done))


@button
def collect(book: Any, talk: Dialogs) -> None:
    """Thu thư: attachments of saved messages into the folder of returns."""
    from danvan_xl.excel.live import counter, folder_of

    source = chosen(talk.open_folder("Chọn thư mục có các thư đã lưu (.eml, .msg)", folder_of(book)))
    target = chosen(talk.open_folder("Chọn thư mục để các phiếu thu được", source.parent))
    request = actions.CollectRequest(source=source, output=target)
    tell_result(talk, actions.collect(request, on_progress=counter(book.app)))


@button
def score(book: Any, talk: Dialogs) -> None:
    """Tính điểm: one return's points, criterion by criterion."""
    from danvan_xl.excel.dialogs import RETURNS
    from danvan_xl.excel.live import folder_of, usable_book
    from danvan_xl.excel.results import show_lines

    reading = usable_book(book)
    returned = chosen(talk.open_file("Chọn phiếu đã điền", RETURNS, folder_of(book)))
    done = actions.score(actions.ScoreRequest(returned=returned, master=reading))
    show_lines(book, talk, f"Điểm của phiếu {returned.name}", done.for_button())


@button
def consolidate(book: Any, talk: Dialogs) -> None:
    """Tổng hợp thư mục: all returns of a folder into a summary workbook, opened."""
    from danvan_xl.excel.consolidating import run, saved_master
    from danvan_xl.excel.live import folder_of

    reading = saved_master(book, talk)
    folder = chosen(talk.open_folder("Chọn thư mục phiếu gửi về", folder_of(book)))
    run(book, talk, reading, folder)


@button
def report(book: Any, talk: Dialogs) -> None:
    """Báo cáo Word: the draft report of a summary, opened."""
    from danvan_xl.excel.dialogs import WORD, WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of

    summary = chosen(talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, folder_of(book)))
    suggested = summary.with_name(f"bao-cao-{summary.stem}.docx")
    target = chosen(talk.save_file("Lưu dự thảo báo cáo", WORD, suggested)).with_suffix(".docx")
    may_replace(talk, target)
    request = actions.ReportRequest(summary=summary, output=target)
    tell_result(talk, actions.report(request, on_progress=counter(book.app)))
    talk.show(target)


@button
def help_page(book: Any, talk: Dialogs) -> None:
    """Hướng dẫn: the guide in the browser."""
    show_guide(talk)


@button
def doctor(book: Any, talk: Dialogs) -> None:
    """Chẩn đoán: every check of this machine with its remedy."""
    from danvan_xl.excel.doctor import lines
    from danvan_xl.excel.results import show_lines

    show_lines(book, talk, "Chẩn đoán máy này", [_versions(book), *lines()])


def _versions(book: Any) -> str:
    """What somebody who helps asks first."""
    from danvan_xl import __version__
    from danvan_xl.errors import DanvanError
    from danvan_xl.excel.live import read_book

    office = ""
    with contextlib.suppress(DanvanError):
        office = read_book(book).master.plan.issuer
    excel = f", Excel {book.app.version}" if is_excel(book) else ""
    return f"danvan-xl {__version__}{excel}{f'; cơ quan: {office}' if office else ''}."


__all__ = [
    "brief", "check", "collect", "collect_mailbox", "consolidate", "consolidate_again",
    "consolidate_outline", "consolidate_with", "demo", "doctor", "explain", "fill_outline", "help_page",
    "import_copied", "import_plan", "issue", "issue_again", "issue_outline", "last_summary", "map_outline", "new",
    "new_year", "open_log", "print_pdf", "progress", "progress_on", "remind", "report", "restore", "restore_summary",
    "roll_up", "score", "send", "send_up", "split",
]  # fmt: skip
"""Every button of :mod:`.tab`."""
