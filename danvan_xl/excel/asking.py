"""Questions that more than one button asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_xl.errors import InputError, OutputLockedError
from danvan_xl.excel.button import Cancelled, chosen
from danvan_xl.excel.dialogs import NEW_WORKBOOK, Dialogs

if TYPE_CHECKING:
    from danvan_xl.mail.send import Batch
    from danvan_xl.model import Master, Period


def ask_period(talk: Dialogs, master: Master) -> Period:
    """The only period, or the one that the person chooses."""
    periods = master.periods
    if not periods:
        raise InputError(
            "Kế hoạch chưa có kỳ báo cáo nào.",
            remedy="Ghi ít nhất một kỳ vào trang “Kỳ báo cáo” rồi bấm lại nút.",
        )
    if len(periods) == 1:
        return periods[0]
    options = [f"{p.code}: {p.name}, hạn {p.due:%d/%m/%Y}" for p in periods]
    return periods[chosen(talk.choose("Kỳ báo cáo nào?", options))]


def ask_summary(talk: Dialogs, folder: Path) -> Path:
    """Where the summary goes: beside the folder of returns, never into it. An open target is told before the work."""
    from danvan_xl.files import office_lock_of

    suggested = folder.parent / f"tong-hop-{folder.name}.xlsx"
    target = chosen(talk.save_file("Lưu bảng tổng hợp", NEW_WORKBOOK, suggested)).with_suffix(".xlsx")
    if target.exists() and office_lock_of(target) is not None:
        raise OutputLockedError(
            f"Bảng tổng hợp “{target.name}” đang mở.", remedy="Đóng tệp đó rồi bấm lại nút.", file=target
        )
    return target


def send_drafts(
    book: Any, talk: Dialogs, master: Master, batch: Batch, folder: Path, drafts_folder: Path
) -> None:
    """Drafts into Outlook, or as .eml files where there is no Outlook; after asking."""
    from danvan_xl.excel.live import counter
    from danvan_xl.mail.delivery import Delivery, EmlFolder, MailError, OutlookDrafts
    from danvan_xl.mail.send import deliver, focal_unit

    problems = [f"- {found.message} {found.advice}" for found in batch.findings]
    if not batch.drafts:
        raise InputError("Không có thư nào để lập.\n" + "\n".join(problems))
    question = [f"Lập {len(batch.drafts)} thư nháp?", *problems]
    if not talk.confirm("\n".join(question)):
        raise Cancelled
    delivery: Delivery
    try:
        delivery = OutlookDrafts()
        where = "trong Outlook"
    except MailError:
        if not talk.confirm(f"Máy này không có Outlook. Ghi thư nháp .eml vào “{drafts_folder}”?"):
            raise Cancelled from None
        delivery = EmlFolder(drafts_folder)
        where = f"trong “{drafts_folder}”"
    focal = focal_unit(master)
    sender = (focal.email if focal else "") or "danvan@localhost.invalid"
    done = deliver(batch.drafts, delivery, sender, folder, on_step=counter(book.app, "Đang lập thư"))
    lines = [f"Đã lập {len(done.sent)} thư nháp {where}; xem lại rồi gửi."]
    if done.already:
        lines.append(f"{len(done.already)} thư đã lập từ trước, không lập lại.")
    lines += [f"- {found.message} {found.advice}" for found in done.findings]
    talk.message("\n".join(lines))
    if done.stopped is not None:
        raise done.stopped
