"""``danvan-xl schema``: what a program that reads the JSON of ``consolidate`` may rely on."""

from __future__ import annotations

import json
from pathlib import Path

import click

from danvan_xl.cli.showing import PATH
from danvan_xl.cli.vietnamese import VietnameseCommand
from danvan_xl.consolidation.json_schema import json_schema
from danvan_xl.files import write_atomically


@click.command(cls=VietnameseCommand)
@click.option("-o", "--output", metavar="TỆP", type=PATH, help="Ghi vào tệp này; mặc định in ra màn hình.")
def schema(output: Path | None) -> int:
    """In lược đồ JSON (JSON Schema) của kết quả “consolidate --json”, cho người viết chương trình đọc tiếp."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, lambda temporary: temporary.write_text(text, encoding="utf-8"))
        click.echo(f"Đã ghi lược đồ: {output}")
    return 0
