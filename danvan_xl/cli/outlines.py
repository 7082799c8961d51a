"""``danvan-xl map`` and ``danvan-xl fill``: workbooks of the level above."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, Counter, show
from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command("map", cls=VietnameseCommand)
@click.argument("outline", metavar="BIỂU_MẪU", type=PATH)
@click.option("--master", metavar="TỆP_KẾ_HOẠCH", type=PATH, required=True, help="Tệp kế hoạch (.xlsx).")
@click.option("-o", "--output", metavar="ÁNH_XẠ", type=PATH, required=True, help="Tệp ánh xạ sẽ ghi (.xlsx).")
def map_outline(outline: Path, master: Path, output: Path) -> int:
    """Đề xuất số liệu nào của cơ quan mình điền vào ô nào của BIỂU_MẪU cấp trên, để người xem lại."""
    request = actions.MapRequest(outline=outline, master=master, output=output)
    return show(actions.map_outline(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("outline", metavar="BIỂU_MẪU", type=PATH)
@click.option("--map", "mapping", metavar="ÁNH_XẠ", type=PATH, required=True, help="Ánh xạ đã xem lại.")
@click.option("--summary", metavar="TỆP_TỔNG_HỢP", type=PATH, required=True, help="Tệp tổng hợp của kỳ.")
@click.option(
    "-o", "--output", metavar="BIỂU_MẪU_ĐÃ_ĐIỀN", type=PATH, required=True, help="Tệp biểu mẫu sẽ ghi."
)
@click.option("--anyway", is_flag=True, help="Vẫn điền dù ánh xạ lập cho kế hoạch khác.")
def fill(outline: Path, mapping: Path, summary: Path, output: Path, anyway: bool) -> int:
    """Điền BIỂU_MẪU của cấp trên từ tệp tổng hợp theo ánh xạ; chỉ ghi ô trống, mọi thứ khác giữ nguyên."""
    request = actions.FillRequest(
        outline=outline, mapping=mapping, summary=summary, output=output, anyway=anyway
    )
    return show(actions.fill_outline(request, on_progress=Counter()))
