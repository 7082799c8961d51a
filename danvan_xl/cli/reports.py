"""``danvan-xl report`` and ``danvan-xl rollup``: from a summary to the Word report and to the level above."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand

_PATH = click.Path(path_type=Path)


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỔNG_HỢP", type=_PATH)
@click.option("-o", "--output", metavar="BÁO_CÁO", type=_PATH, help="Tệp Word sẽ ghi (.docx).")
@click.option("--template", metavar="MẪU", type=_PATH, help="Mẫu Word của cơ quan thay cho mẫu đi kèm.")
@click.option(
    "--explain",
    metavar="THƯ_MỤC",
    type=_PATH,
    help="Ghi thêm phiếu giải trình điểm của từng đơn vị, in được để gửi lại.",
)
@click.option("--units", metavar="MÃ,...", help="Chỉ giải trình cho các đơn vị này.")
@click.option(
    "--charts",
    metavar="THƯ_MỤC",
    type=_PATH,
    help='Ghi thêm các biểu đồ thành ảnh PNG để trình chiếu (cần pip install "danvan-xl[charts]").',
)
def report(
    summary: Path,
    output: Path | None,
    template: Path | None,
    explain: Path | None,
    units: str | None,
    charts: Path | None,
) -> None:
    """Viết dự thảo báo cáo Word từ tệp TỔNG_HỢP, theo thể thức Nghị định 30/2020/NĐ-CP."""
    if output is None and explain is None and charts is None:
        raise click.UsageError("Cần ghi -o BÁO_CÁO.docx (hoặc --explain THƯ_MỤC, --charts THƯ_MỤC).")
    if charts is not None:
        from danvan_xl.reports.pictures import require_library

        require_library()  # before anything is written
    if output is not None:
        from danvan_xl.reports.word import write_report

        write_report(summary, output, template=template)
        click.echo(f"Đã viết dự thảo báo cáo: {output}")
    if explain is not None:
        from danvan_xl.reports.explanation import write_explanations

        only = [code.strip() for code in units.split(",") if code.strip()] if units else None
        made = write_explanations(summary, explain, units=only)
        click.echo(f"Đã ghi {len(made)} phiếu giải trình điểm vào: {explain}")
    if charts is not None:
        from danvan_xl.reports.pictures import write_pictures

        pictures = write_pictures(summary, charts)
        click.echo(f"Đã ghi {len(pictures)} biểu đồ vào {charts}: {', '.join(p.name for p in pictures)}")


@click.command(cls=VietnameseCommand)
@click.argument("summary", metavar="TỔNG_HỢP", type=_PATH)
@click.option(
    "--form", metavar="PHIẾU", type=_PATH, required=True, help="Phiếu báo cáo cấp trên giao cho cơ quan mình."
)
@click.option("-o", "--output", metavar="PHIẾU_ĐÃ_ĐIỀN", type=_PATH, required=True, help="Tệp phiếu sẽ ghi.")
def rollup(summary: Path, form: Path, output: Path) -> int:
    """Điền phiếu báo cáo của cơ quan mình gửi cấp trên từ tệp TỔNG_HỢP; không ghi đè ô đã có người điền."""
    from danvan_xl.reports.rollup import roll_up

    outcome = roll_up(summary, form, output)
    for line in outcome.lines():
        click.echo(line)
    click.echo(f"Đã ghi phiếu: {output}")
    return int(outcome.needs_person)
