"""Looks of cells in an OpenDocument spreadsheet: fonts, crossed-out and raised letters, number formats.

A number format is a tree of elements (OASIS OpenDocument 1.3, part 3, 16.29); here it becomes the format code that other
spreadsheets write for the same, so that one place knows what a format shows.
"""

from __future__ import annotations

from msgspec import Struct, field

from danvan_xl.language.number_format import GENERAL
from danvan_xl.workbooks.opening.styles import RAISED, STRUCK, Font

_DEPTH = 8
_UNKNOWN = "[?]"
"""A bracket that no format has: what follows is told as unknown."""
_LETTERS = {
    "number:day": ("d", "dd"),
    "number:month": ("m", "mm"),
    "number:year": ("yy", "yyyy"),
    "number:day-of-week": ("ddd", "dddd"),
    "number:hours": ("h", "hh"),
    "number:minutes": ("m", "mm"),
    "number:seconds": ("s", "ss"),
    "number:am-pm": ("AM/PM", "AM/PM"),
}
_SECTIONS = {
    (">=0",): ("pos",),
    (">0", "<0"): ("pos", "neg"),
    (">0", "<0", "=0"): ("pos", "neg", "zero"),
}
_NUMBERS = ("number:number", "number:scientific-number")


class _Style(Struct):
    parent: str = ""
    font: str = ""
    effect: str | None = None
    """None where the style does not say."""
    data: str = ""


class _Format(Struct):
    percent: bool = False
    code: str = ""
    maps: list[tuple[str, str]] = field(default_factory=list)
    """(condition, name of another format)"""


class OdsStyles:
    """Gathers styles from ``styles.xml`` and from the beginning of ``content.xml``, element by element."""

    def __init__(self) -> None:
        self.faces: dict[str, str] = {}
        self.styles: dict[str, _Style] = {}
        self.formats: dict[str, _Format] = {}
        self.style: _Style | None = None
        self.format: _Format | None = None
        self.text: list[str] | None = None
        self.number: dict[str, str] = {}
        self.inserted: dict[int, str] = {}
        self.codes: dict[str, str] = {}

    def start(self, tag: str, facts: dict[str, str]) -> None:
        """An element begins."""
        if self.format is not None:
            self._in_format(tag, facts)
        elif tag == "style:font-face":
            self.faces[facts.get("style:name", "")] = facts.get("svg:font-family", "").strip("'\" ")
        elif tag == "style:style":
            self.style = _Style(
                facts.get("style:parent-style-name", ""), data=facts.get("style:data-style-name", "")
            )
            self.styles[facts.get("style:name", "")] = self.style
        elif tag == "style:text-properties" and self.style is not None:
            name = facts.get("style:font-name", "")
            self.style.font = self.faces.get(name, name) or facts.get("fo:font-family", "").strip("'\" ")
            self.style.effect = _effect(facts)
        elif tag.startswith("number:") and tag.endswith("-style"):
            self.format = self.formats[facts.get("style:name", "")] = _Format(
                tag == "number:percentage-style"
            )

    def _in_format(self, tag: str, facts: dict[str, str]) -> None:
        made = self.format
        assert made is not None
        if tag in ("number:text", "number:currency-symbol", "number:embedded-text"):
            self.text = []
            if tag == "number:embedded-text":
                self.number["position"] = facts.get("number:position", "0")
        elif tag in _NUMBERS:
            self.number, self.inserted = dict(facts), {}
        elif tag == "number:text-content":
            made.code += "@"
        elif tag == "style:map":
            made.maps.append((facts.get("style:condition", ""), facts.get("style:apply-style-name", "")))
        elif tag == "number:month" and facts.get("number:textual") == "true":
            made.code += "mmm"
        elif tag in _LETTERS:
            made.code += _LETTERS[tag][facts.get("number:style") == "long"]
            if facts.get("number:calendar", "gregorian") != "gregorian":
                made.code += _UNKNOWN
        elif tag == "number:fill-character" or tag.startswith("style:"):
            pass
        else:  # fractions, eras, quarters, booleans
            made.code += _UNKNOWN

    def characters(self, text: str) -> None:
        """Letters of a format's words."""
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        made = self.format
        if tag == "style:style":
            self.style = None
        elif made is None:
            return
        elif tag in _NUMBERS:
            made.code += _digits(self.number, self.inserted, scientific=tag == _NUMBERS[1])
        elif self.text is not None and tag in (
            "number:text",
            "number:currency-symbol",
            "number:embedded-text",
        ):
            text, self.text = "".join(self.text), None
            if tag == "number:embedded-text":
                self.inserted[int(self.number.get("position", "0"))] = text
            elif made.percent and "%" in text:
                made.code += "%".join(map(_quoted, text.split("%", 1)))
            else:
                made.code += _quoted(text or ("¤" if tag == "number:currency-symbol" else ""))
        elif tag.startswith("number:") and tag.endswith("-style"):
            self.format = None

    def font(self, name: str) -> Font:
        """The font that a style gives by itself or by its parents."""
        font, effect = "", None
        for _ in range(_DEPTH):
            style = self.styles.get(name)
            if style is None:
                break
            font, effect = font or style.font, style.effect if effect is None else effect
            name = style.parent
        return Font(font, effect or "")

    def code(self, name: str) -> str:
        """The number format of a cell's style as a code."""
        if name not in self.codes:
            self.codes[name] = self._code(name)
        return self.codes[name]

    def _code(self, name: str) -> str:
        for _ in range(_DEPTH):
            style = self.styles.get(name)
            if style is None:
                return GENERAL
            if style.data:
                made = self.formats.get(style.data)
                return GENERAL if made is None else self._joined(made)
            name = style.parent
        return GENERAL

    def _joined(self, made: _Format) -> str:
        """One code from a format and those that it names for some values."""
        if not made.maps:
            return made.code
        conditions = tuple(said.replace("value()", "").replace(" ", "") for said, _ in made.maps)
        others = [self.formats.get(name, _Format(code=_UNKNOWN)).code for _, name in made.maps]
        if conditions not in _SECTIONS:
            others = [f"[{condition}]{code}" for condition, code in zip(conditions, others, strict=True)]
        return ";".join((*others, made.code))


def _effect(facts: dict[str, str]) -> str | None:
    through = [
        facts[f"style:text-line-through-{kind}"]
        for kind in ("style", "type")
        if f"style:text-line-through-{kind}" in facts
    ]
    position = facts.get("style:text-position", "").split()
    if any(value != "none" for value in through):
        return STRUCK
    if position and position[0] not in ("0%", "0"):
        return RAISED
    return "" if through or position else None


def _quoted(text: str) -> str:
    plain = text.replace('"', "”")
    return f'"{plain}"' if plain else ""


def _digits(facts: dict[str, str], inserted: dict[int, str], *, scientific: bool) -> str:
    """'#,##0.00', with the words that stand between whole digits."""
    places = facts.get("number:decimal-places")
    whole = max(_count(facts, "number:min-integer-digits", 1), 0)
    if places is None and not scientific and not inserted and whole <= 1:
        return GENERAL
    decimals = int(places) if places and places.isdigit() else 0
    sure = min(_count(facts, "number:min-decimal-places", decimals), decimals)
    size = max(whole, 1, *(position + 1 for position in inserted)) if inserted else max(whole, 1)
    code = ""
    for place in range(size):
        if place in inserted and place:
            code = _quoted(inserted[place]) + code
        code = ("0" if place < whole else "#") + code
    if facts.get("number:grouping") == "true" and not inserted:
        code = f"#,{code.rjust(3, '#')}"
    if decimals:
        code += "." + "0" * sure + "#" * (decimals - sure)
    factor = facts.get("number:display-factor", "1")
    while factor.isdigit() and int(factor) >= 1000:
        code, factor = code + ",", str(int(factor) // 1000)
    if scientific:
        code += "E+" + "0" * max(1, _count(facts, "number:min-exponent-digits", 2))
    return code


def _count(facts: dict[str, str], name: str, default: int) -> int:
    text = facts.get(name, "")
    return min(int(text), 30) if text.isdigit() else default
