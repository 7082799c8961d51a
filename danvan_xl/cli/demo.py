"""``danvan-xl demo``: the whole year on a bundled plan."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("folder", metavar="[THƯ_MỤC]", type=click.Path(path_type=Path), default=Path("demo"))
def demo(folder: Path) -> None:
    """Chạy thử cả năm trên kế hoạch mẫu của một xã (2025), ghi kết quả vào THƯ_MỤC (mặc định: demo)."""
    from danvan_xl.demo.year import run

    made = run(folder, click.echo)
    click.echo("\nMở xem:")
    for item in made:
        click.echo(f"  {item.path} : {item.shows}")
