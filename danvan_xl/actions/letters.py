"""Wishes about mail: forms out, one file up, reminders, returns in."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_xl.actions.forms import IssueRequest, issue
from danvan_xl.actions.outputs import Kind, Output, see_to
from danvan_xl.actions.previous import Previous
from danvan_xl.actions.result import (
    Confirm,
    Declined,
    OnProgress,
    Result,
    Step,
    counting,
    go_on,
    serious,
    silent,
)
from danvan_xl.actions.sources import MasterSource, master_of, path_of
from danvan_xl.actions.telling import with_advice
from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.contact import receiver_of
from danvan_xl.errors import InputError
from danvan_xl.identity import FORM, RECEIPT
from danvan_xl.mail.collect import Collected, collect_mail
from danvan_xl.mail.delivery import Delivery, EmlFolder, OutlookDrafts, SmtpServer, SmtpSettings
from danvan_xl.mail.needs import files_in, needs_in_summary
from danvan_xl.mail.remind import Need, needs_of, reminders
from danvan_xl.mail.secrets import password_for
from danvan_xl.mail.send import Batch, Sent, deliver, forms_batch, upward_batch
from danvan_xl.mail.sources import ImapMailbox, ImapSettings, MailFiles
from danvan_xl.mail.templates import load_letter
from danvan_xl.mail.words import as_text, write_words
from danvan_xl.model import Master, Period


class Post(Struct, frozen=True, kw_only=True):
    """How letters leave, one way of three: ``eml_dir`` (drafts in a folder, also where nothing is named), ``smtp``
    ('host:port', '' for the one in DANVAN_SMTP_HOST), ``outlook`` (drafts in the Outlook of this Windows user).

    ``ssl``: None by the port (465 is SSL). ``sender``: '' for the focal unit's address. ``letter``: the office's own
    text. ``resend``: codes of units whose letter goes again although it went, or may have gone, before.
    """

    eml_dir: Path | None = None
    smtp: str | None = None
    ssl: bool | None = None
    user: str = ""
    sender: str = ""
    outlook: bool = False
    letter: Path | None = None
    resend: Collection[str] = ()
    dry_run: bool = False

    def check(self) -> None:
        """Raise :class:`~danvan_xl.errors.InputError` where two ways are named."""
        if sum((self.eml_dir is not None, self.smtp is not None, self.outlook)) > 1:
            raise InputError(
                "Chỉ chọn một cách gửi: --eml-dir, --smtp hoặc --outlook.", remedy="Bỏ bớt tùy chọn."
            )


class SendRequest(Struct, frozen=True, kw_only=True):
    """``place``: the folder of issued forms, each goes to its unit (``units``: only these codes); or one file for the
    level above (``to``: its address, '' for the master's; ``attach``: more files)."""

    place: Path
    master: MasterSource
    units: Collection[str] = ()
    to: str = ""
    attach: Sequence[Path] = ()
    post: Post = field(default_factory=Post)


def send(request: SendRequest, *, on_progress: OnProgress = silent, confirm: Confirm = go_on) -> Result[Sent]:
    """Write or send a letter to each unit with its form, or to the level above. Sent once means once.

    ``confirm`` is asked with what is about to go. Raises :class:`~danvan_xl.errors.InputError` (no forms there, an
    unknown unit, no address of the level above), :class:`~danvan_xl.mail.delivery.MailError` (no server, no Outlook)
    and :class:`~danvan_xl.actions.result.Declined`.
    """
    request.post.check()
    place = Path(request.place)
    master = master_of(request.master)
    home = path_of(request.master)
    if place.is_file():
        files = [place, *map(Path, request.attach)]
        for path in files:
            if not path.is_file():
                raise InputError(
                    f"Không tìm thấy tệp gửi kèm “{path}”.", remedy="Kiểm tra lại đường dẫn.", file=path
                )
        batch = upward_batch(
            files, master, request.to, load_letter("len-cap-tren", home, request.post.letter)
        )
        folder, drafts = place.parent, place.parent / "thu-nhap"
        after = Step("chờ cấp trên xác nhận đã nhận; bị trả lại thì sửa và gửi lại")
    else:
        _known(request.units, master)
        letter = load_letter("giao-phieu", home, request.post.letter)
        batch = forms_batch(place, master, letter, request.units)
        folder, drafts = place, place.parent / f"{place.resolve().name}-thu-nhap"
        after = Step("đợi đơn vị gửi phiếu về", "collect", ("NGUỒN", "-o", "phieu-gui-ve"))
    return _post(batch, master, folder, drafts, request.post, after, on_progress, confirm)


def _known(units: Collection[str], master: Master) -> None:
    unknown = [code for code in units if master.unit(code) is None]
    if unknown:
        raise InputError(
            f"Kế hoạch không có đơn vị mã {', '.join(unknown)}.",
            remedy="Xem cột “Mã đơn vị” của trang tính “Đơn vị”.",
            file=master.path,
        )


class RemindRequest(Struct, frozen=True, kw_only=True):
    """``place``: a summary, or the folder of returns (then ``period``, and ``as_of``-free: only who owes what counts).

    ``receipts``: a folder of Phiếu tiếp nhận, attached to the letters. Units that still owe get their form: from the folder
    ``forms``, else made anew beside the drafts. ``previous`` as for a consolidation. ``today``: the day from which days
    left are counted (the clock's).
    """

    place: Path
    master: MasterSource
    period: str | None = None
    receipts: Path | None = None
    forms: Path | None = None
    previous: Path | None = None
    today: date | None = None
    post: Post = field(default_factory=Post)


def remind(
    request: RemindRequest, *, on_progress: OnProgress = silent, confirm: Confirm = go_on
) -> Result[Sent]:
    """A letter to each unit that has sent nothing, or must correct what it sent.

    Raises as :func:`send` does, and :class:`~danvan_xl.errors.InputError` where ``place`` is neither a summary of
    this plan nor a folder with returns.
    """
    request.post.check()
    place = Path(request.place)
    master = master_of(request.master)
    previous = Previous(request.previous, [place, path_of(request.master)])
    needs, period = _needs(place, master, request.period, previous, on_progress)
    after = Step("đợi đơn vị gửi phiếu về", "collect", ("NGUỒN", "-o", "phieu-gui-ve"))
    if not needs:
        return Result(value=Sent(), lines=("Không có đơn vị nào phải nhắc.",), next_step=after)
    letter = load_letter("nhac-viec", path_of(request.master), request.post.letter)
    attachments = (
        files_in(request.receipts, master, RECEIPT, period.code, "đã ghi Phiếu tiếp nhận")
        if request.receipts is not None
        else {}
    )
    base = place if place.is_dir() else place.parent
    drafts = base.parent / "thu-nhac" if place.is_dir() else base / "thu-nhac"
    owing = [need.unit for need in needs if need.missing]
    forms = _forms(request, owing, period, Path(request.post.eml_dir or drafts), on_progress) if owing else {}
    day = request.today or date.today()
    batch = reminders(needs, master, period, letter, day, attachments, forms)
    done = _post(batch, master, base, drafts, request.post, after, on_progress, confirm)
    folders = {path.parent for path in forms.values()} if request.forms is None else set()
    told = [f"Phiếu để gửi kèm cho {len(forms)} đơn vị chưa báo cáo: {folder}" for folder in folders]
    return replace(done, lines=(*previous.lines, *done.lines, *told))


def _needs(
    place: Path, master: Master, period: str | None, previous: Previous, on_progress: OnProgress
) -> tuple[list[Need], Period]:
    if not place.is_dir():
        return needs_in_summary(place, master)
    outcome = consolidate(
        place,
        master,
        period=period,
        previous=previous.of,
        progress=counting(on_progress, "Đang đọc phiếu"),
    )
    return needs_of(outcome), outcome.period


def _forms(
    request: RemindRequest, units: list[str], period: Period, drafts: Path, on_progress: OnProgress
) -> dict[str, Path]:
    """The forms of the units that still owe: those that were issued, or the same made anew."""
    if request.forms is not None:
        return files_in(request.forms, master_of(request.master), FORM, period.code, "đã phát hành phiếu")
    if request.post.dry_run:
        return {}
    made = issue(
        IssueRequest(
            master=request.master, output=drafts / "phieu-kem-thu", period=period.code, units=units,
            previous=request.previous,
        ),
        on_progress=on_progress,
    )  # fmt: skip
    return {form.unit.code: form.path for form in made.value if not form.kept}


def _post(
    batch: Batch,
    master: Master,
    folder: Path,
    drafts: Path,
    post: Post,
    after: Step,
    on_progress: OnProgress,
    confirm: Confirm,
) -> Result[Sent]:
    """Ask, deliver, tell. ``folder`` holds the journal of what went; ``drafts`` takes .eml files."""
    problems = list(with_advice(batch.findings))
    if post.dry_run or not (batch.drafts or batch.words):
        lines = [
            f"{draft.unit_name} <{', '.join(draft.to)}>: "
            f"{', '.join(path.name for path in draft.attachments) or '(không đính kèm)'}"
            for draft in batch.drafts
        ]
        told = (
            f"Sẽ gửi {len(batch.drafts)} thư; chưa gửi thư nào."
            if batch.drafts
            else "Không có thư nào để lập."
        )
        fix = "bổ sung “Thư điện tử” ở trang tính “Đơn vị”" if batch.findings else "kiểm tra lại danh sách"
        return Result(
            value=Sent(),
            lines=(*lines, told, *problems),
            findings=tuple(batch.findings),
            next_step=Step(f"{fix}, rồi gửi thật"),
            needs_person=bool(batch.findings),
        )
    sender = _sender(master, post)
    if not confirm([f"Lập {_what(batch)}?", *problems]):
        raise Declined
    words = _write_words(batch, Path(post.eml_dir or drafts))
    delivery, way = _delivery(post, drafts)
    done = deliver(
        batch.drafts,
        delivery,
        sender,
        folder,
        resend=post.resend,
        on_step=counting(on_progress, "Đang lập thư"),
    )
    findings = [*batch.findings, *done.findings]
    lines = [f"Đã {way}: {len(done.sent)} thư."]
    if words is not None:
        done.group = batch.group
        lines.append(f"Tin nhắn Zalo cho nhóm và {len(batch.words)} đơn vị: {words}")
    if done.already:
        lines.append(f"{len(done.already)} thư đã gửi từ trước, không gửi lại.")
    if sender == NOBODY and batch.drafts:
        lines.append(
            "Thư nháp chưa có địa chỉ người gửi: điền “Thư điện tử” của đơn vị tổng hợp rồi lập lại thư."
        )
    if post.smtp is None:
        todo = "mở thư nháp, xem lại rồi gửi" if batch.drafts else "chép tin nhắn vào Zalo rồi gửi kèm phiếu"
        after = replace(after, what=f"{todo}; {after.what}")
    return Result(
        value=done,
        lines=(*lines, *with_advice(findings)),
        files=(words,) if words is not None else (),
        findings=tuple(findings),
        next_step=after,
        needs_person=bool(serious(findings)),
        stopped=done.stopped,
    )


def _what(batch: Batch) -> str:
    """'12 thư', or what there is without any."""
    return f"{len(batch.drafts)} thư" if batch.drafts else f"tin nhắn cho {len(batch.words)} đơn vị"


def _write_words(batch: Batch, drafts: Path) -> Path | None:
    """The words for chat groups, beside the folder of drafts; None where the letters go to no unit."""
    if not batch.words:
        return None
    path = drafts.with_name(f"{drafts.name}-tin-nhan-zalo.txt")
    write_words(path, as_text(batch.group, batch.words))
    return path


NOBODY = "danvan@localhost.invalid"
"""Stands for the sender of a draft where nobody's address is known; a mail program puts its own there."""


def _sender(master: Master, post: Post) -> str:
    sender = post.sender or receiver_of(master).mail or (post.user if "@" in post.user else "")
    if not sender and post.smtp is not None:
        raise InputError(
            "Chưa biết địa chỉ người gửi.",
            remedy="Thêm --from ĐỊA_CHỈ, hoặc điền thư điện tử của đơn vị tổng hợp.",
        )
    return sender or NOBODY


def _delivery(post: Post, drafts: Path) -> tuple[Delivery, str]:
    """The way out that was asked for, and a Vietnamese word for it."""
    if post.outlook:
        return OutlookDrafts(), "tạo trong Outlook"
    if post.smtp is None:
        folder = Path(post.eml_dir or drafts)
        see_to([Output(folder, Kind.FOLDER, "--eml-dir")])
        return EmlFolder(folder), f"ghi thư nháp vào {folder}"
    host, port = _host_and_port(post.smtp)
    secure = post.ssl if post.ssl is not None else port == 465
    password = password_for("smtp", host, post.user) if post.user else ""
    settings = SmtpSettings(host, port, post.user, password, "ssl" if secure else "starttls")
    return SmtpServer(settings), f"gửi qua {host}"


def _host_and_port(text: str) -> tuple[str, int]:
    text = text or os.environ.get("DANVAN_SMTP_HOST", "")
    host, _, port = text.partition(":")
    if not host or (port and not port.isdigit()):
        raise InputError(
            "Chưa có tên máy chủ thư.",
            remedy="Ghi --smtp mail.tinh.gov.vn:587 hoặc đặt biến DANVAN_SMTP_HOST.",
        )
    return host, int(port or 587)


class CollectRequest(Struct, frozen=True, kw_only=True):
    """``source``: a folder or file of messages (.eml, .msg, .mbox), or a mailbox 'imap://host[:port]'. ``output``: the
    folder for what is attached. The rest is for a mailbox: ``since`` leaves out what came before that day."""

    source: str | Path
    output: Path
    user: str = ""
    mailbox: str = "INBOX"
    since: date | None = None
    ssl: bool = True


def collect(request: CollectRequest, *, on_progress: OnProgress = silent) -> Result[Collected]:
    """Take the attachments of new messages, each message once; the mailbox is only read, originals are kept.

    A mailbox that breaks off ends up in ``stopped``; what came before it is safe. Raises
    :class:`~danvan_xl.errors.InputError` (no such source), :class:`~danvan_xl.mail.delivery.MailError` (no password)
    and :class:`~danvan_xl.errors.OutputError`.
    """
    output = Path(request.output)
    see_to([Output(output, Kind.FOLDER)])
    text = str(request.source)
    imap = text.lower().startswith(("imap://", "imaps://"))
    source = _mailbox(text, request) if imap else MailFiles(Path(request.source))
    done = collect_mail(source, output, on_message=lambda read: on_progress("Đang đọc thư", read, 0))
    lines = [f"Đọc {done.messages} thư mới, thu {len(done.saved)} tệp vào {output}."]
    if done.known:
        lines.append(f"{done.known} thư đã thu từ trước, không lấy lại.")
    if done.originals is not None:
        lines.append(f"Thư gốc giữ ở {done.originals}.")
    return Result(
        value=done,
        lines=(*lines, *with_advice(done.findings)),
        files=tuple(done.saved),
        findings=tuple(done.findings),
        next_step=Step("", "consolidate", (output, "--master", "TỆP_KẾ_HOẠCH", "-o", "tong-hop.xlsx")),
        needs_person=bool(serious(done.findings)),
        stopped=done.stopped,
    )


def _mailbox(source: str, request: CollectRequest) -> ImapMailbox:
    parts = urlsplit(source)
    if not parts.hostname:
        raise InputError(f"“{source}” thiếu tên máy chủ.", remedy="Viết dạng imap://mail.tinh.gov.vn")
    if parts.password:
        raise InputError(
            "Không ghi mật khẩu vào lệnh: lệnh được lưu lại trên máy.",
            remedy="Dùng biến DANVAN_IMAP_PASSWORD hoặc keyring.",
        )
    name = request.user or unquote(parts.username or "")
    if not name:
        raise InputError(
            "Chưa có tên đăng nhập hộp thư.", remedy="Thêm --user TÊN hoặc biến DANVAN_IMAP_USER."
        )
    return ImapMailbox(
        ImapSettings(
            parts.hostname,
            parts.port or (993 if request.ssl else 143),
            name,
            password_for("imap", parts.hostname, name),
            "ssl" if request.ssl else "starttls",
            request.mailbox,
            request.since,
        )
    )
