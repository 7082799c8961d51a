"""How much a stretch of words looks like a unit cell, a deadline, a deliverable. Points, for choosing borders only.

Nothing is decided by these points but where one cell of a flattened table ends and the next begins.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units.groups import read_group_part
from danvan_xl.language.units.vocabulary import KNOWN_WORDS

_UNIT_START = re.compile(
    r"^(?:phòng|văn phòng|vp|trung tâm|tt|các|tất cả|toàn thể|ubnd|ủy ban|hđnd|công an|ca xã|ban chỉ huy|ban chqs|bch|ban|hội|đoàn"
    r"|mttq|mặt trận|ubmttq|trường|thôn|tổ dân phố|ấp|bản|khu phố|sở|bộ phận|công chức|đài|trạm|thanh tra|đơn vị|cơ quan|lãnh đạo"
    r"|chủ tịch|đảng ủy|huyện ủy|quân sự|chi cục|kho bạc|bảo hiểm|ngân hàng|liên đoàn|vhxh|tòa án|viện|hạt|cục|báo(?! cáo)|bộ chỉ huy|bộ tư lệnh|bchqs|đồn|đội"
    r"|điện lực|bưu điện|công đoàn|tỉnh đoàn|thành đoàn|thị đoàn|quận đoàn|huyện đoàn|xã đoàn|đoàn tncs|tỉnh ủy|thành ủy|thị ủy|quận ủy|bệnh viện|thư viện|bảo tàng|chi nhánh"
    r"|hợp tác xã|nhà trường|kế toán|thường trực|hiệp hội|câu lạc bộ|bí thư|chi bộ|trưởng|đồng chí|buôn|bon|làng|xóm|khóm|cụm|chi đoàn|chi hội|ubmt|hlhpn|ccb|xã(?! hội)|phường|thị trấn)\b"
)
_NO_UNIT = re.compile(
    r"^(?:bản (?:cam kết|tin|đồ|kê|ghi|đăng ký|tổng hợp|báo cáo|hương ước|quy)|ban hành|tổ chức|đội hình|hội (?:nghị|thảo|thi|diễn|họp)|xã hội hóa|trưởng thành|các (?:hội nghị|cuộc|lớp|buổi|mô hình|văn bản|tin|bài|hoạt động))\b"
)
"""Begins like a body but is none: deliverables and verbs."""
_UNIT_MORE = frozenset(
    """các thuộc xã huyện phường trấn tỉnh thành phố khu đặc trên địa bàn liên quan có và khác còn lại trực đơn vị cơ quan ngành chuyên
    môn ban đoàn thể tổ dân phố ấp bản thị cấp của ubnd hđnd mttq toàn tất cả trừ khi phối hợp với hộ tịch viên giáo
    mttqvn vhxh lđtbxh việt nam""".split()  # noqa: SIM905
)
_SMALL_HEADS = re.compile(
    r"(?<![,;/&\-–+(:\n])(?<!\bvà)(?<!\bcủa)(?<!\bthuộc)(?<!\bvới)(?<!\bcùng)(?<!\btrực)\s+"
    r"(?:Phòng|Văn phòng|Trung tâm|Các|Công an|Ban (?!Chỉ đạo|Xây dựng)|Hội(?! đồng)|Đoàn(?! thể)|Trường(?! Sa)|Thôn|(?<!phòng )(?<!đoàn )(?<!niên )(?<!ủy )(?<!tra )(?<!đốc )Sở|Đài|Trạm|Bộ phận|Bộ Chỉ huy|Thanh tra|Liên đoàn|Công đoàn"
    r"|Ủy ban M|Uỷ ban M|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Thị đoàn|Báo|Đồn|Chi cục|(?<!phòng )(?<!tịch )UBND)(?:\b|(?<=\s))"
)
"""A second body in a unit cell, without anything between the two: most likely the next cell."""
_TIME_INSIDE = re.compile(
    r"(?<=\S )(?:Thường xuyên|Trước|Tháng|Quý|Trong|Từ (?:tháng|ngày|quý)|Xong|Hoàn thành|Hằng|Hàng|Định kỳ|Cả năm|Khi có|Theo (?:kế hoạch|quy định)|\d+ tháng|\d{1,2}/\d)(?:\b|$)"
)
_WHEN_START = re.compile(
    r"^(?:thường xuyên|tháng|quý|trước|xong|hoàn thành|năm|\d+ tháng|cả năm|trong|từ|đến|ngày|\d{1,2}[/.\-]\d|hằng|hàng|định kỳ"
    r"|khi|theo|giai đoạn|đột xuất|cuối|đầu|giữa|chậm nhất|[ivx]+ \d{4}|ngay|sau|tuần|mỗi|6 tháng|9 tháng|i ii|liên tục|dự kiến|suốt|bắt đầu|kịp thời|vào|\d{4}|\d{1,2} \d{1,2}(?: \d{4})?$|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|(?:một|hai|ba|bốn|sáu) tháng"
    r"|(?:\d+|một|hai) lần|lần \d|đợt \d|hưởng ứng|nhân dịp|dịp|ra quân trước|phát động|tối thiểu \d+ \w+ (?:tuần|tháng|quý|năm)|\d+ \w+ ?\w* (?:tuần|tháng|quý)$|trong suốt|các ngày)\b"
)
_DELIVERABLE_START = re.compile(
    r"^(?:báo cáo|kế hoạch|văn bản|biên bản|quyết định|hội nghị|bản|danh sách|mô hình|tin|bài|tổng hợp|công văn|hồ sơ|quy chế|hình ảnh"
    r"|chương trình|lịch|thông báo|hướng dẫn|kết quả|số|đề án|tờ trình|nghị quyết|chuyên mục|phóng sự|cuộc|buổi|lớp|sổ|phiếu|sản phẩm|các|cam kết"
    r"|kỷ yếu|tài liệu|giấy|đĩa|trang|cổng|video|ảnh|bảng|tỷ lệ|100|\d+ (?!\d)\w|ý kiến|thư|đơn|dữ liệu|hệ thống|phần mềm)\b"
)
_OPEN_END = re.compile(
    r"(?:,|-|–|\b(?:của|và|các|về|tại|với|cho|trong|theo|đến|từ|số|ngày|trên|do|là|để|những|năm|thuộc|giữa|cùng|bằng|qua|khi|được|không|ở|vào|nhằm|như|hoặc|đối với|Văn|Trung|Phòng|Các|quý|tháng|trước|Quý|Tháng|Chủ tịch|Bí thư|Giám đốc|Trưởng|đơn|lãnh đạo|Lãnh đạo|Môi|Hiệp|đầu|Trước|Từ|Huyện|Nông))$"
)


DITTO = re.compile(
    r"^[-–\s\"″”“'‘’.]*(?:nt|n/t|như trên)[-–\s\"″”“'‘’.]*$|^\s*(?:[″”“〃]|\"|''|-\s*\"\s*-)\s*$", re.I
)
"""A cell that says the same as the one above."""


@lru_cache(maxsize=65536)
def unit_points(text: str) -> float:
    """Positive for text that can be a whole unit cell."""
    shown = clean(text)
    if DITTO.match(shown):
        return 3.0
    line = fold(shown)
    if not _UNIT_START.match(line) or _NO_UNIT.match(line):
        return -4.0
    words = line.split()
    if len(words) > 60:
        return -8.0
    points = 0.5 if line.startswith("hđnd") else 3.0  # more often the tail of "Văn phòng HĐND và UBND"
    strange = sum(
        1
        for word, shown_word in zip(words, re.findall(r"[^\W_]+", shown), strict=False)
        if word not in KNOWN_WORDS
        and word not in _UNIT_MORE
        and not shown_word[:1].isupper()
        and not word.isdigit()
    )
    points -= 1.2 * strange
    points -= 4.0 * len(_SMALL_HEADS.findall(shown)) + 6.0 * len(_TIME_INSIDE.findall(shown))
    if shown[0].islower() and not line.startswith(
        ("các ", "tất cả", "toàn thể", "mọi ", "đơn vị ", "cơ quan ", "ubnd ")
    ):
        points -= 3.0  # the middle of a name
    if shown[-1] in ",;&/-" or _OPEN_END.search(shown):
        points -= 8.0
    if line in (
        "văn phòng",
        "trung tâm",
        "phòng",
        "các",
        "ban",
        "ubnd",
        "ủy ban",
        "hội",
        "trường",
        "ban chỉ huy",
        "các phòng chuyên",
        "sở",
        "công đoàn",
        "xã",
        "phường",
        "đảng ủy",
        "bộ chỉ huy",
        "đội",
        "đoàn",
        "trạm",
        "công an",
    ):
        points -= 3.0
    elif read_group_part(shown) is not None:
        points += 1.0
    if shown.count("(") != shown.count(")"):
        points -= 3.0
    return points


_CUT = re.compile(r"(?:[;,]\s*|^)(?:Ủy ban|Uỷ ban|Ủy|Uỷ|Ban|Hội|Đoàn|Bộ|Ban Chỉ|Liên|Mặt|Trường|Trạm|Chi)$")
"""The end of a line in the middle of a body's name: "...; Ủy ban" + "MTTQ Việt Nam huyện"."""
_PARTY_LINE = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) [ủu][ỷyỶủu]?y?\b", re.I)
_PARTY_OFFICE = re.compile(
    r"(?:Ban (?!Chỉ|Quản)|Văn phòng$|Thường trực$|Thường vụ$|Trung tâm Chính trị$)", re.I
)
"""A name that a line may break before the committee it belongs to: "Ban Dân vận" + "Quận ủy"."""


def name_lines(text: str) -> list[str]:
    """The lines of a unit cell where each is a name of its own (a list); else the cell as one line."""
    lines = [clean(line) for line in text.split("\n") if clean(line)]
    bullets = all(
        re.match(r"[-+•]\s*\S", line) and unit_points(line.lstrip("-+• ")) > 0 for line in lines[1:]
    )
    names = all(
        line[:1].isupper() and unit_points(line) > 1 and not _OPEN_END.search(line) and not _CUT.search(line)
        for line in lines
    )
    cut = any(_PARTY_LINE.match(below) and _PARTY_OFFICE.match(above) for above, below in pairwise(lines))
    if len(lines) > 1 and (bullets or names) and not cut:
        return [re.sub(r"^[-+•]\s*", "", line) for line in lines]
    return [clean(text)] if lines else []


_WHEN_CAPITALS = frozenset("Quý Tháng Năm Đảng Tết Trung Chính Quốc Nguyên Xuân Kỳ Ủy Thường Sở Bộ".split())  # noqa: SIM905
"""Capitals that stand inside a deadline; any other begins something else."""


@lru_cache(maxsize=65536)
def when_points(text: str) -> float:
    """Positive for text that the deadline reader understands."""
    shown = clean(text)
    if DITTO.match(shown):
        return 3.0
    line = fold(shown)
    if not _WHEN_START.match(line) or len(line.split()) > 40:
        return -4.0
    from datetime import date

    from danvan_xl.language.deadlines import DeadlineContext, read_deadline
    from danvan_xl.model import DeadlineKind

    strange = [
        w
        for w in re.findall(r"(?<=[^\W\d_] )[A-ZĐÀ-Ỹ][^\W\d_]+", shown)
        if w not in _WHEN_CAPITALS and not w.isupper()
    ]
    if strange:
        return -3.0  # the deliverable behind it begins here
    reading = read_deadline(shown, DeadlineContext(date(2025, 1, 1), date(2025, 12, 31)))
    if reading.kind is DeadlineKind.UNCLEAR:
        return -1.0 if len(line.split()) <= 12 and not _OPEN_END.search(shown) else -3.0
    # The longer of two readable phrases is the whole one: "Quý III," and "Quý III, IV/2025".
    points = 5.0 + min(len(line.split()), 12) * 0.12
    return points - (2.0 if shown[-1] in ",;-" or _OPEN_END.search(shown) else 0.0)


@lru_cache(maxsize=65536)
def deliverable_points(text: str) -> float:
    """Positive for text that can be a deliverable."""
    shown = clean(text)
    line = fold(shown)
    words = line.split()
    if not words:
        return -1.5
    points = 1.0 + (2.0 if _DELIVERABLE_START.match(line) else 0.0)
    if _UNIT_START.match(line) and not line.startswith(("các", "bản", "ban hành")):
        points -= 3.0
    if _WHEN_START.match(line):
        points -= 3.0
    if len(words) > 30:
        points -= (len(words) - 30) * 0.2
    if shown[0].islower():
        points -= 1.5
    return points - (2.0 if _OPEN_END.search(shown) else 0.0)


def text_points(text: str) -> float:
    """Nothing but that a task has words and does not stop in the middle of a phrase."""
    shown = clean(text)
    if not shown:
        return -20.0
    points = 0.0 if len(shown.split()) >= 3 else -3.0
    if _OPEN_END.search(shown):
        points -= 4.0
    if shown.count("(") > shown.count(")") or shown.count("“") > shown.count("”"):
        points -= 3.0
    return points


_PERSON_START = re.compile(
    r"^(?:chủ tịch|phó|pct|ct|đ c|đồng chí|ông|bà|lãnh đạo|giám đốc|trưởng|bí thư|pgđ|gđ)\b"
)


def person_points(text: str) -> float:
    """Positive for text that names who in charge follows a task: "Chủ tịch UBND xã", "PCT Hoàng Văn Tiệp"."""
    shown = clean(text)
    if DITTO.match(shown):
        return 3.0
    if not _PERSON_START.match(fold(shown)) or len(shown.split()) > 10:
        return -4.0
    return 3.5 - (4.0 if _OPEN_END.search(shown) else 0.0)
