"""Commands about the master workbook: ``new``, ``import-plan``, ``check``, ``split``, ``progress``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, Counter, DayType, show
from danvan_xl.cli.vietnamese import VietnameseCommand
from danvan_xl.documents.opening import copied

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
@click.option(
    "--from",
    "source",
    metavar="TỆP_KẾ_HOẠCH",
    type=PATH,
    help="Lập từ tệp kế hoạch năm trước: mang sang đơn vị, kỳ báo cáo, tiêu chí, số liệu; các ngày dời sang năm mới.",
)
@click.option(
    "--year", metavar="NĂM", type=int, help="Năm của kế hoạch mới, khi có --from; mặc định năm kế tiếp."
)
@click.option("--with-tasks", is_flag=True, help="Mang sang cả nhiệm vụ, khi có --from.")
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các mẫu có sẵn.")
def new(
    output: Path | None,
    template: str,
    source: Path | None,
    year: int | None,
    with_tasks: bool,
    list_all: bool,
) -> int:
    """Tạo tệp kế hoạch từ mẫu có sẵn, hoặc từ kế hoạch năm trước."""
    if list_all:
        found = actions.templates()
        width = max(len(t.name) for t in found)
        for t in found:
            click.echo(f"{t.name.ljust(width)}  {t.description}")
        return 0
    if output is None:
        raise click.UsageError("Thiếu tùy chọn -o: tên tệp kế hoạch sẽ tạo, ví dụ -o ke-hoach.xlsx.")
    if source is None and (year is not None or with_tasks):
        raise click.UsageError("Tùy chọn --year, --with-tasks cần có --from: tệp kế hoạch năm trước.")
    request = actions.NewRequest(
        output=output, template=template, source=source, year=year, with_tasks=with_tasks
    )
    return show(actions.new(request))


@click.command(
    cls=VietnameseCommand,
    short_help="Đọc kế hoạch đã ban hành (.docx, .pdf, .txt, .md)",
    help="Đọc kế hoạch đã ban hành và tạo tệp kế hoạch Excel: đơn vị, nhiệm vụ, kỳ báo cáo, căn cứ, người ký.\n\n"
    "VĂN_BẢN là .docx, .pdf (có chữ, không phải bản quét), .html lưu từ cổng thông tin, .txt hoặc .md; nhiều tệp của "
    "một kế hoạch (lời văn, phụ lục) thì ghi lần lượt. Dấu - là văn bản hoặc trang web từ đầu vào chuẩn, ví dụ văn bản vừa "
    "sao chép. "
    "Trang tính “Nhập từ văn bản” cho thấy mỗi đoạn của văn bản đã thành gì. Đoạn nào xếp sai, ghi ở cột “Đoạn này là” rồi "
    "chạy lại lệnh này với chính tệp .xlsx đó: mọi thứ khác đã ghi được giữ nguyên.",
)
@click.argument("documents", metavar="VĂN_BẢN...", type=PATH, nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="TỆP_KẾ_HOẠCH",
    type=PATH,
    help="Tệp kế hoạch .xlsx sẽ tạo; mặc định: cùng tên với văn bản (với dấu - thì phải ghi).",
)
@click.option(
    "--table",
    metavar="SỐ",
    type=click.IntRange(min=0),
    help="Khi văn bản có nhiều bảng nhiệm vụ: lấy bảng thứ mấy; 0 là tất cả.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp kế hoạch đã có.")
def import_plan(documents: tuple[Path, ...], output: Path | None, table: int | None, force: bool) -> int:
    """Import; exit 1 when something needs a person's eye, 2 when the document cannot be used."""
    sources: list[Path | copied.Copied] = [
        _standard_input() if str(path) == "-" else path for path in documents
    ]
    request = actions.ImportRequest(
        document=sources[0], more=tuple(sources[1:]), output=output, table=table, force=force
    )
    return show(actions.import_plan(request, on_progress=Counter()))


def _standard_input() -> copied.Copied:
    return copied.from_bytes(sys.stdin.buffer.read(copied.MOST + 1))


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
