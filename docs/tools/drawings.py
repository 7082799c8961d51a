"""The ribbon and message boxes as SVG: what stands in them comes from the program."""

from __future__ import annotations

import textwrap
from xml.sax.saxutils import escape

from danvan_xl.excel.dialogs import TITLE
from danvan_xl.excel.tab import GROUPS, Button, Menu

_FONT = "'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_CONTROL, _ROW, _WIDTH = 96, 122, 900
"""Width of a control (its label has two lines), height of a row of groups, width of all."""


def ribbon() -> str:
    """The tab "Dân vận" with its groups, two rows to be readable; the letters in the squares are the keys after Alt, D, V."""
    parts = [_text(60, 24, "Trang chủ", fill="#5f6368"), _text(150, 24, TITLE, weight="600", fill="#1f4e79")]
    parts.append('<path d="M118 34H182" stroke="#1f4e79" stroke-width="3"/>')
    left, top = 12, 0
    for group in GROUPS:
        width = _CONTROL * len(group.controls)
        if left + width > _WIDTH:
            left, top = 12, top + _ROW
        for number, control in enumerate(group.controls):
            parts += _control(control, left + number * _CONTROL, top)
        parts.append(_text(left + width / 2, top + 152, group.label, size=12, fill="#5f6368"))
        left += width + 8
        parts.append(f'<path d="M{left - 4} {top + 46}V{top + 154}" stroke="#d0d4da"/>')
    return _svg(_WIDTH + 12, top + 164, "".join(parts))


def _control(control: Button | Menu, left: int, top: int) -> list[str]:
    is_menu = isinstance(control, Menu)
    label = control.label if isinstance(control, Menu) else control.shown
    lines = textwrap.wrap(label, 13)
    if is_menu:
        lines[-1] += " ▾"
    middle = left + _CONTROL / 2
    fill, ink = ("#e3eefb", "#1f4e79") if is_menu else ("#eaf4ea", "#2e6b34")
    parts = [
        f'<rect x="{middle - 18}" y="{top + 48}" width="36" height="36" rx="6" fill="{fill}" stroke="{ink}"/>'
    ]
    parts.append(_text(middle, top + 72, control.keytip, size=17, weight="600", fill=ink))
    return parts + [_text(middle, top + 104 + 16 * row, line, size=13) for row, line in enumerate(lines)]


def message(text: str, buttons: tuple[str, ...]) -> str:
    """A box of Windows with ``text`` and ``buttons`` (the words of Windows itself)."""
    lines = [piece for line in text.split("\n") for piece in textwrap.wrap(line, 96) or [""]]
    width, height = 780, 118 + 21 * len(lines)
    parts = [
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="#fff" stroke="#9aa0a6"/>'
    ]
    parts.append(_text(20, 28, TITLE, anchor="start", size=14))
    parts.append(_text(width - 22, 28, "✕", size=14))
    parts.append(
        f'<circle cx="40" cy="70" r="16" fill="#1f6feb"/>{_text(40, 76, "i", size=18, weight="700", fill="#fff")}'
    )
    parts += [_text(72, 68 + 21 * row, line, anchor="start", size=14) for row, line in enumerate(lines)]
    parts.append(f'<rect x="1" y="{height - 48}" width="{width - 2}" height="47" rx="7" fill="#f3f3f3"/>')
    for number, label in enumerate(reversed(buttons)):
        left = width - 110 - 104 * number
        parts.append(
            f'<rect x="{left}" y="{height - 38}" width="94" height="27" rx="4" fill="#fdfdfd" stroke="#b5b9bf"/>'
        )
        parts.append(_text(left + 47, height - 19, label, size=14))
    return _svg(width, height, "".join(parts))


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 14,
    weight: str = "400",
    fill: str = "#202124",
    anchor: str = "middle",
) -> str:
    style = f'font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(text)}</text>\n'


def _svg(width: int, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{_FONT}">\n<rect width="{width}" height="{height}" fill="#fff"/>\n{inside}</svg>\n'
    )
