"""``danvan-xl addin build|install|uninstall`` and ``danvan-xl doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand, localise


@click.group(short_help="Cài, gỡ, dựng phần bổ trợ Excel")
def addin() -> None:
    """Phần bổ trợ Excel: thẻ “Dân vận” trên thanh công cụ."""


localise(addin)


@addin.command("build", cls=VietnameseCommand)
@click.option(
    "-o",
    "output",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    default=Path("danvan_xl.xlam"),
    help="Tệp .xlam kết quả.",
)
def build_command(output: Path) -> None:
    """Dựng tệp phần bổ trợ .xlam từ mã nguồn (cùng mã nguồn cho cùng một tệp)."""
    from danvan_xl.excel.build import build

    click.echo(f"Đã dựng phần bổ trợ: {build(output)}")


@addin.command("install", cls=VietnameseCommand)
def install_command() -> None:
    """Cài phần bổ trợ cho người dùng này; không cần quyền quản trị."""
    from danvan_xl.excel.install import install
    from danvan_xl.excel.profile import current_profile

    done = install(current_profile())
    click.echo(f"Đã cài phần bổ trợ: {done.addin}")
    click.echo(f"Python: {done.interpreter}")
    if done.libraries is None:
        click.echo("Không thấy thư viện của xlwings: các nút chạy được, các hàm DV_ thì không.")
    click.echo("Mở lại Excel: thẻ “Dân vận” hiện trên thanh công cụ. Nếu không thấy, chạy: danvan-xl doctor")


@addin.command("uninstall", cls=VietnameseCommand)
def uninstall_command() -> None:
    """Gỡ phần bổ trợ của người dùng này."""
    from danvan_xl.excel.install import uninstall
    from danvan_xl.excel.profile import current_profile

    removed = uninstall(current_profile())
    if not removed:
        click.echo("Phần bổ trợ chưa được cài; không có gì để gỡ.")
    for path in removed:
        click.echo(f"Đã gỡ: {path}")


@click.command(cls=VietnameseCommand)
def doctor() -> int:
    """Kiểm tra máy: Python, Excel, phần bổ trợ, cấu hình, quyền ghi; nêu cách khắc phục từng mục."""
    from danvan_xl.excel.doctor import State, examine

    rows = examine()
    width = max(len(row.name) for row in rows)
    for row in rows:
        click.echo(f"{row.state.value:<6} {row.name:<{width}}  {row.found}")
        if row.remedy:
            click.echo(f"{'':<6} {'':<{width}}  → {row.remedy}")
    bad = sum(row.state is State.BAD for row in rows)
    click.echo("" if not bad else f"\nCó {bad} mục phải khắc phục.")
    return 1 if bad else 0
