"""Numbers as officers type them, in an Excel with Vietnamese or US settings, as numbers or as text.

The principle is that no number comes out which a person who looks at the sheet would not agree with.
So every form below is either decided by a stated rule or left blank with a finding; nothing is guessed.

Separators in text (the first rule that fits):

===================  =======================================  ================================
typed                read as                                  because
===================  =======================================  ================================
1.234,5  1.234.567   1234.5, 1234567                          Vietnamese: "." groups, "," decimal
1,234.5  1,234,567   1234.5, 1234567                          US; there is no other reading
8,5  12,50  1,2345   8.5, 12.5, 1.2345                        "," is the Vietnamese decimal sign
0,125  0.125         0.125                                    a group never begins with 0
8.5  12.50  1.2345   8.5, 12.5, 1.2345                        not groups of three, so a decimal point
1.234                1234                                     Vietnamese: "." groups thousands
1,234                a whole number is asked for: 1234;       Vietnamese 1.234 and US 1234 are both
                     in percent: 1.234; else ambiguous        possible (but 1234 % is not)
1 234  1 234 567     1234, 1234567                            spaces group thousands
12 34  1.23.4        not a number                             ill-formed groups
===================  =======================================  ================================

Around the digits: a unit of counting may follow ("12 lượt", "05 cuộc", or the unit that was asked for),
"%" and "phần trăm" where a percentage is asked for, the same amount in words in brackets ("02 (hai)"). "không"
and "không có" say 0. A unit of the same kind as the one asked for is converted ("35.000.000 đồng" is 35 triệu đồng,
:mod:`danvan_xl.language.measures`), another kind left blank. A dash, a range (10-12), a fraction (12/15), "khoảng 20", "≥ 20",
"5 triệu" where no money is asked for, an Excel error, a date and a mark are not numbers. Sources: decimal comma and grouping dot are what Luật Kế toán 2015, Điều 11, prescribes
and what officers write; the US forms come from Excel's regional settings.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from numbers import Integral, Real
from typing import Any

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.measures import (
    UNIT_CONVERTED,
    UNIT_MISMATCH,
    counts_the_same,
    factor,
    measure_of,
    multiple_of,
)
from danvan_xl.language.number_format import is_date_format, is_percent_format
from danvan_xl.language.number_words import number_in_words
from danvan_xl.language.reading import Reading
from danvan_xl.language.showing import comma, show_number

NUMBER_AS_TEXT = "number-as-text"
VALUE_NOT_NUMBER = "value-not-number"
ERROR_VALUE = "error-value"
NUMBER_AMBIGUOUS = "number-ambiguous"
NUMBER_NOT_WHOLE = "number-not-whole"
PERCENT_OUT_OF_RANGE = "percent-out-of-range"
PERCENT_LOOKS_LIKE_FRACTION = "percent-looks-like-fraction"

_HUNDRED = Decimal(100)
_MOST_DIGITS = 15  # Excel keeps no more: longer digit strings are identity or account numbers
LARGEST = Decimal(10) ** _MOST_DIGITS
"""No figure of an office is as large."""

_TEXT_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<body>\d[\d., ]*)(?P<rest>.*)", re.S)
_VULGAR = re.compile(r"(?P<whole>\d{1,3})? ?(?P<part>[½¼¾⅛⅜⅝⅞⅕⅖⅗⅘])(?P<rest>.*)", re.S)
_SIGNS = str.maketrans(
    {0x2212: "-", **dict.fromkeys(range(0x2010, 0x2016), "-")}  # minus sign, hyphens and dashes
    | {
        wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)
    }  # full-width forms; never ², which NFKC makes 2
)
# Two numbers under each other, or apart in one line, are two numbers and no groups of one.
_EXCEL_ERROR = re.compile(r"#(?:N/A|[A-Z_]+[!?0/]*)|#{3,}|Err:\d+")  # the last is LibreOffice's
_TWO_NUMBERS = re.compile(r"\d\s*[\n\r\t\v\f]\s*\d|\d\s{2,}\d")
_OUT_OF = re.compile(r" ?/ ?(\d+(?:[.,]\d{1,2})?)$")
_IN_WORDS = re.compile(r"\s*\(([^()\d]+)\)\s*")
_VN_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_US_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_SPACE_GROUPS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_PERCENT_WORDS = frozenset({"%", "phần trăm"})
_ZERO_WORDS = frozenset({"không", "không có", "ko", "ko có"})

# Words that count things in the tables of this field. A phrase of such words after a number says nothing more
# than the number; any other word ("12 chưa xong", "5 triệu", "12 ngày") may change it.
_COUNTING = """
lượt người cuộc hội nghị buổi đợt lần lớp đơn thư hồ sơ mô hình vụ việc ý kiến phản ánh khiếu nại tố cáo thôn bản
ấp xã phường tổ dân phố khu hộ gia đình điểm đ văn công cam kết tin bài phóng sự thủ tục nhóm đội câu lạc bộ chí
đ/c trường hợp cán chức viên đảng đoàn học sinh trình phần chuyên đề mục báo cái chiếc cuốn quyển tờ rơi đối thoại
gương điển đồng cây căn nhà suất quà cơ quan đơn vị sáng
"""
_COUNTING_WORDS = frozenset(_COUNTING.split())


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent: 12.50 → 12.5, 1E+3 → 1000, -0 → 0."""
    if not number:
        return Decimal(0)
    short = number.normalize()
    return Decimal(format(short, "f")) if "E" in str(short) and short.adjusted() < 40 else short


def exact(value: float) -> Decimal:
    """A finite float as Excel shows it, with 15 significant digits: 8.1 → 8.1, 0.1 + 0.2 → 0.3."""
    return plain(Decimal(format(value, ".15g")))


def _blank(code: str, note: str) -> Reading[Decimal]:
    return Reading(None, (code,), note)


def _finish(
    number: Decimal, issues: tuple[str, ...], note: str, percent: bool, whole: bool, *, signed: bool = False
) -> Reading[Decimal]:
    """Check a number against what is asked for. ``signed``: a percent sign or format leaves no doubt about 0,85."""
    number = plain(number)
    if percent:
        if not 0 <= number <= _HUNDRED:
            return Reading(None, (*issues, PERCENT_OUT_OF_RANGE), f"{comma(number)} % nằm ngoài khoảng 0-100")
        if 0 < number < 1 and not signed:
            return Reading(
                number,
                (*issues, PERCENT_LOOKS_LIKE_FRACTION),
                f"hiểu là {comma(number)} %; nếu định ghi {comma(plain(number * 100))} % thì ghi lại",
            )
    if whole and number != number.to_integral_value():
        shown = format(number, "f")
        hint = (
            f"; nếu là {shown.replace('.', '')} thì ghi liền, không có dấu"
            if re.search(r"\.\d{3}$", shown)
            else ""
        )
        return Reading(None, (*issues, NUMBER_NOT_WHOLE), f"{comma(number)} không phải số nguyên{hint}")
    return Reading(number, issues, note)


def read_number(
    value: Any,
    *,
    number_format: str | None = None,
    percent: bool = False,
    whole: bool = False,
    unit: str = "",
    out_of: Decimal | None = None,
) -> Reading[Decimal]:
    """Read one cell as a number.

    ``number_format`` is the cell's Excel format where it is known. ``percent`` asks for a percentage 0-100: 1 means
    1 % unless the format is a percent format (then 0.85 is 85, as the cell shows), a value outside is left blank
    with ``percent-out-of-range``, one between 0 and 1 is kept with ``percent-looks-like-fraction``. Where no percentage
    is asked for, "85%" and a cell shown as a percentage are ``value-not-number``. ``whole`` asks for a whole number; others
    are left blank with ``number-not-whole`` (1.234 typed into a US Excel shows as a thousand and is a fraction).
    ``unit`` is the unit asked for (Đơn vị tính) and may follow the number even when it multiplies ("5 triệu đồng"); another size of
    it gives ``unit-converted``, another kind ``unit-mismatch`` and a blank.
    ``out_of`` is the maximum, so that "8,5/10" reads 8.5 where 10 is the maximum.

    Floats come out with the 15 digits that Excel shows. Text gives ``number-as-text`` and a note on what was assumed;
    an undecidable separator gives ``number-ambiguous``; everything else that is not blank ``value-not-number``.
    Negative numbers are read: whether they are allowed is the caller's rule.
    """
    if value is None:
        return Reading()
    if type(value) is float and number_format is None:
        return _read_float(value, percent, whole)
    if isinstance(value, str):
        return _read_text(value, number_format, percent, whole, unit, out_of)
    if isinstance(value, bool):
        return _blank(VALUE_NOT_NUMBER, "ô chứa giá trị đúng/sai, không phải số")
    if isinstance(value, datetime | date):
        return _blank(
            VALUE_NOT_NUMBER,
            f"ô chứa ngày tháng ({value:%d/%m/%Y}); có thể Excel đã đổi “{value.day}.{value.month}” thành ngày"
            if value == value
            else "ô chứa ngày tháng, không phải số",
        )
    if isinstance(value, time | timedelta):
        return _blank(VALUE_NOT_NUMBER, "ô chứa giờ, không phải số")
    if isinstance(value, Integral):
        number = Decimal(int(value))
    elif isinstance(value, Decimal):
        if not value.is_finite():
            return _blank(VALUE_NOT_NUMBER, "ô không chứa số hợp lệ")
        number = value
    elif isinstance(value, Real):
        if not math.isfinite(value):
            return _blank(VALUE_NOT_NUMBER, "ô không chứa số hợp lệ")
        number = exact(float(value))
    else:
        return _blank(VALUE_NOT_NUMBER, "ô không chứa số")
    if number_format is not None:
        if is_percent_format(number_format):
            if not percent and not _asks_share(unit):
                return _blank(
                    VALUE_NOT_NUMBER, f"ô hiện {comma(plain(number * 100))} % trong khi không hỏi tỷ lệ"
                )
            return _finish(number * _HUNDRED, (), "", percent, whole, signed=True)
        if is_date_format(number_format):
            return _blank(VALUE_NOT_NUMBER, "ô hiện ngày, giờ, không phải số")
    return _finish(number, (), "", percent, whole)


@lru_cache(maxsize=4096)
def _read_float(value: float, percent: bool, whole: bool) -> Reading[Decimal]:
    """What most cells hold; counts are small, and come again and again."""
    if not math.isfinite(value):
        return _blank(VALUE_NOT_NUMBER, "ô không chứa số hợp lệ")
    return _finish(exact(value), (), "", percent, whole)


def _read_text(
    value: str, number_format: str | None, percent: bool, whole: bool, unit: str, out_of: Decimal | None
) -> Reading[Decimal]:
    text = clean(value)
    if not text:
        return Reading()
    shown = f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
    unreadable = _blank(VALUE_NOT_NUMBER, f"{shown} không phải số")
    if _TWO_NUMBERS.search(value):
        return unreadable
    if _EXCEL_ERROR.fullmatch(text):
        return _blank(ERROR_VALUE, f"ô báo lỗi {shown}")
    body = text.translate(_SIGNS).removeprefix("'").removeprefix("’")
    vulgar = _VULGAR.fullmatch(body)
    if vulgar:
        number = Decimal(vulgar["whole"] or 0) + Decimal(str(unicodedata.numeric(vulgar["part"])))
        rest, sign = vulgar["rest"], ""
    else:
        match = _TEXT_NUMBER.fullmatch(body)
        if match is None:
            if fold(body) in _ZERO_WORDS:
                return _finish(Decimal(0), (NUMBER_AS_TEXT,), f"hiểu {shown} là 0", percent, whole)
            if body in ("-", "--"):
                return _blank(VALUE_NOT_NUMBER, "dấu “-” không phải số; nếu không có thì ghi 0")
            return unreadable
        digits = match["body"].rstrip()
        rest = match["body"][len(digits) :] + match["rest"]
        sign = match["sign"]
        if rest.lstrip().startswith(("-", "+", ":", "*", "x ", "=")):
            return unreadable
        outcome = _separators(digits, percent, whole)
        if isinstance(outcome, str):
            if outcome == NUMBER_AMBIGUOUS:
                return _blank(
                    NUMBER_AMBIGUOUS,
                    f"{shown} có thể là {digits.replace(',', '')} hoặc {digits.lstrip()}; hãy gõ lại thành số",
                )
            return unreadable
        number = outcome
    if out_of is not None and rest:
        over = _OUT_OF.fullmatch(rest)
        if over and Decimal(over[1].replace(",", ".")) == out_of:
            rest = ""
    in_words = _IN_WORDS.match(rest)
    if in_words:
        if number_in_words(in_words[1].lower().strip()) != number:
            return unreadable
        rest = rest[in_words.end() :]
    tail = rest.strip().rstrip(".;").strip()
    note = f"đọc {shown} là {comma(plain(-number if sign == '-' else number))}"
    if tail:
        if tail.lower() in _PERCENT_WORDS:
            if not percent and not _asks_share(unit):
                return _blank(VALUE_NOT_NUMBER, f"{shown} là tỷ lệ phần trăm trong khi không hỏi tỷ lệ")
        elif percent:
            return unreadable
        else:
            counted = _of_unit(number, tail, unit)
            if counted is None:
                return unreadable
            if counted.value is None:
                return counted
            if counted.issues:
                number = -counted.value if sign == "-" else counted.value
                return _finish(number, counted.issues, counted.note, percent, whole)
    elif percent and is_percent_format(number_format) and number < 1 and number != 0:
        return _blank(NUMBER_AMBIGUOUS, f"{shown} trong ô định dạng phần trăm có thể hiểu hai cách")
    if sign == "-":
        number = -number
    return _finish(number, (NUMBER_AS_TEXT,), note, percent, whole, signed=bool(tail))


def _asks_share(unit: str) -> bool:
    asked = measure_of(unit)
    return asked is not None and asked.kind == "share" and asked.size == 1


def _of_unit(number: Decimal, tail: str, unit: str) -> Reading[Decimal] | None:
    """``number`` counted in the unit asked for; without a finding where ``tail`` only names what is counted, None where it may say more."""
    if fold(unit) and fold(tail) == fold(unit):
        return Reading(number)
    times = factor(tail, unit) if unit else None
    if not unit and measure_of(tail) is None and (many := multiple_of(tail)[0]) != 1:
        converted = plain(number * many)
        note = f"{show_number(number)} {tail} là {show_number(converted)}"
        return Reading(converted, (UNIT_CONVERTED,), note)
    if times is not None and times != 1:
        converted = plain(number * times)
        note = f"{show_number(number)} {tail} là {show_number(converted)} {clean(unit)}"
        return Reading(converted, (UNIT_CONVERTED,), note)
    measure, words = measure_of(tail), tail.lower().split()
    if measure is not None or (len(words) <= 5 and all(word in _COUNTING_WORDS for word in words)):
        # Nothing is asked for: one word ("đồng", "km") names what stands there, "triệu đồng" may be another size.
        as_it_is = (
            measure.kind != "share" and len(words) == 1
            if measure is not None
            else counts_the_same(tail, unit)
        )
        if times == 1 or (as_it_is and (measure is None or not unit)):
            return Reading(number)
        asked = f"phiếu hỏi theo “{clean(unit)}”" if unit else "phiếu không hỏi theo đơn vị tính này"
        return _blank(UNIT_MISMATCH, f"ghi theo “{tail}”, {asked}")
    return None if times is None else Reading(number)


def _separators(digits: str, percent: bool, whole: bool) -> Decimal | str:
    """Digits with '.', ',' and spaces as a number, or the code of why not. The table of the module decides."""
    if digits.isdigit() and digits.isascii():
        if len(digits) > _MOST_DIGITS or (digits[0] == "0" and len(digits) > 3):
            return VALUE_NOT_NUMBER  # an account, telephone or document number
        return Decimal(digits)
    if sum(c.isdigit() for c in digits) > _MOST_DIGITS:
        return VALUE_NOT_NUMBER
    if " " in digits:
        head, mark, tail = digits, "", ""
        for sign in ",.":
            if digits.count(sign) == 1:
                head, mark, tail = digits.partition(sign)
        if not _SPACE_GROUPS.fullmatch(head) or (mark and not _ascii_digits(tail)):
            return VALUE_NOT_NUMBER
        return Decimal(head.replace(" ", "") + ("." + tail if mark else ""))
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        if commas == 1 and digits.rindex(",") > digits.rindex("."):
            head, _, tail = digits.partition(",")
            good = _VN_GROUPS.fullmatch(head) and _ascii_digits(tail)
            return Decimal(f"{head.replace('.', '')}.{tail}") if good else VALUE_NOT_NUMBER
        if dots == 1 and digits.rindex(".") > digits.rindex(","):
            head, _, tail = digits.partition(".")
            good = _US_GROUPS.fullmatch(head) and _ascii_digits(tail)
            return Decimal(f"{head.replace(',', '')}.{tail}") if good else VALUE_NOT_NUMBER
        return VALUE_NOT_NUMBER
    mark = "." if dots else ","
    if dots + commas > 1:
        groups = _VN_GROUPS if dots else _US_GROUPS
        return Decimal(digits.replace(mark, "")) if groups.fullmatch(digits) else VALUE_NOT_NUMBER
    head, _, tail = digits.partition(mark)
    if not _ascii_digits(head) or not _ascii_digits(tail) or (head[0] == "0" and len(head) > 3):
        return VALUE_NOT_NUMBER
    as_decimal = Decimal(f"{head}.{tail}")
    could_group = len(tail) == 3 and len(head) <= 3 and head[0] != "0"
    if not could_group:
        return as_decimal
    if mark == ".":
        return Decimal(head + tail)
    if percent:
        return as_decimal
    if whole and as_decimal != as_decimal.to_integral_value():
        return Decimal(head + tail)
    return NUMBER_AMBIGUOUS


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
