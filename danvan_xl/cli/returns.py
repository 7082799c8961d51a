"""``danvan-xl consolidate`` and ``danvan-xl score``: returned forms in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, Counter, DayType, show
from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("folder", metavar="THƯ_MỤC", type=PATH)
@click.option("--master", metavar="TỆP_KẾ_HOẠCH", type=PATH, required=True, help="Tệp kế hoạch (.xlsx).")
@click.option("--period", metavar="MÃ_KỲ", help="Mã kỳ báo cáo; mặc định là kỳ ghi trong các phiếu.")
@click.option(
    "--as-of",
    type=DayType(),
    help="Tính tình trạng đến ngày này; mặc định là ngày cuối kỳ hoặc hôm nay, lấy ngày sớm hơn.",
)
@click.option(
    "--previous",
    metavar="TỆP_TỔNG_HỢP",
    type=PATH,
    help="Tệp tổng hợp kỳ trước, để giữ việc đã hoàn thành; mặc định tìm cạnh tệp sẽ ghi và tệp kế hoạch, none: không dùng.",
)
@click.option(
    "--join", is_flag=True, help="Gộp các phiếu của cùng đơn vị (ô nào trống thì lấy ở phiếu gửi trước)."
)
@click.option("-o", "--output", metavar="TỆP_TỔNG_HỢP", type=PATH, help="Tệp tổng hợp sẽ ghi (.xlsx).")
@click.option("--json", "json_path", metavar="TỆP", type=PATH, help="Ghi thêm kết quả dạng JSON.")
@click.option("--receipts", metavar="THƯ_MỤC", type=PATH, help="Ghi phiếu tiếp nhận gửi lại từng đơn vị.")
@click.option(
    "--outline",
    metavar="BIỂU_MẪU",
    type=PATH,
    help="Biểu mẫu trống của cấp trên mà đơn vị điền thay phiếu; kèm --map.",
)
@click.option("--map", "mapping", metavar="ÁNH_XẠ", type=PATH, help="Ánh xạ của biểu mẫu đó.")
@click.option(
    "--reread", is_flag=True, help="Đọc lại mọi phiếu, không dùng kết quả đọc đã lưu trên máy từ lần trước."
)
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và in kết quả tiếp nhận, không ghi tệp nào.")
def consolidate(
    folder: Path,
    master: Path,
    period: str | None,
    as_of: date | None,
    previous: Path | None,
    join: bool,
    output: Path | None,
    json_path: Path | None,
    receipts: Path | None,
    outline: Path | None,
    mapping: Path | None,
    reread: bool,
    dry_run: bool,
) -> int:
    """Tổng hợp các phiếu trong THƯ_MỤC (cả thư mục con, .zip, thư .eml và .msg) thành một tệp tổng hợp."""
    if output is None and json_path is None and receipts is None and not dry_run:
        raise click.UsageError("Cần ghi -o TỆP_TỔNG_HỢP.xlsx (hoặc --dry-run để chỉ xem).")
    request = actions.ConsolidateRequest(
        folder=folder,
        master=master,
        output=output,
        period=period,
        as_of=as_of,
        previous=previous,
        join=join,
        json=json_path,
        receipts=receipts,
        outline=outline,
        mapping=mapping,
        reread=reread,
        dry_run=dry_run,
    )
    return show(actions.consolidate(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("returned", metavar="PHIẾU", type=PATH)
@click.option("--master", metavar="TỆP_KẾ_HOẠCH", type=PATH, required=True, help="Tệp kế hoạch (.xlsx).")
@click.option("--period", metavar="MÃ_KỲ", help="Kỳ báo cáo, khi phiếu không ghi kỳ.")
@click.option("--as-of", type=DayType(), help="Tính tình trạng đến ngày này.")
def score(returned: Path, master: Path, period: str | None, as_of: date | None) -> int:
    """Chấm điểm một phiếu đã điền, giải thích từng tiêu chí."""
    request = actions.ScoreRequest(returned=returned, master=master, period=period, as_of=as_of)
    return show(actions.score(request))


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỆP_TỔNG_HỢP", type=PATH)
@click.option(
    "--copy",
    "number",
    metavar="LẦN",
    type=int,
    help="Số lần của bản sao lưu; mặc định là bản mới nhất khác tệp hiện tại.",
)
@click.option("--list", "list_only", is_flag=True, help="Chỉ liệt kê các bản sao lưu.")
def restore(summary: Path, number: int | None, list_only: bool) -> int:
    """Đưa tệp tổng hợp về một bản sao lưu lập trước mỗi lần tổng hợp lại; tệp hiện tại cũng được giữ thành bản sao lưu."""
    if list_only:
        for told in actions.summary_copies(summary).values():
            click.echo(told)
        return 0
    return show(actions.restore(actions.RestoreRequest(summary=summary, number=number)))
