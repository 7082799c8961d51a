"""What a sentence itself says about who leads, who helps and when. Only what is said in so many words."""

from __future__ import annotations

import re
from functools import lru_cache

from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.language.folding import clean, fold
from danvan_xl.model import DeadlineKind
from danvan_xl.plans.documents.unit_names import names_units, split_duty, strip_prefix

_LED = re.compile(
    r"(?:\bgiao(?: cho)?|\bdo|\(|\bphân công)\s*:?\s*(?P<who>[^\W\d_][^.;:()]{3,90}?)\s+(?:là (?:đơn vị|cơ quan) )?(?:chủ trì|làm đầu mối|đầu mối|chịu trách nhiệm chính)",
    re.I,
)
_HELPED = re.compile(r"\bphối hợp\s+(?:chặt chẽ\s+|đồng bộ\s+)?(?:với|cùng với|cùng)\s+", re.I)
_DAY = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
_ROUNDS = re.compile(
    r"(?:định kỳ\s+)?(?:(?:0?\d|sáu|một|chín)\s+(?:tháng|năm)|hằng năm|hàng năm|năm)\s*\(\s*trước[^()]{3,30}\)"
    r"(?:\s*[,;]?\s*(?:và\s+)?(?:(?:0?\d|sáu|một|chín)\s+(?:tháng|năm)|hằng năm|hàng năm|năm)\s*\(\s*trước[^()]{3,30}\))*",
    re.I,
)
_LIMIT = re.compile(rf"(?:xong\s+|hoàn thành\s+)?(?:trước|chậm nhất(?: là)?)\s+(?:ngày\s+)?{_DAY}", re.I)
_BRACKET = re.compile(r"\(([^()]{4,60})\)\s*[.;]?$")
_SENTENCES = re.compile(r"[.!?]\s+(?=[A-ZĐÀ-Ỹ])")


def named_lead(text: str) -> str:
    """The units that the text itself charges with leading, '' when it names none."""
    for found in _LED.finditer(text):
        who = strip_prefix(found["who"]).strip(" ,")
        if names_units(who):
            return who
    named, rest = split_duty(text)
    if named and re.match(
        r"(?:chủ trì|có trách nhiệm|chịu trách nhiệm|làm đầu mối|là (?:cơ quan|đơn vị) (?:chủ trì|đầu mối))",
        rest.lower(),
    ):
        return named
    return ""


def named_help(text: str) -> str:
    """The units behind the first "phối hợp với": the longest run of words that is nothing but names."""
    for found in _HELPED.finditer(text):
        words = re.findall(r"\S+", text[found.end() :])[:26]
        for size in range(len(words), 0, -1):
            named = " ".join(words[:size])
            stop = named[-1] in ".;:"
            if names_units(named.rstrip(" ,.;:")) and (
                stop or size == len(words) or not _goes_on(words, size)
            ):
                return named.rstrip(" ,.;:")
    return ""


def _goes_on(words: list[str], size: int) -> bool:
    """A capital next would be the rest of a name that was cut."""
    return words[size][:1].isupper() and words[size - 1][-1] not in ",;"


@lru_cache(maxsize=4096)
def named_time(text: str, context: DeadlineContext) -> str:
    """The words of a task of one sentence that say its time, '' when none do, or several."""
    bracket = _BRACKET.search(text)
    if bracket and _readable(bracket.group(1), context):
        return clean(bracket.group(1))
    if len(_SENTENCES.split(text)) > 1:
        return ""
    rounds = _ROUNDS.search(text)
    if rounds and _readable(rounds.group(), context):
        return clean(rounds.group())
    limits = list(_LIMIT.finditer(text))
    if len(limits) == 1 and _readable(limits[0].group(), context):
        behind = fold(text[limits[0].end() :])
        if not behind or behind.startswith(("để", "theo", "và báo cáo", "gửi", "về")):
            return clean(limits[0].group())
    return ""


def _readable(phrase: str, context: DeadlineContext) -> bool:
    if not re.search(r"\d|quý|tháng|thường xuyên|hằng|hàng", phrase.lower()):
        return False
    return read_deadline(phrase, context).kind not in (DeadlineKind.UNCLEAR, DeadlineKind.ON_REQUEST)
