"""Buttons about those above: outlines of the upper level mapped and filled, the leader's brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl import actions
from danvan_xl.excel.asking import ask_period, insisted, tell_result
from danvan_xl.excel.button import button, chosen

if TYPE_CHECKING:
    from danvan_xl.excel.dialogs import Dialogs


@button
def map_outline(book: Any, talk: Dialogs) -> None:
    """Ánh xạ biểu mẫu: where our figures go in a workbook of the level above, as a mapping that is opened."""
    from danvan_xl.excel.dialogs import NEW_WORKBOOK, WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    outline = chosen(talk.open_file("Chọn biểu mẫu của cấp trên", WORKBOOKS, folder_of(book)))
    suggested = outline.with_name(f"{outline.stem} - ánh xạ.xlsx")
    target: Path = chosen(talk.save_file("Lưu ánh xạ", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    request = actions.MapRequest(outline=outline, master=reading, output=target)
    done = actions.map_outline(request, on_progress=counter(book.app))
    talk.show(target)
    tell_result(talk, done)


@button
def fill_outline(book: Any, talk: Dialogs) -> None:
    """Điền biểu mẫu: a workbook of the level above, filled by its mapping from a summary and opened."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of
    from danvan_xl.outlines.fill import OTHER_PLAN

    outline = chosen(talk.open_file("Chọn biểu mẫu của cấp trên", WORKBOOKS, folder_of(book)))
    mapping = chosen(talk.open_file("Chọn ánh xạ đã xem lại", WORKBOOKS, outline.parent))
    summary = chosen(talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, outline.parent))
    suggested = outline.with_name(f"{outline.stem} (đã điền){outline.suffix}")
    target: Path = chosen(talk.save_file("Lưu biểu mẫu đã điền", WORKBOOKS, suggested)).with_suffix(
        outline.suffix
    )
    request = actions.FillRequest(outline=outline, mapping=mapping, summary=summary, output=target)
    done = insisted(
        actions.fill_outline, request, talk, counter(book.app), code=OTHER_PLAN, question="Vẫn điền?"
    )
    talk.show(target)
    tell_result(talk, done)


@button
def issue_outline(book: Any, talk: Dialogs) -> None:
    """Phát hành biểu mẫu cấp trên: a copy of the level above's workbook for each unit, in place of our form."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of, usable_book

    reading = usable_book(book)
    period = ask_period(talk, reading.master)
    outline = chosen(talk.open_file("Chọn biểu mẫu của cấp trên", WORKBOOKS, folder_of(book)))
    folder = chosen(talk.open_folder("Chọn thư mục để ghi biểu mẫu cho từng đơn vị", folder_of(book)))
    request = actions.IssueRequest(master=reading, period=period, output=folder, outline=outline)
    tell_result(talk, actions.issue(request, on_progress=counter(book.app)))
    talk.show(folder)


@button
def consolidate_outline(book: Any, talk: Dialogs) -> None:
    """Tổng hợp biểu mẫu cấp trên: outlines that units filled in, read by their mapping into a summary."""
    from danvan_xl.excel.consolidating import run, saved_master
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import folder_of

    reading = saved_master(book, talk)
    outline = chosen(talk.open_file("Chọn biểu mẫu trống của cấp trên", WORKBOOKS, folder_of(book)))
    mapping = chosen(talk.open_file("Chọn ánh xạ của biểu mẫu", WORKBOOKS, outline.parent))
    folder = chosen(talk.open_folder("Chọn thư mục biểu mẫu gửi về", folder_of(book)))
    run(book, talk, reading, folder, outline=outline, mapping=mapping)


@button
def brief(book: Any, talk: Dialogs) -> None:
    """Tóm tắt cho lãnh đạo: two pages as HTML and PDF, into a folder; the HTML is opened."""
    from danvan_xl.excel.dialogs import WORKBOOKS
    from danvan_xl.excel.live import counter, folder_of

    summary = chosen(talk.open_file("Chọn tệp tổng hợp", WORKBOOKS, folder_of(book)))
    folder = chosen(talk.open_folder("Chọn thư mục để ghi bản tóm tắt", summary.parent))
    done = actions.brief(actions.BriefRequest(summary=summary, output=folder), on_progress=counter(book.app))
    talk.show(done.files[0])
    tell_result(talk, done)
