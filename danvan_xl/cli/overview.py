"""What ``danvan-xl --help`` says: one text, written here without click, whose import alone takes three times Python's own start."""

from __future__ import annotations

import os

from danvan_xl.actions.wishes import WISHES

_WHAT = "danvan-xl: công tác dân vận chính quyền bằng Excel, từ kế hoạch đến báo cáo tổng hợp."
_HOW = "Làm theo từng bước: danvan-xl help. Về một lệnh: danvan-xl LỆNH --help."
OPTIONS = {"--version": "In số phiên bản.", "-h, --help": "Hiện hướng dẫn này."}
WIDEST = 100


def overview() -> str:
    """The help of the whole, within the terminal's width."""
    width = max(min(_columns(), WIDEST) - 2, 50)
    lines = ["Cách dùng: danvan-xl [TÙY CHỌN] LỆNH [...]", "", *_wrapped(_WHAT, width, "  "), ""]
    for heading, items in (
        ("Tùy chọn", OPTIONS),
        ("Lệnh", {name: wish.help for name, wish in WISHES.items()}),
    ):
        column = max(map(len, items)) + 2
        lines.append(f"{heading}:")
        for name, text in items.items():
            first, *more = _wrapped(text, width - 2 - column, "")
            lines += [f"  {name:<{column}}{first}", *(" " * (column + 2) + line for line in more)]
        lines.append("")
    return "\n".join([*lines, *_wrapped(_HOW, width, "  ")])


def _columns() -> int:
    """Like ``shutil.get_terminal_size``, which imports every compression that Python knows."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most ``width`` columns, broken between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(indent) + len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [indent + line for line in lines]
