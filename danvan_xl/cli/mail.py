"""``danvan-xl send``, ``collect``, ``remind``: workbooks by mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, CodesType, Counter, DayType, show
from danvan_xl.cli.vietnamese import VietnameseCommand

MASTER = click.option(
    "--master",
    metavar="TỆP_KẾ_HOẠCH",
    type=PATH,
    required=True,
    help="Tệp kế hoạch có địa chỉ thư của các đơn vị.",
)


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
        click.option("--resend", type=CodesType(), default=None, help="Gửi lại cho các đơn vị này dù đã gửi hoặc không rõ."),
        click.option("--dry-run", is_flag=True, help="Chỉ liệt kê ai nhận tệp nào, không gửi."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _post(ways: dict[str, Any]) -> actions.Post:
    return actions.Post(**ways | {"resend": ways["resend"] or ()})


@click.command(cls=VietnameseCommand)
@click.argument("place", metavar="THƯ_MỤC_HOẶC_TỆP", type=PATH)
@MASTER
@click.option("--units", type=CodesType(), help="Chỉ gửi cho các đơn vị này.")
@click.option("--to", metavar="ĐỊA_CHỈ", default="", help="Địa chỉ cấp trên, khi gửi một tệp lên.")
@click.option(
    "--attach", metavar="TỆP", type=PATH, multiple=True, help="Tệp gửi kèm thêm, khi gửi lên cấp trên."
)
@_ways_out
def send(
    place: Path, master: Path, units: list[str] | None, to: str, attach: tuple[Path, ...], **ways: Any
) -> int:
    """Gửi phiếu trong THƯ_MỤC cho từng đơn vị, hoặc gửi một TỆP lên cấp trên.

    Mặc định chỉ ghi thư nháp .eml, không có gì rời khỏi máy. Thư đã gửi không bị gửi lần thứ hai.
    """
    request = actions.SendRequest(
        place=place, master=master, units=units or (), to=to, attach=attach, post=_post(ways)
    )
    return show(actions.send(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("place", metavar="TỆP_TỔNG_HỢP_HOẶC_THƯ_MỤC", type=PATH)
@MASTER
@click.option("--period", metavar="MÃ_KỲ", help="Mã kỳ báo cáo, khi nhắc theo thư mục phiếu.")
@click.option("--receipts", metavar="THƯ_MỤC", type=PATH, help="Thư mục Phiếu tiếp nhận để đính kèm.")
@click.option(
    "--forms",
    metavar="THƯ_MỤC",
    type=PATH,
    help="Thư mục phiếu đã phát hành, gửi kèm cho đơn vị chưa báo cáo; mặc định lập lại phiếu.",
)
@click.option(
    "--previous",
    metavar="TỆP_TỔNG_HỢP",
    type=PATH,
    help="Tệp tổng hợp kỳ trước; mặc định tìm cạnh thư mục phiếu và tệp kế hoạch, none: không dùng.",
)
@click.option("--today", type=DayType(), help="Ngày tính số ngày còn lại (mặc định hôm nay).")
@_ways_out
def remind(
    place: Path,
    master: Path,
    period: str | None,
    receipts: Path | None,
    forms: Path | None,
    previous: Path | None,
    today: date | None,
    **ways: Any,
) -> int:
    """Nhắc đơn vị chưa báo cáo, nộp muộn hoặc phải chỉnh sửa; mỗi đơn vị một thư.

    Lấy việc cần nhắc từ tệp tổng hợp, hoặc đọc thẳng thư mục phiếu.
    """
    request = actions.RemindRequest(
        place=place, master=master, period=period, receipts=receipts, forms=forms, previous=previous, today=today,
        post=_post(ways),
    )  # fmt: skip
    return show(actions.remind(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("source", metavar="NGUỒN")
@click.option(
    "-o", "output", metavar="THƯ_MỤC", type=PATH, required=True, help="Thư mục để các phiếu thu được."
)
@click.option("--user", metavar="TÊN", envvar="DANVAN_IMAP_USER", default="", help="Tên đăng nhập hộp thư.")
@click.option("--mailbox", metavar="TÊN", default="INBOX", help="Ngăn thư; mặc định là hộp thư đến.")
@click.option("--since", type=DayType(), help="Chỉ lấy thư từ ngày này.")
@click.option("--ssl/--starttls", "ssl", default=True, help="Kiểu TLS của hộp thư; mặc định SSL.")
def collect(source: str, output: Path, user: str, mailbox: str, since: date | None, ssl: bool) -> int:
    """Thu phiếu từ NGUỒN: thư mục hoặc tệp thư (.eml, .msg, .mbox), hoặc hộp thư imap://máy-chủ[:cổng].

    Hộp thư chỉ được đọc, không bị thay đổi. Mỗi thư lấy một lần; chạy lại chỉ lấy thư mới.
    """
    request = actions.CollectRequest(
        source=source, output=output, user=user, mailbox=mailbox, since=since, ssl=ssl
    )
    return show(actions.collect(request, on_progress=Counter()))
