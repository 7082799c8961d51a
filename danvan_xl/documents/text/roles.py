"""What a passage is for: a task, who takes part, a slogan, last year's results, ... Decided before anything is made of it.

The headings above a passage speak first (the innermost that says something), then its own label and words. A passage
is a task for certain only where its heading is about work to be done and it begins with what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from danvan_xl.documents.text.unit_names import VERB, heads_units, split_duty
from danvan_xl.language.folding import fold


class Role(StrEnum):
    """What a passage of a plan can be."""

    TASK = "Nhiệm vụ"
    DUTY = "Phân công"
    TIME = "Thời gian"
    REPORT = "Báo cáo"
    PURPOSE = "Mục đích, yêu cầu"
    REVIEW = "Đánh giá"
    PEOPLE = "Thành phần"
    PLACE = "Địa điểm"
    SLOGAN = "Khẩu hiệu"
    CRITERION = "Tiêu chí"
    DOSSIER = "Hồ sơ"
    MONEY = "Kinh phí"
    FORM = "Biểu mẫu"
    BASIS = "Căn cứ"
    HEADING = "Đề mục"
    OTHER = "Khác"


class Judged(Struct, frozen=True):
    """A role, why, and whether that is certain."""

    role: Role
    reason: str
    sure: bool = True


_HEADS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.DOSSIER,
            r"^(?:thành phần |mẫu |quy định về )?hồ sơ\b(?! sức khỏe| điện tử)|^thủ tục (?:đề nghị|xét)",
        ),
        (
            Role.PEOPLE,
            r"^(?:dự kiến )?(?:thành phần|khách mời|đại biểu|đối tượng|số lượng|lực lượng|tham dự)\b",
        ),
        (Role.PLACE, r"^(?:thời gian )?(?:và )?(?:địa điểm|phạm vi|địa bàn)\b"),
        (Role.TIME, r"^(?:thời gian|thời hạn|lịch)\b"),
        (Role.SLOGAN, r"^(?:(?:một số|các|nội dung) )*(?:khẩu hiệu|áp phích|chủ đề|thông điệp)\b"),
        (
            Role.CRITERION,
            (
                r"^(?:(?:các|một số|những|hệ thống|quy định|cách|về) )*(?:tiêu chuẩn|tiêu chí|điều kiện|thang điểm|cách tính điểm|cách chấm|cơ cấu giải"
                r"|giải thưởng|mức (?:thưởng|chi|hỗ trợ)|(?:chính sách|chế độ) hỗ trợ|nguyên tắc xét|danh hiệu|chỉ tiêu|hình thức khen thưởng|số lượng khen)\b|^khen thưởng$"
            ),
        ),
        (
            Role.REVIEW,
            (
                r"^(?:(?:những|một số|các|sơ lược|khái quát|về) )*(?:kết quả(?! cần đạt)\b(?! đầu ra)|đánh giá (?:chung|tình hình|thực trạng|kết quả)|tình hình\b|đặc điểm\b|thực trạng\b"
                r"|tồn tại\b|hạn chế\b|khó khăn\b|nguyên nhân\b|ưu điểm\b|khuyết điểm\b|bài học\b|thuận lợi\b|bối cảnh\b)|^đánh giá\b.*\bnăm 20\d\d$"
            ),
        ),
        (
            Role.PURPOSE,
            r"^(?:mục đích|yêu cầu|mục tiêu|quan điểm|phương châm|phương hướng chung|ý nghĩa|sự cần thiết|nguyên tắc)\b",
        ),
        (Role.MONEY, r"^(?:(?:về|nguồn|dự toán|dự kiến) )*kinh phí\b|^(?:nguồn (?:lực|vốn)|dự toán)\b"),
        (Role.FORM, r"^(?:các )?(?:biểu mẫu|biểu số|mẫu (?:số|báo cáo|phiếu)|đề cương)\b"),
        (
            Role.PURPOSE,
            r"^(?:hình thức|phương thức|cách thức)(?: và)? (?:nguyên tắc|đối thoại|tiếp xúc|tổ chức (?:đối thoại|hội nghị|tiếp xúc))\b",
        ),
        (
            Role.OTHER,
            r"^(?:nội dung )?(?:và )?chương trình (?:nghị sự|hội nghị|buổi|đối thoại|tọa đàm|ngày hội|lễ)\b|^nội dung (?:đối thoại|hội nghị|buổi|cuộc thi|thi(?! đua)|tọa đàm|chất vấn|tập huấn)\b",
        ),
        (
            Role.OTHER,
            r"^(?:(?:các|những|một số|về) )*(?:hành vi|quyền\b(?! lợi)|nghĩa vụ|điều cấm|(?:việc|điều|nội dung) (?:không được|bị cấm|nghiêm cấm)|trường hợp|chức năng|quan hệ công tác|chế độ làm việc)\b",
        ),
        (Role.BASIS, r"^(?:căn cứ|cơ sở pháp lý)\b"),
    )
)
_LABELS = re.compile(
    r"^(?:khen thưởng|lưu ý|ghi chú|ví dụ|số điện thoại|điện thoại|email|trang phục|quy mô|chủ trì hội nghị|tài liệu|hình thức(?: tổ chức| thực hiện)?)$"
)
_WORK = re.compile(
    r"nhiệm vụ|nội dung|giải pháp|công việc|hoạt động|biện pháp|công tác|tổ chức thực hiện|phân công|trách nhiệm|triển khai|phong trào|^lãnh đạo chỉ đạo"
)
UNDER_UNKNOWN = "Đề mục ngay trên chưa rõ là về việc phải làm"
"""Why what begins like a task, in a section about tasks, is not certain."""
_PAST = re.compile(
    r"^(?:trong )?(?:năm 20\d\d|những năm qua|thời gian qua|các năm qua|năm qua|qua \d+ năm)\b.*\b(?:đã|có|đạt|được)\b"
    r"|^(?:tuy nhiên|bên cạnh đó|nhìn chung|qua rà soát)\b|\b(?:còn (?:chậm|hạn chế|bất cập|thấp|thiếu)|chưa (?:cao|đạt|kịp thời|hiệu quả))\W*$"
)
_MORE_VERBS = re.compile(
    r"(?:chú trọng|gắn|làm tốt|phấn đấu|kết hợp|khuyến khích|bồi dưỡng|đào tạo|sắp xếp|tạo|thúc đẩy|ứng dụng|sơ kết|tổng kết|phối kết hợp"
    r"|bám sát|lắng nghe|chăm lo|tôn vinh|phân tích|thu thập|thống kê|lắp đặt|đầu tư|sửa chữa|cải cách|cải tiến|công bố|mời|tham gia|gửi|nộp|cấp"
    r"|treo|trồng|vệ sinh|thăm|trao|hoàn thành|hoàn thiện|xác định|phát hiện|thanh tra|kiểm soát|rút ngắn|cắt giảm|số hóa|ngăn chặn|khơi dậy"
    r"|chọn|chi trả|thu|bảo trì|chạy|viết|vận hành|họp|trả lời|nêu|đi|đối thoại|làm|rút kinh nghiệm|bám|chuyển|đón|hướng|gỡ|tháo gỡ|giải thích|giám sát"
    r"|quản lý|lồng ghép|cam kết|thi đua|chấp hành|nhắc|kiên quyết|tích cực|không để|hạn chế|bổ sung|sửa đổi|trang bị|thay|dọn|phát|in|nghiêm cấm|thảo luận"
    r"|phân cấp|niêm yết|xử lý|phân loại|phân bổ|mở rộng|liên hệ|khai thác|kiện toàn|lựa|bầu|giới thiệu|giao|yêu cầu|động viên|tranh thủ|quy định|ghi|bố trí|gặp)\b"
)
_GENERAL = re.compile(
    r"^(?:\S+ ){0,7}(?:theo dõi|đôn đốc|tổng hợp(?! đơn)|đầu mối|điều chỉnh bổ sung)\b"
    r"|^(?:\S+ ){0,12}(?:bố trí|cân đối|thẩm định|thẩm tra|cấp|bảo đảm|đảm bảo|phân bổ|sử dụng|quyết toán)(?: \S+){0,3} (?:kinh phí|dự toán|ngân sách)\b"
    r"|^căn cứ\b|\bkế hoạch này\b|theo chức năng|chức năng nhiệm vụ|nhiệm vụ được (?:giao|phân công)|^(?:phổ biến|triển khai|cụ thể hóa|tổ chức)(?: \S+){0,4} kế hoạch(?: của ubnd \S+)?$"
    r"|^(?:\S+ ){0,4}báo cáo\b.*\b(?:định kỳ|tháng|quý|năm|kết quả)\b|\bgửi báo cáo\b"
)
"""Work that every plan gives somebody: following it up, money, reports, carrying the plan out."""
REPORTED = re.compile(
    r"(?:(?:gửi|nộp) )?báo cáo (?:định kỳ|quý|năm|tháng|0?[369] tháng|sơ kết|tổng kết|kết quả thực hiện)\b"
)
"""A round of reports."""
_VAGUE = re.compile(
    r"^(?:tăng cường|đẩy mạnh|nâng cao|phát huy|chú trọng|quan tâm|tiếp tục|thực hiện (?:tốt|nghiêm|đúng|có hiệu quả)|đổi mới|chủ động|bảo đảm|đảm bảo|gắn|kết hợp|khắc phục|phấn đấu|coi trọng|kịp thời"
    r"|làm tốt|xác định|tạo|củng cố|bám sát|không)\b"
)
"""Verbs that name no piece of work unless something can be counted or dated."""
_APPEAL = re.compile(
    r"^(?:nêu cao|giữ gìn|giữ vững|lắng nghe|tôn trọng|gương mẫu|thấm nhuần|không ngừng|luôn|tự giác|đoàn kết|rèn luyện|trọng dân|gần dân|kiên quyết|cảnh giác"
    r"|phát huy (?:tinh thần|vai trò|trách nhiệm|truyền thống|quyền)|nâng cao (?:nhận thức|ý thức|tinh thần|trách nhiệm|đạo đức|bản lĩnh)|giáo dục \S+|đổi mới (?:phương thức|tư duy|phong cách))\b"
)
"""How to behave: often no work that anybody reports on."""
_STATEMENT = re.compile(
    r"^(?:\S+ ){1,16}là (?:một |những |việc làm |nhiệm vụ |yếu tố |trách nhiệm |nội dung )?(?:khâu|thước đo|thường xuyên|trọng tâm|quan trọng|động lực|nền tảng|cơ sở|căn cứ|then chốt|hàng đầu|trung tâm|nhân tố)\b"
)
_MUST = re.compile(r"^(?:\S+ ){1,14}(?:phải|cần phải|không được)\b")
_MUST_BE = re.compile(r"^(?:\S+ ){1,5}phải\b")
_RULE = re.compile(
    r"^không (?:tổ chức |tiến hành |thực hiện )?(?:đối thoại|giải quyết|xem xét|tiếp nhận|tiếp công dân|áp dụng|xét|công nhận|thanh toán|trả lời)\b|^(?:mọi |các |những )?(?:người|công dân|đại biểu|tổ chức)(?: \S+){0,6} (?:có thể|có quyền)\b"
)
"""What may or may not be: nobody's work."""
_PUBLISHED = re.compile(
    r"^(?:(?:các|những|danh mục|một số) )*(?:nội dung|việc|vấn đề|thông tin)(?: cần| phải| được)* (?:công khai|(?:lấy|xin) ý kiến|(?:để )?(?:nhân dân|người dân|dân|cán bộ|công chức|viên chức|người lao động)"
    r"(?: \S+){0,6} (?:biết|bàn|quyết định|tham gia|giám sát|kiểm tra))\b"
)
"""What stands under it is made public or asked about: often no piece of work, however it begins."""
_MEMBERS = re.compile(r"\bgồm (?:có )?\d+ (?:đồng chí|thành viên|người|ông bà)\b")
_DONE = re.compile(r"\(đã [^()]*\d[^()]*\)\W*$")
_SHARED_OUT = re.compile(
    r"^(?:(?:các|những|hai|ba|bốn|năm|\d+) )?(?:nội dung|nhiệm vụ|công việc|việc|phần việc) (?:nêu )?(?:trên|ở trên|này) (?:do|giao)\b|^giao\b.*\bthực hiện (?:điểm|khoản|mục|tiết|các điểm) [a-zđ\d]"
    r"|\b(?:chủ trì|phối hợp|thực hiện|tham mưu|triển khai|phụ trách|đảm nhận|chịu trách nhiệm)(?: \S+){0,4}? (?:nhiệm vụ|nội dung|công việc)(?: số| thứ)? \d{1,2}(?:(?: và| đến)? \d{1,2})*$"
)
_ADVERB = re.compile(
    r"^(?:hằng|hàng|mỗi|định kỳ|trong|trước|từ|chậm nhất|quý|tháng|thường xuyên|tối thiểu|ít nhất)\b"
)


_AIMED = re.compile(r"(?i)\b(?:đạt|đúng (?:hẹn|hạn)|trước hạn|tỷ lệ)\b[^.;]{0,40}\d\s*%")


def role_under(heading: str) -> Role | None:
    """What stands under this heading when it is no work to be done; None when its words say nothing of the kind."""
    key = fold(heading.partition("(")[0].partition(":")[0])
    if len(key.split()) > 16:
        return None
    return next((role for role, rule in _HEADS if rule.search(key)), None)


def is_work(heading: str) -> bool:
    """Whether a heading speaks of what is to be done."""
    key = fold(heading)
    return bool(_WORK.search(key)) or begins_with_action(heading)


def begins_with_action(text: str) -> bool:
    """Whether the first words say what is to be done."""
    key = fold(text)
    return bool(VERB.match(f" {key}") or _MORE_VERBS.match(key) or _ADVERB.match(key))


def general(text: str) -> str:
    """Why a passage that reads as a task may be none to report on; '' when nothing speaks for that."""
    key = fold(text)
    if _GENERAL.search(key):
        return "Việc điều hành chung (theo dõi, kinh phí, báo cáo, triển khai kế hoạch)"
    if _AIMED.search(text):
        return "Có thể là chỉ tiêu cần đạt"
    vague = _APPEAL.match(key) or (_VAGUE.match(key) and not re.search(r"\d|[“\"]", text))
    return "Lời yêu cầu chung, chưa nêu việc cụ thể" if vague else ""


def _is_past(key: str, year: int | None) -> bool:
    """A result of a year before the plan: "Năm 2023, xã tiếp 64 lượt công dân", "Tỷ lệ ... năm 2022 đạt 88,4 %"."""
    named = [int(found) for found in re.findall(r"\bnăm (20\d\d)\b", key)]
    if year is None or not named or min(named) >= year or re.match(r"(?:từ|đến|tiếp tục|trước)\b", key):
        return False
    return bool(
        re.match(r"(?:trong )?năm 20\d\d\b", key) or re.search(r"\bđã\b|\bđạt \d|\b(?:tăng|giảm|còn) \d", key)
    )


def judge(text: str, headings: Sequence[str], year: int | None = None) -> Judged:
    """The role of a passage. ``headings``: those above it, outermost first, without their marks; ``year``: the plan's first."""
    label, colon, rest = text.partition(":")
    own = role_under(label) if colon and len(label.split()) <= 14 and not begins_with_action(label) else None
    if own is not None or (colon and _LABELS.match(fold(label))):
        return Judged(own or Role.OTHER, f"Dòng “{label.strip()}:”")
    for heading in reversed(headings):
        role = role_under(heading)
        if role is not None:
            return Judged(role, f"Nằm dưới đề mục “{heading}”")
        if is_work(heading):
            break
    key = fold(text)
    if _SHARED_OUT.search(key):
        return Judged(Role.DUTY, "Phân công chung cho các nhiệm vụ ở trên")
    if _MEMBERS.search(key):
        return Judged(Role.PEOPLE, "Câu kể thành viên")
    if _STATEMENT.match(key) or (
        (_MUST_BE.match(key) or (_MUST.match(key) and not begins_with_action(text)))
        and not split_duty(text)[0]
    ):
        return Judged(Role.PURPOSE, "Câu nêu yêu cầu, nhận định chung")
    if _RULE.match(key):
        return Judged(Role.PURPOSE, "Câu nêu quy định, phạm vi áp dụng")
    if key.startswith("kinh phí "):
        return Judged(Role.MONEY, "Câu nêu kinh phí")
    published = any(_PUBLISHED.search(fold(heading)) for heading in headings[-2:])
    if published and not begins_with_action(text) and not VERB.search(f" {' '.join(text.split()[:16])}"):
        return Judged(Role.OTHER, "Nội dung được công khai, lấy ý kiến")
    if text.isupper() and re.fullmatch(r"[“\"][^“”\"]{12,}[”\"]\W*", text):
        return Judged(Role.SLOGAN, "Dòng chữ trang trí")
    if text.rstrip(' "”').endswith("!"):
        return Judged(Role.SLOGAN, "Câu kết thúc bằng dấu chấm than")
    if _DONE.search(text.lower()) or (
        not begins_with_action(text) and (_PAST.search(key) or _is_past(key, year))
    ):
        return Judged(Role.REVIEW, "Câu nói về việc đã qua hoặc hạn chế đã có")
    working = any(is_work(heading) for heading in headings)
    acts = begins_with_action(rest if colon and fold(label) == "nội dung" else text)
    understood = not headings or is_work(headings[-1]) or heads_units(headings[-1].rstrip(" :."))
    if working and acts and not published and understood:
        return Judged(Role.TASK, "Bắt đầu bằng việc phải làm, trong mục về nhiệm vụ")
    if published:
        return Judged(Role.TASK, "Nằm dưới đề mục về nội dung công khai, lấy ý kiến", sure=False)
    if acts and working:
        return Judged(Role.TASK, UNDER_UNKNOWN, sure=False)
    reason = "Không bắt đầu bằng việc phải làm" if working else "Đề mục không nói rõ là nhiệm vụ"
    return Judged(Role.TASK, reason, sure=False)
