"""Cell styles of an .xlsx: only what changes how a value is read (number formats, legacy fonts, crossed-out fonts)."""

from __future__ import annotations

import dataclasses
import re
from functools import cached_property, lru_cache

from msgspec import Struct

from danvan_xl.language.number_format import GENERAL, shows_text_as_it_is
from danvan_xl.workbooks.opening.raw import UnreadableError
from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree

# ECMA-376 part 1, 18.8.30: built-in formats that a file does not spell out; 14 and 22 as the system shows dates.
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
            10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
            17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
            37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
            41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
            44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
            49: "@"}  # fmt: skip
# 27-36 and 50-58 are dates in East Asian Excels, where 14 and its like are shown so.
_EAST_ASIAN_DATES = (*range(27, 37), *range(50, 59))
LEGACY_FONT = re.compile(r"^(\.Vn|VNI[-\s])", re.IGNORECASE)
STRUCK, RAISED = "struck", "raised"
_NO = ("0", "false", "off")


@dataclasses.dataclass(eq=False)
class Styles:
    """By index of a cell's ``s``: number format, font name, whether the font is crossed out."""

    formats: list[str] = dataclasses.field(default_factory=list)
    fonts: list[str] = dataclasses.field(default_factory=list)
    struck: list[bool] = dataclasses.field(default_factory=list)

    def add(self, code: str, font: Font) -> None:
        """One more style."""
        self.formats.append(code)
        self.fonts.append(font.name)
        self.struck.append(font.effect == STRUCK)

    def format(self, index: int) -> str:
        """The number format of style ``index``; 'General' when there is no such style."""
        return self.formats[index] if 0 <= index < len(self.formats) else GENERAL

    def font(self, index: int) -> str:
        """The font of style ``index``."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else ""

    def is_struck(self, index: int) -> bool:
        """Whether what stands under style ``index`` is crossed out."""
        return 0 <= index < len(self.struck) and self.struck[index]

    @cached_property
    def legacy(self) -> bool:
        """Some style has a font of before Unicode."""
        return any(LEGACY_FONT.match(font) for font in self.fonts)

    @cached_property
    def changes_texts(self) -> bool:
        """Some format hides texts, or adds words to them."""
        return not all(map(shows_text_as_it_is, set(self.formats)))


class Font(Struct, frozen=True):
    """What is needed of a font."""

    name: str = ""
    effect: str = ""
    """STRUCK, RAISED (above or below the line), or ''."""


@lru_cache(maxsize=32)
def read_styles(data: bytes) -> Styles:
    """Read ``xl/styles.xml``; b'' gives no styles, and so does a broken one: it is no reason to lose the values.

    Forms of one round share their stylesheets: they are kept by their bytes. Nobody may change what this gives.
    """
    styles = Styles()
    if not data:
        return styles
    codes = dict(BUILT_IN) | dict.fromkeys(_EAST_ASIAN_DATES, "dd/mm/yyyy")
    fonts: list[Font] = []
    try:
        parts = list(tree(data))
    except UnreadableError:
        return styles
    for part in parts:
        name = local(part.tag)
        if name == "numFmts":
            for item in part:
                facts = attributes(item)
                if facts.get("numFmtId", "").isdigit():
                    codes[int(facts["numFmtId"])] = facts.get("formatCode", GENERAL)
        elif name == "fonts":
            fonts = [_font({local(f.tag): attributes(f).get("val") for f in item}) for item in part]
        elif name == "cellXfs":
            for item in part:
                facts = attributes(item)
                number, font = _index(facts.get("numFmtId")), _index(facts.get("fontId"))
                styles.add(codes.get(number, GENERAL), fonts[font] if font < len(fonts) else Font())
    return styles


def _font(facts: dict[str, str | None]) -> Font:
    return Font(facts.get("name") or "", STRUCK if is_on(facts, "strike") else "")


def is_on(facts: dict[str, str | None], name: str) -> bool:
    """Whether an on/off element such as ``<strike/>`` or ``<strike val="1"/>`` is there and on (18.18, CT_BooleanProperty)."""
    return name in facts and (facts[name] or "1").lower() not in _NO


def _index(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


@lru_cache(maxsize=512)
def is_duration(code: str) -> bool:
    """Whether a format shows elapsed time: [h], [m], [s]."""
    return re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
