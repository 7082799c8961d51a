"""Unit names in running text, without a list of units to compare with: what is a name, where a list of names divides."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from danvan_xl.documents.text.likeness import unit_points
from danvan_xl.language.folding import clean, fold
from danvan_xl.language.units.groups import read_group_part
from danvan_xl.language.units.names import head_of, take_apart
from danvan_xl.language.units.vocabulary import KNOWN_WORDS, WORDS
from danvan_xl.model import UnitKind

_PREFIX = re.compile(
    r"^(?:giao(?: cho)?|đề nghị|đối với|trách nhiệm (?:của )?|yêu cầu|nhiệm vụ (?:của )?|phân công|ủy quyền)\s*:?\s*(?=[^\W\d])",
    re.I,
)
VERB = re.compile(
    r"\s*[,:]?\s+(?:(?:sẽ|phải|có)\s+)?(?:chủ trì|chủ động|có trách nhiệm|trách nhiệm|chịu trách nhiệm|căn cứ|phối hợp|tham mưu|(?<!các )tổ chức(?! chính trị| đoàn thể| hội(?! nghị| thảo| thi| diễn| họp)\b| thành viên| tôn giáo)|xây dựng|là cơ quan|là đơn vị|(?:làm|là) đầu mối"
    r"|theo dõi|tăng cường|triển khai|thực hiện|bố trí|hướng dẫn|đẩy mạnh|kịp thời|tiếp tục|(?<!giáo dục )thường xuyên|định kỳ|cân đối|đảm bảo|bảo đảm|đôn đốc|chỉ đạo|quán triệt"
    r"|nghiêm túc|vận động|tuyên truyền|giám sát|báo cáo|tổng hợp|phân công|lồng ghép|ban hành|rà soát|nâng cao|(?:thiết |xác |tạo |tái )?lập|cung cấp|đăng tải|kiểm tra|phát động|trên cơ sở|theo chức năng|(?<!trợ )giúp(?! việc)|nắm|phát thanh|niêm yết|khảo sát|thẩm định|mở|duy trì|tiếp nhận|giải quyết|xử lý|công khai|đăng ký|đánh giá|cử|đưa|tăng|thêm|họp(?! tác)|(?<!và )trả|thí điểm|soạn|viết|tự(?= (?:đánh giá|chấm|kiểm|rà|tổ chức|chọn))|(?<!tiếp )(?<!công )(?<!ghi )(?<!xác )nhận|bảo vệ(?! (?:antq|an ninh|rừng|môi trường|thực vật|chính trị|trẻ em|bí mật))|chuẩn bị"
    r"|(?<!công )(?<!chương )(?<!quy )(?<!quá )(?<!lộ )(?<!tờ )trình|dự thảo|soạn thảo|in ấn|cập nhật|quản lý(?! dự án| đô thị| đầu tư)|chịu|nghiên cứu|lựa chọn|đổi mới|huy động|hỗ trợ|kết nối|lấy ý kiến|xem xét|tập huấn|biên soạn|phát hành|quan tâm|(?<!cơ quan )(?<!trung tâm )truyền thông|thông tin(?! và)|phổ biến|thành lập|kiện toàn|củng cố|đề xuất|đề nghị|(?<!thư )(?<!chữ )ký|gặp|tiếp|chấn chỉnh|khắc phục|phát huy|giới thiệu|biểu dương|khen thưởng|nhân rộng|tiếp thu|phân loại|bình xét|đối thoại|cụ thể hóa|nêu cao|chấp hành|tạo điều kiện|phát hiện|bám sát|lựa chọn|chọn|gửi|nộp|hoàn thành|vận dụng|tiến hành|chú trọng|gương mẫu|thông báo|tham gia|phụ trách|sắp xếp|đầu mối|khẩn trương|tích cực)\b",
    re.I,
)
_HEADS_AGAIN = re.compile(
    r"(?:;|,|\n|\s+và|\s*&)\s*(?=(?:các|phòng(?!,? chống)|văn phòng|vp|trung tâm|tt|trường|công an|ban|hội|hiệp hội|đoàn|mttq|ubmttq|mặt trận|ủy ban|uỷ ban|ubnd|sở|đài|trạm|thanh tra|bộ phận|công chức|thôn|ấp|bản|tổ|khu|đảng ủy|huyện ủy|tất cả|toàn thể|các|đơn vị|cơ quan|chi cục|báo(?! cáo)|cục|kho bạc|ngân hàng|bảo hiểm|tòa án|toà án|viện|bưu điện|điện lực|bộ chỉ huy|bộ tư lệnh|tỉnh ủy|thành ủy|tỉnh đoàn|thành đoàn|huyện đoàn|thị đoàn|thị ủy|quận đoàn|quận ủy|thuế|chi nhánh|công đoàn|bệnh viện|học viện|thư viện|bảo tàng|hội đồng|buôn|bon|làng|xóm|hạt|đồn|xã(?! hội)|phường|thị trấn|liên đoàn|quân sự|ca xã|bch|đoàn thể)\b)",
    re.I,
)
_SUBJECTS = frozenset(
    """nội vụ|tư pháp|tài chính kế hoạch|kinh tế|kinh tế hạ tầng|kinh tế hạ tầng đô thị|văn hóa xã hội|văn hóa thông tin|lao động thương binh xã hội
    |tài nguyên môi trường|nông nghiệp phát triển nông thôn|nông nghiệp môi trường|giáo dục đào tạo|y tế|quản lý đô thị|công thương|xây dựng|dân tộc|dân tộc tôn giáo|thanh tra|tài chính|
    văn hóa thể thao du lịch|khoa học công nghệ|ngoại vụ|nông dân|phụ nữ|thanh niên|cựu chiến binh|người cao tuổi|chữ thập đỏ|tư pháp hộ tịch|văn phòng thống kê|tài chính kế toán
    |mầm non|tiểu học|trung học cơ sở|kinh tế nông nghiệp|văn hóa khoa học thông tin""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Subjects that are an office of their own: after a comma such a word begins another office of the same head."""
_OFFICIAL = frozenset(
    """phòng kinh tế hạ tầng đô thị|phòng kinh tế hạ tầng|phòng tài chính kế hoạch|phòng văn hóa thông tin|phòng văn hóa xã hội
    |trung tâm văn hóa thể thao truyền thông|trung tâm văn hóa thông tin thể thao|phòng văn hóa khoa học thông tin|trung tâm văn hóa thông tin thể dục thể thao
    |phòng lao động thương binh xã hội|phòng nông nghiệp phát triển nông thôn|phòng nông nghiệp môi trường|phòng tài nguyên môi trường|phòng giáo dục đào tạo
    |sở văn hóa thể thao du lịch|phòng dân tộc tôn giáo|phòng nội vụ lao động thương binh xã hội""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
"""Names with commas or "và" inside that stay one office."""
_SEVERAL = re.compile(
    r"^[Cc]ác\s+(?=[A-ZĐ])|\b(?i:(?:các|mỗi|từng)\s+(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|thôn|ấp|bản|buôn|bon|làng|xóm|khóm|khu phố|khu dân cư|tổ dân phố|trường))"
    r"(?=\s*(?:$|,|;|và\b|thuộc\b|trực\b|trên\b))"
    r"|^(?i:UBND|[ỦU][ỷyỶY] ban nhân dân)\s+(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)(?:\s*(?:,|và|/)\s*(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\b)+\s*$"
    r"|^(?i:UBND|[ỦU][ỷyỶY] ban nhân dân)\s+\d+\s+(?:huyện|quận|xã|phường|thị trấn)"
)
"""Names that stand for several bodies, whatever their kind: none of them is a unit of its own."""
_COUNCIL = re.compile(
    r"(?:HĐND|Hội đồng nhân dân)\s*(?:và|&|,)\s*(?:UBND|[UỦ][ỶỷYyỷ] ?ban nhân dân)|Báo\s+(?:và|,)\s*(?:Đài\s+)?Phát thanh",
    re.I,
)
"""Words that "và" joins to one name: the two councils, a province's Báo và Đài Phát thanh, Truyền hình."""
_NAMELESS = frozenset(
    tuple(head.split())
    for head in (
        "phòng",
        "ban",
        "trung tâm",
        "hội",
        "đoàn",
        "đội",
        "sở",
        "trường",
        "tổ",
        "khu",
        "thôn",
        "bản",
        "trạm",
        "đài",
    )
)
_OFFICES = frozenset(
    tuple(head.split())
    for head in (
        "phòng",
        "ban",
        "trung tâm",
        "hội",
        "hiệp hội",
        "đội",
        "sở",
        "trạm",
        "chi cục",
        "ban quản lý",
        "quỹ",
        "hạt",
        "đoàn",
        "văn phòng",
        "đài",
        "báo",
        "cục",
        "bộ chỉ huy",
        "bộ tư lệnh",
        "kho bạc",
        "ngân hàng",
        "bảo hiểm",
        "bưu điện",
        "điện lực",
        "tòa án",
        "toà án",
        "viện",
        "đồn",
        "thuế",
        "ủy ban",
        "uỷ ban",
        "liên đoàn",
        "công đoàn",
        "thanh tra",
        "chi nhánh",
        "thư viện",
        "bảo tàng",
        "bệnh viện",
        "trường",
        "bộ phận",
        "học viện",
        "tạp chí",
    )
)
_SENTENCE_WORDS = frozenset(
    "của các để dùng khi nếu cho được đã sẽ cần phải từ theo về với là những này đó mà bị do bằng tại trong trước sau".split()  # noqa: SIM905
)
"""Words of a sentence that stand in no office's name."""
_PERSONS = re.compile(
    r"^(?:đồng chí|đ c|ông|bà|chủ tịch|phó chủ tịch|lãnh đạo|thủ trưởng|người đứng đầu|trưởng phòng|cán bộ|công chức viên chức|mỗi|cá nhân)\b"
)


_BODIES = re.compile(
    r"(?:các|những|toàn thể các|tất cả các)\s+(?:bệnh viện|trung tâm|trường|phòng|ban|đơn vị|cơ quan|sở|ngành|hội|đoàn thể|tổ chức|xã|phường|thôn|bản|ấp"
    r"|chi cục|doanh nghiệp|hợp tác xã|cơ sở|địa phương|bộ phận|công chức|trạm|cụm|khối|chi bộ|chi hội|tổ dân phố|khu phố|khu dân cư)\b",
    re.I,
)
"""A list of bodies that begins with "các": "Các bệnh viện, trung tâm y tế, cơ sở trợ giúp xã hội trực thuộc"."""


@lru_cache(maxsize=16384)
def names_units(text: str) -> bool:
    """Whether the text is nothing but names of units and groups."""
    shown = strip_prefix(text)
    if ":" in shown:
        return False
    if not shown or len(shown.split()) > 45 or shown[-1] in ".!?;" or _PERSONS.match(fold(shown)):
        return False
    pieces = split_names(shown)
    if _is_bare_head(pieces):
        return False
    return bool(pieces) and all(_is_name(piece) for piece in pieces)


_STEERING = re.compile(
    r"(?:Ban [Cc]hỉ đạo|BCĐ) (?:(?:triển khai|xây dựng và) )?thực hiện (?:(?:QCDC|(?:Quy chế|Quy định|Luật Thực hiện) [Dd]ân chủ|Pháp lệnh dân chủ)(?: (?:ở )?cơ sở)?)"
    rf"(?: (?:của )?(?:cấp )?(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|tỉnh|Sở|cơ quan|trường|đơn vị)(?: [A-ZĐÀ-Ỹ][^\W\d_]*){{0,4}})?(?=\s*:|\s*$|{VERB.pattern})"
)
"""A committee whose name says what it carries out."""


@lru_cache(maxsize=16384)
def heads_units(text: str) -> bool:
    """Like :func:`names_units`, for a heading: offices of any subject count, so long as no verb is in it.

    "Phòng Cải cách hành chính" is no standard name, but a capital behind the head and nothing to do make it one.
    """
    if names_units(text):
        return True
    shown = strip_prefix(text)
    steering = _STEERING.match(shown)
    if steering is not None and steering.end() == len(shown):
        return True
    if ":" in shown:
        return False
    if not shown or len(shown.split()) > 30 or shown[-1] in ".!?;" or _acts(shown):
        return False
    if _BODIES.match(shown) and not (_SENTENCE_WORDS - {"các", "của"}) & set(fold(shown).split()):
        return True
    pieces = split_names(shown)
    if _is_bare_head(pieces):
        return False
    return bool(pieces) and all(_is_name(piece) or _has_capital_name(piece) for piece in pieces)


def _is_bare_head(pieces: list[str]) -> bool:
    """ "Phòng" of "Phòng Tổ chức cán bộ": a head alone names nobody."""
    return len(pieces) == 1 and take_apart(pieces[0]).words in _NAMELESS


def _acts(text: str) -> bool:
    """A verb in small letters; with a capital it belongs to a name: "Phòng Tổ chức cán bộ"."""
    return any(match.group().strip(" ,:")[:1].islower() for match in VERB.finditer(f" {text}"))


def has_verb(text: str) -> bool:
    """Whether the text says what somebody does."""
    return bool(VERB.search(f" {text}")) or bool(re.match(r"(?i)công tác\b|việc\b|nội dung\b", text))


def _has_capital_name(piece: str) -> bool:
    """An office's head with a capital behind it and no word of a sentence: "Báo Sơn Trà", "Phòng Cải cách hành chính"."""
    tokens = re.findall(r"[^\W_]+", piece)
    words = tuple(fold(token) for token in tokens)
    head = max((h for h in _OFFICES if words[: len(h)] == h), key=len, default=())
    if _NO_NAME.match(" ".join(words)):
        return False
    if re.match(r"báo (?:và )?(?:đài )?phát thanh", " ".join(words)):
        return not VERB.search(f" {piece.partition('hình')[2]}")  # a province's paper and radio, one body
    if not head or len(tokens) <= len(head) or len(piece.split()) > 14:
        return False
    if head == ("ban", "quản", "lý"):
        return not _SENTENCE_WORDS & set(words)  # nothing else is called so: "Ban Quản lý dự án giao thông"
    said = {
        word
        for at, word in enumerate(words)
        if word != "về" or not tokens[at + 1 : at + 2] or not tokens[at + 1].isupper()
    }  # "về TTXH" is of a name
    return tokens[len(head)][:1].isupper() and not _SENTENCE_WORDS & said


_IN_A_SENTENCE = re.compile(
    rf"{VERB.pattern}|\s(?:ở|tại|cho|đến|về|trong|với|trên|từ|bằng|để|do|tới|qua|việc)\s", re.I
)


def is_group(piece: str) -> bool:
    """Whether it names a group, not a unit of its own: "các thôn", "UBND các huyện, thị xã", "các Đồn Biên phòng"."""
    shown = re.sub(r"\s+(?:trực )?thuộc\s+[Ss]ở.*$", "", piece)
    part = read_group_part(shown)
    if part is not None and part.kinds == {UnitKind.PARTY} and not part.opens and shown[:1].isupper():
        return False  # "Ban Xây dựng Đảng phường" is one body; only "các ban ..." are several
    if part is not None:
        return True
    several = _SEVERAL.search(shown)
    if several is not None:
        before = shown[: several.start()]
        # "UBND các xã", "Trưởng các thôn"; not "Bảo đảm an ninh ở các thôn".
        if len(before.split()) <= 5 and "," not in before and not _IN_A_SENTENCE.search(f" {before} "):
            return True
    parts = [part for part in re.split(r",|;|\bvà\b", shown) if part.strip()]
    return len(parts) > 1 and all(read_group_part(part) is not None for part in parts)


PLURAL = re.compile(r"^(?:các|những|mọi|mỗi|từng|tất cả|toàn thể|một số|đơn vị|cơ quan|địa phương)\s", re.I)
"""What begins so names several bodies or none in particular, never one unit."""


def names_one(text: str) -> bool:
    """Whether it names one body or person, neither several nor a group."""
    return bool(text) and not is_group(text) and not PLURAL.match(text) and len(split_names(text)) == 1


_SAYS_MORE = re.compile(
    r"(?i)\b(?:phối hợp|chủ trì|tham mưu|(?<!trợ )giúp(?! việc)|theo dõi|cùng(?! cấp)|đầu mối)\b|\bthực hiện\W*$|:|\d{1,2}/\d|\w{3}\.\s+(?-i:[A-ZĐ])"
    r"|\s[-–]\s*(?:các|phòng|văn phòng|trung tâm|trường|công an|ban|hội|đoàn|ubnd|ủy ban|sở|bệnh viện|trạm|chi cục|đài|thanh tra)\b"
)
_TWO_IN_ONE = re.compile(
    r"(?i)/\s*(?:các|phòng|văn phòng|trung tâm|trường|công an|ban|hội|đoàn|ubnd|ủy ban|sở|bệnh viện)\b|\((?:chủ trì|phối hợp|đầu mối|tham mưu|giúp)\b"
)
_DUTY_VERB = re.compile(
    r"\s(?:giám sát|hỗ trợ|chuẩn bị|tham gia|chỉ đạo|đôn đốc|tổng hợp|báo cáo|thẩm định|hướng dẫn|kiểm tra|bố trí|cung cấp|vận động|tuyên truyền|phụ trách|mời|gửi)\b"
)
"""In small letters and behind a name: what the named does, no part of the name."""
_TEAM = re.compile(r"(?i)(?:tổ|đoàn|đội|ban|bcđ|hội đồng|nhóm|bộ phận|trung tâm|câu lạc bộ)\b")


def says_more(text: str) -> bool:
    """Whether what stands where names of units stand says more than who: roles, days, what somebody does, two names in one.

    "Kế toán; Ban Thanh tra nhân dân giám sát", "Phòng Nghiệp vụ Y - Bệnh viện tỉnh": it was taken whole and is not certain.
    """
    if _TWO_IN_ONE.search(text):
        return True
    if not text or names_units(text):
        return False
    if _SAYS_MORE.search(text):
        return True
    for piece in re.split(r"[;,\n]|\svà\s", text):
        shown = clean(piece)
        behind = 2 if not _TEAM.match(shown) else 4
        if any(len(shown[: m.start()].split()) >= behind for m in _DUTY_VERB.finditer(shown)):
            return True
    return False


def strip_prefix(text: str) -> str:
    """Without "Giao", "Đề nghị", "Đối với" in front, and without a colon behind."""
    shown = clean(text).rstrip(" :")
    shown = re.sub(r"\s*\([^()]*\)$", "", shown)
    previous = None
    while shown != previous:
        previous, shown = shown, _PREFIX.sub("", shown)
    return shown


_NO_NAME = re.compile(
    r"(?:ban hành|ban đầu|bản (?:tin|đồ|thân|cam kết)|tổ chức$|hội (?:nghị|thảo|thi|diễn|họp|nhập)|đoàn kết|đội ngũ|trường hợp|sở hữu|xã hội|báo cáo|bộ máy|phòng chống"
    r"|quỹ đất|viện dẫn|khu vực$|thôn tính|tổ công tác|trung bình|đài thọ|thanh tra (?:việc|trách nhiệm|công vụ|kiểm tra|giám sát|đột xuất)|văn phòng phẩm)\b"
)
"""What begins like a body's name and is none."""


@lru_cache(maxsize=16384)
def _is_name(piece: str) -> bool:
    if _NO_NAME.match(fold(piece)) or re.search(r"\w\s(?:kiểm tra|giám sát|khảo sát)\s+\d", piece):
        return False  # "Phòng Nội vụ kiểm tra 03 xã" is a sentence
    if is_group(piece):
        return True
    name = take_apart(piece)
    words = name.words
    if name.place and not is_capital(piece, name.place):
        return False
    if not words:
        return bool(name.place)
    if words[:2] == ("tổ", "chức") or words in _NAMELESS:
        return False  # a verb, or a head without any name
    if not head_of(words) and " ".join(words) not in _SUBJECTS:
        return False
    tokens = re.findall(r"[^\W_]+", piece)
    unknown = [
        t
        for t in tokens
        if fold(t) not in KNOWN_WORDS and fold(t) not in WORDS and not t[:1].isupper() and not t.isdigit()
    ]
    unknown = [
        t
        for t in unknown
        if fold(t)
        not in (
            "và",
            "xã",
            "huyện",
            "phường",
            "tỉnh",
            "các",
            "thuộc",
            "trấn",
            "của",
            "trên",
            "bàn",
            "thành",
            "phố",
            "thị",
            "quận",
            "đặc",
            "khu",
        )
    ]
    return not unknown and (unit_points(piece) > -4 or bool(head_of(words)))


def is_capital(piece: str, place: tuple[str, ...]) -> bool:
    """Place names are written with capitals; "thị trấn tuyên truyền" is no place."""
    tokens = re.findall(r"[^\W_]+", piece)[-len(place) :]
    return all(token[:1].isupper() or token.isdigit() for token in tokens)


@lru_cache(maxsize=8192)
def split_duty(text: str, is_unit: Callable[[str], bool] = heads_units) -> tuple[str, str]:
    """("Phòng Nội vụ", what it has to do): unit names at the beginning of a paragraph, and the rest.

    ("", text) when it begins with no unit; (names, "") when it is nothing but names.
    """
    shown = clean(text)
    whole = strip_prefix(shown)
    if len(whole.split()) <= 16:
        whole = whole.rstrip(" .;")  # "1. Phòng Văn hóa - Xã hội."
    if is_unit(whole):
        return whole, ""
    head, colon, rest = shown.partition(":")
    if colon and len(head) < 220 and is_unit(strip_prefix(head)):
        return strip_prefix(head), clean(rest)
    body = shown
    previous = None
    while body != previous:
        previous, body = body, _PREFIX.sub("", body)
    steering = _STEERING.match(body)
    if steering is not None:
        rest = body[steering.end() :].strip(" ,:")
        return steering.group(), rest[:1].upper() + rest[1:]
    best = ("", shown)
    for verb in VERB.finditer(body[:260]):
        if verb.group().strip(" ,")[:1].isupper():
            continue  # of a name: "Đài Phát thanh", "Phòng Văn hóa, Thông tin"
        named = body[: verb.start()].strip(" ,:–-")
        if fold(named) == "thanh tra" and verb.group().lstrip()[:1] == ",":
            continue  # "Thanh tra, kiểm tra công vụ": two verbs
        if body != shown:
            named = named[:1].upper() + named[1:]  # "Giao phòng Kinh tế triển khai ..."
        if named and named[:1].isupper() and is_unit(named):
            rest = body[verb.start() :].strip(" ,:")
            best = (named, rest[:1].upper() + rest[1:])
            break
    return best


def split_names(text: str) -> list[str]:
    """The single names of a cell or heading: borders where a new head stands, or after a head that is given once.

    "Phòng Nội vụ, Tư pháp" → two with their head; "Phòng Kinh tế, Hạ tầng và Đô thị" → one.
    """
    result: list[str] = []
    text = re.sub(r"[ \t]+", " ", text).strip()
    # "HĐND và UBND" is one word of a name, whatever joins the two.
    text = _COUNCIL.sub(
        lambda m: m.group().replace("và", "\ue000").replace("&", "\ue001").replace(",", "\ue002"), text
    )
    for part in re.split(r";|\n\s*[-+•]\s+", text):
        for piece in _HEADS_AGAIN.split(part):
            piece = piece.replace("\ue000", "và").replace("\ue001", "&").replace("\ue002", ",")
            shown = clean(piece).strip(" ,.;:-–&")
            if fold(shown):
                result += _elided(shown)
    return result


def _elided(piece: str) -> list[str]:
    words = take_apart(piece).words
    if " ".join(words) in _OFFICIAL or read_group_part(piece) is not None:
        return [piece]
    if not re.search(r",|\bvà\b|/", piece):
        return [piece]
    head = head_of(words)
    if not head:
        return [piece]
    first, *more = [clean(p) for p in re.split(r",|\bvà\b|/", piece)]
    if head in (("thôn",), ("ấp",), ("bản",), ("tổ", "dân", "phố"), ("khu", "phố")) and more:
        return [first, *(m if head_of(take_apart(m).words) else f"{first.split()[0]} {m}" for m in more)]
    subjects = [" ".join(take_apart(m).words) for m in more]
    own = " ".join(take_apart(first).words[len(head) :])
    if own in _SUBJECTS and all(s in _SUBJECTS for s in subjects):
        shown_head = " ".join(piece.split()[: len(head)])
        return [first, *(f"{shown_head} {m}" for m in more)]
    return [piece]
