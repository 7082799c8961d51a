"""The generated pages of the documentation: every command, every kind of finding, the tables of the contract.

``python -m danvan_xl.cli.reference`` (``make docs``) writes them; a test checks that they
are what the program says today.
"""

from __future__ import annotations

from pathlib import Path

import click

from danvan_xl.cli.commands import COMMANDS, LazyGroup
from danvan_xl.cli.contract import PAGE, contract_page
from danvan_xl.cli.vietnamese import VietnameseContext
from danvan_xl.findings import subjects
from danvan_xl.language.folding import fold


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
    lines += [
        "Mỗi dòng là một loại phát hiện: lời báo có thể gặp, việc của người tổng hợp, việc của đơn vị (không ghi gì: đơn vị",
        "không phải làm gì), rồi mã mà tệp JSON và các chương trình khác dùng. “Để trống” ở cột Mức nghĩa là giá trị đó không",
        "có trong các con số.",
        "",
    ]
    for subject, kinds in subjects().items():
        lines += [f"## {subject}", "", "| Phát hiện | Mức | Lời báo, ví dụ | Người tổng hợp | Đơn vị | Mã |"]
        lines.append("| --- | --- | --- | --- | --- | --- |")
        for kind in sorted(kinds, key=lambda k: fold(k.title)):
            effect = "; để trống" if kind.blanks else ""
            lines.append(
                f"| {kind.title} | {kind.severity.label}{effect} | {kind.example} | {kind.filled(kind.to_officer)} "
                f"| {kind.unit_advice} | `{kind.code}` |"
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def outlines_page() -> str:
    """``docs/bieu-mau-cap-tren.md`` with its list of named figures."""
    return contract_page(PAGE.with_name("bieu-mau-cap-tren.md"))


PAGES = {
    "lenh.md": commands_page,
    "phat-hien.md": findings_page,
    "contract.md": contract_page,
    "bieu-mau-cap-tren.md": outlines_page,
}


def main() -> None:
    """Write the pages into ``docs/`` of the checkout."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    for name, page in PAGES.items():
        (docs / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
