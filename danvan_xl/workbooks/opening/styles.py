"""Cell styles of an .xlsx: only what changes how a value is read (percent, dates, legacy fonts)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from danvan_xl.workbooks.opening.xml_parts import attributes, local, tree

# ECMA-376 part 1, 18.8.30: built-in formats that a file does not spell out.
BUILT_IN = {9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
             19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss",
             47: "mm:ss.0"}  # fmt: skip
# 27-36 and 50-58 are dates in East Asian Excels, where 14 and its like are shown so.
_EAST_ASIAN_DATES = (*range(27, 37), *range(50, 59))
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_FORMAT_CODE = re.compile(rb'formatCode="([^"]*)"')
_FORMAT_ID = re.compile(rb'numFmtId="(\d+)"')
_NUMBER_FORMAT = re.compile(rb"<numFmt [^>]*>")
_LEGACY_NAME = re.compile(rb'val="(?:\.[Vv][Nn]|[Vv][Nn][Ii][- ])')
LEGACY_FONT = re.compile(r"^(\.Vn|VNI[-\s])", re.IGNORECASE)


@dataclass(slots=True)
class Styles:
    """By index of a cell's ``s``: number format and font name."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    @property
    def matter(self) -> bool:
        """Some cell format changes how a number is read (:func:`matters`)."""
        return any(matters(code) for code in self.formats)

    def format(self, index: int) -> str:
        """The number format of style ``index``; 'General' when there is no such style."""
        return self.formats[index] if 0 <= index < len(self.formats) else "General"

    def font(self, index: int) -> str:
        """The font of style ``index``."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else ""


def read_styles(data: bytes) -> Styles:
    """Read ``xl/styles.xml``; b'' gives no styles."""
    styles = Styles()
    if not data:
        return styles
    codes = dict(BUILT_IN) | dict.fromkeys(_EAST_ASIAN_DATES, "dd/mm/yyyy")
    fonts: list[str] = []
    for part in tree(data):
        name = local(part.tag)
        if name == "numFmts":
            for item in part:
                facts = attributes(item)
                if facts.get("numFmtId", "").isdigit():
                    codes[int(facts["numFmtId"])] = facts.get("formatCode", "General")
        elif name == "fonts":
            fonts = [
                next((attributes(f).get("val", "") for f in item if local(f.tag) in ("name", "rFont")), "")
                for item in part
            ]
        elif name == "cellXfs":
            for item in part:
                facts = attributes(item)
                number, font = _index(facts.get("numFmtId")), _index(facts.get("fontId"))
                styles.formats.append(codes.get(number, "General"))
                styles.fonts.append(fonts[font] if 0 <= font < len(fonts) else "")
    return styles


def _index(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


@lru_cache(maxsize=512)
def is_percent(code: str) -> bool:
    """Whether a format multiplies by 100 to show: an unquoted %."""
    return "%" in code and "%" in _NOT_SHOWN.sub("", code.split(";")[0])


@lru_cache(maxsize=512)
def is_misleading(code: str) -> bool:
    """Whether a format shows another number than the cell holds, or none: scaled by thousands (``0,``), hidden (``;;;``)."""
    if code in ("General", "@", "") or is_date(code):
        return False
    shown = _NOT_SHOWN.sub("", code.split(";")[0])
    if not any(sign in shown for sign in "0#?"):
        return "general" not in shown.lower() and "@" not in shown
    return _SCALED.search(shown) is not None


def matters(code: str) -> bool:
    """Whether a number under this format must be read with it in mind."""
    return code != "General" and (is_percent(code) or is_misleading(code))


def may_matter(styles_xml: bytes) -> bool:
    """Whether a stylesheet gives cells any such format, without parsing it: most give none."""
    at = styles_xml.find(b"<cellXfs")
    used = set(_FORMAT_ID.findall(styles_xml, at)) if at >= 0 else set()
    if not used.isdisjoint((b"9", b"10")):
        return True
    for text in _NUMBER_FORMAT.findall(styles_xml, 0, max(at, 0)):
        number, code = _FORMAT_ID.search(text), _FORMAT_CODE.search(text)
        if number and code and number[1] in used and matters(unescape(code[1].decode("utf-8", "replace"))):
            return True
    return at < 0 and bool(styles_xml)


def may_have_legacy_fonts(styles_xml: bytes, texts: bytes) -> bool:
    """Whether a stylesheet, or rich text in ``texts``, names a font of before Unicode."""
    fonts = styles_xml[: max(styles_xml.find(b"</fonts>"), 0)] or styles_xml
    return _LEGACY_NAME.search(fonts) is not None or (
        b"rFont" in texts and _LEGACY_NAME.search(texts) is not None
    )


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    if code in ("General", "@", ""):
        return False
    shown = _NOT_SHOWN.sub("", code.split(";")[0]).lower()
    return any(letter in shown for letter in "dmyhs") and "e+" not in shown


@lru_cache(maxsize=512)
def is_duration(code: str) -> bool:
    """Whether a format shows elapsed time: [h], [m], [s]."""
    return re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
