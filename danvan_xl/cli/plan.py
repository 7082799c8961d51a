"""Commands about the master workbook: ``new``, ``check``, ``split``, ``progress``."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand
from danvan_xl.findings import Finding, Severity

MASTER = click.argument("master", metavar="TỆP_KẾ_HOẠCH", type=click.Path(path_type=Path))


@click.command(cls=VietnameseCommand)
@click.option(
    "-o", "--output", metavar="TỆP", type=click.Path(path_type=Path), help="Tệp kế hoạch sẽ tạo (.xlsx)."
)
@click.option("--template", metavar="TÊN", default="trong", help="Tên mẫu (mặc định: trong, là mẫu trống).")
@click.option("--list", "list_all", is_flag=True, help="Liệt kê các mẫu có sẵn.")
def new(output: Path | None, template: str, list_all: bool) -> int:
    """Tạo tệp kế hoạch từ mẫu có sẵn."""
    from danvan_xl.plans.templates import create, templates

    if list_all:
        found = templates()
        width = max(len(t.name) for t in found)
        for t in found:
            click.echo(f"{t.name.ljust(width)}  {t.description}")
        return 0
    if output is None:
        raise click.UsageError("Thiếu tùy chọn -o: tên tệp kế hoạch sẽ tạo, ví dụ -o ke-hoach.xlsx.")
    create(template, output)
    click.echo(
        f"Đã tạo “{output}”. Mở tệp, đọc trang “Hướng dẫn”, ghi kế hoạch rồi chạy: danvan-xl check {output}"
    )
    return 0


@click.command(cls=VietnameseCommand)
@MASTER
def check(master: Path) -> int:
    """Kiểm tra tệp kế hoạch: nêu mọi lỗi cùng lúc, kèm trang tính, ô và cách sửa."""
    from danvan_xl.plans.check import check as check_reading
    from danvan_xl.plans.check import needs_a_person
    from danvan_xl.plans.master_reader import read_master

    reading = read_master(master)
    findings = check_reading(reading)
    print_findings(findings)
    counts = {s: sum(1 for f in findings if f.severity is s) for s in Severity}
    m = reading.master
    click.echo(
        f"Đã kiểm tra “{master.name}”: {len(m.units)} đơn vị, {len(m.tasks)} nhiệm vụ, {len(m.periods)} kỳ báo cáo; "
        f"{counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo, {counts[Severity.INFO]} thông tin."
    )
    if reading.blocking:
        click.echo("Phải sửa các lỗi trên rồi mới tách việc, phát hành phiếu, tổng hợp được.")
    return 1 if needs_a_person(findings) else 0


def on_terminal(text: str) -> None:
    """Say what takes a while, to a person only: silent when piped."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


_MANY = 3
"""So many informations of one kind in one sheet are told one by one; more share a line."""


def print_findings(findings: list[Finding]) -> None:
    """One block a sheet; each finding with its cell, what is wrong and, the first time, what to do.

    Informations that stand in many cells of a sheet share one line, so that faults are not lost among them.
    """
    sheet: str | None = ""
    advised: set[tuple[str | None, str]] = set()
    alike = Counter((found.sheet, found.code) for found in findings if found.severity is Severity.INFO)
    for found in findings:
        if found.sheet != sheet:
            sheet = found.sheet
            click.echo(f"Trang “{sheet}”" if sheet else "Cả tệp")
        key = (found.sheet, found.code)
        label = f"  [{found.severity.label}] "
        if found.severity is Severity.INFO and alike[key] > _MANY:
            if key not in advised:
                cells = ", ".join(f.cell for f in findings if (f.sheet, f.code) == key and f.cell)
                click.echo(f"{label}{alike[key]} ô ({cells}): {found.title}.")
            advised.add(key)
            continue
        where = f"ô {found.cell}: " if found.cell else ""
        click.echo(f"{label}{where}{found.message}")
        if found.advice and found.severity is not Severity.INFO and key not in advised:
            click.echo(f"      → {found.advice}")
            advised.add(key)
    if findings:
        click.echo("")


@click.command(cls=VietnameseCommand)
@MASTER
@click.option(
    "-o",
    "--output",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi ra tệp khác. Không có thì ghi vào chính tệp kế hoạch, có bản lưu.",
)
def split(master: Path, output: Path | None) -> int:
    """Tách theo đơn vị: mỗi đơn vị có việc một trang tính, việc chủ trì trước, phối hợp sau."""
    from danvan_xl.plans.split import split as split_master

    on_terminal("Đang tách việc theo đơn vị…")
    outcome = split_master(master, output)
    print_findings(outcome.findings)
    for line in outcome.lines():
        click.echo(line)
    return 1 if outcome.needs_a_person else 0


@click.command(cls=VietnameseCommand)
@MASTER
@click.option(
    "--as-of",
    metavar="NGÀY",
    default=None,
    help="Tính đến ngày này (ví dụ 30/9/2025). Không có thì tính đến hôm nay, không quá ngày cuối kế hoạch.",
)
@click.option(
    "-o",
    "--output",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi ra tệp khác. Không có thì ghi vào chính tệp kế hoạch, có bản lưu.",
)
def progress(master: Path, as_of: str | None, output: Path | None) -> int:
    """Cập nhật tiến độ từ các trang đơn vị; làm trang “Tiến độ”."""
    from danvan_xl.plans.progress import update_progress

    on_terminal("Đang tính tiến độ từ các trang đơn vị…")
    outcome = update_progress(master, parse_day(as_of), output)
    print_findings(outcome.findings)
    click.echo(outcome.sentence)
    if outcome.backup is not None:
        click.echo(f"Bản lưu trước khi cập nhật: “{outcome.backup.name}”.")
    return 1 if outcome.needs_a_person else 0


def parse_day(text: str | None) -> date | None:
    """A date option: 30/9/2025 or 2025-09-30."""
    from danvan_xl.language.dates import read_date

    if text is None:
        return None
    reading = read_date(text)
    if reading.value is None:
        raise click.BadParameter(f"“{text}” không phải ngày; ghi dạng 30/9/2025.", param_hint="--as-of")
    return reading.value
