"""How many of what a task asks for: "01 cuộc/thôn", "ít nhất 02 hội nghị/năm", "mỗi quý 1 lần", "100% hồ sơ".

Prefer missing to false: a number becomes a quantity only when a noun that this field counts in follows it and nothing
before it makes it a name or a limit. So document numbers (33/CT-TTg), dates, "6 tháng cuối năm", "5 năm thực hiện",
"thôn 5", "lần thứ 13", "không quá 02 lần", "giảm 10%" and what was already done ("đã xây dựng 05 mô hình") give nothing.
Source of the wording: the issued plans and their indicators, as the project's domain notes list them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from danvan_xl.language.folding import clean


class Quantity(Struct, frozen=True):
    """One amount asked for.

    ``unit`` is the noun counted ("cuộc", "mô hình", "tin, bài"; "%" or "% hồ sơ" for a share). ``per`` is what it is
    asked for each of: a place or body ("thôn") before a time ("năm"), None when it is asked for once. ``every`` is the
    time when ``per`` is a place ("01 cuộc/thôn/năm"). ``at_least``: more is welcome; of a range ("1-2 mô hình")
    the lower end is meant.
    """

    amount: Decimal
    unit: str
    per: str | None = None
    at_least: bool = False
    every: str | None = None

    @property
    def target_unit(self) -> str:
        """For Đơn vị tính: "cuộc/thôn", "hội nghị/năm", "mô hình"."""
        return f"{self.unit}/{self.per}" if self.per else self.unit


# Counted for their own sake: a number before one of these is a quantity.
_STRONG = (
    "hội nghị|hội thảo|hội thi|tọa đàm|cuộc|buổi|đợt|lượt|mô hình|công trình|phần việc|chuyên đề|chuyên mục|phóng sự"
    r"|tin,? ?(?:và )?bài|bài viết|bản tin|tin|bài|lớp|lần|đối thoại|điển hình|gương điển hình|câu lạc bộ"
    "|diễn đàn|chương trình phát thanh"
)
# Also mentioned for other reasons, so "ít nhất" or "/năm" must show that they are asked for.
_WEAK = (
    "hồ sơ|văn bản|báo cáo|ý kiến|kiến nghị|thủ tục hành chính|thủ tục|tuyến đường|căn nhà|hộ dân|hộ|người|thôn|đơn vị"
    "|sáng kiến|giải pháp|việc|nhóm|tổ|đội|kỳ|sản phẩm|ngày"
)
# The noun goes on as another word: "5 tổ chức", "một bài học", "02 cuộc sống".
_OTHER_WORD = re.compile(
    r"(?:tổ +chức|bài +(?:học|toán)|cuộc +(?:sống|đời|cách mạng|vận động)|đội +ngũ|lớp +[\dIVX]|lần +thứ|việc +làm"
    r"|người +đứng đầu|tin +(?:học|cậy|nhắn)|đơn vị +hành chính|thôn +\d)",
    re.IGNORECASE,
)

_HAMLET = "thôn|tổ dân phố|tdp|ấp|bản|khu phố|khối phố|khu dân cư|xóm|buôn|làng|khóm"
_BODY = (
    "xã|phường|thị trấn|đặc khu|huyện|cơ quan|đơn vị|địa phương|trường học|trường|phòng|ban|ngành|đoàn thể|chi bộ|chi hội"
    "|tổ chức|công chức|cán bộ|hộ|lớp|cụm|điểm"
)
_TIME = r"(?:0?[1-9]\d? +)?(?:năm học|năm|học kỳ|nhiệm kỳ|quý|tháng|tuần|ngày)"
_ONE_PER = rf"(?:{_HAMLET}|{_BODY}|{_TIME})(?!\w)"
_PER = rf"{_ONE_PER}(?:(?:, ?| và | hoặc |; ?){_ONE_PER})*"

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,5})"
_AT_LEAST = r"(?P<least>(?:ít nhất|tối thiểu|không dưới|không ít hơn|ít ra)(?: là| phải có| có| phải| được)?|≥|>=|trên|hơn|từ)"
_QUANTITY = re.compile(
    rf"(?:{_AT_LEAST} ?)?(?<![\w/.–-])(?<!\d,)"
    rf"(?:(?P<low>{_NUMBER})(?: ?(?:-|–|đến) ?(?P<high>{_NUMBER}))?(?: ?\([^()\d]{{2,12}}\))?|(?P<word>{'|'.join(_WORDS)})) ?"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?!\w)",
    re.IGNORECASE,
)
_SHARE_OF = (
    "hồ sơ|đơn thư|đơn|kiến nghị|ý kiến|phản ánh|vụ việc|cán bộ|công chức|người dân|hộ dân|hộ gia đình|hộ|thủ tục hành chính"
    "|tthc|văn bản|cơ quan|đơn vị|thôn|xã|trường học|trường|cuộc|mô hình|cử tri|đảng viên|đoàn viên|hội viên"
)
_SHARE = re.compile(
    rf"(?:{_AT_LEAST} ?)?(?<![\w/.–-])(?<!\d,)(?P<low>\d{{1,3}}(?:,\d{{1,2}})?)(?: ?(?:-|–|đến) ?(?P<high>\d{{1,3}}))?"
    rf" ?%(?: (?:số )?(?P<of>{_SHARE_OF})(?!\w))?",
    re.IGNORECASE,
)

_NAMES = (
    "số|ngày|tháng|năm|quý|thứ|lần|khóa|khoá|(?<!định )kỳ|điều|khoản|điểm|mục|lục|phần|chương|bảng|biểu|mẫu|cấp|độ|mức|loại|hạng"
    "|đoạn|đến|thôn|tổ|khu|ấp|xóm|khối|đội|bản|buôn|khóm|lớp|bài|nhóm|phường|quận|km|tập|trang|phố|nghị quyết|chỉ thị|nghị định|quyết định|top"
)
"""What stands before a number that is a name, a date or an ordinal ("thôn 5", "năm 2025", "Nghị quyết 57")."""
_IS_NAME = re.compile(rf"(?<!\w)(?:{_NAMES})[ :]*$", re.IGNORECASE)
_IS_LIMIT = re.compile(
    r"(?<!\w)(?:không quá|không vượt quá|tối đa|nhiều nhất|cao nhất|dưới|chưa đến|chưa đạt|giảm|tăng|tăng thêm|thêm|gấp|còn|vượt"
    r"|chiếm|so với|khoảng|gần|(?:giảm|tăng)(?: \w+){1,3})(?: là)?[ :]*$",
    re.IGNORECASE,
)
_IS_PAST = re.compile(r"(?<!\w)đã(?: \w+){0,4}[ :]*$", re.IGNORECASE)
_PER_BEFORE = re.compile(
    rf"(?<!\w)(?:mỗi|từng|hằng|hàng|một|0?1)(?: một)? (?P<per>{_PER})(?:,?(?: (?!mỗi|từng|hằng|hàng)[^\W\d_]+){{0,6}}),?[ :]*$",
    re.IGNORECASE,
)
_SPAN_BEFORE = re.compile(r"(?<!\w)(?P<per>0?[1-9]\d? (?:năm|tháng|tuần|ngày)),? ?$", re.IGNORECASE)
_NOUN = r"(?: [“\"‘'(]?[^\W\d_]+(?:-[^\W\d_]+)?[”\"’')]?){0,8}?(?: ?\([^()]*\))?"
_PER_AFTER = re.compile(rf"{_NOUN} ?/ ?(?P<per>{_PER})(?: ?/ ?(?P<more>{_ONE_PER}))?(?! ?/|-)", re.IGNORECASE)
_EACH_AFTER = re.compile(
    rf"{_NOUN} (?:(?:ở|tại|cho|đối với|trên địa bàn) )?(?:mỗi|từng|một|hằng|hàng) (?P<per>{_PER})(?P<more>(?!))?",
    re.IGNORECASE,
)
_UPWARDS = re.compile(rf"{_NOUN}(?: ?/ ?{_PER})* trở lên", re.IGNORECASE)
_HAMLET_ONLY = re.compile(rf"(?:{_HAMLET})(?:(?:, ?| và | hoặc |; ?)(?:{_HAMLET}))*", re.IGNORECASE)
_IS_TIME = re.compile(_TIME, re.IGNORECASE)


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _pers_before(before: str) -> tuple[list[str], bool]:
    """What "mỗi ..." before the number names, the nearest first; and whether "ít nhất" stands before that."""
    found: list[str] = []
    while len(found) < 2 and (match := _PER_BEFORE.search(before)):
        found.append(match["per"])
        before = before[: match.start()].rstrip(" ,") + " "
    return found, bool(found) and before.lower().endswith(("ít nhất ", "tối thiểu "))


def _pers_after(after: str) -> list[str]:
    match = _PER_AFTER.match(after) or _EACH_AFTER.match(after)
    return [per for per in (match["per"], match["more"]) if per] if match else []


def _settle(pers: list[str]) -> tuple[str | None, str | None]:
    """(per, every): a place before a time, in small letters, kinds of thôn as the first of them."""
    places, times = [], []
    for per in pers:
        small = per.lower()
        if _IS_TIME.fullmatch(small):
            times.append(re.sub(r"^0?1 ", "", small))
        else:
            places.append(re.split(r"[,;]| và | hoặc ", small)[0] if _HAMLET_ONLY.fullmatch(small) else small)
    if places:
        return places[0], times[0] if times else None
    return (times[0] if times else None), None


def _read(match: re.Match[str], text: str) -> Quantity | None:
    before, after = text[: match.start()], text[match.end() :]
    groups = match.groupdict()
    if _IS_LIMIT.search(before) or _IS_PAST.search(before):
        return None
    share = "of" in groups
    if not share and _OTHER_WORD.match(text, match.start("strong" if groups["strong"] else "weak")):
        return None
    pers, least_per = _pers_before(before)
    unit = f"% {groups['of'].lower()}" if share and groups["of"] else "%"
    if not share:
        unit = (groups["strong"] or groups["weak"]).lower()
        if not pers and unit == "lần" and (span := _SPAN_BEFORE.search(before)):
            pers = [span["per"]]
    if not pers and not groups["least"] and _IS_NAME.search(before):
        return None
    pers += _pers_after(after)
    upwards = _UPWARDS.match(after) is not None
    low = Decimal(_WORDS[groups["word"].lower()]) if groups.get("word") else _amount(groups["low"])
    if groups["high"] and _amount(groups["high"]) <= low:
        return None
    least = (groups["least"] or "").lower()
    if least == "từ" and not groups["high"] and not upwards:
        return None
    at_least = bool(least or groups["high"] or upwards or least_per)
    if not share and (groups["weak"] or groups.get("word")) and not pers and (not at_least or unit == "ngày"):
        return None
    if not low or (share and low > 100) or (not share and 1990 <= low <= 2100 and "." not in groups["low"]):
        return None
    per, every = _settle(pers)
    return Quantity(low, unit, per, at_least, every)


def read_quantities(text: str) -> list[Quantity]:
    """The amounts that a task's text asks for, in the order in which they stand; empty when there are none."""
    text = clean(text)
    if not text:
        return []
    found = [(m.start(), m) for pattern in (_QUANTITY, _SHARE) for m in pattern.finditer(text)]
    found.sort(key=lambda item: item[0])
    return [quantity for _, match in found if (quantity := _read(match, text)) is not None]


_CONDITION = re.compile(
    r"(?i)(?:nếu|khi|việc|trường hợp|nơi nào)\b[^.;]*?\b(?:thì|mới được)\b|(?:được|có) (?:trên|từ) \d+\s*%[^.;,]*(?:tán thành|đồng ý|nhất trí)"
)
"""A quantity in a condition is no target."""
_PER_TIME = re.compile(r"(?i)\d\s*[^\W\d_]+(?: [^\W\d_]+)?\s*/\s*(?:ngày|tuần|tháng|quý)\b")
"""So much every month is no quantity of the whole plan."""


def asked_of(text: str) -> list[tuple[Decimal, str]]:
    """What a task's words ask for of the whole plan: each amount with its Đơn vị tính, once.

    A quantity in a condition is no target, and so much every month is no quantity of the whole plan.
    """
    told = _CONDITION.sub(" ", text)
    if _PER_TIME.search(told):
        return []
    return list(dict.fromkeys((found.amount, found.target_unit) for found in read_quantities(told)))


def stated(text: str, unit: str) -> tuple[Decimal, str] | None:
    """A Chỉ tiêu that is written as words: "01 cuộc/thôn" says its own unit, but for one that stands beside it (``unit``).

    None where it names no amount, or several.
    """
    found = read_quantities(text)
    return (found[0].amount, unit or found[0].target_unit) if len(found) == 1 else None
