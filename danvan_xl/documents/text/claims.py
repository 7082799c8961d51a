"""What a sentence itself says about who leads, who helps and when. Only what is said in so many words."""

from __future__ import annotations

import re
from functools import lru_cache

from danvan_xl.documents.text.labels import shares, who_of_cell
from danvan_xl.documents.text.periods import is_period, recurs
from danvan_xl.documents.text.unit_names import (
    PLURAL,
    VERB,
    heads_units,
    names_units,
    split_duty,
    strip_prefix,
)
from danvan_xl.language.deadlines import DeadlineContext, read_deadline
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units.names import take_apart
from danvan_xl.model import DeadlineKind

_LED = re.compile(
    r"(?:\bgiao(?: cho)?|\bdo|\(|\bphân công)\s*:?\s*(?P<who>[^\W\d_][^.;:()]{3,90}?)\s+(?:là (?:đơn vị|cơ quan) )?(?:chủ trì|làm đầu mối|đầu mối|chịu trách nhiệm chính)",
    re.I,
)
_CHARGED = re.compile(r"(?:giao|phân công)\s", re.I)
HELPED = re.compile(
    r"\bphối hợp\s+(?:chặt chẽ\s+|đồng bộ\s+)?(?:(?:với|cùng với|cùng)\s+|(?=(?-i:[A-ZĐ]\w)|các\s))", re.I
)
_HELPS = re.compile(
    r"\bchủ trì\s*[;,]\s*(?P<who>[^.;:()]{3,160}?)\s+(?:cùng )?phối hợp(?: thực hiện)?\W*(?=$|[.;)])", re.I
)
_DOES = re.compile(
    r"\((?P<who>[^\W\d_][^.;:()]{3,90}?)\s+(?:thực hiện|phụ trách|đảm nhiệm|chuẩn bị nội dung)(?:\s*[,;][^()]*)?\)\W*$",
    re.I,
)
"""A task's last words: "(Đội Tổng hợp thực hiện)"."""
_BORDER = re.compile(
    rf"{VERB.pattern}|\s(?:trong|để|về|tại|nhằm|theo|khi|trước|đến|có|từ|sau|cùng|ở|bằng|vào|trên|phát(?! triển| thanh)|treo|in|trồng(?! trọt)|thăm|trao|mời)\s",
    re.I,
)
"""Where the names behind "phối hợp với" may end. What ends anywhere else is not taken: a cut name is worse than none."""
_DAY = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
_ROUNDS = re.compile(
    r"(?:định kỳ\s+)?(?:(?:0?\d|sáu|một|chín)\s+(?:tháng|năm)|hằng năm|hàng năm|năm)\s*\(\s*trước[^()]{3,30}\)"
    r"(?:\s*[,;]?\s*(?:và\s+)?(?:(?:0?\d|sáu|một|chín)\s+(?:tháng|năm)|hằng năm|hàng năm|năm)\s*\(\s*trước[^()]{3,30}\))*",
    re.I,
)
_LIMIT = re.compile(
    rf"(?:xong\s+|hoàn thành\s+)?(?:trước|(?:chậm|muộn) nhất(?: là)?|hạn (?:cuối|chót)(?: cùng)?(?: là)?)\s*:?\s+(?:ngày\s+)?{_DAY}",
    re.I,
)
_BRACKET = re.compile(r"\(([^()]{4,110})\)\s*[.;]?$")
_SPAN = re.compile(
    r"\(((?:từ\s+)?(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?\s*(?:-|–|đến)\s*(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?)\)",
    re.I,
)
"""The days of something in brackets: "Ra quân đợt 1 (từ ngày 16/5 đến ngày 30/5/2026): ..."."""
_INNER = re.compile(r"\(((?:ngày|tháng|quý|trong|trước|từ)\s[^()]{1,40})\)", re.I)
_DAYS = re.compile(
    r"\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?|ngày\s+\d{1,2}\s+tháng|tháng\s+\d|quý\s+[IVX\d]", re.I
)
_STEP = re.compile(r"(?:Bước|Đợt|Giai đoạn|Lần|Kỳ)\s+(?:thứ\s+)?\w+\s*(?:\((?P<when>[^()]{4,60})\)\s*:)")
"""What a numbered step begins with: "Bước 1 (tháng 02/2026): ..."."""
_PLACES = re.compile(r"(?:thôn|ấp|bản|buôn|xóm|xã|phường|thị trấn|khu|tổ|cụm|huyện|tỉnh|đường)\b")
_CHARGES = re.compile(r"(?:Giao|Phân công|Đơn vị|Cơ quan)\s")
_SENTENCES = re.compile(r"[.!?]\s+(?=[A-ZĐÀ-Ỹ])")


def named_lead(text: str) -> str:
    """The units that the text itself charges with leading, '' when it names none."""
    for found in _LED.finditer(text):
        who = strip_prefix(found["who"]).strip(" ,")
        if names_units(who) or heads_units(who):
            return who
    does = _DOES.search(text)
    if does and (names_units(does["who"]) or heads_units(does["who"])):
        return does["who"].strip()
    last = _SENTENCES.split(text)[-1].strip(" .")
    both = shares(last) if last != text.strip(" .") else None
    if both and (names_units(both[0]) or heads_units(both[0])):
        return both[0]
    if who := told_behind(text)[0]:
        return who
    bracket = _BRACKET.search(text)
    first = re.split(r",\s*phối hợp", bracket.group(1))[0] if bracket else ""
    if first and re.match(r"(?i)(?:đ/c|đồng chí)\s", first) and not VERB.search(f" {first}"):
        return first.strip()  # "(đ/c Thu - Văn hóa - Xã hội)"
    if first and names_units(first) and not _PLACES.match(fold(first)):
        return first.strip()
    for charged in re.finditer(
        r"[.:;,]\s+giao\s+(?=(?:phòng|văn phòng|sở|ban|trung tâm|công chức|công an|hội|đoàn|đài)\b)",
        text,
        re.I,
    ):
        named = split_duty(f"Giao {text[charged.end() :]}")[0]
        if named:
            return named
    label, colon, behind = text.partition(": ")
    if colon and len(label.split()) <= 6 and (after := split_duty(behind))[0] and after[1]:
        return after[0]  # "Mô hình cấp huyện: Đội An ninh nhân rộng ..."
    named, rest = split_duty(text)
    if named and _CHARGED.match(text):
        return named
    if named and re.match(
        r"(?:chủ trì|có trách nhiệm|chịu trách nhiệm|làm đầu mối|là (?:cơ quan|đơn vị) (?:chủ trì|đầu mối))",
        rest.lower(),
    ):
        return named
    return ""


_LAST_TIME = re.compile(
    r"\s*[,;]\s*(?:(?:hoàn thành|xong|thực hiện|thời gian:?)\s+)?(?:trong|trước|từ|vào|quý|tháng|ngày|cả năm|thường xuyên|định kỳ|hằng|hàng|chậm nhất|xong|đến)\b[^,;()]*$",
    re.I,
)
_BOTH = re.compile(
    r"(?P<lead>[^:;()]{3,90}?)\s*[,;]?\s+phối hợp\s+(?:với |cùng với |cùng )?(?P<helps>[A-ZĐ][^:()]{3,160})"
)
_LAST_BRACKET = re.compile(r"\(([^()]{4,220})\)\s*[.;]?$")


def told_behind(text: str) -> tuple[str, str]:
    """(who leads, who helps) of a task's last brackets where they say who and when: "(Văn phòng Sở, tháng 3/2026)",
    "(Phòng A phối hợp với Phòng B, thường xuyên)"; ('', '') where they say anything else."""
    bracket = _LAST_BRACKET.search(text)
    told = bracket[1] if bracket else ""
    who = _LAST_TIME.sub("", told)
    if not told or _PLACES.match(fold(who)):
        return "", ""
    lead, helps = who_of_cell(who)
    both = _BOTH.fullmatch(who.strip(" ,;")) if not helps else None
    lead, helps = (both["lead"], both["helps"]) if both else (lead, helps)
    if (who == told and not helps) or not (heads_units(lead) and (not helps or _named(helps))):
        return "", ""
    return lead, helps


def _named(names: str) -> bool:
    """Names of units, or what looks like one beside a unit that is known: "Cảng vụ đường thủy"."""
    few = len(names.split()) <= 8 and names[:1].isupper() and not re.search(r"[\d:;]", names)
    return heads_units(names) or (few and not VERB.search(f" {names}"))


def who_does(text: str, lead: str, coordinating: str) -> tuple[str, str]:
    """(lead, coordinating) of a task: its own lines where there are any, else what the sentence says of them."""
    lead = lead or named_lead(text)
    told = lead or re.match(r"(?i)(?:chủ động |tham mưu )?phối hợp\b", text)
    return lead, coordinating or (named_help(text) if told else "")


def named_help(text: str) -> str:
    """The units behind the first "phối hợp với", up to what they do, a preposition or the end of the clause."""
    both = shares(_SENTENCES.split(text)[-1].strip(" ."))
    if both and both[1] and (names_units(both[1]) or heads_units(both[1])):
        return both[1]
    if who := told_behind(text)[1]:
        return who
    helps = _HELPS.search(text)
    if helps and (names_units(helps["who"]) or heads_units(helps["who"])):
        return helps["who"].strip()
    for found in HELPED.finditer(text):
        behind = re.split(r"[.;:()]", text[found.end() :])[0].strip(" ,")
        borders = [(m.start(), m.group().strip()) for m in _BORDER.finditer(behind)]
        for at, word in [*borders, (len(behind), "")]:
            named = behind[:at].strip(" ,")
            if word[:1].islower() or not word:
                named = re.sub(r"\s+và$", "", named) if VERB.match(f" {word}") else named
                if named and len(named.split()) <= 40 and (names_units(named) or heads_units(named)):
                    return named
        words = behind.split()
        for size in range(min(len(words) - 1, 26), 1, -1):
            # One whole name before words that no list of verbs has.
            named, behind_it = " ".join(words[:size]), words[size]
            if named[-1] in ",;" or behind_it in ("và", "&", "-") or behind_it[:1].isupper():
                continue
            if _torn(words[size - 1], behind_it, named):
                continue
            if names_units(named) and not PLURAL.match(named) and not re.search(r"\bvà$|,", named):
                return named
    return ""


def _torn(last: str, behind: str, named: str) -> bool:
    """Whether a name cut here ends with what is done ("Phòng Nội vụ phát | phiếu") or in a word ("Phòng Quản lý Vận | tải")."""
    if last.islower():
        return last in _DOING
    return behind.islower() and not take_apart(named).place and not last.isupper()


_DOING = frozenset("phát treo in cấp thu trồng thăm trao mời chọn làm đi".split())  # noqa: SIM905


@lru_cache(maxsize=4096)
def named_time(text: str, context: DeadlineContext) -> str:
    """The words of a task of one sentence that say its time, '' when none do, or several."""
    head, colon, _ = text.partition(":")
    if colon and is_period(head) and _readable(head, context):
        return clean(head)  # "Quý I: Kiện toàn Ban Chỉ đạo"
    step = _STEP.match(text)
    if step and _readable(step["when"], context):
        return clean(step["when"])
    bracket = _BRACKET.search(text)
    if bracket and re.search(
        r"(?i)\([^()]*(?:(?:tháng|quý)\s+[\dIVX]|\d/\d)[^()]*\)", text[: bracket.start()]
    ):
        return ""  # "tại huyện A (tháng 4), huyện B (tháng 8)": neither is the task's
    if bracket:
        # "(Phòng X chủ trì, hoàn thành trong quý I/2025)": the time is the last part.
        for phrase in (
            bracket.group(1),
            bracket.group(1).rpartition(", ")[2],
            bracket.group(1).rpartition("; ")[2],
        ):
            if phrase and _readable(phrase, context):
                return clean(phrase)
    sentences = _SENTENCES.split(text)
    if len(sentences) > 1:
        timed = [s for s in sentences if _POINT.search(s)]
        if len(timed) == 1 and (
            _CHARGES.match(timed[0]) or all(_CHARGES.match(s) for s in sentences if s is not timed[0])
        ):
            return named_time(timed[0], context)  # "..., xong trong tháng 3/2026. Giao Phòng X chủ trì."
        # Only a last sentence that is nothing but a time: "... Hoàn thành trong quý II/2026."
        last = sentences[-1].strip(" .;")
        alone = re.match(
            r"(?:Hoàn thành|Xong|Thời gian|Trong|Trước|Chậm nhất|Thực hiện (?:trong|trước|từ))\s", last
        )
        if alone and _POINT.search(last) and _readable(last, context):
            return clean(last)
        # "... Các sở rà soát, trình phương án trước ngày 30/6/2018."; a report on it says no time of the work.
        own = timed == sentences[-1:] and not re.match(r"(?:Gửi|Nộp|Báo cáo|Tổng hợp)\b", last)
        return named_time(last, context) if own and len(_DAYS.findall(last)) == 1 else ""
    rounds = _ROUNDS.search(text)
    if rounds and _readable(rounds.group(), context):
        return clean(rounds.group())
    head = _head(text, context)
    if head:
        return head
    span = _SPAN.search(text) or _INNER.search(text)
    if span and len(_POINT.findall(text)) == len(_POINT.findall(span[1])) and _readable(span[1], context):
        return clean(span[1])
    limits = list(_LIMIT.finditer(text))
    if (
        len(limits) == 1
        and len(_DAYS.findall(text)) == 1
        and not _OTHER_TIME.search(text)
        and _readable(limits[0].group(), context)
    ):
        return clean(limits[0].group())
    if len(limits) == 1 and _readable(limits[0].group(), context):
        rest = text[limits[0].end() :]
        behind = fold(rest)
        if not behind or rest.startswith(";") or behind.startswith(("để", "theo", "và báo cáo", "gửi", "về")):
            return clean(limits[0].group())
    return _tail(text, context) or _alone(text, context)


_DAY_ALONE = re.compile(
    r"(?:[,:]\s*(?P<day>(?:vào |trong |từ )?(?:ngày|tháng)\s+\d[\d/.]*(?:\s+đến (?:hết )?(?:ngày )?\d[\d/.]*)?)|\s(?P<span>từ ngày\s+\d[\d/.]*\s+đến (?:hết )?(?:ngày )?\d[\d/.]*))(?=\s*[,;]|\W*$)",
    re.I,
)


def _alone(text: str, context: DeadlineContext) -> str:
    """The only time of a sentence, between commas or behind a colon: "Đợt 1: đối thoại về đất đai, ngày 21/5/2026, tại ..."."""
    found = list(_DAY_ALONE.finditer(text))
    phrase = (found[0]["day"] or found[0]["span"]).strip(" .") if len(found) == 1 else ""
    if not phrase or len(_DAYS.findall(text)) != len(_DAYS.findall(phrase)) or _NUMBERED.search(text):
        return ""
    return clean(phrase) if _readable(phrase, context) else ""


_NUMBERED = re.compile(r"(?i:\b(?:hằng|hàng) (?:tháng|quý|tuần)\b)|\bsố\s+\d|\d\s*[-/]\s*[A-ZĐ]{2}")
"""A paper's number (a day behind it is the paper's), or a rhythm beside the day."""
_TIME_WORD = re.compile(
    r"(?<=[\s,(])(?:(?:hoàn thành|xong|thực hiện|tổ chức)\s+)?(?:trong|vào|trước|chậm nhất|từ|đến hết|xong|hoàn thành|quý|tháng|định kỳ)\s",
    re.I,
)
_POINT = re.compile(r"(?:quý|tháng)\s+(?:\d|[IVX])|\d\s*/\s*\d|ngày\s+\d", re.I)
_OTHER_TIME = re.compile(r"(?i)(?<!\d )\b(?:tháng|quý) (?:\d|[IVX])")
_LONGEST = 14
"""Words that a time at the end of a sentence may have."""


def _tail(text: str, context: DeadlineContext) -> str:
    """The last words of a sentence where they are a time with a month, a quarter or a day: "..., xong trong quý II/2026"."""
    for found in _TIME_WORD.finditer(text):
        phrase = text[found.start() :].strip(" .;,")
        if _OTHER_TIME.search(text[: found.start()]):
            return ""  # "Tháng 8: ...; tháng 12: ...": the last is not the task's
        if len(phrase.split()) <= _LONGEST and _is_point(phrase, context) and _readable(phrase, context):
            return clean(phrase)
    return ""


def _is_point(phrase: str, context: DeadlineContext) -> bool:
    """Whether the words name a month, a quarter or a day; of a plan for several years a year is one, too."""
    years = context.start is not None and context.end is not None and context.end.year > context.start.year
    return bool(_POINT.search(phrase) or (years and re.search(r"năm\s+20\d\d", phrase)))


_OPENING = re.compile(
    r"(?:trong |vào )?(?:quý|tháng|ngày)\s|trước\s|chậm nhất\s|từ (?:ngày|tháng|quý)\s", re.I
)


def _head(text: str, context: DeadlineContext) -> str:
    """The first words where they are a time: "Định kỳ hằng quý, trước ngày 20 ..., ", "Trong quý I/2026 lắp đặt ..."."""
    if re.match(r"(?i)(?:định kỳ|hằng|hàng|mỗi|trước ngày|chậm nhất)\s", text):
        commas = [at for at, letter in enumerate(text[:140]) if letter == ","]
        for at in reversed(commas):
            phrase = text[:at].strip()
            if re.search(r"ngày\s+\d", phrase) and _readable(phrase, context):
                return clean(phrase)
    if _OPENING.match(text):
        words = text.split()
        for size in range(min(12, len(words) - 1), 1, -1):
            phrase = " ".join(words[:size]).rstrip(",")
            ends = re.search(r"(?:\d|[IVX]|năm|tháng|quý)$", phrase)  # nothing of what is done then
            if ends and words[size][:1].islower() and _POINT.search(phrase) and _readable(phrase, context):
                return clean(phrase)
    return ""


@lru_cache(maxsize=1024)
def heading_time(heading: str, context: DeadlineContext) -> str:
    """The time that a heading gives to what stands under it: "Đợt 1: Từ ngày ... đến ngày ...", "... (quý I/2026)"."""
    if recurs(heading):
        return recurs(heading)
    bracket = _BRACKET.search(heading.rstrip(" :;."))
    bare = re.sub(r"^(?:[\dIVX]+|[A-ZĐ])[.)/]\s+", "", heading)  # of a row that heads others
    for phrase in (heading.partition(":")[2], bracket.group(1) if bracket else "", bare):
        phrase = phrase.strip(" :;.")
        if phrase and _POINT.search(phrase) and _readable(phrase, context):
            return clean(phrase)
    return ""


def _readable(phrase: str, context: DeadlineContext) -> bool:
    if not re.search(r"\d|quý|tháng|thường xuyên|hằng|hàng", phrase.lower()):
        return False
    return read_deadline(phrase, context).kind not in (DeadlineKind.UNCLEAR, DeadlineKind.ON_REQUEST)
