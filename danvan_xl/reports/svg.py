"""Small charts as SVG texts: bars that lie, readable at the width of a phone, without a script or a picture.

Widths are in pixels of a drawing 360 wide; colours are those of the house, texts take the colour of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from msgspec import Struct

WIDTH = 360
_NAMES, _END, _ROW, _BAR, _SIZE = 126, 44, 20, 13, 11
_MOST_LETTERS = 19


class Part(Struct, frozen=True):
    """One colour of a bar: what it is, how much of it, 'RRGGBB'."""

    name: str
    value: float
    color: str


class Bar(Struct, frozen=True):
    """One line of a chart. ``shown``: what stands at its end."""

    name: str
    parts: tuple[Part, ...]
    shown: str = ""

    @property
    def total(self) -> float:
        """Its length."""
        return sum(part.value for part in self.parts)


def bars(
    title: str, found: Sequence[Bar], *, most: float = 0, limits: Sequence[tuple[str, float]] = ()
) -> str:
    """A chart of lying bars with its legend. ``most``: what a full line stands for; ``limits``: (name, value) drawn across."""
    scale = (WIDTH - _NAMES - _END) / max(
        [most, *(bar.total for bar in found), *(value for _, value in limits), 0.001]
    )
    there = {part.name for bar in found for part in bar.parts if part.value}
    legend = list(
        dict.fromkeys((p.name, p.color) for bar in found for p in bar.parts if p.name in there - {""})
    )
    top = 4
    lines = []
    for index, bar in enumerate(found):
        y = top + index * _ROW
        name = bar.name if len(bar.name) <= _MOST_LETTERS else bar.name[: _MOST_LETTERS - 1].rstrip() + "…"
        lines.append(_text(_NAMES - 5, y + _BAR - 2, name, anchor="end", full=bar.name))
        x = float(_NAMES)
        for part in bar.parts:
            if part.value > 0:
                width = part.value * scale
                lines.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="#{part.color}">'
                    f"<title>{escape(f'{bar.name}: {part.name} {part.value:g}' if part.name else f'{bar.name}: {bar.shown}')}</title></rect>"
                )
                x += width
        lines.append(_text(x + 4, y + _BAR - 2, bar.shown))
    bottom = top + len(found) * _ROW
    for index, (name, value) in enumerate(sorted(limits, key=lambda limit: limit[1])):
        x = _NAMES + value * scale
        lines.append(
            f'<path d="M{x:.1f} {top - 2}V{bottom}" stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="3 2"/>'
        )
        lines.append(_text(x, bottom + 10, name, anchor="start" if index else "end"))
    bottom += 14 if limits else 0
    x, y = 4.0, bottom + 8
    for name, color in legend:
        width = 20 + len(name) * 5.8
        if x + width > WIDTH and x > 4:
            x, y = 4.0, y + 16
        lines.append(
            f'<rect x="{x:.1f}" y="{y}" width="10" height="10" fill="#{color}"/>' + _text(x + 14, y + 9, name)
        )
        x += width + 8
    height = y + 16 if legend else bottom + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(title)}" font-family="Arial, sans-serif" font-size="{_SIZE}">'
        + "".join(lines)
        + "</svg>"
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", full: str = "") -> str:
    if not text:
        return ""
    told = f"<title>{escape(full)}</title>" if full and full != text else ""
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="currentColor">{escape(text)}{told}</text>'
