"""Automatic numbering in Word: what "1.", "a)" or "-" a list paragraph shows. Word keeps only a reference.

Source of the rules: ECMA-376 Part 1, 17.9 (abstractNum, lvlText, numFmt, start, lvlOverride).
"""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLETS = {"bullet": "-"}


class Numbering:
    """Counts list paragraphs as Word does. Ask for every paragraph of the body once, in order."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.abstract_of: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.of_styles: dict[str, list[Any]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.findall(f"{_W}lvl"):
                depth = int(level.get(f"{_W}ilvl"))
                levels[depth] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1") or 1),
                )
            self.levels[abstract.get(f"{_W}abstractNumId")] = levels
        for number in root.findall(f"{_W}num"):
            identity = number.get(f"{_W}numId")
            self.abstract_of[identity] = _value(number, "abstractNumId", "")
            for override in number.findall(f"{_W}lvlOverride"):
                start = _value(override, "startOverride", "")
                if start:
                    self.starts[identity, int(override.get(f"{_W}ilvl"))] = int(start)

    def mark(self, paragraph: Any) -> tuple[str, int]:
        """(what Word shows before the paragraph, depth from 1), or ('', 0) when it is in no list."""
        identity, depth = self.reference(paragraph)
        if not identity or identity == "0":
            return "", 0
        levels = self.levels.get(self.abstract_of.get(identity, ""), {})
        if depth not in levels:
            return "", 0
        # Lists that share an abstract definition count on, unless one restarts by an override.
        key = identity if any(k[0] == identity for k in self.starts) else self.abstract_of[identity]
        counters = self.counters.setdefault(key, {})
        start = self.starts.get((identity, depth), levels[depth][2])
        counters[depth] = counters[depth] + 1 if depth in counters else start
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        style, pattern, _ = levels[depth]
        if style in ("bullet", "none"):
            return _BULLETS.get(style, ""), depth + 1
        shown = pattern
        for at in range(depth + 1):
            value = counters.get(at, levels.get(at, ("", "", 1))[2])
            shown = shown.replace(f"%{at + 1}", shown_number(value, levels.get(at, ("decimal", "", 1))[0]))
        return shown.strip(), depth + 1

    def reference(self, paragraph: Any) -> tuple[str, int]:
        own = paragraph._p.pPr
        for properties in (*([] if own is None else [own]), *self.style_properties(paragraph)):
            number = properties.find(f"{_W}numPr")
            if number is not None:
                return _value(number, "numId", ""), int(_value(number, "ilvl", "0") or 0)
        return "", 0

    def style_properties(self, paragraph: Any) -> list[Any]:
        """Those of its style and the styles under it, looked up once a style."""
        key = paragraph._p.style or ""
        if key not in self.of_styles:
            found, style = [], paragraph.style
            while style is not None:
                properties = style.element.find(f"{_W}pPr")
                if properties is not None:
                    found.append(properties)
                style = getattr(style, "base_style", None)
            self.of_styles[key] = found
        return self.of_styles[key]


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{_W}{name}")
    return default if found is None else found.get(f"{_W}val", default)


def shown_number(value: int, style: str) -> str:
    """4 → "IV", "d", "04" or "4", by Word's name of the style."""
    if style in ("upperRoman", "lowerRoman"):
        shown = roman(value)
        return shown if style == "upperRoman" else shown.lower()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    if style == "decimalZero":
        return f"{value:02d}"
    return str(value)


def roman(value: int) -> str:
    """4 → 'IV'."""
    result = ""
    for amount, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while value >= amount:
            result += letters
            value -= amount
    return result
