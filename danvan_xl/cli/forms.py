"""Command ``issue``: one return form per unit."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, CodesType, Counter, show
from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command(
    cls=VietnameseCommand,
    short_help="Phát hành phiếu báo cáo cho từng đơn vị",
    help="Phát hành phiếu báo cáo: mỗi đơn vị phải báo cáo một tệp .xlsx trong THƯ MỤC.\n\n"
    "Phiếu đã có người điền thì giữ nguyên, không ghi đè.",
)
@click.argument("master", metavar="TỆP_KẾ_HOẠCH", type=PATH)
@click.option("--period", metavar="MÃ_KỲ", help="Mã kỳ báo cáo, như ở trang tính “Kỳ báo cáo”.")
@click.option("--units", type=CodesType(), help="Chỉ các đơn vị mang những mã này, cách nhau bằng dấu phẩy.")
@click.option("--kind", metavar="LOẠI", help="Chỉ các đơn vị thuộc loại này, ví dụ Xã hoặc Thôn.")
@click.option(
    "--previous",
    metavar="TỆP_TỔNG_HỢP",
    type=PATH,
    help="Tệp tổng hợp kỳ trước: điền sẵn vào phiếu những gì đơn vị đã báo cáo; mặc định tìm cạnh tệp kế hoạch, none: không điền.",
)
@click.option(
    "--outline",
    metavar="BIỂU_MẪU",
    type=PATH,
    help="Phát hành biểu mẫu này của cấp trên thay cho phiếu của chương trình.",
)
@click.option(
    "-o", "--output", "outdir", metavar="THƯ_MỤC", required=True, type=PATH,
    help="Thư mục chứa phiếu; chưa có thì được tạo.",
)  # fmt: skip
def issue(
    master: Path,
    period: str | None,
    units: list[str] | None,
    kind: str | None,
    previous: Path | None,
    outline: Path | None,
    outdir: Path,
) -> int:
    """Issue the forms; exit 1 when some form was kept because somebody had filled it."""
    request = actions.IssueRequest(
        master=master,
        output=outdir,
        period=period,
        units=units,
        kind=kind,
        previous=previous,
        outline=outline,
    )
    return show(actions.issue(request, on_progress=Counter()))
