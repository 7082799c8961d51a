"""The generated pages of the documentation: every command, every kind of finding.

``python -m danvan_xl.cli.reference`` writes ``docs/lenh.md`` and ``docs/phat-hien.md``; a test checks that they
are what the program says today.
"""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli import COMMANDS, LazyGroup
from danvan_xl.cli.vietnamese import VietnameseContext
from danvan_xl.findings import catalogue


def commands_page() -> str:
    """``docs/lenh.md``: the help of every command, as the terminal shows it."""
    parts = [
        "# Các lệnh của danvan-xl",
        "",
        "Trang này do chương trình tạo (`python -m danvan_xl.cli.reference`).",
        "",
    ]
    parts += [
        "Mã thoát: 0 là xong; 1 là xong nhưng có việc cần người xem; 2 là chưa làm được, kèm lý do.",
        "",
    ]
    for name in COMMANDS:
        parts += _command(name, LazyGroup.load(name))
    return "\n".join(parts).rstrip() + "\n"


def _command(name: str, command: click.Command) -> list[str]:
    context = VietnameseContext(
        # The names that the root group gives: a command keeps the help option of its first context.
        command,
        info_name=f"danvan-xl {name}",
        max_content_width=100,
        help_option_names=["-h", "--help"],
    )
    parts = [f"## {name}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    if isinstance(command, click.Group):
        for child, sub in sorted(command.commands.items()):
            parts += _command(f"{name} {child}", sub)
    return parts


def findings_page() -> str:
    """``docs/phat-hien.md``: the catalogue of findings."""
    lines = [
        "# Các phát hiện và cách xử lý",
        "",
        "Trang này do chương trình tạo (`python -m danvan_xl.cli.reference`).",
        "",
    ]
    lines += ["| Mã | Mức | Tên | Cách xử lý |", "| --- | --- | --- | --- |"]
    for kind in sorted(catalogue().values(), key=lambda k: k.code):
        lines.append(
            f"| `{kind.code}` | {kind.severity.label} | {kind.title} | {kind.advice} |".replace("\n", " ")
        )
    return "\n".join(lines) + "\n"


PAGES = {"lenh.md": commands_page, "phat-hien.md": findings_page}


def main() -> None:
    """Write the pages into ``docs/`` of the checkout."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    for name, page in PAGES.items():
        (docs / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
