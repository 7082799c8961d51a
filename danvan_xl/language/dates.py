"""Dates as officers type them: real dates, text in the Vietnamese order, now and then a bare number.

Rules, in the order in which they are tried:

* A real date is taken as it is. If it lies outside the plan and its day and month swapped would lie inside, the
  reading carries a note (an Excel with US settings turns a typed 03/4 into the 4th of March); the value stays.
* Text is day, month, year, as Nghị định 30/2020/NĐ-CP writes dates ("ngày 05 tháng 9 năm 2025"), with any of
  ``/ . -`` between; year, month, day when the year of four digits comes first (ISO). "3/4/2025" is therefore the 3rd of
  April. "9/25/2025" has no such reading: it is not turned round, because a slip of the finger looks the same.
* A year of two digits is 20yy, and must be a year of the plan or next to one ("5/9/20" is an unfinished 2025; "25/09/05"
  is ISO cut short). Without a year ("5/9") the year is the only one that puts the date into the plan;
  if none or several do, the date stays unread.
* A bare number is a date only as Excel's serial number (45905 is 05/9/2025) or as yyyymmdd, near the plan.
* Impossible dates (31/9), a month without a day (9/2025), several dates, or words besides are unread.

Whatever is not a real date carries a finding, read or not.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from numbers import Real
from typing import Any

from danvan_xl.language.folding import clean
from danvan_xl.language.reading import Reading
from danvan_xl.language.serial_days import DAY_ZERO

DATE_NOT_UNDERSTOOD = "date-not-understood"
DATE_AS_TEXT = "date-as-text"
DATE_AS_NUMBER = "date-as-number"
YEAR_ASSUMED = "year-assumed"

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years outside are slips: Excel shows a lone 5 in a date cell as 05/01/1900."""
_HOURS_AHEAD = 7
VIETNAM = timezone(timedelta(hours=_HOURS_AHEAD))
_NEAR = timedelta(days=3 * 366)
"""How far from the plan a bare serial number may lie."""
_SERIALS_WITHOUT_PLAN = (36526, 54788)  # 2000-01-01 .. 2049-12-31

_DASHES = str.maketrans(
    {0x2212: "-", 0x2044: "/", 0x2215: "/", 0x5C: "/", **dict.fromkeys(range(0x2010, 0x2016), "-")}
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
)
_LEAD = re.compile(
    r"(?:(?:đã )?(?:hoàn thành|thực hiện xong|xong|kết thúc)(?: vào)?[:,]? )?"
    r"(?:(?:sáng|chiều|tối|hết|vào)[,]? )?"
    r"(?:(?P<weekday>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn),? )?"
    r"(?:(?:vào )?ngày ?)?(?:mùng |mồng )?"
)
_CLOCK = (
    r"(?:\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:am|pm|sa|ch))?| ?(?:h|giờ) ?(?:\d{2}(?: ?phút|p)?)?))"
)
_BEFORE_CLOCK = re.compile(rf"(?:lúc )?{_CLOCK},? ")
_AFTER_CLOCK = re.compile(rf"(?:t|,? (?:lúc )?){_CLOCK}(?:z|\+07:00)?$")
_WORLD_TIME = re.compile(r"t(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?z$")
_SEP = r" ?[/.\-] ?"
_DMY = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_YMD = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_DM = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})")
_WORDS = re.compile(
    r"(\d{1,2}) ?(?:[/.\-] ?)?tháng ?(\d{1,2}|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?)"
    r"(?:(?:,? năm |,? ?[/.\-] ?|, )(\d{4}))?"
)
_SLASH_YEAR = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}),? năm (\d{{4}})")
_NAMED = re.compile(
    r"(\d{1,2})[ \-/.]*(?:(?:thg|th) ?(\d{1,2})|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)[ ,\-/.]+(\d{4}|\d{2})"
)
_NAMED_FIRST = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2}), ?(\d{4})")
_COMPACT = re.compile(r"\d{8}")
_MONTH_ONLY = re.compile(
    rf"(?:trong |cuối |đầu |giữa )?(?:tháng ?)?(\d{{1,2}})(?:{_SEP}|,? năm )(\d{{4}})|.*\btháng ?\d{{1,2}}"
)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "một|giêng",
            "hai",
            "ba",
            "tư|bốn",
            "năm",
            "sáu",
            "bảy",
            "tám",
            "chín",
            "mười",
            "mười một",
            "mười hai",
        ),
        start=1,
    )
    for word in words.split("|")
}
_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ENGLISH = {m: n for n, m in enumerate(_ENGLISH_MONTHS.split(), start=1)}
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6, "cn": 6}


def _unread(note: str) -> Reading[date]:
    return Reading(None, (DATE_NOT_UNDERSTOOD,), note)


def _calendar(year: int, month: int, day: int) -> date | None:
    """The date when the calendar has it and its year is plausible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(value: Any, *, start: date | None = None, end: date | None = None) -> Reading[date]:
    """Read one cell as a date.

    ``start`` and ``end`` are the plan's first and last day: they supply a missing year and judge bare numbers, and
    nothing else. Whether a date may lie outside the plan or in the future is the caller's rule.

    Issues: none for a real date; ``date-as-text`` for text, with ``year-assumed`` when the year came from the plan;
    ``date-as-number`` for a bare number; ``date-not-understood`` with no value for the rest.
    """
    if value is None:
        return Reading()
    if isinstance(value, str):
        return _read_text(value, start, end)
    if isinstance(value, date):
        if value != value:  # pandas.NaT
            return Reading()
        day = value.date() if isinstance(value, datetime) else value
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return _unread(
                f"ngày {day.day}/{day.month}/{day.year} không hợp lý; có thể ô chứa một số, không phải ngày"
            )
        return Reading(day, (), _swap_note(day, start, end))
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return _unread("ô không chứa ngày tháng")
    return _read_serial(value, start, end)


def _swap_note(day: date, start: date | None, end: date | None) -> str:
    """A suggestion when only the US order of day and month would lie inside the plan."""
    if start is None or end is None or start <= day <= end or day.day > 12:
        return ""
    swapped = date(day.year, day.day, day.month)
    if not start <= swapped <= end:
        return ""
    return f"có thể là {swapped.day}/{swapped.month}/{swapped.year}: máy cài kiểu Mỹ đảo ngày và tháng"


def _read_serial(value: Any, start: date | None, end: date | None) -> Reading[date]:
    if not math.isfinite(value):
        return _unread("ô không chứa ngày tháng")
    shown = str(int(value)) if value == int(value) else str(value).replace(".", ",")
    days = int(value)
    if 19_900_101 <= days <= 21_001_231 and days == value:
        compact = _calendar(days // 10_000, days // 100 % 100, days % 100)
        if compact is not None:
            return Reading(compact, (DATE_AS_NUMBER,), f"đọc số {shown} là ngày {compact:%d/%m/%Y}")
    if _SERIALS_WITHOUT_PLAN[0] <= days <= _SERIALS_WITHOUT_PLAN[1]:
        day = DAY_ZERO + timedelta(days=days)
        if (start is None or day >= start - _NEAR) and (end is None or day <= end + _NEAR):
            return Reading(day, (DATE_AS_NUMBER,), f"đọc số {shown} là ngày {day:%d/%m/%Y}")
    return _unread(f"“{shown}” là số, không phải ngày; hãy ghi dạng ngày/tháng/năm")


def _read_text(value: str, start: date | None, end: date | None) -> Reading[date]:
    text = clean(value)
    if not text:
        return Reading()
    shown = f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
    body = text.lower().translate(_DASHES).removeprefix("'").rstrip(" .;,")
    clock = _BEFORE_CLOCK.match(body)
    body = body[clock.end() :] if clock else body
    lead = _LEAD.match(body)
    weekday = lead["weekday"] if lead else None
    body = body[lead.end() :] if lead else body
    if (world := _WORLD_TIME.search(body)) and int(world[1]) >= 24 - _HOURS_AHEAD:
        return _unread(f"{shown} là giờ quốc tế, ở Việt Nam đã là ngày hôm sau")
    body = _AFTER_CLOCK.sub("", body, count=1)
    parts = _parts(body)
    if parts is None:
        if _MONTH_ONLY.fullmatch(body):
            return _unread(f"{shown} chỉ có tháng, thiếu ngày")
        return _unread(f"{shown} không phải ngày tháng đọc được")
    year, month, day = parts
    if year is None:
        reading = _without_year(shown, month, day, start, end)
    else:
        if year < 100:
            year += 2000
            if (start and year < start.year - 1) or (end and year > end.year + 1):
                return _unread(f"{shown}: năm hai chữ số không khớp với kế hoạch")
        found = _calendar(year, month, day)
        if found is None:
            turned = _calendar(year, day, month)
            hint = f"; nếu là {turned:%d/%m/%Y} thì ghi lại theo ngày/tháng/năm" if turned else ""
            return _unread(f"{shown} không có trong lịch{hint}")
        reading = Reading(found, (DATE_AS_TEXT,), f"đọc {shown} là ngày {found:%d/%m/%Y}")
    if weekday and reading.value is not None and _weekday(weekday) != reading.value.weekday():
        return _unread(f"{shown}: thứ và ngày không khớp nhau")
    return reading


def _without_year(shown: str, month: int, day: int, start: date | None, end: date | None) -> Reading[date]:
    if not any(_calendar(leap, month, day) for leap in (2024, 2025)):
        return _unread(f"{shown} không có trong lịch")
    if start is None or end is None:
        return _unread(f"{shown} thiếu năm")
    fitting = [
        found
        for year in range(start.year, end.year + 1)
        if (found := _calendar(year, month, day)) and start <= found <= end
    ]
    if len(fitting) == 1:
        return Reading(
            fitting[0],
            (DATE_AS_TEXT, YEAR_ASSUMED),
            f"{shown} thiếu năm, hiểu là năm {fitting[0].year} theo kế hoạch",
        )
    why = "ngoài thời gian của kế hoạch" if not fitting else "kế hoạch kéo dài nhiều năm"
    return _unread(f"{shown} thiếu năm, {why}")


def _parts(body: str) -> tuple[int | None, int, int] | None:
    """(year or None, month, day) as written, not yet checked against the calendar; None: not a date's form."""
    if match := _DMY.fullmatch(body) or _SLASH_YEAR.fullmatch(body):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _YMD.fullmatch(body):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _WORDS.fullmatch(body):
        month = _MONTHS.get(match[2]) or int(match[2])
        return int(match[3]) if match[3] else None, month, int(match[1])
    if match := _DM.fullmatch(body):
        return None, int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(body):
        return int(match[4]), int(match[2]) if match[2] else _ENGLISH[match[3]], int(match[1])
    if match := _NAMED_FIRST.fullmatch(body):
        return int(match[3]), _ENGLISH[match[1]], int(match[2])
    if _COMPACT.fullmatch(body):
        if _calendar(int(body[:4]), int(body[4:6]), int(body[6:])):
            return int(body[:4]), int(body[4:6]), int(body[6:])
        return int(body[4:]), int(body[2:4]), int(body[:2])
    return None


def _weekday(name: str) -> int:
    """0 for Monday ("thứ hai", "t2")."""
    last = name.split()[-1].removeprefix("t") if name != "t" else name
    return int(last) - 2 if last.isdigit() else _WEEKDAYS.get(name.split()[-1], -1)
