"""What stands behind "Thời gian thực hiện: ...", "Đơn vị chủ trì: ...", "Sản phẩm: ..." in running text, by column."""

from __future__ import annotations

import re

from danvan_xl.documents.text.headers import Column
from danvan_xl.language.folding import clean

LABELS: tuple[tuple[Column, str], ...] = (
    (
        Column.COORDINATING,
        r"(?:cơ quan|đơn vị|bộ phận|các)?(?:[ ,]*(?:cơ quan|đơn vị))*\s*phối hợp(?: thực hiện)?",
    ),
    (
        Column.LEAD,
        r"(?:(?:cơ quan|đơn vị|bộ phận|phòng|người)[ ,]*)*(?:chủ trì(?: thực hiện| tham mưu)?|thực hiện|đầu mối|chịu trách nhiệm|phụ trách)|phân công(?: thực hiện)?",
    ),
    (
        Column.WHEN,
        r"(?:thời gian|thời hạn|thời điểm|tiến độ)(?: thực hiện| hoàn thành| triển khai| tổ chức)?(?: hoàn thành)?|hạn(?: hoàn thành| xong)?|hoàn thành",
    ),
    (Column.DELIVERABLE, r"(?:sản phẩm|kết quả)(?: đầu ra| dự kiến| thực hiện| cần đạt| hoàn thành)?"),
    (Column.TARGET, r"chỉ tiêu"),
)
_LABEL = re.compile(
    r"(?P<before>^|[.;,(–\-]\s*|\s[-–+]\s)(?:"
    + "|".join(f"(?P<{c.name}>{p})" for c, p in LABELS)
    + r")\s*:\s*(?=\S)",
    re.I,
)
BEGINS_WITH_LABEL = re.compile(r"(?:" + "|".join(p for _, p in LABELS) + r")\s*:", re.I)
"""The whole paragraph, or printed line, begins with a label."""
_AT_END = re.compile(r"[\s,;:–\-(]+$")


def take_labels(text: str) -> tuple[str, dict[Column, str]]:
    """A task's text without its "Thời gian thực hiện: ..." and the like, and these by column."""
    found = list(_LABEL.finditer(text))
    found = [m for m in found if _stands_alone(text, m)]
    if not found:
        return text, {}
    values: dict[Column, str] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        column = next(c for c, _ in LABELS if match[c.name])
        value = text[match.end() : end].strip(" ;.,–-")
        if match["before"].strip().startswith("("):
            value = value.removesuffix(")")
        elif value.endswith(")") and value.count("(") < value.count(")"):
            value = value[:-1]
        if column not in values and value:
            values[column] = clean(value).rstrip(".;, ")
    rest = text[: found[0].start()]
    if found[0]["before"].strip() in (".", ""):
        rest += found[0]["before"].rstrip()
    return clean(_AT_END.sub("", rest)), values


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """The label begins a sentence or a bracket, or the whole paragraph; "kết quả: " in mid-sentence is no label."""
    before = match["before"]
    label = text[match.start() + len(before) : match.end()]
    if before.strip() in (";", ",", ".") and BEGINS_WITH_LABEL.match(text):
        return True  # "Phân công: Kế toán; phối hợp: Văn phòng; thời gian: Quý I"
    if match.start() == 0 and not before:
        return True
    if text.rfind("(", 0, match.start()) > text.rfind(")", 0, match.start()):
        return True  # "(Chủ trì: ...; phối hợp: ...; thời gian: ...)"
    if "(" in before or before.strip() in (".", ";", "-", "–", "+"):
        return label[:1].isupper() or "(" in before
    return label[:1].isupper()
