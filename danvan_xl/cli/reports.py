"""``danvan-xl report``, ``rollup`` and ``brief``: from a summary to the Word report, the level above, a leader's phone."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl import actions
from danvan_xl.cli.showing import PATH, CodesType, Counter, show
from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỆP_TỔNG_HỢP", type=PATH)
@click.option("-o", "--output", metavar="BÁO_CÁO", type=PATH, help="Tệp Word sẽ ghi (.docx).")
@click.option("--template", metavar="MẪU", type=PATH, help="Mẫu Word của cơ quan thay cho mẫu đi kèm.")
@click.option(
    "--explain",
    metavar="THƯ_MỤC",
    type=PATH,
    help="Ghi thêm phiếu giải trình điểm của từng đơn vị, in được để gửi lại.",
)
@click.option("--units", type=CodesType(), help="Chỉ giải trình cho các đơn vị này.")
@click.option(
    "--charts",
    metavar="THƯ_MỤC",
    type=PATH,
    help='Ghi thêm các biểu đồ thành ảnh PNG để trình chiếu (cần pip install "danvan-xl[charts]").',
)
@click.option(
    "--pdf",
    metavar="BẢN_IN",
    type=PATH,
    help="Ghi thêm bản in: các trang tính chính của tệp tổng hợp thành một tệp PDF (cần LibreOffice).",
)
def report(
    summary: Path,
    output: Path | None,
    template: Path | None,
    explain: Path | None,
    units: list[str] | None,
    charts: Path | None,
    pdf: Path | None,
) -> int:
    """Viết dự thảo báo cáo Word từ TỆP_TỔNG_HỢP, theo thể thức Nghị định 30/2020/NĐ-CP."""
    request = actions.ReportRequest(
        summary=summary,
        output=output,
        template=template,
        explain=explain,
        units=units,
        charts=charts,
        pdf=pdf,
    )
    return show(actions.report(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỆP_TỔNG_HỢP", type=PATH)
@click.option(
    "--form", metavar="PHIẾU", type=PATH, required=True, help="Phiếu báo cáo cấp trên giao cho cơ quan mình."
)
@click.option("-o", "--output", metavar="PHIẾU_ĐÃ_ĐIỀN", type=PATH, required=True, help="Tệp phiếu sẽ ghi.")
@click.option("--anyway", is_flag=True, help="Vẫn điền dù phiếu ghi cơ quan hoặc kỳ khác tệp tổng hợp.")
@click.option(
    "--previous",
    metavar="TỆP_TỔNG_HỢP",
    type=PATH,
    help="Tệp tổng hợp kỳ trước, để cộng Lũy kế; mặc định tìm cạnh tệp tổng hợp và phiếu, none: không dùng.",
)
def rollup(summary: Path, form: Path, output: Path, anyway: bool, previous: Path | None) -> int:
    """Điền phiếu báo cáo của cơ quan mình gửi cấp trên từ TỆP_TỔNG_HỢP; không ghi đè ô đã có người điền."""
    request = actions.RollUpRequest(
        summary=summary, form=form, output=output, anyway=anyway, previous=previous
    )
    return show(actions.roll_up(request, on_progress=Counter()))


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỆP_TỔNG_HỢP", type=PATH)
@click.option(
    "-o",
    "--output",
    metavar="THƯ_MỤC",
    type=PATH,
    required=True,
    help="Thư mục sẽ ghi tom-tat.html và tom-tat.pdf.",
)
@click.option(
    "--people", is_flag=True, help="Ghi cả tên người ký; mặc định không có tên người, số điện thoại nào."
)
@click.option("--no-pdf", is_flag=True, help="Chỉ ghi tệp HTML.")
def brief(summary: Path, output: Path, people: bool, no_pdf: bool) -> int:
    """Viết bản tóm tắt hai trang cho lãnh đạo từ TỆP_TỔNG_HỢP: một tệp HTML đọc trên điện thoại và bản PDF."""
    request = actions.BriefRequest(summary=summary, output=output, people=people, pdf=not no_pdf)
    return show(actions.brief(request, on_progress=Counter()))
