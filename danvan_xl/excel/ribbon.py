"""The buttons of the tab "Dân vận": one thin function each, called by ``macros/DanVanRibbon.bas``.

A button reads the live book, asks what a command would get as options, calls the command's own functions and shows the
result. Nothing but a Vietnamese sentence ever reaches the person; a cancelled dialog does nothing. Importing this
module imports no spreadsheet library: a click starts a Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.excel.button import Cancelled, button, chosen

if TYPE_CHECKING:
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
    _tell(talk, done)


@button
def import_plan(book: Any, talk: Dialogs) -> None:
    """Nhập từ văn bản: an issued plan as a master, opened."""
    from danvan_xl.excel.dialogs import DOCUMENTS, NEW_WORKBOOK
    from danvan_xl.excel.live import counter, folder_of

    document = chosen(talk.open_file("Chọn văn bản kế hoạch đã ban hành", DOCUMENTS, folder_of(book)))
    suggested = document.with_suffix(".xlsx")
    target = chosen(talk.save_file("Lưu tệp kế hoạch", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    if target.exists() and not talk.confirm(f"Đã có tệp “{target.name}”. Ghi đè mọi thứ trong đó?"):
        raise Cancelled
    request = actions.ImportRequest(document=document, output=target, force=True)
    done = actions.import_plan(request, on_progress=counter(book.app))
    talk.show(target)
    _tell(talk, done)


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
        more = (f"Xem từng mục và cách sửa ở trang “{FAULTS}”.",)
    _tell(talk, done, more, error=bool(done.value.blocking))


@button
def split(book: Any, talk: Dialogs) -> None:
    """Tách theo đơn vị: the department sheets in the live book."""
    from danvan_xl.excel.live import counter, read_book, today
    from danvan_xl.excel.redraw import redraw

    reading = read_book(book)
    done = actions.split(actions.SplitRequest(master=reading, today=today()), on_progress=counter(book.app))
    _tell(talk, done, redraw(book, reading, done.value.plan, "Đang tách theo đơn vị"))


@button
def progress(book: Any, talk: Dialogs) -> None:
    """Cập nhật tiến độ: statuses and the sheet ``Tiến độ`` in the live book."""
    from danvan_xl.excel.live import counter, read_book, today
    from danvan_xl.excel.redraw import redraw

    reading = read_book(book)
    request = actions.ProgressRequest(master=reading, today=today())
    done = actions.progress(request, on_progress=counter(book.app))
    _tell(talk, done, redraw(book, reading, done.value.plan, "Đang cập nhật tiến độ"))


@button
def issue(book: Any, talk: Dialogs) -> None:
    """Phát hành phiếu: one form per unit of the chosen period into a folder."""
    from danvan_xl.excel.asking import ask_period
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    period = ask_period(talk, reading.master)
    folder = chosen(talk.open_folder(f"Chọn thư mục để ghi phiếu {period or ''}".strip(), folder_of(book)))
    request = actions.IssueRequest(master=reading, period=period, output=folder)
    _tell(talk, actions.issue(request, on_progress=counter(book.app)))
    talk.show(folder)


@button
def send(book: Any, talk: Dialogs) -> None:
    """Gửi thư: a draft per unit with its form."""
    from danvan_xl.excel.asking import drafted
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    folder = chosen(talk.open_folder("Chọn thư mục phiếu đã phát hành", folder_of(book)))
    request = actions.SendRequest(place=folder, master=reading)
    _tell(talk, drafted(actions.send, request, talk, counter(book.app)))


@button
def remind(book: Any, talk: Dialogs) -> None:
    """Nhắc việc: a draft to each unit that owes, is late or must correct, by a summary."""
    from danvan_xl.excel.asking import drafted
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of, today, usable_book

    reading = usable_book(book)
    summary = chosen(talk.open_file("Chọn bảng tổng hợp", WORKBOOKS, folder_of(book)))
    request = actions.RemindRequest(place=summary, master=reading, today=today())
    _tell(talk, drafted(actions.remind, request, talk, counter(book.app)))


@button
def collect(book: Any, talk: Dialogs) -> None:
    """Thu thư: attachments of saved messages into the folder of returns."""
    from danvan_xl.excel.live import counter, folder_of

    source = chosen(talk.open_folder("Chọn thư mục có các thư đã lưu (.eml, .msg)", folder_of(book)))
    target = chosen(talk.open_folder("Chọn thư mục để các phiếu thu được", source.parent))
    request = actions.CollectRequest(source=source, output=target)
    _tell(talk, actions.collect(request, on_progress=counter(book.app)))


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
    from danvan_xl.excel.asking import ask_summary
    from danvan_xl.excel.live import counter, saved_path, today, usable_book

    reading = usable_book(book)
    # What departments typed into the master itself is read from its file.
    reading.master.path = chosen(saved_path(book, talk.confirm))
    folder = chosen(talk.open_folder("Chọn thư mục phiếu gửi về", reading.master.path.parent))
    target = ask_summary(talk, folder)
    request = actions.ConsolidateRequest(folder=folder, master=reading, output=target, today=today())
    _tell(talk, actions.consolidate(request, on_progress=counter(book.app)))
    talk.show(target)


@button
def report(book: Any, talk: Dialogs) -> None:
    """Báo cáo Word: the draft report of a summary, opened."""
    from danvan_xl.excel.dialogs import WORD, WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of

    summary = chosen(talk.open_file("Chọn bảng tổng hợp", WORKBOOKS, folder_of(book)))
    suggested = summary.with_name(f"bao-cao-{summary.stem}.docx")
    target = chosen(talk.save_file("Lưu dự thảo báo cáo", WORD, suggested)).with_suffix(".docx")
    if target.exists() and not talk.confirm(f"Đã có tệp “{target.name}”. Ghi đè?"):
        raise Cancelled
    request = actions.ReportRequest(summary=summary, output=target)
    _tell(talk, actions.report(request, on_progress=counter(book.app)))
    talk.show(target)


def _tell(talk: Dialogs, done: Any, more: Sequence[str] = (), *, error: bool = False) -> None:
    """The result as a message with the next step at its end; then what stopped it, if anything did."""
    from danvan_xl.excel.dialogs import shortened

    *lines, after = done.for_button()
    talk.message(shortened("\n".join([*lines, *more]), after), error=error)
    if done.stopped is not None:
        raise done.stopped


@button
def help_page(book: Any, talk: Dialogs) -> None:
    """Hướng dẫn: the steps of the year as buttons."""
    from danvan_xl.excel.results import STEPS

    talk.message("\n".join(STEPS))


@button
def doctor(book: Any, talk: Dialogs) -> None:
    """Chẩn đoán: every check of this machine with its remedy."""
    from danvan_xl.excel.doctor import lines
    from danvan_xl.excel.results import show_lines

    show_lines(book, talk, "Chẩn đoán máy này", lines())
