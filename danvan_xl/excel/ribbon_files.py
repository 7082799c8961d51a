"""Buttons about files that the program made: the demo, safety copies, the last summary, the log."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.errors import InputError, OutputError
from danvan_xl.excel.asking import may_replace, tell_result
from danvan_xl.excel.button import Cancelled, button, chosen
from danvan_xl.files import safety_copies, scratch, written_at
from danvan_xl.logs import log_folder
from danvan_xl.workbooks.live.excel_objects import is_excel

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs

_PDF = 0
"""xlTypePDF of XlFixedFormatType."""


@button
def demo(book: Any, talk: Dialogs) -> None:
    """Xem mẫu đã làm xong: the whole year on a bundled plan, into a folder that is opened."""
    from danvan_xl.demo.year import run
    from danvan_xl.excel.live import folder_of, status

    place = chosen(talk.open_folder("Chọn nơi để thư mục mẫu", folder_of(book)))
    folder = place / "danvan-xl mẫu"
    status(book.app, "Đang lập mẫu cả năm, khoảng một phút…")
    run(folder)
    talk.message(f"Đã lập cả năm của một kế hoạch mẫu vào “{folder}”. Mở lần lượt từ tệp 1.")
    talk.show(folder)


@button
def restore(book: Any, talk: Dialogs) -> None:
    """Khôi phục bản sao lưu: the master as a safety copy has it; the one of now becomes a safety copy too."""
    from danvan_xl.excel.live import file_of, keep_copy

    path = file_of(book)
    copies = safety_copies(path)
    if not copies:
        raise InputError(
            f"Chưa có bản sao lưu nào của “{path.name}”.",
            remedy="Bản sao lưu được lập trước mỗi lần bấm “Tách theo đơn vị”, “Cập nhật tiến độ”.",
            file=path,
        )
    options = [f"{written_at(copy)}: {copy.name}" for copy in copies]
    wanted = copies[chosen(talk.choose("Quay lại bản sao lưu nào?", options))]
    if not talk.confirm(
        f"Đưa “{path.name}” về như lúc {written_at(wanted)}? Tệp hiện tại được giữ thành một bản sao lưu nữa."
    ):
        raise Cancelled
    kept = keep_copy(book)
    app = book.app
    book.api.Close(SaveChanges=False)
    try:
        shutil.copy2(wanted, path)
    except OSError as error:
        raise OutputError(
            f"Không ghi được “{path.name}”; tệp vẫn như cũ.",
            remedy="Đóng tệp ở mọi nơi khác rồi bấm lại nút.",
            file=path,
        ) from error
    finally:
        app.books.open(str(path))
    talk.message(
        f"Đã đưa về bản sao lưu lúc {written_at(wanted)}."
        + (f" Tệp trước đó: “{kept.name}”." if kept else "")
    )


@button
def restore_summary(book: Any, talk: Dialogs) -> None:
    """Khôi phục bản sao lưu của bảng tổng hợp: a summary as it was before a consolidation replaced it."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import folder_of

    summary = chosen(talk.open_file("Chọn tệp tổng hợp cần khôi phục", WORKBOOKS, folder_of(book)))
    copies = actions.summary_copies(summary)
    wanted = list(copies)[chosen(talk.choose("Quay lại bản sao lưu nào?", list(copies.values())))]
    request = actions.RestoreRequest(summary=summary, number=wanted)
    done = actions.restore(request, confirm=lambda lines: talk.confirm("\n".join(lines)))
    talk.show(summary)
    tell_result(talk, done)


@button
def last_summary(book: Any, talk: Dialogs) -> None:
    """Mở tệp tổng hợp gần nhất: what was written by the last consolidation of this master."""
    from danvan_xl.excel.consolidating import last_of

    summary = last_of(book).summary
    if not summary.is_file():
        raise InputError(
            f"Không còn tệp tổng hợp “{summary}”.", remedy="Bấm nút “Tổng hợp lại” để lập lại.", file=summary
        )
    talk.show(summary)


@button
def print_pdf(book: Any, talk: Dialogs) -> None:
    """Bản in PDF: the print set of a summary as one PDF, by Excel itself; elsewhere by LibreOffice."""
    from danvan_xl.excel.dialogs import PDF, WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of

    summary = chosen(talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, folder_of(book)))
    suggested = summary.with_name(f"ban-in-{summary.stem}.pdf")
    target = chosen(talk.save_file("Lưu bản in", PDF, suggested)).with_suffix(".pdf")
    may_replace(talk, target)
    export = partial(_exported, book.app) if is_excel(book) else None
    request = actions.ReportRequest(summary=summary, pdf=target, export=export)
    tell_result(talk, actions.report(request, on_progress=counter(book.app)))
    talk.show(target)


def _exported(app: Any, document: bytes, suffix: str) -> bytes | None:
    """The visible sheets of a workbook as Excel prints them."""
    with scratch() as folder:
        source, made = folder / f"in{suffix}", folder / "in.pdf"
        source.write_bytes(document)
        opened = app.books.open(str(source), update_links=False, read_only=True)
        try:
            opened.api.ExportAsFixedFormat(_PDF, str(made))
        finally:
            opened.api.Close(SaveChanges=False)
        return made.read_bytes() if made.exists() else None


@button
def open_log(book: Any, talk: Dialogs) -> None:
    """Nhật ký lỗi: the log of unforeseen errors, opened."""
    log = log_folder() / "danvan-xl.log"
    if log.is_file():
        talk.show(log)
    else:
        talk.message("Chưa có lỗi nào được ghi lại.")
