"""Command ``import-plan``: an issued plan (Word, PDF, text) → a master workbook."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand

_NEEDS_A_PERSON = 1
_SHOWN = 12


@click.command(
    cls=VietnameseCommand,
    short_help="Đọc kế hoạch đã ban hành (.docx, .pdf, .txt, .md)",
    help="Đọc kế hoạch đã ban hành và tạo tệp kế hoạch Excel: đơn vị, nhiệm vụ, kỳ báo cáo, căn cứ, người ký.\n\n"
    "VĂN_BẢN là .docx, .pdf (có chữ, không phải bản quét), .txt hoặc .md. "
    "Trang “Nhập từ văn bản” cho thấy mỗi dòng lấy từ đâu và những gì cần xem lại.",
)
@click.argument("document", metavar="VĂN_BẢN", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="KẾ_HOẠCH", required=True, type=click.Path(path_type=Path), help="Tệp kế hoạch .xlsx sẽ tạo."
)  # fmt: skip
@click.option(
    "--table",
    metavar="SỐ",
    type=click.IntRange(min=0),
    help="Khi văn bản có nhiều bảng nhiệm vụ: lấy bảng thứ mấy; 0 là tất cả.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp kế hoạch đã có.")
def import_plan(document: Path, output: Path, table: int | None, force: bool) -> int:
    """Import; exit 1 when something needs a person's eye, 2 when the document cannot be used."""
    from danvan_xl.documents import Sureness
    from danvan_xl.documents import import_plan as read_plan
    from danvan_xl.errors import InputError, OutputError
    from danvan_xl.sheets.master.imported import imported_book
    from danvan_xl.workbooks.drawing.draw_xlsxwriter import save

    if output.suffix.lower() != ".xlsx":
        raise InputError(
            f"Tệp kết quả “{output.name}” phải có đuôi .xlsx.",
            remedy=f"Ghi -o {output.with_suffix('.xlsx').name}.",
            file=output,
        )
    if output.exists() and not force:
        raise OutputError(
            f"Đã có tệp “{output.name}”; nhập kế hoạch sẽ ghi đè mọi thứ trong đó.",
            remedy="Chọn tên khác, hoặc thêm --force nếu đúng là muốn thay.",
            file=output,
            code="target-exists",
        )
    plan = read_plan(document, table=table)
    save(imported_book(plan, document.name), output)
    master = plan.master
    without_lead = sum(1 for task in master.tasks if not task.leads)
    shape = "bảng" if plan.shape == "table" else "lời văn"
    click.echo(f"{master.plan.name} ({master.plan.start:%d/%m/%Y} - {master.plan.end:%d/%m/%Y})")
    click.echo(
        f"Kế hoạch dạng {shape}: {len(master.tasks)} nhiệm vụ, {len(master.units)} đơn vị, {len(master.periods)} kỳ báo cáo."
    )
    if without_lead:
        click.echo(f"Chưa có chủ trì: {without_lead} nhiệm vụ (trang “Chưa phân công”).")
    serious = [finding for finding in plan.findings if finding.severity != "info"]
    for finding in serious[:_SHOWN]:
        click.echo(f"- {finding.severity.label}: {finding.message} {finding.advice}")
    if len(serious) > _SHOWN:
        click.echo(f"- … và {len(serious) - _SHOWN} điều khác: xem trang “Nhập từ văn bản”.")
    click.echo(
        f"Đã ghi “{output}”. Đối chiếu ở trang “Nhập từ văn bản”, rồi chạy: danvan-xl check {output.name}"
    )
    doubtful = any(passage.sure is Sureness.CHECK for passage in plan.passages)
    return _NEEDS_A_PERSON if serious or doubtful else 0
