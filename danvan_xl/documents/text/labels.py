"""What stands behind "Thời gian thực hiện: ...", "Đơn vị chủ trì: ...", "Sản phẩm: ..." in running text, by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_xl.documents.text.headers import Column
from danvan_xl.documents.text.unit_names import heads_units
from danvan_xl.language.folding import clean

LABELS: tuple[tuple[Column, str], ...] = (
    (
        Column.OTHER,  # both in one line
        r"(?:(?:cơ quan|đơn vị|bộ phận)[ ,]*)*chủ trì(?:,| và|/|;)\s*(?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?",
    ),
    (
        Column.COORDINATING,
        r"(?:cơ quan|đơn vị|bộ phận|các)?(?:[ ,]*(?:cơ quan|đơn vị))*\s*phối hợp(?: thực hiện)?",
    ),
    (
        Column.LEAD,
        r"(?:(?:cơ quan|đơn vị|bộ phận|phòng|người)[ ,]*)*(?:chủ trì(?: thực hiện| tham mưu)?|thực hiện|đầu mối|chịu trách nhiệm|phụ trách|tham mưu|chuẩn bị(?: nội dung)?)|phân công(?: thực hiện)?",
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
    kept: list[re.Match[str]] = []
    for match, behind in zip(found, [*found[1:], None], strict=False):
        value = text[match.end() : behind.start() if behind is not None else len(text)]
        # "Phân công: đ/c Thu, phối hợp: Hội Nông dân"; "..., dự kiến 02 cuộc; phối hợp: Văn phòng Sở"
        goes_on = match["before"].strip() in (";", ",", ".") and (
            (kept and kept[-1].end() > text.rfind(".", 0, match.start()))
            or _SPECIFIC.match(text, match.start() + len(match["before"]))
            or (match["COORDINATING"] and heads_units(clean(value).strip(" .;,")))
        )
        if _stands_alone(text, match) or goes_on:
            kept.append(match)
    found = kept
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
        sentence = _NEXT_SENTENCE.search(value) if column in (Column.LEAD, Column.COORDINATING) else None
        if sentence is not None:  # "Phân công: Công an xã. Xong trước ngày 30/4/2021"
            if sentence["time"] and Column.WHEN not in values:
                values[Column.WHEN] = clean(value[sentence.start() + 1 :]).rstrip(".;, ")
            value = value[: sentence.start()]
        if column not in values and value:
            values[column] = clean(value).rstrip(".;, ")
    _share(values)
    rest = text[: found[0].start()]
    if found[0]["before"].strip() in (".", ""):
        rest += found[0]["before"].rstrip()
    return clean(_AT_END.sub("", rest)), values


_SPECIFIC = re.compile(
    r"(?:(?:đơn vị|cơ quan|bộ phận) (?:chủ trì|thực hiện|phối hợp|phụ trách)|thời gian|thời hạn)(?: (?:thực hiện|hoàn thành|xong))?\s*:",
    re.I,
)
"""A label that no sentence has in its middle, however it is written."""
_NEXT_SENTENCE = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=\d))\.\s+(?:(?P<time>Xong|Hoàn thành|Trước|Trong|Chậm nhất|Từ ngày)|(?-i:[A-ZĐ])\w+(?:\s+\w+){0,3}\s*:|Báo cáo|Sau|Khi|Nếu|Kinh phí|Lưu ý|Yêu cầu)\s"
)
"""Behind the names of a label a sentence of its own."""
_SHARES = re.compile(
    r"(?P<lead>[^.:()]{3,160}?)\s+chủ trì(?:\s+thực hiện)?(?:\s*[,;]\s*(?:và )?(?:phối hợp(?:\s*:)? (?:với |cùng |cùng với )?(?P<with>[^.:()]{3,200}?)"
    r"|(?P<help>[^.:()]{3,200}?)\s+(?:cùng )?phối hợp)(?:\s+thực hiện)?)?",
    re.I,
)
"""Who leads and who helps in one breath: "Trạm Y tế xã chủ trì, Hội Người cao tuổi xã phối hợp"."""


def shares(text: str) -> tuple[str, str] | None:
    """(who leads, who helps) where the text says nothing else, None when it does."""
    found = _SHARES.fullmatch(clean(text).strip(" .;"))
    return (clean(found["lead"]), clean(found["with"] or found["help"] or "")) if found else None


def _by_column(both: tuple[str, str]) -> dict[Column, str]:
    return {column: who for column, who in zip((Column.LEAD, Column.COORDINATING), both, strict=True) if who}


_BY_LABELS = re.compile(
    r"(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|CT)\s*:\s*(?P<lead>[^:]{3,160}?)\s*[;,.]?\s*(?:(?:đơn vị|cơ quan)\s+)?(?:phối hợp|P/?H)\s*:\s*(?P<help>[^:]{3,240})",
    re.I,
)
_ONLY_LEAD = re.compile(
    r"(?:(?:đơn vị|cơ quan)\s+)?chủ trì\s*:\s*(?P<a>[^:;]{3,160})|(?P<b>[^:;]{3,160}?)\s+(?:tham mưu|thực hiện|chủ trì|phụ trách)",
    re.I,
)
_WITH = re.compile(
    r"(?P<lead>[^:;()]{3,160}?)\s*[,;]?\s+phối hợp\s*(?::|với|cùng với|cùng)?\s+(?P<help>(?!với|cùng|thực hiện)[^:()]{3,240})",
    re.I,
)
"""Both in one cell, one word between them: "Phòng Nội vụ phối hợp Ban Dân vận Thị ủy"."""
_ROLES_BEHIND = re.compile(
    r"(?P<lead>[^:;()]{3,160}?)\s*\(chủ trì\)\s*[,;]?\s*(?:và\s+)?(?P<help>[^:()]{3,240}?)\s*\(phối hợp\)",
    re.I,
)
_TIME_PART = re.compile(
    r"(?:hoàn thành |thực hiện |thời gian:? )?(?:xong |trong |trước |từ |chậm nhất |quý |tháng ).*\d.*|(?:trong |quý ).*[IVX\d].*",
    re.I,
)
_HELP_PART = re.compile(
    r"(?:phối hợp:?\s+(?:với |cùng )?)(?P<a>[^:]{3,200})|(?P<b>[^:]{3,200}?)\s+(?:cùng )?phối hợp(?:\s+thực hiện)?",
    re.I,
)


def who_of_cell(text: str) -> tuple[str, str]:
    """(who leads, who helps) of a cell for both: "Chủ trì: A; phối hợp: B", "A tham mưu"; the cell itself and '' when it says neither."""
    shown = clean(text).strip(" .;")
    found = _BY_LABELS.fullmatch(shown)
    if found:
        return clean(found["lead"]), clean(found["help"]).strip(" .;")
    found = _WITH.fullmatch(shown) or _ROLES_BEHIND.fullmatch(shown)
    if found and heads_units(found["lead"]) and heads_units(found["help"]):
        return clean(found["lead"]), clean(found["help"])
    both = shares(shown) if re.search(r"phối hợp", shown, re.I) else None
    only = _ONLY_LEAD.fullmatch(shown)
    return both or ((clean(only["a"] or only["b"]), "") if only else (text, ""))


def _share(values: dict[Column, str]) -> None:
    """Put both where they belong; of a line for both that is not understood nothing is taken."""
    lead, *parts = re.split(r";\s*", values.get(Column.LEAD, ""))
    for part in parts:
        helps = _HELP_PART.fullmatch(part.strip(" ."))
        if helps:
            values.setdefault(Column.COORDINATING, clean(helps["a"] or helps["b"]))
        elif _TIME_PART.fullmatch(part.strip(" .")):
            values.setdefault(Column.WHEN, clean(part))
        else:
            lead = f"{lead}; {part}"
    if parts:
        values[Column.LEAD] = lead
    for column in (Column.OTHER, Column.LEAD):
        both = shares(values.get(column, ""))
        if both is not None:
            values.pop(column)
            values.setdefault(Column.LEAD, both[0])
            if both[1]:
                values.setdefault(Column.COORDINATING, both[1])


_BRACKETS = re.compile(r"\(([^()]{6,260})\)\s*[.;]?|((?-i:[A-ZĐ])[^():]{6,260})\.?", re.I)
_DOES = re.compile(
    r"(?P<who>[^.:;()]{3,160}?)\s+(?:chịu trách nhiệm\s+)?(?:thực hiện|phụ trách|đảm nhiệm)", re.I
)


def told_in_brackets(text: str) -> dict[Column, str]:
    """What a paragraph tells of the task before it, mostly in brackets: "(Phòng A chủ trì, B phối hợp; thực hiện trong quý I)"."""
    whole = _BRACKETS.fullmatch(clean(text))
    values: dict[Column, str] = {}
    told = (whole[1] or whole[2]) if whole else ""
    if not whole or (
        whole[2] and not re.search(r"(?i)\s(?:chủ trì|phối hợp|thực hiện|phụ trách)\s*(?:[.;]|$)", told)
    ):
        return {}
    loose = bool(whole[2])
    if (both := shares(told)) and not (loose and not heads_units(both[0])):
        return _by_column(both)
    for part in re.split(r";\s*", told):
        both, does = shares(part), _DOES.fullmatch(part.strip(" ."))
        helps = _HELP_PART.fullmatch(part.strip(" ."))
        if both is not None and not (loose and not heads_units(both[0])):
            values[Column.LEAD], values[Column.COORDINATING] = both
        elif does and not (loose and not heads_units(does["who"])):
            values.setdefault(Column.LEAD, clean(does["who"]))
        elif helps and Column.LEAD in values:
            values.setdefault(Column.COORDINATING, clean(helps["a"] or helps["b"]))
        elif values and (
            limit := re.search(
                r"(?i)(?:trước|trong|chậm nhất)\s+(?:ngày\s+)?[\dIVXqt][^.;]{2,24}$", part.strip(" .")
            )
        ):
            values.setdefault(Column.WHEN, clean(limit.group()))
        elif found := re.fullmatch(
            r"(?i)(?:thực hiện|hoàn thành|xong|thời gian)\s*:?\s*(.*\d.*)", part.strip(" .")
        ):
            values[Column.WHEN] = clean(found[1])
        else:
            return {}
    return {column: value for column, value in values.items() if value}


_ALL_ABOVE = re.compile(
    r"(?:(?:các|những|hai|ba|bốn|năm|sáu|\d+)\s+)*(?:nội dung|nhiệm vụ|công việc|việc)\s+(?:nêu )?trên\s+(?:do|giao(?: cho)?)\s+(?P<who>.+)",
    re.I,
)
_POINTS = re.compile(
    r"(?:giao\s+)?(?P<who>[^.:;()]{3,120}?)\s+(?:chủ trì\s+)?(?:thực hiện\s+)?(?:các\s+)?(?:điểm|mục|khoản|tiết)\s+(?P<points>[^.:;]{1,60})",
    re.I,
)


def share_out(text: str, marks: Sequence[str]) -> dict[int, dict[Column, str]]:
    """Who does which of the items with these marks: "Hai việc trên do A chủ trì, B phối hợp", "Giao A thực hiện điểm a, b; B điểm c"."""
    shown = clean(text).strip(" .")
    above = _ALL_ABOVE.fullmatch(shown)
    both = shares(above["who"]) if above else None
    if both is not None:
        return dict.fromkeys(range(len(marks)), _by_column(both))
    one = re.fullmatch(r"(?i)(?:điểm|mục|khoản)\s+(?P<point>[a-zđ]|\d+(?:\.\d+)*)\s+do\s+(?P<who>.+)", shown)
    keys = [mark.strip("(.) ").lower() for mark in marks]
    if one is not None and one["point"].lower() in keys and (both := shares(one["who"])):
        return {keys.index(one["point"].lower()): _by_column(both)}
    given: dict[int, dict[Column, str]] = {}
    parts = re.split(r";\s*", shown) if re.match(r"(?i)giao\s", shown) else []
    for part in parts:
        found = _POINTS.fullmatch(part.strip())
        named = (
            re.findall(r"(?<![^\W\d_])(?:[a-zđ]|\d+(?:\.\d+)*)(?![^\W\d_])", found["points"].lower())
            if found
            else []
        )
        if found is None or not named or not set(named) <= set(keys):
            return {}
        given |= {keys.index(name): {Column.LEAD: clean(found["who"])} for name in named}
    return given


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
