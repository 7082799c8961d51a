"""Headings that are nothing but a time: "Tháng 9/2024", "Quý I", "Các công việc thường xuyên"."""

from __future__ import annotations

import re

from danvan_xl.language.folding import fold

_WORK = r"(?:(?:các |những )?(?:công việc|nhiệm vụ|nội dung|hoạt động|việc) )?(?:trong |của |thực hiện )*"
_ALWAYS = re.compile(rf"{_WORK}(?:thường xuyên|(?:hằng|hàng) (?:tháng|quý|tuần))(?: trong năm)?")
_PERIOD = re.compile(
    rf"{_WORK}(?:tháng \d{{1,2}}(?: (?:đến |và )?(?:tháng )?\d{{1,2}})?|quý (?:[ivx]+|\d)(?: (?:và |đến )?(?:quý )?(?:[ivx]+|\d))?|đợt (?:\d|[ivx]+)|(?:0?6|sáu|0?3|9) tháng (?:đầu|cuối) năm|học kỳ (?:[ivx]+|\d)"
    r"|(?:hằng|hàng) (?:tháng|quý|tuần|năm)|thường xuyên|cả năm)(?: (?:năm )?(?:học )?20\d\d(?: 20\d\d)?)?(?: trong năm)?"
)


def is_period(text: str) -> bool:
    """Whether the text is nothing but a time that heads what is done then."""
    return bool(_PERIOD.fullmatch(fold(text)))


def recurs(heading: str) -> str:
    """The rhythm that a heading is, without its number: "thường xuyên", "Hằng tháng"; '' for any other heading."""
    if not _ALWAYS.fullmatch(fold(re.sub(r"^\W*(?:[\dIVX]+|[A-ZĐ])[.)/-]\s+", "", heading))):
        return ""
    found = re.search(r"(?i)thường xuyên|(?:hằng|hàng)\s+\w+", heading)
    return found.group() if found else ""
