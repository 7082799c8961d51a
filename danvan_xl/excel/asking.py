"""Questions that more than one button asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from danvan_xl.errors import InputError
from danvan_xl.excel.button import Cancelled, chosen
from danvan_xl.excel.dialogs import NEW_WORKBOOK, Dialogs

if TYPE_CHECKING:
    from danvan_xl.actions.letters import RemindRequest, SendRequest
    from danvan_xl.actions.outlines import FillRequest
    from danvan_xl.actions.reports import RollUpRequest
    from danvan_xl.actions.result import OnProgress, Result
    from danvan_xl.model import Master

    Letters = TypeVar("Letters", SendRequest, RemindRequest)
    Fillings = TypeVar("Fillings", FillRequest, RollUpRequest)


def ask_period(talk: Dialogs, master: Master) -> str | None:
    """The code of the period that the person chooses; None where there are not several."""
    if len(master.periods) < 2:
        return None
    options = [f"{p.code}: {p.name}, hạn {p.due:%d/%m/%Y}" for p in master.periods]
    return master.periods[chosen(talk.choose("Kỳ báo cáo nào?", options))].code


def ask_summary(talk: Dialogs, folder: Path) -> Path:
    """Where the summary goes: beside the folder of returns, never into it."""
    suggested = folder.parent / f"tong-hop-{folder.name}.xlsx"
    return chosen(talk.save_file("Lưu tệp tổng hợp", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")


def insisted(
    action: Callable[..., Result[Any]],
    request: Fillings,
    talk: Dialogs,
    on_progress: OnProgress,
    *,
    code: str,
    question: str,
) -> Result[Any]:
    """Do it; where it is refused with ``code``, ask ``question`` and do it ``anyway``."""
    try:
        return action(request, on_progress=on_progress)
    except InputError as error:
        if error.code != code or not talk.confirm(f"{error.message}\n\n{question}"):
            raise
        return action(replace(request, anyway=True), on_progress=on_progress)


def may_replace(talk: Dialogs, target: Path, *, question: str = "Ghi đè?") -> None:
    """Ask before what stands at ``target`` is written over; a no cancels the button."""
    if target.exists() and not talk.confirm(f"Đã có tệp “{target.name}”. {question}"):
        raise Cancelled


def drafted(
    action: Callable[..., Result[Any]], request: Letters, talk: Dialogs, on_progress: OnProgress
) -> Result[Any]:
    """Drafts into Outlook, or as .eml files where there is no Outlook; after asking."""
    from danvan_xl.mail.delivery import MailError

    def confirm(lines: Sequence[str]) -> bool:
        return talk.confirm("\n".join(lines))

    in_outlook = replace(request, post=replace(request.post, outlook=True))
    try:
        return action(in_outlook, on_progress=on_progress, confirm=confirm)
    except MailError as error:
        if error.code != "no-outlook":
            raise
        if not talk.confirm("Máy này không có Outlook. Ghi thư nháp thành tệp .eml?"):
            raise Cancelled from None
        return action(request, on_progress=on_progress)


def copied(done: Result[Any]) -> tuple[str, ...]:
    """The words for the chat group, put on the clipboard; what to say of it."""
    from danvan_xl.excel.clipboard import copy

    return ("Tin cho nhóm đã ở bộ nhớ tạm: mở nhóm Zalo, bấm Ctrl+V.",) if copy(done.value.group) else ()


def ask_previous(talk: Dialogs, start: Path) -> Path | None:
    """The summary of an earlier period: None lets the action look for it, ``previous.NONE`` says that there is none."""
    from danvan_xl.actions.previous import NONE
    from danvan_xl.excel.dialogs import WORKBOOKS

    options = ("Tự tìm cạnh tệp tổng hợp và tệp kế hoạch", "Chọn tệp…", "Không có kỳ trước")
    way = chosen(talk.choose("Tệp tổng hợp kỳ trước lấy ở đâu?", options))
    if way == 1:
        return chosen(talk.open_file("Chọn tệp tổng hợp kỳ trước", WORKBOOKS, start))
    return NONE if way == 2 else None


def ask_day(talk: Dialogs, text: str, default: date) -> date:
    """A day, asked again until it is one."""
    from danvan_xl.language.dates import read_date

    while True:
        reading = read_date(chosen(talk.ask(text, f"{default:%d/%m/%Y}")))
        if reading.value is not None and set(reading.issues) <= {"date-as-text"}:
            return reading.value
        talk.message("Chưa đọc được ngày. Ghi dạng 05/9/2025.")


def tell_result(talk: Dialogs, done: Any, more: Sequence[str] = (), *, error: bool = False) -> None:
    """The result as a message with the next step at its end; then what stopped it, if anything did."""
    *lines, after = done.for_button()
    talk.message("\n".join([*lines, *more, after]), error=error)
    if done.stopped is not None:
        raise done.stopped


def show_guide(talk: Dialogs) -> None:
    """The guide in the browser; the steps of the year where the page is missing."""
    from danvan_xl.actions import handbook

    page = handbook.guide_page()
    if page.is_file():
        talk.show(page)
    else:
        talk.message("\n".join(handbook.guide(handbook.GuideRequest(topic=handbook.YEAR)).lines))
