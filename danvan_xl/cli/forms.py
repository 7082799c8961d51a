"""Command ``issue``: one return form per unit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand

_NEEDS_A_PERSON = 1


@click.command(
    cls=VietnameseCommand,
    short_help="Phát hành phiếu báo cáo cho từng đơn vị",
    help="Phát hành phiếu báo cáo: mỗi đơn vị phải báo cáo một tệp .xlsx trong THƯ MỤC.\n\n"
    "Phiếu đã có người điền thì giữ nguyên, không ghi đè.",
)
@click.argument("master", metavar="KẾ_HOẠCH", type=click.Path(path_type=Path))
@click.option("--period", metavar="MÃ_KỲ", help="Mã kỳ báo cáo, như ở trang “Kỳ báo cáo”.")
@click.option("--units", metavar="MÃ,...", help="Chỉ các đơn vị mang những mã này, cách nhau bằng dấu phẩy.")
@click.option("--kind", metavar="LOẠI", help="Chỉ các đơn vị thuộc loại này, ví dụ Xã hoặc Thôn.")
@click.option(
    "--previous",
    metavar="TỔNG_HỢP",
    type=click.Path(path_type=Path),
    help="Bảng tổng hợp kỳ trước: điền sẵn vào phiếu những gì đơn vị đã báo cáo.",
)
@click.option(
    "-o", "--output", "outdir", metavar="THƯ_MỤC", required=True, type=click.Path(path_type=Path),
    help="Thư mục chứa phiếu; chưa có thì được tạo.",
)  # fmt: skip
def issue(
    master: Path, period: str | None, units: str | None, kind: str | None, previous: Path | None, outdir: Path
) -> int:
    """Issue the forms; exit 1 when some form was kept because somebody had filled it."""
    from danvan_xl.forms.issue import choose_period, left_out, older_copies
    from danvan_xl.forms.issue import issue as issue_forms
    from danvan_xl.plans.master_reader import load_master

    plan = load_master(master)
    chosen = choose_period(plan, period)
    codes = None
    if units is not None:
        codes = [code for part in units.replace(";", ",").split(",") if (code := part.strip())]
        if not codes:
            raise click.UsageError("Sau --units phải có ít nhất một mã đơn vị.")
    on_terminal = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if on_terminal and (done == total or done % 10 == 0):
            click.echo(f"\rĐang phát hành {done}/{total} phiếu", err=True, nl=done == total)

    issued = issue_forms(plan, chosen, outdir, units=codes, kind=kind, previous=previous, progress=show)
    kept = [form for form in issued if form.kept]
    click.echo(f"Kỳ {chosen.code} ({chosen.name}), hạn nộp {chosen.due:%d/%m/%Y}.")
    click.echo(f"Đã phát hành {len(issued) - len(kept)} phiếu vào thư mục “{outdir}”.")
    _say_left_out([unit.name for unit in left_out(plan, issued)])
    older = older_copies(outdir, issued, plan, chosen)
    if kept:
        _say_files(
            f"Giữ nguyên {len(kept)} tệp vì đã có người điền hoặc lưu lại:",
            [form.path.name for form in kept],
            "muốn phát hành lại những phiếu này, chuyển tệp cũ sang thư mục khác rồi chạy lại.",
        )
    if older:
        _say_files(
            f"Trong thư mục còn {len(older)} phiếu khác của cùng đơn vị và kỳ này, tên tệp khác:",
            [path.name for path in older],
            "xem lại rồi xóa hoặc chuyển đi, để không gửi nhầm hai phiếu cho một đơn vị.",
        )
    return _NEEDS_A_PERSON if kept or older else 0


def _say_files(title: str, names: list[str], remedy: str) -> None:
    click.echo(title)
    for name in names:
        click.echo(f"  - {name}")
    click.echo(f"Cách xử lý: {remedy}")


def _say_left_out(names: list[str]) -> None:
    if not names:
        return
    shown = "; ".join(names[:15]) + (f"; … (còn {len(names) - 15} đơn vị)" if len(names) > 15 else "")
    click.echo(
        f"Không phát hành cho {len(names)} đơn vị (không phải báo cáo, hoặc không được chọn): {shown}."
    )
