"""``danvan-xl send``, ``collect``, ``remind``: workbooks by mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from danvan_xl.cli.vietnamese import VietnameseCommand
from danvan_xl.errors import InputError

if TYPE_CHECKING:
    from danvan_xl.findings import Finding
    from danvan_xl.mail.delivery import Delivery
    from danvan_xl.mail.send import Batch, Sent
    from danvan_xl.model import Master

PATH = click.Path(path_type=Path)


def _ways_out(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `send` and `remind` share."""
    options = [
        click.option("--eml-dir", metavar="THƯ_MỤC", type=PATH, help="Ghi thư nháp .eml vào thư mục này (cách mặc định)."),
        click.option(
            "--smtp", metavar="[MÁY_CHỦ[:CỔNG]]", is_flag=False, flag_value="", default=None,
            help="Gửi thẳng qua máy chủ thư có TLS; để trống thì lấy từ biến DANVAN_SMTP_HOST.",
        ),
        click.option("--ssl/--starttls", "ssl", default=None, help="Kiểu TLS; mặc định theo cổng (465 là SSL)."),
        click.option("--user", metavar="TÊN", envvar="DANVAN_SMTP_USER", default="", help="Tên đăng nhập máy chủ thư."),
        click.option("--from", "sender", metavar="ĐỊA_CHỈ", envvar="DANVAN_MAIL_FROM", default="", help="Địa chỉ người gửi; mặc định là thư điện tử của đơn vị tổng hợp."),
        click.option("--outlook", is_flag=True, help="Tạo thư nháp trong Outlook (Windows)."),
        click.option("--letter", metavar="TỆP", type=PATH, help="Mẫu thư của cơ quan (.txt)."),
        click.option("--resend", metavar="MÃ,...", default="", help="Gửi lại cho các đơn vị này dù đã gửi hoặc không rõ."),
        click.option("--dry-run", is_flag=True, help="Chỉ liệt kê ai nhận tệp nào, không gửi."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def codes(text: str) -> list[str]:
    """'A, B' → ['A', 'B']."""
    return [piece.strip() for piece in text.replace(";", ",").split(",") if piece.strip()]


@click.command(cls=VietnameseCommand)
@click.argument("place", metavar="THƯ_MỤC_HOẶC_TỆP", type=PATH)
@click.option(
    "--master",
    metavar="KẾ_HOẠCH",
    type=PATH,
    required=True,
    help="Tệp kế hoạch có địa chỉ thư của các đơn vị.",
)
@click.option("--units", metavar="MÃ,...", default="", help="Chỉ gửi cho các đơn vị này.")
@click.option("--to", metavar="ĐỊA_CHỈ", default="", help="Địa chỉ cấp trên, khi gửi một tệp lên.")
@click.option(
    "--attach", metavar="TỆP", type=PATH, multiple=True, help="Tệp gửi kèm thêm, khi gửi lên cấp trên."
)
@_ways_out
def send(place: Path, master: Path, units: str, to: str, attach: tuple[Path, ...], **ways: Any) -> int:
    """Gửi phiếu trong THƯ_MỤC cho từng đơn vị, hoặc gửi một TỆP lên cấp trên.

    Mặc định chỉ ghi thư nháp .eml, không có gì rời khỏi máy. Thư đã gửi không bị gửi lần thứ hai.
    """
    from danvan_xl.mail.send import forms_batch, upward_batch
    from danvan_xl.mail.templates import load_letter
    from danvan_xl.plans.master_reader import load_master

    loaded = load_master(master)
    if place.is_file():
        for path in attach:
            if not path.is_file():
                raise InputError(
                    f"Không tìm thấy tệp gửi kèm “{path}”.", remedy="Kiểm tra lại đường dẫn.", file=path
                )
        batch = upward_batch(
            [place, *attach], loaded, to, load_letter("len-cap-tren", master, ways["letter"])
        )
        folder, drafts_folder = place.parent, place.parent / "thu-nhap"
    else:
        wanted = codes(units)
        unknown = [code for code in wanted if loaded.unit(code) is None]
        if unknown:
            raise InputError(
                f"Kế hoạch không có đơn vị mã {', '.join(unknown)}.",
                remedy="Xem cột “Mã đơn vị” của trang “Đơn vị”.",
                file=master,
            )
        batch = forms_batch(place, loaded, load_letter("giao-phieu", master, ways["letter"]), wanted)
        folder, drafts_folder = place, place.parent / f"{place.resolve().name}-thu-nhap"
    return _dispatch(batch, loaded, folder, drafts_folder, ways)


@click.command(cls=VietnameseCommand)
@click.argument("place", metavar="TỔNG_HỢP_HOẶC_THƯ_MỤC", type=PATH)
@click.option(
    "--master",
    metavar="KẾ_HOẠCH",
    type=PATH,
    required=True,
    help="Tệp kế hoạch có địa chỉ thư của các đơn vị.",
)
@click.option("--period", metavar="KỲ", help="Mã kỳ báo cáo, khi nhắc theo thư mục phiếu.")
@click.option("--receipts", metavar="THƯ_MỤC", type=PATH, help="Thư mục Phiếu tiếp nhận để đính kèm.")
@click.option("--today", metavar="NGÀY", default="", help="Ngày tính số ngày còn lại (mặc định hôm nay).")
@_ways_out
def remind(
    place: Path, master: Path, period: str | None, receipts: Path | None, today: str, **ways: Any
) -> int:
    """Nhắc đơn vị chưa gửi, gửi chậm hoặc phải chỉnh sửa; mỗi đơn vị một thư.

    Lấy việc cần nhắc từ bảng tổng hợp, hoặc đọc thẳng thư mục phiếu.
    """
    from danvan_xl.language.dates import read_date
    from danvan_xl.mail.needs import gather
    from danvan_xl.mail.remind import reminders
    from danvan_xl.mail.templates import load_letter
    from danvan_xl.plans.master_reader import load_master

    day = read_date(today).value if today else date.today()
    if day is None:
        raise InputError(f"“{today}” không phải ngày.", remedy="Viết ngày/tháng/năm, ví dụ 05/12/2025.")
    loaded = load_master(master)
    needs, round_, attachments = gather(place, loaded, period, receipts)
    batch = reminders(
        needs, loaded, round_, load_letter("nhac-viec", master, ways["letter"]), day, attachments
    )
    if not needs:
        click.echo("Không có đơn vị nào phải nhắc.")
        return 0
    base = place if place.is_dir() else place.parent
    return _dispatch(
        batch, loaded, base, base.parent / "thu-nhac" if place.is_dir() else base / "thu-nhac", ways
    )


@click.command(cls=VietnameseCommand)
@click.argument("source", metavar="NGUỒN")
@click.option(
    "-o", "output", metavar="THƯ_MỤC", type=PATH, required=True, help="Thư mục để các phiếu thu được."
)
@click.option("--user", metavar="TÊN", envvar="DANVAN_IMAP_USER", default="", help="Tên đăng nhập hộp thư.")
@click.option("--mailbox", metavar="TÊN", default="INBOX", help="Ngăn thư; mặc định là hộp thư đến.")
@click.option("--since", metavar="NGÀY", default="", help="Chỉ lấy thư từ ngày này.")
@click.option("--ssl/--starttls", "ssl", default=True, help="Kiểu TLS của hộp thư; mặc định SSL.")
def collect(source: str, output: Path, user: str, mailbox: str, since: str, ssl: bool) -> int:
    """Thu phiếu từ NGUỒN: thư mục hoặc tệp thư (.eml, .msg, .mbox), hoặc hộp thư imap://máy-chủ[:cổng].

    Hộp thư chỉ được đọc, không bị thay đổi. Mỗi thư lấy một lần; chạy lại chỉ lấy thư mới.
    """
    from danvan_xl.mail.collect import collect_mail
    from danvan_xl.mail.sources import MailFiles, Source

    origin: Source
    if source.lower().startswith(("imap://", "imaps://")):
        origin = _mailbox(source, user, mailbox, since, ssl)
    else:
        origin = MailFiles(Path(source))
    done = collect_mail(origin, output, on_message=progress_line("Đã đọc thư"))
    click.echo(f"Đọc {done.messages} thư mới, thu {len(done.saved)} tệp vào {output}.")
    if done.known:
        click.echo(f"{done.known} thư đã thu từ trước, không lấy lại.")
    if done.originals is not None:
        click.echo(f"Thư gốc giữ ở {done.originals}.")
    _print_findings(done.findings)
    if done.stopped is not None:
        raise done.stopped
    return 1 if any(found.severity.value != "info" for found in done.findings) else 0


def _mailbox(source: str, user: str, folder: str, since: str, ssl: bool) -> Any:
    from urllib.parse import unquote, urlsplit

    from danvan_xl.language.dates import read_date
    from danvan_xl.mail.secrets import password_for
    from danvan_xl.mail.sources import ImapMailbox, ImapSettings

    parts = urlsplit(source)
    if not parts.hostname:
        raise InputError(f"“{source}” thiếu tên máy chủ.", remedy="Viết dạng imap://mail.tinh.gov.vn")
    if parts.password:
        raise InputError(
            "Không ghi mật khẩu vào lệnh: lệnh được lưu lại trên máy.",
            remedy="Dùng biến DANVAN_IMAP_PASSWORD hoặc keyring.",
        )
    name = user or unquote(parts.username or "")
    if not name:
        raise InputError(
            "Chưa có tên đăng nhập hộp thư.", remedy="Thêm --user TÊN hoặc biến DANVAN_IMAP_USER."
        )
    start = read_date(since).value if since else None
    if since and start is None:
        raise InputError(f"“{since}” không phải ngày.", remedy="Viết ngày/tháng/năm, ví dụ 01/11/2025.")
    settings = ImapSettings(
        parts.hostname,
        parts.port or (993 if ssl else 143),
        name,
        password_for("imap", parts.hostname, name),
        "ssl" if ssl else "starttls",
        folder,
        start,
    )
    return ImapMailbox(settings)


def _delivery(ways: dict[str, Any], drafts_folder: Path) -> tuple[Delivery, str]:
    """The way out that was asked for, and a Vietnamese word for it."""
    from danvan_xl.mail.delivery import EmlFolder, OutlookDrafts, SmtpServer, SmtpSettings
    from danvan_xl.mail.secrets import password_for

    if ways["outlook"]:
        return OutlookDrafts(), "tạo trong Outlook"
    if ways["smtp"] is None:
        folder = ways["eml_dir"] or drafts_folder
        return EmlFolder(folder), f"ghi thư nháp vào {folder}"
    host, port = _host_and_port(ways["smtp"])
    secure = ways["ssl"] if ways["ssl"] is not None else port == 465
    password = password_for("smtp", host, ways["user"]) if ways["user"] else ""
    return SmtpServer(
        SmtpSettings(host, port, ways["user"], password, "ssl" if secure else "starttls")
    ), f"gửi qua {host}"


def _host_and_port(text: str) -> tuple[str, int]:
    import os

    text = text or os.environ.get("DANVAN_SMTP_HOST", "")
    host, _, port = text.partition(":")
    if not host or (port and not port.isdigit()):
        raise InputError(
            "Chưa có tên máy chủ thư.",
            remedy="Ghi --smtp mail.tinh.gov.vn:587 hoặc đặt biến DANVAN_SMTP_HOST.",
        )
    return host, int(port or 587)


def _dispatch(batch: Batch, master: Master, folder: Path, drafts_folder: Path, ways: dict[str, Any]) -> int:
    from danvan_xl.mail.send import deliver, focal_unit

    chosen = [name for name in ("eml_dir", "smtp", "outlook") if ways[name] not in (None, False)]
    if len(chosen) > 1:
        raise InputError(
            "Chỉ chọn một cách gửi: --eml-dir, --smtp hoặc --outlook.", remedy="Bỏ bớt tùy chọn."
        )
    if ways["dry_run"]:
        for draft in batch.drafts:
            files = ", ".join(path.name for path in draft.attachments) or "(không đính kèm)"
            click.echo(f"{draft.unit_name} <{', '.join(draft.to)}>: {files}")
        click.echo(f"Sẽ gửi {len(batch.drafts)} thư; chưa gửi gì.")
        _print_findings(batch.findings)
        return 1 if batch.findings else 0
    focal = focal_unit(master)
    sender = ways["sender"] or (focal.email if focal else "") or (ways["user"] if "@" in ways["user"] else "")
    if not sender and ways["smtp"] is not None:
        raise InputError(
            "Chưa biết địa chỉ người gửi.",
            remedy="Thêm --from ĐỊA_CHỈ, hoặc điền thư điện tử của đơn vị tổng hợp.",
        )
    delivery, way = _delivery(ways, drafts_folder)
    done = deliver(
        batch.drafts, delivery, sender or "danvan@localhost.invalid", folder,
        resend=codes(ways["resend"]), on_step=progress_line("Thư"),
    )  # fmt: skip
    return _report(done, [*batch.findings, *done.findings], way)


def _report(done: Sent, findings: Sequence[Finding], way: str) -> int:
    click.echo(f"Đã {way}: {len(done.sent)} thư.")
    if done.already:
        click.echo(f"{len(done.already)} thư đã gửi từ trước, không gửi lại.")
    _print_findings(findings)
    if done.stopped is not None:
        raise done.stopped
    return 1 if any(found.severity.value != "info" for found in findings) else 0


def _print_findings(findings: Sequence[Finding]) -> None:
    for found in findings:
        click.echo(f"- {found.message} {found.advice}")


def progress_line(label: str) -> Callable[..., None]:
    """A counter on a terminal; silent when piped."""
    import sys

    started = datetime.now()

    def show(done: int, of: int = 0) -> None:
        if sys.stderr.isatty() and (datetime.now() - started).total_seconds() > 1:
            click.echo(f"\r{label} {done}" + (f"/{of}" if of else ""), nl=False, err=True)

    return show
