"""Commands about the master workbook: ``new``, ``import-plan``, ``check``, ``split``, ``progress``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, Counter, DayType, show
from danvan_xl.cli.vietnamese import VietnameseCommand

MASTER = click.argument("master", metavar="TỆP_KẾ_HOẠCH", type=PATH)
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="TỆP",
    type=PATH,
    help="Ghi ra tệp khác. Không có thì ghi vào chính tệp kế hoạch, có bản sao lưu.",
)


@click.command(cls=VietnameseCommand)
@click.option("-o", "--output", metavar="TỆP", type=PATH, help="Tệp kế hoạch sẽ tạo (.xlsx).")
@click.option("--template", metavar="TÊN", default="trong", help="Tên mẫu (mặc định: trong, là mẫu trống).")
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các mẫu có sẵn.")
def new(output: Path | None, template: str, list_all: bool) -> int:
    """Tạo tệp kế hoạch từ mẫu có sẵn."""
    if list_all:
        found = actions.templates()
        width = max(len(t.name) for t in found)
        for t in found:
            click.echo(f"{t.name.ljust(width)}  {t.description}")
        return 0
    if output is None:
        raise click.UsageError("Thiếu tùy chọn -o: tên tệp kế hoạch sẽ tạo, ví dụ -o ke-hoach.xlsx.")
    return show(actions.new(actions.NewRequest(output=output, template=template)))


@click.command(
    cls=VietnameseCommand,
    short_help="Đọc kế hoạch đã ban hành (.docx, .pdf, .txt, .md)",
    help="Đọc kế hoạch đã ban hành và tạo tệp kế hoạch Excel: đơn vị, nhiệm vụ, kỳ báo cáo, căn cứ, người ký.\n\n"
    "VĂN_BẢN là .docx, .pdf (có chữ, không phải bản quét), .txt hoặc .md. "
    "Trang tính “Nhập từ văn bản” cho thấy mỗi dòng lấy từ đâu và những gì cần xem lại.",
)
@click.argument("document", metavar="VĂN_BẢN", type=PATH)
@click.option(
    "-o", "--output", metavar="TỆP_KẾ_HOẠCH", required=True, type=PATH, help="Tệp kế hoạch .xlsx sẽ tạo."
)
@click.option(
    "--table",
    metavar="SỐ",
    type=click.IntRange(min=0),
    help="Khi văn bản có nhiều bảng nhiệm vụ: lấy bảng thứ mấy; 0 là tất cả.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp kế hoạch đã có.")
def import_plan(document: Path, output: Path, table: int | None, force: bool) -> int:
    """Import; exit 1 when something needs a person's eye, 2 when the document cannot be used."""
    request = actions.ImportRequest(document=document, output=output, table=table, force=force)
    return show(actions.import_plan(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@MASTER
def check(master: Path) -> int:
    """Kiểm tra tệp kế hoạch: nêu mọi lỗi cùng lúc, kèm trang tính, ô và cách sửa."""
    return show(actions.check(actions.CheckRequest(master=master)))


@click.command(cls=VietnameseCommand)
@MASTER
@OUTPUT
def split(master: Path, output: Path | None) -> int:
    """Tách theo đơn vị: mỗi đơn vị có việc một trang tính, việc chủ trì trước, phối hợp sau."""
    return show(actions.split(actions.SplitRequest(master=master, output=output), on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@MASTER
@click.option(
    "--as-of",
    type=DayType(),
    help="Tính đến ngày này (ví dụ 30/9/2025). Không có thì tính đến hôm nay, không quá ngày cuối kế hoạch.",
)
@OUTPUT
def progress(master: Path, as_of: date | None, output: Path | None) -> int:
    """Cập nhật tiến độ từ trang tính của các đơn vị; làm trang tính “Tiến độ”."""
    request = actions.ProgressRequest(master=master, as_of=as_of, output=output)
    return show(actions.progress(request, on_progress=Counter()))
