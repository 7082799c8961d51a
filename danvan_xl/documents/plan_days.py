"""The days that words about a plan's time mean: its title, a line about its time, any point of time in its text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from danvan_xl.language.folding import clean

_AIM = re.compile(r"(?i)[,;]?\s*(?:định hướng|tầm nhìn|và những năm)[^,;]*đến (?:hết )?năm\s*20\d{2}")
_TERM = re.compile(
    r"(?i)(?:nhiệm kỳ|khóa [IVX]+,?|năm học)\s*20\d{2}\s*[-–]\s*20\d{2}|đến (?:hết )?năm\s*20\d{2}"
)
_POINT = re.compile(
    r"(?i)(?:(?P<d>\d{1,2})\s*[/.]\s*(?P<m>\d{1,2})\s*[/.]\s*(?P<y>20\d{2})|tháng\s*(?P<m2>\d{1,2})\s*(?:/|năm)\s*(?P<y2>20\d{2})"
    r"|quý\s*(?P<q>IV|III|II|I|[1-4])\s*(?:/|năm)\s*(?P<y3>20\d{2})|đến (?:hết )?năm\s*(?P<y4>20\d{2}))"
)


def _quarter(text: str) -> int:
    return {"I": 1, "II": 2, "III": 3, "IV": 4}.get(text.upper()) or int(text)


def last_day(text: str, latest: int = 2100) -> date | None:
    """The last day that the text names, of years up to ``latest``."""
    days = []
    for found in _POINT.finditer(text):
        year = int(next(filter(None, (found["y"], found["y2"], found["y3"], found["y4"]))))
        month = int(found["m"] or found["m2"] or (_quarter(found["q"]) * 3 if found["q"] else 12))
        try:
            end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            days.append(date(year, month, int(found["d"])) if found["d"] else end)
        except ValueError:
            continue
    return max((day for day in days if day.year <= latest), default=None)


def first_day(text: str, issued_on: date | None) -> date | None:
    """The day from which a line about the plan's time says that it runs; ``issued_on`` where it runs from its issue."""
    if re.search(r"(?i)từ (?:khi|ngày) (?:ký )?ban hành|từ ngày (?:ký|kế hoạch)", text):
        return issued_on
    begin = re.search(
        r"(?i)\btừ\s+(?:ngày\s+|tháng\s+)?(?:(\d{1,2})\s*[/.]\s*)?(\d{1,2})\s*[/.]\s*(20\d{2})", text
    )
    short = re.search(r"(?i)\btừ\s+(?:ngày\s+)?(\d{1,2})\s*[/.]\s*(\d{1,2})\s+đến\b.*\b(20\d{2})", text)
    if begin is None and short:
        begin = short  # "từ ngày 09/12 đến 23/12/2026"
    try:
        return date(int(begin[3]), int(begin[2]), int(begin[1] or 1)) if begin else None
    except ValueError:
        return None


def days_of(text: str) -> tuple[date, date] | None:
    """First and last day that words like "6 tháng cuối năm 2025", "quý III/2025", "giai đoạn 2021-2025" mean.

    "đến năm 2030" is only an end, "nhiệm kỳ 2026 - 2031" somebody's term of office.
    """
    key = _TERM.sub(" ", _AIM.sub(" ", clean(text))).lower()
    span = re.search(r"(?:giai đoạn|năm)\s*:?\s*(20\d{2})\s*(?:[-–]|và|,)\s*(?:năm\s*)?(20\d{2})", key)
    if span and int(span.group(1)) < int(span.group(2)):
        return date(int(span.group(1)), 1, 1), date(int(span.group(2)), 12, 31)
    half = re.search(r"(?:0?6|sáu) tháng (đầu|cuối) năm\s*(20\d{2})", key)
    if half:
        year = int(half.group(2))
        return (
            (date(year, 1, 1), date(year, 6, 30))
            if half.group(1) == "đầu"
            else (date(year, 7, 1), date(year, 12, 31))
        )
    quarter = re.search(r"quý\s*(iv|iii|ii|i|[1-4])\s*(?:/|năm\s*)?\s*(20\d{2})", key)
    if quarter:
        order = _quarter(quarter.group(1))
        year = int(quarter.group(2))
        ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[order]
        return date(year, 3 * order - 2, 1), date(year, *ends)
    whole = re.search(r"năm\s*(20\d{2})", key) or re.search(r"\bnăm\b.* (20\d{2})$", key)
    whole = whole or re.search(r"[“\"]\s*năm [^“”\"\d]{3,50}[”\"]\s*(20\d{2})\b", key)
    if whole:
        year = int(whole.group(1))
        return date(year, 1, 1), date(year, 12, 31)
    return None
